// The gap scene's screen in its parts, each over one GapState: what the reader changes (settings, stage, commands),
// what is drawn (canvas).
#pragma once

#include "app/scenes/gap_layout.h"
#include "app/scenes/gap_state.h"
#include "app/scenes/gap_waterfall.h"
#include "app/ui/number_grid.h"
#include "app/ui/ui.h"

namespace scenes {

void gap_settings(GapState& state, ui::Ui& ui);
void gap_stage(GapState& state, ui::Ui& ui);  // the mouse on wall, map and waterfall
void gap_commands(GapState& state, ui::Ui& ui);
// The wall keeps the player's tile in sight, and the pages of the tiles in sight are made.
void gap_follow(GapState& state, const ui::View& view);

void gap_canvas(const GapState& state, ui::Canvas& canvas);
void draw_parameters(const GapState& state, ui::Canvas& canvas, const ui::Rect& rect);
// The article's ResNet-50: flatten + dense against GAP + dense.
ui::RichText article_words(const ui::Text& text, std::string_view key);
void draw_experiment(const GapState& state, ui::Canvas& canvas, const ui::Rect& rect);

// The map in focus as a grid of numbers in its colours; nothing where it is too fine to be drawn cell by cell.
ui::NumberGrid map_numbers(const GapState& state, const ui::View& view);
ui::GridPlace place_map(const ui::Canvas& canvas, const GapLayout& placed, ui::NumberGrid& numbers);
bool drawn_as_cells(const core::FeatureMaps& maps);

}  // namespace scenes
