// Rule comparison: what one pooling of one input becomes when the rule is switched to another framework's, and what
// that changes: padding, rounding, counting, size, and the first value that differs.
// Invariant: an outcome is with_rule() of the spec, pooled by the definition; a difference compares two outcomes cell
// by cell over the rows and columns that both have.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/geometry.h"
#include "core/grid.h"
#include "core/pool_spec.h"
#include "core/problem.h"

namespace core {

// The rules as a reader chooses them: Keras has two.
enum class RuleChoice { pytorch, onnx, keras_valid, keras_same };
inline constexpr std::array k_rule_choices{RuleChoice::pytorch, RuleChoice::onnx, RuleChoice::keras_valid,
                                           RuleChoice::keras_same};

RuleChoice rule_choice(const PoolSpec& spec);
// with_rule(), and Keras' kind of padding.
PoolSpec with_rule_choice(PoolSpec spec, RuleChoice choice);

struct RuleOutcome {
    RuleChoice choice = RuleChoice::pytorch;
    PoolSpec spec;
    std::optional<Problem> problem;  // then there is neither geometry nor output
    std::optional<Problem> refusal;  // why the framework itself would not take it, although it can be computed
    std::optional<Geometry> geometry;
    Grid output;
};
// What `spec` gives under each rule, in the order of k_rule_choices. The one of the spec's own rule is the spec itself.
std::vector<RuleOutcome> compare_rules(const Grid& input, const PoolSpec& spec);

// How `after` differs from `before`. MUST both be without a problem.
struct RuleDifference {
    struct Cell {
        std::int64_t row = 0, col = 0;
        float before = 0.0F, after = 0.0F;
        bool operator==(const Cell&) const = default;
    };
    bool padding = false;       // on any side
    bool size = false;          // of the output
    std::int64_t changed = 0;   // values that differ where both have one
    std::optional<Cell> first;  // of them, in reading order
    bool operator==(const RuleDifference&) const = default;
    bool nothing() const { return !padding && !size && changed == 0; }
};
RuleDifference rule_difference(const RuleOutcome& before, const RuleOutcome& after);

}  // namespace core
