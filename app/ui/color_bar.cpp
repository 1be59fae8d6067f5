#include "app/ui/color_bar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/number_text.h"

namespace ui {

namespace {

constexpr float k_mark = 9.0F;  // left of the bar
constexpr float k_bar = 24.0F;
constexpr float k_tick = 8.0F;
constexpr float k_labels = 46.0F;

float y_of(const Rect& bar, const core::MapRange& range, double value) {
    const double span = range.high - range.low;
    const double share = span > 0.0 ? std::clamp((value - range.low) / span, 0.0, 1.0) : 0.5;
    return bar.bottom() - bar.h * static_cast<float>(share);
}

std::string label(double value, int decimals) {
    const std::string number = core::fixed_decimal(static_cast<float>(value), decimals, core::Minus::typographic);
    return value > 0.0 ? "+" + number : number;
}

void draw_mark(Canvas& canvas, const Rect& bar, float y) {
    const float w = canvas.view().px(k_mark);
    const std::array points{Vec2{bar.x - w, y - w * 0.65F}, Vec2{bar.x - 1.0F, y}, Vec2{bar.x - w, y + w * 0.65F}};
    canvas.fill_polygon(points, canvas.color(Token::text));
}

}  // namespace

std::vector<double> round_ticks(const core::MapRange& range, int most) {
    const double span = range.high - range.low;
    if (!(span > 0.0) || !std::isfinite(span) || most < 1) return {0.0};
    const double power = std::pow(10.0, std::floor(std::log10(span / most)));
    double step = power;
    for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0}) {
        step = power * factor;
        // Half a step of room at both ends keeps labels off the corners of the bar.
        if (std::floor(range.high / step) - std::ceil(range.low / step) + 1.0 <= most) break;
    }
    std::vector<double> ticks;
    const double slack = 1e-9 * span;
    for (double n = std::ceil((range.low - slack) / step); n * step <= range.high + slack; n += 1.0) {
        ticks.push_back(n == 0.0 ? 0.0 : n * step);
    }
    if (ticks.empty()) ticks.push_back(0.0);
    return ticks;
}

int tick_decimals(const std::vector<double>& ticks) {
    if (ticks.size() < 2) return 0;
    const double step = ticks[1] - ticks[0];
    return std::clamp(static_cast<int>(-std::floor(std::log10(step) + 1e-9)), 0, 6);
}

float color_bar_width(const View& view) {
    return view.px(k_mark + k_bar + k_tick + 4.0F) + view.layout.control(k_labels);
}

void draw_color_bar(Canvas& canvas, const Rect& rect, const ColorBar& bar) {
    const View& view = canvas.view();
    const Rect box{rect.x + view.px(k_mark), rect.y, view.px(k_bar), rect.h};
    if (bar.colors != nullptr && !bar.colors->empty()) {
        const core::Image& image = *bar.colors;
        canvas.image(box, image, {0.0F, 0.0F, static_cast<float>(image.width), static_cast<float>(image.height)}, true);
    }
    canvas.stroke_rect(box, canvas.color(Token::line), std::max(1.0F, view.stroke(1.0F)));

    const TextStyle style{Type::t16, Family::numbers, false};
    const TextStyle zero{Type::t16, Family::numbers, true};
    const float line_height = 1.5F * canvas.text_size(style);
    const int most = std::max(2, static_cast<int>(rect.h / std::max(line_height, view.px(44.0F))));
    const std::vector<double> ticks = round_ticks(bar.range, most);
    const int decimals = tick_decimals(ticks);
    const float words = box.right() + view.px(k_tick + 4.0F);
    for (const double tick : ticks) {
        const float y = y_of(box, bar.range, tick);
        const bool at_zero = tick == 0.0;
        const float from = at_zero ? box.x - view.px(3.0F) : box.right();
        canvas.line({from, y}, {box.right() + view.px(k_tick), y}, canvas.color(at_zero ? Token::text : Token::edge),
                    at_zero ? view.stroke(3.0F) : std::max(1.0F, view.stroke(1.5F)));
        const float half = canvas.text_size(style) * 0.5F;
        const float text_y = std::clamp(y, rect.y + half, std::max(rect.y + half, rect.bottom() - half));
        TextStyle fitted = at_zero ? zero : style;
        const std::string number = label(tick, decimals);
        if (canvas.text_width(number, fitted) > rect.right() - words) fitted.type = Type::t14;
        canvas.text(words, text_y, number, fitted, at_zero ? Token::text : Token::text2);
    }
    if (bar.own.high > bar.own.low) draw_mark(canvas, box, y_of(box, bar.range, bar.own.low));
    draw_mark(canvas, box, y_of(box, bar.range, bar.own.high));
}

}  // namespace ui
