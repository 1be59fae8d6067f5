// Numbers worked out by hand, and one named test for every edge that implementations have got wrong.
#include "core/pool.h"

#include "cases.h"
#include "core/geometry.h"
#include "core/problem.h"
#include "support/catch.h"

using core::AutoPad;
using core::Grid;
using core::Op;
using core::PoolSpec;
using core::Rule;
using namespace test;
using Floats = std::vector<float>;
using Indices = std::vector<std::int64_t>;

namespace {

Indices indices(const Grid& input, const PoolSpec& spec) { return core::pool_grid(input, spec).indices; }

void check_close(const Floats& actual, const Floats& expected) {
    REQUIRE(actual.size() == expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i) {
        INFO("at " << i);
        CHECK(actual[i] == Approx(expected[i]).epsilon(1e-4));
    }
}

Grid row(Floats values) {
    const auto cols = static_cast<std::int64_t>(values.size());
    return {1, cols, std::move(values)};
}

// A 1 x k window along a single row.
PoolSpec row_spec(Op op, std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0) {
    PoolSpec spec;
    spec.op = op;
    spec.kernel = {1, kernel};
    spec.stride = {1, stride};
    spec.padding = {0, padding, 0, padding};
    return spec;
}

}  // namespace

TEST_CASE("the article's example: max 20 30 112 37, average 13 8 79 19.5") {
    CHECK(pooled(article_grid(), square_spec(Op::max, 2, 2)) == Floats{20, 30, 112, 37});
    CHECK(indices(article_grid(), square_spec(Op::max, 2, 2)) == Indices{1, 2, 12, 10});
    CHECK(pooled(article_grid(), square_spec(Op::average, 2, 2)) == Floats{13, 8, 79, 19.5F});
    CHECK(pooled(article_grid(), square_spec(Op::min, 2, 2)) == Floats{8, 0, 34, 4});
    CHECK(indices(article_grid(), square_spec(Op::min, 2, 2)) == Indices{4, 3, 8, 11});
    CHECK(pooled(article_grid(), square_spec(Op::sum, 2, 2)) == Floats{52, 32, 316, 78});
    CHECK(pooled(article_grid(), square_spec(Op::global_average, 2, 2)) == Floats{29.875F});
    CHECK(pooled(article_grid(), square_spec(Op::global_max, 2, 2)) == Floats{112});
    CHECK(indices(article_grid(), square_spec(Op::global_max, 2, 2)) == Indices{12});
}

TEST_CASE("indices are empty unless one cell is picked") {
    CHECK(indices(article_grid(), square_spec(Op::average, 2, 2)).empty());
    CHECK(indices(article_grid(), square_spec(Op::sum, 2, 2)).empty());
    CHECK(indices(article_grid(), square_spec(Op::lp, 2, 2)).empty());
}

TEST_CASE("anchor: average k3 s2 p1 ceil on 1..16, padding counted but not the overhang") {
    PoolSpec spec = square_spec(Op::average, 3, 2, 1);
    spec.ceil = true;
    check_close(pooled(counting_grid(4, 4), spec), {1.5556F, 3.3333F, 2, 6.3333F, 11, 6, 4.5F, 7.5F, 4});
    spec.count_include_pad = false;
    check_close(pooled(counting_grid(4, 4), spec), {3.5F, 5, 6, 9.5F, 11, 12, 13.5F, 15, 16});
}

// Hand-worked rows: coremltools #2844, tract #2851, pytorch #57178, mxnet #2753, tvm #1144, cnn-explainer #59.
TEST_CASE("average k2 s3 ceil on 0..48") {
    PoolSpec spec = square_spec(Op::average, 2, 3);
    spec.ceil = true;
    CHECK(pooled(counting_grid(7, 7, 0), spec) == Floats{4, 7, 9.5F, 25, 28, 30.5F, 42.5F, 45.5F, 48});
}

