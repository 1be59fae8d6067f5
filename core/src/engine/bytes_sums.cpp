// Sums of bytes: columns that gain the entering and lose the leaving rows, sums along a line, and their division.
// Taking away is exact in integers, and what wraps around on the way comes back.
#include "engine/bytes_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/bytes_sums.cpp"
#include "hwy/foreach_target.h"

#include <algorithm>
#include <cstring>

#include "engine/bytes_write-inl.h"
#include "engine/vec-inl.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace {

using Tag16 = hn::CappedTag<std::uint16_t, 16>;
using Tag32 = hn::CappedTag<std::uint32_t, 8>;
using Sums16 = hn::Vec<Tag16>;
using Sums32 = hn::Vec<Tag32>;

HWY_INLINE Sums16 bytes_at(const std::uint8_t* from) {
    return hn::PromoteTo(Tag16{}, hn::LoadU(hn::Rebind<std::uint8_t, Tag16>{}, from));
}
HWY_INLINE Sums32 sums_at(const std::uint16_t* from) {
    return hn::PromoteTo(Tag32{}, hn::LoadU(hn::Rebind<std::uint16_t, Tag32>{}, from));
}

// One row enters and one leaves: what most lines do.
void exchange_rows(const std::uint8_t* entering, const std::uint8_t* leaving, std::int64_t n, std::uint16_t* sums) {
    const Tag16 tag;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(tag));
    std::int64_t x = 0;
    for (; x + 4 * lanes <= n; x += 4 * lanes) {
        for (std::int64_t at = x; at < x + 4 * lanes; at += lanes) {
            const Sums16 change = hn::Sub(bytes_at(entering + at), bytes_at(leaving + at));
            hn::StoreU(hn::Add(hn::LoadU(tag, sums + at), change), tag, sums + at);
        }
    }
    for (; x < n; ++x) sums[x] = static_cast<std::uint16_t>(sums[x] + entering[x] - leaving[x]);
}

void rows_target(const RowLattice& rows, Range entering, Range leaving, bool fresh, std::int64_t n,
                 std::uint16_t* sums) {
    if (!fresh && entering.count() == 1 && leaving.count() == 1)
        return exchange_rows(rows.row(entering.begin), rows.row(leaving.begin), n, sums);
    const Tag16 tag;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(tag));
    std::int64_t x = 0;
    for (; x + 2 * lanes <= n; x += 2 * lanes) {
        Sums16 a = fresh ? hn::Zero(tag) : hn::LoadU(tag, sums + x);
        Sums16 b = fresh ? hn::Zero(tag) : hn::LoadU(tag, sums + x + lanes);
        for (std::int64_t r = entering.begin; r < entering.end; ++r) {
            a = hn::Add(a, bytes_at(rows.row(r) + x));
            b = hn::Add(b, bytes_at(rows.row(r) + x + lanes));
        }
        for (std::int64_t r = leaving.begin; r < leaving.end; ++r) {
            a = hn::Sub(a, bytes_at(rows.row(r) + x));
            b = hn::Sub(b, bytes_at(rows.row(r) + x + lanes));
        }
        hn::StoreU(a, tag, sums + x);
        hn::StoreU(b, tag, sums + x + lanes);
    }
    for (; x < n; ++x) {
        unsigned sum = fresh ? 0 : sums[x];
        for (std::int64_t r = entering.begin; r < entering.end; ++r) sum += rows.row(r)[x];
        for (std::int64_t r = leaving.begin; r < leaving.end; ++r) sum -= rows.row(r)[x];
        sums[x] = static_cast<std::uint16_t>(sum);
    }
}

// sums[x] +- what 16 bits held.
void widen_target(const std::uint16_t* part, bool leaving, std::int64_t n, std::uint32_t* sums) {
    if (leaving) {
        for (std::int64_t x = 0; x < n; ++x) sums[x] -= part[x];
    } else {
        for (std::int64_t x = 0; x < n; ++x) sums[x] += part[x];
    }
}

void squares_target(const std::uint8_t* row, bool leaving, std::int64_t n, std::uint32_t* sums) {
    const auto square = [&](std::int64_t x) HWY_ATTR { return static_cast<std::uint32_t>(row[x]) * row[x]; };
    if (leaving) {
        for (std::int64_t x = 0; x < n; ++x) sums[x] -= square(x);
    } else {
        for (std::int64_t x = 0; x < n; ++x) sums[x] += square(x);
    }
}

