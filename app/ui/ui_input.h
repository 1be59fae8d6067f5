// What the reader does this frame, and the few things the interface asks of the window: the border to Dear ImGui.
#pragma once

#include <string>

#include "app/ui/geometry.h"
#include "app/ui/ui.h"

namespace ui {

struct Input {
    Vec2 mouse{-1.0F, -1.0F};
    bool down = false;
    bool pressed = false;  // went down this frame
    bool released = false;
    bool double_clicked = false;
    float wheel = 0.0F;  // notches, up is positive
    bool ctrl = false;
    bool shift = false;
    double dt = 0.0;    // seconds
    std::string typed;  // characters, UTF-8
};

Input read_input();  // between ImGui::NewFrame() and ImGui::Render()
std::string read_clipboard();
void write_clipboard(const std::string& text);
void show_cursor(Cursor cursor);

}  // namespace ui
