#include "app/ui/ui_input.h"

#include <imgui.h>

#include "app/ui/utf8.h"

namespace ui {

Input read_input() {
    const ImGuiIO& io = ImGui::GetIO();
    Input input;
    if (ImGui::IsMousePosValid(&io.MousePos)) input.mouse = {io.MousePos.x, io.MousePos.y};
    input.down = io.MouseDown[0];
    input.pressed = ImGui::IsMouseClicked(0);
    input.released = ImGui::IsMouseReleased(0);
    input.double_clicked = ImGui::IsMouseDoubleClicked(0);
    input.wheel = io.MouseWheel;
    input.ctrl = io.KeyCtrl;
    input.shift = io.KeyShift;
    input.dt = static_cast<double>(io.DeltaTime);
    for (const ImWchar c : io.InputQueueCharacters) {
        if (c >= 0x20 && c != 0x7F) input.typed += encode_utf8(c);
    }
    return input;
}

std::string read_clipboard() {
    const char* text = ImGui::GetClipboardText();
    return text == nullptr ? std::string() : std::string(text);
}

void write_clipboard(const std::string& text) { ImGui::SetClipboardText(text.c_str()); }

void show_cursor(Cursor cursor) {
    switch (cursor) {
        case Cursor::arrow:
            ImGui::SetMouseCursor(ImGuiMouseCursor_Arrow);
            break;
        case Cursor::hand:
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
            break;
        case Cursor::move:
            ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
            break;
        case Cursor::resize:
            ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNWSE);
            break;
        case Cursor::text:
            ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
            break;
    }
}

}  // namespace ui
