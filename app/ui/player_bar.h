// Player bar: first, back, play or pause, forward, last; a tick per window to scrub (one track above 48); speed.
// Acts on a core::Playback value and registers its keys as commands: Space, Left, Right, Home, End, [ ] and + -.
#pragma once

#include <cstdint>

#include "app/ui/ui.h"
#include "core/player.h"

namespace ui {

// Draws into view().layout.player. Also hands the reader's wish for reduced motion to the playback.
// `label` key has {n} and {count}. True if the reader moved the player.
bool player_bar(Ui& ui, core::Playback& playback, std::string_view label = "player.window");

// The rectangle of the ticks, and of one tick: for tests and for lessons that point at it.
Rect player_ticks_rect(const View& view);
Rect player_tick_rect(const View& view, std::int64_t windows, std::int64_t window);

}  // namespace ui
