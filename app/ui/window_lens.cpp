#include "app/ui/window_lens.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/number_text.h"
#include "core/pool.h"

namespace ui {

namespace {

constexpr std::size_t k_most_digits = 16;   // taps; above: no digits
constexpr std::size_t k_most_columns = 49;  // taps; above: one bar per row

enum class Style { pick, level, stack, norm };

Style style_of(core::Op op) {
    if (core::picks_one_cell(op)) return Style::pick;
    if (core::is_average(op)) return Style::level;
    return op == core::Op::sum ? Style::stack : Style::norm;
}

struct Column {
    float value = 0.0F;
    bool padding = false;
    bool winner = false;
    bool tied = false;
    std::int64_t first_cell = 0;  // taps it stands for: [first_cell, end_cell)
    std::int64_t end_cell = 0;
    float before = 0.0F;  // stack: where it starts
};

// Everything about the picture that both drawing and pointing need.
struct Plan {
    Style style = Style::pick;
    std::vector<Column> columns;
    float low = 0.0F, high = 1.0F;
    Rect plot;  // columns live between plot.y (high) and plot.bottom() (low)
    float pitch = 1.0F, width = 1.0F;
    bool squares = false;
    bool digits = true;
    TextStyle digit_style{Type::t16, Family::numbers};

    float y(float value) const { return plot.bottom() - (std::clamp(value, low, high) - low) / (high - low) * plot.h; }
    float x(std::size_t index) const { return plot.x + pitch * (static_cast<float>(index) + 0.5F); }
};

float shown(float value, Style style) {
    if (std::isnan(value) || std::isinf(value)) return 0.0F;
    return style == Style::norm ? std::abs(value) : value;
}

std::vector<Column> one_per_tap(const core::WindowExplanation& window) {
    std::vector<Column> columns;
    for (std::size_t i = 0; i < window.cells.size(); ++i) {
        const core::WindowCell& cell = window.cells[i];
        if (cell.kind == core::WindowCell::Kind::outside) continue;
        const auto index = static_cast<std::int64_t>(i);
        columns.push_back(
            {cell.value, cell.kind == core::WindowCell::Kind::padding, cell.winner, cell.tied, index, index + 1});
    }
    return columns;
}

// One bar per row of the window, pooled by the same operator over that row (its mean for average).
std::vector<Column> one_per_row(const core::WindowExplanation& window, const core::PoolSpec& spec) {
    std::vector<Column> columns;
    for (std::size_t begin = 0; begin < window.cells.size();) {
        std::size_t end = begin;
        Column column{0.0F, true, false, false, static_cast<std::int64_t>(begin), 0};
        std::vector<float> values;
        for (; end < window.cells.size() && window.cells[end].row == window.cells[begin].row; ++end) {
            const core::WindowCell& cell = window.cells[end];
            if (cell.kind == core::WindowCell::Kind::outside) continue;
            if (cell.kind == core::WindowCell::Kind::inside) column.padding = false;
            if (cell.kind == core::WindowCell::Kind::inside || cell.counted) values.push_back(cell.value);
            column.winner = column.winner || cell.winner;
            column.tied = column.tied || cell.tied;
        }
        column.end_cell = static_cast<std::int64_t>(end);
        if (!values.empty()) {
            core::PoolSpec row_spec = spec;
            row_spec.kernel = {1, static_cast<std::int64_t>(values.size())};
            row_spec.stride = row_spec.kernel;
            row_spec.padding = {};
            row_spec.dilation = {1, 1};
            row_spec.output_size = {1, 1};
            row_spec.divisor.reset();
            row_spec.auto_pad = core::AutoPad::explicit_padding;
            row_spec.rule = core::Rule::pytorch;
            const core::Grid row(1, static_cast<std::int64_t>(values.size()), values);
            column.value = core::pool_grid(row, row_spec).values.at(0, 0);
        }
        columns.push_back(column);
        begin = end;
    }
    return columns;
}

void find_scale(Plan& plan, float result) {
    plan.low = 0.0F;
    plan.high = 0.0F;
    const auto take = [&plan](float value) {
        plan.low = std::min(plan.low, value);
        plan.high = std::max(plan.high, value);
    };
    float running = 0.0F;
    for (Column& column : plan.columns) {
        const float value = shown(column.value, plan.style);
        column.before = running;
        running += value;
        take(value);
        if (plan.style == Style::stack) take(running);
    }
    take(shown(result, plan.style));
    if (plan.low == plan.high) plan.high = plan.low + 1.0F;
}

std::string column_text(const Column& column) { return core::exact_decimal(column.value, core::Minus::typographic); }

void choose_digits(Plan& plan, const Canvas& canvas, std::size_t taps) {
    plan.digits = false;
    if (taps > k_most_digits) return;
    for (const Type type : {Type::t16, Type::t14}) {
        plan.digit_style.type = type;
        const bool fits = std::all_of(plan.columns.begin(), plan.columns.end(), [&](const Column& column) {
            return canvas.text_width(column_text(column), plan.digit_style) <= plan.pitch * 1.08F;
        });
        if (!fits) continue;
        plan.digits = true;
        return;
    }
}

Plan make_plan(const View& view, const Rect& rect, const core::WindowExplanation& window, const core::PoolSpec& spec) {
    Plan plan;
    plan.style = style_of(spec.op);
    const bool by_row = window.cells.size() > k_most_columns;
    plan.columns = by_row ? one_per_row(window, spec) : one_per_tap(window);
    plan.squares = window.padding > 0 && !by_row;
    find_scale(plan, window.result);
    const float side = view.px(12.0F);
    const float top = view.layout.control(36.0F);
    float bottom = plan.squares ? view.px(36.0F) : view.px(16.0F);
    if (plan.low < 0.0F) bottom += view.layout.control(18.0F);
    plan.plot = {rect.x + side, rect.y + top, rect.w - 2 * side, std::max(1.0F, rect.h - top - bottom)};
    const auto count = static_cast<float>(std::max<std::size_t>(plan.columns.size(), 1));
    plan.pitch = std::min(plan.plot.w / count, view.px(48.0F));
    const float spare = plan.plot.w - plan.pitch * count;
    plan.plot.x += spare / 2;
    plan.plot.w -= spare;
    plan.width = std::max(1.0F, plan.pitch * (plan.pitch > view.px(28.0F) ? 0.84F : 0.76F));
    return plan;
}

class LensPen {
public:
    LensPen(Canvas& canvas, const Rect& rect, const Plan& plan, const core::WindowExplanation& window,
            const LensLook& look)
        : canvas_(canvas), view_(canvas.view()), rect_(rect), plan_(plan), window_(window), look_(look) {}

