#include "app/lessons/lesson_player.h"

#include <algorithm>

#include "core/check.h"

namespace lessons {
namespace {

constexpr double k_longest_run = 12.0;  // seconds; a class waits no longer for a card

// The slowest speed at which all windows are shown within the longest run, or the fastest there is.
double run_speed(std::int64_t windows) {
    for (const double speed : core::k_speeds) {
        if (speed >= 1.0 && static_cast<double>(windows) * core::k_step_seconds / speed <= k_longest_run) return speed;
    }
    return *std::rbegin(core::k_speeds);
}

bool at_end(const core::Playback& playback) {
    return playback.window + 1 >= playback.windows && !core::moving(playback);
}

}  // namespace

LessonPlayer::LessonPlayer(Lesson lesson) : lesson_(std::move(lesson)) { CORE_CHECK(!lesson_.cards.empty()); }

void LessonPlayer::turn_to(std::size_t index) {
    index_ = std::min(index, lesson_.cards.size() - 1);
    played_ = false;
    card().show();
}

void LessonPlayer::replace(Lesson lesson) {
    CORE_CHECK(!lesson.cards.empty());
    lesson_ = std::move(lesson);
    index_ = std::min(index_, lesson_.cards.size() - 1);
}

Onward LessonPlayer::onward(const scenes::Scene& scene) const {
    const bool here = scene.id() == card().scene;
    const core::Playback& playback = scene.playback();
    if (here && played_ && (playback.playing || core::moving(playback))) return Onward::finish;
    if (here && !played_ && card().action != Action::next && playback.windows > 0 && !at_end(playback))
        return Onward::play;
    return index_ + 1 < lesson_.cards.size() ? Onward::turn : Onward::leave;
}

void LessonPlayer::play(scenes::Scene& scene) {
    const Onward now = onward(scene);
    core::Playback playback = scene.playback();
    if (now == Onward::finish) {
        core::seek(playback, card().action == Action::run ? playback.windows - 1 : playback.window);
    } else if (now == Onward::play && card().action == Action::step) {
        core::step_forward(playback);
    } else if (now == Onward::play) {
        playback.speed = run_speed(playback.windows - playback.window);
        core::toggle_play(playback);
    } else {
        return;
    }
    played_ = true;
    scene.show_moment(playback);
}

}  // namespace lessons
