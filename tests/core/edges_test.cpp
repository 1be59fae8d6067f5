// Edges, bins and rules: numbers worked by hand, then what must hold for every setting.
#include "core/edges.h"

#include "cases.h"
#include "core/rule_comparison.h"
#include "support/catch.h"

using core::AxisEdges;
using core::Op;
using core::PoolSpec;
using core::RuleChoice;
using core::Span;
using namespace test;

namespace {

std::string joined(const std::vector<core::SizePiece>& pieces) {
    std::string all;
    for (const core::SizePiece& piece : pieces) all += piece.text;
    return all;
}

core::Axis axis_of(const PoolSpec& spec, std::int64_t n) { return core::geometry(spec, n, n).w; }

PoolSpec ceil_spec(std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0) {
    PoolSpec spec = square_spec(Op::max, kernel, stride, padding);
    spec.ceil = true;
    return spec;
}

}  // namespace

TEST_CASE("edges: floor drops the end, padding first") {
    CHECK(core::edges(axis_of(square_spec(Op::max, 2, 2), 5)) == AxisEdges{1, 0, 0, 0, {}});
    CHECK(core::edges(axis_of(square_spec(Op::max, 3, 2, 1), 4)) == AxisEdges{0, 1, 0, 0, {}});
    CHECK(core::edges(axis_of(square_spec(Op::max, 3, 3), 5)) == AxisEdges{2, 0, 0, 0, {}});
    CHECK(core::edges(axis_of(square_spec(Op::max, 2, 2), 4)) == AxisEdges{});
}

TEST_CASE("edges: strides and dilations step over cells") {
    CHECK(core::edges(axis_of(square_spec(Op::max, 1, 2), 4)) == AxisEdges{1, 0, 1, 0, {}});
    CHECK(core::edges(axis_of(square_spec(Op::max, 2, 4), 6)) == AxisEdges{0, 0, 2, 0, {}});
    PoolSpec dilated = square_spec(Op::max, 2, 5);
    dilated.dilation = {2, 2};
    CHECK(core::edges(axis_of(dilated, 3)) == AxisEdges{0, 0, 1, 0, {}});
}

TEST_CASE("edges: ceil's last window hangs over, or is taken away") {
    const core::Axis over = axis_of(ceil_spec(2, 2), 5);
    CHECK(core::edges(over) == AxisEdges{0, 0, 0, 1, {}});
    CHECK_FALSE(core::hangs_over(over, 1));
    CHECK(core::hangs_over(over, 2));
    // pytorch #57178: k 1, s 2 on 32 gives 16, the seventeenth would start outside.
    const core::Axis outside = axis_of(ceil_spec(1, 2), 32);
    CHECK(outside.output == 16);
    CHECK(core::edges(outside) == AxisEdges{1, 0, 15, 0, Span{32, 1, 1}});
    // Starts in the padding at the right: 4 cells, pad 1, k 2, s 3 asks for starts -1, 2, 5; 5 is beyond the padding.
    const core::Axis padded = axis_of(ceil_spec(2, 5, 1), 4);
    CHECK(padded.output == 1);
    CHECK(core::edges(padded) == AxisEdges{3, 1, 0, 0, Span{4, 2, 1}});
}

TEST_CASE("edges: cells that no window reads, over both axes") {
    const core::UnreadCells floor = core::unread_cells(core::geometry(square_spec(Op::max, 2, 2), 5, 5));
    CHECK(floor.dropped == 9);
    CHECK(floor.skipped == 0);
    const core::UnreadCells gaps = core::unread_cells(core::geometry(square_spec(Op::max, 1, 2), 4, 4));
    CHECK(gaps.dropped == 7);
    CHECK(gaps.skipped == 5);
}

TEST_CASE("edges: counts agree with what coverage says of each cell") {
    for (std::int64_t n = 1; n <= 7; ++n) {
        for (std::int64_t k = 1; k <= 4; ++k) {
            for (std::int64_t s = 1; s <= 5; ++s) {
                for (std::int64_t p = 0; p <= 2; ++p) {
                    for (const bool ceil : {false, true}) {
                        PoolSpec spec = square_spec(Op::max, k, s, p);
                        spec.ceil = ceil;
                        if (core::problem(spec, n, n + 1)) continue;
                        CAPTURE(describe(spec, n, n + 1));
                        const core::Geometry where = core::geometry(spec, n, n + 1);
                        core::UnreadCells counted;
                        for (std::int64_t row = 0; row < n; ++row) {
                            for (std::int64_t col = 0; col < n + 1; ++col) {
                                const core::CellUse use = core::cell_use(where, row, col);
                                counted.dropped += use == core::CellUse::dropped ? 1 : 0;
                                counted.skipped += use == core::CellUse::skipped ? 1 : 0;
                            }
                        }
                        CHECK(core::unread_cells(where) == counted);
                        const AxisEdges h = core::edges(where.h);
                        CHECK((h.overhang > 0) == core::hangs_over(where.h, where.h.output - 1));
                        CHECK(h.removed.has_value() == where.h.removed_last);
                        if (h.removed) CHECK(h.removed->start >= n);
                    }
                }
            }
        }
    }
}

