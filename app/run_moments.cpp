#include "app/run_moments.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace app {
namespace {

using core::Phase;

constexpr double k_finished_seconds = 0.25;  // a window that is one frame
constexpr double k_end_seconds = 1.5;
constexpr std::int64_t k_first_ones = 20;
constexpr double k_inside = 1e-6;  // of a phase: its moments lie within it, not on its border

bool moves(Phase phase) { return phase == Phase::slide || phase == Phase::pick || phase == Phase::drop; }

core::Playback at(std::int64_t windows, std::int64_t window, double elapsed) {
    core::Playback playback;
    playback.windows = windows;
    playback.window = window;
    playback.previous = std::max<std::int64_t>(0, window - 1);
    playback.elapsed = elapsed;
    return playback;
}

void add_step(std::vector<Moment>& moments, std::int64_t windows, std::int64_t window, const RunSettings& settings) {
    double begin = 0.0;
    for (std::size_t i = 0; i < std::size(core::k_phase_seconds); ++i) {
        const double length = core::k_phase_seconds[i];
        const double shown = length / settings.speed;
        const auto phase = static_cast<Phase>(i);
        const bool first_slide = window == 0 && phase == Phase::slide;  // it comes from nowhere
        const bool smooth = moves(phase) && !settings.reduced_motion && !first_slide;
        const int frames = smooth ? std::max(1, static_cast<int>(std::lround(shown * settings.frames_per_second))) : 1;
        for (int frame = 1; frame <= frames; ++frame) {
            const double part = static_cast<double>(frame) / frames;
            const double elapsed = phase == Phase::rest ? core::k_step_seconds : begin + length * part - k_inside;
            Moment moment{at(windows, window, elapsed), shown / frames};
            moment.playback.reduced_motion = settings.reduced_motion;
            moments.push_back(moment);
        }
        begin += length;
    }
}

// Windows that are shown done: all, or the first ones and then, step by step, ever more at once up to the last.
std::vector<std::int64_t> stops(std::int64_t windows) {
    std::vector<std::int64_t> shown;
    if (windows <= k_most_moments) {
        shown.resize(static_cast<std::size_t>(windows));
        std::iota(shown.begin(), shown.end(), 0);
        return shown;
    }
    const std::int64_t later = k_most_moments - k_first_ones;
    const double growth =
        std::pow(static_cast<double>(windows) / static_cast<double>(k_first_ones), 1.0 / static_cast<double>(later));
    double count = static_cast<double>(k_first_ones);
    for (std::int64_t window = 0; window < k_first_ones; ++window) shown.push_back(window);
    for (std::int64_t step = 0; step < later; ++step) {
        count *= growth;
        const std::int64_t window = std::min(windows, static_cast<std::int64_t>(std::llround(count))) - 1;
        if (window > shown.back()) shown.push_back(window);
    }
    if (shown.back() != windows - 1) shown.push_back(windows - 1);
    return shown;
}

}  // namespace

std::vector<Moment> run_moments(std::int64_t windows, const RunSettings& settings) {
    std::vector<Moment> moments;
    if (windows <= 0) return moments;
    if (settings.phases && windows <= k_most_stepped_windows) {
        for (std::int64_t window = 0; window < windows; ++window) add_step(moments, windows, window, settings);
    } else {
        for (const std::int64_t window : stops(windows))
            moments.push_back({at(windows, window, core::k_step_seconds), k_finished_seconds / settings.speed});
    }
    moments.back().seconds += k_end_seconds;
    return moments;
}

double seconds_of(const std::vector<Moment>& moments) {
    return std::accumulate(moments.begin(), moments.end(), 0.0,
                           [](double sum, const Moment& moment) { return sum + moment.seconds; });
}

}  // namespace app
