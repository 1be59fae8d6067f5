#include "app/scenes/edge_ties.h"

#include <algorithm>
#include <array>
#include <vector>

#include "app/scenes/pool_words.h"
#include "app/ui/number_grid.h"
#include "core/backward.h"
#include "core/number_text.h"

namespace scenes {

using ui::Token;

namespace {

struct TieRule {
    core::Ties ties;
    std::string_view name, who;
};
constexpr std::array k_tie_rules{
    TieRule{core::Ties::winner, "ties.first", "ties.first.who"},
    TieRule{core::Ties::last, "ties.last", "ties.last.who"},
    TieRule{core::Ties::shared, "ties.shared", "ties.shared.who"},
    TieRule{core::Ties::each, "ties.each", "ties.each.who"},
};

using Kind = core::WindowCell::Kind;

ui::CellKind cell_kind(Kind kind) {
    if (kind == Kind::padding) return ui::CellKind::padding;
    return kind == Kind::outside ? ui::CellKind::outside : ui::CellKind::value;
}

// The window's taps as a small grid of their own, in reading order from row 0.
ui::NumberGrid window_grid(const PoolFacts& facts, const core::WindowExplanation& window) {
    ui::NumberGrid grid;
    grid.cols = core::span(facts.geometry->w, window.out_col).count;
    grid.rows = core::span(facts.geometry->h, window.out_row).count;
    const ui::ValueRange range = ui::value_range(facts.input);
    grid.low = range.low;
    grid.high = range.high;
    grid.decimals = core::shared_decimals(facts.input.values, 2);
    for (const core::WindowCell& tap : window.cells) grid.cells.push_back({cell_kind(tap.kind), tap.value});
    return grid;
}

ui::NumberGrid gradient_grid(const ui::NumberGrid& window, const std::vector<core::GradientPart>& parts) {
    ui::NumberGrid grid = window;
    grid.output = true;
    grid.low = 0.0F;
    grid.high = 1.0F;
    std::vector<float> amounts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        grid.cells[i].value = static_cast<float>(parts[i].amount);
        amounts.push_back(grid.cells[i].value);
        if (parts[i].kind != Kind::inside) grid.cells[i].kind = ui::CellKind::empty;
    }
    grid.decimals = core::shared_decimals(amounts, 2);
    return grid;
}

ui::GridPlace middle_place(const ui::Canvas& canvas, const ui::Rect& frame, const ui::NumberGrid& grid) {
    ui::GridFit fit;
    fit.across = ui::Align::center;
    fit.middle = true;
    return ui::place_grid(canvas, frame, grid, fit);
}

std::string effect(const ui::Text& text, core::Ties ties, const std::vector<core::GradientPart>& parts) {
    const auto takes = [](const core::GradientPart& part) { return part.factor != 0.0; };
    const std::int64_t count = std::count_if(parts.begin(), parts.end(), takes);
    if (count == 0) return std::string(text.get("ties.none_arrives"));
    if (ties == core::Ties::shared && count > 1) return text.format("ties.shared.effect", {ui::arg("n", count)});
    if (ties == core::Ties::each && count > 1) return text.format("ties.each.effect", {ui::arg("n", count)});
    const auto winner = std::find_if(parts.begin(), parts.end(), takes);
    return text.format("ties.one.effect", {ui::arg("row", winner->row + 1), ui::arg("col", winner->col + 1)});
}

constexpr float k_least_for_marks = 44.0F;  // px at scale 1

// Where a cell is too small for badges beside its digits: the winner's outline solid, a tied one's dashed.
void draw_small_mark(ui::Canvas& canvas, const ui::Rect& cell, bool wins) {
    const ui::View& view = canvas.view();
    const ui::Color color = canvas.color(Token::accent);
    const float radius = view.px(3.0F);
    if (wins) {
        canvas.stroke_rect(cell, color, std::min(view.stroke(3.5F), cell.w * 0.2F), radius);
    } else {
        canvas.dashed_rect(cell, color, std::max(1.0F, view.stroke(1.0F)), view.px(3.0F), view.px(3.0F), radius);
    }
}

void draw_winners(ui::Canvas& canvas, const ui::GridPlace& place, const ui::NumberGrid& grid,
                  const std::vector<core::GradientPart>& parts, const core::WindowExplanation& window) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto at = static_cast<std::int64_t>(i);
        const ui::Rect cell = place.cell(at / grid.cols, at % grid.cols);
        const ui::Color fill = ui::cell_fill(canvas.view(), grid, grid.cells[i]);
        const bool wins = parts[i].factor != 0.0;
        if (!wins && !window.cells[i].winner && !window.cells[i].tied) continue;
        if (cell.w < canvas.view().px(k_least_for_marks)) {
            draw_small_mark(canvas, cell, wins);
        } else if (wins) {
            ui::draw_winner(canvas, cell, fill);
        } else {
            ui::draw_tie(canvas, cell, fill);
        }
    }
}

