#include "app/ui/ribbon.h"

#include <vector>

namespace ui {

namespace {

constexpr int k_curve_steps = 24;
constexpr float k_fill_alpha = 0.16F;

// The cubic with control points at half the distance, by its parameter.
Vec2 curve(Vec2 from, Vec2 to, float t) {
    const float middle = (from.x + to.x) / 2;
    const float s = 1.0F - t;
    const float x = s * s * s * from.x + 3 * s * s * t * middle + 3 * s * t * t * middle + t * t * t * to.x;
    const float y = s * s * s * from.y + 3 * s * s * t * from.y + 3 * s * t * t * to.y + t * t * t * to.y;
    return {x, y};
}

std::vector<Vec2> edge(const Ribbon& ribbon, float start_y, float end_y) {
    std::vector<Vec2> points{{ribbon.start_x, start_y}};
    for (int i = 0; i <= k_curve_steps; ++i) {
        points.push_back(
            curve({ribbon.bend_x, start_y}, {ribbon.meet_x, end_y}, static_cast<float>(i) / k_curve_steps));
    }
    points.push_back({ribbon.end_x, end_y});
    return points;
}

// Quads without anti-aliasing, so that no seams show between them; the edge lines above hide their steps.
void fill(Canvas& canvas, const std::vector<Vec2>& top, const std::vector<Vec2>& bottom) {
    const Color color = canvas.color(Token::accent).with_alpha(k_fill_alpha);
    for (std::size_t i = 0; i + 1 < top.size(); ++i) {
        if (top[i + 1].x <= top[i].x) continue;
        const Vec2 quad[] = {top[i], top[i + 1], bottom[i + 1], bottom[i]};
        canvas.fill_polygon(quad, color, false);
    }
}

}  // namespace

Vec2 Ribbon::center(float t) const {
    const float x = start_x + (end_x - start_x) * t;
    const Vec2 from{bend_x, (start_top + start_bottom) / 2};
    const Vec2 to{meet_x, (end_top + end_bottom) / 2};
    if (x <= from.x) return {x, from.y};
    if (x >= to.x) return {x, to.y};
    return {x, curve(from, to, (x - from.x) / (to.x - from.x)).y};
}

void draw_ribbon(Canvas& canvas, const Ribbon& ribbon) {
    const std::vector<Vec2> top = edge(ribbon, ribbon.start_top, ribbon.end_top);
    const std::vector<Vec2> bottom = edge(ribbon, ribbon.start_bottom, ribbon.end_bottom);
    fill(canvas, top, bottom);
    const float width = canvas.view().stroke(2.0F);
    canvas.polyline(top, canvas.color(Token::accent), width);
    canvas.polyline(bottom, canvas.color(Token::accent), width);
}

void draw_split_ribbons(Canvas& canvas, std::span<const Ribbon> ribbons) {
    for (const Ribbon& slice : ribbons) draw_ribbon(canvas, slice);
}

}  // namespace ui
