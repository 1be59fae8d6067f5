// The stride scene driven as a class drives it: keys of the player, the mouse on numbers, windows and formula, typing.
// Over 500 lines: one stage is set up once, and every hand movement of the screen is tried on it.
#include <cmath>

#include "app/scenes/pool_words.h"
#include "app/scenes/scene_list.h"
#include "app/scenes/stride_state.h"
#include "app/ui/player_bar.h"
#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

using core::Op;
using core::Rule;
using scenes::Fill;
using test::GuiHarness;
using test::GuiOptions;

struct Stride {
    std::unique_ptr<scenes::Scene> scene = scenes::stride_scene();
    GuiHarness g;

    explicit Stride(const GuiOptions& options = {}) : g(options) { g.show(*scene); }

    scenes::StrideState& state() { return dynamic_cast<scenes::SceneOf<scenes::StrideState>&>(*scene).state(); }
    core::PoolSpec& spec() { return state().document.spec; }
    core::Grid& grid() { return state().document.input.grid; }
    std::int64_t window() { return state().playback.window; }
    std::string readout() { return ui::plain(scene->readout(g.view())); }
    scenes::StrideStage stage() {
        const ui::RecordCanvas canvas(g.view());
        return scenes::stride_stage(state(), canvas);
    }
    ui::Vec2 cell(std::int64_t row, std::int64_t col) { return stage().input_place.cell(row, col).center(); }
    ui::Vec2 output(std::int64_t row, std::int64_t col) { return stage().output_place.cell(row, col).center(); }
    ui::Rect block() {
        const scenes::StrideStage at = stage();
        return scenes::window_block(at.input_place, *state().facts.geometry, window());
    }
    bool shows(std::string_view text) const {
        return g.dump().find("\"" + std::string(text) + "\"") != std::string::npos;
    }
    void change(const std::function<void(scenes::StrideDocument&)>& by) {
        by(state().document);
        g.frame();
    }
    void settle() { g.frames(150, 0.1); }
};

}  // namespace

TEST_CASE("stride starts with the article's example, paused, its first window done") {
    Stride s;
    CHECK(s.readout() == "Window 1 of 4, rows 1–2, columns 1–2: the largest of 12, 20, 8, 12 is 20.");
    CHECK_FALSE(s.scene->moving());
    const scenes::StrideStage at = s.stage();
    CHECK(at.output.cells[0].kind == ui::CellKind::value);
    CHECK(ui::cell_text(at.output, at.output.cells[0]) == "20");
    for (std::size_t i = 1; i < 4; ++i) CHECK(at.output.cells[i].kind == ui::CellKind::covered);
    const std::string before = s.g.dump();
    s.g.frames(30);
    CHECK(s.g.dump() == before);  // nothing moves by itself
}

TEST_CASE("the article's numbers, max and average") {
    Stride s;
    s.g.key("End");
    CHECK(s.state().facts.pooled.values.values == std::vector<float>{20, 30, 112, 37});
    s.g.click("op.average");
    s.g.frame();
    CHECK(s.state().facts.pooled.values.values == std::vector<float>{13, 8, 79, 19.5F});
    s.g.key("Home");
    CHECK(s.readout() == "Window 1 of 4, rows 1–2, columns 1–2: the 4 values share 52 equally: 13 each.");
}

TEST_CASE("player keys") {
    Stride s;
    s.g.key("Right");
    CHECK(s.window() == 1);
    CHECK(s.scene->moving());
    s.settle();
    CHECK_FALSE(s.scene->moving());
    CHECK(core::revealed(s.state().playback, 1));
    s.g.key("End");
    CHECK(s.window() == 3);
    s.g.key("Left");
    CHECK(s.window() == 2);
    s.g.key("Home");
    CHECK(s.window() == 0);
    s.g.key("Space");
    CHECK(s.state().playback.playing);
    s.g.frames(70, 0.05);
    CHECK(s.window() == 3);
    s.settle();
    CHECK_FALSE(s.state().playback.playing);
    s.g.key("]");
    CHECK(s.state().playback.speed == 2.0);
    s.g.key("-");
    s.g.key("[");
    CHECK(s.state().playback.speed == 0.5);
    s.g.key("+");
    CHECK(s.state().playback.speed == 1.0);
}

