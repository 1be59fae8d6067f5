// The edge lab by hand: rules compared and named, ties settled four ways, windows that hang over or are taken away, and
// adaptive bins, in the stride and compare scenes. Numbers are worked by hand beside each check.
#include "app/scenes/compare_state.h"
#include "app/scenes/edge_ties.h"
#include "app/scenes/edge_words.h"
#include "app/scenes/scene_list.h"
#include "app/scenes/stride_state.h"
#include "core/rule_comparison.h"
#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

using core::Op;
using core::RuleChoice;
using scenes::Fill;
using scenes::SideView;
using test::GuiHarness;
using test::GuiOptions;

// Everything written in a frame, in the order of drawing; wrapped sentences are drawn word by word.
std::string drawn_words(const std::string& dump) {
    std::string words;
    for (std::size_t at = dump.find("\ntext "); at != std::string::npos; at = dump.find("\ntext ", at + 1)) {
        const std::size_t open = dump.find('"', at);
        const std::string word = dump.substr(open + 1, dump.find("\"\n", open) - open - 1);
        if (word != " ") words += word + " ";
    }
    return words;
}

template <class State>
struct Lab {
    std::unique_ptr<scenes::Scene> scene;
    GuiHarness g;

    explicit Lab(std::unique_ptr<scenes::Scene> made, const GuiOptions& options = {})
        : scene(std::move(made)), g(options) {
        g.show(*scene);
    }
    State& state() { return dynamic_cast<scenes::SceneOf<State>&>(*scene).state(); }
    core::PoolSpec& spec() { return state().document.spec; }
    std::string readout() { return ui::plain(scene->readout(g.view())); }
    bool shows(std::string_view part) const { return drawn_words(g.dump()).find(part) != std::string::npos; }
    void change(const std::function<void(typename State::Document&)>& by) {
        by(state().document);
        g.frame();
    }
};
using Stride = Lab<scenes::StrideState>;
using Compare = Lab<scenes::CompareState>;

Stride stride(const GuiOptions& options = {}) { return Stride(scenes::stride_scene(), options); }

scenes::NumberInput table(Fill fill, std::int64_t side) { return {scenes::filled(fill, side, side, 1), fill, 1}; }

void square(core::PoolSpec& spec, std::int64_t kernel, std::int64_t step, std::int64_t padding = 0) {
    spec.kernel = {kernel, kernel};
    spec.stride = {step, step};
    spec.padding = {padding, padding, padding, padding};
}

const ui::Text& english() {
    static const ui::Text text = ui::Text::load("en").value();
    return text;
}

std::string unread(const core::PoolSpec& spec, std::int64_t rows, std::int64_t cols) {
    return scenes::unread_sentence(english(), spec, core::geometry(spec, rows, cols));
}

}  // namespace

TEST_CASE("edges: what is never read is named with its reason") {
    core::PoolSpec spec;
    CHECK(unread(spec, 4, 4).empty());
    CHECK(unread(spec, 4, 5) == "1 column is never read: floor drops it. With ceil it would get a window of its own.");
    CHECK(unread(spec, 5, 5) ==
          "1 row and 1 column are never read: floor drops them. With ceil they would get windows of their own.");
    square(spec, 1, 2);  // 0, 2 are read; 1 is stepped over, 3 comes after the last window and ceil's starts at 4
    CHECK(unread(spec, 1, 4) ==
          "1 column is never read: floor drops it. With ceil too: its next window would start outside.");
    square(spec, 2, 4);
    CHECK(unread(spec, 2, 6) == "4 values are never read: the stride steps over them.");
    square(spec, 2, 5);
    spec.dilation = {2, 2};
    CHECK(unread(spec, 3, 3) == "5 values are never read: the dilation steps over them.");
    spec.dilation = {1, 1};
    square(spec, 3, 2, 1);  // 6 padded cells, windows end at 5
    CHECK(unread(spec, 4, 4) == "Left over at the end: 1 row and 1 column of padding. No value is lost.");
    square(spec, 2, 2);
    spec.rule = core::Rule::keras;
    spec.auto_pad = core::AutoPad::valid;
    CHECK(unread(spec, 4, 5) == "1 column is never read: floor drops it. Keras same would pad and read all.");
}

