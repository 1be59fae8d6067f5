#include "core/small_convolution.h"

#include "core/check.h"
#include "core/geometry.h"
#include "core/problem.h"

namespace core {
namespace {

double window_sum(const Grid& input, const SmallWeights& weights, std::int64_t top, std::int64_t left) {
    double sum = 0.0;
    for (std::int64_t i = 0; i < k_small_kernel_side; ++i) {
        for (std::int64_t j = 0; j < k_small_kernel_side; ++j) {
            if (!input.contains(top + i, left + j)) continue;
            const int weight = weights.numerators[static_cast<std::size_t>(i * k_small_kernel_side + j)];
            sum += weight * static_cast<double>(input.at(top + i, left + j));
        }
    }
    return sum / weights.divisor;
}

}  // namespace

SmallWeights small_weights(SmallKernel kernel) {
    if (kernel == SmallKernel::box) return {{1, 1, 1, 1, 1, 1, 1, 1, 1}, 9};
    return {{-1, -1, -1, -1, 8, -1, -1, -1, -1}, 1};
}

PoolSpec small_convolution_spec(std::int64_t padding) {
    PoolSpec spec;
    spec.op = Op::sum;
    spec.kernel = {k_small_kernel_side, k_small_kernel_side};
    spec.stride = {1, 1};
    spec.padding = {padding, padding, padding, padding};
    return spec;
}

Grid small_convolution(const Grid& input, SmallKernel kernel, std::int64_t padding) {
    const PoolSpec spec = small_convolution_spec(padding);
    CORE_CHECK(!problem(spec, input.rows, input.cols));
    const Geometry size = geometry(spec, input.rows, input.cols);
    const SmallWeights weights = small_weights(kernel);
    Grid output(size.h.output, size.w.output);
    for (std::int64_t row = 0; row < output.rows; ++row) {
        for (std::int64_t col = 0; col < output.cols; ++col)
            output.at(row, col) = static_cast<float>(window_sum(input, weights, row - padding, col - padding));
    }
    return output;
}

}  // namespace core