TEST_CASE("average k2 s2 on 1..5: ceil 1.5 3.5 5, floor 1.5 3.5") {
    PoolSpec spec = row_spec(Op::average, 2, 2);
    CHECK(pooled(row({1, 2, 3, 4, 5}), spec) == Floats{1.5F, 3.5F});
    spec.ceil = true;
    CHECK(pooled(row({1, 2, 3, 4, 5}), spec) == Floats{1.5F, 3.5F, 5});
}

TEST_CASE("k1 s2 ceil on 32 gives 16, not 17") {
    PoolSpec spec = square_spec(Op::max, 1, 2);
    spec.ceil = true;
    const core::Geometry geometry = core::geometry(spec, 32, 32);
    CHECK(geometry.h.output == 16);
    CHECK(geometry.h.removed_last);  // window 17 would start at 32, behind the last cell
    CHECK(geometry.w.output == 16);
}

TEST_CASE("max k3 s2 p1 on negatives: padding is not 0") {
    const Grid input(3, 3, {-1, -2, -3, -3, -4, -5, -2, -3, -6});
    CHECK(pooled(input, square_spec(Op::max, 3, 2, 1)) == Floats{-1, -2, -2, -3});
}

TEST_CASE("average k3 s1 p1 on 1 2 / 3 4: 10/9 with padding counted, 2.5 without") {
    PoolSpec spec = square_spec(Op::average, 3, 1, 1);
    const Grid input(2, 2, {1, 2, 3, 4});
    check_close(pooled(input, spec), {1.1111F, 1.1111F, 1.1111F, 1.1111F});
    spec.count_include_pad = false;
    CHECK(pooled(input, spec) == Floats{2.5F, 2.5F, 2.5F, 2.5F});
}

TEST_CASE("input 4, padding 1, kernel 3, stride 2: floor 2x2, ceil 3x3") {
    PoolSpec spec = square_spec(Op::max, 3, 2, 1);
    CHECK(core::geometry(spec, 4, 4).windows() == 4);
    spec.ceil = true;
    CHECK(core::geometry(spec, 4, 4).windows() == 9);
}

TEST_CASE("shift by one: max k2 s2 of 0 0 1 1 0 0 1 1 turns from 0 1 0 1 into 1 1 1 1") {
    CHECK(pooled(row({0, 0, 1, 1, 0, 0, 1, 1}), row_spec(Op::max, 2, 2)) == Floats{0, 1, 0, 1});
    CHECK(pooled(row({0, 1, 1, 0, 0, 1, 1, 0}), row_spec(Op::max, 2, 2)) == Floats{1, 1, 1, 1});
}

TEST_CASE("edge 1: ceil and count_include_pad: the overhang is not in the divisor") {
    PoolSpec spec = row_spec(Op::average, 3, 2);
    spec.ceil = true;
    for (const bool counted : {true, false}) {
        spec.count_include_pad = counted;
        CHECK(pooled(row({1, 2, 3, 4}), spec) == Floats{2, 3.5F});
    }
    spec.padding = {0, 0, 0, 1};  // now the third cell of the last window is padding, and counts
    spec.count_include_pad = true;
    check_close(pooled(row({1, 2, 3, 4}), spec), {2, 2.3333F});
}

TEST_CASE("edge 2: a ceil window that would start in the right padding is taken away") {
    PoolSpec spec = row_spec(Op::average, 2, 2, 1);
    spec.ceil = true;  // n 3: windows at -1, 1 and 3; the last would hold nothing but padding
    const core::Axis axis = core::geometry(spec, 1, 3).w;
    CHECK(axis.output == 2);
    spec.padding = {0, 1, 0, 0};  // n 4: starts -1, 1, 3
    CHECK(core::geometry(spec, 1, 4).w.output == 3);
    spec.padding = {0, 0, 0, 1};  // n 4: starts 0, 2 and 4, which lies behind the input
    const core::Axis removed = core::geometry(spec, 1, 4).w;
    CHECK(removed.output == 2);
    CHECK(removed.removed_last);
    CHECK(pooled(row({1, 2, 3, 4}), spec) == Floats{1.5F, 3.5F});
}

