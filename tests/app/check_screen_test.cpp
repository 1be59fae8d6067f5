// "Check yourself" as a reader uses it: opened by key and button, each level answered right and wrong, tried again,
// shown, opened in Stride; the screen behind it stays as it was.
#include "app/check_screen.h"

#include <memory>

#include "app/app.h"
#include "app/ui/record_canvas.h"
#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

using check::Level;
using check::Phase;

struct Program {
    std::unique_ptr<app::App> app;
    test::GuiHarness gui;

    explicit Program(const test::GuiOptions& options = {}) : gui(options) {
        app::Appearance appearance;
        appearance.language = options.language;
        auto created = app::App::create(appearance, [] {});
        REQUIRE(created);
        app = std::move(created).value();
        gui.show([this](ui::Ui& ui, ui::Canvas& canvas) { app->frame(ui, canvas, 1.0 / 60.0); });
    }
    const check::Session& session() const { return app->check().session(); }
    const check::Question& question() const { return session().question; }
    bool shows(std::string_view words) const { return test::count_of(gui.dump(), words) > 0; }
    void open(Level level, int number) {
        app->check().show(level, 1, number);
        gui.frames(3);
    }
    void press(std::string_view key) {
        gui.key(key);
        gui.frames(2);
    }
    void click(std::string_view name) {
        gui.click(name);
        gui.frames(2);
    }
    void type_number(double number) {
        gui.key("Ctrl+A");
        gui.type(std::to_string(static_cast<int>(number)));
        gui.frames(2);
    }
    // With the hands of a reader: numbers typed, cells pointed at, choices clicked.
    void answer(const check::Answer& answer) {
        for (std::size_t i = 0; i < answer.numbers.size(); ++i) {
            if (i > 0) press("Tab");
            type_number(answer.numbers[i]);
        }
        for (const check::Cell& cell : answer.cells) {
            const ui::RecordCanvas canvas(gui.view());
            const auto at = app->check().cell_center(canvas, cell);
            REQUIRE(at);
            gui.click_at(*at);
            gui.frames(2);
        }
        if (answer.choice >= 0) click("check.choice/" + std::to_string(answer.choice + 1));
    }
    const check::Answer& slip() const { return question().slips.front().answer; }
};

}  // namespace

TEST_CASE("F3 and the button open the questions, Esc returns to the screen as it was") {
    Program p;
    const std::uint64_t before = p.app->scene().revision();
    p.press("F3");
    CHECK(p.app->check().is_open());
    CHECK(p.shows("How many rows and columns does the output have?"));
    p.press("Esc");  // the field
    p.press("Esc");
    CHECK_FALSE(p.app->check().is_open());
    CHECK(p.app->scene().id() == "stride");
    CHECK(p.app->scene().revision() == before);
    p.click("app.check");
    CHECK(p.app->check().is_open());
    p.click("app.check");
    CHECK_FALSE(p.app->check().is_open());
}

TEST_CASE("a size is typed and judged by Enter, and the field waits for the next question") {
    Program p;
    p.press("F3");
    p.answer(p.question().answer);
    p.press("Enter");
    CHECK(p.session().phase == Phase::right);
    CHECK(p.session().stars[0] == 1);
    CHECK(p.shows("Right"));
    p.press("Enter");
    CHECK(p.session().number == 1);
    CHECK(p.session().phase == Phase::asking);
    p.answer(p.question().answer);
    p.press("Enter");
    CHECK(p.session().phase == Phase::right);
}

TEST_CASE("a digit in an answer opens no other screen") {
    Program p;
    p.press("F3");
    p.press("Esc");
    p.press("3");
    CHECK(p.app->scene().id() == "stride");
    CHECK(p.app->check().is_open());
}

