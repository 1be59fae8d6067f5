#include "core/player.h"

#include <limits>
#include <random>

#include "cases.h"
#include "support/catch.h"

using core::Op;
using core::Phase;
using core::Playback;
using namespace test;

namespace {

Playback at(std::int64_t windows, std::int64_t window = 0) {
    Playback playback;
    playback.windows = windows;
    core::seek(playback, window);
    return playback;
}

bool resting(const Playback& playback, std::int64_t window) {
    return playback.window == window && !core::moving(playback) && playback.elapsed == core::k_step_seconds;
}

bool valid(const Playback& playback) {
    return playback.window >= 0 && playback.window < std::max<std::int64_t>(1, playback.windows) &&
           playback.elapsed >= 0.0 && playback.elapsed <= core::k_step_seconds;
}

}  // namespace

TEST_CASE("player: starts paused on the first window, finished and revealed") {
    Playback playback;
    playback.windows = 4;
    CHECK(resting(playback, 0));
    CHECK(core::revealed(playback, 0));
    CHECK_FALSE(core::revealed(playback, 1));
    CHECK(core::beat(playback).phase == Phase::rest);
    CHECK(core::beat(playback).progress == 1.0);
}

TEST_CASE("player: the phases of one step and how far each has come") {
    Playback playback = at(4);
    core::step_forward(playback);
    CHECK(playback.window == 1);
    CHECK(playback.previous == 0);
    struct Moment {
        double seconds;
        double progress;
        Phase phase;
        bool revealed;
    };
    const Moment moments[] = {{0.0, 0.0, Phase::slide, false},  {0.1, 0.5, Phase::slide, false},
                              {0.275, 0.5, Phase::hold, false}, {0.5, 0.5, Phase::pick, false},
                              {0.75, 0.5, Phase::drop, false},  {0.925, 0.5, Phase::rest, true},
                              {1.0, 1.0, Phase::rest, true}};
    for (const Moment& moment : moments) {
        playback.elapsed = moment.seconds;
        INFO("at " << moment.seconds);
        CHECK(core::beat(playback).phase == moment.phase);
        CHECK(core::beat(playback).progress == Approx(moment.progress).margin(1e-9));
        CHECK(core::revealed(playback, 1) == moment.revealed);
        CHECK(core::revealed(playback, 0));
        CHECK_FALSE(core::revealed(playback, 2));
    }
}

TEST_CASE("player: a phase ends where the next begins") {
    Playback playback = at(4);
    core::step_forward(playback);
    double end = 0.0;
    for (int i = 0; i < 5; ++i) {
        playback.elapsed = end;
        CHECK(core::beat(playback).phase == static_cast<Phase>(i));
        CHECK(core::beat(playback).progress == Approx(0.0).margin(1e-9));
        end += core::k_phase_seconds[i];
    }
    CHECK(end == Approx(core::k_step_seconds));
}

TEST_CASE("player: a step by hand takes a second and then stands still") {
    Playback playback = at(4);
    core::step_forward(playback);
    CHECK(core::moving(playback));
    core::advance(playback, 0.6);
    CHECK(core::moving(playback));
    core::advance(playback, 0.5);
    CHECK(resting(playback, 1));
    core::advance(playback, 100.0);
    CHECK(resting(playback, 1));
}

TEST_CASE("player: stepping during motion finishes the step at once and goes on") {
    Playback playback = at(4);
    core::step_forward(playback);
    core::advance(playback, 0.1);
    core::step_forward(playback);
    CHECK(playback.window == 2);
    CHECK(playback.elapsed == 0.0);
    CHECK(core::revealed(playback, 1));
    core::step_forward(playback);
    core::advance(playback, 0.1);
    core::step_forward(playback);  // at the last window there is only the finishing
    CHECK(resting(playback, 3));
    core::step_forward(playback);
    CHECK(resting(playback, 3));
}

TEST_CASE("player: back, first, last and seek cut, stop the playing and stay in range") {
    Playback playback = at(5, 3);
    core::toggle_play(playback);
    core::advance(playback, 0.5);
    core::step_back(playback);
    CHECK(resting(playback, 3));
    CHECK(core::revealed(playback, 3));
    CHECK_FALSE(core::revealed(playback, 4));
    core::step_back(playback);
    CHECK(resting(playback, 2));
    core::go_first(playback);
    CHECK(resting(playback, 0));
    core::step_back(playback);
    CHECK(resting(playback, 0));
    core::go_last(playback);
    CHECK(resting(playback, 4));
    core::seek(playback, 1000);
    CHECK(resting(playback, 4));
    core::seek(playback, -1000);
    CHECK(resting(playback, 0));
    core::seek(playback, std::numeric_limits<std::int64_t>::min());
    CHECK(resting(playback, 0));
}

