// Divider: to_eight_bits(float(total / divisor)) for whole totals, in integers or floats that give the same.
// Half goes up, so the result is floor((total + h) / d) with h = floor(d / 2), at most 255: an odd d has no halves. It
// is the definition's value as long as rounding total / d to a float cannot reach a half that it does not have: halves
// are at least 1 / (2 d) away, a float below 256 at most 2^-17, so for d < 2^16.
//   multiply: ((total + h) * factor) >> (16 + shift) in 16 bits, where factor = ceil(2^(16 + shift) / d) is small
//             enough and its excess e = factor d - 2^(16 + shift) has (total + h) e < 2^(16 + shift)
//             (Granlund & Montgomery 1994).
//   reciprocal: trunc((total + h + 1/2) * (1 / d)) in floats: the product is off by less than 2^-15, its place at
//             least 1 / (2 d) away from a whole number, so for d < 2^14.
//   exact:    divided in double and rounded to a float once, as by the definition.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/pool_bytes.h"

namespace core::engine {

struct Divider {
    enum class Way { none, multiply, reciprocal, exact };

    Way way = Way::exact;
    std::int64_t divisor = 1;
    std::uint16_t half = 0;
    std::uint16_t factor = 0;
    int shift = 0;
    float reciprocal = 1.0F;

    // Of totals of 16 bits, none above `largest`.
    static Divider of_16(std::int64_t divisor, std::int64_t largest) {
        Divider divider = of_32(divisor);
        if (divisor == 1) divider.way = Way::none;
        if (divisor < 2 || divisor > 65535 || largest + divisor / 2 > 65535) return divider;
        for (int shift = 0; shift < 16; ++shift) {
            const std::int64_t power = std::int64_t{1} << (16 + shift);
            const std::int64_t factor = (power - 1) / divisor + 1;
            if (factor > 65535) break;
            if ((largest + divisor / 2) * (factor * divisor - power) >= power) continue;
            divider.way = Way::multiply;
            divider.half = static_cast<std::uint16_t>(divisor / 2);
            divider.factor = static_cast<std::uint16_t>(factor);
            divider.shift = shift;
            return divider;
        }
        return divider;
    }

    // Of totals below 2^31.
    static Divider of_32(std::int64_t divisor) {
        Divider divider;
        divider.divisor = divisor;
        if (divisor < 1 || divisor >= 1 << 14) return divider;
        divider.way = Way::reciprocal;
        divider.half = static_cast<std::uint16_t>(divisor / 2);
        divider.reciprocal = 1.0F / static_cast<float>(divisor);
        return divider;
    }

    // By the definition, for any total.
    std::uint8_t define(std::uint64_t total) const {
        return to_eight_bits(static_cast<float>(static_cast<double>(total) / static_cast<double>(divisor)));
    }
};

}  // namespace core::engine
