// The stack scene as a class uses it, by the names of its controls. The numbers of the first three cases are worked by
// hand; the others compare what is shown with what core says.
#include <algorithm>

#include "app/scenes/scene_list.h"
#include "app/scenes/stack_screen.h"
#include "core/photo_grid.h"
#include "core/pool.h"
#include "core/small_convolution.h"
#include "support/catch.h"
#include "support/look_answers.h"

namespace {

using scenes::StackCell;
using scenes::StackLayer;
using scenes::StackState;
using test::GuiHarness;
using test::GuiOptions;

// The scene in the harness. The scene is declared first: it outlives the harness.
struct Stack {
    std::unique_ptr<scenes::Scene> scene = scenes::stack_scene();
    GuiHarness g;

    explicit Stack(const GuiOptions& options = {}, std::string_view stop = "launch") : g(options) {
        scene->show_tour_stop(stop);
        g.show(*scene);
        settle();
    }
    StackState& state() { return dynamic_cast<scenes::SceneOf<StackState>&>(*scene).state(); }
    scenes::StackDocument& document() { return state().document; }
    const scenes::StackFacts& facts() { return state().facts; }
    std::string readout() { return ui::plain(scene->readout(g.view())); }
    bool shows(std::string_view text) const { return g.dump().find(text) != std::string::npos; }
    scenes::StackStage stage() {
        const ui::RecordCanvas canvas(g.view());
        return scenes::stack_stage(state(), canvas);
    }
    ui::Vec2 middle(const StackCell& cell) {
        return stage().places[static_cast<std::size_t>(cell.level)].cell(cell.row, cell.col).center();
    }
    void settle() {
        test::wait_for(*scene, g);
        REQUIRE_FALSE(scene->waiting());
        g.frames(2);
    }
};

}  // namespace

TEST_CASE("stack: three layers over 8x8 show field, jump, start and formulas worked by hand") {
    // 3x3 blur: field 3, jump 1, start 1. 2x2 / 2: 3+1 = 4, 2, 1.5. 2x2 / 1: 4+2 = 6, 2, 2.5.
    Stack s;
    const auto& levels = s.facts().stack.levels;
    REQUIRE(levels.size() == 4);
    CHECK(*levels[1].h == core::Reach{3, 1, 1.0});
    CHECK(*levels[2].h == core::Reach{4, 2, 1.5});
    CHECK(*levels[3].h == core::Reach{6, 2, 2.5});
    for (const char* text : {"8×8", "6×6", "3×3", "4×4", "2.5", " = 4+(2−1)·2", " = 2·1", " = 1.5+((2−1)/2−0)·2"}) {
        CAPTURE(text);
        CHECK(s.shows(text));
    }
}

TEST_CASE("stack: the read-out says what the output has seen, with numbers") {
    // Row 1, column 2 of the 2x2: columns 2-3 of the 3x3, 3-6 of the 6x6, 3-8 of the input.
    Stack s;
    CHECK(s.readout().ends_with(": made of 36 input cells, rows 1–6, columns 3–8."));
}

TEST_CASE("stack: the read-out in Korean") {
    Stack k({.language = "ko"});
    CHECK(k.readout().ends_with("입력 36칸으로 만들어졌다. 행 1–6, 열 3–8."));
}

TEST_CASE("stack: the player opens the cone level by level") {
    Stack s;
    CHECK(s.state().playback.windows == 4);
    CHECK(s.state().playback.window == 3);
    CHECK_FALSE(s.scene->moving());
    s.g.key("Home");
    s.g.frame();
    CHECK(s.readout().ends_with("What is it made of?"));
    CHECK(s.state().playback.window == 0);
    s.g.key("Right");
    s.g.frames(80);
    CHECK(s.readout().find("it has read 4 cells of “2 Max”, rows 1–2, columns 2–3") != std::string::npos);
    s.g.key("Right");
    s.g.frames(80);
    CHECK(s.readout().find("it has read 16 cells of “1 Blur”, rows 1–4, columns 3–6") != std::string::npos);
    s.g.key("Right");
    s.g.frames(80);
    CHECK(s.readout().find("made of 36 input cells") != std::string::npos);
    CHECK_FALSE(s.scene->moving());
}

TEST_CASE("stack: every level holds what core makes of the one below") {
    Stack s;
    const auto& values = s.facts().values;
    CHECK(values[1] == core::small_convolution(values[0], core::SmallKernel::box, 0));
    CHECK(values[2] == core::pool_grid(values[1], scenes::layer_spec(s.document().layers[1])).values);
    CHECK(values[3] == core::pool_grid(values[2], scenes::layer_spec(s.document().layers[2])).values);
}

TEST_CASE("stack: hovering shows another cone and leaves again, a click keeps it") {
    Stack s;
    const StackCell at{2, 2, 0};
    s.g.hover_at(s.middle(at));
    s.g.frame();
    REQUIRE(s.stage().shown);
    CHECK(s.stage().shown->cell == at);
    CHECK(s.stage().shown->open());
    CHECK(s.document().seen == StackCell{3, 0, 1});
    CHECK(s.readout().starts_with("Layer 2, row 3, column 1 "));
    s.g.hover_at(s.g.view().layout.readout.center());
    s.g.frame();
    CHECK(s.stage().shown->cell == StackCell{3, 0, 1});
    s.g.click_at(s.middle(at));
    s.g.hover_at(s.g.view().layout.readout.center());
    s.g.frame();
    CHECK(s.document().seen == at);
    CHECK(s.g.value("stack.layer") == "2");
    CHECK(s.state().playback.windows == 3);
}

