// Every control of the kit, used by name with mouse and keyboard.
#include <array>

#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

using test::GuiHarness;
using ui::Rect;

const std::vector<std::string> k_operators{"test.max", "test.average", "test.more"};

}  // namespace

TEST_CASE("a button is pressed with the mouse and, under the focus ring, with Enter and Space") {
    GuiHarness g;
    int pressed = 0;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        if (ui.button({100, 100, 120, 48}, "test.button")) ++pressed;
        ui.button({240, 100, 120, 48}, "test.off", {.enabled = false});
    });
    g.click("test.button");
    CHECK(pressed == 1);
    SECTION("only if it goes up where it went down") {
        g.drag({150, 120}, {150, 300});
        CHECK(pressed == 1);
        g.drag({150, 300}, {150, 120});
        CHECK(pressed == 1);
    }
    SECTION("keys need the ring, and the ring needs Tab") {
        g.key("Enter");
        CHECK(pressed == 1);
        g.key("Tab");
        g.key("Enter");
        g.key("Space");
        CHECK(pressed == 3);
        g.key("Esc");
        g.key("Enter");
        CHECK(pressed == 3);
    }
    SECTION("a disabled one does nothing and Tab passes it by") {
        CHECK_FALSE(g.control("test.off").enabled);
        g.click("test.off");
        g.key("Tab");
        g.key("Tab");
        g.key("Enter");
        CHECK(pressed == 2);
    }
}

TEST_CASE("a repeating button fires at the press, after 400 ms and every 120 ms") {
    GuiHarness g;
    int fired = 0;
    g.show([&](ui::Ui& ui, ui::Canvas&) { fired += ui.button({100, 100, 48, 48}, "test.button", {.repeat = true}); });
    g.press_at({120, 120});
    CHECK(fired == 1);
    g.frames(3, 0.1);
    CHECK(fired == 1);
    g.frames(2, 0.1);  // 0.5 s
    CHECK(fired == 2);
    g.frames(10, 0.03);  // 0.8 s
    CHECK(fired == 5);
    g.release();
    g.frames(10, 0.1);
    CHECK(fired == 5);
}

TEST_CASE("a checkbox turns over") {
    GuiHarness g;
    bool on = false;
    g.show([&](ui::Ui& ui, ui::Canvas&) { ui.checkbox({100, 100, 200, 32}, "test.check", on); });
    g.click("test.check");
    CHECK(on);
    CHECK(g.value("test.check") == "on");
    g.key("Tab");
    g.key("Space");
    CHECK_FALSE(on);
}

TEST_CASE("a segmented control takes clicks and arrows and stops at its ends") {
    GuiHarness g;
    int chosen = 0;
    int changes = 0;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        changes += ui.segmented({100, 100, 248, 44}, "test.operator", k_operators, chosen);
    });
    g.click("test.more");
    CHECK(chosen == 2);
    CHECK(changes == 1);
    CHECK(g.value("test.operator") == "test.more");
    g.click("test.more");
    CHECK(changes == 1);
    g.key("Tab");
    g.key("Right");
    CHECK(chosen == 2);
    g.key("Left");
    g.key("Up");
    g.key("Left");
    CHECK(chosen == 0);
    g.key("End");
    CHECK(chosen == 2);
    g.key("Home");
    CHECK(chosen == 0);
}

TEST_CASE("words too long for their segments are shortened, never drawn outside") {
    GuiHarness g({.width = 1024, .height = 600});
    int chosen = 1;
    g.show([&](ui::Ui& ui, ui::Canvas&) { ui.segmented({100, 100, 150, 44}, "test.operator", k_operators, chosen); });
    CHECK(test::count_of(g.dump(), "…") == 3);
    float x = 100;
    for (const std::string& key : k_operators) {
        const Rect rect = g.control(key).rect;
        CHECK(rect.x == Approx(x));
        x = rect.right();
    }
    CHECK(x == Approx(250));
}

