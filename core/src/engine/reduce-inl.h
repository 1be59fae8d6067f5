// What reducing a whole plane or a row shares: the larger of two vectors, values or rows, and where a value stands.
// Compiled for each instruction set like vec-inl.h. k_largest: the larger of two, else the smaller; NaN wins; a stands
// before b, and stays where they are equal.

#if defined(CORE_ENGINE_REDUCE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef CORE_ENGINE_REDUCE_INL
#undef CORE_ENGINE_REDUCE_INL
#else
#define CORE_ENGINE_REDUCE_INL
#endif

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "engine/vec-inl.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {

// 256 bits at most: where loads of 64 bytes are not aligned, each of them splits a cache line.
template <class T>
using Tag = hn::CappedTag<T, 32 / sizeof(T)>;

template <bool k_largest, class V>
HWY_INLINE V better(V a, V b) {
    if constexpr (std::is_same_v<hn::TFromV<V>, std::uint8_t>) {
        return k_largest ? hn::Max(a, b) : hn::Min(a, b);
    } else {
        return k_largest ? earlier_max(a, b) : earlier_min(a, b);
    }
}

template <bool k_largest, class T>
HWY_INLINE bool is_better(T a, T b) {
    return (k_largest ? b > a : b < a) || b != b;
}

// Written so that random values give no jumps that are hard to foresee.
template <bool k_largest, class T>
HWY_INLINE T better_value(T a, T b) {
    const T number = (k_largest ? b > a : b < a) ? b : a;
    return b != b ? b : number;
}

// into[i] = the better of a[i] and b[i]. `into` may be `a`, and `b` may lie ahead in it.
template <bool k_largest, class T>
HWY_INLINE void better_row(const T* a, const T* b, std::int64_t count, T* into) {
    const Tag<T> d;
    const auto step = static_cast<std::int64_t>(hn::Lanes(d));
    std::int64_t i = 0;
    for (; i + step <= count; i += step)
        hn::StoreU(better<k_largest>(hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, into + i);
    for (; i < count; ++i) into[i] = better_value<k_largest>(a[i], b[i]);
}

// Where `value` stands among `count` values: the first place, of NaN the last; -1 if nowhere.
template <class T>
HWY_INLINE std::int64_t find_value(const T* values, std::int64_t count, T value) {
    if (value != value) {
        std::int64_t last = count - 1;
        while (last >= 0 && values[last] == values[last]) --last;
        return last;
    }
    const Tag<T> d;
    const auto step = static_cast<std::int64_t>(hn::Lanes(d));
    const auto wanted = hn::Set(d, value);
    std::int64_t i = 0;
    for (; i + step <= count; i += step) {
        const auto found = hn::FindFirstTrue(d, hn::Eq(hn::LoadU(d, values + i), wanted));
        if (found >= 0) return i + static_cast<std::int64_t>(found);
    }
    for (; i < count; ++i) {
        if (values[i] == value) return i;
    }
    return -1;
}

// To float32, rounded. Highway's emulation would end infinities at the largest float.
HWY_INLINE void store_floats(hn::Vec<Tag<double>> values, float* to) {
    const Tag<double> wide;
#if HWY_TARGET == HWY_EMU128
    HWY_ALIGN double lanes[4];
    hn::Store(values, wide, lanes);
    for (std::size_t i = 0; i < hn::Lanes(wide); ++i) to[i] = static_cast<float>(lanes[i]);
#else
    const hn::Rebind<float, decltype(wide)> d;
    hn::StoreU(hn::DemoteTo(d, values), d, to);
#endif
}

}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
