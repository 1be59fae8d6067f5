// The inner loops of the 8-bit methods, compiled for every instruction set and chosen at run time (Highway).
// Lines are bytes, or sums of bytes, `lanes` apart from pixel to pixel; `shift` is the distance from tap to tap in
// elements. Where a kernel says "slack", it reads up to k_slack elements beyond what it needs, and ignores them.
#pragma once

#include <cstdint>
#include <span>

#include "engine/bytes_divider.h"

namespace core::engine {

inline constexpr std::int64_t k_slack = 64;

enum class Extreme { max, min };

// Rows of an input on which windows have neighbouring taps: row r is first + r * stride.
struct RowLattice {
    const std::uint8_t* first = nullptr;
    std::int64_t stride = 0;

    const std::uint8_t* row(std::int64_t r) const { return first + r * stride; }
};

// Rows of a lattice, or places in a line: [begin, end).
struct Range {
    std::int64_t begin = 0;
    std::int64_t end = 0;

    std::int64_t count() const { return end - begin; }
};

// line i of `lines` (n bytes each, line_stride apart) = the extreme of rows windows[i]. MUST begin and end in
// ascending order, and have a row that all windows share. Reads every row once.
void fold_rows(Extreme extreme, const RowLattice& rows, std::span<const Range> windows, std::int64_t n,
               std::uint8_t* lines, std::int64_t line_stride);

// out[x] = the extreme of line[x], line[x + shift] ... (kernel of them), for x < n. Destroys `line`; slack.
void fold_along(Extreme extreme, std::uint8_t* line, std::int64_t n, std::int64_t shift, std::int64_t kernel,
                std::uint8_t* out);

// sums[x] (+)= the entering rows - the leaving ones; `fresh`: from 0 on.
void sum_rows(const RowLattice& rows, Range entering, Range leaving, bool fresh, std::int64_t n, std::uint16_t* sums);
// The same in 32 bits. `spare`: n values that it overwrites.
void sum_rows(const RowLattice& rows, Range entering, Range leaving, bool fresh, std::int64_t n, std::uint16_t* spare,
              std::uint32_t* sums);
// Of squares.
void sum_squares(const RowLattice& rows, Range entering, Range leaving, bool fresh, std::int64_t n,
                 std::uint32_t* sums);

// totals[x] = columns[x] + columns[x + shift] ... (kernel of them), for x < n, modulo 2^16. totals holds
// n + (kernel - 1) * shift + k_slack; slack.
void sum_along(const std::uint16_t* columns, std::int64_t n, std::int64_t shift, std::int64_t kernel,
               std::uint16_t* totals);
// What totals of 32 bits are made from: columns, and sums of `width` of them, a divisor of 8.
template <class Column>
struct WideParts {
    const Column* columns = nullptr;
    const Column* parts = nullptr;
    std::int64_t width = 1;
};

// The same sums in 32 bits, for x of `places` only, which MUST begin at a multiple of 8; those before are there.
// totals holds places.end + k_slack; slack.
void move_along(const WideParts<std::uint16_t>& from, Range places, std::int64_t shift, std::int64_t kernel,
                std::uint32_t* totals);
void move_along(const WideParts<std::uint32_t>& from, Range places, std::int64_t shift, std::int64_t kernel,
                std::uint32_t* totals);

// out[x] = totals[x] divided, as to_eight_bits(), for x < n. Slack.
void divide(const std::uint16_t* totals, std::int64_t n, const Divider& divider, std::uint8_t* out);
void divide(const std::uint32_t* totals, std::int64_t n, const Divider& divider, std::uint8_t* out);

// out[x] = to_eight_bits(sqrt(totals[x])), for totals below 2^31 and x < n. Slack.
void roots(const std::uint32_t* totals, std::int64_t n, std::uint8_t* out);

}  // namespace core::engine