TEST_CASE("edge 3: ceil with a kernel far beyond the input is a sentence, not a negative size") {
    PoolSpec spec = square_spec(Op::max, 9, 2);
    spec.ceil = true;
    REQUIRE(core::problem(spec, 3, 3));
    CHECK(core::problem(spec, 3, 3)->key == "problem.kernel_too_large");
    spec.stride = {7, 7};  // hangs over by 6, less than a stride: one window
    CHECK_FALSE(core::problem(spec, 3, 3));
    CHECK(pooled(counting_grid(3, 3), spec) == Floats{9});
}

TEST_CASE("edge 4: SAME_UPPER puts the odd cell at the end, SAME_LOWER at the start, dilation counts") {
    PoolSpec spec = row_spec(Op::max, 2, 1);
    spec.rule = Rule::onnx;
    spec.auto_pad = AutoPad::same_upper;
    CHECK(pooled(row({3, 1, 2}), spec) == Floats{3, 2, 2});
    spec.auto_pad = AutoPad::same_lower;
    CHECK(pooled(row({3, 1, 2}), spec) == Floats{3, 3, 2});
    spec.kernel = {1, 3};
    spec.dilation = {1, 2};
    spec.auto_pad = AutoPad::same_upper;
    const core::Axis axis = core::geometry(spec, 1, 5).w;
    CHECK(axis.output == 5);
    CHECK(axis.pad_begin == 2);
    CHECK(axis.pad_end == 2);
    CHECK(pooled(row({5, 1, 2, 3, 4}), spec) == Floats{5, 3, 5, 3, 4});
}

TEST_CASE("edge 5: indices of max k3 s1 p1 on 0..24 are those of the input, and SAME_LOWER s2 on 5x5 is 3x3") {
    CHECK(indices(counting_grid(5, 5, 0), square_spec(Op::max, 3, 1, 1)) ==
          Indices{6, 7, 8, 9, 9, 11, 12, 13, 14, 14, 16, 17, 18, 19, 19, 21, 22, 23, 24, 24, 21, 22, 23, 24, 24});
    PoolSpec spec = square_spec(Op::max, 3, 2);
    spec.rule = Rule::onnx;
    spec.auto_pad = AutoPad::same_lower;
    CHECK(pooled(counting_grid(5, 5), spec) == Floats{7, 9, 10, 17, 19, 20, 22, 24, 25});
}

TEST_CASE("edge 6: all minus infinity: the first tap inside, NaN: the last one, ties: the first") {
    const Grid lowest(2, 2, -k_inf);
    CHECK(indices(lowest, square_spec(Op::max, 2, 2)) == Indices{0});
    CHECK(indices(lowest, square_spec(Op::max, 3, 3, 1)) == Indices{0});
    CHECK(indices(lowest, square_spec(Op::min, 2, 2)) == Indices{0});
    const Grid two_nans(2, 2, {k_nan, 5, 7, k_nan});
    for (const Op op : {Op::max, Op::min}) {
        CHECK(std::isnan(pooled(two_nans, square_spec(op, 2, 2))[0]));
        CHECK(indices(two_nans, square_spec(op, 2, 2)) == Indices{3});
    }
    CHECK(indices(Grid(2, 2, {1, 2, 2, 2}), square_spec(Op::max, 2, 2)) == Indices{1});
    CHECK(indices(Grid(2, 2, {2, 1, 1, 1}), square_spec(Op::min, 2, 2)) == Indices{1});
}

TEST_CASE("minus zero and zero are a tie: the first keeps its sign") {
    CHECK(std::signbit(pooled(row({-0.0F, 0.0F}), row_spec(Op::max, 2, 2))[0]));
    CHECK_FALSE(std::signbit(pooled(row({0.0F, -0.0F}), row_spec(Op::max, 2, 2))[0]));
}

TEST_CASE("an index never lies in the padding") {
    const Grid input(2, 2, {-5, -6, -7, -8});
    CHECK(indices(input, square_spec(Op::max, 2, 2, 1)) == Indices{0, 1, 2, 3});
}

