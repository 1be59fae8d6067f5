// CAM and the sum behind a class score: hand-worked numbers, the identity mean(CAM) + bias = logit for any maps and
// head, orders of channels, and the pitfalls that make a heatmap lie.
#include "core/cam.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "random_head.h"
#include "support/catch.h"

using core::ChannelOrder;
using core::Contribution;
using core::FeatureMaps;
using core::LinearHead;
using core::PlaceMap;

namespace {

constexpr float k_nan = std::numeric_limits<float>::quiet_NaN();
constexpr float k_infinity = std::numeric_limits<float>::infinity();

// 2 channels of 2 rows x 3 columns, 2 classes.
FeatureMaps hand_maps() { return {2, 2, 3, {1, 2, 3, 0, 0, 6, 4, 0, 0, 2, 0, 0}}; }
LinearHead hand_head() { return {2, 2, {2, -1, -3, 0.5F}, {0.5F, -0.25F}}; }

std::vector<std::int64_t> channels_of(const std::vector<Contribution>& list) {
    std::vector<std::int64_t> channels;
    for (const Contribution& one : list) channels.push_back(one.channel);
    return channels;
}

std::vector<float> as_logits(const std::vector<double>& scores) { return {scores.begin(), scores.end()}; }

}  // namespace

TEST_CASE("class map worked by hand: signed, without the bias, rows before columns") {
    const PlaceMap map = core::class_map(hand_maps(), hand_head(), 0);
    CHECK(map == PlaceMap{2, 3, {-2, 4, 6, -2, 0, 12}});
    CHECK(map.at(1, 2) == 12.0);
    CHECK(map.at(0, 2) == 6.0);
    CHECK(core::mean_of(map) == 3.0);
    CHECK(core::range_of(map) == core::MapRange{-2.0, 12.0});
    CHECK(core::class_map(hand_maps(), hand_head(), 1) == PlaceMap{2, 3, {-1, -6, -9, 1, 0, -18}});
}

TEST_CASE("the bias is not in the map: another bias, the same map") {
    LinearHead other = hand_head();
    other.bias = {100.0F, 100.0F};
    CHECK(core::class_map(hand_maps(), other, 0) == core::class_map(hand_maps(), hand_head(), 0));
}

TEST_CASE("part of a class map: chosen channels alone, none gives zeros, all give the whole") {
    const FeatureMaps maps = hand_maps();
    const LinearHead head = hand_head();
    const std::vector<std::int64_t> second{1};
    const std::vector<std::int64_t> both{1, 0};
    CHECK(core::class_map(maps, head, 0, second) == PlaceMap{2, 3, {-4, 0, 0, -2, 0, 0}});
    CHECK(core::class_map(maps, head, 0, {}) == PlaceMap{2, 3, {0, 0, 0, 0, 0, 0}});
    CHECK(core::class_map(maps, head, 0, both) == core::class_map(maps, head, 0));
}

TEST_CASE("score identity: mean(CAM) + bias is the score, for any maps and any head") {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const test::MapsAndHead any = test::random_maps_and_head(seed, seed % 2 == 0);
        const std::vector<double> scores = core::scores(core::map_means(any.maps), any.head);
        for (std::int64_t c = 0; c < any.head.classes; ++c) {
            CAPTURE(seed, c, any.maps.channels, any.maps.height, any.maps.width);
            const PlaceMap map = core::class_map(any.maps, any.head, c);
            const double bias = any.head.bias_of(c);
            CHECK(core::mean_of(map) + bias == Approx(scores[static_cast<std::size_t>(c)]).margin(1e-12));
            const core::ScoreCheck check = core::check_score(map, bias, as_logits(scores), c);
            CHECK(check.holds);
            CHECK(check.error < 1e-5);
        }
    }
}

