// From a map to a picture: upsampling against PyTorch's numbers, one scale for several maps, signs, and the map laid
// over the photo only where the network looked.
#include "core/map_picture.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/network_input.h"
#include "random_head.h"
#include "support/catch.h"

using core::ColorMapId;
using core::Image;
using core::MapRange;
using core::MapSign;
using core::PhotoRect;
using core::PlaceMap;
using core::Rgb;
using core::Upsample;

namespace {

const double k_nan = std::nan("");
constexpr Upsample k_methods[] = {Upsample::nearest, Upsample::bilinear, Upsample::bicubic};

void check_close(const PlaceMap& map, const PlaceMap& expected) {
    REQUIRE(map.height == expected.height);
    REQUIRE(map.width == expected.width);
    for (std::size_t i = 0; i < expected.values.size(); ++i) {
        CAPTURE(i);
        CHECK(map.values[i] == Approx(expected.values[i]).margin(1e-9));
    }
}

PlaceMap random_map(unsigned seed) {
    const test::MapsAndHead any = test::random_maps_and_head(seed, true);
    return core::class_map(any.maps, any.head, 0);
}

Image grey_photo(std::int64_t width, std::int64_t height, std::uint8_t grey) {
    return core::make_image(width, height, 3,
                            std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3), grey));
}

Rgb pixel(const Image& image, std::int64_t x, std::int64_t y) {
    const std::uint8_t* at = image.pixels->data() + (y * image.width + x) * image.channels;
    return {at[0], at[1], at[2]};
}

}  // namespace

TEST_CASE("2x2 to 4x4: nearest, bilinear worked by hand, bicubic of PyTorch clamped to the map") {
    const PlaceMap map{2, 2, {1, 2, 3, -4}};
    check_close(core::upsample(map, 4, 4, Upsample::nearest),
                {4, 4, {1, 1, 2, 2, 1, 1, 2, 2, 3, 3, -4, -4, 3, 3, -4, -4}});
    check_close(core::upsample(map, 4, 4, Upsample::bilinear),
                {4, 4, {1.0, 1.25, 1.75, 2.0, 1.5, 1.25, 0.75, 0.5, 2.5, 1.25, -1.25, -2.5, 3.0, 1.25, -2.25, -4.0}});
    check_close(core::upsample(map, 4, 4, Upsample::bicubic),
                {4,
                 4,
                 {0.5946044922, 1.2067871094, 2.2150878906, 2.8272705078,  //
                  1.5388183594, 1.2690429688, 0.8247070312, 0.5549316406,  //
                  3.0, 1.3715820312, -1.4653320312, -3.1877441406,         // PyTorch: 3.0939941406
                  3.0, 1.4338378906, -2.8557128906, -4.0}});               // 4.0382080078 and -5.4600830078
}

TEST_CASE("2x3 to 5x7, no whole factors, width and height apart: PyTorch's numbers") {
    const PlaceMap map{2, 3, {0, 5, -2, 7, 1, 3}};
    check_close(core::upsample(map, 5, 7, Upsample::nearest),  // nearest-exact
                {5, 7, {0, 0, 5, 5, 5, -2, -2, 0, 0, 5, 5, 5, -2, -2, 7, 7, 1, 1,
                        1, 3, 3, 7, 7, 1,  1,  1, 3, 3, 7, 7, 1,  1,  1, 3, 3}});
    check_close(core::upsample(map, 5, 7, Upsample::bilinear),
                {5, 7, {0.0, 0.7142857143, 2.8571428571, 5.0, 2.0,          -1.0,          -2.0,  //
                        0.7, 1.2571428571, 2.9285714286, 4.6, 1.9857142857, -0.6285714286, -1.5,  //
                        3.5, 3.4285714286, 3.2142857143, 3.0, 1.9285714286, 0.8571428571,  0.5,   //
                        6.3, 5.6,          3.5,          1.4, 1.8714285714, 2.3428571429,  2.5,   //
                        7.0, 6.1428571429, 3.5714285714, 1.0, 1.8571428571, 2.7142857143,  3.0}});
    PlaceMap cubic{5, 7, {-1.450986516, 0.0847930029, 3.6715685131, 5.441, 2.7377201166, -1.5027492711, -3.4250382653,
                          0.12596793,   1.1519766764, 3.6087930029, 4.672, 2.4731661808, -0.7785889213, -2.2746209913,
                          3.554664723,  3.472303207,  3.472303207,  3.0,   1.8979591837, 0.7959183673,  0.2266763848,
                          6.983361516,  5.7926297376, 3.3358134111, 1.328, 1.3227521866, 2.370425656,   2.7279737609,
                          8.5603159621, 6.8598134111, 3.2730379009, 0.559, 1.0581982507, 3.0945860058,  3.878391035}};
    for (double& value : cubic.values) value = std::clamp(value, -2.0, 7.0);
    check_close(core::upsample(map, 5, 7, Upsample::bicubic), cubic);
}

