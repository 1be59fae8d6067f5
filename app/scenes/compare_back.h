// The compare scene on the way back: each lane sends the same gradients back through its own pooling, or puts its
// values back where it remembers a place. All lanes' pictures have the input's places and one colour scale.
#pragma once

#include "app/scenes/compare_state.h"

namespace scenes {

bool goes_back(const CompareState& state);
void refresh_back(CompareState& state);
// The picture at a lane's right: gradients of the input so far, or unpooled values; empty where there is none.
CompareStage::Output back_output(const CompareState& state, const LanePlace& at, const ui::Canvas& canvas);
// What stands under a lane's title: its arithmetic, what it sent, and the picture.
void draw_back_lane(ui::Canvas& canvas, const CompareState& state, const CompareStage& stage, std::size_t index);
// The hovered cell of the input in every lane's picture.
void draw_back_hover(ui::Canvas& canvas, const CompareState& state, const CompareStage& stage);
std::string_view moral_key(const CompareState& state);  // the sentence under the input
ui::RichText compare_back_readout(const CompareState& state, const ui::Text& text);

}  // namespace scenes
