// Blur-pooling and max-blur-pooling against numbers worked by hand and against the formula cell by cell.
#include "core/blur_pool.h"

#include <cmath>

#include "cases.h"
#include "core/geometry.h"
#include "core/pool.h"
#include "support/catch.h"

using core::BlurEdge;
using core::BlurSpec;
using core::Grid;
using core::Op;
using core::PoolSpec;
using Floats = std::vector<float>;

namespace {

// The formula, with the padded board written out.
Grid blurred_slowly(const Grid& input, const BlurSpec& spec) {
    const std::vector<int> filter = core::binomial_filter(spec.size);
    const std::int64_t before = (spec.size - 1) / 2;
    const auto reflected = [&](std::int64_t at, std::int64_t n) {
        if (spec.edge == BlurEdge::circular) return (at + 7 * n) % n;
        while (at < 0 || at >= n) at = at < 0 ? -at : 2 * n - 2 - at;
        return at;
    };
    Grid result((input.rows + spec.stride.h - 1) / spec.stride.h, (input.cols + spec.stride.w - 1) / spec.stride.w);
    for (std::int64_t row = 0; row < result.rows; ++row) {
        for (std::int64_t col = 0; col < result.cols; ++col) {
            double sum = 0.0, weights = 0.0;
            for (std::int64_t i = 0; i < spec.size; ++i) {
                for (std::int64_t j = 0; j < spec.size; ++j) {
                    const double weight = filter[static_cast<std::size_t>(i)] * filter[static_cast<std::size_t>(j)];
                    weights += weight;
                    sum +=
                        weight * static_cast<double>(input.at(reflected(row * spec.stride.h + i - before, input.rows),
                                                              reflected(col * spec.stride.w + j - before, input.cols)));
                }
            }
            result.at(row, col) = static_cast<float>(sum / weights);
        }
    }
    return result;
}

}  // namespace

TEST_CASE("blur filters: the rows of Pascal's triangle") {
    CHECK(core::binomial_filter(1) == std::vector<int>{1});
    CHECK(core::binomial_filter(2) == std::vector<int>{1, 1});
    CHECK(core::binomial_filter(3) == std::vector<int>{1, 2, 1});
    CHECK(core::binomial_filter(4) == std::vector<int>{1, 3, 3, 1});
    CHECK(core::binomial_filter(5) == std::vector<int>{1, 4, 6, 4, 1});
    CHECK(core::binomial_filter(6) == std::vector<int>{1, 5, 10, 10, 5, 1});
    CHECK(core::binomial_filter(7) == std::vector<int>{1, 6, 15, 20, 15, 6, 1});
    for (int size = 1; size <= 7; ++size) {
        int sum = 0;
        for (const int weight : core::binomial_filter(size)) sum += weight;
        CHECK(sum == core::binomial_sum(size));
    }
}

TEST_CASE("blur-pool: 1-2-1 worked by hand, reflected at the edges") {
    const Grid column(5, 1, Floats{8, 0, 0, 4, 8});
    BlurSpec spec;
    spec.size = 1;
    CHECK(core::blur_pool(column, spec).values == Floats{8, 0, 8});
    // A single column cannot be reflected, so the row is doubled: every 1-2-1 across gives the value itself.
    const Grid twice(5, 2, Floats{8, 8, 0, 0, 0, 0, 4, 4, 8, 8});
    spec.size = 3;
    spec.stride = {1, 2};
    // (0+16+0)/4, (8+0+0)/4, (0+0+4)/4, (0+8+8)/4, (4+16+4)/4
    CHECK(core::blur_pool(twice, spec).values == Floats{4, 2, 1, 4, 6});
    spec.stride = {2, 2};
    CHECK(core::blur_pool(twice, spec).values == Floats{4, 1, 6});
    spec.edge = BlurEdge::circular;  // the ends are neighbours: (8+16+0)/4 and (4+16+8)/4
    CHECK(core::blur_pool(twice, spec).values == Floats{6, 1, 7});
    spec.edge = BlurEdge::reflect;
    spec.size = 2;  // no cell before, one after: (8+0)/2, (0+4)/2... and the last reflects the 4
    spec.stride = {1, 2};
    CHECK(core::blur_pool(twice, spec).values == Floats{4, 0, 2, 6, 6});
}

TEST_CASE("blur-pool: the formula for every filter, stride and edge") {
    std::mt19937 random(51);
    for (int size = 1; size <= 7; ++size) {
        for (std::int64_t stride = 1; stride <= 3; ++stride) {
            for (const BlurEdge edge : {BlurEdge::reflect, BlurEdge::circular}) {
                const Grid input = test::random_grid(6, 4 + size, test::Mixture::decimals, random);
                const BlurSpec spec{size, {stride, 3 - stride / 2}, edge};
                INFO("size " << size << " stride " << stride << " " << test::describe(input));
                REQUIRE_FALSE(core::blur_problem(spec, input.rows, input.cols));
                const Grid result = core::blur_pool(input, spec);
                const Grid expected = blurred_slowly(input, spec);
                CHECK(result.rows == expected.rows);
                REQUIRE(result.cols == expected.cols);
                for (std::size_t i = 0; i < expected.values.size(); ++i)
                    CHECK(result.values[i] == Approx(expected.values[i]).epsilon(1e-6).margin(1e-5));
            }
        }
    }
}