TEST_CASE("half-pixel bilinear keeps the mean for whole factors, so the score identity survives it") {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const PlaceMap map = random_map(seed);
        CAPTURE(seed, map.height, map.width);
        CHECK(core::mean_of(core::upsample(map, map.height * 32, map.width * 3, Upsample::bilinear)) ==
              Approx(core::mean_of(map)).margin(1e-10));
        CHECK(core::mean_of(core::upsample(map, map.height * 7, map.width * 5, Upsample::nearest)) ==
              Approx(core::mean_of(map)).margin(1e-10));
    }
}

TEST_CASE("no method leaves the map's own range: bicubic overshoot is clamped") {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const PlaceMap map = random_map(seed);
        const MapRange range = core::range_of(map);
        for (const Upsample method : k_methods) {
            const MapRange finer = core::range_of(core::upsample(map, 40, 61, method));
            CAPTURE(seed, static_cast<int>(method));
            CHECK(finer.low >= range.low - 1e-12);
            CHECK(finer.high <= range.high + 1e-12);
        }
    }
}

TEST_CASE("a flat map stays flat and a map at its own size stays as it is") {
    for (const Upsample method : k_methods) {
        check_close(core::upsample({2, 3, std::vector<double>(6, 4.5)}, 3, 8, method),
                    {3, 8, std::vector<double>(24, 4.5)});
        check_close(core::upsample({1, 1, {-2.5}}, 3, 2, method), {3, 2, std::vector<double>(6, -2.5)});
        const PlaceMap map = random_map(5);
        check_close(core::upsample(map, map.height, map.width, method), map);
    }
}

TEST_CASE("colour range: one scale for several maps, so a class with low scores does not look hot") {
    const std::vector<PlaceMap> maps{{1, 2, {-3.0, 10.0}}, {1, 2, {-12.0, 1.0}}};
    CHECK(core::color_range(maps, MapSign::signed_about_zero) == MapRange{-12.0, 12.0});
    CHECK(core::color_range(maps, MapSign::positive) == MapRange{0.0, 10.0});
    const MapRange shared = core::color_range(maps, MapSign::positive);
    CHECK(core::color_position(maps[0].values[1], shared) == 1.0);
    CHECK(core::color_position(maps[1].values[1], shared) == Approx(0.1));
    const MapRange own = core::color_range(std::span(maps).last(1), MapSign::positive);
    CHECK(core::color_position(maps[1].values[1], own) == 1.0);
}

TEST_CASE("signed colours keep the sign and put 0 in the middle, whatever the map's lowest value") {
    const PlaceMap map{1, 3, {-2.0, 0.0, 8.0}};
    const MapRange range = core::color_range({&map, 1}, MapSign::signed_about_zero);
    CHECK(core::color_position(0.0, range) == 0.5);
    CHECK(core::color_position(-2.0, range) == 0.375);  // never the size: abs would be above the middle
    CHECK(core::color_position(8.0, range) == 1.0);
    CHECK(core::color_position(-8.0, range) == 0.0);
    CHECK(core::color_position(99.0, range) == 1.0);
}

TEST_CASE("positive colours: everything below 0 is 0, an all-negative map is all 0") {
    const PlaceMap map{1, 3, {-2.0, 0.0, 8.0}};
    const MapRange range = core::color_range({&map, 1}, MapSign::positive);
    CHECK(core::color_position(-2.0, range) == 0.0);
    CHECK(core::color_position(2.0, range) == 0.25);
    const PlaceMap negative{1, 2, {-5.0, -1.0}};
    const MapRange none = core::color_range({&negative, 1}, MapSign::positive);
    CHECK(none == MapRange{0.0, 0.0});
    const Image picture = core::color_image(negative, none, ColorMapId::heat);
    CHECK(pixel(picture, 0, 0) == core::color_at(ColorMapId::heat, 0.0));
    CHECK(pixel(picture, 1, 0) == core::color_at(ColorMapId::heat, 0.0));
}

TEST_CASE("a map of zeros has the colour of 0 in both signs, no NaN") {
    const PlaceMap flat{2, 2, {0, 0, 0, 0}};
    for (const MapSign sign : {MapSign::signed_about_zero, MapSign::positive}) {
        const double zero = sign == MapSign::positive ? 0.0 : 0.5;
        CHECK(core::color_position(0.0, core::color_range({&flat, 1}, sign)) == zero);
        CHECK(core::color_position(0.0, core::color_range({}, sign)) == zero);
        CHECK(core::color_position(k_nan, core::color_range({}, sign)) == zero);
    }
}

