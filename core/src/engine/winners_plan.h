// How winners.cpp divides one band of a plane and its scratch. A strip is some columns of the output; per strip, rows
// of keys of the input are kept until no window needs them any more.
//   direct: a window is the fold of its kh rows; the rows of a window are kept.
//   blocks: van Herk and Gil-Werman. Rows t = 0, 1 ... that lie dh apart (a phase) fall into blocks of kh. A window is
//           the end of one block (its suffix) and the beginning of the next (its prefix): two folds for each row,
//           whatever kh is. Kept are kh rows, which a block's end turns into suffixes, and one prefix.
// Sources: M. van Herk, Pattern Recognition Letters 13 (1992); J. Gil and M. Werman, IEEE PAMI 15 (1993).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/geometry.h"

namespace core::engine::winners {

struct Plan {
    bool blocks = false;
    std::int64_t cols = 0;       // of the output in a strip
    std::int64_t reach = 0;      // of the input under a strip
    std::int64_t kept_rows = 0;  // direct: of one window; blocks: kh and a prefix for each phase

    // Rows of scratch have room for whole vectors behind their end.
    static constexpr std::int64_t k_room = 64;
    std::int64_t row_size() const { return padded(cols); }
    std::int64_t reach_size() const { return padded(reach); }

    std::size_t scratch_bytes() const {
        const std::int64_t keys = reach_size() + (1 + kept_rows) * row_size();
        return static_cast<std::size_t>(keys + kept_rows) * sizeof(std::int64_t) +
               static_cast<std::size_t>(reach_size()) * sizeof(float);
    }

private:
    static std::int64_t padded(std::int64_t count) { return (count + k_room - 1) / k_room * k_room + k_room; }
};

inline std::int64_t reach_of(const Axis& axis) { return (axis.kernel - 1) * axis.dilation + 1; }

inline Plan plan(const Geometry& where) {
    // Folding kh rows for every output row costs kh / sh for each row of the input; blocks cost about this many.
    constexpr std::int64_t k_most_direct = 7;
    // Rows of keys fit half of a common second-level cache, the reach of a strip a first-level one.
    constexpr std::int64_t k_kept_bytes = 384 << 10;
    constexpr std::int64_t k_reach_keys = 3072;
    constexpr std::int64_t k_least_cols = 128;
    Plan result;
    const std::int64_t taps = std::min(where.h.kernel, (where.h.input - 1) / where.h.dilation + 1);
    result.blocks = taps > k_most_direct * where.h.stride;
    result.kept_rows =
        result.blocks ? (where.h.kernel + 1) * where.h.dilation : std::min(reach_of(where.h), where.h.input);
    const std::int64_t reach = reach_of(where.w);
    const std::int64_t by_reach = std::max<std::int64_t>(1, (k_reach_keys - reach) / where.w.stride);
    const std::int64_t by_rows = k_kept_bytes / (result.kept_rows * std::int64_t{sizeof(std::int64_t)});
    const std::int64_t least = std::max<std::int64_t>(1, std::max(k_least_cols, reach) / where.w.stride);
    const std::int64_t most = std::max(std::min(by_reach, by_rows), least);
    const std::int64_t strips = (where.w.output - 1) / most + 1;
    result.cols = (where.w.output - 1) / strips + 1;
    result.reach = (result.cols - 1) * where.w.stride + reach;
    return result;
}

}  // namespace core::engine::winners
