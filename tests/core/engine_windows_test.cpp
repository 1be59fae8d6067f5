// The "windows" method where its algorithm turns: lengths around a vector and a cache line along the row, groups and
// blocks of rows down the columns, lattices of dilated windows, rows that want order, output past the caches.
#include <random>

#include "cases.h"
#include "core/page_buffer.h"
#include "core/pool.h"
#include "core/problem.h"
#include "instruction_sets.h"
#include "support/catch.h"

using core::Grid;
using core::Op;
using core::PoolSpec;
using core::Sums;
using namespace test;

namespace {

std::vector<float> by_windows(const Grid& input, const PoolSpec& spec, Sums sums, int threads) {
    core::PoolOptions options;
    options.threads = threads;
    options.sums = sums;
    const core::Geometry where = core::geometry(spec, input.rows, input.cols);
    std::vector<float> values(static_cast<std::size_t>(where.windows()), 12345.0F);
    const core::PoolOut out{values.data(), nullptr};
    REQUIRE(core::pool_method(core::view_of(input), spec, out, options) == "windows");
    core::pool(core::view_of(input), spec, out, options);
    return values;
}

// Whole numbers: every sum is exact, so that averages are the definition's to the last bit.
void expect_the_definition(const Grid& input, const PoolSpec& spec) {
    const std::vector<float> expected = pooled(input, spec);
    for_each_instruction_set([&](const char* set) {
        for (const int threads : {1, 3}) {
            for (const Sums sums : {Sums::single, Sums::exact}) {
                const std::vector<float> actual = by_windows(input, spec, sums, threads);
                std::size_t wrong = 0;
                while (wrong < actual.size() && identical(actual[wrong], expected[wrong])) ++wrong;
                if (wrong == actual.size()) continue;
                FAIL_CHECK(set << ", " << threads << " threads, value " << wrong << ": " << actual[wrong] << ", not "
                               << expected[wrong] << "\n  " << describe(spec, input.rows, input.cols));
            }
        }
    });
}

PoolSpec windows_spec(Op op, core::Size2 kernel, core::Size2 stride = {1, 1}) {
    PoolSpec spec;
    spec.op = op;
    spec.kernel = kernel;
    spec.stride = stride;
    return spec;
}

}  // namespace

TEST_CASE("windows: a maximum and an average worked by hand") {
    const Grid input = article_grid();
    for_each_instruction_set([&](const char* set) {
        INFO(set);
        CHECK(by_windows(input, windows_spec(Op::max, {3, 3}), Sums::single, 1) ==
              std::vector<float>{70.0F, 70.0F, 112.0F, 100.0F});
        CHECK(by_windows(input, windows_spec(Op::average, {2, 4}), Sums::single, 1) ==
              std::vector<float>{84.0F / 8, 167.0F / 8, 394.0F / 8});
    });
}

TEST_CASE("windows: every length along a row, beside and beyond vectors and cache lines") {
    std::mt19937 random(11);
    for (std::int64_t kernel = 1; kernel <= 150; kernel += kernel < 40 ? 1 : 11) {
        const Grid input =
            random_grid(2, 150 + kernel % 7, kernel % 2 == 0 ? Mixture::ties : Mixture::specials, random);
        for (const Op op : {Op::max, Op::min, Op::sum}) {
            if (op == Op::sum && kernel % 2 == 1) continue;  // infinities of both signs
            PoolSpec spec = windows_spec(op, {1, kernel});
            spec.padding.left = kernel / 3;
            expect_the_definition(input, spec);
        }
    }
}

TEST_CASE("windows: every number of rows, in groups, in blocks and in both") {
    std::mt19937 random(12);
    for (const std::int64_t kernel : {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 95, 96, 97, 130}) {
        const Grid input = random_grid(140, 19, Mixture::ties, random);
        for (const Op op : {Op::max, Op::average}) {
            for (const std::int64_t stride : {1, 3}) {
                PoolSpec spec = windows_spec(op, {kernel, 2}, {stride, 1});
                spec.padding.top = kernel / 2;
                spec.padding.bottom = kernel / 3;
                spec.count_include_pad = kernel % 2 == 0;
                expect_the_definition(input, spec);
            }
        }
    }
}

