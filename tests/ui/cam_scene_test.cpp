// The cam scene as a class uses it: classes, build-up, places, box, settings, by the names of its controls; what is
// shown is compared with what core says about the same look.
#include <chrono>
#include <cmath>

#include "app/scenes/cam_screen.h"
#include "app/scenes/cam_words.h"
#include "app/scenes/scene_list.h"
#include "app/ui/build_up.h"
#include "app/ui/color_bar.h"
#include "app/ui/imgui_compat.h"
#include "support/catch.h"
#include "support/look_answers.h"

namespace {

using scenes::CamState;
using scenes::MapPlace;
using test::GuiHarness;
using test::GuiOptions;

// The scene in the harness, the fixture's look on it. The scene is declared first: it outlives the harness.
struct Stage {
    std::unique_ptr<scenes::Scene> scene = scenes::cam_scene();
    GuiHarness g;

    explicit Stage(const GuiOptions& options = {.width = 1280, .height = 1200}) : g(options) {
        g.show(*scene);
        settle();
    }

    CamState& state() { return dynamic_cast<scenes::SceneOf<CamState>&>(*scene).state(); }
    scenes::CamDocument& document() { return state().document; }
    const core::Look& look() { return *state().look.look; }
    const scenes::CamFacts& facts() { return state().facts; }
    std::string readout() { return ui::plain(scene->readout(g.view())); }
    scenes::CamLayout placed() { return scenes::cam_layout(g.view().layout); }
    bool shows(std::string_view text) const { return g.dump().find(std::string(text)) != std::string::npos; }
    std::string row(std::int64_t c) { return "cam.classes/" + std::to_string(c); }

    ui::Vec2 cell(MapPlace place) {
        const core::PlaceMap& map = facts().shown;
        return scenes::photo_in(state(), placed().frame)
            .to_screen(scenes::place_in_photo(look(), map.height, map.width, place))
            .center();
    }

    void settle() {
        test::wait_for(*scene, g);
        REQUIRE_FALSE(scene->waiting());
        g.frames(2);
    }

    void deliver(std::shared_ptr<const core::Look> look) {
        g.requests();
        g.send(ui::LookArrived{std::move(look)});
        g.frames(2);
        settle();
    }
};

// The fixture with other numbers in it.
std::shared_ptr<const core::Look> look_with(core::FeatureMaps maps, core::LinearHead head) {
    auto card = std::make_shared<core::NetworkCard>(*test::fixture_network());
    card->head = std::move(head);
    std::vector<float> logits;
    for (const double score : core::scores(core::map_means(maps), card->head)) {
        logits.push_back(static_cast<float>(score));
    }
    const core::Image photo = core::draw_sample_photo(120, 80);
    const core::LookSettings settings;
    return std::make_shared<const core::Look>(core::make_look(
        photo, "class.png", settings, card, core::place_input(settings.crop, card->input, photo.width, photo.height),
        std::move(maps), std::move(logits)));
}

bool finite(const core::PlaceMap& map) {
    return std::all_of(map.values.begin(), map.values.end(), [](double value) { return std::isfinite(value); });
}

}  // namespace

TEST_CASE("the first look is wished for once, and the scene waits for it") {
    const auto scene = scenes::cam_scene();
    GuiHarness g;
    g.show(*scene);
    g.frames(5);
    CHECK(scene->waiting());
    int wishes = 0;
    for (const ui::Request& request : g.requests()) wishes += std::holds_alternative<ui::LookAtPhoto>(request) ? 1 : 0;
    CHECK(wishes == 1);

    g.send(ui::LookFailed{.error = {.what = "has no GAP", .where = "vgg.onnx"}, .settings = {}});
    g.frames(2);
    CHECK_FALSE(scene->waiting());
    CHECK(g.has("look.again"));
    g.click("look.again");
    CHECK(g.requests().size() == 1);
    CHECK(scene->waiting());
}

