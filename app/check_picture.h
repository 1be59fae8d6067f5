// Check picture: what a question of "check yourself" shows on the stage: grids, outputs, feature maps, marks.
// Pointing and drawing look at the same places. Invariant: before the answer is known nothing is drawn that tells it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/check/session.h"
#include "app/ui/canvas.h"
#include "app/ui/number_grid.h"

namespace app {

struct PlacedGrid {
    ui::NumberGrid grid;
    ui::GridPlace place;
    ui::RichText caption;
    ui::RichText below;  // of a feature map: its weight
    ui::Rect choice;     // the whole of it, to be clicked; empty: no choice
};

struct CheckPicture {
    std::optional<PlacedGrid> input;
    std::vector<PlacedGrid> others;  // outputs or maps, in the order of the choices

    std::optional<check::Cell> cell_at(ui::Vec2 point) const;
};

CheckPicture check_picture(const check::Session& session, const ui::Canvas& canvas, const ui::Rect& room);

// `cursor`: the cell that the keys are at. `hovered`: the choice under the mouse, or -1.
void draw_check_picture(ui::Canvas& canvas, const CheckPicture& picture, const check::Session& session,
                        std::optional<check::Cell> cursor, int hovered);
// How the answer comes about, once it is known: the formula of the window, of the size, of the shares.
void draw_check_band(ui::Canvas& canvas, const ui::Rect& band, const check::Session& session);

}  // namespace app
