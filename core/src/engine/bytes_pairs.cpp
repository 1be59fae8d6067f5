// 2x2 windows with stride 2: the four taps are four loads, one row and one pixel apart, and every other pixel of their
// fold is a value. A shuffle brings those together.
// Source of the average: AverageRound gives (a + b + 1) / 2; of two such, p and q, it gives (p + q + 1) / 2, which is
// one too much where a half was rounded up before (a + b or c + d odd) and again (p + q odd).
#include "engine/bytes_lines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/bytes_pairs.cpp"
#include "hwy/foreach_target.h"

#include <algorithm>
#include <array>

#include "engine/vec-inl.h"

#ifndef CORE_ENGINE_BYTES_PAIRS
#define CORE_ENGINE_BYTES_PAIRS
namespace core::engine {
namespace {
enum class Pair { max, min, average };
}  // namespace
}  // namespace core::engine
#endif

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace {

using PairTag = hn::FixedTag<std::uint8_t, 16>;
using PairBytes = hn::Vec<PairTag>;

struct PairMax {
    HWY_INLINE PairBytes operator()(PairBytes a, PairBytes b, PairBytes c, PairBytes d) const {
        return hn::Max(hn::Max(a, b), hn::Max(c, d));
    }
    int operator()(int a, int b, int c, int d) const { return std::max({a, b, c, d}); }
};
struct PairMin {
    HWY_INLINE PairBytes operator()(PairBytes a, PairBytes b, PairBytes c, PairBytes d) const {
        return hn::Min(hn::Min(a, b), hn::Min(c, d));
    }
    int operator()(int a, int b, int c, int d) const { return std::min({a, b, c, d}); }
};
struct PairAverage {
    HWY_INLINE PairBytes operator()(PairBytes a, PairBytes b, PairBytes c, PairBytes d) const {
        const PairBytes p = hn::AverageRound(a, b);
        const PairBytes q = hn::AverageRound(c, d);
        const PairBytes halves = hn::Or(hn::Xor(a, b), hn::Xor(c, d));
        const PairBytes once_too_often = hn::And(hn::And(halves, hn::Xor(p, q)), hn::Set(PairTag{}, 1));
        return hn::Sub(hn::AverageRound(p, q), once_too_often);
    }
    int operator()(int a, int b, int c, int d) const { return (a + b + c + d + 2) / 4; }
};

// Which bytes of 16 begin a pair: pixels 0, 2, 4 ... as far as they lie inside.
struct EvenPixels {
    alignas(16) std::array<std::uint8_t, 16> places{};
    std::int64_t pixels = 0;

    explicit EvenPixels(std::int64_t lanes) {
        std::size_t count = 0;
        for (std::int64_t at = 0; at + lanes <= 16; at += 2 * lanes, ++pixels) {
            for (std::int64_t lane = 0; lane < lanes; ++lane) places[count++] = static_cast<std::uint8_t>(at + lane);
        }
    }
};

template <class Fold>
void pairs_by(const std::uint8_t* upper, const std::uint8_t* lower, std::int64_t pixels, std::int64_t lanes,
              std::uint8_t* out) {
    const PairTag tag;
    const Fold fold;
    const EvenPixels even(lanes);
    const PairBytes places = hn::Load(tag, even.places.data());
    std::int64_t pixel = 0;
    for (; 2 * pixel * lanes + lanes + 16 <= 2 * pixels * lanes && pixel * lanes + 16 <= pixels * lanes;
         pixel += even.pixels) {
        const std::uint8_t* const a = upper + 2 * pixel * lanes;
        const std::uint8_t* const c = lower + 2 * pixel * lanes;
        const PairBytes folded =
            fold(hn::LoadU(tag, a), hn::LoadU(tag, a + lanes), hn::LoadU(tag, c), hn::LoadU(tag, c + lanes));
        hn::StoreU(hn::TableLookupBytes(folded, places), tag, out + pixel * lanes);
    }
    for (; pixel < pixels; ++pixel) {
        for (std::int64_t lane = 0; lane < lanes; ++lane) {
            const std::int64_t x = 2 * pixel * lanes + lane;
            out[pixel * lanes + lane] =
                static_cast<std::uint8_t>(fold(upper[x], upper[x + lanes], lower[x], lower[x + lanes]));
        }
    }
}

void pairs_target(Pair pair, const std::uint8_t* upper, const std::uint8_t* lower, std::int64_t pixels,
                  std::int64_t lanes, std::uint8_t* out) {
    switch (pair) {
        case Pair::max:
            return pairs_by<PairMax>(upper, lower, pixels, lanes, out);
        case Pair::min:
            return pairs_by<PairMin>(upper, lower, pixels, lanes, out);
        case Pair::average:
            return pairs_by<PairAverage>(upper, lower, pixels, lanes, out);
    }
}

}  // namespace
}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace core::engine {

HWY_EXPORT(pairs_target);

namespace {

class PairBand {
public:
    PairBand(const BytesWork& work, const BytesPlan&, const LineCall& call) : work_(work), call_(call) {
        if (work.spec.op == Op::min) pair_ = Pair::min;
        if (work.spec.op == Op::average) pair_ = Pair::average;
    }

    std::size_t carve(std::byte* memory) {
        Carver carver(memory);
        values_ = carver.take<std::uint8_t>(call_.out_bytes());
        return carver.bytes();
    }

    void run(std::int64_t group, std::span<const TapRun> runs) const {
        for (const TapRun& run : runs) {
            if (work_.cancelled()) return;
            const RowLattice rows = call_.lattice(group, run);
            std::uint8_t* const to = call_.out(group, run);
            std::uint8_t* const values = call_.writes_lines() ? to : values_;
            HWY_DYNAMIC_DISPATCH(pairs_target)
            (pair_, rows.row(run.first), rows.row(run.first + 1), work_.cols.count, call_.lanes(), values);
            if (values != to) call_.scatter(values, to);
        }
    }

private:
    const BytesWork& work_;
    const LineCall& call_;
    Pair pair_ = Pair::max;
    std::uint8_t* values_ = nullptr;
};

}  // namespace

void run_pairs(const BytesWork& work, const Lines& lines, Workspace& workspace) {
    run_bands<PairBand>(work, lines, plan_bytes(work, workspace), workspace);
}

}  // namespace core::engine
#endif
