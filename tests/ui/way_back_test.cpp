// The way back on the screen: backward and unpool in stride and compare, driven as a class drives them. Numbers are
// worked by hand from the article's table and the edge cases of the frameworks; whole pictures are held to core.
#include <cmath>

#include "app/scenes/compare_state.h"
#include "app/scenes/scene_list.h"
#include "app/scenes/stride_back.h"
#include "app/scenes/way_back_words.h"
#include "core/gradient_check.h"
#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

using core::Op;
using core::Ties;
using scenes::Direction;
using scenes::Fill;
using scenes::GradientFill;
using scenes::Lane;
using test::GuiHarness;
using test::GuiOptions;
using Floats = std::vector<float>;

// Everything that is written on the screen, in the order of drawing: sentences are drawn word by word.
std::string drawn_words(const GuiHarness& g) {
    std::string all;
    bool inside = false;
    for (const char c : g.dump()) {
        if (c == '"') {
            inside = !inside;
            if (!inside && !all.ends_with(' ')) all += ' ';
        } else if (inside && (c != ' ' || !all.ends_with(' '))) {
            all += c;
        }
    }
    return all;
}

struct Stride {
    std::unique_ptr<scenes::Scene> scene = scenes::stride_scene();
    GuiHarness g;

    explicit Stride(const GuiOptions& options = {}) : g(options) { g.show(*scene); }
    scenes::StrideState& state() { return dynamic_cast<scenes::SceneOf<scenes::StrideState>&>(*scene).state(); }
    scenes::WayBack& back() { return state().document.back; }
    std::string readout() { return ui::plain(scene->readout(g.view())); }
    std::string question() { return scene->question(g.ui().text()); }
    scenes::StrideStage stage() {
        const ui::RecordCanvas canvas(g.view());
        return scenes::stride_stage(state(), canvas);
    }
    ui::Vec2 cell(std::int64_t row, std::int64_t col) { return stage().input_place.cell(row, col).center(); }
    ui::Vec2 output(std::int64_t row, std::int64_t col) { return stage().output_place.cell(row, col).center(); }
    std::string shown(std::int64_t row, std::int64_t col) {
        const scenes::StrideStage at = stage();
        return ui::cell_text(at.input, at.input.at(row, col));
    }
    bool shows(std::string_view text) const {
        return g.dump().find("\"" + std::string(text) + "\"") != std::string::npos;
    }
    bool says(std::string_view words) const { return drawn_words(g).find(words) != std::string::npos; }
    void table(core::Grid grid, const core::PoolSpec& spec) {
        state().document.input.grid = std::move(grid);
        state().document.spec = spec;
        g.frames(2);
    }
};

core::PoolSpec square(Op op, std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0) {
    core::PoolSpec spec;
    spec.op = op;
    spec.kernel = {kernel, kernel};
    spec.stride = {stride, stride};
    spec.padding = {padding, padding, padding, padding};
    return spec;
}

core::PoolSpec whole_row(Op op, std::int64_t width) {
    core::PoolSpec spec;
    spec.op = op;
    spec.kernel = spec.stride = {1, width};
    return spec;
}

}  // namespace

TEST_CASE("the direction is switched on the stage, in the settings and by a key") {
    Stride s;
    CHECK(s.back().direction == Direction::forward);
    s.g.click("stage.direction/direction.backward");
    s.g.frame();
    CHECK(s.back().direction == Direction::backward);
    CHECK(s.question() == "Which cell gets the gradient?");
    s.g.click("settings.direction/direction.unpool");
    s.g.frame();
    CHECK(s.back().direction == Direction::unpool);
    CHECK(s.question() == "Where does each value go back to?");
    s.g.key("D");
    s.g.frame();
    CHECK(s.back().direction == Direction::forward);
    CHECK(s.question() == "Which number does each window keep?");
    s.g.key("D");
    s.g.frame();
    CHECK(s.back().direction == Direction::backward);
}

TEST_CASE("backward max: the article's winners get everything, window by window") {
    Stride s;
    s.g.click("stage.direction/direction.backward");
    s.g.frames(2);
    CHECK(s.readout() == "Window 1 of 4: 20 won, so it gets the whole gradient 1; the others get 0.");
    CHECK(s.shown(0, 1) == "1");
    CHECK(s.shown(0, 0) == "0");
    CHECK(s.stage().input.at(2, 0).kind == ui::CellKind::covered);
    s.g.key("Right");
    CHECK(s.readout() == "Window 2 of 4: where does its gradient 1 go?");
    s.g.key("End");
    s.g.frame();
    CHECK(s.state().back.so_far.gradient.values == Floats{0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0});
    CHECK(s.state().back.so_far == s.state().back.all);
    CHECK(s.says("Sent 4, arrived 4."));
}

