// Drawing: every pixel is the mean of 4 x 4 samples, and every sample has the colour of the topmost thing over it, so
// edges of shapes, textures and clutter are all antialiased alike. Sums are whole numbers: the same on every machine.
#include "core/shape_scene.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/check.h"
#include "shape_draws.h"
#include "shape_outline.h"

namespace core {
namespace {

constexpr int k_samples = 4;  // per pixel and axis

struct PixelRange {
    std::int64_t first = 0, end = 0;
    bool has(std::int64_t i) const { return i >= first && i < end; }
    bool empty() const { return first >= end; }
};

// Pixels that [low, high], in shares of the side, can touch.
PixelRange pixels_of(double low, double high, std::int64_t side) {
    const auto n = static_cast<double>(side);
    return {static_cast<std::int64_t>(std::clamp(std::floor(low * n), 0.0, n)),
            static_cast<std::int64_t>(std::clamp(std::ceil(high * n), 0.0, n))};
}

double sample_place(std::int64_t pixel, int sample, std::int64_t side) {
    return (static_cast<double>(pixel) + (sample + 0.5) / k_samples) / static_cast<double>(side);
}

// A line with round ends; a speck is one without length.
struct Stroke {
    double ax = 0.0, ay = 0.0, bx = 0.0, by = 0.0;
    double radius = 0.0;
    std::uint32_t color = 0;

    bool contains(double x, double y) const {
        const double dx = bx - ax;
        const double dy = by - ay;
        const double length2 = dx * dx + dy * dy;
        const double along = length2 > 0.0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / length2, 0.0, 1.0) : 0.0;
        const double ex = x - ax - along * dx;
        const double ey = y - ay - along * dy;
        return ex * ex + ey * ey <= radius * radius;
    }
};

std::vector<Stroke> clutter(std::uint64_t seed) {
    std::vector<Stroke> strokes;
    if (seed == 0) return strokes;
    std::mt19937_64 random(seed);
    const std::int64_t count = draw_whole(random, 8, 18);
    for (std::int64_t i = 0; i < count; ++i) {
        Stroke stroke;
        stroke.ax = draw(random, 0.0, 1.0);
        stroke.ay = draw(random, 0.0, 1.0);
        const bool speck = draw(random, 0.0, 1.0) < 0.5;
        const double length = speck ? 0.0 : draw(random, 0.05, 0.18);
        const double angle = draw(random, 0.0, k_full_turn);
        stroke.bx = stroke.ax + length * std::cos(angle);
        stroke.by = stroke.ay + length * std::sin(angle);
        stroke.radius = speck ? draw(random, 0.006, 0.014) : draw(random, 0.004, 0.009);
        stroke.color = draw_color(random);
        strokes.push_back(stroke);
    }
    return strokes;
}

// A thing of the scene with the pixels it can touch.
template <class Thing>
struct Placed {
    Thing thing;
    PixelRange rows, cols;
};

Placed<ShapeOutline> placed(const Shape& shape, std::int64_t side) {
    const ShapeOutline outline(shape);
    const double r = outline.radius();
    if (r <= 0.0) return {outline, {}, {}};
    return {outline, pixels_of(outline.y() - r, outline.y() + r, side),
            pixels_of(outline.x() - r, outline.x() + r, side)};
}

Placed<Stroke> placed(const Stroke& stroke, std::int64_t side) {
    const double r = stroke.radius;
    return {stroke, pixels_of(std::min(stroke.ay, stroke.by) - r, std::max(stroke.ay, stroke.by) + r, side),
            pixels_of(std::min(stroke.ax, stroke.bx) - r, std::max(stroke.ax, stroke.bx) + r, side)};
}

// One picture in the making: what could lie over the current row and pixel is narrowed down before samples are taken.
class ScenePainter {
public:
    ScenePainter(const ShapeScene& scene, std::int64_t side) : scene_(&scene), side_(side) {
        for (auto shape = scene.shapes.rbegin(); shape != scene.shapes.rend(); ++shape)
            shapes_.push_back(placed(*shape, side));
        for (const Stroke& stroke : clutter(scene.clutter_seed)) strokes_.push_back(placed(stroke, side));
    }

    std::vector<std::uint8_t> paint() {
        std::vector<std::uint8_t> rgb;
        rgb.reserve(static_cast<std::size_t>(side_ * side_ * 3));
        for (std::int64_t row = 0; row < side_; ++row) {
            narrow(shapes_, row_shapes_, row);
            narrow(strokes_, row_strokes_, row);
            for (std::int64_t col = 0; col < side_; ++col) {
                for (const std::uint8_t value : pixel(row, col)) rgb.push_back(value);
            }
        }
        return rgb;
    }

private:
    template <class Thing>
    static void narrow(const std::vector<Placed<Thing>>& all, std::vector<const Placed<Thing>*>& here,
                       std::int64_t row) {
        here.clear();
        for (const Placed<Thing>& one : all)
            if (one.rows.has(row)) here.push_back(&one);
    }

