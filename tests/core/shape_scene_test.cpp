// Scenes of shapes: what is drawn, where it is, and that it is the same everywhere and every time.
#include "core/shape_scene.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "support/catch.h"

using core::Image;
using core::PhotoRect;
using core::Shape;
using core::ShapeKind;
using core::ShapeScene;
using core::ShapeTexture;

namespace {

constexpr std::uint32_t k_ground = 0x102030U;

std::uint32_t pixel(const Image& image, std::int64_t row, std::int64_t col) {
    const std::uint8_t* at = image.pixels->data() + (row * image.width + col) * 3;
    return std::uint32_t{at[0]} << 16 | std::uint32_t{at[1]} << 8 | at[2];
}

ShapeScene scene_of(const Shape& shape) { return {.ground = k_ground, .shapes = {shape}}; }

// FNV-1a of all pixels.
std::uint64_t fingerprint(const Image& image) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const std::uint8_t byte : *image.pixels) hash = (hash ^ byte) * 1099511628211ULL;
    return hash;
}

std::vector<ShapeKind> all_kinds() {
    std::vector<ShapeKind> kinds;
    for (int kind = 0; kind < core::k_shape_kinds; ++kind) kinds.push_back(static_cast<ShapeKind>(kind));
    return kinds;
}

// The pixels of a lone shape that are not all ground.
PhotoRect changed(const Image& image) {
    std::int64_t top = image.height, left = image.width, bottom = -1, right = -1;
    for (std::int64_t row = 0; row < image.height; ++row) {
        for (std::int64_t col = 0; col < image.width; ++col) {
            if (pixel(image, row, col) == k_ground) continue;
            top = std::min(top, row);
            bottom = std::max(bottom, row);
            left = std::min(left, col);
            right = std::max(right, col);
        }
    }
    if (bottom < 0) return {};
    return {static_cast<double>(left), static_cast<double>(top), static_cast<double>(right - left + 1),
            static_cast<double>(bottom - top + 1)};
}

// Pixels wholly of the shape's colour, and the sum of all coverage.
double covered_area(const Image& image) {
    double area = 0.0;
    for (std::int64_t row = 0; row < image.height; ++row)
        for (std::int64_t col = 0; col < image.width; ++col)
            area += (static_cast<double>(pixel(image, row, col) >> 16) - 0x10) / (0xFF - 0x10);
    return area;
}

}  // namespace

TEST_CASE("a half covered pixel is half of both colours") {
    // On 2 x 2 pixels a square with corners at 1/4 and 3/4 covers a quarter of each pixel.
    const Shape shape{.size = 0.5 * std::sqrt(2.0) + 1e-9, .color = 0xFFFFFFU};
    ShapeScene square = {.ground = 0x000000U, .shapes = {shape}};
    square.shapes[0].kind = ShapeKind::square;
    const Image drawn = core::draw_shape_scene(square, 2);
    for (int row = 0; row < 2; ++row)
        for (int col = 0; col < 2; ++col) CHECK(pixel(drawn, row, col) == 0x404040U);  // 255 / 4 = 63.75
}

TEST_CASE("areas of shapes are what geometry says") {
    // Diameter 0.8 on 100 pixels: radius 40.
    const auto area = [](ShapeKind kind) {
        return covered_area(core::draw_shape_scene(scene_of({.kind = kind, .size = 0.8, .color = 0xFFFFFFU}), 100));
    };
    const double r2 = 40.0 * 40.0;
    const double pi = std::acos(-1.0);
    CHECK(area(ShapeKind::circle) == Approx(pi * r2).epsilon(0.01));
    CHECK(area(ShapeKind::square) == Approx(2.0 * r2).epsilon(0.01));
    CHECK(area(ShapeKind::triangle) == Approx(3.0 * std::sqrt(3.0) / 4.0 * r2).epsilon(0.01));
    CHECK(area(ShapeKind::ring) == Approx(pi * (1.0 - 0.56 * 0.56) * r2).epsilon(0.01));
    CHECK(area(ShapeKind::star) == Approx(5.0 * 0.42 * std::sin(pi / 5.0) * r2).epsilon(0.01));
    CHECK(area(ShapeKind::cross) == Approx((4.0 * 0.32 * 0.94 * 2.0 - 4.0 * 0.32 * 0.32) * r2).epsilon(0.01));
}

