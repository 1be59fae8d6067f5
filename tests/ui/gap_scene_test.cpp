// The gap scene as a class uses it, by the names of its controls; what is shown is compared with what core says about
// the same look.
#include <algorithm>
#include <cmath>

#include "app/scenes/gap_screen.h"
#include "app/scenes/gap_words.h"
#include "app/scenes/scene_list.h"
#include "app/ui/player_bar.h"
#include "support/catch.h"
#include "support/look_answers.h"

namespace {

using scenes::GapState;
using scenes::MapsShown;
using scenes::WaterfallPart;
using test::GuiHarness;
using test::GuiOptions;

// The scene in the harness, the fixture's look on it. The scene is declared first: it outlives the harness.
struct Stage {
    std::unique_ptr<scenes::Scene> scene = scenes::gap_scene();
    GuiHarness g;

    explicit Stage(const GuiOptions& options = {.width = 1280, .height = 1200}) : g(options) {
        g.show(*scene);
        settle();
    }
    explicit Stage(std::shared_ptr<const core::Look> look, const GuiOptions& options = {}) : g(options) {
        g.show(*scene);
        g.requests();
        g.send(ui::LookArrived{std::move(look)});
        g.frames(2);
        settle();
    }

    GapState& state() { return dynamic_cast<scenes::SceneOf<GapState>&>(*scene).state(); }
    scenes::GapDocument& document() { return state().document; }
    const core::Look& look() { return *state().look.look; }
    const scenes::GapFacts& facts() { return state().facts; }
    std::string readout() { return ui::plain(scene->readout(g.view())); }
    scenes::GapLayout placed() { return scenes::gap_layout(g.view().layout); }
    bool shows(std::string_view text) const { return g.dump().find(std::string(text)) != std::string::npos; }
    std::string row(std::int64_t c) { return "gap.classes/" + std::to_string(c); }

    ui::Vec2 tile(std::int64_t n) {
        return scenes::wall_grid(g.view().layout, placed().wall).tile(n, state().wall.at).center();
    }
    scenes::WaterfallPlace waterfall() {
        return scenes::place_waterfall(g.view(), placed().waterfall, facts(), state().playback.window);
    }
    ui::Vec2 bar(WaterfallPart part) {
        const scenes::WaterfallPlace place = waterfall();
        for (std::size_t i = 0; i < place.bars.size(); ++i) {
            if (place.bars[i].part == part) return place.slots[i].center();
        }
        return {};
    }

    void settle() {
        test::wait_for(*scene, g);
        REQUIRE_FALSE(scene->waiting());
        g.frames(2);
    }
};

// A network of any shape with small made-up numbers.
std::shared_ptr<const core::Look> look_of(std::int64_t channels, std::int64_t height, std::int64_t width,
                                          std::int64_t classes, bool class_maps = false) {
    auto card = std::make_shared<core::NetworkCard>();
    card->id = "file";
    card->name = "made up";
    card->head = {.classes = classes, .channels = channels, .weights = {}, .bias = {}, .class_maps = class_maps};
    for (std::int64_t c = 0; c < classes; ++c) {
        card->head.bias.push_back(class_maps ? 0.0F : static_cast<float>(c % 5 - 2) / 8.0F);
        for (std::int64_t k = 0; k < channels; ++k) {
            const float weight = static_cast<float>((c * 7 + k * 5) % 13 - 6) / 16.0F;
            card->head.weights.push_back(class_maps ? (c == k ? 1.0F : 0.0F) : weight);
        }
    }
    core::FeatureMaps maps{.channels = channels, .height = height, .width = width, .values = {}};
    for (std::int64_t i = 0; i < channels * height * width; ++i) {
        maps.values.push_back(static_cast<float>(i * 37 % 101) / 40.0F);
    }
    std::vector<float> logits;
    for (const double score : core::scores(core::map_means(maps), card->head)) {
        logits.push_back(static_cast<float>(score));
    }
    const core::Image photo = core::draw_sample_photo(120, 80);
    const core::LookSettings settings;
    const core::InputPlacement placement = core::place_input(settings.crop, card->input, photo.width, photo.height);
    return std::make_shared<const core::Look>(
        core::make_look(photo, "class.png", settings, card, placement, std::move(maps), std::move(logits)));
}

// Words are drawn one by one where a sentence runs over several lines.
bool says(const std::string& dump, std::string_view sentence) {
    std::string words;
    for (std::size_t at = dump.find("\ntext "); at != std::string::npos; at = dump.find("\ntext ", at + 1)) {
        const std::size_t open = dump.find('"', at);
        words += dump.substr(open + 1, dump.find("\"\n", open) - open - 1) + " ";
    }
    for (std::size_t at = words.find("  "); at != std::string::npos; at = words.find("  ")) words.erase(at, 1);
    return words.find(sentence) != std::string::npos;
}

std::size_t looks_wished(const std::vector<ui::Request>& requests) {
    return static_cast<std::size_t>(std::count_if(requests.begin(), requests.end(), [](const ui::Request& request) {
        return std::holds_alternative<ui::LookAtPhoto>(request);
    }));
}

template <class Wish>
bool posted(const std::vector<ui::Request>& requests) {
    return std::any_of(requests.begin(), requests.end(),
                       [](const ui::Request& request) { return std::holds_alternative<Wish>(request); });
}

}  // namespace

