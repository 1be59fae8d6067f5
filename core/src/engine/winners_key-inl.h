// Keys: a value and its index in one signed 64-bit integer, of which the larger is what the definition picks; compiled
// once for each instruction set. Included inside no namespace.
//   upper half: the value (for min: minus the value) as an integer of the same order: its bits, negative values counted
//               downwards from -0 = +0 = 0; NaN above all.
//   lower half: 31 bits of the index turned round, since the first of equals wins; for NaN as it is, since the last one
//               wins; below them the sign, which says which zero it is.
//   k_nothing:  below every key: a window without a tap.

// A per-target include guard: undone and passed again for every target (hwy/foreach_target.h).
#if defined(CORE_ENGINE_WINNERS_KEY_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef CORE_ENGINE_WINNERS_KEY_INL
#undef CORE_ENGINE_WINNERS_KEY_INL
#else
#define CORE_ENGINE_WINNERS_KEY_INL
#endif

#include <cstdint>
#include <limits>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::int64_t k_nothing = std::numeric_limits<std::int64_t>::min();
constexpr std::int32_t k_upper_nothing = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t k_upper_nan = std::numeric_limits<std::int32_t>::max();
constexpr std::int32_t k_index_bits = std::numeric_limits<std::int32_t>::max();

// Values whose halves are to be joined into keys lie in zip order, in which InterleaveLower and InterleaveUpper, which
// work within 128 bits, give the first and the second half of the keys: 0 1, then the two half a vector behind them,
// then 2 3 ... Order[i] is what comes i-th.
template <std::size_t lanes>
struct ZipOrder {
    alignas(64) std::int32_t order[lanes] = {};
    constexpr ZipOrder() {
        for (std::size_t i = 0; i < lanes; ++i)
            order[i] = static_cast<std::int32_t>(i / 4 * 2 + i % 2 + (i % 4 < 2 ? 0 : lanes / 2));
    }
};

template <class D>
HWY_INLINE hn::Vec<hn::RebindToSigned<D>> zip_iota(D d) {
    static constexpr ZipOrder<hn::MaxLanes(D())> k_zip;
    return hn::Load(hn::RebindToSigned<decltype(d)>(), k_zip.order);
}

template <class D>
HWY_INLINE hn::Vec<D> in_zip_order(D d, hn::Vec<D> lanes) {
    if constexpr (hn::MaxLanes(D()) <= 4) return lanes;
    static constexpr ZipOrder<hn::MaxLanes(D())> k_zip;
    return hn::TableLookupLanes(lanes, hn::SetTableIndices(d, k_zip.order));
}

// The keys of Lanes(d) values and their indices, both in zip order.
template <bool is_max, class D>
HWY_INLINE void write_keys(D d, hn::Vec<D> values, hn::Vec<hn::RebindToSigned<D>> index, std::int64_t* keys) {
    const hn::RebindToSigned<D> di;
    const auto nan = hn::RebindMask(di, hn::IsNaN(values));
    const auto bits = hn::BitCast(di, is_max ? values : hn::Neg(values));
    const auto down = hn::BroadcastSignBit(bits);  // -1: counted downwards
    const auto number = hn::Sub(hn::Xor(bits, hn::And(down, hn::Set(di, k_index_bits))), down);
    const auto upper = hn::IfThenElse(nan, hn::Set(di, k_upper_nan), number);
    const auto place = hn::IfThenElse(nan, index, hn::Xor(index, hn::Set(di, k_index_bits)));
    const auto lower = hn::Sub(hn::ShiftLeft<1>(place), down);
    const hn::Repartition<std::int64_t, D> dk;
    hn::StoreU(hn::BitCast(dk, hn::InterleaveLower(di, lower, upper)), dk, keys);
    hn::StoreU(hn::BitCast(dk, hn::InterleaveUpper(di, lower, upper)), dk, keys + hn::Lanes(d) / 2);
}

// Past the caches, which results larger than them would only empty; MUST be aligned to a vector.
struct Streamed {
    template <class D>
    static HWY_INLINE void store(hn::Vec<D> lanes, D d, hn::TFromD<D>* to) {
        hn::Stream(lanes, d, to);
    }
};
struct Cached {
    template <class D>
    static HWY_INLINE void store(hn::Vec<D> lanes, D d, hn::TFromD<D>* to) {
        hn::StoreU(lanes, d, to);
    }
};

// The values and indices of Lanes(d) keys. False if there is a NaN or a window without a tap among them, which
// read_strange() then sets right.
template <bool is_max, class How, class D>
HWY_INLINE bool read_keys(D d, const std::int64_t* keys, float* values, std::int64_t* indices) {
    const hn::RebindToSigned<D> di;
    const hn::Repartition<std::int64_t, D> dk;
    const auto low_keys = hn::LoadU(dk, keys);
    const auto high_keys = hn::LoadU(dk, keys + hn::Lanes(dk));
    const auto lower = hn::ConcatEven(di, hn::BitCast(di, high_keys), hn::BitCast(di, low_keys));
    const auto upper = hn::ConcatOdd(di, hn::BitCast(di, high_keys), hn::BitCast(di, low_keys));
    const auto value = hn::BitCast(d, hn::Or(hn::Abs(upper), hn::ShiftLeft<31>(lower)));
    How::store(is_max ? value : hn::Neg(value), d, values);
    const auto index_of = [&](hn::Vec<decltype(dk)> key) HWY_ATTR {
        const hn::RebindToUnsigned<decltype(dk)> du;
        const auto turned = hn::ShiftRight<33>(hn::ShiftLeft<32>(hn::BitCast(du, key)));
        return hn::Xor(hn::BitCast(dk, turned), hn::Set(dk, std::int64_t{k_index_bits}));
    };
    How::store(index_of(low_keys), dk, indices);
    How::store(index_of(high_keys), dk, indices + hn::Lanes(dk));
    const auto strange = hn::Or(hn::Eq(upper, hn::Set(di, k_upper_nan)), hn::Eq(upper, hn::Set(di, k_upper_nothing)));
    return hn::AllFalse(di, strange);
}

// value_at(index): the input, for the bits of a NaN.
template <bool is_max, class ValueAt>
void read_strange(std::int64_t key, float& value, std::int64_t& index, const ValueAt& value_at) {
    const auto upper = static_cast<std::int32_t>(key >> 32);
    if (upper == k_upper_nothing) {
        value = is_max ? -std::numeric_limits<float>::infinity() : std::numeric_limits<float>::infinity();
        index = -1;
    } else if (upper == k_upper_nan) {
        index = (key & 0xFFFFFFFF) >> 1;
        value = value_at(index);
    }
}

// Whether a later value takes the place of an earlier one.
template <bool is_max, class V>
HWY_INLINE auto beats(V later, V earlier) {
    if constexpr (is_max) {
        return hn::Or(hn::Gt(later, earlier), hn::IsNaN(later));
    } else {
        return hn::Or(hn::Lt(later, earlier), hn::IsNaN(later));
    }
}

}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