TEST_CASE("A is the network's first choice, B its second, and both routes to the score are told") {
    Stage stage;
    const std::int64_t first = stage.look().ranking[0];
    const std::int64_t second = stage.look().ranking[1];
    REQUIRE(stage.facts().slots[0]->index == first);
    REQUIRE(stage.facts().slots[1]->index == second);
    const core::PlaceMap map = core::class_map(stage.look().maps, stage.look().network->head, first);
    const core::ScoreCheck check = core::check_score(
        map, static_cast<double>(stage.look().network->head.bias_of(first)), stage.look().logits, first);
    REQUIRE(check.holds);
    const int decimals = scenes::identity_decimals(check);
    const scenes::Identity said = scenes::identity(stage.state(), *stage.g.view().text);
    CHECK(said.state == scenes::Identity::State::holds);
    CHECK(ui::plain(said.formula) == "mean(CAM) " + scenes::shown_number(check.map_mean, decimals) + " + bias " +
                                         scenes::shown_number(check.bias, decimals) + " = " +
                                         scenes::shown_number(check.from_map, decimals));
    CHECK(ui::plain(said.verdict) == "equals the score " + scenes::shown_number(check.from_network, decimals));
    CHECK(stage.facts().shown == map);
    const core::MapRange range = core::range_of(map);
    CHECK(stage.readout().find(scenes::signed_number(range.high, scenes::place_decimals(range))) != std::string::npos);
}

TEST_CASE("a click chooses A, the square chooses B, another click lets go") {
    Stage stage;
    const std::int64_t first = stage.look().ranking[0];
    const std::int64_t second = stage.look().ranking[1];
    const std::int64_t third = stage.look().ranking[2];
    stage.g.click(stage.row(third));
    CHECK(stage.facts().slots[0]->index == third);
    CHECK(stage.facts().shown == core::class_map(stage.look().maps, stage.look().network->head, third));
    stage.g.click(stage.row(first) + ".second");
    CHECK(stage.facts().slots[1]->index == first);
    CHECK(stage.facts().slots[0]->index == third);

    stage.g.click(stage.row(first));  // what B holds: the two change places
    CHECK(stage.facts().slots[0]->index == first);
    CHECK(stage.facts().slots[1]->index == third);
    stage.g.click(stage.row(first));
    CHECK_FALSE(stage.facts().slots[0].has_value());
    CHECK(stage.facts().large_slot()->index == third);
    stage.g.click("cam.clear_b");
    CHECK_FALSE(stage.facts().slots[1].has_value());
    stage.g.click(stage.row(second));
    CHECK(stage.facts().large_slot()->index == second);
}

TEST_CASE("Shift and a click choose B") {
    Stage stage;
    const std::int64_t third = stage.look().ranking[2];
    stage.g.move_to(stage.g.control(stage.row(third)).rect.center());
    compat::inject_modifiers(false, true);
    stage.g.click(stage.row(third));
    compat::inject_modifiers(false, false);
    stage.g.frame();
    CHECK(stage.facts().slots[1]->index == third);
    CHECK(stage.facts().slots[0]->index == stage.look().ranking[0]);
}

TEST_CASE("no class at all leaves the photo, and the sentence says what to do") {
    Stage stage;
    stage.document().a.kind = scenes::ClassPick::Kind::none;
    stage.document().b.kind = scenes::ClassPick::Kind::none;
    stage.g.frames(2);
    CHECK(stage.facts().shown.empty());
    CHECK(stage.readout() == "No class is chosen, so only the photo is shown. Click a class in the list.");
}

TEST_CASE("search finds a class by part of its name") {
    Stage stage;
    stage.g.click("cam.search");
    stage.g.type("ran");
    CHECK(stage.g.has(stage.row(4)));  // crane
    CHECK_FALSE(stage.g.has(stage.row(0)));
    stage.g.key("Enter");
    stage.g.click(stage.row(4));
    CHECK(stage.facts().slots[0]->index == 4);
}

TEST_CASE("the search is left by its button, and Reset empties it") {
    Stage stage;
    stage.g.click("cam.search");
    stage.g.type("zz");
    CHECK(stage.state().classes.search == "zz");
    stage.g.click("class_list.clear");
    CHECK(stage.state().classes.search.empty());
    CHECK_FALSE(stage.g.has("class_list.clear"));
    stage.state().classes.search = "zz";
    stage.state().more_open = true;
    stage.scene->reset();
    stage.g.frames(2);
    CHECK(stage.state().classes.search.empty());
    CHECK(stage.g.has("cam.search"));
}

TEST_CASE("the mouse on a small map lights its class in the list") {
    Stage stage;
    const std::int64_t b = stage.facts().slots[1]->index;
    stage.g.hover_at(stage.placed().small_frames[1].center());
    CHECK(stage.state().hovered_class == b);
    stage.g.hover_at(stage.placed().band.center());
    CHECK_FALSE(stage.state().hovered_class.has_value());
}

