// Random scenes and the one shown first.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/check.h"
#include "core/shape_scene.h"
#include "shape_draws.h"

namespace core {
namespace {

std::array<double, 3> channels_of(std::uint32_t color) {
    return {static_cast<double>(color >> 16 & 0xFFU), static_cast<double>(color >> 8 & 0xFFU),
            static_cast<double>(color & 0xFFU)};
}

std::uint32_t color_of(const std::array<double, 3>& channels) {
    std::uint32_t color = 0;
    for (const double channel : channels)
        color = color << 8 | static_cast<std::uint32_t>(std::clamp(std::floor(channel + 0.5), 0.0, 255.0));
    return color;
}

std::uint32_t mixed(std::uint32_t a, std::uint32_t b, double share_of_b) {
    const auto from = channels_of(a);
    const auto to = channels_of(b);
    std::array<double, 3> result{};
    for (std::size_t c = 0; c < 3; ++c) result[c] = from[c] + (to[c] - from[c]) * share_of_b;
    return color_of(result);
}

// How different two colours look, 0 to 765: a distance in RGB with weights that depend on the mean red
// ("redmean", T. Riemersma), close to a perceptual one and cheap.
double difference(std::uint32_t a, std::uint32_t b) {
    const auto p = channels_of(a);
    const auto q = channels_of(b);
    const double red = (p[0] + q[0]) / 2.0;
    const double dr = p[0] - q[0];
    const double dg = p[1] - q[1];
    const double db = p[2] - q[2];
    return std::sqrt((2.0 + red / 256.0) * dr * dr + 4.0 * dg * dg + (2.0 + (255.0 - red) / 256.0) * db * db);
}

constexpr double k_contrast = 150.0;  // of a shape against its ground

bool stands_out(std::uint32_t color, const ShapeScene& scene) {
    const bool textured = scene.ground_texture != ShapeTexture::plain;
    return difference(color, scene.ground) >= k_contrast &&
           (!textured || difference(color, scene.ground_second) >= k_contrast);
}

// Any colour that stands out from the ground; after too many vain draws the one of black and white that does.
std::uint32_t draw_shape_color(std::mt19937_64& random, const ShapeScene& scene) {
    for (int i = 0; i < 60; ++i) {
        const std::uint32_t color = draw_color(random);
        if (stands_out(color, scene)) return color;
    }
    return stands_out(0xFFFFFFU, scene) ? 0xFFFFFFU : 0x000000U;
}

ShapeTexture draw_texture(std::mt19937_64& random, double plain_share) {
    if (draw(random, 0.0, 1.0) < plain_share) return ShapeTexture::plain;
    return static_cast<ShapeTexture>(draw_whole(random, 1, 3));
}

// A third stands upright or nearly so, as a person draws; the others lie at any angle.
double draw_angle(std::mt19937_64& random) {
    const bool upright = draw(random, 0.0, 1.0) < 1.0 / 3.0;
    return upright ? draw(random, -0.15, 0.15) : draw(random, 0.0, k_full_turn);
}

Shape draw_shape(std::mt19937_64& random, const ShapeScene& scene, double largest) {
    Shape shape;
    shape.kind = static_cast<ShapeKind>(draw_whole(random, 0, k_shape_kinds - 1));
    shape.size = draw(random, 0.22, largest);
    shape.x = draw(random, 0.47 * shape.size, 1.0 - 0.47 * shape.size);
    shape.y = draw(random, 0.47 * shape.size, 1.0 - 0.47 * shape.size);
    shape.angle = draw_angle(random);
    shape.color = draw_shape_color(random, scene);
    shape.second = draw_shape_color(random, scene);
    const bool roomy = shape.size >= 0.28;  // a texture on a small shape would hide what it is
    shape.texture = draw_texture(random, roomy ? 0.5 : 1.0);
    return shape;
}

bool apart(const Shape& a, const Shape& b) { return std::hypot(a.x - b.x, a.y - b.y) >= 0.48 * (a.size + b.size); }

}  // namespace

double draw(std::mt19937_64& random, double low, double high) {
    const double share = static_cast<double>(random() >> 11) * 0x1.0p-53;  // 53 bits: every double has its turn
    return low + (high - low) * share;
}

std::int64_t draw_whole(std::mt19937_64& random, std::int64_t low, std::int64_t high) {
    const auto range = static_cast<std::uint64_t>(high - low + 1);
    return low + static_cast<std::int64_t>(random() % range);  // ranges are tiny beside 2^64: no bias to speak of
}

std::uint32_t draw_color(std::mt19937_64& random) {
    const double hue = draw(random, 0.0, 6.0);
    const double saturation = draw(random, 0.0, 1.0);
    const double value = draw(random, 0.1, 1.0);
    std::array<double, 3> channels{};
    for (std::size_t c = 0; c < 3; ++c) {  // red is full at hue 0, green at 2, blue at 4
        const double away = std::abs(std::fmod(hue + 9.0 - 2.0 * static_cast<double>(c), 6.0) - 3.0);
        const double full = std::clamp(2.0 - away, 0.0, 1.0);
        channels[c] = 255.0 * value * (1.0 - saturation * (1.0 - full));
    }
    return color_of(channels);
}

ShapeScene random_shape_scene(std::mt19937_64& random, int shapes) {
    CORE_CHECK(shapes >= 0 && shapes <= 2);
    ShapeScene scene;
    scene.ground = draw_color(random);
    const std::uint32_t towards = draw_color(random);
    scene.ground_second = mixed(scene.ground, towards, draw(random, 0.1, 0.25));
    scene.ground_texture = draw_texture(random, 0.5);
    scene.clutter_seed = draw(random, 0.0, 1.0) < 0.6 ? random() | 1U : 0U;
    double largest = shapes == 1 ? 0.5 : 0.44;
    while (static_cast<int>(scene.shapes.size()) < shapes) {
        const Shape shape = draw_shape(random, scene, largest);
        const bool fits = std::all_of(scene.shapes.begin(), scene.shapes.end(), [&](const Shape& other) {
            return other.kind != shape.kind && apart(other, shape);
        });
        if (fits)
            scene.shapes.push_back(shape);
        else
            largest = std::max(0.23, largest * 0.95);
    }
    return scene;
}

ShapeScene example_shape_scene() {
    ShapeScene scene;
    scene.ground = 0x274060U;
    scene.ground_second = 0x2E4A6EU;
    scene.ground_texture = ShapeTexture::checks;
    scene.clutter_seed = 7;
    scene.shapes = {{.kind = ShapeKind::star,
                     .x = 0.31,
                     .y = 0.34,
                     .size = 0.46,
                     .angle = -0.2,
                     .color = 0xF2C230U,
                     .second = 0xFFF1C2U,
                     .texture = ShapeTexture::stripes},
                    {.kind = ShapeKind::heart,
                     .x = 0.70,
                     .y = 0.68,
                     .size = 0.42,
                     .angle = 0.25,
                     .color = 0xD9413FU,
                     .second = 0xFFFFFFU,
                     .texture = ShapeTexture::plain}};
    return scene;
}

}  // namespace core
