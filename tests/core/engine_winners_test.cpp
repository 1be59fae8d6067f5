// The fast paths for windows of 2x2 and 3x3 at stride 2, and winners with their indices: ties, zeros and NaN worked by
// hand for every way that the engine has, then random settings against the definition, on every instruction set.
#include <bit>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "cases.h"
#include "core/geometry.h"
#include "core/pool.h"
#include "core/problem.h"
#include "engine_cases.h"
#include "instruction_sets.h"
#include "support/catch.h"

using core::Op;
using core::PoolSpec;
using namespace test;

namespace {

struct Place {
    std::int64_t row = 0;
    std::int64_t col = 0;
};

// Two values in each window, `fill` around them; `earlier` comes first in reading order.
struct Duel {
    std::string what;
    float fill;
    float earlier;
    float later;
    bool later_wins;
};

const float k_other_nan = std::bit_cast<float>(0xFFC00123U);

const std::vector<Duel>& duels() {
    static const std::vector<Duel> all{
        {"the larger first", -1, 7, 5, false},
        {"the larger last", -1, 5, 7, true},
        {"equals", -1, 5, 5, false},
        {"-0 before +0", -1, -0.0F, 0.0F, false},
        {"+0 before -0", -1, 0.0F, -0.0F, false},
        {"smallest numbers", -1e-45F, 1e-45F, 0.0F, false},
        {"two NaN", 3, k_nan, k_other_nan, true},
        {"two NaN, the other way round", 3, k_other_nan, k_nan, true},
        {"NaN before a number", 3, k_other_nan, 9, false},
        {"NaN after a number", 3, 9, k_other_nan, true},
        {"NaN after infinity", 3, k_inf, k_nan, true},
        {"NaN before infinity", 3, k_nan, k_inf, false},
        {"infinity after the largest number", 3, std::numeric_limits<float>::max(), k_inf, true}};
    return all;
}

// A way of the engine: k x k windows side by side in one row of windows, `stride_h` deciding how rows are folded.
struct Way {
    std::string_view method;
    std::int64_t k;
    std::int64_t stride_h;
};
constexpr Way k_ways[] = {{"stem", 2, 2},      // pairs of values
                          {"winners", 3, 3},   // values of a window at once, then keys
                          {"winners", 3, 1},   // rows of keys, kept
                          {"winners", 9, 1},   // blocks of rows of keys
                          {"winners", 2, 9}};  // fewer rows than the stride passes over

std::uint32_t bits(float value) { return std::bit_cast<std::uint32_t>(value); }

struct Picked {
    std::vector<float> values;
    std::vector<std::int64_t> indices;
};

Picked picked(const std::vector<float>& plane, std::int64_t height, std::int64_t width, const PoolSpec& spec) {
    const auto size = static_cast<std::size_t>(core::geometry(spec, height, width).windows());
    Picked result{std::vector<float>(size), std::vector<std::int64_t>(size)};
    core::pool(core::dense_view(plane.data(), 1, height, width), spec, {result.values.data(), result.indices.data()},
               {1});
    return result;
}

PoolSpec spec_of(const Way& way, Op op) {
    PoolSpec spec;
    spec.op = op;
    spec.kernel = {way.k, way.k};
    spec.stride = {way.stride_h, way.k};
    return spec;
}

// For min, everything with its sign turned round; so zeros fight in both orders too.
void expect_winner(const Way& way, const Duel& duel, Op op, Place earlier, Place later, std::int64_t windows) {
    const std::int64_t width = way.k * windows;
    const float sign = op == Op::max ? 1.0F : -1.0F;
    std::vector<float> plane(static_cast<std::size_t>(way.k * width), sign * duel.fill);
    const auto index = [&](Place place, std::int64_t window) { return place.row * width + window * way.k + place.col; };
    for (std::int64_t window = 0; window < windows; ++window) {
        plane[static_cast<std::size_t>(index(earlier, window))] = sign * duel.earlier;
        plane[static_cast<std::size_t>(index(later, window))] = sign * duel.later;
    }
    const Picked found = picked(plane, way.k, width, spec_of(way, op));
    for (std::int64_t window = 0; window < windows; ++window) {
        const std::int64_t wanted = index(duel.later_wins ? later : earlier, window);
        const auto i = static_cast<std::size_t>(window);
        CAPTURE(duel.what, way.k, way.stride_h, op == Op::max, windows, window, earlier.row, later.row);
        CHECK(found.indices[i] == wanted);
        CHECK(bits(found.values[i]) == bits(plane[static_cast<std::size_t>(wanted)]));
    }
}

// Random cases against the definition; `choose` sets what they have in common.
template <class T, class Choose>
void sweep(unsigned seed, int cases, const Choose& choose) {
    std::mt19937 random(seed);
    const Workspaces workspaces;
    int computed = 0;
    for (int i = 0; i < cases; ++i) {
        const auto draw = [&](std::int64_t low, std::int64_t high) {
            return std::uniform_int_distribution<std::int64_t>(low, high)(random);
        };
        EngineCase c;
        c.planes = draw(1, 3);
        c.layout = static_cast<Layout>(draw(0, 1) == 0 ? 0 : draw(0, 4));
        c.content = static_cast<Content>(draw(0, 5));
        c.seed = static_cast<unsigned>(random());
        choose(c, draw);
        if (core::problem(c.spec, c.height, c.width)) continue;
        ++computed;
        const Planes<T> planes = make_planes<T>(c);
        const Results expected = reference_results(c, planes.view);
        const std::vector<ExactMean> exact = exact_means(c, planes.view);
        core::PoolOptions options;
        options.workspace = workspaces.all[static_cast<std::size_t>(i) % workspaces.all.size()].get();
        for_each_instruction_set([&](const char* set) {
            const std::optional<Results> actual = engine_results(c, planes.view, options);
            const std::string found = actual ? difference(c, *actual, expected, exact, options.sums)
                                             : "written beside the output, or not at all";
            if (!found.empty()) FAIL_CHECK(set << ": " << found << "\n  " << describe(c));
        });
    }
    CHECK(computed > cases / 2);
}

}  // namespace