// ---- the numbers

TEST_CASE("at start the class with the highest score is taken apart, what speaks most for it first") {
    Stage stage;
    const core::Look& look = stage.look();
    CHECK(stage.facts().class_index == look.ranking.front());
    CHECK(stage.state().playback.windows == 12);
    CHECK(stage.state().playback.window == 0);
    const auto ordered =
        core::contributions(look.means, look.network->head, look.ranking.front(), core::ChannelOrder::contribution);
    CHECK(stage.facts().ordered == ordered);
    CHECK(stage.shows("\"(4, 5, 12)\""));
    CHECK(stage.shows("\"(1, 1, 12)\""));
    CHECK(stage.shows("\"6\""));
    CHECK(stage.shows("Channel " + std::to_string(ordered.front().channel)));
    CHECK(stage.shows(scenes::three_digits(ordered.front().mean)));
    CHECK(stage.readout().starts_with("Channel " + std::to_string(ordered.front().channel) +
                                      ": the mean of its 20 places is "));
}

TEST_CASE("a waterfall worked by hand") {
    scenes::GapFacts facts;
    facts.ordered = {{.channel = 7, .value = 3.0},
                     {.channel = 2, .value = 0.5},
                     {.channel = 0, .value = 0.25},
                     {.channel = 9, .value = -1.0}};
    facts.running = {0.0, 3.0, 3.5, 3.75, 2.75};
    facts.bias = 0.125;
    facts.score = 2.875;

    const auto first = scenes::waterfall_bars(facts, 0, 2);
    REQUIRE(first.size() == 5);  // two channels, the rest, bias, score
    CHECK(first[0].channel == 7);
    CHECK_FALSE(first[0].to_come);
    CHECK(first[1].channel == 2);
    CHECK(first[1].to_come);
    CHECK(first[2].part == WaterfallPart::rest);
    CHECK(first[2].count == 2);
    CHECK(first[2].value == -0.75);
    CHECK(first[3].from == 2.75);
    CHECK(first[3].to == 2.875);
    CHECK(first[4].from == 0.0);
    CHECK(first[4].to == 2.875);

    const auto third = scenes::waterfall_bars(facts, 2, 2);
    REQUIRE(third.size() == 5);  // the first two together, one channel, the rest, bias, score
    CHECK(third[0].part == WaterfallPart::before);
    CHECK(third[0].count == 2);
    CHECK(third[0].value == 3.5);
    CHECK(third[1].channel == 0);
    CHECK(third[2].count == 1);

    const auto last = scenes::waterfall_bars(facts, 3, 2);
    REQUIRE(last.size() == 4);  // no rest any more
    CHECK(last[0].count == 3);
    CHECK(last[1].channel == 9);
    CHECK(last[1].value == -1.0);
}

