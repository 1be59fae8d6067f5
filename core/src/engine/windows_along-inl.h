// Folds along a row of windows.h. Included once for each instruction set.
//   take_steps:   windows of windows, by RowSteps; each tap may start at any cell
//   AVX-512 only: windows of up to 2 L taps, L the lanes of a vector, from one pass that doubles them in registers:
//     w(2 m)[x] = w(m)[x] o w(m)[x + m], the second from the lanes of two neighbouring vectors. Longer windows then are
//     steps over those of L taps, whose taps start on vectors.
//     Short rows are swept one after the other without a new start.
// Rows are scratch: whole vectors are read, up to four beyond the row's windows.

#if defined(CORE_ENGINE_WINDOWS_ALONG_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef CORE_ENGINE_WINDOWS_ALONG_INL
#undef CORE_ENGINE_WINDOWS_ALONG_INL
#else
#define CORE_ENGINE_WINDOWS_ALONG_INL
#endif

#include <span>

#include "engine/windows_fold-inl.h"
#include "engine/windows_scratch.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {

// A fold along a row of `reach` cells into `windows` windows, one starting at each cell.
template <class T>
struct RowFold {
    std::int64_t kernel = 1;
    std::int64_t dilation = 1;
    std::int64_t reach = 0;
    std::size_t windows = 0;
    std::span<const RowStep> steps;       // to `kernel` taps
    std::span<const RowStep> line_steps;  // to as many cache lines as `kernel` taps fill
    T* step = nullptr;                    // rows of scratch
    T* line = nullptr;
    T* rest = nullptr;
};

// The steps from single places of `row`, `apart` cells from each other; `extra`, if not null, is a last tap.
template <class Op, class D, class T, class To>
void take_steps(D d, const T* row, std::int64_t apart, const RowFold<T>& fold, std::span<const RowStep> steps,
                const T* extra, const To& to) {
    const T* windows = row;
    const auto take = [&](const RowStep& step, const T** taps) HWY_ATTR {
        std::size_t count = 0;
        std::int64_t place = 0;
        for (int i = 0; i < step.places; ++i, place += step.from) taps[count++] = windows + place * apart;
        for (int i = 0; i < step.singles; ++i, ++place) taps[count++] = row + place * apart;
        return count;
    };
    const T* taps[k_most_taps];
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        const std::int64_t width = fold.reach - (steps[i].taps() - 1) * apart;
        fold_few<Op>(d, taps, take(steps[i], taps), static_cast<std::size_t>(width), ToScratch<T>{fold.step});
        windows = fold.step;
    }
    std::size_t count = take(steps.empty() ? RowStep{} : steps.back(), taps);
    if (extra != nullptr) taps[count++] = extra;
    fold_few<Op>(d, taps, count, fold.windows, to);
}

#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL

// Lanes `places` of two vectors side by side.
HWY_INLINE hn::Vec512<float> lanes_of(hn::Vec512<float> here, hn::Vec512<float> next,
                                      hn::Vec512<std::uint32_t> places) {
    return hn::Vec512<float>{_mm512_permutex2var_ps(here.raw, places.raw, next.raw)};
}
HWY_INLINE hn::Vec512<double> lanes_of(hn::Vec512<double> here, hn::Vec512<double> next,
                                       hn::Vec512<std::uint64_t> places) {
    return hn::Vec512<double>{_mm512_permutex2var_pd(here.raw, places.raw, next.raw)};
}

// Windows of 1, 2, 4 ... 2^kLevels cells that start at the lanes of one vector, from the right end of a row to the
// left.
template <int kLevels, class Op, class T>
class Doubling {
public:
    using D = hn::CappedTag<T, 64 / sizeof(T)>;
    using V = hn::Vec<D>;
    using Places = hn::Vec<hn::RebindToUnsigned<D>>;
    static constexpr int k_longest = 1 << kLevels;

    // `kernel`: of the windows that window() gives, from k_longest on to 2 k_longest.
    HWY_INLINE explicit Doubling(std::int64_t kernel) : rest_(static_cast<int>(kernel) - k_longest) {
        HWY_UNROLL(8)
        for (int level = 0; level <= kLevels; ++level) now_[level] = next_[level] = hn::Zero(D());
        HWY_UNROLL(8)
        for (int level = 0; level < kLevels; ++level) turns_[level] = places_from(1 << level);
        next_rest_ = hn::Zero(D());
        int done = Op::k_idempotent ? rest_ : kRestFromNext ? 0 : k_longest;
        HWY_UNROLL(8)
        for (int level = kLevels; level >= 0; --level) {
            rest_turns_[level] = places_from(done);
            if (holds(level)) done += 1 << level;
        }
    }

