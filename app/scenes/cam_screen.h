// The cam scene's screen in three parts, each over one CamState: what the reader changes (controls), what is drawn
// (canvas), which photo pictures are wanted for it. What is said stands in cam_words.h.
#pragma once

#include "app/scenes/cam_layout.h"
#include "app/scenes/cam_state.h"
#include "app/ui/photo_lane.h"
#include "app/ui/ui.h"

namespace scenes {

void cam_settings(CamState& state, ui::Ui& ui);
void cam_stage(CamState& state, ui::Ui& ui);     // the mouse on photo, small maps and curve
void cam_commands(CamState& state, ui::Ui& ui);  // keys
void cam_canvas(const CamState& state, ui::Canvas& canvas);

// The whole photo in a frame.
ui::PhotoMap photo_in(const CamState& state, const ui::Rect& frame);
// Asks for the photo at the sizes of this layout. Nothing happens if it is there already.
void want_photos(CamState& state, const CamLayout& placed);
// Only the photo is to be seen.
bool photo_only(const CamState& state);

}  // namespace scenes