TEST_CASE("a dilated window that starts in the padding steps on by the dilation") {
    PoolSpec spec = row_spec(Op::max, 3, 1, 1);
    spec.dilation = {1, 2};  // taps -1 1 3, 0 2 4, 1 3 5
    CHECK(pooled(row({9, 1, 8, 2, 7}), spec) == Floats{2, 9, 2});
    CHECK(indices(row({9, 1, 8, 2, 7}), spec) == Indices{3, 0, 3});
}

TEST_CASE("edge 7: adaptive bins end at the ceiling: 10 to 3, 5 to 3, 7 to 4") {
    const auto bins = [](std::int64_t n, std::int64_t o) {
        std::vector<std::pair<std::int64_t, std::int64_t>> result;
        const core::Axis axis = core::geometry(adaptive_spec(Op::adaptive_max, 1, o), 1, n).w;
        for (std::int64_t i = 0; i < o; ++i) {
            const core::Span taps = core::span(axis, i);
            result.emplace_back(taps.start, taps.end());
        }
        return result;
    };
    using Bins = std::vector<std::pair<std::int64_t, std::int64_t>>;
    CHECK(bins(10, 3) == Bins{{0, 4}, {3, 7}, {6, 10}});
    CHECK(bins(5, 3) == Bins{{0, 2}, {1, 4}, {3, 5}});
    CHECK(bins(7, 4) == Bins{{0, 2}, {1, 4}, {3, 6}, {5, 7}});
    CHECK(pooled(row({0, 1, 2}), adaptive_spec(Op::adaptive_average, 1, 5)) == Floats{0, 0.5F, 1, 1.5F, 2});
}

TEST_CASE("adaptive bounds stay exact where float arithmetic would not") {
    const std::int64_t n = (std::int64_t{1} << 24) + 1;
    const core::Axis axis = core::geometry(adaptive_spec(Op::adaptive_average, n - 1, 1), n, 1).h;
    CHECK(core::span(axis, 0).start == 0);
    CHECK(core::span(axis, 0).count == 2);
    CHECK(core::span(axis, n - 2).start == n - 2);
    CHECK(core::span(axis, n - 2).end() == n);
}

TEST_CASE("edge 9: NaN and infinity stay in the windows that read them, sums of non-negatives stay non-negative") {
    Grid input(1, 6, 1e-30F);
    input.at(0, 0) = k_nan;
    input.at(0, 1) = k_inf;
    input.at(0, 2) = 1e30F;
    const Floats average = pooled(input, row_spec(Op::average, 2, 1));
    CHECK(std::isnan(average[0]));
    CHECK(average[1] == k_inf);
    CHECK(average[3] == 1e-30F);
    CHECK(average[4] == 1e-30F);
}

TEST_CASE("edge 10: averages of whole numbers are neither cut nor rounded") {
    const std::uint8_t bytes[] = {1, 2, 255, 254};
    float value = 0.0F;
    core::pool(core::dense_view(bytes, 1, 2, 2), square_spec(Op::average, 2, 2), {&value});
    CHECK(value == 128.0F);
    core::pool(core::dense_view(bytes, 1, 1, 2), row_spec(Op::average, 2, 2), {&value});
    CHECK(value == 1.5F);
}

TEST_CASE("a window of nothing but padding: average, sum and Lp 0, max and min what padding stands for, index -1") {
    const Grid input(1, 1, 4.0F);
    PoolSpec spec = row_spec(Op::average, 2, 2, 2);
    CHECK(pooled(input, spec) == Floats{0, 2});
    spec.count_include_pad = false;
    CHECK(pooled(input, spec) == Floats{0, 4});
    spec.divisor = -3;
    CHECK(pooled(input, spec)[0] == 0.0F);
    CHECK_FALSE(std::signbit(pooled(input, spec)[0]));
    spec.op = Op::max;
    CHECK(pooled(input, spec) == Floats{-k_inf, 4});
    CHECK(indices(input, spec) == Indices{-1, 0});
    spec.op = Op::min;
    CHECK(pooled(input, spec) == Floats{k_inf, 4});
    CHECK(indices(input, spec) == Indices{-1, 0});
    spec.op = Op::sum;
    CHECK(pooled(input, spec) == Floats{0, 4});
    spec.op = Op::lp;
    CHECK(pooled(input, spec) == Floats{0, 4});
}

