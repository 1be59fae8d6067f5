// The whole program without its window: rail, top bar, help, notices, files, appearance.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "app/app.h"
#include "support/catch.h"
#include "support/gui_harness.h"
#include "support/run_program.h"

namespace {

constexpr double k_frame = 1.0 / 60.0;

// The program in a harness of its own; frames pass when the harness draws.
struct Program {
    std::unique_ptr<app::App> app;
    test::GuiHarness gui;

    Program() {
        auto created = app::App::create({}, [] {});
        REQUIRE(created);
        app = std::move(created).value();
        gui.show([this](ui::Ui& ui, ui::Canvas& canvas) { app->frame(ui, canvas, k_frame); });
    }
    bool shows(std::string_view words) const { return test::count_of(gui.dump(), words) > 0; }
};

}  // namespace

TEST_CASE("the program starts with the article's example, paused") {
    Program p;
    CHECK(p.app->scene().id() == "stride");
    CHECK(p.shows("112"));
    CHECK_FALSE(p.app->wants_frames());
    const auto readout = ui::plain(p.app->scene().readout(p.gui.view()));
    CHECK(readout == "Window 1 of 4, rows 1–2, columns 1–2: the largest of 12, 20, 8, 12 is 20.");
}

TEST_CASE("rail and number keys change the scene") {
    Program p;
    p.gui.click("scene.compare");
    CHECK(p.app->scene().id() == "compare");
    p.gui.key("3");
    CHECK(p.app->scene().id() == "photo");
    p.gui.key("1");
    CHECK(p.app->scene().id() == "stride");
}

TEST_CASE("help lists every command that has a key, and closes by Esc") {
    Program p;
    p.gui.key("F1");
    p.gui.frames(2);
    REQUIRE(p.shows("Keys and what they do"));
    for (const ui::Command& command : p.gui.ui().commands()) {
        if (command.keys.empty()) continue;
        INFO(command.id);
        CHECK(p.shows(p.gui.ui().words(command.id)));
        CHECK(p.shows(ui::key_text(command.keys.front())));
    }
    p.gui.key("Esc");
    p.gui.frames(2);
    CHECK_FALSE(p.shows("Keys and what they do"));
}

TEST_CASE("language, colours, text size and motion go round") {
    Program p;
    p.gui.click("app.language");
    CHECK(p.app->appearance().language == "ko");
    CHECK(p.app->view_for(1280, 800).text->get("scene.stride") == "보폭");
    p.gui.key("L");
    CHECK(p.app->appearance().language == "en");
    p.gui.click("app.theme");
    CHECK(p.app->appearance().theme == ui::ThemeId::light);
    p.gui.key("T");
    p.gui.key("T");
    CHECK(p.app->appearance().theme == ui::ThemeId::dark);
    for (const float scale : {1.25F, 1.5F, 2.0F, 1.0F}) {
        p.gui.key("A");
        CHECK(p.app->appearance().text_scale == scale);
        CHECK(p.app->appearance().settings_open == (scale < 1.5F));  // a drawer begins closed
    }
    p.gui.key("M");
    CHECK(p.app->appearance().reduced_motion);
}

TEST_CASE("reset says so, and its Undo takes it back") {
    Program p;
    p.gui.click("settings.kernel.plus");
    REQUIRE(p.gui.value("settings.kernel") == "3");
    p.gui.click("app.reset");
    p.gui.frames(2);
    CHECK(p.gui.value("settings.kernel") == "2");
    REQUIRE(p.shows("Back to the start"));
    p.gui.click("toast.undo");
    p.gui.frames(2);
    CHECK(p.gui.value("settings.kernel") == "3");
    p.gui.frames(300);
    CHECK_FALSE(p.shows("Back to the start"));
}

