#include "core/explain.h"

#include <cmath>
#include <limits>

#include "axis_layout.h"
#include "core/pool.h"
#include "core/problem.h"

namespace core {
namespace {

// What a padding cell stands for: nothing a maximum or minimum could choose, and nothing a sum could gain.
float padding_value(Op op) {
    if (op == Op::min) return std::numeric_limits<float>::infinity();
    return picks_one_cell(op) ? -std::numeric_limits<float>::infinity() : 0.0F;
}

// Padding never wins a comparison; it is added up as 0 by sum and Lp; an average counts it or not.
bool counts(WindowCell::Kind kind, const PoolSpec& spec) {
    if (kind == WindowCell::Kind::inside) return true;
    if (kind == WindowCell::Kind::outside || picks_one_cell(spec.op)) return false;
    if (!is_average(spec.op)) return true;
    return counts_padding(spec) && !spec.divisor;
}

WindowCell::Kind kind_of(const Geometry& geometry, std::int64_t row, std::int64_t col) {
    if (row >= geometry.h.input + geometry.h.pad_end || col >= geometry.w.input + geometry.w.pad_end) {
        return WindowCell::Kind::outside;
    }
    const bool inside = row >= 0 && col >= 0 && row < geometry.h.input && col < geometry.w.input;
    return inside ? WindowCell::Kind::inside : WindowCell::Kind::padding;
}

bool alike(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

void list_cells(WindowExplanation& explanation, const Grid& input, const PoolSpec& spec, const Geometry& geometry) {
    const Span rows = span(geometry.h, explanation.out_row);
    const Span cols = span(geometry.w, explanation.out_col);
    explanation.cells.reserve(static_cast<std::size_t>(rows.count * cols.count));
    for (std::int64_t i = 0; i < rows.count; ++i) {
        for (std::int64_t j = 0; j < cols.count; ++j) {
            WindowCell cell;
            cell.row = rows.start + i * rows.step;
            cell.col = cols.start + j * cols.step;
            cell.kind = kind_of(geometry, cell.row, cell.col);
            cell.counted = counts(cell.kind, spec);
            switch (cell.kind) {
                case WindowCell::Kind::inside:
                    cell.value = input.at(cell.row, cell.col);
                    explanation.sum += static_cast<double>(cell.value);
                    ++explanation.inside;
                    break;
                case WindowCell::Kind::padding:
                    cell.value = padding_value(spec.op);
                    ++explanation.padding;
                    break;
                case WindowCell::Kind::outside:
                    ++explanation.outside;
                    break;
            }
            explanation.cells.push_back(cell);
        }
    }
}

void mark_winner(WindowExplanation& explanation, std::int64_t width) {
    if (explanation.winner_index < 0) return;
    for (WindowCell& cell : explanation.cells) {
        if (cell.kind != WindowCell::Kind::inside) continue;
        cell.winner = cell.row * width + cell.col == explanation.winner_index;
        cell.tied = !cell.winner && alike(cell.value, explanation.result);
        if (cell.tied) ++explanation.tied;
    }
}

DivisorReason divisor_reason(const WindowExplanation& explanation, const PoolSpec& spec) {
    if (!is_average(spec.op)) return DivisorReason::none;
    if (explanation.inside == 0) return DivisorReason::no_cell;
    if (spec.op == Op::average && spec.divisor) return DivisorReason::override_value;
    if (explanation.padding > 0 && !counts_padding(spec)) return DivisorReason::padding_left_out;
    if (explanation.padding > 0 && explanation.outside > 0) return DivisorReason::padding_and_outside;
    return explanation.outside > 0 ? DivisorReason::outside_left_out : DivisorReason::every_tap;
}

double divisor(const WindowExplanation& explanation, const PoolSpec& spec) {
    if (!is_average(spec.op)) return 1.0;
    if (spec.op == Op::average && spec.divisor) return static_cast<double>(*spec.divisor);
    return static_cast<double>(explanation.inside + (counts_padding(spec) ? explanation.padding : 0));
}

}  // namespace

WindowExplanation explain(const Grid& input, const PoolSpec& spec, std::int64_t window) {
    CORE_CHECK(!problem(spec, input.rows, input.cols));
    const Geometry where = geometry(spec, input.rows, input.cols);
    CORE_CHECK(window >= 0 && window < where.windows());
    WindowExplanation explanation;
    explanation.index = window;
    explanation.out_row = window / where.w.output;
    explanation.out_col = window % where.w.output;
    explanation.result =
        pool_window(view_of(input), spec, where, explanation.out_row, explanation.out_col, &explanation.winner_index);
    list_cells(explanation, input, spec, where);
    mark_winner(explanation, input.cols);
    explanation.divisor = divisor(explanation, spec);
    explanation.divisor_reason = divisor_reason(explanation, spec);
    return explanation;
}

}  // namespace core
