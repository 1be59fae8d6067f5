#include "core/explain.h"

#include <random>

#include "cases.h"
#include "core/pool.h"
#include "core/problem.h"
#include "support/catch.h"

using core::AutoPad;
using core::DivisorReason;
using core::Grid;
using core::Minus;
using core::Op;
using core::PoolSpec;
using core::WindowCell;
using core::WindowExplanation;
using namespace test;
using Kind = WindowCell::Kind;

namespace {

std::string text_of(const Grid& input, const PoolSpec& spec, std::int64_t window = 0, int max_terms = 16) {
    return core::formula_text(core::formula(core::explain(input, spec, window), spec, max_terms));
}

Grid row(std::vector<float> values) {
    const auto cols = static_cast<std::int64_t>(values.size());
    return {1, cols, std::move(values)};
}

PoolSpec whole(Op op, std::int64_t cols) {
    PoolSpec spec;
    spec.op = op;
    spec.kernel = spec.stride = {1, cols};
    return spec;
}

std::string join(const std::vector<core::SizePiece>& pieces) {
    std::string text;
    for (const core::SizePiece& piece : pieces) text += piece.text;
    return text;
}

std::string sizes(const PoolSpec& spec, std::int64_t n) {
    const core::SizeFormula formula = core::size_formula(spec, core::geometry(spec, n, n).h);
    return join(formula.symbols) + "  " + join(formula.numbers);
}

}  // namespace

TEST_CASE("explain: the article's first window, cell by cell") {
    const WindowExplanation said = core::explain(article_grid(), square_spec(Op::max, 2, 2), 0);
    const std::vector<WindowCell> cells = {{0, 0, Kind::inside, 12, true, false, false},
                                           {0, 1, Kind::inside, 20, true, true, false},
                                           {1, 0, Kind::inside, 8, true, false, false},
                                           {1, 1, Kind::inside, 12, true, false, false}};
    CHECK(said.cells == cells);
    CHECK(said.inside == 4);
    CHECK(said.sum == 52.0);
    CHECK(said.winner_index == 1);
    CHECK(said.result == 20.0F);
    CHECK(said.divisor_reason == DivisorReason::none);
}

TEST_CASE("explain: where the window lies") {
    const WindowExplanation said = core::explain(article_grid(), square_spec(Op::max, 2, 1), 5);
    CHECK(said.index == 5);
    CHECK(said.out_row == 1);
    CHECK(said.out_col == 2);
    CHECK(said.cells.front().row == 1);
    CHECK(said.cells.front().col == 2);
}

TEST_CASE("explain: real, padding and outside cells of a ceil window, as in the lesson on edges") {
    PoolSpec spec = square_spec(Op::average, 3, 2, 1);
    spec.ceil = true;
    Grid input(6, 6, 1.0F);
    input.at(1, 5) = 6;
    input.at(2, 5) = 12;
    input.at(3, 5) = 6;
    const WindowExplanation said = core::explain(input, spec, 7);
    CHECK(said.inside == 3);
    CHECK(said.padding == 3);
    CHECK(said.outside == 3);
    CHECK(said.divisor == 6.0);
    CHECK(said.divisor_reason == DivisorReason::padding_and_outside);
    CHECK(said.result == 4.0F);
    const std::vector<Kind> kinds = {Kind::inside, Kind::padding, Kind::outside};
    for (std::size_t i = 0; i < 9; ++i) {
        CHECK(said.cells[i].kind == kinds[i % 3]);
        CHECK(said.cells[i].counted == (i % 3 != 2));
    }
    CHECK(text_of(input, spec, 7) == "(6+0+12+0+6+0)/6 = 4");
}

TEST_CASE("explain: ties are outlined, the first is chosen, of NaN the last") {
    const WindowExplanation said = core::explain(row({2, 5, 5, 5}), whole(Op::max, 4), 0);
    CHECK(said.tied == 2);
    CHECK(said.cells[1].winner);
    CHECK_FALSE(said.cells[1].tied);
    CHECK(said.cells[2].tied);
    CHECK(said.cells[3].tied);
    CHECK_FALSE(said.cells[0].tied);
    const WindowExplanation nans = core::explain(row({k_nan, 5, k_nan}), whole(Op::max, 3), 0);
    CHECK(nans.cells[2].winner);
    CHECK(nans.cells[0].tied);
    CHECK(nans.tied == 1);
}

