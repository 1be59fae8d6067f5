// Settings and inputs for the core tests, printed whole when something fails.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "core/grid.h"
#include "core/pool.h"
#include "core/pool_spec.h"

namespace test {

inline constexpr float k_inf = std::numeric_limits<float>::infinity();
inline constexpr float k_nan = std::numeric_limits<float>::quiet_NaN();
inline constexpr std::int64_t k_huge = std::numeric_limits<std::int64_t>::max();

inline core::Grid article_grid() { return {4, 4, {12, 20, 30, 0, 8, 12, 2, 0, 34, 70, 37, 4, 112, 100, 25, 12}}; }

// 1, 2, 3, ... in reading order, or from `first` on.
inline core::Grid counting_grid(std::int64_t rows, std::int64_t cols, int first = 1) {
    core::Grid grid(rows, cols);
    for (std::size_t i = 0; i < grid.values.size(); ++i)
        grid.values[i] = static_cast<float>(first + static_cast<int>(i));
    return grid;
}

inline core::PoolSpec square_spec(core::Op op, std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0) {
    core::PoolSpec spec;
    spec.op = op;
    spec.kernel = {kernel, kernel};
    spec.stride = {stride, stride};
    spec.padding = {padding, padding, padding, padding};
    return spec;
}

inline core::PoolSpec adaptive_spec(core::Op op, std::int64_t rows, std::int64_t cols) {
    core::PoolSpec spec;
    spec.op = op;
    spec.output_size = {rows, cols};
    return spec;
}

inline std::vector<float> pooled(const core::Grid& input, const core::PoolSpec& spec) {
    return core::pool_grid(input, spec).values.values;
}

// Mixtures in which ties, negatives, NaN and infinities are common.
enum class Mixture { ties, decimals, specials };

inline core::Grid random_grid(std::int64_t rows, std::int64_t cols, Mixture mixture, std::mt19937& random) {
    const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    core::Grid grid(rows, cols);
    for (float& value : grid.values) {
        value = static_cast<float>(draw(-3, 3));
        if (mixture == Mixture::decimals) value = static_cast<float>(draw(-9999, 9999)) / 100.0F;
        if (mixture != Mixture::specials) continue;
        const int kind = draw(0, 11);
        if (kind == 0) value = k_nan;
        if (kind == 1) value = k_inf;
        if (kind == 2 || kind == 3) value = -k_inf;
        if (kind == 4) value = -0.0F;
    }
    return grid;
}

// Every parameter in one line, so that a failure can be run again.
std::string describe(const core::PoolSpec& spec, std::int64_t height, std::int64_t width);
std::string describe(const core::Grid& grid);

// Equal as numbers, NaN equal to NaN; zeros with the same sign.
inline bool identical(float a, float b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return a == b && std::signbit(a) == std::signbit(b);
}

// Identical but for the last bit of a float, which two orders of summing may round apart.
inline bool nearly_identical(float a, float b) {
    if (identical(a, b) || a == b) return true;
    return std::isfinite(a) && std::isfinite(b) && std::nextafter(a, b) == b;
}

}  // namespace test
