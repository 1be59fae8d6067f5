#include "window_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "axis_layout.h"
#include "core/pool.h"

namespace core {
namespace {

// How values fold, first down the rows into one accumulator per photo column, then along the columns. `empty` is what
// a window without a tap gives.
struct FoldMax {
    using Column = std::uint8_t;
    using Total = std::uint8_t;
    static constexpr Column column_start = 0;
    static constexpr Total start = 0;
    static constexpr double empty = -std::numeric_limits<double>::infinity();
    Column fold(Column column, std::uint8_t value) const { return std::max(column, value); }
    Total join(Total total, Column column) const { return std::max(total, column); }
};

struct FoldMin {
    using Column = std::uint8_t;
    using Total = std::uint8_t;
    static constexpr Column column_start = 255;
    static constexpr Total start = 255;
    static constexpr double empty = std::numeric_limits<double>::infinity();
    Column fold(Column column, std::uint8_t value) const { return std::min(column, value); }
    Total join(Total total, Column column) const { return std::min(total, column); }
};

// Exact: a column of 16 million rows of 255 still fits 32 bits, and a sum of integers below 2^53 is one in double.
struct FoldSum {
    using Column = std::uint32_t;
    using Total = std::uint64_t;
    static constexpr Column column_start = 0;
    static constexpr Total start = 0;
    static constexpr double empty = 0.0;
    Column fold(Column column, std::uint8_t value) const { return column + value; }
    Total join(Total total, Column column) const { return total + column; }
};

struct FoldPowers {
    using Column = double;
    using Total = double;
    static constexpr Column column_start = 0.0;
    static constexpr Total start = 0.0;
    static constexpr double empty = 0.0;
    std::array<double, 256> power;
    Column fold(Column column, std::uint8_t value) const { return column + power[value]; }
    Total join(Total total, Column column) const { return total + column; }
};

// From the folded total of one window to its value.
class Finish {
public:
    Finish(const PoolSpec& spec, const Geometry& geometry) : spec_(spec), geometry_(geometry) {}

    // `rows`, `cols`: the window's taps; `inside`: how many of them lie in the input.
    double operator()(double total, const Span& rows, const Span& cols, std::int64_t inside) const {
        if (spec_.op == Op::lp && std::isfinite(spec_.p)) return std::pow(total, 1.0 / spec_.p);
        if (spec_.op == Op::lp && inside == 0) return 0.0;
        if (!is_average(spec_.op)) return total;
        if (inside == 0) return 0.0;
        return total / static_cast<double>(average_divisor(spec_, geometry_, rows, cols, inside));
    }

private:
    PoolSpec spec_;
    Geometry geometry_;
};

// The photo columns that any of `columns` reads.
struct Reach {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};
Reach reach(const Axis& axis, const std::vector<std::int64_t>& columns) {
    Reach all{axis.input, 0};
    for (const std::int64_t column : columns) {
        const Span taps = clipped(span(axis, column), 0, axis.input);
        if (taps.count == 0) continue;
        all.begin = std::min(all.begin, taps.start);
        all.end = std::max(all.end, taps.end());
    }
    return all.begin < all.end ? all : Reach{};
}

template <class Fold>
class FoldedRows final : public WindowRows {
public:
    FoldedRows(const Image& photo, const PoolSpec& spec, const Geometry& geometry, std::vector<std::int64_t> columns,
               Fold fold)
        : photo_(photo),
          geometry_(geometry),
          finish_(spec, geometry),
          columns_(std::move(columns)),
          fold_(fold),
          reach_(reach(geometry.w, columns_)),
          folded_(static_cast<std::size_t>((reach_.end - reach_.begin) * photo.channels)) {}

    bool compute(std::int64_t out_row, const std::atomic<bool>& cancel, std::vector<std::uint8_t>& rgb) override {
        const Span rows = span(geometry_.h, out_row);
        const Span inside = clipped(rows, 0, geometry_.h.input);
        if (!fold_rows(inside, cancel)) return false;
        rgb.resize(columns_.size() * 3);
        for (std::size_t i = 0; i < columns_.size(); ++i)
            fold_window(rows, inside.count, span(geometry_.w, columns_[i]), rgb.data() + i * 3);
        return !cancel.load(std::memory_order_relaxed);
    }

private:
    bool fold_rows(const Span& rows, const std::atomic<bool>& cancel) {
        std::fill(folded_.begin(), folded_.end(), Fold::column_start);
        // Copies on the stack: bytes may alias anything, and what they might change is read again each turn.
        const Fold fold = fold_;
        const std::size_t count = folded_.size();
        for (std::int64_t i = 0; i < rows.count; ++i) {
            if (cancel.load(std::memory_order_relaxed)) return false;
            const std::int64_t row = rows.start + i * rows.step;
            const std::uint8_t* values = photo_.pixels->data() + (row * photo_.width + reach_.begin) * photo_.channels;
            typename Fold::Column* folded = folded_.data();
            for (std::size_t x = 0; x < count; ++x) folded[x] = fold.fold(folded[x], values[x]);
        }
        return true;
    }

