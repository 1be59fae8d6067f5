// Stage notes: sentences on the stage of a grid scene, each in a place that is kept for it: what cannot be computed (in
// place of the output), what was not taken or would be refused (one calm line), and what the kinds of cells mean.
#pragma once

#include <string_view>

#include "app/ui/canvas.h"
#include "app/ui/icons.h"
#include "app/ui/number_grid.h"
#include "core/geometry.h"
#include "core/pool_spec.h"

namespace scenes {

void draw_error(ui::Canvas& canvas, const ui::Rect& box, std::string_view sentence);
// In `room`; where that is too low for a line, in a panel over the lower edge of `over`.
void draw_note(ui::Canvas& canvas, const ui::Rect& room, const ui::Rect& over, ui::Token token,
               std::string_view sentence, ui::Icon sign = ui::Icon::warning);

// What the edges do, in words beside a small cell: what no window reads and why, the window that was taken away,
// padding and overhang as they are counted; for ceil a small picture of what floor would have dropped; for adaptive
// pooling how its bins are cut.
void draw_legend(ui::Canvas& canvas, const ui::Rect& room, const ui::NumberGrid& input, const core::PoolSpec& spec,
                 const core::Geometry& geometry, std::string_view padding = {});

}  // namespace scenes
