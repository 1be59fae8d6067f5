// What each framework would refuse, from its own documentation and checks: ATen/native/Pool.h, the ONNX operators'
// attributes, onnxruntime's pool_attributes.h, the arguments of Keras' pooling layers.
#include <algorithm>
#include <utility>

#include "axis_layout.h"
#include "core/number_text.h"
#include "core/problem.h"
#include "problem_on_side.h"

namespace core {
namespace {

using MaybeProblem = std::optional<Problem>;

bool explicit_padding(const PoolSpec& spec) {
    return uses_window_settings(spec.op) && spec.auto_pad == AutoPad::explicit_padding;
}
bool padded(const PoolSpec& spec) { return explicit_padding(spec) && spec.padding != Padding{}; }
bool dilated(const PoolSpec& spec) { return uses_window_settings(spec.op) && spec.dilation != Size2{1, 1}; }
bool uneven(const Padding& padding) { return padding.top != padding.bottom || padding.left != padding.right; }

// Half of the kernel's reach is the most; versions before the reach counted compare with the kernel alone.
MaybeProblem pytorch_padding(const PoolSpec& spec) {
    return on_either_side([&](Side side) -> MaybeProblem {
        const AxisSettings settings = axis_settings(spec, side);
        if (settings.pad_begin <= settings.kernel / 2) return std::nullopt;
        const bool half_of_reach = settings.pad_begin <= effective_kernel(settings.kernel, settings.dilation) / 2;
        return make_problem(half_of_reach ? "refusal.pytorch_padding_dilated" : "refusal.pytorch_padding",
                            {{"padding", settings.pad_begin}, {"kernel", settings.kernel}});
    });
}

MaybeProblem pytorch_refusal(const PoolSpec& spec) {
    if (!uses_window_settings(spec.op)) return std::nullopt;
    if (spec.op == Op::min) return make_problem("refusal.pytorch_min", {});
    if (spec.op == Op::sum) return make_problem("refusal.pytorch_sum", {});
    if (spec.auto_pad == AutoPad::valid) return make_problem("refusal.pytorch_valid", {});
    if (spec.auto_pad != AutoPad::explicit_padding) return make_problem("refusal.pytorch_same", {});
    if (spec.op == Op::lp && padded(spec)) return make_problem("refusal.pytorch_lp_padding", {});
    if (spec.op == Op::lp && dilated(spec)) return make_problem("refusal.pytorch_lp_dilation", {});
    if (spec.op == Op::average && dilated(spec)) return make_problem("refusal.pytorch_average_dilation", {});
    if (uneven(spec.padding)) {
        const Padding& pad = spec.padding;
        return make_problem("refusal.pytorch_uneven_padding",
                            {{"top", pad.top}, {"left", pad.left}, {"bottom", pad.bottom}, {"right", pad.right}});
    }
    return pytorch_padding(spec);
}

MaybeProblem onnx_refusal(const PoolSpec& spec) {
    if (spec.op == Op::min) return make_problem("refusal.onnx_min", {});
    if (spec.op == Op::sum) return make_problem("refusal.onnx_sum", {});
    if (is_adaptive(spec.op) && spec.output_size != Size2{1, 1}) return make_problem("refusal.onnx_adaptive", {});
    if (spec.op == Op::average && spec.divisor)
        return make_problem("refusal.onnx_divisor", {{"divisor", *spec.divisor}});
    const bool whole_p = spec.p <= static_cast<double>(k_largest_setting) &&
                         static_cast<double>(static_cast<std::int64_t>(spec.p)) == spec.p;
    if (spec.op == Op::lp && !whole_p) {
        return Problem{"refusal.onnx_p", {{"p", exact_decimal(static_cast<float>(spec.p), Minus::typographic)}}};
    }
    if (!explicit_padding(spec)) return std::nullopt;
    return on_either_side([&](Side side) -> MaybeProblem {
        const AxisSettings settings = axis_settings(spec, side);
        const std::int64_t padding = std::max(settings.pad_begin, settings.pad_end);
        if (padding < settings.kernel) return std::nullopt;
        return make_problem("refusal.onnxruntime_padding", {{"padding", padding}, {"kernel", settings.kernel}});
    });
}

// Whether the layout has padding cells at all, given or computed.
bool has_padding(const PoolSpec& spec, std::int64_t height, std::int64_t width) {
    const Axis h = lay_out(spec, Side::height, height);
    const Axis w = lay_out(spec, Side::width, width);
    return h.pad_begin + h.pad_end + w.pad_begin + w.pad_end > 0;
}

MaybeProblem keras_refusal(const PoolSpec& spec, std::int64_t height, std::int64_t width) {
    if (spec.op == Op::min) return make_problem("refusal.keras_min", {});
    if (spec.op == Op::sum) return make_problem("refusal.keras_sum", {});
    if (spec.op == Op::lp) return make_problem("refusal.keras_lp", {});
    if (!uses_window_settings(spec.op)) return std::nullopt;
    if (padded(spec)) return make_problem("refusal.keras_padding", {});
    if (spec.auto_pad == AutoPad::same_lower) return make_problem("refusal.keras_same_lower", {});
    if (spec.ceil && explicit_padding(spec)) return make_problem("refusal.keras_ceil", {});
    if (dilated(spec)) return make_problem("refusal.keras_dilation", {});
    if (spec.op == Op::average && spec.divisor) {
        return make_problem("refusal.keras_divisor", {{"divisor", *spec.divisor}});
    }
    if (spec.op == Op::average && counts_padding(spec) && has_padding(spec, height, width)) {
        return make_problem("refusal.keras_count_include_pad", {});
    }
    return std::nullopt;
}

}  // namespace

std::optional<Problem> own_refusal(const PoolSpec& spec, std::int64_t height, std::int64_t width) {
    if (problem(spec, height, width)) return std::nullopt;
    switch (spec.rule) {
        case Rule::pytorch:
            return pytorch_refusal(spec);
        case Rule::onnx:
            return onnx_refusal(spec);
        case Rule::keras:
            break;
    }
    return keras_refusal(spec, height, width);
}

std::vector<Problem> refusals(const PoolSpec& spec, std::int64_t height, std::int64_t width) {
    std::vector<Problem> found;
    if (problem(spec, height, width)) return found;
    std::pair<Rule, MaybeProblem> all[] = {{Rule::pytorch, pytorch_refusal(spec)},
                                           {Rule::onnx, onnx_refusal(spec)},
                                           {Rule::keras, keras_refusal(spec, height, width)}};
    for (const bool own : {true, false}) {
        for (auto& [rule, refusal] : all) {
            if ((rule == spec.rule) == own && refusal) found.push_back(std::move(*refusal));
        }
    }
    return found;
}

}  // namespace core
