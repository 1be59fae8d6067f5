#include "core/geometry.h"

#include <algorithm>

#include "axis_layout.h"

namespace core {
namespace {

// Number of an adaptive window's first cell, floor(i n / o), and one past its last, ceil((i + 1) n / o).
std::int64_t adaptive_start(const Axis& axis, std::int64_t i) { return i * axis.input / axis.output; }
std::int64_t adaptive_end(const Axis& axis, std::int64_t i) { return ((i + 1) * axis.input - 1) / axis.output + 1; }

double middle(const Axis& axis, std::int64_t i) {
    const Span taps = span(axis, i);
    return static_cast<double>(taps.start) + static_cast<double>(taps.end() - 1 - taps.start) / 2.0;
}

// Middles never fall from one window to the next, so the nearest is found by halving; the first one wins a tie.
std::int64_t nearest_on_axis(const Axis& axis, double position) {
    std::int64_t low = 0;
    std::int64_t high = axis.output - 1;  // the answer to "first window whose middle is at or after position"
    while (low < high) {
        const std::int64_t half = low + (high - low) / 2;
        if (middle(axis, half) < position) {
            low = half + 1;
        } else {
            high = half;
        }
    }
    if (low > 0 && position <= (middle(axis, low - 1) + middle(axis, low)) / 2.0) --low;
    return low;
}

// First and last window that can reach a cell; first > last if there is none.
struct WindowRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

WindowRange windows_near(const Axis& axis, std::int64_t cell) {
    switch (axis.kind) {
        case Axis::Kind::global:
            return {0, 0};
        case Axis::Kind::adaptive:
            return {cell * axis.output / axis.input, ((cell + 1) * axis.output - 1) / axis.input};
        case Axis::Kind::sliding:
            break;
    }
    const std::int64_t place = cell + axis.pad_begin;
    const std::int64_t behind = place - (axis.kernel - 1) * axis.dilation;
    return {behind <= 0 ? 0 : (behind - 1) / axis.stride + 1, std::min(place / axis.stride, axis.output - 1)};
}

bool reads(const Axis& axis, std::int64_t window, std::int64_t cell) {
    const Span taps = span(axis, window);
    return cell >= taps.start && cell < taps.end() && (cell - taps.start) % taps.step == 0;
}

std::vector<std::int64_t> windows_reading(const Axis& axis, std::int64_t cell) {
    std::vector<std::int64_t> windows;
    const WindowRange range = windows_near(axis, cell);
    for (std::int64_t i = range.first; i <= range.last; ++i) {
        if (reads(axis, i, cell)) windows.push_back(i);
    }
    return windows;
}

std::vector<std::int64_t> axis_coverage(const Axis& axis) {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(axis.input), 0);
    for (std::int64_t i = 0; i < axis.output; ++i) {
        const Span taps = clipped(span(axis, i), 0, axis.input);
        for (std::int64_t j = 0; j < taps.count; ++j) ++counts[static_cast<std::size_t>(taps.start + j * taps.step)];
    }
    return counts;
}

CellUse axis_use(const Axis& axis, std::int64_t cell) {
    const WindowRange range = windows_near(axis, cell);
    for (std::int64_t i = range.first; i <= range.last; ++i) {
        if (reads(axis, i, cell)) return CellUse::used;
    }
    return cell >= span(axis, axis.output - 1).end() ? CellUse::dropped : CellUse::skipped;
}

}  // namespace

Geometry geometry(const PoolSpec& spec, std::int64_t height, std::int64_t width) {
    CORE_CHECK_GE(height, 1);
    CORE_CHECK_GE(width, 1);
    const Geometry result{lay_out(spec, Side::height, height), lay_out(spec, Side::width, width)};
    CORE_CHECK_GE(result.h.output, 1);
    CORE_CHECK_GE(result.w.output, 1);
    return result;
}

Span span(const Axis& axis, std::int64_t output_index) {
    CORE_CHECK(output_index >= 0 && output_index < axis.output);
    switch (axis.kind) {
        case Axis::Kind::global:
            return {0, axis.input, 1};
        case Axis::Kind::adaptive: {
            const std::int64_t start = adaptive_start(axis, output_index);
            return {start, adaptive_end(axis, output_index) - start, 1};
        }
        case Axis::Kind::sliding:
            break;
    }
    return {output_index * axis.stride - axis.pad_begin, axis.kernel, axis.dilation};
}

Span clipped(const Span& span, std::int64_t begin, std::int64_t end) {
    const std::int64_t before = std::max<std::int64_t>(0, begin - span.start);
    const std::int64_t first = before == 0 ? 0 : (before - 1) / span.step + 1;
    const std::int64_t stop = end <= span.start ? 0 : std::min(span.count, (end - 1 - span.start) / span.step + 1);
    if (first >= stop) return {span.start, 0, span.step};
    return {span.start + first * span.step, stop - first, span.step};
}

Grid coverage(const Geometry& geometry) {
    const std::vector<std::int64_t> rows = axis_coverage(geometry.h);
    const std::vector<std::int64_t> cols = axis_coverage(geometry.w);
    Grid counts(geometry.h.input, geometry.w.input);
    for (std::int64_t y = 0; y < counts.rows; ++y) {
        for (std::int64_t x = 0; x < counts.cols; ++x) {
            counts.at(y, x) = static_cast<float>(rows[static_cast<std::size_t>(y)] * cols[static_cast<std::size_t>(x)]);
        }
    }
    return counts;
}

CellUse cell_use(const Geometry& geometry, std::int64_t row, std::int64_t col) {
    CORE_CHECK(row >= 0 && row < geometry.h.input && col >= 0 && col < geometry.w.input);
    const CellUse on_rows = axis_use(geometry.h, row);
    const CellUse on_cols = axis_use(geometry.w, col);
    if (on_rows == CellUse::dropped || on_cols == CellUse::dropped) return CellUse::dropped;
    if (on_rows == CellUse::skipped || on_cols == CellUse::skipped) return CellUse::skipped;
    return CellUse::used;
}

std::vector<std::int64_t> windows_using(const Geometry& geometry, std::int64_t row, std::int64_t col) {
    CORE_CHECK(row >= 0 && row < geometry.h.input && col >= 0 && col < geometry.w.input);
    const std::vector<std::int64_t> on_cols = windows_reading(geometry.w, col);
    std::vector<std::int64_t> windows;
    for (const std::int64_t out_row : windows_reading(geometry.h, row)) {
        for (const std::int64_t out_col : on_cols) windows.push_back(out_row * geometry.w.output + out_col);
    }
    return windows;
}

std::int64_t nearest_window(const Geometry& geometry, double row, double col) {
    return nearest_on_axis(geometry.h, row) * geometry.w.output + nearest_on_axis(geometry.w, col);
}

}  // namespace core