TEST_CASE("edges: the window that the last-window rule takes away is crossed out with its reason") {
    Stride s = stride();
    s.scene->show_tour_stop("ceil-removed");
    s.g.frames(2);
    // 5 cells, pad 1, k 3, s 3: windows start at -1 and 2; the third would start at 5, in the padding.
    REQUIRE(s.state().facts.geometry);
    CHECK(s.state().facts.geometry->w.removed_last);
    CHECK(s.state().facts.windows() == 4);
    CHECK(scenes::removed_sentence(english(), s.spec(), *s.state().facts.geometry) ==
          "Crossed out: ceil's last window on either axis would start in the padding, so PyTorch takes it away.");
    CHECK(s.shows("Crossed out: "));
    const ui::RecordCanvas canvas(s.g.view());
    const scenes::StrideStage at = scenes::stride_stage(s.state(), canvas);
    CHECK(at.input.contains(7, 7));  // cells of the window that is not there
    CHECK(at.output_place.rows == 2);
    CHECK(at.output_place.cell(2, 2).right() <= at.layout.output.right() + 1.0F);
    s.spec().ceil = false;
    s.g.frame();
    CHECK_FALSE(s.shows("Crossed out: "));
    s.scene->show_tour_stop("ceil-partial");
    s.g.frames(2);
    CHECK(s.readout() == "Window 6 of 9: the largest of 8, 2 is 8. 2 places hang over the edge and do not count.");
}

TEST_CASE("edges: a switched rule says what it changed, until the next step") {
    Stride s = stride();
    s.change([](auto& document) {
        document.input = table(Fill::article, 6);
        document.spec.op = Op::average;
        square(document.spec, 3, 2);
    });
    s.g.click("settings.rule");
    s.g.click("settings.rule/rule.keras_same");
    s.g.frames(2);
    // total = (3 - 1) 2 + 3 - 6 = 1: all of it at the end.
    const std::string sentence = "Keras same pads 0 on top and left, 1 below and right: output 3×3 instead of 2×2.";
    CHECK(s.readout() == sentence);
    CHECK(s.shows("Keras same pads 0"));
    s.g.key("Right");
    s.g.frames(2);
    CHECK(s.readout().starts_with("Window 2 of 9"));
    s.scene->undo();
    s.g.frames(2);
    CHECK(s.spec().rule == core::Rule::pytorch);
}

TEST_CASE("edges: a rule that is only pointed at says what it would change") {
    Stride s = stride();
    s.change([](auto& document) {
        document.spec.op = Op::average;
        square(document.spec, 3, 1, 1);
    });
    s.g.click("settings.rule");
    s.g.hover("settings.rule/rule.onnx");
    // (12 + 20 + 8 + 12) / 9 counted, / 4 not counted.
    CHECK(s.readout() == "ONNX leaves padding out: output 4×4 as before. Row 1, column 1: 13 instead of 5.7778.");
    CHECK(s.spec().rule == core::Rule::pytorch);
    s.g.hover("settings.rule/rule.keras_valid");
    CHECK(s.readout().starts_with("Keras valid pads nothing: output 2×2 instead of 4×4."));
    s.g.key("Esc");
    s.g.frames(2);
    CHECK(s.readout().starts_with("Window 1 of 16"));
}

