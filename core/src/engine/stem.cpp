// Windows of 2x2 and 3x3 at stride 2. Lanes(d) windows that lie beside each other are taken at once: their first taps
// are the even values from x on, their second ones the odd, their third ones the even from x + 2 on, so a few loads and
// shuffles give a row of taps, which folds join in reading order. The last vector of a row overlaps the one before it
// instead of leaving a rest; only windows that reach over a side of the plane are taken one by one. Two rows of windows
// of 3x3 share a row of the input and are taken together. Values that the caches would not hold are written past them:
// without that, each of their lines is read first.
// n values read, m written: O(n) time, memory read once; no scratch.
#include "engine/stem.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/stem.cpp"
#include "hwy/foreach_target.h"

#include <algorithm>
#include <array>
#include <type_traits>

#include "axis_layout.h"
#include "engine/vec-inl.h"
#include "hwy/cache_control.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace {

constexpr std::int64_t k_stride = 2;

using Wide = hn::ScalableTag<float>;
using Narrow = hn::CappedTag<float, 4>;  // where a row has no room for a wide vector
using Single = hn::CappedTag<float, 1>;

struct Max {
    template <class V>
    static HWY_INLINE V fold(V earlier, V later) {
        return earlier_max(earlier, later);
    }
    template <class V>
    static HWY_INLINE auto beats(V later, V earlier) {
        return hn::Or(hn::Gt(later, earlier), hn::IsNaN(later));
    }
};

struct Min {
    template <class V>
    static HWY_INLINE V fold(V earlier, V later) {
        return earlier_min(earlier, later);
    }
    template <class V>
    static HWY_INLINE auto beats(V later, V earlier) {
        return hn::Or(hn::Lt(later, earlier), hn::IsNaN(later));
    }
};

struct Sum {
    template <class V>
    static HWY_INLINE V fold(V earlier, V later) {
        return hn::Add(earlier, later);
    }
};

// A row of the input and the index of its first value in its plane.
struct InRow {
    const float* data = nullptr;
    std::int32_t index = 0;
};

// The rows of the input under one row of windows, or under two that are taken together, as far as they lie inside.
struct InRows {
    std::array<InRow, 5> row;
    std::size_t count = 0;
};

// Where one row of windows writes. Sums are divided by `divisor`. `streams`: the row begins with a cache line, and
// values go past the caches.
struct OutRow {
    float* values = nullptr;
    std::int64_t* indices = nullptr;
    float divisor = 1.0F;
    bool streams = false;
};

template <class D>
HWY_INLINE void store_values(D d, hn::Vec<D> values, std::int64_t col, const OutRow& out) {
    const bool aligned = col % static_cast<std::int64_t>(hn::Lanes(d)) == 0;
    if (std::is_same_v<D, Wide> && out.streams && aligned) {
        hn::Stream(values, d, out.values + col);
    } else {
        hn::StoreU(values, d, out.values + col);
    }
}

// A row of taps: the first, second and third ones of Lanes(d) windows, of which the first begins at x.
template <class V>
struct Taps {
    V first;
    V second;
    V third;  // if k is 3
};

template <int k, class D>
HWY_INLINE Taps<hn::Vec<D>> taps_at(D d, const float* x) {
    const std::size_t lanes = hn::Lanes(d);
    // The processor's own look ahead ends with every 4 KiB; asking for 1 KiB ahead takes a fifth off 3x3 over 12
    // megapixels.
    hwy::Prefetch(x + 256);
    if (lanes >= 16) hwy::Prefetch(x + 256 + 16);
    const auto low = hn::LoadU(d, x);
    const auto high = hn::LoadU(d, x + lanes);
    const auto first = hn::ConcatEven(d, high, low);
    if constexpr (k == 2) {
        const auto second = hn::ConcatOdd(d, high, low);
        return {first, second, second};
    } else {
        const auto next_low = hn::LoadU(d, x + 1);
        const auto next_high = hn::LoadU(d, x + 1 + lanes);
        return {first, hn::ConcatEven(d, next_high, next_low), hn::ConcatOdd(d, next_high, next_low)};
    }
}