TEST_CASE("whatever the waterfall shows singly, its bars add up to the score without a gap") {
    Stage stage;
    const scenes::GapFacts& facts = stage.facts();
    for (std::int64_t window = 0; window < 12; ++window) {
        for (std::int64_t slots = 1; slots < 16; ++slots) {
            const auto bars = scenes::waterfall_bars(facts, window, slots);
            CAPTURE(window, slots);
            std::int64_t channels = 0;
            double at = 0.0;
            for (const scenes::WaterfallBar& bar : bars) {
                if (bar.part == WaterfallPart::score) continue;
                CHECK(bar.from == Approx(at).margin(1e-12));
                CHECK(bar.to - bar.from == Approx(bar.value).margin(1e-12));
                at = bar.to;
                if (bar.part != WaterfallPart::bias) channels += bar.count;
            }
            CHECK(channels == 12);
            CHECK(at == Approx(facts.score).margin(1e-12));
            CHECK(bars.back().part == WaterfallPart::score);
        }
    }
}

TEST_CASE("the parameters of this network and of the article's, on the stage") {
    Stage stage(look_of(1280, 7, 7, 1000), {.width = 1920, .height = 1080});
    CHECK(stage.shows("\"62,721,000\""));
    CHECK(stage.shows("\"1,281,000\""));
    CHECK(stage.shows("100,353,000"));
    CHECK(stage.shows("2,049,000"));
    CHECK(stage.shows("\"49\""));
}

// ---- classes, order, experiment

TEST_CASE("another class is shown at once, without asking the network") {
    Stage stage;
    const std::int64_t second = stage.look().ranking[1];
    stage.g.click(stage.row(second));
    CHECK(stage.facts().class_index == second);
    CHECK(stage.facts().score == Approx(stage.look().scores[static_cast<std::size_t>(second)]));
    CHECK(looks_wished(stage.g.requests()) == 0);
    CHECK(stage.document().chosen->index == second);
    stage.g.click(stage.row(stage.look().ranking.front()));
    CHECK_FALSE(stage.document().chosen.has_value());
    stage.g.frame();
    stage.scene->undo();
    stage.g.frame();
    CHECK(stage.facts().class_index == second);
}

TEST_CASE("a class is found by a part of its name in the language of the reader") {
    for (const bool korean : {false, true}) {
        Stage stage({.width = 1280, .height = 1200, .language = korean ? "ko" : "en"});
        stage.g.click("gap.search");
        stage.g.type(korean ? "두루" : "CRAN");
        CHECK(stage.g.has(stage.row(4)));
        for (const std::int64_t other : {0, 1, 2, 3, 5}) CHECK_FALSE(stage.g.has(stage.row(other)));
        stage.g.click(stage.row(4));
        CHECK(stage.facts().class_index == 4);
        CHECK(stage.shows(korean ? "“두루미”" : "“crane”"));
    }
}

TEST_CASE("a search that finds nothing says so") {
    Stage stage;
    stage.g.click("gap.search");
    stage.g.type("zebra");
    CHECK(says(stage.g.dump(), "No class is called “zebra”."));
    CHECK_FALSE(stage.g.has(stage.row(0)));
}

TEST_CASE("the lowest class is on the list while it is looked at, and the list keeps its length") {
    Stage stage;
    const std::int64_t lowest = stage.look().ranking.back();
    CHECK_FALSE(stage.g.has(stage.row(lowest)));  // five of six
    stage.state().document.chosen = scenes::ChosenClass{lowest, stage.look().network->name};
    stage.g.frames(2);
    CHECK(stage.g.has(stage.row(lowest)));
    CHECK_FALSE(stage.g.has(stage.row(stage.look().ranking[4])));
}

TEST_CASE("maps can be ordered by contribution, mean and number") {
    Stage stage;
    stage.g.click("gap.order");
    stage.g.click("gap.order/gap.order.index");
    for (std::int64_t i = 0; i < 12; ++i) CHECK(stage.facts().ordered[static_cast<std::size_t>(i)].channel == i);
    stage.g.click("gap.order");
    stage.g.click("gap.order/gap.order.mean");
    for (std::size_t i = 1; i < 12; ++i) CHECK(stage.facts().ordered[i - 1].mean >= stage.facts().ordered[i].mean);
}

TEST_CASE("the player stays at its channel when the order changes") {
    Stage stage;
    stage.g.click_at(stage.tile(5));
    const std::int64_t channel = scenes::current(stage.state()).channel;
    stage.g.click("gap.order");
    stage.g.click("gap.order/gap.order.index");
    CHECK(scenes::current(stage.state()).channel == channel);
    CHECK(stage.state().playback.window == channel);
}

