// The cam scene in words: decimals, the sentence of the identity, the read-out, what the methods do.
#pragma once

#include <string>
#include <vector>

#include "app/scenes/cam_state.h"
#include "app/scenes/number_words.h"
#include "app/ui/ui.h"

namespace scenes {

// Enough for the places of one map to differ.
int place_decimals(const core::MapRange& range);
// Enough for mean + bias = score to add up as it is shown: 2, or 3 or 4 where rounding would not.
int identity_decimals(const core::ScoreCheck& check);

std::string_view method_key(core::CamMethod method);       // "cam.method.grad_cam"
std::string_view method_unit_key(core::CamMethod method);  // the unit of its values

// What stands in the band: a formula and what is said about it; for another method one sentence.
struct Identity {
    enum class State { holds, partial, differs, demonstration, sentence, nothing };
    State state = State::nothing;
    ui::RichText formula;
    ui::RichText verdict;
    std::string detail;
};
Identity identity(const CamState& state, const ui::Text& text);

// The tile at the mouse: the value, then the channels that give most there.
std::vector<ui::RichText> place_lines(const CamState& state, const ui::Text& text, MapPlace place);

ui::RichText cam_readout(const CamState& state, const ui::View& view);

}  // namespace scenes
