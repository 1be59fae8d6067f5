// The part of App that gives lessons: the list, the card over the stage, and what its keys do.
#include <utility>

#include "app/app.h"
#include "app/lessons/lesson_card.h"

namespace app {
namespace {

constexpr double k_left_seconds = 12.0;

}  // namespace

// Before the scene's own commands, so that Space is the card's.
void App::register_lesson_commands(ui::Ui& ui) {
    const auto add = [&](std::string id, std::vector<ui::KeyPress> keys, std::function<void()> run,
                         std::function<bool()> enabled) {
        ui.command({.id = std::move(id),
                    .keys = std::move(keys),
                    .enabled = std::move(enabled),
                    .run = std::move(run),
                    .group = "command.group.lesson"});
    };
    const auto always = [] { return true; };
    add(
        "app.lessons", {{"F2"}}, [this] { lesson_sheet_.toggle(); }, always);
    if (!lesson_.running() || check_.is_open()) return;
    add(
        "lesson.onward", {{"Space"}, {"PageDown"}}, [this] { lesson_step_ = LessonStep::onward; }, always);
    add(
        "lesson.back", {{"PageUp"}}, [this] { lesson_step_ = LessonStep::back; },
        [this] { return lesson_.player().index() > 0; });
    add(
        "lesson.leave", {}, [this] { lesson_step_ = LessonStep::leave; }, always);
}

void App::turn_lesson_to(std::size_t index) {
    lesson_.player().turn_to(index);
    show_scene(lesson_.player().card().scene);
}

void App::take_lesson_step() {
    const LessonStep step = std::exchange(lesson_step_, LessonStep::stay);
    if (!lesson_.running()) return;
    if (step == LessonStep::onward) go_on_in_lesson();
    if (step == LessonStep::back && lesson_.player().index() > 0) turn_lesson_to(lesson_.player().index() - 1);
    if (step == LessonStep::leave) leave_lesson();
}

void App::go_on_in_lesson() {
    lessons::LessonPlayer& player = lesson_.player();
    switch (player.onward(scene())) {
        case lessons::Onward::play:
        case lessons::Onward::finish:
            return player.play(scene());
        case lessons::Onward::turn:
            return turn_lesson_to(player.index() + 1);
        case lessons::Onward::leave:
            return leave_lesson();
    }
}

void App::leave_lesson() {
    if (!lesson_.running()) return;
    lesson_.leave();
    notice_ = Notice{.sentence = std::string(text().get("toast.lesson_left")),
                     .offer = Notice::Offer::work,
                     .seconds_left = k_left_seconds};
}

void App::start_lesson(std::string_view shipped) {
    notice_.reset();
    check_.close();
    lesson_.start_shipped(shipped, appearance_.language, scenes_, scene().id());
    show_scene(lesson_.player().card().scene);
}

void App::open_lesson(const std::filesystem::path& path) {
    notice_.reset();
    const auto started = lesson_.start_file(path, scenes_, scene().id());
    if (!started) return say_error(started.error());
    check_.close();
    show_scene(lesson_.player().card().scene);
    say_lesson_errors();
}

// The first one; it is gone when it is mended, and then the next is said.
void App::say_lesson_errors() {
    const std::vector<core::Error> errors = lesson_.errors();
    if (!errors.empty()) return say_error(errors.front());
    if (notice_ && notice_->error) notice_.reset();
}

void App::follow_lesson() {
    take_lesson_step();
    const auto read_anew = lesson_.follow(appearance_.language, scenes_);
    if (!read_anew) return say_error(read_anew.error());
    if (!read_anew.value()) return;
    show_scene(lesson_.player().card().scene);
    say_lesson_errors();
}

void App::draw_lesson(ui::Ui& ui) {
    if (!lesson_.running() || check_.is_open()) return;
    const lessons::LessonPlayer& player = lesson_.player();
    std::vector<ui::Rect> lit;
    if (scene().id() == player.card().scene) lit = lessons::lit_rects(player.card(), scene(), ui.canvas());
    lessons::draw_dimming(ui.canvas(), lit);
    lessons::draw_card(ui, player, player.onward(scene()), lessons::card_place(ui.canvas(), player.card(), lit));
}

void App::draw_lesson_sheet(ui::Ui& ui) {
    const LessonSheet::Wish wish = lesson_sheet_.draw(ui);
    if (const auto* start = std::get_if<LessonSheet::Start>(&wish)) start_lesson(start->lesson);
    if (std::holds_alternative<LessonSheet::OpenFile>(wish)) browser_.open(ui::FileUse::open_lesson);
}

}  // namespace app
