#include "core/player.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numeric>

namespace core {
namespace {

// When each phase ends, in seconds from the start of a step at speed 1.
constexpr std::array k_phase_ends = [] {
    std::array<double, std::size(k_phase_seconds)> ends{};
    std::partial_sum(std::begin(k_phase_seconds), std::end(k_phase_seconds), ends.begin());
    ends.back() = k_step_seconds;
    return ends;
}();

bool animating(const Playback& playback) { return playback.windows > 0 && playback.elapsed < k_step_seconds; }
bool at_end(const Playback& playback) { return playback.window + 1 >= playback.windows; }

void cut_to(Playback& playback, std::int64_t window) {
    playback.window = std::clamp<std::int64_t>(window, 0, std::max<std::int64_t>(0, playback.windows - 1));
    playback.previous = playback.window;
    playback.elapsed = k_step_seconds;
}

void start_step(Playback& playback, std::int64_t window) {
    playback.previous = playback.window;
    playback.window = window;
    playback.elapsed = 0.0;
}

// Whole steps of time passed: goes on by as many windows, the rest of the time within the last of them.
void play_on(Playback& playback, double seconds) {
    const std::int64_t left = playback.windows - 1 - playback.window;
    const double steps = std::floor(seconds / k_step_seconds);
    if (steps > static_cast<double>(left)) {
        cut_to(playback, playback.windows - 1);
        playback.playing = false;
        return;
    }
    playback.window += static_cast<std::int64_t>(steps);
    playback.previous = playback.window - 1;
    playback.elapsed = std::clamp(seconds - steps * k_step_seconds, 0.0, k_step_seconds);
}

}  // namespace

Beat beat(const Playback& playback) {
    double start = 0.0;
    for (std::size_t i = 0; i < k_phase_ends.size(); ++i) {
        if (playback.elapsed < k_phase_ends[i]) {
            const double progress = std::max(0.0, (playback.elapsed - start) / (k_phase_ends[i] - start));
            return {static_cast<Phase>(i), playback.reduced_motion ? 0.0 : progress};
        }
        start = k_phase_ends[i];
    }
    return {Phase::rest, 1.0};
}

bool moving(const Playback& playback) { return playback.windows > 0 && (playback.playing || animating(playback)); }

bool revealed(const Playback& playback, std::int64_t window) {
    if (window < 0 || window >= playback.windows) return false;
    if (window != playback.window) return window < playback.window;
    return playback.elapsed >= k_phase_ends[static_cast<std::size_t>(Phase::drop)];
}

void advance(Playback& playback, double dt) {
    const double passed = dt * playback.speed;
    if (!moving(playback) || !(passed > 0.0)) return;
    const double seconds = playback.elapsed + passed;
    if (seconds < k_step_seconds) {
        playback.elapsed = seconds;
    } else if (playback.playing) {
        play_on(playback, seconds);
    } else {
        playback.elapsed = k_step_seconds;
    }
}

void toggle_play(Playback& playback) {
    if (playback.windows < 1) return;
    playback.playing = !playback.playing;
    if (playback.playing && at_end(playback) && !animating(playback)) {
        cut_to(playback, 0);
        start_step(playback, 0);
    }
}

void step_forward(Playback& playback) {
    playback.playing = false;
    if (playback.windows > 0 && !at_end(playback)) {
        start_step(playback, playback.window + 1);
    } else {
        cut_to(playback, playback.window);
    }
}

void step_back(Playback& playback) { seek(playback, playback.window - 1); }
void go_first(Playback& playback) { seek(playback, 0); }
void go_last(Playback& playback) { seek(playback, playback.windows - 1); }

void seek(Playback& playback, std::int64_t window) {
    playback.playing = false;
    cut_to(playback, window);
}

void change_speed(Playback& playback, int stops) {
    const auto closer = [&](double a, double b) { return std::abs(a - playback.speed) < std::abs(b - playback.speed); };
    const auto nearest = std::min_element(std::begin(k_speeds), std::end(k_speeds), closer) - std::begin(k_speeds);
    const auto last = static_cast<std::ptrdiff_t>(std::size(k_speeds)) - 1;
    const auto wanted = std::clamp<std::ptrdiff_t>(stops, -last, last) + nearest;
    playback.speed = k_speeds[std::clamp<std::ptrdiff_t>(wanted, 0, last)];
}

void retarget(Playback& playback, const Geometry& before, const Geometry& after) {
    if (before == after && playback.windows == after.windows()) return;
    std::int64_t window = playback.window;
    if (window < before.windows() && after.windows() > 0) {
        const auto middle = [](const Axis& axis, std::int64_t i) {
            const Span taps = span(axis, i);
            return static_cast<double>(taps.start + taps.end() - 1) / 2.0;
        };
        window = nearest_window(after, middle(before.h, window / before.w.output),
                                middle(before.w, window % before.w.output));
    }
    playback.windows = after.windows();
    playback.playing = playback.playing && playback.windows > 0;
    cut_to(playback, window);
}

void retarget(Playback& playback, std::int64_t windows) {
    if (playback.windows == windows) return;
    playback.windows = std::max<std::int64_t>(0, windows);
    playback.playing = playback.playing && playback.windows > 0;
    cut_to(playback, playback.window);
}

}  // namespace core