    HWY_INLINE void take(const T* from) {
        HWY_UNROLL(8)
        for (int level = 0; level < kLevels; ++level) next_[level] = now_[level];
        next_[kLevels] = now_[kLevels];
        next_rest_ = now_rest_;
        now_[0] = hn::LoadU(D(), from);
        HWY_UNROLL(8)
        for (int level = 0; level < kLevels; ++level) {
            now_[level + 1] = Op::fold(now_[level], lanes_of(now_[level], next_[level], turns_[level]));
        }
        if constexpr (kRestFromNext) now_rest_ = with_rest(hn::Zero(D()));
    }

    HWY_INLINE V longest() const { return now_[kLevels]; }
    HWY_INLINE V rest() const { return now_rest_; }
    HWY_INLINE V window() const {
        if constexpr (Op::k_idempotent) {
            return Op::fold(longest(), lanes_of(longest(), next_[kLevels], rest_turns_[kLevels]));
        } else if constexpr (kRestFromNext) {
            return Op::fold(longest(), next_rest_);
        } else {
            return with_rest(longest());
        }
    }

private:
    // Windows longer than a vector take their rest from where the next one starts.
    static constexpr bool kRestFromNext = !Op::k_idempotent && k_longest == 64 / sizeof(T);

    static HWY_INLINE Places places_from(int first) {
        return hn::Iota(hn::RebindToUnsigned<D>(), static_cast<unsigned>(first));
    }
    HWY_INLINE bool holds(int level) const { return (rest_ >> level & 1) != 0; }
    HWY_INLINE V with_rest(V folded) const {
        HWY_UNROLL(8)
        for (int level = kLevels; level >= 0; --level) {
            if (holds(level)) {
                folded = Op::fold(folded, lanes_of(now_[level], next_[level], rest_turns_[level]));
            }
        }
        return folded;
    }

    int rest_ = 0;
    V now_[kLevels + 1];
    V next_[kLevels + 1];
    V now_rest_ = hn::Zero(D());
    V next_rest_;
    Places turns_[kLevels + 1];
    Places rest_turns_[kLevels + 1];
};

// Windows of `kernel` cells, from k_longest on to 2 k_longest.
template <int kLevels, class Op, class T, class To>
void fold_in_registers(const T* row, std::int64_t kernel, std::size_t width, const To& to) {
    using Windows = Doubling<kLevels, Op, T>;
    const typename Windows::D d;
    constexpr std::size_t k_lanes = 64 / sizeof(T);
    Windows windows(kernel);
    const auto start = [&](std::size_t x) HWY_ATTR {
        windows.take(row + x + 2 * k_lanes);
        windows.take(row + x + k_lanes);
        windows.take(row + x);
    };
    const std::size_t lead = std::min(to.lead(d), width);
    if (lead > 0) {
        start(0);
        to.store(d, windows.window(), 0, Part{lead});
    }
    if (lead == width) return;
    std::size_t x = lead + (width - lead - 1) / k_lanes * k_lanes;
    start(x);
    if (x + k_lanes <= width) {
        to.store(d, windows.window(), x, Whole{});
    } else {
        to.store(d, windows.window(), x, Part{width - x});
    }
    while (x > lead) {
        x -= k_lanes;
        windows.take(row + x);
        to.store(d, windows.window(), x, Whole{});
    }
}

// The same for `rows` one behind the other, whose pitch is a multiple of a vector's lanes: one sweep over all of them,
// as short rows spend their time on starting. What it takes from the row behind never is part of a window that is
// written. to_row(i): where the windows of row i go; its `row` is null if nobody asks for them.
template <int kLevels, class Op, class T, class ToRow>
void fold_rows_in_registers(const Rows<T>& rows, std::int64_t kernel, std::int64_t width, const ToRow& to_row) {
    using Windows = Doubling<kLevels, Op, T>;
    const typename Windows::D d;
    constexpr std::int64_t k_lanes = 64 / sizeof(T);
    const std::int64_t last = (width - 1) / k_lanes * k_lanes;
    const std::int64_t beyond = kernel > k_lanes + 1 ? 2 * k_lanes : k_lanes;  // the cells that the last windows reach
    const std::int64_t first = std::min(rows.pitch - k_lanes, last + beyond);
    Windows windows(kernel);
    windows.take(rows.at(rows.count) + k_lanes);
    windows.take(rows.at(rows.count));
    for (std::int64_t i = rows.count - 1; i >= 0; --i) {
        const T* const row = rows.at(i);
        const auto to = to_row(i);
        if (to.row == nullptr) continue;
        for (std::int64_t x = first; x >= 0; x -= k_lanes) {
            windows.take(row + x);
            if (x > last) continue;
            if (x + k_lanes <= width) {
                to.store(d, windows.window(), static_cast<std::size_t>(x), Whole{});
            } else {
                to.store(d, windows.window(), static_cast<std::size_t>(x), Part{static_cast<std::size_t>(width - x)});
            }
        }
    }
}

