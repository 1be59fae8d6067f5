// From ONNX bytes to a ModelGraph, or what is wrong with the bytes. First half of the model check: sizes, counts, types
// and payloads are compared with each other before anything is believed. Operators are looked at later.
#pragma once

#include <cstddef>
#include <span>

#include "app/network/model_check.h"
#include "app/network/model_graph.h"
#include "core/result.h"

namespace network {

// What a file may have; enough for the largest classifiers that schools use (VGG-19 has 575 MB).
inline constexpr std::int64_t k_most_megabytes = 600;
inline constexpr std::int64_t k_most_nodes = 10'000;
inline constexpr std::int64_t k_most_weights = 10'000;       // tensors
inline constexpr std::int64_t k_most_in_a_list = 4'096;      // inputs or outputs of a node, numbers in an attribute
inline constexpr std::int64_t k_most_numbers = 200'000'000;  // in one tensor
inline constexpr std::int64_t k_least_opset = 7;
inline constexpr std::int64_t k_most_opset = 21;
inline constexpr std::int64_t k_least_side = 1;  // of the input
inline constexpr std::int64_t k_most_side = 2'048;

core::Result<ModelGraph> read_model(std::span<const std::byte> onnx, const InputSize& open);

}  // namespace network
