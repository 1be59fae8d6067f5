// Settings pages of the grid scenes: the main page leads to "More" (everything else of the pooling) and to "Numbers"
// (size, fill, seed, files of the table). What they change is the caller's document.
#pragma once

#include "app/scenes/number_input.h"
#include "app/scenes/presets.h"
#include "app/ui/pool_settings.h"
#include "app/ui/ui.h"

namespace scenes {

enum class SettingsPage { main, more, numbers };

struct PanelState {
    SettingsPage page = SettingsPage::main;
    bool operator_menu = false;
    float content_height = 0.0F;  // of the page in the last frame, for its scroll region
};

ui::PoolLimits pool_limits(const core::Grid& grid);

// The preset that the document is, or "your own". True if another was chosen.
bool preset_row(ui::SettingsColumn& column, std::span<const Preset> all, core::PoolSpec& spec, NumberInput& input);
// The two buttons at the foot of the main page.
void page_buttons(ui::SettingsColumn& column, PanelState& panel);
// Back and the page's name at the head of the others.
void page_head(ui::SettingsColumn& column, PanelState& panel);

// Rows, columns, fill, seed, dice, paste, open, save. `notice` is cleared by every change that is taken.
void numbers_rows(ui::SettingsColumn& column, NumberInput& input, std::optional<Notice>& notice);
// Paste and copy as commands (Ctrl+V, Ctrl+Shift+C), for use without the page.
void table_commands(ui::Ui& ui, const NumberInput& input);

}  // namespace scenes
