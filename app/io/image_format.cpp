#include "app/io/image_format.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "app/io/image_bytes.h"
#include "app/io/image_pnm.h"
#include "app/io/sentences.h"

namespace io {
namespace {

bool is_tga(ByteReader bytes) {
    const std::optional<std::uint8_t> map_kind = bytes.u8(1);
    const std::optional<std::uint8_t> kind = bytes.u8(2);
    const std::optional<std::uint8_t> map_bits = bytes.u8(7);
    const std::optional<std::uint8_t> bits = bytes.u8(16);
    if (!bits || bytes.u8(17) == std::nullopt) return false;
    constexpr std::array<std::uint8_t, 6> k_kinds{1, 2, 3, 9, 10, 11};
    constexpr std::array<std::uint8_t, 5> k_bits{8, 15, 16, 24, 32};
    const auto in = [](const auto& list, std::uint8_t value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    };
    const bool mapped = *kind == 1 || *kind == 9;
    return *map_kind == (mapped ? 1 : 0) && in(k_kinds, *kind) && in(k_bits, *bits) &&
           (!mapped || in(k_bits, *map_bits));
}

// The frame header (SOFn) lies somewhere after other segments, each with its own length.
std::optional<PictureSize> jpeg_size(ByteReader bytes) {
    for (const JpegSegment& segment : jpeg_segments(bytes)) {
        const std::uint8_t marker = segment.marker;
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (!frame) continue;
        const std::optional<std::uint16_t> height = bytes.big16(segment.offset + 1);
        const std::optional<std::uint16_t> width = bytes.big16(segment.offset + 3);
        if (!height || !width) return std::nullopt;
        return PictureSize{*width, *height};
    }
    return std::nullopt;
}

std::optional<PictureSize> bmp_size(ByteReader bytes) {
    const std::optional<std::uint32_t> header = bytes.little32(14);
    if (header == 12U) {
        const std::optional<std::uint16_t> width = bytes.little16(18);
        const std::optional<std::uint16_t> height = bytes.little16(20);
        if (!height) return std::nullopt;
        return PictureSize{*width, *height};
    }
    const std::optional<std::uint32_t> width = bytes.little32(18);
    const std::optional<std::uint32_t> height = bytes.little32(22);
    if (!height) return std::nullopt;
    const std::int64_t rows = static_cast<std::int32_t>(*height);  // negative: top row first
    return PictureSize{static_cast<std::int32_t>(*width), rows < 0 ? -rows : rows};
}

// "-Y 600 +X 800" in the line after the header's blank line.
std::optional<PictureSize> hdr_size(ByteReader bytes) {
    const std::string_view head = bytes.text(0, 4096);
    const std::size_t blank = head.find("\n\n");
    if (blank == std::string_view::npos) return std::nullopt;
    const std::string line(head.substr(blank + 2, 64));
    long long height = 0;
    long long width = 0;
    if (std::sscanf(line.c_str(), "-Y %9lld +X %9lld", &height, &width) != 2) return std::nullopt;
    return PictureSize{width, height};
}

template <class T>
std::optional<PictureSize> both(std::optional<T> width, std::optional<T> height) {
    if (!width || !height) return std::nullopt;
    return PictureSize{*width, *height};
}

}  // namespace

std::string format_name(ImageFormat format) {
    switch (format) {
        case ImageFormat::png:
            return "PNG";
        case ImageFormat::jpeg:
            return "JPEG";
        case ImageFormat::bmp:
            return "BMP";
        case ImageFormat::gif:
            return "GIF";
        case ImageFormat::tga:
            return "TGA";
        case ImageFormat::psd:
            return "PSD";
        case ImageFormat::hdr:
            return "HDR";
        case ImageFormat::pnm:
            return "PNM";
    }
    return "";
}

std::optional<ImageFormat> sniff_format(std::span<const std::byte> file) {
    const ByteReader bytes(file);
    const auto begins = [&](std::string_view magic) { return bytes.text(0, magic.size()) == magic; };
    if (begins("\x89PNG\r\n\x1A\n")) return ImageFormat::png;
    if (begins("\xFF\xD8\xFF")) return ImageFormat::jpeg;
    if (begins("GIF87a") || begins("GIF89a")) return ImageFormat::gif;
    if (begins("8BPS")) return ImageFormat::psd;
    if (begins("#?RADIANCE\n") || begins("#?RGBE\n")) return ImageFormat::hdr;
    if (is_pnm(file)) return ImageFormat::pnm;
    if (begins("BM") && bytes.little32(14) && bytes.little32(14).value() <= 256) return ImageFormat::bmp;
    if (is_tga(bytes)) return ImageFormat::tga;
    return std::nullopt;
}

std::optional<PictureSize> claimed_size(ImageFormat format, std::span<const std::byte> file) {
    const ByteReader bytes(file);
    switch (format) {
        case ImageFormat::png:
            if (bytes.text(12, 4) != "IHDR") return std::nullopt;
            return both(bytes.big32(16), bytes.big32(20));
        case ImageFormat::jpeg:
            return jpeg_size(bytes);
        case ImageFormat::bmp:
            return bmp_size(bytes);
        case ImageFormat::gif:
            return both(bytes.little16(6), bytes.little16(8));
        case ImageFormat::tga:
            return both(bytes.little16(12), bytes.little16(14));
        case ImageFormat::psd:
            return both(bytes.big32(18), bytes.big32(14));
        case ImageFormat::hdr:
            return hdr_size(bytes);
        case ImageFormat::pnm:
            return pnm_size(file);
    }
    return std::nullopt;
}

core::Result<core::Done> check_size(PictureSize size) {
    core::Places places{{"width", std::to_string(size.width)}, {"height", std::to_string(size.height)}};
    if (size.width <= 0 || size.height <= 0) return error("error.picture_no_pixels", "", std::move(places));
    if (size.width > k_max_side || size.height > k_max_side) {
        places.emplace_back("most", std::to_string(k_max_side));
        return error("error.picture_side_too_long", "", std::move(places));
    }
    if (size.width * size.height > k_max_pixels) {
        const std::int64_t tenths = (size.width * size.height + 50'000) / 100'000;
        places.emplace_back("megapixels", std::to_string(tenths / 10) + "." + std::to_string(tenths % 10));
        places.emplace_back("most", std::to_string(k_max_pixels / 1'000'000));
        return error("error.picture_too_many_pixels", "", std::move(places));
    }
    return core::Done{};
}

}  // namespace io
