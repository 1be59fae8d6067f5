// The stride scene on the way back: the same stage, read from right to left. Backward: each output's gradient travels
// the ribbon to its window, is shared out in the lens and adds up in the input's cells. Unpool: each pooled value goes
// back to the cell its index names.
#pragma once

#include "app/scenes/stride_state.h"

namespace scenes {

// Whether the stage shows the way back now: another direction than forward, and nothing in its way.
bool goes_back(const StrideState& state);
// The forward stage's places with the grids of the way back in them.
void place_way_back(const StrideState& state, const ui::Canvas& canvas, StrideStage& stage);
WayBackPlaces way_back_places(const StrideState& state, const ui::View& view, const StrideLayout& layout);
void stride_back_canvas(const StrideState& state, ui::Canvas& canvas);
ui::RichText stride_back_readout(const StrideState& state, const ui::Text& text);

}  // namespace scenes
