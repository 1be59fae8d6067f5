// The side of the stage beside the input: the window with its lens and output, or in their place a comparison in four
// cards: the rules of the frameworks on this input, or the rules for ties on this window.
// Invariant: a card is four parts: a picture at either end, a title and lines of words between them.
#pragma once

#include <vector>

#include "app/ui/canvas.h"
#include "app/ui/layout.h"

namespace scenes {

enum class SideView { window, rules, ties };

struct SideCard {
    ui::Rect card, left, title, words, right;
};

struct SidePlaces {
    ui::Rect title;   // one line over the cards
    ui::Rect action;  // a button in that line, left of Back
    ui::Rect back;
    std::vector<SideCard> cards;
};
// `room`: what the side may take of the stage.
SidePlaces side_places(const ui::View& view, const ui::Rect& room, std::size_t cards = 4);

// Whether the settings lie over the stage as a drawer now: then nothing on it can be pressed.
bool settings_cover_stage(const ui::View& view);

void draw_side_title(ui::Canvas& canvas, const SidePlaces& places, std::string_view words);
// The ground of a card; chosen: with the accent's outline.
void draw_side_card(ui::Canvas& canvas, const SideCard& at, bool chosen, bool hovered);
// Bold title, with `note` in the output's colour at its right end if it fits.
void draw_side_words(ui::Canvas& canvas, const SideCard& at, std::string_view title, std::string_view note,
                     std::string_view first, std::string_view second);

}  // namespace scenes