TEST_CASE("edges: rules side by side, and a card chooses its rule") {
    Stride s = stride();
    s.change([](auto& document) {
        document.spec.op = Op::average;
        square(document.spec, 3, 2, 1);
    });
    s.g.click("rules.open");
    s.g.frames(2);
    CHECK(s.state().document.side == SideView::rules);
    CHECK(s.shows("One input, four rules"));
    CHECK(s.shows("In use now"));
    CHECK(s.shows("Row 1, column 1: 13, not 5.7778"));
    CHECK(s.shows("pads 1 all round, counted"));
    CHECK_FALSE(s.g.has("ties.open"));
    s.g.click("rules.card/rule.onnx");
    s.g.frames(2);
    CHECK(s.spec().rule == core::Rule::onnx);
    CHECK_FALSE(s.spec().count_include_pad);
    CHECK(s.shows("Row 1, column 1: 5.7778, not 13"));
    s.scene->undo();
    s.g.frames(2);
    CHECK(s.spec().rule == core::Rule::pytorch);
    CHECK(s.state().document.side == SideView::rules);
    s.g.click("side.close");
    s.g.frames(2);
    CHECK(s.state().document.side == SideView::window);
    s.g.key("Q");
    CHECK(s.state().document.side == SideView::rules);
    s.g.key("Esc");
    CHECK(s.state().document.side == SideView::window);
}

TEST_CASE("edges: the rules are opened from the way back too, and lead forward") {
    Stride s = stride();
    s.change([](auto& document) { document.back.direction = scenes::Direction::backward; });
    s.g.frames(2);
    s.g.click("rules.open");
    s.g.frames(2);
    CHECK(s.state().document.side == SideView::rules);
    CHECK(s.state().document.back.direction == scenes::Direction::forward);
    CHECK(s.shows("One input, four rules"));
}

TEST_CASE("edges: where one rule cannot compute, the cards say which one can") {
    Stride s = stride();
    s.scene->show_tour_stop("rules-stopped");
    s.g.frames(2);
    CHECK(s.state().facts.problem);
    CHECK(s.shows("It can compute this"));
    s.g.click("rules.card/rule.keras_same");
    s.g.frames(2);
    REQUIRE(s.state().facts.geometry);
    // o = ceil(4 / 2) = 2; total = 2 + 5 - 4 = 3: 1 before, 2 after.
    CHECK(s.readout() == "Keras same can compute this: it pads 1 on top and left, 2 below and right, output 2×2.");
}

TEST_CASE("edges: a kernel that does not fit shows why its output is empty") {
    Stride s = stride();
    s.scene->show_tour_stop("kernel-too-large");
    s.g.frames(2);
    CHECK(s.shows("Kernel 5 is larger than the padded input 4. Use 1 to 4, or padding 1."));
    std::string formula = drawn_words(s.g.dump());
    std::erase(formula, ' ');
    CHECK(formula.find("0=⌊(4+2·0−5)/2⌋+1") != std::string::npos);
}

TEST_CASE("edges: numbers of bug reports, on the screen") {
    Stride s = stride();
    const auto values = [&] { return s.state().facts.pooled.values.values; };
    const auto row = [](std::vector<float> numbers) {
        const auto count = static_cast<std::int64_t>(numbers.size());
        return scenes::NumberInput{core::Grid(1, count, std::move(numbers)), Fill::article, 1};
    };
    // tract #2851: average 2 / 2 on 1 2 3 4 5
    s.change([&](auto& document) {
        document.input = row({1, 2, 3, 4, 5});
        document.spec.op = Op::average;
        document.spec.kernel = document.spec.stride = {1, 2};
    });
    CHECK(values() == std::vector<float>{1.5F, 3.5F});
    CHECK(s.shows("1 column is never read: floor drops it."));
    s.g.click("settings.rounding.ceil");
    s.g.frames(2);
    CHECK(values() == std::vector<float>{1.5F, 3.5F, 5});
    s.g.key("End");
    s.g.frames(2);
    CHECK(s.shows("1 of 2 cells are inside"));
    // pytorch #57178: kernel 1, stride 2, ceil on 32: 16 windows, the seventeenth is taken away
    s.change([&](auto& document) {
        document.input = row(std::vector<float>(32, 1.0F));
        document.spec.op = Op::max;
        document.spec.kernel = {1, 1};
        document.spec.stride = {1, 2};
    });
    s.g.frames(2);
    CHECK(s.state().facts.windows() == 16);
    CHECK(s.shows("Crossed out: ceil's last window at the right would start outside, so PyTorch takes it away."));
    // mxnet #2753: max 3 / 2, padding 1: the first is −1, not the 0 that zeros in the padding would give
    s.change([](auto& document) {
        document.input = {core::Grid(3, 3, {-1, -2, -3, -3, -4, -5, -2, -3, -6}), Fill::article, 1};
        document.spec.ceil = false;
        square(document.spec, 3, 2, 1);
    });
    s.g.key("Home");
    s.g.frames(2);
    CHECK(values().front() == -1.0F);
    CHECK(s.readout() == "Window 1 of 4: the largest of −1, −2, −3, −4 is −1; padding never wins.");
    // tvm #1144: average 3 / 1, padding 1 on 1 2 / 3 4: 1.1111 with padding counted, 2.5 without
    s.change([](auto& document) {
        document.input = {core::Grid(2, 2, {1, 2, 3, 4}), Fill::article, 1};
        document.spec.op = Op::average;
        square(document.spec, 3, 1, 1);
    });
    CHECK(s.readout() == "Window 1 of 4: 4 real values and 5 padding zeros, sum 10 divided by 9 is 1.1111.");
    s.g.click("settings.page.more");
    s.g.frame();
    s.g.click("settings.count_include_pad");
    s.g.frames(2);
    CHECK(values() == std::vector<float>(4, 2.5F));
    CHECK(s.shows("4 of 9 cells are inside"));
}

