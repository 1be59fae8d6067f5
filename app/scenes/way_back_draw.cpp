#include "app/scenes/way_back_draw.h"

#include <algorithm>
#include <cmath>

#include "app/scenes/pool_words.h"
#include "app/ui/formula_band.h"
#include "core/number_text.h"

namespace scenes {

namespace {

using ui::Token;
using Kind = core::WindowCell::Kind;

constexpr float k_least_corner = 46.0F;  // px at scale 1: below it a cell has no words in its corner
constexpr float k_least_foot = 60.0F;
constexpr ui::TextStyle k_small{ui::Type::t14, ui::Family::numbers};

std::string with_decimals(double value, int decimals) {
    if (value == 0.0) return "0";
    return core::fixed_decimal(static_cast<float>(value), decimals, core::Minus::typographic);
}

void set_gradient(const ui::View& view, const WayBackFacts& back, ui::GridCell& cell, float value) {
    cell.value = value;
    cell.fill = signed_fill(view, static_cast<double>(value), back.scale);
    if (value == 0.0F) cell.text = "0";
}

}  // namespace

ui::Color signed_fill(const ui::View& view, double value, double scale) {
    const auto share = static_cast<float>(std::clamp(std::abs(value) / scale, 0.0, 1.0));
    return ui::mix(view.color(Token::zero), view.color(value < 0.0 ? Token::neg : Token::pos), share);
}

std::string gradient_text(double value) {
    return value == 0.0 ? std::string("0") : short_number(static_cast<float>(value));
}

ui::NumberGrid gradient_grid(const ui::View& view, const PoolFacts& pool, const WayBackFacts& back,
                             std::span<const core::GradientPart> parts) {
    ui::NumberGrid grid = ui::input_grid(pool.input, pool.spec, &*pool.geometry);
    grid.decimals = back.decimals;
    for (std::int64_t row = grid.row0; row < grid.row0 + grid.rows; ++row) {
        for (std::int64_t col = grid.col0; col < grid.col0 + grid.cols; ++col) {
            ui::GridCell& cell = grid.at(row, col);
            if (cell.kind == ui::CellKind::padding) cell.text = " ";
            if (!pool.input.contains(row, col)) continue;
            set_gradient(view, back, cell, back.so_far.gradient.at(row, col));
            if (back.first_window[static_cast<std::size_t>(row * pool.input.cols + col)] >= back.arrived)
                cell.kind = ui::CellKind::covered;
        }
    }
    for (const core::GradientPart& part : parts) {
        const bool lost = part.kind == Kind::padding && part.window < back.arrived && part.amount != 0.0;
        if (lost) grid.at(part.row, part.col).text = with_decimals(part.amount, back.decimals);
    }
    return grid;
}

ui::NumberGrid sent_grid(const ui::View& view, const WayBackFacts& back) {
    ui::NumberGrid grid = ui::output_grid(back.sent, {0.0F, 1.0F}, std::ssize(back.sent.values));
    grid.decimals = core::shared_decimals(back.sent.values, 2);
    for (ui::GridCell& cell : grid.cells) set_gradient(view, back, cell, cell.value);
    return grid;
}

ui::NumberGrid unpooled_grid(const ui::View& view, const PoolFacts& pool, const WayBackFacts& back) {
    const core::UnpooledGrid& unpooled = back.unpooled_so_far;
    const ui::ValueRange range = ui::value_range(pool.input);
    ui::NumberGrid grid;
    grid.rows = unpooled.values.rows;
    grid.cols = unpooled.values.cols;
    grid.low = range.low;
    grid.high = range.high;
    grid.decimals = core::shared_decimals(pool.input.values, 2);
    grid.cells.resize(unpooled.values.values.size());
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        grid.cells[i].value = unpooled.values.values[i];
        if (unpooled.writer[i] >= 0) continue;
        grid.cells[i].text = "0";
        grid.cells[i].fill = view.color(Token::cover);
    }
    return grid;
}

ui::NumberGrid pooled_grid(const PoolFacts& pool) {
    return ui::output_grid(pool.pooled.values, ui::value_range(pool.input), pool.windows());
}

namespace {

// 1/4 where a share is one of equal parts, else at most two decimals.
std::string share_text(const core::WindowExplanation& window, const core::GradientPart& part,
                       const core::PoolSpec& spec, core::Ties ties) {
    if (part.factor == 0.0) return "0";
    const bool whole_divisor = window.divisor == std::floor(window.divisor) && window.divisor > 1.0;
    if (core::is_average(spec.op) && whole_divisor)
        return "1/" + core::exact_decimal(static_cast<float>(window.divisor));
    if (core::picks_one_cell(spec.op) && ties == core::Ties::shared && window.tied > 0)
        return "1/" + std::to_string(window.tied + 1);
    const auto factor = static_cast<float>(part.factor);
    return core::is_exact(factor, 2) ? core::exact_decimal(factor, core::Minus::typographic)
                                     : core::fixed_decimal(factor, 2, core::Minus::typographic);
}

}  // namespace

ui::NumberGrid share_grid(const ui::View& view, const core::WindowExplanation& window,
                          std::span<const core::GradientPart> parts, const core::PoolSpec& spec, core::Ties ties) {
    ui::NumberGrid grid;
    grid.cols = std::count_if(parts.begin(), parts.end(),
                              [&](const core::GradientPart& part) { return part.row == parts.front().row; });
    grid.rows = std::ssize(parts) / std::max<std::int64_t>(1, grid.cols);
    double scale = 1.0;
    for (const core::GradientPart& part : parts) scale = std::max(scale, std::abs(part.factor));
    for (const core::GradientPart& part : parts) {
        ui::GridCell cell;
        cell.value = static_cast<float>(part.factor);
        cell.text = share_text(window, part, spec, ties);
        cell.fill = signed_fill(view, part.factor, scale);
        if (part.kind == Kind::padding) cell.kind = ui::CellKind::padding;
        if (part.kind == Kind::outside) cell.kind = ui::CellKind::outside;
        if (part.kind == Kind::outside) cell.text.clear();
        grid.cells.push_back(std::move(cell));
    }
    return grid;
}

