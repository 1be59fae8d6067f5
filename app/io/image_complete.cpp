#include "app/io/image_complete.h"

#include "app/io/image_bytes.h"

namespace io {
namespace {

std::size_t area(PictureSize size) { return static_cast<std::size_t>(size.width * size.height); }

bool bmp_cut_off(PictureSize size, const ByteReader& bytes) {
    const bool old_header = bytes.little32(14) == 12U;
    const std::optional<std::uint32_t> data_at = bytes.little32(10);
    const std::optional<std::uint16_t> bits = bytes.little16(old_header ? 24 : 28);
    if (!data_at || !bits) return true;
    const std::size_t row_bytes = (static_cast<std::size_t>(size.width) * *bits + 31) / 32 * 4;
    const std::size_t padding_of_last_row = 3;  // some writers leave it away
    return *data_at + row_bytes * static_cast<std::size_t>(size.height) > bytes.size() + padding_of_last_row;
}

// Packets of one repeated pixel or of several pixels, until the picture is full.
bool tga_packets_cut_off(std::size_t at, std::size_t pixels, std::size_t pixel_bytes, const ByteReader& bytes) {
    while (pixels > 0) {
        const std::optional<std::uint8_t> packet = bytes.u8(at);
        if (!packet) return true;
        const std::size_t count = std::size_t{*packet & 0x7FU} + 1;
        at += 1 + ((*packet & 0x80U) != 0 ? pixel_bytes : count * pixel_bytes);
        if (at > bytes.size()) return true;
        pixels -= std::min(pixels, count);
    }
    return false;
}

bool tga_cut_off(PictureSize size, const ByteReader& bytes) {
    const std::optional<std::uint8_t> bits = bytes.u8(16);
    if (!bits) return true;
    const bool mapped = bytes.u8(1) == 1;
    const std::size_t map_bytes = mapped ? std::size_t{*bytes.little16(5)} * ((*bytes.u8(7) + 7U) / 8) : 0;
    const std::size_t data_at = 18 + std::size_t{*bytes.u8(0)} + map_bytes;
    const std::size_t pixel_bytes = (*bits + 7U) / 8;
    if (*bytes.u8(2) >= 9) return tga_packets_cut_off(data_at, area(size), pixel_bytes, bytes);
    return data_at + area(size) * pixel_bytes > bytes.size();
}

// Past the sub-blocks at `at`, each with its length in front, up to the empty one. Nothing if the file ends before.
std::optional<std::size_t> after_gif_blocks(std::size_t at, const ByteReader& bytes) {
    while (const std::optional<std::uint8_t> length = bytes.u8(at)) {
        at += 1 + std::size_t{*length};
        if (*length == 0) return at;
    }
    return std::nullopt;
}

std::size_t gif_table_bytes(std::uint8_t flags) {
    return (flags & 0x80U) != 0 ? std::size_t{3} << ((flags & 7U) + 1) : 0;
}

// The first picture and what comes before it; later frames do not matter here.
bool gif_cut_off(const ByteReader& bytes) {
    constexpr std::uint8_t k_picture = 0x2C;
    constexpr std::uint8_t k_extension = 0x21;
    const std::optional<std::uint8_t> flags = bytes.u8(10);
    if (!flags) return true;
    std::optional<std::size_t> at = 13 + gif_table_bytes(*flags);
    while (at) {
        const std::optional<std::uint8_t> kind = bytes.u8(*at);
        if (!kind) return true;
        if (*kind == k_picture) {
            const std::optional<std::uint8_t> local = bytes.u8(*at + 9);
            return !local || !after_gif_blocks(*at + 10 + gif_table_bytes(*local) + 1, bytes);
        }
        if (*kind != k_extension) return false;  // damaged, not cut off: the decoder says what is wrong
        at = after_gif_blocks(*at + 2, bytes);
    }
    return true;
}

bool psd_cut_off(PictureSize size, const ByteReader& bytes) {
    const std::optional<std::uint16_t> channels = bytes.big16(12);
    const std::optional<std::uint16_t> depth = bytes.big16(22);
    std::size_t at = 26;
    for (int section = 0; section < 3; ++section) {  // colour mode, resources, layers
        const std::optional<std::uint32_t> length = bytes.big32(at);
        if (!length) return true;
        at += 4 + std::size_t{*length};
    }
    const std::optional<std::uint16_t> compression = bytes.big16(at);
    if (!channels || !depth || !compression) return true;
    at += 2;
    if (*compression == 0) return at + area(size) * *channels * (*depth / 8U) > bytes.size();
    const std::size_t rows = static_cast<std::size_t>(size.height) * *channels;
    std::size_t packed = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::optional<std::uint16_t> row_bytes = bytes.big16(at + row * 2);
        if (!row_bytes) return true;
        packed += *row_bytes;
    }
    return at + rows * 2 + packed > bytes.size();
}

// One run-length coded scanline: four planes of runs and literals, each filling the width.
std::optional<std::size_t> after_hdr_line(std::size_t at, PictureSize size, const ByteReader& bytes) {
    for (int plane = 0; plane < 4; ++plane) {
        for (std::int64_t left = size.width; left > 0;) {
            const std::optional<std::uint8_t> count = bytes.u8(at);
            if (!count || *count == 0) return std::nullopt;
            const bool run = *count > 128;
            at += run ? 2 : 1 + std::size_t{*count};
            left -= run ? *count - 128 : *count;
            if (at > bytes.size()) return std::nullopt;
        }
    }
    return at;
}

bool hdr_cut_off(PictureSize size, const ByteReader& bytes) {
    const std::string_view head = bytes.text(0, 4096);
    const std::size_t blank = head.find("\n\n");
    const std::size_t line_end = blank == std::string_view::npos ? blank : head.find('\n', blank + 2);
    if (line_end == std::string_view::npos) return true;
    std::size_t at = line_end + 1;
    const bool coded = size.width >= 8 && size.width < 32'768 && bytes.u8(at) == 2 && bytes.u8(at + 1) == 2;
    if (!coded) return at + area(size) * 4 > bytes.size();
    for (std::int64_t row = 0; row < size.height; ++row) {
        const std::optional<std::size_t> next = after_hdr_line(at + 4, size, bytes);
        if (!next) return true;
        at = *next;
    }
    return false;
}

}  // namespace

bool is_cut_off(ImageFormat format, PictureSize size, std::span<const std::byte> file) {
    const ByteReader bytes(file);
    switch (format) {
        case ImageFormat::bmp:
            return bmp_cut_off(size, bytes);
        case ImageFormat::tga:
            return tga_cut_off(size, bytes);
        case ImageFormat::gif:
            return gif_cut_off(bytes);
        case ImageFormat::psd:
            return psd_cut_off(size, bytes);
        case ImageFormat::hdr:
            return hdr_cut_off(size, bytes);
        case ImageFormat::png:
        case ImageFormat::jpeg:
        case ImageFormat::pnm:
            return false;
    }
    return false;
}

bool has_end_mark(ImageFormat format, std::span<const std::byte> file) {
    const std::string_view text = ByteReader(file).text(0, file.size());
    if (format == ImageFormat::jpeg) return text.rfind("\xFF\xD9") != std::string_view::npos;
    if (format == ImageFormat::png) return text.rfind("IEND") != std::string_view::npos;
    return true;
}

}  // namespace io