TEST_CASE("every kind is drawn within its circle and touches it") {
    for (const ShapeKind kind : all_kinds()) {
        INFO(core::shape_id(kind));
        const Shape shape{.kind = kind, .size = 0.8, .color = 0xFFFFFFU};
        const Image image = core::draw_shape_scene(scene_of(shape), 200);
        double furthest = 0.0;
        for (int row = 0; row < 200; ++row)
            for (int col = 0; col < 200; ++col)
                if (pixel(image, row, col) == 0xFFFFFFU)
                    furthest = std::max(furthest, std::hypot(row + 0.5 - 100.0, col + 0.5 - 100.0));
        CHECK(furthest < 80.5);
        CHECK(furthest > 77.0);
    }
}

TEST_CASE("boxes are tight for every kind, angle and place") {
    for (const ShapeKind kind : all_kinds()) {
        for (const double angle : {0.0, 0.4, 1.0, 2.5, -1.2}) {
            for (const double x : {0.5, 0.02, 1.1}) {
                INFO(core::shape_id(kind) << " turned by " << angle << " at " << x);
                const Shape shape{.kind = kind, .x = x, .y = 0.4, .size = 0.37, .angle = angle, .color = 0xFFFFFFU};
                CHECK(core::shape_box(shape, 64) == changed(core::draw_shape_scene(scene_of(shape), 64)));
            }
        }
    }
}

TEST_CASE("an arrow turned by a quarter points to the right") {
    const Shape up{.kind = ShapeKind::arrow, .size = 0.8, .color = 0xFFFFFFU};
    Shape right = up;
    right.angle = std::acos(0.0);
    const Image a = core::draw_shape_scene(scene_of(up), 60);
    const Image b = core::draw_shape_scene(scene_of(right), 60);
    // The head's widest row is above the middle; turned, its widest column lies right of the middle.
    CHECK(pixel(a, 26, 13) == 0xFFFFFFU);
    CHECK(pixel(a, 34, 13) == k_ground);
    CHECK(pixel(b, 13, 33) == 0xFFFFFFU);
    CHECK(pixel(b, 13, 25) == k_ground);
}

TEST_CASE("a shape without extent or with numbers that are none is not drawn") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    const Image empty = core::draw_shape_scene({.ground = k_ground, .shapes = {}}, 32);
    for (const Shape& shape :
         {Shape{.size = 0.0}, Shape{.size = -1.0}, Shape{.x = nan}, Shape{.y = infinite}, Shape{.size = nan},
          Shape{.size = infinite}, Shape{.angle = nan}, Shape{.x = 1e300}, Shape{.y = -7.0}}) {
        INFO(shape.x << ' ' << shape.y << ' ' << shape.size << ' ' << shape.angle);
        CHECK(*core::draw_shape_scene(scene_of(shape), 32).pixels == *empty.pixels);
        CHECK(core::shape_box(shape, 32) == PhotoRect{});
    }
}

TEST_CASE("a picture of one pixel and a shape larger than the picture") {
    const Shape large{.kind = ShapeKind::square, .size = 1000.0, .color = 0xABCDEFU};
    const Image one = core::draw_shape_scene(scene_of(large), 1);
    CHECK(one.width == 1);
    CHECK(pixel(one, 0, 0) == 0xABCDEFU);
    CHECK(core::shape_box(large, 1) == PhotoRect{0.0, 0.0, 1.0, 1.0});
    CHECK(core::shape_box(large, 48) == PhotoRect{0.0, 0.0, 48.0, 48.0});
}

TEST_CASE("later shapes lie above, shapes above clutter") {
    ShapeScene scene = {.ground = k_ground,
                        .shapes = {{.size = 0.5, .color = 0xFF0000U}, {.size = 0.2, .color = 0x00FF00U}}};
    CHECK(pixel(core::draw_shape_scene(scene, 50), 25, 25) == 0x00FF00U);
    std::reverse(scene.shapes.begin(), scene.shapes.end());
    CHECK(pixel(core::draw_shape_scene(scene, 50), 25, 25) == 0xFF0000U);
    for (std::uint64_t seed = 1; seed < 30; ++seed) {
        scene.clutter_seed = seed;
        const Image image = core::draw_shape_scene(scene, 50);
        for (int row = 20; row < 30; ++row)
            for (int col = 20; col < 30; ++col) REQUIRE(pixel(image, row, col) == 0xFF0000U);
        CHECK(std::set<std::uint8_t>(image.pixels->begin(), image.pixels->end()).size() > 6);
    }
}

