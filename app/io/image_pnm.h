// Netpbm pictures: P5 and P6 (binary), P2 and P3 (text), grey and colour, any maximum value from 1 to 65535.
// Read here and not by stb_image, which runs past its buffer on a valid 16-bit file and ignores the maximum value.
// Source: the netpbm format pages pgm(5) and ppm(5).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "app/io/image_format.h"
#include "core/result.h"

namespace io {

struct PnmPicture {
    PictureSize size;
    int channels = 3;                   // 1 or 3
    int max_value = 255;                // more than 255: two bytes a value in the file
    std::vector<std::uint16_t> values;  // 0..max_value, size.width * size.height * channels
};

bool is_pnm(std::span<const std::byte> file);
std::optional<PictureSize> pnm_size(std::span<const std::byte> file);
std::optional<std::int64_t> pnm_max_value(std::span<const std::byte> file);

// MUST have passed check_size(*pnm_size(file)).
core::Result<PnmPicture> decode_pnm(std::span<const std::byte> file);

}  // namespace io
