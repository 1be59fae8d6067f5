// The program with a lesson in it, for the tests of lessons: frames until networks have looked, states to compare.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "app/app.h"
#include "app/scene_file.h"
#include "support/catch.h"
#include "support/gui_harness.h"

namespace test {

constexpr double k_lesson_frame = 1.0 / 60.0;

struct LessonProgram {
    std::unique_ptr<app::App> app;
    GuiHarness gui;

    explicit LessonProgram(const GuiOptions& options = {}) : app(make(options)), gui(options) {
        gui.show([this](ui::Ui& ui, ui::Canvas& canvas) { app->frame(ui, canvas, k_lesson_frame); });
    }
    static std::unique_ptr<app::App> make(const GuiOptions& options) {
        app::Appearance appearance;
        appearance.language = options.language;
        appearance.theme = options.theme;
        appearance.text_scale = options.text_scale;
        appearance.reduced_motion = options.reduced_motion;
        auto created = app::App::create(appearance, [] {}, {});
        REQUIRE(created);
        return std::move(created).value();
    }
    bool shows(std::string_view words) const { return count_of(gui.dump(), words) > 0; }
    const lessons::LessonPlayer& player() const { return app->lesson().player(); }
    const lessons::Card& card() const { return player().card(); }
    lessons::Onward onward() const { return player().onward(app->shown()); }

    void settle() {
        gui.frames(2);
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (app->waiting() && std::chrono::steady_clock::now() < end) {
            gui.frame();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        gui.frames(2);
    }
    // What a scene file would say about the scene in front.
    app::Json state() const {
        const app::SceneContent content{.scene = std::string(app->shown().id()), .appearance = {}, .picture = {}};
        return app::scene_json(content, app->all()).at("scenes").at(std::string(app->shown().id()));
    }
};

}  // namespace test
