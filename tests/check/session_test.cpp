// The way through "check yourself": check, try again, show, go on; stars that never fall.
#include "app/check/session.h"

#include "support/catch.h"

namespace {

using namespace check;

void solve(Session& session) {
    session.given = session.question.answer;
    check_answer(session);
}

}  // namespace

TEST_CASE("a right answer is right, a wrong one is told why and tried again") {
    Session session;
    session.given = session.question.slips.front().answer;
    check_answer(session);
    CHECK(session.phase == Phase::wrong);
    REQUIRE(session.finding);
    CHECK(session.finding->kind == session.question.slips.front().kind);
    try_again(session);
    CHECK(session.phase == Phase::asking);
    CHECK(session.given == session.question.slips.front().answer);
    solve(session);
    CHECK(session.phase == Phase::right);
    CHECK(session.stars[0] == 1);
}

TEST_CASE("an incomplete answer is not judged") {
    Session session;
    check_answer(session);
    CHECK(session.phase == Phase::asking);
    session.given.numbers = {3};
    check_answer(session);
    CHECK(session.phase == Phase::asking);
}

TEST_CASE("a shown answer gives no star, and can be passed") {
    Session session;
    show_answer(session);
    CHECK(session.phase == Phase::shown);
    CHECK(session.given == session.question.answer);
    CHECK(session.stars[0] == 0);
    check_answer(session);
    CHECK(solved_in(session, Level::output_size) == 0);
    go_on(session);
    CHECK(session.number == 1);
    CHECK(session.phase == Phase::asking);
}

TEST_CASE("stars for one, three and five solved questions, and another seed keeps them") {
    Session session;
    const int expected[] = {1, 1, 2, 2, 3};
    for (const int stars : expected) {
        solve(session);
        CHECK(session.stars[0] == stars);
        go_on(session);
    }
    CHECK(session.level == Level::fill_cell);
    CHECK(session.number == 0);
    choose_seed(session, 77);
    CHECK(session.stars[0] == 3);
    CHECK(solved_in(session, Level::output_size) == 0);
    CHECK(session.question.seed == 77);
    go_to(session, Level::output_size, 0);
    solve(session);
    CHECK(session.stars[0] == 3);
}

TEST_CASE("after the last question of the last level comes the next seed") {
    Session session;
    choose_seed(session, k_last_seed);
    go_to(session, Level::evidence, k_questions - 1);
    go_on(session);
    CHECK(session.level == Level::output_size);
    CHECK(session.seed == 1);
    choose_seed(session, 0);
    CHECK(session.seed == 1);
}
