// The way back: numbers worked by hand, then what must hold for every setting.
#include "core/backward.h"

#include <cmath>

#include "cases.h"
#include "core/geometry.h"
#include "core/pool.h"
#include "core/problem.h"
#include "support/catch.h"

using core::BackwardGrid;
using core::GradientPart;
using core::Grid;
using core::Op;
using core::PoolSpec;
using core::Ties;
using test::k_inf;
using test::k_nan;
using Floats = std::vector<float>;

namespace {

Grid row(Floats values) {
    const auto count = static_cast<std::int64_t>(values.size());
    return {1, count, std::move(values)};
}

PoolSpec row_spec(Op op, std::int64_t kernel, std::int64_t stride) {
    PoolSpec spec;
    spec.op = op;
    spec.kernel = {1, kernel};
    spec.stride = {1, stride};
    return spec;
}

BackwardGrid back(const Grid& input, const PoolSpec& spec, Floats sent, Ties ties = Ties::winner) {
    const core::Geometry where = core::geometry(spec, input.rows, input.cols);
    return core::backward_grid(input, spec, {where.h.output, where.w.output, std::move(sent)}, ties);
}

// Everything sent is 1.
BackwardGrid back_ones(const Grid& input, const PoolSpec& spec, Ties ties = Ties::winner) {
    const core::Geometry where = core::geometry(spec, input.rows, input.cols);
    return core::backward_grid(input, spec, {where.h.output, where.w.output, 1.0F}, ties);
}

constexpr float k_third = 1.0F / 3.0F;

}  // namespace

TEST_CASE("backward: max gives all to the winner, average equal parts") {
    const Grid article = test::article_grid();
    CHECK(back(article, test::square_spec(Op::max, 2, 2), {1, 2, 3, 4}).gradient.values ==
          Floats{0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 3, 0, 0, 0});
    CHECK(back(article, test::square_spec(Op::average, 2, 2), {4, 8, 12, 16}).gradient.values ==
          Floats{1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4});
    CHECK(back(article, test::square_spec(Op::min, 2, 2), {1, 2, 3, 4}).gradient.values ==
          Floats{0, 0, 0, 2, 1, 0, 0, 0, 3, 0, 0, 4, 0, 0, 0, 0});
    CHECK(back(article, test::square_spec(Op::sum, 2, 2), {1, 2, 3, 4}).gradient.values ==
          Floats{1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4});
}

TEST_CASE("backward: where windows overlap the parts add up") {
    const Grid peak(3, 3, Floats{1, 2, 1, 2, 9, 2, 1, 2, 1});
    CHECK(back(peak, test::square_spec(Op::max, 2, 1), {1, 2, 3, 4}).gradient.values ==
          Floats{0, 0, 0, 0, 10, 0, 0, 0, 0});
    CHECK(back(peak, test::square_spec(Op::average, 2, 1), {4, 8, 12, 16}).gradient.values ==
          Floats{1, 3, 2, 4, 10, 6, 3, 7, 4});
}

TEST_CASE("backward: ties 1 2 2 2, the three answers of the frameworks") {
    const Grid ties = row({1, 2, 2, 2});
    const PoolSpec spec = row_spec(Op::max, 4, 4);
    CHECK(back_ones(ties, spec, Ties::winner).gradient.values == Floats{0, 1, 0, 0});
    CHECK(back_ones(ties, spec, Ties::last).gradient.values == Floats{0, 0, 0, 1});
    CHECK(back_ones(ties, spec, Ties::shared).gradient.values == Floats{0, k_third, k_third, k_third});
    CHECK(back_ones(ties, spec, Ties::each).gradient.values == Floats{0, 1, 1, 1});
    CHECK(back_ones(ties, spec, Ties::each).sums.arrived == 3.0);
    CHECK(back_ones(row({-1, -2, -2}), row_spec(Op::min, 3, 3)).gradient.values == Floats{0, 1, 0});
    CHECK(back_ones(ties, test::square_spec(Op::global_max, 1, 1)).gradient.values == Floats{0, 1, 0, 0});
}