TEST_CASE("the question names the class that is shown large") {
    Stage stage;
    const ui::Text& text = *stage.g.view().text;
    const std::string a = scenes::class_name(stage.look(), text, stage.facts().slots[0]->index);
    CHECK(stage.scene->question(text) == "Which places in the photo spoke for “" + a + "”?");
    stage.g.key("X");
    const std::string b = scenes::class_name(stage.look(), text, stage.facts().slots[1]->index);
    CHECK(stage.scene->question(text) == "Which places in the photo spoke for “" + b + "”?");
    stage.g.click("cam.clear_a");
    stage.g.click("cam.clear_b");
    CHECK(stage.scene->question(text) == "Which places in the photo spoke for the class?");
}

TEST_CASE("at 1280 x 800 the settings need no scrolling") {
    for (const char* language : {"en", "ko"}) {
        Stage stage({.width = 1280, .height = 800, .language = language});
        CHECK(stage.state().settings_height <= stage.g.view().layout.settings.h);
        CHECK(stage.g.control("cam.more").rect.bottom() <= stage.g.view().layout.settings.bottom());
    }
}

TEST_CASE("the small maps choose which is large") {
    Stage stage;
    stage.g.click("cam.large_b");
    CHECK(stage.facts().large == 1);
    CHECK(stage.facts().shown == stage.facts().slots[1]->map);
    stage.g.key("X");
    CHECK(stage.facts().large == 0);
}

TEST_CASE("map, score and sentence come from the channels that are added") {
    Stage stage;
    const core::Look& look = stage.look();
    const std::int64_t c = stage.facts().slots[0]->index;
    const auto ordered = core::contributions(look.means, look.network->head, c, core::ChannelOrder::size);
    REQUIRE(stage.state().playback.windows == look.maps.channels);
    CHECK(stage.facts().whole());

    stage.g.key("Home");
    stage.g.key("Right");
    stage.g.key("Right");
    REQUIRE(stage.facts().added == 3);
    const std::vector<std::int64_t> channels{ordered[0].channel, ordered[1].channel, ordered[2].channel};
    const core::PlaceMap part = core::class_map(look.maps, look.network->head, c, channels);
    CHECK(stage.facts().shown == part);
    const double bias = static_cast<double>(look.network->head.bias_of(c));
    const std::vector<double> running = core::running_scores(ordered, bias);
    CHECK(stage.facts().scores == running);
    CHECK(core::mean_of(part) + bias == Approx(running[3]));
    const scenes::Identity said = scenes::identity(stage.state(), *stage.g.view().text);
    CHECK(said.state == scenes::Identity::State::partial);
    CHECK(ui::plain(said.formula).find("mean(CAM of 3)") == 0);
    CHECK(said.detail == "9 channels to come");
    CHECK(stage.readout().find("3 of 12 maps added. Last was channel " + std::to_string(ordered[2].channel)) !=
          std::string::npos);
    CHECK(stage.facts().slots[0]->map == core::class_map(look.maps, look.network->head, c));  // the small one is whole
}

TEST_CASE("the curve can be dragged") {
    Stage stage;
    const ui::Rect plot = ui::build_up_plot(stage.g.view(), stage.placed().curve_area);
    stage.g.press_at({plot.x + plot.w * 0.5F, plot.center().y});
    CHECK(stage.facts().added == 6);
    stage.g.move_to({plot.x, plot.center().y});
    CHECK(stage.facts().added == 1);
    stage.g.move_to({plot.right() + 40.0F, plot.center().y});
    CHECK(stage.facts().added == 12);
    stage.g.release();
}

TEST_CASE("playing adds one channel after the other and takes about twelve seconds for 1,280") {
    for (const std::int64_t channels : {12, 32, 1280, 2048}) {
        core::Playback playback;
        core::retarget(playback, channels);
        core::go_first(playback);
        playback.playing = true;
        double ahead = 0.0;
        double seconds = 0.0;
        std::int64_t before = 0;
        std::int64_t widest = 0;
        while (playback.playing && seconds < 60.0) {
            scenes::advance_build_up(playback, ahead, 1.0 / 60.0);
            seconds += 1.0 / 60.0;
            widest = std::max(widest, playback.window - before);
            if (playback.window < 19) CHECK(playback.window - before <= 1);
            before = playback.window;
        }
        CAPTURE(channels, seconds);
        CHECK(playback.window == channels - 1);
        CHECK(seconds < 14.0);
        if (channels >= 1280) CHECK(seconds > 10.0);
        if (channels <= 32) CHECK(widest == 1);
    }
}

