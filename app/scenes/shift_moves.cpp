#include "app/scenes/shift_moves.h"

namespace scenes {

std::optional<ShiftMoves> every_move(const ShiftMovesOrder& order, const std::atomic<bool>& cancel) {
    ShiftMoves moves;
    moves.order = order;
    for (const core::ShiftPool& pool : order.pools) {
        if (cancel) return std::nullopt;
        if (core::shift_problem(pool, order.grid.rows, order.grid.cols)) {
            moves.lanes.emplace_back();
            continue;
        }
        moves.lanes.emplace_back(core::shift_consistency(
            order.grid, [&](const core::Grid& grid) { return core::shift_pool(grid, pool); }, order.rule));
    }
    return moves;
}

}  // namespace scenes
