// What feature maps and a head MUST be before anything is computed from them, and the one product that both routes to
// a score are made of.
#pragma once

#include <cstdint>

#include "core/check.h"
#include "core/feature_maps.h"

namespace core {

inline void check_whole(const FeatureMaps& maps) {
    CORE_CHECK_GE(maps.channels, 0);
    CORE_CHECK_GE(maps.area(), 1);
    CORE_CHECK_EQ(static_cast<std::int64_t>(maps.values.size()), maps.channels * maps.area());
}

inline void check_whole(const LinearHead& head) {
    CORE_CHECK_EQ(static_cast<std::int64_t>(head.weights.size()), head.classes * head.channels);
    CORE_CHECK_EQ(static_cast<std::int64_t>(head.bias.size()), head.classes);
}

inline void check_fit(const FeatureMaps& maps, const LinearHead& head) {
    check_whole(maps);
    check_whole(head);
    CORE_CHECK_EQ(maps.channels, head.channels);
}

// weight * value; a weight of 0 takes nothing, not even of a map that overflowed (0 * infinity would be NaN).
inline double weighted(double weight, double value) { return weight == 0.0 ? 0.0 : weight * value; }

}  // namespace core