TEST_CASE("maps that are all their mean, or shuffled, give the same score") {
    Stage stage;
    const double as_is = stage.facts().score;
    const core::FeatureMaps before = stage.look().maps;
    for (const char* how : {"gap.maps.means", "gap.maps.shuffled"}) {
        stage.g.click(std::string("gap.maps/") + how);
        CAPTURE(how);
        CHECK_FALSE(*stage.facts().maps == before);
        CHECK(stage.facts().maps->values.size() == before.values.size());
        CHECK(stage.facts().score == Approx(as_is).margin(1e-5));
        CHECK(stage.facts().score_as_is == as_is);
        CHECK(stage.shows("\"" + scenes::all_digits(stage.facts().score) + "\""));
        CHECK(stage.shows("\"" + scenes::all_digits(as_is) + "\""));
    }
    stage.g.click("gap.maps/gap.maps.as_they_are");
    CHECK(*stage.facts().maps == before);
}

TEST_CASE("scores are worked out from the changed maps") {
    Stage stage;
    stage.g.click("gap.maps/gap.maps.shuffled");
    const auto means = core::map_means(*stage.facts().maps);
    const auto scores = core::scores(means, stage.look().network->head);
    CHECK(stage.facts().score == scores[static_cast<std::size_t>(stage.facts().class_index)]);
    for (const core::Contribution& one : stage.facts().ordered) {
        CHECK(one.mean == means[static_cast<std::size_t>(one.channel)]);
    }
}

// ---- wall, map and waterfall

TEST_CASE("a click on a tile brings the player to its map, and both ways the mouse ties tile and bar") {
    Stage stage;
    stage.g.click_at(stage.tile(3));
    CHECK(stage.state().playback.window == 3);
    stage.g.move_to(stage.tile(1));
    stage.g.frame();
    REQUIRE(stage.state().hover);
    CHECK(stage.state().hover->channel == stage.facts().ordered[1].channel);
    CHECK(stage.readout().find("Channel " + std::to_string(stage.facts().ordered[1].channel) + ":") == 0);

    const scenes::WaterfallPlace place = stage.waterfall();
    stage.g.move_to(place.slots[2].center());
    stage.g.frame();
    REQUIRE(stage.state().hover);
    CHECK(stage.state().hover->channel == place.bars[2].channel);
    stage.g.click_at(place.slots[0].center());
    CHECK(scenes::current(stage.state()).channel == place.bars[0].channel);
}

TEST_CASE("rest, bias and score of the waterfall are read out") {
    Stage stage({.width = 1024, .height = 600});  // room for few channels
    stage.g.move_to(stage.bar(WaterfallPart::rest));
    stage.g.frame();
    CHECK(stage.readout().find("The other ") == 0);
    stage.g.move_to(stage.bar(WaterfallPart::bias));
    stage.g.frame();
    CHECK(stage.readout().find("the bias of") != std::string::npos);
    stage.g.move_to(stage.bar(WaterfallPart::score));
    stage.g.frame();
    CHECK(stage.readout().find("make the score of") != std::string::npos);
}

TEST_CASE("a cell of the large map tells its value") {
    Stage stage;
    stage.g.hover_at(stage.placed().map.center());
    CHECK(stage.state().hovered_cell.has_value());
}

TEST_CASE("1280 maps: only the tiles in sight are drawn, and the wheel and the keys go through all") {
    Stage stage(look_of(1280, 7, 7, 1000));
    const int images = test::count_of(stage.g.dump(), "image ");
    CHECK(images < 60);
    CHECK(images > 10);
    const ui::Vec2 middle = stage.placed().wall.center();
    stage.g.wheel(middle, -4.0F);
    stage.g.frames(60);
    CHECK(stage.state().wall.at == Approx(6.0).margin(0.01));
    CHECK(test::count_of(stage.g.dump(), "image ") < 60);
    stage.g.wheel(middle, -10000.0F);
    stage.g.frames(200);
    const auto grid = scenes::wall_grid(stage.g.view().layout, stage.placed().wall);
    CHECK(stage.state().wall.at == Approx(grid.furthest(1280)).margin(0.01));
    CHECK(stage.state().playback.window == 0);

    stage.g.key("End");
    stage.g.frames(60);
    CHECK(stage.state().playback.window == 1279);
    stage.g.key("PageUp");
    CHECK(stage.state().playback.window < 1279);
    stage.g.key("Home");
    stage.g.frames(60);
    CHECK(stage.state().wall.at == Approx(0.0).margin(0.01));
    stage.g.key("Down");
    CHECK(stage.state().playback.window == grid.columns);
    stage.g.key("Up");
    CHECK(stage.state().playback.window == 0);
}

