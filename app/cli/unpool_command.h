// `poolscope unpool`: pooled values back to the cells that their indices name, zeros elsewhere (core/unpool.h). The
// formats are those of array_files.h; indices are those that `poolscope pool --indices` writes.
#pragma once

#include "app/cli/command_line.h"

namespace cli {

// As run_pool(). Values that a later one covers are a line "note: ..." too.
int run_unpool(const UnpoolCommand& command);

}  // namespace cli