TEST_CASE("player buttons, ticks and the long track") {
    Stride s;
    s.g.click("player.forward");
    CHECK(s.window() == 1);
    s.g.click("player.last");
    CHECK(s.window() == 3);
    s.g.click("player.back");
    CHECK(s.window() == 2);
    s.g.click("player.first");
    CHECK(s.window() == 0);
    s.g.click_at(ui::player_tick_rect(s.g.view(), 4, 2).center());
    CHECK(s.window() == 2);
    s.g.drag(ui::player_tick_rect(s.g.view(), 4, 2).center(), ui::player_tick_rect(s.g.view(), 4, 0).center());
    CHECK(s.window() == 0);
    s.change([](auto& document) { document.input = {scenes::filled(Fill::ramp, 20, 20, 1), Fill::ramp, 1}; });
    REQUIRE(s.state().facts.windows() == 100);
    const ui::Rect track = ui::player_ticks_rect(s.g.view());
    s.g.click_at({track.right(), track.center().y});
    CHECK(s.window() == 99);
    s.g.click_at({track.center().x, track.center().y});
    CHECK(std::abs(s.window() - 50) <= 1);
}

TEST_CASE("the window follows the mouse, the player follows the window") {
    Stride s;
    s.g.drag(s.cell(0, 0), s.cell(0, 2));
    CHECK(s.window() == 1);
    s.g.drag(s.cell(1, 2), s.cell(3, 2));
    CHECK(s.window() == 3);
    s.g.drag(s.cell(3, 3), s.cell(0, 0));
    CHECK(s.window() == 0);
    CHECK_FALSE(s.state().pointing.edit.open);  // a drag is no click
}

TEST_CASE("the window's corner is the kernel") {
    Stride s;
    const ui::Rect at = s.block();
    s.g.drag(at.max(), s.cell(2, 2) + ui::Vec2{40, 40});
    CHECK(s.spec().kernel == core::Size2{3, 3});
    CHECK(s.window() == 0);
    s.g.drag(s.block().max(), s.cell(0, 0));
    CHECK(s.spec().kernel == core::Size2{1, 1});
    REQUIRE(s.scene->can_undo());
    s.scene->undo();
    s.g.frame();
    CHECK(s.spec().kernel == core::Size2{3, 3});
}

TEST_CASE("a click on a number opens it for typing, Enter and Tab go on") {
    Stride s;
    s.g.click_at(s.cell(0, 0));
    REQUIRE(s.state().pointing.edit.open);
    s.g.type("99");
    s.g.key("Enter");
    CHECK(s.grid().at(0, 0) == 99.0F);
    REQUIRE(s.state().pointing.edit.open);
    CHECK(s.state().pointing.edit.col == 1);
    s.g.type("-2.5");
    s.g.key("Tab");
    CHECK(s.grid().at(0, 1) == -2.5F);
    CHECK(s.state().pointing.edit.col == 2);
    s.g.key("Down");
    CHECK(s.state().pointing.edit.row == 1);
    CHECK(s.grid().at(0, 2) == 30.0F);
    s.g.key("Esc");
    CHECK_FALSE(s.state().pointing.edit.open);
    s.g.frame();
    CHECK(s.readout() == "Window 1 of 4, rows 1–2, columns 1–2: the largest of 99, −2.5, 8, 12 is 99.");
    CHECK(s.window() == 0);  // typing did not move the player
}

