// The poolings of the shift experiment with and without an edge: numbers worked by hand first.
#include "core/shift_pool.h"

#include "cases.h"
#include "core/pool.h"
#include "support/catch.h"

using core::Grid;
using core::ShiftEdge;
using core::ShiftMethod;
using core::ShiftPool;
using Floats = std::vector<float>;

namespace {

Grid pairs() { return {1, 8, Floats{0, 0, 1, 1, 0, 0, 1, 1}}; }

Grid pooled(const Grid& grid, ShiftMethod method, ShiftEdge edge = ShiftEdge::wrap, int blur = 3) {
    return core::shift_pool(grid, {.method = method, .blur = blur, .edge = edge});
}

}  // namespace

TEST_CASE("shift pool: 0 0 1 1 0 0 1 1 round, before and after a move by one") {
    const Grid moved = core::shifted(pairs(), 0, 1, ShiftEdge::wrap);
    CHECK(moved.values == Floats{1, 0, 0, 1, 1, 0, 0, 1});
    CHECK(pooled(pairs(), ShiftMethod::max).values == Floats{0, 1, 0, 1});
    CHECK(pooled(moved, ShiftMethod::max).values == Floats{1, 1, 1, 1});
    CHECK(pooled(pairs(), ShiftMethod::max_blur).values == Floats{0.5F, 1, 0.5F, 1});
    CHECK(pooled(moved, ShiftMethod::max_blur).values == Floats{0.75F, 0.75F, 0.75F, 0.75F});
    CHECK(pooled(pairs(), ShiftMethod::average).values == Floats{0, 1, 0, 1});
    CHECK(pooled(moved, ShiftMethod::average).values == Floats{0.5F, 0.5F, 0.5F, 0.5F});
}

TEST_CASE("shift pool: with zeros the blur reflects as the paper's code does") {
    const Grid moved = core::shifted(pairs(), 0, 1, ShiftEdge::zero);
    CHECK(moved.values == Floats{0, 0, 0, 1, 1, 0, 0, 1});
    CHECK(pooled(moved, ShiftMethod::max, ShiftEdge::zero).values == Floats{0, 1, 1, 1});
    // largest of two neighbours: 0 0 1 1 1 0 1; at 0, 2, 4, 6 with weights 1 2 1 over 4, reflected
    CHECK(pooled(moved, ShiftMethod::max_blur, ShiftEdge::zero).values == Floats{0, 0.75F, 0.75F, 0.5F});
}

TEST_CASE("shift pool: likeness after a move by one is 50 % for max, 75 % for max-blur") {
    const Grid moved = core::shifted(pairs(), 0, 1, ShiftEdge::wrap);
    const double range = core::shift_range(pairs(), ShiftEdge::wrap);
    CHECK(range == 1.0);
    const auto change = [&](ShiftMethod method) {
        return core::shift_change(pooled(pairs(), method), pooled(moved, method), 0.0F);
    };
    const core::ShiftChange max = change(ShiftMethod::max);
    CHECK(max.changes() == 2);
    CHECK(max.least == 1.0);
    CHECK(max.most == 1.0);
    CHECK(max.likeness(range) == 0.5);
    const core::ShiftChange blur = change(ShiftMethod::max_blur);
    CHECK(blur.changes() == 4);
    CHECK(blur.most == 0.25);
    CHECK(blur.likeness(range) == 0.75);
}

TEST_CASE("shift pool: stripes flip under stride 2 when nothing is pooled, and vanish under max") {
    const Grid stripes(1, 6, Floats{0, 1, 0, 1, 0, 1});
    const Grid moved = core::shifted(stripes, 0, 1, ShiftEdge::wrap);
    const ShiftPool skip{.kernel = 1};
    CHECK(core::shift_pool(stripes, skip).values == Floats{0, 0, 0});
    CHECK(core::shift_pool(moved, skip).values == Floats{1, 1, 1});
    CHECK(core::is_uniform(pooled(stripes, ShiftMethod::max)));
    CHECK_FALSE(core::is_uniform(stripes));
}

