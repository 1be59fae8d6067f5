// Questions drawn from seeds: well-formed, answered by core, no slip that is right, and the same on every machine.
#include "app/check/question.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "app/check/random.h"
#include "core/backward.h"
#include "core/cam.h"
#include "core/explain.h"
#include "core/geometry.h"
#include "core/pool.h"
#include "core/problem.h"
#include "support/catch.h"

namespace {

using namespace check;

constexpr std::uint32_t k_seeds = 1000;

template <class Check>
void for_all_questions(Level level, const Check& check_one) {
    for (std::uint32_t seed = 1; seed <= k_seeds; ++seed) {
        for (int number = 0; number < k_questions; ++number) {
            CAPTURE(static_cast<int>(level), seed, number);
            check_one(make_question(level, seed, number));
        }
    }
}

core::Geometry geometry_of(const Question& question) {
    return core::geometry(question.spec, question.input.rows, question.input.cols);
}

}  // namespace

TEST_CASE("a seed gives the same numbers everywhere") {
    Random random(1234567);
    CHECK(random.next() == 6457827717110365317ULL);  // the sequence that SplitMix64's authors publish
    CHECK(random.next() == 3203168211198807973ULL);
    CHECK(random.next() == 9817491932198370423ULL);
}

TEST_CASE("numbers stay in their range and reach both ends") {
    Random random(5);
    std::set<std::int64_t> seen;
    for (int i = 0; i < 200; ++i) seen.insert(random.between(-2, 3));
    CHECK(seen == std::set<std::int64_t>{-2, -1, 0, 1, 2, 3});
}

TEST_CASE("every question has a complete answer, and slips that are not right and differ from each other") {
    for (const Level level : k_levels) {
        for_all_questions(level, [](const Question& question) {
            REQUIRE(complete(question, question.answer));
            REQUIRE(right(question, question.answer));
            REQUIRE_FALSE(question.slips.empty());
            for (std::size_t i = 0; i < question.slips.size(); ++i) {
                const Slip& slip = question.slips[i];
                REQUIRE(complete(question, slip.answer));
                REQUIRE_FALSE(right(question, slip.answer));
                const Finding finding = diagnose(question, slip.answer);
                if (finding.kind != slip.kind) {  // rounded or half slipped: one of the more common ones
                    const auto end = question.slips.begin() + static_cast<std::ptrdiff_t>(i);
                    REQUIRE(std::any_of(question.slips.begin(), end,
                                        [&](const Slip& other) { return other.kind == finding.kind; }));
                }
            }
        });
    }
}

TEST_CASE("the same seed gives the same question, another seed other ones") {
    for (const Level level : k_levels) {
        const Question one = make_question(level, 42, 1);
        const Question again = make_question(level, 42, 1);
        CHECK(one.spec == again.spec);
        CHECK(one.input == again.input);
        CHECK(one.maps == again.maps);
        CHECK(one.answer == again.answer);
        int different = 0;
        for (std::uint32_t seed = 43; seed < 53; ++seed) {
            const Question other = make_question(level, seed, 1);
            if (!(other.spec == one.spec && other.input == one.input && other.maps == one.maps)) ++different;
        }
        CHECK(different >= 5);
    }
}

TEST_CASE("sizes are those of the geometry, and each number brings what it is about") {
    for_all_questions(Level::output_size, [](const Question& question) {
        REQUIRE_FALSE(core::problem(question.spec, question.input.rows, question.input.cols));
        const core::Geometry geometry = geometry_of(question);
        REQUIRE(question.answer.numbers ==
                std::vector<double>{static_cast<double>(geometry.h.output), static_cast<double>(geometry.w.output)});
        if (question.number == 2) REQUIRE(question.spec.padding.top == 1);
        if (question.number == 3) REQUIRE(question.spec.ceil);
        if (question.number == 4) REQUIRE(question.answer.numbers[0] != question.answer.numbers[1]);
    });
}

TEST_CASE("a covered cell holds a whole number that pooling gives") {
    for_all_questions(Level::fill_cell, [](const Question& question) {
        const auto pooled = core::pool_grid(question.input, question.spec).values;
        const double value = pooled.values[static_cast<std::size_t>(question.window)];
        REQUIRE(question.answer.numbers.front() == value);
        REQUIRE(value == std::round(value));
    });
}

TEST_CASE("the winner is the one that pooling points at") {
    for_all_questions(Level::find_winner, [](const Question& question) {
        const auto pooled = core::pool_grid(question.input, question.spec);
        const Cell winner = question.answer.cells.front();
        REQUIRE(winner.row * question.input.cols + winner.col ==
                pooled.indices[static_cast<std::size_t>(question.window)]);
    });
}

TEST_CASE("dropped cells are exactly those that no window reads") {
    for_all_questions(Level::dropped, [](const Question& question) {
        const core::Geometry geometry = geometry_of(question);
        std::vector<Cell> unread;
        for (std::int64_t row = 0; row < question.input.rows; ++row) {
            for (std::int64_t col = 0; col < question.input.cols; ++col) {
                if (core::cell_use(geometry, row, col) != core::CellUse::used) unread.push_back({row, col});
            }
        }
        REQUIRE(question.answer.cells == unread);
        REQUIRE_FALSE(unread.empty());
    });
}

TEST_CASE("one lane is the average and no other lane looks like it") {
    for_all_questions(Level::which_lane, [](const Question& question) {
        REQUIRE(std::count(question.lanes.begin(), question.lanes.end(), core::Op::average) == 1);
        REQUIRE(question.lanes[static_cast<std::size_t>(question.answer.choice)] == core::Op::average);
        REQUIRE(question.slips.size() == question.lanes.size() - 1);
    });
}

TEST_CASE("gradients are whole numbers that the way back gives") {
    for_all_questions(Level::gradient, [](const Question& question) {
        const core::Grid arrived = core::backward_grid(question.input, question.spec, question.gradient).gradient;
        if (!question.cell) {
            const Cell winner = question.answer.cells.front();
            REQUIRE(arrived.at(winner.row, winner.col) ==
                    question.gradient.values[static_cast<std::size_t>(question.window)]);
            return;
        }
        const double value = arrived.at(question.cell->row, question.cell->col);
        REQUIRE(question.answer.numbers.front() == value);
        REQUIRE(value == std::round(value));
    });
}

TEST_CASE("the map that adds most is the one with the largest weight times mean") {
    for_all_questions(Level::evidence, [](const Question& question) {
        const auto means = core::map_means(question.maps);
        for (std::size_t k = 0; k < means.size(); ++k) {
            REQUIRE(means[k] == std::round(means[k]));
            const auto channel = static_cast<std::int64_t>(k);
            const auto best = question.answer.choice;
            if (channel == best) continue;
            REQUIRE(question.head.weight(0, channel) * means[k] <
                    question.head.weight(0, best) * means[static_cast<std::size_t>(best)]);
        }
    });
}
