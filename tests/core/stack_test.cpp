// Receptive fields: the formulas on numbers worked by hand, and against cones traced cell by cell.
#include "core/stack.h"

#include <set>

#include "cases.h"
#include "support/catch.h"

using core::Cone;
using core::Op;
using core::PoolSpec;
using core::Reach;
using core::Stack;
using Cells = std::vector<std::int64_t>;

namespace {

PoolSpec layer(std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0) {
    return test::square_spec(Op::max, kernel, stride, padding);
}

}  // namespace

TEST_CASE("stack: field, jump and start of three layers") {
    // 3x3 padded, 2x2 pooling, 3x3 padded: fields 3, 4, 8; jumps 1, 2, 2; starts 0, 0.5, 0.5.
    const Stack stack = core::stack({layer(3, 1, 1), layer(2, 2), layer(3, 1, 1)}, 8, 8);
    REQUIRE(stack.levels.size() == 4);
    CHECK(stack.levels[0] == Stack::Level{8, 8, Reach{1, 1, 0.0}, Reach{1, 1, 0.0}});
    CHECK(stack.levels[1] == Stack::Level{8, 8, Reach{3, 1, 0.0}, Reach{3, 1, 0.0}});
    CHECK(stack.levels[2] == Stack::Level{4, 4, Reach{4, 2, 0.5}, Reach{4, 2, 0.5}});
    CHECK(stack.levels[3] == Stack::Level{4, 4, Reach{8, 2, 0.5}, Reach{8, 2, 0.5}});
    const core::ReachFormula formula = core::reach_formula(*stack.levels[2].h, stack.layers[2].h, *stack.levels[3].h);
    CHECK(formula.field == "8 = 4+(3−1)·2");
    CHECK(formula.jump == "2 = 2·1");
    CHECK(formula.start == "0.5 = 0.5+((3−1)/2−1)·2");
}

TEST_CASE("stack: dilation and padding in the formulas") {
    PoolSpec dilated = layer(3, 2, 3);
    dilated.dilation = {2, 2};
    const Stack stack = core::stack({dilated, layer(2, 2)}, 12, 12);
    CHECK(*stack.levels[1].w == Reach{5, 2, -1.0});
    CHECK(*stack.levels[2].w == Reach{7, 4, 0.0});
    CHECK(core::reach_formula(*stack.levels[0].w, stack.layers[0].w, *stack.levels[1].w).field == "5 = 1+(3−1)·2·1");
    const core::ReachFormula formula =
        core::reach_formula(*stack.levels[1].w, stack.layers[1].w, *stack.levels[2].w, core::Minus::ascii);
    CHECK(formula.field == "7 = 5+(2-1)·2");
    CHECK(formula.start == "0 = (-1)+((2-1)/2-0)·2");
}

TEST_CASE("stack: the first layers of ResNet reach 11 cells") {
    // 7x7 s2 p3, 3x3 s2 p1: field 7 then 7 + 2*2 = 11, jump 4, start 0.
    const Stack stack = core::stack({layer(7, 2, 3), layer(3, 2, 1)}, 224, 224);
    CHECK(stack.levels[2] == Stack::Level{56, 56, Reach{11, 4, 0.0}, Reach{11, 4, 0.0}});
}

TEST_CASE("stack: global pooling sees everything, adaptive pooling has no one reach") {
    const Stack global = core::stack({layer(2, 2), test::square_spec(Op::global_average, 1, 1)}, 8, 6);
    CHECK(*global.levels[2].h == Reach{8, 2, 3.5});
    CHECK(*global.levels[2].w == Reach{6, 2, 2.5});
    const Stack adaptive = core::stack({test::adaptive_spec(Op::adaptive_max, 3, 3), layer(2, 1)}, 7, 7);
    CHECK_FALSE(adaptive.levels[1].h);
    CHECK_FALSE(adaptive.levels[2].w);
    // Bins [0,3) [2,5) [4,7): the last output over the last two bins.
    CHECK(core::cone(adaptive, 2, 1, 1).slices[0].rows == Cells{2, 3, 4, 5, 6});
}

