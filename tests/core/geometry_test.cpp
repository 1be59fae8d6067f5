#include "core/geometry.h"

#include "cases.h"
#include "core/problem.h"
#include "support/catch.h"

using core::AutoPad;
using core::CellUse;
using core::Geometry;
using core::Op;
using core::PoolSpec;
using core::Span;
using namespace test;

TEST_CASE("span: sliding, dilated, in the padding") {
    PoolSpec spec = square_spec(Op::max, 3, 2, 1);
    const Geometry plain = core::geometry(spec, 6, 6);
    CHECK(core::span(plain.h, 0) == Span{-1, 3, 1});
    CHECK(core::span(plain.h, 2) == Span{3, 3, 1});
    CHECK(core::span(plain.h, 2).end() == 6);
    spec.dilation = {2, 1};
    CHECK(core::span(core::geometry(spec, 6, 6).h, 0) == Span{-1, 3, 2});
    CHECK(core::span(core::geometry(spec, 6, 6).h, 0).end() == 4);
}

TEST_CASE("clipped: the taps inside a range") {
    CHECK(core::clipped({-3, 4, 2}, 0, 10) == Span{1, 2, 2});
    CHECK(core::clipped({-4, 4, 2}, 0, 10) == Span{0, 2, 2});
    CHECK(core::clipped({5, 4, 3}, 0, 9) == Span{5, 2, 3});
    CHECK(core::clipped({0, 3, 1}, 0, 3) == Span{0, 3, 1});
    CHECK(core::clipped({-5, 2, 3}, 0, 10).count == 0);
    CHECK(core::clipped({10, 2, 3}, 0, 10).count == 0);
    CHECK(core::clipped({-1, 2, 5}, 0, 3).count == 0);
}

TEST_CASE("coverage: overlapping windows, gaps, dropped cells") {
    const core::Grid overlapping = core::coverage(core::geometry(square_spec(Op::max, 3, 1), 4, 4));
    CHECK(overlapping == core::Grid(4, 4, {1, 2, 2, 1, 2, 4, 4, 2, 2, 4, 4, 2, 1, 2, 2, 1}));
    const Geometry gaps = core::geometry(square_spec(Op::max, 1, 2), 4, 4);
    CHECK(core::coverage(gaps) == core::Grid(4, 4, {1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0}));
    CHECK(core::cell_use(gaps, 0, 0) == CellUse::used);
    CHECK(core::cell_use(gaps, 1, 0) == CellUse::skipped);
    CHECK(core::cell_use(gaps, 3, 0) == CellUse::dropped);
    CHECK(core::cell_use(gaps, 1, 3) == CellUse::dropped);
}

TEST_CASE("cell use: floor drops what ceil reads") {
    PoolSpec spec = square_spec(Op::max, 2, 2);
    CHECK(core::cell_use(core::geometry(spec, 5, 5), 4, 0) == CellUse::dropped);
    spec.ceil = true;
    CHECK(core::cell_use(core::geometry(spec, 5, 5), 4, 0) == CellUse::used);
}

TEST_CASE("cell use: dilation steps over cells") {
    PoolSpec spec = square_spec(Op::max, 2, 9);
    spec.dilation = {2, 1};
    const Geometry geometry = core::geometry(spec, 3, 2);
    CHECK(core::cell_use(geometry, 0, 0) == CellUse::used);
    CHECK(core::cell_use(geometry, 1, 0) == CellUse::skipped);
    CHECK(core::cell_use(geometry, 2, 0) == CellUse::used);
}

TEST_CASE("windows using a cell") {
    const Geometry geometry = core::geometry(square_spec(Op::max, 3, 1), 4, 4);
    CHECK(core::windows_using(geometry, 0, 0) == std::vector<std::int64_t>{0});
    CHECK(core::windows_using(geometry, 1, 2) == std::vector<std::int64_t>{0, 1, 2, 3});
    CHECK(core::windows_using(core::geometry(square_spec(Op::max, 1, 2), 4, 4), 1, 1).empty());
    CHECK(core::windows_using(core::geometry(square_spec(Op::global_max, 1, 1), 4, 4), 3, 3) ==
          std::vector<std::int64_t>{0});
    CHECK(core::windows_using(core::geometry(adaptive_spec(Op::adaptive_max, 1, 3), 1, 5), 0, 1) ==
          std::vector<std::int64_t>{0, 1});
}

