#include "engine/bytes.h"

#include <array>
#include <cmath>

namespace core::engine {
namespace {

// 2x2 with stride 2 and nothing at the sides, four taps to each average.
bool suits_pairs(const BytesWork& work, const Lines& lines) {
    const PoolSpec& spec = work.spec;
    if (spec.op != Op::max && spec.op != Op::min && spec.op != Op::average) return false;
    const auto pairs = [](const Axis& axis) {
        return axis.kernel == 2 && axis.stride == 2 && axis.dilation == 1 && axis.pad_begin == 0 &&
               axis.output * 2 <= axis.input;
    };
    const bool by_four = spec.op != Op::average || spec.divisor.value_or(4) == 4;
    return by_four && pairs(work.geometry.h) && pairs(work.geometry.w) && work.cols.list == nullptr &&
           lines.used == lines.lanes;
}

bool suits_extremes(const BytesWork& work, const Lines&) {
    const Op op = work.spec.op;
    return picks_one_cell(op) || (op == Op::lp && std::isinf(work.spec.p));
}

// Columns of sums, or of squares, hold 32 bits.
bool suits_totals(const BytesWork& work, const Lines&) {
    const PoolSpec& spec = work.spec;
    if (spec.op == Op::lp && spec.p == 2.0) return work.input.height <= std::int64_t{1} << 16;
    const bool sums = spec.op == Op::sum || is_average(spec.op) || (spec.op == Op::lp && spec.p == 1.0);
    return sums && work.input.height <= std::int64_t{1} << 24;
}

bool suits_powers(const BytesWork& work, const Lines&) { return work.spec.op == Op::lp && work.spec.p <= 50.0; }

constexpr std::array<BytesMethod, 4> k_methods{{{"pairs", suits_pairs, run_pairs},
                                                {"extremes", suits_extremes, run_extremes},
                                                {"totals", suits_totals, run_totals},
                                                {"powers", suits_powers, run_powers}}};

}  // namespace

Lines lines_of(const View<std::uint8_t>& input) {
    constexpr std::int64_t k_most_lanes = 4;
    const std::int64_t apart = input.col_stride;
    if (apart < 1 || apart > k_most_lanes) return {};
    if (input.plane_stride == 1 && input.planes <= apart) return {apart, input.planes, 1};
    return {apart, 1, input.planes};
}

std::span<const BytesMethod> bytes_methods() { return k_methods; }

}  // namespace core::engine
