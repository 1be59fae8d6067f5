#include "engine/global.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

#include "axis_layout.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/global.cpp"
#include "hwy/foreach_target.h"
// Highway's includes keep this order.
#include "engine/reduce-inl.h"

#ifndef CORE_ENGINE_GLOBAL_SHARED
#define CORE_ENGINE_GLOBAL_SHARED
namespace core::engine {
namespace {

constexpr std::int64_t k_block = 8192;

// Channels last: this many planes that lie side by side are read together, a cache line of float32.
constexpr std::int64_t k_side_by_side = 16;

template <class T>
bool side_by_side(const Work<T>& work) {
    return std::is_same_v<T, float> && work.input.plane_stride == 1 && work.input.planes >= k_side_by_side &&
           work.out.indices == nullptr;
}

enum class Reduction { largest, smallest, total };

inline Reduction reduction_of(Op op) {
    if (op == Op::min) return Reduction::smallest;
    return picks_one_cell(op) ? Reduction::largest : Reduction::total;
}

// One plane as blocks of consecutive cells.
template <class T>
struct Plane {
    View<T> view;

    std::int64_t cells() const { return view.height * view.width; }
    std::int64_t blocks() const { return (cells() + k_block - 1) / k_block; }
    std::int64_t first(std::int64_t block) const { return block * k_block; }
    std::size_t count(std::int64_t block) const {
        return static_cast<std::size_t>(std::min(k_block, cells() - first(block)));
    }