TEST_CASE("bad text is refused with a sentence and kept") {
    Stride s;
    s.g.click_at(s.cell(1, 1));
    s.g.type("1o");
    s.g.key("Enter");
    REQUIRE(s.state().pointing.edit.open);
    CHECK(s.state().pointing.edit.row == 1);
    CHECK(s.state().pointing.edit.typed == "1o");
    CHECK(s.grid().at(1, 1) == 12.0F);
    REQUIRE(s.state().pointing.notice);
    CHECK(s.state().pointing.notice->sentence(s.g.ui().text()) ==
          "“1o” is not a number. Type digits such as 12, -3 or 0.5.");
    s.g.frames(2);
    s.g.type("7");
    s.g.key("Enter");
    CHECK(s.grid().at(1, 1) == 7.0F);
    CHECK_FALSE(s.state().pointing.notice);
}

TEST_CASE("a press elsewhere accepts what was typed and does not go on") {
    Stride s;
    s.g.click_at(s.cell(0, 0));
    s.g.type("5");
    s.g.click_at({s.g.view().layout.stage.x + 6, s.g.view().layout.stage.bottom() - 3});
    CHECK(s.grid().at(0, 0) == 5.0F);
    CHECK_FALSE(s.state().pointing.edit.open);
}

TEST_CASE("numbers as typed") {
    using scenes::parse_number;
    CHECK(parse_number(" 12 ") == 12.0F);
    CHECK(parse_number("-3") == -3.0F);
    CHECK(parse_number("−2.5") == -2.5F);
    CHECK(parse_number("+4") == 4.0F);
    CHECK(parse_number("1e2") == 100.0F);
    for (const char* bad : {"", " ", "abc", "1,5", "1 2", "--3", "+-3", "1e99", "nan", "inf", "0x10", "3-"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_number(bad));
    }
}

TEST_CASE("a block from a spreadsheet becomes the table") {
    Stride s;
    s.g.copy("1\t2\n3\t4\n");
    s.g.key("Ctrl+V");
    const auto requests = s.g.requests();
    REQUIRE(requests.size() == 1);
    const auto* paste = std::get_if<ui::PasteTable>(requests.data());
    REQUIRE(paste != nullptr);
    CHECK(paste->text == "1\t2\n3\t4\n");
    s.g.send(ui::TableArrived{core::Grid(2, 2, std::vector<float>{1, 2, 3, 4}), "clipboard"});
    s.g.frames(2);
    CHECK(s.grid() == core::Grid(2, 2, std::vector<float>{1, 2, 3, 4}));
    CHECK(s.state().facts.windows() == 1);
    s.scene->undo();
    s.g.frame();
    CHECK(s.grid().rows == 4);
}

TEST_CASE("a block pasted into an open cell begins there") {
    Stride s;
    s.g.click_at(s.cell(3, 2));
    s.g.copy("1\t2\n3\t4");
    s.g.key("Ctrl+V");
    const auto requests = s.g.requests();
    REQUIRE(requests.size() == 1);
    CHECK(std::get<ui::PasteTable>(requests[0]).text == "1\t2\n3\t4");
    s.g.send(ui::TableArrived{core::Grid(2, 2, std::vector<float>{1, 2, 3, 4}), ""});
    s.g.frames(2);
    CHECK(s.grid().rows == 5);
    CHECK(s.grid().cols == 4);
    CHECK(s.grid().at(3, 2) == 1.0F);
    CHECK(s.grid().at(4, 3) == 4.0F);
    CHECK(s.grid().at(0, 0) == 12.0F);
}

TEST_CASE("tables that cannot be taken leave everything as it was") {
    Stride s;
    const core::Grid before = s.grid();
    s.g.send(ui::TableArrived{core::Grid(33, 2), "large"});
    s.g.frames(2);
    CHECK(s.grid() == before);
    CHECK(s.state().pointing.notice->sentence(s.g.ui().text()) ==
          "33 rows and 2 columns are too many; 32×32 is the most.");
    s.g.send(ui::TableArrived{core::Grid(1, 1, std::numeric_limits<float>::quiet_NaN()), "nan"});
    s.g.frames(2);
    CHECK(s.grid() == before);
    CHECK(s.state().pointing.notice);
    s.g.send(ui::TableFailed{core::Error{"has no numbers", "clipboard", "copy a block of cells first"}});
    s.g.frames(2);
    CHECK(s.state().pointing.notice->key == "notice.table_failed");
    s.g.key("Esc");
    CHECK_FALSE(s.state().pointing.notice);
}

