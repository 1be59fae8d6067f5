// The frame round every scene: rail, top bar and read-out line. Each draws into its region of the layout and says what
// the reader asked for; nothing here keeps state.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/appearance.h"
#include "app/scenes/scene.h"
#include "app/ui/ui.h"

namespace app {

// Fills the bars and draws the hairlines between regions. The stage is left open: the scene's canvas lies below.
void draw_regions(ui::Ui& ui);

// Pictures and words of all scenes, and below them language, theme and text size. Returns the chosen scene or -1.
int draw_rail(ui::Ui& ui, const std::vector<std::unique_ptr<scenes::Scene>>& scenes, std::size_t current);

// What stands at the left of the top bar.
struct TopBarWords {
    std::string title;
    std::string question;
    bool checking = false;  // "check yourself" is open
};

// `menu_open`: of the list of what can be done with scene files.
void draw_top_bar(ui::Ui& ui, const TopBarWords& words, bool& menu_open);

// The current step in words, and a button that copies it.
void draw_readout(ui::Ui& ui, const ui::RichText& sentence);

// Something was done. `offer`: the command that its button names, or empty for none. Returns true when it was pressed.
bool draw_toast(ui::Ui& ui, const std::string& sentence, std::string_view offer);

// Something could not be done. Returns true when it was closed.
bool draw_error_notice(ui::Ui& ui, const std::string& sentence);

// Every command with its keys, in groups.
void draw_help(ui::Ui& ui, bool& open);

}  // namespace app
