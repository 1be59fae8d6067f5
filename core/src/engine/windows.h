// Windows: values (no indices) of max, min, average and sum over sliding windows of any kernel, stride, padding and
// dilation, at a cost that hardly grows with the kernel. Each axis is folded by itself:
//   down the columns, R output rows at a time (R grows like the root of k): what their windows share is folded once,
//     from whole blocks of R rows folded before; the rows above it as suffixes, those below as a running prefix. That
//     is van Herk's and Gil-Werman's scheme with blocks of R instead of k rows, so it lives in registers.
//   along the row, by growing windows: w(a m + r) = w(m) at a places and r single cells, about log k steps; with
//     AVX-512 the first of them in registers (windows_along-inl.h).
// Nothing is ever subtracted, so a NaN or an infinity stays in its windows and sums of either sign stay accurate.
// Columns go first, read straight from the input, unless order matters: a maximum of +0 and -0 is the one that comes
// first in reading order, and a NaN beats everything. Rows that hold a -0 or a NaN make their blocks go rows first.
//   time O(n (log kw + 3)), n values read; scratch per thread: (2 R + kh / R) rows, and twice (kh + R) rows for input
//   that is converted or goes rows first.
// Sources: M. van Herk, Pattern Recognition Letters 13 (1992) 517-521; J. Gil, M. Werman, IEEE PAMI 15 (1993) 504-507.
#pragma once

#include "engine/method.h"

namespace core::engine {

template <class T>
bool windows_suits(const Work<T>& work);

template <class T>
void windows_run(const Work<T>& work, Workspace& workspace);

}  // namespace core::engine
