// HideSheet: the overlay in which a teacher keeps controls from the class: every control on the screen with a tick, by
// part of the window. What is hidden is not drawn, not reached by keys, and travels in the scene file.
// Invariant: hidden() has no key twice and none that must stay within reach (help, undo, language, the way back here).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/ui/ui.h"

namespace app {

class HideSheet {
public:
    void open() { open_ = true; }
    void close() { open_ = false; }

    // Keys that this program does not know are kept: a newer one may.
    void set_hidden(std::vector<std::string> keys);
    const std::vector<std::string>& hidden() const { return hidden_; }
    bool hides(std::string_view key) const;

    // `current`: the key of the scene that is shown, which stays. To be drawn after everything that can be hidden.
    void draw(ui::Ui& ui, std::string_view current);

private:
    void set_shown(const std::string& key, bool shown);
    void draw_groups(ui::Ui& ui, const ui::Rect& room, std::string_view current);

    bool open_ = false;
    std::vector<std::string> hidden_;
};

}  // namespace app
