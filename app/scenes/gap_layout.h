// Where everything of the gap scene lies on the stage: the shapes on top; below them wall, ribbon, large map, ribbon,
// mean; then the waterfall and beside it the parameters. Invariant: nothing depends on the document, and little on the
// look (the shape of its maps); where room is short the picture of the photo goes first, then the parameters, then the
// waterfall; wall, map, mean and the two lines of arithmetic stay. What went is on a second page then, `turn` leads
// there and back.
#pragma once

#include <cstdint>

#include "app/ui/layout.h"

namespace scenes {

struct GapLayout {
    ui::Rect shapes;
    ui::Rect turn;                // a button; empty where everything is on one page
    ui::Rect wall_caption, wall;  // wall: the frame the tiles scroll in, its bar at the right
    ui::Rect map_caption, map;    // map: a square the cells are fitted into
    ui::Rect mean_caption, mean;
    ui::Rect seen;                    // the photo as the network sees it; may be empty
    ui::Rect sum_line, product_line;  // the arithmetic
    ui::Rect waterfall_caption, waterfall;
    ui::Rect parameters;  // may be empty
};

// `sums`: the second page, waterfall and parameters alone; the same as the first where there is only one.
GapLayout gap_layout(const ui::Layout& layout, bool sums = false);

// The wall's tiles: as many columns as there is room for, all of one size.
struct WallGrid {
    ui::Rect frame;  // of the tiles, without the bar
    ui::Rect bar;    // the scroll bar's lane
    std::int64_t columns = 1;
    float side = 1.0F;  // of the square a map is fitted into
    float column_pitch = 1.0F, row_pitch = 1.0F;
    float label = 0.0F;  // height of the mean below a tile

    std::int64_t rows(std::int64_t count) const { return (count + columns - 1) / columns; }
    double rows_in_sight() const { return static_cast<double>(frame.h) / static_cast<double>(row_pitch); }
    double furthest(std::int64_t count) const;  // scroll position at which the last row is in sight
    // The square of the tile at place `n` of the order, when the wall is scrolled to `at`.
    ui::Rect tile(std::int64_t n, double at) const;
    // The place of the order under a point, or -1.
    std::int64_t at(ui::Vec2 point, double scrolled, std::int64_t count) const;
};
WallGrid wall_grid(const ui::Layout& layout, const ui::Rect& wall);

// A map of height x width in a square: whole pixels a cell where that is possible.
ui::Rect fit_map(const ui::Rect& square, std::int64_t height, std::int64_t width);

}  // namespace scenes
