// Max-unpooling: zeros left behind, switches, collisions, sizes.
#include "core/unpool.h"

#include "cases.h"
#include "core/geometry.h"
#include "core/pool.h"
#include "support/catch.h"

using core::Grid;
using core::Op;
using core::PoolSpec;
using core::Size2;
using core::UnpoolSizes;
using Floats = std::vector<float>;
using Indices = std::vector<std::int64_t>;

namespace {

core::PooledGrid article_pooled() { return core::pool_grid(test::article_grid(), test::square_spec(Op::max, 2, 2)); }

UnpoolSizes sizes(std::int64_t kernel, std::int64_t stride, std::int64_t padding, std::int64_t outputs,
                  bool ceil = false, std::int64_t dilation = 1) {
    PoolSpec spec = test::square_spec(Op::max, kernel, stride, padding);
    spec.ceil = ceil;
    spec.dilation = {dilation, dilation};
    return core::unpool_sizes(spec, outputs, outputs)->h;
}

}  // namespace

TEST_CASE("unpool: the article's maxima go home, zeros are left") {
    const core::PooledGrid pooled = article_pooled();
    const core::UnpooledGrid result = core::unpool_grid(pooled.values, pooled.indices, {4, 4});
    CHECK(result.values.values == Floats{0, 20, 30, 0, 0, 0, 0, 0, 0, 0, 37, 0, 112, 0, 0, 0});
    CHECK(result.writer == Indices{-1, 0, 1, -1, -1, -1, -1, -1, -1, -1, 3, -1, 2, -1, -1, -1});
    CHECK(result.collisions.empty());
}

