// Edge ties: what four rules make of equal largest (or smallest) values in the shown window, side by side: who wins,
// and to whom the gradient of the output goes when 1 comes back.
// Invariant: shares come from core/backward.h, for an output gradient of 1.
#pragma once

#include <optional>
#include <string>

#include "app/scenes/edge_side.h"
#include "app/scenes/pool_facts.h"
#include "app/ui/text.h"

namespace scenes {

// Whether the pooling picks one cell, so that ties have to be settled.
bool settles_ties(const core::PoolSpec& spec);
// The first window with a tie, for the sentence that leads there.
std::optional<std::int64_t> first_tie(const PoolFacts& facts);

// "3 twice: who wins?", the words of the button that opens the comparison.
std::string tie_question(const ui::Text& text, const core::WindowExplanation& window);
// Where that button stands: at the top of the room for notes, else above the formula band.
ui::Rect tie_button(const ui::View& view, const ui::Rect& notes, const ui::Rect& band);

void draw_tie_cards(ui::Canvas& canvas, const SidePlaces& places, const PoolFacts& facts,
                    const core::WindowExplanation& window);

}  // namespace scenes
