// From a photo to the numbers a network sees: placement, the filter against Pillow's pixels and hand-worked cases,
// units, and the way back from a place of the input to the photo.
#include "core/network_input.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "support/catch.h"

using core::ColorPreset;
using core::CropMode;
using core::Image;
using core::InputPlacement;
using core::InputShape;
using core::PhotoRect;

namespace {

// Pixels of PIL.Image.resize(size, BICUBIC), Pillow 9.4, of patterned(23, 17), (4, 3), (9, 8) and, after
// crop((4, 3, 17, 14)), of the first again.
constexpr std::uint8_t k_shrunk[] = {
    74,  122, 141, 135, 119, 119, 149, 124, 124, 138, 135, 125, 127, 91,  152, 136, 117, 142, 140, 119, 121, 128, 113,
    140, 141, 132, 135, 144, 123, 133, 145, 98,  115, 131, 128, 141, 133, 135, 135, 135, 138, 133, 132, 126, 120, 133,
    97,  114, 169, 122, 91,  131, 123, 122, 116, 135, 117, 128, 143, 122, 125, 123, 117, 125, 133, 134, 118, 132, 134,
    134, 145, 121, 112, 148, 115, 99,  135, 102, 125, 123, 133, 152, 119, 113, 114, 122, 137, 116, 141, 119};
constexpr std::uint8_t k_enlarged[] = {
    0,  59,  120, 0,  61,  122, 4,  65,  126, 14, 75,  136, 28,  89,  150, 51,  112, 173, 64,  125, 186,
    1,  62,  123, 3,  64,  125, 8,  69,  130, 19, 80,  140, 33,  94,  156, 57,  118, 183, 70,  131, 198,
    7,  67,  128, 10, 71,  132, 17, 78,  139, 28, 89,  149, 45,  106, 168, 70,  131, 205, 84,  145, 225,
    21, 83,  144, 26, 87,  148, 35, 96,  157, 48, 109, 173, 66,  127, 186, 94,  155, 176, 108, 169, 170,
    44, 105, 166, 49, 110, 171, 59, 120, 181, 75, 136, 209, 94,  155, 207, 124, 185, 101, 139, 200, 42,
    54, 115, 176, 60, 121, 182, 71, 132, 193, 87, 148, 227, 107, 168, 216, 138, 199, 65,  154, 215, 0};
constexpr std::uint8_t k_mixed[] = {
    3,   64,  126, 56,  127, 187, 184, 167, 122, 159, 174, 135, 11,  72,  138, 76,  142, 169, 161, 126, 93,  161,
    144, 94,  31,  95,  169, 110, 151, 131, 127, 89,  94,  152, 107, 94,  66,  135, 194, 145, 141, 90,  101, 85,
    144, 134, 90,  151, 123, 203, 118, 163, 121, 81,  109, 89,  171, 132, 129, 109, 173, 113, 89,  118, 126, 110,
    143, 105, 131, 114, 165, 109, 172, 45,  114, 88,  125, 123, 159, 114, 106, 112, 152, 124, 98,  161, 172, 140,
    97,  79,  119, 103, 171, 153, 65,  123, 170, 70,  130, 120, 151, 140, 106, 145, 161, 183, 113, 184, 191, 89,
    111, 112, 143, 162, 125, 133, 152, 166, 116, 182, 162, 182, 123, 122, 96,  145, 152, 90,  155, 129, 79,  140};
constexpr std::uint8_t k_cropped[] = {127, 113, 136, 128, 135, 126, 150, 131, 133, 136, 135, 140, 121, 110, 148,
                                      125, 139, 146, 147, 106, 150, 133, 155, 120, 135, 72,  133, 207, 152, 52,
                                      125, 164, 132, 132, 126, 123, 126, 115, 100, 97,  108, 134, 152, 112, 124,
                                      116, 148, 114, 143, 141, 125, 113, 118, 117, 147, 146, 122, 145, 143, 130};

Image patterned(std::int64_t width, std::int64_t height) {
    std::vector<std::uint8_t> pixels;
    for (std::int64_t y = 0; y < height; ++y) {
        for (std::int64_t x = 0; x < width; ++x) {
            for (std::int64_t c = 0; c < 3; ++c) {
                pixels.push_back(static_cast<std::uint8_t>((x * x * 7 + y * y * 13 + x * y * 5 + c * 61) % 256));
            }
        }
    }
    return core::make_image(width, height, 3, std::move(pixels));
}

Image grey_row(const std::vector<std::uint8_t>& values) {
    std::vector<std::uint8_t> pixels;
    for (const std::uint8_t value : values) pixels.insert(pixels.end(), 3, value);
    return core::make_image(static_cast<std::int64_t>(values.size()), 1, 3, std::move(pixels));
}

Image filled(std::int64_t width, std::int64_t height, std::vector<std::uint8_t> pixel) {
    std::vector<std::uint8_t> pixels;
    for (std::int64_t i = 0; i < width * height; ++i) pixels.insert(pixels.end(), pixel.begin(), pixel.end());
    return core::make_image(width, height, static_cast<int>(pixel.size()), std::move(pixels));
}

// The whole photo squashed, in bytes.
std::vector<float> squashed(const Image& photo, std::int64_t height, std::int64_t width) {
    const InputShape shape{height, width};
    return core::network_input(photo, shape, core::place_input(CropMode::squash, shape, photo.width, photo.height),
                               core::colors_of(ColorPreset::bytes));
}

void check_like_pillow(const Image& photo, const PhotoRect& part, std::int64_t height, std::int64_t width,
                       std::span<const std::uint8_t> expected) {
    const InputPlacement placement{part, {0, 0, static_cast<double>(width), static_cast<double>(height)}};
    const Image picture = core::input_picture(photo, {height, width}, placement);
    REQUIRE(picture.width == width);
    REQUIRE(picture.height == height);
    REQUIRE(picture.pixels->size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(i);
        CHECK(std::abs(static_cast<int>((*picture.pixels)[i]) - static_cast<int>(expected[i])) <= 1);
    }
}

}  // namespace

