// Python as text: what the writers of a scene's code share. Values are written so that Python reads back the same
// number; every program ends with its results in the variables it says.
#pragma once

#include <string>
#include <string_view>

#include "core/geometry.h"
#include "core/grid.h"
#include "core/pool_spec.h"

namespace scenes::python {

std::string number(double value);          // 2, 0.5, inf as "np.inf"
std::string pair(core::Size2 size);        // (2, 2)
std::string rows(const core::Grid& grid);  // [[12, 20],\n     [8, 12]]: rows under each other, 5 blanks in

// Each line of `words` behind "# ".
std::string comment(std::string_view words);

// Parts of programs that go window by window: the two loops with `rows` and `cols` of window (i, j), whether a place
// (r, c) lies in the input, and what an average divides by, where `cells` are the window's in the input.
std::string window_loops(const core::Geometry& geometry);
std::string inside(const core::Geometry& geometry);
std::string divisor(const core::PoolSpec& spec, const core::Geometry& geometry);

// One pooling of the array `x` into `name`, by NumPy alone: whole arrays where windows lie without padding, overhang
// and dilation, else window by window, as core::reference_pool() does it.
std::string numpy_pooling(const std::string& name, const core::PoolSpec& spec, const core::Geometry& geometry);

}  // namespace scenes::python
