// Edge marks: what a grid scene draws where windows do not fit evenly: the part of a window that hangs over the edge
// dashed, outputs of such windows dashed too, and ceil's window that the last-window rule takes away crossed out, both
// where it would lie and where its output would be.
// Invariant: places come from core/edges.h; nothing here decides where a window lies.
#pragma once

#include "app/ui/number_grid.h"
#include "core/geometry.h"

namespace scenes {

// Fits the output like ui::place_grid, with room for the row and column of outputs that were taken away.
ui::GridPlace place_output(const ui::Canvas& canvas, const ui::Rect& frame, const ui::NumberGrid& output,
                           const core::Geometry& geometry, const ui::GridFit& fit);

// The current window: solid over the padded input, dashed where it hangs over.
void draw_edge_window(ui::Canvas& canvas, const ui::GridPlace& input, const core::Geometry& geometry,
                      const ui::Rect& block, bool handle);

// Dashed outlines of the outputs whose windows hang over the edge.
void draw_partial_outputs(ui::Canvas& canvas, const ui::GridPlace& output, const core::Geometry& geometry);

// Crossed out: the window that was taken away, level with `window`, and its output.
void draw_removed_window(ui::Canvas& canvas, const ui::GridPlace& input, const core::Geometry& geometry,
                         std::int64_t window);
void draw_removed_outputs(ui::Canvas& canvas, const ui::GridPlace& output, const core::Geometry& geometry);

}  // namespace scenes
