// What controls share: focus order, commands, overlays, scrolling, tooltips.
#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

using test::GuiHarness;

// The ring as drawn: 4 px around the control, or nothing.
bool ring_around(const GuiHarness& g, const ui::Rect& rect) {
    ui::RecordCanvas expected(g.view());
    expected.stroke_rect(rect.grown(4), g.view().color(ui::Token::focus), 3, 11);
    return g.dump().find(expected.dump()) != std::string::npos;
}

const ui::Rect k_first{100, 100, 100, 48};
const ui::Rect k_second{300, 100, 100, 48};

}  // namespace

TEST_CASE("Tab walks in the order of drawing and round, the ring shows only after a key") {
    GuiHarness g;
    std::int64_t value = 3;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        ui.button(k_first, "test.first");
        ui.button(k_second, "test.second");
        ui.slider({100, 200, 248, 56}, "test.slider", value, 1, 9);
    });
    CHECK_FALSE(ring_around(g, k_first));
    g.click("test.first");
    CHECK_FALSE(ring_around(g, k_first));
    g.key("Tab");  // goes on from where the mouse was
    CHECK(ring_around(g, k_second));
    g.key("Tab");
    CHECK(ring_around(g, {100, 200, 248, 56}));
    g.key("Tab");
    CHECK(ring_around(g, k_first));
    g.key("Shift+Tab");
    CHECK(ring_around(g, {100, 200, 248, 56}));
    g.click_at({600, 600});
    CHECK_FALSE(ring_around(g, {100, 200, 248, 56}));
}

TEST_CASE("commands: keys, buttons, enabled, and who gets Space") {
    GuiHarness g;
    int toggled = 0;
    int pressed = 0;
    bool enabled = true;
    bool field_open = false;
    std::string text;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        ui.command({.id = "test.toggle",
                    .keys = {{"Space"}, {"K", true}},
                    .enabled = [&] { return enabled; },
                    .run = [&] { ++toggled; }});
        pressed += ui.button(k_first, "test.first");
        ui.command_button(k_second, "test.toggle");
        if (field_open) ui.text_field({100, 200, 200, 40}, "test.name", text, true);
    });
    g.key("Space");
    g.key("Ctrl+K");
    g.key("K");
    CHECK(toggled == 2);
    g.click("test.toggle");
    CHECK(toggled == 3);
    SECTION("disabled") {
        enabled = false;
        g.key("Space");
        g.click("test.toggle");
        CHECK(toggled == 3);
        CHECK_FALSE(g.control("test.toggle").enabled);
    }
    SECTION("the focus ring takes Space") {
        g.key("Tab");  // round, from the last control to the first
        g.key("Space");
        CHECK(toggled == 3);
        CHECK(pressed == 1);
        g.key("Esc");
        g.key("Space");
        CHECK(toggled == 4);
    }
    SECTION("typing takes every key") {
        field_open = true;
        g.frames(2);
        CHECK(g.ui().typing());
        g.type("a b");
        CHECK(text == "a b");
        CHECK(toggled == 3);
    }
    SECTION("help finds them") { CHECK(g.ui().commands().size() == 1); }
}

TEST_CASE("a command's button may come before the command") {
    GuiHarness g;
    int run = 0;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        ui.command_button(k_first, "test.late");
        ui.command({.id = "test.late", .keys = {{"L"}}, .run = [&] { ++run; }});
    });
    CHECK(g.control("test.late").enabled);
    g.click("test.late");
    CHECK(run == 1);
}

TEST_CASE("an overlay takes mouse and keys, and closes by Esc or outside") {
    GuiHarness g;
    bool open = false;
    int below = 0;
    int inside = 0;
    int command = 0;
    int stage = 0;
    const ui::Rect panel{300, 200, 500, 400};
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        ui.command({.id = "test.toggle", .keys = {{"Space"}}, .run = [&] { ++command; }});
        if (ui.begin_overlay("test.overlay", panel, open)) {  // begun first, yet above what follows
            inside += ui.button({320, 220, 100, 48}, "test.inside");
            ui.end_overlay();
        }
        below += ui.button({320, 220, 100, 48}, "test.below");
        if (ui.button(k_first, "test.open")) open = true;
        stage += ui.pointer({0, 300, 1280, 400}, "test.stage").clicked;
    });
    g.click("test.below");
    CHECK(below == 1);
    g.click("test.open");
    REQUIRE(open);
    g.frames(2);
    g.click("test.inside");
    CHECK(inside == 1);
    CHECK(below == 1);
    g.click_at({500, 500});  // inside the panel, over the stage
    CHECK(stage == 0);
    CHECK(open);
    g.key("Space");
    CHECK(command == 0);
    SECTION("Tab stays inside") {
        g.key("Tab");
        CHECK(ring_around(g, {320, 220, 100, 48}));
        g.key("Tab");
        CHECK(ring_around(g, {320, 220, 100, 48}));
        g.key("Enter");
        CHECK(inside == 2);
    }
    SECTION("Esc") {
        g.key("Esc");
        CHECK_FALSE(open);
        g.key("Space");
        CHECK(command == 1);
    }
    SECTION("a click outside, which does nothing else") {
        g.click_at({900, 650});
        CHECK_FALSE(open);
        CHECK(stage == 0);
        g.click_at({900, 650});
        CHECK(stage == 1);
    }
}

