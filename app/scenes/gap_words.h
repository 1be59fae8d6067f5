// The gap scene in words: its numbers as they are shown and its read-out.
#pragma once

#include <string>

#include "app/scenes/gap_state.h"
#include "app/scenes/number_words.h"
#include "app/ui/ui.h"

namespace scenes {

// Decimals that tell this class's contributions apart: 2, more where all of them are small.
int contribution_decimals(const GapFacts& facts);
int mean_decimals(const GapFacts& facts);
std::string three_digits(double value);  // two decimals, more for small ones: a factor as it is read
// All digits a network's 32-bit score has.
std::string all_digits(double score);

std::string shape_text(std::int64_t height, std::int64_t width, std::int64_t channels);  // "(7, 7, 1280)"

ui::RichText gap_readout(const GapState& state, const ui::View& view);

}  // namespace scenes
