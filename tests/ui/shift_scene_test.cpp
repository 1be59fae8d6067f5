// The shift scene driven as a class drives it: arrows, keys, a drag, settings, the player; its numbers by hand.
#include <chrono>
#include <thread>

#include "app/scenes/scene_list.h"
#include "app/scenes/shift_screen.h"
#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

using test::GuiHarness;
using test::GuiOptions;
using Floats = std::vector<float>;

struct Shift {
    std::unique_ptr<scenes::Scene> scene = scenes::shift_scene();
    GuiHarness g;

    explicit Shift(const GuiOptions& options = {}) : g(options) { g.show(*scene); }

    scenes::ShiftState& state() { return dynamic_cast<scenes::SceneOf<scenes::ShiftState>&>(*scene).state(); }
    scenes::ShiftDocument& document() { return state().document; }
    const Floats& before(std::size_t lane) { return state().facts.lanes.at(lane).before.values; }
    const Floats& after(std::size_t lane) { return state().facts.lanes.at(lane).after.values; }
    std::string readout() { return ui::plain(scene->readout(g.view())); }
    bool says(std::string_view words) { return g.dump().find(words) != std::string::npos; }
    void wait() {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (scene->waiting() && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            g.frame();
        }
        REQUIRE_FALSE(scene->waiting());
    }
    scenes::ShiftStage stage() {
        const ui::RecordCanvas canvas(g.view());
        return scenes::shift_stage(state(), canvas);
    }
};

}  // namespace

TEST_CASE("shift starts paused with everything shown: max changes 2 of 4, blur 4 of 4") {
    Shift s;
    CHECK_FALSE(s.scene->moving());
    CHECK(s.before(0) == Floats{0, 1, 0, 1});
    CHECK(s.after(0) == Floats{1, 1, 1, 1});
    CHECK(s.before(1) == Floats{0.5F, 1, 0.5F, 1});
    CHECK(s.after(1) == Floats{0.75F, 0.75F, 0.75F, 0.75F});
    CHECK(s.readout() ==
          "Moved 1 to the right. Max pooling changes 2 of 4 cells completely. Blur pooling changes 4 of 4 cells a "
          "little.");
    CHECK(s.g.dump().find("\"50 %\"") != std::string::npos);
    CHECK(s.g.dump().find("\"75 %\"") != std::string::npos);
    CHECK(s.g.dump().find("\"0.50\"") != std::string::npos);  // one number of decimals with 0.75
}

TEST_CASE("shift: arrow buttons, keys and a drag move the input, undo takes it back") {
    Shift s;
    s.g.click("shift.right");
    CHECK(s.document().right == 2);
    s.g.frame();
    CHECK(s.after(0) == Floats{1, 0, 1, 0});
    s.g.key("Shift+Left");
    s.g.key("Shift+Left");
    CHECK(s.document().right == 0);
    s.g.key("Shift+Down");
    CHECK(s.document().down == 0);  // a row stays
    const ui::GridPlace place = s.stage().lanes[0].given;
    s.g.drag(place.cell(0, 1).center(), place.cell(0, 4).center());
    CHECK(s.document().right == 3);
    CHECK_FALSE(s.state().pointing.edit.open);
    s.g.frame();
    s.scene->undo();
    CHECK(s.document().right == 0);
    s.g.key("Shift+Right");
    s.g.click("shift.home");
    CHECK(s.document().right == 0);
}

TEST_CASE("shift: a step uncovers one output of the moved input") {
    Shift s;
    s.g.key("Home");
    CHECK(scenes::revealed_outputs(s.state().playback) == 1);
    CHECK(s.readout().starts_with("Window 1 of 4. Max pooling gives 0, after the move 1."));
    CHECK(scenes::lane_change(s.state(), s.state().facts.lanes[0]).outputs == 1);
    s.g.key("Right");
    CHECK(s.scene->moving());
    s.g.frames(100, 0.1);
    CHECK_FALSE(s.scene->moving());
    CHECK(scenes::revealed_outputs(s.state().playback) == 2);
}