TEST_CASE("backward average: equal parts") {
    Stride s;
    s.g.click("op.average");
    s.g.click("stage.direction/direction.backward");
    s.g.key("End");
    s.g.frame();
    for (const float each : s.state().back.so_far.gradient.values) CHECK(each == 0.25F);
    CHECK(s.readout() == "Window 4 of 4: the gradient 1 is divided by 4: each value gets 0.25.");
    CHECK(s.question() == "How is the gradient shared out?");
    CHECK(s.shows("1/4"));
}

TEST_CASE("overlapping windows add up, and the cell shows how") {
    Stride s;
    s.table(core::Grid(3, 3, Floats{1, 2, 1, 2, 9, 2, 1, 2, 1}), square(Op::max, 2, 1));
    s.g.click("stage.direction/direction.backward");
    s.g.frame();
    s.g.key("Right");
    s.g.frames(30, 0.1);
    CHECK(s.shown(1, 1) == "2");
    CHECK(s.shows("1+1"));
    s.g.key("End");
    s.g.frame();
    CHECK(s.shown(1, 1) == "4");
    CHECK(s.shows("1+1+1+1"));
    s.g.hover_at(s.cell(1, 1));
    CHECK(s.readout() == "Row 2, column 2 holds 9: 4 windows send it 4 in all.");
    s.g.hover_at(s.cell(0, 0));
    CHECK(s.readout() == "Row 1, column 1 holds 1: so far nothing arrives, its gradient is 0.");
}

TEST_CASE("the share of padding falls off the edge and is counted in words") {
    Stride s;
    s.table(core::Grid(2, 2, Floats{1, 2, 3, 4}), square(Op::average, 3, 1, 1));
    s.g.click("stage.direction/direction.backward");
    s.g.key("End");
    s.g.frames(2);
    // 4 windows of ninths; each has 4 real cells and 5 of padding: 16/9 arrive, 20/9 are lost.
    CHECK(s.says("Sent 4, arrived 1.7778, fell off the edge 2.2222."));
    CHECK(s.readout() ==
          "Window 4 of 4: the gradient 1 is divided by 9: each value gets 0.1111, and 5 such parts fall "
          "on padding and are lost.");
    CHECK(s.shown(2, 2) == "0.11");  // padding at the last window's corner
    s.g.hover_at(s.cell(-1, 0));
    CHECK(s.readout() == "Padding: what is sent here falls off the edge.");
}

TEST_CASE("ties 1 2 2 2: the answers of the frameworks, chosen in the settings") {
    Stride s;
    s.table(core::Grid(1, 4, Floats{1, 2, 2, 2}), whole_row(Op::max, 4));
    s.g.click("stage.direction/direction.backward");
    s.g.frames(2);
    const float third = 1.0F / 3.0F;
    const std::vector<std::pair<const char*, Floats>> answers{{"back.ties.last", {0, 0, 0, 1}},
                                                              {"back.ties.shared", {0, third, third, third}},
                                                              {"back.ties.each", {0, 1, 1, 1}},
                                                              {"back.ties.winner", {0, 1, 0, 0}}};
    for (const auto& [key, expected] : answers) {
        CAPTURE(key);
        s.g.click("back.ties");
        s.g.frame();
        s.g.click("back.ties/" + std::string(key));
        s.g.frames(2);
        CHECK(s.state().back.so_far.gradient.values == expected);
    }
    CHECK(s.readout() == "Window 1 of 1: 2 won 3 times; the first in reading order gets the whole gradient 1.");
    CHECK(s.says("is tied"));
    CHECK(s.state().back.checks.ties == 3);
    CHECK(s.state().back.checks.wrong == 0);
}

TEST_CASE("Lp goes back by its derivative, with its sign") {
    Stride s;
    s.table(core::Grid(1, 2, Floats{3, -4}), whole_row(Op::lp, 2));
    s.g.click("stage.direction/direction.backward");
    s.g.frames(2);
    CHECK(s.state().back.so_far.gradient.values == Floats{0.6F, -0.8F});
    CHECK(s.shown(0, 0) == "0.6");
    CHECK(s.shown(0, 1) == "−0.8");
}

