// Questions about values: what a window gives, which of its cells it takes, and which output is the average.
#include <algorithm>
#include <cmath>

#include "app/check/makers.h"
#include "core/explain.h"
#include "core/pool.h"

namespace check {
namespace {

using core::Op;

core::PoolSpec window_setting(Op op, std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0) {
    core::PoolSpec spec;
    spec.op = op;
    spec.kernel = {kernel, kernel};
    spec.stride = {stride, stride};
    spec.padding = {padding, padding, padding, padding};
    return spec;
}

core::WindowExplanation explained(const Question& question) {
    return core::explain(question.input, question.spec, question.window);
}

double result_of(const Question& question, Op op, std::int64_t window) {
    return core::explain(question.input, lane_spec(question, op), window).result;
}

// ---- fill_cell

void draw_covered_cell(Question& question, Random& random) {
    switch (question.number) {
        case 0:
            question.spec = window_setting(Op::max, 2, 2);
            question.input = random_grid(random, 4, 4, 0, 20);
            break;
        case 1:
            question.spec = window_setting(Op::average, 2, 2);
            question.input = random_grid(random, 4, 4, 0, 20);
            break;
        case 2:
            question.spec = window_setting(Op::max, 3, 1);
            question.input = random_grid(random, 5, 5, -30, -1);
            break;
        case 3:
            question.spec = window_setting(Op::average, 3, 2, 1);
            question.spec.count_include_pad = random.coin();
            question.input = random_grid(random, 5, 5, 0, 20);
            break;
        default:
            question.spec = window_setting(random.coin() ? Op::max : Op::average, 3, 2, 1);
            question.spec.ceil = question.spec.op == Op::average;
            question.input = random_grid(random, question.spec.ceil ? 4 : 5, question.spec.ceil ? 4 : 5, -20, -1);
            break;
    }
    question.window = random.between(0, geometry_of(question).windows() - 1);
    if (core::is_average(question.spec.op)) make_average_whole(question, question.window);
}

// An edge that is talked about lies in the window; the largest, smallest and mean differ.
bool covered_cell_is_worth_asking(const Question& question) {
    const core::WindowExplanation window = explained(question);
    if (question.number >= 3 && window.padding == 0) return false;
    if (question.spec.ceil && window.outside == 0) return false;
    const double high = result_of(question, Op::max, question.window);
    const double low = result_of(question, Op::min, question.window);
    const double mean = result_of(question, Op::average, question.window);
    return high != low && mean != high && mean != low && window.tied == 0;
}

void add_value_slips(Question& question) {
    const bool average = core::is_average(question.spec.op);
    const auto of = [&](Op op) { return number_answer(result_of(question, op, question.window)); };
    const core::WindowExplanation window = explained(question);
    if (average) {
        core::PoolSpec other = question.spec;
        other.count_include_pad = !other.count_include_pad;
        add_slip(question, other.count_include_pad ? SlipKind::divided_by_padding : SlipKind::left_padding_out,
                 number_answer(core::explain(question.input, other, question.window).result));
        const auto taps = static_cast<double>(window.cells.size());
        add_slip(question, SlipKind::divided_by_all, number_answer(window.sum / taps));
        add_slip(question, SlipKind::took_largest, of(Op::max));
        add_slip(question, SlipKind::added_up, number_answer(window.sum));
    } else {
        if (window.padding > 0)
            add_slip(question, SlipKind::counted_padding, number_answer(std::max(0.0, double(window.result))));
        add_slip(question, SlipKind::averaged, of(Op::average));
    }
    add_slip(question, SlipKind::took_smallest, of(Op::min));
    if (!average) {
        float size = 0.0F;
        for (const core::WindowCell& cell : window.cells) {
            if (cell.kind == core::WindowCell::Kind::inside) size = std::max(size, std::abs(cell.value));
        }
        add_slip(question, SlipKind::ignored_sign, number_answer(size));
        add_slip(question, SlipKind::added_up, number_answer(window.sum));
    }
    for (std::int64_t other = 0; other < geometry_of(question).windows(); ++other)
        add_slip(question, SlipKind::other_window, number_answer(result_of(question, question.spec.op, other)),
                 {{"window", std::to_string(other + 1)}});
}

// ---- find_winner

void draw_winner(Question& question, Random& random) {
    constexpr std::array<std::int64_t, k_questions> k_low{0, 0, -40, 0, -20};
    constexpr std::array<std::int64_t, k_questions> k_high{20, 9, 8, 40, -1};
    const auto number = static_cast<std::size_t>(question.number);
    question.spec = number == 0   ? window_setting(Op::max, 2, 2)
                    : number == 3 ? window_setting(Op::min, 3, 1)
                    : number == 4 ? window_setting(Op::max, 3, 2, 1)
                                  : window_setting(Op::max, 3, 1);
    const std::int64_t side = number == 0 ? 4 : 5;
    question.input = random_grid(random, side, side, k_low[number], k_high[number]);
    question.window = random.between(0, geometry_of(question).windows() - 1);
}

// Ties are asked about in the second and the last; the third has a negative value that is larger without its sign.
bool winner_is_worth_asking(const Question& question) {
    const core::WindowExplanation window = explained(question);
    const bool ties = question.number == 1 || question.number == 4;
    if ((window.tied > 0) != ties || window.tied > 2) return false;
    if (question.number == 2)
        return window.result > 0.0F && result_of(question, Op::min, question.window) < -window.result;
    return question.number != 4 || window.padding > 0;
}

Cell place_of(const Question& question, std::int64_t flat) {
    return {flat / question.input.cols, flat % question.input.cols};
}

void add_winner_slips(Question& question) {
    const core::WindowExplanation window = explained(question);
    for (const core::WindowCell& cell : window.cells) {
        if (cell.tied) add_slip(question, SlipKind::later_tie, cell_answer({cell.row, cell.col}));
    }
    const bool smallest = question.spec.op == Op::min;
    const auto other =
        core::explain(question.input, lane_spec(question, smallest ? Op::max : Op::min), question.window);
    Cell largest_size{};
    float size = -1.0F;
    for (const core::WindowCell& cell : window.cells) {
        if (cell.kind != core::WindowCell::Kind::inside || std::abs(cell.value) <= size) continue;
        size = std::abs(cell.value);
        largest_size = {cell.row, cell.col};
    }
    const bool negative = question.input.at(largest_size.row, largest_size.col) < 0.0F;
    if (negative) add_slip(question, SlipKind::ignored_sign, cell_answer(largest_size));
    add_slip(question, smallest ? SlipKind::took_largest : SlipKind::took_smallest,
             cell_answer(place_of(question, other.winner_index)));
}

// ---- which_lane

constexpr std::array<std::array<Op, 3>, k_questions> k_lanes{{{Op::max, Op::average, Op::min},
                                                              {Op::max, Op::average, Op::lp},
                                                              {Op::average, Op::min, Op::max},
                                                              {Op::average, Op::lp, Op::min},
                                                              {Op::max, Op::average, Op::lp}}};

void draw_lanes(Question& question, Random& random) {
    const bool overlapping = question.number >= 2;
    question.spec = window_setting(Op::average, overlapping ? 3 : 2, overlapping ? 1 : 2);
    const std::int64_t side = overlapping ? 5 : 4;
    question.input = random_grid(random, side, side, question.number == 2 ? -9 : 0, 9);
    // Whole averages, so that the decimals do not give them away.
    for (std::int64_t window = 0; !overlapping && window < geometry_of(question).windows(); ++window)
        make_average_whole(question, window);
    const auto& lanes = k_lanes[static_cast<std::size_t>(question.number)];
    question.lanes.assign(lanes.begin(), lanes.end());
    random.shuffle(question.lanes);
}

bool lanes_are_worth_asking(const Question& question) {
    std::vector<core::Grid> outputs;
    for (const Op op : question.lanes)
        outputs.push_back(core::pool_grid(question.input, lane_spec(question, op)).values);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            for (std::size_t at = 0; at < outputs[i].values.size(); ++at) {
                if (std::abs(outputs[i].values[at] - outputs[j].values[at]) < 0.1F) return false;
            }
        }
    }
    return true;
}

}  // namespace