    // The block's cells side by side: where they lie if they do, else copied to `scratch`.
    const T* values(std::int64_t block, T* scratch) const {
        const bool packed =
            (view.col_stride == 1 || view.width == 1) && (view.row_stride == view.width || view.height == 1);
        if (packed) return view.data + first(block);
        const std::int64_t end = first(block) + static_cast<std::int64_t>(count(block));
        T* to = scratch;
        for (std::int64_t cell = first(block); cell < end;) {
            const std::int64_t row = cell / view.width;
            const std::int64_t col = cell % view.width;
            const std::int64_t run = std::min(view.width - col, end - cell);
            const T* from = &view.at(0, row, col);
            if (view.col_stride == 1) {
                to = std::copy_n(from, run, to);
            } else {
                for (std::int64_t i = 0; i < run; ++i) *to++ = from[i * view.col_stride];
            }
            cell += run;
        }
        return scratch;
    }
};

}  // namespace
}  // namespace core::engine
#endif

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace {

// The sum of `count` values, `load(i)` giving `step` of them from i on; `taken` is how many were. Sums grow by levels,
// 8 vectors, then 16 times that, so that each value meets few additions to something much larger.
template <class D, class Load>
HWY_INLINE double sum_lanes(D d, std::size_t count, std::size_t step, const Load& load, std::size_t& taken) {
    const auto four = [&](std::size_t at) HWY_ATTR {
        return hn::Add(hn::Add(load(at), load(at + step)), hn::Add(load(at + 2 * step), load(at + 3 * step)));
    };
    auto total = hn::Zero(d);
    std::size_t i = 0;
    while (i + 8 * step <= count) {
        const std::size_t end = std::min(count, i + std::size_t{128} * step);
        auto part = hn::Zero(d);
        for (; i + 8 * step <= end; i += 8 * step) part = hn::Add(part, hn::Add(four(i), four(i + 4 * step)));
        total = hn::Add(total, part);
    }
    for (; i + step <= count; i += step) total = hn::Add(total, load(i));
    taken = i;
    return static_cast<double>(hn::GetLane(hn::SumOfLanes(d, total)));
}

template <class T>
HWY_INLINE double block_total(const T* values, std::size_t count, Sums sums) {
    const Tag<double> wide;
    std::size_t i = 0;
    double total = 0.0;
    if constexpr (std::is_same_v<T, std::uint8_t>) {
        const Tag<std::uint8_t> d;
        const hn::Repartition<std::uint64_t, decltype(d)> sum;
        total = sum_lanes(
            sum, count, hn::Lanes(d), [&](std::size_t at) HWY_ATTR { return hn::SumsOf8(hn::LoadU(d, values + at)); },
            i);
    } else if (std::is_same_v<T, float> && sums == Sums::exact) {
        const hn::Rebind<T, decltype(wide)> d;
        total = sum_lanes(
            wide, count, hn::Lanes(d),
            [&](std::size_t at) HWY_ATTR {
                // The condition outside is no `if constexpr`: this is compiled for every T.
                // cppcheck-suppress identicalInnerCondition
                if constexpr (std::is_same_v<T, float>)
                    return hn::PromoteTo(wide, hn::LoadU(d, values + at));
                else
                    return hn::LoadU(wide, values + at);
            },
            i);
    } else {
        const Tag<T> d;
        total = sum_lanes(
            d, count, hn::Lanes(d), [&](std::size_t at) HWY_ATTR { return hn::LoadU(d, values + at); }, i);
    }
    for (; i < count; ++i) total += static_cast<double>(values[i]);
    return total;
}

// The largest or smallest value of a block, NaN if it has one; of zeros any.
template <bool k_largest, class T>
HWY_INLINE T block_best(const T* values, std::size_t count) {
    const Tag<T> d;
    const std::size_t step = hn::Lanes(d);
    if (count < step) {
        T best = values[0];
        for (std::size_t i = 1; i < count; ++i) best = better_value<k_largest>(best, values[i]);
        return best;
    }
    auto a = hn::LoadU(d, values + count - step), b = a, c = a, e = a;
    std::size_t i = 0;
    for (; i + 4 * step <= count; i += 4 * step) {
        a = better<k_largest>(a, hn::LoadU(d, values + i));
        b = better<k_largest>(b, hn::LoadU(d, values + i + step));
        c = better<k_largest>(c, hn::LoadU(d, values + i + 2 * step));
        e = better<k_largest>(e, hn::LoadU(d, values + i + 3 * step));
    }
    for (; i + step <= count; i += step) a = better<k_largest>(a, hn::LoadU(d, values + i));
    a = better<k_largest>(better<k_largest>(a, b), better<k_largest>(c, e));
    if constexpr (std::is_same_v<T, std::uint8_t>) {
        HWY_ALIGN T lanes[32];
        hn::Store(a, d, lanes);
        T best = lanes[0];
        for (std::size_t lane = 1; lane < step; ++lane) best = better_value<k_largest>(best, lanes[lane]);
        return best;
    } else {
        if (!hn::AllFalse(d, hn::IsNaN(a))) return std::numeric_limits<T>::quiet_NaN();
        if constexpr (k_largest)
            return hn::GetLane(hn::MaxOfLanes(d, a));
        else
            return hn::GetLane(hn::MinOfLanes(d, a));
    }
}

template <class T>
double reduce_block(const Plane<T>& plane, std::int64_t block, Reduction reduction, Sums sums, T* scratch) {
    const T* values = plane.values(block, scratch);
    const std::size_t count = plane.count(block);
    if (reduction == Reduction::total) return block_total(values, count, sums);
    return static_cast<double>(reduction == Reduction::largest ? block_best<true>(values, count)
                                                               : block_best<false>(values, count));
}

// One plane's winner. `parts`: what reduce_block() gave for each of its blocks, or null to do it here.
template <bool k_largest, class T>
HWY_INLINE void write_best(const Work<T>& work, std::int64_t index, const double* parts, T* scratch) {
    const Plane<T> plane{work.input.plane(index)};
    std::int64_t block = 0;
    T best = 0;
    for (std::int64_t i = 0; i < plane.blocks(); ++i) {
        const T value = parts != nullptr ? static_cast<T>(parts[i])
                                         : block_best<k_largest>(plane.values(i, scratch), plane.count(i));
        if (i > 0 && !is_better<k_largest>(best, value)) continue;
        best = value;
        block = i;
    }
    // Where the place is not asked for, it still decides the sign of a zero.
    if (work.out.indices != nullptr || best == T{0}) {
        const T* values = plane.values(block, scratch);
        const std::int64_t at = find_value(values, static_cast<std::int64_t>(plane.count(block)), best);
        best = values[at];
        if (work.out.indices != nullptr) work.out.indices[index] = plane.first(block) + at;
    }
    work.out.values[index] = static_cast<float>(best);
}

template <class T>
HWY_INLINE double plane_total(const Plane<T>& plane, Sums sums, const double* parts, T* scratch) {
    double total = 0.0;
    for (std::int64_t i = 0; i < plane.blocks(); ++i)
        total += parts != nullptr ? parts[i] : block_total(plane.values(i, scratch), plane.count(i), sums);
    return total;
}

template <class T>
HWY_INLINE void write_total(const Work<T>& work, double divisor, std::int64_t index, const double* parts, T* scratch) {
    const Plane<T> plane{work.input.plane(index)};
    double total = plane_total(plane, work.sums, parts, scratch);
    // Large values may leave float32's range in a block although their mean does not.
    if (!std::isfinite(total)) total = plane_total(plane, Sums::exact, nullptr, scratch);
    work.out.values[index] = static_cast<float>(total / divisor);
}

// visit(address), in reading order.
template <class Visit>
HWY_INLINE void for_each_cell(const View<float>& view, std::int64_t plane, const Visit& visit) {
    for (std::int64_t y = 0; y < view.height; ++y) {
        const float* at = &view.at(plane, y, 0);
        for (std::int64_t x = 0; x < view.width; ++x, at += view.col_stride) visit(at);
    }
}

// k_side_by_side planes, a plane to each lane; sums in double.
HWY_INLINE void write_totals_by_lanes(const Work<float>& work, double divisor, std::int64_t first) {
    const Tag<double> wide;
    const hn::Rebind<float, decltype(wide)> d;
    const std::size_t step = hn::Lanes(wide);
    for (std::int64_t i = 0; i < k_side_by_side; i += 4 * static_cast<std::int64_t>(step)) {
        auto a = hn::Zero(wide), b = a, c = a, e = a;
        for_each_cell(work.input, first + i, [&](const float* at) HWY_ATTR {
            a = hn::Add(a, hn::PromoteTo(wide, hn::LoadU(d, at)));
            b = hn::Add(b, hn::PromoteTo(wide, hn::LoadU(d, at + step)));
            c = hn::Add(c, hn::PromoteTo(wide, hn::LoadU(d, at + 2 * step)));
            e = hn::Add(e, hn::PromoteTo(wide, hn::LoadU(d, at + 3 * step)));
        });
        float* const to = work.out.values + first + i;
        const auto by = hn::Set(wide, divisor);
        store_floats(hn::Div(a, by), to);
        store_floats(hn::Div(b, by), to + step);
        store_floats(hn::Div(c, by), to + 2 * step);
        store_floats(hn::Div(e, by), to + 3 * step);
    }
}

template <bool k_largest>
HWY_INLINE void write_best_by_lanes(const Work<float>& work, std::int64_t first) {
    const Tag<float> d;
    const std::size_t step = hn::Lanes(d);
    for (std::int64_t i = 0; i < k_side_by_side; i += 2 * static_cast<std::int64_t>(step)) {
        auto a = hn::LoadU(d, &work.input.at(first + i, 0, 0));
        auto b = hn::LoadU(d, &work.input.at(first + i, 0, 0) + step);
        for_each_cell(work.input, first + i, [&](const float* at) HWY_ATTR {
            a = better<k_largest>(a, hn::LoadU(d, at));
            b = better<k_largest>(b, hn::LoadU(d, at + step));
        });
        hn::StoreU(a, d, work.out.values + first + i);
        hn::StoreU(b, d, work.out.values + first + i + static_cast<std::int64_t>(step));
    }
}

// As many as go by lanes; returns the first that does not.
HWY_INLINE std::int64_t write_by_lanes(const Work<float>& work, double divisor, std::int64_t first, std::int64_t end) {
    const Reduction reduction = reduction_of(work.spec.op);
    for (; first + k_side_by_side <= end; first += k_side_by_side) {
        if (reduction == Reduction::total) write_totals_by_lanes(work, divisor, first);
        if (reduction == Reduction::largest) write_best_by_lanes<true>(work, first);
        if (reduction == Reduction::smallest) write_best_by_lanes<false>(work, first);
    }
    return first;
}

template <class T>
HWY_INLINE void write_planes(const Work<T>& work, double divisor, std::int64_t first, std::int64_t end,
                             const double* parts, T* scratch) {
    if constexpr (std::is_same_v<T, float>) {
        if (side_by_side(work)) first = write_by_lanes(work, divisor, first, end);
    }
    const Reduction reduction = reduction_of(work.spec.op);
    const std::int64_t blocks = Plane<T>{work.input}.blocks();
    const auto parts_of = [&](std::int64_t i) { return parts != nullptr ? parts + i * blocks : nullptr; };
    switch (reduction) {
        case Reduction::largest:
            for (std::int64_t i = first; i < end; ++i) write_best<true>(work, i, parts_of(i), scratch);
            break;
        case Reduction::smallest:
            for (std::int64_t i = first; i < end; ++i) write_best<false>(work, i, parts_of(i), scratch);
            break;
        case Reduction::total:
            for (std::int64_t i = first; i < end; ++i) write_total(work, divisor, i, parts_of(i), scratch);
            break;
    }
}

// NOLINTBEGIN(bugprone-macro-parentheses): T is a type
#define CORE_ENTRY(T, name)                                                                                           \
    void write_##name(const Work<T>& work, double divisor, std::int64_t first, std::int64_t end, const double* parts, \
                      T* scratch) {                                                                                   \
        write_planes(work, divisor, first, end, parts, scratch);                                                      \
    }                                                                                                                 \
    double reduce_##name(const Plane<T>& plane, std::int64_t block, Reduction reduction, Sums sums, T* scratch) {     \
        return reduce_block(plane, block, reduction, sums, scratch);                                                  \
    }
