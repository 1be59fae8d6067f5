// The ways to run the program with a window or a picture. Each returns the exit code of the process.
#pragma once

#include "app/cli/command_line.h"

namespace app {

int run_window(const cli::WindowCommand& command, int argc, char** argv);
int run_render(const cli::RenderCommand& command, int argc, char** argv);
int run_tour(const cli::TourCommand& command, int argc, char** argv);

}  // namespace app