TEST_CASE("score identity for 1280 maps of 7x7 and a thousand classes") {
    std::mt19937 random(11);
    FeatureMaps maps{1280, 7, 7, std::vector<float>(std::size_t{1280} * 49)};
    for (float& value : maps.values) value = static_cast<float>(random() % 6001) / 1000.0F;
    LinearHead head{1000, 1280, std::vector<float>(std::size_t{1280} * 1000), std::vector<float>(1000)};
    for (float& weight : head.weights) weight = static_cast<float>(static_cast<int>(random() % 2001) - 1000) / 10000.0F;
    for (float& bias : head.bias) bias = static_cast<float>(random() % 100) / 100.0F;
    const std::vector<double> scores = core::scores(core::map_means(maps), head);
    for (const std::int64_t c : {0, 1, 500, 999}) {
        const double mean = core::mean_of(core::class_map(maps, head, c));
        CHECK(mean + head.bias_of(c) == Approx(scores[static_cast<std::size_t>(c)]).margin(1e-11));
    }
}

TEST_CASE("a network of class maps: its maps are the class maps and the identity holds") {
    const FeatureMaps maps{2, 1, 3, {1, 2, 6, 0, 5, 1}};
    const LinearHead identity{2, 2, {1, 0, 0, 1}, {0, 0}, true};
    CHECK(core::class_map(maps, identity, 1) == PlaceMap{1, 3, {0, 5, 1}});
    CHECK(core::mean_of(core::class_map(maps, identity, 0)) == 3.0);
    CHECK(core::scores(core::map_means(maps), identity) == std::vector<double>{3.0, 2.0});
}

TEST_CASE("score check: tolerance grows with the largest logit, a wrong bias is caught") {
    const PlaceMap map{1, 2, {1, 3}};
    const std::vector<float> small{2.50005F, 0.5F};
    const core::ScoreCheck near = core::check_score(map, 0.5, small, 0);
    CHECK(near.map_mean == 2.0);
    CHECK(near.from_map == 2.5);
    CHECK(near.tolerance == Approx(2.50005e-4));
    CHECK(near.error == Approx(5e-5).epsilon(0.01));
    CHECK(near.holds);
    const std::vector<float> large{2.54F, -460.0F};
    CHECK(core::check_score(map, 0.5, large, 0).tolerance == Approx(0.046));
    CHECK(core::check_score(map, 0.5, large, 0).holds);
    CHECK_FALSE(core::check_score(map, 0.6, large, 0).holds);
    const std::vector<float> quiet{0.0F};
    CHECK(core::check_score(PlaceMap{1, 1, {0.0}}, 0.0, quiet, 0).tolerance == 1e-4);
}

TEST_CASE("score check: NaN and infinity never hold") {
    const PlaceMap map{1, 2, {1, 3}};
    CHECK_FALSE(core::check_score(map, 0.0, std::vector<float>{k_nan, 1.0F}, 0).holds);
    CHECK_FALSE(core::check_score(map, 0.0, std::vector<float>{k_infinity, 1.0F}, 0).holds);
    CHECK_FALSE(core::check_score(map, 0.0, std::vector<float>{5.0F, k_infinity}, 0).holds);
    CHECK_FALSE(core::check_score(PlaceMap{1, 1, {std::nan("")}}, 0.0, std::vector<float>{1.0F}, 0).holds);
}

