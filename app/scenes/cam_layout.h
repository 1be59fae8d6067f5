// Where everything of the cam scene lies on the stage. Left the photo with its colour bar, right the two small maps;
// below the score curve and the band with the identity. Invariant: nothing depends on settings or photo; where room is
// short the curve goes first, then the small maps; photo, colour bar and band never go.
#pragma once

#include <array>

#include "app/ui/layout.h"

namespace scenes {

struct CamLayout {
    ui::Rect caption, frame;  // the photo
    ui::Rect bar;             // marks, colours and numbers
    ui::Rect unit;            // above it

    bool small = true;
    std::array<ui::Rect, 2> small_captions, small_clear, small_frames;
    ui::Rect small_note;  // below both

    bool curve = true;
    ui::Rect curve_caption, curve_area;
    ui::Rect band;
};

CamLayout cam_layout(const ui::Layout& layout);

}  // namespace scenes
