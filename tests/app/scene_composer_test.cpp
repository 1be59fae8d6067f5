// Drawing a scene for the built-in network: by mouse and by keys, through the names of the controls.
#include "app/scene_composer.h"

#include <cmath>

#include "support/catch.h"
#include "support/gui_harness.h"

using core::ShapeKind;

namespace {

struct Composing {
    app::SceneComposer composer;
    test::GuiHarness gui;
    std::optional<core::ShapeScene> used;

    explicit Composing(const test::GuiOptions& options = {}) : gui(options) {
        composer.open();
        gui.show([this](ui::Ui& ui, ui::Canvas&) {
            if (auto scene = composer.draw(ui)) used = std::move(scene);
        });
    }
    ui::Vec2 at(double x, double y) const {
        const ui::Rect rect = gui.control("composer.canvas").rect;
        return {rect.x + static_cast<float>(x) * rect.w, rect.y + static_cast<float>(y) * rect.h};
    }
    // What would be looked at now; the composer closes.
    core::ShapeScene take() {
        gui.click("composer.use");
        REQUIRE(used);
        CHECK_FALSE(composer.is_open());
        return *used;
    }
    std::string size() { return gui.value("composer.size"); }
};

bool enabled(const Composing& c, std::string_view name) { return c.gui.control(name).enabled; }

}  // namespace

TEST_CASE("the composer starts with the example and hands it on") {
    Composing c;
    CHECK(c.take() == core::example_shape_scene());
}

TEST_CASE("closing the composer hands nothing on and keeps the work") {
    Composing c;
    c.gui.click("composer.empty");
    c.gui.click("composer.kind.star");
    c.gui.key("Esc");
    c.gui.frames(2);
    CHECK_FALSE(c.composer.is_open());
    CHECK_FALSE(c.used);
    c.composer.open();
    c.gui.frames(3);
    const core::ShapeScene scene = c.take();
    REQUIRE(scene.shapes.size() == 1);
    CHECK(scene.shapes[0].kind == ShapeKind::star);
}

TEST_CASE("every kind can be added, and each lies where there is room") {
    Composing c;
    c.gui.click("composer.empty");
    for (const char* kind :
         {"circle", "square", "triangle", "star", "cross", "ring", "heart", "moon", "flower", "arrow"})
        c.gui.click(std::string("composer.kind.") + kind);
    const core::ShapeScene scene = c.take();
    REQUIRE(scene.shapes.size() == core::k_shape_kinds);
    for (int i = 0; i < core::k_shape_kinds; ++i) {
        const core::Shape& shape = scene.shapes[static_cast<std::size_t>(i)];
        CHECK(static_cast<int>(shape.kind) == i);
        CHECK(shape.color != scene.ground);
        if (i > 0 && i < 5) CHECK(std::hypot(shape.x - scene.shapes[0].x, shape.y - scene.shapes[0].y) > 0.3);
    }
}

TEST_CASE("a shape is dragged, and a drag is one step back") {
    Composing c;
    c.gui.click("composer.empty");
    c.gui.click("composer.kind.square");
    c.gui.drag(c.at(0.5, 0.5), c.at(0.25, 0.7));
    CHECK(enabled(c, "composer.undo"));
    c.gui.click("composer.undo");
    c.gui.click("composer.redo");
    const core::Shape moved = c.take().shapes.at(0);
    CHECK(moved.x == Approx(0.25).margin(0.01));
    CHECK(moved.y == Approx(0.7).margin(0.01));
    c.composer.open();
    c.gui.frames(3);
    c.gui.click("composer.undo");
    const core::Shape back = c.take().shapes.at(0);
    CHECK(back.x == Approx(0.5));
    CHECK(back.y == Approx(0.5));
}

TEST_CASE("a shape dragged off the picture keeps its middle on it") {
    Composing c;
    c.gui.click("composer.empty");
    c.gui.click("composer.kind.ring");
    // The ring's hole counts as the ring: its circle is what one takes hold of.
    c.gui.drag(c.at(0.5, 0.5), c.at(1.3, -0.4));
    const core::Shape moved = c.take().shapes.at(0);
    CHECK(moved.x == 1.0);
    CHECK(moved.y == 0.0);
}

TEST_CASE("the handle resizes and turns") {
    Composing c;
    c.gui.click("composer.empty");
    c.gui.click("composer.kind.arrow");
    const double half = 0.34 / 2.0;
    c.gui.drag(c.at(0.5 + half, 0.5 + half), c.at(0.5 + 2 * half, 0.5 + 2 * half));
    CHECK(c.size() == "68%");
    CHECK(c.gui.value("composer.angle") == "0°");
    c.gui.drag(c.at(0.5 + 2 * half, 0.5 + 2 * half), c.at(0.5 - 2 * half, 0.5 + 2 * half));
    CHECK(c.gui.value("composer.angle") == "90°");
    CHECK(c.size() == "68%");
}

TEST_CASE("wheel, sliders and keys change the chosen shape") {
    Composing c;
    c.gui.click("composer.empty");
    c.gui.click("composer.kind.moon");
    c.gui.wheel(c.at(0.5, 0.5), 3.0F);
    CHECK(c.size() == "43%");
    c.gui.drag("composer.size", 1.0F);
    CHECK(c.size() == "100%");
    c.gui.drag("composer.angle", 0.75F);
    CHECK(c.gui.value("composer.angle") == "90°");
    c.gui.click_at(c.at(0.45, 0.5));  // the keys go to the picture again
    c.gui.key("Shift+Right");
    CHECK(c.gui.value("composer.angle") == "95°");
    c.gui.key("-");
    CHECK(c.size() == "91%");
    c.gui.key("Left");
    c.gui.key("Down");
    const core::Shape shape = c.take().shapes.at(0);
    CHECK(shape.x == Approx(0.48));
    CHECK(shape.y == Approx(0.52));
}

