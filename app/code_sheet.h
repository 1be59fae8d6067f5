// CodeSheet: the overlay that shows the program for the current setting in the words of one framework, to be copied or
// saved. Lines that are wider than the sheet go on below, indented; what is copied has them whole.
#pragma once

#include <string>

#include "app/scenes/scene.h"
#include "app/ui/ui.h"

namespace app {

class CodeSheet {
public:
    enum class Wish { none, copy, save };

    void open() { open_ = true; }
    void close() { open_ = false; }
    bool is_open() const { return open_; }
    Wish draw(ui::Ui& ui, const scenes::Scene& scene);
    scenes::Framework framework() const { return scenes::k_frameworks[static_cast<std::size_t>(framework_)]; }

private:
    void lines(ui::Ui& ui, const ui::Rect& rect, const std::string& code);

    bool open_ = false;
    int framework_ = 0;
};

}  // namespace app
