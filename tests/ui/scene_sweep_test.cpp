// The sweep over all scenes: every state of the tour is drawn, every control has its words, and a seeded monkey finds
// no combination that fails an assertion or draws a number that is none.
#include <chrono>
#include <cstdio>
#include <random>
#include <set>

#include "app/scenes/scene.h"
#include "support/catch.h"
#include "support/gui_harness.h"
#include "support/look_answers.h"

namespace {

using test::GuiHarness;
using test::GuiOptions;
using test::wait_for;

// Key of the words a control is known by: its own key, or what stands after '/' in a list.
std::string words_key(const std::string& key) {
    const auto slash = key.rfind('/');
    return slash == std::string::npos ? key : key.substr(slash + 1);
}

// Parts of the stage: a sentence hanging over the numbers or the photo would hide what it is about.
bool is_region(std::string_view key) {
    return key.ends_with(".stage") || key.find(".frame.") != std::string_view::npos || key.starts_with("photo.lane.") ||
           key == "photo.levels" || key == "photo.numbers";
}

struct Screen {
    float width, height;
    float text_scale;
};
constexpr Screen k_screens[] = {{1024, 600, 1.0F}, {1280, 800, 1.0F}, {1280, 800, 2.0F}, {1920, 1080, 1.25F}};

}  // namespace

TEST_CASE("scene ids are unique and in the order of the rail") {
    const std::vector<std::string> ids = scenes::scene_ids();
    CHECK(ids == std::vector<std::string>{"stride", "compare", "photo", "gap", "cam", "shift", "stack"});
    const auto all = scenes::all_scenes();
    REQUIRE(all.size() == ids.size());
}

TEST_CASE("every tour stop is drawn in every theme, language and size, with controls of one name each") {
    int number = 0;
    for (std::size_t i = 0; i < scenes::scene_ids().size(); ++i) {
        const std::size_t stops = scenes::all_scenes()[i]->tour().size();
        for (std::size_t s = 0; s < stops; ++s) {
            // Each stop in one of the combinations; neighbours differ, so all combinations come up.
            const Screen& screen = k_screens[static_cast<std::size_t>(number) % 4];
            GuiOptions options;
            options.width = screen.width;
            options.height = screen.height;
            options.text_scale = screen.text_scale;
            options.language = number % 2 == 0 ? "en" : "ko";
            options.theme = ui::k_themes[static_cast<std::size_t>(number) % 3];
            ++number;
            const auto scene = std::move(scenes::all_scenes()[i]);
            const std::string stop = scene->tour()[s];
            CAPTURE(scene->id(), stop, options.language, screen.width, screen.text_scale);
            GuiHarness g(options);
            scene->show_tour_stop(stop);
            g.show(*scene);
            wait_for(*scene, g);
            CHECK_FALSE(g.dump().empty());
            CHECK_FALSE(ui::plain(scene->readout(g.view())).empty());
            std::set<std::string> keys;
            for (const ui::ControlRecord& control : g.controls()) CHECK(keys.insert(control.key).second);
            CHECK(scene->question(*g.view().text).ends_with('?'));
        }
    }
}

TEST_CASE("every control has its words and its sentence in both languages") {
    for (const char* language : {"en", "ko"}) {
        for (std::size_t i = 0; i < scenes::scene_ids().size(); ++i) {
            const std::size_t stops = scenes::all_scenes()[i]->tour().size();
            for (std::size_t s = 0; s < stops; ++s) {
                const auto scene = std::move(scenes::all_scenes()[i]);
                GuiHarness g({.language = language});
                scene->show_tour_stop(scene->tour()[s]);
                g.show(*scene);
                wait_for(*scene, g);
                g.frame();
                for (const ui::ControlRecord& control : g.controls()) {
                    std::string key = words_key(control.key);
                    CAPTURE(language, scene->id(), key);
                    CHECK(control.label.find('{') == std::string::npos);
                    CHECK(control.label != key);
                    for (const char* part : {".plus", ".minus", ".value"}) {
                        if (key.ends_with(part)) key.resize(key.size() - std::string_view(part).size());
                    }
                    if (g.view().text->has(key) && !is_region(key)) CHECK(g.view().text->has(key + ".tip"));
                }
                for (const ui::Command& command : g.ui().commands()) {
                    CAPTURE(command.id);
                    CHECK(g.view().text->has(command.id));
                    CHECK(g.view().text->has(command.id + ".tip"));
                    CHECK(g.view().text->has(command.group));
                }
            }
        }
    }
}

