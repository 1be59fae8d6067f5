// Methods: the ways to carry out one pooling. pool() takes the first of its table that suits; the last, the reference,
// suits everything. With n values read, m written, k the kernel's side:
//   name            suits                                       time            scratch per thread
//   stem            2x2 and 3x3 at stride 2, rows of floats     O(n)            none
//   global          one window over the whole plane             O(n)            8192 values
//   adaptive        adaptive                                    O(n)            2 rows
//   power           Lp                                          O(n log k+m k)  2 rows and k of output
//   winners         sliding max and min with indices            O(n log k)      k rows of 8 bytes a value, in strips
//   windows         sliding max, min, average, sum              O(n log k)      2 R + k / R rows, R ~ sqrt k
//   reference       everything                                  O(m k^2)        none
// Invariant: a method's values depend on nothing but their own windows and the place of the window in its plane, so any
// number of threads and any bands give the same bits.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/pool.h"

namespace core::engine {

// One call of pool(), checked: no problem(), at least one value to write.
template <class T>
struct Work {
    View<T> input;
    PoolSpec spec;
    Geometry geometry;
    PoolOut out;
    Sums sums = Sums::single;
};

// Whether this many results are more than a core's own caches hold. Written past the caches, their lines are not read
// before they are written; but whoever reads them next finds them in memory.
inline bool go_past_caches(std::int64_t cells) {
    constexpr std::int64_t k_own_caches = std::int64_t{2} << 20;  // bytes
    return cells * static_cast<std::int64_t>(sizeof(float)) > k_own_caches;
}

// Whether every row of `cols` results begins with a cache line.
inline bool rows_begin_with_lines(const float* out, std::int64_t cols) {
    constexpr std::int64_t k_line = 64;  // bytes
    return reinterpret_cast<std::uintptr_t>(out) % k_line == 0 &&
           cols * static_cast<std::int64_t>(sizeof(float)) % k_line == 0;
}

template <class T>
struct Method {
    std::string_view name;
    bool (*suits)(const Work<T>&) = nullptr;
    void (*run)(const Work<T>&, Workspace&) = nullptr;
};

// Output rows of one plane that are computed together.
struct Band {
    std::int64_t plane = 0;
    std::int64_t first_row = 0;
    std::int64_t end_row = 0;
};

// All output rows of `planes` planes in bands of nearly equal size: one thread gets whole planes, several get bands
// enough to share evenly, none of fewer than `least_rows` rows (a band may have to read some rows that its neighbour
// reads too).
class Bands {
public:
    Bands(std::int64_t planes, std::int64_t rows, int threads, std::int64_t least_rows) : rows_(rows) {
        constexpr std::int64_t k_parts_per_thread = 4;
        const std::int64_t wanted = threads > 1 ? threads * k_parts_per_thread : 1;
        const std::int64_t most = std::max<std::int64_t>(1, rows / std::max<std::int64_t>(1, least_rows));
        per_plane_ = std::clamp<std::int64_t>((wanted + planes - 1) / planes, 1, most);
        count_ = planes * per_plane_;
    }

    std::int64_t count() const { return count_; }
    std::int64_t most_rows() const { return (rows_ + per_plane_ - 1) / per_plane_; }
    Band at(std::int64_t index) const {
        const std::int64_t part = index % per_plane_;
        return {index / per_plane_, start(part), start(part + 1)};
    }

private:
    std::int64_t start(std::int64_t part) const {
        return part * (rows_ / per_plane_) + std::min(part, rows_ % per_plane_);
    }

    std::int64_t rows_ = 0;
    std::int64_t per_plane_ = 1;
    std::int64_t count_ = 0;
};

// The table, best first.
template <class T>
std::span<const Method<T>> methods();
template <>
std::span<const Method<float>> methods();
template <>
std::span<const Method<double>> methods();
template <>
std::span<const Method<std::uint8_t>> methods();

// The first of the table that suits.
template <class T>
const Method<T>& method_for(const Work<T>& work) {
    const auto all = methods<T>();
    return *std::ranges::find_if(all, [&](const Method<T>& method) { return method.suits(work); });
}

}  // namespace core::engine
