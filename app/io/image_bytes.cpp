#include "app/io/image_bytes.h"

namespace io {

std::vector<JpegSegment> jpeg_segments(const ByteReader& bytes) {
    constexpr std::uint8_t k_start_of_scan = 0xDA;
    constexpr std::uint8_t k_fill = 0xFF;
    std::vector<JpegSegment> segments;
    std::size_t at = 2;  // after SOI
    while (bytes.u8(at) == k_fill) {
        while (bytes.u8(at) == k_fill) ++at;
        const std::optional<std::uint8_t> marker = bytes.u8(at);
        const std::optional<std::uint16_t> length = bytes.big16(at + 1);
        if (!marker || !length || *length < 2 || marker == k_start_of_scan) break;
        segments.push_back({*marker, at + 3, static_cast<std::size_t>(*length) - 2});
        at += 1 + std::size_t{*length};
    }
    return segments;
}

}  // namespace io