    void draw() {
        for (std::size_t i = 0; i < plan_.columns.size(); ++i) column(i);
        canvas_.line({rect_.x + view_.px(4.0F), plan_.y(0.0F)}, {rect_.right() - view_.px(4.0F), plan_.y(0.0F)},
                     canvas_.color(Token::text2), std::max(1.0F, view_.stroke(1.5F)));
        for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
            if (plan_.squares) square(i);
            digits(i);
        }
        level_line();
    }

private:
    // Bottom and top of a column in value, where it stands now.
    struct Reach {
        float from = 0.0F, to = 0.0F;
    };
    Reach reach(const Column& column) const {
        const float value = shown(column.value, plan_.style);
        const float level = look_.motion.level;
        if (plan_.style == Style::level) return {0.0F, value + (window_.result - value) * level};
        if (plan_.style == Style::stack) return {column.before * level, column.before * level + value};
        return {0.0F, value};
    }

    Rect box(std::size_t index, Reach reach) const {
        const float top = std::min(plan_.y(reach.from), plan_.y(reach.to));
        const float bottom = std::max(plan_.y(reach.from), plan_.y(reach.to));
        return {plan_.x(index) - plan_.width / 2, top, plan_.width, bottom - top};
    }

    void column(std::size_t index) {
        const Column& column = plan_.columns[index];
        const Rect now = box(index, reach(column));
        const float radius = std::min({view_.px(4.0F), now.w / 4, now.h / 2});
        const bool won = column.winner && look_.motion.pick > 0.0F;
        Color fill = canvas_.color(Token::raised_hi);
        if (won) fill = canvas_.color(Token::output);
        if (plan_.style == Style::level || plan_.style == Style::stack) {
            fill = mix(fill, canvas_.color(Token::out1), look_.motion.level);
        }
        canvas_.fill_rect(now, fill, radius);
        if (now.w > view_.px(5.0F)) {
            canvas_.stroke_rect(now, canvas_.color(Token::edge), std::max(1.0F, view_.px(1.0F)), radius);
        }
        if (plan_.style == Style::level && look_.motion.level > 0.0F) old_height(index);
        if (won) draw_winner_column(now);
        if (column.tied && look_.motion.pick > 0.0F) {
            canvas_.stroke_rect(now, canvas_.color(Token::accent), view_.stroke(2.0F), radius);
        }
        if (look_.hovered >= column.first_cell && look_.hovered < column.end_cell) {
            const Rect strip{now.x - view_.px(2.0F), plan_.plot.y, now.w + view_.px(4.0F), plan_.plot.h};
            canvas_.stroke_rect(strip, canvas_.color(Token::text), view_.stroke(2.0F), view_.px(4.0F));
        }
    }

