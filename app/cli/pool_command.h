// `poolscope pool`: pools a file into a file with the engine the screens use. The formats are those of array_files.h;
// float64 and integers beyond 16 bits are pooled from double.
#pragma once

#include "app/cli/command_line.h"

namespace cli {

// The exit code. What keeps it from being done is one line on standard error; what the framework
// of the chosen rule would refuse about the settings is a line "note: ..." there, and the work goes on.
int run_pool(const PoolCommand& command);

}  // namespace cli