TEST_CASE("centred crop: side and offsets as EfficientNet-Lite's evaluation") {
    const InputShape shape{224, 224, 224.0 / (224 + 32)};
    const InputPlacement placement = core::place_input(CropMode::center, shape, 696, 613);
    CHECK(placement.photo == PhotoRect{80, 39, 536, 536});
    CHECK(placement.input == PhotoRect{0, 0, 224, 224});
    CHECK(core::place_input(CropMode::center, shape, 613, 696).photo == PhotoRect{39, 80, 536, 536});
    CHECK(core::place_input(CropMode::center, shape, 256, 256).photo == PhotoRect{16, 16, 224, 224});
    CHECK(core::place_input(CropMode::center, {64, 64, 1.0}, 100, 50).photo == PhotoRect{25, 0, 50, 50});
}

TEST_CASE("centred crop of an input that is not square: its shape, from the photo's middle") {
    CHECK(core::place_input(CropMode::center, {100, 200, 1.0}, 300, 100).photo == PhotoRect{50, 0, 200, 100});
    CHECK(core::place_input(CropMode::center, {100, 200, 1.0}, 100, 300).photo == PhotoRect{0, 125, 100, 50});
    CHECK(core::place_input(CropMode::center, {200, 100, 0.5}, 400, 400).photo == PhotoRect{150, 100, 100, 200});
}

TEST_CASE("squash takes the whole photo, pad keeps its shape in whole pixels") {
    const InputShape shape{224, 224};
    CHECK(core::place_input(CropMode::squash, shape, 400, 300) == InputPlacement{{0, 0, 400, 300}, {0, 0, 224, 224}});
    CHECK(core::place_input(CropMode::pad, shape, 400, 300) == InputPlacement{{0, 0, 400, 300}, {0, 28, 224, 168}});
    CHECK(core::place_input(CropMode::pad, shape, 300, 400) == InputPlacement{{0, 0, 300, 400}, {28, 0, 168, 224}});
    CHECK(core::place_input(CropMode::pad, {10, 30}, 40, 20) == InputPlacement{{0, 0, 40, 20}, {5, 0, 20, 10}});
    CHECK(core::place_input(CropMode::pad, shape, 1, 5000).input == PhotoRect{111, 0, 1, 224});
}

TEST_CASE("placements of any photo lie inside photo and input") {
    for (const CropMode mode : {CropMode::center, CropMode::squash, CropMode::pad}) {
        for (const InputShape& shape : {InputShape{224, 224, 0.875}, InputShape{7, 31, 0.4}, InputShape{1, 1, 1.0}}) {
            for (const std::int64_t width : {1, 2, 3, 31, 224, 1999}) {
                for (const std::int64_t height : {1, 2, 5, 7, 225, 1000}) {
                    CAPTURE(static_cast<int>(mode), shape.height, shape.width, width, height);
                    const InputPlacement placement = core::place_input(mode, shape, width, height);
                    const auto inside = [](const PhotoRect& part, std::int64_t w, std::int64_t h) {
                        return part.x >= 0 && part.y >= 0 && part.width >= 1 && part.height >= 1 &&
                               part.x + part.width <= static_cast<double>(w) &&
                               part.y + part.height <= static_cast<double>(h);
                    };
                    CHECK(inside(placement.photo, width, height));
                    CHECK(inside(placement.input, shape.width, shape.height));
                }
            }
        }
    }
}

