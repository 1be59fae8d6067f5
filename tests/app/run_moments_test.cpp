// The moments of a run: the player's phases and times, whatever the number of windows.
#include "app/run_moments.h"

#include <cmath>

#include "support/catch.h"

using app::Moment;
using app::run_moments;

TEST_CASE("a run of few windows shows every phase and lasts as long as the player takes") {
    const std::vector<Moment> moments = run_moments(4, {});
    CHECK(app::seconds_of(moments) == Approx(4 * 1.0 + 1.5));
    // Slide 3, hold 1, pick 4, drop 3, rest 1 at 12.5 a second; the first window slides from nowhere.
    CHECK(moments.size() == 12 * 4 - 2);
    std::array<int, 5> seen{};
    for (const Moment& moment : moments) {
        const core::Beat beat = core::beat(moment.playback);
        ++seen[static_cast<std::size_t>(beat.phase)];
        CHECK(moment.playback.elapsed > 0.0);
        CHECK(moment.playback.elapsed <= core::k_step_seconds);
        CHECK_FALSE(moment.playback.playing);
    }
    CHECK(seen == std::array{10, 4, 16, 12, 4});
    CHECK(moments.back().playback.window == 3);
    CHECK(core::revealed(moments.back().playback, 3));
}

TEST_CASE("twice the speed is half the time, and cuts are one frame a phase") {
    const std::vector<Moment> fast = run_moments(4, {.speed = 2.0});
    CHECK(app::seconds_of(fast) == Approx(4 * 0.5 + 1.5));
    const std::vector<Moment> cuts = run_moments(4, {.reduced_motion = true});
    CHECK(cuts.size() == 4 * 5);
    CHECK(app::seconds_of(cuts) == Approx(4 * 1.0 + 1.5));
}

TEST_CASE("steps without phases are a frame each, however few") {
    const std::vector<Moment> moments = run_moments(4, {.phases = false});
    CHECK(moments.size() == 4);
    CHECK(app::seconds_of(moments) == Approx(4 * 0.25 + 1.5));
}

TEST_CASE("many windows are a frame each, very many are passed ever faster, and the last one is always shown") {
    for (const std::int64_t windows : {37, 160, 161, 256, 1280, 100'000}) {
        const std::vector<Moment> moments = run_moments(windows, {});
        CAPTURE(windows);
        CHECK(static_cast<std::int64_t>(moments.size()) <= std::min(windows, app::k_most_moments + 1));
        CHECK(moments.front().playback.window == 0);
        CHECK(moments.back().playback.window == windows - 1);
        for (std::size_t i = 1; i < moments.size(); ++i) {
            CHECK(moments[i].playback.window > moments[i - 1].playback.window);
            CHECK(moments[i].playback.elapsed == core::k_step_seconds);
        }
    }
    CHECK(run_moments(0, {}).empty());
}