TEST_CASE("dragging the wall scrolls it and picks nothing") {
    Stage stage(look_of(1280, 7, 7, 1000));
    const ui::Vec2 from = stage.tile(5);
    stage.g.drag(from, from - ui::Vec2{0.0F, 100.0F});
    CHECK(stage.state().wall.at > 0.5);
    CHECK(stage.state().playback.window == 0);
}

TEST_CASE("while it plays the wall keeps the player's map in sight") {
    Stage stage(look_of(1280, 7, 7, 1000));
    stage.g.key("Space");
    stage.g.frames(100, 0.2);
    stage.g.key("Space");
    stage.g.frames(120);
    CHECK(stage.state().playback.window > 20);
    const ui::Vec2 tile = stage.tile(stage.state().playback.window);
    CHECK(stage.placed().wall.grown(40.0F).contains(tile));
}

TEST_CASE("a step first asks for the mean, then shows it, then lets it drop") {
    Stage stage;
    stage.g.key("Right");
    stage.g.frame(0.05);
    CHECK(stage.readout().find("on average?") != std::string::npos);
    CHECK(stage.shows("\"?\""));
    stage.g.frame(0.55);
    stage.g.frame(0.1);
    CHECK(stage.readout().find("the mean of its") != std::string::npos);
    stage.g.frames(3, 0.5);
    CHECK_FALSE(stage.scene->moving());
    CHECK_FALSE(stage.shows("\"?\""));
}

TEST_CASE("the atlas has a map's own colours, on one scale or on each map's own") {
    const auto look = look_of(300, 3, 5, 4);
    const std::shared_ptr<const core::FeatureMaps> maps{look, &look->maps};
    const ui::Theme& theme = ui::theme(ui::ThemeId::dark);
    scenes::MapAtlas atlas;
    for (const bool own : {false, true}) {
        const core::MapRange all{0.0, 2.5};
        atlas.use(maps, maps, all, own, theme);
        CHECK(atlas.pages_made() == 0);
        for (const std::int64_t channel : {0, 17, 255, 256, 299}) {
            CAPTURE(own, channel);
            atlas.want(channel);
            const core::Image& page = atlas.page(channel);
            const ui::Rect source = atlas.source(channel);
            const core::MapRange range = own ? scenes::own_range(*maps, channel) : all;
            for (std::int64_t i = 0; i < 15; ++i) {
                const std::int64_t x = static_cast<std::int64_t>(source.x) + i % 5;
                const std::int64_t y = static_cast<std::int64_t>(source.y) + i / 5;
                const ui::Color color = scenes::map_color(
                    theme, static_cast<double>(maps->map(channel)[static_cast<std::size_t>(i)]), range);
                CHECK(page.view().at(0, y, x) == color.r);
                CHECK(page.view().at(1, y, x) == color.g);
                CHECK(page.view().at(2, y, x) == color.b);
            }
        }
        CHECK(atlas.pages_made() == 2);  // 256 maps on a page
    }
}

// ---- room

