// Lessons in the program: opened by key and by hand, gone through to the end in both languages, left without losing
// what was there before, and followed while their file is edited.
#include "app/lessons/lesson_card.h"
#include "app/lessons/shipped_lessons.h"
#include "lesson_program.h"
#include "support/run_program.h"
#include "support/text_golden.h"

namespace {

using lessons::Onward;
using test::LessonProgram;

const std::string k_two_cards =
    "# Mine\n\n## First?\n\n```card\nscene: stride\npooling.kernel: 3\n```\n\nThree.\n\n"
    "## Second?\n\n```card\nscene: compare\nwindow: 2\n```\n\nTwo.\n";

// A picture of the card's parts that does not know of pixels.
struct Shown {
    std::string scene, action;
    std::vector<std::string> lit;
    app::Json state;
    bool operator==(const Shown&) const = default;
};

}  // namespace

TEST_CASE("F2 opens the list, a click begins a lesson, its buttons turn the cards") {
    LessonProgram program;
    auto& g = program.gui;
    g.key("F2");
    g.frames(2);
    CHECK(program.shows("From max pooling to the class activation map"));
    g.click("lessons.row/article");
    g.frames(2);
    REQUIRE(program.app->lesson().running());
    CHECK(program.shows("Step 1 of 14"));
    CHECK(program.shows("What does pooling do to a table?"));
    CHECK_FALSE(g.control("lesson.back").enabled);
    CHECK(program.onward() == Onward::play);
    g.click("lesson.onward");
    g.frames(2);
    CHECK(program.onward() == Onward::finish);
    g.key("Space");
    g.frames(2);
    CHECK(program.onward() == Onward::turn);
    CHECK(program.app->shown().playback().window == 3);
    g.key("PageDown");
    g.frames(2);
    CHECK(program.shows("Step 2 of 14"));
    g.click("lesson.back");
    g.frames(2);
    CHECK(program.player().index() == 0);
    CHECK(program.app->shown().playback().window == 0);
    CHECK(program.onward() == Onward::play);
}

TEST_CASE("leaving keeps the state, and one click brings back the work from before") {
    LessonProgram program;
    auto& g = program.gui;
    const auto untouched = program.state();
    g.drag("settings.kernel", 0.9F);
    g.frames(2);
    const auto mine = program.state();
    CHECK(mine != untouched);
    program.app->start_lesson("output-size");
    program.app->turn_lesson_to(5);
    g.frames(2);
    const auto card = program.state();
    CHECK(card != mine);
    g.click("lesson.leave");
    g.frames(2);
    CHECK_FALSE(program.app->lesson().running());
    CHECK(program.state() == card);
    CHECK(program.shows("You have left the lesson."));
    g.click("offered");
    g.frames(2);
    CHECK(program.state() == mine);
    g.key("R");
    g.frames(2);
    CHECK(program.state() == untouched);
}

TEST_CASE("every lesson runs to its end in both languages, with the same cards and the same states") {
    for (const std::string_view lesson : lessons::k_shipped_lessons) {
        CAPTURE(lesson);
        std::vector<std::vector<Shown>> seen;
        for (const char* language : {"en", "ko"}) {
            CAPTURE(language);
            const auto read = LessonProgram::make({.language = language});
            const auto written =
                lessons::read_lesson(lessons::shipped_text(lesson, language), "shipped.md", read->all());
            for (const core::Error& error : written.errors) FAIL_CHECK(error.sentence());

            LessonProgram program({.language = language});
            program.app->start_lesson(lesson);
            program.settle();
            std::vector<Shown> cards;
            for (std::size_t i = 0; program.app->lesson().running(); ++i) {
                CAPTURE(i);
                REQUIRE(i < 50);
                CHECK(program.player().index() == i);
                const lessons::Card& card = program.card();
                CHECK(program.app->shown().id() == card.scene);
                CHECK(program.app->shown().playback().windows > 0);
                CHECK(program.shows(card.question));
                cards.push_back({card.scene, std::to_string(static_cast<int>(card.action)), card.lit, program.state()});
                const auto before = program.app->shown().playback();
                if (card.action != lessons::Action::next) {
                    REQUIRE(program.onward() == Onward::play);
                    program.gui.key("Space");
                    for (int frame = 0; frame < 2000 && program.onward() != Onward::turn; ++frame) program.gui.frame();
                    const auto after = program.app->shown().playback();
                    CHECK(after.window ==
                          (card.action == lessons::Action::step ? before.window + 1 : before.windows - 1));
                    CHECK_FALSE(core::moving(after));
                }
                program.gui.key("Space");
                program.settle();
            }
            CHECK(cards.size() >= 8);
            seen.push_back(std::move(cards));
        }
        REQUIRE(seen[0].size() == seen[1].size());
        for (std::size_t i = 0; i < seen[0].size(); ++i) {
            CAPTURE(i);
            CHECK(seen[0][i] == seen[1][i]);
        }
    }
}

