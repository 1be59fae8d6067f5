#include "core/network_input.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "resample.h"

namespace core {
namespace {

constexpr std::uint8_t k_edge_grey = 128;  // the picture of the mean, nearly, whatever the preset

PhotoRect whole(std::int64_t width, std::int64_t height) {
    return {0.0, 0.0, static_cast<double>(width), static_cast<double>(height)};
}

// Source of side and offsets: the evaluation crop of EfficientNet-Lite (TensorFlow, preprocessing.py), here for any
// shape: the side that is short for the shape decides.
PhotoRect center_crop(const InputShape& shape, std::int64_t photo_width, std::int64_t photo_height) {
    const auto shared = [&](std::int64_t side, std::int64_t part, std::int64_t of) {
        const double pixels = shape.crop_share * static_cast<double>(side) * static_cast<double>(part);
        return std::max<std::int64_t>(1, static_cast<std::int64_t>(pixels / static_cast<double>(of)));
    };
    const bool height_decides = photo_height * shape.width <= photo_width * shape.height;
    const std::int64_t height =
        height_decides ? shared(photo_height, 1, 1) : shared(photo_width, shape.height, shape.width);
    const std::int64_t width =
        height_decides ? shared(photo_height, shape.width, shape.height) : shared(photo_width, 1, 1);
    const std::int64_t left = (photo_width - width + 1) / 2;
    const std::int64_t top = (photo_height - height + 1) / 2;
    return {static_cast<double>(left), static_cast<double>(top), static_cast<double>(width),
            static_cast<double>(height)};
}

// Where the whole photo lies in the input when its shape is kept: whole pixels, in the middle.
PhotoRect padded(const InputShape& shape, std::int64_t photo_width, std::int64_t photo_height) {
    const double scale = std::min(static_cast<double>(shape.height) / static_cast<double>(photo_height),
                                  static_cast<double>(shape.width) / static_cast<double>(photo_width));
    const auto side = [scale](std::int64_t photo, std::int64_t input) {
        return std::clamp<std::int64_t>(std::llround(static_cast<double>(photo) * scale), 1, input);
    };
    const std::int64_t height = side(photo_height, shape.height);
    const std::int64_t width = side(photo_width, shape.width);
    const std::int64_t left = (shape.width - width) / 2;
    const std::int64_t top = (shape.height - height) / 2;
    return {static_cast<double>(left), static_cast<double>(top), static_cast<double>(width),
            static_cast<double>(height)};
}

// Calls write(y, x, rgb) for every pixel of the input the photo lands in, rgb unrounded 0..255.
template <class Write>
void for_each_pixel(const Image& photo, const InputShape& shape, const InputPlacement& placement, const Write& write) {
    const auto left = static_cast<std::int64_t>(placement.input.x);
    const auto top = static_cast<std::int64_t>(placement.input.y);
    const auto width = static_cast<std::int64_t>(placement.input.width);
    const auto height = static_cast<std::int64_t>(placement.input.height);
    CORE_CHECK(left >= 0 && top >= 0 && left + width <= shape.width && top + height <= shape.height);
    const std::vector<double> rgb = resample(photo, placement.photo, height, width);
    const double* pixel = rgb.data();
    for (std::int64_t y = top; y < top + height; ++y) {
        for (std::int64_t x = left; x < left + width; ++x, pixel += 3) write(y, x, pixel);
    }
}

}  // namespace

Colors colors_of(ColorPreset preset) {
    switch (preset) {
        case ColorPreset::imagenet:
            break;
        case ColorPreset::lite:
            return {1.0, {127.0, 127.0, 127.0}, {128.0, 128.0, 128.0}};
        case ColorPreset::plus_minus_one:
            return {127.5, {1.0, 1.0, 1.0}, {1.0, 1.0, 1.0}};
        case ColorPreset::unit:
            return {255.0, {0.0, 0.0, 0.0}, {1.0, 1.0, 1.0}};
        case ColorPreset::bytes:
            return {1.0, {0.0, 0.0, 0.0}, {1.0, 1.0, 1.0}};
    }
    return {255.0, {0.485, 0.456, 0.406}, {0.229, 0.224, 0.225}};
}

InputPlacement place_input(CropMode mode, const InputShape& shape, std::int64_t photo_width,
                           std::int64_t photo_height) {
    CORE_CHECK(shape.height >= 1 && shape.width >= 1 && photo_width >= 1 && photo_height >= 1);
    CORE_CHECK(shape.crop_share > 0.0 && shape.crop_share <= 1.0);
    InputPlacement placement{whole(photo_width, photo_height), whole(shape.width, shape.height)};
    if (mode == CropMode::center) placement.photo = center_crop(shape, photo_width, photo_height);
    if (mode == CropMode::pad) placement.input = padded(shape, photo_width, photo_height);
    return placement;
}

PhotoRect input_to_photo(const InputPlacement& placement, const PhotoRect& input) {
    const double x_scale = placement.photo.width / placement.input.width;
    const double y_scale = placement.photo.height / placement.input.height;
    return {placement.photo.x + (input.x - placement.input.x) * x_scale,
            placement.photo.y + (input.y - placement.input.y) * y_scale, input.width * x_scale, input.height * y_scale};
}

Image input_picture(const Image& photo, const InputShape& shape, const InputPlacement& placement) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(shape.height * shape.width * 3), k_edge_grey);
    for_each_pixel(photo, shape, placement, [&](std::int64_t y, std::int64_t x, const double* rgb) {
        std::uint8_t* to = pixels.data() + (y * shape.width + x) * 3;
        for (int c = 0; c < 3; ++c) to[c] = static_cast<std::uint8_t>(std::lround(rgb[c]));
    });
    return make_image(shape.width, shape.height, 3, std::move(pixels));
}

std::vector<float> network_input(const Image& photo, const InputShape& shape, const InputPlacement& placement,
                                 const Colors& colors) {
    const std::int64_t plane = shape.height * shape.width;
    std::vector<float> input(static_cast<std::size_t>(3 * plane), 0.0F);
    for_each_pixel(photo, shape, placement, [&](std::int64_t y, std::int64_t x, const double* rgb) {
        for (std::size_t c = 0; c < 3; ++c) {
            const double value = (rgb[c] / colors.divisor - colors.mean[c]) / colors.std[c];
            input[c * static_cast<std::size_t>(plane) + static_cast<std::size_t>(y * shape.width + x)] =
                static_cast<float>(value);
        }
    });
    return input;
}

}  // namespace core
