// `poolscope cam`: a photo through a network, and where it looked: class activation maps (core/cam.h).
//   OVERLAY.png  the photo at its own size under the map, coloured where the network looked: orange speaks for the
//   class,
//                blue against it (other methods than cam know no against). Several classes: side by side.
//   JSON         model, input, crop, the top classes, and for each class that was asked for both routes to its score
//   .npy         the map of the first class as it is, signed, in logits; the feature maps
// Invariant: the output files are complete or untouched.
#pragma once

#include "app/cli/command_line.h"

namespace cli {

// The exit code. What keeps it from being done is one line on standard error; that the built-in network looks because
// the default one is not there is a line "note: ..." there.
int run_cam(const CamCommand& command);

}  // namespace cli