TEST_CASE("shipped cards have two sentences at most and fit the design's card") {
    const LessonProgram program;
    for (const std::string_view lesson : lessons::k_shipped_lessons) {
        for (const char* language : {"en", "ko"}) {
            const auto read =
                lessons::read_lesson(lessons::shipped_text(lesson, language), "shipped.md", program.app->all());
            CHECK_FALSE(read.about.empty());
            for (const lessons::Card& card : read.cards) {
                CAPTURE(lesson, language, card.question);
                CHECK(card.question.back() == '?');
                CHECK_FALSE(card.lit.empty());
            }
        }
    }
}

TEST_CASE("the card stays on the stage, whole, whatever the size and the text") {
    struct Size {
        float width, height, text;
    };
    for (const Size size :
         {Size{1280, 800, 1}, Size{1024, 600, 1}, Size{1024, 600, 2}, Size{1920, 1080, 1.5F}, Size{3840, 2160, 2}}) {
        for (const char* language : {"en", "ko"}) {
            test::GuiOptions options{.width = size.width,
                                     .height = size.height,
                                     .text_scale = size.text,
                                     .settings_open = size.text < 1.5F,
                                     .language = language};
            LessonProgram program(options);
            for (const std::string_view lesson : lessons::k_shipped_lessons) {
                program.app->start_lesson(lesson);
                for (std::size_t i = 0; i < program.player().lesson().cards.size(); ++i) {
                    program.app->turn_lesson_to(i);
                    program.gui.frames(3);
                    CAPTURE(size.width, size.height, size.text, language, lesson, i);
                    const ui::Rect& stage = program.gui.view().layout.stage;
                    for (const char* button : {"lesson.leave", "lesson.back", "lesson.onward"}) {
                        const ui::Rect& rect = program.gui.control(button).rect;
                        CHECK(rect.x >= stage.x);
                        CHECK(rect.right() <= std::max(stage.right(), program.gui.view().layout.settings.right()));
                        CHECK(rect.y >= stage.y);
                        CHECK(rect.bottom() <= stage.bottom());
                    }
                    // The last word is there: nothing was cut.
                    const std::string& text = program.card().text;
                    CHECK(program.shows(text.substr(text.rfind(' ') + 1)));
                }
            }
        }
    }
}

TEST_CASE("a lesson of one's own opens like every file, and its errors are said") {
    const test::TempFolder folder;
    test::write_file(folder.file("mine.md"), k_two_cards);
    LessonProgram program;
    program.app->open_file(folder.file("mine.md"));
    program.gui.frames(2);
    REQUIRE(program.app->lesson().running());
    CHECK(program.shows("Lesson: Mine"));
    CHECK(program.shows("Step 1 of 2"));
    CHECK_FALSE(program.app->failure());

    test::write_file(folder.file("wrong.md"),
                     k_two_cards + "\n## Third?\n\n```card\nscene: stride\nkernel: 2\n```\n\nx\n");
    program.app->open_file(folder.file("wrong.md"));
    program.gui.frames(2);
    CHECK(program.player().lesson().cards.size() == 3);
    REQUIRE(program.app->failure());
    CHECK(program.app->failure()->where == "wrong.md:25");
    CHECK(program.app->failure()->key == "error.lesson_unknown");
    CHECK(program.gui.has("app.close"));

    program.app->open_file(folder.file("none.md"));
    program.gui.frames(2);
    CHECK(program.player().lesson().cards.size() == 3);  // the one that runs goes on
    CHECK(program.app->failure()->key == "error.file_not_there");
}

