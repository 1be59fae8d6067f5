// Vector operations that every method of the engine shares, compiled once for each instruction set by Highway's
// foreach_target. Included after hwy/highway.h, inside no namespace.
//   earlier_max(a, b): a comes before b in reading order. The larger; a if they are equal, which keeps the sign of the
//   first zero; NaN if either is. It is associative, so it may be grouped in any way, but a MUST stay before b.
// Source for the rule: ATen MaxPoolKernel (val > max || isnan(val)).

// A per-target include guard: undone and passed again for every target (hwy/foreach_target.h).
#if defined(CORE_ENGINE_VEC_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef CORE_ENGINE_VEC_INL
#undef CORE_ENGINE_VEC_INL
#else
#define CORE_ENGINE_VEC_INL
#endif

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// x86's max gives its second operand when both are zero or one is NaN: asked as max(later, earlier), ties and a NaN in
// `earlier` come out right, and only a NaN in `later` has to be put in.
template <class V>
HWY_INLINE V earlier_max(V earlier, V later) {
#if HWY_ARCH_X86 && HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR
    return hn::IfThenElse(hn::IsNaN(later), later, hn::Max(later, earlier));
#else
    return hn::IfThenElse(hn::Or(hn::Gt(later, earlier), hn::IsNaN(later)), later, earlier);
#endif
}

template <class V>
HWY_INLINE V earlier_min(V earlier, V later) {
#if HWY_ARCH_X86 && HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR
    return hn::IfThenElse(hn::IsNaN(later), later, hn::Min(later, earlier));
#else
    return hn::IfThenElse(hn::Or(hn::Lt(later, earlier), hn::IsNaN(later)), later, earlier);
#endif
}

}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
