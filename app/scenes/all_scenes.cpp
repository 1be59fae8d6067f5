// Every screen, in the order of the rail: the one line to add for a new one.
#include <array>

#include "app/scenes/scene_list.h"

namespace scenes {
namespace {

struct Entry {
    std::string_view id;
    std::unique_ptr<Scene> (*make)();
};

constexpr std::array k_scenes{
    Entry{"stride", stride_scene}, Entry{"compare", compare_scene}, Entry{"photo", photo_scene},
    Entry{"gap", gap_scene},       Entry{"cam", cam_scene},         Entry{"shift", shift_scene},
    Entry{"stack", stack_scene},
};

}  // namespace

std::vector<std::unique_ptr<Scene>> all_scenes() {
    std::vector<std::unique_ptr<Scene>> all;
    for (const Entry& entry : k_scenes) {
        all.push_back(entry.make());
        CORE_CHECK(all.back()->id() == entry.id);
    }
    return all;
}

std::vector<std::string> scene_ids() {
    std::vector<std::string> ids;
    for (const Entry& entry : k_scenes) ids.emplace_back(entry.id);
    return ids;
}

}  // namespace scenes
