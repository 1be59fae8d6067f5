// A gradient checked with numbers: the outputs are computed again with one cell a little larger and a little smaller.
//   numeric = (L(x + h) - L(x - h)) / 2h, with L = sum of output gradient * output, in double.
// Where the slope to the left differs from the slope to the right there is no derivative: the rule of backward.h
// chooses a value between them, and the check says why.
#pragma once

#include <cstdint>

#include "core/backward.h"
#include "core/grid.h"
#include "core/pool_spec.h"

namespace core {

enum class Smoothness {
    smooth,
    tie,        // the cell is as large as another in a window that picks one
    at_zero,    // Lp: |x| has a corner at 0 (p = 1, or every cell of a window is 0)
    not_finite  // NaN or an infinity in a window of the cell: nothing can be measured
};

struct GradientCheck {
    double analytic = 0.0;  // by backward.h
    double numeric = 0.0;   // the middle of left and right; NaN if not_finite
    double left = 0.0;      // (L(x) - L(x - h)) / h
    double right = 0.0;     // (L(x + h) - L(x)) / h
    double step = 0.0;      // h: small beside the window's values and beside the lead of a winner
    Smoothness smoothness = Smoothness::smooth;
    // Smooth: analytic is numeric. Tie, at_zero: it lies between the slopes, window by window. To 1/10000 of the
    // gradients sent.
    bool agrees = false;
    bool operator==(const GradientCheck&) const = default;
};

// MUST have no gradient_problem(); (row, col) MUST lie in the input. Cost: the windows that read the cell, twice.
GradientCheck check_gradient(const Grid& input, const PoolSpec& spec, const Grid& output_gradient, std::int64_t row,
                             std::int64_t col, Ties ties = Ties::winner);

}  // namespace core
