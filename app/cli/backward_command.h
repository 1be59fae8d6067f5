// `poolscope backward`: the gradient of a pooling's output, sent back to its input (core/backward.h). The formats are
// those of array_files.h; GRAD has the shape of the output, OUT that of the input.
#pragma once

#include "app/cli/command_line.h"

namespace cli {

// As run_pool(). A gradient that falls on padding or is dropped is a line "note: ..." too.
int run_backward(const BackwardCommand& command);

}  // namespace cli
