// Predict, then reveal, as a class plays it: the switch, the question, answers by mouse, keys, typing and the line, the
// verdict in words, the score, and what undo, Reset, playing and scene files make of it.
#include "app/scenes/compare_state.h"
#include "app/scenes/prediction_words.h"
#include "app/scenes/scene_list.h"
#include "app/scenes/stride_state.h"
#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

using core::Op;
using test::GuiHarness;

struct Predicted {
    std::unique_ptr<scenes::Scene> scene = scenes::stride_scene();
    GuiHarness g;

    Predicted() {
        g.show(*scene);
        g.key("P");
        g.frame();
    }
    scenes::StrideState& state() { return dynamic_cast<scenes::SceneOf<scenes::StrideState>&>(*scene).state(); }
    core::Playback& player() { return state().playback; }
    scenes::StrideStage stage() {
        const ui::RecordCanvas canvas(g.view());
        return scenes::stride_stage(state(), canvas);
    }
    std::string readout() { return ui::plain(scene->readout(g.view())); }
    void change(const std::function<void(scenes::StrideDocument&)>& by) {
        by(state().document);
        g.frames(2);
    }
    void click_cell(std::int64_t row, std::int64_t col) {
        g.click_at(stage().input_place.cell(row, col).center());
        g.frames(120);
    }
    void type_value(const std::string& text) {
        g.click("predict.value");
        g.type(text);
        g.key("Enter");
        g.frames(120);
    }
    bool asks() { return scenes::predicting(state()).waits(); }
    bool says(std::string_view text) { return readout().find(text) != std::string::npos; }
    std::string score() { return scenes::score_words(*g.view().text, state().prediction); }
    void next() {
        g.key("Right");
        g.frames(60);
    }
};

}  // namespace

TEST_CASE("P covers the current window and asks for the cell that wins") {
    Predicted p;
    CHECK(p.asks());
    CHECK_FALSE(core::revealed(p.player(), 0));
    CHECK(p.says("Click the cell you expect. Window 1 of 4"));
    CHECK_FALSE(p.scene->moving());
    p.g.key("P");
    p.g.frame();
    CHECK(core::revealed(p.player(), 0));
    CHECK(p.says("the largest of 12, 20, 8, 12 is 20."));
}

TEST_CASE("a click on the winner is exact, the step comes to its end, the score says so") {
    Predicted p;
    p.click_cell(0, 1);
    CHECK(p.says("Exact: 20."));
    CHECK(core::revealed(p.player(), 0));
    CHECK(p.score() == "1 of 1 exact");
    CHECK(p.g.dump().find("1 of 1 exact") != std::string::npos);
}

TEST_CASE("a wrong cell is named with its slip, and undo asks again") {
    Predicted p;
    p.click_cell(1, 0);
    CHECK(p.says("You said 8, it is 20. You took the smallest?"));
    CHECK(p.score() == "0 of 1 exact");
    p.scene->undo();
    p.g.frames(2);
    CHECK(p.asks());
    CHECK(p.score().empty());
    p.scene->redo();
    p.g.frames(2);
    CHECK(p.score() == "0 of 1 exact");
}

TEST_CASE("arrow keys choose, Enter answers") {
    Predicted p;
    p.g.key("Right");  // the first cell
    p.g.key("Right");
    p.g.frame();
    REQUIRE(p.state().prediction.cursor);
    CHECK(p.state().prediction.cursor->col == 1);
    p.g.key("Enter");
    p.g.frames(120);
    CHECK(p.says("Exact: 20."));
    p.next();
    CHECK(p.player().window == 1);
    CHECK(p.asks());
}

TEST_CASE("a click outside the window is no answer") {
    Predicted p;
    p.click_cell(3, 3);
    CHECK(p.asks());
    CHECK(p.state().document.prediction.guesses.empty());
}

TEST_CASE("Space, the middle button and Show reveal without a guess") {
    Predicted p;
    p.g.key("Space");
    p.g.frames(120);
    CHECK(core::revealed(p.player(), 0));
    p.next();
    p.g.click("predict.reveal");
    p.g.frames(120);
    CHECK(core::revealed(p.player(), 1));
    p.next();
    p.g.click("predict.show");
    p.g.frames(120);
    CHECK(core::revealed(p.player(), 2));
    CHECK(p.score() == "0 of 3 exact");
    CHECK_FALSE(p.says("You said"));
}

TEST_CASE("an average is typed: exact, near and slips") {
    Predicted p;
    p.change([](scenes::StrideDocument& document) { document.spec.op = Op::average; });
    REQUIRE(p.asks());
    CHECK(p.says("Type the value, or drag the line in the columns."));
    p.type_value("13");
    CHECK(p.says("Exact: 13."));
    p.next();
    p.type_value("9");  // 8, of a range of 30
    CHECK(p.says("Close: you said 9, it is 8, 1 off."));
    p.next();
    p.type_value("316");  // 34 + 70 + 112 + 100
    CHECK(p.says("You said 316, it is 79. You added up and did not divide?"));
    CHECK(p.score() == "1 of 3 exact, 1 near");
    p.next();
    p.type_value("many");
    CHECK(p.asks());
    REQUIRE(p.state().pointing.notice);
    p.g.key("Left");
}