TEST_CASE("fills: the dice shows its seed, and the same seed gives the same numbers at any size") {
    Stride s;
    s.g.click("settings.page.numbers");
    s.g.frame();
    s.g.click("settings.dice");
    s.g.frame();
    CHECK(s.state().document.input.fill == Fill::random);
    const std::int64_t seed = s.state().document.input.seed;
    CHECK(s.g.value("settings.seed") == std::to_string(seed));
    const core::Grid first = s.grid();
    s.g.click("settings.dice");
    s.g.frame();
    CHECK(s.state().document.input.seed != seed);
    CHECK_FALSE(s.grid() == first);
    s.g.click("settings.seed.value");
    s.g.type(std::to_string(seed));
    s.g.key("Enter");
    s.g.frame();
    CHECK(s.grid() == first);
    const core::Grid larger = scenes::filled(Fill::random, 9, 7, seed);
    for (std::int64_t row = 0; row < 4; ++row) {
        for (std::int64_t col = 0; col < 4; ++col) CHECK(larger.at(row, col) == first.at(row, col));
    }
}

TEST_CASE("resizing keeps the cells that stay") {
    Stride s;
    s.change([](auto& document) { document.input.grid.at(0, 0) = -1.0F; });
    s.g.click("settings.page.numbers");
    s.g.frame();
    s.g.click("settings.rows.plus");
    s.g.click("settings.cols.minus");
    s.g.frame();
    CHECK(s.grid().rows == 5);
    CHECK(s.grid().cols == 3);
    CHECK(s.grid().at(0, 0) == -1.0F);
    CHECK(s.grid().at(4, 0) == 30.0F);
    s.g.drag("settings.rows", 1.0F);
    s.g.frame();
    CHECK(s.grid().rows == scenes::k_largest_table);
    s.g.click("settings.page.back");
    s.g.frame();
    CHECK(s.g.has("settings.kernel"));
    s.g.click("settings.page.more");
    s.g.frame();
    CHECK_FALSE(s.g.has("settings.page.more"));
    s.g.key("Esc");
    s.g.frames(2);
    CHECK(s.g.has("settings.page.more"));
}

TEST_CASE("files of the table are asked for") {
    Stride s;
    s.g.click("settings.page.numbers");
    s.g.frame();
    s.g.requests();
    s.g.click("settings.open_table");
    s.g.click("settings.save_table");
    const auto requests = s.g.requests();
    REQUIRE(requests.size() == 2);
    CHECK(std::get<ui::BrowseFiles>(requests[0]).use == ui::FileUse::open_table);
    CHECK(std::get<ui::SaveTable>(requests[1]).grid == s.grid());
}

TEST_CASE("hovering an output cell shows its window, a covered one is asked, not told") {
    Stride s;
    s.g.key("Right");
    s.settle();
    s.g.hover_at(s.output(0, 0));
    CHECK(s.readout() == "Window 1 of 4, rows 1–2, columns 1–2: the largest of 12, 20, 8, 12 is 20.");
    CHECK(s.shows("20"));
    s.g.hover_at(s.output(1, 0));
    CHECK(s.readout() == "Window 3 of 4, rows 3–4, columns 1–2: which of its values is the largest?");
    CHECK(s.shows("?"));
    s.g.hover_at({s.g.view().layout.stage.x + 2, s.g.view().layout.stage.bottom() - 2});
    CHECK(s.readout().starts_with("Window 2 of 4"));
}

TEST_CASE("hovering an input cell shows every window that reads it") {
    Stride s;
    s.change([](auto& document) {
        document.input = {scenes::filled(Fill::article, 6, 6, 1), Fill::article, 1};
        document.spec.stride = {1, 1};
    });
    s.g.hover_at(s.cell(2, 2));
    CHECK(s.readout() == "Row 3, column 3 holds 37; 4 windows read it: 7, 8, 12, 13.");
    CHECK(s.shows("4×"));
    s.g.hover_at(s.cell(0, 0));
    CHECK(s.readout() == "Row 1, column 1 holds 12; window 1 reads it.");
    s.change([](auto& document) {
        document.spec.stride = {4, 4};
        document.spec.kernel = {2, 2};
    });
    s.g.hover_at(s.cell(2, 2));
    CHECK(s.readout() == "Row 3, column 3 holds 37; the windows step over it.");
}

