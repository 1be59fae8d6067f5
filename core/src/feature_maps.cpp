#include "core/feature_maps.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "falling.h"
#include "head_fit.h"

namespace core {

std::vector<double> map_means(const FeatureMaps& maps) {
    check_whole(maps);
    std::vector<double> means;
    means.reserve(static_cast<std::size_t>(maps.channels));
    for (std::int64_t channel = 0; channel < maps.channels; ++channel) {
        const std::span<const float> map = maps.map(channel);
        means.push_back(std::accumulate(map.begin(), map.end(), 0.0) / static_cast<double>(maps.area()));
    }
    return means;
}

std::vector<double> scores(std::span<const double> means, const LinearHead& head) {
    check_whole(head);
    CORE_CHECK_EQ(static_cast<std::int64_t>(means.size()), head.channels);
    std::vector<double> result;
    result.reserve(static_cast<std::size_t>(head.classes));
    for (std::int64_t c = 0; c < head.classes; ++c) {
        const std::span<const float> weights = head.weights_of(c);
        double sum = head.bias_of(c);
        for (std::size_t k = 0; k < means.size(); ++k) sum += weighted(weights[k], means[k]);
        result.push_back(sum);
    }
    return result;
}

std::vector<double> softmax(std::span<const double> logits) {
    constexpr double k_infinity = std::numeric_limits<double>::infinity();
    double largest = -k_infinity;
    for (const double logit : logits) {
        if (logit > largest) largest = logit;
    }
    std::vector<double> result(logits.size(), 0.0);
    double sum = 0.0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        if (logits[i] == largest) result[i] = 1.0;  // also where both are infinite
        if (logits[i] < largest) result[i] = std::exp(logits[i] - largest);
        sum += result[i];
    }
    for (double& share : result) {
        if (sum > 0.0) share /= sum;
    }
    return result;
}

std::vector<std::int64_t> top_classes(std::span<const double> logits, std::int64_t count) {
    CORE_CHECK_GE(count, 0);
    std::vector<std::int64_t> order(logits.size());
    std::iota(order.begin(), order.end(), std::int64_t{0});
    const auto kept = std::min(count, static_cast<std::int64_t>(order.size()));
    std::partial_sort(order.begin(), order.begin() + kept, order.end(), [&](std::int64_t a, std::int64_t b) {
        const double of_a = logits[static_cast<std::size_t>(a)];
        const double of_b = logits[static_cast<std::size_t>(b)];
        if (falls_before(of_a, of_b)) return true;
        return !falls_before(of_b, of_a) && a < b;
    });
    order.resize(static_cast<std::size_t>(kept));
    return order;
}

HeadParameters head_parameters(std::int64_t height, std::int64_t width, std::int64_t channels, std::int64_t classes) {
    CORE_CHECK(height >= 0 && width >= 0 && channels >= 0 && classes >= 0);
    return {.flatten_dense = height * width * channels * classes + classes, .gap_dense = channels * classes + classes};
}

FeatureMaps replaced_by_means(const FeatureMaps& maps) {
    FeatureMaps result = maps;
    const std::vector<double> means = map_means(maps);
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        result.values[i] = static_cast<float>(means[i / static_cast<std::size_t>(maps.area())]);
    }
    return result;
}

FeatureMaps shuffled(const FeatureMaps& maps, std::uint64_t seed) {
    check_whole(maps);
    FeatureMaps result = maps;
    std::mt19937_64 random(seed);
    const auto area = static_cast<std::size_t>(maps.area());
    for (std::size_t begin = 0; begin < result.values.size(); begin += area) {
        // Fisher-Yates by hand: std::shuffle may draw differently from one standard library to the next.
        for (std::size_t left = area; left > 1; --left) {
            std::swap(result.values[begin + left - 1], result.values[begin + random() % left]);
        }
    }
    return result;
}

}  // namespace core