TEST_CASE("the parts of the stage lie beside each other in every size of window and text") {
    const auto overlap = [](const ui::Rect& a, const ui::Rect& b) {
        return !a.empty() && !b.empty() && a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
    };
    for (const auto& [width, height] : {std::pair{1024.0F, 600.0F}, {1280.0F, 800.0F}, {1920.0F, 1080.0F}}) {
        for (const float text : {1.0F, 1.25F, 1.5F, 2.0F}) {
            const ui::Layout layout = ui::make_layout(width, height, text, text < 1.5F);
            const scenes::GapLayout placed = scenes::gap_layout(layout);
            CAPTURE(width, height, text);
            const ui::Rect mean_word{placed.mean.x, placed.mean_caption.y, placed.mean.w, placed.mean_caption.h};
            CHECK_FALSE(overlap(placed.map_caption, mean_word));
            CHECK_FALSE(overlap(placed.map_caption, placed.seen));
            CHECK_FALSE(overlap(placed.mean_caption, placed.seen));
            CHECK_FALSE(overlap(placed.mean, placed.map));
            CHECK_FALSE(overlap(placed.wall, placed.map));
            CHECK_FALSE(overlap(placed.map, placed.sum_line));
            CHECK_FALSE(overlap(placed.product_line, placed.waterfall_caption));
            CHECK_FALSE(overlap(placed.waterfall, placed.parameters));
            CHECK(placed.wall.w > 0.0F);
            CHECK(placed.product_line.bottom() <= layout.stage.bottom());
            CHECK(placed.waterfall.empty() == (text >= 1.5F));
        }
    }
}

TEST_CASE("with large words, waterfall and parameters have a page of their own") {
    Stage stage({.width = 1280, .height = 800, .text_scale = 1.5F, .settings_open = false});
    CHECK_FALSE(stage.shows("Parameters of the last layer"));
    CHECK(stage.shows("Feature maps"));
    stage.g.click("gap.page.sums");
    stage.g.frames(2);
    CHECK(stage.shows("Parameters of the last layer"));
    CHECK(stage.shows("Contributions add up"));
    CHECK_FALSE(stage.shows("Feature maps"));
    // The player and the mouse work there as on the first page.
    stage.g.key("Right");
    CHECK(stage.state().playback.window == 1);
    const scenes::GapLayout placed = scenes::gap_layout(stage.g.view().layout, true);
    const auto bars = scenes::place_waterfall(stage.g.view(), placed.waterfall, stage.facts(), 1);
    stage.g.hover_at(bars.slots.back().center());
    CHECK(stage.state().hover->part == WaterfallPart::score);
    stage.g.click("gap.page.maps");
    stage.g.frames(2);
    CHECK(stage.shows("Feature maps"));
    // A larger window has everything on one page, whichever was open.
    stage.g.click("gap.page.sums");
    CHECK(scenes::gap_layout(ui::make_layout(1280, 800, 1.0F, true), true).turn.empty());
    CHECK_FALSE(scenes::gap_layout(ui::make_layout(1280, 800, 1.0F, true), true).map.empty());
    stage.scene->reset();
    stage.g.frames(2);
    CHECK(stage.shows("Feature maps"));
}

TEST_CASE("the second page holds its parts in every size of window and text") {
    for (const auto& [width, height] : {std::pair{1024.0F, 600.0F}, {1280.0F, 800.0F}, {3840.0F, 2160.0F}}) {
        for (const float text : {1.25F, 1.5F, 2.0F}) {
            const ui::Layout layout = ui::make_layout(width, height, text, text < 1.5F);
            const scenes::GapLayout placed = scenes::gap_layout(layout, true);
            CAPTURE(width, height, text);
            if (placed.turn.empty()) continue;
            CHECK(placed.shapes.right() <= placed.turn.x);
            CHECK(placed.turn.right() <= layout.stage.right());
            CHECK(placed.waterfall.right() <= placed.parameters.x);
            CHECK(placed.waterfall.h >= layout.control(75.0F));
            CHECK(placed.parameters.w >= layout.control(190.0F));
            CHECK(placed.parameters.bottom() <= layout.stage.bottom());
            CHECK(placed.map.empty());
        }
    }
}

TEST_CASE("the smallest window shows the parameters and a map of 7x7 with its digits") {
    Stage stage(look_of(1280, 7, 7, 1000), {.width = 1024, .height = 600});
    CHECK(stage.shows("\"62,721,000\""));
    CHECK(stage.shows("\"1,281,000\""));
    ui::NumberGrid numbers = scenes::map_numbers(stage.state(), stage.g.view());
    const ui::RecordCanvas canvas(stage.g.view());
    CHECK(scenes::place_map(canvas, stage.placed(), numbers).show_digits);
}

