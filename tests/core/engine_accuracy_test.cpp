// How near sums come to the exact ones, on data that is hard to sum (core::Sums says what is promised), and that a NaN
// or an infinity stays where it is.
#include <cmath>
#include <functional>
#include <random>

#include "cases.h"
#include "core/geometry.h"
#include "engine_cases.h"
#include "instruction_sets.h"
#include "support/catch.h"

using core::Grid;
using core::Op;
using core::PoolSpec;
using core::Sums;
using namespace test;

namespace {

constexpr std::int64_t k_rows = 150;
constexpr std::int64_t k_cols = 210;

struct DataSet {
    const char* name;
    std::function<double(std::mt19937&, std::int64_t row, std::int64_t col)> value;
};

double uniform(std::mt19937& random, double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
}
double normal(std::mt19937& random) { return std::normal_distribution<double>()(random); }

const std::vector<DataSet>& data_sets() {
    static const std::vector<DataSet> sets{
        {"uniform in 0..1", [](std::mt19937& random, auto, auto) { return uniform(random, 0.0, 1.0); }},
        {"photo, 0..255", [](std::mt19937& random, auto, auto) { return static_cast<double>(random() % 256); }},
        {"1e4 and noise", [](std::mt19937& random, auto, auto) { return 1e4 + normal(random); }},
        {"a patch of 1e7",
         [](std::mt19937& random, std::int64_t row, std::int64_t col) {
             const bool inside = row >= 40 && row < 100 && col >= 70 && col < 130;
             return inside ? 1e7 : uniform(random, 0.0, 1.0);
         }},
        {"log-uniform in 1e-6..1e6",
         [](std::mt19937& random, auto, auto) { return std::pow(10.0, uniform(random, -6.0, 6.0)); }},
        {"cancelling", [](std::mt19937& random, auto, auto) { return normal(random); }}};
    return sets;
}

Grid make_grid(const DataSet& set, std::int64_t rows, std::int64_t cols) {
    std::mt19937 random(5);
    Grid grid(rows, cols);
    for (std::int64_t y = 0; y < rows; ++y) {
        for (std::int64_t x = 0; x < cols; ++x) grid.at(y, x) = static_cast<float>(set.value(random, y, x));
    }
    return grid;
}

// By the exact sum of a window that lies inside.
ExactMean exact_mean(const Grid& grid, const core::Span& rows, const core::Span& cols) {
    ExactMean exact;
    for (std::int64_t y = rows.start; y < rows.end(); ++y) {
        for (std::int64_t x = cols.start; x < cols.end(); ++x) {
            exact.mean += static_cast<long double>(grid.at(y, x));
            exact.size += std::abs(static_cast<long double>(grid.at(y, x)));
        }
    }
    const auto taps = static_cast<long double>(rows.count * cols.count);
    return {exact.mean / taps, exact.size / taps};
}

std::vector<float> pooled_by_engine(const Grid& grid, const PoolSpec& spec, Sums sums) {
    std::vector<float> values(static_cast<std::size_t>(core::geometry(spec, grid.rows, grid.cols).windows()));
    core::PoolOptions options;
    options.sums = sums;
    core::pool(core::view_of(grid), spec, {values.data()}, options);
    return values;
}

// On at most 300 windows, chosen at random.
void check_accuracy(const std::string& what, const Grid& grid, const PoolSpec& spec) {
    const core::Geometry where = core::geometry(spec, grid.rows, grid.cols);
    std::mt19937 random(6);
    std::vector<std::int64_t> cells;
    std::vector<ExactMean> exact;
    for (int i = 0; i < 300; ++i) {
        cells.push_back(std::uniform_int_distribution<std::int64_t>(0, where.windows() - 1)(random));
        exact.push_back(exact_mean(grid, core::span(where.h, cells.back() / where.w.output),
                                   core::span(where.w, cells.back() % where.w.output)));
        if (where.windows() == 1) break;
    }
    for_each_instruction_set([&](const char* set) {
        for (const Sums sums : {Sums::single, Sums::exact}) {
            const std::vector<float> values = pooled_by_engine(grid, spec, sums);
            long double worst = 0.0L;
            int wrong = 0;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const float value = values[static_cast<std::size_t>(cells[i])];
                const long double off = std::abs(static_cast<long double>(value) - exact[i].mean);
                worst = std::max(worst, off / ulp(exact[i].size));
                if (!near_mean(value, exact[i], sums)) ++wrong;
            }
            INFO(set << ", " << what << (sums == Sums::single ? ", single" : ", exact") << ": off by "
                     << static_cast<double>(worst) << " ulp");
            CHECK(wrong == 0);
        }
    });
}

}  // namespace

