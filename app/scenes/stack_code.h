// Code of a stack: the Python that lays every layer on the one below, in the words of one framework. What the framework
// cannot say is done by hand with NumPy, and a comment says so and why, as in pooling_code.h.
// Invariant: run, the program leaves the output of layer i as an array of rows x columns under the name level_i.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/scenes/framework.h"
#include "app/scenes/stack_layers.h"
#include "app/ui/text.h"
#include "core/grid.h"

namespace scenes {

// values[0] is the input, written out as numbers; values[i] MUST be the output of layers[i - 1].
std::string stack_program(std::span<const core::Grid> values, std::span<const StackLayer> layers, Framework framework,
                          const ui::Text& text);

}  // namespace scenes