TEST_CASE("backward: the share of padding falls off the edge and is counted") {
    const Grid small(2, 2, Floats{1, 2, 3, 4});
    PoolSpec spec = test::square_spec(Op::average, 3, 1, 1);
    const BackwardGrid counted = back_ones(small, spec);
    for (const float each : counted.gradient.values) CHECK(each == 4.0F / 9.0F);
    CHECK(counted.sums.sent == 4.0);
    CHECK(counted.sums.arrived == Approx(16.0 / 9.0));
    CHECK(counted.sums.on_padding == Approx(20.0 / 9.0));
    spec.count_include_pad = false;
    const BackwardGrid left_out = back_ones(small, spec);
    CHECK(left_out.gradient.values == Floats{1, 1, 1, 1});
    CHECK(left_out.sums.on_padding == 0.0);
    spec = test::square_spec(Op::sum, 3, 1, 1);
    CHECK(back_ones(small, spec).gradient.values == Floats{4, 4, 4, 4});
    CHECK(back_ones(small, spec).sums.on_padding == 20.0);
    CHECK(back_ones(small, test::square_spec(Op::max, 3, 1, 1)).sums.on_padding == 0.0);
}

TEST_CASE("backward: the divisor is the one the window was divided by") {
    PoolSpec spec = row_spec(Op::average, 2, 2);
    spec.ceil = true;
    CHECK(back_ones(row({1, 2, 3, 4, 5}), spec).gradient.values == Floats{0.5F, 0.5F, 0.5F, 0.5F, 1});
    spec.divisor = 4;
    CHECK(back_ones(row({1, 2, 3, 4, 5}), spec).gradient.values == Floats{0.25F, 0.25F, 0.25F, 0.25F, 0.25F});
    spec.divisor = -1;
    CHECK(back_ones(row({1, 2, 3, 4, 5}), spec).gradient.values == Floats{-1, -1, -1, -1, -1});
    // 7 x 7, k2 s3 ceil: rows and columns 2 and 5 are read by no window, the last ones by a window cut in half.
    spec = test::square_spec(Op::average, 2, 3);
    spec.ceil = true;
    const Grid gradient = back_ones(test::counting_grid(7, 7), spec).gradient;
    CHECK(Floats(gradient.values.begin(), gradient.values.begin() + 7) ==
          Floats{0.25F, 0.25F, 0, 0.25F, 0.25F, 0, 0.5F});
    CHECK(Floats(gradient.values.end() - 7, gradient.values.end()) == Floats{0.5F, 0.5F, 0, 0.5F, 0.5F, 0, 1});
}

TEST_CASE("backward: global and adaptive, uneven bins add up where they overlap") {
    for (const float each :
         back_ones(test::article_grid(), test::square_spec(Op::global_average, 1, 1)).gradient.values)
        CHECK(each == 1.0F / 16.0F);
    const auto bins = [](std::int64_t n, std::int64_t o) {
        return back_ones(Grid(1, n, 1.0F), test::adaptive_spec(Op::adaptive_average, 1, o)).gradient.values;
    };
    const auto both = [](double a, double b) { return static_cast<float>(a + b); };
    const float half = 0.5F;
    CHECK(bins(5, 3) == Floats{half, both(0.5, 1.0 / 3), k_third, both(1.0 / 3, 0.5), half});
    CHECK(bins(7, 4) ==
          Floats{half, both(0.5, 1.0 / 3), k_third, both(1.0 / 3, 1.0 / 3), k_third, both(1.0 / 3, 0.5), half});
    CHECK(bins(10, 3) == Floats{0.25F, 0.25F, 0.25F, half, 0.25F, 0.25F, half, 0.25F, 0.25F, 0.25F});
    CHECK(back(row({3, 1, 9, 2, 4}), test::adaptive_spec(Op::adaptive_max, 1, 3), {1, 2, 4}).gradient.values ==
          Floats{1, 0, 2, 0, 4});
}

