// The photo scene driven as a reader drives it: by the names of its controls, the mouse on its pictures, and keys.
// Over 500 lines: one stage is set up once, and every hand movement of the screen is tried on it.
#include <chrono>
#include <cmath>
#include <random>
#include <thread>

#include "app/scenes/photo_screen.h"
#include "app/scenes/scene_list.h"
#include "app/ui/number_grid.h"
#include "core/number_text.h"
#include "support/catch.h"
#include "support/gui_harness.h"

namespace {

using scenes::PhotoLane;
using scenes::PhotoState;
using test::GuiHarness;
using test::GuiOptions;

core::Image noise(std::int64_t width, std::int64_t height, unsigned seed = 1) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width * height * 3));
    for (std::uint8_t& value : pixels) value = static_cast<std::uint8_t>(random() & 255U);
    return core::make_image(width, height, 3, std::move(pixels));
}

ui::PhotoArrived arrival(std::int64_t width, std::int64_t height, unsigned seed = 1) {
    return {.image = noise(width, height, seed), .name = "class.png"};
}

// The scene in the harness. The scene is declared first: it outlives the harness.
struct Stage {
    std::unique_ptr<scenes::Scene> scene = scenes::photo_scene();
    GuiHarness g;

    explicit Stage(const GuiOptions& options = {}) : g(options) {
        g.show(*scene);
        settle();
    }
    Stage(const ui::PhotoArrived& photo, const GuiOptions& options = {}) : g(options) {
        g.send(photo);
        g.show(*scene);
        settle();
    }

    PhotoState& state() { return dynamic_cast<scenes::SceneOf<PhotoState>&>(*scene).state(); }
    scenes::PhotoDocument& document() { return state().document; }
    std::string readout() { return ui::plain(scene->readout(g.view())); }
    scenes::PhotoLayout placed() { return scenes::photo_layout(g.view().layout); }
    ui::PhotoMap map(PhotoLane lane = PhotoLane::original) { return scenes::lane_map(state(), placed().lane(lane)); }
    ui::Vec2 screen(PhotoLane lane, double x, double y) { return map(lane).to_screen({x, y, 0.0, 0.0}).min(); }
    bool shows(std::string_view text) const {
        return g.dump().find("\"" + std::string(text) + "\"") != std::string::npos;
    }

    // Every word of the frame in the order it was drawn, for sentences that run over several lines.
    bool says(std::string_view sentence) const {
        std::string words;
        const std::string& dump = g.dump();
        for (std::size_t at = dump.find("\ntext "); at != std::string::npos; at = dump.find("\ntext ", at + 1)) {
            const std::size_t open = dump.find('"', at);
            words += dump.substr(open + 1, dump.find("\"\n", open) - open - 1) + " ";
        }
        for (std::size_t at = words.find("  "); at != std::string::npos; at = words.find("  ")) words.erase(at, 1);
        return words.find(sentence) != std::string::npos;
    }

    // Until every picture is there and one frame more, so that it is drawn.
    void settle() {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (scene->waiting() && std::chrono::steady_clock::now() < deadline) {
            g.frame();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        REQUIRE_FALSE(scene->waiting());
        g.frame();
    }
};

float pooled(PhotoState& state, core::Op op, std::int64_t channel, scenes::PixelPlace pixel) {
    const scenes::PixelPlace window = scenes::window_at(state, pixel);
    return core::pool_window(state.photo.view().plane(channel), scenes::photo_spec(state.document, op),
                             state.facts.geometry, window.row, window.col);
}

}  // namespace

TEST_CASE("at start a picture is there without any file, pooled, with its sizes") {
    Stage stage;
    CHECK(stage.state().photo.width == 1200);
    CHECK(stage.shows("1200×800"));
    CHECK(stage.shows("300×200"));
    CHECK(stage.shows("18×12"));  // the last level of the pyramid
    CHECK(stage.shows("Drawn picture, 1200×800"));
    CHECK(test::count_of(stage.g.dump(), "image ") == 3 + 7);
    CHECK_FALSE(stage.state().playback.playing);
}