TEST_CASE("colours, pattern, order and deletion") {
    Composing c;
    c.gui.click("composer.empty");
    c.gui.click("composer.kind.circle");
    c.gui.click("composer.kind.heart");
    c.gui.click("composer.shape_color/composer.color.violet");
    c.gui.click("composer.shape_texture/composer.texture.dots");
    c.gui.key("[");  // the circle
    c.gui.click("composer.raise");
    c.gui.click("composer.ground_color/composer.color.pink");
    c.gui.click("composer.ground_texture/composer.texture.stripes");
    c.gui.click("composer.clutter");
    core::ShapeScene scene = c.take();
    REQUIRE(scene.shapes.size() == 2);
    CHECK(scene.shapes[0].kind == ShapeKind::heart);
    CHECK(scene.shapes[0].color == 0x8A5BD6U);
    CHECK(scene.shapes[0].texture == core::ShapeTexture::dots);
    CHECK(scene.shapes[1].kind == ShapeKind::circle);
    CHECK(scene.shapes[1].texture == core::ShapeTexture::plain);
    CHECK(scene.ground == 0xEE8FB5U);
    CHECK(scene.ground_second != scene.ground);
    CHECK(scene.ground_texture == core::ShapeTexture::stripes);
    CHECK(scene.clutter_seed != 0);

    c.composer.open();
    c.gui.frames(3);
    c.gui.click("composer.clutter");
    c.gui.key("Delete");
    c.gui.frames(2);
    CHECK_FALSE(enabled(c, "composer.delete"));
    scene = c.take();
    CHECK(scene.clutter_seed == 0);
    REQUIRE(scene.shapes.size() == 1);
    CHECK(scene.shapes[0].kind == ShapeKind::heart);
}

TEST_CASE("a pattern's own colour can be chosen, and stays when the first colour changes") {
    Composing c;
    c.gui.click("composer.empty");
    c.gui.click("composer.kind.circle");
    c.gui.click("composer.shape_color/composer.color.red");
    CHECK_FALSE(c.gui.has("composer.shape_second/composer.color.blue"));  // plain: there is no pattern yet
    c.gui.click("composer.shape_texture/composer.texture.stripes");
    c.gui.frame();
    c.gui.click("composer.shape_second/composer.color.blue");
    c.gui.click("composer.shape_color/composer.color.white");
    c.gui.click("composer.ground_texture/composer.texture.dots");
    c.gui.frame();
    c.gui.click("composer.ground_second/composer.color.pink");
    const core::ShapeScene scene = c.take();
    CHECK(scene.shapes.at(0).color == 0xF7F4ECU);
    CHECK(scene.shapes.at(0).second == 0x3C7DD9U);
    CHECK(scene.ground_second == 0xEE8FB5U);
}

TEST_CASE("random scenes follow one another, the same for everybody, and can be taken back") {
    Composing a;
    a.gui.click("composer.random");
    a.gui.click("composer.random");
    const core::ShapeScene second = a.take();
    std::mt19937_64 random(2);
    CHECK(second == core::random_shape_scene(random, 1));
    a.composer.open();
    a.gui.frames(3);
    a.gui.click("composer.undo");
    a.gui.click("composer.undo");
    CHECK(a.take() == core::example_shape_scene());
}

TEST_CASE("without a chosen shape its controls wait") {
    Composing c;
    c.gui.click_at(c.at(0.99, 0.01));
    for (const char* name : {"composer.delete", "composer.raise"}) CHECK_FALSE(enabled(c, name));
    CHECK_FALSE(c.gui.has("composer.shape_color/composer.color.red"));
    c.gui.key("Delete");
    c.gui.key("Left");
    c.gui.click("composer.shape_texture/composer.texture.dots");
    CHECK(c.take() == core::example_shape_scene());
}

TEST_CASE("the composer fits small windows, large text, every theme and both languages") {
    for (const float scale : {1.0F, 2.0F}) {
        for (const char* language : {"en", "ko"}) {
            for (const ui::ThemeId theme : ui::k_themes) {
                Composing c({.width = 1024, .height = 600, .text_scale = scale, .language = language, .theme = theme});
                INFO(language << " at " << scale);
                const ui::Rect window{0, 0, 1024, 600};
                for (const char* name : {"composer.canvas", "composer.use", "composer.random", "composer.empty",
                                         "composer.undo", "composer.kind.circle", "app.close"}) {
                    INFO(name);
                    const ui::Rect rect = c.gui.control(name).rect;
                    CHECK(window.contains(rect.min()));
                    CHECK((rect.right() <= 1024 && rect.bottom() <= 600));
                    CHECK(rect.w >= 30);
                }
                CHECK(c.gui.control("composer.canvas").rect.w >= 250);
                c.gui.click("composer.kind.flower");
                CHECK(c.take().shapes.size() == 3);
            }
        }
    }
}

TEST_CASE("the whole composer can be used with keys alone") {
    Composing c;
    c.gui.key("N");
    c.gui.key("R");
    c.gui.key("]");
    c.gui.key("+");
    c.gui.key("PageUp");
    c.gui.key("Ctrl+Z");
    c.gui.key("Ctrl+Z");
    c.gui.key("Ctrl+Y");
    c.gui.key("Enter");
    REQUIRE(c.used);
    CHECK(c.used->shapes.size() == 2);
}
