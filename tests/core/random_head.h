// Feature maps and heads of random size and content, for properties that hold for any. The same for the same seed.
#pragma once

#include <random>

#include "core/feature_maps.h"

namespace test {

struct MapsAndHead {
    core::FeatureMaps maps;
    core::LinearHead head;
};

// Values as after a ReLU unless `negative`; weights and biases of either sign.
inline MapsAndHead random_maps_and_head(unsigned seed, bool negative = false) {
    std::mt19937 random(seed);
    const auto whole = [&](int low, int high) {
        return low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low + 1));
    };
    const auto number = [&](double low, double high) {
        return static_cast<float>(low + (high - low) * (static_cast<double>(random()) / 4294967295.0));
    };
    MapsAndHead any;
    any.maps = {whole(1, 24), whole(1, 9), whole(1, 9), {}};
    for (std::int64_t i = 0; i < any.maps.channels * any.maps.area(); ++i) {
        const float value = number(-3.0, 6.0);
        any.maps.values.push_back(negative || value > 0.0F ? value : 0.0F);
    }
    any.head = {whole(1, 8), any.maps.channels, {}, {}};
    for (std::int64_t i = 0; i < any.head.classes * any.head.channels; ++i) {
        any.head.weights.push_back(number(-1.0, 1.0));
    }
    for (std::int64_t c = 0; c < any.head.classes; ++c) any.head.bias.push_back(number(-2.0, 2.0));
    return any;
}

}  // namespace test