TEST_CASE("the numbers on the screen are those of core") {
    Stage stage(arrival(90, 60));
    PhotoState& state = stage.state();
    const core::Grid crop =
        core::crop(state.photo, state.facts.crop.top, state.facts.crop.left, 8, 8, core::Channel::green);
    const core::WindowExplanation max = core::explain(crop, scenes::photo_spec(state.document, core::Op::max), 0);
    const core::WindowExplanation average =
        core::explain(crop, scenes::photo_spec(state.document, core::Op::average), 0);
    CHECK(stage.shows(core::exact_decimal(max.result)));
    CHECK(stage.shows(core::exact_decimal(average.result)));
    CHECK(stage.readout() == "Crop window 1 of 4: of 16 green values the largest is " +
                                 core::exact_decimal(max.result) + ", the average is " +
                                 core::exact_decimal(average.result) + ".");
    const auto means = core::channel_means(state.photo, false);
    REQUIRE(means.has_value());
    CHECK(stage.shows(core::fixed_decimal(means->red, 1)));
    CHECK(stage.shows(core::fixed_decimal(means->green, 1)));
    CHECK(stage.shows(core::fixed_decimal(means->blue, 1)));
    CHECK(stage.says("330 of 5,400 pixels are left: 6.11%."));  // 22 x 15
}

TEST_CASE("all lanes show the same part of the photo") {
    Stage stage(arrival(900, 600));
    const ui::Vec2 mouse = stage.placed().lane(PhotoLane::max).min() + ui::Vec2{91.0F, 60.0F};
    const ui::PhotoPoint before = stage.map(PhotoLane::max).to_photo(mouse);
    stage.g.wheel(mouse, 6.0F);
    stage.settle();
    CHECK(stage.state().view.zoom > 3.0);
    const ui::PhotoPoint after = stage.map(PhotoLane::max).to_photo(mouse);
    CHECK(std::abs(after.x - before.x) < 0.01);
    CHECK(std::abs(after.y - before.y) < 0.01);

    const auto& lanes = stage.state().work->lanes.shown().order.lanes;
    REQUIRE(lanes.size() == 4);
    for (const core::LaneRequest& lane : {lanes[0], lanes[1], lanes[2]}) {
        CHECK(lane.rect == stage.map().shown());
        CHECK(lane.width == static_cast<std::int64_t>(stage.map().frame().w));
        CHECK(lane.height == static_cast<std::int64_t>(stage.map().frame().h));
    }
    CHECK(stage.shows("part shown"));
}

TEST_CASE("dragging pans every lane, a double click shows the whole photo, another one the crop") {
    Stage stage(arrival(900, 600));
    stage.g.wheel(stage.map().frame().center(), 8.0F);
    const ui::PhotoPoint middle = stage.map().to_photo(stage.map().frame().center());
    const ui::Vec2 start = stage.placed().lane(PhotoLane::average).center() + ui::Vec2{40.0F, 30.0F};
    stage.g.drag(start, start + ui::Vec2{-30.0F, 12.0F});
    const ui::PhotoPoint now = stage.map().to_photo(stage.map().frame().center());
    CHECK(std::abs(now.x - middle.x - 30.0 / stage.map().scale()) < 0.01);
    CHECK(std::abs(now.y - middle.y + 12.0 / stage.map().scale()) < 0.01);

    const ui::Vec2 corner = stage.placed().lane(PhotoLane::max).min() + ui::Vec2{6.0F, 6.0F};
    stage.g.double_click_at(corner);
    CHECK(stage.map().shows_all());
    stage.g.frames(30);
    stage.g.double_click_at(stage.placed().lane(PhotoLane::max).center());
    CHECK(stage.map().scale() * 8 > 50.0);
    const ui::Rect crop = stage.map().to_screen(stage.state().facts.crop.rect());
    CHECK(stage.map().frame().contains(crop.center()));
}

TEST_CASE("zoom by keys and by the slider") {
    Stage stage(arrival(900, 600));
    stage.g.key("Ctrl++");
    CHECK(stage.state().view.zoom == Approx(1.5));
    stage.g.key("Ctrl+-");
    CHECK(stage.map().view().zoom == Approx(1.0));
    stage.g.drag("photo.zoom", 1.0F);
    CHECK(stage.map().view().zoom == Approx(stage.map().largest_zoom()).epsilon(0.02));
    stage.g.key("Ctrl+0");
    CHECK(stage.map().shows_all());
    CHECK(stage.document() == scenes::PhotoDocument{});  // how it is looked at is not part of the document
}

