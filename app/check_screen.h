// CheckScreen: "check yourself" over the whole stage: one question, the answer of the reader, what it was.
// It owns its session and nothing of the scenes; what it wants shown in one of them it hands out as a value.
// Invariant: the screen of a scene is not touched while it is open.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "app/check/session.h"
#include "app/check_picture.h"
#include "app/ui/requests.h"
#include "app/ui/ui.h"

namespace app {

class CheckScreen {
public:
    bool is_open() const { return open_; }
    void open() { open_ = true; }
    void close() { open_ = false; }
    void show(check::Level level, std::uint32_t seed, int number);  // and opens
    void show_example(check::Level level);  // for the tour: levels by turns asked, answered wrongly, and right
    void give(const check::Answer& answer);
    const check::Session& session() const { return session_; }

    std::string question(const ui::Text& text) const;
    ui::RichText readout(const ui::View& view) const;
    void controls(ui::Ui& ui);
    void canvas(ui::Canvas& canvas) const;

    // What "See it in Stride" asks for; the screen is closed then.
    std::optional<ui::PoolingToShow> take_wish();
    // The middle of a cell of the input on the screen, for pointing at it; nothing where there is none.
    std::optional<ui::Vec2> cell_center(const ui::Canvas& canvas, check::Cell cell) const;

private:
    void commands(ui::Ui& ui);
    void levels(ui::Ui& ui);
    void answer_fields(ui::Ui& ui);
    void buttons(ui::Ui& ui);
    void point(ui::Ui& ui);
    void after_move();  // another question is shown
    void main_action();
    void move_cursor(std::int64_t rows, std::int64_t cols);
    void pick(check::Cell cell, bool only_add);
    void choose(std::int64_t choice);
    void see_in_stride();

    bool open_ = false;
    check::Session session_;
    std::array<std::string, 2> typed_;
    bool focus_field_ = true;  // the first field takes the keyboard in the next frame
    std::optional<check::Cell> cursor_;
    std::optional<bool> painting_;  // a drag that adds cells, or takes them away
    std::optional<check::Cell> painted_;
    int hovered_ = -1;
    std::optional<ui::PoolingToShow> wish_;
};

}  // namespace app