TEST_CASE("where the stage has no room for both scores of the experiment, they are read out") {
    Stage stage({.width = 1280, .height = 800, .text_scale = 2.0F, .settings_open = false});
    stage.document().maps = MapsShown::shuffled;
    stage.g.frames(2);
    CHECK(stage.placed().parameters.empty());
    CHECK(stage.readout() == "Every map shuffled: the score is " + scenes::all_digits(stage.facts().score) +
                                 ", with the maps as they are " + scenes::all_digits(stage.facts().score_as_is) + ".");
}

// ---- every shape of network

TEST_CASE("networks of every shape are shown in every size and language") {
    struct Shape {
        std::int64_t channels, height, width, classes;
        bool class_maps = false;
    };
    constexpr Shape k_shapes[] = {
        {8, 1, 1, 2},   {32, 8, 8, 10}, {2048, 7, 7, 1000}, {1, 5, 9, 3}, {1000, 13, 13, 1000, true},
        {6, 40, 30, 4}, {64, 14, 10, 1}};
    int number = 0;
    for (const Shape& shape : k_shapes) {
        const auto look = look_of(shape.channels, shape.height, shape.width, shape.classes, shape.class_maps);
        for (const float text : {1.0F, 2.0F}) {
            for (const bool small : {true, false}) {
                ++number;
                GuiOptions options;
                options.width = small ? 1024.0F : 1920.0F;
                options.height = small ? 600.0F : 1080.0F;
                options.text_scale = text;
                options.settings_open = text < 1.5F;
                options.language = number % 2 == 0 ? "ko" : "en";
                options.theme = ui::k_themes[static_cast<std::size_t>(number) % 3];
                CAPTURE(shape.channels, shape.height, shape.width, shape.classes, text, small);
                Stage stage(look, options);
                CHECK(stage.shows(scenes::shape_text(shape.height, shape.width, shape.channels)));
                CHECK(stage.g.dump().find("nan") == std::string::npos);
                CHECK_FALSE(stage.readout().empty());
                stage.g.key("End");
                stage.g.frames(2);
                CHECK(stage.state().playback.window == shape.channels - 1);
            }
        }
    }
}

TEST_CASE("maps that are the classes' own have no layer after GAP") {
    Stage stage(look_of(10, 4, 4, 10, true), {.width = 1280, .height = 1200});
    CHECK_FALSE(stage.shows("\"dense\""));
    CHECK(stage.shows("GAP has no parameters of its own"));
    CHECK(stage.readout().find("is the map of “class") != std::string::npos);
    stage.g.key("End");
    CHECK(stage.readout().find("is the map of another class") != std::string::npos);
}

// ---- waiting, failing, wishing

TEST_CASE("until the first look is there the scene waits, says for what, and can be stopped") {
    const auto scene = scenes::gap_scene();
    GuiHarness g;
    g.show(*scene);
    CHECK(scene->waiting());
    CHECK(looks_wished(g.requests()) == 1);  // once, not every frame
    CHECK(says(g.dump(), "Loading EfficientNet-Lite0"));
    g.send(ui::LookStarted{ui::LookStarted::Stage::looking, {}});
    g.frames(2);
    CHECK(says(g.dump(), "EfficientNet-Lite0 is looking at the photo"));
    g.click("look.cancel");
    CHECK(posted<ui::CancelLoading>(g.requests()));
    g.send(ui::LookFailed{{.what = "stopped", .where = "", .hint = ""}, {}});
    g.frames(2);
    CHECK_FALSE(scene->waiting());
    CHECK(says(g.dump(), "stopped."));
    CHECK(looks_wished(g.requests()) == 0);
    g.click("look.again");
    CHECK(looks_wished(g.requests()) == 1);
    CHECK(scene->waiting());
    g.send(ui::LookArrived{test::fixture_look({})});
    g.frames(2);
    test::wait_for(*scene, g);
    CHECK_FALSE(scene->waiting());
}

TEST_CASE("what the network sees is chosen on the page, and the old look stays until the new one is there") {
    Stage stage;
    const auto before = stage.state().look.look;
    stage.g.click("look.page");
    stage.g.click("look.crop/look.crop.squash");
    const auto requests = stage.g.requests();
    REQUIRE(looks_wished(requests) == 1);
    CHECK(stage.state().look.look == before);
    CHECK(stage.scene->waiting());
    // A look that was not wished for is not taken.
    stage.g.send(ui::LookArrived{test::fixture_look({})});
    stage.g.frames(2);
    CHECK(stage.state().look.look == before);
    stage.g.send(ui::LookArrived{test::fixture_look({.network = "", .crop = core::CropMode::squash})});
    stage.g.frames(2);
    CHECK(stage.state().look.look != before);
    stage.g.key("Esc");
    CHECK(stage.g.has("gap.search"));
    stage.scene->undo();
    stage.g.frames(2);
    CHECK(looks_wished(stage.g.requests()) == 1);
    CHECK(stage.document().look.crop == core::CropMode::center);
}