TEST_CASE("kernel and stride by their sliders, the stride follows until it is set by hand") {
    Stage stage(arrival(900, 600));
    stage.g.click("photo.kernel.plus");
    CHECK(stage.document().kernel == 5);
    CHECK(stage.document().stride == 5);
    CHECK(stage.g.value("photo.stride") == "5");
    stage.settle();
    CHECK(stage.shows("180×120"));

    stage.g.click("photo.stride.minus");
    CHECK(stage.document().stride == 4);
    CHECK_FALSE(stage.document().stride_follows);
    stage.g.click("photo.kernel.plus");
    CHECK(stage.document().kernel == 6);
    CHECK(stage.document().stride == 4);
    stage.g.click("photo.stride_follows");
    CHECK(stage.document().stride == 6);
    stage.g.drag("photo.kernel", 1.0F);
    CHECK(stage.document().kernel == scenes::k_photo_kernel_limit);
}

TEST_CASE("the lanes hold what core renders for the settings, also after many quick changes") {
    Stage stage(arrival(900, 600));
    for (int i = 0; i < 12; ++i) stage.g.click("photo.kernel.plus");
    stage.settle();
    const scenes::PictureSet& shown = stage.state().work->lanes.shown();
    REQUIRE(shown.images.size() == 4);
    CHECK(shown.images[3].empty());  // GAP is one colour
    for (const auto& [lane, op] : {std::pair{PhotoLane::max, core::Op::max}, {PhotoLane::average, core::Op::average}}) {
        const ui::Rect frame = stage.map().frame();
        const core::LaneRequest request{.spec = scenes::photo_spec(stage.document(), op),
                                        .rect = stage.map().shown(),
                                        .width = static_cast<std::int64_t>(frame.w),
                                        .height = static_cast<std::int64_t>(frame.h),
                                        .samples = 4};
        CHECK(request.spec.kernel.h == 16);
        CHECK(*shown.images[static_cast<std::size_t>(lane)].pixels ==
              *core::render_lane(stage.state().photo, request, false).pixels);
    }
}

TEST_CASE("a kernel larger than the photo says so in place of the lanes, and nothing else stops") {
    Stage stage(arrival(40, 20));
    stage.g.drag("photo.kernel", 1.0F);
    stage.settle();
    CHECK(stage.state().facts.problem.has_value());
    CHECK(stage.says("Kernel 64 is larger than the photo, 40×20. Use 1 to 20."));
    CHECK(stage.says("Kernel 64 is larger than crop 8. Use kernel 1 to 8."));
    CHECK(stage.readout() == "Kernel 64 does not fit into the crop, so there is no window to step.");
    CHECK(stage.state().playback.windows == 0);
    CHECK(stage.says("No window fits"));
    stage.g.click("Lost");  // what GAP loses does not depend on the kernel
    stage.settle();
    CHECK_FALSE(stage.state().work->lanes.shown().images.at(3).empty());
    CHECK(stage.state().work->lanes.shown().images.at(1).empty());
    stage.g.key("Space");
    stage.g.key("Right");
    stage.g.drag("photo.kernel", 0.0F);
    stage.settle();
    CHECK(stage.document().kernel == 1);
    CHECK_FALSE(stage.state().facts.problem.has_value());
    CHECK(stage.state().playback.windows == 64);
}

TEST_CASE("the crop is moved with the mouse in any lane, in steps of the stride") {
    for (const PhotoLane lane : {PhotoLane::original, PhotoLane::max, PhotoLane::average}) {
        Stage stage(arrival(90, 60));
        scenes::move_crop(stage.state(), 20, 32);
        stage.g.frames(2);
        const scenes::CropPlace before = stage.state().facts.crop;
        const ui::Vec2 from =
            stage.screen(lane, static_cast<double>(before.left + 4), static_cast<double>(before.top + 4));
        const ui::Vec2 to =
            stage.screen(lane, static_cast<double>(before.left + 4 + 13), static_cast<double>(before.top + 4 - 9));
        stage.g.drag(from, to);
        CHECK(stage.state().facts.crop.left == before.left + 12);
        CHECK(stage.state().facts.crop.top == before.top - 8);
        CHECK(stage.map().shows_all());  // it was the crop that moved, not the view
    }
}