TEST_CASE("stack: keys move the output and change the level") {
    Stack s;
    s.g.key("Shift+Down");
    s.g.frame();
    CHECK(s.document().seen == StackCell{3, 1, 1});
    s.g.key("Shift+Left");
    s.g.key("Shift+Left");
    s.g.frame();
    CHECK(s.document().seen == StackCell{3, 1, 0});
    s.g.key("PageDown");
    s.g.frame();
    CHECK(s.document().seen.level == 2);
    s.g.key("PageUp");
    s.g.frame();
    CHECK(s.document().seen.level == 3);
    for (int i = 0; i < 9; ++i) s.g.key("PageDown");
    s.g.frame();
    CHECK(s.document().seen.level == 1);
}

TEST_CASE("stack: layers are added up to six, moved and removed down to one, and undo brings them back") {
    Stack s;
    const auto before = s.document().layers;
    s.g.click("stack.add");
    s.g.frame();
    REQUIRE(s.document().layers.size() == 4);
    CHECK(s.document().layers.back() == StackLayer{});
    s.g.click("stack.earlier");
    s.g.frame();
    CHECK(s.document().layers[3] == before[2]);
    CHECK(s.document().layers[2] == StackLayer{});
    s.scene->undo();
    s.g.frame();
    s.scene->undo();
    s.g.frame();
    CHECK(s.document().layers == before);
    for (int i = 0; i < 5; ++i) {
        s.g.click("stack.add");
        s.g.frame();
    }
    CHECK(s.document().layers.size() == scenes::k_most_layers);
    CHECK_FALSE(s.g.control("stack.add").enabled);
    for (int i = 0; i < 8; ++i) {
        s.g.click("stack.remove");
        s.g.frame();
    }
    CHECK(s.document().layers.size() == 1);
    CHECK_FALSE(s.g.control("stack.remove").enabled);
    s.scene->reset();
    s.g.frame();
    CHECK(s.document() == scenes::StackDocument{});
}

TEST_CASE("stack: a layer that does not fit says so, and the layers below stay") {
    Stack s({}, "does-not-fit");
    REQUIRE(s.facts().problem);
    CHECK(s.facts().problem->layer == 2);
    CHECK(s.facts().top_level() == 2);
    CHECK(s.facts().values.size() == 3);
    CHECK(s.readout().starts_with("Layer 3: "));
    CHECK(s.shows("\"Layer\""));  // the panel's words, one by one
    const auto sound = core::stack_problem(scenes::layer_specs(s.document().layers), 8, 8);
    REQUIRE(sound);
    CHECK(s.readout().ends_with(s.g.view().text->sentence(sound->problem)));
    CHECK(s.g.value("stack.layer") == "3");
    s.document().layers[2].kernel = 2;
    s.g.frames(2);
    CHECK_FALSE(s.facts().problem);
    CHECK(s.facts().top_level() == 3);
}

TEST_CASE("stack: a corner of the ResNet stem reads padding, and the read-out says that its field hangs over") {
    // Field 11 around input cell 0: rows -5 to 5, of which 0 to 5 are there: 36 cells.
    Stack s({}, "resnet-corner");
    CHECK(s.readout().find("made of 36 input cells, rows 1–6, columns 1–6.") != std::string::npos);
    CHECK(s.readout().ends_with("Its field of 11×11 hangs over the edge."));
    const ui::NumberGrid input = s.stage().grids.front();
    CHECK(input.row0 == -3);
    CHECK(std::ranges::count(input.cells, ui::CellKind::padding, &ui::GridCell::kind) > 0);
    const scenes::StackStage stage = s.stage();
    for (std::int64_t i = -3; i < 0; ++i) CHECK(stage.grids.front().at(i, 0).kind == ui::CellKind::padding);
    CHECK(stage.grids.front().at(-3, 12).kind == ui::CellKind::empty);
    CHECK(stage.grids[1].at(-1, 0).kind == ui::CellKind::padding);
}

TEST_CASE("stack: dilated layers leave gaps, and say so") {
    // Dilations 1 and 2 over 3 taps: 3 + 4 = 7 wide without gaps. Dilation 2 alone leaves every second cell out.
    Stack s({}, "dilated");
    s.document().layers = {StackLayer{StackLayer::Kind::max, 3, 1, 0, 2}};
    s.document().seen = {1, 4, 4};
    s.g.frames(2);
    CHECK(s.readout().find("made of 9 input cells, rows 5–9, columns 5–9.") != std::string::npos);
    CHECK(s.readout().ends_with("Cells between them are stepped over."));
}

