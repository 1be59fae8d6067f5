#include "core/pool_spec.h"

namespace core {

bool is_global(Op op) { return op == Op::global_max || op == Op::global_average; }
bool is_adaptive(Op op) { return op == Op::adaptive_max || op == Op::adaptive_average; }
bool is_average(Op op) { return op == Op::average || op == Op::global_average || op == Op::adaptive_average; }

bool picks_one_cell(Op op) { return op == Op::max || op == Op::min || op == Op::global_max || op == Op::adaptive_max; }

bool uses_window_settings(Op op) { return !is_global(op) && !is_adaptive(op); }

PoolSpec default_spec(Rule rule, Op op, Size2 kernel) {
    PoolSpec spec;
    spec.op = op;
    spec.rule = rule;
    spec.kernel = kernel;
    spec.stride = rule == Rule::onnx ? Size2{1, 1} : kernel;
    spec.count_include_pad = rule == Rule::pytorch;
    if (rule == Rule::keras) spec.auto_pad = AutoPad::valid;
    return spec;
}

namespace {

// What SAME means at stride 1, as PyTorch code usually writes it: half the kernel's reach on either side.
std::int64_t half_reach(std::int64_t kernel, std::int64_t dilation) {
    constexpr std::int64_t k_sensible = 1 << 20;  // beyond it problem() speaks up anyway
    if (kernel < 1 || dilation < 1 || kernel > k_sensible || dilation > k_sensible) return 0;
    return (kernel - 1) * dilation / 2;
}

void move_to_pytorch(PoolSpec& spec) {
    if (spec.auto_pad == AutoPad::valid) spec.padding = {};
    if (spec.auto_pad == AutoPad::same_upper || spec.auto_pad == AutoPad::same_lower) {
        const std::int64_t h = half_reach(spec.kernel.h, spec.dilation.h);
        const std::int64_t w = half_reach(spec.kernel.w, spec.dilation.w);
        spec.padding = {h, w, h, w};
    }
    spec.auto_pad = AutoPad::explicit_padding;
    spec.count_include_pad = true;
}

void move_to_keras(PoolSpec& spec) {
    const bool padded =
        spec.auto_pad == AutoPad::explicit_padding ? spec.padding != Padding{} : spec.auto_pad != AutoPad::valid;
    spec.auto_pad = padded ? AutoPad::same_upper : AutoPad::valid;
    spec.padding = {};
    spec.ceil = false;
    spec.count_include_pad = false;
}

}  // namespace

PoolSpec with_rule(PoolSpec spec, Rule rule) {
    if (spec.rule == rule) return spec;
    spec.rule = rule;
    switch (rule) {
        case Rule::pytorch:
            move_to_pytorch(spec);
            break;
        case Rule::onnx:
            spec.count_include_pad = false;
            break;
        case Rule::keras:
            move_to_keras(spec);
            break;
    }
    return spec;
}

}  // namespace core
