#include "app/scenes/gap_layout.h"

#include <algorithm>
#include <cmath>

namespace scenes {

namespace {

// px at scale 1: below it the waterfall goes
constexpr float k_smallest_map = 150.0F;
constexpr float k_smallest_compact_map = 116.0F;
// of the button that turns the page
constexpr float k_turn_width = 76.0F;
constexpr float k_turn_height = 36.0F;

struct Measures {
    float margin, shapes, caption, line, gap;
};

Measures measures(const ui::Layout& layout) {
    const bool compact = layout.compact;
    const float text = layout.control(1.0F);
    return {
        .margin = layout.px(compact ? 16.0F : 24.0F),
        .shapes = std::round((compact ? 36.0F : 52.0F) * text),
        .caption = std::round((compact ? 24.0F : 30.0F) * text),
        .line = std::round((compact ? 25.0F : 33.0F) * text),
        .gap = layout.px(compact ? 8.0F : 14.0F),
    };
}

// Height of waterfall and parameters: a little over a quarter; none where the map above would become too small.
float lower_height(const ui::Layout& layout, const Measures& m, float height) {
    const float upper = m.shapes + m.caption + 2 * m.line + m.gap;
    const float wish = std::max(std::round(height * (layout.compact ? 0.26F : 0.28F)),
                                layout.control(layout.compact ? 114.0F : 150.0F));
    return height - upper - wish >= layout.px(layout.compact ? k_smallest_compact_map : k_smallest_map) ? wish : 0.0F;
}

void place_upper(GapLayout& placed, ui::Rect area, const Measures& m, const ui::Layout& layout) {
    const ui::Rect captions = ui::cut_top(area, m.caption);
    const float lines = 2 * m.line + m.gap / 2;
    const float side = std::floor(std::min(area.h - lines, area.w * 0.32F));
    const float mean =
        std::floor(std::min(std::max(layout.px(layout.compact ? 76.0F : 92.0F), layout.control(54.0F)), side * 0.8F));
    const float ribbon = std::round(std::max(layout.px(36.0F), area.w * 0.08F));
    const float right = std::max(mean, std::floor(std::min(area.w * 0.15F, layout.px(160.0F))));
    const float wall = area.w - right - side - 2 * ribbon;

    placed.wall_caption = {area.x, captions.y, wall, captions.h};
    placed.wall = {area.x, area.y, wall, area.h};
    const float map_x = std::round(area.x + wall + ribbon);
    placed.map_caption = {map_x, captions.y, side + ribbon, captions.h};
    placed.map = {map_x, area.y, side, side};
    const float mean_x = std::round(area.right() - right + (right - mean) / 2);
    placed.mean = {mean_x, std::round(area.y + (side - mean) / 2), mean, mean};
    placed.mean_caption = {mean_x - ribbon / 2, placed.mean.y - m.caption, mean + ribbon, m.caption};
    const float seen_top = captions.y;
    const float seen_room = placed.mean_caption.y - layout.px(4.0F) - seen_top;
    const float seen = std::floor(std::min(right, seen_room));
    if (seen >= layout.px(56.0F)) {
        placed.seen = {area.right() - seen, seen_top, seen, seen};
    } else {
        const bool beside = placed.mean_caption.y < captions.bottom();  // the word above the mean lies on this line
        placed.map_caption.w = (beside ? placed.mean.x - layout.px(8.0F) : area.right()) - map_x;
    }
    const float lines_y = area.y + side + (area.h - side - 2 * m.line) / 2;
    placed.sum_line = {map_x, lines_y, area.right() - map_x, m.line};
    placed.product_line = {map_x, lines_y + m.line, area.right() - map_x, m.line};
}

// Whether waterfall and parameters have room beside each other.
bool both_fit(const ui::Layout& layout, float width) { return width >= layout.control(280.0F + 370.0F); }

void place_lower(GapLayout& placed, ui::Rect area, const Measures& m, const ui::Layout& layout, bool parameters) {
    if (parameters) {
        const float wish = std::max(layout.control(280.0F), area.w * 0.33F);
        placed.parameters = ui::cut_right(area, std::round(std::min(wish, area.w * 0.48F)));
        ui::cut_right(area, layout.px(24.0F));
    }
    placed.waterfall_caption = ui::cut_top(area, m.caption);
    placed.waterfall = area;
}

}  // namespace

GapLayout gap_layout(const ui::Layout& layout, bool sums) {
    const Measures m = measures(layout);
    GapLayout placed;
    ui::Rect area = layout.stage;
    area.x += m.margin;
    area.w -= 2 * m.margin;
    const float lower = lower_height(layout, m, area.h);
    const bool parameters = both_fit(layout, area.w);
    placed.shapes = ui::cut_top(area, m.shapes);
    if (lower == 0.0F || !parameters) {
        const float height = std::min(layout.control(k_turn_height), m.shapes - layout.px(4.0F));
        const ui::Rect side = ui::cut_right(placed.shapes, std::round(layout.control(k_turn_width)));
        placed.turn = {side.x, std::round(side.center().y - height / 2 + layout.px(2.0F)), side.w, height};
        ui::cut_right(placed.shapes, layout.px(8.0F));
        if (sums) {
            ui::cut_bottom(area, m.gap);
            place_lower(placed, area, m, layout, true);
            return placed;
        }
    }
    if (lower > 0.0F) place_lower(placed, ui::cut_bottom(area, lower), m, layout, parameters);
    ui::cut_bottom(area, m.gap);
    place_upper(placed, area, m, layout);
    return placed;
}

double WallGrid::furthest(std::int64_t count) const {
    return std::max(0.0, static_cast<double>(rows(count)) - rows_in_sight());
}

ui::Rect WallGrid::tile(std::int64_t n, double at) const {
    const std::int64_t whole_row = n / columns;
    const double row = static_cast<double>(whole_row) - at;
    return {std::round(frame.x + static_cast<float>(n % columns) * column_pitch),
            std::round(frame.y + static_cast<float>(row * static_cast<double>(row_pitch))), side, side};
}

std::int64_t WallGrid::at(ui::Vec2 point, double scrolled, std::int64_t count) const {
    if (!frame.contains(point)) return -1;
    const auto column = static_cast<std::int64_t>((point.x - frame.x) / column_pitch);
    const auto row =
        static_cast<std::int64_t>(std::floor(static_cast<double>((point.y - frame.y) / row_pitch) + scrolled));
    const std::int64_t n = row * columns + column;
    if (column >= columns || row < 0 || n >= count) return -1;
    const ui::Rect square = tile(n, scrolled);
    const ui::Rect whole{square.x, square.y, square.w, square.h + label};
    return whole.contains(point) ? n : -1;
}

WallGrid wall_grid(const ui::Layout& layout, const ui::Rect& wall) {
    WallGrid grid;
    const float bar = layout.px(12.0F);
    grid.frame = {wall.x, wall.y, wall.w - bar, wall.h};
    grid.bar = {wall.right() - bar, wall.y, bar, wall.h};
    grid.label = std::round(layout.control(22.0F));
    grid.side = std::round(std::max(layout.px(layout.compact ? 46.0F : 56.0F), layout.control(40.0F)));
    const float least = grid.side + layout.px(layout.compact ? 8.0F : 12.0F);
    grid.columns = std::max<std::int64_t>(1, static_cast<std::int64_t>((grid.frame.w + least - grid.side) / least));
    const float spread =
        grid.columns > 1 ? (grid.frame.w - grid.side) / static_cast<float>(grid.columns - 1) : grid.frame.w;
    grid.column_pitch = std::floor(std::min(spread, 1.4F * least));
    grid.row_pitch = grid.side + grid.label + layout.px(4.0F);
    return grid;
}

ui::Rect fit_map(const ui::Rect& square, std::int64_t height, std::int64_t width) {
    float cell = std::min(square.w / static_cast<float>(width), square.h / static_cast<float>(height));
    if (cell >= 1.0F) cell = std::floor(cell);
    const float w = std::max(1.0F, cell * static_cast<float>(width));
    const float h = std::max(1.0F, cell * static_cast<float>(height));
    return {std::round(square.center().x - w / 2), std::round(square.center().y - h / 2), w, h};
}

}  // namespace scenes
