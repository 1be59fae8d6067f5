#include "engine/windows_plan.h"

#include <limits>
#include <numeric>

#include "axis_layout.h"

namespace core::engine {
namespace {

// Loads and stores for each value of the last step to `kernel` taps alone.
constexpr double k_step_overhead = 1.5;

RowStep step_to(std::int64_t kernel, int places) {
    return {kernel / places, places, static_cast<int>(kernel % places)};
}

double cost_of(std::int64_t kernel);

// The best last step; the windows before it are a fraction as long, so the recursion is short.
RowStep best_step(std::int64_t kernel, double& cost) {
    RowStep best;
    cost = std::numeric_limits<double>::infinity();
    for (int places = 2; places <= std::min<std::int64_t>(kernel, 5); ++places) {
        const RowStep step = step_to(kernel, places);
        if (step.places + step.singles > RowSteps::k_most_taps) continue;
        const double here = cost_of(step.from) + step.places + step.singles + k_step_overhead;
        if (here < cost) {
            cost = here;
            best = step;
        }
    }
    return best;
}

double cost_of(std::int64_t kernel) {
    if (kernel == 1) return 0.0;
    // Long windows are a small matter of the first steps: halving them keeps the search short.
    if (kernel > 4096) return cost_of(kernel / 2) + 2.0 + static_cast<double>(kernel % 2) + k_step_overhead;
    double cost = 0.0;
    best_step(kernel, cost);
    return cost;
}

std::int64_t rows_together(std::int64_t kernel, std::int64_t lattice_step) {
    constexpr std::int64_t k_most_taps_direct = 8;  // times the stride
    if (kernel == 1 || (lattice_step > 1 && kernel <= k_most_taps_direct * lattice_step)) return 1;
    if (kernel < 4) return 2;
    if (kernel < 8) return 4;
    if (kernel < 96) return 8;
    return kernel < 1024 ? 16 : 32;
}

std::int64_t reach_of(const Axis& axis) {
    return (axis.output - 1) * axis.stride + effective_kernel(axis.kernel, axis.dilation);
}

}  // namespace

RowSteps::RowSteps(std::int64_t kernel) {
    while (kernel > 1) {
        double cost = 0.0;
        const RowStep step = kernel > 4096 ? step_to(kernel, 2) : best_step(kernel, cost);
        steps_[count_++] = step;
        kernel = step.from;
    }
    std::reverse(steps_.begin(), steps_.begin() + static_cast<std::ptrdiff_t>(count_));
}

WindowsPlan::WindowsPlan(const Geometry& geometry, std::int64_t cell_bytes)
    : row_steps(geometry.w.kernel), line_steps(geometry.w.kernel * cell_bytes / 64), reach(reach_of(geometry.w)) {
    const std::int64_t common = std::gcd(geometry.h.stride, geometry.h.dilation);
    phases = geometry.h.dilation / common;
    lattice_step = geometry.h.stride / common;
    group = rows_together(geometry.h.kernel, lattice_step);
    padded = std::max(reach, geometry.w.pad_begin + geometry.w.input) + k_vector_room;
}

bool within_reason(const Geometry& geometry) {
    const std::int64_t small = 1024;
    const auto fits = [&](const Axis& axis) {
        return axis.kind == Axis::Kind::sliding && reach_of(axis) <= 4 * std::max(small, axis.input);
    };
    return fits(geometry.h) && fits(geometry.w);
}

std::int64_t divisor_part(const PoolSpec& spec, const Axis& axis, std::int64_t output_index) {
    const Span taps = span(axis, output_index);
    const Span counted =
        counts_padding(spec) ? clipped(taps, -axis.pad_begin, axis.input + axis.pad_end) : clipped(taps, 0, axis.input);
    return std::max<std::int64_t>(1, counted.count);  // no tap: the sum is 0 and stays it
}

}  // namespace core::engine