TEST_CASE("explain: padding stands for what cannot win or add") {
    const auto padding_cell = [](Op op) {
        return core::explain(row({1, 2}), square_spec(op, 3, 1, 1), 0).cells.front();
    };
    CHECK(padding_cell(Op::max).value == -k_inf);
    CHECK_FALSE(padding_cell(Op::max).counted);
    CHECK(padding_cell(Op::min).value == k_inf);
    CHECK_FALSE(padding_cell(Op::min).counted);
    for (const Op op : {Op::average, Op::sum, Op::lp}) {
        CHECK(padding_cell(op).value == 0.0F);
        CHECK(padding_cell(op).counted);
    }
}

TEST_CASE("explain: padding of minus infinity is never tied with a real minus infinity") {
    const WindowExplanation said =
        core::explain(Grid(1, 1, std::vector<float>{-k_inf}), square_spec(Op::max, 3, 1, 1), 0);
    CHECK(said.tied == 0);
    CHECK(said.cells[4].winner);
}

TEST_CASE("explain: why an average is divided by what it is") {
    PoolSpec spec = square_spec(Op::average, 2, 2);
    CHECK(core::explain(article_grid(), spec, 0).divisor_reason == DivisorReason::every_tap);
    spec = square_spec(Op::average, 2, 2, 1);
    CHECK(core::explain(article_grid(), spec, 0).divisor_reason == DivisorReason::every_tap);
    CHECK(core::explain(article_grid(), spec, 0).divisor == 4.0);
    spec.count_include_pad = false;
    CHECK(core::explain(article_grid(), spec, 0).divisor_reason == DivisorReason::padding_left_out);
    CHECK(core::explain(article_grid(), spec, 0).divisor == 1.0);
    spec.count_include_pad = true;
    spec.rule = core::Rule::keras;
    CHECK(core::explain(article_grid(), spec, 0).divisor_reason == DivisorReason::padding_left_out);
    spec = square_spec(Op::average, 3, 3);
    spec.ceil = true;
    CHECK(core::explain(article_grid(), spec, 1).divisor_reason == DivisorReason::outside_left_out);
    CHECK(core::explain(article_grid(), spec, 1).divisor == 3.0);
    spec.divisor = 5;
    CHECK(core::explain(article_grid(), spec, 1).divisor_reason == DivisorReason::override_value);
    CHECK(core::explain(article_grid(), spec, 1).divisor == 5.0);
    spec.padding = {1, 1, 1, 1};  // a divisor set by hand counts no cell of the padding
    CHECK_FALSE(core::explain(article_grid(), spec, 0).cells.front().counted);
    spec = square_spec(Op::average, 1, 1, 1);
    CHECK(core::explain(article_grid(), spec, 0).divisor_reason == DivisorReason::no_cell);
    const WindowExplanation bin = core::explain(article_grid(), adaptive_spec(Op::adaptive_average, 3, 3), 4);
    CHECK(bin.divisor_reason == DivisorReason::every_tap);
    CHECK(bin.divisor == 4.0);
}

TEST_CASE("formula: the article's windows") {
    CHECK(text_of(article_grid(), square_spec(Op::max, 2, 2)) == "max(12, 20, 8, 12) = 20");
    CHECK(text_of(article_grid(), square_spec(Op::average, 2, 2)) == "(12+20+8+12)/4 = 13");
    CHECK(text_of(article_grid(), square_spec(Op::average, 2, 2), 3) == "(37+4+25+12)/4 = 19.5");
    CHECK(text_of(article_grid(), square_spec(Op::min, 2, 2)) == "min(12, 20, 8, 12) = 8");
    CHECK(text_of(article_grid(), square_spec(Op::sum, 2, 2)) == "12+20+8+12 = 52");
    CHECK(text_of(article_grid(), square_spec(Op::global_average, 2, 2), 0, 4) == "(12+20+30+…+12)/16 = 29.875");
    CHECK(text_of(article_grid(), square_spec(Op::global_max, 2, 2), 0, 3) == "max(12, 20, …, 12) = 112");
    CHECK(text_of(article_grid(), square_spec(Op::global_max, 2, 2), 0, 0) == "max(12, …, 12) = 112");
    CHECK(text_of(article_grid(), adaptive_spec(Op::adaptive_max, 2, 2), 2) == "max(34, 70, 112, 100) = 112");
}

