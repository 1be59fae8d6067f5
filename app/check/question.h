// Question: one exercise of "check yourself": a pooling setting, what is asked about it, the right answer, and the
// wrong answers that known slips lead to. Everything follows from (level, seed, number), the same on every machine.
// Invariant: core computes `answer`; no slip has the right answer; of two slips with one answer the more common stays.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "app/check/slips.h"
#include "core/feature_maps.h"
#include "core/grid.h"
#include "core/pool_spec.h"

namespace check {

enum class Level {
    output_size,  // how many rows and columns?
    fill_cell,    // what is the covered output?
    find_winner,  // which cell gives the output?
    dropped,      // which cells does no window read?
    which_lane,   // which output is the average?
    gradient,     // what arrives at a cell, or where does it go?
    evidence      // which feature map adds most to the class score?
};
inline constexpr std::array k_levels{Level::output_size, Level::fill_cell, Level::find_winner, Level::dropped,
                                     Level::which_lane,  Level::gradient,  Level::evidence};
inline constexpr int k_questions = 5;               // of a level, each a little harder
inline constexpr std::uint32_t k_last_seed = 9999;  // short enough to be read out to a class

enum class Ask {
    size,    // two numbers: rows, columns
    number,  // one number
    cell,    // one cell of the input
    cells,   // a set of cells of the input
    choice   // one of several lanes or maps
};

struct Question {
    Level level = Level::output_size;
    std::uint32_t seed = 1;
    int number = 0;  // 0 .. k_questions - 1
    Ask ask = Ask::size;
    core::PoolSpec spec;
    core::Grid input;             // without values worth showing for output_size and dropped
    std::int64_t window = -1;     // the one that is asked about, in reading order; -1: all of them
    std::optional<Cell> cell;     // gradient: the one that is asked about
    core::Grid gradient;          // of the outputs; empty but for gradient
    std::vector<core::Op> lanes;  // which_lane: the outputs to choose from
    core::FeatureMaps maps;       // evidence, with the one class of `head`
    core::LinearHead head;
    Answer answer;
    std::vector<Slip> slips;  // the more common first
};

// 0 <= number < k_questions.
Question make_question(Level level, std::uint32_t seed, int number);

// `setting` with its answer and slips: a question made by hand. MUST have what its level asks about, without a
// problem().
Question settled(Question setting);

// The pooling of one lane of which_lane.
core::PoolSpec lane_spec(const Question& question, core::Op op);

// Whether `given` has as many parts as the question asks for.
bool complete(const Question& question, const Answer& given);
bool right(const Question& question, const Answer& given);
// What went wrong, as far as the answer tells. MUST be complete and not right.
Finding diagnose(const Question& question, const Answer& given);

}  // namespace check