TEST_CASE("a combo opens a list above everything, by mouse and by keys") {
    GuiHarness g;
    int chosen = 0;
    int below = 0;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        ui.combo({100, 100, 200, 40}, "test.rule", k_operators, chosen);
        below += ui.button({100, 150, 200, 120}, "test.button");
    });
    REQUIRE_FALSE(g.has("test.rule/test.more"));
    g.click("test.rule");
    g.click("test.rule/test.more");
    CHECK(chosen == 2);
    CHECK(below == 0);
    CHECK(g.value("test.rule") == "test.more");
    CHECK_FALSE(g.has("test.rule/test.more"));
    SECTION("a click outside closes it and goes no further") {
        g.click("test.rule");
        g.click_at({120, 265});
        CHECK(chosen == 2);
        CHECK(below == 0);
        g.click_at({120, 265});
        CHECK(below == 1);
    }
    SECTION("Esc closes it, arrows and Enter choose") {
        g.click("test.rule");
        g.key("Up");
        g.key("Esc");
        CHECK(chosen == 2);
        g.click("test.rule");
        g.key("Up");
        g.key("Enter");
        CHECK(chosen == 1);
    }
    SECTION("arrows change it without opening") {
        g.key("Tab");
        g.key("Tab");
        g.key("Shift+Tab");
        g.key("Shift+Tab");
        g.key("Tab");
        g.key("Tab");
        g.key("Up");
        CHECK(chosen == 1);
        g.key("Space");
        CHECK(g.has("test.rule/test.more"));
    }
}

TEST_CASE("a list near the lower edge opens upwards and stays inside the window") {
    GuiHarness g;
    int chosen = 0;
    const ui::Rect rect{1200, 750, 60, 40};
    g.show([&](ui::Ui& ui, ui::Canvas&) { ui.combo(rect, "test.rule", k_operators, chosen); });
    g.click("test.rule");
    for (const std::string& key : k_operators) {
        const ui::Rect row = g.control("test.rule/" + key).rect;
        CHECK(row.bottom() <= rect.y);
        CHECK(row.right() <= 1280);
    }
}

TEST_CASE("a menu hangs on a button and says what was chosen once") {
    GuiHarness g;
    bool open = false;
    std::vector<int> chosen;
    const ui::Rect rect{100, 100, 120, 40};
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        if (ui.button(rect, "test.button")) open = true;
        if (const int one = ui.menu(rect, "test.menu", k_operators, open); one >= 0) chosen.push_back(one);
    });
    g.click("test.button");
    g.click("test.menu/test.average");
    g.frames(3);
    CHECK(chosen == std::vector<int>{1});
    CHECK_FALSE(open);
    g.click("test.button");
    g.key("Esc");
    CHECK(chosen.size() == 1);
    CHECK_FALSE(open);
}

