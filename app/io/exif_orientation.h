// Which way up a photo is: the EXIF tag Orientation of JPEG (APP1) and PNG (eXIf) files, and turning pixels by it.
//   1 upright; 2 mirrored left-right; 3 turned by 180°; 4 mirrored top-bottom; 5 transposed (over the main diagonal);
//   6 to be turned 90° clockwise; 7 transposed over the other diagonal; 8 to be turned 90° counter-clockwise.
// Source: Exif 2.3, 4.6.4, tag 0x0112.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "app/io/image_format.h"

namespace io {

// 1 where there is no such tag, or nonsense in it.
int exif_orientation(ImageFormat format, std::span<const std::byte> file);

// Sizes swap for orientations 5 to 8.
PictureSize upright_size(PictureSize stored, int orientation);

// RGB pixels of size `stored`, made upright.
std::vector<std::uint8_t> turn_upright(std::vector<std::uint8_t> rgb, PictureSize stored, int orientation);

}  // namespace io
