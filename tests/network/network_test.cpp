// A network in its process: the numbers are right, and whatever the model or the process does ends in a sentence.
#include "app/network/network.h"

#include <signal.h>
#include <sys/wait.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "network/faults.h"
#include "network/model_builder.h"
#include "support/catch.h"

using namespace std::chrono_literals;
using network::Network;
using network::Output;

namespace {

const std::atomic<bool> k_never = false;
constexpr std::int64_t k_height = 8;
constexpr std::int64_t k_width = 6;

core::Result<std::unique_ptr<Network>> load(std::vector<std::byte> file, const std::atomic<bool>& cancel = k_never) {
    core::NetworkCard card;
    card.id = core::k_network_file;
    card.name = "two maps";
    card.input.crop_share = 1.0;
    card.colors = core::colors_of(core::ColorPreset::unit);
    return Network::load(std::move(file), std::move(card), cancel);
}

std::unique_ptr<Network> load_two_maps() {
    core::Result<std::unique_ptr<Network>> loaded = load(test::two_maps_model().bytes());
    if (!loaded) FAIL(loaded.error().sentence());
    return std::move(loaded).value();
}

// red: the row's index; green: 0; blue: 0.25.
std::vector<float> rows_input() {
    std::vector<float> input;
    for (std::int64_t y = 0; y < k_height; ++y) input.insert(input.end(), k_width, static_cast<float>(y));
    input.insert(input.end(), k_height * k_width, 0.0F);
    input.insert(input.end(), k_height * k_width, 0.25F);
    return input;
}

// f_0 is the row, F_0 = 3.5; f_1 = 0.75 everywhere.
void check_rows(const core::Result<Output>& output) {
    if (!output) FAIL(output.error().sentence());
    const core::FeatureMaps& maps = output.value().maps;
    CHECK(maps.channels == 2);
    CHECK(maps.height == k_height);
    CHECK(maps.width == k_width);
    std::vector<float> expected;
    for (std::int64_t y = 0; y < k_height; ++y) expected.insert(expected.end(), k_width, static_cast<float>(y));
    expected.insert(expected.end(), k_height * k_width, 0.75F);
    CHECK(maps.values == expected);
    const std::vector<float>& logits = output.value().logits;
    REQUIRE(logits.size() == 3);
    CHECK(logits[0] == Approx(3.5 + 2 * 0.75 + 0.25));
    CHECK(logits[1] == Approx(-3.5 + 0.75 / 2));
    CHECK(logits[2] == Approx(-1.0));
}

core::Error failure(const core::Result<Output>& output) {
    REQUIRE_FALSE(output);
    CHECK(output.error().where == "two maps");
    return output.error();
}

std::vector<std::byte> bytes_of(std::string_view text) {
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

bool no_child_left() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

}  // namespace

TEST_CASE("Network: a model loads, and its card says what it is like") {
    const auto network = load_two_maps();
    const core::NetworkCard& card = *network->card();
    CHECK(card.name == "two maps");
    CHECK(card.input.height == k_height);
    CHECK(card.input.width == k_width);
    CHECK(card.input.crop_share == 1.0);
    CHECK(card.head.classes == 3);
    CHECK(card.head.channels == 2);
    CHECK(card.head.weights == std::vector<float>{1, 2, -1, 0.5F, 0, 0});
    CHECK(card.head.bias == std::vector<float>{0.25F, 0, -1});
    CHECK_FALSE(card.head.class_maps);
    CHECK(card.parameters == 3 * 2 + 2 + 2 * 3 + 3);
}

TEST_CASE("Network: runs give the numbers of the model, again and again") {
    const auto network = load_two_maps();
    for (int i = 0; i < 3; ++i) {
        check_rows(network->run(rows_input(), k_never));
        const auto zeros = network->run(std::vector<float>(3 * k_height * k_width), k_never);
        REQUIRE(zeros);
        CHECK(zeros.value().logits[0] == Approx(2 * 0.5 + 0.25));
        check_rows(network->run(rows_input(), k_never));
    }
}

TEST_CASE("Network: an input of another length is told with both numbers") {
    const auto network = load_two_maps();
    std::vector<float> input = rows_input();
    input.pop_back();
    const core::Error error = failure(network->run(input, k_never));
    CHECK(error.key == "error.network_input_length");
    CHECK(error.what.find("144") != std::string::npos);
    CHECK(error.what.find("143") != std::string::npos);
    CHECK(failure(network->run({}, k_never)).key == "error.network_input_length");
    check_rows(network->run(rows_input(), k_never));
}

TEST_CASE("Network: the process dies in a run, and the next run has a fresh one") {
    const auto network = load_two_maps();
    for (int i = 0; i < 2; ++i) {
        CHECK(failure(network->run(fault_input(Fault::crash), k_never)).key == "error.network_crashed");
        CHECK(no_child_left());
        check_rows(network->run(rows_input(), k_never));
    }
    CHECK(failure(network->run(fault_input(Fault::out_of_memory), k_never)).key == "error.network_no_memory");
    check_rows(network->run(rows_input(), k_never));
}

TEST_CASE("Network: an answer that does not fit is a sentence") {
    const auto network = load_two_maps();
    for (const Fault fault : {Fault::nonsense, Fault::cut_short, Fault::other_network})
        CHECK(failure(network->run(fault_input(fault), k_never)).key == "error.network_message");
    CHECK(failure(network->run(fault_input(Fault::not_finite), k_never)).key == "error.network_not_finite");
    check_rows(network->run(rows_input(), k_never));
}

TEST_CASE("Network: faults while it loads are sentences") {
    const auto key = [](Fault fault) {
        const auto loaded = load(fault_file(fault));
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().where == "two maps");
        return loaded.error().key;
    };
    CHECK(key(Fault::crash) == "error.network_crashed_loading");
    CHECK(key(Fault::out_of_memory) == "error.network_no_memory");
    CHECK(key(Fault::nonsense) == "error.network_message");
    CHECK(no_child_left());
}