TEST_CASE("blur-pool: a flat picture stays flat, and the filter's weight is 1") {
    for (int size = 1; size <= 7; ++size)
        for (const float value : core::blur_pool(Grid(9, 8, 0.3F), {size, {2, 2}, BlurEdge::reflect}).values)
            CHECK(value == 0.3F);
}

TEST_CASE("blur-pool: what cannot be computed is a sentence") {
    const auto key = [](const BlurSpec& spec, std::int64_t height, std::int64_t width) {
        const auto found = core::blur_problem(spec, height, width);
        return found ? found->key : std::string();
    };
    CHECK(key({0, {1, 1}}, 5, 5) == "problem.blur_size");
    CHECK(key({8, {1, 1}}, 5, 5) == "problem.blur_size");
    CHECK(key({3, {0, 1}}, 5, 5) == "problem.stride_not_positive_h");
    CHECK(key({3, {1, 1}}, 0, 5) == "problem.input_empty");
    CHECK(key({3, {1, 1}}, 1, 5) == "problem.blur_reflection_h");
    CHECK(key({3, {1, 1}}, 2, 2).empty());
    CHECK(key({7, {1, 1}}, 4, 4).empty());
    CHECK(key({3, {1, 1}, BlurEdge::circular}, 1, 1).empty());
    const auto few = core::blur_problem({7, {1, 1}}, 3, 3);
    REQUIRE(few);
    CHECK(few->sentence() ==
          "A blur filter of 7 mirrors the edges and needs 4 rows and columns, here 3. Use a filter of 1 to 5.");
}

TEST_CASE("max-blur-pool: the largest of every window, then the blur") {
    // Dense max of 0 0 1 1 0 0 1 1 with k2 is 0 1 1 1 0 1 1; 1-2-1 reflected, every second:
    // (1+0+1)/4, (1+2+1)/4, (1+0+1)/4, (1+2+1)/4.
    const Grid rows(3, 8, Floats{0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1});
    const Grid result = core::max_blur_pool(rows, test::square_spec(Op::max, 2, 2), 3);
    CHECK(result.rows == 1);
    CHECK(result.values == Floats{0.5F, 1, 0.5F, 1});
    CHECK(core::max_blur_pool(rows, test::square_spec(Op::max, 2, 2), 1).values == Floats{0, 1, 0, 1});
}

TEST_CASE("max-blur-pool: the size of ordinary pooling, and of its dense maxima a mean") {
    std::mt19937 random(52);
    for (int i = 0; i < 100; ++i) {
        const Grid input = test::random_grid(9, 11, test::Mixture::decimals, random);
        PoolSpec spec = test::square_spec(i % 2 == 0 ? Op::max : Op::min, 1 + i % 3, 1 + i % 4, (1 + i % 3) / 2);
        const int size = 1 + i % 5;
        INFO(test::describe(spec, 9, 11) << " blur " << size);
        REQUIRE_FALSE(core::max_blur_problem(spec, size, 9, 11));
        const Grid result = core::max_blur_pool(input, spec, size);
        const core::Geometry ordinary = core::geometry(spec, 9, 11);
        CHECK(result.rows == ordinary.h.output);
        CHECK(result.cols == ordinary.w.output);
        const Grid dense = core::pool_grid(input, core::dense(spec)).values;
        CHECK(result == core::blur_pool(dense, {size, spec.stride}));
    }
}

TEST_CASE("max-blur-pool: problems of both stages") {
    CHECK(core::max_blur_problem(test::square_spec(Op::max, 5, 5), 3, 4, 4)->key == "problem.kernel_too_large");
    CHECK(core::max_blur_problem(test::square_spec(Op::max, 4, 4), 3, 4, 4)->key == "problem.blur_reflection");
    CHECK_FALSE(core::max_blur_problem(test::square_spec(Op::max, 4, 4), 3, 4, 4, BlurEdge::circular));
    CHECK_FALSE(core::max_blur_problem(test::square_spec(Op::max, 3, 2), 3, 4, 4));
}

TEST_CASE("blur-pool: several planes of bytes, read through strides") {
    const std::vector<std::uint8_t> pixels{4, 0, 8, 100, 4, 0, 8, 100};  // 2 x 2 of 2 interleaved channels
    std::vector<float> out(2);
    core::blur_pool(core::interleaved_view(pixels.data(), 2, 2, 2), {2, {2, 2}, BlurEdge::reflect}, out.data());
    CHECK(out == Floats{6, 50});
}
