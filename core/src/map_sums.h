// Sums of weighted feature maps, in double: what every map of the CAM family is.
#pragma once

#include <cstdint>

#include "core/cam.h"

namespace core {

PlaceMap zero_map(const FeatureMaps& maps);  // of their height and width

// sum += weight * f_channel. A weight of 0 takes nothing.
void add_channel(PlaceMap& sum, const FeatureMaps& maps, std::int64_t channel, double weight);

}  // namespace core
