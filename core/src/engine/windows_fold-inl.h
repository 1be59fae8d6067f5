// The vector kernels of windows.h: folds of rows into rows. Included once for each instruction set, after
// engine/vec-inl.h.
//   fold_taps:    out[x] = taps[0][x] o taps[1][x] o ... with a number of taps known to the compiler
//   fold_rows:    the same for any number of rows
//   fold_columns: R windows that share most of their rows
// A row may be the start of any cell of another, so a fold of taps is also a step along a row. `out` may be taps[0].
// No more than `width` cells of a tap are read; rows of scratch have room for whole vectors and are written in them.

#if defined(CORE_ENGINE_WINDOWS_FOLD_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef CORE_ENGINE_WINDOWS_FOLD_INL
#undef CORE_ENGINE_WINDOWS_FOLD_INL
#else
#define CORE_ENGINE_WINDOWS_FOLD_INL
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "engine/vec-inl.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {

// Along rows, loads start at any cell: vectors of a whole cache line would cross one every time.
template <class T>
using RowVector = hn::CappedTag<T, 32 / sizeof(T)>;
// Down the columns, loads keep one place.
template <class T>
using ColumnVector = hn::CappedTag<T, 64 / sizeof(T)>;

// The operations. `o` is associative; max and min also want `earlier` before `later` in reading order, unless no row
// has a -0 or a NaN (`plain`).
struct Sum {
    static constexpr bool k_idempotent = false;
    static constexpr double k_identity = 0.0;
    template <class V>
    static HWY_INLINE V fold(V earlier, V later) {
        return hn::Add(earlier, later);
    }
};
struct PlainMax {
    static constexpr bool k_idempotent = true;
    static constexpr double k_identity = -std::numeric_limits<double>::infinity();
    template <class V>
    static HWY_INLINE V fold(V earlier, V later) {
        return hn::Max(later, earlier);
    }
};
struct PlainMin {
    static constexpr bool k_idempotent = true;
    static constexpr double k_identity = std::numeric_limits<double>::infinity();
    template <class V>
    static HWY_INLINE V fold(V earlier, V later) {
        return hn::Min(later, earlier);
    }
};
struct OrderedMax {
    static constexpr bool k_idempotent = true;
    static constexpr double k_identity = PlainMax::k_identity;
    template <class V>
    static HWY_INLINE V fold(V earlier, V later) {
        return earlier_max(earlier, later);
    }
};
struct OrderedMin {
    static constexpr bool k_idempotent = true;
    static constexpr double k_identity = PlainMin::k_identity;
    template <class V>
    static HWY_INLINE V fold(V earlier, V later) {
        return earlier_min(earlier, later);
    }
};

// The first `count` lanes from `from`, the others anything.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE hn::Vec<D> load_part(D d, const T* from, std::size_t count) {
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
    return hn::MaskedLoad(hn::FirstN(d, count), d, from);
#else
    HWY_ALIGN T lanes[HWY_MAX_BYTES / sizeof(T)] = {};
    std::memcpy(lanes, from, count * sizeof(T));
    return hn::Load(d, lanes);
#endif
}

// Loads for whole vectors and for the part of one at a row's end.
struct Whole {
    template <class D, class T = hn::TFromD<D>>
    HWY_INLINE hn::Vec<D> load(D d, const T* from) const {
        return hn::LoadU(d, from);
    }
};
struct Part {
    std::size_t count;
    template <class D, class T = hn::TFromD<D>>
    HWY_INLINE hn::Vec<D> load(D d, const T* from) const {
        return load_part(d, from, count);
    }
};

// Where results go: a row of scratch.
template <class T>
struct ToScratch {
    T* row;
    template <class D, class V>
    HWY_INLINE void store(D d, V value, std::size_t x, Whole) const {
        hn::StoreU(value, d, row + x);
    }
    template <class D, class V>
    HWY_INLINE void store(D d, V value, std::size_t x, Part) const {
        hn::StoreU(value, d, row + x);
    }
    template <class D>
    HWY_INLINE std::size_t lead(D) const {
        return 0;
    }
};

