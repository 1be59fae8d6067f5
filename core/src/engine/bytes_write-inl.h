// Writing a line of bytes that the 8-bit kernels compute a register at a time, compiled once for each instruction set.
// Invariant: writes n bytes and none beside them.

// A per-target include guard: undone and passed again for every target (hwy/foreach_target.h).
#if defined(CORE_ENGINE_BYTES_WRITE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef CORE_ENGINE_BYTES_WRITE_INL
#undef CORE_ENGINE_BYTES_WRITE_INL
#else
#define CORE_ENGINE_BYTES_WRITE_INL
#endif

#include <cstdint>
#include <cstring>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// out[x] ... = bytes(x), for x in steps of a register; the last one goes by way of a copy.
template <class Tag, class Bytes>
HWY_INLINE void write_bytes(Tag tag, std::int64_t n, std::uint8_t* out, const Bytes& bytes) {
    const auto step = static_cast<std::int64_t>(hn::Lanes(tag));
    std::int64_t x = 0;
    for (; x + step <= n; x += step) hn::StoreU(bytes(x), tag, out + x);
    if (x == n) return;
    HWY_ALIGN std::uint8_t rest[hn::MaxLanes(Tag{})];
    hn::Store(bytes(x), tag, rest);
    std::memcpy(out + x, rest, static_cast<std::size_t>(n - x));
}

}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