TEST_CASE("stack: a cone level by level, cut off at the edge") {
    const Stack stack = core::stack({layer(3, 1, 1), layer(2, 2), layer(3, 1, 1)}, 8, 8);
    const Cone middle = core::cone(stack, 3, 1, 2);
    CHECK(middle.slices[3].rows == Cells{1});
    CHECK(middle.slices[2].rows == Cells{0, 1, 2});
    CHECK(middle.slices[1].rows == Cells{0, 1, 2, 3, 4, 5});
    CHECK(middle.slices[0].rows == Cells{0, 1, 2, 3, 4, 5, 6});  // row -1 is padding
    CHECK(middle.slices[0].first_row == -1);
    CHECK(middle.slices[0].end_row == 7);
    CHECK(middle.slices[0].cols == Cells{1, 2, 3, 4, 5, 6, 7});
    CHECK(middle.slices[0].end_col == 9);
    // At the corner the padding of the upper layer hides what lies under it: 5 of 8 cells are left.
    const Cone corner = core::cone(stack, 3, 0, 0);
    CHECK(corner.slices[2].first_row == -1);
    CHECK(corner.slices[2].rows == Cells{0, 1});
    CHECK(corner.slices[0].rows == Cells{0, 1, 2, 3, 4});
}

TEST_CASE("stack: gaps of stride and dilation stay gaps") {
    PoolSpec dilated = layer(2, 1);
    dilated.dilation = {3, 3};
    const Stack stack = core::stack({layer(1, 2), dilated}, 12, 12);
    CHECK(core::cone(stack, 2, 0, 1).slices[0].rows == Cells{0, 6});
    CHECK(core::cone(stack, 2, 0, 1).slices[0].cols == Cells{2, 8});
}

TEST_CASE("stack: a window of padding alone has seen nothing") {
    const Stack stack = core::stack({layer(2, 2), layer(1, 1, 1)}, 4, 4);
    const Cone nothing = core::cone(stack, 2, 0, 0);
    CHECK(nothing.slices[1].rows.empty());
    CHECK(nothing.slices[1].first_row == -1);
    CHECK(nothing.slices[0].rows.empty());
}

TEST_CASE("stack: what does not fit names the layer") {
    const auto wrong = core::stack_problem({layer(2, 2), layer(2, 2), layer(2, 2)}, 5, 5);
    REQUIRE(wrong);
    CHECK(wrong->layer == 2);
    CHECK(wrong->problem.key == "problem.kernel_too_large");
    CHECK_FALSE(core::stack_problem({}, 5, 5));
    CHECK(core::stack({}, 5, 5).levels.size() == 1);
    std::vector<PoolSpec> far(3, layer(1, 2000000000, 1));
    CHECK(core::stack_problem(far, 5, 5)->problem.key == "problem.stack_too_far");
    CHECK(core::stack_problem(far, 5, 5)->layer == 1);
    PoolSpec spread = layer(1024, 1);
    spread.dilation = {2147483647, 2147483647};
    spread.auto_pad = core::AutoPad::same_upper;
    CHECK(core::stack_problem({layer(1, 2), spread}, 5, 5)->problem.key == "problem.stack_too_far");
}

TEST_CASE("stack: the formulas give the cones wherever no padding is in the way") {
    std::mt19937 random(61);
    const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    int inner = 0;
    for (int i = 0; i < 300; ++i) {
        std::vector<PoolSpec> layers;
        for (int count = draw(1, 4); count > 0; --count) {
            PoolSpec drawn = layer(draw(1, 3), draw(1, 2), draw(0, 1));
            drawn.dilation = {draw(1, 2), 1};
            layers.push_back(drawn);
        }
        if (core::stack_problem(layers, 40, 30)) continue;
        const Stack stack = core::stack(layers, 40, 30);
        const Stack::Level& top = stack.levels.back();
        for (std::int64_t row = 0; row < top.rows; ++row) {
            const Cone cone = core::cone(stack, layers.size(), row, 0);
            bool touches_padding = false;
            for (std::size_t level = 0; level < layers.size(); ++level) {
                const Cone::Slice& slice = cone.slices[level];
                touches_padding |= slice.first_row < 0 || slice.end_row > stack.levels[level].rows;
            }
            if (touches_padding) continue;
            const double middle = top.h->start + static_cast<double>(row * top.h->jump);
            CHECK(static_cast<double>(cone.slices[0].rows.front()) ==
                  middle - static_cast<double>(top.h->field - 1) / 2.0);
            CHECK(cone.slices[0].rows.back() - cone.slices[0].rows.front() + 1 == top.h->field);
            ++inner;
        }
    }
    CHECK(inner > 500);
}