TEST_CASE("speed changes the pace, a step by hand is one channel and stops it") {
    core::Playback playback;
    core::retarget(playback, 100);
    playback.playing = true;
    playback.speed = 4.0;
    double ahead = 0.0;
    scenes::advance_build_up(playback, ahead, 0.5);
    CHECK(playback.window == 8);  // 4 channels a second, four times as fast
    core::step_forward(playback);
    scenes::advance_build_up(playback, ahead, 0.5);
    CHECK(playback.window == 9);
    CHECK_FALSE(core::moving(playback));
}

TEST_CASE("a place tells its value and the channels that give most there, as core has them") {
    Stage stage;
    const MapPlace place{1, 2};
    stage.g.hover_at(stage.cell(place));
    REQUIRE(stage.state().hover == place);
    const double value = stage.facts().shown.at(1, 2);
    const int decimals = scenes::place_decimals(stage.facts().shown_range);
    const auto lines = scenes::place_lines(stage.state(), *stage.g.view().text, place);
    REQUIRE(lines.size() == 4);
    CHECK(ui::plain(lines[0]) == "here " + scenes::signed_number(value, decimals) + " logits");
    const auto strongest =
        core::strongest_at(stage.look().maps, stage.look().network->head, stage.facts().slots[0]->index, 1, 2, 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(ui::plain(lines[i + 1]) == "channel " + std::to_string(strongest[i].channel) + ": " +
                                             scenes::signed_number(strongest[i].value, decimals));
    }
    CHECK(stage.readout().find("Row 2, column 3: ") == 0);
    CHECK(stage.readout().find("One of 20 places, so it adds " + scenes::signed_number(value / 20.0, decimals + 1) +
                               " to the score.") != std::string::npos);
}

TEST_CASE("a click pins a place, Esc and a second click let go of it") {
    Stage stage;
    const MapPlace place{2, 1};
    stage.g.click_at(stage.cell(place));
    CHECK(stage.state().pin == place);
    stage.g.move_to({5, 5});
    CHECK_FALSE(stage.state().hover.has_value());
    CHECK(stage.readout().find("Row 3, column 2: ") == 0);
    stage.g.key("Esc");
    CHECK_FALSE(stage.state().pin.has_value());
    stage.g.click_at(stage.cell(place));
    stage.g.click_at(stage.cell(place));
    CHECK_FALSE(stage.state().pin.has_value());
}

TEST_CASE("outside of what the network saw there is no place") {
    Stage stage;
    const core::PhotoRect seen = scenes::map_in_photo(stage.look());
    CHECK(seen.width < static_cast<double>(stage.look().photo.width));
    CHECK_FALSE(scenes::place_at(stage.look(), stage.facts().shown, seen.x - 0.5, seen.y + 1.0).has_value());
    CHECK(scenes::place_at(stage.look(), stage.facts().shown, seen.x + 0.5, seen.y + 0.5) == MapPlace{0, 0});
    CHECK(scenes::place_at(stage.look(), stage.facts().shown, seen.x + seen.width - 0.1, seen.y + seen.height - 0.1) ==
          MapPlace{3, 4});
}

TEST_CASE("opacity is the alpha of the strongest evidence, and nothing covers the photo at 0") {
    Stage stage;
    const auto most_alpha = [&] {
        const core::Image& heat = stage.state().pictures.large;
        int most = 0;
        for (std::size_t i = 3; i < heat.pixels->size(); i += 4) most = std::max<int>(most, (*heat.pixels)[i]);
        return most;
    };
    CHECK(most_alpha() == 179);  // 70 %
    stage.g.drag("cam.opacity", 1.0F);
    CHECK(stage.document().opacity == 100);
    CHECK(most_alpha() == 255);
    stage.g.drag("cam.opacity", 0.0F);
    CHECK(most_alpha() == 0);
}

