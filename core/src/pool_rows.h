// The piece of work pool() hands out: some rows of the output. A row belongs to one plane; rows are numbered through
// all planes, plane * oh + row. Invariant: a row's values depend on nothing but its own windows, so any split gives the
// same.
#pragma once

#include "core/pool.h"

namespace core {

// One window by the definition, before it is rounded to float32; index -1 where nothing is picked.
struct WindowValue {
    double value = 0.0;
    std::int64_t index = -1;
};
template <class T>
WindowValue window_value(const View<T>& plane, const PoolSpec& spec, const Geometry& geometry, std::int64_t out_row,
                         std::int64_t out_col);

template <class T>
void reference_rows(const View<T>& input, const PoolSpec& spec, const Geometry& geometry, const PoolOut& out,
                    std::int64_t first_row, std::int64_t end_row);

}  // namespace core
