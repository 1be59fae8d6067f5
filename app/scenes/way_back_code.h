// Code of the way back: the Python that sends a gradient back through a pooling, or puts pooled values back where they
// came from. By the framework where it has the rule, else by hand with NumPy, and a comment says so.
// Invariant: run, the program leaves `gradient` or `unpooled` as an array in the input's (or asked-for) size.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "app/scenes/framework.h"
#include "app/ui/text.h"
#include "core/backward.h"
#include "core/grid.h"
#include "core/pool_spec.h"

namespace scenes {

// `sent`: one value for each output. MUST have no problem(spec).
std::string backward_code(const core::Grid& input, const core::PoolSpec& spec, const core::Grid& sent, core::Ties ties,
                          Framework framework, const ui::Text& text);

// `indices`: flat, of the result of rows x cols; a later value covers an earlier one.
std::string unpool_code(const core::Grid& pooled, std::span<const std::int64_t> indices, core::Size2 size,
                        Framework framework, const ui::Text& text);

}  // namespace scenes
