#include "app/network/messages.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <initializer_list>

namespace network {
namespace {

using Bytes = std::span<const std::byte>;

// More than any network has (ImageNet-21k with 2048 channels is 45 million): a product of two counts stays far from
// the end of std::int64_t.
constexpr std::int64_t k_max_count = std::int64_t{1} << 31;

void append(std::vector<std::byte>& out, std::initializer_list<std::int64_t> numbers) {
    const auto bytes = std::as_bytes(std::span(numbers.begin(), numbers.size()));
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void append(std::vector<std::byte>& out, std::span<const float> numbers) {
    const auto bytes = std::as_bytes(numbers);
    out.insert(out.end(), bytes.begin(), bytes.end());
}

// The first `Count` counts of `bytes`, each 0 ... k_max_count.
template <std::size_t Count>
std::optional<std::array<std::int64_t, Count>> take_counts(Bytes& bytes) {
    std::array<std::int64_t, Count> counts{};
    if (bytes.size() < sizeof counts) return std::nullopt;
    std::memcpy(counts.data(), bytes.data(), sizeof counts);
    bytes = bytes.subspan(sizeof counts);
    const bool possible =
        std::ranges::all_of(counts, [](std::int64_t count) { return count >= 0 && count <= k_max_count; });
    return possible ? std::optional(counts) : std::nullopt;
}

std::optional<std::vector<float>> take_floats(Bytes& bytes, std::int64_t count) {
    if (count < 0 || static_cast<std::uint64_t>(count) > bytes.size() / sizeof(float)) return std::nullopt;
    std::vector<float> numbers(static_cast<std::size_t>(count));
    const Bytes taken = bytes.first(numbers.size() * sizeof(float));
    if (!taken.empty()) std::memcpy(numbers.data(), taken.data(), taken.size());
    bytes = bytes.subspan(taken.size());
    return numbers;
}

bool all_finite(std::span<const float> numbers) {
    return std::ranges::all_of(numbers, [](float number) { return std::isfinite(number); });
}

}  // namespace

std::vector<std::byte> encode_model(const ModelRequest& request) {
    std::vector<std::byte> out;
    out.reserve(2 * sizeof(std::int64_t) + request.file.size());
    append(out, {request.open.height, request.open.width});
    out.insert(out.end(), request.file.begin(), request.file.end());
    return out;
}

std::optional<ModelRequest> decode_model(Bytes bytes) {
    const auto counts = take_counts<2>(bytes);
    if (!counts) return std::nullopt;
    return ModelRequest{{(*counts)[0], (*counts)[1]}, bytes};
}

std::vector<std::byte> encode_facts(const ModelFacts& facts) {
    std::vector<std::byte> out;
    const core::LinearHead& head = facts.head;
    append(out, {facts.input_height, facts.input_width, facts.parameters, head.classes, head.channels,
                 head.class_maps ? 1 : 0});
    append(out, head.weights);
    append(out, head.bias);
    return out;
}

std::optional<ModelFacts> decode_facts(Bytes bytes) {
    const auto counts = take_counts<6>(bytes);
    if (!counts) return std::nullopt;
    const auto [height, width, parameters, classes, channels, class_maps] = *counts;
    if (height < 1 || width < 1 || classes < 1 || channels < 1 || class_maps > 1) return std::nullopt;
    std::optional<std::vector<float>> weights = take_floats(bytes, classes * channels);
    std::optional<std::vector<float>> bias = take_floats(bytes, classes);
    if (!weights || !bias || !bytes.empty() || !all_finite(*weights) || !all_finite(*bias)) return std::nullopt;
    return ModelFacts{height, width, parameters,
                      core::LinearHead{classes, channels, std::move(*weights), std::move(*bias), class_maps == 1}};
}

std::vector<std::byte> encode_input(std::span<const float> input) {
    std::vector<std::byte> out;
    append(out, input);
    return out;
}

std::optional<std::vector<float>> decode_input(Bytes bytes) {
    std::optional<std::vector<float>> input =
        take_floats(bytes, static_cast<std::int64_t>(bytes.size() / sizeof(float)));
    return bytes.empty() ? input : std::nullopt;
}

std::vector<std::byte> encode_output(const Output& output) {
    std::vector<std::byte> out;
    append(out, {output.maps.channels, output.maps.height, output.maps.width,
                 static_cast<std::int64_t>(output.logits.size())});
    append(out, output.maps.values);
    append(out, output.logits);
    return out;
}

std::optional<Output> decode_output(Bytes bytes) {
    const auto counts = take_counts<4>(bytes);
    if (!counts) return std::nullopt;
    const auto [channels, height, width, classes] = *counts;
    // Divided, so that three large counts do not run over.
    const auto floats = static_cast<std::int64_t>(bytes.size() / sizeof(float));
    if (channels < 1 || height < 1 || width < 1 || channels * height > floats / width) return std::nullopt;
    std::optional<std::vector<float>> values = take_floats(bytes, channels * height * width);
    std::optional<std::vector<float>> logits = take_floats(bytes, classes);
    if (!values || !logits || !bytes.empty()) return std::nullopt;
    return Output{{channels, height, width, std::move(*values)}, std::move(*logits)};
}

}  // namespace network
