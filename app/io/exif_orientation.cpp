#include "app/io/exif_orientation.h"

#include <libexif/exif-data.h>

#include <array>
#include <memory>
#include <string_view>

#include "app/io/image_bytes.h"

namespace io {
namespace {

constexpr std::string_view k_exif_mark{"Exif\0\0", 6};

// The EXIF block with its mark in front, as libexif wants it; empty if there is none.
std::vector<unsigned char> jpeg_exif(const ByteReader& bytes) {
    constexpr std::uint8_t k_app1 = 0xE1;
    for (const JpegSegment& segment : jpeg_segments(bytes)) {
        const std::string_view content = bytes.text(segment.offset, segment.length);
        if (segment.marker == k_app1 && content.substr(0, k_exif_mark.size()) == k_exif_mark)
            return {content.begin(), content.end()};
    }
    return {};
}

std::vector<unsigned char> png_exif(const ByteReader& bytes) {
    std::size_t at = 8;  // after the signature: length, type, content, checksum
    while (const std::optional<std::uint32_t> length = bytes.big32(at)) {
        const std::string_view type = bytes.text(at + 4, 4);
        if (type == "IDAT" || type == "IEND") break;
        if (type == "eXIf" && *length <= 65'535) {
            std::vector<unsigned char> block(k_exif_mark.begin(), k_exif_mark.end());
            const std::string_view content = bytes.text(at + 8, *length);
            block.insert(block.end(), content.begin(), content.end());
            return block;
        }
        at += 12 + std::size_t{*length};
    }
    return {};
}

struct ExifDataRelease {
    void operator()(ExifData* data) const { exif_data_unref(data); }
};

// Where the pixel shown at (row, col) of the upright picture is stored.
struct StoredPlace {
    std::int64_t row, col;
};
StoredPlace stored_place(std::int64_t row, std::int64_t col, PictureSize stored, int orientation) {
    const std::int64_t last_row = stored.height - 1;
    const std::int64_t last_col = stored.width - 1;
    switch (orientation) {
        case 2:
            return {row, last_col - col};
        case 3:
            return {last_row - row, last_col - col};
        case 4:
            return {last_row - row, col};
        case 5:
            return {col, row};
        case 6:
            return {last_row - col, row};
        case 7:
            return {last_row - col, last_col - row};
        case 8:
            return {col, last_col - row};
        default:
            return {row, col};
    }
}

}  // namespace

int exif_orientation(ImageFormat format, std::span<const std::byte> file) {
    const ByteReader bytes(file);
    std::vector<unsigned char> block;
    if (format == ImageFormat::jpeg) block = jpeg_exif(bytes);
    if (format == ImageFormat::png) block = png_exif(bytes);
    if (block.empty()) return 1;
    const std::unique_ptr<ExifData, ExifDataRelease> data(
        exif_data_new_from_data(block.data(), static_cast<unsigned>(block.size())));
    if (!data) return 1;
    // IFD 0 describes the picture itself; IFD 1, which may disagree, its thumbnail.
    const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return 1;
    const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

PictureSize upright_size(PictureSize stored, int orientation) {
    return orientation >= 5 ? PictureSize{stored.height, stored.width} : stored;
}

std::vector<std::uint8_t> turn_upright(std::vector<std::uint8_t> rgb, PictureSize stored, int orientation) {
    if (orientation == 1) return rgb;
    constexpr std::int64_t k_tile = 32;  // turned tile by tile, so that neither side leaves the cache
    const PictureSize size = upright_size(stored, orientation);
    std::vector<std::uint8_t> turned(rgb.size());
    for (std::int64_t top = 0; top < size.height; top += k_tile) {
        for (std::int64_t left = 0; left < size.width; left += k_tile) {
            const std::int64_t bottom = std::min(top + k_tile, size.height);
            const std::int64_t right = std::min(left + k_tile, size.width);
            for (std::int64_t row = top; row < bottom; ++row) {
                for (std::int64_t col = left; col < right; ++col) {
                    const StoredPlace place = stored_place(row, col, stored, orientation);
                    const std::uint8_t* from = rgb.data() + (place.row * stored.width + place.col) * 3;
                    std::copy(from, from + 3, turned.data() + (row * size.width + col) * 3);
                }
            }
        }
    }
    return turned;
}

}  // namespace io
