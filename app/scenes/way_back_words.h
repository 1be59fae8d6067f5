// Words of the way back: the question at the top, the step as a sentence, its arithmetic in symbols, and the lines that
// account for what was sent and check it with numbers. Every number comes from core.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/scenes/grid_pointing.h"
#include "app/scenes/way_back.h"
#include "app/ui/icons.h"
#include "app/ui/text.h"

namespace scenes {

std::string_view direction_key(Direction direction);                             // "direction.backward"
std::string way_back_question(const core::PoolSpec& spec, Direction direction);  // text key
// "back.lens.equal": how a window shares its gradient.
std::string_view share_key(const core::PoolSpec& spec, const core::WindowExplanation& window, core::Ties ties);

// One window of the step. `known`: its part has been picked; before that a question stands in place of the answer.
struct BackStep {
    const core::WindowExplanation& window;
    std::span<const core::GradientPart> parts;
    double gradient = 0.0;  // that arrives at its output
    bool known = true;
};
ui::RichText backward_sentence(const ui::Text& text, const PoolFacts& pool, const WayBackFacts& back,
                               const BackStep& step);
// A cell of the input: the parts that have arrived and their sum.
ui::RichText backward_cell_sentence(const ui::Text& text, const PoolFacts& pool, const WayBackFacts& back,
                                    std::int64_t row, std::int64_t col);
ui::RichText unpool_sentence(const ui::Text& text, const PoolFacts& pool, const WayBackFacts& back,
                             const core::WindowExplanation& window, bool known);

// 1 × 1/4 = 0.25     1 × 1 = 1     1 × (0.6, −0.8) = (0.6, −0.8)
// A norm has a list of parts; without `list` only its largest.
ui::RichText backward_formula(const BackStep& step, const core::PoolSpec& spec, core::Ties ties, bool list = true);
// 1 + 1 = 2 for a cell that several windows have sent to; empty for others.
ui::RichText sum_formula(const WayBackFacts& back, std::int64_t row, std::int64_t col);
// 5 = 1 × 4 + 1: the index as row × columns + column, counted from 0.
ui::RichText index_formula(std::int64_t index, std::int64_t cols, bool known);

struct NoteLine {
    ui::Icon icon = ui::Icon::none;
    ui::Token color = ui::Token::text;
    std::string words;
};
// What was sent, what arrived, what fell off; `cell`: of the input, checked on its own; then all cells.
std::vector<NoteLine> backward_notes(const ui::Text& text, const WayBackFacts& back,
                                     std::optional<ui::GridPlace::Cell> cell);
// "12 of 16 cells stay 0": of the finished result.
std::string zeros_words(const ui::Text& text, const WayBackFacts& back);
std::vector<NoteLine> unpool_notes(const ui::Text& text, const PoolFacts& pool, const WayBackFacts& back);

}  // namespace scenes