// A Form says what a window gives: tap() its tap i of one row, across() k taps of one row, fold() two parts joined,
// write() the whole.
template <class Op>
struct ValueForm {
    template <class D>
    static HWY_INLINE hn::Vec<D> tap(D d, InRow in, std::int64_t x, std::int64_t i) {
        return hn::LoadU(d, in.data + x + i);
    }

    template <int k, class D>
    static HWY_INLINE hn::Vec<D> across(D d, InRow in, std::int64_t x) {
        const auto taps = taps_at<k>(d, in.data + x);
        const auto two = Op::fold(taps.first, taps.second);
        if constexpr (k == 2) return two;
        return Op::fold(two, taps.third);
    }

    template <class V>
    static HWY_INLINE V fold(V earlier, V later) {
        return Op::fold(earlier, later);
    }

    template <class D, class V>
    static HWY_INLINE void write(D d, V value, std::int64_t /*x*/, std::int64_t col, const OutRow& out) {
        // A sum of no less than zeros is +0.
        if constexpr (std::is_same_v<Op, Sum>) {
            value = hn::Div(hn::Add(value, hn::Zero(d)), hn::Set(d, out.divisor));
        }
        store_values(d, value, col, out);
    }
};

// A value and how far its index lies behind the column where its window begins.
template <class V, class VI>
struct Winner {
    V value;
    VI offset;
};

template <class Op>
struct WinnerForm {
    template <class D>
    using IndexTag = hn::RebindToSigned<D>;
    template <class D>
    using Cell = Winner<hn::Vec<D>, hn::Vec<IndexTag<D>>>;

    template <class D>
    static HWY_INLINE Cell<D> tap(D d, InRow in, std::int64_t x, std::int64_t i) {
        return {hn::LoadU(d, in.data + x + i), hn::Set(IndexTag<D>(), in.index + static_cast<std::int32_t>(i))};
    }

    template <int k, class D>
    static HWY_INLINE Cell<D> across(D d, InRow in, std::int64_t x) {
        const IndexTag<D> di;
        const auto taps = taps_at<k>(d, in.data + x);
        const auto two =
            fold(Cell<D>{taps.first, hn::Set(di, in.index)}, Cell<D>{taps.second, hn::Set(di, in.index + 1)});
        if constexpr (k == 2) return two;
        return fold(two, Cell<D>{taps.third, hn::Set(di, in.index + 2)});
    }

    template <class V, class VI>
    static HWY_INLINE Winner<V, VI> fold(Winner<V, VI> earlier, Winner<V, VI> later) {
        const hn::DFromV<VI> di;
        const auto beaten = Op::beats(later.value, earlier.value);
        return {hn::IfThenElse(beaten, later.value, earlier.value),
                hn::IfThenElse(hn::RebindMask(di, beaten), later.offset, earlier.offset)};
    }

    template <class D, class V, class VI>
    static HWY_INLINE void write(D d, Winner<V, VI> winner, std::int64_t x, std::int64_t col, const OutRow& out) {
        hn::StoreU(winner.value, d, out.values + col);
        const IndexTag<D> di;
        const auto begins = hn::Add(hn::Set(di, static_cast<std::int32_t>(x)), hn::ShiftLeft<1>(hn::Iota(di, 0)));
        write_indices(di, hn::Add(begins, winner.offset), out.indices + col);
    }

private:
    template <class DI>
    static HWY_INLINE void write_indices(DI /*di*/, hn::Vec<DI> indices, std::int64_t* to) {
        if constexpr (std::is_same_v<DI, IndexTag<Single>>) {
            *to = hn::GetLane(indices);
        } else {
            const hn::Half<DI> half;
            const hn::Rebind<std::int64_t, decltype(half)> wide;
            hn::StoreU(hn::PromoteTo(wide, hn::LowerHalf(half, indices)), wide, to);
            hn::StoreU(hn::PromoteTo(wide, hn::UpperHalf(half, indices)), wide, to + hn::Lanes(half));
        }
    }
};