TEST_CASE("colours: what black, white and the mean become") {
    const auto numbers = [](ColorPreset preset, std::uint8_t value) {
        const Image photo = filled(1, 1, {value, value, value});
        return core::network_input(photo, {1, 1}, core::place_input(CropMode::squash, {1, 1}, 1, 1),
                                   core::colors_of(preset));
    };
    CHECK(numbers(ColorPreset::bytes, 200) == std::vector<float>{200, 200, 200});
    CHECK(numbers(ColorPreset::unit, 51)[1] == Approx(0.2));
    CHECK(numbers(ColorPreset::plus_minus_one, 0) == std::vector<float>{-1, -1, -1});
    CHECK(numbers(ColorPreset::plus_minus_one, 255) == std::vector<float>{1, 1, 1});
    CHECK(numbers(ColorPreset::lite, 255) == std::vector<float>{1, 1, 1});
    CHECK(numbers(ColorPreset::lite, 127) == std::vector<float>{0, 0, 0});
    const std::vector<float> white = numbers(ColorPreset::imagenet, 255);
    CHECK(white[0] == Approx((1 - 0.485) / 0.229));
    CHECK(white[1] == Approx((1 - 0.456) / 0.224));
    CHECK(white[2] == Approx((1 - 0.406) / 0.225));
}

TEST_CASE("the input is RGB, plane by plane, not BGR") {
    const std::vector<float> input = squashed(filled(3, 2, {250, 120, 10}), 2, 2);
    CHECK(input == std::vector<float>{250, 250, 250, 250, 120, 120, 120, 120, 10, 10, 10, 10});
}

TEST_CASE("shrinking 4 to 2, worked by hand: Keys' kernel at quarter steps of the doubled support") {
    const double near = 0.8671875, middle = 0.2265625, far = -0.0703125;  // keys(.25), keys(.75), keys(1.25)
    const double sum = 2 * near + middle + far;
    const std::vector<float> input = squashed(grey_row({200, 100, 0, 60}), 1, 2);
    CHECK(input[0] == Approx((200 * near + 100 * near + 0 * middle + 60 * far) / sum));
    CHECK(input[1] == Approx((200 * far + 100 * middle + 0 * near + 60 * near) / sum));
}

TEST_CASE("enlarging 2 to 4, worked by hand") {
    const double near = 0.8671875, middle = 0.2265625, far = -0.0703125;
    const std::vector<float> input = squashed(grey_row({100, 20}), 1, 4);
    CHECK(input[0] == Approx((100 * near + 20 * far) / (near + far)));
    CHECK(input[1] == Approx((100 * near + 20 * middle) / (near + middle)));
    CHECK(input[2] == Approx((100 * middle + 20 * near) / (near + middle)));
    CHECK(input[3] == Approx((100 * far + 20 * near) / (near + far)));
}

TEST_CASE("a photo of the input's own size passes unchanged") {
    const Image photo = patterned(8, 6);
    const Image picture = core::input_picture(photo, {6, 8}, core::place_input(CropMode::squash, {6, 8}, 8, 6));
    CHECK(*picture.pixels == *photo.pixels);
}

TEST_CASE("the same pixels as Pillow's bicubic resize, within one level") {
    check_like_pillow(patterned(23, 17), {0, 0, 23, 17}, 5, 6, k_shrunk);
    check_like_pillow(patterned(4, 3), {0, 0, 4, 3}, 6, 7, k_enlarged);
    check_like_pillow(patterned(9, 8), {0, 0, 9, 8}, 11, 4, k_mixed);
    check_like_pillow(patterned(23, 17), {4, 3, 13, 11}, 4, 5, k_cropped);
}

