// GAP and the linear layer after it: hand-worked numbers, then what must hold for any maps, then numbers gone wrong.
#include "core/feature_maps.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "random_head.h"
#include "support/catch.h"

using core::FeatureMaps;
using core::LinearHead;

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr double k_infinity = std::numeric_limits<double>::infinity();

std::vector<float> sorted_map(const FeatureMaps& maps, std::int64_t channel) {
    std::vector<float> values(maps.map(channel).begin(), maps.map(channel).end());
    std::sort(values.begin(), values.end());
    return values;
}

}  // namespace

TEST_CASE("GAP and two scores, worked by hand") {
    const FeatureMaps maps{2, 2, 2, {1, 2, 3, 6, 0, 0, 0, 2}};
    const LinearHead head{2, 2, {2, -4, 0.5F, 1}, {0.25F, -1}};
    const std::vector<double> means = core::map_means(maps);
    CHECK(means == std::vector<double>{3.0, 0.5});
    CHECK(core::scores(means, head) == std::vector<double>{0.25 + 6.0 - 2.0, -1.0 + 1.5 + 0.5});
}

TEST_CASE("the mean of many equal values is summed in double, not in float") {
    FeatureMaps maps{1, 4096, 4096, std::vector<float>(std::size_t{4096} * 4096, 0.1F)};
    maps.values[0] = 1e6F;
    const double expected = (1e6 + 0.1F * (4096.0 * 4096.0 - 1.0)) / (4096.0 * 4096.0);
    CHECK(core::map_means(maps)[0] == Approx(expected).epsilon(1e-9));
}

TEST_CASE("softmax: shares by hand, the same after a shift, stable for large logits") {
    const std::vector<double> shares = core::softmax(std::vector<double>{0.0, std::log(3.0)});
    CHECK(shares[0] == Approx(0.25));
    CHECK(shares[1] == Approx(0.75));
    const std::vector<double> shifted = core::softmax(std::vector<double>{5000.0, 5000.0 + std::log(3.0), -9000.0});
    CHECK(shifted[0] == Approx(0.25));
    CHECK(shifted[1] == Approx(0.75));
    CHECK(shifted[2] == 0.0);
    CHECK(core::softmax({}).empty());
}

TEST_CASE("softmax of logits that are no numbers or infinite stays finite") {
    CHECK(core::softmax(std::vector<double>{1.0, k_nan, 1.0}) == std::vector<double>{0.5, 0.0, 0.5});
    CHECK(core::softmax(std::vector<double>{k_infinity, 3.0, k_infinity, k_nan}) ==
          std::vector<double>{0.5, 0.0, 0.5, 0.0});
    CHECK(core::softmax(std::vector<double>{-k_infinity, -k_infinity}) == std::vector<double>{0.5, 0.5});
    CHECK(core::softmax(std::vector<double>{-k_infinity, 2.0}) == std::vector<double>{0.0, 1.0});
    CHECK(core::softmax(std::vector<double>{k_nan, k_nan}) == std::vector<double>{0.0, 0.0});
}

TEST_CASE("top classes: falling, ties by index, NaN last, never more than there are") {
    const std::vector<double> logits{1.0, 5.0, k_nan, 5.0, -k_infinity, 7.0};
    CHECK(core::top_classes(logits, 3) == std::vector<std::int64_t>{5, 1, 3});
    CHECK(core::top_classes(logits, 99) == std::vector<std::int64_t>{5, 1, 3, 0, 4, 2});
    CHECK(core::top_classes(logits, 0).empty());
    CHECK(core::top_classes({}, 5).empty());
}

TEST_CASE("top classes of a thousand logits, a third of them NaN, are what a full sort gives") {
    std::mt19937 random(4);
    std::vector<double> logits(1000);
    for (double& logit : logits) logit = random() % 3 == 0 ? k_nan : static_cast<double>(random() % 50);
    const std::vector<std::int64_t> order = core::top_classes(logits, 1000);
    REQUIRE(order.size() == 1000);
    for (std::size_t i = 1; i < order.size(); ++i) {
        const double before = logits[static_cast<std::size_t>(order[i - 1])];
        const double after = logits[static_cast<std::size_t>(order[i])];
        INFO("place " << i);
        if (std::isnan(before)) CHECK(std::isnan(after));
        if (!std::isnan(before) && !std::isnan(after)) CHECK(before >= after);
        if (before == after || (std::isnan(before) && std::isnan(after))) CHECK(order[i - 1] < order[i]);
    }
}