TEST_CASE("each level: a slip is named, tried again, and the right answer is taken") {
    for (std::size_t level = 0; level < check::k_levels.size(); ++level) {
        CAPTURE(level);
        Program p;
        p.open(check::k_levels[level], 0);
        const check::SlipKind kind = check::diagnose(p.question(), p.slip()).kind;
        p.answer(p.slip());
        p.click("check.check");
        REQUIRE(p.session().phase == Phase::wrong);
        CHECK(p.session().finding->kind == kind);
        CHECK(p.shows("Not yet"));
        p.click("check.try_again");
        CHECK(p.session().phase == Phase::asking);
        if (p.question().ask == check::Ask::cells) p.answer(p.slip());  // takes them back
        if (p.question().ask == check::Ask::size) p.click("check.rows");
        if (p.question().ask == check::Ask::size) p.type_number(p.question().answer.numbers[0]);
        if (p.question().ask == check::Ask::size) p.click("check.columns");
        if (p.question().ask == check::Ask::size) {
            p.type_number(p.question().answer.numbers[1]);
        } else {
            p.answer(p.question().answer);
        }
        p.click("check.check");
        CHECK(p.session().phase == Phase::right);
        CHECK(p.session().stars[level] == 1);
    }
}

TEST_CASE("each question can be shown, and gives no star then") {
    for (std::size_t level = 0; level < check::k_levels.size(); ++level) {
        for (int number = 0; number < check::k_questions; ++number) {
            CAPTURE(level, number);
            Program p;
            p.open(check::k_levels[level], number);
            p.click("check.show_answer");
            CHECK(p.session().phase == Phase::shown);
            CHECK(p.session().stars[level] == 0);
            CHECK(p.gui.has("check.see_in_stride"));
        }
    }
}

TEST_CASE("cells are chosen by the keyboard too") {
    Program p;
    p.open(Level::find_winner, 0);
    const check::Cell answer = p.question().answer.cells.front();
    p.press("Right");  // the first press shows where one is
    for (std::int64_t i = 0; i < answer.col; ++i) p.press("Right");
    for (std::int64_t i = 0; i < answer.row; ++i) p.press("Down");
    p.press("Space");
    CHECK(p.session().given.cells == std::vector<check::Cell>{answer});
    p.press("Enter");
    CHECK(p.session().phase == Phase::right);
    p.open(Level::evidence, 0);
    p.press("Right");
    CHECK(p.session().given.choice == 0);
    p.press("Right");
    CHECK(p.session().given.choice == 1);
}

TEST_CASE("the setting opens in Stride, and Undo brings back what was there") {
    Program p;
    const auto before = p.app->scene().revision();
    p.open(Level::fill_cell, 3);
    p.click("check.show_answer");
    const core::PoolSpec spec = p.question().spec;
    const std::int64_t window = p.question().window;
    p.click("check.see_in_stride");
    CHECK_FALSE(p.app->check().is_open());
    CHECK(p.app->scene().id() == "stride");
    CHECK(p.gui.value("settings.kernel") == std::to_string(spec.kernel.h));
    CHECK(p.gui.value("settings.padding") == "1");
    CHECK(p.app->scene().playback().window == window);
    CHECK(p.app->scene().revision() != before);
    p.press("Ctrl+Z");
    CHECK(p.gui.value("settings.kernel") == "2");
    CHECK(p.gui.value("settings.padding") == "0");
    CHECK(p.shows("112"));
}

TEST_CASE("a gradient opens in Stride on its way back") {
    Program p;
    p.open(Level::gradient, 2);
    p.click("check.show_answer");
    p.click("check.see_in_stride");
    CHECK(p.shows("gradient"));
    p.press("Ctrl+Z");
    CHECK(p.shows("the largest of 12, 20, 8, 12"));
}

TEST_CASE("a seed that is stepped on gives other questions") {
    Program p;
    p.open(Level::fill_cell, 0);
    const core::Grid input = p.question().input;
    p.click("check.seed.plus");
    CHECK(p.session().seed == 2);
    CHECK_FALSE(p.question().input == input);
    CHECK(p.question().level == Level::fill_cell);
}

TEST_CASE("questions fit every window, in both languages") {
    for (const char* language : {"en", "ko"}) {
        for (const float scale : {1.0F, 2.0F}) {
            Program p({.width = 1024.0F, .height = 600.0F, .text_scale = scale, .language = language});
            for (const Level level : check::k_levels) {
                for (int number = 0; number < check::k_questions; number += 2) {
                    p.app->check().show(level, 1, number);
                    p.app->check().give(p.slip());
                    p.gui.frames(3);
                    CHECK(p.gui.dump().find("nan") == std::string::npos);
                    CHECK(p.gui.has("check.try_again"));
                }
            }
        }
    }
}
