// The makers of every scene, for all_scenes.cpp alone.
#pragma once

#include <memory>

#include "app/scenes/scene.h"

namespace scenes {

std::unique_ptr<Scene> stride_scene();
std::unique_ptr<Scene> compare_scene();
std::unique_ptr<Scene> photo_scene();
std::unique_ptr<Scene> gap_scene();
std::unique_ptr<Scene> cam_scene();
std::unique_ptr<Scene> shift_scene();
std::unique_ptr<Scene> stack_scene();

}  // namespace scenes