// Loops over the windows of a row call one of these for Lanes(d) windows from column `col` on. They hold what they need
// by value: behind a reference, stores of vectors may alias it, and it would be read again for each of them.
template <class Form, int k, std::size_t rows>
struct OneRow {
    InRow in[rows];
    OutRow out;
    std::int64_t pad = 0;

    template <class D>
    HWY_INLINE void operator()(D d, std::int64_t col) const {
        const std::int64_t x = k_stride * col - pad;
        auto windows = Form::template across<k>(d, in[0], x);
        if constexpr (rows > 1) windows = Form::fold(windows, Form::template across<k>(d, in[1], x));
        if constexpr (rows > 2) windows = Form::fold(windows, Form::template across<k>(d, in[2], x));
        Form::write(d, windows, x, col, out);
    }
};

// Two rows of windows of 3x3.
template <class Form>
struct TwoRows {
    InRow in[5];
    OutRow upper;
    OutRow lower;
    std::int64_t pad = 0;

    template <class D>
    HWY_INLINE void operator()(D d, std::int64_t col) const {
        const std::int64_t x = k_stride * col - pad;
        const auto row_0 = Form::template across<3>(d, in[0], x);
        const auto row_1 = Form::template across<3>(d, in[1], x);
        const auto shared = Form::template across<3>(d, in[2], x);
        Form::write(d, Form::fold(Form::fold(row_0, row_1), shared), x, col, upper);
        const auto row_3 = Form::template across<3>(d, in[3], x);
        const auto row_4 = Form::template across<3>(d, in[4], x);
        Form::write(d, Form::fold(Form::fold(shared, row_3), row_4), x, col, lower);
    }
};

// One window whose columns [x, x + taps) lie inside.
template <class Form>
void write_lone(const InRows& in, std::int64_t x, std::int64_t taps, std::int64_t col, const OutRow& out) {
    const Single d;
    const auto across = [&](std::size_t row) HWY_ATTR {
        auto part = Form::tap(d, in.row[row], x, 0);
        for (std::int64_t i = 1; i < taps; ++i) part = Form::fold(part, Form::tap(d, in.row[row], x, i));
        return part;
    };
    auto window = across(0);
    for (std::size_t row = 1; row < in.count; ++row) window = Form::fold(window, across(row));
    Form::write(d, window, x, col, out);
}

// f(d, first column) for vectors of columns: all of [begin, end) and nothing else, some perhaps twice. After the first
// they begin at multiples of a vector, so that those of the output seldom straddle cache lines. False, and nothing
// done, if there is no room for one.
template <class D, class F>
bool for_vectors(D d, std::int64_t begin, std::int64_t end, F f) {
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    if (end - begin < lanes) return false;
    f(d, begin);
    std::int64_t col = begin / lanes * lanes + lanes;
    for (; col + lanes <= end; col += lanes) f(d, col);
    if (col < end) f(d, end - lanes);
    return true;
}

float divisor(const Work<float>& work, std::int64_t out_row, std::int64_t out_col) {
    if (work.spec.op != Op::average) return 1.0F;
    const Span rows = span(work.geometry.h, out_row);
    const Span cols = span(work.geometry.w, out_col);
    const std::int64_t inside = clipped(rows, 0, work.input.height).count * clipped(cols, 0, work.input.width).count;
    return static_cast<float>(average_divisor(work.spec, work.geometry, rows, cols, inside));
}

// The first index >= 0 of a window that begins inside, and one past the last that also ends there.
struct Inside {
    std::int64_t first = 0;
    std::int64_t end = 0;