    void old_height(std::size_t index) {
        const Column& column = plan_.columns[index];
        if (column.padding) return;
        if (plan_.width < view_.px(9.0F)) {
            const float y = plan_.y(shown(column.value, plan_.style));
            canvas_.line({plan_.x(index) - plan_.width / 2, y}, {plan_.x(index) + plan_.width / 2, y},
                         canvas_.color(Token::text2), std::max(1.0F, view_.stroke(1.5F)));
            return;
        }
        canvas_.dashed_rect(box(index, {0.0F, shown(column.value, plan_.style)}), canvas_.color(Token::text2),
                            std::max(1.0F, view_.stroke(1.5F)), view_.px(6.0F), view_.px(5.0F));
    }

    void draw_winner_column(const Rect& now) {
        const float width = std::min(view_.stroke(3.0F), now.w * 0.3F);
        canvas_.stroke_rect(now, canvas_.color(Token::accent), width, std::min(view_.px(4.0F), now.w / 4));
        if (now.w < view_.px(10.0F)) return;
        const float side = std::min(view_.px(11.0F), now.w * 0.45F) * look_.motion.triangle;
        const Vec2 corner{now.right(), std::min(now.y, now.bottom())};
        const Vec2 points[] = {{corner.x - side, corner.y}, corner, {corner.x, corner.y + side}};
        canvas_.fill_polygon(points, canvas_.color(Token::accent));
    }

    void square(std::size_t index) {
        const float side = std::min(view_.px(12.0F), plan_.pitch * 0.7F);
        const Rect mark{plan_.x(index) - side / 2, rect_.bottom() - view_.px(24.0F), side, side};
        if (plan_.columns[index].padding) {
            canvas_.dashed_rect(mark.grown(-0.5F), canvas_.color(Token::padding), std::max(1.0F, view_.stroke(1.5F)),
                                view_.px(3.0F), view_.px(2.0F), view_.px(2.0F));
        } else {
            canvas_.fill_rect(mark, canvas_.color(Token::in1), view_.px(2.0F));
            canvas_.stroke_rect(mark, canvas_.color(Token::edge), std::max(1.0F, view_.px(1.0F)), view_.px(2.0F));
        }
    }

    void digits(std::size_t index) {
        const Column& column = plan_.columns[index];
        const bool chosen = plan_.style == Style::pick && column.winner && look_.motion.picked;
        if (!plan_.digits && !chosen) return;
        TextStyle style = plan_.digit_style;
        style.bold = chosen || plan_.style == Style::level;
        if (chosen) style.type = Type::t20;
        // Where columns level out, beyond both what they were and what they are: never on a filled column.
        const float old = shown(column.value, plan_.style);
        const bool below = old < 0.0F;
        Reach tall = reach(column);
        if (plan_.style == Style::level) tall.to = below ? std::min(old, tall.to) : std::max(old, tall.to);
        const Rect over = box(index, tall);
        const float half = canvas_.text_size(style) * 0.5F;
        const float away = half + view_.px(chosen ? 5.0F : 3.0F);
        const float y = below ? over.bottom() + away : over.y - away;
        const std::string text = column_text(column);
        const float width = canvas_.text_width(text, style) / 2;
        const float x =
            std::clamp(plan_.x(index), rect_.x + width + view_.px(4.0F), rect_.right() - width - view_.px(4.0F));
        canvas_.text(x, y, text, style, column.padding ? Token::padding : Token::text, Align::center);
    }

