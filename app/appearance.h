// Appearance: how the reader has set up the program itself, whatever scene is shown. Kept between runs.
#pragma once

#include <array>
#include <string>

#include "app/ui/theme.h"

namespace app {

struct Appearance {
    std::string language = "en";
    ui::ThemeId theme = ui::ThemeId::dark;
    float text_scale = 1.0F;
    bool settings_open = true;
    bool reduced_motion = false;
    bool operator==(const Appearance&) const = default;
};

inline constexpr std::array k_text_scales{1.0F, 1.25F, 1.5F, 2.0F};

// The settings file of the user's config folder. Reading never fails: what is missing or damaged is as in `otherwise`.
Appearance load_appearance(const Appearance& otherwise = {});
void save_appearance(const Appearance& appearance);  // quietly does nothing where no folder can be written

}  // namespace app
