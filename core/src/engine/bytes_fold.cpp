// Maxima and minima of bytes: down the rows of several overlapping windows at once, and along a line.
#include "engine/bytes_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/bytes_fold.cpp"
#include "hwy/foreach_target.h"

#include <cstring>

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

// Four registers of one row: what the loop over rows costs is shared by 4 x 32 bytes.
struct Quad {
    Bytes a, b, c, d;

    static HWY_INLINE Quad load(const std::uint8_t* from) {
        const BytesTag tag;
        const std::size_t n = hn::Lanes(tag);
        return {hn::LoadU(tag, from), hn::LoadU(tag, from + n), hn::LoadU(tag, from + 2 * n),
                hn::LoadU(tag, from + 3 * n)};
    }
    HWY_INLINE void store(std::uint8_t* to) const {
        const BytesTag tag;
        const std::size_t n = hn::Lanes(tag);
        hn::StoreU(a, tag, to);
        hn::StoreU(b, tag, to + n);
        hn::StoreU(c, tag, to + 2 * n);
        hn::StoreU(d, tag, to + 3 * n);
    }
    template <class Fold>
    HWY_INLINE Quad with(const Fold& fold, const Quad& other) const {
        return {fold(a, other.a), fold(b, other.b), fold(c, other.c), fold(d, other.d)};
    }
    static constexpr std::size_t width() { return 4 * hn::MaxLanes(BytesTag{}); }
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
HWY_INLINE void fold_step(const Fold& fold, const RowLattice& rows, std::span<const RowRange> windows, std::int64_t x,
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
void fold_rows_by(const RowLattice& rows, std::span<const RowRange> windows, std::int64_t n, std::uint8_t* lines,
                  std::int64_t line_stride) {
    const Fold fold;
    constexpr auto k_step = static_cast<std::int64_t>(Quad::width());
    std::int64_t x = 0;
    for (; x + k_step <= n; x += k_step) fold_step<Quad>(fold, rows, windows, x, lines, line_stride);
    if (x == n) return;
    if (n >= k_step) return fold_step<Quad>(fold, rows, windows, n - k_step, lines, line_stride);
    for (; x < n; ++x) fold_step<One>(fold, rows, windows, x, lines, line_stride);
}

void rows_target(Extreme extreme, const RowLattice& rows, std::span<const RowRange> windows, std::int64_t n,
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
    const auto step = static_cast<std::int64_t>(hn::Lanes(tag));
    const auto folded = [&](const std::uint8_t* at) HWY_ATTR {
        Bytes all = hn::LoadU(tag, at);
        if constexpr (kTaps > 1) all = fold(all, hn::LoadU(tag, at + b));
        if constexpr (kTaps > 2) all = fold(all, hn::LoadU(tag, at + c));
        if constexpr (kTaps > 3) all = fold(all, hn::LoadU(tag, at + d));
        return all;
    };
    std::int64_t x = 0;
    for (; x + step <= n; x += step) hn::StoreU(folded(line + x), tag, out + x);
    if (x == n) return;
    HWY_ALIGN std::uint8_t rest[hn::MaxLanes(BytesTag{})];
    hn::Store(folded(line + x), tag, rest);
    std::memcpy(out + x, rest, static_cast<std::size_t>(n - x));
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

void fold_rows(Extreme extreme, const RowLattice& rows, std::span<const RowRange> windows, std::int64_t n,
               std::uint8_t* lines, std::int64_t line_stride) {
    HWY_DYNAMIC_DISPATCH(rows_target)(extreme, rows, windows, n, lines, line_stride);
}

void fold_along(Extreme extreme, std::uint8_t* line, std::int64_t n, std::int64_t shift, std::int64_t kernel,
                std::uint8_t* out) {
    HWY_DYNAMIC_DISPATCH(along_target)(extreme, line, n, shift, kernel, out);
}

}  // namespace core::engine
#endif
