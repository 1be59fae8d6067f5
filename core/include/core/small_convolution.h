// A 3 x 3 convolution with weights that are given, not learned: what the layers of a stack do beside pooling. Stride 1,
// zeros as padding, and, as in every network library, without turning the kernel round:
//   out(r, c) = sum over i, j in 0..2 of w(i, j) in(r + i - p, c + j - p)
// box: every weight 1/9, the mean of the nine (a blur). edge: 8 in the middle and -1 around it, 0 wherever the nine are
// equal. Source: Dumoulin & Visin, "A guide to convolution arithmetic for deep learning" (2016), no. 2.1 to 2.3.
#pragma once

#include <array>
#include <cstdint>

#include "core/grid.h"
#include "core/pool_spec.h"

namespace core {

enum class SmallKernel { box, edge };

inline constexpr std::int64_t k_small_kernel_side = 3;

// The nine weights in reading order, as numerator over `divisor`.
struct SmallWeights {
    std::array<int, 9> numerators;
    int divisor = 1;
};
SmallWeights small_weights(SmallKernel kernel);

// The window of such a layer, for geometry(), problem() and stack(): kernel 3, stride 1, `padding` on every side.
PoolSpec small_convolution_spec(std::int64_t padding);

// (rows + 2 padding - 2) x (cols + 2 padding - 2). Sums in double, divided and rounded to float32 once. MUST have no
// problem(small_convolution_spec(padding), rows, cols).
Grid small_convolution(const Grid& input, SmallKernel kernel, std::int64_t padding);

}  // namespace core