    void level_line() {
        const StepMotion& motion = look_.motion;
        const float inset = view_.px(2.0F);
        const Vec2 left{rect_.x + inset, 0.0F}, right{rect_.right() - inset, 0.0F};
        const float target = plan_.y(shown(window_.result, plan_.style));
        if (plan_.style == Style::pick) {
            if (motion.pick <= 0.0F || window_.winner_index < 0) return;
            const float start = window_.result < 0.0F && plan_.high <= 0.0F ? rect_.bottom() : rect_.y;
            const float y = start + (target - start) * motion.pick;
            canvas_.line({left.x, y}, {right.x, y}, canvas_.color(Token::accent), view_.stroke(3.0F));
        } else if (motion.level > 0.0F) {
            const float y = plan_.style == Style::norm ? rect_.y + (target - rect_.y) * motion.pick : target;
            canvas_.dashed_line({left.x, y}, {right.x, y}, canvas_.color(Token::output), view_.stroke(3.0F),
                                view_.px(8.0F), view_.px(5.0F));
        }
    }

    Canvas& canvas_;
    const View& view_;
    const Rect& rect_;
    const Plan& plan_;
    const core::WindowExplanation& window_;
    const LensLook& look_;
};

std::string_view caption_key(Style style) {
    switch (style) {
        case Style::level:
            return "lens.level";
        case Style::stack:
            return "lens.stack";
        case Style::norm:
            return "lens.norm";
        case Style::pick:
            break;
    }
    return {};
}

// Below its caption, where it has one.
Plan captioned_plan(const View& view, const Rect& rect, const core::WindowExplanation& window,
                    const core::PoolSpec& spec, bool caption) {
    Plan plan = make_plan(view, rect, window, spec);
    if (!caption || caption_key(plan.style).empty()) return plan;
    const float height = view.layout.control(20.0F);
    plan.plot.y += height;
    plan.plot.h = std::max(1.0F, plan.plot.h - height);
    return plan;
}

}  // namespace

void draw_lens(Canvas& canvas, const Rect& rect, const core::WindowExplanation& window, const core::PoolSpec& spec,
               const LensLook& look) {
    const View& view = canvas.view();
    Plan plan = captioned_plan(view, rect, window, spec, look.caption);
    const std::string_view caption = look.caption ? caption_key(plan.style) : std::string_view{};
    choose_digits(plan, canvas, window.cells.size());
    canvas.fill_rect(rect, canvas.color(Token::panel), view.px(12.0F));
    canvas.stroke_rect(rect, canvas.color(Token::accent), view.stroke(2.0F), view.px(12.0F));
    if (!caption.empty()) {
        const TextStyle style{Type::t14, Family::words};
        const std::string words = canvas.elided(view.text->get(caption), style, rect.w - view.px(16.0F));
        canvas.text(rect.center().x, rect.y + view.layout.control(18.0F), words, style, Token::text2, Align::center);
    }
    LensPen(canvas, rect, plan, window, look).draw();
}

std::optional<std::int64_t> lens_cell_at(const View& view, const Rect& rect, const core::WindowExplanation& window,
                                         const core::PoolSpec& spec, Vec2 point) {
    if (!rect.contains(point)) return std::nullopt;
    const Plan plan = make_plan(view, rect, window, spec);
    if (point.x < plan.plot.x || point.x >= plan.plot.right()) return std::nullopt;
    const auto index = static_cast<std::size_t>((point.x - plan.plot.x) / plan.pitch);
    if (index >= plan.columns.size()) return std::nullopt;
    return plan.columns[index].first_cell;
}

float lens_y(const View& view, const Rect& rect, const core::WindowExplanation& window, const core::PoolSpec& spec,
             bool caption, double value) {
    return captioned_plan(view, rect, window, spec, caption).y(static_cast<float>(value));
}

LensValue lens_value(const View& view, const Rect& rect, const core::WindowExplanation& window,
                     const core::PoolSpec& spec, bool caption, float y) {
    constexpr double k_places = 40.0;  // at least so many from one end to the other
    const Plan plan = captioned_plan(view, rect, window, spec, caption);
    const double range = static_cast<double>(plan.high) - static_cast<double>(plan.low);
    const double share = std::clamp(static_cast<double>((plan.plot.bottom() - y) / plan.plot.h), 0.0, 1.0);
    LensValue at;
    at.step = std::pow(10.0, std::floor(std::log10(range / k_places)));
    at.value = std::round((static_cast<double>(plan.low) + share * range) / at.step) * at.step;
    return at;
}

}  // namespace ui
