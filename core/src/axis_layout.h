// Axis layout: one axis of a spec laid over an input of n cells, before anything is known to be computable.
// Invariant: for settings within k_largest_setting no product or sum here leaves 64 bits; output < 1 means that no
// window fits. Shared by geometry.cpp (which needs a valid axis) and problem.cpp (which says why it is not one).
#pragma once

#include <cstdint>

#include "core/geometry.h"
#include "core/pool_spec.h"

namespace core {

// Products of two settings fit 64 bits below this; problem() refuses anything larger.
inline constexpr std::int64_t k_largest_setting = 2147483647;

enum class Side { height, width };

// The settings of one side of a spec.
struct AxisSettings {
    std::int64_t kernel = 1;
    std::int64_t stride = 1;
    std::int64_t dilation = 1;
    std::int64_t pad_begin = 0;
    std::int64_t pad_end = 0;
    std::int64_t output_size = 1;
};
AxisSettings axis_settings(const PoolSpec& spec, Side side);

// ek = (k - 1) d + 1: the cells from the first tap of a window to its last.
std::int64_t effective_kernel(std::int64_t kernel, std::int64_t dilation);

// MUST have n in 1..k_largest_setting, every size setting in 1..k_largest_setting and paddings in 0..k_largest_setting.
Axis lay_out(const PoolSpec& spec, Side side, std::int64_t n);

// Whether padding counts in an average's divisor under the spec's rule (Keras never counts it).
bool counts_padding(const PoolSpec& spec);

// What an average of a window with `inside` > 0 taps in the input is divided by: the override, else the taps inside the
// padded input where padding counts (ceil's overhang never does), else `inside`. MUST have is_average(spec.op).
std::int64_t average_divisor(const PoolSpec& spec, const Geometry& geometry, const Span& rows, const Span& cols,
                             std::int64_t inside);

}  // namespace core