TEST_CASE("winners: ties, zeros, infinities and NaN in every way and order") {
    for (const Way& way : k_ways) {
        CHECK(core::pool_method(core::dense_view<float>(nullptr, 1, 9, 99), spec_of(way, Op::max),
                                {nullptr, std::vector<std::int64_t>(1).data()}) == way.method);
        const std::int64_t end = way.k - 1;
        const Place places[][2] = {{{0, 0}, {0, 1}},     {{0, 0}, {0, end}},   {{0, 0}, {1, 0}},    {{0, 1}, {1, 0}},
                                   {{0, end}, {end, 0}}, {{end, 0}, {end, 1}}, {{0, 0}, {end, end}}};
        for_each_instruction_set([&](const char* set) {
            CAPTURE(set);
            for (const auto& [earlier, later] : places) {
                for (const Duel& duel : duels()) {
                    for (const Op op : {Op::max, Op::min}) {
                        expect_winner(way, duel, op, earlier, later, 1);
                        expect_winner(way, duel, op, earlier, later, 37);
                    }
                }
            }
        });
    }
}

TEST_CASE("winners: a window of nothing but -infinity has its first tap, for min of +infinity") {
    for (const Way& way : k_ways) {
        for_each_instruction_set([&](const char* set) {
            for (const Op op : {Op::max, Op::min}) {
                CAPTURE(set, way.k, way.stride_h);
                const float worst = op == Op::max ? -k_inf : k_inf;
                const std::vector<float> plane(static_cast<std::size_t>(way.k * way.k * 20), worst);
                const Picked found = picked(plane, way.k, way.k * 20, spec_of(way, op));
                for (std::int64_t window = 0; window < 20; ++window) {
                    CHECK(found.values[static_cast<std::size_t>(window)] == worst);
                    CHECK(found.indices[static_cast<std::size_t>(window)] == window * way.k);
                }
            }
        });
    }
}

TEST_CASE("winners: windows without a tap give -infinity, +infinity and index -1") {
    // 2x2 over 1 2 / 3 4 with padding 2 all round: of 3x3 windows, only the middle one has taps.
    const std::vector<float> plane{1, 2, 3, 4};
    for (const std::int64_t stride_h : {std::int64_t{2}, std::int64_t{1}}) {
        for_each_instruction_set([&](const char* set) {
            CAPTURE(set, stride_h);
            PoolSpec spec = square_spec(Op::max, 2, 2, 2);
            spec.stride.h = stride_h;
            const std::int64_t middle = stride_h == 2 ? 1 : 2;
            const Picked largest = picked(plane, 2, 2, spec);
            spec.op = Op::min;
            const Picked smallest = picked(plane, 2, 2, spec);
            for (std::int64_t row : {std::int64_t{0}, middle, 2 * middle}) {
                for (std::int64_t col = 0; col < 3; ++col) {
                    const bool has_taps = row == middle && col == 1;
                    const auto cell = static_cast<std::size_t>(row * 3 + col);
                    CHECK(largest.values[cell] == (has_taps ? 4 : -k_inf));
                    CHECK(largest.indices[cell] == (has_taps ? 3 : -1));
                    CHECK(smallest.values[cell] == (has_taps ? 1 : k_inf));
                    CHECK(smallest.indices[cell] == (has_taps ? 0 : -1));
                }
            }
        });
    }
}