    explicit Inside(const Axis& axis) {
        const std::int64_t room = axis.input + axis.pad_begin - axis.kernel;
        first = std::min(axis.pad_begin, axis.output);
        end = room < 0 ? first : std::clamp(room / k_stride + 1, first, axis.output);
    }
    bool has(std::int64_t i) const { return i >= first && i < end; }
};

bool streams(const Work<float>& work) {
    return work.out.indices == nullptr && go_past_caches(work.input.planes * work.geometry.windows()) &&
           rows_begin_with_lines(work.out.values, work.geometry.w.output);
}

// One plane.
template <class Form, int k>
class Stem {
public:
    Stem(const Work<float>& work, std::int64_t plane)
        : work_(work),
          plane_(work.input.plane(plane)),
          first_cell_(plane * work.geometry.windows()),
          rows_(work.geometry.h),
          cols_(work.geometry.w),
          streams_(streams(work)) {
        if (rows_.has(rows_.first)) whole_ = divisors(rows_.first);
    }

    void write_rows(std::int64_t first_row, std::int64_t end_row) const {
        for (std::int64_t row = first_row; row < end_row; ++row) {
            const bool two = k == 3 && row + 1 < end_row && rows_.has(row) && rows_.has(row + 1);
            if (two) {
                write_both(row);
                ++row;
            } else {
                write_row(row);
            }
        }
    }

private:
    // Of a row of the output: its first window's, those inside, its last window's.
    struct Divisors {
        float left = 1.0F;
        float inside = 1.0F;
        float right = 1.0F;
    };

    Divisors divisors(std::int64_t row) const {
        const std::int64_t middle = std::min(cols_.first, work_.geometry.w.output - 1);
        return {divisor(work_, row, 0), divisor(work_, row, middle), divisor(work_, row, work_.geometry.w.output - 1)};
    }

    InRows rows_under(std::int64_t row, std::int64_t rows) const {
        const std::int64_t begin = k_stride * row - work_.geometry.h.pad_begin;
        const std::int64_t end = std::min(begin + rows, plane_.height);
        InRows in;
        for (std::int64_t y = std::max<std::int64_t>(begin, 0); y < end; ++y)
            in.row[in.count++] = {&plane_.at(0, y, 0), static_cast<std::int32_t>(y * plane_.width)};
        return in;
    }

    OutRow out_row(std::int64_t row, float divisor) const {
        const std::int64_t cell = first_cell_ + row * work_.geometry.w.output;
        return {work_.out.values + cell, work_.out.indices == nullptr ? nullptr : work_.out.indices + cell, divisor,
                streams_};
    }

    std::int64_t x_of(std::int64_t col) const { return k_stride * col - work_.geometry.w.pad_begin; }

    // write(d, col): whole vectors of windows that lie inside from left to right. False if there is no room for one.
    template <class Write>
    bool write_inside(Write write) const {
        return for_vectors(Wide(), cols_.first, cols_.end, write) ||
               for_vectors(Narrow(), cols_.first, cols_.end, write);
    }

    void write_lone_window(const InRows& in, std::int64_t row, std::int64_t col, float divisor) const {
        const std::int64_t begin = std::max<std::int64_t>(x_of(col), 0);
        const std::int64_t end = std::min(x_of(col) + k, plane_.width);
        write_lone<Form>(in, begin, end - begin, col, out_row(row, divisor));
    }

    void write_edges(const InRows& in, std::int64_t row, const Divisors& by) const {
        for (std::int64_t col = 0; col < cols_.first; ++col) write_lone_window(in, row, col, by.left);
        for (std::int64_t col = cols_.end; col < work_.geometry.w.output; ++col)
            write_lone_window(in, row, col, by.right);
    }

    template <std::size_t rows>
    bool write_row_inside(const InRows& in, const OutRow& out) const {
        OneRow<Form, k, rows> windows{{}, out, work_.geometry.w.pad_begin};
        std::copy_n(in.row.begin(), rows, windows.in);
        return write_inside(windows);
    }

