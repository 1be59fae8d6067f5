// Pooling: one output value per window. pool() chooses the method (src/engine/method.h); reference_pool() is the
// definition, read like the formula, and the oracle for every faster one. Max and min are bit for bit the same by every
// method, sums and averages within what Sums says.
//   max: largest tap inside the input, padding never takes part; first in reading order wins a tie; NaN wins, the last
//   one. min: the same with the order turned round.      sum: taps, padding adds 0.      Lp: (sum |x|^p)^(1/p), padding
//   adds 0. average: sum / divisor; divisor = override, else taps inside the padded input (count_include_pad), else
//   inside the input. A window with no tap in the input gives 0 (average, sum, Lp), -inf (max), +inf (min) and index
//   -1.
// reference_pool() takes sums in double and rounds to float32 once. Source: ATen MaxPoolKernel, AvgPoolKernel; ONNX
// LpPool.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/geometry.h"
#include "core/grid.h"
#include "core/view.h"
#include "core/workspace.h"

namespace core {

// Where results go; the caller owns the memory. values: planes x oh x ow, C order.
// indices: same shape or null; flat row * width + col in the unpadded input plane (PyTorch's numbering).
struct PoolOut {
    float* values = nullptr;
    std::int64_t* indices = nullptr;
};

// In what a sum or an average of float32 values is taken. By neither does a NaN or an infinity reach a window that does
// not contain it, and neither depends on the number of threads.
//   single: float32, never by subtracting. Within 8 ulp of the exact mean (of the mean of |x| where values cancel).
//   exact:  double, rounded to float32 once. Within 0.52 ulp. In single, a sum beyond float32's range is infinite.
enum class Sums { single, exact };

struct PoolOptions {
    int threads = 0;  // without a workspace; 0: as many as the machine has and the work is worth
    Sums sums = Sums::single;
    Workspace* workspace = nullptr;  // threads and scratch of the caller's, for calls that start no thread; may be null
    const std::atomic<bool>* cancel = nullptr;  // pool_bytes() only: gives up soon after this turns true; may be null
};

// MUST have no problem(spec, height, width); `indices` only for ops with picks_one_cell(). T: float, double, uint8_t.
template <class T>
void pool(const View<T>& input, const PoolSpec& spec, const PoolOut& out, const PoolOptions& options = {});

// The name of the method that pool() takes for this, for reports and benchmarks; what each costs is in
// src/engine/method.h.
template <class T>
std::string_view pool_method(const View<T>& input, const PoolSpec& spec, const PoolOut& out,
                             const PoolOptions& options = {});

template <class T>
void reference_pool(const View<T>& input, const PoolSpec& spec, const PoolOut& out);

// One window's value: the same definition, for a single output cell of one plane. `index` may be null.
template <class T>
float pool_window(const View<T>& plane, const PoolSpec& spec, const Geometry& geometry, std::int64_t out_row,
                  std::int64_t out_col, std::int64_t* index = nullptr);

// A grid and where each value came from (indices empty unless picks_one_cell()).
struct PooledGrid {
    Grid values;
    std::vector<std::int64_t> indices;
    bool operator==(const PooledGrid&) const = default;
};
// By the definition: the numbers that explanations show.
PooledGrid pool_grid(const Grid& input, const PoolSpec& spec);

}  // namespace core
