#include "core/rule_comparison.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/pool.h"

namespace core {
namespace {

bool alike(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool same_padding(const Axis& a, const Axis& b) { return a.pad_begin == b.pad_begin && a.pad_end == b.pad_end; }

}  // namespace

RuleChoice rule_choice(const PoolSpec& spec) {
    switch (spec.rule) {
        case Rule::pytorch:
            return RuleChoice::pytorch;
        case Rule::onnx:
            return RuleChoice::onnx;
        case Rule::keras:
            break;
    }
    const bool same = spec.auto_pad == AutoPad::same_upper || spec.auto_pad == AutoPad::same_lower;
    return same ? RuleChoice::keras_same : RuleChoice::keras_valid;
}

PoolSpec with_rule_choice(PoolSpec spec, RuleChoice choice) {
    switch (choice) {
        case RuleChoice::pytorch:
            return with_rule(spec, Rule::pytorch);
        case RuleChoice::onnx:
            return with_rule(spec, Rule::onnx);
        case RuleChoice::keras_valid:
            spec = with_rule(spec, Rule::keras);
            spec.auto_pad = AutoPad::valid;
            break;
        case RuleChoice::keras_same:
            spec = with_rule(spec, Rule::keras);
            spec.auto_pad = AutoPad::same_upper;
            break;
    }
    return spec;
}

std::vector<RuleOutcome> compare_rules(const Grid& input, const PoolSpec& spec) {
    std::vector<RuleOutcome> outcomes;
    const RuleChoice own = rule_choice(spec);
    for (const RuleChoice choice : k_rule_choices) {
        RuleOutcome outcome;
        outcome.choice = choice;
        outcome.spec = choice == own ? spec : with_rule_choice(spec, choice);
        outcome.problem = problem(outcome.spec, input.rows, input.cols);
        outcome.refusal = own_refusal(outcome.spec, input.rows, input.cols);
        if (!outcome.problem) {
            outcome.geometry = geometry(outcome.spec, input.rows, input.cols);
            outcome.output = pool_grid(input, outcome.spec).values;
        }
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

RuleDifference rule_difference(const RuleOutcome& before, const RuleOutcome& after) {
    CORE_CHECK(before.geometry && after.geometry);
    RuleDifference found;
    found.padding =
        !same_padding(before.geometry->h, after.geometry->h) || !same_padding(before.geometry->w, after.geometry->w);
    found.size = before.output.rows != after.output.rows || before.output.cols != after.output.cols;
    const std::int64_t rows = std::min(before.output.rows, after.output.rows);
    const std::int64_t cols = std::min(before.output.cols, after.output.cols);
    for (std::int64_t row = 0; row < rows; ++row) {
        for (std::int64_t col = 0; col < cols; ++col) {
            const float one = before.output.at(row, col);
            const float other = after.output.at(row, col);
            if (alike(one, other)) continue;
            ++found.changed;
            if (!found.first) found.first = RuleDifference::Cell{row, col, one, other};
        }
    }
    return found;
}

}  // namespace core
