// Where CAM reads a network: the maps that enter its global average pooling, and the one linear layer after it.
//   logits = (scale * (W * (a * mean(maps) + b) + c) + shift)        folded into  weights * mean(maps) + bias
// Forms that count as the linear layer: Gemm, MatMul (+ Add), Conv 1x1 on pooled maps; as pooling: GlobalAveragePool,
// ReduceMean over both spatial axes, AveragePool whose kernel is the map. Without a linear layer after the pooling the
// maps of a convolution to classes are the class maps themselves (SqueezeNet, NIN).
#pragma once

#include "app/network/model_graph.h"
#include "core/feature_maps.h"
#include "core/result.h"

namespace network {

struct ModelHead {
    int features = k_absent;  // value [1, channels, height, width]
    core::LinearHead linear;
};

// What a Gemm, MatMul or 1x1 Conv node computes, with alpha, beta and transB worked into the numbers.
core::LinearHead dense_layer(const ModelGraph& graph, const ModelNode& node);

// Or why CAM is not defined for `output`. Shapes MUST be known.
core::Result<ModelHead> find_head(const ModelGraph& graph, int output);

}  // namespace network
