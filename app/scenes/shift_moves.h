// Every move of the shift scene at once: what each of them does to the outputs of each pooling, worked out beside the
// interface, since a large table has thousands of moves.
// Invariant: lanes are as many as the order's pools; one that cannot be pooled has no consistency.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

#include "core/shift_pool.h"

namespace scenes {

struct ShiftMovesOrder {
    core::Grid grid;
    std::vector<core::ShiftPool> pools;
    core::ShiftRule rule;
    bool operator==(const ShiftMovesOrder&) const = default;
};

struct ShiftMoves {
    ShiftMovesOrder order;
    std::vector<std::optional<core::ShiftConsistency>> lanes;
};

// Nothing if cancelled between two poolings.
std::optional<ShiftMoves> every_move(const ShiftMovesOrder& order, const std::atomic<bool>& cancel);

}  // namespace scenes