TEST_CASE("contributions in all four orders, worked by hand") {
    // weight * mean: -2, 3, 3, -8, 0
    const std::vector<double> means{1.0, 3.0, 1.5, 4.0, 0.0};
    const LinearHead head{2, 5, {0, 0, 0, 0, 0, -2, 1, 2, -2, 7}, {0, 0.5F}};
    const auto order = [&](ChannelOrder by) { return channels_of(core::contributions(means, head, 1, by)); };
    CHECK(order(ChannelOrder::index) == std::vector<std::int64_t>{0, 1, 2, 3, 4});
    CHECK(order(ChannelOrder::mean) == std::vector<std::int64_t>{3, 1, 2, 0, 4});
    CHECK(order(ChannelOrder::contribution) == std::vector<std::int64_t>{1, 2, 4, 0, 3});
    CHECK(order(ChannelOrder::size) == std::vector<std::int64_t>{3, 1, 2, 0, 4});
    const Contribution first = core::contributions(means, head, 1, ChannelOrder::size).front();
    CHECK(first == Contribution{3, 4.0, -2.0, -8.0});
    const std::vector<Contribution> by_size = core::contributions(means, head, 1, ChannelOrder::size);
    CHECK(core::running_scores(by_size, 0.5) == std::vector<double>{0.5, -7.5, -4.5, -1.5, -3.5, -3.5});
    CHECK(core::running_scores({}, 0.5) == std::vector<double>{0.5});
}

TEST_CASE("running score and partial map agree at every channel, and the last is the logit") {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const test::MapsAndHead any = test::random_maps_and_head(seed);
        const std::vector<double> means = core::map_means(any.maps);
        const double bias = any.head.bias_of(0);
        for (const ChannelOrder order :
             {ChannelOrder::index, ChannelOrder::mean, ChannelOrder::contribution, ChannelOrder::size}) {
            const std::vector<Contribution> list = core::contributions(means, any.head, 0, order);
            const std::vector<std::int64_t> channels = channels_of(list);
            const std::vector<double> running = core::running_scores(list, bias);
            REQUIRE(running.size() == channels.size() + 1);
            for (std::size_t n = 0; n <= channels.size(); ++n) {
                CAPTURE(seed, static_cast<int>(order), n);
                const PlaceMap part = core::class_map(any.maps, any.head, 0, std::span(channels).first(n));
                CHECK(core::mean_of(part) + bias == Approx(running[n]).margin(1e-12));
            }
            CHECK(running.back() == Approx(core::scores(means, any.head)[0]).margin(1e-12));
        }
    }
}

TEST_CASE("orders with NaN among the contributions: every channel once, NaN last") {
    std::vector<double> means(40);
    LinearHead head{1, 40, std::vector<float>(40, 1.0F), {0}};
    for (std::size_t k = 0; k < means.size(); ++k) means[k] = k % 3 == 0 ? std::nan("") : static_cast<double>(k % 7);
    for (const ChannelOrder order : {ChannelOrder::mean, ChannelOrder::contribution, ChannelOrder::size}) {
        const std::vector<Contribution> list = core::contributions(means, head, 0, order);
        std::vector<std::int64_t> channels = channels_of(list);
        CHECK(std::isnan(list.back().value));
        CHECK(list.front().value == 6.0);
        std::sort(channels.begin(), channels.end());
        for (std::size_t k = 0; k < channels.size(); ++k) CHECK(channels[k] == static_cast<std::int64_t>(k));
    }
}

TEST_CASE("the strongest channels at a place: by |value|, with what each gives there") {
    const FeatureMaps maps{4, 1, 2, {9, 1, 9, 2, 9, 0, 9, 5}};
    const LinearHead head{1, 4, {3, -4, 100, 0.5F}, {0}};
    const std::vector<Contribution> three = core::strongest_at(maps, head, 0, 0, 1, 3);
    CHECK(three == std::vector<Contribution>{{1, 2.0, -4.0, -8.0}, {0, 1.0, 3.0, 3.0}, {3, 5.0, 0.5, 2.5}});
    CHECK(core::strongest_at(maps, head, 0, 0, 1, 1) == std::vector<Contribution>{{1, 2.0, -4.0, -8.0}});
    CHECK(core::strongest_at(maps, head, 0, 0, 1, 99).size() == 3);  // channel 2 gives nothing there
    CHECK(core::strongest_at(maps, head, 0, 0, 1, 0).empty());
    CHECK(core::strongest_at(maps, head, 0, 0, 0, 1)[0].channel == 2);
}

