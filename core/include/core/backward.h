// The way back: what a change of each input cell does to the outputs. With g(o) the gradient that arrives at output o,
//   dL/dx = sum of g(o) * d out(o) / dx over the windows o that read x; where windows overlap, their parts add up.
//   d max / dx:     1 for the winner, 0 for the others; Ties says how equal cells share (min, global, adaptive alike)
//   d average / dx: 1 / the divisor the window is really divided by                 d sum / dx: 1
//   d Lp / dx:      sign(x) (|x| / Lp)^(p-1), 0 in a window of zeros;  p = inf: sign(x) for the largest |x|, Ties too
// Invariant: for max, min and averages without a divisor set by hand, sent = arrived + on_padding + dropped.
// PyTorch 1.13 gives the same for max, average and their adaptive forms (it adds up in float32, this in double). Its
// LPPool takes signed powers: at p = 1 a cell of 0 gets 1 there and 0 here, a negative sum under an odd p gives NaN,
// and p = inf gives NaN. Its amax() shares a tie in equal parts (Ties::shared).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/explain.h"
#include "core/grid.h"
#include "core/pool_spec.h"
#include "core/problem.h"
#include "core/view.h"

namespace core {

// Who gets the gradient of a maximum that several cells share. 1 2 2 2 gives, for one gradient of 1:
enum class Ties {
    winner,  // 0 1 0 0: the one the forward pass picked (PyTorch max_pool2d, TensorFlow max_pool)
    last,    // 0 0 0 1: the last in reading order (a scan that takes a later cell when it is no smaller)
    shared,  // 0 1/3 1/3 1/3: equal parts (PyTorch amax, TensorFlow reduce_max)
    each     // 0 1 1 1: the whole to each, so that more arrives than was sent (Theano)
};

// Where the gradients went, added up.
struct GradientSums {
    double sent = 0.0;        // all output gradients
    double arrived = 0.0;     // all input gradients
    double on_padding = 0.0;  // the share of padding cells that an average or a sum counts: it falls off the edge
    double dropped = 0.0;     // of windows that read nothing: their value is a constant
    bool operator==(const GradientSums&) const = default;
};

// What keeps a gradient of rows x cols from going back: a problem() of the spec, or another size than the output's.
std::optional<Problem> gradient_problem(const PoolSpec& spec, std::int64_t height, std::int64_t width,
                                        std::int64_t rows, std::int64_t cols);

// input_gradient: planes x height x width, C order, overwritten. MUST have no gradient_problem() and as many planes in
// output_gradient as in input. O(m k^2) for m outputs, nothing allocated. T: float, double, uint8_t.
template <class T>
GradientSums pool_backward(const View<T>& input, const PoolSpec& spec, const View<double>& output_gradient,
                           double* input_gradient, Ties ties = Ties::winner);

struct BackwardGrid {
    Grid gradient;  // of the input, rounded to float32 once
    GradientSums sums;
    bool operator==(const BackwardGrid&) const = default;
};
BackwardGrid backward_grid(const Grid& input, const PoolSpec& spec, const Grid& output_gradient,
                           Ties ties = Ties::winner);

// What one output sends to one of its taps.
struct GradientPart {
    std::int64_t window = 0;  // output number, reading order
    std::int64_t row = 0;     // of the tap, in input coordinates; negative in padding
    std::int64_t col = 0;
    WindowCell::Kind kind = WindowCell::Kind::inside;
    double factor = 0.0;  // d out / d cell; for padding what falls off, for outside 0
    double amount = 0.0;  // factor * gradient of the window
    bool operator==(const GradientPart&) const = default;
};

// The parts of one output: every tap of its window in reading order. 0 <= window < geometry.windows().
std::vector<GradientPart> parts_of_window(const Grid& input, const PoolSpec& spec, const Grid& output_gradient,
                                          std::int64_t window, Ties ties = Ties::winner);

// The parts of one input cell: one from each window that reads it, ascending, also where it is 0. Their amounts add up
// to the cell's gradient.
std::vector<GradientPart> parts_of_cell(const Grid& input, const PoolSpec& spec, const Grid& output_gradient,
                                        std::int64_t row, std::int64_t col, Ties ties = Ties::winner);

}  // namespace core
