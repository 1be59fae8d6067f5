// The photo scene's screen in three parts, each over one PhotoState: what the reader changes (controls), what is drawn
// (canvas), what is said (readout), and which pictures are wanted for it.
#pragma once

#include <string>
#include <vector>

#include "app/scenes/photo_layout.h"
#include "app/scenes/photo_state.h"
#include "app/ui/number_grid.h"
#include "app/ui/ui.h"

namespace scenes {

void photo_settings(PhotoState& state, ui::Ui& ui);
void photo_stage(PhotoState& state, ui::Ui& ui);     // the mouse on lanes, numbers and pyramid
void photo_commands(PhotoState& state, ui::Ui& ui);  // keys
void photo_canvas(const PhotoState& state, ui::Canvas& canvas);
ui::RichText photo_readout(const PhotoState& state, const ui::View& view);

// Where a photo that could not be opened is reported: in place of the pyramid, else of the GAP lane.
ui::Rect failure_panel(const ui::View& view, const PhotoLayout& placed);
bool hidden_by_failure(const PhotoState& state, const PhotoLayout& placed, PhotoLane lane);

// The numbers of the crop as a grid in the photo's own greys, and where it lies.
ui::NumberGrid crop_numbers(const PhotoState& state);

ui::PhotoMap lane_map(const PhotoState& state, const ui::Rect& frame);
// Asks for the lanes and the pyramid as this layout shows them. Nothing happens if they are there already.
void want_pictures(PhotoState& state, const PhotoLayout& placed);

// What the tile at the mouse says about a pixel: its place, the photo's colour, the lane's value there.
std::vector<ui::RichText> hover_lines(const PhotoState& state, const ui::Text& text);

std::string size_text(std::int64_t width, std::int64_t height);  // "451×300"

}  // namespace scenes
