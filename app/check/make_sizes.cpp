// Questions about sizes: how large the output is, and which cells no window reads.
#include <algorithm>

#include "app/check/makers.h"
#include "core/geometry.h"
#include "core/problem.h"

namespace check {
namespace {

constexpr std::int64_t k_most_dropped = 14;

bool computable(const core::PoolSpec& spec, std::int64_t rows, std::int64_t cols) {
    return !core::problem(spec, rows, cols) && !core::own_refusal(spec, rows, cols);
}

// The whole is computable, with more than one window and fewer than would fill the screen.
bool sensible(const Question& question) {
    if (!computable(question.spec, question.input.rows, question.input.cols)) return false;
    const core::Geometry geometry = geometry_of(question);
    return std::min(geometry.h.output, geometry.w.output) >= 1 && geometry.windows() >= 2 && geometry.windows() <= 64;
}

Answer size_answer(const core::Geometry& geometry) {
    return {.numbers = {static_cast<double>(geometry.h.output), static_cast<double>(geometry.w.output)},
            .cells = {},
            .choice = -1};
}

// Cells that windows leave over at the end, along one axis.
std::int64_t left_over(const core::Axis& axis) {
    const core::Span last = core::span(axis, axis.output - 1);
    return axis.input + axis.pad_end - last.end();
}

// The output of another pooling over the same input, if it has one.
void add_size_slip(Question& question, SlipKind kind, const core::PoolSpec& slipped) {
    if (core::problem(slipped, question.input.rows, question.input.cols)) return;
    add_slip(question, kind, size_answer(core::geometry(slipped, question.input.rows, question.input.cols)));
}

void add_size_slips(Question& question) {
    const core::PoolSpec& spec = question.spec;
    core::PoolSpec slipped = spec;
    slipped.padding = {};
    add_size_slip(question, SlipKind::forgot_padding, slipped);
    slipped = spec;
    slipped.ceil = !spec.ceil;
    add_size_slip(question, spec.ceil ? SlipKind::rounded_down : SlipKind::rounded_up, slipped);
    slipped = spec;
    slipped.stride = {1, 1};
    add_size_slip(question, SlipKind::forgot_stride, slipped);
    const core::Geometry geometry = geometry_of(question);
    Answer less = size_answer(geometry);
    for (double& number : less.numbers) number -= 1.0;
    add_slip(question, SlipKind::forgot_last_step, less);
    slipped = spec;
    slipped.dilation = {1, 1};
    add_size_slip(question, SlipKind::forgot_dilation, slipped);
    slipped = spec;
    slipped.padding.bottom = slipped.padding.right = 0;
    add_size_slip(question, SlipKind::padded_one_side, slipped);
    const auto n = std::pair(static_cast<double>(question.input.rows), static_cast<double>(question.input.cols));
    add_slip(question, SlipKind::kept_input_size, {.numbers = {n.first, n.second}, .cells = {}, .choice = -1});
    const Answer& right_one = question.answer;
    add_slip(question, SlipKind::swapped_sides,
             {.numbers = {right_one.numbers[1], right_one.numbers[0]}, .cells = {}, .choice = -1});
}

void draw_setting(Question& question, Random& random) {
    core::PoolSpec& spec = question.spec;
    spec = {};
    const std::int64_t rows = random.between(4, 9);
    const bool square = question.number < 4;
    question.input = core::Grid(rows, square ? rows : random.between(4, 9));
    const std::int64_t kernel = random.between(2, 3);
    spec.kernel = {kernel, kernel};
    const std::int64_t stride = question.number == 0 ? kernel : random.between(2, 3);
    spec.stride = {stride, stride};
    if (question.number == 2 || question.number == 4) spec.padding = {1, 1, 1, 1};
    spec.ceil = question.number == 3 || (question.number == 4 && random.coin());
    if (question.number == 4 && random.coin()) spec.dilation = {2, 2};
}

// What makes each number harder than the one before has to matter: leaving it out gives another size.
bool size_is_worth_asking(const Question& question) {
    if (!sensible(question)) return false;
    const core::Geometry geometry = geometry_of(question);
    const auto matters = [&](core::PoolSpec without) {
        return computable(without, question.input.rows, question.input.cols) &&
               core::geometry(without, question.input.rows, question.input.cols).h.output != geometry.h.output;
    };
    core::PoolSpec changed = question.spec;
    switch (question.number) {
        case 0:
            return left_over(geometry.h) == 0;
        case 1:
            return left_over(geometry.h) > 0 && question.spec.stride != question.spec.kernel;
        case 2:
            changed.padding = {};
            return matters(changed);
        case 3:
            changed.ceil = false;
            return matters(changed);
        default:
            changed.padding = {};
            return matters(changed) && geometry.h.output != geometry.w.output;
    }
}

// ---- dropped

void draw_leaving_setting(Question& question, Random& random) {
    core::PoolSpec& spec = question.spec;
    spec = {};
    const std::int64_t kernel = random.between(2, 3);
    spec.kernel = {kernel, kernel};
    const bool steps_over = question.number == 4;
    const std::int64_t stride = steps_over ? kernel + 1 : random.between(2, 3);
    spec.stride = {stride, stride};
    if (question.number == 3) spec.padding = {1, 1, 1, 1};
    const std::int64_t rows = random.between(4, 7);
    question.input = core::Grid(rows, question.number < 2 ? random.between(4, 7) : rows);
}

std::vector<Cell> unread(const core::PoolSpec& spec, const core::Grid& input) {
    std::vector<Cell> cells;
    if (core::problem(spec, input.rows, input.cols)) return cells;
    const core::Grid reads = core::coverage(core::geometry(spec, input.rows, input.cols));
    for (std::int64_t row = 0; row < reads.rows; ++row) {
        for (std::int64_t col = 0; col < reads.cols; ++col) {
            if (reads.at(row, col) == 0.0F) cells.push_back({row, col});
        }
    }
    return cells;
}

bool dropping_is_worth_asking(const Question& question) {
    if (!sensible(question)) return false;
    const auto count = static_cast<std::int64_t>(unread(question.spec, question.input).size());
    if (count == 0 || count > k_most_dropped) return false;
    const core::Geometry geometry = geometry_of(question);
    const bool rows = left_over(geometry.h) > 0;
    const bool cols = left_over(geometry.w) > 0;
    const bool steps_over = question.spec.stride.h > question.spec.kernel.h;
    switch (question.number) {
        case 0:
            return cols && !rows && !steps_over;
        case 1:
            return rows && !cols && !steps_over;
        case 2:
            return rows && cols && !steps_over;
        default:
            return rows || cols || steps_over;
    }
}

// The cells of all rows that no window reads, or of all such columns.
std::vector<Cell> unread_lines(const core::Geometry& geometry, bool rows) {
    const core::Grid reads = core::coverage(geometry);
    const std::int64_t lines = rows ? reads.rows : reads.cols;
    const std::int64_t length = rows ? reads.cols : reads.rows;
    std::vector<Cell> cells;
    for (std::int64_t line = 0; line < lines; ++line) {
        const auto cell = [&](std::int64_t at) { return rows ? Cell{line, at} : Cell{at, line}; };
        bool read = false;
        for (std::int64_t at = 0; at < length; ++at) read = read || reads.at(cell(at).row, cell(at).col) > 0.0F;
        for (std::int64_t at = 0; !read && at < length; ++at) cells.push_back(cell(at));
    }
    std::sort(cells.begin(), cells.end());
    return cells;
}

void add_dropping_slips(Question& question) {
    const auto set = [](std::vector<Cell> cells) { return Answer{.numbers = {}, .cells = std::move(cells)}; };
    core::PoolSpec slipped = question.spec;
    slipped.padding = {};
    add_slip(question, SlipKind::forgot_padding, set(unread(slipped, question.input)));
    const core::Geometry geometry = geometry_of(question);
    add_slip(question, SlipKind::only_rows, set(unread_lines(geometry, true)));
    add_slip(question, SlipKind::only_columns, set(unread_lines(geometry, false)));
    // Counted from the other end: the same cells, mirrored.
    std::vector<Cell> mirrored;
    for (const Cell& cell : question.answer.cells)
        mirrored.push_back({question.input.rows - 1 - cell.row, question.input.cols - 1 - cell.col});
    std::sort(mirrored.begin(), mirrored.end());
    add_slip(question, SlipKind::wrong_end, set(std::move(mirrored)));
}

}  // namespace

void draw_output_size(Question& question, Random& random) {
    do draw_setting(question, random);
    while (!size_is_worth_asking(question));
}

void settle_output_size(Question& question) {
    question.ask = Ask::size;
    question.answer = size_answer(geometry_of(question));
    add_size_slips(question);
}

void draw_dropped(Question& question, Random& random) {
    do draw_leaving_setting(question, random);
    while (!dropping_is_worth_asking(question));
}

void settle_dropped(Question& question) {
    question.ask = Ask::cells;
    question.answer.cells = unread(question.spec, question.input);
    add_dropping_slips(question);
}

}  // namespace check
