// Maxima and minima of bytes: down the rows of several overlapping windows at once, and along a line.
#include "engine/bytes_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/bytes_fold.cpp"
#include "hwy/foreach_target.h"

#include "engine/bytes_write-inl.h"
#include "engine/vec-inl.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace {

// Lines are not aligned to 64 bytes, and a load of 64 bytes that crosses one costs two.
using BytesTag = hn::CappedTag<std::uint8_t, 32>;
using Bytes = hn::Vec<BytesTag>;

struct Larger {
    HWY_INLINE Bytes operator()(Bytes a, Bytes b) const { return hn::Max(a, b); }
    std::uint8_t operator()(std::uint8_t a, std::uint8_t b) const { return a > b ? a : b; }
};
struct Smaller {
    HWY_INLINE Bytes operator()(Bytes a, Bytes b) const { return hn::Min(a, b); }
    std::uint8_t operator()(std::uint8_t a, std::uint8_t b) const { return a < b ? a : b; }
};

// Several registers of one row: a step to another row, and so to another page of memory, is the dearer part.
struct Several {
    static constexpr std::size_t k_registers = HWY_TARGET == HWY_AVX3 ? 16 : 8;
    Bytes at[k_registers];

    static HWY_INLINE Several load(const std::uint8_t* from) {
        const BytesTag tag;
        Several all;
        for (std::size_t i = 0; i < k_registers; ++i) all.at[i] = hn::LoadU(tag, from + i * hn::Lanes(tag));
        return all;
    }
    HWY_INLINE void store(std::uint8_t* to) const {
        const BytesTag tag;
        for (std::size_t i = 0; i < k_registers; ++i) hn::StoreU(at[i], tag, to + i * hn::Lanes(tag));
    }
    template <class Fold>
    HWY_INLINE Several with(const Fold& fold, const Several& other) const {
        Several all;
        for (std::size_t i = 0; i < k_registers; ++i) all.at[i] = fold(at[i], other.at[i]);
        return all;
    }
    static constexpr std::size_t width() { return k_registers * hn::MaxLanes(BytesTag{}); }
};

struct One {
    std::uint8_t a;

    static One load(const std::uint8_t* from) { return {*from}; }
    void store(std::uint8_t* to) const { *to = a; }
    template <class Fold>
    One with(const Fold& fold, const One& other) const {
        return {fold(a, other.a)};
    }
    static constexpr std::size_t width() { return 1; }
};

// One step along the lines. The rows that all windows share are folded first, upward from them the windows' own
// beginnings, downward their own ends: every row is read once.
template <class Step, class Fold>
HWY_INLINE void fold_step(const Fold& fold, const RowLattice& rows, std::span<const Range> windows, std::int64_t x,
                          std::uint8_t* lines, std::int64_t line_stride) {
    const auto at = [&](std::int64_t r) HWY_ATTR { return Step::load(rows.row(r) + x); };
    std::size_t i = windows.size() - 1;
    std::int64_t row = windows[i].begin;
    Step folded = at(row);
    for (std::int64_t r = row + 1; r < windows[0].end; ++r) folded = folded.with(fold, at(r));
    folded.store(lines + static_cast<std::int64_t>(i) * line_stride + x);
    while (i-- > 0) {
        for (; row > windows[i].begin; --row) folded = folded.with(fold, at(row - 1));
        folded.store(lines + static_cast<std::int64_t>(i) * line_stride + x);
    }
    row = windows[0].end;
    if (windows.back().end == row) return;
    i = 1;
    while (windows[i].end == row) ++i;
    Step ends = at(row++);
    for (; i < windows.size(); ++i) {
        for (; row < windows[i].end; ++row) ends = ends.with(fold, at(row));
        std::uint8_t* const line = lines + static_cast<std::int64_t>(i) * line_stride + x;
        Step::load(line).with(fold, ends).store(line);
    }
}

