// What holds for every input: properties of the operators rather than single numbers.
#include <algorithm>
#include <random>
#include <tuple>

#include "cases.h"
#include "core/explain.h"
#include "core/geometry.h"
#include "core/pool.h"
#include "core/problem.h"
#include "support/catch.h"

using core::Grid;
using core::Op;
using core::PoolSpec;
using namespace test;

namespace {

// Specs of every kind for 7 x 6, padded by at most half the kernel, so that no window holds padding alone.
std::vector<PoolSpec> many_specs() {
    std::vector<PoolSpec> specs;
    for (const Op op : {Op::max, Op::average, Op::min, Op::lp, Op::sum, Op::global_max, Op::global_average,
                        Op::adaptive_max, Op::adaptive_average}) {
        for (int code = 0; code < 96; ++code) {
            const std::int64_t kernel = code % 3 + 1;
            PoolSpec spec = square_spec(op, kernel, code / 3 % 2 + 1, std::min<std::int64_t>(code / 6 % 2, kernel / 2));
            spec.dilation = {code / 12 % 2 + 1, 1};
            spec.ceil = code / 24 % 2 == 1;
            spec.count_include_pad = code / 48 == 1;
            spec.output_size = {code % 8 + 1, 3};
            if (core::uses_window_settings(op) || code < 8) specs.push_back(spec);
        }
    }
    return specs;
}

constexpr std::int64_t k_rows = 7;
constexpr std::int64_t k_cols = 6;

Grid whole_numbers(std::mt19937& random) { return random_grid(k_rows, k_cols, Mixture::ties, random); }

}  // namespace

TEST_CASE("property: max and min move with a constant, average too where nothing but values counts") {
    std::mt19937 random(1);
    for (const PoolSpec& spec : many_specs()) {
        const bool divides_by_values = core::is_average(spec.op) && !spec.count_include_pad;
        if (!core::picks_one_cell(spec.op) && !divides_by_values) continue;
        const Grid input = whole_numbers(random);
        Grid moved = input;
        for (float& value : moved.values) value += 64.0F;
        const std::vector<float> before = pooled(input, spec), after = pooled(moved, spec);
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (after[i] != Approx(before[i] + 64.0F)) FAIL_CHECK(describe(spec, k_rows, k_cols));
        }
    }
}

TEST_CASE("property: raising one cell lowers no output of any operator but Lp") {
    std::mt19937 random(2);
    for (const PoolSpec& spec : many_specs()) {
        if (spec.op == Op::lp) continue;
        const Grid input = whole_numbers(random);
        Grid raised = input;
        raised.values[random() % raised.values.size()] += 5.0F;
        const std::vector<float> before = pooled(input, spec), after = pooled(raised, spec);
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (after[i] < before[i]) FAIL_CHECK(describe(spec, k_rows, k_cols));
        }
    }
}

TEST_CASE("property: min is max with the signs turned, and picks the same cells") {
    std::mt19937 random(3);
    for (PoolSpec spec : many_specs()) {
        if (spec.op != Op::min) continue;
        const Grid input = whole_numbers(random);
        Grid turned = input;
        for (float& value : turned.values) value = -value;
        const core::PooledGrid least = core::pool_grid(input, spec);
        spec.op = Op::max;
        const core::PooledGrid most = core::pool_grid(turned, spec);
        CHECK(least.indices == most.indices);
        for (std::size_t i = 0; i < least.values.values.size(); ++i) {
            CHECK(least.values.values[i] == -most.values.values[i]);
        }
    }
}

TEST_CASE("property: the average of a constant is the constant where padding does not count") {
    const Grid constant(k_rows, k_cols, 7.25F);
    for (const PoolSpec& spec : many_specs()) {
        if (!core::is_average(spec.op) || spec.count_include_pad) continue;
        for (const float value : pooled(constant, spec)) {
            if (value != 7.25F) FAIL_CHECK(value << " " << describe(spec, k_rows, k_cols));
        }
    }
}

TEST_CASE("property: min <= average <= max <= Lp of sizes <= sum of sizes") {
    std::mt19937 random(4);
    Grid input = whole_numbers(random);
    for (float& value : input.values) value = std::abs(value);
    for (PoolSpec spec : many_specs()) {
        if (spec.op != Op::max || spec.count_include_pad) continue;
        std::vector<std::vector<float>> rising;
        for (const Op op : {Op::min, Op::average, Op::max, Op::lp, Op::sum}) {
            spec.op = op;
            rising.push_back(pooled(input, spec));
        }
        for (std::size_t k = 1; k < rising.size(); ++k) {
            for (std::size_t i = 0; i < rising[k].size(); ++i) {
                if (rising[k - 1][i] > rising[k][i] * 1.000001F) FAIL_CHECK(k << " " << describe(spec, k_rows, k_cols));
            }
        }
    }
}

