// The CAM family at the layer that enters the GAP. There d logit_c / d f_k(y, x) = w_k / Z at every place (Z = height *
// width), so that each method's gradients are known without computing them.
#include <algorithm>
#include <cmath>
#include <functional>

#include "core/cam.h"
#include "head_fit.h"
#include "map_sums.h"

namespace core {
namespace {

// Sum of factor(k) * f_k.
PlaceMap weighted_sum(const FeatureMaps& maps, const std::function<double(std::size_t)>& factor) {
    PlaceMap sum = zero_map(maps);
    for (std::int64_t k = 0; k < maps.channels; ++k) add_channel(sum, maps, k, factor(static_cast<std::size_t>(k)));
    return sum;
}

PlaceMap relu(PlaceMap map) {
    for (double& value : map.values) value = std::max(value, 0.0);
    return map;
}

PlaceMap divided(PlaceMap map, double divisor) {
    for (double& value : map.values) value /= divisor;
    return map;
}

PlaceMap grad_cam_pp(const FeatureMaps& maps, std::span<const float> weights) {
    const std::vector<double> means = map_means(maps);
    return relu(weighted_sum(maps, [&](std::size_t k) {
        const double weight = weights[k];
        if (!(weight > 0.0)) return 0.0;
        const double divisor = 2.0 + weight * means[k];
        return divisor == 0.0 ? 0.0 : weight / divisor;
    }));
}

std::optional<PlaceMap> ablation_cam(const FeatureMaps& maps, const LinearHead& head, std::int64_t c) {
    const std::vector<Contribution> list = contributions(map_means(maps), head, c, ChannelOrder::index);
    const double logit = running_scores(list, head.bias_of(c)).back();
    if (logit == 0.0 || !std::isfinite(logit)) return std::nullopt;
    return relu(weighted_sum(maps, [&](std::size_t k) { return list[k].value / logit; }));
}

}  // namespace

std::optional<PlaceMap> method_map(CamMethod method, const FeatureMaps& maps, const LinearHead& head, std::int64_t c) {
    check_fit(maps, head);
    const std::span<const float> weights = head.weights_of(c);
    const auto places = static_cast<double>(maps.area());
    switch (method) {
        case CamMethod::cam:
            break;
        case CamMethod::grad_cam:
            return divided(relu(class_map(maps, head, c)), places);
        case CamMethod::grad_cam_pp:
            return grad_cam_pp(maps, weights);
        case CamMethod::layer_cam: {
            const auto positive = [&](std::size_t k) { return std::max(0.0, static_cast<double>(weights[k])); };
            return divided(relu(weighted_sum(maps, positive)), places);
        }
        case CamMethod::ablation_cam:
            return ablation_cam(maps, head, c);
    }
    return class_map(maps, head, c);
}

MaxPooledScore max_pooled_score(const FeatureMaps& maps, const LinearHead& head, std::int64_t c) {
    check_fit(maps, head);
    const std::span<const float> weights = head.weights_of(c);
    MaxPooledScore result;
    result.logit = head.bias_of(c);
    result.map = zero_map(maps);
    for (std::int64_t k = 0; k < maps.channels; ++k) {
        const std::span<const float> map = maps.map(k);
        std::size_t largest = 0;
        for (std::size_t i = 1; i < map.size(); ++i) {
            if (map[i] > map[largest] || std::isnan(map[largest])) largest = i;
        }
        const double value = weighted(weights[static_cast<std::size_t>(k)], map[largest]);
        result.map.values[largest] += value;
        result.logit += value;
    }
    return result;
}

}  // namespace core