TEST_CASE("backward: Lp by its derivative") {
    PoolSpec spec = row_spec(Op::lp, 2, 2);
    CHECK(back_ones(row({3, -4}), spec).gradient.values == Floats{0.6F, -0.8F});
    CHECK(back_ones(row({0, 5}), spec).gradient.values == Floats{0, 1});
    CHECK(back_ones(row({0, 0}), spec).gradient.values == Floats{0, 0});
    CHECK(back_ones(row({std::ldexp(3.0F, 100), std::ldexp(-4.0F, 100)}), spec).gradient.values == Floats{0.6F, -0.8F});
    spec.p = 1;
    CHECK(back(row({3, -4, 0, 2}), spec, {1, 5}).gradient.values == Floats{1, -1, 0, 5});
    spec.p = 3;  // (|x| / y)^2 with y^3 = 1 + 8
    CHECK(back_ones(row({1, -2}), spec).gradient.values[1] == Approx(-4.0 / std::cbrt(81.0)));
    spec.p = 300;
    CHECK(back_ones(row({1e-30F, -2e-30F}), spec).gradient.values == Floats{0, -1});
}

TEST_CASE("backward: Lp with p infinite is max of sizes, with the sign") {
    PoolSpec spec = row_spec(Op::lp, 4, 4);
    spec.p = static_cast<double>(k_inf);
    CHECK(back_ones(row({3, -4, 4, 0}), spec).gradient.values == Floats{0, -1, 0, 0});
    CHECK(back_ones(row({3, -4, 4, 0}), spec, Ties::last).gradient.values == Floats{0, 0, 1, 0});
    CHECK(back_ones(row({3, -4, 4, 0}), spec, Ties::shared).gradient.values == Floats{0, -0.5F, 0.5F, 0});
    CHECK(back_ones(row({3, -4, 4, 0}), spec, Ties::each).gradient.values == Floats{0, -1, 1, 0});
    CHECK(back_ones(row({0, 0, 0, 0}), spec).gradient.values == Floats{0, 0, 0, 0});
}

TEST_CASE("backward: the last NaN, the first minus infinity, the first of two zeros") {
    const PoolSpec spec = row_spec(Op::max, 3, 3);
    CHECK(back_ones(row({k_nan, 5, k_nan}), spec).gradient.values == Floats{0, 0, 1});
    CHECK(back_ones(row({-k_inf, -k_inf, -k_inf}), spec).gradient.values == Floats{1, 0, 0});
    CHECK(back_ones(row({-0.0F, 0.0F, -1}), spec).gradient.values == Floats{1, 0, 0});
    // Nobody else is touched by what arrives, not even by NaN.
    const Floats sent = back(row({1, 2, 3}), spec, {k_nan}).gradient.values;
    CHECK(sent[0] == 0.0F);
    CHECK(sent[1] == 0.0F);
    CHECK(std::isnan(sent[2]));
}

TEST_CASE("backward: a window of padding alone drops its gradient") {
    const PoolSpec max = test::square_spec(Op::max, 1, 1, 1);
    const BackwardGrid dropped = back_ones(row({7}), max);
    CHECK(dropped.gradient.values == Floats{1});
    CHECK(dropped.sums.dropped == 8.0);
    CHECK(dropped.sums.on_padding == 0.0);
    PoolSpec average = test::square_spec(Op::average, 1, 1, 1);
    CHECK(back_ones(row({7}), average).sums.on_padding == 8.0);
    CHECK(back_ones(row({7}), average).sums.dropped == 0.0);
    average.count_include_pad = false;
    CHECK(back_ones(row({7}), average).sums.dropped == 8.0);
}

TEST_CASE("backward: a gradient of another size is a sentence") {
    const PoolSpec spec = test::square_spec(Op::max, 2, 2);
    CHECK_FALSE(core::gradient_problem(spec, 4, 4, 2, 2));
    const auto wrong = core::gradient_problem(spec, 4, 4, 3, 2);
    REQUIRE(wrong);
    CHECK(wrong->sentence() == "The gradient is 3 × 2, the output is 2 × 2. Give each output one gradient.");
    CHECK(core::gradient_problem(test::square_spec(Op::max, 5, 5), 4, 4, 1, 1)->key == "problem.kernel_too_large");
}