TEST_CASE("formula: negative numbers keep their own sign, in brackets after a plus") {
    CHECK(text_of(row({-3, 12, -4.5F}), whole(Op::sum, 3)) == "−3+12+(−4.5) = 4.5");
    CHECK(text_of(row({-3, 12}), whole(Op::max, 2)) == "max(−3, 12) = 12");
    PoolSpec spec = whole(Op::average, 2);
    spec.divisor = -2;
    CHECK(text_of(row({3, -13}), spec) == "(3+(−13))/(−2) = 5");
    const WindowExplanation said = core::explain(row({3, -13}), spec, 0);
    CHECK(core::formula_text(core::formula(said, spec, 16, Minus::ascii)) == "(3+(-13))/(-2) = 5");
}

TEST_CASE("formula: Lp") {
    PoolSpec spec = whole(Op::lp, 2);
    CHECK(text_of(row({3, -4}), spec) == "(|3|^2+|−4|^2)^(1/2) = 5");
    CHECK(text_of(row({1, 1}), spec) == "(|1|^2+|1|^2)^(1/2) ≈ 1.4142");
    spec.p = 1;
    CHECK(text_of(row({3, -4}), spec) == "|3|+|−4| = 7");
    spec.p = 3;
    CHECK(text_of(row({0, -4}), spec) == "(|0|^3+|−4|^3)^(1/3) = 4");
    spec.p = 1.5;
    CHECK(text_of(row({0, -4}), spec) == "(|0|^1.5+|−4|^1.5)^(1/1.5) ≈ 4");
    spec.p = static_cast<double>(k_inf);
    CHECK(text_of(row({3, -4}), spec) == "max(|3|, |−4|) = 4");
    spec.p = 40;
    CHECK(text_of(row({0, 0}), spec) == "(|0|^40+|0|^40)^(1/40) = 0");
}

TEST_CASE("formula: equal only where the printed numbers make it true") {
    CHECK(text_of(row({1, 2, 2}), whole(Op::average, 3)) == "(1+2+2)/3 ≈ 1.6667");
    CHECK(text_of(row({0.1F, 0.2F}), whole(Op::sum, 2)) == "0.1+0.2 = 0.3");
    CHECK(text_of(row({0.1F, 0.2F}), whole(Op::average, 2)) == "(0.1+0.2)/2 = 0.15");
    CHECK(text_of(row({16777216, 1}), whole(Op::sum, 2)) == "16777216+1 ≈ 16777216");
    CHECK(text_of(row({0.1F, 0, 0}), whole(Op::average, 3)) == "(0.1+0+0)/3 ≈ 0.03333");
    CHECK(text_of(row({1, 0, 0, 0, 0, 0, 0, 0}), whole(Op::average, 8)) == "(1+0+0+0+0+0+0+0)/8 = 0.125");
    CHECK(text_of(row({-1, 0, 0}), whole(Op::average, 3)) == "(−1+0+0)/3 ≈ −0.3333");
    CHECK(text_of(row({3e38F, -3e38F}), whole(Op::average, 2)) == "(3e38+(−3e38))/2 = 0");
    CHECK(text_of(row({1e-30F, 0, 0}), whole(Op::average, 3)) == "(1e-30+0+0)/3 ≈ 3.3333333e-31");
}

TEST_CASE("formula: NaN and infinities") {
    CHECK(text_of(row({k_nan, 1}), whole(Op::max, 2)) == "max(NaN, 1) = NaN");
    CHECK(text_of(row({k_inf, 1}), whole(Op::average, 2)) == "(∞+1)/2 = ∞");
    CHECK(text_of(row({k_inf, -k_inf}), whole(Op::sum, 2)) == "∞+(−∞) = NaN");
}

TEST_CASE("formula: padding as what it stands for, cells outside left out, an average of nothing") {
    PoolSpec spec = square_spec(Op::max, 3, 2, 1);
    spec.ceil = true;
    CHECK(text_of(counting_grid(4, 4), spec, 8) == "max(16, −∞, −∞, −∞) = 16");
    spec.op = Op::average;
    spec.count_include_pad = false;
    CHECK(text_of(counting_grid(4, 4), spec, 8) == "(16+0+0+0)/1 = 16");
    spec = square_spec(Op::average, 1, 1, 1);
    CHECK(text_of(row({4}), spec) == "(0)/1 = 0");
    spec.count_include_pad = false;
    CHECK(text_of(row({4}), spec) == "(0) = 0");
}

