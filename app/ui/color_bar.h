// Colour bar: what the colours of a map stand for, in numbers: round values at ticks, zero as a line across with a bold
// 0, marks at the map's own most and least. Invariant: a value lies where its colour is:
//   y = bottom - height * (value - range.low) / (range.high - range.low)
#pragma once

#include <vector>

#include "app/ui/canvas.h"
#include "core/map_picture.h"

namespace ui {

struct ColorBar {
    const core::Image* colors = nullptr;  // a column, top is range.high
    core::MapRange range;                 // what the colours stand for
    core::MapRange own;                   // least and most of the map beside it: the two marks
};

// 0 and multiples of 1, 2 or 5 times a power of ten inside `range`, rising, at most `most`. A flat range: 0 alone.
std::vector<double> round_ticks(const core::MapRange& range, int most);
// Decimals that tell round_ticks() apart.
int tick_decimals(const std::vector<double>& ticks);

// Width of everything right of the bar, for laying out.
float color_bar_width(const View& view);
// `rect`: marks and bar at the left, labels at the right; the bar is as tall as `rect`.
void draw_color_bar(Canvas& canvas, const Rect& rect, const ColorBar& bar);

}  // namespace ui
