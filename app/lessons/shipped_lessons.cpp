#include "app/lessons/shipped_lessons.h"

#include "app/assets.h"
#include "core/check.h"

namespace lessons {

std::string shipped_name(std::string_view lesson, std::string_view language) {
    return "lessons/" + std::string(language) + "/" + std::string(lesson) + ".md";
}

std::string_view shipped_text(std::string_view lesson, std::string_view language) {
    const auto text = find_asset(shipped_name(lesson, language));
    CORE_CHECK(text.has_value());
    return *text;
}

}  // namespace lessons