TEST_CASE("the box is core's box of the upsampled map, in photo pixels") {
    Stage stage;
    stage.g.drag("cam.box_percent", 0.5F);
    CHECK(stage.document().box_percent == 50);
    REQUIRE(stage.facts().box.has_value());
    const core::PlaceMap fine = core::upsample(stage.facts().shown, 64, 64, core::Upsample::bilinear);
    const auto box = core::class_box(fine, 50.0);
    REQUIRE(box.has_value());
    const core::PhotoRect expected = core::input_to_photo(
        stage.look().placement, {static_cast<double>(box->left), static_cast<double>(box->top),
                                 static_cast<double>(box->width), static_cast<double>(box->height)});
    CHECK(*stage.facts().box == expected);
    CHECK(stage.shows("Box, 50% of max"));
    const double half = stage.facts().box->width * stage.facts().box->height;
    stage.g.drag("cam.box_percent", 0.0F);
    CHECK(stage.facts().box->width * stage.facts().box->height >= half);
    stage.g.drag("cam.box_percent", 1.0F);
    CHECK_FALSE(stage.facts().box.has_value());
    CHECK(stage.shows("No box: nothing above 100% of max"));
}

TEST_CASE("a class without evidence has no box, and says so") {
    Stage stage;
    core::LinearHead head = stage.look().network->head;
    for (float& weight : head.weights) weight = -std::abs(weight) - 0.1F;
    stage.deliver(look_with(stage.look().maps, head));
    CHECK(stage.facts().shown_range.high < 0.0);
    CHECK_FALSE(stage.facts().box.has_value());
    CHECK(stage.shows("No box: no evidence above 0"));
    CHECK(stage.readout().find("No place speaks for it") != std::string::npos);
    stage.g.click("cam.clip");
    CHECK(stage.facts().large_colors.low == 0.0);
}

TEST_CASE("scales: shared is one for both, own is each map's") {
    Stage stage;
    const core::PlaceMap a = stage.facts().slots[0]->map;
    const core::PlaceMap b = stage.facts().slots[1]->map;
    const std::vector<core::PlaceMap> both{a, b};
    const core::MapRange shared = core::color_range(both, core::MapSign::signed_about_zero);
    CHECK(stage.facts().colors[0] == shared);
    CHECK(stage.facts().colors[1] == shared);
    stage.g.click("cam.shared");
    CHECK(stage.facts().colors[1] ==
          core::color_range(std::vector<core::PlaceMap>{b}, core::MapSign::signed_about_zero));
    stage.g.click("cam.clip");
    CHECK(stage.facts().colors[0] == core::color_range(std::vector<core::PlaceMap>{a}, core::MapSign::positive));
}

TEST_CASE("digits in the cells are the map's values") {
    Stage stage;
    stage.g.click("cam.drawing.numbers");
    const int decimals = scenes::place_decimals(stage.facts().shown_range);
    CHECK(stage.shows("\"" + scenes::shown_number(stage.facts().shown.at(3, 4), decimals) + "\""));
    CHECK(stage.state().pictures.large.width == 5);
    CHECK(stage.state().pictures.large.height == 4);
    stage.g.click("cam.drawing.bicubic");
    CHECK(stage.state().pictures.large.width == 64);
}

TEST_CASE("holding the button or the key shows the photo alone") {
    Stage stage;
    const int pictures = test::count_of(stage.g.dump(), "image ");
    stage.g.press_at(stage.g.control("cam.hold").rect.center());
    stage.g.frame();
    CHECK(test::count_of(stage.g.dump(), "image ") == pictures - 3);
    stage.g.release();
    CHECK(test::count_of(stage.g.dump(), "image ") == pictures);
    stage.g.key("V");
    CHECK(scenes::photo_only(stage.state()));
    stage.g.frame(1.0);
    stage.g.frame();
    CHECK_FALSE(scenes::photo_only(stage.state()));
}

TEST_CASE("another crop asks for another look, another class does not") {
    Stage stage;
    stage.g.click(stage.row(stage.look().ranking[2]));
    CHECK(stage.g.requests().empty());
    stage.g.click("look.page");
    stage.g.click("look.crop.squash");
    const auto requests = stage.g.requests();
    REQUIRE(requests.size() == 1);
    const auto* wish = std::get_if<ui::LookAtPhoto>(&requests[0]);
    REQUIRE(wish != nullptr);
    CHECK(wish->settings.crop == core::CropMode::squash);
    CHECK(stage.scene->waiting());
    stage.g.send(ui::LookArrived{test::fixture_answer(*wish)});
    stage.settle();
    const core::PhotoRect seen = scenes::map_in_photo(stage.look());
    CHECK(seen.width == Approx(120.0));
    CHECK(seen.height == Approx(80.0));
}

