// Box and edge on numbers worked by hand, and against the sums and averages of pooling.
#include "core/small_convolution.h"

#include "core/pool.h"
#include "core/problem.h"
#include "support/catch.h"

using core::Grid;
using core::SmallKernel;

namespace {

Grid table(std::int64_t rows, std::int64_t cols) {
    Grid grid(rows, cols);
    for (std::int64_t i = 0; i < rows * cols; ++i)
        grid.values[static_cast<std::size_t>(i)] = static_cast<float>((i * 37 + 11) % 101 - 40);
    return grid;
}

}  // namespace

TEST_CASE("small convolution: box and edge of nine numbers") {
    // 12 20 30 / 8 12 2 / 34 70 37 add up to 225: mean 25; 9 times the middle less the sum is 108 - 225.
    const Grid nine(3, 3, {12, 20, 30, 8, 12, 2, 34, 70, 37});
    CHECK(core::small_convolution(nine, SmallKernel::box, 0) == Grid(1, 1, 25.0F));
    CHECK(core::small_convolution(nine, SmallKernel::edge, 0) == Grid(1, 1, -117.0F));
}

TEST_CASE("small convolution: zeros stand around the input") {
    const Grid four(2, 2, {9, 18, 27, 36});
    // Every window holds all four numbers: 90 / 9; nine times the middle less 90.
    CHECK(core::small_convolution(four, SmallKernel::box, 1) == Grid(2, 2, {10, 10, 10, 10}));
    CHECK(core::small_convolution(four, SmallKernel::edge, 1) == Grid(2, 2, {-9, 72, 153, 234}));
    const Grid one(1, 1, std::vector<float>{9});
    CHECK(core::small_convolution(one, SmallKernel::box, 1) == Grid(1, 1, 1.0F));
    CHECK(core::small_convolution(one, SmallKernel::box, 2) == Grid(3, 3, 1.0F));
}

TEST_CASE("small convolution: the kernel is not turned round, and weights add up") {
    const core::SmallWeights box = core::small_weights(SmallKernel::box);
    const core::SmallWeights edge = core::small_weights(SmallKernel::edge);
    int box_sum = 0;
    int edge_sum = 0;
    for (const int weight : box.numerators) box_sum += weight;
    for (const int weight : edge.numerators) edge_sum += weight;
    CHECK(box_sum == box.divisor);
    CHECK(edge_sum == 0);
    CHECK(edge.numerators[4] == 8);
    // A single 9 in the middle shows the kernel itself.
    Grid dot(5, 5);
    dot.at(2, 2) = 9.0F;
    const Grid seen = core::small_convolution(dot, SmallKernel::edge, 1);
    CHECK(seen.at(2, 2) == 72.0F);
    CHECK(seen.at(1, 1) == -9.0F);
    CHECK(seen.at(0, 0) == 0.0F);
}

TEST_CASE(
    "small convolution: box is average pooling with padding counted, edge is nine times the middle less the sum") {
    for (const std::int64_t padding : {0, 1}) {
        const Grid input = table(7, 5);
        core::PoolSpec spec = core::small_convolution_spec(padding);
        const Grid sums = core::pool_grid(input, spec).values;
        spec.op = core::Op::average;
        CHECK(core::small_convolution(input, SmallKernel::box, padding) == core::pool_grid(input, spec).values);
        const Grid edge = core::small_convolution(input, SmallKernel::edge, padding);
        REQUIRE(edge.rows == sums.rows);
        for (std::int64_t row = 0; row < edge.rows; ++row) {
            for (std::int64_t col = 0; col < edge.cols; ++col) {
                const std::int64_t shift = 1 - padding;
                CHECK(edge.at(row, col) == 9.0F * input.at(row + shift, col + shift) - sums.at(row, col));
            }
        }
    }
}

TEST_CASE("small convolution: a flat input has no edges, and what does not fit says so") {
    CHECK(core::small_convolution(Grid(6, 4, 7.0F), SmallKernel::edge, 0) == Grid(4, 2, 0.0F));
    CHECK(core::problem(core::small_convolution_spec(0), 2, 2));
    CHECK_FALSE(core::problem(core::small_convolution_spec(1), 1, 1));
}
