// Player bar: first, back, play or pause, forward, last; a tick per window to scrub (one track above 48); speed.
// Acts on a core::Playback value and registers its keys as commands: Space, Left, Right, Home, End, [ ] and + -.
// With a PlayerQuestion: the switch of "predict, then reveal" and the score of its run.
#pragma once

#include <cstdint>
#include <string>

#include "app/ui/ui.h"
#include "core/player.h"

namespace ui {

// What the scene tells the bar, and what the bar was asked for since the scene last took it. While a question is open,
// going on means showing its answer. MUST outlive the frame: commands run later in it.
struct PlayerQuestion {
    bool on = false;
    bool open = false;
    std::string score;
    bool toggled = false;
    bool show = false;       // play or next step at an open question
    bool show_last = false;  // the last step: its answer too
    bool restarted = false;  // the run begins again
};

// Draws into view().layout.player. Also hands the reader's wish for reduced motion to the playback.
// `label` key has {n} and {count}. True if the reader moved the player.
bool player_bar(Ui& ui, core::Playback& playback, std::string_view label = "player.window",
                PlayerQuestion* question = nullptr);

// The rectangle of the ticks, and of one tick: for tests and for lessons that point at it. `predicts`: a bar with the
// switch of predictions.
Rect player_ticks_rect(const View& view, bool predicts = true);
Rect player_tick_rect(const View& view, std::int64_t windows, std::int64_t window, bool predicts = true);

}  // namespace ui