TEST_CASE("ties: four rules for 5 5 / 5 5, and the way to a tie") {
    Stride s = stride();
    s.change([](auto& document) { document.input = table(Fill::ties, 4); });
    CHECK(s.g.control("ties.open").label == "3 twice: who wins?");
    s.g.key("End");
    s.g.frames(2);
    CHECK(s.g.control("ties.open").label == "5 4 times: who wins?");
    s.g.click("ties.open");
    s.g.frames(2);
    CHECK(s.state().document.side == SideView::ties);
    CHECK(s.shows("All of the gradient goes to"));
    CHECK(s.shows("Each of the 4 gets 1/4 of the"));
    CHECK(s.shows("0.25"));
    CHECK_FALSE(s.g.has("ties.go"));
    s.change([](auto& document) {
        document.input = {core::Grid(4, 4, {1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 9, 3, 2}), Fill::article, 1};
    });
    s.g.key("Home");
    s.g.frames(2);
    s.g.click("ties.go");  // the third window holds 9 8 / 5 9
    s.g.frames(2);
    CHECK(s.state().playback.window == 2);
    s.change([](auto& document) { document.input = table(Fill::ramp, 4); });
    s.g.frames(2);
    s.g.click("ties.numbers");
    s.g.frames(2);
    CHECK(s.state().document.input.fill == Fill::ties);
    s.change([](auto& document) { document.spec.op = Op::average; });
    s.g.frames(2);
    CHECK(s.shows("This operator has no winner"));
}

TEST_CASE("bins: 7 cells into 4 rows and 3 columns, with their cuts") {
    Stride s = stride();
    s.scene->show_tour_stop("adaptive-bands");
    s.g.frames(2);
    // Window 7 of 12: row 2 of 4, column 0 of 3: cuts 3 to 6 and 0 to 3.
    for (const char* part : {"rows ", "⌊", "The bars count the cuts"}) CHECK(s.shows(part));
    CHECK(s.readout().starts_with("Window 7 of 12, rows 4–6, columns 1–3: "));
}

TEST_CASE("edges: padding and ceil are never refused, also where the rule works padding out") {
    Stride s = stride();
    s.g.click("settings.rule");
    s.g.click("settings.rule/rule.keras_same");
    s.g.frame();
    CHECK(s.g.control("settings.padding").enabled);
    s.g.click("settings.padding.plus");
    s.g.frame();
    CHECK(s.spec().padding == core::Padding{1, 1, 1, 1});
    CHECK(s.spec().auto_pad == core::AutoPad::explicit_padding);
    REQUIRE(s.state().facts.refusal);
    CHECK(s.state().facts.refusal->key == "refusal.keras_padding");
    s.change([](auto& document) { document.spec = core::default_spec(core::Rule::keras); });
    s.g.click("settings.rounding.ceil");
    s.g.frame();
    REQUIRE(s.state().facts.refusal);
    CHECK(s.state().facts.refusal->key == "refusal.keras_ceil");
}

