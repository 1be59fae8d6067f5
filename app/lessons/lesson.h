// Lesson: a row of cards that a teacher has written as plain text, ready to be shown. Each card says what it asks, sets
// its own state, and may have one action that Space plays.
// Invariant: a card's `show` sets the scene of that card completely, so that cards can be shown in any order.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace lessons {

// What Space plays before it goes to the next card.
enum class Action {
    next,  // nothing: it goes on at once
    step,  // one step of the player
    run    // the player, to its end
};

struct Card {
    std::string question;  // its heading: the sentence at the top of the window
    std::string text;
    std::string scene;  // id
    Action action = Action::next;
    std::vector<std::string> lit;  // names of regions; none: nothing is dimmed
    std::function<void()> show;    // the scene has the card's state
    std::int64_t line = 0;         // of the heading in its file
};

struct Lesson {
    std::string title = {};
    std::string about = {};  // one sentence for the list of lessons; may be empty
    std::vector<Card> cards = {};
    std::vector<core::Error> errors = {};  // what is wrong in the file; the rest is here
};

// Regions outside the scene's stage that a card can name, and the stage as a whole.
inline constexpr std::string_view k_region_stage = "stage";
inline constexpr std::string_view k_region_settings = "settings";
inline constexpr std::string_view k_region_rail = "rail";

}  // namespace lessons
