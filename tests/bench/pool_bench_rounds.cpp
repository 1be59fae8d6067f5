#include "pool_bench_rounds.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <thread>

namespace bench {
namespace {

constexpr double k_least_seconds = 2e-4;  // shorter calls are repeated: a clock and a pipe cost microseconds
// Shorter ones may find their arrays in the caches when they are called again and again, as a network or a slider calls
// them. The contestant before has filled the caches with its own, so these get one call that is not timed.
constexpr double k_cached_seconds = 5e-3;
constexpr int k_enough_rounds = 7;

double median_of(std::vector<double> values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

std::int64_t page_faults() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt + usage.ru_majflt;
}

// A contestant, how much it is asked, and what came out.
struct Entry {
    Contestant who;
    double estimate = 0;
    int calls = 1;
    int rounds = 1;
    Times times;

    void take_turn(std::size_t round) {
        if (estimate < k_cached_seconds) who.time(1);
        const std::int64_t before = page_faults();
        times.seconds[round] = who.time(calls);
        times.page_faults += page_faults() - before;
        // Threads of a peer may spin for a while after its call.
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    // Spread evenly over the rounds of all.
    bool takes_part(int round, int all) const {
        return static_cast<std::int64_t>(round + 1) * rounds / all != static_cast<std::int64_t>(round) * rounds / all;
    }
};

// The first call warms up. One that is slow by any measure is not asked twice.
void warm_up(Entry& entry, const Effort& effort) {
    entry.estimate = entry.who.time(1);
    if (entry.estimate < effort.slow_seconds / 2) entry.estimate = entry.who.time(1);
    entry.calls = static_cast<int>(std::clamp(std::ceil(k_least_seconds / entry.estimate), 1.0, 1000.0));
}

int plan(std::vector<Entry>& entries, const Effort& effort) {
    double quick = 0;
    for (const Entry& entry : entries) {
        const double turn = entry.estimate * entry.calls;
        if (turn * effort.least_rounds <= effort.slow_seconds) quick += turn;
    }
    const int rounds =
        static_cast<int>(std::clamp(effort.case_seconds / std::max(quick, 1e-6),
                                    static_cast<double>(effort.least_rounds), static_cast<double>(effort.most_rounds)));
    for (Entry& entry : entries) {
        const double affordable = effort.slow_seconds / (entry.estimate * entry.calls);
        entry.rounds = static_cast<int>(std::clamp(affordable, 1.0, static_cast<double>(rounds)));
        entry.times.name = entry.who.name;
        entry.times.seconds.assign(static_cast<std::size_t>(rounds), std::numeric_limits<double>::quiet_NaN());
    }
    return rounds;
}

}  // namespace

int Times::rounds() const {
    return static_cast<int>(std::ranges::count_if(seconds, [](double value) { return !std::isnan(value); }));
}

double Times::median() const { return median_of(seconds); }

double ratio(const Times& of, const Times& to) {
    if (of.rounds() < k_enough_rounds || to.rounds() < k_enough_rounds) return of.median() / to.median();
    std::vector<double> each;
    for (std::size_t i = 0; i < of.seconds.size(); ++i) each.push_back(of.seconds[i] / to.seconds[i]);
    return median_of(std::move(each));
}

const Times* Outcome::find(const std::string& name) const {
    const auto found = std::ranges::find_if(times, [&](const Times& one) { return one.name == name; });
    return found == times.end() ? nullptr : &*found;
}

Outcome run_rounds(std::vector<Contestant> contestants, const Effort& effort) {
    Outcome outcome;
    std::vector<Entry> entries;
    for (Contestant& contestant : contestants) {
        Entry entry{std::move(contestant), 0, 1, 1, {}};
        warm_up(entry, effort);
        const std::string difference = entry.who.difference ? entry.who.difference() : "";
        if (difference.empty())
            entries.push_back(std::move(entry));
        else
            outcome.differences.push_back(entry.who.name + ": " + difference);
    }
    const int rounds = plan(entries, effort);
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::mt19937 random(1);
    for (int round = 0; round < rounds; ++round) {
        std::ranges::shuffle(order, random);  // nobody always finds the cache as the same other one leaves it
        for (const std::size_t index : order)
            if (entries[index].takes_part(round, rounds)) entries[index].take_turn(static_cast<std::size_t>(round));
    }
    for (Entry& entry : entries) outcome.times.push_back(std::move(entry.times));
    return outcome;
}

}  // namespace bench