TEST_CASE("undo takes back what was chosen") {
    Stage stage;
    const std::int64_t third = stage.look().ranking[2];
    stage.g.click(stage.row(third));
    stage.g.click("cam.shared");
    stage.scene->undo();
    stage.g.frame();
    CHECK(stage.document().shared_scale);
    CHECK(stage.facts().slots[0]->index == third);
    stage.scene->undo();
    stage.g.frame();
    CHECK(stage.facts().slots[0]->index == stage.look().ranking[0]);
    stage.scene->redo();
    stage.g.frame();
    CHECK(stage.facts().slots[0]->index == third);
    stage.scene->reset();
    stage.g.frame();
    CHECK(stage.document() == scenes::CamDocument{});
}

TEST_CASE("another method stands beside A with what differs, and claims no identity") {
    Stage stage;
    const std::int64_t c = stage.look().ranking[0];
    stage.document().method = core::CamMethod::layer_cam;
    stage.document().second_large = true;
    stage.g.frames(2);
    const auto expected =
        core::method_map(core::CamMethod::layer_cam, stage.look().maps, stage.look().network->head, c);
    REQUIRE(expected.has_value());
    CHECK(stage.facts().shown == *expected);
    CHECK_FALSE(stage.facts().builds_up);
    const scenes::Identity said = scenes::identity(stage.state(), *stage.g.view().text);
    CHECK(said.state == scenes::Identity::State::sentence);
    CHECK(said.detail.find("LayerCAM") == 0);
    CHECK_FALSE(stage.shows("equals the score"));
    stage.g.click("cam.large_a");
    CHECK(scenes::identity(stage.state(), *stage.g.view().text).state == scenes::Identity::State::holds);
}

TEST_CASE("the max head shows core's score and says that it is a demonstration") {
    Stage stage;
    stage.g.click("cam.more");
    stage.g.click("cam.head.max");
    const std::int64_t c = stage.look().ranking[0];
    const core::MaxPooledScore pooled = core::max_pooled_score(stage.look().maps, stage.look().network->head, c);
    CHECK(stage.facts().shown == pooled.map);
    const scenes::Identity said = scenes::identity(stage.state(), *stage.g.view().text);
    CHECK(said.state == scenes::Identity::State::demonstration);
    const int decimals = scenes::identity_decimals(stage.facts().slots[0]->check);
    CHECK(ui::plain(said.formula).ends_with("= " + scenes::shown_number(pooled.logit, decimals)));
}

TEST_CASE("maps of one place, two classes, one map per class") {
    Stage stage;
    core::LinearHead two{.classes = 2, .channels = 3, .weights = {1, -2, 0.5F, -1, 1, 0}, .bias = {0.25F, -0.25F}};
    stage.deliver(look_with({.channels = 3, .height = 1, .width = 1, .values = {2, 0.5F, 1}}, two));
    // 1*2 - 2*0.5 + 0.5*1 + 0.25 = 1.75
    CHECK(stage.facts().slots[0]->score == Approx(1.75));
    CHECK(stage.facts().slots[0]->check.map_mean == Approx(1.5));
    CHECK(finite(stage.facts().shown));
    CHECK(stage.state().playback.windows == 3);
    CHECK_FALSE(stage.g.dump().empty());

    core::LinearHead maps{.classes = 2, .channels = 2, .weights = {1, 0, 0, 1}, .bias = {0, 0}, .class_maps = true};
    stage.deliver(look_with({.channels = 2, .height = 2, .width = 2, .values = {1, 2, 3, 4, 0, 0, 1, 1}}, maps));
    CHECK(stage.facts().slots[0]->index == 0);
    CHECK(stage.facts().ordered.size() == 1);
    CHECK(stage.facts().whole());
    CHECK(stage.facts().shown.values == std::vector<double>{1, 2, 3, 4});
    CHECK(stage.readout().find("one map for each class") != std::string::npos);
}