TEST_CASE("textures show both colours, turn with the shape, and plain shows one") {
    for (const auto texture : {ShapeTexture::stripes, ShapeTexture::dots, ShapeTexture::checks}) {
        const Shape shape{
            .kind = ShapeKind::circle, .size = 0.9, .color = 0xFF0000U, .second = 0x0000FFU, .texture = texture};
        const Image image = core::draw_shape_scene(scene_of(shape), 128);
        int first = 0;
        int second = 0;
        for (int row = 0; row < 128; ++row) {
            for (int col = 0; col < 128; ++col) {
                first += pixel(image, row, col) == 0xFF0000U ? 1 : 0;
                second += pixel(image, row, col) == 0x0000FFU ? 1 : 0;
            }
        }
        INFO("texture " << static_cast<int>(texture));
        CHECK(first > 1500);
        CHECK(second > 1000);
        Shape turned = shape;
        turned.angle = 0.7;
        CHECK(*core::draw_shape_scene(scene_of(turned), 128).pixels != *image.pixels);
    }
    const Shape plain{.kind = ShapeKind::square, .size = 3.0, .color = 0xFF0000U, .second = 0x0000FFU};
    const Image image = core::draw_shape_scene(scene_of(plain), 16);
    CHECK(std::all_of(image.pixels->begin(), image.pixels->end(), [](int v) { return v == 0 || v == 255; }));
    CHECK(pixel(image, 3, 12) == 0xFF0000U);
}

TEST_CASE("the middle of a flower has the second colour") {
    const Shape flower{.kind = ShapeKind::flower, .size = 0.8, .color = 0xFF0000U, .second = 0x00FF00U};
    const Image image = core::draw_shape_scene(scene_of(flower), 100);
    CHECK(pixel(image, 50, 50) == 0x00FF00U);
    CHECK(pixel(image, 24, 50) == 0xFF0000U);
}

TEST_CASE("a random scene holds what was asked for, apart and inside") {
    std::mt19937_64 random(11);
    std::set<ShapeKind> kinds;
    std::set<ShapeTexture> textures;
    for (int i = 0; i < 400; ++i) {
        const int count = i % 3;
        const ShapeScene scene = core::random_shape_scene(random, count);
        REQUIRE(static_cast<int>(scene.shapes.size()) == count);
        for (const Shape& shape : scene.shapes) {
            kinds.insert(shape.kind);
            textures.insert(shape.texture);
            CHECK(shape.size >= 0.22);
            CHECK(shape.size <= 0.5);
            const PhotoRect box = core::shape_box(shape, 64);
            CHECK(box.width * box.height >= 30.0);
            CHECK(shape.color != scene.ground);
        }
        if (count < 2) continue;
        const Shape& a = scene.shapes[0];
        const Shape& b = scene.shapes[1];
        CHECK(a.kind != b.kind);
        CHECK(std::hypot(a.x - b.x, a.y - b.y) >= 0.47 * (a.size + b.size));
    }
    CHECK(kinds.size() == core::k_shape_kinds);
    CHECK(textures.size() == 4);
}

TEST_CASE("scenes of a seed are the same on every machine") {
    std::mt19937_64 random(2024);
    std::vector<std::uint64_t> prints;
    for (int i = 0; i < 4; ++i)
        prints.push_back(fingerprint(core::draw_shape_scene(core::random_shape_scene(random, 1 + i % 2), 64)));
    CHECK(prints == std::vector<std::uint64_t>{0x5cf2357fb18a940eU, 0x048cfcd7bfb5ffc3U, 0xf5d197f288e5c16fU,
                                               0x3e3eac7d36b79398U});
    CHECK(random() == 0xb65b18d350f786b5U);
}

TEST_CASE("the example scene holds two shapes that fit into the picture") {
    const ShapeScene scene = core::example_shape_scene();
    REQUIRE(scene.shapes.size() == 2);
    CHECK(scene.shapes[0].kind != scene.shapes[1].kind);
    for (const Shape& shape : scene.shapes) {
        const PhotoRect box = core::shape_box(shape, 200);
        CHECK(box.x > 0.0);
        CHECK(box.y > 0.0);
        CHECK(box.x + box.width < 200.0);
        CHECK(box.y + box.height < 200.0);
    }
    CHECK(scene == core::example_shape_scene());
}

TEST_CASE("names of kinds are all different") {
    std::set<std::string_view> ids;
    for (const ShapeKind kind : all_kinds()) ids.insert(core::shape_id(kind));
    CHECK(ids.size() == core::k_shape_kinds);
    CHECK(core::shape_id(ShapeKind::moon) == "moon");
}
