// Lp pooling, (sum |x|^p)^(1/p), for any window: |x|^p once per value in double, then sums of double along each axis by
// itself (nothing is subtracted), then one root per window. Largest |x| (p infinity) goes the same way with max for +.
//   along the row, by doubling: sums of 2m cells are two sums of m; k cells take about 2 log2 k steps
//   down the columns: the window's rows, already summed along the row, are added up
// A window whose sum comes near the ends of double's range is taken by the definition, which scales it.
// Time O(n log kw + m kh); scratch per thread: two padded rows, and the rows of one window.
#pragma once

#include "engine/method.h"

namespace core::engine {

template <class T>
bool power_suits(const Work<T>& work);
template <class T>
void power_run(const Work<T>& work, Workspace& workspace);

}  // namespace core::engine