TEST_CASE("edges: a kernel that does not fit has a formula that gives no output") {
    const PoolSpec five = square_spec(Op::max, 5, 2);
    const auto unfit = core::unfit_geometry(five, 4, 4);
    REQUIRE(unfit);
    CHECK(joined(core::size_formula(five, unfit->h).numbers) == "0 = ⌊(4+2·0−5)/2⌋+1");
    const PoolSpec eight = square_spec(Op::max, 8, 2);
    CHECK(joined(core::size_formula(eight, core::unfit_geometry(eight, 4, 4)->w).numbers) == "−1 = ⌊(4+2·0−8)/2⌋+1");
    CHECK_FALSE(core::unfit_geometry(square_spec(Op::max, 2, 2), 4, 4));
    PoolSpec no_divisor = square_spec(Op::average, 2, 2);
    no_divisor.divisor = 0;
    CHECK_FALSE(core::unfit_geometry(no_divisor, 4, 4));
}

TEST_CASE("bins: start and end with their numbers, 7 into 4") {
    const core::Axis axis = axis_of(adaptive_spec(Op::adaptive_average, 4, 4), 7);
    CHECK(joined(core::bin_formula(axis, 0).start) == "⌊0·7/4⌋ = 0");
    CHECK(joined(core::bin_formula(axis, 0).end) == "⌈1·7/4⌉ = 2");
    CHECK(joined(core::bin_formula(axis, 1).start) == "⌊1·7/4⌋ = 1");
    CHECK(joined(core::bin_formula(axis, 1).end) == "⌈2·7/4⌉ = 4");
    CHECK(joined(core::bin_formula(axis, 2).start) == "⌊2·7/4⌋ = 3");
    CHECK(joined(core::bin_formula(axis, 2).end) == "⌈3·7/4⌉ = 6");
    CHECK(joined(core::bin_formula(axis, 3).start) == "⌊3·7/4⌋ = 5");
    CHECK(joined(core::bin_formula(axis, 3).end) == "⌈4·7/4⌉ = 7");
}

TEST_CASE("rules: 6 cells, kernel 3, stride 2 under each of them") {
    const core::Grid input = counting_grid(6, 6);
    const auto all = core::compare_rules(input, square_spec(Op::average, 3, 2));
    REQUIRE(all.size() == 4);
    CHECK(all[0].choice == RuleChoice::pytorch);
    CHECK(all[0].output.values == std::vector<float>{8, 10, 20, 22});
    CHECK(core::rule_difference(all[0], all[1]).nothing());
    CHECK(core::rule_difference(all[0], all[2]).nothing());
    // Same: o = 3, total = max(0, 2·2 + 3 − 6) = 1, all of it at the end.
    REQUIRE(all[3].geometry);
    CHECK(all[3].geometry->h.pad_begin == 0);
    CHECK(all[3].geometry->h.pad_end == 1);
    const core::RuleDifference same = core::rule_difference(all[0], all[3]);
    CHECK(same.padding);
    CHECK(same.size);
    CHECK(same.changed == 0);  // the four they share lie at the same place
    CHECK(all[3].output.values == std::vector<float>{8, 10, 11.5F, 20, 22, 23.5F, 29, 31, 32.5F});
}

TEST_CASE("rules: counting padding changes values, not the size") {
    const core::Grid input = core::Grid(2, 2, {1, 2, 3, 4});
    const auto all = core::compare_rules(input, square_spec(Op::average, 3, 1, 1));
    const core::RuleDifference onnx = core::rule_difference(all[0], all[1]);
    CHECK_FALSE(onnx.padding);
    CHECK_FALSE(onnx.size);
    CHECK(onnx.changed == 4);
    REQUIRE(onnx.first);
    CHECK(onnx.first->row == 0);
    CHECK(onnx.first->col == 0);
    CHECK(onnx.first->before == 10.0F / 9.0F);
    CHECK(onnx.first->after == 2.5F);
    CHECK(all[2].problem);  // valid: a kernel of 3 does not fit 2 cells
    CHECK(all[2].problem->key == "problem.kernel_too_large_valid");
    REQUIRE(all[3].geometry);
    CHECK(all[3].output.values == std::vector<float>(4, 2.5F));
}

TEST_CASE("rules: a framework that would refuse its own outcome says so") {
    const core::Grid input = counting_grid(5, 5);
    const auto all = core::compare_rules(input, square_spec(Op::max, 3, 2, 2));
    REQUIRE(all[0].refusal);
    CHECK(all[0].refusal->key == "refusal.pytorch_padding");
    CHECK_FALSE(all[1].refusal);  // ONNX takes any padding below the kernel
    CHECK_FALSE(all[3].refusal);
    for (const Op op : {Op::max, Op::average, Op::min, Op::lp, Op::sum}) {
        for (const auto& outcome : core::compare_rules(input, square_spec(op, 3, 2, 2))) {
            const auto listed = core::refusals(outcome.spec, 5, 5);
            CAPTURE(describe(outcome.spec, 5, 5));
            if (outcome.refusal) CHECK(listed.front() == *outcome.refusal);
        }
    }
}

TEST_CASE("rules: the chosen one is the spec itself, and choosing goes back and forth") {
    PoolSpec spec = square_spec(Op::max, 3, 2, 1);
    spec.ceil = true;
    for (const RuleChoice choice : core::k_rule_choices) {
        const PoolSpec there = core::with_rule_choice(spec, choice);
        CHECK(core::rule_choice(there) == choice);
        const auto all = core::compare_rules(counting_grid(5, 5), there);
        CHECK(all[static_cast<std::size_t>(choice)].spec == there);
        CHECK(core::with_rule_choice(there, choice) == there);
    }
}