TEST_CASE("cells that floor drops say so, padding and overhang too") {
    Stride s;
    s.change([](auto& document) { document.input = {scenes::filled(Fill::article, 5, 5, 1), Fill::article, 1}; });
    s.g.hover_at(s.cell(4, 4));
    CHECK(s.readout() == "Row 5, column 5 holds 7; floor leaves it out, no window reads it.");
    s.change([](auto& document) {
        document.spec.padding = {1, 1, 1, 1};
        document.spec.ceil = true;
        document.spec.op = Op::average;
        document.spec.kernel = {3, 3};
        document.input = {scenes::filled(Fill::article, 6, 6, 1), Fill::article, 1};
    });
    s.g.hover_at(s.cell(-1, 0));
    CHECK(s.readout() == "Padding: it adds 0 and counts in the divisor.");
    s.g.hover_at(s.cell(7, 7));
    CHECK(s.readout() == "Outside: the last window hangs over the edge here, and nothing is counted.");
}

TEST_CASE("formula term, lens column and cell are one") {
    Stride s;
    const ui::RecordCanvas canvas(s.g.view());
    const scenes::StrideStage at = s.stage();
    const auto placed = ui::place_formula(canvas, at.layout.band, at.shown->window, s.spec(), false);
    const auto term = std::find_if(placed.pieces.begin(), placed.pieces.end(),
                                   [](const auto& piece) { return piece.piece.cell == 2; });
    REQUIRE(term != placed.pieces.end());
    s.g.hover_at(term->rect.center());
    CHECK(s.state().pointing.hover.what == scenes::GridHover::What::tap);
    CHECK(s.state().pointing.hover.tap == 2);
    const ui::Rect& lens = at.layout.lens;
    s.g.hover_at({lens.x + lens.w * 0.2F, lens.center().y});
    CHECK(s.state().pointing.hover.tap == 0);
}

TEST_CASE("a click pins, Esc lets go") {
    Stride s;
    s.g.key("End");
    s.g.click_at(s.output(0, 0));
    s.g.hover_at(s.output(1, 1));
    CHECK(s.readout().starts_with("Window 1 of 4"));
    s.g.key("Esc");
    CHECK_FALSE(s.state().pointing.pinned);
    s.g.frame();
    CHECK(s.readout().starts_with("Window 4 of 4"));
}

TEST_CASE("undo, redo and reset of the table and its pooling") {
    Stride s;
    s.g.click("settings.kernel.plus");
    s.g.frame();
    s.g.click("op.average");
    s.g.frame();
    CHECK(s.spec().kernel == core::Size2{3, 3});
    CHECK(s.spec().op == Op::average);
    s.scene->undo();
    s.g.frame();
    CHECK(s.spec().op == Op::max);
    CHECK(s.spec().kernel == core::Size2{3, 3});
    s.scene->undo();
    s.g.frame();
    CHECK(s.spec().kernel == core::Size2{2, 2});
    CHECK_FALSE(s.scene->can_undo());
    s.scene->redo();
    s.scene->redo();
    s.g.frame();
    CHECK(s.spec().op == Op::average);
    s.g.key("End");
    s.scene->reset();
    s.g.frame();
    CHECK(s.state().document == scenes::StrideDocument{});
    CHECK(s.window() == 0);
    s.scene->undo();
    s.g.frame();
    CHECK(s.spec().op == Op::average);
}

