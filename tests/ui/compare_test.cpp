// The compare scene: one window, several answers.
#include "app/scenes/compare_state.h"
#include "app/scenes/scene_list.h"
#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

using scenes::Fill;
using scenes::Lane;
using test::GuiHarness;
using test::GuiOptions;

struct Compare {
    std::unique_ptr<scenes::Scene> scene = scenes::compare_scene();
    GuiHarness g;

    explicit Compare(const GuiOptions& options = {}) : g(options) { g.show(*scene); }
    scenes::CompareState& state() { return dynamic_cast<scenes::SceneOf<scenes::CompareState>&>(*scene).state(); }
    std::string readout() { return ui::plain(scene->readout(g.view())); }
    scenes::CompareStage stage() {
        const ui::RecordCanvas canvas(g.view());
        return scenes::compare_stage(state(), canvas);
    }
};

}  // namespace

TEST_CASE("compare says the third window as the mock-up does") {
    {
        Compare c;
        c.g.key("Right");
        c.g.key("Right");
        c.g.frames(30, 0.1);
        CHECK(c.readout() ==
              "Window 3 of 4: the largest is 112, the average is 79, the whole map averages 29.875, their difference "
              "is 33.");
    }
    Compare k({.language = "ko"});
    CHECK(k.readout() == "4개 중 1번째 창: 가장 큰 수는 20, 평균은 13, 지도 전체의 평균은 29.875, 둘의 차이는 7이다.");
}

TEST_CASE("lanes can be chosen, and any number of them has room") {
    Compare c;
    for (const char* key : {"lane.min", "lane.lp", "lane.global_max"}) {
        c.g.click(key);
        c.g.frame();
    }
    for (int shown = 7; shown > 0; --shown) {
        const scenes::CompareLayout layout = c.stage().layout;
        CAPTURE(shown);
        REQUIRE(static_cast<int>(layout.places.size()) == shown);
        for (std::size_t i = 0; i < layout.places.size(); ++i) {
            const auto& at = layout.places[i];
            CHECK(at.card.y >= layout.lanes.y - 1);
            CHECK(at.card.bottom() <= layout.lanes.bottom() + 1);
            CHECK(at.grid.y >= at.card.y);
            CHECK(at.grid.bottom() <= at.card.bottom());
            CHECK(at.grid.right() <= at.card.right());
            CHECK(at.title.right() <= at.grid.x);
            if (i > 0) CHECK(at.card.y >= layout.places[i - 1].card.bottom());
        }
        CHECK(layout.input.right() < layout.lanes.x);
        c.state().document.shown[static_cast<std::size_t>(shown - 1)] = false;
        c.g.frame();
    }
    CHECK(c.readout() == "Window 1 of 4: what does each lane keep of it?");
}

TEST_CASE("hovering a lane's output shows that window everywhere") {
    Compare c;
    c.g.key("End");
    const scenes::CompareStage at = c.stage();
    c.g.hover_at(at.outputs[1].place.cell(0, 1).center());
    CHECK(c.readout().starts_with("Window 2 of 4: the largest is 30, the average is 8"));
    REQUIRE(at.outputs[3].bars);
    c.g.hover_at(scenes::bar_column(at.layout.places[3].grid, 4, 2).center());
    CHECK(c.readout().starts_with("Window 3 of 4"));
}

TEST_CASE("compare shares dragging, typing and pasting with stride") {
    Compare c;
    const scenes::CompareStage at = c.stage();
    c.g.drag(at.input_place.cell(0, 0).center(), at.input_place.cell(2, 2).center());
    CHECK(c.state().playback.window == 3);
    c.g.click_at(at.input_place.cell(0, 0).center());
    c.g.type("-7");
    c.g.key("Enter");
    c.g.key("Esc");
    CHECK(c.state().document.input.grid.at(0, 0) == -7.0F);
    c.g.send(ui::TableArrived{core::Grid(2, 2, std::vector<float>{1, 2, 3, 6}), ""});
    c.g.frames(2);
    CHECK(c.state().lane(Lane::average).pooled.values.at(0, 0) == 3.0F);
    CHECK(c.state().difference.at(0, 0) == 3.0F);
    c.scene->undo();
    c.g.frame();
    CHECK(c.state().document.input.grid.rows == 4);
}

TEST_CASE("every lane agrees with core, negatives and uneven windows included") {
    Compare c;
    c.state().document.input = {scenes::filled(Fill::negatives, 7, 5, 1), Fill::negatives, 1};
    c.state().document.spec.kernel = {3, 2};
    c.state().document.spec.padding = {1, 0, 1, 1};
    c.state().document.shown.fill(true);
    c.g.frames(2);
    for (const Lane lane : scenes::k_lanes) {
        core::PoolSpec spec = c.state().document.spec;
        spec.op = scenes::lane_op(lane);
        CHECK(c.state().lane(lane).pooled == core::pool_grid(c.state().document.input.grid, spec));
    }
    for (std::int64_t w = 0; w < c.state().window_facts().windows(); ++w) {
        core::seek(c.state().playback, w);
        c.g.frame();
        CHECK(c.readout().find("readout.") == std::string::npos);
    }
}

TEST_CASE("a problem is said once for all lanes") {
    Compare c;
    c.state().document.spec.kernel = {9, 9};
    c.g.frames(2);
    CHECK(c.readout().starts_with("Kernel 9 is larger"));
    CHECK(c.state().playback.windows == 0);
}
