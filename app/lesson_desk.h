// LessonDesk: the lesson that is being given: where it comes from, its player, and the work of the reader that it keeps
// until it is wanted back. Knows nothing of drawing.
// Invariant: while a lesson runs, the scenes' states from before it are kept; leaving hands them over once.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/lessons/file_watch.h"
#include "app/lessons/lesson_player.h"
#include "app/lessons/lesson_reader.h"

namespace app {

class LessonDesk {
public:
    // `wake`: asks for a frame, from any thread.
    explicit LessonDesk(std::function<void()> wake) : wake_(std::move(wake)) {}

    // Both begin at the first card; a lesson that runs is left for it. `scene`: the one in front.
    void start_shipped(std::string_view lesson, const std::string& language, lessons::Scenes scenes,
                       std::string_view scene);
    // Fails when the file cannot be read or has no card that can be shown; then nothing changes.
    core::Result<core::Done> start_file(const std::filesystem::path& file, lessons::Scenes scenes,
                                        std::string_view scene);

    bool running() const { return player_.has_value(); }
    lessons::LessonPlayer& player() { return *player_; }
    const lessons::LessonPlayer& player() const { return *player_; }
    // What is wrong in the file of the lesson that runs.
    std::vector<core::Error> errors() const;

    // Follows the file and the language. True when the lesson was read anew: its card must be shown again.
    // An error when a file that was edited cannot be used; the lesson stays as it was.
    core::Result<bool> follow(const std::string& language, lessons::Scenes scenes);

    // Leaves the lesson; Reset goes back to what it did before. The scenes stay as they are.
    void leave();
    // Whether there is work from before the last lesson, and putting it back; returns the scene that was in front.
    bool has_work() const { return !work_.empty(); }
    std::string put_work_back();

private:
    core::Result<lessons::Lesson> read_file(const std::filesystem::path& file, lessons::Scenes scenes) const;
    void begin(lessons::Lesson lesson, lessons::Scenes scenes, std::string_view scene);

    std::function<void()> wake_;
    std::optional<lessons::LessonPlayer> player_;
    std::string shipped_;   // the lesson of the program that runs, or empty
    std::string language_;  // of it
    std::filesystem::path file_;
    std::unique_ptr<lessons::FileWatch> watch_;
    std::vector<std::function<void()>> work_;    // from before the lesson: puts everything back
    std::vector<std::function<void()>> starts_;  // only what Reset goes back to
    std::string scene_;                          // in front before it
};

}  // namespace app
