// Where everything of the photo scene lies on the stage. Left: the crop's numbers and its two results; right: four
// lanes of one size, two by two; below: the pyramid. Invariant: nothing depends on the settings or the photo, all lane
// frames are whole pixels of one size, and where height is short the pyramid shrinks first and then goes.
#pragma once

#include <array>

#include "app/scenes/photo_state.h"
#include "app/ui/layout.h"

namespace scenes {

struct PhotoLayout {
    ui::Rect crop_caption, crop_frame;
    std::array<ui::Rect, 2> cards;  // max, average
    bool cards_beside = false;      // side by side: label above number

    std::array<ui::Rect, k_photo_lanes.size()> captions, lanes;  // by PhotoLane
    ui::Rect lane_area;

    bool pyramid = true;
    ui::Rect pyramid_caption, pyramid_choice;  // choice is empty where there is no room for it
    std::array<ui::Rect, k_pyramid_levels> levels;
    float level_label_y = 0.0F;
    ui::Rect pyramid_area;

    const ui::Rect& lane(PhotoLane which) const { return lanes[static_cast<std::size_t>(which)]; }
    const ui::Rect& caption(PhotoLane which) const { return captions[static_cast<std::size_t>(which)]; }
};

PhotoLayout photo_layout(const ui::Layout& layout);

}  // namespace scenes
