// ShapeScene: coloured, textured shapes on a ground, drawn by the program. The built-in network is trained on random
// ones, and a pupil composes one for it: both come from this one drawing function.
// Coordinates are shares of the picture's side: 0..1, (0, 0) top left. Deterministic: one scene, one picture.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/image.h"
#include "core/photo_view.h"

namespace core {

// The classes of the built-in network, in its order.
enum class ShapeKind { circle, square, triangle, star, cross, ring, heart, moon, flower, arrow };
inline constexpr int k_shape_kinds = 10;
std::string_view shape_id(ShapeKind kind);  // "circle": the class's name in label files

enum class ShapeTexture { plain, stripes, dots, checks };

struct Shape {
    ShapeKind kind = ShapeKind::circle;
    double x = 0.5, y = 0.5;           // centre
    double size = 0.3;                 // diameter of the circle around it
    double angle = 0.0;                // radians, clockwise
    std::uint32_t color = 0xE8A33DU;   // 0xRRGGBB
    std::uint32_t second = 0xFFFFFFU;  // of the texture
    ShapeTexture texture = ShapeTexture::plain;
    bool operator==(const Shape&) const = default;
};

struct ShapeScene {
    std::uint32_t ground = 0x2E3A46U;
    std::uint32_t ground_second = 0x37444FU;
    ShapeTexture ground_texture = ShapeTexture::plain;
    std::uint64_t clutter_seed = 0;  // 0: no clutter (short lines and specks that are no shape)
    std::vector<Shape> shapes;       // later ones lie above
    bool operator==(const ShapeScene&) const = default;
};

Image draw_shape_scene(const ShapeScene& scene, std::int64_t side);  // side x side RGB, antialiased
PhotoRect shape_box(const Shape& shape, std::int64_t side);          // tight box of its pixels, cut to the picture
bool shape_contains(const Shape& shape, double x, double y);         // (x, y) in shares of the side

// A scene to learn from: `shapes` (0 to 2) shapes of different kinds, of any colour, texture, size, place and angle,
// that stand out from the ground and hardly overlap. Same engine state, same scene, on every machine.
ShapeScene random_shape_scene(std::mt19937_64& random, int shapes);
// The scene shown first: two shapes, worth looking at.
ShapeScene example_shape_scene();

}  // namespace core