// out[x] = in[x] + in[x + b] + ... for x < n and up to a register beyond. In place goes too.
HWY_INLINE void add_two(const std::uint16_t* in, std::int64_t b, std::int64_t n, std::uint16_t* out) {
    const Tag16 tag;
    for (std::int64_t x = 0; x < n; x += static_cast<std::int64_t>(hn::Lanes(tag)))
        hn::StoreU(hn::Add(hn::LoadU(tag, in + x), hn::LoadU(tag, in + x + b)), tag, out + x);
}
HWY_INLINE void add_three(const std::uint16_t* in, std::int64_t b, const std::uint16_t* last, std::int64_t n,
                          std::uint16_t* out) {
    const Tag16 tag;
    for (std::int64_t x = 0; x < n; x += static_cast<std::int64_t>(hn::Lanes(tag))) {
        const Sums16 two = hn::Add(hn::LoadU(tag, in + x), hn::LoadU(tag, in + x + b));
        hn::StoreU(hn::Add(two, hn::LoadU(tag, last + x)), tag, out + x);
    }
}

// Windows of 1, then 2 or 3, then twice that or one more, ... up to `kernel`: two of the size before, and a column.
void along16_target(const std::uint16_t* columns, std::int64_t n, std::int64_t shift, std::int64_t kernel,
                    std::uint16_t* totals) {
    int bits = 0;
    while (kernel >> bits > 1) ++bits;
    if (bits == 0) {
        std::memcpy(totals, columns, static_cast<std::size_t>(n) * sizeof(std::uint16_t));
        return;
    }
    const std::uint16_t* half = columns;
    while (bits-- > 0) {
        const std::int64_t width = kernel >> bits;
        const std::int64_t apart = (width / 2) * shift;
        const std::int64_t count = n + (kernel - width) * shift;
        if (width % 2 == 0) {
            add_two(half, apart, count, totals);
        } else {
            add_three(half, apart, columns + 2 * apart, count, totals);
        }
        half = totals;
    }
}

HWY_INLINE Sums32 sums_at(const std::uint32_t* from) { return hn::LoadU(Tag32{}, from); }

// A window moves by a group of taps: it gains those that enter and loses those that leave. A group spans whole
// registers, and enough of them not to wait for each other.
template <class Column>
HWY_INLINE void move_by_groups(const WideParts<Column>& from, Range places, std::int64_t shift, std::int64_t kernel,
                               std::uint32_t* totals) {
    const Tag32 tag;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(tag));
    std::int64_t group = 8;
    while (group * shift < 3 * lanes) group += 8;
    const std::int64_t lag = group * shift;
    std::int64_t x = places.begin;
    for (; x < std::min(lag, places.end); x += lanes) {
        Sums32 total = hn::Zero(tag);
        for (std::int64_t j = 0; j < kernel; ++j) total = hn::Add(total, sums_at(from.columns + x + j * shift));
        hn::StoreU(total, tag, totals + x);
    }
    for (; x < places.end; x += lanes) {
        Sums32 total = hn::LoadU(tag, totals + x - lag);
        const Column* const left = from.parts + x - lag;
        const Column* const entered = left + kernel * shift;
        for (std::int64_t j = 0; j < lag; j += from.width * shift)
            total = hn::Add(total, hn::Sub(sums_at(entered + j), sums_at(left + j)));
        hn::StoreU(total, tag, totals + x);
    }
}

void move16_target(const WideParts<std::uint16_t>& from, Range places, std::int64_t shift, std::int64_t kernel,
                   std::uint32_t* totals) {
    move_by_groups(from, places, shift, kernel, totals);
}

void move32_target(const WideParts<std::uint32_t>& from, Range places, std::int64_t shift, std::int64_t kernel,
                   std::uint32_t* totals) {
    move_by_groups(from, places, shift, kernel, totals);
}

using Floats = hn::CappedTag<float, 8>;
using ByteTag = hn::Rebind<std::uint8_t, Tag32>;

template <class Total>
HWY_INLINE hn::Vec<Floats> floats_at(const Total* from) {
    return hn::ConvertTo(Floats{}, hn::BitCast(hn::RebindToSigned<Tag32>{}, sums_at(from)));
}
HWY_INLINE hn::Vec<ByteTag> whole_bytes(hn::Vec<Floats> values) {
    const auto most = hn::Min(values, hn::Set(Floats{}, 255.0F));
    return hn::DemoteTo(ByteTag{}, hn::ConvertTo(hn::RebindToSigned<Tag32>{}, most));
}

template <class Total>
HWY_INLINE void divide_by_reciprocal(const Total* totals, std::int64_t n, const Divider& divider, std::uint8_t* out) {
    const auto half = hn::Set(Floats{}, static_cast<float>(divider.half) + 0.5F);
    const auto reciprocal = hn::Set(Floats{}, divider.reciprocal);
    write_bytes(ByteTag{}, n, out, [&](std::int64_t x) HWY_ATTR {
        return whole_bytes(hn::Mul(hn::Add(floats_at(totals + x), half), reciprocal));
    });
}

