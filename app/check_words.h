// Check words: what "check yourself" says: the question, the setting, what was slipped on, how to answer.
// Invariant: every number in a sentence comes from the question or from its finding.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/check/session.h"
#include "app/ui/icons.h"
#include "app/ui/text.h"

namespace app {

std::string_view level_key(check::Level level);  // "check.level.output_size"
std::string_view question_key(const check::Question& question);
std::string_view slip_key(check::SlipKind kind);

// One fact of the setting with the sign of its parameter: "k = 3".
struct SettingFact {
    std::optional<ui::Parameter> parameter;
    std::string words;
};
std::vector<SettingFact> setting_facts(const ui::Text& text, const check::Question& question);

// How to answer: "Click the cell, or move with the arrows and press Space."
std::string_view hint_key(const check::Question& question);
// "You averaged. The maximum keeps the largest value." Empty while nothing was judged.
std::string verdict_title(const ui::Text& text, const check::Session& session);
std::string verdict_sentence(const ui::Text& text, const check::Session& session);
// "Output size, question 2 of 5, seed 1. Max, k = 2, s = 2." and the verdict.
ui::RichText check_readout(const ui::Text& text, const check::Session& session);

}  // namespace app
