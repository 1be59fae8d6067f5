#include "core/cam.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "falling.h"
#include "head_fit.h"
#include "map_sums.h"

namespace core {
namespace {

double sort_key(const Contribution& one, ChannelOrder order) {
    switch (order) {
        case ChannelOrder::index:
            break;
        case ChannelOrder::mean:
            return one.mean;
        case ChannelOrder::contribution:
            return one.value;
        case ChannelOrder::size:
            return std::abs(one.value);
    }
    return -static_cast<double>(one.channel);
}

void sort_by(std::vector<Contribution>& list, ChannelOrder order) {
    std::stable_sort(list.begin(), list.end(), [order](const Contribution& a, const Contribution& b) {
        return falls_before(sort_key(a, order), sort_key(b, order));
    });
}

}  // namespace

PlaceMap zero_map(const FeatureMaps& maps) {
    return {maps.height, maps.width, std::vector<double>(static_cast<std::size_t>(maps.area()), 0.0)};
}

void add_channel(PlaceMap& sum, const FeatureMaps& maps, std::int64_t channel, double weight) {
    if (weight == 0.0) return;
    const std::span<const float> map = maps.map(channel);
    for (std::size_t i = 0; i < map.size(); ++i) sum.values[i] += weight * map[i];
}

MapRange range_of(const PlaceMap& map) {
    CORE_CHECK(!map.empty());
    MapRange range;
    bool first = true;
    for (const double value : map.values) {
        if (!std::isfinite(value)) continue;
        range.low = first ? value : std::min(range.low, value);
        range.high = first ? value : std::max(range.high, value);
        first = false;
    }
    return range;
}

double mean_of(const PlaceMap& map) {
    CORE_CHECK(!map.empty());
    return std::accumulate(map.values.begin(), map.values.end(), 0.0) / static_cast<double>(map.values.size());
}

PlaceMap class_map(const FeatureMaps& maps, const LinearHead& head, std::int64_t c) {
    check_fit(maps, head);
    const std::span<const float> weights = head.weights_of(c);
    PlaceMap sum = zero_map(maps);
    for (std::int64_t k = 0; k < maps.channels; ++k) add_channel(sum, maps, k, weights[static_cast<std::size_t>(k)]);
    return sum;
}

PlaceMap class_map(const FeatureMaps& maps, const LinearHead& head, std::int64_t c,
                   std::span<const std::int64_t> channels) {
    check_fit(maps, head);
    PlaceMap sum = zero_map(maps);
    for (const std::int64_t k : channels) add_channel(sum, maps, k, head.weight(c, k));
    return sum;
}

std::vector<Contribution> contributions(std::span<const double> means, const LinearHead& head, std::int64_t c,
                                        ChannelOrder order) {
    check_whole(head);
    CORE_CHECK_EQ(static_cast<std::int64_t>(means.size()), head.channels);
    const std::span<const float> weights = head.weights_of(c);
    std::vector<Contribution> list;
    list.reserve(means.size());
    for (std::size_t k = 0; k < means.size(); ++k) {
        list.push_back({static_cast<std::int64_t>(k), means[k], weights[k], weighted(weights[k], means[k])});
    }
    if (order != ChannelOrder::index) sort_by(list, order);
    return list;
}

std::vector<double> running_scores(std::span<const Contribution> ordered, double bias) {
    std::vector<double> result{bias};
    result.reserve(ordered.size() + 1);
    for (const Contribution& one : ordered) result.push_back(result.back() + one.value);
    return result;
}

ScoreCheck check_score(const PlaceMap& whole_class_map, double bias, std::span<const float> network_logits,
                       std::int64_t c) {
    CORE_CHECK(c >= 0 && c < static_cast<std::int64_t>(network_logits.size()));
    double largest = 1.0;
    for (const float logit : network_logits) {
        if (std::isfinite(logit)) largest = std::max(largest, std::abs(static_cast<double>(logit)));
    }
    ScoreCheck check;
    check.map_mean = mean_of(whole_class_map);
    check.bias = bias;
    check.from_map = check.map_mean + bias;
    check.from_network = network_logits[static_cast<std::size_t>(c)];
    check.error = std::abs(check.from_map - check.from_network);
    check.tolerance = 1e-4 * largest;
    check.holds = check.error <= check.tolerance;  // false for NaN
    return check;
}

std::vector<Contribution> strongest_at(const FeatureMaps& maps, const LinearHead& head, std::int64_t c,
                                       std::int64_t row, std::int64_t col, std::int64_t count) {
    check_fit(maps, head);
    CORE_CHECK(row >= 0 && col >= 0 && row < maps.height && col < maps.width);
    CORE_CHECK_GE(count, 0);
    const std::span<const float> weights = head.weights_of(c);
    std::vector<Contribution> list;
    for (std::int64_t k = 0; k < maps.channels; ++k) {
        const double here = maps.map(k)[static_cast<std::size_t>(row * maps.width + col)];
        const double weight = weights[static_cast<std::size_t>(k)];
        const double value = weighted(weight, here);
        if (value != 0.0) list.push_back({k, here, weight, value});
    }
    sort_by(list, ChannelOrder::size);
    if (static_cast<std::int64_t>(list.size()) > count) list.resize(static_cast<std::size_t>(count));
    return list;
}

}  // namespace core
