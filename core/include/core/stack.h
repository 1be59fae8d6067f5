// A stack of layers over one input: what one output far up has seen. Per axis, with k the window, s the stride, d the
// dilation and pb the padding before, from one layer to the next:
//   field' = field + (k - 1) d jump      cells of the input that one output can reach
//   jump'  = jump s                      input cells from one output to the next
//   start' = start + ((k - 1) d / 2 - pb) jump      where the middle of the first output lies; 0 is the first cell's
//   middle. The input itself has field 1, jump 1, start 0.
// Invariant: away from the edges an output's cone is field cells wide, unless a stride or a dilation steps over some.
// Near an edge it is narrower, because padding is no part of the input. Source: Dumoulin & Visin, "A guide to
// convolution arithmetic for deep learning" (2016); Araujo, Norris & Sim, "Computing Receptive Fields" (Distill 2019).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/geometry.h"
#include "core/number_text.h"
#include "core/pool_spec.h"
#include "core/problem.h"

namespace core {

// One axis of one level, seen from the input.
struct Reach {
    std::int64_t field = 1;
    std::int64_t jump = 1;
    double start = 0.0;
    bool operator==(const Reach&) const = default;
};

// `axis` laid on `below`. Nothing for adaptive pooling, whose windows have neither one size nor one step. Global
// pooling counts as one window over everything. Any other axis MUST have jumps and fields that fit 64 bits (stack()
// sees to it).
std::optional<Reach> reach_above(const Reach& below, const Axis& axis);

// The three formulas with their numbers: "5 = 3+(2−1)·1·2", with the dilation left out where it is 1.
struct ReachFormula {
    std::string field;
    std::string jump;
    std::string start;
};
ReachFormula reach_formula(const Reach& below, const Axis& axis, const Reach& above, Minus minus = Minus::typographic);

// Level 0 is the input, level i the output of layer i.
struct Stack {
    std::vector<Geometry> layers;  // layers[i] lies between level i and level i + 1
    struct Level {
        std::int64_t rows = 0;
        std::int64_t cols = 0;
        std::optional<Reach> h;  // nothing above an adaptive layer
        std::optional<Reach> w;
        bool operator==(const Level&) const = default;
    };
    std::vector<Level> levels;
    bool operator==(const Stack&) const = default;
};

// The first layer that cannot be laid, counted from 0, and why.
struct StackProblem {
    std::size_t layer = 0;
    Problem problem;
    bool operator==(const StackProblem&) const = default;
};
std::optional<StackProblem> stack_problem(const std::vector<PoolSpec>& layers, std::int64_t height, std::int64_t width);

// A convolution is the layer with the same window, stride and padding: what it does with the values plays no part here.
// MUST have no stack_problem().
Stack stack(const std::vector<PoolSpec>& layers, std::int64_t height, std::int64_t width);

// What one output of a level has seen, level by level.
struct Cone {
    // Cells are rows x cols of it; exact, with the gaps that strides and dilations leave.
    struct Slice {
        std::vector<std::int64_t> rows;  // ascending, inside the level
        std::vector<std::int64_t> cols;
        // From the first to the last tap of the windows above, padding included; one past the last.
        std::int64_t first_row = 0, end_row = 0, first_col = 0, end_col = 0;
        bool operator==(const Slice&) const = default;
    };
    std::vector<Slice> slices;  // slices[0] of the input, slices.back() the output alone
    bool operator==(const Cone&) const = default;
};
// MUST have level < stack.levels.size() and the cell inside the level. A level without cells: everything read is
// padding.
Cone cone(const Stack& stack, std::size_t level, std::int64_t row, std::int64_t col);

}  // namespace core
