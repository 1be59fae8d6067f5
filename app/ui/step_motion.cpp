#include "app/ui/step_motion.h"

#include <algorithm>

namespace ui {

float ease_in_out_cubic(float t) {
    const float rest = 1.0F - t;
    return t < 0.5F ? 4.0F * t * t * t : 1.0F - 4.0F * rest * rest * rest;
}

float ease_out_cubic(float t) {
    const float rest = 1.0F - t;
    return 1.0F - rest * rest * rest;
}

float ease_in_out_quadratic(float t) {
    const float rest = 1.0F - t;
    return t < 0.5F ? 2.0F * t * t : 1.0F - 2.0F * rest * rest;
}

StepMotion step_motion(const core::Playback& playback) {
    constexpr float k_uncover_from = 0.5F;   // the last 100 of 200 ms
    constexpr float k_triangle_from = 0.5F;  // outline first, then the triangle
    const core::Beat beat = core::beat(playback);
    const auto progress = static_cast<float>(std::clamp(beat.progress, 0.0, 1.0));
    StepMotion motion;
    if (beat.phase == core::Phase::rest) return motion;

    motion.done = false;
    motion.uncover = 0.0F;
    if (beat.phase == core::Phase::drop) {
        motion.drop = ease_in_out_quadratic(progress);
        motion.dropping = progress < 1.0F && !playback.reduced_motion;
        motion.uncover = std::max(0.0F, (progress - k_uncover_from) / (1.0F - k_uncover_from));
        motion.done = progress >= 1.0F;
        return motion;
    }
    motion.drop = 0.0F;
    const bool picking = beat.phase == core::Phase::pick;
    motion.pick = picking ? ease_out_cubic(progress) : 0.0F;
    motion.triangle = picking ? std::max(0.0F, (progress - k_triangle_from) / (1.0F - k_triangle_from)) : 0.0F;
    motion.level = picking ? ease_in_out_cubic(progress) : 0.0F;
    motion.picked = picking && progress >= 1.0F;
    motion.slide = beat.phase == core::Phase::slide ? ease_in_out_cubic(progress) : 1.0F;
    return motion;
}

}  // namespace ui
