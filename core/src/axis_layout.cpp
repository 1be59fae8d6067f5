#include "axis_layout.h"

#include <algorithm>

namespace core {

AxisSettings axis_settings(const PoolSpec& spec, Side side) {
    const bool h = side == Side::height;
    AxisSettings settings;
    settings.kernel = h ? spec.kernel.h : spec.kernel.w;
    settings.stride = h ? spec.stride.h : spec.stride.w;
    settings.dilation = h ? spec.dilation.h : spec.dilation.w;
    settings.pad_begin = h ? spec.padding.top : spec.padding.left;
    settings.pad_end = h ? spec.padding.bottom : spec.padding.right;
    settings.output_size = h ? spec.output_size.h : spec.output_size.w;
    return settings;
}

std::int64_t effective_kernel(std::int64_t kernel, std::int64_t dilation) { return (kernel - 1) * dilation + 1; }

bool counts_padding(const PoolSpec& spec) { return spec.count_include_pad && spec.rule != Rule::keras; }

namespace {

// Division rounded toward minus infinity; divisor > 0.
std::int64_t floor_div(std::int64_t value, std::int64_t divisor) {
    const std::int64_t quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}

// SAME: o = ceil(n / s); the padding that takes, never negative; the odd cell at the end (upper) or start (lower).
void lay_out_same(Axis& axis, bool upper) {
    axis.output = (axis.input - 1) / axis.stride + 1;
    const std::int64_t reach = (axis.output - 1) * axis.stride + effective_kernel(axis.kernel, axis.dilation);
    const std::int64_t total = std::max<std::int64_t>(0, reach - axis.input);
    axis.pad_begin = upper ? total / 2 : total - total / 2;
    axis.pad_end = total - axis.pad_begin;
}

void lay_out_explicit(Axis& axis, bool ceil) {
    const std::int64_t room = axis.input + axis.pad_begin + axis.pad_end - effective_kernel(axis.kernel, axis.dilation);
    axis.output = floor_div(room + (ceil ? axis.stride - 1 : 0), axis.stride) + 1;
    if (ceil && (axis.output - 1) * axis.stride >= axis.input + axis.pad_begin) {
        --axis.output;
        axis.removed_last = true;
    }
}

}  // namespace

Axis lay_out(const PoolSpec& spec, Side side, std::int64_t n) {
    const AxisSettings settings = axis_settings(spec, side);
    Axis axis;
    axis.input = n;
    if (is_global(spec.op)) {
        axis.kind = Axis::Kind::global;
        axis.kernel = n;
        axis.output = 1;
        return axis;
    }
    if (is_adaptive(spec.op)) {
        axis.kind = Axis::Kind::adaptive;
        axis.output = settings.output_size;
        axis.kernel = (n - 1) / axis.output + 1;
        return axis;
    }
    axis.kernel = settings.kernel;
    axis.stride = settings.stride;
    axis.dilation = settings.dilation;
    switch (spec.auto_pad) {
        case AutoPad::same_upper:
            lay_out_same(axis, true);
            break;
        case AutoPad::same_lower:
            lay_out_same(axis, false);
            break;
        case AutoPad::valid:
            lay_out_explicit(axis, false);
            break;
        case AutoPad::explicit_padding:
            axis.pad_begin = settings.pad_begin;
            axis.pad_end = settings.pad_end;
            lay_out_explicit(axis, spec.ceil);
            break;
    }
    return axis;
}

std::int64_t average_divisor(const PoolSpec& spec, const Geometry& geometry, const Span& rows, const Span& cols,
                             std::int64_t inside) {
    if (spec.op != Op::average) return inside;
    if (spec.divisor) return *spec.divisor;
    if (!counts_padding(spec)) return inside;
    const auto in_padded = [](const Axis& axis, const Span& taps) {
        return clipped(taps, -axis.pad_begin, axis.input + axis.pad_end).count;
    };
    return in_padded(geometry.h, rows) * in_padded(geometry.w, cols);
}

}  // namespace core