    bool write_inside_over(const InRows& in, const OutRow& out) const {
        if (in.count == k) return write_row_inside<k>(in, out);
        if (in.count == 1) return write_row_inside<1>(in, out);
        return write_row_inside<2>(in, out);
    }

    void write_row(std::int64_t row) const {
        const InRows in = rows_under(row, k);
        const Divisors by = rows_.has(row) ? whole_ : divisors(row);
        const OutRow out = out_row(row, by.inside);
        const bool vectors = write_inside_over(in, out);
        if (!vectors)
            for (std::int64_t col = cols_.first; col < cols_.end; ++col) write_lone_window(in, row, col, by.inside);
        write_edges(in, row, by);
    }

    // Rows `row` and `row` + 1.
    void write_both(std::int64_t row) const {
        const InRows in = rows_under(row, k + k_stride);
        TwoRows<Form> windows{
            {}, out_row(row, whole_.inside), out_row(row + 1, whole_.inside), work_.geometry.w.pad_begin};
        std::copy_n(in.row.begin(), in.row.size(), windows.in);
        const bool vectors = write_inside(windows);
        if (!vectors) {
            write_row(row);
            write_row(row + 1);
            return;
        }
        write_edges(rows_under(row, k), row, whole_);
        write_edges(rows_under(row + 1, k), row + 1, whole_);
    }

    const Work<float>& work_;
    View<float> plane_;
    std::int64_t first_cell_;
    Inside rows_;
    Inside cols_;
    bool streams_ = false;
    Divisors whole_;  // of rows of the output whose windows lie inside from top to bottom
};

template <class Form>
void write_band(const Work<float>& work, const Band& band) {
    if (work.geometry.h.kernel == 2) {
        Stem<Form, 2>(work, band.plane).write_rows(band.first_row, band.end_row);
    } else {
        Stem<Form, 3>(work, band.plane).write_rows(band.first_row, band.end_row);
    }
    if (streams(work)) hwy::FlushStream();
}

void stem_band(const Work<float>& work, const Band& band) {
    const bool indices = work.out.indices != nullptr;
    if (work.spec.op == Op::max)
        return indices ? write_band<WinnerForm<Max>>(work, band) : write_band<ValueForm<Max>>(work, band);
    if (work.spec.op == Op::min)
        return indices ? write_band<WinnerForm<Min>>(work, band) : write_band<ValueForm<Min>>(work, band);
    write_band<ValueForm<Sum>>(work, band);
}

}  // namespace
}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace core::engine {
HWY_EXPORT(stem_band);

namespace stem {
namespace {

bool suits_axis(const Axis& axis) {
    return axis.kind == Axis::Kind::sliding && (axis.kernel == 2 || axis.kernel == 3) && axis.stride == 2 &&
           axis.dilation == 1 && axis.pad_begin <= 1 && axis.pad_end <= 1;
}

}  // namespace

bool suits(const Work<float>& work) {
    const Geometry& where = work.geometry;
    if (!suits_axis(where.h) || !suits_axis(where.w) || where.h.kernel != where.w.kernel) return false;
    if (work.input.col_stride != 1) return false;
    constexpr std::int64_t k_most_cells = std::int64_t{1} << 31;  // indices are 32-bit until they are written
    if (work.spec.op == Op::max || work.spec.op == Op::min)
        return work.out.indices == nullptr || work.input.height * work.input.width <= k_most_cells;
    return (work.spec.op == Op::average || work.spec.op == Op::sum) && work.sums == Sums::single;
}

void run(const Work<float>& work, Workspace& workspace) {
    constexpr std::int64_t k_least_rows = 8;  // a band reads one row again that its neighbour reads too
    const Bands bands(work.input.planes, work.geometry.h.output, workspace.threads(), k_least_rows);
    workspace.run(bands.count(), 0, [&](std::int64_t index, std::span<std::byte>) {
        HWY_DYNAMIC_DISPATCH(stem_band)(work, bands.at(index));
    });
}

}  // namespace stem
}  // namespace core::engine
#endif
