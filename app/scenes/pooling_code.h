// Pooling code: the Python that does what a PoolSpec does, in the words of one framework.
// What the framework cannot say is done by hand with NumPy, and a comment says so and why (core::refusals()).
// Invariant: run, the program leaves each result as an array of rows x columns under its name; tests run it.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "app/scenes/framework.h"
#include "app/ui/text.h"
#include "core/grid.h"
#include "core/pool_spec.h"

namespace scenes {

struct NamedPooling {
    std::string name;  // Python's: "y", "y_average"
    core::PoolSpec spec;
};

// `input` is written out as numbers. A pooling with a problem() is that sentence as a comment.
std::string pooling_code(const core::Grid& input, std::span<const NamedPooling> poolings, Framework framework,
                         const ui::Text& text);

// The framework's own expression over its tensor `x` (ONNX: its nodes), nothing where the way is by hand. MUST have no
// problem().
std::optional<std::string> framework_statement(Framework framework, const core::PoolSpec& spec,
                                               const core::Grid& input);

// What other writers of programs need of the same. The imports of a program, NumPy's alone if the framework says
// nothing in it; the line that makes the framework's tensor of the array `x`, empty where it takes arrays; and why a
// pooling is done by hand, empty for NumPy, which always does it so.
std::string framework_imports(Framework framework, bool framework_used);
std::string tensor_of_input(Framework framework);
std::string by_hand_comment(Framework framework, const core::PoolSpec& spec, const core::Grid& input,
                            const ui::Text& text);

}  // namespace scenes
