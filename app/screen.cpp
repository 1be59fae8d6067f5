#include "app/screen.h"

#include <cstdio>
#include <ctime>
#include <optional>
#include <utility>

#include "app/gl/framebuffer.h"
#include "app/gl/textures.h"
#include "app/io/paths.h"
#include "app/ui/fonts.h"
#include "app/ui/imgui_canvas.h"
#include "app/ui/imgui_compat.h"

namespace app {
namespace {

// Processor time of this thread: what the interface costs, whatever else the machine is doing.
double thread_cpu_ms() {
#if defined(CLOCK_THREAD_CPUTIME_ID)
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
#else
    return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
#endif
}

}  // namespace

struct Screen::Impl {
    Window window;
    ui::FontSet fonts;
    gl::Textures textures;
    ui::Ui ui;
    std::optional<OffScreen> off_screen;

    explicit Impl(Window opened) : window(std::move(opened)), fonts(io::assets_folder() / "fonts") {
        for (const std::string& complaint : fonts.complaints())
            std::fprintf(stderr, "poolscope: %s\n", complaint.c_str());
    }

    // Collects one frame; drawing it is the caller's.
    FrameCost build_frame(App& app, int width, int height, double dt, const std::vector<ui::KeyPress>& keys) {
        const ui::View view = app.view_for(width, height);
        app.announce_words(fonts);
        if (fonts.update(view.layout.u * view.layout.text_scale)) compat::reload_font_texture();
        window.begin_frame(width, height, dt);
        const double start = thread_cpu_ms();
        {
            ui::ImguiCanvas canvas(view, fonts, &textures);
            ui.begin_frame(view, canvas);
            ui.set_keys(keys);
            app.frame(ui, canvas, dt);
            ui.end_frame();
        }
        textures.end_frame();
        const ui::Color background = view.color(ui::Token::bg);
        gl::clear(static_cast<float>(background.r) / 255.0F, static_cast<float>(background.g) / 255.0F,
                  static_cast<float>(background.b) / 255.0F);
        return {thread_cpu_ms() - start};
    }
};

Screen::Screen(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Screen::~Screen() = default;

core::Result<std::unique_ptr<Screen>> Screen::open(const WindowSettings& settings) {
    auto window = Window::open(settings);
    if (!window) return window.error();
    return std::unique_ptr<Screen>(new Screen(std::make_unique<Impl>(std::move(window).value())));
}

Window& Screen::window() { return impl_->window; }

OffScreen& Screen::off_screen() {
    if (!impl_->off_screen) impl_->off_screen.emplace();
    return *impl_->off_screen;
}

FrameCost Screen::draw(App& app, double dt, const std::vector<ui::KeyPress>& keys) {
    const FrameCost cost = impl_->build_frame(app, impl_->window.width(), impl_->window.height(), dt, keys);
    impl_->window.draw();
    return cost;
}

bool Screen::wants_frame() const { return impl_->fonts.wants_update() || impl_->ui.wants_frame(); }

core::Result<core::Image> Screen::picture(App& app, int width, int height, int frames, double dt) {
    auto framebuffer = gl::Framebuffer::create(width, height);
    if (!framebuffer) return framebuffer.error();
    framebuffer.value().bind();
    // A glyph that was missing is in the atlas of the next frame.
    for (int frame = 0; frame < frames || impl_->fonts.wants_update(); ++frame) {
        impl_->build_frame(app, width, height, dt, {});
        framebuffer.value().bind();
        impl_->window.draw();
    }
    core::Image image = framebuffer.value().read();
    gl::Framebuffer::bind_window();
    return image;
}

}  // namespace app