void draw_tie_card(ui::Canvas& canvas, const SideCard& at, const TieRule& rule, const PoolFacts& facts,
                   const core::WindowExplanation& window) {
    const ui::Text& text = *canvas.view().text;
    const core::Grid ones(facts.geometry->h.output, facts.geometry->w.output, 1.0F);
    const auto parts = core::parts_of_window(facts.input, facts.spec, ones, window.index, rule.ties);
    draw_side_card(canvas, at, rule.ties == core::Ties::winner, false);
    const ui::NumberGrid values = window_grid(facts, window);
    const ui::GridPlace place = middle_place(canvas, at.left, values);
    ui::draw_cells(canvas, place, values);
    draw_winners(canvas, place, values, parts, window);
    draw_side_words(canvas, at, text.get(rule.name), {}, text.get(rule.who), effect(text, rule.ties, parts));
    const ui::NumberGrid gradient = gradient_grid(values, parts);
    ui::draw_cells(canvas, middle_place(canvas, at.right, gradient), gradient);
}

}  // namespace

bool settles_ties(const core::PoolSpec& spec) { return core::picks_one_cell(spec.op); }

std::optional<std::int64_t> first_tie(const PoolFacts& facts) {
    for (std::int64_t window = 0; window < facts.windows(); ++window) {
        if (facts.window(window).tied > 0) return window;
    }
    return std::nullopt;
}

std::string tie_question(const ui::Text& text, const core::WindowExplanation& window) {
    return text.format(window.tied == 1 ? "ties.ask.twice" : "ties.ask.many",
                       {{"value", number(window.result)}, ui::arg("times", window.tied + 1)});
}

ui::Rect tie_button(const ui::View& view, const ui::Rect& notes, const ui::Rect& band) {
    const ui::Layout& layout = view.layout;
    const float height = layout.control(36.0F);
    const float width = std::min(notes.w, layout.control(260.0F));
    if (notes.h >= height) return {notes.x, notes.y, width, height};
    return {notes.right() - width, band.y - layout.px(6.0F) - height, width, height};
}

void draw_tie_cards(ui::Canvas& canvas, const SidePlaces& places, const PoolFacts& facts,
                    const core::WindowExplanation& window) {
    const ui::Text& text = *canvas.view().text;
    SidePlaces head = places;
    const bool way_to_a_tie = settles_ties(facts.spec) && window.tied == 0;  // a button beside the title
    if (way_to_a_tie) head.title.w = places.action.x - canvas.view().px(8.0F) - head.title.x;
    draw_side_title(canvas, head, text.get(way_to_a_tie ? "ties.title.none" : "ties.title"));
    if (!settles_ties(facts.spec)) {
        canvas.wrapped(places.title.x, places.title.bottom() + canvas.view().px(24.0F),
                       places.back.right() - places.title.x, text.get("ties.no_winner"), {ui::Type::t20}, Token::text2);
        return;
    }
    for (std::size_t i = 0; i < places.cards.size() && i < k_tie_rules.size(); ++i) {
        draw_tie_card(canvas, places.cards[i], k_tie_rules[i], facts, window);
    }
}

}  // namespace scenes
