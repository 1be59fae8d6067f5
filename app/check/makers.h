// Makers: two functions per level, for question.cpp alone. draw_...() draws settings for question.number until one is
// worth asking; settle_...() works out the answer and the slips of a setting, whoever made it.
// Invariant: settling needs nothing but the setting; what makes one worth asking stands in the drawing's conditions.
#pragma once

#include "app/check/question.h"
#include "app/check/random.h"
#include "core/geometry.h"

namespace check {

void draw_output_size(Question& question, Random& random);
void settle_output_size(Question& question);
void draw_fill_cell(Question& question, Random& random);
void settle_fill_cell(Question& question);
void draw_find_winner(Question& question, Random& random);
void settle_find_winner(Question& question);
void draw_dropped(Question& question, Random& random);
void settle_dropped(Question& question);
void draw_which_lane(Question& question, Random& random);
void settle_which_lane(Question& question);
void draw_gradient(Question& question, Random& random);
void settle_gradient(Question& question);
void draw_evidence(Question& question, Random& random);
void settle_evidence(Question& question);

// ---- shared
core::Geometry geometry_of(const Question& question);
core::Grid random_grid(Random& random, std::int64_t rows, std::int64_t cols, std::int64_t low, std::int64_t high);
// Raises one cell of the window so that its average is a whole number.
void make_average_whole(Question& question, std::int64_t window);
// Adds the slip unless its answer is right or belongs to a more common one.
void add_slip(Question& question, SlipKind kind, Answer answer, core::Places places = {});
Answer number_answer(double value);
Answer cell_answer(Cell cell);
Answer choice_answer(std::int64_t choice);

}  // namespace check
