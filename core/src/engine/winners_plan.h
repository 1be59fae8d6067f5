// How winners.cpp divides one band of a plane and its scratch. A strip is some columns of the output. There are three
// ways down the rows of a strip:
//   at_once: values first, then keys of whole columns of a window; for windows that share few rows or none.
//   kept:    keys of each row once, kept until no window needs them any more; a window folds its kh rows.
//   blocks:  van Herk and Gil-Werman, on rows of keys. Rows t = 0, 1 ... that lie dh apart (a phase) fall into blocks
//            of kh. A window is the end of one block, its suffix, and the beginning of the next, its prefix: three
//            folds for each row, whatever kh is. Kept are kh rows, which a block's end turns into suffixes, and one
//            prefix.
// Sources: M. van Herk, Pattern Recognition Letters 13 (1992); J. Gil and M. Werman, IEEE PAMI 15 (1993).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/geometry.h"

namespace core::engine::winners {

struct Plan {
    enum class Down { at_once, kept, blocks };
    Down down = Down::kept;
    bool streams = false;        // results are written past the caches
    std::int64_t cols = 0;       // of the output in a strip
    std::int64_t reach = 0;      // of the input under a strip
    std::int64_t kept_rows = 0;  // at_once: none; kept: of one window; blocks: kh and a prefix for each phase

    static constexpr std::int64_t k_rows_at_once = 4;
    // Rows of scratch have room for whole vectors behind their end.
    static constexpr std::int64_t k_room = 64;
    std::int64_t row_size() const { return padded(cols); }
    std::int64_t reach_size() const { return padded(reach); }

    std::size_t scratch_bytes() const {
        const std::int64_t keys = reach_size() + (1 + kept_rows) * row_size();
        const std::int64_t floats = (k_rows_at_once + 2) * reach_size();
        return static_cast<std::size_t>(keys + kept_rows) * sizeof(std::int64_t) +
               static_cast<std::size_t>(floats) * sizeof(float);
    }

private:
    static std::int64_t padded(std::int64_t count) { return (count + k_room - 1) / k_room * k_room + k_room; }
};

inline std::int64_t reach_of(const Axis& axis) { return (axis.kernel - 1) * axis.dilation + 1; }

inline Plan::Down way_down(const Axis& axis) {
    // For each row of windows: at_once folds kh rows of values and indices and makes keys of one; kept makes keys of sh
    // rows and folds kh, a quarter as dear; blocks folds as much as this many rows for each row of the input.
    constexpr std::int64_t k_block_folds = 7;
    const std::int64_t taps = std::min(axis.kernel, (axis.input - 1) / axis.dilation + 1);
    if (taps <= 4 * (axis.stride - 1)) return Plan::Down::at_once;
    return taps <= k_block_folds * axis.stride ? Plan::Down::kept : Plan::Down::blocks;
}

inline Plan plan(const Geometry& where) {
    // Rows of keys fit half of a common second-level cache, the reach of a strip a first-level one.
    constexpr std::int64_t k_kept_bytes = 384 << 10;
    constexpr std::int64_t k_reach_keys = 3072;
    constexpr std::int64_t k_least_cols = 128;
    Plan result;
    result.down = way_down(where.h);
    if (result.down == Plan::Down::kept) result.kept_rows = std::min(reach_of(where.h), where.h.input);
    if (result.down == Plan::Down::blocks) result.kept_rows = (where.h.kernel + 1) * where.h.dilation;
    const std::int64_t reach = reach_of(where.w);
    const std::int64_t by_reach = std::max<std::int64_t>(1, (k_reach_keys - reach) / where.w.stride);
    const std::int64_t by_rows =
        k_kept_bytes / (std::max<std::int64_t>(1, result.kept_rows) * std::int64_t{sizeof(std::int64_t)});
    const std::int64_t least = std::max<std::int64_t>(1, std::max(k_least_cols, reach) / where.w.stride);
    const std::int64_t most = std::max(std::min(by_reach, by_rows), least);
    const std::int64_t strips = (where.w.output - 1) / most + 1;
    result.cols = (where.w.output - 1) / strips + 1;
    result.reach = (result.cols - 1) * where.w.stride + reach;
    return result;
}

}  // namespace core::engine::winners