// Rounded to float32; beyond its range, infinities (which Highway's emulation would turn into the largest number).
template <class D>
HWY_INLINE auto to_floats([[maybe_unused]] D d, hn::Vec<D> value) {
    if constexpr (sizeof(hn::TFromD<D>) == sizeof(float)) {
        return value;
    } else {
        const hn::Rebind<float, D> floats;
#if HWY_TARGET == HWY_EMU128
        HWY_ALIGN double wide[HWY_MAX_BYTES / sizeof(double)];
        HWY_ALIGN float lanes[HWY_MAX_BYTES / sizeof(double)];
        hn::Store(value, d, wide);
        for (std::size_t i = 0; i < hn::Lanes(d); ++i) lanes[i] = static_cast<float>(wide[i]);
        return hn::Load(floats, lanes);
#else
        return hn::DemoteTo(floats, value);
#endif
    }
}

// Where results go: the caller's row. A sum of no less than zeros is +0; it is divided by rows * cols[x] unless `cols`
// is null. kPast: past the caches, for more output than they hold.
template <class Op, class T, bool kPast>
struct ToOutput {
    float* row;
    const T* cols;
    T rows;

    template <class D>
    HWY_INLINE auto finished(D d, hn::Vec<D> value, std::size_t x) const {
        if constexpr (std::is_same_v<Op, Sum>) {
            value = hn::Add(value, hn::Zero(d));
            if (cols != nullptr) value = hn::Div(value, hn::Mul(hn::LoadU(d, cols + x), hn::Set(d, rows)));
        }
        return to_floats(d, value);
    }
    template <class D>
    HWY_INLINE void store(D d, hn::Vec<D> value, std::size_t x, Whole) const {
        const hn::Rebind<float, D> floats;
        if constexpr (kPast) {
            hn::Stream(finished(d, value, x), floats, row + x);
        } else {
            hn::StoreU(finished(d, value, x), floats, row + x);
        }
    }
    template <class D>
    HWY_INLINE void store(D d, hn::Vec<D> value, std::size_t x, Part part) const {
        const hn::Rebind<float, D> floats;
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
        hn::BlendedStore(finished(d, value, x), hn::FirstN(floats, part.count), floats, row + x);
#else
        HWY_ALIGN float lanes[HWY_MAX_BYTES / sizeof(float)];
        hn::Store(finished(d, value, x), floats, lanes);
        std::memcpy(row + x, lanes, part.count * sizeof(float));
#endif
    }
    // Cells before the first one where a whole vector may be stored.
    template <class D>
    HWY_INLINE std::size_t lead(D d) const {
        if constexpr (!kPast) return 0;
        const std::size_t bytes = hn::Lanes(d) * sizeof(float);
        return (bytes - reinterpret_cast<std::uintptr_t>(row) % bytes) % bytes / sizeof(float);
    }
};

template <int kTaps, class Op, class D, class T, class How>
HWY_INLINE hn::Vec<D> fold_at(D d, const T* const* taps, std::size_t x, How how) {
    auto folded = how.load(d, taps[0] + x);
    for (int i = 1; i < kTaps; ++i) folded = Op::fold(folded, how.load(d, taps[i] + x));
    return folded;
}

template <int kTaps, class Op, class D, class T, class To>
HWY_INLINE void fold_taps(D d, const T* const* taps, std::size_t width, const To& to) {
    const T* local[kTaps];
    std::copy_n(taps, kTaps, local);
    std::size_t x = std::min(to.lead(d), width);
    if (x > 0) to.store(d, fold_at<kTaps, Op>(d, local, 0, Part{x}), 0, Part{x});
    for (; x + hn::Lanes(d) <= width; x += hn::Lanes(d)) {
        to.store(d, fold_at<kTaps, Op>(d, local, x, Whole{}), x, Whole{});
    }
    if (x == width) return;
    const Part part{width - x};
    to.store(d, fold_at<kTaps, Op>(d, local, x, part), x, part);
}

inline constexpr std::size_t k_most_taps = 8;

// MUST have 1 to k_most_taps taps.
template <class Op, class D, class T, class To>
HWY_INLINE void fold_few(D d, const T* const* taps, std::size_t count, std::size_t width, const To& to) {
    switch (count) {
        case 1:
            return fold_taps<1, Op>(d, taps, width, to);
        case 2:
            return fold_taps<2, Op>(d, taps, width, to);
        case 3:
            return fold_taps<3, Op>(d, taps, width, to);
        case 4:
            return fold_taps<4, Op>(d, taps, width, to);
        case 5:
            return fold_taps<5, Op>(d, taps, width, to);
        case 6:
            return fold_taps<6, Op>(d, taps, width, to);
        case 7:
            return fold_taps<7, Op>(d, taps, width, to);
        default:
            return fold_taps<8, Op>(d, taps, width, to);
    }
}

