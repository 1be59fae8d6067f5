// Lessons as text: what a teacher writes becomes cards, what is wrong is named with its line and the rest still works.
#include <memory>

#include "app/lessons/card_fields.h"
#include "app/lessons/lesson_card.h"
#include "app/lessons/lesson_markdown.h"
#include "app/lessons/lesson_reader.h"
#include "app/scenes/stride_state.h"
#include "support/catch.h"

namespace {

using AllScenes = std::vector<std::unique_ptr<scenes::Scene>>;

const scenes::StrideState& stride_of(const AllScenes& all) {
    return dynamic_cast<scenes::SceneOf<scenes::StrideState>&>(*all.front()).state();
}

lessons::Lesson read(const AllScenes& all, const std::string& text) {
    return lessons::read_lesson(text, "mine.md", all);
}

// A lesson of one card with these settings; they begin in line 4.
std::string card(const std::string& settings) { return "## Why?\n\n```card\n" + settings + "\n```\n\nBecause.\n"; }

std::string errors_of(const std::string& settings) {
    const AllScenes all = scenes::all_scenes();
    std::string list;
    for (const core::Error& error : read(all, card(settings)).errors) list += error.sentence() + "\n";
    return list;
}

}  // namespace

TEST_CASE("a lesson is taken apart with the lines of its parts") {
    const auto lesson = lessons::read_markdown(
        "\xEF\xBB\xBF# My *lesson*\r\n\r\nFor year 7.\r\n\r\n## What is `k`?\r\n\r\n```card\r\nscene: stride\r\n"
        "# a remark\r\n\r\nlit:  input, lens \r\n```\r\n\r\nOne\r\nline. And **two**.\r\n\r\n## Next?\r\n\r\nYes.\r\n");
    CHECK(lesson.title == "My lesson");
    CHECK(lesson.about == "For year 7.");
    REQUIRE(lesson.cards.size() == 2);
    const auto& first = lesson.cards[0];
    CHECK(first.heading == "What is k?");
    CHECK(first.line == 5);
    CHECK(first.text == "One line. And two.");
    REQUIRE(first.entries.size() == 2);
    CHECK(first.entries[0].name == "scene");
    CHECK(first.entries[0].value == "stride");
    CHECK(first.entries[0].line == 8);
    CHECK(first.entries[1].value == "input, lens");
    CHECK(first.entries[1].line == 11);
    CHECK_FALSE(lesson.cards[1].has_block);
    CHECK(lesson.cards[1].text == "Yes.");
    CHECK(lessons::read_markdown("").cards.empty());
}

TEST_CASE("a card sets its scene by the names of scene files, and by shorter ones") {
    const AllScenes all = scenes::all_scenes();
    const auto lesson =
        read(all, card("scene: stride\npooling.operator: average\npooling.kernel: 3 x 2\npooling.stride: 1\n"
                       "pooling.padding: 1\npooling.ceil: yes\npooling.divisor: 5\n"
                       "input.numbers: 1 -2 3.5 / 4, 5, 6 / 7 8 9\nwindow: 2\naction: run\n"
                       "lit: input, settings"));
    for (const core::Error& error : lesson.errors) UNSCOPED_INFO(error.sentence());
    REQUIRE(lesson.errors.empty());
    REQUIRE(lesson.cards.size() == 1);
    CHECK(lesson.cards[0].action == lessons::Action::run);
    CHECK(lesson.cards[0].lit == std::vector<std::string>{"input", "settings"});
    lesson.cards[0].show();
    all.front()->update({});
    const auto& state = stride_of(all);
    CHECK(state.document.spec.op == core::Op::average);
    CHECK(state.document.spec.kernel == core::Size2{3, 2});
    CHECK(state.document.spec.stride == core::Size2{1, 1});
    CHECK(state.document.spec.padding == core::Padding{1, 1, 1, 1});
    CHECK(state.document.spec.ceil);
    CHECK(state.document.spec.divisor == 5);
    CHECK(state.document.input.grid.rows == 3);
    CHECK(state.document.input.grid.at(0, 2) == 3.5F);
    CHECK(state.document.input.grid.at(0, 1) == -2.0F);
    CHECK(state.playback.window == 1);
}

TEST_CASE("every card begins from the program's own settings, and one without a block from the card before") {
    const AllScenes all = scenes::all_scenes();
    const auto lesson = read(
        all, card("scene: stride\npooling.kernel: 3\nlit: lens") + "\n## And?\n\nStill.\n\n" + card("scene: stride"));
    REQUIRE(lesson.cards.size() == 3);
    for (const std::size_t shown : {1U, 2U, 0U, 1U}) {
        lesson.cards[shown].show();
        CHECK(stride_of(all).document.spec.kernel.h == (shown == 2 ? 2 : 3));
    }
    CHECK(lesson.cards[1].lit == lesson.cards[0].lit);
    CHECK(lesson.cards[1].action == lessons::Action::next);
}

