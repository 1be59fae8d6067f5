// Slips worked out by hand: each wrong answer, and what is said about it.
#include <initializer_list>

#include "app/check/question.h"
#include "support/catch.h"

namespace {

using namespace check;
using core::Op;

core::PoolSpec pooling(Op op, std::int64_t k, std::int64_t s, std::int64_t p = 0) {
    core::PoolSpec spec;
    spec.op = op;
    spec.kernel = {k, k};
    spec.stride = {s, s};
    spec.padding = {p, p, p, p};
    return spec;
}

Question about(Level level, const core::PoolSpec& spec, core::Grid input, std::int64_t window = -1) {
    Question question;
    question.level = level;
    question.spec = spec;
    question.input = std::move(input);
    question.window = window;
    return settled(std::move(question));
}

SlipKind typed(const Question& question, std::initializer_list<double> numbers) {
    return diagnose(question, {.numbers = numbers, .cells = {}, .choice = -1}).kind;
}
SlipKind clicked(const Question& question, std::vector<Cell> cells) {
    return diagnose(question, {.numbers = {}, .cells = std::move(cells), .choice = -1}).kind;
}
SlipKind chosen(const Question& question, std::int64_t choice) {
    return diagnose(question, {.numbers = {}, .cells = {}, .choice = choice}).kind;
}

// The article's table: the first 2x2 window holds 12, 20, 8, 12.
core::Grid article() { return {4, 4, {12, 20, 30, 0, 8, 12, 2, 0, 34, 70, 37, 4, 112, 100, 25, 12}}; }

}  // namespace

TEST_CASE("output size: padding, rounding, stride and the last step") {
    // 7 wide, k 3, s 2, p 1: floor((7 + 2 - 3) / 2) + 1 = 4.
    const Question question = about(Level::output_size, pooling(Op::max, 3, 2, 1), core::Grid(7, 7));
    CHECK(question.answer.numbers == std::vector<double>{4, 4});
    CHECK(typed(question, {3, 3}) == SlipKind::forgot_padding);  // also without the + 1: the more common is named
    CHECK(typed(question, {7, 7}) == SlipKind::forgot_stride);
    CHECK(typed(question, {9, 9}) == SlipKind::unknown);
    // 6 wide, k 2, s 3: floor(4 / 3) + 1 = 2; up it is 3 before the last window is taken away, which starts at 6.
    const Question floor = about(Level::output_size, pooling(Op::max, 3, 2), core::Grid(6, 6));
    CHECK(floor.answer.numbers == std::vector<double>{2, 2});  // floor(3 / 2) + 1
    CHECK(typed(floor, {3, 3}) == SlipKind::rounded_up);
    CHECK(typed(floor, {4, 4}) == SlipKind::forgot_stride);
    CHECK(typed(floor, {1, 1}) == SlipKind::forgot_last_step);
    CHECK(typed(floor, {6, 6}) == SlipKind::kept_input_size);
}

TEST_CASE("output size: ceil, dilation, one side of the padding, sides swapped, one axis wrong") {
    core::PoolSpec spec = pooling(Op::max, 3, 2);
    spec.ceil = true;
    CHECK(typed(about(Level::output_size, spec, core::Grid(6, 6)), {2, 2}) == SlipKind::rounded_down);
    spec = pooling(Op::max, 3, 1);
    spec.dilation = {2, 2};  // reaches over 5
    const Question dilated = about(Level::output_size, spec, core::Grid(7, 7));
    CHECK(dilated.answer.numbers == std::vector<double>{3, 3});
    CHECK(typed(dilated, {5, 5}) == SlipKind::forgot_dilation);
    const Question padded = about(Level::output_size, pooling(Op::max, 3, 1, 1), core::Grid(6, 6));
    CHECK(padded.answer.numbers == std::vector<double>{6, 6});
    CHECK(typed(padded, {5, 5}) == SlipKind::forgot_last_step);
    const Question uneven = about(Level::output_size, pooling(Op::max, 2, 2), core::Grid(4, 8));
    CHECK(typed(uneven, {4, 2}) == SlipKind::swapped_sides);
    CHECK(typed(uneven, {2, 7}) == SlipKind::forgot_stride);  // the rows are right
    CHECK(typed(uneven, {3, 4}) == SlipKind::forgot_stride);  // the columns are
    const Question wide = about(Level::output_size, pooling(Op::max, 2, 1, 1), core::Grid(5, 5));
    CHECK(wide.answer.numbers == std::vector<double>{6, 6});
    CHECK(typed(wide, {4, 4}) == SlipKind::forgot_padding);
    CHECK(typed(wide, {5, 5}) == SlipKind::forgot_last_step);
}

