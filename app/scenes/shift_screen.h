// Where everything of the shift scene lies on the stage, and what draws it.
// Invariant: lanes stand side by side in equal widths, one per lane of the facts; what has no room is an empty
// rectangle.
#pragma once

#include <vector>

#include "app/scenes/shift_state.h"
#include "app/ui/number_grid.h"

namespace scenes {

struct ShiftLanePlace {
    ui::Rect lane;
    ui::GridPlace given, moved;
    std::vector<ui::Rect> before, after;  // output cells
    float title_y = 0.0F, detail_y = 0.0F, given_y = 0.0F, moved_y = 0.0F;
    float meter_y = 0.0F, count_y = 0.0F;
    float note_y = 0.0F;  // top of its first line
    ui::Rect meter;
    ui::Rect chart;                    // of the moves page: heads, axis and plot
    ui::Rect plot;                     // a row's curve, or the grid of a picture's moves
    std::vector<ui::Rect> move_cells;  // of each move in reading order, see core::ShiftConsistency
};

struct ShiftStage {
    ui::NumberGrid given, moved;
    std::vector<ShiftLanePlace> lanes;
    ui::Rect strip;              // of the photo
    bool row = true;             // outputs stand under their windows
    bool details = true;         // kernel, stride and blur with the title:
    bool details_beside = true;  // in its line, else below it
    bool tight = false;          // so little room that of the words below the outputs only the meter's percent stays
};
ShiftStage shift_stage(const ShiftState& state, const ui::Canvas& canvas);

std::string_view method_key(core::ShiftMethod method);  // "shift.lane.max"
std::string moved_words(const ShiftState& state, const ui::Text& text);
std::string detail_words(const ShiftState& state, core::ShiftMethod method, const ui::Text& text);
std::string change_words(const core::ShiftChange& change, const ui::Text& text);
// Of a pattern that is lost; empty where none is.
std::string loss_words(const ShiftState& state, const ShiftLane& lane, const ui::Text& text);
inline constexpr int k_shift_note_lines = 2;

// An arrow in the direction of the move, from its middle.
void draw_move_arrow(ui::Canvas& canvas, const ShiftState& state, ui::Vec2 middle);
void draw_unequal(ui::Canvas& canvas, const ui::Rect& box);  // the badge of what changed
// The photo as given and moved, then each lane's outputs before and after: in one line, or before over after.
void draw_shift_photo(ui::Canvas& canvas, const ShiftState& state, const ui::Rect& room, bool one_line);
void draw_shift_moves(ui::Canvas& canvas, const ShiftState& state, const ShiftLanePlace& at, std::size_t lane);

void shift_canvas(const ShiftState& state, ui::Canvas& canvas);

}  // namespace scenes
