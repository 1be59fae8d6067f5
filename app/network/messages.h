// What passes between Network and the child that runs the model, as bytes. First call: a model -> ModelFacts.
// Every later call: the input's numbers -> Output. Both ends are the same program on the same machine, so numbers are
// in its own byte order.
// Invariant: decoding trusts nothing: bytes of the wrong length, counts that do not fit each other and numbers that are
// none (in a head) give nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "app/network/model_check.h"
#include "app/network/network.h"
#include "core/feature_maps.h"

namespace network {

// What a loaded model is like.
struct ModelFacts {
    std::int64_t input_height = 0;
    std::int64_t input_width = 0;
    std::int64_t parameters = 0;
    core::LinearHead head;
};

// The file's bytes with the size of an input that it leaves open.
struct ModelRequest {
    InputSize open;
    std::span<const std::byte> file;
};
std::vector<std::byte> encode_model(const ModelRequest& request);
std::optional<ModelRequest> decode_model(std::span<const std::byte> bytes);  // `file` is a part of `bytes`

std::vector<std::byte> encode_facts(const ModelFacts& facts);
std::optional<ModelFacts> decode_facts(std::span<const std::byte> bytes);

std::vector<std::byte> encode_input(std::span<const float> input);
std::optional<std::vector<float>> decode_input(std::span<const std::byte> bytes);

std::vector<std::byte> encode_output(const Output& output);
std::optional<Output> decode_output(std::span<const std::byte> bytes);

}  // namespace network
