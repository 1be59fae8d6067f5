// Guesses of a window judged: numbers worked by hand for every operator, padding, ceil and ties, then what holds for
// all.
#include "core/prediction.h"

#include <cmath>
#include <limits>

#include "support/catch.h"

using core::Op;
using core::Question;
using core::Slip;
using core::Verdict;

namespace {

core::PoolSpec spec_of(Op op, std::int64_t kernel = 2, std::int64_t padding = 0) {
    core::PoolSpec spec;
    spec.op = op;
    spec.kernel = {kernel, kernel};
    spec.stride = {kernel, kernel};
    spec.padding = {padding, padding, padding, padding};
    return spec;
}

// The article's first window.
const core::Grid k_window(2, 2, std::vector<float>{12, 20, 8, 12});

struct Case {
    double said;
    Verdict verdict;
    Slip slip;
};

void check_values(const core::Grid& grid, const core::PoolSpec& spec, std::int64_t window,
                  const std::vector<Case>& cases) {
    const core::WindowExplanation explained = core::explain(grid, spec, window);
    REQUIRE(core::question_of(explained, spec) == Question::value);
    for (const Case& one : cases) {
        CAPTURE(one.said, explained.result);
        const core::Judgement judged = core::judge_value(explained, spec, one.said);
        CHECK(judged.verdict == one.verdict);
        CHECK(judged.slip == one.slip);
    }
}

core::Judgement cell(const core::Grid& grid, const core::PoolSpec& spec, std::int64_t window, std::int64_t row,
                     std::int64_t col) {
    const core::WindowExplanation explained = core::explain(grid, spec, window);
    REQUIRE(core::question_of(explained, spec) == Question::cell);
    return core::judge_cell(explained, spec, row, col);
}

}  // namespace

TEST_CASE("average of 12 20 8 12 is 13: exact, near within 1.2, and its slips") {
    check_values(k_window, spec_of(Op::average), 0,
                 {{13.0, Verdict::exact, Slip::none},
                  {14.2, Verdict::near, Slip::none},
                  {11.8, Verdict::near, Slip::none},
                  {14.3, Verdict::wrong, Slip::none},
                  {52.0, Verdict::wrong, Slip::summed},
                  {20.0, Verdict::wrong, Slip::took_largest},
                  {8.0, Verdict::wrong, Slip::took_smallest},
                  {10.7, Verdict::wrong, Slip::left_out_one},    // (52 - 20) / 3
                  {13.33, Verdict::near, Slip::left_out_one},    // (52 - 12) / 3
                  {10.0, Verdict::wrong, Slip::left_out_one}});  // (52 - 12) / 4
}

TEST_CASE("a value rounded as it was said is exact, and no more than that") {
    const core::Grid thirds(1, 3, std::vector<float>{2, 2, 3});  // 7 / 3
    core::PoolSpec spec = spec_of(Op::average);
    spec.kernel = spec.stride = {1, 3};
    check_values(thirds, spec, 0,
                 {{2.33, Verdict::exact, Slip::none},
                  {2.3333, Verdict::exact, Slip::none},
                  {2.34, Verdict::near, Slip::none},
                  {2.0, Verdict::wrong, Slip::took_smallest}});
    const core::Grid eighths(1, 2, std::vector<float>{29.75F, 30});  // 29.875
    spec.kernel = spec.stride = {1, 2};
    check_values(eighths, spec, 0, {{29.875, Verdict::exact, Slip::none}, {29.9, Verdict::near, Slip::none}});
    const core::Grid wide(1, 2, std::vector<float>{0, 59.75F});  // 29.875 again, of a range of 59.75
    check_values(wide, spec, 0, {{29.9, Verdict::exact, Slip::none}, {30.0, Verdict::near, Slip::none}});
}

TEST_CASE("equal values leave no room for nearness") {
    check_values(core::Grid(2, 2, 4.0F), spec_of(Op::average), 0,
                 {{4.0, Verdict::exact, Slip::none}, {4.1, Verdict::wrong, Slip::none}});
}

TEST_CASE("padding in an average: counted by PyTorch, left out by count_include_pad off") {
    // 3x3 of 2 kernels with padding 1: the first window holds 12 20 8 12 and five zeros.
    core::PoolSpec spec = spec_of(Op::average, 3, 1);
    check_values(k_window, spec, 0,
                 {{52.0 / 9.0, Verdict::exact, Slip::none}, {13.0, Verdict::wrong, Slip::forgot_padding}});
    spec.count_include_pad = false;
    check_values(k_window, spec, 0,
                 {{13.0, Verdict::exact, Slip::none}, {5.78, Verdict::wrong, Slip::counted_padding}});
}

TEST_CASE("ceil's partial window is divided by what lies in it") {
    const core::Grid row(1, 3, std::vector<float>{4, 8, 6});
    core::PoolSpec spec = spec_of(Op::average);
    spec.kernel = spec.stride = {1, 2};
    spec.ceil = true;
    check_values(row, spec, 1, {{6.0, Verdict::exact, Slip::none}, {3.0, Verdict::wrong, Slip::counted_outside}});
}

