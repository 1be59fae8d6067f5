// Max-unpooling: every pooled value goes back to the cell its index names (the "switch"), every other cell is 0.
//   usual size per axis: (n - 1) s - pb - pe + (k - 1) d + 1 for n pooled values (PyTorch's default; it has no dilation
//   there). Under floor every size from there to s - 1 cells more pools to the same n, so the size has to be said.
// Collisions: windows that overlap may name one cell twice. Here the last in reading order wins, always; PyTorch's loop
// does the same on one thread and promises nothing on several. Max pooling itself makes only harmless ones: the values
// are equal.
// Indices are PyTorch's: row * width + col of one plane of the OUTPUT size; PyTorch refuses what lies outside, so does
// index_problem(). Source: ATen MaxUnpoolKernel, torch.nn.functional._unpool_output_size; ONNX MaxUnpool.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/grid.h"
#include "core/pool_spec.h"
#include "core/problem.h"
#include "core/view.h"

namespace core {

// Sizes one axis may have had before it was pooled: each from smallest to largest pools to the given number of outputs,
// no other does. smallest > largest: no input gives it.
struct UnpoolSizes {
    std::int64_t usual = 0;  // the formula; under ceil the largest but for the last-window rule
    std::int64_t smallest = 0;
    std::int64_t largest = 0;
    bool operator==(const UnpoolSizes&) const = default;
};

struct UnpoolRange {
    UnpoolSizes h;
    UnpoolSizes w;
};

// Nothing for global and adaptive pooling and for SAME, where the settings say nothing about the size. The settings
// MUST be positive and within 2^31 - 1.
std::optional<UnpoolRange> unpool_sizes(const PoolSpec& spec, std::int64_t rows, std::int64_t cols);

// A size that PyTorch refuses: it takes less than one stride more or less than the usual size.
std::optional<Problem> unpool_refusal(const PoolSpec& spec, std::int64_t rows, std::int64_t cols, Size2 size);

// A size that is not positive or too large to count, or the first index that names no cell of it. `indices`: planes x
// rows x cols, C order.
std::optional<Problem> unpool_problem(std::span<const std::int64_t> indices, std::int64_t rows, std::int64_t cols,
                                      Size2 size);

// out: planes x size.h x size.w, C order, overwritten. indices: planes x rows x cols. MUST have no unpool_problem().
// Returns how many values another one in the same cell covered. T: float, double, uint8_t.
template <class T>
std::int64_t max_unpool(const View<T>& values, std::span<const std::int64_t> indices, Size2 size, float* out);

// The gradient of max_unpool: each value gets its cell's, one that was covered gets 0. (PyTorch 1.13 gives it to the
// covered ones too, although they have no say.) input_gradient: planes x rows x cols of the pooled values.
void max_unpool_backward(const View<double>& output_gradient, std::span<const std::int64_t> indices, std::int64_t rows,
                         std::int64_t cols, double* input_gradient);

// A cell that several pooled values were sent to.
struct Collision {
    std::int64_t cell = 0;              // row * width + col
    std::vector<std::int64_t> writers;  // numbers of the pooled values in reading order; the last one stays
    bool same_value = true;             // nothing is lost
    bool operator==(const Collision&) const = default;
};

struct UnpooledGrid {
    Grid values;
    std::vector<std::int64_t> writer;   // per cell: the pooled value that stands there, or -1 for a 0 that was left
    std::vector<Collision> collisions;  // by cell
    bool operator==(const UnpooledGrid&) const = default;
};
// MUST have no unpool_problem().
UnpooledGrid unpool_grid(const Grid& values, std::span<const std::int64_t> indices, Size2 size);

}  // namespace core
