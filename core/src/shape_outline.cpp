#include "shape_outline.h"

#include <array>
#include <cmath>
#include <span>

namespace core {
namespace {

struct Corner {
    double x, y;
};

// Outlines with straight edges, within the unit circle; neighbours are joined, and the last with the first.
constexpr double k_half = 0.70710678118654752;  // 1 / sqrt(2): the square's corners lie on the circle
constexpr std::array<Corner, 4> k_square{{{-k_half, -k_half}, {k_half, -k_half}, {k_half, k_half}, {-k_half, k_half}}};
constexpr std::array<Corner, 3> k_triangle{{{0.0, -1.0}, {0.8660254037844386, 0.5}, {-0.8660254037844386, 0.5}}};
// Points at radius 1 every 72 degrees, the notches between them at radius 0.42.
constexpr std::array<Corner, 10> k_star{{{0.0, -1.0},
                                         {0.246870, -0.339787},
                                         {0.951057, -0.309017},
                                         {0.399444, 0.129787},
                                         {0.587785, 0.809017},
                                         {0.0, 0.42},
                                         {-0.587785, 0.809017},
                                         {-0.399444, 0.129787},
                                         {-0.951057, -0.309017},
                                         {-0.246870, -0.339787}}};
constexpr double k_arm = 0.32;  // half the width of the cross's arms, which reach to 0.94
constexpr std::array<Corner, 12> k_cross{{{-k_arm, -0.94},
                                          {k_arm, -0.94},
                                          {k_arm, -k_arm},
                                          {0.94, -k_arm},
                                          {0.94, k_arm},
                                          {k_arm, k_arm},
                                          {k_arm, 0.94},
                                          {-k_arm, 0.94},
                                          {-k_arm, k_arm},
                                          {-0.94, k_arm},
                                          {-0.94, -k_arm},
                                          {-k_arm, -k_arm}}};
// Upright means up.
constexpr std::array<Corner, 7> k_arrow{
    {{0.0, -1.0}, {0.78, -0.12}, {0.26, -0.12}, {0.26, 0.94}, {-0.26, 0.94}, {-0.26, -0.12}, {-0.78, -0.12}}};
constexpr std::array<Corner, 4> k_diamond{{{0.0, -1.0}, {1.0, 0.0}, {0.0, 1.0}, {-1.0, 0.0}}};

// Even-odd rule, edges half open: points on a shared edge belong to one side only.
bool in_polygon(std::span<const Corner> corners, double x, double y) {
    bool inside = false;
    Corner before = corners.back();
    for (const Corner& corner : corners) {
        if ((corner.y > y) != (before.y > y) &&
            x < (before.x - corner.x) * (y - corner.y) / (before.y - corner.y) + corner.x)
            inside = !inside;
        before = corner;
    }
    return inside;
}

bool in_disc(double x, double y, double center_x, double center_y, double radius) {
    const double dx = x - center_x;
    const double dy = y - center_y;
    return dx * dx + dy * dy <= radius * radius;
}

// A square on its corner with half discs on its two upper sides. Scale and shift put the smallest circle around all of
// it at the unit circle.
bool in_heart(double x, double y) {
    constexpr double scale = 0.793;
    constexpr double shift = 0.207;
    const double u = x / scale;
    const double v = (y - shift) / scale;
    return in_polygon(k_diamond, u, v) || in_disc(std::abs(u), v, 0.5, -0.5, k_half);
}

// Six petals, each a disc; the middle one closes the gaps between them.
constexpr double k_petal = 0.34;
constexpr double k_flower_middle = 0.30;  // shown in the second colour
bool in_flower(double x, double y) {
    constexpr double distance = 1.0 - k_petal;
    constexpr std::array<Corner, 6> petals{{{0.0, -distance},
                                            {0.8660254037844386 * distance, -0.5 * distance},
                                            {0.8660254037844386 * distance, 0.5 * distance},
                                            {0.0, distance},
                                            {-0.8660254037844386 * distance, 0.5 * distance},
                                            {-0.8660254037844386 * distance, -0.5 * distance}}};
    if (in_disc(x, y, 0.0, 0.0, distance * 0.85)) return true;
    for (const Corner& petal : petals)
        if (in_disc(x, y, petal.x, petal.y, k_petal)) return true;
    return false;
}

bool in_shape(ShapeKind kind, double x, double y) {
    switch (kind) {
        case ShapeKind::circle:
            return in_disc(x, y, 0.0, 0.0, 1.0);
        case ShapeKind::square:
            return in_polygon(k_square, x, y);
        case ShapeKind::triangle:
            return in_polygon(k_triangle, x, y);
        case ShapeKind::star:
            return in_polygon(k_star, x, y);
        case ShapeKind::cross:
            return in_polygon(k_cross, x, y);
        case ShapeKind::ring:
            return in_disc(x, y, 0.0, 0.0, 1.0) && !in_disc(x, y, 0.0, 0.0, 0.56);
        case ShapeKind::heart:
            return in_heart(x, y);
        case ShapeKind::moon:
            return in_disc(x, y, 0.0, 0.0, 1.0) && !in_disc(x, y, 0.46, 0.0, 0.84);
        case ShapeKind::flower:
            return in_flower(x, y);
        case ShapeKind::arrow:
            return in_polygon(k_arrow, x, y);
    }
    return false;
}

bool is_odd(double cell) {
    const double whole = std::floor(cell);
    return whole > 2.0 * std::floor(whole / 2.0);
}

}  // namespace

bool texture_is_second(ShapeTexture texture, double u, double v) {
    constexpr double period = 0.09;
    switch (texture) {
        case ShapeTexture::plain:
            return false;
        case ShapeTexture::stripes:
            return is_odd(2.0 * u / period + 0.5);
        case ShapeTexture::dots:
            return in_disc(u / period - std::floor(u / period), v / period - std::floor(v / period), 0.5, 0.5, 0.3);
        case ShapeTexture::checks:
            return is_odd(2.0 * u / period) != is_odd(2.0 * v / period);
    }
    return false;
}

ShapeOutline::ShapeOutline(const Shape& shape) : shape_(shape) {
    if (!std::isfinite(shape.x) || !std::isfinite(shape.y) || !std::isfinite(shape.angle)) return;
    if (!std::isfinite(shape.size) || shape.size <= 0.0) return;
    radius_ = shape.size / 2.0;
    cos_ = std::cos(shape.angle);
    sin_ = std::sin(shape.angle);
}

ShapeOutline::Local ShapeOutline::local(double x, double y) const {
    const double dx = x - shape_.x;
    const double dy = y - shape_.y;
    return {(cos_ * dx + sin_ * dy) / radius_, (cos_ * dy - sin_ * dx) / radius_};
}

bool ShapeOutline::contains(double x, double y) const {
    if (radius_ <= 0.0) return false;
    const Local at = local(x, y);
    return in_shape(shape_.kind, at.x, at.y);
}

// A texture turns and moves with its shape but does not grow with it: its stripes are as wide on every shape.
std::uint32_t ShapeOutline::color_at(double x, double y) const {
    const Local at = local(x, y);
    const bool middle = shape_.kind == ShapeKind::flower && in_disc(at.x, at.y, 0.0, 0.0, k_flower_middle);
    if (middle) return shape_.second;
    return texture_is_second(shape_.texture, at.x * radius_, at.y * radius_) ? shape_.second : shape_.color;
}

}  // namespace core
