// Stem: the two poolings that most networks begin with, windows of 2x2 and of 3x3 at stride 2: max and min with or
// without indices, average and sum.
// Invariant: one pass over the input, no scratch; every window is taken in reading order, so its value is the same
// wherever a vector or a band begins.
#pragma once

#include "engine/method.h"

namespace core::engine::stem {

bool suits(const Work<float>& work);
void run(const Work<float>& work, Workspace& workspace);

}  // namespace core::engine::stem
