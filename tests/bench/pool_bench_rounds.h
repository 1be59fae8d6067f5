// Rounds: all contestants of a case take turns, so that whatever else the machine does falls on all of them alike.
// Invariant: a contestant's times are of one call each, medians are over its rounds, and the ratio of two that took
// part in enough rounds is the median of their ratios round by round.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pool_bench_contestants.h"

namespace bench {

struct Effort {
    int least_rounds = 9;
    int most_rounds = 31;
    double case_seconds = 1.5;  // for the rounds of those that are quick
    double slow_seconds = 5;    // for all rounds of one that is slow: it takes part in fewer
};

// seconds[i]: in round i; NaN where it did not take part.
struct Times {
    std::string name;
    std::vector<double> seconds;
    std::int64_t page_faults = 0;  // in all its rounds
    int rounds() const;
    double median() const;
};

double ratio(const Times& of, const Times& to);

struct Outcome {
    std::vector<Times> times;              // in the contestants' order
    std::vector<std::string> differences;  // of peers that computed something else; they are not in `times`
    const Times* find(const std::string& name) const;
};

// The first contestant is ours: it runs first, and the others are compared with it.
Outcome run_rounds(std::vector<Contestant> contestants, const Effort& effort);

}  // namespace bench