template <class Fold>
void fold_rows_by(const RowLattice& rows, std::span<const Range> windows, std::int64_t n, std::uint8_t* lines,
                  std::int64_t line_stride) {
    const Fold fold;
    constexpr auto k_step = static_cast<std::int64_t>(Several::width());
    std::int64_t x = 0;
    for (; x + k_step <= n; x += k_step) fold_step<Several>(fold, rows, windows, x, lines, line_stride);
    if (x == n) return;
    if (n >= k_step) return fold_step<Several>(fold, rows, windows, n - k_step, lines, line_stride);
    for (; x < n; ++x) fold_step<One>(fold, rows, windows, x, lines, line_stride);
}

void rows_target(Extreme extreme, const RowLattice& rows, std::span<const Range> windows, std::int64_t n,
                 std::uint8_t* lines, std::int64_t line_stride) {
    if (extreme == Extreme::max) return fold_rows_by<Larger>(rows, windows, n, lines, line_stride);
    fold_rows_by<Smaller>(rows, windows, n, lines, line_stride);
}

// out[x] = the fold of line at x, x + b, x + c, x + d; as many of them as kTaps. In place goes too: what is read later
// lies behind what is written.
template <int kTaps, class Fold>
HWY_INLINE void fold_taps(const std::uint8_t* line, std::int64_t n, std::int64_t b, std::int64_t c, std::int64_t d,
                          std::uint8_t* out) {
    const BytesTag tag;
    const Fold fold;
    const auto folded = [&](const std::uint8_t* at) HWY_ATTR {
        Bytes all = hn::LoadU(tag, at);
        if constexpr (kTaps > 1) all = fold(all, hn::LoadU(tag, at + b));
        if constexpr (kTaps > 2) all = fold(all, hn::LoadU(tag, at + c));
        if constexpr (kTaps > 3) all = fold(all, hn::LoadU(tag, at + d));
        return all;
    };
    write_bytes(tag, n, out, [&](std::int64_t x) HWY_ATTR { return folded(line + x); });
}

// Windows of 4, 16, 64 ... taps, each from four of the size before; the last step makes `kernel` of up to four that
// may overlap.
template <class Fold>
void along_by(std::uint8_t* line, std::int64_t n, std::int64_t shift, std::int64_t kernel, std::uint8_t* out) {
    std::int64_t width = 1;
    for (; kernel > 4 * width; width *= 4) {
        const std::int64_t apart = width * shift;
        fold_taps<4, Fold>(line, n + (kernel - 4 * width) * shift, apart, 2 * apart, 3 * apart, line);
    }
    const std::int64_t apart = width * shift;
    const std::int64_t last = (kernel - width) * shift;
    if (kernel == width) return fold_taps<1, Fold>(line, n, 0, 0, 0, out);
    if (kernel <= 2 * width) return fold_taps<2, Fold>(line, n, last, 0, 0, out);
    if (kernel <= 3 * width) return fold_taps<3, Fold>(line, n, apart, last, 0, out);
    fold_taps<4, Fold>(line, n, apart, 2 * apart, last, out);
}

void along_target(Extreme extreme, std::uint8_t* line, std::int64_t n, std::int64_t shift, std::int64_t kernel,
                  std::uint8_t* out) {
    if (extreme == Extreme::max) return along_by<Larger>(line, n, shift, kernel, out);
    along_by<Smaller>(line, n, shift, kernel, out);
}

}  // namespace
}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace core::engine {

HWY_EXPORT(rows_target);
HWY_EXPORT(along_target);

void fold_rows(Extreme extreme, const RowLattice& rows, std::span<const Range> windows, std::int64_t n,
               std::uint8_t* lines, std::int64_t line_stride) {
    HWY_DYNAMIC_DISPATCH(rows_target)(extreme, rows, windows, n, lines, line_stride);
}

void fold_along(Extreme extreme, std::uint8_t* line, std::int64_t n, std::int64_t shift, std::int64_t kernel,
                std::uint8_t* out) {
    HWY_DYNAMIC_DISPATCH(along_target)(extreme, line, n, shift, kernel, out);
}

}  // namespace core::engine
#endif
