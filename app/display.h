// Display: is there a screen to draw on, and if not, can a virtual one be had (xvfb-run)?
#pragma once

#include <string>

namespace app {

// False where opening a window cannot work: no DISPLAY or WAYLAND_DISPLAY on systems that need one.
bool has_display();

// Runs the program again with the same arguments under xvfb-run and does not return. Returns a sentence when that is
// not possible: not installed, or tried already.
std::string restart_on_virtual_display(int argc, char** argv);

}  // namespace app