TEST_CASE("fill the cell: the maximum taken for something else") {
    const Question question = about(Level::fill_cell, pooling(Op::max, 2, 2), article(), 0);
    CHECK(question.answer.numbers == std::vector<double>{20});
    CHECK(typed(question, {13}) == SlipKind::averaged);
    CHECK(typed(question, {8}) == SlipKind::took_smallest);
    CHECK(typed(question, {52}) == SlipKind::added_up);
    CHECK(typed(question, {112}) == SlipKind::other_window);
    CHECK(diagnose(question, {.numbers = {112}, .cells = {}, .choice = -1}).places == core::Places{{"window", "3"}});
    CHECK(typed(question, {99}) == SlipKind::unknown);
}

TEST_CASE("fill the cell: the average taken for something else") {
    const Question question = about(Level::fill_cell, pooling(Op::average, 2, 2), article(), 0);
    CHECK(question.answer.numbers == std::vector<double>{13});
    CHECK(typed(question, {20}) == SlipKind::took_largest);
    CHECK(typed(question, {52}) == SlipKind::added_up);
    CHECK(typed(question, {8}) == SlipKind::took_smallest);  // also the second window: the more common is named
}

TEST_CASE("fill the cell: padding in a maximum and in an average") {
    const core::Grid negative(2, 2, {-1, -2, -3, -4});
    const Question maximum = about(Level::fill_cell, pooling(Op::max, 2, 2, 1), negative, 0);
    CHECK(maximum.answer.numbers == std::vector<double>{-1});
    CHECK(typed(maximum, {0}) == SlipKind::counted_padding);
    CHECK(typed(maximum, {1}) == SlipKind::ignored_sign);
    const core::Grid positive(2, 2, {8, 2, 3, 4});
    core::PoolSpec spec = pooling(Op::average, 2, 2, 1);
    const Question counted = about(Level::fill_cell, spec, positive, 0);
    CHECK(counted.answer.numbers == std::vector<double>{2});  // 8 / 4
    CHECK(typed(counted, {8}) == SlipKind::left_padding_out);
    spec.count_include_pad = false;
    const Question left_out = about(Level::fill_cell, spec, positive, 0);
    CHECK(left_out.answer.numbers == std::vector<double>{8});
    CHECK(typed(left_out, {2}) == SlipKind::divided_by_padding);
    core::PoolSpec ceil = pooling(Op::average, 2, 2);
    ceil.ceil = true;
    const Question outside = about(Level::fill_cell, ceil, core::Grid(3, 3, {1, 1, 6, 1, 1, 2, 4, 4, 8}), 1);
    CHECK(outside.answer.numbers == std::vector<double>{4});  // (6 + 2) / 2
    CHECK(typed(outside, {2}) == SlipKind::divided_by_all);
}

TEST_CASE("an average may be typed with one decimal") {
    const Question question = about(Level::fill_cell, pooling(Op::max, 2, 2), core::Grid(2, 2, {1, 2, 3, 5}), 0);
    CHECK(typed(question, {2.75}) == SlipKind::averaged);
    CHECK(typed(question, {2.8}) == SlipKind::averaged);
    CHECK(typed(question, {2.9}) == SlipKind::unknown);
}

TEST_CASE("find the winner: ties, signs, padding, other places") {
    const core::Grid ties(3, 3, {5, 1, 9, 5, 4, 0, 2, 2, 2});
    const Question question = about(Level::find_winner, pooling(Op::max, 2, 1), ties, 0);
    CHECK(question.answer.cells == std::vector<Cell>{{0, 0}});
    CHECK(clicked(question, {{1, 0}}) == SlipKind::later_tie);
    CHECK(clicked(question, {{0, 1}}) == SlipKind::took_smallest);
    CHECK(clicked(question, {{1, 1}}) == SlipKind::not_largest);
    CHECK(clicked(question, {{0, 2}}) == SlipKind::outside_window);
    const core::Grid signs(2, 2, {3, -8, -1, 2});
    const Question signed_one = about(Level::find_winner, pooling(Op::max, 2, 2), signs, 0);
    CHECK(clicked(signed_one, {{0, 1}}) == SlipKind::ignored_sign);
    const Question padded = about(Level::find_winner, pooling(Op::max, 2, 2, 1), signs, 0);
    CHECK(clicked(padded, {{-1, -1}}) == SlipKind::padding_cell);
    const Question smallest = about(Level::find_winner, pooling(Op::min, 2, 2), core::Grid(2, 2, {4, 7, 9, 5}), 0);
    CHECK(clicked(smallest, {{1, 0}}) == SlipKind::took_largest);
    CHECK(clicked(smallest, {{0, 1}}) == SlipKind::not_smallest);
}