TEST_CASE("a divisor set by hand") {
    core::PoolSpec spec = spec_of(Op::average);
    spec.divisor = 2;
    check_values(k_window, spec, 0,
                 {{26.0, Verdict::exact, Slip::none}, {13.0, Verdict::wrong, Slip::ignored_divisor}});
}

TEST_CASE("sum, Lp, global and adaptive averages") {
    check_values(k_window, spec_of(Op::sum), 0,
                 {{52.0, Verdict::exact, Slip::none},
                  {51.0, Verdict::near, Slip::none},
                  {13.0, Verdict::wrong, Slip::averaged},
                  {20.0, Verdict::wrong, Slip::took_largest},
                  {40.0, Verdict::wrong, Slip::left_out_one}});
    const core::Grid threefour(1, 2, std::vector<float>{3, -4});
    core::PoolSpec lp = spec_of(Op::lp);
    lp.kernel = lp.stride = {1, 2};
    check_values(threefour, lp, 0,
                 {{5.0, Verdict::exact, Slip::none},
                  {25.0, Verdict::wrong, Slip::forgot_root},
                  {-1.0, Verdict::wrong, Slip::summed},
                  {7.0, Verdict::wrong, Slip::summed},
                  {-0.5, Verdict::wrong, Slip::averaged}});
    check_values(k_window, spec_of(Op::global_average), 0,
                 {{13.0, Verdict::exact, Slip::none}, {20.0, Verdict::wrong, Slip::took_largest}});
    core::PoolSpec adaptive = spec_of(Op::adaptive_average);
    adaptive.output_size = {1, 2};
    check_values(k_window, adaptive, 1,
                 {{16.0, Verdict::exact, Slip::none}, {12.0, Verdict::wrong, Slip::took_smallest}});
}

TEST_CASE("which cell wins: max, min, their global and adaptive forms") {
    for (const Op op : {Op::max, Op::global_max, Op::adaptive_max}) {
        CAPTURE(static_cast<int>(op));
        CHECK(cell(k_window, spec_of(op), 0, 0, 1).verdict == Verdict::exact);
        CHECK(cell(k_window, spec_of(op), 0, 1, 0).slip == Slip::took_smallest);
        const core::Judgement middle = cell(k_window, spec_of(op), 0, 0, 0);
        CHECK(middle.verdict == Verdict::wrong);
        CHECK(middle.slip == Slip::none);
        CHECK(middle.off() == -8.0);
    }
    CHECK(cell(k_window, spec_of(Op::min), 0, 1, 0).verdict == Verdict::exact);
    CHECK(cell(k_window, spec_of(Op::min), 0, 0, 1).slip == Slip::took_largest);
}

TEST_CASE("a cell within a tenth of the range is near, and a sign that was left out has its name") {
    const core::Grid close(1, 3, std::vector<float>{90, 100, 0});
    core::PoolSpec spec = spec_of(Op::max);
    spec.kernel = spec.stride = {1, 3};
    CHECK(cell(close, spec, 0, 0, 0).verdict == Verdict::near);
    const core::Grid signs(1, 3, std::vector<float>{-1, -9, -4});
    CHECK(cell(signs, spec, 0, 0, 0).verdict == Verdict::exact);
    CHECK(cell(signs, spec, 0, 0, 1).slip == Slip::took_largest_size);
    const core::Grid mixed(1, 3, std::vector<float>{5, -9, -4});
    CHECK(cell(mixed, spec, 0, 0, 1).slip == Slip::took_largest_size);
    spec.op = Op::min;
    CHECK(cell(mixed, spec, 0, 0, 1).verdict == Verdict::exact);
    CHECK(cell(mixed, spec, 0, 0, 0).slip == Slip::took_largest);
}

TEST_CASE("any cell of a tie is right, padding and what lies outside are not") {
    const core::Grid ties(2, 2, std::vector<float>{7, 7, 1, 7});
    const core::Judgement second = cell(ties, spec_of(Op::max), 0, 1, 1);
    CHECK(second.verdict == Verdict::exact);
    CHECK(second.tied == 2);
    CHECK(cell(ties, spec_of(Op::max, 3, 1), 0, -1, -1).slip == Slip::chose_padding);
    CHECK(cell(ties, spec_of(Op::max), 0, 5, 5).slip == Slip::outside_window);
    core::PoolSpec ceil = spec_of(Op::max);
    ceil.ceil = true;
    CHECK(cell(core::Grid(3, 3, 1.0F), ceil, 1, 0, 3).slip == Slip::chose_outside);
}

