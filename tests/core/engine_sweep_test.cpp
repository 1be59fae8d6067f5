// The engine against the definition, on every instruction set of this machine: max, min and indices bit for bit, sums
// within core::Sums, the same bits for any number of threads, and nothing written beside the output.
#include <random>

#include "engine_cases.h"
#include "support/catch.h"

using namespace test;

namespace {

// A few seconds under a sanitizer, too.
constexpr int k_cases = 2500;
constexpr double k_most_taps = 30000;

template <class T>
void sweep(unsigned seed, int cases, double most_taps) {
    constexpr int k_most_shown = 10;
    std::mt19937 random(seed);
    const Workspaces workspaces;
    int failures = 0;
    for (int i = 0; i < cases; ++i) {
        const std::string fault = engine_fault<T>(random_engine_case(random, most_taps), workspaces);
        if (!fault.empty() && ++failures <= k_most_shown) FAIL_CHECK(fault);
    }
    CHECK(failures == 0);
}

}  // namespace

TEST_CASE("engine: random poolings of floats") { sweep<float>(1, k_cases, k_most_taps); }

TEST_CASE("engine: random poolings of bytes") { sweep<std::uint8_t>(2, k_cases / 2, k_most_taps); }

TEST_CASE("engine: random poolings of doubles") { sweep<double>(3, k_cases / 2, k_most_taps); }

TEST_CASE("engine: random poolings of larger planes") { sweep<float>(4, 40, 1e6); }