TEST_CASE("a slider is dragged, stepped, typed into and moved by keys, and never leaves its range") {
    GuiHarness g;
    std::int64_t value = 2;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        ui.slider({100, 100, 248, ui.slider_height()}, "test.kernel", value, 1, 9,
                  {.parameter = ui::Parameter::kernel, .symbol = "k"});
    });
    CHECK(g.value("test.kernel") == "2");
    g.drag("test.kernel", 1.0F);
    CHECK(value == 9);
    g.drag("test.kernel", 0.5F);
    CHECK(value == 5);
    g.click("test.kernel.plus");
    CHECK(value == 6);
    g.click("test.kernel.minus");
    g.click("test.kernel.minus");
    CHECK(value == 4);
    SECTION("typing: Enter accepts, a number out of range is held at the end") {
        g.click("test.kernel.value");
        CHECK(g.ui().typing());
        g.type("3");
        g.key("Enter");
        CHECK(value == 3);
        CHECK_FALSE(g.ui().typing());
        g.click("test.kernel.value");
        g.type("99");
        g.key("Enter");
        CHECK(value == 9);
    }
    SECTION("Esc restores, nonsense stays marked and changes nothing") {
        g.click("test.kernel.value");
        g.type("7");
        g.key("Esc");
        CHECK(value == 4);
        g.click("test.kernel.value");
        g.type("seven");
        g.key("Enter");
        CHECK(value == 4);
        CHECK(g.ui().typing());
        g.click_at({600, 600});
        CHECK(value == 4);
        CHECK_FALSE(g.ui().typing());
    }
    SECTION("keys of the ring") {
        g.key("Tab");
        g.key("Right");
        CHECK(value == 5);
        g.key("Left");
        g.key("Down");
        CHECK(value == 3);
        g.key("End");
        CHECK(value == 9);
        g.key("Home");
        CHECK(value == 1);
        g.key("Enter");
        CHECK(g.ui().typing());
        g.type("8");
        g.key("Enter");
        CHECK(value == 8);
    }
    SECTION("at the end the step button is off") {
        g.drag("test.kernel", 1.0F);
        CHECK_FALSE(g.control("test.kernel.plus").enabled);
        CHECK(g.control("test.kernel.minus").enabled);
    }
}

TEST_CASE("a slider of decimals keeps to its steps") {
    GuiHarness g;
    double value = 1.0;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        ui.slider({100, 100, 248, 56}, "test.zoom", value, 1.0, 8.0, {.decimals = 1, .step = 0.5, .suffix = "×"});
    });
    CHECK(g.value("test.zoom") == "1.0×");
    g.click("test.zoom.plus");
    CHECK(value == 1.5);
    g.click("test.zoom.value");
    g.type("2,3");
    g.key("Enter");
    CHECK(value == 2.5);
}

TEST_CASE("a number field takes what people type") {
    GuiHarness g;
    float value = 12.0F;
    g.show([&](ui::Ui& ui, ui::Canvas&) { ui.number_field({100, 100, 90, 40}, "test.field", value); });
    g.click("test.field");
    g.type("-2.5");
    g.key("Enter");
    CHECK(value == -2.5F);
    CHECK(g.value("test.field") == "−2.5");
    g.click("test.field");
    g.type("7");
    g.click_at({500, 500});
    CHECK(value == 7.0F);
    g.click("test.field");
    g.key("End");
    g.type("x");
    g.key("Enter");
    CHECK(value == 7.0F);
    g.key("Esc");
    CHECK_FALSE(g.ui().typing());
}

TEST_CASE("a text field: caret, selection, clipboard") {
    GuiHarness g;
    std::string value = "cat";
    g.show([&](ui::Ui& ui, ui::Canvas&) { ui.text_field({100, 100, 300, 40}, "test.name", value); });
    g.click("test.name");
    g.key("End");
    g.type("s and 고양이");
    CHECK(value == "cats and 고양이");
    g.key("Backspace");
    CHECK(value == "cats and 고양");
    g.key("Home");
    g.key("Delete");
    CHECK(value == "ats and 고양");
    g.key("Ctrl+A");
    g.key("Ctrl+X");
    CHECK(value.empty());
    g.key("Ctrl+V");
    g.key("Ctrl+V");
    CHECK(value == "ats and 고양ats and 고양");
    g.key("Esc");
    CHECK(value == "cat");
}

