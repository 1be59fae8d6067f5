// PoolSpec: everything that defines one pooling, as a plain value. No spec is rejected on construction: problem.h
// says in words what cannot be computed. Words as in PyTorch and ONNX; each size for height and width separately.
#pragma once

#include <cstdint>
#include <optional>

namespace core {

enum class Op { max, average, min, lp, sum, global_max, global_average, adaptive_max, adaptive_average };

// Whose rule decides defaults, divisor, refusals and numbering of indices.
//   pytorch: stride = kernel, average counts explicit padding.
//   onnx:    stride 1, average leaves padding out; auto_pad.
//   keras:   stride = pool size, "valid" or "same" only, padding never takes part.
enum class Rule { pytorch, onnx, keras };

// explicit_padding uses PoolSpec::padding. The others compute it (ONNX auto_pad; Keras same = same_upper):
//   valid: none, o = ceil((n - ek + 1) / s);   same_*: o = ceil(n / s), the odd cell at the end (upper) or start
//   (lower).
enum class AutoPad { explicit_padding, valid, same_upper, same_lower };

struct Size2 {
    std::int64_t h = 1;
    std::int64_t w = 1;
    bool operator==(const Size2&) const = default;
};

struct Padding {
    std::int64_t top = 0;
    std::int64_t left = 0;
    std::int64_t bottom = 0;
    std::int64_t right = 0;
    bool operator==(const Padding&) const = default;
};

struct PoolSpec {
    Op op = Op::max;
    Size2 kernel{2, 2};
    Size2 stride{2, 2};
    Padding padding;
    Size2 dilation{1, 1};
    bool ceil = false;
    bool count_include_pad = true;        // average only
    std::optional<std::int64_t> divisor;  // average only; replaces the count, never 0
    double p = 2.0;                       // Lp only, >= 1; infinity gives max |x|
    Size2 output_size{1, 1};              // adaptive only
    Rule rule = Rule::pytorch;
    AutoPad auto_pad = AutoPad::explicit_padding;
    bool operator==(const PoolSpec&) const = default;
};

bool is_global(Op op);
bool is_adaptive(Op op);
bool is_average(Op op);            // average, global_average, adaptive_average
bool picks_one_cell(Op op);        // max, min and their global and adaptive forms: there is a winner and an index
bool uses_window_settings(Op op);  // false for global and adaptive: kernel, stride, padding, dilation do not apply

// The spec a rule gives when only the kernel is named (semantics: "Where they differ").
PoolSpec default_spec(Rule rule, Op op = Op::max, Size2 kernel = {2, 2});

// Moves `spec` to another rule: keeps what the reader chose, sets what only that rule decides
// (keras: auto_pad valid or same_upper, no ceil, no counted padding; onnx: padding not counted).
PoolSpec with_rule(PoolSpec spec, Rule rule);

}  // namespace core