TEST_CASE("Network: cancel ends a run and a loading") {
    std::atomic<bool> cancel = false;
    const auto cancel_soon = [&cancel] {
        cancel = false;
        return std::thread([&cancel] {
            std::this_thread::sleep_for(50ms);
            cancel = true;
        });
    };
    const auto network = load_two_maps();
    std::thread other = cancel_soon();
    CHECK(failure(network->run(fault_input(Fault::hang), cancel)).key == "error.network_cancelled");
    other.join();
    CHECK(no_child_left());
    // The fresh child is not even given the model.
    CHECK(failure(network->run(rows_input(), cancel)).key == "error.network_cancelled");
    check_rows(network->run(rows_input(), k_never));

    other = cancel_soon();
    const auto loaded = load(fault_file(Fault::hang), cancel);
    other.join();
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().key == "error.network_cancelled");
}

TEST_CASE("Network: numbers beyond all bounds are told, not shown") {
    const auto loaded = load(test::two_maps_model(3e38F).bytes());  // red 7 times 3e38 is infinite
    REQUIRE(loaded);
    CHECK(failure(loaded.value()->run(rows_input(), k_never)).key == "error.network_not_finite");
    std::vector<float> input = rows_input();
    const auto network = load_two_maps();
    input[5] = std::numeric_limits<float>::infinity();
    CHECK(failure(network->run(input, k_never)).key == "error.network_not_finite");
    check_rows(network->run(rows_input(), k_never));
}