void draw_fill_cell(Question& question, Random& random) {
    do draw_covered_cell(question, random);
    while (!covered_cell_is_worth_asking(question));
}

void settle_fill_cell(Question& question) {
    question.ask = Ask::number;
    question.answer = number_answer(explained(question).result);
    add_value_slips(question);
}

void draw_find_winner(Question& question, Random& random) {
    do draw_winner(question, random);
    while (!winner_is_worth_asking(question));
}

void settle_find_winner(Question& question) {
    question.ask = Ask::cell;
    question.answer = cell_answer(place_of(question, explained(question).winner_index));
    add_winner_slips(question);
}

void draw_which_lane(Question& question, Random& random) {
    do draw_lanes(question, random);
    while (!lanes_are_worth_asking(question));
}

void settle_which_lane(Question& question) {
    question.ask = Ask::choice;
    const auto place = [&](Op op) {
        const auto found = std::find(question.lanes.begin(), question.lanes.end(), op);
        return found == question.lanes.end() ? -1 : std::int64_t{found - question.lanes.begin()};
    };
    question.answer = choice_answer(place(Op::average));
    add_slip(question, SlipKind::lane_max, choice_answer(place(Op::max)));
    add_slip(question, SlipKind::lane_min, choice_answer(place(Op::min)));
    add_slip(question, SlipKind::lane_lp, choice_answer(place(Op::lp)));
}

}  // namespace check
