// LessonSheet: the list of lessons over the window: those of the program, and a file of the teacher's own.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/ui/ui.h"

namespace app {

class LessonSheet {
public:
    void open() { open_ = true; }
    void close() { open_ = false; }
    void toggle() { open_ = !open_; }
    bool is_open() const { return open_; }

    struct Nothing {};
    struct OpenFile {};  // browse for one
    struct Start {
        std::string_view lesson;  // of lessons::k_shipped_lessons
    };
    using Wish = std::variant<Nothing, OpenFile, Start>;

    // Draws it while open; a wish closes it.
    Wish draw(ui::Ui& ui);

private:
    struct Row {
        std::string title, about;
        std::size_t cards = 0;
    };
    void read_rows(const std::string& language);

    bool open_ = false;
    std::string language_;  // of the rows
    std::vector<Row> rows_;
};

}  // namespace app
