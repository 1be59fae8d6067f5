// The definition of pooling, window by window. It is meant to be read beside pool.h, and every faster engine is
// compared with it; so nothing here is clever.
#include <cmath>
#include <limits>

#include "axis_layout.h"
#include "core/pool.h"
#include "core/problem.h"
#include "pool_rows.h"

namespace core {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();

// The taps of one window that lie inside the input: rows x cols of them, possibly none.
template <class T>
struct Window {
    const View<T>& plane;
    Span rows;
    Span cols;

    std::int64_t taps() const { return rows.count * cols.count; }

    // visit(value, flat index), in reading order.
    template <class Visit>
    void for_each(const Visit& visit) const {
        for (std::int64_t i = 0; i < rows.count; ++i) {
            const std::int64_t row = rows.start + i * rows.step;
            for (std::int64_t j = 0; j < cols.count; ++j) {
                const std::int64_t col = cols.start + j * cols.step;
                visit(static_cast<double>(plane.at(0, row, col)), row * plane.width + col);
            }
        }
    }
};

// The first of the largest taps; a NaN beats every number, and a later NaN beats an earlier one.
template <class T>
WindowValue largest(const Window<T>& window) {
    WindowValue best{-k_infinity, -1};
    window.for_each([&](double value, std::int64_t index) {
        if (best.index < 0 || value > best.value || std::isnan(value)) best = {value, index};
    });
    return best;
}

template <class T>
WindowValue smallest(const Window<T>& window) {
    WindowValue best{k_infinity, -1};
    window.for_each([&](double value, std::int64_t index) {
        if (best.index < 0 || value < best.value || std::isnan(value)) best = {value, index};
    });
    return best;
}

template <class T>
double sum(const Window<T>& window) {
    double total = 0.0;
    window.for_each([&](double value, std::int64_t) { total += value; });
    return total;
}

// max |x|; NaN if there is one.
template <class T>
double largest_size(const Window<T>& window) {
    double best = 0.0;
    window.for_each([&](double value, std::int64_t) {
        if (std::abs(value) > best || std::isnan(value)) best = std::abs(value);
    });
    return best;
}

// (sum |x / unit|^p)^(1/p) * unit. Mathematically the unit cancels.
template <class T>
double power_mean(const Window<T>& window, double p, double unit) {
    double total = 0.0;
    window.for_each([&](double value, std::int64_t) { total += std::pow(std::abs(value) / unit, p); });
    return std::pow(total, 1.0 / p) * unit;
}

template <class T>
double lp_norm(const Window<T>& window, double p) {
    const double largest = largest_size(window);
    if (p == k_infinity || largest == 0.0 || !std::isfinite(largest)) return largest;
    // |x|^p may leave double's range although the root lies within it; the largest tap as unit keeps it inside.
    const double largest_power = std::pow(largest, p);
    const bool in_range = largest_power > 1e-150 && largest_power < 1e150;
    return power_mean(window, p, in_range ? 1.0 : largest);
}

template <class T>
double average(const Window<T>& window, const PoolSpec& spec, const Geometry& geometry, const Span& rows,
               const Span& cols) {
    if (window.taps() == 0) return 0.0;
    return sum(window) / static_cast<double>(average_divisor(spec, geometry, rows, cols, window.taps()));
}

}  // namespace

template <class T>
WindowValue window_value(const View<T>& plane, const PoolSpec& spec, const Geometry& geometry, std::int64_t out_row,
                         std::int64_t out_col) {
    const Span rows = span(geometry.h, out_row);
    const Span cols = span(geometry.w, out_col);
    const Window<T> window{plane, clipped(rows, 0, plane.height), clipped(cols, 0, plane.width)};
    WindowValue result;
    switch (spec.op) {
        case Op::max:
        case Op::global_max:
        case Op::adaptive_max:
            result = largest(window);
            break;
        case Op::min:
            result = smallest(window);
            break;
        case Op::average:
        case Op::global_average:
        case Op::adaptive_average:
            result.value = average(window, spec, geometry, rows, cols);
            break;
        case Op::sum:
            result.value = sum(window);
            break;
        case Op::lp:
            result.value = lp_norm(window, spec.p);
            break;
    }
    return result;
}

template <class T>
float pool_window(const View<T>& plane, const PoolSpec& spec, const Geometry& geometry, std::int64_t out_row,
                  std::int64_t out_col, std::int64_t* index) {
    const WindowValue result = window_value(plane, spec, geometry, out_row, out_col);
    if (index != nullptr) *index = result.index;
    return static_cast<float>(result.value);
}

template <class T>
void reference_rows(const View<T>& input, const PoolSpec& spec, const Geometry& geometry, const PoolOut& out,
                    std::int64_t first_row, std::int64_t end_row) {
    const std::int64_t oh = geometry.h.output;
    const std::int64_t ow = geometry.w.output;
    for (std::int64_t row = first_row; row < end_row; ++row) {
        const View<T> plane = input.plane(row / oh);
        for (std::int64_t col = 0; col < ow; ++col) {
            const std::int64_t cell = row * ow + col;
            std::int64_t* const index = out.indices == nullptr ? nullptr : out.indices + cell;
            out.values[cell] = pool_window(plane, spec, geometry, row % oh, col, index);
        }
    }
}

template <class T>
void reference_pool(const View<T>& input, const PoolSpec& spec, const PoolOut& out) {
    CORE_CHECK(!problem(spec, input.height, input.width));
    CORE_CHECK(out.indices == nullptr || picks_one_cell(spec.op));
    const Geometry where = geometry(spec, input.height, input.width);
    reference_rows(input, spec, where, out, 0, input.planes * where.h.output);
}

#define CORE_INSTANTIATE(T)                                                                                          \
    template WindowValue window_value(const View<T>&, const PoolSpec&, const Geometry&, std::int64_t, std::int64_t); \
    template float pool_window(const View<T>&, const PoolSpec&, const Geometry&, std::int64_t, std::int64_t,         \
                               std::int64_t*);                                                                       \
    template void reference_pool(const View<T>&, const PoolSpec&, const PoolOut&);                                   \
    template void reference_rows(const View<T>&, const PoolSpec&, const Geometry&, const PoolOut&, std::int64_t,     \
                                 std::int64_t);
CORE_INSTANTIATE(float)
CORE_INSTANTIATE(double)
CORE_INSTANTIATE(std::uint8_t)
#undef CORE_INSTANTIATE

}  // namespace core