// ---- words in cells

bool has_corners(const ui::Canvas& canvas, const ui::GridPlace& place) {
    return place.show_digits && place.pitch >= canvas.view().layout.control(k_least_corner);
}

bool has_feet(const ui::Canvas& canvas, const ui::GridPlace& place) {
    return place.show_digits && place.pitch >= canvas.view().layout.control(k_least_foot);
}

void draw_corner(ui::Canvas& canvas, const ui::Rect& cell, std::string_view words, ui::Color ink) {
    const float half = canvas.text_size(k_small) * 0.5F;
    const float inset =
        cell.w >= canvas.view().px(k_least_foot) ? canvas.view().px(5.0F) : 0.0F;  // off a winner's mark
    canvas.text(cell.x + canvas.view().px(4.0F) + inset, cell.y + half + canvas.view().px(1.0F) + inset, words, k_small,
                ink);
}

void draw_foot(ui::Canvas& canvas, const ui::Rect& cell, std::string_view words, ui::Color ink) {
    const float half = canvas.text_size(k_small) * 0.5F;
    canvas.text(cell.center().x, cell.bottom() - half - canvas.view().px(6.0F), words, k_small, ink, ui::Align::center);
}

namespace {

std::string sum_text(const std::vector<core::GradientPart>& parts) {
    std::string words;
    for (const core::GradientPart& part : parts) {
        const std::string amount = gradient_text(part.amount);
        if (!words.empty() && part.amount >= 0.0) words += "+";
        words += amount;
    }
    return words;
}

}  // namespace

void draw_gradient_corners(ui::Canvas& canvas, const ui::GridPlace& place, const ui::NumberGrid& grid,
                           const PoolFacts& pool, const WayBackFacts& back) {
    if (!has_corners(canvas, place)) return;
    for (std::int64_t row = 0; row < pool.input.rows; ++row) {
        for (std::int64_t col = 0; col < pool.input.cols; ++col) {
            const ui::GridCell& shown = grid.at(row, col);
            const ui::Rect cell = place.cell(row, col);
            const bool covered = shown.kind == ui::CellKind::covered;
            const bool hatched = shown.kind == ui::CellKind::unused;
            const ui::Color ink = covered || hatched ? canvas.color(Token::text)
                                                     : ui::Theme::ink_on(ui::cell_fill(canvas.view(), grid, shown));
            const std::string value = number(pool.input.at(row, col));
            if (canvas.text_width(value, k_small) < cell.w * 0.7F) draw_corner(canvas, cell, value, ink);
            if (covered || !has_feet(canvas, place)) continue;
            const auto parts = arrived_parts(back, row, col);
            if (parts.size() < 2) continue;
            const std::string sum = sum_text(parts);
            if (canvas.text_width(sum, k_small) < cell.w * 0.94F) draw_foot(canvas, cell, sum, ink);
        }
    }
}

void draw_token(ui::Canvas& canvas, ui::Vec2 at, std::string_view words, Token color) {
    const ui::View& view = canvas.view();
    const ui::TextStyle style{ui::Type::t20, ui::Family::numbers, true};
    const float half = canvas.text_width(words, style) / 2 + view.px(7.0F);
    const float height = canvas.text_size(style) * 1.35F;
    const ui::Rect chip{at.x - half, at.y - height / 2, 2 * half, height};
    canvas.fill_rect(chip, canvas.color(Token::bg), view.px(6.0F));
    canvas.stroke_rect(chip, canvas.color(color), view.stroke(2.0F), view.px(6.0F));
    canvas.text(at.x, at.y, words, style, color, ui::Align::center);
}

void draw_band_line(ui::Canvas& canvas, const ui::Rect& band, const ui::RichText& line) {
    ui::draw_band_box(canvas, band);
    const float room = band.w - canvas.view().px(32.0F);
    ui::TextStyle style{ui::Type::t36, ui::Family::numbers};
    const auto too_large = [&] {
        return canvas.rich_width(line, style) > room || canvas.text_size(style) > band.h * 0.6F;
    };
    while (style.type != ui::Type::t14 && too_large()) style.type = ui::step_down(style.type);
    canvas.rich(band.center().x, band.center().y, line, style, Token::text2, ui::Align::center);
}

void draw_note_lines(ui::Canvas& canvas, const ui::Rect& room, std::span<const NoteLine> lines) {
    const ui::View& view = canvas.view();
    const ui::TextStyle style{ui::Type::t14};
    const float pitch = canvas.text_size(style) * 1.4F;
    const float indent = view.layout.control(18.0F) + view.px(8.0F);
    float y = room.y;
    for (const NoteLine& line : lines) {
        const int left = static_cast<int>((room.bottom() + 1.0F - y) / pitch);
        if (left < 1) return;
        if (line.icon != ui::Icon::none) {
            const float side = view.layout.control(18.0F);
            ui::draw_icon(canvas, line.icon, {room.x, y, side, side}, canvas.color(line.color));
        }
        const Token color = line.icon == ui::Icon::none ? line.color : Token::text;
        y += canvas.wrapped(room.x + indent, y, room.w - indent, line.words, style, color, std::min(left, 2)) +
             view.px(4.0F);
    }
}

}  // namespace scenes
