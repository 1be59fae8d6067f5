#include "core/stack.h"

#include <algorithm>
#include <limits>

#include "core/check.h"

namespace core {
namespace {

constexpr std::int64_t k_largest_reach = std::int64_t{1} << 31;

// Whether a field or a jump above `axis` would pass the limit; in double, where nothing overflows.
bool too_far(const std::optional<Reach>& below, const Axis& axis) {
    if (!below) return false;
    const auto jump = static_cast<double>(below->jump);
    const double reach = static_cast<double>(axis.kernel - 1) * static_cast<double>(axis.dilation);
    const auto most = static_cast<double>(k_largest_reach);
    return static_cast<double>(below->field) + reach * jump > most || static_cast<double>(axis.stride) * jump > most;
}

std::optional<Reach> above(const std::optional<Reach>& below, const Axis& axis) {
    return below ? reach_above(*below, axis) : std::nullopt;
}

Stack::Level level_above(const Stack::Level& below, const Geometry& layer) {
    return {layer.h.output, layer.w.output, above(below.h, layer.h), above(below.w, layer.w)};
}

// A fraction of halves, as a start always is.
std::string half_text(double value, Minus minus) { return exact_decimal(static_cast<float>(value), minus); }

std::string minus_sign(Minus minus) { return minus == Minus::typographic ? "\u2212" : "-"; }

// One axis of a slice, and the one below it.
struct AxisSlice {
    std::vector<std::int64_t> cells;
    std::int64_t first = 0;
    std::int64_t end = 0;
};

AxisSlice slice_below(const std::vector<std::int64_t>& outputs, const Axis& axis) {
    AxisSlice below;
    if (outputs.empty()) return below;
    below.first = span(axis, outputs.front()).start;
    below.end = below.first;
    for (const std::int64_t output : outputs) {
        const Span taps = span(axis, output);
        below.end = std::max(below.end, taps.end());
        const Span inside = clipped(taps, 0, axis.input);
        for (std::int64_t i = 0; i < inside.count; ++i) below.cells.push_back(inside.start + i * inside.step);
    }
    std::ranges::sort(below.cells);
    below.cells.erase(std::unique(below.cells.begin(), below.cells.end()), below.cells.end());
    return below;
}

}  // namespace

std::optional<Reach> reach_above(const Reach& below, const Axis& axis) {
    if (axis.kind == Axis::Kind::adaptive) return std::nullopt;
    const std::int64_t reach = (axis.kernel - 1) * axis.dilation;
    return Reach{below.field + reach * below.jump, below.jump * axis.stride,
                 below.start + (static_cast<double>(reach) / 2.0 - static_cast<double>(axis.pad_begin)) *
                                   static_cast<double>(below.jump)};
}

ReachFormula reach_formula(const Reach& below, const Axis& axis, const Reach& above, Minus minus) {
    const auto number = [](std::int64_t value) { return std::to_string(value); };
    const std::string less = minus_sign(minus);
    const std::string dilation = axis.dilation == 1 ? "" : "·" + number(axis.dilation);
    const std::string taps = "(" + number(axis.kernel) + less + "1)" + dilation;
    const std::string jump = "·" + number(below.jump);
    std::string start = half_text(below.start, minus);
    if (below.start < 0.0) start = "(" + start + ")";
    return {number(above.field) + " = " + number(below.field) + "+" + taps + jump,
            number(above.jump) + " = " + number(below.jump) + "·" + number(axis.stride),
            half_text(above.start, minus) + " = " + start + "+(" + taps + "/2" + less + number(axis.pad_begin) + ")" +
                jump};
}

std::optional<StackProblem> stack_problem(const std::vector<PoolSpec>& layers, std::int64_t height,
                                          std::int64_t width) {
    Stack::Level level{height, width, Reach{}, Reach{}};
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (auto found = problem(layers[i], level.rows, level.cols)) return StackProblem{i, std::move(*found)};
        const Geometry layer = geometry(layers[i], level.rows, level.cols);
        if (too_far(level.h, layer.h) || too_far(level.w, layer.w))
            return StackProblem{i, {"problem.stack_too_far", {{"most", std::to_string(k_largest_reach)}}}};
        level = level_above(level, layer);
    }
    return std::nullopt;
}

Stack stack(const std::vector<PoolSpec>& layers, std::int64_t height, std::int64_t width) {
    CORE_CHECK(!stack_problem(layers, height, width));
    Stack result;
    result.levels.push_back({height, width, Reach{}, Reach{}});
    for (const PoolSpec& layer : layers) {
        const Stack::Level below = result.levels.back();
        result.layers.push_back(geometry(layer, below.rows, below.cols));
        result.levels.push_back(level_above(below, result.layers.back()));
    }
    return result;
}

Cone cone(const Stack& stack, std::size_t level, std::int64_t row, std::int64_t col) {
    CORE_CHECK_LT(level, stack.levels.size());
    CORE_CHECK(row >= 0 && row < stack.levels[level].rows && col >= 0 && col < stack.levels[level].cols);
    Cone result;
    result.slices.resize(level + 1);
    result.slices[level] = {{row}, {col}, row, row + 1, col, col + 1};
    for (std::size_t i = level; i-- > 0;) {
        const Cone::Slice& above = result.slices[i + 1];
        AxisSlice rows = slice_below(above.rows, stack.layers[i].h);
        AxisSlice cols = slice_below(above.cols, stack.layers[i].w);
        result.slices[i] = {std::move(rows.cells), std::move(cols.cells), rows.first, rows.end, cols.first, cols.end};
    }
    return result;
}

}  // namespace core