TEST_CASE("shift pool: all methods give outputs of one size, with problems said where there are any") {
    for (const ShiftEdge edge : {ShiftEdge::wrap, ShiftEdge::zero}) {
        for (std::int64_t rows = 1; rows <= 9; ++rows) {
            for (std::int64_t k = 1; k <= 4; ++k) {
                for (std::int64_t s = 1; s <= 4; ++s) {
                    const Grid grid = test::counting_grid(rows, 9);
                    const ShiftPool max{.kernel = k, .stride = s, .edge = edge};
                    CAPTURE(rows, k, s, edge == ShiftEdge::wrap);
                    if (core::shift_problem(max, rows, 9)) {
                        CHECK((rows > 1 && k > rows));
                        continue;
                    }
                    const Grid expected = core::shift_pool(grid, max);
                    if (edge == ShiftEdge::wrap) CHECK(expected.cols == (9 + s - 1) / s);
                    for (const ShiftMethod method : {ShiftMethod::max_blur, ShiftMethod::average}) {
                        ShiftPool other = max;
                        other.method = method;
                        if (core::shift_problem(other, rows, 9)) continue;
                        const Grid found = core::shift_pool(grid, other);
                        CHECK(found.rows == expected.rows);
                        CHECK(found.cols == expected.cols);
                    }
                }
            }
        }
    }
}

TEST_CASE("shift pool: round, a move by the stride only moves the outputs along") {
    const Grid grid = test::counting_grid(6, 6);
    for (const ShiftMethod method : {ShiftMethod::max, ShiftMethod::max_blur, ShiftMethod::average}) {
        const core::GridFunction pool = [method](const Grid& input) { return pooled(input, method); };
        const core::ShiftRule rule{.compare = core::ShiftCompare::followed, .stride = {2, 2}};
        CHECK(core::shift_outcome(grid, pool(grid), pool, 2, -4, rule).changes() == 0);
    }
}

TEST_CASE("shift: consistency with zeros goes both ways, its likenesses are those of each shift") {
    const core::GridFunction pool = [](const Grid& input) { return pooled(input, ShiftMethod::max, ShiftEdge::zero); };
    const core::ShiftConsistency all = core::shift_consistency(pairs(), pool, {.edge = ShiftEdge::zero});
    CHECK(all.first_right == -7);
    CHECK(all.likenesses.cols == 15);
    CHECK(all.likenesses.at(0, 7) == 1.0F);
    CHECK(all.likenesses.at(0, 8) == 0.75F);  // 0 1 0 1 becomes 0 1 1 1
    CHECK(all.likenesses.at(0, 14) == 0.5F);  // one 0 is left: 0 0 0 0
}

TEST_CASE("shift pool: an output reads exactly the cells of its reach") {
    CHECK(core::shift_reach({.method = ShiftMethod::max}, 3, 8) == core::ShiftReach{6, 2});
    CHECK(core::shift_reach({.method = ShiftMethod::max_blur}, 0, 8) == core::ShiftReach{-1, 4});
    CHECK(core::shift_reach({.method = ShiftMethod::max_blur, .edge = ShiftEdge::zero}, 0, 8) ==
          core::ShiftReach{0, 3});
    constexpr std::int64_t k_size = 11;
    for (const ShiftMethod method : {ShiftMethod::max, ShiftMethod::max_blur, ShiftMethod::average}) {
        for (const ShiftEdge edge : {ShiftEdge::wrap, ShiftEdge::zero}) {
            for (int blur = 1; blur <= core::k_largest_blur; ++blur) {
                const ShiftPool pool{method, 3, 2, blur, edge};
                if (core::shift_problem(pool, 1, k_size)) continue;
                for (std::int64_t cell = 0; cell < k_size; ++cell) {
                    Grid one(1, k_size);
                    one.at(0, cell) = 1.0F;
                    const Grid out = core::shift_pool(one, pool);
                    for (std::int64_t output = 0; output < out.cols; ++output) {
                        const core::ShiftReach reach = core::shift_reach(pool, output, k_size);
                        const std::int64_t on = ((cell - reach.first) % k_size + k_size) % k_size;
                        CAPTURE(static_cast<int>(method), static_cast<int>(edge), blur, cell, output);
                        CHECK((out.at(0, output) > 0.0F) == (on < reach.count));
                    }
                }
            }
        }
    }
}