TEST_CASE("a kernel too large says so in place of the output, and the input stays live") {
    Stride s;
    s.g.click("settings.kernel.plus");
    s.g.click("settings.kernel.plus");
    s.g.click("settings.kernel.plus");
    s.g.frame();
    REQUIRE(s.state().facts.problem);
    CHECK(s.readout() == "Kernel 5 is larger than the padded input 4. Use 1 to 4, or padding 1.");
    CHECK(s.state().playback.windows == 0);
    for (const char* key : {"Right", "End", "Space", "Left", "Home"}) s.g.key(key);
    s.g.click_at(s.cell(0, 0));
    s.g.type("3");
    s.g.key("Enter");
    s.g.key("Esc");
    CHECK(s.grid().at(0, 0) == 3.0F);
    s.g.click("settings.kernel.minus");
    s.g.frame();
    CHECK_FALSE(s.state().facts.problem);
    CHECK(s.state().playback.windows == 1);
}

TEST_CASE("only the chosen framework refuses") {
    Stride s;
    s.change([](auto& document) {
        document.spec.kernel = {3, 3};
        document.spec.padding = {1, 1, 1, 1};
    });
    CHECK_FALSE(s.state().facts.refusal);
    s.change([](auto& document) { document.spec.padding = {2, 2, 2, 2}; });
    REQUIRE(s.state().facts.refusal);
    CHECK(s.state().facts.refusal->sentence() == "PyTorch would refuse this: padding 2 is more than half of kernel 3.");
    CHECK(s.state().facts.geometry);  // and it is drawn all the same
    s.g.click("settings.rule");
    s.g.click("settings.rule/rule.keras_same");
    s.g.frame();
    CHECK(s.spec().rule == Rule::keras);
    CHECK(s.spec().auto_pad == core::AutoPad::same_upper);
}

TEST_CASE("ties are outlined and the rule is named, in both languages") {
    {
        Stride s;
        s.change([](auto& document) { document.input = {scenes::filled(Fill::ties, 4, 4, 1), Fill::ties, 1}; });
        CHECK(
            s.readout() ==
            "Window 1 of 4, rows 1–2, columns 1–2: the largest of 3, 1, 3, 2 is 3. 3 twice; PyTorch takes the first in "
            "reading order.");
        s.g.key("End");
        CHECK(s.readout().ends_with("5 appears 4 times; PyTorch takes the first in reading order."));
    }
    Stride k({.language = "ko"});
    k.change([](auto& document) { document.input = {scenes::filled(Fill::ties, 4, 4, 1), Fill::ties, 1}; });
    CHECK(k.readout() ==
          "4개 중 1번째 창, 1–2행 1–2열: 3, 1, 3, 2 중 가장 큰 수는 3이다. 3이 두 번 나온다. PyTorch는 읽는 순서로 "
          "첫째를 고른다.");
}

TEST_CASE("the edge lab's eighth window, as the mock-up says it") {
    Stride s({.language = "ko"});
    s.scene->show_tour_stop("edge-lab");
    s.g.frame();
    CHECK(s.readout() == "16개 중 8번째 창: 실제 값 3칸과 패딩 0 3칸, 합 24를 6으로 나누면 4이다.");
    CHECK(s.state().facts.pooled.values.rows == 4);
    CHECK(scenes::dropped_cells(core::geometry(
              [&] {
                  core::PoolSpec floor = s.spec();
                  floor.ceil = false;
                  return floor;
              }(),
              6, 6)) == 15);
}