TEST_CASE("numbers are what the picture shows, before rounding") {
    const Image photo = patterned(23, 17);
    const InputShape shape{9, 7};
    const InputPlacement placement = core::place_input(CropMode::center, shape, 23, 17);
    const Image picture = core::input_picture(photo, shape, placement);
    const std::vector<float> input = core::network_input(photo, shape, placement, core::colors_of(ColorPreset::bytes));
    REQUIRE(input.size() == picture.pixels->size());
    for (std::size_t i = 0; i < 63; ++i) {
        for (std::size_t c = 0; c < 3; ++c) {
            CHECK(std::abs(input[c * 63 + i] - static_cast<float>((*picture.pixels)[i * 3 + c])) <= 0.5F);
        }
    }
}

TEST_CASE("a photo of one colour stays one colour, at any size") {
    for (const auto& [width, height] : {std::pair{1, 1}, {1, 300}, {300, 1}, {7, 5}, {501, 333}}) {
        CAPTURE(width, height);
        for (const float value : squashed(filled(width, height, {90, 90, 90}), 13, 17)) CHECK(value == Approx(90.0));
    }
}

TEST_CASE("shrinking by a whole factor keeps the mean, roughly") {
    const Image photo = patterned(96, 64);
    const auto& pixels = *photo.pixels;
    const double before = std::accumulate(pixels.begin(), pixels.end(), 0.0) / static_cast<double>(pixels.size());
    const std::vector<float> input = squashed(photo, 8, 12);
    const double after = std::accumulate(input.begin(), input.end(), 0.0) / static_cast<double>(input.size());
    CHECK(after == Approx(before).margin(2.0));
}

TEST_CASE("fine stripes turn grey when shrunk: no aliasing") {
    std::vector<std::uint8_t> stripes(900);
    for (std::size_t i = 0; i < stripes.size(); ++i) stripes[i] = i % 2 == 0 ? 0 : 255;
    const std::vector<float> input = squashed(grey_row(stripes), 1, 100);
    for (std::size_t i = 2; i < 98; ++i) CHECK(std::abs(input[i] - 127.5F) < 8.0F);
}

TEST_CASE("a sharp edge does not become darker than black or brighter than white") {
    std::vector<std::uint8_t> edge(24, 255);
    std::fill_n(edge.begin(), 12, std::uint8_t{0});
    for (const std::int64_t size : {7, 24, 90}) {
        for (const float value : squashed(grey_row(edge), size, size)) CHECK((value >= 0.0F && value <= 255.0F));
    }
}

TEST_CASE("the overshoot along a row ends before rows are mixed, as in Pillow") {
    std::vector<std::uint8_t> pixels;
    for (int x = 0; x < 16; ++x) pixels.insert(pixels.end(), 3, x < 8 ? 0 : 255);
    pixels.resize(pixels.size() * 2, 0);  // a black row below
    for (const float value : squashed(core::make_image(16, 2, 3, pixels), 1, 40)) CHECK(value <= 127.501F);
}

TEST_CASE("crop first, then filter: pixels beside the crop do not bleed in") {
    Image photo = patterned(40, 30);
    std::vector<std::uint8_t> other(photo.pixels->size(), 255);
    const InputShape shape{8, 8, 0.5};
    const InputPlacement placement = core::place_input(CropMode::center, shape, 40, 30);
    REQUIRE(placement.photo == PhotoRect{13, 8, 15, 15});
    for (std::size_t y = 8; y < 23; ++y) {
        for (std::size_t i = 13 * 3; i < 28 * 3; ++i) other[y * 120 + i] = (*photo.pixels)[y * 120 + i];
    }
    const core::Colors bytes = core::colors_of(ColorPreset::bytes);
    CHECK(core::network_input(photo, shape, placement, bytes) ==
          core::network_input(core::make_image(40, 30, 3, other), shape, placement, bytes));
}

TEST_CASE("transparent pixels are seen over white") {
    CHECK(squashed(filled(5, 4, {0, 0, 0, 0}), 2, 2)[0] == Approx(255.0));
    const std::vector<float> half = squashed(filled(5, 4, {100, 0, 255, 51}), 1, 1);
    CHECK(half[0] == Approx(0.2 * 100 + 0.8 * 255));
    CHECK(half[1] == Approx(0.8 * 255));
    CHECK(half[2] == Approx(255.0));
    CHECK(squashed(filled(5, 4, {7, 8, 9, 255}), 1, 1) == squashed(filled(5, 4, {7, 8, 9}), 1, 1));
}

