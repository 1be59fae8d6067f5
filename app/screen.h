// Screen: draws frames of an App: window, fonts, textures and controls in one place, in the order they must die.
// A frame goes to the window, or to an off-screen picture of any size.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "app/app.h"
#include "app/off_screen.h"
#include "app/window.h"
#include "core/image.h"

namespace app {

// What one frame of the interface cost the processor, without OpenGL.
struct FrameCost {
    double interface_ms = 0.0;
};

class Screen {
public:
    // Fails with a sentence when no window can be had.
    static core::Result<std::unique_ptr<Screen>> open(const WindowSettings& settings);
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    Window& window();
    bool wants_frame() const;  // the interface itself is still moving, or a glyph is on its way

    // One frame of `app` into the window, not yet swapped.
    FrameCost draw(App& app, double dt, const std::vector<ui::KeyPress>& keys);

    // The picture after `frames` frames of `dt` seconds each, drawn off screen.
    core::Result<core::Image> picture(App& app, int width, int height, int frames, double dt);

    // For exports; made when it is first asked for.
    OffScreen& off_screen();

private:
    struct Impl;
    explicit Screen(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace app