TEST_CASE("every operator under every rule has a sentence, a formula and a result that agree") {
    for (const char* language : {"en", "ko"}) {
        Stride s({.language = language});
        for (int op = 0; op <= static_cast<int>(Op::adaptive_average); ++op) {
            for (const Rule rule : {Rule::pytorch, Rule::onnx, Rule::keras}) {
                for (const bool padded : {false, true}) {
                    s.change([&](auto& document) {
                        document.spec = core::default_spec(rule, static_cast<Op>(op), {3, 3});
                        document.spec.output_size = {3, 2};
                        if (padded && rule != Rule::keras) document.spec.padding = {1, 1, 1, 1};
                        if (padded && rule == Rule::keras) document.spec.auto_pad = core::AutoPad::same_upper;
                        document.spec.ceil = padded && rule != Rule::keras;
                        document.input = {scenes::filled(Fill::negatives, 5, 6, 1), Fill::negatives, 1};
                    });
                    CAPTURE(language, op, static_cast<int>(rule), padded);
                    REQUIRE_FALSE(s.state().facts.problem);
                    for (std::int64_t w = 0; w < s.state().facts.windows(); ++w) {
                        core::seek(s.state().playback, w);
                        s.g.frame();
                        const std::string words = s.readout();
                        CHECK(words.find("readout.") == std::string::npos);
                        CHECK(words.find('{') == std::string::npos);
                        const auto shown = scenes::shown_window(s.state());
                        REQUIRE(shown);
                        CHECK(shown->window.result ==
                              s.state().facts.pooled.values.values[static_cast<std::size_t>(w)]);
                        CHECK(words.find(scenes::result_text(shown->window, s.spec())) != std::string::npos);
                    }
                }
            }
        }
    }
}

TEST_CASE("the operator menu, the coverage map and the page of more settings") {
    Stride s;
    s.g.click("settings.operator.more");
    s.g.frame();
    s.g.click("settings.operator.menu/op.global_average");
    s.g.frame();
    CHECK(s.spec().op == Op::global_average);
    CHECK_FALSE(s.g.control("player.first").enabled);  // one window: nowhere to go
    CHECK_FALSE(s.g.control("player.forward").enabled);
    CHECK(s.g.control("player.toggle").enabled);
    CHECK(s.readout() == "The whole 4×4 input: the 16 values share 478 equally: 29.875 each.");
    s.g.click("op.average");
    s.g.click("stride.coverage");
    s.g.frame();
    CHECK(s.state().coverage);
    s.g.key("C");
    CHECK_FALSE(s.state().coverage);
    s.g.click("settings.page.more");
    s.g.frame();
    s.g.click("settings.kernel_w.plus");
    s.g.click("settings.padding_left.plus");
    s.g.click("settings.count_include_pad");
    s.g.frame();
    CHECK(s.spec().kernel == core::Size2{2, 3});
    CHECK(s.spec().padding == core::Padding{0, 1, 0, 0});
    CHECK_FALSE(s.spec().count_include_pad);
}

TEST_CASE("a preset brings its numbers, and its name stays until something changes") {
    Stride s;
    s.g.click("settings.preset");
    s.g.click("settings.preset/preset.resnet");
    s.g.frame();
    CHECK(s.spec().padding == core::Padding{1, 1, 1, 1});
    CHECK(s.grid().rows == 8);
    CHECK(s.g.value("settings.preset") == "ResNet stem 3/2");
    s.g.click("settings.stride.plus");
    s.g.frame();
    CHECK(s.g.value("settings.preset") == "Your own");
}

TEST_CASE("reduced motion cuts, and still gives the time to read") {
    Stride s({.reduced_motion = true});
    const ui::Rect before = s.block();
    s.g.key("Right");
    s.g.frame(0.1);
    const scenes::StrideStage at = s.stage();
    CHECK(scenes::sliding_block(at.input_place, *s.state().facts.geometry, s.state().playback) == before);
    s.g.frame(0.15);
    CHECK_FALSE(scenes::sliding_block(at.input_place, *s.state().facts.geometry, s.state().playback) == before);
    CHECK(s.scene->moving());
}

TEST_CASE("the smallest and the largest tables") {
    Stride s;
    for (const std::int64_t side : {1, 32}) {
        s.change([&](auto& document) {
            document.input = {scenes::filled(Fill::random, side, side, 3), Fill::random, 3};
            document.spec.kernel = document.spec.stride = {1, 1};
        });
        CAPTURE(side);
        REQUIRE(s.state().facts.windows() == side * side);
        s.g.key("End");
        s.g.hover_at(s.cell(side - 1, side - 1));
        CHECK(s.readout().find(" reads it") != std::string::npos);
    }
    CHECK_FALSE(s.stage().input_place.show_digits);
    CHECK(s.shows(scenes::number(s.grid().at(31, 31))));  // the tile at the mouse
}
