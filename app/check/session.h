// Session: where a reader of "check yourself" stands: seed, level, question, what was answered, the stars so far.
// A value without time or drawing. Invariant: `question` is that of (level, seed, number); stars never fall.
#pragma once

#include <array>
#include <optional>

#include "app/check/question.h"

namespace check {

enum class Phase { asking, wrong, right, shown };

struct Session {
    std::uint32_t seed = 1;
    Level level = Level::output_size;
    int number = 0;
    Question question = make_question(Level::output_size, 1, 0);
    Phase phase = Phase::asking;
    Answer given;
    std::optional<Finding> finding;                                       // of a wrong answer
    std::array<std::array<bool, k_questions>, k_levels.size()> solved{};  // without being shown, with this seed
    std::array<int, k_levels.size()> stars{};                             // 0..3, the most so far with any seed
};

void go_to(Session& session, Level level, int number);
void choose_seed(Session& session, std::uint32_t seed);  // the same level from its first question, nothing solved

void check_answer(Session& session);  // does nothing while the answer is incomplete or known
void try_again(Session& session);     // the answer is kept, to be mended
void show_answer(Session& session);
void go_on(Session& session);  // the next question; after the last of a level the next level, then the next seed

bool answered(const Session& session);  // right, or shown
int solved_in(const Session& session, Level level);
// 1 question solved: 1 star, 3: 2 stars, 5: 3 stars. The number of tries does not matter.
int stars_for(int solved);

}  // namespace check