TEST_CASE("gradients are chosen, typed and undone") {
    Stride s;
    s.g.click("stage.direction/direction.backward");
    s.g.frame();
    s.g.click("back.gradient");
    s.g.frame();
    s.g.click("back.gradient/back.counting");
    s.g.key("End");
    s.g.frames(2);
    CHECK(s.state().back.so_far.gradient.values == Floats{0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 3, 0, 0, 0});
    s.g.click_at(s.output(1, 0));
    REQUIRE(s.state().gradients.edit.open);
    s.g.type("-5");
    s.g.key("Enter");
    s.g.key("Esc");
    s.g.frame();
    CHECK(s.back().fill == GradientFill::own);
    CHECK(s.state().back.sent.values == Floats{1, 2, -5, 4});
    CHECK(s.shown(3, 0) == "−5");
    s.scene->undo();
    s.g.frame();
    CHECK(s.back().fill == GradientFill::counting);
    s.g.key("Home");
    s.g.click("back.gradient");
    s.g.frame();
    s.g.click("back.gradient/back.one_cell");
    s.g.frames(2);
    CHECK(s.state().back.sent.values == Floats{1, 0, 0, 0});
    s.scene->reset();
    s.g.frame();
    CHECK(s.back() == scenes::WayBack{});
}

TEST_CASE("bad gradients are refused with a sentence, pasted blocks keep inside the outputs") {
    Stride s;
    s.g.click("stage.direction/direction.backward");
    s.g.frames(2);
    s.g.click_at(s.output(0, 1));
    s.g.type("x");
    s.g.key("Enter");
    REQUIRE(s.state().pointing.notice);
    CHECK(s.state().back.sent.values == Floats{1, 1, 1, 1});
    s.g.key("Esc");
    s.g.frame();
    s.g.click_at(s.output(0, 1));
    s.g.copy("7\t8\n9\t6");
    s.g.key("Ctrl+V");
    s.g.requests();
    s.g.send(ui::TableArrived{core::Grid(2, 2, Floats{7, 8, 9, 6}), ""});
    s.g.frames(3);
    CHECK(s.state().back.sent.values == Floats{1, 7, 1, 9});
    CHECK(s.state().document.input.grid.rows == 4);
}

TEST_CASE("the numeric check covers every cell and agrees, for every operator") {
    for (int op = 0; op <= static_cast<int>(Op::adaptive_average); ++op) {
        Stride s;
        core::PoolSpec spec = square(static_cast<Op>(op), 3, 2, 1);
        spec.output_size = {3, 2};
        s.table(scenes::filled(Fill::negatives, 6, 7, 1), spec);
        s.g.click("settings.direction/direction.backward");
        s.g.key("End");
        s.g.frames(10);
        CAPTURE(op);
        const scenes::WayBackFacts& back = s.state().back;
        REQUIRE(back.checks.complete());
        CHECK(back.checks.cells == 42);
        CHECK(back.checks.wrong == 0);
        CHECK(back.checks.largest_difference < 1e-6);
        CHECK(back.so_far == core::backward_grid(back.input, spec, back.sent));
        CHECK_FALSE(s.scene->moving());
        CHECK(s.readout().find('{') == std::string::npos);
    }
}

TEST_CASE("a large table is checked over several frames and then rests") {
    Stride s;
    s.table(scenes::filled(Fill::random, 32, 32, 3), square(Op::max, 9, 1));
    s.g.click("settings.direction/direction.backward");
    s.g.frames(2);
    CHECK_FALSE(s.state().back.checks.complete());
    CHECK(s.scene->moving());
    s.g.frames(400);
    CHECK(s.state().back.checks.complete());
    CHECK_FALSE(s.scene->moving());
}

TEST_CASE("unpool puts the article's values back among zeros") {
    Stride s;
    s.g.click("stage.direction/direction.unpool");
    s.g.key("End");
    s.g.frames(2);
    CHECK(s.state().back.unpooled_so_far.values.values == Floats{0, 20, 30, 0, 0, 0, 0, 0, 0, 0, 37, 0, 112, 0, 0, 0});
    CHECK(s.readout() == "Window 4 of 4: 37 goes back to row 3, column 3: place 10 in reading order, from 0.");
    CHECK(s.says("12 of 16 cells stay 0"));
    CHECK(s.shows("→12"));
    s.g.key("Home");
    s.g.frame();
    CHECK(s.shown(0, 1) == "20");
    CHECK(s.shown(0, 2) == "0");
}

