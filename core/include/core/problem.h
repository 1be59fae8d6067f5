// What stands in the way of a spec, as a sentence with the numbers in it.
// problem(): it cannot be computed at all; nothing is drawn but the sentence. refusals(): it can be drawn, but the
// named framework would refuse it, and why. Each is a key plus arguments, so that any language can say it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/pool_spec.h"

namespace core {

struct Problem {
    std::string key;                                        // "problem.kernel_too_large"
    std::vector<std::pair<std::string, std::string>> args;  // {"kernel", "5"}, {"padded", "4"}, ...

    std::string sentence() const;  // the English one, from problem_sentences()
    bool operator==(const Problem&) const = default;
};

// key -> English sentence with {name} places. The one place where these English words are written.
const std::map<std::string, std::string, std::less<>>& problem_sentences();

std::optional<Problem> problem(const PoolSpec& spec, std::int64_t height, std::int64_t width);

// Frameworks that would refuse the spec, most relevant (the spec's own rule) first. Empty if problem() is set.
std::vector<Problem> refusals(const PoolSpec& spec, std::int64_t height, std::int64_t width);

// Why the spec's own rule would refuse it; nothing if it would not, or if problem() is set.
std::optional<Problem> own_refusal(const PoolSpec& spec, std::int64_t height, std::int64_t width);

}  // namespace core
