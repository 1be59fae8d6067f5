#include "app/check/question.h"

#include <algorithm>
#include <cmath>

#include "app/check/makers.h"
#include "core/explain.h"
#include "core/geometry.h"

namespace check {
namespace {

constexpr double k_same = 1e-6;
// A slip's value may be typed rounded to one decimal.
constexpr double k_rounded = 0.0501;

bool close(double a, double b) { return std::abs(a - b) < (std::abs(b - std::round(b)) < k_same ? k_same : k_rounded); }

bool matches_sizes(const Question& question, const Slip& slip, const Answer& given) {
    // Rows may be right and columns slipped, or the other way round.
    for (std::size_t i = 0; i < 2; ++i) {
        const bool is_right = close(given.numbers[i], question.answer.numbers[i]);
        if (!is_right && !close(given.numbers[i], slip.answer.numbers[i])) return false;
    }
    return true;
}

bool matches(const Question& question, const Slip& slip, const Answer& given) {
    switch (question.ask) {
        case Ask::size:
            return matches_sizes(question, slip, given);
        case Ask::number:
            return close(given.numbers.front(), slip.answer.numbers.front());
        case Ask::cell:
        case Ask::cells:
            return given.cells == slip.answer.cells;
        case Ask::choice:
            return given.choice == slip.answer.choice;
    }
    return false;
}

Finding diagnose_cell(const Question& question, Cell given) {
    if (!question.input.contains(given.row, given.col)) return {SlipKind::padding_cell};
    const core::WindowExplanation window = core::explain(question.input, question.spec, question.window);
    const bool inside = std::any_of(window.cells.begin(), window.cells.end(), [&](const core::WindowCell& cell) {
        return cell.row == given.row && cell.col == given.col;
    });
    if (!inside) return {SlipKind::outside_window};
    return {question.spec.op == core::Op::min ? SlipKind::not_smallest : SlipKind::not_largest};
}

Finding diagnose_cells(const Question& question, const std::vector<Cell>& given) {
    const core::Geometry geometry = geometry_of(question);
    for (const Cell& cell : given) {
        if (!question.input.contains(cell.row, cell.col)) return {SlipKind::padding_cell};
        const std::size_t readers = core::windows_using(geometry, cell.row, cell.col).size();
        if (readers > 0)
            return {SlipKind::cell_is_read,
                    {{"row", std::to_string(cell.row + 1)},
                     {"col", std::to_string(cell.col + 1)},
                     {"count", std::to_string(readers)}}};
    }
    return {SlipKind::cells_missing, {{"count", std::to_string(question.answer.cells.size() - given.size())}}};
}

struct Makers {
    void (*draw)(Question&, Random&);
    void (*settle)(Question&);
};

const Makers& level_makers(Level level) {
    static constexpr std::array k_makers{
        Makers{draw_output_size, settle_output_size}, Makers{draw_fill_cell, settle_fill_cell},
        Makers{draw_find_winner, settle_find_winner}, Makers{draw_dropped, settle_dropped},
        Makers{draw_which_lane, settle_which_lane},   Makers{draw_gradient, settle_gradient},
        Makers{draw_evidence, settle_evidence}};
    return k_makers[static_cast<std::size_t>(level)];
}

}  // namespace

Question make_question(Level level, std::uint32_t seed, int number) {
    CORE_CHECK(number >= 0 && number < k_questions);
    Question question;
    question.level = level;
    question.seed = seed;
    question.number = number;
    // Each question has a stream of its own: the third of a seed does not depend on the second.
    Random random((static_cast<std::uint64_t>(seed) << 16) | (static_cast<std::uint64_t>(level) << 8) |
                  static_cast<std::uint64_t>(number));
    random.next();
    level_makers(level).draw(question, random);
    return settled(std::move(question));
}

Question settled(Question setting) {
    setting.slips.clear();
    setting.answer = {};
    level_makers(setting.level).settle(setting);
    return setting;
}

bool complete(const Question& question, const Answer& given) {
    const auto all_finite = [&](std::size_t count) {
        return given.numbers.size() == count && std::all_of(given.numbers.begin(), given.numbers.end(),
                                                            [](double number) { return std::isfinite(number); });
    };
    switch (question.ask) {
        case Ask::size:
            return all_finite(2);
        case Ask::number:
            return all_finite(1);
        case Ask::cell:
            return given.cells.size() == 1;
        case Ask::cells:
            return !given.cells.empty();
        case Ask::choice:
            return given.choice >= 0;
    }
    return false;
}

bool right(const Question& question, const Answer& given) {
    if (!complete(question, given)) return false;
    switch (question.ask) {
        case Ask::size:
        case Ask::number:
            return std::equal(given.numbers.begin(), given.numbers.end(), question.answer.numbers.begin(), close);
        case Ask::cell:
        case Ask::cells:
            return given.cells == question.answer.cells;
        case Ask::choice:
            return given.choice == question.answer.choice;
    }
    return false;
}

Finding diagnose(const Question& question, const Answer& given) {
    CORE_CHECK(complete(question, given) && !right(question, given));
    for (const Slip& slip : question.slips) {
        if (matches(question, slip, given)) return {slip.kind, slip.places};
    }
    if (question.ask == Ask::cell) return diagnose_cell(question, given.cells.front());
    if (question.ask == Ask::cells) return diagnose_cells(question, given.cells);
    if (question.level == Level::evidence) return {SlipKind::not_most};
    return {};
}

// ---- shared by the makers

core::Geometry geometry_of(const Question& question) {
    return core::geometry(question.spec, question.input.rows, question.input.cols);
}

core::PoolSpec lane_spec(const Question& question, core::Op op) {
    core::PoolSpec spec = question.spec;
    spec.op = op;
    return spec;
}

core::Grid random_grid(Random& random, std::int64_t rows, std::int64_t cols, std::int64_t low, std::int64_t high) {
    core::Grid grid(rows, cols);
    for (float& value : grid.values) value = static_cast<float>(random.between(low, high));
    return grid;
}

void make_average_whole(Question& question, std::int64_t window) {
    const core::WindowExplanation explained = core::explain(question.input, question.spec, window);
    const auto divisor = static_cast<std::int64_t>(explained.divisor);
    const std::int64_t rest = ((static_cast<std::int64_t>(explained.sum) % divisor) + divisor) % divisor;
    if (rest == 0) return;
    for (const core::WindowCell& cell : explained.cells) {
        if (cell.kind != core::WindowCell::Kind::inside) continue;
        question.input.at(cell.row, cell.col) += static_cast<float>(divisor - rest);
        return;
    }
}

void add_slip(Question& question, SlipKind kind, Answer answer, core::Places places) {
    Slip slip{kind, std::move(answer), std::move(places)};
    if (!complete(question, slip.answer) || right(question, slip.answer)) return;
    const bool known = std::any_of(question.slips.begin(), question.slips.end(),
                                   [&](const Slip& other) { return other.answer == slip.answer; });
    if (!known) question.slips.push_back(std::move(slip));
}

Answer number_answer(double value) { return {.numbers = {value}, .cells = {}, .choice = -1}; }
Answer cell_answer(Cell cell) { return {.numbers = {}, .cells = {cell}, .choice = -1}; }
Answer choice_answer(std::int64_t choice) { return {.numbers = {}, .cells = {}, .choice = choice}; }

}  // namespace check
