// The lessons that travel inside the program, in the order of the list. Each exists in every language, with the same
// cards and the same states.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace lessons {

inline constexpr std::array<std::string_view, 4> k_shipped_lessons{"article", "output-size", "which-one-won",
                                                                   "gap-to-cam"};

// "lessons/en/article.md": the name of its file among the assets.
std::string shipped_name(std::string_view lesson, std::string_view language);
// MUST be one of k_shipped_lessons and a language of ui::Text.
std::string_view shipped_text(std::string_view lesson, std::string_view language);

}  // namespace lessons
