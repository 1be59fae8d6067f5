// Shape inference: how many numbers flow where, for one photo, by the rules of the ONNX operators; and everything that
// does not depend on the photo (shapes, sizes worked out from them, transposed weights) worked out beforehand.
// After it, every value on the way to the output has dims, and what is known beforehand has its constant.
#pragma once

#include <span>

#include "app/network/model_graph.h"

namespace network {

inline constexpr std::int64_t k_most_activations = 400'000'000;  // numbers between input and output, all together
inline constexpr std::int64_t k_most_multiplications = 200'000'000'000;

// `order`: from nodes_before(). The first thing that is wrong, as a sentence. Fills in dims and constants.
std::optional<core::Error> infer_shapes(ModelGraph& graph, std::span<const int> order);

}  // namespace network
