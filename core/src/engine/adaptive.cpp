#include "engine/adaptive.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/adaptive.cpp"
#include "hwy/foreach_target.h"
// Highway's includes keep this order.
#include "engine/reduce-inl.h"

HWY_BEFORE_NAMESPACE();
namespace core::engine::HWY_NAMESPACE {
namespace {

// The cells of a row side by side: where they lie if they do, else copied to `packed`.
template <class T>
const T* row_cells(const View<T>& plane, std::int64_t row, T* packed) {
    const T* const from = &plane.at(0, row, 0);
    if (plane.col_stride == 1) return from;
    for (std::int64_t x = 0; x < plane.width; ++x) packed[x] = from[x * plane.col_stride];
    return packed;
}

// The place of a bin's maximum, in reading order; of NaN the last.
template <class T>
std::int64_t find_in_bin(const View<T>& plane, const Span& rows, const Span& cols, T value, T* packed) {
    View<T> bin = plane;
    bin.data = &plane.at(0, rows.start, cols.start);
    bin.width = cols.count;
    const bool from_end = value != value;
    for (std::int64_t i = 0; i < rows.count; ++i) {
        const std::int64_t row = from_end ? rows.count - 1 - i : i;
        const std::int64_t col = find_value(row_cells(bin, row, packed), cols.count, value);
        if (col >= 0) return (rows.start + row) * plane.width + cols.start + col;
    }
    return -1;
}

template <class T>
void largest_of_rows(const View<T>& plane, const Span& rows, T* best, T* packed) {
    std::copy_n(row_cells(plane, rows.start, packed), plane.width, best);
    for (std::int64_t row = rows.start + 1; row < rows.end(); ++row)
        better_row<true>(best, row_cells(plane, row, packed), plane.width, best);
}

template <class T>
void sums_of_rows(const View<T>& plane, const Span& rows, double* sums, T* packed) {
    std::fill_n(sums, plane.width, 0.0);
    for (std::int64_t row = rows.start; row < rows.end(); ++row) {
        const T* const cells = row_cells(plane, row, packed);
        for (std::int64_t x = 0; x < plane.width; ++x) sums[x] += static_cast<double>(cells[x]);
    }
}

template <class T>
void write_largest(const Work<T>& work, const Band& band, T* best, T* packed) {
    const View<T> plane = work.input.plane(band.plane);
    const Geometry& where = work.geometry;
    for (std::int64_t row = band.first_row; row < band.end_row; ++row) {
        const Span rows = span(where.h, row);
        largest_of_rows(plane, rows, best, packed);
        for (std::int64_t col = 0; col < where.w.output; ++col) {
            const Span cols = span(where.w, col);
            T value = best[cols.start];
            for (std::int64_t x = cols.start + 1; x < cols.end(); ++x) value = better_value<true>(value, best[x]);
            const std::int64_t cell = (band.plane * where.h.output + row) * where.w.output + col;
            // Where the place is not asked for, it still decides the sign of a zero.
            if (work.out.indices != nullptr || value == T{0}) {
                const std::int64_t place = find_in_bin(plane, rows, cols, value, packed);
                value = plane.at(0, place / plane.width, place % plane.width);
                if (work.out.indices != nullptr) work.out.indices[cell] = place;
            }
            work.out.values[cell] = static_cast<float>(value);
        }
    }
}

template <class T>
void write_average(const Work<T>& work, const Band& band, double* sums, T* packed) {
    const View<T> plane = work.input.plane(band.plane);
    const Geometry& where = work.geometry;
    for (std::int64_t row = band.first_row; row < band.end_row; ++row) {
        const Span rows = span(where.h, row);
        sums_of_rows(plane, rows, sums, packed);
        float* const to = work.out.values + (band.plane * where.h.output + row) * where.w.output;
        for (std::int64_t col = 0; col < where.w.output; ++col) {
            const Span cols = span(where.w, col);
            double total = 0.0;
            for (std::int64_t x = cols.start; x < cols.end(); ++x) total += sums[x];
            to[col] = static_cast<float>(total / static_cast<double>(rows.count * cols.count));
        }
    }
}

// Scratch: a row of doubles or of T, and behind it a row of T.
template <class T>
void write_band(const Work<T>& work, const Band& band, std::span<std::byte> scratch) {
    auto* const sums = reinterpret_cast<double*>(scratch.data());
    T* const packed = reinterpret_cast<T*>(sums + work.input.width);
    if (is_average(work.spec.op)) {
        write_average(work, band, sums, packed);
    } else {
        write_largest(work, band, reinterpret_cast<T*>(scratch.data()), packed);
    }
}

void band_of_floats(const Work<float>& work, const Band& band, std::span<std::byte> scratch) {
    write_band(work, band, scratch);
}
void band_of_doubles(const Work<double>& work, const Band& band, std::span<std::byte> scratch) {
    write_band(work, band, scratch);
}
void band_of_bytes(const Work<std::uint8_t>& work, const Band& band, std::span<std::byte> scratch) {
    write_band(work, band, scratch);
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

void write_band(const Work<float>& work, const Band& band, std::span<std::byte> scratch) {
    HWY_DYNAMIC_DISPATCH(band_of_floats)(work, band, scratch);
}
void write_band(const Work<double>& work, const Band& band, std::span<std::byte> scratch) {
    HWY_DYNAMIC_DISPATCH(band_of_doubles)(work, band, scratch);
}
void write_band(const Work<std::uint8_t>& work, const Band& band, std::span<std::byte> scratch) {
    HWY_DYNAMIC_DISPATCH(band_of_bytes)(work, band, scratch);
}

bool is_even(const Axis& axis) { return axis.input % axis.output == 0; }

// The same bins as windows that slide.
template <class T>
Work<T> as_windows(const Work<T>& work) {
    Work<T> plain = work;
    const Geometry& where = work.geometry;
    plain.spec = PoolSpec{};
    plain.spec.op = is_average(work.spec.op) ? Op::average : Op::max;
    plain.spec.kernel = {where.h.input / where.h.output, where.w.input / where.w.output};
    plain.spec.stride = plain.spec.kernel;
    plain.geometry = geometry(plain.spec, work.input.height, work.input.width);
    return plain;
}

}  // namespace

template <class T>
bool adaptive_suits(const Work<T>& work) {
    return is_adaptive(work.spec.op);
}

template <class T>
void adaptive_run(const Work<T>& work, Workspace& workspace) {
    if (is_even(work.geometry.h) && is_even(work.geometry.w)) {
        const Work<T> plain = as_windows(work);
        return method_for(plain).run(plain, workspace);
    }
    const Bands bands(work.input.planes, work.geometry.h.output, workspace.threads(), 1);
    const std::size_t bytes = static_cast<std::size_t>(work.input.width) * (sizeof(double) + sizeof(T));
    workspace.run(bands.count(), bytes, [&](std::int64_t index, std::span<std::byte> scratch) {
        write_band(work, bands.at(index), scratch);
    });
}

#define CORE_INSTANTIATE(T)                       \
    template bool adaptive_suits(const Work<T>&); \
    template void adaptive_run(const Work<T>&, Workspace&);
CORE_INSTANTIATE(float)
CORE_INSTANTIATE(double)
CORE_INSTANTIATE(std::uint8_t)
#undef CORE_INSTANTIATE

}  // namespace core::engine
#endif
