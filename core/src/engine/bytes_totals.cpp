// Sums, averages and roots of summed squares of 8-bit planes. The columns of a window move down line by line: they gain
// the rows that enter and lose those that leave; then they are summed along the line and divided.
//   columns   totals   for
//   16 bits   16 bits  up to 257 taps
//   16 bits   32 bits  up to 257 rows
//   32 bits   32 bits  more rows; squares
//   32 bits   64 bits  windows of different sizes (adaptive, global) and totals beyond 31 bits, from running sums
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

#include "engine/bytes_lines.h"

namespace core::engine {
namespace {

// A line of column sums, with 0 where it reaches beyond the input.
template <class Column>
class ColumnSums {
public:
    ColumnSums(const LineCall& call, bool squares) : call_(call), squares_(squares) {}

    void carve(Carver& carver) {
        columns_ = carver.take<Column>(call_.line_bytes() + k_slack);
        spare_ = carver.take<std::uint16_t>(call_.line_bytes() + k_slack);
    }
    const Column* line() const { return columns_; }
    std::uint16_t* spare() const { return spare_; }

    void clear() { std::fill_n(columns_, call_.line_bytes() + k_slack, Column{0}); }

    // To another window's rows: by what enters and leaves, or from nothing where that is less.
    void move_to(std::int64_t group, const TapRun& run) {
        const RowLattice rows = call_.lattice(group, run);
        const Range to = call_.range(run);
        const bool onward = rows.first == at_.first && to.begin >= range_.begin && to.end >= range_.end;
        const bool fresh = !onward || (to.begin - range_.begin) + (to.end - range_.end) >= to.count();
        if (fresh) {
            sum(rows, to, {}, true);
        } else {
            sum(rows, {range_.end, to.end}, {range_.begin, to.begin}, false);
        }
        at_ = rows;
        range_ = to;
    }

private:
    void sum(const RowLattice& rows, Range entering, Range leaving, bool fresh) {
        const std::int64_t n = call_.inside_bytes();
        Column* const inside = columns_ + call_.inside_from();
        if constexpr (std::is_same_v<Column, std::uint16_t>) {
            sum_rows(rows, entering, leaving, fresh, n, inside);
        } else if (squares_) {
            sum_squares(rows, entering, leaving, fresh, n, inside);
        } else {
            sum_rows(rows, entering, leaving, fresh, n, spare_, inside);
        }
    }

    const LineCall& call_;
    bool squares_ = false;
    Column* columns_ = nullptr;
    std::uint16_t* spare_ = nullptr;
    RowLattice at_;
    Range range_;
};

// Each segment's divider, for the rows of equal weight that follow each other.
class SegmentDividers {
public:
    explicit SegmentDividers(const BytesPlan& plan) : plan_(plan) {}

    void carve(Carver& carver) {
        dividers_ = carver.take<Divider>(static_cast<std::int64_t>(plan_.segments.size()));
        weight_ = 0;
    }

    std::span<const Divider> of(const TapRun& run, bool sixteen_bits) {
        if (run.weight != weight_) {
            weight_ = run.weight;
            const std::int64_t largest = std::min<std::int64_t>(65535, 255 * plan_.most_rows * plan_.most_cols);
            for (std::size_t i = 0; i < plan_.segments.size(); ++i) {
                const std::int64_t divisor = plan_.scale * run.weight * plan_.segments[i].weight;
                dividers_[i] = sixteen_bits ? Divider::of_16(divisor, largest) : Divider::of_32(divisor);
            }
        }
        return {dividers_, plan_.segments.size()};
    }

private:
    const BytesPlan& plan_;
    Divider* dividers_ = nullptr;
    std::int64_t weight_ = 0;
};

// For windows of one size: totals everywhere along the line.
template <class Column, class Total>
class UniformBand {
public:
    UniformBand(const BytesWork& work, const BytesPlan& plan, const LineCall& call)
        : work_(work),
          squares_(work.spec.op == Op::lp && work.spec.p == 2.0),
          plan_(plan),
          call_(call),
          columns_(call, squares_),
          dividers_(plan) {}

    std::size_t carve(std::byte* memory) {
        Carver carver(memory);
        columns_.carve(carver);
        dividers_.carve(carver);
        totals_ = carver.take<Total>(call_.line_bytes() + k_slack);
        picked_ = carver.take<Total>(call_.out_bytes() + k_slack);
        values_ = carver.take<std::uint8_t>(call_.out_bytes());
        return carver.bytes();
    }

    void run(std::int64_t group, std::span<const TapRun> runs) {
        columns_.clear();
        for (const TapRun& run : runs) {
            if (work_.cancelled()) return;
            line(group, run);
        }
    }

private:
    void line(std::int64_t group, const TapRun& run) {
        columns_.move_to(group, run);
        const std::int64_t n = plan_.positions() * call_.lanes();
        std::uint8_t* const to = call_.out(group, run);
        std::uint8_t* const values = call_.writes_lines() ? to : values_;
        const WideParts<Column> parts = wide_parts(n);
        for (std::int64_t x = 0; x < n; x += k_piece) {
            const Range piece{x, std::min(n, x + k_piece)};
            if constexpr (std::is_same_v<Total, std::uint32_t>)
                move_along(parts, piece, plan_.col_step * call_.lanes(), plan_.most_cols, totals_);
            if (plan_.adjoining) finish(totals_, piece, run, values);
        }
        if (!plan_.adjoining) {
            pick_pixels(totals_, plan_.starts, call_.lanes(), picked_);
            finish(picked_, {0, call_.out_bytes()}, run, values);
        }
        if (values != to) call_.scatter(values, to);
    }

