// Saving what is shown, by hand: the sheet, the code, and the exports that need no graphics; pictures are stood in for.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include "app/app.h"
#include "support/catch.h"
#include "support/gui_harness.h"
#include "support/run_program.h"

namespace {

constexpr double k_frame = 1.0 / 60.0;

// Draws every order as one flat picture, of another grey each time; slowly enough for a run to be stopped.
struct FlatPictures final : app::PictureSource {
    int drawn = 0;
    app::PictureOrder last;
    core::Result<core::Image> picture(app::App&, const app::PictureOrder& order) override {
        last = order;
        ++drawn;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        return core::make_image(40, 30, 3,
                                std::vector<std::uint8_t>(40 * 30 * 3, static_cast<std::uint8_t>(drawn * 3)));
    }
    core::Result<std::string> svg(app::App&, const app::PictureOrder& order) override {
        last = order;
        return std::string("<svg/>");
    }
};

// The program in a harness of its own, with a home folder that is thrown away; a frame is followed by a little of the
// export under way, as the window does it.
struct Program {
    test::TempFolder home;
    std::string home_before = std::getenv("HOME") != nullptr ? std::getenv("HOME") : "";
    FlatPictures pictures;
    std::unique_ptr<app::App> app;
    test::GuiHarness gui;

    explicit Program(const test::GuiOptions& options = {}) : gui(options) {
        ::setenv("HOME", home.path().c_str(), 1);
        auto created = app::App::create({.language = options.language}, [] {});
        REQUIRE(created);
        app = std::move(created).value();
        gui.show([this](ui::Ui& ui, ui::Canvas& canvas) { app->frame(ui, canvas, k_frame); });
    }
    ~Program() { ::setenv("HOME", home_before.c_str(), 1); }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    bool shows(std::string_view words) const { return test::count_of(gui.dump(), words) > 0; }
    std::string file(const std::string& name) const { return home.file(name); }
    void finish() {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (app->exporting() && std::chrono::steady_clock::now() < deadline) {
            app->advance_export(&pictures);
            gui.frame();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        REQUIRE_FALSE(app->exporting());
        gui.frames(2);
    }
};

}  // namespace

TEST_CASE("the camera opens the sheet, and Save writes the picture at the scale chosen") {
    Program p;
    p.gui.click("app.save_picture");
    p.gui.frames(2);
    REQUIRE(p.shows("Save what is shown"));
    CHECK(p.shows("1792 × 1184 pixels"));  // the stage of 1280 x 800, twice
    p.gui.click("export.scale.4");
    p.gui.frames(2);
    CHECK(p.shows("3584 × 2368 pixels"));
    p.gui.click("export.area.window");
    p.gui.frames(2);
    CHECK(p.shows("5120 × 3200 pixels"));
    p.gui.click("export.save");
    p.finish();
    CHECK(p.pictures.last.scale == 4.0);
    CHECK(p.pictures.last.area == app::PictureArea::window);
    CHECK(std::filesystem::exists(p.file("poolscope-stride.png")));
    CHECK(p.shows("Saved: "));
    CHECK_FALSE(p.shows("Save what is shown"));
}

TEST_CASE("Ctrl+E opens the sheet, Esc closes it, Ctrl+Shift+E saves again under a new number") {
    Program p;
    p.gui.key("Ctrl+E");
    p.gui.frames(2);
    REQUIRE(p.gui.has("export.save"));
    p.gui.key("Esc");
    p.gui.frames(2);
    CHECK_FALSE(p.gui.has("export.save"));
    p.gui.key("Ctrl+Shift+E");
    p.finish();
    p.gui.key("Ctrl+Shift+E");
    p.finish();
    CHECK(std::filesystem::exists(p.file("poolscope-stride.png")));
    CHECK(std::filesystem::exists(p.file("poolscope-stride-2.png")));
}

TEST_CASE("an animation shows its progress, leaves the player where it is, and can be cancelled") {
    Program p;
    p.gui.key("Right");
    p.gui.frames(70);  // the second window, done
    const core::Playback before = p.app->scene().playback();
    REQUIRE(before.window == 1);
    p.gui.click("app.save_picture");
    p.gui.click("export.gif");
    p.gui.frames(2);
    CHECK(p.shows("frames, 5.5 s, 800 pixels wide"));
    p.gui.click("export.save");
    p.app->advance_export(&p.pictures);
    p.gui.frames(2);
    CHECK(p.pictures.drawn > 0);
    CHECK(p.app->scene().playback() == before);
    REQUIRE(p.gui.has("export.cancel"));
    CHECK(p.shows("Saving, "));
    p.gui.click("export.cancel");
    p.finish();
    CHECK_FALSE(std::filesystem::exists(p.file("poolscope-stride.gif")));
    p.gui.click("export.save");
    p.finish();
    CHECK(test::read_file(p.file("poolscope-stride.gif")).starts_with("GIF89a"));
    CHECK(p.app->scene().playback() == before);
}

TEST_CASE("numbers are named before they are saved, in both languages") {
    Program p({.language = "ko"});
    p.gui.click("app.save_picture");
    p.gui.click("export.csv");
    p.gui.frames(2);
    CHECK(p.shows("입력,"));
    p.gui.click("export.save");
    p.finish();
    CHECK(test::read_file(p.file("poolscope-stride.csv")).starts_with("입력 (4x4)\n12,20,30,0\n"));
    p.gui.click("app.save_picture");
    p.gui.click("export.svg");
    p.gui.click("export.save");
    p.finish();
    CHECK(test::read_file(p.file("poolscope-stride.svg")) == "<svg/>");
}

TEST_CASE("Save as asks for a name and writes there, and a folder that is not there is a sentence") {
    Program p;
    p.gui.click("app.save_picture");
    p.gui.click("export.csv");
    p.gui.click("export.save_as");
    p.gui.frames(2);
    p.gui.key("Ctrl+A");
    p.gui.type("board");
    p.gui.frame();
    p.gui.key("Enter");
    p.finish();
    CHECK(std::filesystem::exists(p.file("board.csv")));
    std::filesystem::remove_all(p.home.path());
    p.gui.key("Ctrl+Shift+E");
    p.finish();
    REQUIRE(p.app->failure());
    CHECK(p.gui.has("app.close"));  // of the notice
    std::filesystem::create_directories(p.home.path());
}

TEST_CASE("the code of the setting is shown, copied and saved, framework by framework") {
    Program p;
    p.gui.key("K");
    p.gui.frames(2);
    REQUIRE(p.shows("Code for this setting"));
    CHECK(p.shows("F.max_pool2d(x, kernel_size=(2, 2), stride=(2, 2))"));
    p.gui.click("code.numpy");
    p.gui.frames(2);
    CHECK(p.shows("sliding_window_view(x, (2, 2))[::2, ::2]"));
    p.gui.click("code.copy");
    const auto wishes = p.app->take_wishes();
    REQUIRE(wishes.copy);
    CHECK(wishes.copy->starts_with("import numpy as np\n"));
    p.gui.click("code.save");
    p.gui.frames(2);
    p.gui.key("Enter");
    p.finish();
    CHECK(test::read_file(p.file("poolscope-stride.py")) == *wishes.copy);
}
