// The shift experiment: a grid is moved, pooled again, and the outputs that stayed the same are counted. Shifts go
// round: what leaves on one side enters on the other, so nothing is new and every change is the pooling's own.
// Invariant: a shift by nothing keeps every output; shift_consistency() counts each shift once.
// Source: the consistency measure of Zhang, "Making Convolutional Networks Shift-Invariant Again" (ICML 2019), here for
// single outputs instead of class names.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/grid.h"
#include "core/pool_spec.h"

namespace core {

// The input moved down and right, what leaves on one side entering on the other. Any whole numbers.
Grid circular_shift(const Grid& input, std::int64_t down, std::int64_t right);

// Which output of the moved input is held against which of the unmoved one.
enum class ShiftCompare {
    in_place,  // the same cell: does the output change at all?
    followed   // the cell that has moved along, floor(shift / stride) cells round: does it change apart from moving?
};

using GridFunction = std::function<Grid(const Grid&)>;

struct ShiftOutcome {
    std::int64_t down = 0;
    std::int64_t right = 0;
    std::int64_t same = 0;  // outputs
    std::int64_t outputs = 0;
    Grid after;
    std::vector<bool> changed;  // per output of `after`
    double share() const { return outputs == 0 ? 1.0 : static_cast<double>(same) / static_cast<double>(outputs); }
};

// Pools the moved input and counts the outputs that stayed. Equal: at most `tolerance` apart, or both NaN, or the same
// infinity. `before`: pool(input), computed once for many shifts. `stride` is that of `pool`, for
// ShiftCompare::followed.
ShiftOutcome shift_outcome(const Grid& input, const Grid& before, const GridFunction& pool, std::int64_t down,
                           std::int64_t right, ShiftCompare compare = ShiftCompare::in_place, Size2 stride = {1, 1},
                           float tolerance = 0.0F);

// Over all circular shifts, each once: rows x cols shares, cell (down, right); and their mean without (0, 0), which is
// always 1. Cost: rows x cols poolings.
struct ShiftConsistency {
    Grid shares;
    double mean = 1.0;
};
ShiftConsistency shift_consistency(const Grid& input, const GridFunction& pool,
                                   ShiftCompare compare = ShiftCompare::in_place, Size2 stride = {1, 1},
                                   float tolerance = 0.0F);

}  // namespace core
