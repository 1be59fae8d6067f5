#include "app/check/session.h"

#include <algorithm>

namespace check {
namespace {

std::size_t index_of(Level level) { return static_cast<std::size_t>(level); }

}  // namespace

void go_to(Session& session, Level level, int number) {
    session.level = level;
    session.number = number;
    session.question = make_question(level, session.seed, number);
    session.phase = Phase::asking;
    session.given = {};
    session.finding.reset();
}

void choose_seed(Session& session, std::uint32_t seed) {
    session.seed = std::clamp<std::uint32_t>(seed, 1, k_last_seed);
    session.solved = {};
    go_to(session, session.level, 0);
}

bool answered(const Session& session) { return session.phase == Phase::right || session.phase == Phase::shown; }

void check_answer(Session& session) {
    if (answered(session) || !complete(session.question, session.given)) return;
    if (!right(session.question, session.given)) {
        session.phase = Phase::wrong;
        session.finding = diagnose(session.question, session.given);
        return;
    }
    session.phase = Phase::right;
    session.finding.reset();
    const std::size_t level = index_of(session.level);
    session.solved[level][static_cast<std::size_t>(session.number)] = true;
    session.stars[level] = std::max(session.stars[level], stars_for(solved_in(session, session.level)));
}

void try_again(Session& session) {
    if (session.phase != Phase::wrong) return;
    session.phase = Phase::asking;
    session.finding.reset();
}

void show_answer(Session& session) {
    if (answered(session)) return;
    session.phase = Phase::shown;
    session.given = session.question.answer;
    session.finding.reset();
}

void go_on(Session& session) {
    if (session.number + 1 < k_questions) return go_to(session, session.level, session.number + 1);
    const std::size_t next = index_of(session.level) + 1;
    if (next < k_levels.size()) return go_to(session, k_levels[next], 0);
    session.level = k_levels.front();
    choose_seed(session, session.seed % k_last_seed + 1);
}

int solved_in(const Session& session, Level level) {
    const auto& solved = session.solved[index_of(level)];
    return static_cast<int>(std::count(solved.begin(), solved.end(), true));
}

int stars_for(int solved) { return solved >= k_questions ? 3 : solved >= 3 ? 2 : solved >= 1 ? 1 : 0; }

}  // namespace check