void divide16_target(const std::uint16_t* totals, std::int64_t n, const Divider& divider, std::uint8_t* out) {
    if (divider.way == Divider::Way::reciprocal) return divide_by_reciprocal(totals, n, divider, out);
    const bool multiply = divider.way == Divider::Way::multiply;
    const Sums16 half = hn::Set(Tag16{}, divider.half);
    const Sums16 factor = hn::Set(Tag16{}, divider.factor);
    const Sums16 most = hn::Set(Tag16{}, 255);
    const hn::Rebind<std::uint8_t, Tag16> byte_tag;
    write_bytes(byte_tag, n, out, [&](std::int64_t x) HWY_ATTR {
        Sums16 value = hn::LoadU(Tag16{}, totals + x);
        if (multiply) value = hn::ShiftRightSame(hn::MulHigh(hn::Add(value, half), factor), divider.shift);
        return hn::DemoteTo(byte_tag, hn::BitCast(hn::RebindToSigned<Tag16>{}, hn::Min(value, most)));
    });
}

void divide32_target(const std::uint32_t* totals, std::int64_t n, const Divider& divider, std::uint8_t* out) {
    divide_by_reciprocal(totals, n, divider, out);
}

// A whole total has no root that ends in a half, nor one nearer to it than 1 / 2048.
void roots_target(const std::uint32_t* totals, std::int64_t n, std::uint8_t* out) {
    const auto half = hn::Set(Floats{}, 0.5F);
    write_bytes(ByteTag{}, n, out,
                [&](std::int64_t x) HWY_ATTR { return whole_bytes(hn::Add(hn::Sqrt(floats_at(totals + x)), half)); });
}

}  // namespace
}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace core::engine {

HWY_EXPORT(rows_target);
HWY_EXPORT(widen_target);
HWY_EXPORT(squares_target);
HWY_EXPORT(along16_target);
HWY_EXPORT(move16_target);
HWY_EXPORT(move32_target);
HWY_EXPORT(divide16_target);
HWY_EXPORT(divide32_target);
HWY_EXPORT(roots_target);

void sum_rows(const RowLattice& rows, Range entering, Range leaving, bool fresh, std::int64_t n, std::uint16_t* sums) {
    HWY_DYNAMIC_DISPATCH(rows_target)(rows, entering, leaving, fresh, n, sums);
}

void sum_rows(const RowLattice& rows, Range entering, Range leaving, bool fresh, std::int64_t n, std::uint16_t* spare,
              std::uint32_t* sums) {
    constexpr std::int64_t k_rows = 128;  // of 255 fit 16 bits
    if (fresh) std::fill_n(sums, n, 0U);
    const auto add = [&](Range range, bool leave) {
        for (; range.count() > 0; range.begin += k_rows) {
            const Range part{range.begin, std::min(range.end, range.begin + k_rows)};
            sum_rows(rows, part, {}, true, n, spare);
            HWY_DYNAMIC_DISPATCH(widen_target)(spare, leave, n, sums);
        }
    };
    add(entering, false);
    add(leaving, true);
}

void sum_squares(const RowLattice& rows, Range entering, Range leaving, bool fresh, std::int64_t n,
                 std::uint32_t* sums) {
    if (fresh) std::fill_n(sums, n, 0U);
    for (std::int64_t r = entering.begin; r < entering.end; ++r)
        HWY_DYNAMIC_DISPATCH(squares_target)(rows.row(r), false, n, sums);
    for (std::int64_t r = leaving.begin; r < leaving.end; ++r)
        HWY_DYNAMIC_DISPATCH(squares_target)(rows.row(r), true, n, sums);
}

void sum_along(const std::uint16_t* columns, std::int64_t n, std::int64_t shift, std::int64_t kernel,
               std::uint16_t* totals) {
    HWY_DYNAMIC_DISPATCH(along16_target)(columns, n, shift, kernel, totals);
}

void move_along(const WideParts<std::uint16_t>& from, Range places, std::int64_t shift, std::int64_t kernel,
                std::uint32_t* totals) {
    HWY_DYNAMIC_DISPATCH(move16_target)(from, places, shift, kernel, totals);
}

void move_along(const WideParts<std::uint32_t>& from, Range places, std::int64_t shift, std::int64_t kernel,
                std::uint32_t* totals) {
    HWY_DYNAMIC_DISPATCH(move32_target)(from, places, shift, kernel, totals);
}

void roots(const std::uint32_t* totals, std::int64_t n, std::uint8_t* out) {
    HWY_DYNAMIC_DISPATCH(roots_target)(totals, n, out);
}

void divide(const std::uint16_t* totals, std::int64_t n, const Divider& divider, std::uint8_t* out) {
    if (divider.way != Divider::Way::exact) return HWY_DYNAMIC_DISPATCH(divide16_target)(totals, n, divider, out);
    for (std::int64_t x = 0; x < n; ++x) out[x] = divider.define(totals[x]);
}

void divide(const std::uint32_t* totals, std::int64_t n, const Divider& divider, std::uint8_t* out) {
    if (divider.way != Divider::Way::exact) return HWY_DYNAMIC_DISPATCH(divide32_target)(totals, n, divider, out);
    for (std::int64_t x = 0; x < n; ++x) out[x] = divider.define(totals[x]);
}

}  // namespace core::engine
#endif