TEST_CASE("backward: several planes of any type, read through strides") {
    const std::vector<std::uint8_t> pixels{1, 9, 5, 2, 3, 4};  // 1 x 3 of 2 interleaved channels
    const std::vector<double> sent{10, 20, 30, 40};
    std::vector<double> arrived(6, k_nan);
    const core::GradientSums sums =
        core::pool_backward(core::interleaved_view(pixels.data(), 2, 1, 3), row_spec(Op::max, 2, 1),
                            core::dense_view(sent.data(), 2, 1, 2), arrived.data());
    CHECK(arrived == std::vector<double>{0, 30, 0, 30, 0, 40});
    CHECK(sums.sent == 100.0);
    CHECK(sums.arrived == 100.0);
}

TEST_CASE("backward: what one output sends, tap by tap") {
    PoolSpec spec = test::square_spec(Op::average, 3, 2, 1);
    spec.ceil = true;
    using Kind = core::WindowCell::Kind;
    const Grid input = test::counting_grid(4, 4);
    const auto parts = core::parts_of_window(input, spec, Grid(3, 3, 2.0F), 8);
    REQUIRE(parts.size() == 9);
    CHECK(parts[0] == GradientPart{8, 3, 3, Kind::inside, 0.25, 0.5});
    CHECK(parts[1] == GradientPart{8, 3, 4, Kind::padding, 0.25, 0.5});
    CHECK(parts[2] == GradientPart{8, 3, 5, Kind::outside, 0.0, 0.0});
    spec.op = Op::max;
    const auto whole = core::parts_of_window(input, spec, Grid(3, 3, 2.0F), 0);
    CHECK(whole[0] == GradientPart{0, -1, -1, Kind::padding, 0.0, 0.0});
    CHECK(whole[4] == GradientPart{0, 0, 0, Kind::inside, 0.0, 0.0});
    CHECK(whole[8] == GradientPart{0, 1, 1, Kind::inside, 1.0, 2.0});
}

TEST_CASE("backward: which outputs sent what to one cell") {
    const Grid peak(3, 3, Floats{1, 2, 1, 2, 9, 2, 1, 2, 1});
    const auto parts =
        core::parts_of_cell(peak, test::square_spec(Op::max, 2, 1), Grid(2, 2, Floats{1, 2, 3, 4}), 1, 1);
    REQUIRE(parts.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(parts[i].window == static_cast<std::int64_t>(i));
        CHECK(parts[i].amount == static_cast<double>(i + 1));
    }
    const auto nothing = core::parts_of_cell(peak, test::square_spec(Op::max, 2, 1), Grid(2, 2, 1.0F), 0, 1);
    REQUIRE(nothing.size() == 2);
    CHECK(nothing[0].amount == 0.0);
}

namespace {

PoolSpec random_spec(std::mt19937& random) {
    const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    PoolSpec spec;
    spec.op = static_cast<Op>(draw(0, 8));
    spec.kernel = {draw(1, 4), draw(1, 4)};
    spec.stride = {draw(1, 4), draw(1, 4)};
    spec.padding = {draw(0, 2), draw(0, 2), draw(0, 2), draw(0, 2)};
    spec.dilation = {draw(1, 2), draw(1, 2)};
    spec.ceil = draw(0, 1) == 1;
    spec.count_include_pad = draw(0, 1) == 1;
    if (draw(0, 4) == 0) spec.divisor = draw(1, 7);
    spec.p = std::vector<double>{1, 1.5, 2, 3, static_cast<double>(k_inf)}[static_cast<std::size_t>(draw(0, 4))];
    spec.output_size = {draw(1, 7), draw(1, 7)};
    spec.rule = static_cast<core::Rule>(draw(0, 2));
    return spec;
}

struct Case {
    PoolSpec spec;
    Grid input;
    Grid sent;
};

Case random_case(std::mt19937& random, test::Mixture mixture) {
    while (true) {
        Case drawn{random_spec(random), test::random_grid(6, 5, mixture, random), {}};
        if (core::problem(drawn.spec, 6, 5)) continue;
        const core::Geometry where = core::geometry(drawn.spec, 6, 5);
        drawn.sent = test::random_grid(where.h.output, where.w.output, test::Mixture::decimals, random);
        return drawn;
    }
}

}  // namespace

