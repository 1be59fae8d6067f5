#include "core/shift_pool.h"

#include <algorithm>
#include <cstdlib>

#include "core/check.h"
#include "core/pool.h"

namespace core {
namespace {

PoolSpec spec_of(const ShiftPool& pool, std::int64_t rows) {
    PoolSpec spec;
    spec.op = pool.method == ShiftMethod::average ? Op::average : Op::max;
    spec.kernel = shift_kernel(pool, rows);
    spec.stride = shift_stride(pool, rows);
    return spec;
}

// The grid with as many of its first rows and columns again at the end as a window of the last cell reads.
Grid gone_round(const Grid& input, Size2 kernel) {
    Grid round(input.rows + kernel.h - 1, input.cols + kernel.w - 1);
    for (std::int64_t row = 0; row < round.rows; ++row) {
        for (std::int64_t col = 0; col < round.cols; ++col) {
            round.at(row, col) = input.at(row % input.rows, col % input.cols);
        }
    }
    return round;
}

// The row, often enough for the blur to find what it reflects: as all rows are equal, blurring across changes nothing.
Grid repeated_row(const Grid& row) {
    Grid tall(k_largest_blur, row.cols);
    for (std::int64_t r = 0; r < tall.rows; ++r) {
        for (std::int64_t col = 0; col < row.cols; ++col) tall.at(r, col) = row.at(0, col);
    }
    return tall;
}

Grid blurred_row(const Grid& row, PoolSpec spec, int blur) {
    spec.stride.h = k_largest_blur;
    const Grid all = max_blur_pool(repeated_row(row), spec, blur);
    return {1, all.cols, {all.values.begin(), all.values.begin() + static_cast<std::ptrdiff_t>(all.cols)}};
}

}  // namespace

Size2 shift_kernel(const ShiftPool& pool, std::int64_t rows) { return {rows == 1 ? 1 : pool.kernel, pool.kernel}; }
Size2 shift_stride(const ShiftPool& pool, std::int64_t rows) { return {rows == 1 ? 1 : pool.stride, pool.stride}; }

std::optional<Problem> shift_problem(const ShiftPool& pool, std::int64_t rows, std::int64_t cols) {
    const PoolSpec spec = spec_of(pool, rows);
    PoolSpec unpadded = spec;
    unpadded.rule = Rule::keras;  // whose sentences propose no padding in numbers, which there is none of here
    if (auto found = problem(unpadded, rows, cols)) return found;
    if (pool.method != ShiftMethod::max_blur) return std::nullopt;
    if (pool.edge == ShiftEdge::wrap) return max_blur_problem(spec, pool.blur, rows, cols, BlurEdge::circular);
    if (rows > 1) return max_blur_problem(spec, pool.blur, rows, cols);
    return max_blur_problem(spec, pool.blur, k_largest_blur, cols);
}

ShiftReach shift_reach(const ShiftPool& pool, std::int64_t output, std::int64_t size) {
    const std::int64_t start = output * pool.stride;
    if (pool.method != ShiftMethod::max_blur) return {start, pool.kernel};
    const std::int64_t before = (pool.blur - 1) / 2;
    if (pool.edge == ShiftEdge::wrap) return {start - before, std::min(size, pool.kernel + pool.blur - 1)};
    const std::int64_t last = size - pool.kernel;  // of the windows that are blurred
    std::int64_t low = last;
    std::int64_t high = 0;
    for (std::int64_t tap = 0; tap < pool.blur; ++tap) {
        const std::int64_t place = std::abs(start - before + tap);
        const std::int64_t reflected = place > last ? 2 * last - place : place;
        low = std::min(low, reflected);
        high = std::max(high, reflected);
    }
    return {low, high - low + pool.kernel};
}

Grid shift_pool(const Grid& input, const ShiftPool& pool) {
    CORE_CHECK(!shift_problem(pool, input.rows, input.cols));
    const PoolSpec spec = spec_of(pool, input.rows);
    const bool round = pool.edge == ShiftEdge::wrap;
    if (pool.method != ShiftMethod::max_blur) {
        return pool_grid(round ? gone_round(input, spec.kernel) : input, spec).values;
    }
    if (round) return max_blur_pool(gone_round(input, spec.kernel), spec, pool.blur, BlurEdge::circular);
    return input.rows == 1 ? blurred_row(input, spec, pool.blur) : max_blur_pool(input, spec, pool.blur);
}

}  // namespace core
