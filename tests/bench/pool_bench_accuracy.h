// How exact averages are (target 13), ours and the peers', and how far a NaN or an infinity reaches.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pool_bench_contestants.h"

namespace bench {

struct AccuracyCase {
    std::string data;         // uniform, offset, patch, cancelling
    std::int64_t kernel = 1;  // stride 1, as many outputs as inputs, padding counted
    std::string name() const { return "accuracy/" + data + "/k" + std::to_string(kernel); }
};

std::vector<AccuracyCase> accuracy_cases();

// Largest error over 1500 windows, in units in the last place of float32 at the exact mean (at the mean of the absolute
// values where they cancel).
struct Errors {
    double single = 0;
    double exact = 0;
    std::optional<double> torch;
};
// `folder`: for the files that PyTorch reads and writes. `torch` may be null.
Errors measure_errors(const AccuracyCase& which, Torch* torch, const std::string& folder);

// One NaN and one infinity in a plane averaged with kernel 31: outputs that are not finite although their window holds
// neither, and those that are finite although it does.
struct Spread {
    std::int64_t ours = 0;
    std::optional<std::int64_t> opencv;
};
Spread measure_spread();

}  // namespace bench