TEST_CASE("the crop is moved by keys and stays inside the photo") {
    Stage stage(arrival(90, 60));
    scenes::move_crop(stage.state(), 20, 32);
    stage.g.key("Shift+Right");
    stage.g.key("Shift+Down");
    CHECK(stage.state().facts.crop.left == 36);
    CHECK(stage.state().facts.crop.top == 24);
    stage.g.key("Shift+Left");
    stage.g.key("Shift+Up");
    CHECK(stage.state().facts.crop.left == 32);
    CHECK(stage.state().facts.crop.top == 20);
    for (int i = 0; i < 40; ++i) stage.g.key("Shift+Left");
    CHECK(stage.state().facts.crop.left == 0);
    for (int i = 0; i < 40; ++i) stage.g.key("Shift+Down");
    CHECK(stage.state().facts.crop.top == 52);
}

TEST_CASE("the player steps the windows of the crop") {
    Stage stage(arrival(90, 60));
    stage.g.key("Right");
    CHECK(stage.state().playback.window == 1);
    CHECK(stage.readout() == "Crop window 2 of 4: what will its 16 green values become?");
    stage.g.frames(80);
    CHECK(stage.readout().starts_with("Crop window 2 of 4: of 16 green values"));
    stage.g.key("End");
    CHECK(stage.state().playback.window == 3);
    stage.g.click("photo.kernel.minus");  // 3 x 3 windows, the last one stays the last
    CHECK(stage.state().playback.windows == 4);
    stage.g.drag("photo.crop_size", 1.0F);
    CHECK(stage.document().crop_size == scenes::k_crop_largest);
    CHECK(stage.state().playback.windows == 100);
    stage.g.key("Home");
    stage.g.key("Space");
    CHECK(stage.state().playback.playing);
    stage.g.frames(90, 0.05);
    CHECK(stage.state().playback.window >= 3);
}

TEST_CASE("the window on the numbers is dragged, its corner changes the kernel") {
    Stage stage(arrival(90, 60));
    const ui::Rect frame = stage.placed().crop_frame;
    const float cell = frame.w / 8;
    const auto at = [&](float col, float row) { return ui::Vec2{frame.x + col * cell, frame.y + row * cell}; };
    stage.g.drag(at(1.5F, 1.5F), at(6.5F, 6.5F));
    CHECK(stage.state().playback.window == 3);
    stage.g.drag(at(6.5F, 6.5F), at(1.5F, 1.5F));
    CHECK(stage.state().playback.window == 0);
    stage.g.drag(at(4.0F, 4.0F), at(2.0F, 2.0F));
    CHECK(stage.document().kernel == 2);
    CHECK(stage.document().stride == 2);
    CHECK(stage.state().playback.windows == 16);
}

TEST_CASE("channel and what is shown") {
    Stage stage(arrival(90, 60));
    PhotoState& state = stage.state();
    const scenes::CropPlace crop = state.facts.crop;
    for (const auto& [name, channel] : {std::pair{"Red", core::Channel::red},
                                        {"Blue", core::Channel::blue},
                                        {"Grey", core::Channel::grey},
                                        {"Green", core::Channel::green}}) {
        stage.g.click(name);
        CHECK(state.document.channel == channel);
        CHECK(state.facts.numbers == core::crop(state.photo, crop.top, crop.left, 8, 8, channel));
    }
    stage.g.click("Lost");
    stage.settle();
    CHECK(state.document.lost_gain == 1);
    CHECK(stage.shows("Lost by max"));
    CHECK(stage.shows("255"));
    const auto& lanes = state.work->lanes.shown().order.lanes;
    REQUIRE(lanes.size() == 4);  // GAP loses something everywhere too
    CHECK_FALSE(lanes[0].lost);
    CHECK(lanes[1].lost);
    CHECK(lanes[3].spec.op == core::Op::global_average);
    stage.g.click("×4");
    stage.settle();
    CHECK(state.work->lanes.shown().order.lanes[1].lost_gain == 4);
    CHECK(stage.shows("63+"));
    stage.g.click("Result");
    stage.settle();
    CHECK(state.work->lanes.shown().images.at(3).empty());
}

TEST_CASE("what is lost, brightened, is the same loss times four") {
    const core::Image photo = noise(40, 30);
    core::LaneRequest request{.lost = true, .rect = {0, 0, 40, 30}, .width = 40, .height = 30};
    const core::Image plain = core::render_lane(photo, request, false);
    request.lost_gain = 4;
    const core::Image bright = core::render_lane(photo, request, false);
    for (std::int64_t row = 0; row < 30; ++row) {
        for (std::int64_t col = 0; col < 40; ++col) {
            CHECK(bright.view().at(1, row, col) == std::min(255, 4 * plain.view().at(1, row, col)));
        }
    }
}