TEST_CASE("edges in compare: rules on the average, chosen by a card") {
    Compare c(scenes::compare_scene());
    c.change([](auto& document) { square(document.spec, 3, 2, 1); });
    CHECK(c.shows("Padding: −∞ in max, 0 in average"));
    c.g.click("rules.beside");
    c.g.frames(2);
    CHECK(c.shows("The average by four rules"));
    CHECK(c.shows("Row 1, column 1: 13, not 5.7778"));
    c.g.click("rules.card/rule.keras_same");
    c.g.frames(2);
    CHECK(core::rule_choice(c.spec()) == RuleChoice::keras_same);
    CHECK(c.spec().op == Op::max);  // the lanes' operators are their own
    c.g.click("side.close");
    c.g.frames(2);
    CHECK(c.state().document.side == SideView::window);
    CHECK(c.shows("Max − Average"));
    c.scene->undo();
    c.scene->undo();
    c.g.frames(2);
    CHECK(c.spec().padding == core::Padding{1, 1, 1, 1});
    c.scene->reset();
    c.g.frame();
    CHECK(c.state().document == scenes::CompareDocument{});
}

TEST_CASE("edges in compare: every lane shows them, and the average says its divisor") {
    Compare c(scenes::compare_scene());
    c.scene->show_tour_stop("edges");
    c.g.frames(2);
    // Window 8 of 16: 6 0 12 0 6 0 and three places outside.
    CHECK(c.shows("Divided by 6, not 9"));
    c.g.click("lane.gap");  // room for all notes
    c.g.frames(2);
    CHECK(c.shows("Dashed: over the edge, never counted"));
    c.change([](auto& document) {
        document.input = table(Fill::article, 5);
        square(document.spec, 3, 3, 1);
    });
    c.g.frames(2);
    CHECK(c.shows("Crossed out: "));
    c.spec().ceil = false;
    c.g.frames(2);
    CHECK(c.shows("Left over at the end: "));
}

TEST_CASE("edges: cells of a window that was taken away, and padding that counts or not") {
    Stride s = stride();
    s.scene->show_tour_stop("ceil-removed");
    s.g.frames(2);
    const auto at = [&](std::int64_t row, std::int64_t col) {
        const ui::RecordCanvas canvas(s.g.view());
        s.g.hover_at(scenes::stride_stage(s.state(), canvas).input_place.cell(row, col).center());
        return s.readout();
    };
    CHECK(at(7, 7) == "Outside: ceil's last window would reach here, but PyTorch takes it away.");
    s.change([](auto& document) { document.spec.op = Op::average; });
    CHECK(at(-1, 0) == "Padding: it adds 0 and counts in the divisor.");
    s.change([](auto& document) { document.spec.count_include_pad = false; });
    CHECK(at(-1, 0) == "Padding: it adds 0 and does not count in the divisor.");
}

TEST_CASE("edges: the side is part of what undo, Reset and scene files hold") {
    Stride s = stride();
    s.g.key("E");
    s.g.frames(2);
    CHECK(s.state().document.side == SideView::ties);
    CHECK(s.shows("No tie here"));
    s.scene->undo();
    s.g.frames(2);
    CHECK(s.state().document.side == SideView::window);
    s.scene->redo();
    s.g.frames(2);
    CHECK(s.state().document.side == SideView::ties);
    s.scene->reset();
    s.g.frames(2);
    CHECK(s.state().document == scenes::StrideDocument{});
}

TEST_CASE("edges: the sentences of change in Korean") {
    Stride s = stride({.language = "ko"});
    s.change([](auto& document) {
        document.input = table(Fill::article, 6);
        document.spec.op = Op::average;
        square(document.spec, 3, 2);
    });
    s.g.click("settings.rule");
    s.g.click("settings.rule/rule.keras_same");
    s.g.frames(2);
    CHECK(s.readout() == "Keras same: 위와 왼쪽에 0, 아래와 오른쪽에 1을 덧댄다. 출력이 2×2가 아니라 3×3이다.");
}
