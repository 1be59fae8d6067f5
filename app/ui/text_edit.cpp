#include "app/ui/text_edit.h"

#include <algorithm>

#include "app/ui/utf8.h"

namespace ui {

TextEdit TextEdit::of(std::string text, bool select_all) {
    TextEdit edit{std::move(text)};
    edit.caret = edit.text.size();
    edit.anchor = select_all ? 0 : edit.caret;
    return edit;
}

std::pair<std::size_t, std::size_t> TextEdit::selection() const {
    return {std::min(caret, anchor), std::max(caret, anchor)};
}

std::string_view TextEdit::selected() const {
    const auto [begin, end] = selection();
    return std::string_view(text).substr(begin, end - begin);
}

void TextEdit::insert(std::string_view typed) {
    const auto [begin, end] = selection();
    std::string line(typed);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    text.replace(begin, end - begin, line);
    move_to(begin + line.size(), false);
}

void TextEdit::move_to(std::size_t position, bool keep_anchor) {
    caret = std::min(position, text.size());
    if (!keep_anchor) anchor = caret;
}

TextEdit::Key TextEdit::press(const KeyPress& key) {
    const auto [begin, end] = selection();
    if (key.ctrl && key.key == "A") {
        anchor = 0;
        caret = text.size();
        return Key::moved;
    }
    const bool steps = key.key == "Left" || key.key == "Right";
    if (steps && !key.shift && begin != end) {  // a selection collapses to its side
        move_to(key.key == "Left" ? begin : end, false);
        return Key::moved;
    }
    if (key.key == "Left" && caret == 0) return Key::not_mine;
    if (key.key == "Right" && caret == text.size()) return Key::not_mine;
    if (steps) {
        move_to(key.key == "Left" ? previous_character(text, caret) : next_character(text, caret), key.shift);
        return Key::moved;
    }
    if (key.key == "Home" || key.key == "End") {
        move_to(key.key == "Home" ? 0 : text.size(), key.shift);
        return Key::moved;
    }
    if (key.key == "Backspace" || key.key == "Delete") {
        if (begin == end)
            anchor = key.key == "Backspace" ? previous_character(text, caret) : next_character(text, caret);
        insert("");
        return Key::changed;
    }
    return Key::not_mine;
}

}  // namespace ui
