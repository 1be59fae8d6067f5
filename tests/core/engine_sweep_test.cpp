// The engine against the definition, on every instruction set of this machine: max, min and indices bit for bit, sums
// within core::Sums, the same bits for any number of threads, and nothing written beside the output.
#include <random>

#include "engine_cases.h"
#include "instruction_sets.h"
#include "support/catch.h"

using namespace test;

namespace {

// A few seconds under a sanitizer, too.
constexpr int k_cases = 2500;
constexpr double k_most_taps = 30000;

class Sweep {
public:
    explicit Sweep(unsigned seed) : random_(seed) {}

    template <class T>
    void run(int cases, double most_taps) {
        for (int i = 0; i < cases; ++i) {
            const EngineCase c = random_engine_case(random_, most_taps);
            const Planes<T> planes = make_planes<T>(c);
            const Results expected = reference_results(c, planes.view);
            const std::vector<ExactMean> exact = exact_means(c, planes.view);
            for_each_instruction_set([&](const char* set) {
                check(c, planes, expected, exact, core::Sums::single, set);
                if (!exact.empty()) check(c, planes, expected, exact, core::Sums::exact, set);
            });
        }
        CHECK(failures_ == 0);
    }

private:
    void fail(const EngineCase& c, const char* set, const std::string& what) {
        constexpr int k_most_shown = 10;
        if (++failures_ <= k_most_shown) FAIL_CHECK(set << ": " << what << "\n  " << describe(c));
    }

    // On one thread against the definition, then on several against one.
    template <class T>
    void check(const EngineCase& c, const Planes<T>& planes, const Results& expected,
               const std::vector<ExactMean>& exact, core::Sums sums, const char* set) {
        core::PoolOptions options;
        options.sums = sums;
        options.workspace = workspaces_.all.front().get();
        const std::optional<Results> one = engine_results(c, planes.view, options);
        if (!one) return fail(c, set, "a value was not written, or one beside the output was");
        const std::string found = difference(c, *one, expected, exact, sums);
        if (!found.empty()) return fail(c, set, found);
        options.workspace = workspaces_.all[1 + c.seed % (workspaces_.all.size() - 1)].get();
        const std::optional<Results> several = engine_results(c, planes.view, options);
        if (!several || !same_bits(*several, *one)) {
            fail(c, set, "differs on " + std::to_string(options.workspace->threads()) + " threads");
        }
    }

    std::mt19937 random_;
    Workspaces workspaces_;
    int failures_ = 0;
};

}  // namespace

TEST_CASE("engine: random poolings of floats") { Sweep(1).run<float>(k_cases, k_most_taps); }

TEST_CASE("engine: random poolings of bytes") { Sweep(2).run<std::uint8_t>(k_cases / 2, k_most_taps); }

TEST_CASE("engine: random poolings of doubles") { Sweep(3).run<double>(k_cases / 2, k_most_taps); }

TEST_CASE("engine: random poolings of larger planes") { Sweep(4).run<float>(40, 1e6); }
