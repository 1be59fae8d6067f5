#include "app/lesson_desk.h"

#include <algorithm>

#include "app/io/files.h"
#include "app/lessons/shipped_lessons.h"

namespace app {
namespace {

constexpr std::uintmax_t k_largest_lesson = std::uintmax_t{1} << 20;

}  // namespace

void LessonDesk::start_shipped(std::string_view lesson, const std::string& language, lessons::Scenes scenes,
                               std::string_view scene) {
    auto read =
        lessons::read_lesson(lessons::shipped_text(lesson, language), lessons::shipped_name(lesson, language), scenes);
    begin(std::move(read), scenes, scene);
    shipped_ = lesson;
    language_ = language;
}

core::Result<core::Done> LessonDesk::start_file(const std::filesystem::path& file, lessons::Scenes scenes,
                                                std::string_view scene) {
    auto lesson = read_file(file, scenes);
    if (!lesson) return lesson.error();
    begin(std::move(lesson).value(), scenes, scene);
    file_ = file;
    watch_ = std::make_unique<lessons::FileWatch>(file, wake_);
    return core::Done{};
}

core::Result<lessons::Lesson> LessonDesk::read_file(const std::filesystem::path& file, lessons::Scenes scenes) const {
    const auto text = io::read_whole_file(file, k_largest_lesson);
    if (!text) return text.error();
    lessons::Lesson lesson = lessons::read_lesson(text.value(), io::path_text(file.filename()), scenes);
    if (lesson.cards.empty()) return lesson.errors.front();
    return lesson;
}

void LessonDesk::begin(lessons::Lesson lesson, lessons::Scenes scenes, std::string_view scene) {
    if (!running()) {
        work_.clear();
        starts_.clear();
        for (const auto& each : scenes) {
            work_.push_back(each->kept());
            starts_.push_back(each->kept_start());
        }
        scene_ = scene;
    }
    watch_.reset();
    file_.clear();
    shipped_.clear();
    player_.emplace(std::move(lesson));
    player_->turn_to(0);
}

std::vector<core::Error> LessonDesk::errors() const {
    return running() ? player_->lesson().errors : std::vector<core::Error>{};
}

core::Result<bool> LessonDesk::follow(const std::string& language, lessons::Scenes scenes) {
    if (!running()) return false;
    if (!shipped_.empty() && language != language_) {
        language_ = language;
        player_->replace(lessons::read_lesson(lessons::shipped_text(shipped_, language),
                                              lessons::shipped_name(shipped_, language), scenes));
        return false;  // other words, the same state
    }
    if (!watch_ || !watch_->take_change()) return false;
    auto lesson = read_file(file_, scenes);
    if (!lesson) return lesson.error();
    player_->replace(std::move(lesson).value());
    player_->turn_to(player_->index());
    return true;
}

void LessonDesk::leave() {
    for (const auto& start : starts_) start();
    starts_.clear();
    watch_.reset();
    player_.reset();
}

std::string LessonDesk::put_work_back() {
    for (const auto& put_back : work_) put_back();
    work_.clear();
    return scene_;
}

}  // namespace app
