#include "core/problem.h"

#include <algorithm>
#include <cmath>

#include "axis_layout.h"
#include "core/number_text.h"
#include "problem_on_side.h"

namespace core {
namespace {

// Padding, adaptive output and kernels that hang over the edge may be this large around a small input. Every tap of a
// window can then be listed, and every window counted, without anyone waiting.
constexpr std::int64_t k_roomy_size = 1024;

std::int64_t roomy(std::int64_t input) { return std::max(k_roomy_size, input); }

std::optional<Problem> input_problem(std::int64_t height, std::int64_t width) {
    if (height < 1 || width < 1) return make_problem("problem.input_empty", {{"rows", height}, {"cols", width}});
    if (height > k_largest_setting || width > k_largest_setting) {
        return make_problem("problem.input_too_large",
                            {{"rows", height}, {"cols", width}, {"most", k_largest_setting}});
    }
    return std::nullopt;
}

std::optional<Problem> output_size_problem(std::int64_t output, std::int64_t input) {
    if (output < 1) return make_problem("problem.output_size_not_positive", {{"output", output}});
    if (output > roomy(input)) {
        return make_problem("problem.output_size_beyond_limit",
                            {{"output", output}, {"input", input}, {"most", roomy(input)}});
    }
    return std::nullopt;
}

std::optional<Problem> step_problem(const AxisSettings& settings) {
    if (settings.kernel < 1) return make_problem("problem.kernel_not_positive", {{"kernel", settings.kernel}});
    if (settings.stride < 1) return make_problem("problem.stride_not_positive", {{"stride", settings.stride}});
    if (settings.dilation < 1) return make_problem("problem.dilation_not_positive", {{"dilation", settings.dilation}});
    if (settings.stride > k_largest_setting) {
        return make_problem("problem.stride_beyond_limit", {{"stride", settings.stride}, {"most", k_largest_setting}});
    }
    if (settings.dilation > k_largest_setting) {
        return make_problem("problem.dilation_beyond_limit",
                            {{"dilation", settings.dilation}, {"most", k_largest_setting}});
    }
    return std::nullopt;
}

std::optional<Problem> padding_problem(const AxisSettings& settings, std::int64_t input) {
    const auto [least, most] = std::minmax(settings.pad_begin, settings.pad_end);
    if (least < 0) return make_problem("problem.padding_negative", {{"padding", least}});
    if (most > roomy(input)) {
        return make_problem("problem.padding_beyond_limit",
                            {{"padding", most}, {"input", input}, {"most", roomy(input)}});
    }
    return std::nullopt;
}

// The sentence for a kernel that does not fit: names what would.
Problem kernel_problem(const PoolSpec& spec, const AxisSettings& settings, std::int64_t input, std::int64_t padded) {
    const std::int64_t most = (padded - 1) / settings.dilation + 1;
    const NumberArg kernel{"kernel", settings.kernel};
    if (settings.dilation > 1) {
        return make_problem("problem.kernel_too_large_dilated",
                            {kernel, {"dilation", settings.dilation}, {"padded", padded}, {"most", most}});
    }
    if (spec.auto_pad == AutoPad::valid) {
        return make_problem("problem.kernel_too_large_valid", {kernel, {"padded", padded}, {"most", most}});
    }
    const std::int64_t short_by = settings.kernel - input;
    const std::int64_t padding = short_by / 2 + short_by % 2;
    if (settings.pad_begin != settings.pad_end || padding > roomy(input) || spec.rule == Rule::keras) {
        return make_problem("problem.kernel_too_large_only", {kernel, {"padded", padded}, {"most", most}});
    }
    return make_problem("problem.kernel_too_large", {kernel, {"padded", padded}, {"most", most}, {"padding", padding}});
}

// SAME pads until the kernel fits, and ceil lets a window hang over: there only the drawable size limits the kernel.
std::optional<Problem> fit_problem(const PoolSpec& spec, Side side, std::int64_t input) {
    const AxisSettings settings = axis_settings(spec, side);
    const bool explicit_padding = spec.auto_pad == AutoPad::explicit_padding;
    const std::int64_t padded = explicit_padding ? input + settings.pad_begin + settings.pad_end : input;
    const bool same = !explicit_padding && spec.auto_pad != AutoPad::valid;
    const bool may_overhang = same || (explicit_padding && spec.ceil);
    if (may_overhang && settings.kernel > roomy(padded)) {
        const std::int64_t most_hanging = (padded + settings.stride - 2) / settings.dilation + 1;
        const std::int64_t most = same ? roomy(padded) : std::min(roomy(padded), most_hanging);
        return make_problem("problem.kernel_beyond_limit", {{"kernel", settings.kernel}, {"most", most}});
    }
    const bool fits =
        may_overhang ? lay_out(spec, side, input).output >= 1 : settings.kernel - 1 <= (padded - 1) / settings.dilation;
    if (fits) return std::nullopt;
    return kernel_problem(spec, settings, input, padded);
}

std::optional<Problem> value_problem(const PoolSpec& spec) {
    if (spec.op == Op::average && spec.divisor == 0) return make_problem("problem.divisor_zero", {});
    if (spec.op == Op::lp && !(spec.p >= 1.0)) {
        return Problem{"problem.p_too_small", {{"p", exact_decimal(static_cast<float>(spec.p), Minus::typographic)}}};
    }
    return std::nullopt;
}

std::optional<Problem> count_problem(const PoolSpec& spec, std::int64_t height, std::int64_t width) {
    const std::int64_t rows = lay_out(spec, Side::height, height).output;
    const std::int64_t cols = lay_out(spec, Side::width, width).output;
    if (rows <= k_largest_setting / cols) return std::nullopt;
    return make_problem("problem.output_too_large", {{"rows", rows}, {"cols", cols}, {"most", k_largest_setting}});
}

}  // namespace

std::optional<Problem> problem(const PoolSpec& spec, std::int64_t height, std::int64_t width) {
    if (auto found = input_problem(height, width)) return found;
    if (auto found = value_problem(spec)) return found;
    const auto input = [&](Side side) { return side == Side::height ? height : width; };
    if (is_adaptive(spec.op)) {
        const auto check = [&](Side side) {
            return output_size_problem(axis_settings(spec, side).output_size, input(side));
        };
        if (auto found = on_either_side(check)) return found;
    } else if (uses_window_settings(spec.op)) {
        if (auto found = on_either_side([&](Side side) { return step_problem(axis_settings(spec, side)); })) {
            return found;
        }
        if (spec.auto_pad == AutoPad::explicit_padding) {
            const auto check = [&](Side side) { return padding_problem(axis_settings(spec, side), input(side)); };
            if (auto found = on_either_side(check)) return found;
        }
        if (auto found = on_either_side([&](Side side) { return fit_problem(spec, side, input(side)); })) return found;
    }
    return count_problem(spec, height, width);
}

}  // namespace core