TEST_CASE("pad: the mean around the photo, 0 as a number and mid grey in the picture") {
    const Image photo = filled(40, 20, {255, 255, 255});
    const InputShape shape{16, 16};
    const InputPlacement placement = core::place_input(CropMode::pad, shape, 40, 20);
    REQUIRE(placement.input == PhotoRect{0, 4, 16, 8});
    const std::vector<float> input = core::network_input(photo, shape, placement, core::colors_of(ColorPreset::lite));
    const Image picture = core::input_picture(photo, shape, placement);
    for (std::size_t y = 0; y < 16; ++y) {
        const bool on_photo = y >= 4 && y < 12;
        for (std::size_t x = 0; x < 16; ++x) {
            CAPTURE(x, y);
            CHECK(input[y * 16 + x] == (on_photo ? 1.0F : 0.0F));
            CHECK((*picture.pixels)[(y * 16 + x) * 3] == (on_photo ? 255 : 128));
        }
    }
}

TEST_CASE("width and height are not swapped: a photo bright on the right is bright on the right of the input") {
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 60; ++x) pixels.insert(pixels.end(), 3, x < 30 ? 0 : 255);
    }
    const std::vector<float> input = squashed(core::make_image(60, 20, 3, pixels), 4, 10);
    for (std::size_t y = 0; y < 4; ++y) {
        CHECK(input[y * 10 + 1] < 10.0F);
        CHECK(input[y * 10 + 8] > 245.0F);
    }
}

TEST_CASE("from the input back to the photo, worked by hand") {
    const InputPlacement crop{{80, 39, 448, 448}, {0, 0, 224, 224}};
    CHECK(core::input_to_photo(crop, {0, 0, 224, 224}) == crop.photo);
    CHECK(core::input_to_photo(crop, {32, 64, 32, 16}) == PhotoRect{144, 167, 64, 32});
    const InputPlacement pad = core::place_input(CropMode::pad, {16, 16}, 40, 20);
    CHECK(core::input_to_photo(pad, {0, 0, 16, 16}) == PhotoRect{0, -10, 40, 40});  // reaches beyond
    CHECK(core::input_to_photo(pad, pad.input) == pad.photo);
}

TEST_CASE("crop geometry: a bright square of the photo is found in the input and traced back to where it is") {
    constexpr std::int64_t width = 300, height = 200;
    const PhotoRect square{160, 70, 24, 24};
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width * height * 3), 0);
    for (std::int64_t y = 70; y < 94; ++y) {
        for (std::int64_t x = 160; x < 184; ++x) {
            for (std::int64_t c = 0; c < 3; ++c) pixels[static_cast<std::size_t>((y * width + x) * 3 + c)] = 255;
        }
    }
    const Image photo = core::make_image(width, height, 3, pixels);
    for (const CropMode mode : {CropMode::center, CropMode::squash, CropMode::pad}) {
        for (const InputShape& shape : {InputShape{64, 64, 0.875}, InputShape{48, 80, 0.9}}) {
            CAPTURE(static_cast<int>(mode), shape.height, shape.width);
            const InputPlacement placement = core::place_input(mode, shape, width, height);
            const std::vector<float> input =
                core::network_input(photo, shape, placement, core::colors_of(ColorPreset::unit));
            double sum = 0.0, x_sum = 0.0, y_sum = 0.0;
            for (std::int64_t y = 0; y < shape.height; ++y) {
                for (std::int64_t x = 0; x < shape.width; ++x) {
                    const double value = input[static_cast<std::size_t>(y * shape.width + x)];
                    sum += value;
                    x_sum += value * (static_cast<double>(x) + 0.5);
                    y_sum += value * (static_cast<double>(y) + 0.5);
                }
            }
            const PhotoRect middle = core::input_to_photo(placement, {x_sum / sum, y_sum / sum, 0, 0});
            CHECK(middle.x == Approx(square.x + square.width / 2).margin(0.5));
            CHECK(middle.y == Approx(square.y + square.height / 2).margin(0.5));
        }
    }
}

TEST_CASE("one pixel and one row of pixels are photos too") {
    for (const CropMode mode : {CropMode::center, CropMode::squash, CropMode::pad}) {
        for (const auto& [width, height] : {std::pair{1, 1}, {1, 2}, {2, 1}, {1, 5000}, {5000, 1}}) {
            CAPTURE(static_cast<int>(mode), width, height);
            const InputShape shape{32, 32};
            const Image photo = filled(width, height, {255, 255, 255});
            const InputPlacement placement = core::place_input(mode, shape, width, height);
            const std::vector<float> input =
                core::network_input(photo, shape, placement, core::colors_of(ColorPreset::lite));
            CHECK(input.size() == 3 * 32 * 32);
            for (const float value : input) CHECK((value == Approx(0.0F) || value == Approx(1.0F)));
        }
    }
}
