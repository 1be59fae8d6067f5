// Random: whole numbers that follow from a seed, the same on every machine and with every compiler.
//   SplitMix64 (Steele, Lea, Flood 2014): state += golden ratio, then mixed. Invariant: equal seeds, equal numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/check.h"

namespace check {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t x = state_;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
        return x ^ (x >> 31);
    }

    // low..high, both possible. The range is tiny beside 2^64: the remainder favours nothing a class could see.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        CORE_CHECK_LE(low, high);
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool coin() { return between(0, 1) == 1; }

    template <class T>
    void shuffle(std::vector<T>& values) {  // Fisher, Yates
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(i) - 1))]);
    }

private:
    std::uint64_t state_;
};

}  // namespace check
