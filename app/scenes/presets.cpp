#include "app/scenes/presets.h"

#include "core/check.h"

namespace scenes {

namespace {

NumberInput table(Fill fill, std::int64_t side, std::int64_t seed = 1) {
    return {filled(fill, side, side, seed), fill, seed};
}

core::PoolSpec window(core::Op op, std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0) {
    core::PoolSpec spec = core::default_spec(core::Rule::pytorch, op, {kernel, kernel});
    spec.stride = {stride, stride};
    spec.padding = {padding, padding, padding, padding};
    return spec;
}

core::PoolSpec edge_lab() {
    core::PoolSpec spec = window(core::Op::average, 3, 2, 1);
    spec.ceil = true;
    return spec;
}

// 5 cells, 1 of padding, windows of 3 every 3: the third would start in the padding at the end.
core::PoolSpec taken_away() {
    core::PoolSpec spec = window(core::Op::max, 3, 3, 1);
    spec.ceil = true;
    return spec;
}

core::PoolSpec bins() {
    core::PoolSpec spec = core::default_spec(core::Rule::pytorch, core::Op::adaptive_max);
    spec.output_size = {4, 3};
    return spec;
}

}  // namespace

// Sizes: LeNet-5's S4 pools 10x10 maps (LeCun 1998); ResNet's GAP takes 7x7 maps (He 2015); AlexNet (Krizhevsky 2012),
// VGG (Simonyan 2014) and ResNet's stem pool larger maps, of which these are pieces with readable numbers.
std::vector<Preset> presets() {
    return {{"preset.article", window(core::Op::max, 2, 2), {}},
            {"preset.edge", edge_lab(), table(Fill::article, 6)},
            {"preset.taken_away", taken_away(), table(Fill::article, 5)},
            {"preset.ties", window(core::Op::max, 2, 2), table(Fill::ties, 4)},
            {"preset.bins", bins(), table(Fill::random, 7, 2048)},
            {"preset.lenet", window(core::Op::average, 2, 2), table(Fill::random, 10, 1998)},
            {"preset.alexnet", window(core::Op::max, 3, 2), table(Fill::random, 7, 2012)},
            {"preset.vgg", window(core::Op::max, 2, 2), table(Fill::random, 8, 2014)},
            {"preset.resnet", window(core::Op::max, 3, 2, 1), table(Fill::random, 8, 2015)},
            {"preset.gap", core::default_spec(core::Rule::pytorch, core::Op::global_average),
             table(Fill::random, 7, 2048)}};
}

int preset_of(std::span<const Preset> all, const core::PoolSpec& spec, const NumberInput& input) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].spec == spec && all[i].input.grid == input.grid) return static_cast<int>(i);
    }
    return -1;
}

const Preset& preset(std::span<const Preset> all, std::string_view key) {
    for (const Preset& one : all) {
        if (one.key == key) return one;
    }
    const bool a_preset_has_that_key = false;
    CORE_CHECK(a_preset_has_that_key);
    return all.front();
}

}  // namespace scenes
