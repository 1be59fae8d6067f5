// The built-in network as it is shipped, on scenes it has never seen: does it name the shapes, and does it look where
// they are? Scenes are drawn here, so that program, drawing and network are held together. Its card is
// assets/models/builtin.md.
#include <algorithm>
#include <atomic>
#include <set>

#include "app/network/network.h"
#include "core/cam.h"
#include "core/map_picture.h"
#include "core/shape_scene.h"
#include "support/catch.h"

namespace {

const std::atomic<bool> k_never = false;
constexpr std::int64_t k_side = 64;
constexpr std::uint64_t k_held_back_seed = 20260;  // neither of the two seeds of the training

std::unique_ptr<network::Network> load_builtin() {
    auto loaded = network::load_known(core::k_network_builtin, k_never);
    if (!loaded) FAIL(loaded.error().sentence());
    return std::move(loaded).value();
}

core::Look look(network::Network& net, const core::ShapeScene& scene, std::int64_t side) {
    const core::LookSettings settings{.network = std::string(core::k_network_builtin)};
    auto looked = network::look_at(net, core::draw_shape_scene(scene, side), "", settings, k_never);
    if (!looked) FAIL(looked.error().sentence());
    return std::move(looked).value();
}

double overlap(const core::MapBox& found, const core::PhotoRect& box) {
    const auto shared = [](double a, double a_size, double b, double b_size) {
        return std::max(0.0, std::min(a + a_size, b + b_size) - std::max(a, b));
    };
    const auto left = static_cast<double>(found.left), top = static_cast<double>(found.top);
    const auto width = static_cast<double>(found.width), height = static_cast<double>(found.height);
    const double both = shared(left, width, box.x, box.width) * shared(top, height, box.y, box.height);
    return both / (width * height + box.width * box.height - both);
}

struct Tally {
    int scenes = 0, right = 0, shapes = 0, hits = 0;
    double overlaps = 0.0;
    double accuracy() const { return static_cast<double>(right) / scenes; }
    double pointing() const { return static_cast<double>(hits) / shapes; }
    double mean_overlap() const { return overlaps / shapes; }
};

// The pointing game: the largest place of the upsampled map lies in the shape's box.
bool points_at(const core::PlaceMap& map, const core::PhotoRect& box) {
    const auto largest =
        static_cast<std::int64_t>(std::max_element(map.values.begin(), map.values.end()) - map.values.begin());
    const std::int64_t row_index = largest / map.width;
    const auto row = static_cast<double>(row_index);
    const auto col = static_cast<double>(largest % map.width);
    return row >= box.y && row < box.y + box.height && col >= box.x && col < box.x + box.width;
}

void count(Tally& tally, const core::ShapeScene& scene, const core::Look& look) {
    std::set<std::int64_t> named;
    std::set<std::int64_t> there;
    for (std::size_t i = 0; i < scene.shapes.size(); ++i) {
        named.insert(look.ranking.at(i));
        there.insert(static_cast<std::int64_t>(scene.shapes[i].kind));
    }
    ++tally.scenes;
    tally.right += named == there ? 1 : 0;
    for (const core::Shape& shape : scene.shapes) {
        const auto kind = static_cast<std::int64_t>(shape.kind);
        const core::PlaceMap map = core::upsample(core::class_map(look.maps, look.network->head, kind), k_side, k_side,
                                                  core::Upsample::bilinear);
        const core::PhotoRect box = core::shape_box(shape, k_side);
        ++tally.shapes;
        tally.hits += points_at(map, box) ? 1 : 0;
        if (const auto found = core::class_box(map, 20.0)) tally.overlaps += overlap(*found, box);
    }
}

Tally play(int shapes, int scenes, std::int64_t side) {
    const auto net = load_builtin();
    std::mt19937_64 random(k_held_back_seed);
    Tally tally;
    for (int i = 0; i < scenes; ++i) {
        const core::ShapeScene scene = core::random_shape_scene(random, shapes);
        count(tally, scene, look(*net, scene, side));
    }
    return tally;
}

}  // namespace

TEST_CASE("the built-in network has the shape its card says") {
    const auto net = load_builtin();
    const core::NetworkCard& card = *net->card();
    CHECK(card.input.height == k_side);
    CHECK(card.input.width == k_side);
    CHECK(card.input.crop_share == 1.0);
    CHECK(card.colors == core::colors_of(core::ColorPreset::plus_minus_one));
    REQUIRE(card.head.classes == core::k_shape_kinds);
    CHECK(card.head.channels == 32);
    for (int kind = 0; kind < core::k_shape_kinds; ++kind) {
        CHECK(card.classes.name("en", kind) == core::shape_id(static_cast<core::ShapeKind>(kind)));
    }
    CHECK(card.classes.name("ko", 3) == "별");
    const core::Look looked = look(*net, core::example_shape_scene(), 256);
    CHECK(looked.maps.height == 8);
    CHECK(looked.maps.width == 8);
}

TEST_CASE("the built-in network names one shape and points at it") {
    const Tally tally = play(1, 300, k_side);
    INFO("pointing " << tally.pointing() << ", IoU " << tally.mean_overlap());
    CHECK(tally.accuracy() >= 0.95);
    CHECK(tally.pointing() >= 0.90);
    CHECK(tally.mean_overlap() >= 0.40);
}

TEST_CASE("the built-in network names both of two shapes and points at each") {
    const Tally tally = play(2, 300, k_side);
    INFO("pointing " << tally.pointing() << ", IoU " << tally.mean_overlap());
    CHECK(tally.accuracy() >= 0.95);
    CHECK(tally.pointing() >= 0.90);
    CHECK(tally.mean_overlap() >= 0.40);
}

TEST_CASE("the built-in network knows shapes in larger pictures as well") {
    const Tally tally = play(1, 100, 320);
    CHECK(tally.accuracy() >= 0.95);
    CHECK(tally.pointing() >= 0.90);
}

TEST_CASE("the first scene's shapes are found, and the map's mean and bias make the score") {
    const auto net = load_builtin();
    const core::ShapeScene scene = core::example_shape_scene();
    const core::Look looked = look(*net, scene, 512);
    Tally tally;
    count(tally, scene, looked);
    CHECK(tally.right == 1);
    CHECK(tally.hits == 2);
    for (std::int64_t c = 0; c < core::k_shape_kinds; ++c) {
        const core::PlaceMap map = core::class_map(looked.maps, looked.network->head, c);
        CHECK(core::check_score(map, looked.network->head.bias_of(c), looked.logits, c).holds);
    }
}