TEST_CASE("stack: an edge convolution has a scale of its own about zero") {
    Stack s({}, "edges-signed");
    CHECK_FALSE(s.facts().scale.about_zero[0]);
    REQUIRE(s.facts().scale.about_zero[1]);
    const ui::Theme& theme = *s.g.view().theme;
    CHECK(scenes::level_color(s.facts(), theme, 1, 0.0F) == theme[ui::Token::zero]);
    CHECK(scenes::level_color(s.facts(), theme, 1, s.facts().scale.most) == theme[ui::Token::pos]);
    CHECK(scenes::level_color(s.facts(), theme, 1, -s.facts().scale.most) == theme[ui::Token::neg]);
}

TEST_CASE("stack: a number is typed into the input and everything above follows") {
    Stack s;
    const float before = s.facts().values[3].at(0, 0);
    s.g.click_at(s.middle({0, 0, 0}));
    s.g.frame();
    s.g.key("Ctrl+A");
    s.g.type("999");
    s.g.key("Enter");
    s.g.frames(2);
    CHECK(s.facts().values[0].at(0, 0) == 999.0F);
    CHECK(s.facts().values[3].at(0, 0) > before);
}

TEST_CASE("stack: a photo that arrives while the scene is looked at becomes its input") {
    Stack s;
    const core::Image photo = core::draw_sample_photo(120, 80);
    s.g.send(ui::PhotoArrived{.image = photo, .name = "class.png"});
    s.g.frame();
    s.settle();
    CHECK(s.document().photo);
    CHECK(s.facts().values.front() == *core::photo_grid(photo, s.document().photo_cells, std::atomic<bool>(false)));
    s.g.click("stack.input.numbers");
    s.g.frames(2);
    CHECK(s.facts().values.front() == s.document().input.grid);
}

TEST_CASE("stack: a photo that cannot be opened says why and changes nothing") {
    Stack s;
    const scenes::StackDocument before = s.document();
    s.g.send(ui::PhotoFailed{core::Error{.what = "is damaged", .where = "class.jpg", .hint = "save it again"}});
    s.g.frames(2);
    CHECK(s.document() == before);
    CHECK(s.shows("class.jpg"));
    s.g.key("Esc");
    s.g.frames(2);
    CHECK_FALSE(s.shows("class.jpg"));
}

TEST_CASE("stack: six layers stay apart and inside the stage at every size") {
    for (const GuiOptions& options :
         {GuiOptions{.width = 1024, .height = 600}, GuiOptions{.width = 1280, .height = 800},
          GuiOptions{.width = 1280, .height = 800, .text_scale = 2.0F}, GuiOptions{.width = 3840, .height = 2160}}) {
        for (const char* stop : {"launch", "vgg", "lenet", "half-open", "resnet-corner"}) {
            CAPTURE(options.width, options.text_scale, stop);
            Stack s(options, stop);
            const scenes::StackStage stage = s.stage();
            const ui::Rect& room = s.g.view().layout.stage;
            for (std::size_t i = 0; i < stage.places.size(); ++i) {
                const ui::Rect& area = stage.places[i].area;
                CAPTURE(i);
                CHECK(area.x >= room.x);
                CHECK(area.right() <= room.right());
                CHECK(area.y >= room.y);
                CHECK(area.bottom() <= stage.layout.band.y);
                if (i > 0) CHECK(area.x >= stage.places[i - 1].area.right() + 2.0F);
            }
            CHECK(stage.layout.band.bottom() <= room.bottom());
        }
    }
}

TEST_CASE("stack: its code has a line for each layer") {
    Stack s;
    const ui::Text& text = *s.g.view().text;
    const std::string torch = s.scene->code(scenes::Framework::pytorch, text);
    INFO(torch);
    CHECK(torch.find("box = np.array([[1, 1, 1], [1, 1, 1], [1, 1, 1]], dtype=np.float32) / 9\n") != std::string::npos);
    CHECK(torch.find("x = F.conv2d(x, torch.from_numpy(box)[None, None], padding=0)\n") != std::string::npos);
    CHECK(torch.find("x = F.max_pool2d(x, kernel_size=(2, 2), stride=(1, 1))\n") != std::string::npos);
    CHECK(torch.ends_with("print(level_1)\nprint(level_2)\nprint(level_3)\n"));
}

TEST_CASE("stack: its code ends with why a layer does not fit") {
    Stack broken({}, "does-not-fit");
    const ui::Text& text = *broken.g.view().text;
    const std::string rest = broken.scene->code(scenes::Framework::numpy, text);
    INFO(rest);
    CHECK(rest.find("print(level_2)\n# Layer 3: ") != std::string::npos);
    CHECK(rest.find("level_3 =") == std::string::npos);
}

TEST_CASE("stack: its numbers leave as tables, one for each level and one of the fields") {
    Stack s;
    const auto tables = s.scene->tables(*s.g.view().text);
    REQUIRE(tables.size() == 5);
    CHECK(tables.front().id == "input");
    CHECK(tables[3].result);
    CHECK(tables.back().id == "reach");
    CHECK(std::get<std::vector<double>>(tables.back().values) ==
          std::vector<double>{1, 1, 0, 3, 1, 1, 4, 2, 1.5, 6, 2, 2.5});
}