TEST_CASE("unpool: the last writer in reading order wins, and collisions are named") {
    const Grid values(2, 2, Floats{1, 2, 3, 4});
    const core::UnpooledGrid result = core::unpool_grid(values, Indices{0, 0, 2, 2}, {4, 4});
    CHECK(result.values.values == Floats{2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    CHECK(result.collisions == std::vector<core::Collision>{{0, {0, 1}, false}, {2, {2, 3}, false}});
    std::vector<float> out(16);
    CHECK(core::max_unpool(core::view_of(values), Indices{0, 0, 2, 2}, {4, 4}, out.data()) == 2);
    CHECK(out == result.values.values);
}

TEST_CASE("unpool: overlapping windows of max pooling collide without harm") {
    const Grid peak(3, 3, Floats{1, 2, 1, 2, 9, 2, 1, 2, 1});
    const core::PooledGrid pooled = core::pool_grid(peak, test::square_spec(Op::max, 2, 1));
    const core::UnpooledGrid result = core::unpool_grid(pooled.values, pooled.indices, {3, 3});
    CHECK(result.values.values == Floats{0, 0, 0, 0, 9, 0, 0, 0, 0});
    CHECK(result.collisions == std::vector<core::Collision>{{4, {0, 1, 2, 3}, true}});
}

TEST_CASE("unpool: another size reads the same indices elsewhere, as in PyTorch") {
    const core::PooledGrid pooled = article_pooled();
    const core::UnpooledGrid result = core::unpool_grid(pooled.values, pooled.indices, {3, 5});
    CHECK(result.values.values == Floats{0, 20, 30, 0, 0, 0, 0, 0, 0, 0, 37, 0, 112, 0, 0});
}

TEST_CASE("unpool: an index outside is a sentence") {
    // PyTorch: 5 x 5 pooled by 2 has index 18 in its last window, outside the usual 4 x 4.
    const core::PooledGrid pooled = core::pool_grid(test::counting_grid(5, 5), test::square_spec(Op::max, 2, 2));
    CHECK(pooled.indices == Indices{6, 8, 16, 18});
    const auto wrong = core::unpool_problem(pooled.indices, 2, 2, {4, 4});
    REQUIRE(wrong);
    CHECK(wrong->sentence() ==
          "The index in row 2, column 1 is 16 and names no cell of an output of 4 × 4. Use 0 to 15, or the size that "
          "was pooled.");
    CHECK_FALSE(core::unpool_problem(pooled.indices, 2, 2, {5, 5}));
    CHECK(core::unpool_problem(Indices{0, -1}, 1, 2, {4, 4})->key == "problem.unpool_index");
    const auto plane = core::unpool_problem(Indices{0, 1, 2, 99}, 1, 2, {4, 4});
    REQUIRE(plane);
    CHECK(plane->sentence().starts_with("The index in plane 2, row 1, column 2 is 99"));
    CHECK(core::unpool_problem({}, 1, 1, {0, 4})->key == "problem.unpool_size_not_positive");
    CHECK(core::unpool_problem({}, 1, 1, {1 << 20, 1 << 20})->key == "problem.unpool_size_too_large");
    CHECK(core::unpool_problem({}, 1, 1, {test::k_huge, test::k_huge})->key == "problem.unpool_size_too_large");
}

TEST_CASE("unpool: the usual size and what else pools to it") {
    CHECK(sizes(2, 2, 0, 2) == UnpoolSizes{4, 4, 5});
    CHECK(sizes(3, 2, 1, 2) == UnpoolSizes{3, 3, 4});
    CHECK(sizes(2, 2, 0, 3, true) == UnpoolSizes{6, 5, 6});
    CHECK(sizes(1, 2, 0, 16, true) == UnpoolSizes{31, 31, 32});
    CHECK(sizes(3, 1, 0, 4, false, 2) == UnpoolSizes{8, 8, 8});
    CHECK_FALSE(core::unpool_sizes(test::adaptive_spec(Op::adaptive_max, 2, 2), 2, 2));
    CHECK_FALSE(core::unpool_sizes(test::square_spec(Op::global_max, 1, 1), 1, 1));
}

TEST_CASE("unpool: the sizes are just those that pooling gives") {
    for (std::int64_t k = 1; k <= 4; ++k) {
        for (std::int64_t s = 1; s <= 4; ++s) {
            for (int mode = 0; mode < 24; ++mode) {
                PoolSpec spec = test::square_spec(Op::max, k, s);
                spec.padding = {mode % 3, 0, mode / 3 % 2 == 0 ? mode % 3 : 0, 0};
                spec.ceil = mode / 6 % 2 == 1;
                spec.dilation = {mode / 12 + 1, 1};
                spec.kernel.w = 1;
                spec.stride.w = 1;
                for (std::int64_t outputs = 1; outputs <= 5; ++outputs) {
                    const UnpoolSizes range = core::unpool_sizes(spec, outputs, 3)->h;
                    INFO(test::describe(spec, 0, 3)
                         << " outputs " << outputs << " sizes " << range.smallest << " to " << range.largest);
                    for (std::int64_t n = 1; n <= 40; ++n) {
                        const bool gives = !core::problem(spec, n, 3) && core::geometry(spec, n, 3).h.output == outputs;
                        CHECK(gives == (n >= range.smallest && n <= range.largest));
                    }
                }
            }
        }
    }
}

TEST_CASE("unpool: PyTorch takes less than a stride more or less than the usual size") {
    const PoolSpec spec = test::square_spec(Op::max, 2, 2);
    CHECK_FALSE(core::unpool_refusal(spec, 2, 2, {3, 5}));
    const auto both = core::unpool_refusal(spec, 2, 2, {6, 6});
    REQUIRE(both);
    CHECK(both->sentence() == "PyTorch would refuse this: output size 6 is not between 3 and 5.");
    CHECK(core::unpool_refusal(spec, 2, 2, {4, 2})->key == "refusal.pytorch_unpool_size_w");
}

TEST_CASE("unpool: pooling what was unpooled gives the same again") {
    std::mt19937 random(41);
    for (int i = 0; i < 200; ++i) {
        Grid input = test::random_grid(7, 6, test::Mixture::decimals, random);
        for (float& value : input.values) value = 1.0F + std::abs(value);  // zeros left behind must not win
        const PoolSpec spec = test::square_spec(Op::max, 1 + i % 3, 1 + i / 3 % 3);
        const core::PooledGrid pooled = core::pool_grid(input, spec);
        const core::UnpooledGrid back = core::unpool_grid(pooled.values, pooled.indices, {7, 6});
        for (std::size_t cell = 0; cell < input.values.size(); ++cell) {
            const bool won = back.writer[cell] >= 0;
            CHECK(back.values.values[cell] == (won ? input.values[cell] : 0.0F));
        }
        for (const core::Collision& collision : back.collisions) CHECK(collision.same_value);
        CHECK(core::pool_grid(back.values, spec) == pooled);
    }
}

TEST_CASE("unpool: the gradient goes to the values that stand in the output") {
    const std::vector<double> sent{1, 2, 3, 4};
    std::vector<double> arrived(3, 9.0);
    core::max_unpool_backward(core::dense_view(sent.data(), 1, 2, 2), Indices{3, 0, 3}, 1, 3, arrived.data());
    CHECK(arrived == std::vector<double>{0, 1, 4});
}

TEST_CASE("unpool: several planes of bytes, read through strides") {
    const std::vector<std::uint8_t> values{7, 8, 9, 10};  // 1 x 2 of 2 interleaved channels
    std::vector<float> out(6, -1.0F);
    CHECK(core::max_unpool(core::interleaved_view(values.data(), 2, 1, 2), Indices{2, 0, 1, 1}, {1, 3}, out.data()) ==
          1);
    CHECK(out == Floats{9, 0, 7, 0, 10, 0});
}