    // Sums of as many columns as 16 bits hold; all of the kernel where those are the totals.
    WideParts<Column> wide_parts(std::int64_t n) {
        const std::int64_t shift = plan_.col_step * call_.lanes();
        const std::int64_t kernel = plan_.most_cols;
        WideParts<Column> from{columns_.line(), columns_.line(), 1};
        if constexpr (std::is_same_v<Total, std::uint16_t>) {
            sum_along(from.columns, n, shift, kernel, totals_);
        } else if constexpr (std::is_same_v<Column, std::uint16_t>) {
            from.width = 8;
            while (plan_.most_rows * from.width > 257 || from.width > kernel) from.width /= 2;
            if (from.width == 1) return from;
            sum_along(from.columns, n + (kernel - from.width) * shift, shift, from.width, columns_.spare());
            from.parts = columns_.spare();
        }
        return from;
    }

    void finish(const Total* totals, Range places, const TapRun& run, std::uint8_t* values) {
        if (squares_) {
            if constexpr (std::is_same_v<Total, std::uint32_t>)
                roots(totals + places.begin, places.count(), values + places.begin);
            return;
        }
        const std::span<const Divider> dividers = dividers_.of(run, std::is_same_v<Total, std::uint16_t>);
        for (std::size_t i = 0; i < dividers.size(); ++i) {
            const std::int64_t begin = std::max(places.begin, plan_.segments[i].begin * call_.lanes());
            const std::int64_t end = std::min(places.end, plan_.segments[i].end * call_.lanes());
            if (begin < end) divide(totals + begin, end - begin, dividers[i], values + begin);
        }
    }

    // Totals of a piece are divided while they are near.
    static constexpr std::int64_t k_piece = 2048;

    const BytesWork& work_;
    bool squares_ = false;
    const BytesPlan& plan_;
    const LineCall& call_;
    ColumnSums<Column> columns_;
    SegmentDividers dividers_;
    Total* totals_ = nullptr;
    Total* picked_ = nullptr;
    std::uint8_t* values_ = nullptr;
};

// For windows of any size: running sums along the line, of which each total is a difference.
class UnevenBand {
public:
    UnevenBand(const BytesWork& work, const BytesPlan& plan, const LineCall& call)
        : work_(work),
          squares_(work.spec.op == Op::lp && work.spec.p == 2.0),
          plan_(plan),
          call_(call),
          columns_(call, squares_) {
        const std::int64_t step = std::min(plan.col_step, std::max<std::int64_t>(1, plan.line.inside()));
        lag_ = step * call.lanes();
    }

    std::size_t carve(std::byte* memory) {
        Carver carver(memory);
        columns_.carve(carver);
        running_ = carver.take<std::uint64_t>(call_.inside_bytes() + lag_ + call_.lanes());
        values_ = carver.take<std::uint8_t>(call_.out_bytes());
        return carver.bytes();
    }

    void run(std::int64_t group, std::span<const TapRun> runs) {
        columns_.clear();
        for (const TapRun& run : runs) {
            if (work_.cancelled()) return;
            line(group, run);
        }
    }

private:
    void line(std::int64_t group, const TapRun& run) {
        columns_.move_to(group, run);
        const std::uint32_t* const columns = columns_.line() + call_.inside_from();
        std::fill_n(running_, lag_, std::uint64_t{0});
        for (std::int64_t x = 0; x < call_.inside_bytes(); ++x) running_[x + lag_] = running_[x] + columns[x];
        std::uint8_t* const to = call_.out(group, run);
        std::uint8_t* const values = call_.writes_lines() ? to : values_;
        std::uint8_t* value = values;
        for (const TapRun& col : plan_.cols) {
            const std::uint64_t* const first = running_ + (col.first - plan_.line.inside_begin) * call_.lanes();
            const Divider divider{.divisor = plan_.scale * run.weight * col.weight};
            for (std::int64_t lane = 0; lane < call_.lanes(); ++lane, ++value) {
                const std::uint64_t total = col.count > 0 ? first[lane + col.count * lag_] - first[lane] : 0;
                *value = squares_ ? root(total) : divider.define(total);
            }
        }
        if (values != to) call_.scatter(values, to);
    }

    static std::uint8_t root(std::uint64_t total) {
        return to_eight_bits(static_cast<float>(std::sqrt(static_cast<double>(total))));
    }

    const BytesWork& work_;
    bool squares_ = false;
    const BytesPlan& plan_;
    const LineCall& call_;
    std::int64_t lag_ = 1;
    ColumnSums<std::uint32_t> columns_;
    std::uint64_t* running_ = nullptr;
    std::uint8_t* values_ = nullptr;
};

}  // namespace

void run_totals(const BytesWork& work, const Lines& lines, Workspace& workspace) {
    const BytesPlan plan = plan_bytes(work, workspace);
    const bool squares = work.spec.op == Op::lp && work.spec.p == 2.0;
    const double largest = (squares ? 65025.0 : 255.0) * static_cast<double>(plan.most_rows);
    const double total = largest * static_cast<double>(plan.most_cols);
    if (!plan.uniform || total > std::numeric_limits<std::int32_t>::max()) {
        run_bands<UnevenBand>(work, lines, plan, workspace);
    } else if (squares || largest > 65535.0) {
        run_bands<UniformBand<std::uint32_t, std::uint32_t>>(work, lines, plan, workspace);
    } else if (total > 65535.0) {
        run_bands<UniformBand<std::uint16_t, std::uint32_t>>(work, lines, plan, workspace);
    } else {
        run_bands<UniformBand<std::uint16_t, std::uint16_t>>(work, lines, plan, workspace);
    }
}

}  // namespace core::engine
