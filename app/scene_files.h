// SceneFiles: which scene file is open, which were open lately, and a copy of the session that outlives a crash.
// Invariant: the session's copy is there exactly while the program runs and something was changed; a program that ends
// as it should takes it away. Lists and copies lie in the user's config folder; without one, nothing is kept.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "app/scene_file.h"

namespace app {

inline constexpr std::size_t k_most_recent = 8;

class SceneFiles {
public:
    // `folder`: where lists and copies lie; empty: none are kept (pictures, tests).
    explicit SceneFiles(std::filesystem::path folder);
    ~SceneFiles();
    SceneFiles(const SceneFiles&) = delete;
    SceneFiles& operator=(const SceneFiles&) = delete;

    // `now`: what holds where the file says nothing. It becomes the current file.
    core::Result<OpenedScene> open(const std::filesystem::path& path, Scenes scenes, const SceneContent& now);
    core::Result<core::Done> save(const std::filesystem::path& path, const SceneContent& content, Scenes scenes);

    const std::optional<std::filesystem::path>& current() const { return current_; }
    std::span<const std::filesystem::path> recent() const { return recent_; }  // newest first

    // Something may have changed, as in every frame.
    void touch() { touched_ = true; }
    // Whether it is time to see if something has changed; `seconds` since the last call, drawn or asleep.
    bool session_due(double seconds);
    // How long a program may sleep before that; infinity while nothing was touched since the last look.
    double seconds_until_due() const;
    // Copies the session if something in it has changed.
    void keep_session(const SceneContent& content, Scenes scenes);
    // The copy of a session that ended without taking it away; opened, it is the same session. Once.
    std::optional<std::filesystem::path> take_lost_session();
    core::Result<OpenedScene> restore(const std::filesystem::path& copy, Scenes scenes, const SceneContent& now);

private:
    void remember(const std::filesystem::path& path);

    std::filesystem::path folder_;
    std::filesystem::path session_;  // this program's copy
    std::optional<std::filesystem::path> current_;
    Json kept_ = Json::object();  // the current file as it was opened
    std::vector<std::filesystem::path> recent_;
    Json copied_;              // what the session's copy holds; at first, what the program began with
    double until_next_ = 0.0;  // seconds
    bool touched_ = true;      // since the last look
};

}  // namespace app
