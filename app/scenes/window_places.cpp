#include "app/scenes/window_places.h"

#include "app/ui/step_motion.h"

namespace scenes {

ui::Rect window_block(const ui::GridPlace& place, const core::Geometry& geometry, std::int64_t window) {
    const core::Span rows = core::span(geometry.h, window / geometry.w.output);
    const core::Span cols = core::span(geometry.w, window % geometry.w.output);
    return place.block(static_cast<double>(rows.start), static_cast<double>(cols.start),
                       static_cast<double>(rows.end() - rows.start), static_cast<double>(cols.end() - cols.start));
}

ui::Rect sliding_block(const ui::GridPlace& place, const core::Geometry& geometry, const core::Playback& playback) {
    const ui::Rect now = window_block(place, geometry, playback.window);
    const float slide = ui::step_motion(playback).slide;
    if (slide >= 1.0F) return now;
    return ui::lerp(window_block(place, geometry, playback.previous), now, slide);
}

}  // namespace scenes
