// The closed forms of the CAM family against their definitions: gradients by finite differences of the logit, the
// weights of Grad-CAM++ by its sums over places, ablation by switching channels off.
#include <algorithm>
#include <cmath>
#include <functional>

#include "core/cam.h"
#include "random_head.h"
#include "support/catch.h"

using core::CamMethod;
using core::FeatureMaps;
using core::LinearHead;
using core::PlaceMap;

namespace {

using Values = std::vector<double>;  // of feature maps, in double: finite differences need the digits

Values values_of(const FeatureMaps& maps) { return {maps.values.begin(), maps.values.end()}; }

// The network behind the feature maps, written as the definition reads.
double logit(const Values& features, const test::MapsAndHead& any, std::int64_t c) {
    const std::int64_t area = any.maps.area();
    double sum = any.head.bias_of(c);
    for (std::int64_t k = 0; k < any.maps.channels; ++k) {
        double total = 0.0;
        for (std::int64_t i = 0; i < area; ++i) total += features[static_cast<std::size_t>(k * area + i)];
        sum += any.head.weight(c, k) * total / static_cast<double>(area);
    }
    return sum;
}

// d logit / d feature for every single value, by central differences.
Values gradients(const test::MapsAndHead& any, std::int64_t c) {
    constexpr double step = 1e-3;
    Values features = values_of(any.maps);
    Values result(features.size());
    for (std::size_t i = 0; i < features.size(); ++i) {
        const double value = features[i];
        features[i] = value + step;
        const double above = logit(features, any, c);
        features[i] = value - step;
        result[i] = (above - logit(features, any, c)) / (2.0 * step);
        features[i] = value;
    }
    return result;
}

// ReLU of the sum over channels of factor(k, i) * f_k(i).
Values map_of(const test::MapsAndHead& any, const std::function<double(std::int64_t, std::int64_t)>& factor) {
    Values map;
    for (std::int64_t i = 0; i < any.maps.area(); ++i) {
        double sum = 0.0;
        for (std::int64_t k = 0; k < any.maps.channels; ++k) {
            sum += factor(k, i) * static_cast<double>(any.maps.map(k)[static_cast<std::size_t>(i)]);
        }
        map.push_back(std::max(sum, 0.0));
    }
    return map;
}

void check_same(const std::optional<PlaceMap>& map, const Values& expected) {
    REQUIRE(map);
    REQUIRE(map->values.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(i);
        CHECK(map->values[i] == Approx(expected[i]).epsilon(1e-7).margin(1e-9));
    }
}

}  // namespace

TEST_CASE("the method cam is the class map itself, signs kept") {
    const test::MapsAndHead any = test::random_maps_and_head(3, true);
    CHECK(core::method_map(CamMethod::cam, any.maps, any.head, 0) == core::class_map(any.maps, any.head, 0));
}

TEST_CASE("grad_cam: channels weighted by their mean gradient") {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const test::MapsAndHead any = test::random_maps_and_head(seed, seed % 2 == 0);
        CAPTURE(seed);
        const Values gradient = gradients(any, 0);
        const std::int64_t area = any.maps.area();
        const Values expected = map_of(any, [&](std::int64_t k, std::int64_t) {
            double sum = 0.0;
            for (std::int64_t i = 0; i < area; ++i) sum += gradient[static_cast<std::size_t>(k * area + i)];
            return sum / static_cast<double>(area);
        });
        check_same(core::method_map(CamMethod::grad_cam, any.maps, any.head, 0), expected);
    }
}

TEST_CASE("layer_cam: every value weighted by its own gradient where that is positive") {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const test::MapsAndHead any = test::random_maps_and_head(seed, seed % 2 == 0);
        CAPTURE(seed);
        const Values gradient = gradients(any, 0);
        const Values expected = map_of(any, [&](std::int64_t k, std::int64_t i) {
            return std::max(0.0, gradient[static_cast<std::size_t>(k * any.maps.area() + i)]);
        });
        check_same(core::method_map(CamMethod::layer_cam, any.maps, any.head, 0), expected);
    }
}

