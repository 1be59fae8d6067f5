#include "core/shift.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.h"

namespace core {
namespace {

std::int64_t wrapped(std::int64_t at, std::int64_t n) { return ((at % n) + n) % n; }

std::int64_t floor_div(std::int64_t value, std::int64_t divisor) { return (value - wrapped(value, divisor)) / divisor; }

bool same(float a, float b, float tolerance) {
    if (a == b) return true;  // infinities too
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return std::abs(a - b) <= tolerance;
}

// Where shifts along an axis of n cells begin; they go on to n - 1.
std::int64_t first_shift(std::int64_t n, ShiftEdge edge) { return edge == ShiftEdge::wrap ? 0 : 1 - n; }

}  // namespace

Grid shifted(const Grid& input, std::int64_t down, std::int64_t right, ShiftEdge edge) {
    if (edge == ShiftEdge::wrap) return circular_shift(input, down, right);
    Grid moved(input.rows, input.cols);
    for (std::int64_t row = 0; row < input.rows; ++row) {
        for (std::int64_t col = 0; col < input.cols; ++col) {
            if (input.contains(row - down, col - right)) moved.at(row, col) = input.at(row - down, col - right);
        }
    }
    return moved;
}

Grid circular_shift(const Grid& input, std::int64_t down, std::int64_t right) {
    Grid moved(input.rows, input.cols);
    for (std::int64_t row = 0; row < input.rows; ++row)
        for (std::int64_t col = 0; col < input.cols; ++col)
            moved.at(wrapped(row + down, input.rows), wrapped(col + right, input.cols)) = input.at(row, col);
    return moved;
}

double shift_range(const Grid& input, ShiftEdge edge) {
    const bool zeros = edge == ShiftEdge::zero;
    double low = zeros ? 0.0 : std::numeric_limits<double>::infinity();
    double high = zeros ? 0.0 : -std::numeric_limits<double>::infinity();
    for (const float value : input.values) {
        if (!std::isfinite(value)) continue;
        low = std::min<double>(low, value);
        high = std::max<double>(high, value);
    }
    return high > low ? high - low : 0.0;
}

bool is_uniform(const Grid& grid) {
    return std::all_of(grid.values.begin(), grid.values.end(),
                       [&](float value) { return same(value, grid.values.front(), 0.0F); });
}

Grid expected_after(const Grid& before, std::int64_t down, std::int64_t right, const ShiftRule& rule) {
    CORE_CHECK(rule.stride.h >= 1 && rule.stride.w >= 1);
    if (rule.compare == ShiftCompare::in_place) return before;
    return shifted(before, floor_div(down, rule.stride.h), floor_div(right, rule.stride.w), rule.edge);
}

double ShiftChange::likeness(double range) const {
    if (range <= 0.0) return mean > 0.0 ? 0.0 : 1.0;
    return std::clamp(1.0 - mean / range, 0.0, 1.0);
}

ShiftChange shift_change(const Grid& expected, const Grid& after, float tolerance, std::int64_t count) {
    CORE_CHECK(after.rows == expected.rows && after.cols == expected.cols);
    const auto all = static_cast<std::int64_t>(after.values.size());
    ShiftChange change;
    change.outputs = count < 0 ? all : std::min(count, all);
    change.least = std::numeric_limits<double>::infinity();
    double total = 0.0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(change.outputs); ++i) {
        const float now = after.values[i];
        const float then = expected.values[i];
        const bool stayed = same(now, then, tolerance);
        const double size = now == then || std::isnan(now - then)
                                ? 0.0
                                : std::abs(static_cast<double>(now) - static_cast<double>(then));
        total += size;
        change.changed.push_back(!stayed);
        if (stayed) {
            ++change.same;
            continue;
        }
        change.least = std::min(change.least, size);
        change.most = std::max(change.most, size);
    }
    if (change.changes() == 0) change.least = 0.0;
    if (change.outputs > 0) change.mean = total / static_cast<double>(change.outputs);
    return change;
}

ShiftOutcome shift_outcome(const Grid& input, const Grid& before, const GridFunction& pool, std::int64_t down,
                           std::int64_t right, const ShiftRule& rule) {
    ShiftOutcome outcome;
    outcome.after = pool(shifted(input, down, right, rule.edge));
    static_cast<ShiftChange&>(outcome) =
        shift_change(expected_after(before, down, right, rule), outcome.after, rule.tolerance);
    outcome.down = down;
    outcome.right = right;
    return outcome;
}

ShiftConsistency shift_consistency(const Grid& input, const GridFunction& pool, const ShiftRule& rule) {
    const Grid before = pool(input);
    const double range = shift_range(input, rule.edge);
    ShiftConsistency result;
    result.first_down = first_shift(input.rows, rule.edge);
    result.first_right = first_shift(input.cols, rule.edge);
    result.shares = result.likenesses = Grid(input.rows - result.first_down, input.cols - result.first_right);
    double shares = 0.0;
    double likenesses = 0.0;
    for (std::int64_t row = 0; row < result.shares.rows; ++row) {
        for (std::int64_t col = 0; col < result.shares.cols; ++col) {
            const std::int64_t down = result.first_down + row;
            const std::int64_t right = result.first_right + col;
            const ShiftOutcome outcome = shift_outcome(input, before, pool, down, right, rule);
            result.shares.at(row, col) = static_cast<float>(outcome.share());
            result.likenesses.at(row, col) = static_cast<float>(outcome.likeness(range));
            if (down == 0 && right == 0) continue;
            shares += outcome.share();
            likenesses += outcome.likeness(range);
        }
    }
    const auto shifts = static_cast<double>(result.shares.values.size()) - 1.0;
    if (shifts > 0.0) {
        result.mean = shares / shifts;
        result.mean_likeness = likenesses / shifts;
    }
    return result;
}

}  // namespace core