TEST_CASE("unpool: the size is chosen, a refused one is drawn with its sentence, one too small says why") {
    Stride s;
    s.g.click("stage.direction/direction.unpool");
    s.g.key("End");
    s.g.frames(2);
    const auto choose = [&](const std::string& size) {
        s.g.click("back.size");
        s.g.frame();
        s.g.click("back.size/" + size);
        s.g.frames(2);
    };
    choose("5×5");
    CHECK(s.state().back.size == core::Size2{5, 5});
    // Index 12 is row 3, column 1 of 4 columns, and row 2, column 2 of 5, counted from 0.
    CHECK(s.shown(2, 2) == "112");
    CHECK(s.says("they are other cells"));
    choose("3×3");
    REQUIRE(s.state().back.problem);
    CHECK(s.readout() == s.g.ui().text().sentence(*s.state().back.problem));
    choose("4×4");
    CHECK_FALSE(s.state().back.problem);
    CHECK_FALSE(s.back().size);
}

TEST_CASE("unpool: collisions are named, and an average says why nothing goes back") {
    Stride s;
    s.table(core::Grid(3, 3, Floats{1, 2, 1, 2, 9, 2, 1, 2, 1}), square(Op::max, 2, 1));
    s.g.click("stage.direction/direction.unpool");
    s.g.key("End");
    s.g.frames(2);
    CHECK(s.readout() == "Window 4 of 4: 9 goes back to row 2, column 2, as 4 windows do; the last, window 4, stays.");
    CHECK(s.says("1 cells are named by several windows"));
    s.g.click("op.average");
    s.g.frames(2);
    CHECK(s.question() == "Why can nothing be put back here?");
    CHECK(s.readout().starts_with("Unpooling needs a remembered place."));
}

TEST_CASE("the way back in Korean") {
    Stride s({.language = "ko"});
    s.g.click("stage.direction/direction.backward");
    s.g.frames(2);
    CHECK(s.readout() == "4개 중 1번째 창: 20이 뽑혔으니 기울기 1을 모두 받고 나머지는 0을 받는다.");
    s.g.click("stage.direction/direction.unpool");
    s.g.frames(2);
    CHECK(s.readout() == "4개 중 1번째 창: 20은 1행 2열로 돌아간다. 0부터 읽는 순서로 1번 자리다.");
}

TEST_CASE("compare sends the same gradients back through every lane") {
    auto scene = scenes::compare_scene();
    GuiHarness g;
    g.show(*scene);
    g.click("stage.direction/direction.backward");
    g.key("End");
    g.frames(2);
    auto& state = dynamic_cast<scenes::SceneOf<scenes::CompareState>&>(*scene).state();
    const auto gradient = [&](Lane lane) { return state.back[static_cast<std::size_t>(lane)].so_far.gradient.values; };
    CHECK(gradient(Lane::max) == Floats{0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0});
    CHECK(gradient(Lane::average) == Floats(16, 0.25F));
    CHECK(gradient(Lane::gap) == Floats(16, 0.0625F));
    CHECK(ui::plain(scene->readout(g.view())) ==
          "Window 4 of 4: max gives 1 to one cell, average 0.25 to each, GAP 0.0625 to every cell.");
    CHECK(scene->question(g.ui().text()) == "The same gradient goes back. Who gets how much?");
    g.click("stage.direction/direction.unpool");
    g.frames(2);
    CHECK(state.back[static_cast<std::size_t>(Lane::max)].unpooled_so_far.values.values ==
          Floats{0, 20, 30, 0, 0, 0, 0, 0, 0, 0, 37, 0, 112, 0, 0, 0});
    CHECK_FALSE(state.back[static_cast<std::size_t>(Lane::average)].can_unpool);
    CHECK(drawn_words(g).find("No remembered place") != std::string::npos);
}

TEST_CASE("output gradients of every fill") {
    scenes::WayBack choice;
    CHECK(scenes::output_gradient(choice, 1, 3).values == Floats{1, 1, 1});
    choice.fill = GradientFill::signs;
    CHECK(scenes::output_gradient(choice, 1, 3).values == Floats{1, -1, 1});
    choice.fill = GradientFill::one_cell;
    choice.cell = 9;
    CHECK(scenes::output_gradient(choice, 1, 3).values == Floats{0, 0, 1});
    choice.fill = GradientFill::own;
    choice.own = core::Grid(2, 1, Floats{4, 5});
    CHECK(scenes::output_gradient(choice, 2, 2).values == Floats{4, 1, 5, 1});
    CHECK(scenes::output_gradient(choice, 0, 0).empty());
}
