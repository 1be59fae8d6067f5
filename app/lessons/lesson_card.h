// The card of a lesson over the stage, and the dimming of everything that the card is not about. Both draw only; what
// the buttons do are commands of the program ("lesson.onward", "lesson.back", "lesson.leave").
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/lessons/lesson_player.h"
#include "app/ui/ui.h"

namespace lessons {

// Where the named parts lie now; parts that are not shown are left out.
std::vector<ui::Rect> lit_rects(const Card& card, const scenes::Scene& scene, const ui::Canvas& canvas);

// What is left of `areas` without `holes`: rectangles that do not overlap if `areas` do not.
std::vector<ui::Rect> without(std::vector<ui::Rect> areas, std::span<const ui::Rect> holes);

// Rail, stage and settings outside of `lit` recede; with nothing lit, nothing does. Top bar, player and read-out never.
void draw_dimming(ui::Canvas& canvas, std::span<const ui::Rect> lit);

// As wide as the design's card at the reader's text size, as high as its words need; where it covers least of `lit`.
ui::Rect card_place(const ui::Canvas& canvas, const Card& card, std::span<const ui::Rect> lit);

void draw_card(ui::Ui& ui, const LessonPlayer& player, Onward onward, const ui::Rect& rect);

}  // namespace lessons