TEST_CASE("a failure is closed by going back to what is on the screen") {
    Stage stage;
    stage.g.click("look.network");
    stage.g.click("look.network/network.builtin");
    CHECK(looks_wished(stage.g.requests()) == 1);
    const core::LookSettings wish{.network = "builtin"};
    stage.g.send(ui::LookFailed{{.what = "it is gone", .where = "", .hint = ""}, wish});
    stage.g.frames(2);
    CHECK(says(stage.g.dump(), "it is gone."));
    stage.g.click("look.close");
    CHECK(stage.document().look.network.empty());
    CHECK_FALSE(says(stage.g.dump(), "it is gone."));
    CHECK(looks_wished(stage.g.requests()) == 0);
    CHECK_FALSE(stage.scene->waiting());
}

TEST_CASE("a new photo is looked at, and a scene drawn for the built-in network chooses it until the next photo") {
    Stage stage;
    stage.g.send(ui::PhotoArrived{.image = core::draw_sample_photo(60, 40), .name = "scene", .network = "builtin"});
    stage.g.frames(2);
    auto requests = stage.g.requests();
    REQUIRE(looks_wished(requests) == 1);
    CHECK(std::get<ui::LookAtPhoto>(requests.front()).settings.network == "builtin");
    CHECK(std::get<ui::LookAtPhoto>(requests.front()).photo.width == 60);
    stage.g.send(ui::PhotoArrived{.image = core::draw_sample_photo(90, 60), .name = "class.png"});
    stage.g.frames(2);
    requests = stage.g.requests();
    REQUIRE(looks_wished(requests) == 1);
    CHECK(std::get<ui::LookAtPhoto>(requests.front()).settings.network.empty());
}

TEST_CASE("a network that was opened is chosen, and another file is looked at anew") {
    Stage stage;
    const std::vector<ui::NetworkChoice> networks{{"lite0", "", {}}, {"builtin", "", {}}, {"file", "mine.onnx", {}}};
    for (int time = 0; time < 2; ++time) {
        stage.g.send(ui::NetworksAvailable{networks, "file"});
        stage.g.frames(2);
        CHECK(stage.document().look.network == "file");
        CHECK(looks_wished(stage.g.requests()) == 1);
        CHECK(stage.g.value("look.network") == "mine.onnx");
        stage.g.send(ui::LookArrived{test::fixture_look({.network = "file"})});
        stage.g.frames(2);
    }
}

TEST_CASE("another scene's wish takes the place of this one's, which is asked for again") {
    Stage stage;
    stage.g.click("look.network");
    stage.g.click("look.network/network.builtin");
    CHECK(looks_wished(stage.g.requests()) == 1);
    stage.g.send(ui::LookStarted{ui::LookStarted::Stage::looking, {.network = "", .crop = core::CropMode::pad}});
    stage.g.frames(2);
    CHECK(looks_wished(stage.g.requests()) == 1);
}

TEST_CASE("photo, drawing and network are asked of the program") {
    Stage stage;
    stage.g.click("photo.open");
    CHECK(posted<ui::BrowseFiles>(stage.g.requests()));
    stage.g.key("Ctrl+O");
    CHECK(posted<ui::BrowseFiles>(stage.g.requests()));
    stage.g.click("look.compose");
    CHECK(posted<ui::ComposeScene>(stage.g.requests()));
    stage.g.click("photo.pictures");
    stage.g.click("photo.pictures.menu/photo.drawn");
    CHECK(posted<ui::UseDrawnPhoto>(stage.g.requests()));
    stage.g.click("look.network");
    stage.g.click("look.network/look.open_network");
    CHECK(posted<ui::BrowseFiles>(stage.g.requests()));
    CHECK(stage.document().look.network.empty());
}