TEST_CASE("a pixel under the mouse tells its colour and what its window gives") {
    Stage stage(arrival(90, 60));
    PhotoState& state = stage.state();
    const scenes::PixelPlace pixel{33, 47};
    const ui::Vec2 point = stage.screen(PhotoLane::max, 47.5, 33.5);
    stage.g.hover_at(point);
    REQUIRE(state.hover.has_value());
    CHECK(state.hover->pixel == pixel);
    const auto lines = scenes::hover_lines(state, *stage.g.view().text);
    REQUIRE(lines.size() == 3);
    CHECK(ui::plain(lines[0]) == "row 34, column 48");
    CHECK(ui::plain(lines[1]) == "photo  R " + std::to_string(state.photo.view().at(0, 33, 47)) + "  G " +
                                     std::to_string(state.photo.view().at(1, 33, 47)) + "  B " +
                                     std::to_string(state.photo.view().at(2, 33, 47)));
    const auto value = [&](std::int64_t channel) {
        return core::fixed_decimal(pooled(state, core::Op::max, channel, pixel), 0);
    };
    CHECK(ui::plain(lines[2]) == "max  R " + value(0) + "  G " + value(1) + "  B " + value(2));

    stage.g.hover_at(stage.screen(PhotoLane::original, 47.5, 33.5));
    CHECK(scenes::hover_lines(state, *stage.g.view().text).size() == 4);
    stage.g.hover_at({2.0F, 2.0F});
    CHECK_FALSE(state.hover.has_value());
}

TEST_CASE("hover goes both ways between numbers and photo") {
    Stage stage(arrival(90, 60));
    PhotoState& state = stage.state();
    const ui::Rect frame = stage.placed().crop_frame;
    stage.g.hover_at({frame.x + frame.w / 8 * 2.5F, frame.y + frame.h / 8 * 5.5F});
    REQUIRE(state.hovered_cell.has_value());
    CHECK(*state.hovered_cell == scenes::PixelPlace{5, 2});
    stage.g.wheel(stage.screen(PhotoLane::original, static_cast<double>(state.facts.crop.left),
                               static_cast<double>(state.facts.crop.top)),
                  5.0F);
    stage.g.frame();
    const scenes::CropPlace& crop = state.facts.crop;
    const ui::Vec2 pixel =
        stage.screen(PhotoLane::max, static_cast<double>(crop.left) + 3.5, static_cast<double>(crop.top) + 6.5);
    const auto outlined = [&] {  // cell (6, 3) of the numbers
        ui::RecordCanvas expected(stage.g.view());
        const ui::GridPlace place = ui::place_grid(expected, frame, scenes::crop_numbers(state));
        ui::draw_hover_cell(expected, place.cell(6, 3));
        return stage.g.dump().find(expected.dump()) != std::string::npos;
    };
    CHECK_FALSE(outlined());
    stage.g.hover_at(pixel);
    CHECK(outlined());
}

TEST_CASE("the pyramid sets kernel and stride, and repeats max or average") {
    Stage stage(arrival(900, 600));
    stage.g.click_at(stage.placed().levels[3].center());
    CHECK(stage.document().kernel == 8);
    CHECK(stage.document().stride == 8);
    CHECK(stage.document().stride_follows);
    CHECK(stage.shows("Max 2 × 2, again and again"));
    const ui::Rect choice = stage.placed().pyramid_choice;
    stage.g.click_at({choice.x + choice.w * 0.75F, choice.center().y});
    stage.settle();
    CHECK(stage.document().repeated == core::Op::average);
    CHECK(stage.shows("Average 2 × 2, again and again"));
    const auto& levels = stage.state().work->pyramid.shown().order.lanes;
    REQUIRE(levels.size() == 7);
    CHECK(levels[3].spec == scenes::pyramid_spec(core::Op::average, 3));
}

TEST_CASE("a photo being opened leaves the old one in place and can be stopped") {
    Stage stage(arrival(90, 60));
    const std::uint64_t before = stage.state().photo.revision;
    stage.g.send(ui::PhotoLoading{"huge.jpg"});
    stage.g.frames(2);
    CHECK(stage.shows("Opening huge.jpg…"));
    CHECK(stage.readout() == "Opening huge.jpg. The photo on the screen stays until it is there.");
    CHECK(stage.state().photo.revision == before);
    stage.g.requests();
    stage.g.click("photo.cancel");
    const auto requests = stage.g.requests();
    REQUIRE(requests.size() == 1);
    CHECK(std::holds_alternative<ui::CancelLoading>(requests[0]));
    stage.g.send(ui::PhotoCancelled{});
    stage.g.frames(2);
    CHECK_FALSE(stage.g.has("photo.cancel"));
    CHECK(stage.shows("class.png, 90×60"));
}

