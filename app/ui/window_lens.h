// Window lens: the values of one window as columns in a fixed place between input and output.
// Max and min: a level line on the chosen column. Average: old heights dashed, columns level out at the result.
// Sum: columns stacked into one height. Lp: columns of |x|. Negative values hang below the zero line.
// More than 16 taps: no digits; more than 49: one bar per row of the window. Every number comes from the explanation.
#pragma once

#include <cstdint>
#include <optional>

#include "app/ui/canvas.h"
#include "app/ui/step_motion.h"
#include "core/explain.h"
#include "core/pool_spec.h"

namespace ui {

struct LensLook {
    StepMotion motion;
    std::int64_t hovered = -1;  // index into explanation.cells; that column is outlined
    bool caption = true;        // "level them out": the words above the columns, dropped where space is short
};

void draw_lens(Canvas& canvas, const Rect& rect, const core::WindowExplanation& window, const core::PoolSpec& spec,
               const LensLook& look = {});

// The tap whose column lies under a point, as an index into window.cells.
std::optional<std::int64_t> lens_cell_at(const View& view, const Rect& rect, const core::WindowExplanation& window,
                                         const core::PoolSpec& spec, Vec2 point);

// Where a value lies in the lens, and which value lies at a height (within the columns' scale), for a line that is laid
// across it. `caption` as in LensLook.
float lens_y(const View& view, const Rect& rect, const core::WindowExplanation& window, const core::PoolSpec& spec,
             bool caption, double value);
struct LensValue {
    double value = 0.0;
    double step = 1.0;  // how finely a hand can place it
};
LensValue lens_value(const View& view, const Rect& rect, const core::WindowExplanation& window,
                     const core::PoolSpec& spec, bool caption, float y);

}  // namespace ui