TEST_CASE("a flat map that is not 0 is all of one end, not of the middle") {
    const PlaceMap flat{1, 2, {3, 3}};
    CHECK(core::color_position(3.0, core::color_range({&flat, 1}, MapSign::signed_about_zero)) == 1.0);
    CHECK(core::color_position(3.0, core::color_range({&flat, 1}, MapSign::positive)) == 1.0);
}

TEST_CASE("NaN and infinity do not make the scale, NaN has the colour of 0") {
    const double infinity = std::numeric_limits<double>::infinity();
    const PlaceMap map{1, 4, {k_nan, infinity, -4.0, 2.0}};
    const MapRange range = core::color_range({&map, 1}, MapSign::signed_about_zero);
    CHECK(range == MapRange{-4.0, 4.0});
    CHECK(core::color_position(k_nan, range) == 0.5);
    CHECK(core::color_position(infinity, range) == 1.0);
    CHECK(core::color_position(-infinity, range) == 0.0);
    CHECK(core::color_position(1.0, {-infinity, infinity}) == 0.5);
    for (const Upsample method : k_methods) CHECK(core::upsample(map, 3, 9, method).values.size() == 27);
}

TEST_CASE("colour picture: a pixel for each value, rows before columns, opaque") {
    const PlaceMap map{2, 3, {-1, 0, 1, 0.5, -0.5, 0}};
    const Image picture = core::color_image(map, {-1, 1}, ColorMapId::evidence);
    REQUIRE(picture.width == 3);
    REQUIRE(picture.height == 2);
    REQUIRE(picture.channels == 4);
    CHECK(pixel(picture, 0, 0) == core::color_at(ColorMapId::evidence, 0.0));
    CHECK(pixel(picture, 2, 0) == core::color_at(ColorMapId::evidence, 1.0));
    CHECK(pixel(picture, 0, 1) == core::color_at(ColorMapId::evidence, 0.75));
    for (std::size_t i = 3; i < picture.pixels->size(); i += 4) CHECK((*picture.pixels)[i] == 255);
}

TEST_CASE("heat covers a photo by its evidence: nothing at 0, all from 1 / 1.9 of the scale's end") {
    const MapRange both{-2, 2};
    CHECK(core::heat_cover(0.0, both) == 0.0);
    CHECK(core::heat_cover(0.5, both) == Approx(1.9 / 4));
    CHECK(core::heat_cover(-0.5, both) == Approx(1.9 / 4));
    CHECK(core::heat_cover(1.06, both) == 1.0);
    CHECK(core::heat_cover(-9.0, both) == 1.0);
    const MapRange positive{0, 2};
    CHECK(core::heat_cover(-1.0, positive) == 0.0);
    CHECK(core::heat_cover(0.5, positive) == Approx(1.9 / 4));
    CHECK(core::heat_cover(2.0, positive) == 1.0);
    CHECK(core::heat_cover(k_nan, both) == 0.0);
    CHECK(core::heat_cover(0.0, core::color_range({}, MapSign::signed_about_zero)) == 0.0);
    CHECK(core::heat_cover(0.0, core::color_range({}, MapSign::positive)) == 0.0);
}

TEST_CASE("heat picture: the colours of the map, alpha by evidence and opacity") {
    const PlaceMap map{1, 3, {0.0, -0.25, 1.0}};
    const Image heat = core::heat_image(map, {-1, 1}, ColorMapId::evidence, 0.6);
    const Image colors = core::color_image(map, {-1, 1}, ColorMapId::evidence);
    for (std::int64_t x = 0; x < 3; ++x) CHECK(pixel(heat, x, 0) == pixel(colors, x, 0));
    CHECK((*heat.pixels)[3] == 0);
    CHECK((*heat.pixels)[7] == 73);  // 255 * 0.6 * 1.9 / 4 = 72.7
    CHECK((*heat.pixels)[11] == 153);
}

TEST_CASE("overlay by hand: the heat's share of the evidence, and nothing outside the rectangle") {
    const PlaceMap map{1, 2, {0.25, 1.0}};
    const Image laid =
        core::overlay(grey_photo(6, 4, 100), map, {1, 1, 4, 2}, {0, 1}, ColorMapId::teal, 0.4, Upsample::nearest);
    REQUIRE(laid.channels == 3);
    const auto mixed = [](const Rgb& heat, double alpha) {
        const auto one = [alpha](int of) {
            return static_cast<std::uint8_t>(std::lround((alpha * of + (255.0 - alpha) * 100.0) / 255.0));
        };
        return Rgb{one(heat.r), one(heat.g), one(heat.b)};
    };
    const Rgb some = mixed(core::color_at(ColorMapId::teal, 0.25), 48);  // 255 * 0.4 * 1.9 / 4 = 48.5, a little less
    const Rgb full = mixed(core::color_at(ColorMapId::teal, 1.0), 102);
    for (std::int64_t y = 0; y < 4; ++y) {
        for (std::int64_t x = 0; x < 6; ++x) {
            CAPTURE(x, y);
            const bool inside = y >= 1 && y < 3 && x >= 1 && x < 5;
            CHECK(pixel(laid, x, y) == (!inside ? Rgb{100, 100, 100} : x < 3 ? some : full));
        }
    }
}

