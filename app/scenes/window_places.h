// Where windows lie among the cells of a placed grid.
#pragma once

#include "app/ui/number_grid.h"
#include "core/geometry.h"
#include "core/player.h"

namespace scenes {

// From the first to the last tap, gaps of a dilation included.
ui::Rect window_block(const ui::GridPlace& place, const core::Geometry& geometry, std::int64_t window);
// Of the player's window: while it slides, between the one before and this.
ui::Rect sliding_block(const ui::GridPlace& place, const core::Geometry& geometry, const core::Playback& playback);

}  // namespace scenes