TEST_CASE("the toast's Undo takes back nothing but what the toast speaks of") {
    for (const std::string scene : {"stride", "compare", "photo"}) {
        INFO(scene);
        const std::string plus = scene == "photo" ? "photo.kernel.plus" : "settings.kernel.plus";
        Program p;
        p.app->show_scene(scene);
        p.gui.frames(2);
        p.gui.click(plus);
        p.gui.click("app.reset");
        p.gui.frames(30);
        REQUIRE(p.gui.has("toast.undo"));  // the change stays offered while nothing else happens
        p.gui.click(plus);
        p.gui.frames(2);
        CHECK_FALSE(p.gui.has("toast.undo"));
        p.gui.click("app.reset");
        p.gui.click("app.reset");  // changes nothing, so there is nothing to take back
        p.gui.frames(2);
        CHECK(p.shows("Back to the start"));
        CHECK_FALSE(p.gui.has("toast.undo"));
    }
    Program p;
    p.gui.click("settings.kernel.plus");
    p.gui.click("app.reset");
    p.gui.frames(2);
    REQUIRE(p.gui.has("toast.undo"));
    p.gui.key("2");
    p.gui.frames(2);
    CHECK_FALSE(p.gui.has("toast.undo"));
}

TEST_CASE("a table is saved by its typed name and Enter, and replaces a file only when asked twice") {
    const test::TempFolder folder;
    test::write_file(folder.file("old.csv"), "1\n");
    const char* home = std::getenv("HOME");
    const std::string home_before = home != nullptr ? home : "";
    ::setenv("HOME", std::filesystem::path(folder.file("old.csv")).parent_path().c_str(), 1);
    Program p;
    p.gui.click("settings.page.numbers");
    const auto save_as = [&](std::string_view name) {
        p.gui.click("settings.save_table");
        p.gui.frames(2);
        p.gui.key("Ctrl+A");
        p.gui.type(name);
        p.gui.frame();
        p.gui.key("Enter");
        p.gui.frames(2);
    };
    save_as("new");
    CHECK(p.shows("new.csv"));  // the toast
    CHECK(std::filesystem::exists(folder.file("new.csv")));
    save_as("old");
    CHECK(p.shows("already."));
    CHECK(std::filesystem::file_size(folder.file("old.csv")) == 2);
    p.gui.key("Enter");
    p.gui.frames(2);
    CHECK(std::filesystem::file_size(folder.file("old.csv")) > 2);
    ::setenv("HOME", home_before.c_str(), 1);
}

TEST_CASE("a dropped table is the grid, of several files the first one is taken") {
    const test::TempFolder folder;
    test::write_file(folder.file("a.csv"), "7,-8\n9.5,41\n");
    test::write_file(folder.file("b.csv"), "1\n");
    Program p;
    p.app->show_scene("photo");
    const std::vector<std::filesystem::path> dropped{folder.file("a.csv"), folder.file("b.csv")};
    p.app->open_files(dropped);
    p.gui.frames(2);
    CHECK(p.app->scene().id() == "stride");
    CHECK(p.shows("41"));
    CHECK(p.shows("2 files were dropped; the first one is opened"));
}

TEST_CASE("a damaged table is a sentence, and the grid stays") {
    const test::TempFolder folder;
    test::write_file(folder.file("bad.csv"), "1,2\n3,cat\n");
    Program p;
    p.app->open_file(folder.file("bad.csv"));
    p.gui.frames(2);
    CHECK(p.shows("cat"));
    CHECK(p.shows("112"));
}

TEST_CASE("an error notice stays until it is closed") {
    Program p;
    p.app->say_error({.what = "the disk is full", .where = "out.csv", .hint = "free some space"});
    p.gui.frames(5 * 60);
    REQUIRE(p.gui.has("app.close"));
    CHECK(p.shows("out.csv"));
    p.gui.click("app.close");
    p.gui.frames(2);
    CHECK_FALSE(p.gui.has("app.close"));
}

TEST_CASE("the copy button asks for the sentence to be copied") {
    Program p;
    p.gui.click("app.copy_readout");
    const auto wishes = p.app->take_wishes();
    REQUIRE(wishes.copy);
    CHECK(wishes.copy->starts_with("Window 1 of 4"));
    p.gui.key("F11");
    CHECK(p.app->take_wishes().toggle_fullscreen);
}

TEST_CASE("the settings fold away and come back") {
    Program p;
    p.gui.key("S");
    CHECK_FALSE(p.app->appearance().settings_open);
    CHECK(p.app->view_for(1280, 800).layout.settings.empty());
    p.gui.key("S");
    CHECK(p.app->appearance().settings_open);
}