TEST_CASE("a photo that cannot be opened is a sentence, the old one stays usable") {
    Stage stage(arrival(90, 60));
    const std::uint64_t before = stage.state().photo.revision;
    stage.g.send(ui::PhotoLoading{"torn.jpg"});
    stage.g.send(ui::PhotoFailed{{.what = "is cut off after 12 kB", .where = "torn.jpg", .hint = "save it again"}});
    stage.g.frames(2);
    CHECK(stage.says("The photo could not be opened. torn.jpg: is cut off after 12 kB; save it again."));
    CHECK(stage.state().photo.revision == before);
    stage.g.click("photo.kernel.plus");
    stage.settle();
    CHECK(stage.document().kernel == 5);
    stage.g.click("photo.close_error");
    stage.g.frame();
    CHECK_FALSE(stage.g.has("photo.close_error"));
    CHECK(stage.shows("Max 2 × 2, again and again"));

    stage.g.send(ui::PhotoFailed{{.what = "is no picture", .where = "notes.txt"}});
    stage.g.frames(2);
    stage.g.send(arrival(50, 50, 2));  // the next one makes it go away
    stage.g.frames(2);
    CHECK_FALSE(stage.g.has("photo.close_error"));
    CHECK(stage.state().photo.width == 50);
}

TEST_CASE("a new photo begins whole, with its crop inside, and the pictures are its own") {
    Stage stage(arrival(900, 600));
    stage.g.wheel(stage.map().frame().center(), 8.0F);
    scenes::move_crop(stage.state(), 500, 800);
    stage.g.frame();
    stage.g.send(arrival(64, 48, 5));
    stage.g.frame();
    stage.settle();
    CHECK(stage.map().shows_all());
    CHECK(stage.state().facts.crop.left + 8 <= 64);
    const scenes::PictureSet& shown = stage.state().work->lanes.shown();
    CHECK(shown.order.photo.revision == stage.state().photo.revision);
    REQUIRE(stage.state().means.has_value());
    CHECK(stage.state().means->revision == stage.state().photo.revision);
}

TEST_CASE("opening: the browser, the samples of this machine, the drawn picture") {
    Stage stage(arrival(90, 60));
    stage.g.requests();
    stage.g.click("photo.open");
    auto requests = stage.g.requests();
    REQUIRE(requests.size() == 1);
    CHECK(std::get<ui::BrowseFiles>(requests[0]).use == ui::FileUse::open_photo);
    stage.g.key("Ctrl+O");
    CHECK(stage.g.requests().size() == 1);

    stage.g.send(
        ui::SamplesAvailable{{{"chelsea.png", "/samples/chelsea.png"}, {"rocket.jpg", "/samples/rocket.jpg"}}});
    stage.g.frames(2);
    stage.g.click("photo.pictures");
    stage.g.frames(2);
    stage.g.click("rocket.jpg");
    stage.g.frames(2);
    requests = stage.g.requests();
    REQUIRE(requests.size() == 1);
    CHECK(std::get<ui::OpenPhoto>(requests[0]).path == "/samples/rocket.jpg");
    stage.g.click("photo.pictures");
    stage.g.frames(2);
    stage.g.click("Drawn picture");
    stage.g.frames(2);
    requests = stage.g.requests();
    REQUIRE(requests.size() == 1);
    CHECK(std::holds_alternative<ui::UseDrawnPhoto>(requests[0]));
}

TEST_CASE("undo, redo and reset") {
    Stage stage(arrival(900, 600));
    const scenes::PhotoDocument start = stage.document();
    CHECK_FALSE(stage.scene->can_undo());
    stage.g.click("photo.kernel.plus");
    stage.g.key("Shift+Right");
    stage.g.click("Red");
    stage.g.frames(2);
    const scenes::PhotoDocument end = stage.document();
    CHECK(stage.scene->can_undo());
    stage.scene->undo();
    stage.g.frames(2);
    CHECK(stage.document().channel == core::Channel::green);
    CHECK(stage.document().crop_place == end.crop_place);
    stage.scene->undo();
    stage.scene->undo();
    stage.g.frames(2);
    CHECK(stage.document() == start);
    stage.scene->redo();
    stage.scene->redo();
    stage.scene->redo();
    stage.g.frames(2);
    CHECK(stage.document() == end);
    CHECK(stage.state().facts.crop_geometry.h.kernel == 5);

    stage.g.wheel(stage.map().frame().center(), 4.0F);
    stage.scene->reset();
    stage.g.frames(2);
    stage.settle();
    CHECK(stage.document() == scenes::PhotoDocument{});
    CHECK(stage.map().shows_all());
    CHECK(stage.state().photo.width == 900);  // the photo itself stays
    CHECK(stage.scene->can_undo());
}