// What OpenCV 4.6 itself dies of (a tensor larger than its data, a size of 0 or beyond an int, group 0) or refuses.
TEST_CASE("Network: a hostile file is a sentence about the file") {
    using Mischief = void (*)(test::onnx::Model&);
    const auto with = [](Mischief mischief) {
        test::ModelBuilder model = test::two_maps_model();
        mischief(model.model);
        return model.bytes();
    };
    const std::vector<std::byte> whole = test::two_maps_model().bytes();
    const std::vector<std::pair<std::string, std::vector<std::byte>>> files{
        {"empty", {}},
        {"half", {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(whole.size() / 2)}},
        {"a picture", bytes_of("\x89PNG\r\n\x1A\n")},
        {"a row more than there is", with([](auto& m) { m.mutable_graph()->mutable_initializer(2)->set_dims(0, 4); })},
        {"4,000,000 rows", with([](auto& m) { m.mutable_graph()->mutable_initializer(2)->set_dims(0, 4'000'000); })},
        {"2^40 rows", with([](auto& m) { m.mutable_graph()->mutable_initializer(2)->set_dims(0, 1LL << 40); })},
        {"no rows", with([](auto& m) { m.mutable_graph()->mutable_initializer(2)->set_dims(0, 0); })},
        {"no data", with([](auto& m) { m.mutable_graph()->mutable_initializer(2)->clear_raw_data(); })},
        {"group 0", with([](auto& m) { m.mutable_graph()->mutable_node(0)->mutable_attribute(4)->set_i(0); })},
        {"an unknown operator", with([](auto& m) { m.mutable_graph()->mutable_node(1)->set_op_type("Explode"); })},
        {"a circle", with([](auto& m) { m.mutable_graph()->mutable_node(0)->set_input(0, "features"); })},
    };
    for (const auto& [what, file] : files) {
        INFO(what);
        const auto loaded = load(file);
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().where == "two maps");
        CHECK(loaded.error().key.starts_with("error.model_"));
        CHECK(no_child_left());
    }
}

TEST_CASE("Network: several at a time, each in a process of its own") {
    const auto one = load_two_maps();
    const auto two = load_two_maps();
    CHECK(failure(one->run(fault_input(Fault::crash), k_never)).key == "error.network_crashed");
    check_rows(two->run(rows_input(), k_never));
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (Network* network : {one.get(), two.get()}) {
        threads.emplace_back([&right, network] {
            for (int i = 0; i < 20; ++i) {
                const auto output = network->run(rows_input(), k_never);
                right += output && output.value().maps.values[k_width] == 1.0F;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(right == 40);
}

TEST_CASE("look_at: from photo to look") {
    const auto network = load_two_maps();
    // 12 x 8, red to the left of the middle, black to the right; the centred part of the input's shape is 6 x 8.
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 12; ++x) pixels.insert(pixels.end(), {static_cast<std::uint8_t>(x < 6 ? 255 : 0), 0, 0});
    }
    const core::Image photo = core::make_image(12, 8, 3, pixels);
    core::LookSettings settings;
    settings.network = core::k_network_file;
    settings.colors = core::ColorPreset::unit;
    const auto looked = network::look_at(*network, photo, "half.png", settings, k_never);
    REQUIRE(looked);
    const core::Look& look = looked.value();
    CHECK(look.photo_name == "half.png");
    CHECK(look.photo.revision == photo.revision);
    CHECK(look.settings == settings);
    CHECK(look.network == network->card());
    CHECK(look.placement.photo.x == 3);
    CHECK(look.placement.photo.width == 6);
    CHECK(look.maps.map(0)[0] == Approx(1.0));
    CHECK(look.maps.map(0)[5] == Approx(0.0).margin(1e-6));
    CHECK(look.means[0] == Approx(0.5));
    CHECK(look.ranking.front() == 0);
    for (std::size_t c = 0; c < 3; ++c) CHECK(look.scores[c] == Approx(look.logits[c]).epsilon(1e-5));

    // The colours asked for take the place of the card's: bytes are 255 times as large.
    settings.colors = core::ColorPreset::bytes;
    const auto brighter = network::look_at(*network, photo, "half.png", settings, k_never);
    REQUIRE(brighter);
    CHECK(brighter.value().means[0] == Approx(127.5));
}
