// The piece of work pool() hands out: some rows of the output. A row belongs to one plane; rows are numbered through
// all planes, plane * oh + row. Invariant: a row's values depend on nothing but its own windows, so any split gives the
// same.
#pragma once

#include "core/pool.h"

namespace core {

template <class T>
void reference_rows(const View<T>& input, const PoolSpec& spec, const Geometry& geometry, const PoolOut& out,
                    std::int64_t first_row, std::int64_t end_row);

}  // namespace core
