// Gradients against measured slopes of the pooling itself.
#include "core/gradient_check.h"

#include <cmath>

#include "cases.h"
#include "core/geometry.h"
#include "support/catch.h"

using core::GradientCheck;
using core::Grid;
using core::Op;
using core::PoolSpec;
using core::Smoothness;
using core::Ties;
using Floats = std::vector<float>;

namespace {

GradientCheck check_row(Floats values, Op op, std::int64_t col, double p = 2.0, Ties ties = Ties::winner) {
    const auto count = static_cast<std::int64_t>(values.size());
    PoolSpec spec;
    spec.op = op;
    spec.p = p;
    spec.kernel = spec.stride = {1, count};
    return core::check_gradient(Grid(1, count, std::move(values)), spec, Grid(1, 1, 1.0F), 0, col, ties);
}

}  // namespace

TEST_CASE("gradient check: a winner, a loser, an average") {
    GradientCheck check = check_row({1, 5, 2}, Op::max, 1);
    CHECK(check.smoothness == Smoothness::smooth);
    CHECK(check.analytic == 1.0);
    CHECK(check.numeric == Approx(1.0));
    CHECK(check.agrees);
    check = check_row({1, 5, 2}, Op::max, 0);
    CHECK(check.analytic == 0.0);
    CHECK(check.numeric == 0.0);
    CHECK(check.agrees);
    check = check_row({1, 5, 2, 7}, Op::average, 3);
    CHECK(check.analytic == 0.25);
    CHECK(check.numeric == Approx(0.25));
    CHECK(check.agrees);
}

TEST_CASE("gradient check: a narrow lead is not stepped over") {
    const GradientCheck check = check_row({1000, 1000.0001F, 2}, Op::max, 1);
    CHECK(check.smoothness == Smoothness::smooth);
    CHECK(check.numeric == Approx(1.0).epsilon(1e-6));
    CHECK(check.agrees);
}

TEST_CASE("gradient check: in a tie the slopes differ, and the rule lies between them") {
    for (const Ties ties : {Ties::winner, Ties::shared, Ties::each}) {
        const GradientCheck check = check_row({1, 2, 2, 2}, Op::max, 1, 2.0, ties);
        CHECK(check.smoothness == Smoothness::tie);
        CHECK(check.left == 0.0);
        CHECK(check.right == Approx(1.0));
        CHECK(check.numeric == Approx(0.5));
        CHECK(check.agrees);
    }
    CHECK(check_row({1, 2, 2, 2}, Op::max, 0).smoothness == Smoothness::smooth);
    const GradientCheck least = check_row({3, 3, 4}, Op::min, 1);
    CHECK(least.smoothness == Smoothness::tie);
    CHECK(least.left == Approx(1.0));
    CHECK(least.right == 0.0);
}

TEST_CASE("gradient check: |x| has a corner at 0") {
    const GradientCheck corner = check_row({0, 3}, Op::lp, 0, 1.0);
    CHECK(corner.smoothness == Smoothness::at_zero);
    CHECK(corner.left == Approx(-1.0));
    CHECK(corner.right == Approx(1.0));
    CHECK(corner.analytic == 0.0);
    CHECK(corner.agrees);
    CHECK(check_row({0, 0}, Op::lp, 1).smoothness == Smoothness::at_zero);
    CHECK(check_row({0, 3}, Op::lp, 0).smoothness == Smoothness::smooth);
    CHECK(check_row({0, 0}, Op::lp, 1, static_cast<double>(test::k_inf)).smoothness == Smoothness::at_zero);
    CHECK(check_row({-4, 4}, Op::lp, 1, static_cast<double>(test::k_inf)).smoothness == Smoothness::tie);
}

TEST_CASE("gradient check: nothing can be measured beside NaN or an infinity") {
    const GradientCheck check = check_row({1, test::k_inf, 2}, Op::average, 0);
    CHECK(check.smoothness == Smoothness::not_finite);
    CHECK(std::isnan(check.numeric));
    CHECK_FALSE(check.agrees);
    CHECK(check.analytic == Approx(1.0 / 3.0));
}

TEST_CASE("gradient check: corners of opposite sign do not hide each other") {
    PoolSpec spec;
    spec.kernel = {1, 2};
    spec.stride = {1, 1};
    // The second 2 wins only in the second window, whose gradient is -1; moved up, it gains 1 and loses 1.
    const GradientCheck check =
        core::check_gradient(Grid(1, 3, Floats{2, 2, 2}), spec, Grid(1, 2, Floats{1, -1}), 0, 1);
    CHECK(check.analytic == -1.0);
    CHECK(check.left == 0.0);
    CHECK(check.right == 0.0);
    CHECK(check.smoothness == Smoothness::tie);
    CHECK(check.agrees);
}

TEST_CASE("gradient check: agrees for every operator and setting") {
    std::mt19937 random(34);
    const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    int smooth = 0;
    for (int i = 0; i < 700; ++i) {
        PoolSpec spec;
        spec.op = static_cast<Op>(i % 9);
        spec.kernel = {draw(1, 3), draw(1, 3)};
        spec.stride = {draw(1, 3), draw(1, 3)};
        spec.padding = {draw(0, 1), draw(0, 1), draw(0, 1), draw(0, 1)};
        spec.dilation = {draw(1, 2), 1};
        spec.ceil = draw(0, 1) == 1;
        spec.count_include_pad = draw(0, 1) == 1;
        if (draw(0, 4) == 0) spec.divisor = draw(1, 7);
        spec.p =
            std::vector<double>{1, 1.5, 2, 3, static_cast<double>(test::k_inf)}[static_cast<std::size_t>(draw(0, 4))];
        spec.output_size = {draw(1, 5), draw(1, 5)};
        if (core::problem(spec, 5, 4)) continue;
        const Grid input = test::random_grid(5, 4, i % 2 == 0 ? test::Mixture::ties : test::Mixture::decimals, random);
        const core::Geometry where = core::geometry(spec, 5, 4);
        const Grid sent = test::random_grid(where.h.output, where.w.output, test::Mixture::decimals, random);
        INFO(test::describe(spec, 5, 4) << "\n" << test::describe(input) << "\n" << test::describe(sent));
        for (std::int64_t cell = 0; cell < 20; ++cell) {
            const GradientCheck check = core::check_gradient(input, spec, sent, cell / 4, cell % 4);
            CAPTURE(cell, check.analytic, check.numeric, check.left, check.right, check.step);
            CHECK(check.agrees);
            if (check.smoothness == Smoothness::smooth) ++smooth;
        }
    }
    CHECK(smooth > 5000);
}
