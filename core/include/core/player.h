// Playback: which window is shown and how far its step has come. A value: time comes in as dt, so it runs without a
// clock. One step at speed 1 is 1 s: slide 0.20, hold 0.15, pick 0.30, drop 0.20, hold 0.15, each divided by speed.
// Invariant: 0 <= window < max(1, windows); 0 <= elapsed <= k_step_seconds; elapsed counts at speed 1.
// Moving by hand (step, first, last, seek) stops the playing; pausing lets the step that is under way come to its end.
// Outputs before `window` are revealed; `window` itself once its drop is done; later ones are covered.
#pragma once

#include <cstdint>

#include "core/geometry.h"

namespace core {

enum class Phase { slide, hold, pick, drop, rest };

inline constexpr double k_phase_seconds[] = {0.20, 0.15, 0.30, 0.20, 0.15};
inline constexpr double k_step_seconds = 1.0;
// The moment of a step at which nothing is known yet: the pick begins.
inline constexpr double k_question_seconds = k_phase_seconds[0] + k_phase_seconds[1];
inline constexpr double k_speeds[] = {0.25, 0.5, 1.0, 2.0, 4.0};

struct Playback {
    std::int64_t windows = 0;
    std::int64_t window = 0;
    std::int64_t previous = 0;        // where the slide comes from
    double elapsed = k_step_seconds;  // a finished step: at rest
    bool playing = false;
    double speed = 1.0;
    bool reduced_motion = false;  // beats become cuts at their end time
    bool operator==(const Playback&) const = default;
};

struct Beat {
    Phase phase = Phase::rest;
    double progress = 1.0;  // 0..1 within the phase, linear; 0 or 1 only under reduced motion
};
Beat beat(const Playback& playback);

bool moving(const Playback& playback);  // a frame is needed
bool revealed(const Playback& playback, std::int64_t window);

void advance(Playback& playback, double dt);  // at the last window playing stops by itself
void toggle_play(Playback& playback);         // at the end it starts again from the first window
void step_forward(Playback& playback);        // animates one step; during motion finishes it at once and goes on
void step_back(Playback& playback);           // cuts: the window before, finished
void go_first(Playback& playback);
void go_last(Playback& playback);
void seek(Playback& playback, std::int64_t window);  // cut to `window`, finished; clamped
void change_speed(Playback& playback, int stops);    // along k_speeds, clamped

// The geometry changed: keep the window nearest to where the old one lay, finished, and keep speed and playing.
void retarget(Playback& playback, const Geometry& before, const Geometry& after);
void retarget(Playback& playback, std::int64_t windows);  // without an old geometry: clamp

}  // namespace core