TEST_CASE("grad_cam_pp: the paper's sums over places, with g^2 and g^3") {
    // Equations 9 and 11 of the paper with score exp(logit): alpha(i) = g^2 / (2 g^2 + g^3 sum f), w = sum alpha
    // ReLU(g).
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const test::MapsAndHead any = test::random_maps_and_head(seed);
        CAPTURE(seed);
        const Values gradient = gradients(any, 0);
        const std::int64_t area = any.maps.area();
        const Values expected = map_of(any, [&](std::int64_t k, std::int64_t) {
            double total = 0.0;
            for (const float value : any.maps.map(k)) total += value;
            double weight = 0.0;
            for (std::int64_t i = 0; i < area; ++i) {
                const double g = gradient[static_cast<std::size_t>(k * area + i)];
                weight += g * g / (2.0 * g * g + g * g * g * total) * std::max(g, 0.0);
            }
            return weight;
        });
        check_same(core::method_map(CamMethod::grad_cam_pp, any.maps, any.head, 0), expected);
    }
}

TEST_CASE("ablation_cam: the share of the logit that is gone when a channel is switched off") {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const test::MapsAndHead any = test::random_maps_and_head(seed);
        CAPTURE(seed);
        const double whole = logit(values_of(any.maps), any, 0);
        const Values expected = map_of(any, [&](std::int64_t k, std::int64_t) {
            Values without = values_of(any.maps);
            const auto begin = without.begin() + k * any.maps.area();
            std::fill(begin, begin + any.maps.area(), 0.0);
            return (whole - logit(without, any, 0)) / whole;
        });
        check_same(core::method_map(CamMethod::ablation_cam, any.maps, any.head, 0), expected);
    }
}

TEST_CASE("the four relatives by hand: one channel for the class, one against") {
    // Z = 2, means 3 and 1, bias 1: logit = 1 + 2*3 - 4*1 = 3; class map = (2*6 - 4*0, 2*0 - 4*2) = (12, -8)
    const FeatureMaps maps{2, 1, 2, {6, 0, 0, 2}};
    const LinearHead head{1, 2, {2, -4}, {1}};
    const auto values = [&](CamMethod method) { return core::method_map(method, maps, head, 0).value().values; };
    CHECK(values(CamMethod::cam) == Values{12, -8});
    CHECK(values(CamMethod::grad_cam) == Values{6, 0});
    CHECK(values(CamMethod::layer_cam) == Values{6, 0});
    CHECK(values(CamMethod::grad_cam_pp) == Values{6.0 * 2 / (2 + 2 * 3), 0});
    CHECK(values(CamMethod::ablation_cam) == Values{6.0 * (2.0 * 3 / 3), 0});
}

TEST_CASE("ablation_cam with a negative logit turns the signs round, at 0 and at NaN there is none") {
    const FeatureMaps maps{2, 1, 2, {6, 0, 0, 2}};
    const LinearHead negative{1, 2, {2, -4}, {-5}};  // logit -3
    CHECK(core::method_map(CamMethod::ablation_cam, maps, negative, 0)->values == Values{0, 2.0 * (4.0 / 3)});
    const LinearHead zero{1, 2, {2, -4}, {-2}};
    CHECK_FALSE(core::method_map(CamMethod::ablation_cam, maps, zero, 0));
    const LinearHead none{1, 2, {2, -4}, {std::nanf("")}};
    CHECK_FALSE(core::method_map(CamMethod::ablation_cam, maps, none, 0));
}

TEST_CASE("a class that nothing speaks for: maps of zeros, no NaN") {
    const FeatureMaps maps{2, 1, 2, {6, 0, 0, 2}};
    const LinearHead against{1, 2, {-1, -4}, {1}};
    for (const CamMethod method : {CamMethod::grad_cam, CamMethod::grad_cam_pp, CamMethod::layer_cam}) {
        CHECK(core::method_map(method, maps, against, 0)->values == Values{0, 0});
    }
    // Features below 0 can make Grad-CAM++ divide by 0: 2 + w F = 0.
    const FeatureMaps below{1, 1, 2, {-5, 1}};
    CHECK(core::method_map(CamMethod::grad_cam_pp, below, {1, 1, {1}, {0}}, 0)->values == Values{0, 0});
}
