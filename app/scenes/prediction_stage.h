// Prediction on the stage: where the class points, types and drags, and how its guess is drawn. The frame says how
// close it came: dashed with "?" = chosen or wrong, double = near, solid with a check mark = exact.
#pragma once

#include "app/scenes/grid_pointing.h"
#include "app/scenes/prediction.h"

namespace scenes {

// The part of a formula band that field and buttons take at an open question; the rest is `band`.
ui::Rect cut_question_strip(const ui::View& view, ui::Rect& band, core::Question question);

// The player bar with the run's switch, score and keys: P; at an open question Space, Enter and for a cell the arrows,
// before the player's own.
void predicting_player(ui::Ui& ui, Predicting predicting);
// Field, Check and Show. A text that is no number stays, with a notice.
void question_strip(ui::Ui& ui, const ui::Rect& strip, Predicting predicting, const AskedWindow& asked,
                    GridPointing& pointing);
// A click on a cell of the window answers. True while the mouse is over one, and until it leaves the answer: nothing
// else may take it.
bool point_at_answer(ui::Ui& ui, const ui::Pointer& mouse, const ui::GridPlace& place, Predicting predicting);

// ---- drawing; `judged` null: a guess that is not given yet
void draw_guess_frame(ui::Canvas& canvas, const ui::Rect& cell, ui::Color fill, const JudgedWindow* judged);
void draw_guess_line(ui::Canvas& canvas, const ui::Rect& lens, float y, std::string_view words,
                     const JudgedWindow* judged);
// In a corner of the output cell: check mark, nearly equal, or cross.
void draw_verdict_badge(ui::Canvas& canvas, const ui::Rect& cell, const JudgedWindow& judged);
// The cell and the value of a window's guess, or at its open question of the attempt; nothing without one.
std::optional<ui::GridPlace::Cell> guessed_cell(const PredictionRun& run, std::int64_t window, bool waits);
std::optional<double> guessed_value(const PredictionRun& run, std::int64_t window, bool waits);

}  // namespace scenes
