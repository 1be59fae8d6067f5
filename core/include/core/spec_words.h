// The words for the values of a PoolSpec in files and on the command line: one spelling for all of them.
// Invariant: each value has one word, each word one value.
#pragma once

#include <array>
#include <string_view>

#include "core/pool_spec.h"

namespace core {

template <class Value>
struct Word {
    std::string_view word;
    Value value;
};

inline constexpr std::array k_op_words{
    Word<Op>{"max", Op::max},
    Word<Op>{"average", Op::average},
    Word<Op>{"min", Op::min},
    Word<Op>{"lp", Op::lp},
    Word<Op>{"sum", Op::sum},
    Word<Op>{"global-max", Op::global_max},
    Word<Op>{"global-average", Op::global_average},
    Word<Op>{"adaptive-max", Op::adaptive_max},
    Word<Op>{"adaptive-average", Op::adaptive_average},
};
inline constexpr std::array k_rule_words{Word<Rule>{"pytorch", Rule::pytorch}, Word<Rule>{"onnx", Rule::onnx},
                                         Word<Rule>{"keras", Rule::keras}};
inline constexpr std::array k_auto_pad_words{
    Word<AutoPad>{"none", AutoPad::explicit_padding}, Word<AutoPad>{"valid", AutoPad::valid},
    Word<AutoPad>{"same-upper", AutoPad::same_upper}, Word<AutoPad>{"same-lower", AutoPad::same_lower}};

}  // namespace core