// The rows of one window, any number of them, into a row of scratch.
template <class Op, class T>
void fold_rows(const T* const* rows, std::size_t count, std::size_t width, T* out) {
    const ColumnVector<T> d;
    const ToScratch<T> to{out};
    std::size_t done = std::min(count, k_most_taps);
    fold_few<Op>(d, rows, done, width, to);
    while (done < count) {
        const T* taps[k_most_taps] = {out};
        const std::size_t more = std::min(count - done, k_most_taps - 1);
        std::copy_n(rows + done, more, taps + 1);
        fold_few<Op>(d, taps, more + 1, width, to);
        done += more;
    }
}

// Rows of a group of windows, window i being head[i ..], all of shared, tail[.. i) in this order. out[i] may be null:
// nobody asks for that window.
template <class T>
struct GroupRows {
    const T* const* shared;
    std::size_t shared_count;
    const T* const* head;  // R - 1
    const T* const* tail;  // R - 1
    T* const* out;         // R
};

template <int R, class Op, class D, class T, class How>
HWY_INLINE void fold_group_at(D d, const GroupRows<T>& rows, std::size_t x, How how) {
    // By value: as an array the suffixes would go through memory where R of them fit into registers.
    hn::Vec<D> suffix[R];
    suffix[R - 1] = how.load(d, rows.shared[0] + x);
    for (std::size_t i = 1; i < rows.shared_count; ++i) {
        suffix[R - 1] = Op::fold(suffix[R - 1], how.load(d, rows.shared[i] + x));
    }
    for (int i = R - 2; i >= 0; --i) suffix[i] = Op::fold(how.load(d, rows.head[i] + x), suffix[i + 1]);
    if (rows.out[0] != nullptr) hn::StoreU(suffix[0], d, rows.out[0] + x);
    auto prefix = how.load(d, rows.tail[0] + x);
    for (int i = 1; i < R; ++i) {
        if (i > 1) prefix = Op::fold(prefix, how.load(d, rows.tail[i - 1] + x));
        if (rows.out[i] != nullptr) hn::StoreU(Op::fold(suffix[i], prefix), d, rows.out[i] + x);
    }
}

template <int R, class Op, class T>
void fold_group(const GroupRows<T>& rows, std::size_t width) {
    const ColumnVector<T> d;
    std::size_t x = 0;
    for (; x + hn::Lanes(d) <= width; x += hn::Lanes(d)) fold_group_at<R, Op>(d, rows, x, Whole{});
    if (x < width) fold_group_at<R, Op>(d, rows, x, Part{width - x});
}

template <class Op, class T>
void fold_columns(std::int64_t group, const GroupRows<T>& rows, std::size_t width) {
    switch (group) {
        case 1:
            return fold_rows<Op>(rows.shared, rows.shared_count, width, rows.out[0]);
        case 2:
            return fold_group<2, Op>(rows, width);
        case 4:
            return fold_group<4, Op>(rows, width);
        case 8:
            return fold_group<8, Op>(rows, width);
        case 16:
            return fold_group<16, Op>(rows, width);
        default:
            return fold_group<32, Op>(rows, width);
    }
}

// Whether a row holds a NaN or a -0.
template <class T>
bool wants_order(const T* row, std::size_t width) {
    const ColumnVector<T> d;
    const hn::RebindToUnsigned<decltype(d)> bits;
    const auto minus_zero = hn::Set(bits, static_cast<hn::TFromD<decltype(bits)>>(T{1}) << (8 * sizeof(T) - 1));
    auto found = hn::IsNaN(hn::Zero(d));
    std::size_t x = 0;
    for (; x + hn::Lanes(d) <= width; x += hn::Lanes(d)) {
        const auto value = hn::LoadU(d, row + x);
        const auto zero = hn::RebindMask(d, hn::Eq(hn::BitCast(bits, value), minus_zero));
        found = hn::Or(found, hn::Or(zero, hn::IsNaN(value)));
    }
    if (x < width) {
        const auto value = load_part(d, row + x, width - x);
        const auto zero = hn::RebindMask(d, hn::Eq(hn::BitCast(bits, value), minus_zero));
        found = hn::Or(found, hn::Or(zero, hn::IsNaN(value)));
    }
    return !hn::AllFalse(d, found);
}

}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