TEST_CASE("nothing is asked of a window without a cell, nor of a result that is no number") {
    core::PoolSpec spec = spec_of(Op::average, 1);
    spec.padding = {1, 1, 1, 1};
    spec.stride = {1, 1};
    for (const Op op : {Op::average, Op::max, Op::min, Op::sum, Op::lp}) {
        spec.op = op;
        CHECK(core::question_of(core::explain(k_window, spec, 0), spec) == Question::none);
    }
    const core::Grid hole(2, 2, std::vector<float>{1, std::numeric_limits<float>::quiet_NaN(), 2, 3});
    const core::PoolSpec average = spec_of(Op::average);
    CHECK(core::question_of(core::explain(hole, average, 0), average) == Question::none);
    CHECK(cell(hole, spec_of(Op::max), 0, 0, 1).verdict == Verdict::exact);  // NaN wins
}

TEST_CASE("the way back: who receives, and how much") {
    const core::Grid sent(1, 1, 6.0F);
    const core::PoolSpec max = spec_of(Op::max);
    const core::WindowExplanation window = core::explain(k_window, max, 0);
    const auto parts = core::parts_of_window(k_window, max, sent, 0);
    REQUIRE(core::back_question(window, max, parts).question == Question::cell);
    CHECK(core::judge_route(window, parts, 0, 1).verdict == Verdict::exact);
    CHECK(core::judge_route(window, parts, 1, 0).slip == Slip::took_smallest);
    CHECK(core::judge_route(window, parts, 4, 4).slip == Slip::outside_window);

    const core::Grid ties(2, 2, std::vector<float>{7, 7, 1, 7});
    const core::WindowExplanation tied = core::explain(ties, max, 0);
    const auto first = core::parts_of_window(ties, max, sent, 0, core::Ties::winner);
    CHECK(core::judge_route(tied, first, 0, 0).verdict == Verdict::exact);
    CHECK(core::judge_route(tied, first, 1, 1).slip == Slip::other_of_tie);
    const auto shared = core::parts_of_window(ties, max, sent, 0, core::Ties::shared);
    CHECK(core::judge_route(tied, shared, 1, 1).tied == 2);
    CHECK(core::judge_index(tied, 0, 0).verdict == Verdict::exact);
    CHECK(core::judge_index(tied, 0, 1).slip == Slip::other_of_tie);

    const core::PoolSpec average = spec_of(Op::average, 3, 1);
    const core::WindowExplanation padded = core::explain(k_window, average, 0);
    const auto shares = core::parts_of_window(k_window, average, sent, 0);
    const core::BackQuestion asked = core::back_question(padded, average, shares);
    REQUIRE(asked.question == Question::value);
    CHECK(core::judge_share(padded, 6.0, asked.part, 0.67).verdict == Verdict::exact);  // 6 / 9
    CHECK(core::judge_share(padded, 6.0, asked.part, 6.0).slip == Slip::not_shared);
    const core::Judgement forgot = core::judge_share(padded, 6.0, asked.part, 1.5);  // 6 / 4
    CHECK(forgot.slip == Slip::forgot_padding);
}

TEST_CASE("for every operator the result is exact and no slip has its value") {
    const core::Grid grid(4, 4, std::vector<float>{12, 20, 30, 0, 8, 12, 2, 0, 34, 70, 37, 4, 112, 100, 25, 12});
    for (const Op op : {Op::max, Op::average, Op::min, Op::lp, Op::sum, Op::global_max, Op::global_average,
                        Op::adaptive_max, Op::adaptive_average}) {
        core::PoolSpec spec = spec_of(op, 3, 1);
        spec.stride = {2, 2};
        spec.output_size = {2, 2};
        const std::int64_t windows = core::geometry(spec, 4, 4).windows();
        for (std::int64_t i = 0; i < windows; ++i) {
            CAPTURE(static_cast<int>(op), i);
            const core::WindowExplanation window = core::explain(grid, spec, i);
            if (core::question_of(window, spec) == Question::cell) {
                CHECK(core::judge_cell(window, spec, window.winner_index / 4, window.winner_index % 4).verdict ==
                      Verdict::exact);
                continue;
            }
            const auto result = static_cast<double>(window.result);
            CHECK(core::judge_value(window, spec, result).verdict == Verdict::exact);
            for (const core::SlipValue& slip : core::slip_values(window, spec)) {
                CHECK(slip.slip != Slip::none);
                CHECK(std::abs(slip.value - result) > 1e-6);
            }
        }
    }
}

TEST_CASE("playing stops at each open question, whatever time has passed") {
    core::Playback playback;
    playback.windows = 5;
    playback.playing = true;
    const auto from_two = [](std::int64_t window) { return window >= 2; };
    CHECK(core::advance_to_question(playback, 100.0, from_two));
    CHECK(playback.window == 2);
    CHECK(playback.elapsed == core::k_question_seconds);
    CHECK_FALSE(core::revealed(playback, 2));
    CHECK_FALSE(core::advance_to_question(playback, 0.25, [](std::int64_t) { return false; }));
    CHECK(std::abs(playback.elapsed - 0.6) < 1e-12);
    CHECK_FALSE(core::advance_to_question(playback, 100.0, [](std::int64_t) { return false; }));
    CHECK(playback.window == 4);
    CHECK_FALSE(core::moving(playback));
}
