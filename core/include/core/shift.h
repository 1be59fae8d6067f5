// The shift experiment: a grid is moved, pooled again, and what the outputs have become is held against what they were.
//   changed: more than a tolerance apart;   likeness = 1 - mean |after - before| / range
// With ShiftEdge::wrap what leaves on one side enters on the other, so nothing is new and every change is the pooling's
// own. Invariant: a shift by nothing changes no output; shift_consistency() counts each shift once.
// Source: the consistency measure of Zhang, "Making Convolutional Networks Shift-Invariant Again" (ICML 2019), here for
// single outputs instead of class names.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/grid.h"
#include "core/pool_spec.h"

namespace core {

enum class ShiftEdge {
    wrap,  // what leaves on one side enters on the other
    zero   // zeros enter, what leaves is gone
};

// The input moved down and right by any whole numbers.
Grid shifted(const Grid& input, std::int64_t down, std::int64_t right, ShiftEdge edge);
Grid circular_shift(const Grid& input, std::int64_t down, std::int64_t right);

// Largest minus smallest value that can turn up: of the input, and of the zeros that enter. 0 for a grid of one value.
double shift_range(const Grid& input, ShiftEdge edge);

// Every value is the same (a grid without values too): a pattern that was there cannot be seen any more.
bool is_uniform(const Grid& grid);

// Which output of the moved input is held against which of the unmoved one.
enum class ShiftCompare {
    in_place,  // the same cell: does the output change at all?
    followed   // the cell that has moved along, floor(shift / stride) cells: does it change apart from moving?
};

// How outputs are compared. `stride` is that of the pooling, for ShiftCompare::followed.
struct ShiftRule {
    ShiftEdge edge = ShiftEdge::wrap;
    ShiftCompare compare = ShiftCompare::in_place;
    Size2 stride{1, 1};
    float tolerance = 0.0F;
    bool operator==(const ShiftRule&) const = default;
};

// What the outputs of the moved input are held against, cell by cell.
Grid expected_after(const Grid& before, std::int64_t down, std::int64_t right, const ShiftRule& rule);

using GridFunction = std::function<Grid(const Grid&)>;

// Same: at most `tolerance` apart, or both NaN, or the same infinity. Sizes of changes are |after - expected|.
struct ShiftChange {
    std::int64_t same = 0;
    std::int64_t outputs = 0;
    double mean = 0.0;          // of all outputs
    double least = 0.0;         // of those that changed
    double most = 0.0;          // of those that changed
    std::vector<bool> changed;  // per output
    std::int64_t changes() const { return outputs - same; }
    double share() const { return outputs == 0 ? 1.0 : static_cast<double>(same) / static_cast<double>(outputs); }
    // 1: nothing changes; 0: every output changes by the whole range. `range` as of shift_range().
    double likeness(double range) const;
};
// The first `count` outputs in reading order (all: count < 0). MUST be of one size.
ShiftChange shift_change(const Grid& expected, const Grid& after, float tolerance, std::int64_t count = -1);

struct ShiftOutcome : ShiftChange {
    std::int64_t down = 0;
    std::int64_t right = 0;
    Grid after;
};

// Pools the moved input and compares. `before`: pool(input), computed once for many shifts.
ShiftOutcome shift_outcome(const Grid& input, const Grid& before, const GridFunction& pool, std::int64_t down,
                           std::int64_t right, const ShiftRule& rule = {});

// Over all shifts that are different ones, each once: round by 0 to n - 1 cells along each axis; with zeros from
// -(n - 1) to n - 1. Cell (i, j) is the shift (first_down + i, first_right + j). Means leave out the shift by nothing,
// whose share and likeness are always 1. Cost: as many poolings as shifts.
struct ShiftConsistency {
    std::int64_t first_down = 0;
    std::int64_t first_right = 0;
    Grid shares;  // of outputs that stayed the same
    Grid likenesses;
    double mean = 1.0;  // of the shares
    double mean_likeness = 1.0;
    bool operator==(const ShiftConsistency&) const = default;
};
ShiftConsistency shift_consistency(const Grid& input, const GridFunction& pool, const ShiftRule& rule = {});

}  // namespace core
