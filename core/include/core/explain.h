// Explanation of one window: its cells in reading order, what each counts as, who won, what it is divided by, and the
// formula as coloured pieces. Everything the screen says about a window comes from here.
// Invariant: result equals pool() at that output cell; joining the pieces gives formula().
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/geometry.h"
#include "core/grid.h"
#include "core/number_text.h"
#include "core/pool_spec.h"

namespace core {

struct WindowCell {
    enum class Kind {
        inside,   // a real value
        padding,  // stands for 0 (average, sum, Lp) or -inf / +inf (max, min)
        outside   // ceil's overhang: never counted
    };
    std::int64_t row = 0;  // input coordinates; negative in padding
    std::int64_t col = 0;
    Kind kind = Kind::inside;
    float value = 0.0F;   // the value it stands for; 0 for outside
    bool counted = true;  // takes part in the divisor (average) or in the comparison
    bool winner = false;  // the one the rule chooses
    bool tied = false;    // equal to the winner, not chosen
    bool operator==(const WindowCell&) const = default;
};

enum class DivisorReason {
    none,                 // not an average
    every_tap,            // k*k, nothing to explain
    padding_left_out,     // count_include_pad off, or a rule that never counts it
    padding_and_outside,  // padding counted, ceil's overhang not
    outside_left_out,     // ceil's overhang only
    override_value,       // divisor set by hand
    no_cell               // nothing inside: the average is 0
};

struct FormulaPiece {
    enum class Role { function, operation, value, winner, padding, divisor, result };
    Role role = Role::value;
    std::string text;
    std::int64_t cell = -1;  // index into cells, or -1
    bool operator==(const FormulaPiece&) const = default;
};

struct WindowExplanation {
    std::int64_t index = 0;  // reading order
    std::int64_t out_row = 0;
    std::int64_t out_col = 0;
    std::vector<WindowCell> cells;  // every tap in reading order
    std::int64_t inside = 0, padding = 0, outside = 0, tied = 0;
    double sum = 0.0;      // of the inside taps
    double divisor = 1.0;  // average: what it is divided by
    DivisorReason divisor_reason = DivisorReason::none;
    std::int64_t winner_index = -1;  // flat, unpadded (PyTorch); -1 if none
    float result = 0.0F;
    bool operator==(const WindowExplanation&) const = default;
};

// MUST have no problem(spec, input size); 0 <= window < geometry.windows().
WindowExplanation explain(const Grid& input, const PoolSpec& spec, std::int64_t window);

// max(12, 20, 8, 12) = 20    (12+20+8+12)/4 = 13    (|3|^2+|-4|^2)^(1/2) = 5    (1+2+2)/3 = 1.6667 with "≈" for "=".
// More than `max_terms` taps: the first ones, "…", the last one. Outside cells are left out.
std::vector<FormulaPiece> formula(const WindowExplanation& explanation, const PoolSpec& spec, int max_terms = 16,
                                  Minus minus = Minus::typographic);
std::string formula_text(const std::vector<FormulaPiece>& pieces);

// The output-size formula of one axis with symbols and with numbers, piece by piece: o = ⌊(n+2p−k)/s⌋+1.
struct SizePiece {
    enum class Role { output, input, padding, kernel, stride, dilation, operation };
    Role role = Role::operation;
    std::string text;
    bool operator==(const SizePiece&) const = default;
};
struct SizeFormula {
    std::vector<SizePiece> symbols;
    std::vector<SizePiece> numbers;
};
// Uneven padding is written p₁+p₂ (begin, end); dilation appears only above 1; SAME is ⌈n/s⌉; adaptive and global: o
// = 2. Of an axis no window fits on (unfit_geometry()) o is 0 or less.
SizeFormula size_formula(const PoolSpec& spec, const Axis& axis);

}  // namespace core