TEST_CASE("player: playing goes through all windows and stops at the last by itself") {
    Playback playback = at(3);
    core::toggle_play(playback);
    CHECK(playback.playing);
    double seconds = 0.0;
    while (core::moving(playback) && seconds < 10.0) {
        core::advance(playback, 1.0 / 64.0);
        seconds += 1.0 / 64.0;
        REQUIRE(valid(playback));
    }
    CHECK(resting(playback, 2));
    CHECK(seconds == Approx(2.0).margin(0.05));
    CHECK_FALSE(playback.playing);
}

TEST_CASE("player: toggling at the end starts again from the first window") {
    Playback playback = at(3, 2);
    core::toggle_play(playback);
    CHECK(playback.playing);
    CHECK(playback.window == 0);
    CHECK(playback.elapsed == 0.0);
    CHECK_FALSE(core::revealed(playback, 0));
    core::advance(playback, 1.5);
    CHECK(playback.window == 1);
    CHECK(playback.elapsed == Approx(0.5));
}

TEST_CASE("player: toggling while the last step is under way only lets it end") {
    Playback playback = at(3, 1);
    core::step_forward(playback);
    core::advance(playback, 0.3);
    core::toggle_play(playback);
    CHECK(playback.window == 2);
    CHECK(playback.elapsed == Approx(0.3));
    core::advance(playback, 0.8);
    CHECK(resting(playback, 2));
}

TEST_CASE("player: pausing lets the step come to its end, playing on takes up from there") {
    Playback playback = at(4);
    core::toggle_play(playback);
    core::advance(playback, 0.25);
    CHECK(playback.window == 1);
    core::toggle_play(playback);
    CHECK_FALSE(playback.playing);
    CHECK(core::moving(playback));
    core::advance(playback, 5.0);
    CHECK(resting(playback, 1));
    core::toggle_play(playback);
    core::advance(playback, 0.25);
    CHECK(playback.window == 2);
}

TEST_CASE("player: speed divides the time, and has five stops") {
    Playback playback = at(9);
    core::change_speed(playback, 1);
    CHECK(playback.speed == 2.0);
    core::toggle_play(playback);
    core::advance(playback, 1.25);  // 2.5 steps at speed 2
    CHECK(playback.window == 3);
    CHECK(playback.elapsed == Approx(0.5));
    core::change_speed(playback, 7);
    CHECK(playback.speed == 4.0);
    core::change_speed(playback, std::numeric_limits<int>::min());
    CHECK(playback.speed == 0.25);
    core::change_speed(playback, 1);
    CHECK(playback.speed == 0.5);
    playback.speed = 1.1;  // between two stops: counts from the nearest
    core::change_speed(playback, 1);
    CHECK(playback.speed == 2.0);
}

TEST_CASE("player: dt 0, negative, NaN and huge") {
    Playback playback = at(1000000000000);
    core::toggle_play(playback);
    core::advance(playback, 0.5);
    const Playback before = playback;
    for (const double dt : {0.0, -1.0, static_cast<double>(k_nan)}) {
        core::advance(playback, dt);
        CHECK(playback == before);
    }
    core::advance(playback, 1e9);
    CHECK(playback.window == 1000000001);
    CHECK(valid(playback));
    core::advance(playback, 1e300);
    CHECK(resting(playback, 999999999999));
    playback = at(5);
    core::toggle_play(playback);
    core::advance(playback, static_cast<double>(k_inf));
    CHECK(resting(playback, 4));
}

TEST_CASE("player: without windows nothing moves") {
    Playback playback;
    for (const auto act : {core::toggle_play, core::step_forward, core::step_back, core::go_first, core::go_last}) {
        act(playback);
        core::advance(playback, 1.0);
        CHECK_FALSE(core::moving(playback));
        CHECK(valid(playback));
        CHECK_FALSE(core::revealed(playback, 0));
    }
}

TEST_CASE("player: a single window plays once") {
    Playback playback = at(1);
    core::toggle_play(playback);
    CHECK(core::moving(playback));
    core::advance(playback, 0.5);
    CHECK(core::beat(playback).phase == Phase::pick);
    core::advance(playback, 0.6);
    CHECK(resting(playback, 0));
}

