// Step motion: the player's beats as eased shares for drawing: slide cubic in-out, pick cubic out, level cubic in-out,
// drop quadratic in-out. Reduced motion arrives here as shares of 0 or 1 only.
#pragma once

#include "core/player.h"

namespace ui {

float ease_in_out_cubic(float t);
float ease_out_cubic(float t);
float ease_in_out_quadratic(float t);

struct StepMotion {
    float slide = 1.0F;     // window and ribbon from the previous window to this one
    float pick = 1.0F;      // level line falls, winner's outline appears
    float triangle = 1.0F;  // winner's corner, in the second half of the pick
    float level = 1.0F;     // columns move to their mean
    float drop = 1.0F;      // the result travels to its cell
    float uncover = 1.0F;   // the cover shrinks in the last 100 ms of the drop
    bool picked = true;     // the result is known: the formula may show it
    bool dropping = false;  // the digits are on their way
    bool done = true;       // the output cell shows its value
};
StepMotion step_motion(const core::Playback& playback);

}  // namespace ui