TEST_CASE("formula: pieces name their cells and roles") {
    PoolSpec spec = square_spec(Op::max, 2, 2, 1);
    const auto pieces = core::formula(core::explain(row({7}), spec, 0), spec);
    using Role = core::FormulaPiece::Role;
    const std::vector<core::FormulaPiece> expected = {
        {Role::function, "max", -1}, {Role::operation, "(", -1},   {Role::padding, "−∞", 0},
        {Role::operation, ", ", -1}, {Role::padding, "−∞", 1},     {Role::operation, ", ", -1},
        {Role::padding, "−∞", 2},    {Role::operation, ", ", -1},  {Role::winner, "7", 3},
        {Role::operation, ")", -1},  {Role::operation, " = ", -1}, {Role::result, "7", -1}};
    CHECK(pieces == expected);
    spec.op = Op::average;
    const auto average = core::formula(core::explain(row({7}), spec, 0), spec);
    CHECK(average[average.size() - 3] == core::FormulaPiece{Role::divisor, "4", -1});
    CHECK(average.back().role == Role::result);
}

TEST_CASE("formula: every piece with a cell shows that cell, in reading order") {
    std::mt19937 random(12);
    for (const Op op : {Op::max, Op::average, Op::lp, Op::sum}) {
        for (std::int64_t k = 1; k <= 5; ++k) {
            const Grid input = random_grid(6, 6, Mixture::decimals, random);
            const PoolSpec spec = square_spec(op, k, 2, k / 2);
            const WindowExplanation said = core::explain(input, spec, 0);
            std::int64_t previous = -1;
            for (const core::FormulaPiece& piece : core::formula(said, spec, 9)) {
                if (piece.cell < 0) continue;
                CHECK(piece.cell > previous);
                previous = piece.cell;
                const float value = said.cells[static_cast<std::size_t>(piece.cell)].value;
                CHECK(piece.text.find(core::exact_decimal(value, Minus::typographic)) != std::string::npos);
            }
            CHECK(previous == k * k - 1);
        }
    }
}

TEST_CASE("size formula: symbols and numbers") {
    CHECK(sizes(square_spec(Op::max, 2, 2), 4) == "o = ⌊(n+2p−k)/s⌋+1  2 = ⌊(4+2·0−2)/2⌋+1");
    PoolSpec spec = square_spec(Op::average, 3, 2, 1);
    spec.ceil = true;
    CHECK(sizes(spec, 6) == "o = ⌈(n+2p−k)/s⌉+1  4 = ⌈(6+2·1−3)/2⌉+1");
    spec.dilation = {2, 2};
    spec.ceil = false;
    CHECK(sizes(spec, 9) == "o = ⌊(n+2p−d(k−1)−1)/s⌋+1  4 = ⌊(9+2·1−2·(3−1)−1)/2⌋+1");
    spec = square_spec(Op::max, 2, 2);
    spec.padding.top = 1;
    CHECK(sizes(spec, 5) == "o = ⌊(n+p₁+p₂−k)/s⌋+1  3 = ⌊(5+1+0−2)/2⌋+1");
    spec = square_spec(Op::max, 1, 2);
    spec.ceil = true;
    CHECK(sizes(spec, 32) == "o = ⌈(n+2p−k)/s⌉+1−1  16 = ⌈(32+2·0−1)/2⌉+1−1");
    spec = core::default_spec(core::Rule::keras);
    CHECK(sizes(spec, 5) == "o = ⌊(n−k)/s⌋+1  2 = ⌊(5−2)/2⌋+1");
    spec.auto_pad = AutoPad::same_upper;
    CHECK(sizes(spec, 5) == "o = ⌈n/s⌉  3 = ⌈5/2⌉");
    CHECK(sizes(adaptive_spec(Op::adaptive_average, 2, 2), 5) == "o = 2  o = 2");
    CHECK(sizes(square_spec(Op::global_max, 2, 2), 5) == "o = 1  o = 1");
}

TEST_CASE("size formula: a role for each parameter, and the numbers give the output") {
    PoolSpec spec = square_spec(Op::max, 3, 2, 1);
    spec.dilation = {2, 2};
    const core::SizeFormula formula = core::size_formula(spec, core::geometry(spec, 9, 9).h);
    using Role = core::SizePiece::Role;
    std::vector<std::pair<Role, std::string>> numbers;
    for (const core::SizePiece& piece : formula.numbers) {
        if (piece.role != Role::operation) numbers.emplace_back(piece.role, piece.text);
    }
    const std::vector<std::pair<Role, std::string>> expected = {{Role::output, "4"},  {Role::input, "9"},
                                                                {Role::padding, "1"}, {Role::dilation, "2"},
                                                                {Role::kernel, "3"},  {Role::stride, "2"}};
    CHECK(numbers == expected);
}
