// CAM, the class activation map of Zhou et al. 2016 (arXiv 1512.04150), and the sum behind a class score.
//   M_c(y, x) = sum over k of weight[c][k] * f_k(y, x)         in logits, signed; the bias is not in it
//   logit_c   = mean over places of M_c + bias_c               the score identity (GAP as a mean)
// All sums in double. Invariant of PlaceMap: values.size() == height * width.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/feature_maps.h"

namespace core {

// One value for each place of the feature maps (or of a finer raster), row by row.
struct PlaceMap {
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::vector<double> values;

    bool empty() const { return values.empty(); }
    double at(std::int64_t row, std::int64_t col) const {
        CORE_CHECK(row >= 0 && col >= 0 && row < height && col < width);
        return values[static_cast<std::size_t>(row * width + col)];
    }
    bool operator==(const PlaceMap&) const = default;
};

struct MapRange {
    double low = 0.0;
    double high = 0.0;
    bool operator==(const MapRange&) const = default;
};
MapRange range_of(const PlaceMap& map);  // of its finite values; MUST NOT be empty
double mean_of(const PlaceMap& map);

// M_c. `head` MUST fit `maps`.
PlaceMap class_map(const FeatureMaps& maps, const LinearHead& head, std::int64_t c);
// The part of M_c that `channels` make.
PlaceMap class_map(const FeatureMaps& maps, const LinearHead& head, std::int64_t c,
                   std::span<const std::int64_t> channels);

// weight * mean of one channel: its share of the score.
struct Contribution {
    std::int64_t channel = 0;
    double mean = 0.0;    // F_k
    double weight = 0.0;  // weight[c][k]
    double value = 0.0;   // weight * mean
    bool operator==(const Contribution&) const = default;
};

// index: as the network has them. mean: largest mean first. contribution: largest value first, negative ones last.
// size: largest |value| first, so that the score settles soonest. Ties: lower channel first.
enum class ChannelOrder { index, mean, contribution, size };
std::vector<Contribution> contributions(std::span<const double> means, const LinearHead& head, std::int64_t c,
                                        ChannelOrder order);

// Score after the bias and the first n contributions, n = 0 ... all. Shape: contributions + 1; the last is the logit.
std::vector<double> running_scores(std::span<const Contribution> ordered, double bias);

// The score by both routes: through the map (mean + bias), and as the network itself gave it.
struct ScoreCheck {
    double map_mean = 0.0;
    double bias = 0.0;
    double from_map = 0.0;      // map_mean + bias
    double from_network = 0.0;  // the network's own output
    double error = 0.0;         // |from_map - from_network|
    double tolerance = 0.0;     // 1e-4 * max(1, largest |logit|)
    bool holds = false;
};
ScoreCheck check_score(const PlaceMap& whole_class_map, double bias, std::span<const float> network_logits,
                       std::int64_t c);

// The channels that give most at one place: value = weight * f_k(row, col), by falling |value|, those of 0 left out; at
// most `count`. Contribution::mean is f_k(row, col) here.
std::vector<Contribution> strongest_at(const FeatureMaps& maps, const LinearHead& head, std::int64_t c,
                                       std::int64_t row, std::int64_t col, std::int64_t count);

// The box of the paper on an upsampled map: places above `percent` % of the map's maximum, their largest 4-connected
// part, its bounding box. Nothing if no value is above 0: then the class has no evidence. Of equally large parts the
// one found first in reading order. `percent` 0..100; nothing is above 100 %.
struct MapBox {
    std::int64_t top = 0, left = 0, height = 0, width = 0;  // in places of `map`
    bool operator==(const MapBox&) const = default;
};
std::optional<MapBox> class_box(const PlaceMap& map, double percent);

// What other methods show for this head (GAP + one linear layer), by their closed forms: no gradients, no extra passes.
//   grad_cam    mean gradient = w/Z:   ReLU(M_c) / Z           (Selvaraju et al. 2017)
//   grad_cam_pp sum ReLU(w_k) / (2 + w_k F_k) * f_k, then ReLU  (Chattopadhay et al. 2018)
//   layer_cam   sum ReLU(w_k) f_k / Z, then ReLU                (Jiang et al. 2021)
//   ablation    sum (w_k F_k / logit_c) f_k, then ReLU          (Desai, Ramaswamy 2020); nothing at logit 0
enum class CamMethod { cam, grad_cam, grad_cam_pp, layer_cam, ablation_cam };
std::optional<PlaceMap> method_map(CamMethod method, const FeatureMaps& maps, const LinearHead& head, std::int64_t c);

// Global max pooling in place of the mean: logit = bias + sum w_k max f_k. Its map is 0 except at each channel's first
// largest place; sum of it + bias = the score. A demonstration: the weights were learnt with GAP.
struct MaxPooledScore {
    double logit = 0.0;
    PlaceMap map;
};
MaxPooledScore max_pooled_score(const FeatureMaps& maps, const LinearHead& head, std::int64_t c);

}  // namespace core
