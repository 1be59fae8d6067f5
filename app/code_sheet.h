// CodeSheet: the overlay that shows the program for the current setting in the words of one framework, to be copied or
// saved. Lines that are wider than the sheet go on below, indented; what is copied has them whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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
    struct Line {
        std::string text;
        bool comment = false;
    };
    static std::vector<Line> wrapped_lines(const ui::Canvas& canvas, std::string_view code, float width);
    void lines(ui::Ui& ui, const ui::Rect& rect, const std::string& code);

    bool open_ = false;
    int framework_ = 0;
    // Measuring a large table's lines takes longer than a frame has: done once for each code, width and size of text.
    struct Key {
        std::string code;
        float width = 0.0F;
        float text_size = 0.0F;
        bool operator==(const Key&) const = default;
    };
    Key wrapped_for_;
    std::vector<Line> wrapped_;
};

}  // namespace app