TEST_CASE("dropped cells: rows, columns, the wrong end, padding, cells that are read") {
    // 3 x 3 with k 2, s 2: the last row and the last column are left over.
    const Question question = about(Level::dropped, pooling(Op::max, 2, 2), core::Grid(3, 3));
    CHECK(question.answer.cells == std::vector<Cell>{{0, 2}, {1, 2}, {2, 0}, {2, 1}, {2, 2}});
    CHECK(clicked(question, {{2, 0}, {2, 1}, {2, 2}}) == SlipKind::only_rows);
    CHECK(clicked(question, {{0, 2}, {1, 2}, {2, 2}}) == SlipKind::only_columns);
    CHECK(clicked(question, {{0, 0}, {0, 1}, {0, 2}, {1, 0}, {2, 0}}) == SlipKind::wrong_end);
    CHECK(clicked(question, {{1, 1}}) == SlipKind::cell_is_read);
    const Finding missing = diagnose(question, {.numbers = {}, .cells = {{0, 2}, {1, 2}}, .choice = -1});
    CHECK(missing == Finding{SlipKind::cells_missing, {{"count", "3"}}});
    // 4 wide, k 3, s 1 in the middle of 5: row 2, column 2 of 4 x 4 under 2x2, s 1 is read by four windows.
    const Question overlap = about(Level::dropped, pooling(Op::max, 2, 3), core::Grid(4, 4));
    CHECK(overlap.answer.cells.size() == 12);  // k 2, s 3: one window of 2x2
    const Finding read = diagnose(overlap, {.numbers = {}, .cells = {{1, 1}}, .choice = -1});
    CHECK(read == Finding{SlipKind::cell_is_read, {{"row", "2"}, {"col", "2"}, {"count", "1"}}});
    // 4 wide, p 1, k 3, s 2: windows at -1 and 1, so that column 4 is read; without padding it is not.
    const Question padded = about(Level::dropped, pooling(Op::max, 3, 3, 1), core::Grid(5, 5));
    CHECK(padded.answer.cells.empty());
}

TEST_CASE("which lane: each wrong lane is named") {
    Question question;
    question.level = Level::which_lane;
    question.spec = pooling(Op::average, 2, 2);
    question.input = article();
    question.lanes = {Op::min, Op::average, Op::max, Op::lp};
    question = settled(std::move(question));
    CHECK(question.answer.choice == 1);
    CHECK(chosen(question, 0) == SlipKind::lane_min);
    CHECK(chosen(question, 2) == SlipKind::lane_max);
    CHECK(chosen(question, 3) == SlipKind::lane_lp);
}

TEST_CASE("gradient: the winner gets all, an average shares, overlaps add up") {
    Question question;
    question.level = Level::gradient;
    question.spec = pooling(Op::max, 2, 2);
    question.input = article();
    question.gradient = core::Grid(2, 2, {4, 8, 12, 16});
    question.window = 0;
    const Question receiver = settled(question);
    CHECK(receiver.answer.cells == std::vector<Cell>{{0, 1}});
    CHECK(clicked(receiver, {{1, 0}}) == SlipKind::took_smallest);

    question.spec.op = Op::average;
    question.cell = Cell{0, 1};
    const Question share = settled(question);
    CHECK(share.answer.numbers == std::vector<double>{1});
    CHECK(typed(share, {4}) == SlipKind::kept_whole);

    // 3 x 3, stride 1: the middle is read by four windows and wins those that do not hold the 9.
    question.spec = pooling(Op::max, 2, 1);
    question.input = core::Grid(3, 3, {9, 1, 2, 1, 5, 1, 3, 1, 4});
    question.cell = Cell{1, 1};
    question.window = -1;
    const Question overlap = settled(question);
    CHECK(overlap.answer.numbers == std::vector<double>{8 + 12 + 16});
    CHECK(typed(overlap, {40}) == SlipKind::every_window);
    CHECK(typed(overlap, {12}) == SlipKind::one_window_only);
    CHECK(typed(overlap, {10}) == SlipKind::averaged);
    question.spec.op = Op::average;
    const Question shares = settled(question);
    CHECK(shares.answer.numbers == std::vector<double>{10});
    CHECK(typed(shares, {40}) == SlipKind::kept_whole);
    CHECK(typed(shares, {2}) == SlipKind::one_window_only);
}

TEST_CASE("evidence: weight times mean, not one of them alone") {
    Question question;
    question.level = Level::evidence;
    // Means 6, 2, 4, 3; weights 1, 5, 3, -5: 6, 10, 12, -15.
    question.maps = {4, 2, 2, {6, 6, 6, 6, 2, 2, 2, 2, 4, 4, 4, 4, 12, 0, 0, 0}};
    question.head = {1, 4, {1, 5, 3, -5}, {0}, false};
    question = settled(std::move(question));
    CHECK(question.answer.choice == 2);
    CHECK(chosen(question, 0) == SlipKind::largest_mean);
    CHECK(chosen(question, 1) == SlipKind::largest_weight);
    CHECK(chosen(question, 3) == SlipKind::ignored_minus);
    question.head.weights = {1, 5, 3, -1};
    question = settled(std::move(question));
    CHECK(chosen(question, 3) == SlipKind::largest_value);
}
