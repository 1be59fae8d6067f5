// Ribbon: the band that ties a window to what is made of it: straight behind the cells of its rows, then a curve, then
// straight again. One ribbon has a left and a right end; top and bottom edges are given at both.
#pragma once

#include "app/ui/canvas.h"

namespace ui {

struct Ribbon {
    float start_x = 0.0F;  // where it leaves the window (or the lens)
    float bend_x = 0.0F;   // straight until here, then the curve
    float meet_x = 0.0F;   // curve until here, then straight
    float end_x = 0.0F;
    float start_top = 0.0F, start_bottom = 0.0F;
    float end_top = 0.0F, end_bottom = 0.0F;

    // Centre line by share of its length in x, 0..1: the way a result travels.
    Vec2 center(float t) const;
};

void draw_ribbon(Canvas& canvas, const Ribbon& ribbon);
// One trunk that splits (compare): slices that lie on each other at the start, from top to bottom.
void draw_split_ribbons(Canvas& canvas, std::span<const Ribbon> ribbons);

}  // namespace ui
