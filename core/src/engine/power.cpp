#include "engine/power.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/power.cpp"
#include "hwy/foreach_target.h"
// Highway's includes keep this order.
#include "engine/reduce-inl.h"

#ifndef CORE_ENGINE_POWER_SHARED
#define CORE_ENGINE_POWER_SHARED
namespace core::engine {
namespace {

// How one band uses its thread's scratch, in doubles and then in row numbers.
struct PowerPlan {
    std::int64_t padded_width = 0;  // from the first window's first tap to the last window's last
    std::int64_t slots = 0;         // rows kept: those of one window

    explicit PowerPlan(const Geometry& where)
        : padded_width((where.w.output - 1) * where.w.stride + (where.w.kernel - 1) * where.w.dilation + 1),
          slots(std::min((where.h.kernel - 1) * where.h.dilation + 1, where.h.input)) {}

    std::int64_t row_doubles(const Geometry& where) const { return 2 * padded_width + (slots + 1) * where.w.output; }
    std::size_t bytes(const Geometry& where) const {
        return static_cast<std::size_t>(row_doubles(where)) * sizeof(double) +
               static_cast<std::size_t>(slots) * sizeof(std::int64_t);
    }
};

}  // namespace
}  // namespace core::engine
#endif

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace {

constexpr double k_infinite_power = std::numeric_limits<double>::infinity();

// |x|^p of `count` values that lie `stride` apart.
template <class T>
void take_powers(const T* from, std::int64_t stride, std::int64_t count, double p, double* to) {
    const auto each = [&](const auto& power) HWY_ATTR {
        for (std::int64_t i = 0; i < count; ++i) to[i] = power(std::abs(static_cast<double>(from[i * stride])));
    };
    if (p == 1.0 || p == k_infinite_power) return each([](double size) HWY_ATTR { return size; });
    if (p == 2.0) return each([](double size) HWY_ATTR { return size * size; });
    if (p == 3.0) return each([](double size) HWY_ATTR { return size * size * size; });
    each([p](double size) { return std::pow(size, p); });
}

// into[i] = a[i] + b[i], or the larger of the two. `into` may be `a`, and `b` may lie ahead in it.
template <bool k_largest>
void combine(const double* a, const double* b, std::int64_t count, double* into) {
    if constexpr (k_largest) {
        better_row<true>(a, b, count, into);
    } else {
        const Tag<double> d;
        const auto step = static_cast<std::int64_t>(hn::Lanes(d));
        std::int64_t i = 0;
        for (; i + step <= count; i += step) hn::StoreU(hn::Add(hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, into + i);
        for (; i < count; ++i) into[i] = a[i] + b[i];
    }
}

// The output rows of a band, from input rows that are summed along the row once and kept while windows need them.
template <class T, bool k_largest>
class Powers {
public:
    Powers(const Work<T>& work, std::span<std::byte> scratch) : work_(work), plan_(work.geometry) {
        powers_ = reinterpret_cast<double*>(scratch.data());
        sums_ = powers_ + plan_.padded_width;
        kept_ = sums_ + plan_.padded_width;
        total_ = kept_ + plan_.slots * ow();
        // Another part of the scratch: nothing that was a double is read as a whole number.
        // cppcheck-suppress invalidPointerCast
        row_of_ = reinterpret_cast<std::int64_t*>(total_ + ow());
    }

    void run(const Band& band) {
        plane_ = work_.input.plane(band.plane);
        std::fill_n(row_of_, plan_.slots, -1);
        for (std::int64_t row = band.first_row; row < band.end_row; ++row) {
            const Span rows = clipped(span(work_.geometry.h, row), 0, plane_.height);
            std::fill_n(total_, ow(), 0.0);
            for (std::int64_t i = 0; i < rows.count; ++i)
                combine<k_largest>(total_, summed_row(rows.start + i * rows.step), ow(), total_);
            write_row(band.plane, row);
        }
    }

private:
    std::int64_t ow() const { return work_.geometry.w.output; }

    const double* summed_row(std::int64_t row) {
        const std::int64_t slot = row % plan_.slots;
        double* const kept = kept_ + slot * ow();
        if (row_of_[slot] != row) {
            sum_along(row, kept);
            row_of_[slot] = row;
        }
        return kept;
    }

    // Padding adds 0, and no |x| is smaller.
    void take_row(std::int64_t row) {
        const std::int64_t left = std::min(work_.geometry.w.pad_begin, plan_.padded_width);
        const std::int64_t inside = std::clamp<std::int64_t>(plan_.padded_width - left, 0, plane_.width);
        std::fill_n(powers_, left, 0.0);
        take_powers(&plane_.at(0, row, 0), plane_.col_stride, inside, work_.spec.p, powers_ + left);
        std::fill(powers_ + left + inside, powers_ + plan_.padded_width, 0.0);
    }

    // By doubling: powers_[x] grows to sums of 1, 2, 4, ... taps from x on, of which sums_ takes those that the
    // kernel's binary digits ask for, each where the one before ends.
    void sum_along(std::int64_t row, double* to) {
        const Axis& w = work_.geometry.w;
        take_row(row);
        const std::int64_t starts = (w.output - 1) * w.stride + 1;
        std::int64_t taken = 0;
        for (std::int64_t taps = 1; taps <= w.kernel; taps *= 2) {
            if ((w.kernel & taps) != 0) {
                if (taken == 0)
                    std::copy_n(powers_, starts, sums_);
                else
                    combine<k_largest>(sums_, powers_ + taken * w.dilation, starts, sums_);
                taken += taps;
            }
            const std::int64_t reach = plan_.padded_width - (2 * taps - 1) * w.dilation;
            if (2 * taps <= w.kernel) combine<k_largest>(powers_, powers_ + taps * w.dilation, reach, powers_);
        }
        for (std::int64_t col = 0; col < w.output; ++col) to[col] = sums_[col * w.stride];
    }

    // Float32 and bytes stay within double's range up to p = 6, and then 0, NaN and infinity are right as they are.
    bool trusted(double total) const {
        return (!std::is_same_v<T, double> && work_.spec.p <= 6.0) || (total > 1e-150 && total < 1e150);
    }

    double root(double total) const {
        if (work_.spec.p == 2.0) return std::sqrt(total);
        if (work_.spec.p == 3.0) return std::cbrt(total);
        return std::pow(total, 1.0 / work_.spec.p);
    }

    void write_square_roots(float* to) const {
        const Tag<double> wide;
        const auto step = static_cast<std::int64_t>(hn::Lanes(wide));
        std::int64_t col = 0;
        for (; col + step <= ow(); col += step) store_floats(hn::Sqrt(hn::LoadU(wide, total_ + col)), to + col);
        for (; col < ow(); ++col) to[col] = static_cast<float>(std::sqrt(total_[col]));
    }

    void write_row(std::int64_t plane, std::int64_t row) const {
        float* const to = work_.out.values + (plane * work_.geometry.h.output + row) * ow();
        if (work_.spec.p == 2.0 && !std::is_same_v<T, double>) return write_square_roots(to);
        if (k_largest || work_.spec.p == 1.0) {
            for (std::int64_t col = 0; col < ow(); ++col) to[col] = static_cast<float>(total_[col]);
            return;
        }
        for (std::int64_t col = 0; col < ow(); ++col) {
            to[col] = trusted(total_[col]) ? static_cast<float>(root(total_[col]))
                                           : pool_window(plane_, work_.spec, work_.geometry, row, col);
        }
    }

    const Work<T>& work_;
    PowerPlan plan_;
    View<T> plane_;
    double* powers_ = nullptr;        // padded_width
    double* sums_ = nullptr;          // padded_width
    double* kept_ = nullptr;          // slots x ow: rows summed along the row
    double* total_ = nullptr;         // ow
    std::int64_t* row_of_ = nullptr;  // slots: which input row is kept there
};

template <class T>
void pool_band(const Work<T>& work, const Band& band, std::span<std::byte> scratch) {
    if (work.spec.p == k_infinite_power) {
        Powers<T, true>(work, scratch).run(band);
    } else {
        Powers<T, false>(work, scratch).run(band);
    }
}

void band_of_floats(const Work<float>& work, const Band& band, std::span<std::byte> scratch) {
    pool_band(work, band, scratch);
}
void band_of_doubles(const Work<double>& work, const Band& band, std::span<std::byte> scratch) {
    pool_band(work, band, scratch);
}
void band_of_bytes(const Work<std::uint8_t>& work, const Band& band, std::span<std::byte> scratch) {
    pool_band(work, band, scratch);
}

}  // namespace
}  // namespace core::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace core::engine {
namespace {

HWY_EXPORT(band_of_floats);
HWY_EXPORT(band_of_doubles);
HWY_EXPORT(band_of_bytes);

void pool_band(const Work<float>& work, const Band& band, std::span<std::byte> scratch) {
    HWY_DYNAMIC_DISPATCH(band_of_floats)(work, band, scratch);
}
void pool_band(const Work<double>& work, const Band& band, std::span<std::byte> scratch) {
    HWY_DYNAMIC_DISPATCH(band_of_doubles)(work, band, scratch);
}
void pool_band(const Work<std::uint8_t>& work, const Band& band, std::span<std::byte> scratch) {
    HWY_DYNAMIC_DISPATCH(band_of_bytes)(work, band, scratch);
}

}  // namespace

// A dilation may spread a window far beyond the input: rows that long are not laid out.
template <class T>
bool power_suits(const Work<T>& work) {
    constexpr std::int64_t k_roomy = 8192;
    return work.spec.op == Op::lp && PowerPlan(work.geometry).padded_width <= k_roomy + 4 * work.input.width;
}

template <class T>
void power_run(const Work<T>& work, Workspace& workspace) {
    const PowerPlan plan(work.geometry);
    const Bands bands(work.input.planes, work.geometry.h.output, workspace.threads(), 4 * work.geometry.h.kernel);
    workspace.run(bands.count(), plan.bytes(work.geometry),
                  [&](std::int64_t index, std::span<std::byte> scratch) { pool_band(work, bands.at(index), scratch); });
}

#define CORE_INSTANTIATE(T)                    \
    template bool power_suits(const Work<T>&); \
    template void power_run(const Work<T>&, Workspace&);
CORE_INSTANTIATE(float)
CORE_INSTANTIATE(double)
CORE_INSTANTIATE(std::uint8_t)
#undef CORE_INSTANTIATE

}  // namespace core::engine
#endif
