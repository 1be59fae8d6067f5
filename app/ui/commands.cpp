#include "app/ui/commands.h"

namespace ui {

std::string key_text(const KeyPress& press) {
    std::string name = press.key;
    if (name == "Left") name = "←";
    if (name == "Right") name = "→";
    if (name == "Up") name = "↑";
    if (name == "Down") name = "↓";
    if (name == "-") name = "−";
    return (press.ctrl ? std::string("Ctrl+") : "") + (press.shift ? "Shift+" : "") + name;
}

}  // namespace ui
