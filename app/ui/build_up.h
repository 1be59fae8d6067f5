// Build-up curve: a class score as channels are added, one after the other. The part that is added is filled, what
// comes is a thin line, the whole score a dashed one.
//   x = left + width * channels / all,  y linear in the score; 0 is always in sight
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "app/ui/canvas.h"

namespace ui {

struct BuildUpCurve {
    std::span<const double> scores;  // after 0, 1, ... all channels; at least one
    std::int64_t added = 0;          // the current point
    std::string_view value;          // of the current point, as text
};

// The part of `rect` with the curve; the rest is the number's.
Rect build_up_plot(const View& view, const Rect& rect);
// How many channels lie under x, 0 ... all.
std::int64_t build_up_at(const Rect& plot, std::int64_t all, float x);
void draw_build_up(Canvas& canvas, const Rect& rect, const BuildUpCurve& curve);

}  // namespace ui
