// The poolings that the shift experiment compares, on a grid with or without an edge: max, max-blur and average.
//   ShiftEdge::wrap: windows and blur go round, so o = ceil(n / s) and every cell is like every other;
//   ShiftEdge::zero: no padding, o = floor((n - k) / s) + 1; the blur reflects as the paper's code does.
// Invariant: all three methods give outputs of one size. A grid of one row is a row of numbers: kernel, stride and blur
// act along it alone.
// Source: Zhang, "Making Convolutional Networks Shift-Invariant Again" (ICML 2019).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/blur_pool.h"
#include "core/grid.h"
#include "core/problem.h"
#include "core/shift.h"

namespace core {

enum class ShiftMethod { max, max_blur, average };

struct ShiftPool {
    ShiftMethod method = ShiftMethod::max;
    std::int64_t kernel = 2;
    std::int64_t stride = 2;
    int blur = 3;  // of max_blur: 1 to k_largest_blur
    ShiftEdge edge = ShiftEdge::wrap;
    bool operator==(const ShiftPool&) const = default;
};

// Kernel and stride along both axes of a rows x cols grid: 1 where there is one row.
Size2 shift_kernel(const ShiftPool& pool, std::int64_t rows);
Size2 shift_stride(const ShiftPool& pool, std::int64_t rows);

std::optional<Problem> shift_problem(const ShiftPool& pool, std::int64_t rows, std::int64_t cols);

// The cells that one output reads along an axis of `size` cells: `count` of them from `first` on. Going round they may
// begin before the first cell or pass the last one; with an edge they lie inside. Max-blur reads more than its kernel:
// every window that its blur mixes. MUST have no shift_problem().
struct ShiftReach {
    std::int64_t first = 0;
    std::int64_t count = 0;
    bool operator==(const ShiftReach&) const = default;
};
ShiftReach shift_reach(const ShiftPool& pool, std::int64_t output, std::int64_t size);

// MUST have no shift_problem().
Grid shift_pool(const Grid& input, const ShiftPool& pool);

}  // namespace core