TEST_CASE("a lesson follows its file while it is edited, and keeps its card") {
    const test::TempFolder folder;
    const std::string file = folder.file("mine.md");
    test::write_file(file, k_two_cards);
    LessonProgram program;
    program.app->open_lesson(file);
    program.app->turn_lesson_to(1);
    program.gui.frames(2);
    const auto until = [&](const auto& done) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!done() && std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            program.gui.frame();
        }
        CHECK(done());
    };
    std::this_thread::sleep_for(std::chrono::milliseconds(400));  // the watch has seen the first version
    std::string edited = k_two_cards;
    edited.replace(edited.find("window: 2"), 9, "window: 4");
    edited.replace(edited.find("Two.\n"), 5, "Now it is four.\n");
    test::write_file(file, edited);
    until([&] { return program.card().text == "Now it is four."; });
    CHECK(program.player().index() == 1);
    program.gui.frames(2);
    CHECK(program.app->shown().playback().window == 3);

    test::write_file(file, "nothing\n");
    until([&] { return program.app->failure().has_value(); });
    CHECK(program.app->failure()->key == "error.lesson_no_cards");
    CHECK(program.card().text == "Now it is four.");
}

TEST_CASE("another language changes the words of a lesson and nothing else") {
    LessonProgram program;
    program.app->start_lesson("article");
    program.app->turn_lesson_to(3);
    program.gui.frames(2);
    const auto before = program.state();
    program.gui.key("L");
    program.gui.frames(3);
    CHECK(program.player().index() == 3);
    CHECK(program.shows("표에서 무엇이 남았을까?"));
    CHECK(program.state() == before);
}

TEST_CASE("with reduced motion a card's action ends where it does with motion") {
    LessonProgram program({.reduced_motion = true});
    program.app->start_lesson("article");
    program.gui.frames(2);
    program.gui.key("Space");
    for (int frame = 0; frame < 2000 && program.onward() != Onward::turn; ++frame) program.gui.frame();
    CHECK(program.app->shown().playback().window == 3);
}

TEST_CASE("every scene names the parts that a card can light, and they lie on its stage") {
    std::vector<scenes::StageRegion> regions;
    LessonProgram program;
    for (const auto& scene : program.app->all()) {
        program.app->show_scene(scene->id());
        program.settle();
        CAPTURE(scene->id());
        std::vector<std::string_view> names;
        program.gui.show([&](ui::Ui& ui, ui::Canvas& canvas) {
            program.app->frame(ui, canvas, test::k_lesson_frame);
            regions = program.app->shown().regions(canvas);
        });
        for (const auto& region : regions) {
            names.push_back(region.name);
            if (region.rect.empty()) continue;
            CAPTURE(region.name);
            const ui::Rect& stage = program.gui.view().layout.stage;
            CHECK(region.rect.x >= stage.x - 1);
            CHECK(region.rect.right() <= stage.right() + 1);
            CHECK(region.rect.bottom() <= stage.bottom() + 1);
        }
        const auto wanted = scene->region_names();
        CHECK(std::vector<std::string_view>(wanted.begin(), wanted.end()) == names);
    }
}

TEST_CASE("the card and what it dims draw what they drew") {
    struct Golden {
        const char* name;
        test::GuiOptions options;
        std::size_t card;
    };
    const Golden goldens[] = {
        {"lesson-card-en", {}, 1},
        {"lesson-card-large-ko",
         {.text_scale = 2.0F, .settings_open = false, .language = "ko", .theme = ui::ThemeId::projector},
         4}};
    for (const Golden& golden : goldens) {
        const auto scenes = scenes::all_scenes();
        lessons::LessonPlayer player(
            lessons::read_lesson(lessons::shipped_text("article", golden.options.language), "shipped.md", scenes));
        player.turn_to(golden.card);
        scenes.front()->update({});
        test::GuiHarness g(golden.options);
        g.show([&](ui::Ui& ui, ui::Canvas& canvas) {
            for (const char* id : {"lesson.onward", "lesson.back", "lesson.leave"})
                ui.command({.id = id, .keys = {}, .run = [] {}});
            const auto lit = lessons::lit_rects(player.card(), *scenes.front(), canvas);
            lessons::draw_dimming(canvas, lit);
            lessons::draw_card(ui, player, player.onward(*scenes.front()),
                               lessons::card_place(canvas, player.card(), lit));
        });
        test::compare_with_golden(golden.name, g.dump());
    }
}