TEST_CASE("winners: bytes, and every second column upside down, keep the numbering of the view") {
    for_each_instruction_set([&](const char* set) {
        CAPTURE(set);
        const std::vector<std::uint8_t> bytes{3, 9, 9, 0, 255, 255, 7, 255, 1};
        std::vector<float> values(1);
        std::vector<std::int64_t> indices(1);
        core::pool(core::dense_view(bytes.data(), 1, 3, 3), square_spec(Op::max, 3, 1),
                   {values.data(), indices.data()});
        CHECK(values.front() == 255);
        CHECK(indices.front() == 4);
        const core::Grid grid = counting_grid(8, 8);
        const core::View<float> view{grid.values.data() + 7 * 8, 1, 4, 4, 0, -16, 2};
        core::pool(view, square_spec(Op::max, 4, 1), {values.data(), indices.data()});
        CHECK(values.front() == 63);
        CHECK(indices.front() == 3);
    });
}

TEST_CASE("stem: 2x2 and 3x3 at stride 2 of every small size, padding and rounding") {
    sweep<float>(1, 1500, [](EngineCase& c, const auto& draw) {
        constexpr Op k_ops[] = {Op::max, Op::min, Op::average, Op::sum};
        c.spec = square_spec(k_ops[draw(0, 3)], draw(2, 3), 2);
        c.spec.padding = {draw(0, 1), draw(0, 1), draw(0, 1), draw(0, 1)};
        c.spec.ceil = draw(0, 1) == 1;
        c.spec.count_include_pad = draw(0, 1) == 1;
        if (draw(0, 5) == 0) c.spec.divisor = draw(0, 1) == 0 ? -3 : 7;
        c.indices = core::picks_one_cell(c.spec.op) && draw(0, 1) == 1;
        c.height = draw(1, 12);
        c.width = draw(0, 1) == 0 ? draw(1, 20) : draw(20, 90);
        if (draw(0, 3) > 0) c.layout = draw(0, 1) == 0 ? Layout::dense : Layout::padded_rows;
    });
}

namespace {

// Kernels small and large beside strides small and large, so that each way down the rows has its turn.
struct ChooseWinners {
    template <class Draw>
    void operator()(EngineCase& c, const Draw& draw) const {
        c.spec.op = draw(0, 1) == 0 ? Op::max : Op::min;
        const std::int64_t largest = draw(0, 2) == 0 ? 30 : 5;
        c.spec.kernel = {draw(1, largest), draw(1, largest)};
        c.spec.stride = {draw(1, 4), draw(1, 4)};
        if (draw(0, 1) == 0) c.spec.stride = {1, 1};
        if (draw(0, 2) == 0) c.spec.dilation = {draw(1, 4), draw(1, 4)};
        if (draw(0, 1) == 0) c.spec.padding = {draw(0, 6), draw(0, 6), draw(0, 6), draw(0, 6)};
        c.spec.ceil = draw(0, 1) == 1;
        c.indices = true;
        c.height = draw(0, 1) == 0 ? draw(1, 12) : draw(12, 50);
        c.width = draw(0, 1) == 0 ? draw(1, 20) : draw(20, 70);
    }
};

}  // namespace

TEST_CASE("winners: random kernels, strides, paddings and dilations") { sweep<float>(2, 700, ChooseWinners{}); }

TEST_CASE("winners: random settings over bytes") { sweep<std::uint8_t>(3, 300, ChooseWinners{}); }

TEST_CASE("winners: a plane wide enough for several strips") {
    sweep<float>(4, 12, [](EngineCase& c, const auto& draw) {
        ChooseWinners{}(c, draw);
        c.spec.kernel = {draw(1, 9), draw(1, 9)};
        c.planes = 1;
        c.height = draw(9, 14);
        c.width = draw(3000, 5000);
    });
}