TEST_CASE("backward: what is sent arrives, falls on padding or is dropped") {
    std::mt19937 random(31);
    int checked = 0;
    for (int i = 0; i < 2000; ++i) {
        const Case drawn = random_case(random, test::Mixture::ties);
        if (drawn.spec.op == Op::lp || drawn.spec.op == Op::sum) continue;
        if (drawn.spec.op == Op::average && drawn.spec.divisor) continue;
        INFO(test::describe(drawn.spec, 6, 5));
        for (const Ties ties : {Ties::winner, Ties::last, Ties::shared}) {
            const BackwardGrid result = core::backward_grid(drawn.input, drawn.spec, drawn.sent, ties);
            const core::GradientSums& sums = result.sums;
            CHECK(sums.sent == Approx(sums.arrived + sums.on_padding + sums.dropped).margin(1e-9));
            double total = 0.0;
            for (const float each : result.gradient.values) total += static_cast<double>(each);
            CHECK(total == Approx(sums.arrived).margin(1e-3));
        }
        ++checked;
    }
    CHECK(checked > 1000);
}

TEST_CASE("backward: the parts of the windows and of the cells are the whole") {
    std::mt19937 random(32);
    for (int i = 0; i < 60; ++i) {
        const Case drawn = random_case(random, test::Mixture::ties);
        INFO(test::describe(drawn.spec, 6, 5) << "\n" << test::describe(drawn.input));
        for (const Ties ties : {Ties::winner, Ties::last, Ties::shared, Ties::each}) {
            const BackwardGrid whole = core::backward_grid(drawn.input, drawn.spec, drawn.sent, ties);
            std::vector<double> by_window(30, 0.0);
            double on_padding = 0.0;
            for (std::size_t window = 0; window < drawn.sent.values.size(); ++window) {
                for (const GradientPart& part : core::parts_of_window(drawn.input, drawn.spec, drawn.sent,
                                                                      static_cast<std::int64_t>(window), ties)) {
                    if (part.kind == core::WindowCell::Kind::padding) on_padding += part.amount;
                    if (part.kind != core::WindowCell::Kind::inside) continue;
                    by_window[static_cast<std::size_t>(part.row * 5 + part.col)] += part.amount;
                }
            }
            CHECK(on_padding == Approx(whole.sums.on_padding).margin(1e-9));
            for (std::int64_t cell = 0; cell < 30; ++cell) {
                double by_cell = 0.0;
                for (const GradientPart& part :
                     core::parts_of_cell(drawn.input, drawn.spec, drawn.sent, cell / 5, cell % 5, ties))
                    by_cell += part.amount;
                CHECK(by_cell == by_window[static_cast<std::size_t>(cell)]);
                CHECK(static_cast<float>(by_cell) == whole.gradient.values[static_cast<std::size_t>(cell)]);
            }
        }
    }
}

TEST_CASE("backward: linear in what is sent") {
    std::mt19937 random(33);
    for (int i = 0; i < 200; ++i) {
        Case drawn = random_case(random, test::Mixture::decimals);
        INFO(test::describe(drawn.spec, 6, 5));
        const Grid once = core::backward_grid(drawn.input, drawn.spec, drawn.sent).gradient;
        for (float& each : drawn.sent.values) each *= -4.0F;
        const Grid fourfold = core::backward_grid(drawn.input, drawn.spec, drawn.sent).gradient;
        for (std::size_t cell = 0; cell < once.values.size(); ++cell)
            CHECK(fourfold.values[cell] == -4.0F * once.values[cell]);
    }
}
