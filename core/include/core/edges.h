// Edges: what happens where windows do not fit evenly, one axis at a time: cells that no window reads, windows that
// hang over the end, and the window that ceil would add but the last-window rule takes away.
// With o windows of reach ek = (k - 1) d + 1, the last one ends at e = (o - 1) s - pb + ek:
//   dropped = cells from e to n;   overhang = e - (n + pe) where positive;   removed: starts at o s - pb >= n.
// Source of the rule: ATen/native/Pool.h (pooling_output_shape_pad_lr), ONNX operator MaxPool.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/explain.h"
#include "core/geometry.h"
#include "core/grid.h"
#include "core/pool_spec.h"

namespace core {

struct AxisEdges {
    std::int64_t dropped = 0;          // input cells after the last window
    std::int64_t dropped_padding = 0;  // padding cells after the last window
    std::int64_t skipped = 0;          // input cells between the windows, stepped over by stride or dilation
    std::int64_t overhang = 0;         // places beyond the padded input that the last window reaches
    std::optional<Span> removed;       // taps of ceil's window that was taken away, in input coordinates
    bool operator==(const AxisEdges&) const = default;
};
AxisEdges edges(const Axis& axis);

// The window behind the last one that ceil asks for and the rule removes because it would start at or beyond the end
// of the input; nothing if there is none.
std::optional<Span> removed_window(const Axis& axis);

// Whether a window reaches beyond the padded input. 0 <= output_index < axis.output.
bool hangs_over(const Axis& axis, std::int64_t output_index);

// Input cells that no window reads, over both axes: after the last window, and between windows.
struct UnreadCells {
    std::int64_t dropped = 0;
    std::int64_t skipped = 0;
    bool operator==(const UnreadCells&) const = default;
};
UnreadCells unread_cells(const Geometry& geometry);

// The layout of a spec whose kernel does not fit the padded input: an axis with an output below 1, for the size formula
// that says so; span() and the like MUST NOT be asked of it. Nothing where another problem, or none, stands in the way.
std::optional<Geometry> unfit_geometry(const PoolSpec& spec, std::int64_t height, std::int64_t width);

// How an adaptive axis finds its window i, with the numbers in: "⌊1·7/4⌋ = 1" and "⌈2·7/4⌉ = 4" (one past the last).
// MUST be an adaptive axis; 0 <= output_index < axis.output.
struct BinFormula {
    std::vector<SizePiece> start, end;
};
BinFormula bin_formula(const Axis& axis, std::int64_t output_index);

}  // namespace core
