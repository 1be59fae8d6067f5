// Adaptive pooling: bins of uneven size that may overlap by a cell. Where the input divides evenly, the bins are plain
// windows and the method for those runs. Otherwise a row of bins is reduced down the columns into one row (averages in
// double), which each bin then reduces; the place of a maximum is looked for again in its bin.
// Time O(n), n values read, rows that two bins share counted twice; scratch per thread: two rows.
#pragma once

#include "engine/method.h"

namespace core::engine {

template <class T>
bool adaptive_suits(const Work<T>& work);
template <class T>
void adaptive_run(const Work<T>& work, Workspace& workspace);

}  // namespace core::engine
