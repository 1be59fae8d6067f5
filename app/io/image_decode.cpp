#include "app/io/image_decode.h"

#include <stb/stb_image.h>

#include <algorithm>
#include <bit>
#include <climits>
#include <cstring>
#include <memory>
#include <new>

#include "app/io/exif_orientation.h"
#include "app/io/image_bytes.h"
#include "app/io/image_complete.h"
#include "app/io/image_pnm.h"
#include "app/io/sentences.h"

namespace io {
namespace {

using File = std::span<const std::byte>;

const stbi_uc* stb_data(File file) { return reinterpret_cast<const stbi_uc*>(file.data()); }
int stb_size(File file) { return static_cast<int>(file.size()); }

struct StbRelease {
    void operator()(void* pixels) const { stbi_image_free(pixels); }
};
template <class T>
using StbPixels = std::unique_ptr<T, StbRelease>;

// What stb_image could not do, as an Error; memory running out is told from damage. Its own words are for programmers,
// and where a format gives none they are those of another format.
core::Error stb_failure(ImageFormat format, File file) {
    const char* words = stbi_failure_reason();
    const std::string reason = words == nullptr ? "" : words;
    if (reason == "outofmem") throw std::bad_alloc();
    if (reason == "only 8-bit") return error("error.picture_12_bits");
    if (!has_end_mark(format, file)) return error("error.picture_cut_off");
    return error("error.picture_damaged", "", {{"format", format_name(format)}});
}

// v8 = round(v * 255 / max) for every v.
std::vector<std::uint8_t> to_eight_bits(unsigned max) {
    std::vector<std::uint8_t> table(std::size_t{max} + 1);
    for (unsigned v = 0; v <= max; ++v) table[v] = static_cast<std::uint8_t>((v * 255U + max / 2) / max);
    return table;
}

// Grey becomes RGB, alpha (channel 2 of 2, 4 of 4) is laid over white, values up to `max` become 0..255.
template <class T>
std::vector<std::uint8_t> to_rgb8(const T* values, int channels, unsigned max, std::size_t pixels, bool& transparent) {
    const std::vector<std::uint8_t> table = to_eight_bits(max);
    const std::uint64_t white = std::uint64_t{max} * max;
    const bool colour = channels >= 3;
    const bool has_alpha = channels == 2 || channels == 4;
    std::vector<std::uint8_t> rgb(pixels * 3);
    transparent = false;
    for (std::size_t i = 0; i < pixels; ++i, values += channels) {
        const std::uint64_t alpha = has_alpha ? values[channels - 1] : max;
        for (std::size_t c = 0; c < 3; ++c) {
            const T value = values[colour ? c : 0];
            // Over white in full precision, and rounded once: (v a + max (max - a)) / max^2 of 255.
            rgb[i * 3 + c] =
                alpha == max
                    ? table[value]
                    : static_cast<std::uint8_t>(((value * alpha + max * (max - alpha)) * 255 + white / 2) / white);
        }
        transparent = transparent || alpha != max;
    }
    return rgb;
}

// As decoded, before it is turned.
struct Stored {
    PictureSize size;
    std::vector<std::uint8_t> rgb;
    bool transparent = false;
};

template <class T, class Load>
core::Result<Stored> load_with_stb(ImageFormat format, File file, Load load, unsigned max) {
    int width = 0;
    int height = 0;
    int channels = 0;
    const StbPixels<T> pixels(load(stb_data(file), stb_size(file), &width, &height, &channels, 0));
    if (!pixels) return stb_failure(format, file);
    // With 0 channels asked for, PSD arrives as four, whatever the file holds.
    if (format == ImageFormat::psd) channels = 4;
    if (channels < 1 || channels > 4)
        return error("error.picture_channels", "", {{"channels", std::to_string(channels)}});
    Stored stored;
    stored.size = {width, height};
    if (const core::Result<core::Done> fits = check_size(stored.size); !fits) return fits.error();
    const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    stored.rgb = to_rgb8(pixels.get(), channels, max, count, stored.transparent);
    return stored;
}

core::Result<Stored> load_pnm(File file) {
    core::Result<PnmPicture> picture = decode_pnm(file);
    if (!picture) return picture.error();
    const PnmPicture& pnm = picture.value();
    Stored stored;
    stored.size = pnm.size;
    stored.rgb = to_rgb8(pnm.values.data(), pnm.channels, static_cast<unsigned>(pnm.max_value),
                         pnm.values.size() / static_cast<std::size_t>(pnm.channels), stored.transparent);
    return stored;
}

core::Result<Stored> load(ImageFormat format, File file, bool sixteen_bits) {
    if (format == ImageFormat::pnm) return load_pnm(file);
    // Never stbi_load on 16 bits: its own reduction truncates, and has overrun its buffer.
    if (sixteen_bits) return load_with_stb<stbi_us>(format, file, stbi_load_16_from_memory, 65'535);
    return load_with_stb<stbi_uc>(format, file, stbi_load_from_memory, 255);
}

// Per channel as stored, read from the headers: stb_image's own answer misses PSD.
int bit_depth(ImageFormat format, File file) {
    const ByteReader bytes(file);
    switch (format) {
        case ImageFormat::png:
            return bytes.u8(24).value_or(8);
        case ImageFormat::psd:
            return bytes.big16(22).value_or(8);
        case ImageFormat::pnm:
            return pnm_max_value(file).value_or(255) > 255 ? 16 : 8;
        case ImageFormat::hdr:
            return 32;
        case ImageFormat::jpeg:
        case ImageFormat::bmp:
        case ImageFormat::gif:
        case ImageFormat::tga:
            break;
    }
    return 8;
}

std::optional<PictureSize> size_of(ImageFormat format, File file) {
    if (const std::optional<PictureSize> size = claimed_size(format, file)) return size;
    int width = 0;
    int height = 0;
    if (format == ImageFormat::pnm ||
        stbi_info_from_memory(stb_data(file), stb_size(file), &width, &height, nullptr) == 0)
        return std::nullopt;
    return PictureSize{width, height};
}

// The response of the job: eight numbers of 64 bits, then the pixels.
constexpr std::size_t k_numbers = 8;
using Numbers = std::array<std::int64_t, k_numbers>;

Numbers numbers_of(const DecodedPicture& picture) {
    const PictureMeta& meta = picture.meta;
    return {static_cast<std::int64_t>(meta.format),
            meta.stored.width,
            meta.stored.height,
            meta.bit_depth,
            meta.orientation,
            meta.transparent ? 1 : 0,
            picture.size.width,
            picture.size.height};
}

DecodedPicture from_numbers(const Numbers& numbers) {
    DecodedPicture picture;
    picture.meta.format = static_cast<ImageFormat>(numbers[0]);
    picture.meta.stored = {numbers[1], numbers[2]};
    picture.meta.bit_depth = static_cast<int>(numbers[3]);
    picture.meta.orientation = static_cast<int>(numbers[4]);
    picture.meta.transparent = numbers[5] != 0;
    picture.size = {numbers[6], numbers[7]};
    return picture;
}

}  // namespace

core::Result<DecodedPicture> decode_picture(File file) {
    if (file.empty()) return error("error.photo_empty");
    if (file.size() > INT_MAX) return error("error.picture_beyond_2_gb");
    const std::optional<ImageFormat> format = sniff_format(file);
    if (!format) return error("error.picture_unknown", "", {}, core::Error::Kind::not_my_format);
    const std::optional<PictureSize> size = size_of(*format, file);
    if (!size) return error("error.picture_no_size", "", {{"format", format_name(*format)}});
    if (const core::Result<core::Done> fits = check_size(*size); !fits) return fits.error();
    if (is_cut_off(*format, *size, file)) return error("error.picture_cut_off");

    const int depth = bit_depth(*format, file);
    core::Result<Stored> stored = load(*format, file, depth == 16);
    if (!stored) return stored.error();

    DecodedPicture picture;
    picture.meta.format = *format;
    picture.meta.stored = stored.value().size;
    picture.meta.bit_depth = depth;
    picture.meta.orientation = exif_orientation(*format, file);
    picture.meta.transparent = stored.value().transparent;
    picture.size = upright_size(picture.meta.stored, picture.meta.orientation);
    picture.pixels = turn_upright(std::move(stored.value().rgb), picture.meta.stored, picture.meta.orientation);
    return picture;
}

core::Result<std::vector<std::byte>> decode_image_job(File request) {
    const core::Result<DecodedPicture> picture = decode_picture(request);
    if (!picture) return picture.error();
    const Numbers numbers = numbers_of(picture.value());
    const std::vector<std::uint8_t>& pixels = picture.value().pixels;
    std::vector<std::byte> response(sizeof numbers + pixels.size());
    std::memcpy(response.data(), numbers.data(), sizeof numbers);
    std::memcpy(response.data() + sizeof numbers, pixels.data(), pixels.size());
    return response;
}

core::Result<DecodedPicture> parse_decoded(std::span<const std::byte> response) {
    const core::Error nonsense = error("error.photo_nonsense");
    Numbers numbers;
    if (response.size() < sizeof numbers) return nonsense;
    std::memcpy(numbers.data(), response.data(), sizeof numbers);
    const bool known_format = numbers[0] >= 0 && numbers[0] <= static_cast<std::int64_t>(ImageFormat::pnm);
    DecodedPicture picture = from_numbers(numbers);
    if (!known_format || !check_size(picture.size)) return nonsense;
    const std::span<const std::byte> pixels = response.subspan(sizeof numbers);
    if (static_cast<std::int64_t>(pixels.size()) != picture.size.width * picture.size.height * 3) return nonsense;
    const auto* first = reinterpret_cast<const std::uint8_t*>(pixels.data());
    picture.pixels.assign(first, first + pixels.size());
    return picture;
}

}  // namespace io
