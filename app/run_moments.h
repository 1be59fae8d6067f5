// The moments of a run: what an animation shows, one frame each, and for how long.
// Few windows: every step in the player's phases, several frames while something moves (slide, pick, drop), one while
// it rests. More: each window done, one frame. Very many (channels of a network): the first ones each, then ever larger
// steps. Invariant: seconds are those of the player at the speed asked for; the last moment stays longer.
#pragma once

#include <vector>

#include "core/player.h"

namespace app {

struct RunSettings {
    double speed = 1.0;
    double frames_per_second = 12.5;  // while something moves
    bool reduced_motion = false;      // phases are cuts: one frame each
    bool phases = true;               // false: every window is one frame
};

struct Moment {
    core::Playback playback;
    double seconds = 0.0;
};

inline constexpr std::int64_t k_most_stepped_windows = 36;  // beyond, a window is one frame
inline constexpr std::int64_t k_most_moments = 160;

std::vector<Moment> run_moments(std::int64_t windows, const RunSettings& settings);
double seconds_of(const std::vector<Moment>& moments);

}  // namespace app