TEST_CASE("windows: dilations and strides that share a divisor and that do not") {
    std::mt19937 random(13);
    const Grid input = random_grid(41, 47, Mixture::ties, random);
    for (const std::int64_t dilation : {2, 3, 4, 6}) {
        for (const std::int64_t stride : {1, 2, 3, 4}) {
            PoolSpec spec = windows_spec(Op::max, {5, 4}, {stride, stride});
            spec.dilation = {dilation, dilation};
            expect_the_definition(input, spec);
            spec.op = Op::sum;
            expect_the_definition(input, spec);
        }
    }
}

TEST_CASE("windows: the first of two zeros and a lone NaN, wherever they lie in large windows") {
    std::mt19937 random(14);
    for (int i = 0; i < 12; ++i) {
        Grid input(60, 70, 0.0F);
        for (int zeros = 0; zeros < 4; ++zeros) {
            input.values[random() % input.values.size()] = -0.0F;
        }
        if (i % 3 == 0) input.values[random() % input.values.size()] = k_nan;
        const auto kernel = static_cast<std::int64_t>(2 + random() % 30);
        for (const Op op : {Op::max, Op::min}) {
            expect_the_definition(input, windows_spec(op, {kernel, kernel}, {1 + i % 2, 1}));
        }
    }
}

TEST_CASE("windows: output far larger than the caches, rows that start anywhere in a line") {
    constexpr std::int64_t k_rows = 2100;
    constexpr std::int64_t k_cols = 4101;
    core::PageBuffer input(k_rows * k_cols * sizeof(float));
    core::PageBuffer output(k_rows * k_cols * sizeof(float));
    for (std::int64_t i = 0; i < k_rows * k_cols; ++i) input.as<float>()[i] = static_cast<float>(i % 251);
    const core::View<float> view = core::dense_view(input.as<float>(), 1, k_rows, k_cols);
    PoolSpec spec = windows_spec(Op::average, {3, 5});
    spec.padding = {1, 2, 1, 2};
    core::pool(view, spec, {output.as<float>(), nullptr});
    const core::Geometry where = core::geometry(spec, k_rows, k_cols);
    std::int64_t wrong = 0;
    for (std::int64_t cell = 0; cell < where.windows(); cell += 97) {
        const float expected = core::pool_window(view, spec, where, cell / k_cols, cell % k_cols);
        if (!identical(output.as<float>()[cell], expected)) ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("many planes at once, past the caches, give the bits of each plane by itself") {
    constexpr std::int64_t k_planes = 40;
    constexpr std::int64_t k_most_side = 256;
    core::PageBuffer input(k_planes * k_most_side * k_most_side * sizeof(float));
    core::PageBuffer together(k_planes * k_most_side * k_most_side * sizeof(float));
    std::mt19937 random(15);
    for (std::int64_t i = 0; i < k_planes * k_most_side * k_most_side; ++i)
        input.as<float>()[i] = static_cast<float>(random() % 4001) / 8.0F - 250.0F;
    struct Shape {
        std::int64_t kernel, stride, side;
    };
    // Rows of 128 results begin with cache lines, those of 114 do not.
    constexpr Shape k_shapes[] = {{2, 2, 256}, {2, 2, 228}, {3, 2, 256},  {3, 2, 227},  {3, 1, 128},  {4, 1, 128},
                                  {5, 1, 128}, {9, 1, 128}, {17, 1, 128}, {31, 1, 114}, {33, 1, 128}, {63, 1, 128}};
    for (const auto& [kernel, stride, side] : k_shapes) {
        for (const Op op : {Op::max, Op::average}) {
            PoolSpec spec = windows_spec(op, {kernel, kernel}, {stride, stride});
            const std::int64_t pad = stride == 1 ? (kernel - 1) / 2 : 0;
            spec.padding = {pad, pad, stride == 1 ? kernel / 2 : 1, stride == 1 ? kernel / 2 : 1};
            const core::View<float> all = core::dense_view(input.as<float>(), k_planes, side, side);
            const core::Geometry where = core::geometry(spec, side, side);
            core::pool(all, spec, {together.as<float>(), nullptr});
            std::vector<float> alone(static_cast<std::size_t>(where.windows()));
            std::int64_t wrong = 0;
            for (std::int64_t plane = 0; plane < k_planes; ++plane) {
                core::pool(all.plane(plane), spec, {alone.data(), nullptr});
                const float* const found = together.as<float>() + plane * where.windows();
                for (std::size_t i = 0; i < alone.size(); ++i) wrong += identical(found[i], alone[i]) ? 0 : 1;
            }
            CAPTURE(describe(spec, side, side));
            CHECK(wrong == 0);
        }
    }
}