TEST_CASE("all channels at a place add up to the map there") {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const test::MapsAndHead any = test::random_maps_and_head(seed);
        const std::int64_t row = any.maps.height - 1;
        const std::int64_t col = any.maps.width / 2;
        double sum = 0.0;
        for (const Contribution& one : core::strongest_at(any.maps, any.head, 0, row, col, any.maps.channels)) {
            sum += one.value;
        }
        CHECK(core::class_map(any.maps, any.head, 0).at(row, col) == Approx(sum).margin(1e-12));
    }
}

TEST_CASE("width and height are not swapped on maps that are not square") {
    FeatureMaps maps{1, 2, 5, std::vector<float>(10, 0.0F)};
    maps.values[1 * 5 + 4] = 3.0F;  // row 1, column 4
    const LinearHead head{1, 1, {2}, {0}};
    const PlaceMap map = core::class_map(maps, head, 0);
    CHECK(map.height == 2);
    CHECK(map.width == 5);
    CHECK(map.at(1, 4) == 6.0);
    CHECK(core::strongest_at(maps, head, 0, 1, 4, 1)[0].value == 6.0);
}

TEST_CASE("range of a map with NaN and infinity is that of its numbers, of no number 0") {
    CHECK(core::range_of({1, 4, {k_nan, 2.0, -k_infinity, -7.0}}) == core::MapRange{-7.0, 2.0});
    CHECK(core::range_of({1, 2, {k_nan, k_infinity}}) == core::MapRange{0.0, 0.0});
    CHECK(core::range_of({1, 3, {4.0, 4.0, 4.0}}) == core::MapRange{4.0, 4.0});
}

TEST_CASE("global max pooling in place of the mean, worked by hand") {
    const core::MaxPooledScore score = core::max_pooled_score(hand_maps(), hand_head(), 0);
    CHECK(score.logit == 0.5 + 2 * 6 - 1 * 4);
    CHECK(score.map == PlaceMap{2, 3, {-4, 0, 0, 0, 0, 12}});
    // Two channels at one place add up there, and of equal largest values the first in reading order counts.
    const FeatureMaps tied{2, 1, 3, {5, 5, 1, 7, 0, 7}};
    const LinearHead head{1, 2, {1, 1}, {0}};
    CHECK(core::max_pooled_score(tied, head, 0).map == PlaceMap{1, 3, {12, 0, 0}});
}

TEST_CASE("max pooled score: the sum of its map and the bias, for any maps") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const test::MapsAndHead any = test::random_maps_and_head(seed, true);
        const core::MaxPooledScore score = core::max_pooled_score(any.maps, any.head, 0);
        double expected = any.head.bias_of(0);
        for (std::int64_t k = 0; k < any.maps.channels; ++k) {
            const auto map = any.maps.map(k);
            expected += static_cast<double>(any.head.weight(0, k)) * *std::max_element(map.begin(), map.end());
        }
        const double sum = std::accumulate(score.map.values.begin(), score.map.values.end(), 0.0);
        CAPTURE(seed);
        CHECK(score.logit == Approx(expected).margin(1e-12));
        CHECK(sum + any.head.bias_of(0) == Approx(score.logit).margin(1e-12));
    }
}

TEST_CASE("features with NaN and infinity: every function comes to its end") {
    FeatureMaps maps = hand_maps();
    maps.values[2] = k_nan;
    maps.values[7] = k_infinity;
    const PlaceMap map = core::class_map(maps, hand_head(), 0);
    CHECK(std::isnan(map.at(0, 2)));
    CHECK(core::strongest_at(maps, hand_head(), 0, 0, 2, 3).size() == 1);
    CHECK(core::contributions(core::map_means(maps), hand_head(), 0, ChannelOrder::size).size() == 2);
    CHECK_FALSE(core::max_pooled_score(maps, hand_head(), 0).map.empty());
}
