// Operators on constants, worked out beforehand: the arithmetic of shapes that exporters write out (Shape, Gather,
// Concat, Div, ...) and weights that they reshape or transpose.
#pragma once

#include <span>
#include <vector>

#include "app/network/model_graph.h"
#include "core/result.h"

namespace network {

inline constexpr std::int64_t k_most_folded = 200'000'000;  // numbers, all together

// What `node` gives for these inputs (null: not there). Nothing if it is no operator that is worked out beforehand, or
// not for such inputs.
std::optional<ConstantRef> fold(const ModelGraph& graph, const ModelNode& node, std::span<const ConstantRef> inputs);

// Numbers of `from` with its axes in the order `perm`.
ConstantRef transposed(const Constant& from, std::span<const std::size_t> perm);

}  // namespace network