TEST_CASE("what is wrong in a lesson is named with its line, and what was expected") {
    CHECK(errors_of("scene: stride\npooling.kernel: many") ==
          "mine.md:5: says pooling.kernel is \"many\"; one number for all sides is expected there, or height x width "
          "such as 3 x 2\n");
    CHECK(errors_of("scene: stride\npooling.kernel.h: 99") ==
          "mine.md:5: says pooling.kernel.h is \"99\"; a whole number from 1 to 33 is expected there\n");
    CHECK(errors_of("scene: stride\npooling.kernal: 3")
              .starts_with("mine.md:5: says pooling.kernal, which is no setting of the scene stride; did you mean "
                           "pooling.kernel"));
    CHECK(errors_of("scene: stride\nkernal: 3").find("pooling.kernel") != std::string::npos);
    CHECK(errors_of("scene: stride\nkernel: 3").find("did you mean pooling.kernel") != std::string::npos);
    CHECK(errors_of("scene: stride\npooling.ceil: perhaps") ==
          "mine.md:5: says pooling.ceil is \"perhaps\"; yes or no is expected there\n");
    CHECK(errors_of("scene: stride\nwindow: 0").starts_with("mine.md:5: says window is \"0\"; a whole number from 1"));
    CHECK(errors_of("scene: stride\ninput.numbers: 1 2 / 3") ==
          "mine.md:5: says input.numbers is \"1 2 / 3\"; rows of equally many numbers are expected there, a / between "
          "rows, at most 32 x 32\n");
    CHECK(
        errors_of("scene: stride\npooling.operator: biggest")
            .starts_with(
                "mine.md:5: says pooling.operator is \"biggest\"; one of these is expected there: max, average, min"));
    CHECK(errors_of("scene: compare\nlanes: max, lowest")
              .starts_with("mine.md:5: says lanes is \"max, lowest\"; one of these is expected there: "));
    CHECK(errors_of("scene: stride\naction: dance") ==
          "mine.md:5: says action is \"dance\"; one of these is expected there: next, step, run\n");
    CHECK(
        errors_of("scene: stride\nlit: input, moon") ==
        "mine.md:5: says lit is \"moon\"; one of these is expected there: input, window, lens, output, formula, size, "
        "stage, settings, rail\n");
    CHECK(errors_of("scene: stride\nhello") == "mine.md:5: says \"hello\"; a line \"name: value\" is expected there\n");
    CHECK(errors_of("scene: stride\nwindow: 1\nwindow: 2") ==
          "mine.md:6: says window a second time; keep one of the two lines\n");
    CHECK(errors_of("scene: stride\ninput.fill: ramp") ==
          "mine.md:1: says input.fill without the numbers; write them under input.numbers: 1 2 / 3 4\n");
    CHECK(errors_of("scene: slide")
              .starts_with("mine.md:4: says scene is \"slide\"; one of these is expected there: "
                           "stride, compare"));
    CHECK(errors_of("window: 2").starts_with("mine.md:1: names no scene for this card; write one of these: stride"));
}

TEST_CASE("the rest of a lesson with errors works") {
    const AllScenes all = scenes::all_scenes();
    const auto lesson =
        read(all, card("scene: stride\npooling.kernel: 0\npooling.stride: 3\npooling.paddling: 1\nwindow: 2") +
                      card("scene: nowhere") + card("scene: compare") + "## Mute?\n\n" + card("scene: stride") +
                      "\n```card\nscene: gap\n```\n");
    std::string all_errors;
    for (const core::Error& error : lesson.errors) all_errors += error.where + "\n";
    CHECK(all_errors == "mine.md:5\nmine.md:7\nmine.md:15\nmine.md:26\nmine.md:36\n");
    REQUIRE(lesson.cards.size() == 4);
    lesson.cards[0].show();
    all.front()->update({});
    CHECK(stride_of(all).document.spec.stride == core::Size2{3, 3});
    CHECK(stride_of(all).document.spec.kernel == core::Size2{2, 2});
}

TEST_CASE("text too long for a card and a file without cards are said") {
    const AllScenes all = scenes::all_scenes();
    const auto longest = read(all, "## Q?\n\n```card\nscene: stride\n```\n\n" + std::string(241, 'a') + "\n");
    REQUIRE(longest.errors.size() == 1);
    CHECK(longest.errors[0].sentence() ==
          "mine.md:1: has 241 characters on this card; at most 240 fit; make two cards of it");
    const auto empty = read(all, "Nothing here.\n");
    CHECK(empty.cards.empty());
    REQUIRE(empty.errors.size() == 1);
    CHECK(empty.errors[0].sentence() ==
          "mine.md: has no cards; begin each card with a heading: ## What does the class see?");
}

TEST_CASE("any bytes are a lesson or a sentence, never a crash") {
    const AllScenes all = scenes::all_scenes();
    std::string text = card("scene: stride\ninput.numbers: 1 2 / 3 4\npooling.kernel: 2 x 2\nlit: input");
    std::uint32_t random = 2463534242U;
    for (int round = 0; round < 300; ++round) {
        std::string damaged = text;
        for (int change = 0; change < 6; ++change) {
            random ^= random << 13U;
            random ^= random >> 17U;
            random ^= random << 5U;
            damaged[random % damaged.size()] = static_cast<char>(random >> 8U);
        }
        for (const auto& each : read(all, damaged).cards) each.show();
        all.front()->update({});
    }
    CHECK(read(all, text).errors.empty());
}

TEST_CASE("around lit areas everything else is covered once") {
    const std::vector<ui::Rect> areas{{0, 0, 100, 100}};
    const std::vector<ui::Rect> holes{{10, 10, 20, 20}, {25, 25, 30, 10}, {90, 90, 50, 50}};
    const auto rest = lessons::without(areas, holes);
    for (int y = 0; y < 100; ++y) {
        for (int x = 0; x < 100; ++x) {
            const ui::Vec2 point{static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F};
            int covering = 0;
            bool lit = false;
            for (const ui::Rect& each : rest) covering += each.contains(point) ? 1 : 0;
            for (const ui::Rect& hole : holes) lit = lit || hole.contains(point);
            CAPTURE(x, y);
            REQUIRE(covering == (lit ? 0 : 1));
        }
    }
}
