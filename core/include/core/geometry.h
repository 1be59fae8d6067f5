// Geometry: where every window lies, before any value is looked at. Per axis, with ek = (k - 1) d + 1:
//   o = floor((n + pb + pe - ek + (ceil ? s - 1 : 0)) / s) + 1, minus 1 if ceil and (o - 1) s >= n + pb.
// Adaptive: window i is [floor(i n / o), ceil((i + 1) n / o)). Global: one window over everything.
// Source: ATen/native/Pool.h, AdaptivePooling.h; ONNX operators MaxPool, AveragePool.
#pragma once

#include <cstdint>
#include <vector>

#include "core/grid.h"
#include "core/pool_spec.h"

namespace core {

// One axis. All 64-bit; computed only for specs that problem() accepts.
struct Axis {
    enum class Kind { sliding, adaptive, global };
    Kind kind = Kind::sliding;
    std::int64_t input = 0;
    std::int64_t kernel = 1;  // global: input; adaptive: ceil(input / output), single windows may be one larger
    std::int64_t stride = 1;
    std::int64_t dilation = 1;
    std::int64_t pad_begin = 0;
    std::int64_t pad_end = 0;
    std::int64_t output = 0;
    bool removed_last = false;  // ceil's last window would start outside and was taken away
    bool operator==(const Axis&) const = default;
};

// Taps of one window along one axis, in input coordinates: start, start + step, ... (count of them).
// Cells < 0 or >= input are padding, those >= input + pad_end are outside (ceil's overhang).
struct Span {
    std::int64_t start = 0;
    std::int64_t count = 0;
    std::int64_t step = 1;
    std::int64_t end() const { return start + (count - 1) * step + 1; }  // one past the last tap
    bool operator==(const Span&) const = default;
};

struct Geometry {
    Axis h;
    Axis w;
    std::int64_t windows() const { return h.output * w.output; }
    bool operator==(const Geometry&) const = default;
};

// MUST have no problem(spec, height, width).
Geometry geometry(const PoolSpec& spec, std::int64_t height, std::int64_t width);

Span span(const Axis& axis, std::int64_t output_index);

// The taps of `span` that lie in [begin, end); count 0 if there are none.
Span clipped(const Span& span, std::int64_t begin, std::int64_t end);

// How often each input cell is read by a window: counts of size input h x w. 0 = dropped or skipped.
Grid coverage(const Geometry& geometry);

// Why a cell is read by no window.
enum class CellUse {
    used,
    skipped,  // between windows: the stride or the dilation steps over it
    dropped   // after the last window: floor leaves it out
};
CellUse cell_use(const Geometry& geometry, std::int64_t row, std::int64_t col);

// Output numbers (reading order) of all windows that read input cell (row, col), ascending.
std::vector<std::int64_t> windows_using(const Geometry& geometry, std::int64_t row, std::int64_t col);

// The window whose taps' middle lies nearest to (row, col), for dragging and for keeping place when a slider moves.
std::int64_t nearest_window(const Geometry& geometry, double row, double col);

}  // namespace core
