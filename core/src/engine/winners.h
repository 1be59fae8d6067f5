// Winners: max and min with indices, for sliding windows of any kernel, stride, padding and dilation, at a cost that
// hardly grows with the kernel.
// Invariant: a value and its place make one 64-bit key, and of two keys the larger is the one the definition picks
// (winners_key-inl.h); so windows are maxima of keys, which may be taken in any grouping.
#pragma once

#include "engine/method.h"

namespace core::engine::winners {

// T: float or std::uint8_t.
template <class T>
bool suits(const Work<T>& work);
template <class T>
void run(const Work<T>& work, Workspace& workspace);

}  // namespace core::engine::winners