TEST_CASE("nearest window: by the middle of its taps, clamped at the edges, the first of two as near") {
    const Geometry geometry = core::geometry(square_spec(Op::max, 2, 2), 8, 8);  // middles 0.5 2.5 4.5 6.5
    CHECK(core::nearest_window(geometry, 0.5, 0.5) == 0);
    CHECK(core::nearest_window(geometry, 2.4, 4.6) == 6);
    CHECK(core::nearest_window(geometry, -100, 100) == 3);
    CHECK(core::nearest_window(geometry, 1e300, -1e300) == 12);
    CHECK(core::nearest_window(geometry, 1.5, 1.5) == 0);
    CHECK(core::nearest_window(geometry, 1.5001, 1.5001) == 5);
    CHECK(core::nearest_window(geometry, static_cast<double>(k_nan), 3) == 1);
}

TEST_CASE("nearest window: every window is nearest to its own middle, unless an earlier one has the same") {
    std::vector<PoolSpec> specs = {square_spec(Op::max, 3, 2, 1), square_spec(Op::max, 1, 3),
                                   square_spec(Op::global_max, 1, 1)};
    for (std::int64_t o = 1; o < 12; ++o) specs.push_back(adaptive_spec(Op::adaptive_max, o, 2));
    for (const PoolSpec& spec : specs) {
        const Geometry geometry = core::geometry(spec, 7, 7);
        for (std::int64_t i = 0; i < geometry.h.output; ++i) {
            const auto middle = [&](std::int64_t k) {
                const Span taps = core::span(geometry.h, k);
                return static_cast<double>(taps.start + taps.end() - 1) / 2.0;
            };
            const std::int64_t nearest = core::nearest_window(geometry, middle(i), 0) / geometry.w.output;
            INFO(describe(spec, 7, 7));
            CHECK(nearest <= i);
            CHECK(middle(nearest) == middle(i));
        }
    }
}

TEST_CASE("SAME and VALID: sizes and padding") {
    const auto axis = [](AutoPad pad, std::int64_t n, std::int64_t k, std::int64_t s) {
        PoolSpec spec = square_spec(Op::max, k, s, 9);  // the padding setting does not matter
        spec.auto_pad = pad;
        return core::geometry(spec, n, n).h;
    };
    CHECK(axis(AutoPad::same_upper, 5, 2, 2).output == 3);
    CHECK(axis(AutoPad::same_upper, 5, 2, 2).pad_begin == 0);
    CHECK(axis(AutoPad::same_upper, 5, 2, 2).pad_end == 1);
    CHECK(axis(AutoPad::same_lower, 5, 2, 2).pad_begin == 1);
    CHECK(axis(AutoPad::same_lower, 5, 2, 2).pad_end == 0);
    CHECK(axis(AutoPad::same_upper, 5, 1, 3).pad_end == 0);  // the total never falls below 0
    CHECK(axis(AutoPad::valid, 5, 2, 2).output == 2);
    CHECK(axis(AutoPad::valid, 5, 2, 2).pad_begin == 0);
}

TEST_CASE("global and adaptive axes ignore the window settings") {
    PoolSpec spec = square_spec(Op::global_average, 3, 2, 1);
    spec.dilation = {5, 5};
    spec.ceil = true;
    const core::Axis axis = core::geometry(spec, 4, 6).w;
    CHECK(axis.kind == core::Axis::Kind::global);
    CHECK(axis.kernel == 6);
    CHECK(axis.output == 1);
    CHECK(axis.pad_begin == 0);
    spec.op = Op::adaptive_average;
    spec.output_size = {3, 4};
    CHECK(core::geometry(spec, 7, 7).h.output == 3);
    CHECK(core::geometry(spec, 7, 7).w.kernel == 2);
    CHECK(core::geometry(spec, 7, 7).w.kind == core::Axis::Kind::adaptive);
}
