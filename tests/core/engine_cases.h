// Cases for the pooling engine: random settings over random planes in every memory layout, and what a result may be.
// Invariant: a case is a plain value, described whole in one line; the same case gives the same planes again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/pool.h"
#include "core/workspace.h"

namespace test {

// How the planes lie in memory. What lies between rows and columns is poison: NaN, or 255 for bytes.
enum class Layout { dense, padded_rows, interleaved, spread_columns, upside_down };
enum class Content { ties, zeros, decimals, wide, photo, specials };

struct EngineCase {
    core::PoolSpec spec;
    std::int64_t planes = 1;
    std::int64_t height = 1;
    std::int64_t width = 1;
    Layout layout = Layout::dense;
    Content content = Content::ties;
    bool indices = false;
    unsigned seed = 0;
};
std::string describe(const EngineCase& c);

// `most_taps`: what the definition may cost at most, counted in values read.
EngineCase random_engine_case(std::mt19937& random, double most_taps);

// Planes and the view of them. Nothing is allocated beyond the first and the last value, so that the address sanitizer
// sees a read outside.
template <class T>
struct Planes {
    std::vector<T> storage;
    core::View<T> view;
};
template <class T>
Planes<T> make_planes(const EngineCase& c);

struct Results {
    std::vector<float> values;
    std::vector<std::int64_t> indices;
};
// By the definition.
template <class T>
Results reference_results(const EngineCase& c, const core::View<T>& input);
// By the engine, into memory with guards around it. Nothing if a guard was overwritten or a value not written.
template <class T>
std::optional<Results> engine_results(const EngineCase& c, const core::View<T>& input,
                                      const core::PoolOptions& options);

// What one window's sum is, exactly enough: sum x and sum |x| over the divisor.
struct ExactMean {
    long double mean = 0.0L;
    long double size = 0.0L;
};
template <class T>
std::vector<ExactMean> exact_means(const EngineCase& c, const core::View<T>& input);

// One unit in the last place of a float32 of that size.
long double ulp(long double value);

// Whether `actual` is an allowed answer: see core::Sums.
bool near_mean(float actual, const ExactMean& exact, core::Sums sums);

// The first thing wrong with `actual`, or "". `exact` is for sums and averages and may be empty for others.
std::string difference(const EngineCase& c, const Results& actual, const Results& expected,
                       const std::vector<ExactMean>& exact, core::Sums sums);

bool same_bits(const Results& a, const Results& b);

// Workspaces of several sizes, kept from case to case, the one of one thread first.
struct Workspaces {
    std::vector<std::unique_ptr<core::Workspace>> all;
    Workspaces() {
        for (const int threads : {1, 2, 3, 7}) all.push_back(std::make_unique<core::Workspace>(threads));
    }
};

// The whole proof of one case, on every instruction set: on one thread against the definition, on several against one,
// sums of both kinds. What is wrong, or "".
template <class T>
std::string engine_fault(const EngineCase& c, const Workspaces& workspaces);

}  // namespace test