TEST_CASE("shift: edge, kernel, average and own numbers") {
    Shift s;
    s.g.click("shift.edge.zero");
    s.g.frame();
    CHECK(s.after(0) == Floats{0, 1, 1, 1});
    s.g.click("shift.average");
    s.g.frame();
    REQUIRE(s.state().facts.lanes.size() == 3);
    CHECK(s.before(2) == Floats{0, 1, 0, 1});
    s.g.click_at(s.stage().lanes[0].given.cell(0, 0).center());
    REQUIRE(s.state().pointing.edit.open);
    s.g.type("7");
    s.g.key("Enter");
    CHECK(s.document().input.grid.values[0] == 7.0F);
    s.g.click("shift.kernel.plus");
    CHECK(s.document().kernel == 3);
    s.scene->reset();
    CHECK(s.document() == scenes::ShiftDocument{});
}

TEST_CASE("shift: a kernel that does not fit says so in every lane, and the scene lives on") {
    Shift s;
    s.document().input.grid = {1, 3, {1, 2, 3}};
    s.document().kernel = 5;
    s.g.frame();
    for (const scenes::ShiftLane& lane : s.state().facts.lanes) CHECK(lane.problem.has_value());
    CHECK(s.readout().find('5') != std::string::npos);
    s.document().kernel = 2;
    s.g.frame();
    CHECK_FALSE(s.state().facts.lanes[0].problem.has_value());
}

TEST_CASE("shift: a hovered output tells what it was and what it became") {
    Shift s;
    s.g.hover_at(s.stage().lanes[1].after[2].center());
    CHECK(s.readout().starts_with("Window 3 of 4. Max pooling gives 0, after the move 1."));
}

TEST_CASE("shift: outputs that have moved along with the input count as the same when they are followed") {
    Shift s;
    s.document().right = 2;
    s.g.frame();
    CHECK(s.after(0) == Floats{1, 0, 1, 0});
    CHECK(scenes::lane_change(s.state(), s.state().facts.lanes[0]).same == 0);
    s.g.click("settings.page.more");
    s.g.click("shift.compare.followed");
    s.g.frame();
    CHECK(s.state().facts.lanes[0].expected.values == Floats{1, 0, 1, 0});
    CHECK(scenes::lane_change(s.state(), s.state().facts.lanes[0]).same == 4);
    s.scene->undo();
    CHECK(s.document().compare == core::ShiftCompare::in_place);
}

// Moves by 1 to 7: max keeps 1/2, 0, 1/2, 1, 1/2, 0, 1/2 of its outputs; what blur gives is alike by 3/4, 1/2,
// 3/4, 1...
TEST_CASE("shift: every move at once, its means, and a click on one") {
    Shift s;
    s.g.click("shift.page.moves");
    s.wait();
    REQUIRE(s.state().moves.lanes.size() == 2);
    CHECK(s.state().moves.lanes[0]->mean == Approx(3.0 / 7.0));
    CHECK(s.state().moves.lanes[1]->mean_likeness == Approx(5.0 / 7.0));
    CHECK(s.state().moves.lanes[1]->mean == Approx(1.0 / 7.0));
    CHECK(s.readout() ==
          "Over all 7 moves: Max pooling stays 43 % alike, 43 % of its cells the same. Blur pooling stays 71 % alike, "
          "14 % of its cells the same.");
    const std::vector<ui::Rect> cells = s.stage().lanes[1].move_cells;
    REQUIRE(cells.size() == 8);
    s.g.click_at(cells[4].center());
    CHECK(s.document().right == 4);
    CHECK(s.document().down == 0);
}

TEST_CASE("shift: every move of a picture is a table of its rows and columns") {
    Shift s;
    s.document().input.grid = scenes::shift_signals()[4].grid;
    s.document().page = scenes::ShiftPage::moves;
    s.g.frame();
    s.wait();
    REQUIRE(s.stage().lanes[0].move_cells.size() == 36);
    s.g.click_at(s.stage().lanes[0].move_cells[6 * 2 + 3].center());
    CHECK(s.document().down == 2);
    CHECK(s.document().right == 3);
}

