// The cam scene in words: numbers as they are shown, the sentence of the identity, the read-out, what the methods do.
#pragma once

#include <string>
#include <vector>

#include "app/scenes/cam_state.h"
#include "app/ui/ui.h"

namespace scenes {

std::string shown_number(double value, int decimals);   // "−15.9"
std::string signed_number(double value, int decimals);  // "+42.7", "−15.9", "0.0"
ui::Token sign_token(double value);                     // for evidence, against it, neither

// Enough for the places of one map to differ.
int place_decimals(const core::MapRange& range);
// Enough for mean + bias = score to add up as it is shown: 2, or 3 or 4 where rounding would not.
int identity_decimals(const core::ScoreCheck& check);
// The smallest power of ten that is not below the error, as text: 0.00000095 is "0.000001"; empty: no difference.
std::string checked_to(double error);

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