// NOLINTEND(bugprone-macro-parentheses)
CORE_ENTRY(float, floats)
CORE_ENTRY(double, doubles)
CORE_ENTRY(std::uint8_t, bytes)
#undef CORE_ENTRY

}  // namespace
}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace core::engine {
namespace {

// NOLINTBEGIN(bugprone-macro-parentheses): T is a type
#define CORE_ENTRY(T, name)                                                                                    \
    HWY_EXPORT(write_##name);                                                                                  \
    HWY_EXPORT(reduce_##name);                                                                                 \
    void write(const Work<T>& work, double divisor, std::int64_t first, std::int64_t end, const double* parts, \
               T* scratch) {                                                                                   \
        HWY_DYNAMIC_DISPATCH(write_##name)(work, divisor, first, end, parts, scratch);                         \
    }                                                                                                          \
    double reduce(const Plane<T>& plane, std::int64_t block, Reduction reduction, Sums sums, T* scratch) {     \
        return HWY_DYNAMIC_DISPATCH(reduce_##name)(plane, block, reduction, sums, scratch);                    \
    }
// NOLINTEND(bugprone-macro-parentheses)
CORE_ENTRY(float, floats)
CORE_ENTRY(double, doubles)
CORE_ENTRY(std::uint8_t, bytes)
#undef CORE_ENTRY

// Below this many values, waking a thread costs more than it saves.
constexpr std::int64_t k_worth_sharing = 1 << 17;

bool takes_all(const Axis& axis) {
    const Span taps = clipped(span(axis, 0), 0, axis.input);
    return axis.output == 1 && taps.count == axis.input;
}

template <class T>
double divisor_of(const Work<T>& work) {
    if (!is_average(work.spec.op)) return 1.0;
    return static_cast<double>(average_divisor(work.spec, work.geometry, span(work.geometry.h, 0),
                                               span(work.geometry.w, 0), work.input.height * work.input.width));
}

// Fewer planes than threads: their blocks are shared, and combined in order afterwards.
template <class T>
void share_blocks(const Work<T>& work, double divisor, Workspace& workspace) {
    const std::int64_t blocks = Plane<T>{work.input}.blocks();
    const std::int64_t all = blocks * work.input.planes;
    auto* parts = reinterpret_cast<double*>(workspace.shared(static_cast<std::size_t>(all) * sizeof(double)).data());
    workspace.run(all, k_block * sizeof(T), [&](std::int64_t part, std::span<std::byte> scratch) {
        const Plane<T> plane{work.input.plane(part / blocks)};
        parts[part] =
            reduce(plane, part % blocks, reduction_of(work.spec.op), work.sums, reinterpret_cast<T*>(scratch.data()));
    });
    workspace.run(1, k_block * sizeof(T), [&](std::int64_t, std::span<std::byte> scratch) {
        write(work, divisor, 0, work.input.planes, parts, reinterpret_cast<T*>(scratch.data()));
    });
}

}  // namespace

template <class T>
bool global_suits(const Work<T>& work) {
    return work.spec.op != Op::lp && takes_all(work.geometry.h) && takes_all(work.geometry.w);
}

template <class T>
void global_run(const Work<T>& work, Workspace& workspace) {
    const double divisor = divisor_of(work);
    const std::int64_t planes = work.input.planes;
    const bool shared = workspace.threads() > 1 && planes * work.input.height * work.input.width >= k_worth_sharing;
    constexpr std::int64_t k_groups_per_thread = 4;
    // Planes that are read together stay together, so that their bits are the same for any number of threads.
    const std::int64_t together = side_by_side(work) ? k_side_by_side : 1;
    const std::int64_t units = (planes + together - 1) / together;
    const std::int64_t wanted = shared ? workspace.threads() * k_groups_per_thread : 1;
    if (together == 1 && units < wanted) return share_blocks(work, divisor, workspace);
    const std::int64_t groups = std::min(wanted, units);
    workspace.run(groups, k_block * sizeof(T), [&](std::int64_t group, std::span<std::byte> scratch) {
        const auto boundary = [&](std::int64_t i) { return std::min(planes, i * units / groups * together); };
        write(work, divisor, boundary(group), boundary(group + 1), nullptr, reinterpret_cast<T*>(scratch.data()));
    });
}

#define CORE_INSTANTIATE(T)                     \
    template bool global_suits(const Work<T>&); \
    template void global_run(const Work<T>&, Workspace&);
CORE_INSTANTIATE(float)
CORE_INSTANTIATE(double)
CORE_INSTANTIATE(std::uint8_t)
#undef CORE_INSTANTIATE

}  // namespace core::engine
#endif
