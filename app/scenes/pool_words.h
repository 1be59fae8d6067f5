// Pool words: the step in one sentence, for the read-out line and for whoever reads the screen aloud.
// Every number comes from core's explanation. Results stand in the output's colour.
#pragma once

#include <string>

#include "app/scenes/number_input.h"
#include "app/scenes/pool_facts.h"
#include "app/ui/text.h"

namespace scenes {

// The result as the formula writes it (at most four decimals, typographic minus).
std::string result_text(const core::WindowExplanation& window, const core::PoolSpec& spec);

// "Window 1 of 4, rows 1–2, columns 1–2: the largest of 12, 20, 8, 12 is 20." Ties and divisors are explained.
// Not `known`: the question instead of the answer.
ui::RichText window_sentence(const ui::Text& text, const PoolFacts& facts, const core::WindowExplanation& window,
                             bool known);

// "Row 2, column 2 holds 12: 4 windows read it (1, 2, 3, 4)." Also padding, overhang, and cells nobody reads.
ui::RichText cell_sentence(const ui::Text& text, const PoolFacts& facts, std::int64_t row, std::int64_t col);

// "rows 1–2", "row 3": 1-based, inclusive.
std::string rows_text(const ui::Text& text, const core::WindowExplanation& window);
std::string cols_text(const ui::Text& text, const core::WindowExplanation& window);

std::string number(float value);                // exact, typographic
std::string short_number(float value);          // at most four decimals, as formulae write results
std::string size_text(const core::Grid& grid);  // "4×4"
std::string_view rule_name(core::Rule rule);

void append(ui::RichText& to, ui::RichText more);

}  // namespace scenes