namespace {

const char* const k_keys[] = {"Space", "Left", "Right", "Home", "End", "[",      "]",    "+",      "-",
                              "Tab",   "Esc",  "Enter", "Up",   "C",   "Ctrl+V", "Down", "Ctrl+Z", "Backspace"};

// One thing a class might do without thinking.
void poke(GuiHarness& g, scenes::Scene& scene, std::mt19937& random) {
    const auto below = [&random](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    const ui::Rect& window = g.view().layout.window;
    const auto anywhere = [&] {
        return ui::Vec2{static_cast<float>(random() % 1000) / 1000.0F * window.w,
                        static_cast<float>(random() % 1000) / 1000.0F * window.h};
    };
    const std::vector<ui::ControlRecord> controls = g.controls();
    switch (below(8)) {
        case 0:
        case 1:
        case 2:
            if (!controls.empty()) g.click_at(controls[below(controls.size())].rect.center());
            break;
        case 3:
            g.click_at(anywhere());
            break;
        case 4:
            g.drag(anywhere(), anywhere());
            break;
        case 5:
            g.key(k_keys[below(std::size(k_keys))]);
            break;
        case 6:
            g.type(below(2) == 0 ? "-3.5" : "x");
            break;
        default:
            if (below(6) == 0 && scene.can_undo()) scene.undo();
            if (below(20) == 0) scene.reset();
            g.frame(0.2);
            break;
    }
    test::answer_looks(g);
}

}  // namespace

TEST_CASE("a monkey at every scene breaks nothing") {
    constexpr int k_pokes = 160;
    const auto begin = std::chrono::steady_clock::now();
    std::int64_t frames = 0;
    for (std::size_t i = 0; i < scenes::scene_ids().size(); ++i) {
        for (unsigned seed = 1; seed <= 4; ++seed) {
            const Screen& screen = k_screens[seed - 1];
            const auto scene = std::move(scenes::all_scenes()[i]);
            CAPTURE(scene->id(), seed);
            GuiOptions options;
            options.width = screen.width;
            options.height = screen.height;
            options.text_scale = screen.text_scale;
            options.language = seed % 2 == 0 ? "ko" : "en";
            options.theme = ui::k_themes[seed % 3];
            GuiHarness g(options);
            g.copy("1\t2\n3\tx");
            g.show(*scene);
            wait_for(*scene, g);
            std::mt19937 random(seed);
            for (int n = 0; n < k_pokes; ++n) poke(g, *scene, random);
            frames += k_pokes;
            CHECK_FALSE(g.dump().empty());
        }
    }
    const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - begin;
    std::printf("monkey: %.2f ms a poke (1 to 4 frames on the recording canvas)\n",
                passed.count() / static_cast<double>(frames));
}

TEST_CASE("the stage is drawn inside the stage") {
    // Shapes of the stage layer whose corner lies outside it: found by parsing the recorded drawing.
    for (const char* id : {"stride", "compare"}) {
        const std::vector<std::string> ids = scenes::scene_ids();
        const auto index = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
        for (const Screen& screen : k_screens) {
            const std::size_t stops = scenes::all_scenes()[index]->tour().size();
            for (std::size_t s = 0; s < stops; ++s) {
                const auto scene = std::move(scenes::all_scenes()[index]);
                GuiHarness g({.width = screen.width, .height = screen.height, .text_scale = screen.text_scale});
                scene->show_tour_stop(scene->tour()[s]);
                g.show(*scene);
                ui::RecordCanvas canvas(g.view());
                scene->canvas(canvas);
                const ui::Rect stage = g.view().layout.stage.grown(1.0F);
                CAPTURE(id, scene->tour()[s], screen.width, screen.height, screen.text_scale);
                std::size_t from = 0;
                while (from < canvas.dump().size()) {
                    const std::size_t end = canvas.dump().find('\n', from);
                    const std::string line = canvas.dump().substr(from, end - from);
                    from = end + 1;
                    float x = 0, y = 0, w = 0, h = 0;
                    if (std::sscanf(line.c_str(), "fill %f,%f %fx%f", &x, &y, &w, &h) != 4) continue;
                    INFO(line);
                    CHECK((x >= stage.x && y >= stage.y && x + w <= stage.right() && y + h <= stage.bottom()));
                }
            }
        }
    }
}
