// The plan of one call of windows.h: everything that is the same for all of its bands. Rows are counted on the lattice
// of a phase: with dilation d, stride s and g = gcd(d, s), output rows c, c + d/g, c + 2 d/g, ... read rows that lie d
// apart, and no others do; window n of phase c is the kh lattice rows from n s/g on. Without dilation there is one
// phase, and the lattice is the input's rows.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/method.h"

namespace core::engine {

// Cells behind a row that whole vectors may read and write: four times the lanes of the widest.
inline constexpr std::int64_t k_vector_room = 64;

// Rows of fewer windows spend their time on starting.
inline constexpr std::int64_t k_short_row = 1024;

// A step along the row: windows of `places` * `from` + `singles` taps out of windows of `from` taps.
struct RowStep {
    std::int64_t from = 1;
    int places = 1;
    int singles = 0;
    std::int64_t taps() const { return places * from + singles; }
};

// The steps that fold `kernel` taps with the fewest loads and stores.
class RowSteps {
public:
    static constexpr int k_most_taps = 7;  // of one step

    RowSteps() = default;
    explicit RowSteps(std::int64_t kernel);
    std::span<const RowStep> steps() const { return {steps_.data(), count_}; }

private:
    std::array<RowStep, 32> steps_;
    std::size_t count_ = 0;
};

struct WindowsPlan {
    // `cell_bytes`: of the type in which is calculated.
    WindowsPlan(const Geometry& geometry, std::int64_t cell_bytes);

    // Down the columns.
    std::int64_t group = 1;         // R: output rows folded together; 1: each by itself, from all of its rows
    std::int64_t phases = 1;        // d / g
    std::int64_t lattice_step = 1;  // s / g: lattice rows from one window to the next

    // Along the row.
    RowSteps row_steps;
    RowSteps line_steps;      // in cache lines
    std::int64_t reach = 0;   // cells from the first tap of the first window to the last of the last one
    std::int64_t padded = 0;  // columns of a row with its padding, some room for whole vectors behind

    // Whole blocks of R rows in what the windows of a group share, at most.
    std::int64_t shared_blocks(std::int64_t kernel) const { return group > 1 ? kernel / group - 1 : 0; }
};

// Whether the scratch that a plan asks for is within reason (it is not for a dilation far beyond the input).
bool within_reason(const Geometry& geometry);

// What the counts of an average are along one axis: the divisor of window (i, j) is rows[i] * cols[j]; never 0.
std::int64_t divisor_part(const PoolSpec& spec, const Axis& axis, std::int64_t output_index);

}  // namespace core::engine