TEST_CASE("property: 2x2 pooling repeated L times is one 2^L x 2^L pooling") {
    std::mt19937 random(5);
    for (const Op op : {Op::max, Op::min, Op::average, Op::sum}) {
        Grid repeated = random_grid(16, 32, Mixture::ties, random);
        const Grid input = repeated;
        for (std::int64_t size = 2; size <= 16; size *= 2) {
            repeated = core::pool_grid(repeated, square_spec(op, 2, 2)).values;
            CHECK(repeated == core::pool_grid(input, square_spec(op, size, size)).values);
        }
    }
}

TEST_CASE("property: global pooling is adaptive pooling to 1x1 and one window over everything") {
    std::mt19937 random(6);
    const Grid input = random_grid(5, 9, Mixture::decimals, random);
    PoolSpec whole;
    whole.kernel = {5, 9};
    for (const auto& [global, adaptive, op] : {std::tuple{Op::global_max, Op::adaptive_max, Op::max},
                                               std::tuple{Op::global_average, Op::adaptive_average, Op::average}}) {
        whole.op = op;
        const core::PooledGrid expected = core::pool_grid(input, whole);
        PoolSpec spec;
        spec.op = global;
        CHECK(core::pool_grid(input, spec) == expected);
        CHECK(core::pool_grid(input, adaptive_spec(adaptive, 1, 1)) == expected);
    }
}

TEST_CASE("property: adaptive pooling is plain pooling where the sizes divide") {
    const Grid input = counting_grid(6, 12);
    PoolSpec plain;
    plain.kernel = plain.stride = {2, 4};
    CHECK(core::pool_grid(input, adaptive_spec(Op::adaptive_max, 3, 3)) == core::pool_grid(input, plain));
}

TEST_CASE("property: coverage adds up to the taps inside, and windows_using is the inverse of span") {
    for (const PoolSpec& spec : many_specs()) {
        if (core::problem(spec, k_rows, k_cols)) continue;
        const core::Geometry geometry = core::geometry(spec, k_rows, k_cols);
        std::vector<std::vector<std::int64_t>> readers(k_rows * k_cols);
        for (std::int64_t window = 0; window < geometry.windows(); ++window) {
            const core::Span rows = core::clipped(core::span(geometry.h, window / geometry.w.output), 0, k_rows);
            const core::Span cols = core::clipped(core::span(geometry.w, window % geometry.w.output), 0, k_cols);
            for (std::int64_t i = 0; i < rows.count; ++i) {
                for (std::int64_t j = 0; j < cols.count; ++j) {
                    const std::int64_t cell = (rows.start + i * rows.step) * k_cols + cols.start + j * cols.step;
                    readers[static_cast<std::size_t>(cell)].push_back(window);
                }
            }
        }
        const Grid coverage = core::coverage(geometry);
        for (std::int64_t cell = 0; cell < k_rows * k_cols; ++cell) {
            const auto& expected = readers[static_cast<std::size_t>(cell)];
            const std::int64_t row = cell / k_cols, col = cell % k_cols;
            const bool used = core::cell_use(geometry, row, col) == core::CellUse::used;
            if (core::windows_using(geometry, row, col) != expected || used == expected.empty() ||
                coverage.at(row, col) != static_cast<float>(expected.size())) {
                FAIL_CHECK("cell " << row << "," << col << " " << describe(spec, k_rows, k_cols));
            }
        }
    }
}

TEST_CASE("property: explain() says what pool() gives, and its counts and flags agree with its cells") {
    std::mt19937 random(8);
    int explained = 0;
    for (const PoolSpec& spec : many_specs()) {
        const Grid input = random_grid(k_rows, k_cols, static_cast<Mixture>(explained % 3), random);
        if (core::problem(spec, k_rows, k_cols)) continue;
        const core::PooledGrid result = core::pool_grid(input, spec);
        for (std::int64_t window = 0; window < result.values.rows * result.values.cols; ++window) {
            const core::WindowExplanation said = core::explain(input, spec, window);
            const auto at = static_cast<std::size_t>(window);
            std::int64_t inside = 0, padding = 0, outside = 0, tied = 0, winners = 0;
            for (const core::WindowCell& cell : said.cells) {
                inside += cell.kind == core::WindowCell::Kind::inside;
                padding += cell.kind == core::WindowCell::Kind::padding;
                outside += cell.kind == core::WindowCell::Kind::outside;
                tied += cell.tied;
                winners += cell.winner;
                if (cell.winner) CHECK(identical(cell.value, said.result));
            }
            const bool picks = core::picks_one_cell(spec.op);
            const bool agrees = identical(said.result, result.values.values[at]) && said.inside == inside &&
                                said.padding == padding && said.outside == outside && said.tied == tied &&
                                said.winner_index == (picks ? result.indices[at] : -1) &&
                                winners == (said.winner_index >= 0 ? 1 : 0);
            if (!agrees) FAIL_CHECK("window " << window << " " << describe(spec, k_rows, k_cols));
            ++explained;
        }
    }
    CHECK(explained > 5000);
}
