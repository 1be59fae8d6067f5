// Presets: poolings with names, each with the table it is best seen on.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/scenes/number_input.h"
#include "core/pool_spec.h"

namespace scenes {

struct Preset {
    std::string_view key;  // "preset.article"
    core::PoolSpec spec;
    NumberInput input;
};
std::vector<Preset> presets();

// Index of the preset that a pooling and its table are, or -1.
int preset_of(std::span<const Preset> all, const core::PoolSpec& spec, const NumberInput& input);
const Preset& preset(std::span<const Preset> all, std::string_view key);

}  // namespace scenes
