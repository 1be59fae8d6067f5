// The shift experiment, on rows small enough to shift in the head.
#include "core/shift.h"

#include "cases.h"
#include "core/blur_pool.h"
#include "core/pool.h"
#include "support/catch.h"

using core::Grid;
using core::GridFunction;
using core::Op;
using core::PoolSpec;
using core::ShiftCompare;
using core::ShiftOutcome;
using Floats = std::vector<float>;

namespace {

Grid stripes() { return {1, 8, Floats{0, 0, 1, 1, 0, 0, 1, 1}}; }

PoolSpec row_spec(Op op) {
    PoolSpec spec;
    spec.op = op;
    spec.kernel = spec.stride = {1, 2};
    return spec;
}

GridFunction pooling(const PoolSpec& spec) {
    return [spec](const Grid& input) { return core::pool_grid(input, spec).values; };
}

core::ShiftRule followed(std::int64_t h, std::int64_t w) {
    return {.compare = ShiftCompare::followed, .stride = {h, w}};
}

GridFunction max_blur(int size) {
    PoolSpec spec = row_spec(Op::max);
    return [spec, size](const Grid& input) {
        // Round the row, so that no edge takes part: the windows of the last cell go on at the first.
        Grid around(1, input.cols + 1);
        for (std::int64_t col = 0; col <= input.cols; ++col) around.at(0, col) = input.at(0, col % input.cols);
        return core::max_blur_pool(around, spec, size, core::BlurEdge::circular);
    };
}

}  // namespace

TEST_CASE("circular shift: what leaves on one side enters on the other") {
    const Grid grid(2, 3, Floats{1, 2, 3, 4, 5, 6});
    CHECK(core::circular_shift(grid, 0, 1).values == Floats{3, 1, 2, 6, 4, 5});
    CHECK(core::circular_shift(grid, 1, 0).values == Floats{4, 5, 6, 1, 2, 3});
    CHECK(core::circular_shift(grid, -1, -4) == core::circular_shift(grid, 1, 2));
    CHECK(core::circular_shift(grid, 2, 3) == grid);
}

TEST_CASE("shift: 0 0 1 1 0 0 1 1 by one turns max 0 1 0 1 into 1 1 1 1, 2 of 4 the same") {
    const GridFunction max = pooling(row_spec(Op::max));
    const Grid before = max(stripes());
    CHECK(before.values == Floats{0, 1, 0, 1});
    const ShiftOutcome outcome = core::shift_outcome(stripes(), before, max, 0, 1);
    CHECK(outcome.after.values == Floats{1, 1, 1, 1});
    CHECK(outcome.same == 2);
    CHECK(outcome.outputs == 4);
    CHECK(outcome.share() == 0.5);
    CHECK(outcome.changed == std::vector<bool>{true, false, true, false});
    CHECK(core::shift_outcome(stripes(), before, max, 0, -1).after.values == Floats{1, 1, 1, 1});
    CHECK(core::shift_outcome(stripes(), before, max, 0, 0).same == 4);
    CHECK(core::shift_outcome(stripes(), before, max, 0, 4).same == 4);
}

TEST_CASE("shift: followed, a shift by the stride only moves the output") {
    const GridFunction max = pooling(row_spec(Op::max));
    const Grid before = max(stripes());
    CHECK(core::shift_outcome(stripes(), before, max, 0, 2).same == 0);
    CHECK(core::shift_outcome(stripes(), before, max, 0, 2, followed(1, 2)).same == 4);
    CHECK(core::shift_outcome(stripes(), before, max, 0, -2, followed(1, 2)).same == 4);
    CHECK(core::shift_outcome(stripes(), before, max, 0, 1, followed(1, 2)).same == 2);
    CHECK(core::shift_outcome(stripes(), before, max, 0, -1, followed(1, 2)).same == 2);
}

TEST_CASE("shift: consistency over all shifts counts each once") {
    const core::ShiftConsistency max = core::shift_consistency(stripes(), pooling(row_spec(Op::max)));
    CHECK(max.shares.values == Floats{1, 0.5F, 0, 0.5F, 1, 0.5F, 0, 0.5F});
    CHECK(max.mean == Approx(3.0 / 7.0));
    const core::ShiftConsistency along = core::shift_consistency(stripes(), pooling(row_spec(Op::max)), followed(1, 2));
    CHECK(along.shares.values == Floats{1, 0.5F, 1, 0.5F, 1, 0.5F, 1, 0.5F});
    PoolSpec dense = row_spec(Op::max);
    dense.stride = {1, 1};
    dense.kernel = {1, 1};
    CHECK(core::shift_consistency(stripes(), pooling(dense), followed(1, 1)).mean == 1.0);
    CHECK(core::shift_consistency(Grid(3, 3, 2.0F), pooling(row_spec(Op::max))).mean == 1.0);
    CHECK(core::shift_consistency(Grid(1, 1, 2.0F), pooling(dense)).mean == 1.0);
}

TEST_CASE("shift: the blur lessens what a shift by one changes") {
    const Grid before_max = pooling(row_spec(Op::max))(stripes());
    const auto change = [&](const GridFunction& pool) {
        const Grid before = pool(stripes());
        const Grid after = core::shift_outcome(stripes(), before, pool, 0, 1).after;
        float most = 0.0F;
        for (std::size_t i = 0; i < before.values.size(); ++i)
            most = std::max(most, std::abs(before.values[i] - after.values[i]));
        return most;
    };
    CHECK(before_max.values.size() == max_blur(3)(stripes()).values.size());
    CHECK(change(pooling(row_spec(Op::max))) == 1.0F);
    CHECK(change(max_blur(3)) < change(pooling(row_spec(Op::max))));
    CHECK(change(max_blur(5)) < change(max_blur(3)));
}

TEST_CASE("shift: a tolerance, NaN and infinities") {
    const Grid input(1, 4, Floats{1, 1.25F, test::k_nan, test::k_inf});
    const GridFunction as_it_is = [](const Grid& grid) { return grid; };
    CHECK(core::shift_outcome(input, input, as_it_is, 0, 0).same == 4);
    CHECK(core::shift_outcome(input, input, as_it_is, 0, 1).same == 0);
    CHECK(core::shift_outcome(input, input, as_it_is, 0, 1, {.tolerance = 0.25F}).same == 1);
}
