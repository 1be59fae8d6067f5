// Class list: the classes of a network by falling score, each with its bar, and a field that finds one of a thousand by
// name. Which class is looked at is the caller's; a mark (its letter, if it has one) ties a row to what shows it.
//   bar = row width * |score| / largest |score| of the rows on the list; scores below 0 are blue and hatched
// Invariant: without a search the first k_class_rows classes are listed, and every marked class, whatever its rank.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/ui.h"
#include "core/look.h"

namespace ui {

inline constexpr int k_class_rows = 5;

// The class's name in the reader's language; "class 17" for one without.
std::string class_name(const Text& text, const core::ClassNames& names, std::int64_t c);

// What stays of a list from frame to frame.
struct ClassList {
    std::string search;
};

struct ClassMark {
    std::int64_t index = 0;
    std::string_view letter = {};  // "A"; empty: marked without a letter
};

struct ClassListLook {
    const core::ClassNames* names = nullptr;
    std::span<const std::int64_t> ranking;  // all classes by falling score
    std::span<const double> scores;         // one per class
    std::string_view score_key;             // words above the scores
    bool percent = false;                   // scores are shares: 0.931 is "93.1%"
    std::span<const ClassMark> marks;
    std::optional<std::int64_t> pointed = {};  // what the mouse is over elsewhere shows this class: its row is lit
    bool second = false;                       // rows also have a square "B" that chooses the second class
};

struct ClassChoice {
    std::optional<std::int64_t> clicked, hovered;
    bool second = false;  // the click was on the square
};

// Search field and k_class_rows rows; more of them scroll.
float class_list_height(const View& view);
// `key` names the list in tests: rows are <key>/<index>, their squares <key>/<index>.second. `search_key` names the
// search field and is its hint; while it holds something, <key>.clear empties it.
ClassChoice class_list(Ui& ui, const Rect& rect, std::string_view key, std::string_view search_key, ClassList& list,
                       const ClassListLook& look);

// The classes on the list: what the search finds, by falling score; a name in the reader's language first, else in
// English.
std::vector<std::int64_t> listed_classes(const Text& text, std::string_view search, const ClassListLook& look);

}  // namespace ui
