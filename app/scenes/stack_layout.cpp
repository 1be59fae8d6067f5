// Where the stack scene's levels lie. A level's side grows with the 0.75th power of its cells along an axis: large ones
// keep legible cells, small ones do not vanish. The table's columns have at least the width of their words.
#include <algorithm>
#include <cmath>
#include <limits>

#include "app/scenes/stack_screen.h"
#include "core/number_text.h"

namespace scenes {

namespace {

constexpr float k_side_power = 0.75F;
constexpr float k_least_zone = 104.0F;     // px at scale 1 that the grids keep, whatever the words want
constexpr float k_largest_cell = 72.0F;    // px at scale 1
constexpr float k_pictured_below = 12.0F;  // px at scale 1
constexpr float k_error_share = 0.42F;
constexpr float k_error_least = 340.0F;
constexpr float k_many_levels = 5.0F;  // from here on gaps are narrower
constexpr float k_narrow_gap = 0.7F;

struct Measures {
    float side, gap, row, band, band_bottom;
    ui::Type table;
};
constexpr Measures k_roomy{24.0F, 36.0F, 24.0F, 72.0F, 30.0F, ui::Type::t16};
constexpr Measures k_compact{16.0F, 22.0F, 19.0F, 52.0F, 24.0F, ui::Type::t14};

// Padding that the layer above a level puts around it.
std::int64_t ring_of(const StackFacts& facts, std::size_t level) {
    return level < facts.stack.layers.size() ? facts.stack.layers[level].h.pad_begin : 0;
}

float side_weight(const StackFacts& facts, std::size_t level) {
    const core::Grid& grid = facts.values[level];
    const std::int64_t cells = std::max(grid.rows, grid.cols) + 2 * ring_of(facts, level);
    return std::pow(static_cast<float>(cells), k_side_power);
}

// Gives up what is needed least until the grids have their room: sources, details, captions, table.
ui::Rect share_height(const ui::View& view, const Measures& m, StackLayout& at) {
    const ui::Rect& stage = view.layout.stage;
    const float u = view.layout.u;
    const float t = view.layout.text_scale;
    at.row_height = m.row * t * u;
    const float band = std::round(m.band * (1.0F + 0.6F * (t - 1.0F)) * u);
    const float line = 22.0F * t * u;
    const auto rows = static_cast<float>(stack_rows().size());
    const auto zone = [&] {
        const float lines = at.captions ? (at.details ? 2.0F : 1.0F) : 0.0F;
        const float top = (at.captions ? 14.0F : 10.0F) * u + lines * line;
        const float below = at.sources ? m.band_bottom * t * u : 10.0F * u;
        const float table = at.table ? rows * at.row_height + 10.0F * u : 0.0F;
        const float height = stage.h - top - below - band - table - 14.0F * u;
        return ui::Rect{stage.x, stage.y + top, stage.w, height};
    };
    for (bool* each : {&at.sources, &at.details, &at.captions, &at.table}) {
        if (zone().h >= k_least_zone * u) break;
        *each = false;
    }
    ui::Rect grids = zone();
    grids.h = std::max(grids.h, 24.0F * u);
    at.caption_y = stage.y + 8.0F * u + line / 2;
    at.details_y = at.caption_y + line * 0.95F;
    at.table_y = grids.bottom() + 8.0F * u + at.row_height / 2;
    const float below = at.sources ? m.band_bottom * t * u : 10.0F * u;
    at.band = {stage.x + m.side * u, stage.bottom() - below - band, stage.w - 2 * m.side * u, band};
    at.sources_y = at.band.bottom() + below / 2;
    return grids;
}

// The least width of each column: its widest words.
std::vector<float> least_widths(const StackFacts& facts, const ui::Canvas& canvas, const StackLayout& at) {
    std::vector<float> widths;
    ui::TextStyle style = at.table_style;
    style.bold = true;
    for (std::size_t level = 0; level < facts.values.size(); ++level) {
        float widest = canvas.view().px(24.0F);
        for (const StackRow& row : stack_rows()) {
            if (at.table) widest = std::max(widest, canvas.text_width(row.value(facts, level).text, style));
        }
        widths.push_back(widest + canvas.view().px(8.0F));
    }
    return widths;
}

// px of a side per weight, so that all columns together have `width`.
float side_factor(const StackFacts& facts, const std::vector<float>& least, float width, float most) {
    float low = 0.0F;
    float high = most;
    for (int i = 0; i < 24; ++i) {
        const float factor = (low + high) / 2;
        float sum = 0.0F;
        for (std::size_t level = 0; level < least.size(); ++level)
            sum += std::max(least[level], std::min(most, factor * side_weight(facts, level)));
        (sum <= width ? low : high) = factor;
    }
    return low;
}

void place_columns(const StackFacts& facts, const ui::Canvas& canvas, const Measures& m, const ui::Rect& zone,
                   StackLayout& at) {
    const float u = canvas.view().layout.u;
    const std::vector<float> least = least_widths(facts, canvas, at);
    const auto count = static_cast<float>(least.size());
    const float least_gap = m.gap * u * (count < k_many_levels ? 1.0F : k_narrow_gap);
    const float left = at.table ? at.table_right + 14.0F * u : zone.x + m.side * u;
    float width = zone.right() - m.side * u - left;
    if (facts.problem) {
        const float error = std::min(width * 0.5F, std::max(k_error_least * u, k_error_share * width));
        const float height = std::min(zone.h, 190.0F * u * canvas.view().layout.text_scale);
        at.error = {left + width - error, zone.center().y - height / 2, error, height};
        width -= error + least_gap;
    }
    const float room = width - least_gap * (count - 1.0F);
    const float factor = side_factor(facts, least, room, zone.h);
    std::vector<float> sides;
    float used = 0.0F;
    for (std::size_t level = 0; level < least.size(); ++level) {
        sides.push_back(std::max(8.0F * u, std::min(zone.h, factor * side_weight(facts, level))));
        used += std::max(least[level], sides.back());
    }
    const float gap = used <= room ? least_gap + (room - used) / count
                                   : std::max(4.0F * u, (width - used) / std::max(1.0F, count - 1.0F));
    float x = left + std::max(0.0F, width - used - gap * (count - 1.0F)) / 2;
    for (std::size_t level = 0; level < sides.size(); ++level) {
        const float column = std::max(least[level], sides[level]);
        at.columns.push_back({x, zone.y, column, zone.h});
        at.frames.push_back({x + (column - sides[level]) / 2, zone.y, sides[level], zone.h});
        x += column + gap;
    }
}

StackLayout stack_layout(const StackFacts& facts, const ui::Canvas& canvas) {
    const ui::View& view = canvas.view();
    const Measures& m = view.layout.compact ? k_compact : k_roomy;
    StackLayout at;
    at.table_style = {m.table, ui::Family::numbers, false};
    const ui::Rect zone = share_height(view, m, at);
    float words = 0.0F;
    for (const StackRow& row : stack_rows())
        words = std::max(words, canvas.text_width(view.text->get(row.key), {ui::Type::t14}));
    at.table_right = zone.x + m.side * view.layout.u + words;
    if (at.table) at.keys = {zone.x + m.side * view.layout.u, zone.y, words, zone.h};
    place_columns(facts, canvas, m, zone, at);
    if (at.sources) at.notes = {at.band.x, at.band.bottom(), at.band.w, 2 * (at.sources_y - at.band.bottom())};
    return at;
}

// The room of a level's values and of the ring around them, all empty.
ui::NumberGrid empty_grid(const StackFacts& facts, std::size_t level) {
    const core::Grid& values = facts.values[level];
    const std::int64_t ring = ring_of(facts, level);
    ui::NumberGrid grid;
    grid.row0 = grid.col0 = -ring;
    grid.rows = values.rows + 2 * ring;
    grid.cols = values.cols + 2 * ring;
    grid.output = level > 0;
    grid.cells.assign(static_cast<std::size_t>(grid.rows * grid.cols), {.kind = ui::CellKind::empty});
    return grid;
}

void put_values(const StackFacts& facts, const ui::Theme& theme, std::size_t level, ui::NumberGrid& grid) {
    const core::Grid& values = facts.values[level];
    grid.decimals = core::shared_decimals(values.values);
    for (std::int64_t row = 0; row < values.rows; ++row) {
        for (std::int64_t col = 0; col < values.cols; ++col) {
            const float value = values.at(row, col);
            grid.at(row, col) = {.value = value, .fill = level_color(facts, theme, level, value)};
        }
    }
}

// The padding that the shown cone reads in this level.
void put_padding(const StackFacts& facts, std::size_t level, const ShownCone& shown, ui::NumberGrid& grid) {
    const auto at = static_cast<std::int64_t>(level);
    if (at >= shown.cell.level || at < shown.cell.level - shown.depth) return;
    const bool largest = facts.layers[level].kind == StackLayer::Kind::max;
    const float padding = largest ? -std::numeric_limits<float>::infinity() : 0.0F;
    const core::Cone::Slice& slice = shown.cone.slices[level];
    for (std::int64_t row = slice.first_row; row < slice.end_row; ++row) {
        for (std::int64_t col = slice.first_col; col < slice.end_col; ++col) {
            if (facts.values[level].contains(row, col) || !grid.contains(row, col)) continue;
            grid.at(row, col) = {.kind = ui::CellKind::padding, .value = padding};
        }
    }
}

}  // namespace

std::optional<StackCell> StackStage::cell_at(const StackFacts& facts, ui::Vec2 point) const {
    for (std::size_t level = 0; level < places.size(); ++level) {
        const auto cell = places[level].cell_at(point);
        if (!cell) continue;
        const StackCell found{static_cast<std::int64_t>(level), cell->row, cell->col};
        if (facts.contains(found)) return found;
    }
    return std::nullopt;
}

StackStage stack_stage(const StackState& state, const ui::Canvas& canvas) {
    StackStage stage;
    if (state.facts.values.empty()) return stage;
    const ui::View& view = canvas.view();
    stage.layout = stack_layout(state.facts, canvas);
    stage.shown = shown_cone(state);
    for (std::size_t level = 0; level < state.facts.values.size(); ++level) {
        ui::NumberGrid grid = empty_grid(state.facts, level);
        ui::GridFit fit;
        fit.max_cell = k_largest_cell;
        fit.across = ui::Align::center;
        fit.middle = true;
        const ui::Rect& frame = stage.layout.frames[level];
        ui::GridPlace place = ui::place_grid(canvas, frame, grid, fit);
        const bool small = place.pitch < view.px(k_pictured_below);
        stage.pictured.push_back(small && level < state.pictures.levels.size());
        if (!stage.pictured.back()) put_values(state.facts, *view.theme, level, grid);
        if (stage.shown) put_padding(state.facts, level, *stage.shown, grid);
        if (!small) place = ui::place_grid(canvas, frame, grid, fit);
        if (small) place.show_digits = false;
        stage.grids.push_back(std::move(grid));
        stage.places.push_back(place);
    }
    return stage;
}

}  // namespace scenes