TEST_CASE("the editor over a cell selects all, accepts, leaves at its ends") {
    GuiHarness g;
    std::string typed = "12";
    bool open = true;
    bool just_opened = true;
    auto end = ui::Ui::EditEnd::open;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        if (!open) return;
        end = ui.cell_editor({300, 300, 88, 88}, typed, just_opened);
        just_opened = false;
        open = end == ui::Ui::EditEnd::open;
    });
    using End = ui::Ui::EditEnd;
    SECTION("typing replaces, Enter accepts") {
        g.type("-7.5");
        g.key("Enter");
        CHECK(end == End::accepted);
        CHECK(typed == "-7.5");
    }
    SECTION("Esc restores") {
        g.type("3");
        g.key("Esc");
        CHECK(end == End::cancelled);
        CHECK(typed == "12");
    }
    SECTION("a click elsewhere accepts, a click inside does not") {
        g.click_at({344, 344});
        CHECK(end == End::open);
        g.click_at({800, 500});
        CHECK(end == End::accepted);
    }
    SECTION("Tab, arrows at the ends, up and down leave for a neighbour") {
        const auto [key, expected] = GENERATE(table<std::string, End>(
            {{"Tab", End::next}, {"Shift+Tab", End::previous}, {"Down", End::below}, {"Up", End::above}}));
        g.key(key);
        CHECK(end == expected);
    }
    SECTION("the right arrow first goes to the end of the line") {
        g.key("Right");
        CHECK(end == End::open);
        g.key("Right");
        CHECK(end == End::next);
    }
    SECTION("a block from a spreadsheet is handed over as it came") {
        g.copy("1\t2\n3\t4\n");
        g.key("Ctrl+V");
        CHECK(end == End::pasted);
        CHECK(typed == "1\t2\n3\t4\n");
    }
    SECTION("one number from the clipboard is typed") {
        g.copy("42");
        g.key("Ctrl+V");
        CHECK(end == End::open);
        CHECK(typed == "42");
    }
}

TEST_CASE("a cell opened by typing a digit keeps the digit") {
    GuiHarness g;
    std::string typed;
    bool open = false;
    bool just_opened = false;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        ui.command({.id = "test.five", .keys = {{"5"}}, .run = [&] {
                        open = just_opened = true;
                        typed = "5";
                    }});
        if (open) ui.cell_editor({300, 300, 88, 88}, typed, just_opened);
        just_opened = false;
    });
    g.type("5");
    REQUIRE(open);
    g.type("6");
    CHECK(typed == "56");
}

TEST_CASE("the pointer of the stage: hover, press, drag, click, double click, wheel") {
    GuiHarness g;
    ui::Pointer seen;
    int clicks = 0;
    int double_clicks = 0;
    float wheel = 0;
    bool covered_button = false;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        covered_button |= ui.button({200, 200, 100, 48}, "test.button");
        seen = ui.pointer({100, 100, 400, 300}, "test.stage");  // later, yet below the button
        clicks += seen.clicked;
        double_clicks += seen.double_clicked;
        wheel += seen.wheel;
    });
    g.hover_at({120, 120});
    CHECK(seen.hovered);
    g.press_at({120, 120});
    CHECK(seen.down);
    g.move_to({700, 700});
    CHECK(seen.down);
    CHECK_FALSE(seen.hovered);
    CHECK(seen.position == ui::Vec2{700, 700});
    CHECK(seen.press_position == ui::Vec2{120, 120});
    g.release();
    CHECK_FALSE(seen.down);
    CHECK(clicks == 0);
    g.double_click_at({130, 130});
    CHECK(clicks == 2);
    CHECK(double_clicks == 1);
    g.wheel({130, 130}, 2);
    CHECK(wheel == 2);
    g.wheel({700, 700}, 2);
    CHECK(wheel == 2);
    g.click("test.button");
    CHECK(covered_button);
    CHECK(clicks == 2);
    g.hover_at({220, 220});
    CHECK_FALSE(seen.hovered);
}

TEST_CASE("requests come out once, in order") {
    GuiHarness g;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        if (ui.button({100, 100, 120, 48}, "test.button")) {
            ui.post(ui::CopyText{"one"});
            ui.post(ui::SavePicture{});
        }
    });
    g.click("test.button");
    const auto requests = g.requests();
    REQUIRE(requests.size() == 2);
    CHECK(std::get<ui::CopyText>(requests[0]).text == "one");
    CHECK(std::holds_alternative<ui::SavePicture>(requests[1]));
    CHECK(g.requests().empty());
}