TEST_CASE("overlay of a whole photo is the upsampled heat picture over it, opacity 0 is the photo") {
    const PlaceMap map = random_map(9);
    const Image photo = core::draw_sample_photo(45, 30);
    const MapRange range = core::color_range({&map, 1}, MapSign::signed_about_zero);
    for (const Upsample method : k_methods) {
        const Image full = core::overlay(photo, map, {0, 0, 45, 30}, range, ColorMapId::evidence, 1.0, method);
        const Image heat = core::heat_image(core::upsample(map, 30, 45, method), range, ColorMapId::evidence, 1.0);
        const Image none = core::overlay(photo, map, {0, 0, 45, 30}, range, ColorMapId::evidence, 0.0, method);
        for (std::int64_t y = 0; y < 30; ++y) {
            for (std::int64_t x = 0; x < 45; ++x) {
                CAPTURE(x, y, static_cast<int>(method));
                const Rgb under = pixel(photo, x, y);
                const Rgb over = pixel(heat, x, y);
                const double alpha = (*heat.pixels)[static_cast<std::size_t>(4 * (y * 45 + x) + 3)] / 255.0;
                CHECK(pixel(full, x, y).r == std::lround(alpha * over.r + (1.0 - alpha) * under.r));
                CHECK(pixel(full, x, y).b == std::lround(alpha * over.b + (1.0 - alpha) * under.b));
                CHECK(pixel(none, x, y) == under);
            }
        }
    }
}

TEST_CASE("overlay of a rectangle that reaches beyond the photo: the part on the photo, at its place") {
    const PlaceMap map{2, 2, {1, 0, 0, 1}};
    const Image photo = grey_photo(4, 2, 7);
    const Image laid = core::overlay(photo, map, {0, -1, 4, 4}, {0, 1}, ColorMapId::heat, 1.0, Upsample::nearest);
    const Rgb full = core::color_at(ColorMapId::heat, 1.0);
    const Rgb photo_alone{7, 7, 7};
    CHECK(pixel(laid, 0, 0) == full);
    CHECK(pixel(laid, 3, 0) == photo_alone);
    CHECK(pixel(laid, 0, 1) == photo_alone);
    CHECK(pixel(laid, 3, 1) == full);
    const Image beside = core::overlay(photo, map, {10, 10, 4, 4}, {0, 1}, ColorMapId::heat, 1.0, Upsample::bilinear);
    CHECK(*beside.pixels == *photo.pixels);
}

TEST_CASE("overlay of a transparent photo shows it over white") {
    const Image photo = core::make_image(2, 1, 4, {0, 0, 0, 0, 200, 100, 50, 255});
    const Image laid =
        core::overlay(photo, {1, 1, {0}}, {1, 0, 1, 1}, {0, 1}, ColorMapId::heat, 0.0, Upsample::nearest);
    CHECK(pixel(laid, 0, 0) == Rgb{255, 255, 255});
    CHECK(pixel(laid, 1, 0) == Rgb{200, 100, 50});
}

TEST_CASE("the map lies where its pixels came from: a feature place's heat covers its part of the crop") {
    // 8 x 4 feature maps over an input of 64 wide x 32 high, made from the centred crop of a photo of 200 x 90.
    const core::InputPlacement placement = core::place_input(core::CropMode::center, {32, 64, 0.8}, 200, 90);
    REQUIRE(placement.photo == PhotoRect{28, 9, 144, 72});
    PlaceMap map{4, 8, std::vector<double>(32, 0.0)};
    map.values[1 * 8 + 6] = 1.0;  // row 1, column 6: input pixels 48..55 x 8..15
    const PhotoRect place = core::input_to_photo(placement, {48, 8, 8, 8});
    CHECK(place == PhotoRect{136, 27, 18, 18});
    const Image laid =
        core::overlay(grey_photo(200, 90, 0), map, placement.photo, {0, 1}, ColorMapId::heat, 1.0, Upsample::nearest);
    for (std::int64_t y = 0; y < 90; ++y) {
        for (std::int64_t x = 0; x < 200; ++x) {
            const bool hot = pixel(laid, x, y) == core::color_at(ColorMapId::heat, 1.0);
            const bool expected = x >= 136 && x < 154 && y >= 27 && y < 45;
            if (hot != expected) FAIL("at " << x << ", " << y);
        }
    }
}
