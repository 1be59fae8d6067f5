// Slips: the ways in which an answer about pooling goes wrong, and the answer that each of them leads to.
// Each is the right calculation with one thing left out or taken for another, so that core computes it too.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"

namespace check {

struct Cell {
    std::int64_t row = 0;  // of the input; negative in padding
    std::int64_t col = 0;
    auto operator<=>(const Cell&) const = default;
};

// Only the part that the question asks for is filled.
struct Answer {
    std::vector<double> numbers;
    std::vector<Cell> cells;  // in reading order, each once
    std::int64_t choice = -1;
    bool operator==(const Answer&) const = default;
};

enum class SlipKind {
    // sizes
    forgot_padding,    // p = 0
    padded_one_side,   // n + p in place of n + 2p
    rounded_up,        // ceil in place of floor
    rounded_down,      // floor in place of ceil
    forgot_stride,     // s = 1
    forgot_last_step,  // without the + 1
    forgot_dilation,   // d = 1
    kept_input_size,   // o = n
    swapped_sides,     // columns before rows
    // values
    averaged,  // where the largest is asked
    took_largest,
    took_smallest,
    added_up,            // without dividing
    counted_padding,     // padding took part as 0
    divided_by_padding,  // the divisor with padding that does not count
    left_padding_out,    // the divisor without padding that counts
    divided_by_all,      // the divisor with places outside
    other_window,        // of window {window}
    // cells
    later_tie,     // equal, but not the first
    ignored_sign,  // the largest without its minus
    outside_window,
    padding_cell,
    not_largest,
    not_smallest,
    only_rows,  // the columns are missing
    only_columns,
    wrong_end,      // the first ones in place of the last
    cell_is_read,   // {row}, {col} is read by {count} windows
    cells_missing,  // {count} more
    // lanes
    lane_max,
    lane_min,
    lane_lp,
    // gradient
    kept_whole,       // the average gave all of it
    one_window_only,  // another window adds to it
    every_window,     // windows that another cell wins
    // evidence
    largest_mean,    // without the weight
    largest_weight,  // without the mean
    largest_value,   // one bright place
    ignored_minus,   // a large part against the class
    not_most,        // another adds more
    unknown          // no slip we know
};

struct Slip {
    SlipKind kind = SlipKind::unknown;
    Answer answer;
    core::Places places = {};  // for the sentence
};

// What is said about a wrong answer.
struct Finding {
    SlipKind kind = SlipKind::unknown;
    core::Places places = {};
    bool operator==(const Finding&) const = default;
};

}  // namespace check