// Whether fold_rows_along() is there for this and faster than row by row.
template <class T>
bool rows_fold_together(const RowFold<T>& fold) {
    constexpr std::int64_t k_lanes = 64 / sizeof(T);
    if (static_cast<std::int64_t>(fold.windows) >= k_short_row || fold.dilation != 1) return false;
    return fold.kernel == 3 || (fold.kernel >= 5 && fold.kernel <= 2 * k_lanes);
}

template <class Op, class T, class ToRow>
void fold_rows_along(const RowFold<T>& fold, const Rows<T>& rows, const ToRow& to_row) {
    const auto width = static_cast<std::int64_t>(fold.windows);
    constexpr int k_levels = sizeof(T) == sizeof(float) ? 4 : 3;
    if (fold.kernel < 4) return fold_rows_in_registers<1, Op>(rows, fold.kernel, width, to_row);
    if (fold.kernel < 8) return fold_rows_in_registers<2, Op>(rows, fold.kernel, width, to_row);
    if (fold.kernel < 16 || k_levels == 3) return fold_rows_in_registers<3, Op>(rows, fold.kernel, width, to_row);
    fold_rows_in_registers<k_levels, Op>(rows, fold.kernel, width, to_row);
}

// Windows of a vector's lanes into fold.line, and of what `kernel` leaves over into fold.rest.
template <int kLevels, class Op, class T>
void fold_lines(const T* row, const RowFold<T>& fold) {
    using Windows = Doubling<kLevels, Op, T>;
    const typename Windows::D d;
    constexpr std::int64_t k_lanes = 64 / sizeof(T);
    Windows windows(k_lanes + fold.kernel % k_lanes);
    std::int64_t x = (fold.reach - 1) / k_lanes * k_lanes;
    windows.take(row + x + k_lanes);
    for (; x >= 0; x -= k_lanes) {
        windows.take(row + x);
        hn::Store(windows.longest(), d, fold.line + x);
        if constexpr (!Op::k_idempotent) hn::Store(windows.rest(), d, fold.rest + x);
    }
}

template <class Op, class T, class To>
void fold_along(const RowFold<T>& fold, const T* row, const To& to) {
    constexpr std::int64_t k_lanes = 64 / sizeof(T);
    constexpr int k_levels = sizeof(T) == sizeof(float) ? 4 : 3;
    // Right after they were written, cells are slow to read by vectors that overlap two of those that wrote them; a
    // short row has no time to wait.
    constexpr std::int64_t k_short_kernel = 10;
    const bool hasty = static_cast<std::int64_t>(fold.windows) < k_short_row && fold.kernel < k_short_kernel;
    if (fold.dilation != 1 || fold.kernel == 1 || hasty) {
        return take_steps<Op>(RowVector<T>(), row, fold.dilation, fold, fold.steps, static_cast<const T*>(nullptr), to);
    }
    if (fold.kernel <= 2 * k_lanes) {
        if (fold.kernel < 4) return fold_in_registers<1, Op>(row, fold.kernel, fold.windows, to);
        if (fold.kernel < 8) return fold_in_registers<2, Op>(row, fold.kernel, fold.windows, to);
        if (fold.kernel < 16 || k_levels == 3) return fold_in_registers<3, Op>(row, fold.kernel, fold.windows, to);
        return fold_in_registers<k_levels, Op>(row, fold.kernel, fold.windows, to);
    }
    fold_lines<k_levels, Op>(row, fold);
    const T* extra = nullptr;
    if (fold.kernel % k_lanes != 0) {
        extra = Op::k_idempotent ? fold.line + fold.kernel - k_lanes : fold.rest + fold.kernel / k_lanes * k_lanes;
    }
    take_steps<Op>(ColumnVector<T>(), fold.line, k_lanes, fold, fold.line_steps, extra, to);
}

#else

template <class Op, class T, class To>
void fold_along(const RowFold<T>& fold, const T* row, const To& to) {
    take_steps<Op>(RowVector<T>(), row, fold.dilation, fold, fold.steps, static_cast<const T*>(nullptr), to);
}

template <class T>
bool rows_fold_together(const RowFold<T>&) {
    return false;
}

template <class Op, class T, class ToRow>
void fold_rows_along(const RowFold<T>&, const Rows<T>&, const ToRow&) {}

#endif

}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