    void fold_window(const Span& rows, std::int64_t rows_inside, const Span& cols, std::uint8_t* rgb) const {
        const Span inside = clipped(cols, 0, geometry_.w.input);
        const std::int64_t taps = rows_inside * inside.count;
        std::array<typename Fold::Total, 3> total{Fold::start, Fold::start, Fold::start};
        if (taps > 0) {
            const auto* column = folded_.data() + (inside.start - reach_.begin) * photo_.channels;
            for (std::int64_t j = 0; j < inside.count; ++j, column += inside.step * photo_.channels) {
                for (std::size_t c = 0; c < 3; ++c) total[c] = fold_.join(total[c], column[c]);
            }
        }
        for (std::size_t c = 0; c < 3; ++c) {
            const double value = taps > 0 ? static_cast<double>(total[c]) : Fold::empty;
            rgb[c] = to_eight_bits(static_cast<float>(finish_(value, rows, cols, taps)));
        }
    }

    Image photo_;
    Geometry geometry_;
    Finish finish_;
    std::vector<std::int64_t> columns_;
    Fold fold_;
    Reach reach_;
    std::vector<typename Fold::Column> folded_;  // photo columns of the reach, channels interleaved
};

// Window by window through the definition, for an exponent whose powers leave the range of double.
class DefinedRows final : public WindowRows {
public:
    DefinedRows(const Image& photo, const PoolSpec& spec, const Geometry& geometry, std::vector<std::int64_t> columns)
        : photo_(photo), spec_(spec), geometry_(geometry), columns_(std::move(columns)) {}

    bool compute(std::int64_t out_row, const std::atomic<bool>& cancel, std::vector<std::uint8_t>& rgb) override {
        rgb.resize(columns_.size() * 3);
        const View<std::uint8_t> view = photo_.view();
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (cancel.load(std::memory_order_relaxed)) return false;
            for (std::size_t c = 0; c < 3; ++c)
                rgb[i * 3 + c] = to_eight_bits(
                    pool_window(view.plane(static_cast<std::int64_t>(c)), spec_, geometry_, out_row, columns_[i]));
        }
        return true;
    }

private:
    Image photo_;
    PoolSpec spec_;
    Geometry geometry_;
    std::vector<std::int64_t> columns_;
};

FoldPowers powers(double p) {
    FoldPowers fold{};
    for (std::size_t v = 0; v < fold.power.size(); ++v) fold.power[v] = std::pow(static_cast<double>(v), p);
    return fold;
}

}  // namespace

std::unique_ptr<WindowRows> WindowRows::make(const Image& photo, const PoolSpec& spec, const Geometry& geometry,
                                             std::vector<std::int64_t> columns) {
    constexpr double k_largest_exponent = 50.0;  // 255^50 times any number of taps is far inside double
    switch (spec.op) {
        case Op::max:
        case Op::global_max:
        case Op::adaptive_max:
            return std::make_unique<FoldedRows<FoldMax>>(photo, spec, geometry, std::move(columns), FoldMax{});
        case Op::min:
            return std::make_unique<FoldedRows<FoldMin>>(photo, spec, geometry, std::move(columns), FoldMin{});
        case Op::average:
        case Op::sum:
        case Op::global_average:
        case Op::adaptive_average:
            return std::make_unique<FoldedRows<FoldSum>>(photo, spec, geometry, std::move(columns), FoldSum{});
        case Op::lp:
            break;
    }
    if (std::isinf(spec.p))
        return std::make_unique<FoldedRows<FoldMax>>(photo, spec, geometry, std::move(columns), FoldMax{});
    if (spec.p > k_largest_exponent) return std::make_unique<DefinedRows>(photo, spec, geometry, std::move(columns));
    return std::make_unique<FoldedRows<FoldPowers>>(photo, spec, geometry, std::move(columns), powers(spec.p));
}

}  // namespace core
