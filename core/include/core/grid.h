// Grid: a small matrix of float32 values, row by row; what a class edits and what pooling it gives.
// Invariant: values.size() == rows * cols; rows and cols are at least 0 (0x0 is "nothing to show").
#pragma once

#include <cstdint>
#include <vector>

#include "core/check.h"

namespace core {

struct Grid {
    std::int64_t rows = 0;
    std::int64_t cols = 0;
    std::vector<float> values;

    Grid() = default;
    Grid(std::int64_t row_count, std::int64_t col_count, float fill = 0.0F)
        : rows(row_count), cols(col_count), values(static_cast<std::size_t>(row_count * col_count), fill) {}
    Grid(std::int64_t row_count, std::int64_t col_count, std::vector<float> content)
        : rows(row_count), cols(col_count), values(std::move(content)) {
        CORE_CHECK_EQ(static_cast<std::int64_t>(values.size()), rows * cols);
    }

    float& at(std::int64_t row, std::int64_t col) { return values[index(row, col)]; }
    float at(std::int64_t row, std::int64_t col) const { return values[index(row, col)]; }
    bool contains(std::int64_t row, std::int64_t col) const { return row >= 0 && col >= 0 && row < rows && col < cols; }
    bool empty() const { return values.empty(); }
    bool operator==(const Grid&) const = default;

private:
    std::size_t index(std::int64_t row, std::int64_t col) const {
        CORE_CHECK(contains(row, col));
        return static_cast<std::size_t>(row * cols + col);
    }
};

// a - b, cell by cell. MUST be of one size.
inline Grid difference(const Grid& a, const Grid& b) {
    CORE_CHECK_EQ(a.rows, b.rows);
    CORE_CHECK_EQ(a.cols, b.cols);
    Grid result = a;
    for (std::size_t i = 0; i < result.values.size(); ++i) result.values[i] -= b.values[i];
    return result;
}

}  // namespace core
