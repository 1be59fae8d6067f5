#include "core/shift.h"

#include <cmath>

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

}  // namespace

Grid circular_shift(const Grid& input, std::int64_t down, std::int64_t right) {
    Grid moved(input.rows, input.cols);
    for (std::int64_t row = 0; row < input.rows; ++row)
        for (std::int64_t col = 0; col < input.cols; ++col)
            moved.at(wrapped(row + down, input.rows), wrapped(col + right, input.cols)) = input.at(row, col);
    return moved;
}

ShiftOutcome shift_outcome(const Grid& input, const Grid& before, const GridFunction& pool, std::int64_t down,
                           std::int64_t right, ShiftCompare compare, Size2 stride, float tolerance) {
    CORE_CHECK(stride.h >= 1 && stride.w >= 1);
    const bool followed = compare == ShiftCompare::followed;
    const Grid expected =
        followed ? circular_shift(before, floor_div(down, stride.h), floor_div(right, stride.w)) : before;
    ShiftOutcome outcome;
    outcome.down = down;
    outcome.right = right;
    outcome.after = pool(circular_shift(input, down, right));
    CORE_CHECK(outcome.after.rows == before.rows && outcome.after.cols == before.cols);
    for (std::size_t i = 0; i < before.values.size(); ++i) {
        const bool stayed = same(outcome.after.values[i], expected.values[i], tolerance);
        outcome.changed.push_back(!stayed);
        if (stayed) ++outcome.same;
    }
    outcome.outputs = static_cast<std::int64_t>(before.values.size());
    return outcome;
}

ShiftConsistency shift_consistency(const Grid& input, const GridFunction& pool, ShiftCompare compare, Size2 stride,
                                   float tolerance) {
    const Grid before = pool(input);
    ShiftConsistency result;
    result.shares = Grid(input.rows, input.cols);
    double total = 0.0;
    for (std::int64_t down = 0; down < input.rows; ++down) {
        for (std::int64_t right = 0; right < input.cols; ++right) {
            const double share = shift_outcome(input, before, pool, down, right, compare, stride, tolerance).share();
            result.shares.at(down, right) = static_cast<float>(share);
            if (down != 0 || right != 0) total += share;
        }
    }
    const std::int64_t shifts = input.rows * input.cols - 1;
    if (shifts > 0) result.mean = total / static_cast<double>(shifts);
    return result;
}

}  // namespace core