TEST_CASE("engine: averages within 8 ulp of the exact mean, exact ones within 0.52") {
    for (const DataSet& set : data_sets()) {
        const Grid grid = make_grid(set, k_rows, k_cols);
        for (const std::int64_t kernel : {7, 31, 127}) {
            for (const std::int64_t stride : {1, 5}) {
                const std::string what =
                    std::string(set.name) + ", kernel " + std::to_string(kernel) + ", stride " + std::to_string(stride);
                check_accuracy(what, grid, square_spec(Op::average, kernel, stride));
            }
        }
    }
}

TEST_CASE("engine: averages of whole planes and of large bins are as accurate") {
    for (const DataSet& set : data_sets()) {
        const Grid grid = make_grid(set, 700, 901);
        PoolSpec spec;
        spec.op = Op::global_average;
        check_accuracy(std::string(set.name) + ", global", grid, spec);
        check_accuracy(std::string(set.name) + ", 3x2 bins", grid, adaptive_spec(Op::adaptive_average, 3, 2));
    }
}

TEST_CASE("engine: a mean is finite although the sum of its values is too large for a float") {
    const Grid grid(90, 90, 3e38F);
    PoolSpec spec;
    spec.op = Op::global_average;
    for_each_instruction_set([&](const char* set) {
        INFO(set);
        CHECK(pooled_by_engine(grid, spec, Sums::single) == std::vector<float>{3e38F});
        CHECK(pooled_by_engine(grid, adaptive_spec(Op::adaptive_average, 1, 4), Sums::single) ==
              std::vector<float>(4, 3e38F));
    });
}

TEST_CASE("engine: NaN and infinity reach exactly the windows that contain them") {
    Grid grid(k_rows, k_cols, 1.5F);
    grid.at(70, 60) = k_nan;
    grid.at(75, 150) = k_inf;
    for (const Op op : {Op::average, Op::sum, Op::lp, Op::max}) {
        for (const std::int64_t kernel : {2, 3, 7, 31}) {
            for (const std::int64_t stride : {1, 2}) {
                const PoolSpec spec = square_spec(op, kernel, stride, kernel / 2);
                const core::Geometry where = core::geometry(spec, k_rows, k_cols);
                for_each_instruction_set([&](const char* set) {
                    const std::vector<float> values = pooled_by_engine(grid, spec, Sums::single);
                    int wrong = 0;
                    for (std::int64_t cell = 0; cell < where.windows(); ++cell) {
                        const core::Span rows = core::span(where.h, cell / where.w.output);
                        const core::Span cols = core::span(where.w, cell % where.w.output);
                        const auto holds = [&](std::int64_t row, std::int64_t col) {
                            return row >= rows.start && row < rows.end() && col >= cols.start && col < cols.end();
                        };
                        const float value = values[static_cast<std::size_t>(cell)];
                        const bool right = holds(70, 60)    ? std::isnan(value)
                                           : holds(75, 150) ? value == k_inf
                                                            : std::isfinite(value);
                        if (!right) ++wrong;
                    }
                    INFO(set << ": " << describe(spec, k_rows, k_cols));
                    CHECK(wrong == 0);
                });
            }
        }
    }
}