TEST_CASE("a map of zeros draws nothing over the photo and no number that is none") {
    Stage stage;
    core::FeatureMaps maps = test::fixture_maps();
    std::fill(maps.values.begin(), maps.values.end(), 0.0F);
    stage.deliver(look_with(maps, stage.look().network->head));
    CHECK(finite(stage.facts().shown));
    const core::Image& heat = stage.state().pictures.large;
    for (std::size_t i = 3; i < heat.pixels->size(); i += 4) REQUIRE((*heat.pixels)[i] == 0);
    CHECK_FALSE(stage.shows("nan"));
}

TEST_CASE("a choice made for one network is not a class of another") {
    Stage stage;
    stage.g.click(stage.row(stage.look().ranking[3]));
    core::LinearHead two{.classes = 2, .channels = 1, .weights = {1, -1}, .bias = {0, 0}};
    auto look = look_with({.channels = 1, .height = 2, .width = 2, .values = {1, 2, 3, 4}}, two);
    stage.deliver(look);
    CHECK(stage.facts().slots[0]->index == 0);
    CHECK(stage.facts().slots[1]->index == 1);
}

TEST_CASE("numbers as the scene shows them") {
    CHECK(scenes::signed_number(42.72, 1) == "+42.7");
    CHECK(scenes::signed_number(-15.94, 1) == "−15.9");
    CHECK(scenes::signed_number(-0.01, 1) == "0.0");
    CHECK(scenes::signed_number(0.04, 1) == "0.0");
    CHECK(scenes::checked_to(0.00000095) == "0.000001");
    CHECK(scenes::checked_to(0.00018) == "0.001");
    CHECK(scenes::checked_to(0.0).empty());
    // 8.456 - 0.025 = 8.431: two decimals would say 8.46 - 0.03 = 8.43, which adds up; 8.454 - 0.036 would not.
    CHECK(scenes::identity_decimals({.map_mean = 8.456, .bias = -0.025, .from_map = 8.431, .from_network = 8.431}) ==
          2);
    CHECK(scenes::identity_decimals({.map_mean = 8.454, .bias = -0.036, .from_map = 8.418, .from_network = 8.418}) ==
          3);
}

TEST_CASE("a colour bar's ticks are round, hold 0 and stay inside") {
    CHECK(ui::round_ticks({-49.5, 49.5}, 5) == std::vector<double>{-40, -20, 0, 20, 40});
    CHECK(ui::round_ticks({0.0, 0.35}, 4) == std::vector<double>{0.0, 0.1, 0.2, 0.30000000000000004});
    CHECK(ui::tick_decimals({0.0, 0.1}) == 1);
    CHECK(ui::tick_decimals({-20, 0, 20}) == 0);
    CHECK(ui::round_ticks({0.0, 0.0}, 5) == std::vector<double>{0.0});
    for (const double most : {0.003, 1.0, 7.3, 1234.0}) {
        const auto ticks = ui::round_ticks({-most, most}, 7);
        CHECK(ticks.size() >= 3);
        CHECK(ticks.size() <= 7);
        CHECK(std::find(ticks.begin(), ticks.end(), 0.0) != ticks.end());
        CHECK(ticks.front() >= -most - 1e-9);
        CHECK(ticks.back() <= most + 1e-9);
    }
}

TEST_CASE("a photo far from the frame's shape, and large words, keep everything on the stage") {
    for (const auto& [width, height] : {std::pair{40, 900}, {2000, 30}, {64, 64}}) {
        for (const float scale : {1.0F, 2.0F}) {
            Stage stage({.width = 1024, .height = 600, .text_scale = scale, .language = "ko"});
            stage.g.requests();
            stage.g.send(ui::PhotoArrived{.image = core::draw_sample_photo(width, height), .name = "long.png"});
            stage.g.frames(2);
            stage.settle();
            CAPTURE(width, height, scale);
            CHECK(stage.look().photo.width == width);
            const scenes::CamLayout placed = stage.placed();
            const ui::Rect stage_rect = stage.g.view().layout.stage.grown(1.0F);
            for (const ui::Rect& rect : {placed.frame, placed.bar, placed.band, placed.caption}) {
                CHECK(rect.x >= stage_rect.x);
                CHECK(rect.right() <= stage_rect.right());
                CHECK(rect.y >= stage_rect.y);
                CHECK(rect.bottom() <= stage_rect.bottom());
                CHECK_FALSE(rect.empty());
            }
        }
    }
}
