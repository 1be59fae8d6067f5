// The engine where sizes run out: one cell, one row, planes of more than 2^31 cells; and what a call costs besides: no
// memory once the workspace is warm.
#include <string>

#include "allocation_count.h"
#include "cases.h"
#include "core/geometry.h"
#include "core/problem.h"
#include "engine_cases.h"
#include "support/catch.h"

using core::Op;
using core::PoolSpec;
using namespace test;

namespace {

constexpr Op k_all_ops[] = {
    Op::max,          Op::average,         Op::min, Op::lp, Op::sum, Op::global_max, Op::global_average,
    Op::adaptive_max, Op::adaptive_average};

std::vector<EngineCase> small_cases() {
    std::vector<EngineCase> cases;
    constexpr std::int64_t k_sizes[][2] = {{1, 1}, {1, 2}, {2, 1}, {1, 97}, {97, 1}, {3, 33}, {33, 3}, {8, 8}};
    for (const auto& [height, width] : k_sizes) {
        for (const Op op : k_all_ops) {
            for (const std::int64_t kernel : {1, 2, 3, 9, 40}) {
                for (const std::int64_t stride : {1, 2, 50}) {
                    EngineCase c;
                    c.spec = square_spec(op, kernel, stride, 20);
                    c.spec.output_size = {kernel, stride};
                    c.height = height;
                    c.width = width;
                    c.planes = 2;
                    c.content = Content::specials;
                    c.layout = static_cast<Layout>(kernel % 5);
                    c.indices = core::picks_one_cell(op);
                    if (!core::problem(c.spec, height, width)) cases.push_back(c);
                }
            }
        }
    }
    return cases;
}

}  // namespace

TEST_CASE("engine: planes smaller than the window, of one cell, row or column") {
    const Workspaces workspaces;
    int compared = 0;
    for (const EngineCase& c : small_cases()) {
        const std::string fault = engine_fault<float>(c, workspaces);
        if (!fault.empty()) FAIL_CHECK(fault);
        ++compared;
    }
    CHECK(compared > 400);
}

// Few large planes share their blocks among threads, many small ones are shared whole, channels last in groups.
TEST_CASE("engine: whole planes, few or many, channels first or last") {
    const Workspaces workspaces;
    constexpr std::int64_t k_shapes[][3] = {{1, 300, 301}, {3, 250, 200}, {40, 60, 70},
                                            {16, 7, 7},    {33, 9, 5},    {17, 1, 1}};
    unsigned seed = 0;
    for (const auto& [planes, height, width] : k_shapes) {
        for (const Layout layout : {Layout::dense, Layout::padded_rows, Layout::interleaved}) {
            for (const Content content : {Content::zeros, Content::wide, Content::specials}) {
                for (const Op op : {Op::max, Op::min, Op::average, Op::sum}) {
                    EngineCase c;
                    c.spec.op = op;
                    c.spec.kernel = {height, width};
                    c.planes = planes;
                    c.height = height;
                    c.width = width;
                    c.layout = layout;
                    c.content = content;
                    c.seed = ++seed;
                    c.indices = core::picks_one_cell(op) && seed % 2 == 0;
                    const std::string fault = engine_fault<float>(c, workspaces);
                    if (!fault.empty()) FAIL_CHECK(fault);
                }
            }
        }
    }
    CHECK(seed == 6 * 3 * 3 * 4);
}

// Every row is the same 70000 values in memory: 4.9e9 cells.
TEST_CASE("engine: planes of more than 2^31 cells") {
    constexpr std::int64_t k_side = 70000;
    std::vector<float> row(k_side);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = static_cast<float>(i % 1000);
    const core::View<float> view{row.data(), 1, k_side, k_side, 0, 0, 1};
    for (const std::int64_t kernel : {1, 2, 3, 12}) {
        const PoolSpec spec = square_spec(Op::max, kernel, 33000);
        std::vector<float> values(9);
        std::vector<std::int64_t> indices(9);
        const core::Geometry where = core::geometry(spec, k_side, k_side);
        REQUIRE(where.windows() == 9);
        core::pool(view, spec, {values.data(), indices.data()});
        for (std::int64_t cell = 0; cell < 9; ++cell) {
            CAPTURE(kernel, cell);
            const std::int64_t col = cell % 3 * 33000 + kernel - 1;  // the last of the window's first row
            CHECK(values[static_cast<std::size_t>(cell)] == static_cast<float>(col % 1000));
            CHECK(indices[static_cast<std::size_t>(cell)] == cell / 3 * 33000 * k_side + col);
        }
        core::pool(view, spec, {values.data()});
        CHECK(values[8] == static_cast<float>((66000 + kernel - 1) % 1000));
    }
}

TEST_CASE("engine: the same bits for any number of threads that a call starts itself") {
    std::mt19937 random(9);
    for (int i = 0; i < 40; ++i) {
        const EngineCase c = random_engine_case(random, 30000);
        const Planes<float> planes = make_planes<float>(c);
        core::PoolOptions options;
        options.threads = 1;
        const std::optional<Results> one = engine_results(c, planes.view, options);
        REQUIRE(one);
        for (const int threads : {0, 2, 5, 64}) {
            options.threads = threads;
            const std::optional<Results> several = engine_results(c, planes.view, options);
            if (!several || !same_bits(*one, *several)) FAIL_CHECK(threads << " threads: " << describe(c));
        }
    }
}

TEST_CASE("engine: a call allocates nothing once its workspace is warm") {
    if (!counts_allocations()) return;  // a sanitizer's build
    std::mt19937 random(10);
    core::Workspace workspace(2);
    core::PoolOptions options;
    options.workspace = &workspace;
    for (int i = 0; i < 300; ++i) {
        const EngineCase c = random_engine_case(random, 30000);
        const Planes<float> planes = make_planes<float>(c);
        Results results = reference_results(c, planes.view);
        const auto call = [&] {
            core::pool(planes.view, c.spec, {results.values.data(), c.indices ? results.indices.data() : nullptr},
                       options);
        };
        call();
        call();  // by now each thread may have had a part
        const long before = allocation_count();
        call();
        const long during = allocation_count() - before;
        if (during != 0) FAIL_CHECK(during << " allocations: " << describe(c));
    }
    const long before = allocation_count();
    { const std::vector<int> counted(100); }
    CHECK(allocation_count() > before);
}

TEST_CASE("engine: who pools what") {
    const core::Grid grid(30, 40);
    const auto method = [&](const PoolSpec& spec) {
        float none = 0.0F;
        return std::string(core::pool_method(core::view_of(grid), spec, {&none}));
    };
    for (const Op op : {Op::global_max, Op::global_average, Op::adaptive_max, Op::adaptive_average}) {
        CHECK(method(adaptive_spec(op, 1, 1)) == "global");
    }
    PoolSpec whole;
    whole.kernel = {30, 40};
    for (const Op op : {Op::max, Op::min, Op::average, Op::sum}) {
        whole.op = op;
        CHECK(method(whole) == "global");
    }
    CHECK(method(adaptive_spec(Op::adaptive_average, 7, 7)) == "adaptive");
    CHECK(method(square_spec(Op::lp, 3, 2)) == "power");
}
