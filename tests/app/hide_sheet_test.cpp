// Hidden controls: what is hidden is not drawn, not reached by keys, takes no room, travels in the scene file, and
// comes back; what a reader must be able to reach cannot be hidden.
#include <algorithm>
#include <memory>

#include "app/app.h"
#include "app/io/files.h"
#include "support/catch.h"
#include "support/gui_harness.h"
#include "support/run_program.h"

namespace {

std::unique_ptr<app::App> make_app() {
    auto created = app::App::create(app::Appearance{}, [] {});
    REQUIRE(created);
    return std::move(created).value();
}

struct Program {
    std::unique_ptr<app::App> app = make_app();
    test::GuiHarness gui{{.height = 1200.0F}};  // tall: the whole sheet without scrolling

    Program() {
        gui.show([this](ui::Ui& ui, ui::Canvas& canvas) { app->frame(ui, canvas, 1.0 / 60.0); });
    }
    void open_sheet() {
        gui.key("H");
        gui.frames(2);
    }
    void close_sheet() {
        gui.key("Esc");
        gui.frames(2);
    }
    void hide(const std::string& key) {
        open_sheet();
        gui.click("hide/" + key);
        close_sheet();
    }
    // On the screen itself; the sheet must be closed.
    bool has(std::string_view key) const {
        const auto& all = gui.controls();
        return std::any_of(all.begin(), all.end(), [&](const auto& control) { return control.key == key; });
    }
};

}  // namespace

TEST_CASE("a hidden setting is not drawn and leaves no gap") {
    Program p;
    const float rounding = p.gui.control("settings.rounding").rect.y;
    p.hide("settings.stride");
    CHECK_FALSE(p.has("settings.stride"));
    CHECK(p.has("settings.kernel"));
    CHECK(p.gui.control("settings.rounding").rect.y < rounding);
    p.hide("settings.stride");  // its tick again
    CHECK(p.gui.control("settings.rounding").rect.y == rounding);
}

TEST_CASE("a hidden screen is gone from the rail and from the number keys") {
    Program p;
    p.hide("scene.compare");
    CHECK_FALSE(p.has("scene.compare"));
    CHECK(p.has("scene.photo"));
    p.gui.key("2");
    p.gui.frames(2);
    CHECK(p.app->scene().id() == "stride");
    p.gui.key("3");
    p.gui.frames(2);
    CHECK(p.app->scene().id() == "photo");
}

TEST_CASE("the screen that is shown, and what leads out of trouble, cannot be hidden") {
    Program p;
    p.open_sheet();
    for (const char* key : {"scene.stride", "app.help", "app.scene_file", "app.undo", "app.language"})
        CHECK_FALSE(p.has(std::string("hide/") + key));
    p.close_sheet();
    p.app->set_hidden({"app.help", "settings.kernel", "settings.kernel", "one.of.a.newer.version"});
    p.gui.frames(2);
    CHECK(p.has("app.help"));
    CHECK_FALSE(p.has("settings.kernel"));
}

TEST_CASE("a hidden tool does nothing by its key, and the panel of settings closes") {
    Program p;
    p.hide("app.code");
    CHECK_FALSE(p.has("app.code"));
    p.gui.key("K");
    p.gui.frames(2);
    CHECK_FALSE(p.has("code.copy"));
    p.hide("app.settings");
    CHECK(p.app->view_for(1280, 1200).layout.settings.empty());
    p.gui.key("S");
    CHECK(p.app->view_for(1280, 1200).layout.settings.empty());
}

TEST_CASE("numbers that the class must not change open no editor") {
    Program p;
    const ui::Layout& layout = p.gui.view().layout;
    const auto edits = [&] {
        for (int twentieth = 2; twentieth < 10; ++twentieth) {
            const float part = static_cast<float>(twentieth) / 20.0F;
            p.gui.click_at({layout.stage.x + part * layout.stage.w, layout.stage.y + part * layout.stage.h});
            p.gui.frames(2);
            if (p.gui.ui().typing()) return true;
        }
        return false;
    };
    REQUIRE(edits());
    p.gui.key("Esc");
    p.hide("stage.edit");
    CHECK_FALSE(edits());
}

TEST_CASE("what is hidden on another screen is listed, and one button brings everything back") {
    Program p;
    p.hide("settings.rounding");
    p.gui.key("4");
    p.gui.frames(2);
    p.open_sheet();
    CHECK(p.gui.value("hide/settings.rounding") == "off");
    p.gui.click("hide.show_all");
    p.close_sheet();
    p.gui.key("1");
    p.gui.frames(2);
    CHECK(p.has("settings.rounding"));
}

TEST_CASE("hidden controls travel in the scene file, unknown ones too") {
    const test::TempFolder folder;
    const auto file = folder.file("class.poolscope");
    test::write_file(file, R"({"poolscope": 1, "hidden": ["settings.padding", "one.of.a.newer.version"]})");
    {
        Program p;
        p.app->open_scene(file);
        p.gui.frames(2);
        CHECK_FALSE(p.has("settings.padding"));
        p.hide("scene.cam");
        p.app->save_scene(folder.file("again.poolscope"));
    }
    Program p;
    p.app->open_scene(folder.file("again.poolscope"));
    p.gui.frames(2);
    CHECK_FALSE(p.has("settings.padding"));
    CHECK_FALSE(p.has("scene.cam"));
    const auto saved = io::read_whole_file(folder.file("again.poolscope"), 1 << 20);
    REQUIRE(saved);
    CHECK(saved.value().find("one.of.a.newer.version") != std::string::npos);
}

TEST_CASE("a list of hidden controls that is none is refused with its place") {
    const test::TempFolder folder;
    test::write_file(folder.file("bad.poolscope"), R"({"poolscope": 1, "hidden": [1]})");
    Program p;
    p.app->open_scene(folder.file("bad.poolscope"));
    REQUIRE(p.app->failure());
    const std::string sentence = p.app->failure()->sentence();
    CHECK(sentence.find("hidden is [1]") != std::string::npos);
    CHECK(sentence.find("a list of texts") != std::string::npos);
}
