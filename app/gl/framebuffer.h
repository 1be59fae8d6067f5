// Framebuffer: an off-screen picture of any size, drawn to and read back. Screenshots and the tour use it, so that a
// hidden or smaller window gives the same pixels as a visible one.
#pragma once

#include <memory>

#include "core/image.h"
#include "core/result.h"

namespace gl {

class Framebuffer {
public:
    // width, height in pixels, at least 1. Fails with a sentence when the driver refuses the size.
    static core::Result<Framebuffer> create(int width, int height);
    Framebuffer(Framebuffer&&) noexcept;
    Framebuffer& operator=(Framebuffer&&) noexcept;
    ~Framebuffer();

    void bind() const;          // drawing goes here from now on
    static void bind_window();  // ... and back to the window
    core::Image read() const;   // RGB, top row first

private:
    struct Impl;
    explicit Framebuffer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// The window's own picture as drawn so far this frame; MUST be called before the buffers are swapped.
core::Image read_window(int width, int height);

// Fills what is drawn to with one colour (channels 0..1).
void clear(float red, float green, float blue);

// Loads the OpenGL functions of the current context; false when the driver is too old (3.3 is needed).
bool load_functions(void (*(*load)(const char*))());

}  // namespace gl
