// One window over the whole plane: global pooling, and any setting whose single window takes every cell.
// A plane is read once, in blocks of k_block cells in reading order: float32 sums inside a block, double across blocks;
// the largest value is looked for again only in the block that holds it. Blocks are tied to the plane and combined in
// order, so a plane shared among threads gives the same bits. Planes that lie side by side (channels last) are read 16
// at a time, a plane to each lane. Time O(n), scratch per thread one block.
#pragma once

#include "engine/method.h"

namespace core::engine {

template <class T>
bool global_suits(const Work<T>& work);
template <class T>
void global_run(const Work<T>& work, Workspace& workspace);

}  // namespace core::engine