TEST_CASE("player: reduced motion cuts at the end of each beat and keeps its time") {
    Playback playback = at(4);
    playback.reduced_motion = true;
    core::step_forward(playback);
    for (int twentieth = 0; twentieth < 20; ++twentieth) {
        playback.elapsed = twentieth / 20.0;
        CHECK(core::beat(playback).progress == 0.0);
    }
    playback.elapsed = 0.84;
    CHECK_FALSE(core::revealed(playback, 1));
    playback.elapsed = 0.86;
    CHECK(core::revealed(playback, 1));
    playback.elapsed = 1.0;
    CHECK(core::beat(playback).progress == 1.0);
}

TEST_CASE("player: a changed geometry keeps the window nearest to the old one, finished") {
    const core::Geometry before = core::geometry(square_spec(Op::max, 2, 2), 8, 8);  // 4 x 4
    const core::Geometry after = core::geometry(square_spec(Op::max, 2, 1), 8, 8);   // 7 x 7
    Playback playback = at(16, 2 * 4 + 3);                                           // rows 4-5, columns 6-7
    playback.speed = 2.0;
    core::toggle_play(playback);
    core::retarget(playback, before, after);
    CHECK(playback.windows == 49);
    CHECK(playback.window == 4 * 7 + 6);
    CHECK(playback.elapsed == core::k_step_seconds);
    CHECK(playback.playing);
    CHECK(playback.speed == 2.0);
    core::retarget(playback, after, before);
    CHECK(playback.window == 2 * 4 + 3);
}

TEST_CASE("player: the same geometry changes nothing, not even a step under way") {
    const core::Geometry geometry = core::geometry(square_spec(Op::max, 2, 2), 8, 8);
    Playback playback = at(16, 3);
    core::step_forward(playback);
    core::advance(playback, 0.3);
    const Playback same = playback;
    core::retarget(playback, geometry, geometry);
    CHECK(playback == same);
    core::retarget(playback, 16);
    CHECK(playback == same);
}

TEST_CASE("player: windows vanish and come back") {
    Playback playback = at(16, 7);
    core::toggle_play(playback);
    core::retarget(playback, 0);
    CHECK(playback.window == 0);
    CHECK_FALSE(playback.playing);
    CHECK_FALSE(core::moving(playback));
    core::retarget(playback, core::Geometry{}, core::geometry(square_spec(Op::max, 2, 2), 8, 8));
    CHECK(playback.windows == 16);
    CHECK(resting(playback, 0));
    core::seek(playback, 15);
    core::retarget(playback, 5);
    CHECK(resting(playback, 4));
    core::retarget(playback, -3);
    CHECK(playback.windows == 0);
}

TEST_CASE("player: no sequence of actions leaves the valid states") {
    std::mt19937 random(15);
    const core::Geometry geometries[] = {core::geometry(square_spec(Op::max, 2, 2), 8, 8),
                                         core::geometry(square_spec(Op::max, 3, 1, 1), 5, 9),
                                         core::geometry(adaptive_spec(Op::adaptive_max, 9, 2), 4, 4),
                                         core::geometry(square_spec(Op::global_max, 1, 1), 4, 4)};
    std::size_t current = 0;
    Playback playback = at(geometries[0].windows());
    for (int i = 0; i < 20000; ++i) {
        const auto next = static_cast<std::size_t>(random() % 4);
        switch (random() % 9) {
            case 0:
                core::toggle_play(playback);
                break;
            case 1:
                core::step_forward(playback);
                break;
            case 2:
                core::step_back(playback);
                break;
            case 3:
                core::go_first(playback);
                break;
            case 4:
                core::go_last(playback);
                break;
            case 5:
                core::seek(playback, static_cast<std::int64_t>(random() % 40) - 10);
                break;
            case 6:
                core::change_speed(playback, static_cast<int>(random() % 9) - 4);
                break;
            case 7:
                core::retarget(playback, geometries[current], geometries[next]);
                current = next;
                break;
            default:
                core::advance(playback, static_cast<double>(random() % 400) / 100.0);
                break;
        }
        const core::Beat beat = core::beat(playback);
        if (!valid(playback) || beat.progress < 0.0 || beat.progress > 1.0) FAIL_CHECK("step " << i);
    }
}
