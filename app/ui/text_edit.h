// TextEdit: one line of text being typed: caret, selection, keys. Knows nothing of the screen.
// Invariant: caret and anchor lie on character boundaries of `text`; the selection is what lies between them.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "app/ui/commands.h"

namespace ui {

struct TextEdit {
    std::string text;
    std::size_t caret = 0;
    std::size_t anchor = 0;

    static TextEdit of(std::string text, bool select_all);

    std::pair<std::size_t, std::size_t> selection() const;  // begin and end, bytes
    std::string_view selected() const;
    void insert(std::string_view typed);  // in place of the selection; line breaks and tabs become spaces
    void move_to(std::size_t position, bool keep_anchor);

    // What a key means inside the line. Clipboard keys are the caller's.
    enum class Key { moved, changed, not_mine };
    Key press(const KeyPress& key);
};

}  // namespace ui
