// The order "largest first" for numbers that may be NaN: NaN comes last, so that sorting stays well defined.
#pragma once

#include <cmath>

namespace core {

inline bool falls_before(double a, double b) {
    if (std::isnan(a)) return false;
    return std::isnan(b) || a > b;
}

}  // namespace core
