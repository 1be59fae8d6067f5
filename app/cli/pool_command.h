// `poolscope pool`: pools a file into a file with the engine the screens use.
//   .npy  HxW, CxHxW or NxCxHxW; the result is float32 of the same rank. float64 and integers are pooled from double.
//   .csv  HxW as float32.
//   pictures  each channel by itself; a result is rounded, clamped to 0..255 and written as .png. A .npy result of a
//             picture is 3xHxW.
// Invariant: the output files are complete or untouched; input and output may be the same file.
#pragma once

#include "app/cli/command_line.h"

namespace cli {

// The exit code. What keeps it from being done is one line on standard error; what the framework
// of the chosen rule would refuse about the settings is a line "note: ..." there, and the work goes on.
int run_pool(const PoolCommand& command);

}  // namespace cli