TEST_CASE("the line in the lens is dragged to the value") {
    Predicted p;
    p.change([](scenes::StrideDocument& document) { document.spec.op = Op::average; });
    const ui::Rect lens = p.stage().layout.lens;
    p.g.drag(lens.center(), {lens.center().x, lens.center().y - 10.0F});
    CHECK_FALSE(p.state().prediction.typed.empty());
    CHECK(p.asks());
    p.g.click("predict.answer");
    p.g.frames(120);
    CHECK_FALSE(p.asks());
    CHECK(p.state().document.prediction.guesses.size() == 1);
}

TEST_CASE("going back shows the earlier guess, Home begins the run again") {
    Predicted p;
    p.click_cell(1, 0);
    p.next();
    p.click_cell(0, 2);
    p.g.key("Left");
    p.g.frame();
    CHECK(p.player().window == 0);
    CHECK(p.says("You said 8, it is 20."));
    CHECK(p.score() == "1 of 2 exact");
    p.g.key("Right");
    p.g.frames(60);
    p.g.key("Home");
    p.g.frame();
    CHECK(p.asks());
    CHECK(p.score().empty());
}

TEST_CASE("playing stops at each question and goes on after the answer") {
    Predicted p;
    p.click_cell(0, 1);
    p.g.key("Space");
    p.g.frames(60);
    CHECK(p.player().window == 1);
    CHECK(p.asks());
    p.g.frames(600);
    CHECK(p.asks());
    p.click_cell(0, 2);
    p.g.frames(240);
    CHECK(p.player().window == 2);
    CHECK(p.asks());
    CHECK(p.score() == "2 of 2 exact");
}

TEST_CASE("another pooling empties the run, and undo brings both back") {
    Predicted p;
    p.click_cell(0, 1);
    p.g.click("op.average");
    p.g.frames(2);
    CHECK(p.score().empty());
    CHECK(p.state().document.prediction.guesses.empty());
    p.scene->undo();
    p.g.frames(2);
    CHECK(p.score() == "1 of 1 exact");
}

TEST_CASE("a window of padding alone is passed, and the read-out says why") {
    Predicted p;
    p.change([](scenes::StrideDocument& document) {
        document.spec.kernel = {1, 1};
        document.spec.stride = {1, 1};
        document.spec.padding = {1, 1, 1, 1};
    });
    p.g.key("Home");
    p.g.frames(60);
    CHECK_FALSE(p.asks());
    CHECK(p.says("Nothing to predict here"));
}

TEST_CASE("a tie takes any of its cells and says so") {
    Predicted p;
    p.change([](scenes::StrideDocument& document) { document.input.grid = core::Grid(4, 4, 7.0F); });
    p.click_cell(1, 1);
    CHECK(p.says("Exact: 7 stands there 4 times, and each of them is right."));
}

TEST_CASE("the way back asks too: who receives, how much, and where a value returns") {
    Predicted p;
    p.change([](scenes::StrideDocument& document) { document.back.direction = scenes::Direction::backward; });
    REQUIRE(p.asks());
    p.click_cell(0, 1);
    CHECK(p.says("Exact: 20."));
    p.change([](scenes::StrideDocument& document) { document.spec.op = Op::average; });
    p.g.key("Home");
    p.g.frames(2);
    REQUIRE(p.asks());
    p.type_value("1");
    CHECK(p.says("You did not share it out?"));
    p.change([](scenes::StrideDocument& document) {
        document.spec.op = Op::max;
        document.back.direction = scenes::Direction::unpool;
    });
    p.g.key("Home");
    p.g.frames(2);
    REQUIRE(p.asks());
    p.click_cell(3, 3);
    CHECK(p.says("Not there. That cell is outside the window."));
}

TEST_CASE("compare asks about its first lane, and covers all of them") {
    const std::unique_ptr<scenes::Scene> scene = scenes::compare_scene();
    GuiHarness g;
    g.show(*scene);
    auto& state = dynamic_cast<scenes::SceneOf<scenes::CompareState>&>(*scene).state();
    g.key("P");
    g.frames(2);
    const auto readout = [&] { return ui::plain(scene->readout(g.view())); };
    CHECK(readout() == "Max: Click the cell you expect. Window 1 of 4: what does each lane keep of it?");
    const ui::RecordCanvas canvas(g.view());
    g.click_at(scenes::compare_stage(state, canvas).input_place.cell(0, 1).center());
    g.frames(120);
    CHECK(readout().starts_with("Max: Exact: 20."));
    state.document.shown = {false, false, true, false, false, false, false};
    g.frames(2);
    g.key("Home");
    g.frames(2);
    CHECK(readout().starts_with("GAP: Type the value you expect."));
    g.click("predict.value");
    g.type("29.9");
    g.key("Enter");
    g.frames(120);
    CHECK(readout().starts_with("GAP: Exact: 29.9."));
}