TEST_CASE("a list inside an overlay lies above it and Esc closes one after the other") {
    GuiHarness g;
    bool open = true;
    int chosen = 0;
    const std::vector<std::string> keys{"test.one", "test.two"};
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        if (ui.begin_overlay("test.overlay", {300, 200, 500, 400}, open)) {
            ui.combo({320, 220, 200, 40}, "test.combo", keys, chosen);
            ui.end_overlay();
        }
    });
    g.click("test.combo");
    g.click("test.combo/test.two");
    CHECK(chosen == 1);
    g.click("test.combo");
    g.key("Esc");
    CHECK(open);
    CHECK_FALSE(g.has("test.combo/test.two"));
    g.key("Esc");
    CHECK_FALSE(open);
}

TEST_CASE("a scroll region clips, scrolls by wheel, bar and Tab, and shows a bar only when needed") {
    GuiHarness g;
    const ui::Rect region{1000, 100, 248, 200};
    float content = 600;
    std::vector<int> pressed(12);
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        const ui::Rect inner = ui.begin_scroll("test.scroll", region, content);
        for (int i = 0; i < 12; ++i) {
            const std::string key = "test.row" + std::to_string(i);
            const ui::Rect row{inner.x, inner.y + 50.0F * static_cast<float>(i), inner.w, 40};
            pressed[static_cast<std::size_t>(i)] += ui.button(row, key);
        }
        ui.end_scroll();
        ui.button({1000, 320, 248, 40}, "test.after");
    });
    CHECK(g.control("test.row0").rect.w == 236);
    SECTION("what is scrolled away cannot be clicked") {
        g.click("test.row5");
        CHECK(pressed[5] == 0);
        g.wheel({1010, 150}, -4);
        g.click("test.row5");
        CHECK(pressed[5] == 1);
    }
    SECTION("it stops at both ends") {
        g.wheel({1010, 150}, -100);
        CHECK(g.control("test.row11").rect.bottom() == 290);
        g.wheel({1010, 150}, 100);
        CHECK(g.control("test.row0").rect.y == 100);
    }
    SECTION("the bar is dragged") {
        g.drag({1242, 120}, {1242, 290});
        CHECK(g.control("test.row11").rect.bottom() == 290);
    }
    SECTION("Tab brings the control into sight") {
        for (int i = 0; i < 9; ++i) g.key("Tab");
        const ui::Rect row = g.control("test.row8").rect;
        CHECK(row.y >= region.y);
        CHECK(row.bottom() <= region.bottom());
    }
    SECTION("no bar when all fits") {
        content = 200;
        g.frames(2);
        CHECK_FALSE(g.has("test.scroll.bar"));
        CHECK(g.control("test.row0").rect.w == 248);
    }
}

TEST_CASE("a tooltip comes after a short rest, wrapped and inside the window") {
    GuiHarness g;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        ui.button({1200, 740, 60, 48}, "theme.dark", {.icon = ui::Icon::moon, .label = false});
        if (ui.pointer({100, 100, 300, 300}, "test.stage").hovered) ui.tooltip("used 4×");
    });
    g.move_to({1230, 760});
    g.frame();
    CHECK(g.tooltip().empty());
    CHECK(g.ui().wants_frame());
    g.hover("theme.dark");
    CHECK(g.tooltip() == "Dark");
    CHECK_FALSE(g.ui().wants_frame());
    g.press_at({1230, 760});
    CHECK(g.tooltip().empty());
    g.release();
    g.frames(60);
    CHECK(g.tooltip().empty());  // read, and now in the way
    CHECK_FALSE(g.ui().wants_frame());
    g.move_to({700, 700});
    g.frame();
    g.hover("theme.dark");
    CHECK(g.tooltip() == "Dark");
    g.key("T");
    g.frames(60);
    CHECK(g.tooltip().empty());
    g.move_to({150, 150});
    g.frame();
    CHECK(g.tooltip() == "used 4×");
    g.move_to({700, 700});
    g.frame();
    CHECK(g.tooltip().empty());
}

TEST_CASE("nothing moves, nothing is drawn again") {
    GuiHarness g;
    std::int64_t value = 3;
    g.show([&](ui::Ui& ui, ui::Canvas&) {
        ui.button(k_first, "test.first");
        ui.slider({100, 200, 248, 56}, "test.slider", value, 1, 9);
    });
    CHECK_FALSE(g.ui().wants_frame());
    g.press_at({150, 120});
    CHECK(g.ui().wants_frame());
    CHECK(g.ui().editing());
    g.release();
    g.frames(2);
    CHECK_FALSE(g.ui().wants_frame());
    CHECK_FALSE(g.ui().editing());
}

TEST_CASE("the settings drawer lies over the stage and keeps the mouse from it") {
    GuiHarness g({.text_scale = 1.5F});
    int stage = 0;
    const ui::Layout layout = g.view().layout;
    REQUIRE(layout.settings_is_drawer);
    g.show([&](ui::Ui& ui, ui::Canvas&) { stage += ui.pointer(layout.stage, "test.stage").clicked; });
    g.click_at(layout.settings.center());
    CHECK(stage == 0);
    g.click_at(layout.stage.min() + ui::Vec2{20, 20});
    CHECK(stage == 1);
}