TEST_CASE("the divisor wins over count_include_pad, negative too, and only for sliding averages") {
    PoolSpec spec = square_spec(Op::average, 2, 2);
    spec.divisor = -2;
    spec.count_include_pad = false;
    CHECK(pooled(article_grid(), spec) == Floats{-26, -16, -158, -39});
    spec.op = Op::global_average;
    CHECK(pooled(article_grid(), spec) == Floats{29.875F});
    spec = adaptive_spec(Op::adaptive_average, 2, 2);
    spec.divisor = 5;
    CHECK(pooled(article_grid(), spec) == Floats{13, 8, 79, 19.5F});
}

TEST_CASE("keras never counts padding, whatever count_include_pad says") {
    PoolSpec spec = row_spec(Op::average, 2, 2);
    spec.rule = Rule::keras;
    spec.auto_pad = AutoPad::same_upper;
    spec.count_include_pad = true;
    CHECK(pooled(row({2, 4, 6}), spec) == Floats{3, 6});
    spec.rule = Rule::onnx;
    CHECK(pooled(row({2, 4, 6}), spec) == Floats{3, 3});
}

TEST_CASE("Lp: sizes without signs, p 1, 2, 3 and infinity, and beyond double's range") {
    PoolSpec spec = row_spec(Op::lp, 2, 2);
    const Grid input = row({3, -4});
    CHECK(pooled(input, spec) == Floats{5});
    spec.p = 1;
    CHECK(pooled(input, spec) == Floats{7});
    spec.p = 3;
    check_close(pooled(input, spec), {4.4979F});
    spec.p = static_cast<double>(k_inf);
    CHECK(pooled(input, spec) == Floats{4});
    CHECK(std::isnan(pooled(row({k_nan, 1}), spec)[0]));
    CHECK(std::isnan(pooled(row({k_inf, k_nan}), spec)[0]));
    spec.p = 1000;  // 4^1000 is far beyond a double; the root is not
    CHECK(pooled(input, spec) == Floats{4});
    spec.p = 1e300;
    CHECK(pooled(input, spec) == Floats{4});
    spec.p = 50;
    check_close(pooled(row({1e-20F, 1e-20F}), spec), {1.01396e-20F});
    CHECK(pooled(row({0, -0.0F}), spec) == Floats{0});
    CHECK(pooled(row({-k_inf, 1}), spec) == Floats{k_inf});
}

TEST_CASE("dilation works for every operator") {
    const Grid input = row({1, 10, 2, 20, 3});
    for (const auto& [op, expected] :
         {std::pair{Op::max, Floats{3}}, {Op::average, Floats{2}}, {Op::min, Floats{1}}, {Op::sum, Floats{6}}}) {
        PoolSpec spec = row_spec(op, 3, 1);
        spec.dilation = {1, 2};
        CHECK(pooled(input, spec) == expected);
    }
}

TEST_CASE("doubles beyond float become infinity") {
    const double values[] = {1e300, 1.0};
    float value = 0.0F;
    core::pool(core::dense_view(values, 1, 1, 2), row_spec(Op::max, 2, 2), {&value});
    CHECK(value == k_inf);
}

TEST_CASE("a large plane is shared among threads and sums keep double precision") {
    const Grid ones(300, 400, 0.1F);
    const Floats average = pooled(ones, square_spec(Op::global_average, 1, 1));
    CHECK(average == Floats{0.1F});
    PoolSpec spec = square_spec(Op::average, 7, 1, 3);
    spec.count_include_pad = false;
    CHECK(pooled(ones, spec) == Floats(300 * 400, 0.1F));
}
