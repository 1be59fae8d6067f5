// Edge bins: how adaptive pooling cuts an axis: each bin a bar along the grid with the cuts it starts and ends at,
// bars that overlap on two levels, and the formula of the shown bin with its numbers.
//   bin i runs from cut floor(i n / o) to cut ceil((i + 1) n / o); cut c lies before cell c, counted from 0.
#pragma once

#include "app/ui/number_grid.h"
#include "core/geometry.h"
#include "core/pool_spec.h"

namespace scenes {

bool shows_bins(const core::PoolSpec& spec);

// Bars above the grid (columns) and at its left (rows); those of `window` in the accent.
void draw_bins(ui::Canvas& canvas, const ui::GridPlace& place, const core::Geometry& geometry, std::int64_t window);

// "rows ⌊1·7/4⌋ = 1 … ⌈2·7/4⌉ = 4" and the same for columns, from x on if they fit there, else flush right in `room`.
void draw_bin_formula(ui::Canvas& canvas, const ui::Rect& room, float x, const core::Geometry& geometry,
                      std::int64_t window);

}  // namespace scenes
