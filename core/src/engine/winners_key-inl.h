// Keys: a value and its index in one signed 64-bit integer, of which the larger is what the definition picks; compiled
// once for each instruction set. Included inside no namespace.
//   upper half: the value as an integer of the same order: its bits, negative values counted downwards from -0 = +0 =
//               0; NaN above all; for min with the sign turned round.
//   lower half: 31 bits of the index turned round, since the first of equals wins; for NaN as it is, since the last one
//               wins; below them the sign of the value, which says which zero it is.
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

// The keys of Lanes(d) values and their indices.
template <bool is_max, class D>
HWY_INLINE void write_keys(D /*d*/, hn::Vec<D> values, hn::Vec<hn::RebindToSigned<D>> index, std::int64_t* keys) {
    const hn::RebindToSigned<D> di;
    const auto bits = hn::BitCast(di, values);
    const auto sign_bit = hn::Set(di, std::numeric_limits<std::int32_t>::min());
    const auto size = hn::AndNot(sign_bit, bits);
    const auto nan = hn::Gt(size, hn::Set(di, 0x7F800000));
    const auto down = hn::ShiftRight<31>(is_max ? bits : hn::Xor(bits, sign_bit));  // all ones: counted downwards
    const auto upper = hn::IfThenElse(nan, hn::Set(di, k_upper_nan), hn::Sub(hn::Xor(size, down), down));
    const auto turned = hn::Xor(index, hn::Set(di, k_index_bits));
    const auto sign = hn::BitCast(di, hn::ShiftRight<31>(hn::BitCast(hn::RebindToUnsigned<D>(), bits)));
    const auto lower = hn::Or(hn::ShiftLeft<1>(hn::IfThenElse(nan, index, turned)), sign);
    const auto write_half = [&](auto half_upper, auto half_lower, std::int64_t* to) HWY_ATTR {
        const hn::Repartition<std::int64_t, D> dk;
        const auto high = hn::ShiftLeft<32>(hn::PromoteTo(dk, half_upper));
        const auto low = hn::PromoteTo(hn::RebindToUnsigned<decltype(dk)>(), half_lower);
        hn::StoreU(hn::Or(high, hn::BitCast(dk, low)), dk, to);
    };
    const hn::Half<decltype(di)> half;
    const hn::RebindToUnsigned<decltype(half)> half_unsigned;
    const auto as_unsigned = [&](auto part) HWY_ATTR { return hn::BitCast(half_unsigned, part); };
    write_half(hn::LowerHalf(half, upper), as_unsigned(hn::LowerHalf(half, lower)), keys);
    write_half(hn::UpperHalf(half, upper), as_unsigned(hn::UpperHalf(half, lower)), keys + hn::Lanes(half));
}

// The values and indices of Lanes(d) keys. False if there is a NaN or a window without a tap among them, which
// read_strange() then sets right.
template <class D>
HWY_INLINE bool read_keys(D d, const std::int64_t* keys, float* values, std::int64_t* indices) {
    const hn::RebindToSigned<D> di;
    const hn::Repartition<std::int64_t, D> dk;
    const auto low_keys = hn::LoadU(dk, keys);
    const auto high_keys = hn::LoadU(dk, keys + hn::Lanes(dk));
    const auto lower = hn::ConcatEven(di, hn::BitCast(di, high_keys), hn::BitCast(di, low_keys));
    const auto upper = hn::ConcatOdd(di, hn::BitCast(di, high_keys), hn::BitCast(di, low_keys));
    hn::StoreU(hn::BitCast(d, hn::Or(hn::Abs(upper), hn::ShiftLeft<31>(lower))), d, values);
    const auto index_of = [&](hn::Vec<decltype(dk)> key) HWY_ATTR {
        const hn::RebindToUnsigned<decltype(dk)> du;
        const auto turned = hn::ShiftRight<33>(hn::ShiftLeft<32>(hn::BitCast(du, key)));
        return hn::Xor(hn::BitCast(dk, turned), hn::Set(dk, std::int64_t{k_index_bits}));
    };
    hn::StoreU(index_of(low_keys), dk, indices);
    hn::StoreU(index_of(high_keys), dk, indices + hn::Lanes(dk));
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