    template <class Thing>
    static bool any_at(const std::vector<const Placed<Thing>*>& row_things, std::int64_t col) {
        return std::any_of(row_things.begin(), row_things.end(), [&](const auto* one) { return one->cols.has(col); });
    }

    std::array<std::uint8_t, 3> pixel(std::int64_t row, std::int64_t col) const {
        const bool one_color =
            scene_->ground_texture == ShapeTexture::plain && !any_at(row_shapes_, col) && !any_at(row_strokes_, col);
        std::array<std::uint32_t, 3> sum{};
        constexpr std::uint32_t all = k_samples * k_samples;
        if (one_color) {
            sum = {all * (scene_->ground >> 16 & 0xFFU), all * (scene_->ground >> 8 & 0xFFU),
                   all * (scene_->ground & 0xFFU)};
        } else {
            for (int i = 0; i < k_samples; ++i) {
                for (int j = 0; j < k_samples; ++j) {
                    const std::uint32_t color = sample(sample_place(col, j, side_), sample_place(row, i, side_), col);
                    sum[0] += color >> 16 & 0xFFU;
                    sum[1] += color >> 8 & 0xFFU;
                    sum[2] += color & 0xFFU;
                }
            }
        }
        std::array<std::uint8_t, 3> mean{};
        for (std::size_t c = 0; c < 3; ++c) mean[c] = static_cast<std::uint8_t>((sum[c] + all / 2) / all);
        return mean;
    }

    // Shapes lie above clutter, clutter above the ground.
    std::uint32_t sample(double x, double y, std::int64_t col) const {
        for (const auto* shape : row_shapes_)
            if (shape->cols.has(col) && shape->thing.contains(x, y)) return shape->thing.color_at(x, y);
        for (const auto* stroke : row_strokes_)
            if (stroke->cols.has(col) && stroke->thing.contains(x, y)) return stroke->thing.color;
        // Slanted by a 3-4-5 triangle, so that stripes of the ground run along no edge of the picture.
        const bool second = texture_is_second(scene_->ground_texture, 0.8 * x + 0.6 * y, 0.8 * y - 0.6 * x);
        return second ? scene_->ground_second : scene_->ground;
    }

    const ShapeScene* scene_;
    std::int64_t side_;
    std::vector<Placed<ShapeOutline>> shapes_;  // topmost first
    std::vector<Placed<Stroke>> strokes_;
    std::vector<const Placed<ShapeOutline>*> row_shapes_;
    std::vector<const Placed<Stroke>*> row_strokes_;
};

bool touches(const ShapeOutline& outline, std::int64_t row, std::int64_t col, std::int64_t side) {
    for (int i = 0; i < k_samples; ++i)
        for (int j = 0; j < k_samples; ++j)
            if (outline.contains(sample_place(col, j, side), sample_place(row, i, side))) return true;
    return false;
}

}  // namespace

std::string_view shape_id(ShapeKind kind) {
    constexpr std::array<std::string_view, k_shape_kinds> ids{"circle", "square", "triangle", "star",   "cross",
                                                              "ring",   "heart",  "moon",     "flower", "arrow"};
    return ids.at(static_cast<std::size_t>(kind));
}

Image draw_shape_scene(const ShapeScene& scene, std::int64_t side) {
    CORE_CHECK_GE(side, 1);
    return make_image(side, side, 3, ScenePainter(scene, side).paint());
}

PhotoRect shape_box(const Shape& shape, std::int64_t side) {
    CORE_CHECK_GE(side, 1);
    const Placed<ShapeOutline> one = placed(shape, side);
    std::int64_t top = side, bottom = -1, left = side, right = -1;
    for (std::int64_t row = one.rows.first; row < one.rows.end; ++row) {
        for (std::int64_t col = one.cols.first; col < one.cols.end; ++col) {
            const bool known = row >= top && row <= bottom && col >= left && col <= right;
            if (known || !touches(one.thing, row, col, side)) continue;
            top = std::min(top, row);
            bottom = std::max(bottom, row);
            left = std::min(left, col);
            right = std::max(right, col);
        }
    }
    if (bottom < top) return {};
    return {static_cast<double>(left), static_cast<double>(top), static_cast<double>(right - left + 1),
            static_cast<double>(bottom - top + 1)};
}

bool shape_contains(const Shape& shape, double x, double y) { return ShapeOutline(shape).contains(x, y); }

}  // namespace core
