// Window: the operating system's window, its OpenGL context and Dear ImGui's backends. Declared before everything that
// owns OpenGL objects, so that it dies last. Input that Dear ImGui 1.86 could lose (keys, drops) is queued here.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/ui/commands.h"
#include "core/image.h"
#include "core/result.h"

namespace app {

struct WindowSettings {
    int width = 1280;
    int height = 800;
    bool visible = true;  // false: screenshots, tour and tests draw off screen
    std::string title = "Poolscope";
};

class Window {
public:
    // Fails with a sentence: no display, no OpenGL 3.3.
    static core::Result<Window> open(const WindowSettings& settings);
    Window(Window&&) noexcept;
    Window& operator=(Window&&) noexcept;
    ~Window();

    bool should_close() const;
    void poll();                          // takes what has happened
    void wait(double seconds);            // sleeps until something happens, at most `seconds`
    bool take_activity();                 // something happened since the last call: input, resize, wake()
    std::function<void()> waker() const;  // safe from any thread: ends wait()

    std::vector<ui::KeyPress> take_keys();
    std::vector<std::filesystem::path> take_drops();

    int width() const;  // of the drawing area in pixels
    int height() const;
    bool minimized() const;
    void toggle_fullscreen();  // over the monitor the window is on

    // Begins a Dear ImGui frame of the given size (the window's own, or that of an off-screen picture).
    void begin_frame(int width, int height, double dt);
    void draw();                  // what Dear ImGui has collected, to the bound framebuffer
    core::Image picture() const;  // of what was drawn to the window; before swap()
    void swap();

    std::string clipboard() const;
    void set_clipboard(const std::string& text);

private:
    struct Impl;
    explicit Window(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace app
