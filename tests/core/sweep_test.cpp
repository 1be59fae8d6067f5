// Sweeps: pool(), reference_pool(), geometry and problem() against the oracle of oracle.cpp.
#include <random>

#include "cases.h"
#include "core/geometry.h"
#include "core/pool.h"
#include "core/problem.h"
#include "oracle.h"
#include "support/catch.h"

using core::AutoPad;
using core::Grid;
using core::Op;
using core::PoolSpec;
using namespace test;

namespace {

constexpr Op k_window_ops[] = {Op::max, Op::average, Op::min, Op::lp, Op::sum};
constexpr Op k_all_ops[] = {
    Op::max,          Op::average,         Op::min, Op::lp, Op::sum, Op::global_max, Op::global_average,
    Op::adaptive_max, Op::adaptive_average};

bool same_values(const PoolSpec& spec, const std::vector<float>& actual, const std::vector<float>& expected) {
    if (actual.size() != expected.size()) return false;
    for (std::size_t i = 0; i < actual.size(); ++i) {
        const bool same = core::picks_one_cell(spec.op) ? identical(actual[i], expected[i])
                                                        : nearly_identical(actual[i], expected[i]);
        if (!same) return false;
    }
    return true;
}

// What differs from the oracle, or "" if nothing does.
std::string difference(const Grid& input, const PoolSpec& spec) {
    const std::optional<OracleResult> expected = oracle(input, spec);
    const std::optional<core::Problem> problem = core::problem(spec, input.rows, input.cols);
    if (!expected) return problem ? "" : "no window fits, but there is no problem";
    if (problem) return "problem: " + problem->sentence();
    const core::Geometry geometry = core::geometry(spec, input.rows, input.cols);
    if (geometry.h.output != expected->rows || geometry.w.output != expected->cols) {
        return "output " + std::to_string(geometry.h.output) + "x" + std::to_string(geometry.w.output) + ", not " +
               std::to_string(expected->rows) + "x" + std::to_string(expected->cols);
    }
    const core::PooledGrid actual = core::pool_grid(input, spec);
    const Grid wanted(expected->rows, expected->cols, expected->values);
    if (!same_values(spec, actual.values.values, expected->values)) {
        return "values" + describe(actual.values) + ", not " + describe(wanted);
    }
    if (core::picks_one_cell(spec.op) && actual.indices != expected->indices) return "indices";
    const Grid coverage = core::coverage(geometry);
    for (std::size_t i = 0; i < coverage.values.size(); ++i) {
        if (coverage.values[i] != static_cast<float>(expected->reads[i])) return "coverage " + describe(coverage);
    }
    return "";
}

void expect_no_difference(const Grid& input, const PoolSpec& spec) {
    const std::string found = difference(input, spec);
    if (!found.empty()) {
        FAIL_CHECK(found << "\n  " << describe(spec, input.rows, input.cols) << "\n  " << describe(input));
    }
}

PoolSpec random_spec(std::mt19937& random) {
    const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    PoolSpec spec;
    spec.op = k_all_ops[draw(0, 8)];
    spec.kernel = {draw(1, 4), draw(1, 4)};
    spec.stride = {draw(1, 4), draw(1, 4)};
    if (draw(0, 1) == 1) spec.padding = {draw(0, 3), draw(0, 3), draw(0, 3), draw(0, 3)};
    if (draw(0, 1) == 1) spec.dilation = {draw(1, 3), draw(1, 3)};
    spec.ceil = draw(0, 1) == 1;
    spec.count_include_pad = draw(0, 1) == 1;
    constexpr std::int64_t k_divisors[] = {1, 3, 7, -2};
    if (draw(0, 3) == 0) spec.divisor = k_divisors[draw(0, 3)];
    constexpr double k_powers[] = {1.0, 1.5, 2.0, 3.0, 7.0};
    spec.p = draw(0, 5) == 5 ? static_cast<double>(k_inf) : k_powers[draw(0, 4)];
    spec.output_size = {draw(1, 9), draw(1, 9)};
    spec.rule = static_cast<core::Rule>(draw(0, 2));
    if (draw(0, 1) == 1) spec.auto_pad = static_cast<AutoPad>(draw(0, 3));
    return spec;
}

}  // namespace

TEST_CASE("sweep: one axis, every small size, kernel, stride, padding, dilation and rounding") {
    std::mt19937 random(7);
    int compared = 0;
    for (std::int64_t n = 1; n <= 6; ++n) {
        const Grid input = random_grid(n, 2, Mixture::ties, random);
        for (std::int64_t code = 0; code < 4 * 3 * 3 * 3 * 2 * 2; ++code) {
            std::int64_t rest = code;
            const auto take = [&](std::int64_t choices) {
                const std::int64_t chosen = rest % choices;
                rest /= choices;
                return chosen;
            };
            PoolSpec spec;
            spec.kernel = {take(4) + 1, 1};
            spec.stride = {take(3) + 1, 1};
            spec.padding.top = take(3);
            spec.padding.bottom = take(3);
            spec.dilation = {take(2) + 1, 1};
            spec.ceil = take(2) == 1;
            for (const Op op : k_window_ops) {
                spec.op = op;
                spec.count_include_pad = code % 2 == 0;
                expect_no_difference(input, spec);
                ++compared;
            }
        }
    }
    CHECK(compared == 6 * 432 * 5);
}

