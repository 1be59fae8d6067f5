#include "core/edges.h"

#include <algorithm>
#include <string>

#include "axis_layout.h"
#include "core/check.h"
#include "core/problem.h"

namespace core {
namespace {

std::int64_t end_of_windows(const Axis& axis) { return axis.output == 0 ? 0 : span(axis, axis.output - 1).end(); }

// Input cells before `end` that no window of the axis reads.
std::int64_t stepped_over(const Axis& axis, std::int64_t end) {
    std::vector<char> read(static_cast<std::size_t>(axis.input), 0);
    for (std::int64_t i = 0; i < axis.output; ++i) {
        const Span taps = clipped(span(axis, i), 0, axis.input);
        for (std::int64_t j = 0; j < taps.count; ++j) read[static_cast<std::size_t>(taps.start + j * taps.step)] = 1;
    }
    return std::count(read.begin(), read.begin() + std::clamp<std::int64_t>(end, 0, axis.input), 0);
}

// ⌊numerator·factor/divisor⌋ = value, each number in its parameter's role.
std::vector<SizePiece> rounded_quotient(bool up, std::int64_t step, const Axis& axis, std::int64_t value) {
    using Role = SizePiece::Role;
    return {{Role::operation, up ? "⌈" : "⌊"},
            {Role::kernel, std::to_string(step)},
            {Role::operation, "·"},
            {Role::input, std::to_string(axis.input)},
            {Role::operation, "/"},
            {Role::output, std::to_string(axis.output)},
            {Role::operation, up ? "⌉ = " : "⌋ = "},
            {Role::kernel, std::to_string(value)}};
}

}  // namespace

std::optional<Span> removed_window(const Axis& axis) {
    if (!axis.removed_last) return std::nullopt;
    return Span{axis.output * axis.stride - axis.pad_begin, axis.kernel, axis.dilation};
}

bool hangs_over(const Axis& axis, std::int64_t output_index) {
    return span(axis, output_index).end() > axis.input + axis.pad_end;
}

AxisEdges edges(const Axis& axis) {
    AxisEdges found;
    const std::int64_t end = end_of_windows(axis);
    const std::int64_t padded = axis.input + axis.pad_end;
    found.dropped = std::clamp<std::int64_t>(axis.input - end, 0, axis.input);
    found.dropped_padding = std::max<std::int64_t>(0, padded - end) - found.dropped;
    found.skipped = stepped_over(axis, end);
    found.overhang = std::max<std::int64_t>(0, end - padded);
    found.removed = removed_window(axis);
    return found;
}

UnreadCells unread_cells(const Geometry& geometry) {
    const AxisEdges h = edges(geometry.h);
    const AxisEdges w = edges(geometry.w);
    const std::int64_t all = geometry.h.input * geometry.w.input;
    const std::int64_t kept = (geometry.h.input - h.dropped) * (geometry.w.input - w.dropped);
    const std::int64_t read = (geometry.h.input - h.dropped - h.skipped) * (geometry.w.input - w.dropped - w.skipped);
    return {all - kept, kept - read};
}

std::optional<Geometry> unfit_geometry(const PoolSpec& spec, std::int64_t height, std::int64_t width) {
    const std::optional<Problem> found = problem(spec, height, width);
    if (!found || !found->key.starts_with("problem.kernel_too_large")) return std::nullopt;
    return Geometry{lay_out(spec, Side::height, height), lay_out(spec, Side::width, width)};
}

BinFormula bin_formula(const Axis& axis, std::int64_t output_index) {
    CORE_CHECK(axis.kind == Axis::Kind::adaptive);
    const Span bin = span(axis, output_index);
    return {rounded_quotient(false, output_index, axis, bin.start),
            rounded_quotient(true, output_index + 1, axis, bin.end())};
}

}  // namespace core
