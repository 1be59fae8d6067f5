// Start: puts the program together: a screen, and an App that looks as asked for.
#pragma once

#include <memory>
#include <string>

#include "app/app.h"
#include "app/cli/command_line.h"
#include "app/screen.h"

namespace app {

struct StartOptions {
    std::string language;  // empty: as remembered, else the system's, else English
    std::string theme;
    float text_size = 0.0F;  // 0: as remembered, else 1
    cli::WindowSize size;
    bool visible = true;
    bool remembered = true;  // begin with the reader's settings and files of last time; pictures never do
};

struct Started {
    std::unique_ptr<Screen> screen;  // outlives the app: the app's pictures are its textures
    std::unique_ptr<App> app;
};

core::Result<Started> start(const StartOptions& options);

// The picture after `frames` frames of `dt` seconds, and then as many more, of no time, as the scene's work beside the
// interface needs (a photo, its lanes).
core::Result<core::Image> picture_when_settled(Screen& screen, App& app, const cli::WindowSize& size, int frames,
                                               double dt);

}  // namespace app
