#include "app/ui/build_up.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace ui {

namespace {

constexpr float k_number = 84.0F;  // room right of the plot
constexpr std::int64_t k_most_points = 160;

// Scores to pixels: the range of all scores and 0, with a little air above and below.
struct Scale {
    Rect plot;
    double low = 0.0, high = 0.0;
    std::int64_t all = 1;

    float x(std::int64_t channels) const {
        return plot.x + plot.w * static_cast<float>(channels) / static_cast<float>(std::max<std::int64_t>(all, 1));
    }
    float y(double score) const {
        const double span = high > low ? high - low : 1.0;
        return plot.bottom() - plot.h * static_cast<float>((score - low) / span);
    }
};

Scale scale_of(const Rect& plot, std::span<const double> scores) {
    const auto [least, most] = std::minmax_element(scores.begin(), scores.end());
    return {plot, std::min(0.0, *least), std::max(0.0, *most), static_cast<std::int64_t>(scores.size()) - 1};
}

// Every point of short curves, evenly chosen ones of long curves; always the ends and the current point.
std::vector<std::int64_t> chosen_points(std::int64_t from, std::int64_t to) {
    std::vector<std::int64_t> points;
    const std::int64_t count = to - from;
    const std::int64_t steps = std::min(count, k_most_points);
    for (std::int64_t i = 0; i <= steps; ++i) points.push_back(steps == 0 ? from : from + count * i / steps);
    return points;
}

std::vector<Vec2> path(const Scale& scale, std::span<const double> scores, std::int64_t from, std::int64_t to) {
    std::vector<Vec2> line;
    for (const std::int64_t n : chosen_points(from, to)) {
        line.push_back({scale.x(n), scale.y(scores[static_cast<std::size_t>(n)])});
    }
    return line;
}

}  // namespace

Rect build_up_plot(const View& view, const Rect& rect) {
    const float number = view.layout.control(k_number);
    const float left = view.px(10.0F);
    const float air = view.px(8.0F);
    return {rect.x + left, rect.y + air, std::max(1.0F, rect.w - left - number), std::max(1.0F, rect.h - 2 * air)};
}

std::int64_t build_up_at(const Rect& plot, std::int64_t all, float x) {
    const float share = std::clamp((x - plot.x) / plot.w, 0.0F, 1.0F);
    return std::llround(share * static_cast<float>(all));
}

void draw_build_up(Canvas& canvas, const Rect& rect, const BuildUpCurve& curve) {
    if (curve.scores.empty()) return;
    const View& view = canvas.view();
    const Scale scale = scale_of(build_up_plot(view, rect), curve.scores);
    const Rect& plot = scale.plot;
    const std::int64_t added = std::clamp<std::int64_t>(curve.added, 0, scale.all);
    const float zero = scale.y(0.0);
    const float thin = std::max(1.0F, view.stroke(1.5F));

    const std::vector<Vec2> done = path(scale, curve.scores, 0, added);
    const Color fill = canvas.color(Token::output).with_alpha(0.2F);
    for (std::size_t i = 0; i + 1 < done.size(); ++i) {
        const std::array quad{done[i], done[i + 1], Vec2{done[i + 1].x, zero}, Vec2{done[i].x, zero}};
        canvas.fill_polygon(quad, fill, false);
    }
    canvas.line({plot.x, zero}, {plot.right(), zero}, canvas.color(Token::edge), thin);
    canvas.dashed_line({plot.x, scale.y(curve.scores.back())}, {plot.right(), scale.y(curve.scores.back())},
                       canvas.color(Token::text2), thin, view.px(8.0F), view.px(5.0F));
    canvas.polyline(path(scale, curve.scores, added, scale.all), canvas.color(Token::edge), thin);
    canvas.polyline(done, canvas.color(Token::output), view.stroke(2.5F));

    const Vec2 now{scale.x(added), scale.y(curve.scores[static_cast<std::size_t>(added)])};
    canvas.fill_circle(now, view.px(6.0F), canvas.color(Token::bg));
    canvas.stroke_circle(now, view.px(6.0F), canvas.color(Token::accent), view.stroke(3.0F));
    TextStyle style{Type::t20, Family::numbers, false};
    const float x = plot.right() + view.px(14.0F);
    while (style.type != Type::t14 && x + canvas.text_width(curve.value, style) > rect.right()) {
        style.type = step_down(style.type);
    }
    const float half = canvas.text_size(style) * 0.5F;
    const float y = std::clamp(now.y, rect.y + half, std::max(rect.y + half, rect.bottom() - half));
    canvas.text(x, y, curve.value, style, Token::output);
}

}  // namespace ui
