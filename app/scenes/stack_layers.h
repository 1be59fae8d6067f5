// Layers of the stack scene: each a pooling, or a 3 x 3 convolution with weights that are given. And the stacks with a
// name, each with the numbers it is best seen on.
// Invariant: 1 to k_most_layers layers; a convolution has stride 1 and dilation 1 whatever its other fields say.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "app/scenes/number_input.h"
#include "app/ui/pool_settings.h"
#include "core/grid.h"
#include "core/pool_spec.h"

namespace scenes {

inline constexpr std::size_t k_most_layers = 6;
inline constexpr ui::PoolLimits k_layer_limits{.kernel = 8, .stride = 4, .padding = 4, .dilation = 4};

struct StackLayer {
    enum class Kind { max, average, box, edge };
    Kind kind = Kind::max;
    std::int64_t kernel = 2;
    std::int64_t stride = 2;
    std::int64_t padding = 0;
    std::int64_t dilation = 1;
    bool operator==(const StackLayer&) const = default;
};

bool is_convolution(StackLayer::Kind kind);
// What the layer's window is; for a convolution also what its 3 x 3 window is.
core::PoolSpec layer_spec(const StackLayer& layer);
std::vector<core::PoolSpec> layer_specs(std::span<const StackLayer> layers);
// The layer's output. MUST have no problem(layer_spec(layer), below.rows, below.cols).
core::Grid layer_output(const StackLayer& layer, const core::Grid& below);

std::string_view kind_key(StackLayer::Kind kind);  // "stack.kind.max"

struct StackPreset {
    std::string_view key;  // "stack.preset.lenet"
    std::vector<StackLayer> layers;
    NumberInput input;
};
std::vector<StackPreset> stack_presets();

}  // namespace scenes
