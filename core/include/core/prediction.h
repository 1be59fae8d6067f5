// Prediction: what a class says of a window before it sees the result, how close that came, and the likely slip.
//   exact: the value, rounded to the decimals that were said (at least one); a cell that holds the winning value.
//   near:  |said - result| <= range / 10; range = largest - smallest of what the window compares or sums (padding as
//          the value it stands for); of a gradient's share: |gradient|.
//   wrong: all else. A slip is named when what was said is just what that slip gives.
// Invariant: an exact guess has no slip; the result is explain()'s, never worked out anew.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/backward.h"
#include "core/explain.h"
#include "core/player.h"

namespace core {

enum class Question {
    none,  // nothing to say: no cell inside, or a result that is no number
    cell,  // which one wins
    value
};

struct Guess {
    enum class Kind { cell, value, shown };  // shown: the class let itself be told
    Kind kind = Kind::shown;
    std::int64_t row = 0, col = 0;  // cell: input coordinates, negative in padding
    double value = 0.0;
    bool operator==(const Guess&) const = default;
};

enum class Verdict { exact, near, wrong };

enum class Slip {
    none,
    averaged,  // of a sum or Lp
    summed,    // forgot to divide, or to take powers
    took_largest,
    took_smallest,
    took_largest_size,  // |x|, where the sign counts
    left_out_one,
    counted_padding,  // divided by the padding too
    forgot_padding,   // did not divide by it
    counted_outside,  // ceil's overhang in the divisor
    ignored_divisor,  // the one that was set by hand
    forgot_root,      // Lp: sum of powers
    outside_window,
    chose_padding,  // padding never wins
    chose_outside,  // ceil's overhang holds no value
    not_shared,     // gave one cell the whole gradient
    other_of_tie    // the rule sends it to another of the equal cells
};

struct Judgement {
    Verdict verdict = Verdict::wrong;
    Slip slip = Slip::none;
    double said = 0.0;  // the value, or that of the chosen cell
    double result = 0.0;
    std::int64_t tied = 0;  // other cells that would do as well
    double off() const { return said - result; }
    bool operator==(const Judgement&) const = default;
};

struct SlipValue {
    Slip slip = Slip::none;
    double value = 0.0;
    bool operator==(const SlipValue&) const = default;
};

Question question_of(const WindowExplanation& window, const PoolSpec& spec);

// Of a value question: what each slip gives, the likeliest first; none equals the result.
std::vector<SlipValue> slip_values(const WindowExplanation& window, const PoolSpec& spec);

// MUST be asked for a value, or for a cell.
Judgement judge_value(const WindowExplanation& window, const PoolSpec& spec, double said);
Judgement judge_cell(const WindowExplanation& window, const PoolSpec& spec, std::int64_t row, std::int64_t col);

// On the way back. A cell question: which cell receives the gradient (any with a share that is not 0). A value: how
// much the cell with the largest share receives.
struct BackQuestion {
    Question question = Question::none;
    GradientPart part;  // value: of that cell
};
BackQuestion back_question(const WindowExplanation& window, const PoolSpec& spec, std::span<const GradientPart> parts);
Judgement judge_share(const WindowExplanation& window, double gradient, const GradientPart& part, double said);
Judgement judge_route(const WindowExplanation& window, std::span<const GradientPart> parts, std::int64_t row,
                      std::int64_t col);
// Unpooling: which cell the index names (the winner and no other).
Judgement judge_index(const WindowExplanation& window, std::int64_t row, std::int64_t col);

// advance() that stops where open(window) says that a window's question is not answered. True if it stands there.
bool advance_to_question(Playback& playback, double dt, const std::function<bool(std::int64_t)>& open);

}  // namespace core
