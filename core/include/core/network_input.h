// From a photo to the numbers a network sees: which part, at which size, in which units.
//   input[c][y][x] = (pixel_c / divisor - mean_c) / std_c     pixel_c 0..255, RGB
// Invariant of InputPlacement: `photo` lies inside the photo; `input` is where it lands in the network's input and is
// all of it except for CropMode::pad, where the rest is filled with the mean (0 after the formula).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/image.h"
#include "core/photo_view.h"

namespace core {

// center: a centred square of crop_share * min(height, width), or the largest rectangle of the input's shape, times
// crop_share, if that is not square;
// squash: the whole photo, its shape changed; pad: the whole photo, its shape kept, edges added.
enum class CropMode { center, squash, pad };

struct Colors {  // how pixel values become numbers
    double divisor = 1.0;
    std::array<double, 3> mean{};
    std::array<double, 3> std{1.0, 1.0, 1.0};
    bool operator==(const Colors&) const = default;
};
// imagenet: 0..1, then mean .485 .456 .406, std .229 .224 .225 (torchvision); lite: (x - 127) / 128
// (EfficientNet-Lite); plus_minus_one: x / 127.5 - 1; unit: x / 255; bytes: x.
enum class ColorPreset { imagenet, lite, plus_minus_one, unit, bytes };
Colors colors_of(ColorPreset preset);

struct InputShape {
    std::int64_t height = 224;
    std::int64_t width = 224;
    double crop_share = 0.875;  // of the shorter side, for CropMode::center
    bool operator==(const InputShape&) const = default;
};

struct InputPlacement {
    PhotoRect photo;  // in photo pixels, whole numbers for `center`
    PhotoRect input;  // in input pixels
    bool operator==(const InputPlacement&) const = default;
};
InputPlacement place_input(CropMode mode, const InputShape& shape, std::int64_t photo_width, std::int64_t photo_height);

// A rectangle of the network's input (or of a map stretched over it), in photo pixels. May reach beyond the photo with
// CropMode::pad.
PhotoRect input_to_photo(const InputPlacement& placement, const PhotoRect& input);

// What the network sees as a picture, shape.height x shape.width RGB: bicubic (a = -0.5) with its support widened when
// shrinking, so that fine patterns do not alias. Transparent pixels are seen over white; mid grey around a padded
// photo.
Image input_picture(const Image& photo, const InputShape& shape, const InputPlacement& placement);

// 3 x height x width numbers, channel by channel, from input_picture's filter before rounding.
std::vector<float> network_input(const Image& photo, const InputShape& shape, const InputPlacement& placement,
                                 const Colors& colors);

}  // namespace core