TEST_CASE("photos of every shape, in every size of window") {
    using Sizes = std::vector<std::pair<std::int64_t, std::int64_t>>;  // width, height
    const auto try_all = [](const GuiOptions& options, const Sizes& sizes) {
        for (const auto& [width, height] : sizes) {
            CAPTURE(options.width, options.text_scale, width, height);
            Stage stage(arrival(width, height), options);
            CHECK(stage.says(scenes::size_text(width, height)));
            stage.g.wheel(stage.placed().lane(PhotoLane::original).center(), 9.0F);
            stage.g.key("Shift+Right");
            scenes::set_kernel(stage.document(), 1);
            stage.g.frame();
            stage.settle();
            CHECK(stage.state().playback.windows ==
                  std::min<std::int64_t>(8, width) * std::min<std::int64_t>(8, height));
            CHECK_FALSE(stage.state().work->lanes.shown().images.at(1).empty());
        }
    };
    try_all({.width = 1024, .height = 600}, {{1, 1}, {1, 5000}, {5000, 1}, {2, 3}, {60, 600}, {1500, 1000}});
    try_all({.width = 1280, .height = 800, .text_scale = 2.0F}, {{1, 1}, {1, 5000}, {60, 600}});
    try_all({.width = 3840, .height = 2160, .language = "ko", .theme = ui::ThemeId::projector}, {{5000, 1}, {2, 3}});
}

TEST_CASE("lanes are of one size, inside the stage, and nothing lies over anything") {
    for (const float width : {1024.0F, 1199.0F, 1280.0F, 1366.0F, 1920.0F, 2560.0F, 3840.0F}) {
        for (const float height : {600.0F, 720.0F, 800.0F, 1080.0F, 2160.0F}) {
            for (const float text : {1.0F, 1.25F, 1.5F, 2.0F}) {
                for (const bool settings : {true, false}) {
                    const ui::Layout layout = ui::make_layout(width, height, text, settings);
                    const scenes::PhotoLayout placed = scenes::photo_layout(layout);
                    CAPTURE(width, height, text, settings);
                    std::vector<ui::Rect> parts{placed.crop_caption, placed.crop_frame, placed.cards[0],
                                                placed.cards[1]};
                    parts.insert(parts.end(), placed.lanes.begin(), placed.lanes.end());
                    parts.insert(parts.end(), placed.captions.begin(), placed.captions.end());
                    if (placed.pyramid) {
                        parts.insert(parts.end(), placed.levels.begin(), placed.levels.end());
                        parts.push_back(placed.pyramid_caption);
                    }
                    for (std::size_t i = 0; i < parts.size(); ++i) {
                        const ui::Rect& one = parts[i];
                        CHECK(one.x >= layout.stage.x);
                        CHECK(one.y >= layout.stage.y);
                        CHECK(one.right() <= layout.stage.right() + 0.5F);
                        CHECK(one.bottom() <= layout.stage.bottom() + 0.5F);
                        for (std::size_t j = i + 1; j < parts.size(); ++j) {
                            const ui::Rect& other = parts[j];
                            const bool apart = one.right() <= other.x + 1.0F || other.right() <= one.x + 1.0F ||
                                               one.bottom() <= other.y + 1.0F || other.bottom() <= one.y + 1.0F;
                            INFO("parts " << i << " and " << j);
                            CHECK(apart);
                        }
                    }
                    for (const ui::Rect& lane : placed.lanes) {
                        CHECK(lane.w == placed.lanes[0].w);
                        CHECK(lane.h == placed.lanes[0].h);
                        CHECK(lane.w == std::floor(lane.w));
                        CHECK(lane.x == std::floor(lane.x));
                        CHECK(lane.h >= (text < 2.0F ? 80.0F : 72.0F));
                    }
                }
            }
        }
    }
}
