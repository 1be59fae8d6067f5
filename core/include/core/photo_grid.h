// A photo as a small grid of numbers: its centre square in side x side greys, 0 to 255. Each number is the mean of the
// pixels under it, by the bins of adaptive pooling, rounded to a whole number; grey = 0.299 R + 0.587 G + 0.114 B.
// Invariant: where the photo is smaller than the grid, pixels are repeated, never invented.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "core/grid.h"
#include "core/image.h"

namespace core {

// Nothing if `cancel` turned true on the way. `photo` MUST NOT be empty; side >= 1.
std::optional<Grid> photo_grid(const Image& photo, std::int64_t side, const std::atomic<bool>& cancel);

}  // namespace core