TEST_CASE("sweep: random settings on both axes, all operators, rules and kinds of padding") {
    std::mt19937 random(20220307);
    int computed = 0;
    for (int i = 0; i < 20000; ++i) {
        const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
        const int rows = draw(1, 8), cols = draw(1, 8);
        const Grid input = random_grid(rows, cols, static_cast<Mixture>(i % 3), random);
        const PoolSpec spec = random_spec(random);
        expect_no_difference(input, spec);
        if (!core::problem(spec, rows, cols)) ++computed;
    }
    CHECK(computed > 15000);
}

TEST_CASE("sweep: SAME pads upper and lower for every size, kernel, stride and dilation") {
    std::mt19937 random(11);
    for (std::int64_t n = 1; n <= 7; ++n) {
        const Grid input = random_grid(n, n, Mixture::decimals, random);
        for (std::int64_t k = 1; k <= 4; ++k) {
            for (std::int64_t s = 1; s <= 4; ++s) {
                for (std::int64_t d = 1; d <= 2; ++d) {
                    for (const AutoPad pad : {AutoPad::same_upper, AutoPad::same_lower, AutoPad::valid}) {
                        PoolSpec spec = square_spec(Op::average, k, s);
                        spec.rule = core::Rule::onnx;
                        spec.dilation = {d, d};
                        spec.auto_pad = pad;
                        spec.ceil = k % 2 == 0;  // makes no difference where the padding is computed
                        spec.count_include_pad = s % 2 == 0;
                        expect_no_difference(input, spec);
                        spec.op = Op::max;
                        expect_no_difference(input, spec);
                    }
                }
            }
        }
    }
}

TEST_CASE("sweep: adaptive bins for every input and output size up to 12") {
    for (std::int64_t n = 1; n <= 12; ++n) {
        const Grid input = counting_grid(n, 13 - n);
        for (std::int64_t o = 1; o <= 12; ++o) {
            expect_no_difference(input, adaptive_spec(Op::adaptive_average, o, 13 - o));
            expect_no_difference(input, adaptive_spec(Op::adaptive_max, o, o));
        }
    }
}

TEST_CASE("pool: strided and interleaved views, bytes and doubles give what dense floats give") {
    std::mt19937 random(5);
    constexpr std::int64_t k_rows = 6, k_cols = 5, k_channels = 3;
    std::vector<std::uint8_t> bytes(k_rows * k_cols * k_channels);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    const std::vector<double> doubles(bytes.begin(), bytes.end());
    Grid planes(k_channels * k_rows, k_cols);
    for (std::int64_t c = 0; c < k_channels; ++c) {
        for (std::int64_t i = 0; i < k_rows * k_cols; ++i) {
            planes.values[static_cast<std::size_t>(c * k_rows * k_cols + i)] =
                static_cast<float>(bytes[static_cast<std::size_t>(i * k_channels + c)]);
        }
    }
    for (int i = 0; i < 200; ++i) {
        const PoolSpec spec = random_spec(random);
        if (core::problem(spec, k_rows, k_cols)) continue;
        const auto size = static_cast<std::size_t>(core::geometry(spec, k_rows, k_cols).windows() * k_channels);
        std::vector<float> from_bytes(size), from_doubles(size), from_floats(size);
        core::pool(core::interleaved_view(bytes.data(), k_channels, k_rows, k_cols), spec, {from_bytes.data()}, {2});
        core::pool(core::interleaved_view(doubles.data(), k_channels, k_rows, k_cols), spec, {from_doubles.data()},
                   {1});
        core::pool(core::dense_view(planes.values.data(), k_channels, k_rows, k_cols), spec, {from_floats.data()}, {3});
        if (from_bytes != from_floats || from_doubles != from_floats) FAIL_CHECK(describe(spec, k_rows, k_cols));
    }
}

TEST_CASE("pool: a view of every second row and column, upside down") {
    const Grid grid = counting_grid(8, 8);
    core::View<float> view{grid.values.data() + 7 * 8, 1, 4, 4, 0, -16, 2};
    const PoolSpec spec = square_spec(Op::max, 2, 2);
    std::vector<float> values(4);
    std::vector<std::int64_t> indices(4);
    core::pool(view, spec, {values.data(), indices.data()});
    CHECK(values == std::vector<float>{59, 63, 27, 31});
    CHECK(indices == std::vector<std::int64_t>{1, 3, 9, 11});
}

TEST_CASE("pool: no planes, no work") {
    const core::View<float> nothing{nullptr, 0, 4, 4, 16, 4, 1};
    core::pool(nothing, square_spec(Op::max, 2, 2), {nullptr, nullptr});
    core::reference_pool(nothing, square_spec(Op::max, 2, 2), {nullptr, nullptr});
    SUCCEED();
}
