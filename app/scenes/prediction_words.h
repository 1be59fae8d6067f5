// Prediction words: the question, the verdict with its likely slip, and the score of a run, in sentences. Every number
// comes from core's judgement.
#pragma once

#include <string>

#include "app/scenes/prediction.h"
#include "app/ui/text.h"

namespace scenes {

// "5 of 7 exact, 1 near"; empty before the first guess.
std::string score_words(const ui::Text& text, const PredictionRun& run);
// What to do now; empty for Question::none.
std::string ask_words(const ui::Text& text, const AskedWindow& asked);
// "Close: you said 12, it is 13. You averaged." Empty for a window that was shown.
std::string verdict_words(const ui::Text& text, const AskedWindow& asked, const JudgedWindow& judged);
// Before the read-out's sentence about the window: what to do, the verdict, or why nothing is asked.
std::string prediction_words(const ui::Text& text, const Prediction& document, const PredictionRun& run,
                             const AskedWindow& asked, std::int64_t window, bool waits);

}  // namespace scenes
