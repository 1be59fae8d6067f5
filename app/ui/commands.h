// Command: one thing the program can do, once: its key, its words, whether it can be done now, and doing it.
// Buttons, shortcuts, the help overlay and tests all read the same list.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace ui {

// Keys by name, so that no window library is needed: "Space", "Left", "Right", "Home", "End", "Esc", "Enter", "Tab",
// "F1", "+", "-", "[", "]", "?", "R", "S", "1".."9", "PageUp", "PageDown", "Delete", "Backspace"; with ctrl and shift
// apart.
struct KeyPress {
    std::string key;
    bool ctrl = false;
    bool shift = false;
    bool operator==(const KeyPress&) const = default;
};

struct Command {
    std::string id;              // "player.toggle": also its text key, with ".tip" for the sentence
    std::vector<KeyPress> keys;  // the first is shown
    std::function<bool()> enabled = [] { return true; };
    std::function<void()> run;
    std::string group = "command.group.general";  // heading in the help overlay
};

std::string key_text(const KeyPress& press);  // "Ctrl+Z"

}  // namespace ui
