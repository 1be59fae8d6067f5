// Reads a lesson for the scenes there are. What is wrong is listed with file and line and left out; the rest of the
// lesson works. A card without a block shows what the card before it shows.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "app/lessons/lesson.h"
#include "app/scenes/scene.h"

namespace lessons {

using Scenes = std::span<const std::unique_ptr<scenes::Scene>>;

inline constexpr std::size_t k_longest_text = 240;  // characters on a card

// `file`: its name, for sentences. The cards' `show` belong to `scenes`, which MUST outlive the lesson.
Lesson read_lesson(std::string_view text, const std::string& file, Scenes scenes);

}  // namespace lessons