TEST_CASE("shift: on a photo of fine stripes one cell in two is all that is seen, and the move turns it over") {
    Shift s;
    std::vector<std::uint8_t> pixels;
    for (int row = 0; row < 40; ++row) {
        for (int col = 0; col < 60; ++col) pixels.insert(pixels.end(), 3, col % 2 == 0 ? 0 : 255);
    }
    s.g.send(ui::PhotoArrived{.image = core::make_image(60, 40, 3, pixels), .name = "stripes.png"});
    s.g.frame();
    const auto changes = [&](std::size_t lane) { return s.state().facts.photo.lanes.at(lane).change; };
    CHECK(changes(0).outputs == 144);
    CHECK(changes(0).changes() == 0);  // the largest of two is white before and after
    s.document().kernel = 1;
    s.g.frame();
    CHECK(changes(0).changes() == 144);
    CHECK(changes(1).changes() == 0);  // 1 2 1 over black and white is grey everywhere
    s.g.click("shift.page.photo");
    CHECK(s.readout().find("Max pooling changes 144 of 144 cells completely.") != std::string::npos);
    s.g.click("photo.open");
    CHECK(std::holds_alternative<ui::BrowseFiles>(s.g.requests().back()));
}

TEST_CASE("shift: a photo that cannot be opened says so and the old one stays") {
    Shift s;
    s.wait();
    const std::uint64_t before = s.state().source.photo.revision;
    s.g.send(ui::PhotoFailed{{.what = "is no picture", .where = "notes.txt"}});
    s.g.frame();
    CHECK(s.says("notes.txt"));
    CHECK(s.state().source.photo.revision == before);
}

TEST_CASE("shift: the numbers slide to their new place and come to rest") {
    Shift s;
    s.wait();
    s.g.click("shift.right");
    CHECK(s.scene->moving());
    s.g.frames(30, 0.02);
    CHECK_FALSE(s.scene->moving());
    CHECK(s.state().slide.left == 0.0);
}

TEST_CASE("shift: stripes that vanish or turn over are said to") {
    Shift s;
    s.document().input.grid = scenes::shift_signals()[1].grid;
    s.g.frame();
    const auto loss = [&] { return scenes::loss_words(s.state(), s.state().facts.lanes.at(0), *s.g.view().text); };
    CHECK(loss() == "The pattern is lost, moved or not: every output is 1.");
    CHECK(s.says("\"pattern\""));  // drawn word by word
    s.document().kernel = 1;
    s.g.frame();
    CHECK(loss() == "The pattern is lost: every output turns from 0 to 1.");
    s.g.key("Home");
    CHECK_FALSE(s.says("\"pattern\""));  // not before every output is shown
}

TEST_CASE("shift: what is no number is refused in words on the stage") {
    Shift s;
    s.g.click_at(s.stage().lanes[0].given.cell(0, 0).center());
    s.g.type("abc");
    s.g.key("Enter");
    s.g.frame();
    REQUIRE(s.state().pointing.notice.has_value());
    CHECK(s.says("abc"));
}

TEST_CASE("shift: outputs stay within their row when the stride does not divide it") {
    Shift s;
    s.document().input.grid = {1, 7, {1, 2, 3, 4, 5, 6, 7}};
    s.document().kernel = 5;
    s.g.frame();
    for (const scenes::ShiftLanePlace& lane : s.stage().lanes) {
        REQUIRE(lane.before.size() == 4);
        for (const ui::Rect& cell : lane.before) CHECK(cell.right() <= lane.given.area.right() + 0.5F);
    }
}

TEST_CASE("shift: outputs in narrow cells give up decimals before their digits") {
    Shift s;
    s.document().input.grid = core::Grid(8, 8, 56.6875F);
    s.g.frame();
    CHECK((s.says("\"57\"") || s.says("\"56.7\"")));
}
