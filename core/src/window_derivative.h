// The derivative of one window's value by each of its cells: the factor with which a gradient goes back.
// Invariant: factor(value) depends on nothing but the window and the cell's own value and place, so backward.cpp and
// its explanations cannot disagree.
#pragma once

#include <cmath>
#include <cstdint>

#include "axis_layout.h"
#include "core/backward.h"
#include "core/geometry.h"
#include "pool_rows.h"

namespace core {

template <class T>
class WindowDerivative {
public:
    WindowDerivative(const View<T>& plane, const PoolSpec& spec, const Geometry& geometry, std::int64_t window,
                     Ties ties)
        : plane_(plane), spec_(spec), ties_(ties) {
        const Span all_rows = span(geometry.h, window / geometry.w.output);
        const Span all_cols = span(geometry.w, window % geometry.w.output);
        rows_ = clipped(all_rows, 0, plane.height);
        cols_ = clipped(all_cols, 0, plane.width);
        padding_taps_ = padded_taps(geometry, all_rows, all_cols) - inside();
        if (is_average(spec.op)) share_ = average_share(geometry, all_rows, all_cols);
        if (picks() || spec.op == Op::lp)
            value_ = window_value(plane, spec, geometry, window / geometry.w.output, window % geometry.w.output).value;
        if (picks()) find_winner();
    }

    const Span& rows() const { return rows_; }  // of the taps inside the input
    const Span& cols() const { return cols_; }
    std::int64_t inside() const { return rows_.count * cols_.count; }
    std::int64_t padding_taps() const { return padding_taps_; }

    // Cells that are the largest (smallest) alike; 0 for operators that pick none.
    std::int64_t tied() const { return tied_; }
    bool picks() const { return picks_one_cell(spec_.op) || takes_largest_size(); }
    bool is_extreme(std::int64_t row, std::int64_t col) const { return is_extreme(at(row, col)); }
    double value() const { return value_; }  // of operators that pick, and of Lp

    bool shares_evenly() const { return is_average(spec_.op) || spec_.op == Op::sum; }

    // d value / d cell. MUST be one of the taps inside the input.
    double factor(std::int64_t row, std::int64_t col) const {
        if (shares_evenly()) return share_;
        const double x = at(row, col);
        if (picks()) {
            const double share = tie_share(x, row * plane_.width + col);
            return share == 0.0 || !takes_largest_size() ? share : share * sign(x);
        }
        return value_ == 0.0 ? 0.0 : sign(x) * std::pow(std::abs(x) / value_, spec_.p - 1.0);
    }

    // The same for each of the padding taps, as if it were a cell of value 0.
    double padding_factor() const {
        const bool counted = spec_.op == Op::sum || (spec_.op == Op::average && counts_padding(spec_));
        return counted && padding_taps_ > 0 ? share_ : 0.0;
    }

private:
    static double sign(double x) {
        if (x == 0.0 || std::isnan(x)) return x;
        return x < 0.0 ? -1.0 : 1.0;
    }
    static std::int64_t padded_taps(const Geometry& geometry, const Span& rows, const Span& cols) {
        const auto count = [](const Axis& axis, const Span& taps) {
            return clipped(taps, -axis.pad_begin, axis.input + axis.pad_end).count;
        };
        return count(geometry.h, rows) * count(geometry.w, cols);
    }

    double average_share(const Geometry& geometry, const Span& rows, const Span& cols) const {
        const std::int64_t divisor = average_divisor(spec_, geometry, rows, cols, inside());
        return divisor == 0 ? 0.0 : 1.0 / static_cast<double>(divisor);
    }
    bool takes_largest_size() const { return spec_.op == Op::lp && std::isinf(spec_.p); }
    double at(std::int64_t row, std::int64_t col) const { return static_cast<double>(plane_.at(0, row, col)); }
    bool is_extreme(double x) const {
        const double size = takes_largest_size() ? std::abs(x) : x;
        return size == value_ || (std::isnan(size) && std::isnan(value_));
    }

    // The first of the largest in reading order, or the last by that rule; of several NaN always the last.
    void find_winner() {
        for (std::int64_t i = 0; i < rows_.count; ++i) {
            for (std::int64_t j = 0; j < cols_.count; ++j) {
                const std::int64_t row = rows_.start + i * rows_.step;
                const std::int64_t col = cols_.start + j * cols_.step;
                if (!is_extreme(row, col)) continue;
                ++tied_;
                if (winner_ < 0 || ties_ == Ties::last || std::isnan(value_)) winner_ = row * plane_.width + col;
            }
        }
    }

    double tie_share(double x, std::int64_t index) const {
        if (ties_ == Ties::winner || ties_ == Ties::last) return index == winner_ ? 1.0 : 0.0;
        if (!is_extreme(x)) return 0.0;
        return ties_ == Ties::each ? 1.0 : 1.0 / static_cast<double>(tied_);
    }

    View<T> plane_;
    const PoolSpec& spec_;
    Ties ties_;
    Span rows_;
    Span cols_;
    std::int64_t padding_taps_ = 0;
    double share_ = 1.0;  // of each cell in an average or a sum; 0 in a window that counts nothing
    double value_ = 0.0;
    std::int64_t winner_ = -1;
    std::int64_t tied_ = 0;
};

}  // namespace core
