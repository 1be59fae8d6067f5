// 8-bit pooling by lines of bytes. A row of an interleaved picture is one line of width * channels bytes in which
// neighbouring pixels lie `lanes` bytes apart, so all channels are pooled at once, without turning a byte into a float.
// Each line of output takes two steps: every byte column is folded down the window's rows, then the folded line along
// its windows. With n bytes in a line, k the kernel's side, and V bytes in a vector register, one output line costs
//   max, min:      the rows of up to 32 overlapping windows once (k / 32 + 2 reads), then log4(k) passes    n / V each
//   average, sum:  2 rows (the entering, the leaving one), then log2(k) passes of 16 bits (up to 257 taps)
//                  or a sum that moves along the line in 32 bits                                            n / V each
//   Lp, p = 2:     as sum, of squares; other p: k rows and k columns in double                              n each
//   2x2 stride 2:  both rows once, pixels picked by a shuffle                                               n / V
// Scratch per thread: 32 lines (max, min) or a line of 2 + 2 + 4 bytes a value (sums). Everything is exact in integers.
// Windows that reach beyond the input find 0 (255 for min) there.
// Invariant: equal to to_eight_bits(pool_window(...)) of every window; no read outside the input's rows.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/pool_bytes.h"

namespace core::engine {

// Which output rows, or columns, are wanted: a list or, if it has no list, `count` of them from `first` on.
struct Wanted {
    std::int64_t first = 0;
    std::int64_t count = 0;
    const std::int64_t* list = nullptr;

    std::int64_t at(std::int64_t i) const { return list == nullptr ? first + i : list[i]; }
};

// One call of pool_bytes(), checked: no problem(), at least one value to write.
struct BytesWork {
    View<std::uint8_t> input;
    PoolSpec spec;
    Geometry geometry;
    Wanted rows;
    Wanted cols;
    BytesOut out;
    const std::atomic<bool>* cancel = nullptr;

    bool cancelled() const { return cancel != nullptr && cancel->load(std::memory_order_relaxed); }
};

// How the bytes of the input lie in lines: `groups` pictures of `used` planes each, a pixel every `lanes` bytes.
struct Lines {
    std::int64_t lanes = 0;  // 0: not in lines
    std::int64_t used = 0;
    std::int64_t groups = 0;
};
Lines lines_of(const View<std::uint8_t>& input);

struct BytesMethod {
    std::string_view name;
    bool (*suits)(const BytesWork&, const Lines&) = nullptr;
    void (*run)(const BytesWork&, const Lines&, Workspace&) = nullptr;  // gives up if cancelled
};

// Best first. Each MUST have lines; none of them may suit.
std::span<const BytesMethod> bytes_methods();

// The methods' names are those of their files.
void run_pairs(const BytesWork& work, const Lines& lines, Workspace& workspace);
void run_extremes(const BytesWork& work, const Lines& lines, Workspace& workspace);
void run_totals(const BytesWork& work, const Lines& lines, Workspace& workspace);
void run_powers(const BytesWork& work, const Lines& lines, Workspace& workspace);

}  // namespace core::engine
