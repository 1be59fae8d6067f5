#include "app/scenes/stack_layers.h"

#include "core/pool.h"
#include "core/small_convolution.h"

namespace scenes {

namespace {

using Kind = StackLayer::Kind;

StackLayer pool(Kind kind, std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0,
                std::int64_t dilation = 1) {
    return {kind, kernel, stride, padding, dilation};
}

StackLayer convolution(Kind kind, std::int64_t padding) { return {kind, core::k_small_kernel_side, 1, padding, 1}; }

NumberInput table(Fill fill, std::int64_t side, std::int64_t seed = 1) {
    return {filled(fill, side, side, seed), fill, seed};
}

std::vector<StackLayer> vgg_blocks() {
    const StackLayer same = convolution(Kind::box, 1);
    const StackLayer half = pool(Kind::max, 2, 2);
    return {same, same, half, same, same, half};
}

// A 5 x 5 average has the window of LeNet's 5 x 5 convolutions.
std::vector<StackLayer> lenet() {
    const StackLayer wide = pool(Kind::average, 5, 1);
    const StackLayer half = pool(Kind::average, 2, 2);
    return {wide, half, wide, half, wide};
}

}  // namespace

bool is_convolution(Kind kind) { return kind == Kind::box || kind == Kind::edge; }

core::PoolSpec layer_spec(const StackLayer& layer) {
    if (is_convolution(layer.kind)) return core::small_convolution_spec(layer.padding);
    core::PoolSpec spec;
    spec.op = layer.kind == Kind::max ? core::Op::max : core::Op::average;
    spec.kernel = {layer.kernel, layer.kernel};
    spec.stride = {layer.stride, layer.stride};
    spec.padding = {layer.padding, layer.padding, layer.padding, layer.padding};
    spec.dilation = {layer.dilation, layer.dilation};
    return spec;
}

std::vector<core::PoolSpec> layer_specs(std::span<const StackLayer> layers) {
    std::vector<core::PoolSpec> specs;
    specs.reserve(layers.size());
    for (const StackLayer& layer : layers) specs.push_back(layer_spec(layer));
    return specs;
}

core::Grid layer_output(const StackLayer& layer, const core::Grid& below) {
    switch (layer.kind) {
        case Kind::box:
            return core::small_convolution(below, core::SmallKernel::box, layer.padding);
        case Kind::edge:
            return core::small_convolution(below, core::SmallKernel::edge, layer.padding);
        case Kind::max:
        case Kind::average:
            break;
    }
    return core::pool_grid(below, layer_spec(layer)).values;
}

std::string_view kind_key(Kind kind) {
    switch (kind) {
        case Kind::max:
            return "stack.kind.max";
        case Kind::average:
            return "stack.kind.average";
        case Kind::box:
            return "stack.kind.box";
        case Kind::edge:
            return "stack.kind.edge";
    }
    return {};
}

// The first stack stands on 1 to 64 in reading order: the blur keeps the middle of each window, so that every number
// says where it comes from, and all of them are whole.
// Sources: VGG (Simonyan & Zisserman 2014), two blocks: field 16, jump 4. ResNet (He 2015): 7x7/2 then 3x3/2, field 11,
// jump 4; an average has the window of its learned 7x7. LeNet-5 (LeCun 1998): the last output sees all 32x32. Dilated
// layers (Yu & Koltun 2016): dilations 1, 2, 4 reach 3, 7, 15 cells.
std::vector<StackPreset> stack_presets() {
    const StackLayer half = pool(Kind::max, 2, 2);
    return {{"stack.preset.three", {convolution(Kind::box, 0), half, pool(Kind::max, 2, 1)}, table(Fill::ramp, 8)},
            {"stack.preset.vgg", vgg_blocks(), table(Fill::random, 16, 2014)},
            {"stack.preset.resnet",
             {pool(Kind::average, 7, 2, 3), pool(Kind::max, 3, 2, 1)},
             table(Fill::random, 16, 2015)},
            {"stack.preset.lenet", lenet(), table(Fill::random, 32, 1998)},
            {"stack.preset.pools", {half, half, half, half, half}, table(Fill::random, 32, 1)},
            {"stack.preset.dilated",
             {pool(Kind::average, 3, 1, 0, 1), pool(Kind::average, 3, 1, 0, 2), pool(Kind::average, 3, 1, 0, 4)},
             table(Fill::random, 16, 2016)}};
}

}  // namespace scenes
