// Picture files made in memory for the decoder's tests: valid ones of each kind, and what can be done to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace test {

using FileBytes = std::vector<std::byte>;

FileBytes to_bytes(const std::string& text);

// A picture of `channels` values per pixel, each 0..max, row by row.
struct Raw {
    std::int64_t width = 0;
    std::int64_t height = 0;
    int channels = 3;
    std::vector<unsigned> values;
};
// Every pixel different from its neighbours; the same for the same arguments.
Raw pattern(std::int64_t width, std::int64_t height, int channels, unsigned max = 255);

// PNG as the standard has it: colour type from the channels (1 grey, 2 grey + alpha, 3 RGB, 4 RGBA), 8 or 16 bits.
FileBytes png(const Raw& picture, int bits = 8);
// Indices into a palette of RGB triples; `alpha` (may be empty) is the tRNS chunk.
FileBytes palette_png(std::int64_t width, std::int64_t height, const std::vector<std::uint8_t>& indices,
                      const std::vector<std::uint8_t>& palette, const std::vector<std::uint8_t>& alpha);
// Only the header of a PNG of that size, with a tiny piece of data.
FileBytes png_claiming(std::uint32_t width, std::uint32_t height);

FileBytes jpeg(const Raw& rgb, int quality = 100);
FileBytes bmp(const Raw& rgb);
FileBytes tga(const Raw& rgb, bool packed);
FileBytes hdr(std::int64_t width, std::int64_t height);
FileBytes gif(const std::vector<std::uint8_t>& palette, const std::vector<std::uint8_t>& indices, int width,
              int height);
FileBytes psd(const Raw& rgb, int bits = 8);
FileBytes pnm(const Raw& picture, unsigned max, bool text);

// An EXIF block with one tag, Orientation, in either byte order, put into a JPEG or PNG file.
FileBytes with_exif_orientation(const FileBytes& file, int orientation, bool big_endian);

}  // namespace test
