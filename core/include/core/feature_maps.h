// FeatureMaps and LinearHead: the last two things before a class score in a network with global average pooling (GAP).
//   f_k(y, x)   feature map k: what enters the GAP, after its activation
//   F_k         = mean of f_k over all places
//   logit_c     = bias_c + sum over k of weight[c][k] * F_k
// Invariant: values.size() == channels * height * width; weights.size() == classes * channels; bias.size() == classes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/check.h"

namespace core {

struct FeatureMaps {
    std::int64_t channels = 0;
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::vector<float> values;  // channel by channel, each row by row

    std::int64_t area() const { return height * width; }
    bool empty() const { return values.empty(); }
    std::span<const float> map(std::int64_t channel) const {
        CORE_CHECK(channel >= 0 && channel < channels);
        return std::span(values).subspan(static_cast<std::size_t>(channel * area()), static_cast<std::size_t>(area()));
    }
    bool operator==(const FeatureMaps&) const = default;
};

// The one linear layer after the GAP. A network whose 1x1 convolution to classes comes before the GAP (SqueezeNet) has
// the class maps themselves as feature maps and the identity matrix as weights, without bias.
struct LinearHead {
    std::int64_t classes = 0;
    std::int64_t channels = 0;
    std::vector<float> weights;  // class by class
    std::vector<float> bias;
    bool class_maps = false;  // the feature maps are the class maps: weights is the identity

    float weight(std::int64_t c, std::int64_t channel) const {
        CORE_CHECK(c >= 0 && c < classes && channel >= 0 && channel < channels);
        return weights[static_cast<std::size_t>(c * channels + channel)];
    }
    std::span<const float> weights_of(std::int64_t c) const {
        CORE_CHECK(c >= 0 && c < classes);
        return std::span(weights).subspan(static_cast<std::size_t>(c * channels), static_cast<std::size_t>(channels));
    }
    float bias_of(std::int64_t c) const {
        CORE_CHECK(c >= 0 && c < classes);
        return bias[static_cast<std::size_t>(c)];
    }
};

// F_k of every channel, summed in double. Shape: channels.
std::vector<double> map_means(const FeatureMaps& maps);

// bias_c + sum over k of weight * mean for every class, in double. Shape: classes.
std::vector<double> scores(std::span<const double> means, const LinearHead& head);

// exp(logit_c) / sum exp, stable for any size of logits. Shape: that of `logits`. NaN has no share; infinite logits
// share the whole among them.
std::vector<double> softmax(std::span<const double> logits);

// Classes by falling score; equal scores in order of their index, NaN last. The first `count` of them, or all.
std::vector<std::int64_t> top_classes(std::span<const double> logits, std::int64_t count);

// How many parameters the layer from feature maps to classes has (biases included):
//   flatten + dense: height * width * channels * classes + classes;   GAP + dense: channels * classes + classes
struct HeadParameters {
    std::int64_t flatten_dense = 0;
    std::int64_t gap_dense = 0;
};
HeadParameters head_parameters(std::int64_t height, std::int64_t width, std::int64_t channels, std::int64_t classes);

// The same maps with every value replaced by its map's mean: the GAP cannot tell the difference (but for the rounding
// of each mean to float).
FeatureMaps replaced_by_means(const FeatureMaps& maps);
// The same maps with the places of every map in a new order, another for each map: the GAP cannot tell either.
FeatureMaps shuffled(const FeatureMaps& maps, std::uint64_t seed);

}  // namespace core
