// Scene files (.poolscope): everything a class sees, as one JSON text, to be opened the same on thirty machines.
//   { "poolscope": 1, "scene": "stride", "appearance": {...}, "picture": {...}, "hidden": [...], "scenes": { "stride":
//   {...}, ... } }
// A member that is missing stays as the program has it; one that this program does not know is kept and saved again.
// Invariant: opening changes nothing until the whole file has been read and found right; saving is whole or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/appearance.h"
#include "app/json_fields.h"
#include "app/scenes/scene.h"

namespace app {

inline constexpr std::int64_t k_scene_file_version = 1;

using Scenes = std::span<const std::unique_ptr<scenes::Scene>>;

// The picture that the scenes show.
struct ScenePicture {
    enum class Kind {
        drawn,  // by the program
        file
    };
    Kind kind = Kind::drawn;
    std::filesystem::path path;  // of a file: absolute
    bool operator==(const ScenePicture&) const = default;
};

struct SceneContent {
    std::string scene;  // id of the one in front
    Appearance appearance;
    ScenePicture picture;
    std::vector<std::string> hidden = {};  // keys of the controls that the class does not see
};

struct OpenedScene {
    SceneContent content;
    Json kept;                                // the whole file, for saving it again
    std::vector<std::function<void()>> show;  // called one by one, the scenes have what the file says
};

// `otherwise`: what holds for members that the file leaves out.
core::Result<OpenedScene> open_scene_file(const std::filesystem::path& path, Scenes scenes,
                                          const SceneContent& otherwise);

enum class PicturePlace {
    inside,  // its bytes, if it is no larger than k_largest_inside; else beside
    beside   // its path, relative to the scene file where it can be
};
inline constexpr std::uintmax_t k_largest_inside = std::uintmax_t{16} << 20;

// `kept`: the file that was opened; what this program does not know of it stays.
core::Result<core::Done> save_scene_file(const std::filesystem::path& path, const SceneContent& content, Scenes scenes,
                                         PicturePlace place, Json kept = Json::object());

// What would be saved, without a picture's bytes. Equal values show the same.
Json scene_json(const SceneContent& content, Scenes scenes);

}  // namespace app