TEST_CASE("head parameters: the article's 7x7x2048 to 1000 classes") {
    const core::HeadParameters parameters = core::head_parameters(7, 7, 2048, 1000);
    CHECK(parameters.flatten_dense == 100'353'000);
    CHECK(parameters.gap_dense == 2'049'000);
    CHECK(core::head_parameters(1, 1, 5, 3).flatten_dense == core::head_parameters(1, 1, 5, 3).gap_dense);
}

TEST_CASE("the GAP cannot tell maps from their means") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const test::MapsAndHead any = test::random_maps_and_head(seed);
        const std::vector<double> means = core::map_means(any.maps);
        const FeatureMaps flat = core::replaced_by_means(any.maps);
        const std::vector<double> before = core::scores(means, any.head);
        const std::vector<double> after = core::scores(core::map_means(flat), any.head);
        CAPTURE(seed);
        for (std::int64_t k = 0; k < flat.channels; ++k) {
            CHECK(sorted_map(flat, k).front() == sorted_map(flat, k).back());
            CHECK(flat.map(k)[0] == static_cast<float>(means[static_cast<std::size_t>(k)]));
        }
        for (std::int64_t c = 0; c < any.head.classes; ++c) {
            // Each mean is rounded to float once: by at most half a unit in its last place, 2^-25 ... 2^-24 of it.
            double bound = 1e-9;
            for (std::size_t k = 0; k < means.size(); ++k) {
                bound += std::ldexp(std::abs(static_cast<double>(any.head.weights_of(c)[k]) * means[k]), -24);
            }
            const auto at = static_cast<std::size_t>(c);
            CHECK(std::abs(after[at] - before[at]) <= bound);
        }
    }
}

TEST_CASE("means that a float holds exactly give the same score to 1e-9") {
    FeatureMaps maps{3, 4, 4, {}};
    for (int i = 0; i < 48; ++i) maps.values.push_back(static_cast<float>((i * 37) % 11 - 3));
    const LinearHead head{1, 3, {0.3F, -1.7F, 2.9F}, {0.1F}};
    const double before = core::scores(core::map_means(maps), head)[0];
    const double after = core::scores(core::map_means(core::replaced_by_means(maps)), head)[0];
    CHECK(std::abs(before - after) < 1e-9);
}

TEST_CASE("the GAP cannot tell shuffled places: the same values in every map, the same scores") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const test::MapsAndHead any = test::random_maps_and_head(seed);
        const FeatureMaps mixed = core::shuffled(any.maps, seed);
        CAPTURE(seed);
        for (std::int64_t k = 0; k < mixed.channels; ++k) CHECK(sorted_map(mixed, k) == sorted_map(any.maps, k));
        const std::vector<double> before = core::scores(core::map_means(any.maps), any.head);
        const std::vector<double> after = core::scores(core::map_means(mixed), any.head);
        for (std::size_t c = 0; c < before.size(); ++c) CHECK(std::abs(after[c] - before[c]) < 1e-9);
    }
}

TEST_CASE("shuffling: another order for each map and each seed, the same for the same seed") {
    FeatureMaps maps{2, 7, 7, {}};
    for (int k = 0; k < 2; ++k) {
        for (int i = 0; i < 49; ++i) maps.values.push_back(static_cast<float>(i));
    }
    const FeatureMaps mixed = core::shuffled(maps, 1);
    CHECK(mixed != maps);
    CHECK_FALSE(std::equal(mixed.map(0).begin(), mixed.map(0).end(), mixed.map(1).begin()));
    CHECK(mixed == core::shuffled(maps, 1));
    CHECK(mixed != core::shuffled(maps, 2));
}

TEST_CASE("shuffling: every order is equally likely") {
    std::map<std::vector<float>, int> seen;
    for (std::uint64_t seed = 0; seed < 6000; ++seed) ++seen[core::shuffled({1, 1, 3, {1, 2, 3}}, seed).values];
    CHECK(seen.size() == 6);
    for (const auto& [order, times] : seen) CHECK(std::abs(times - 1000) < 80);
}

TEST_CASE("a map that overflowed spoils only the classes that use it") {
    const FeatureMaps maps{2, 1, 1, {std::numeric_limits<float>::infinity(), 3}};
    const LinearHead identity{2, 2, {1, 0, 0, 1}, {0, 0}, true};
    CHECK(core::scores(core::map_means(maps), identity) == std::vector<double>{k_infinity, 3.0});
}
