#include "app/off_screen.h"

#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <optional>
#include <thread>

#include "app/gl/framebuffer.h"
#include "app/gl/textures.h"
#include "app/io/base64.h"
#include "app/io/image_write.h"
#include "app/io/paths.h"
#include "app/io/sentences.h"
#include "app/ui/fonts.h"
#include "app/ui/imgui_canvas.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/svg_canvas.h"

namespace app {
namespace {

constexpr double k_longest_wait = 3.0;  // seconds, for pictures that the scene renders
constexpr double k_any_time = 1e-4;

// Dear ImGui draws for one context at a time: this one until the end of the scope, then the window's again.
class ContextScope {
public:
    explicit ContextScope(ImGuiContext* context) : before_(ImGui::GetCurrentContext()) {
        ImGui::SetCurrentContext(context);
    }
    ~ContextScope() { ImGui::SetCurrentContext(before_); }
    ContextScope(const ContextScope&) = delete;
    ContextScope& operator=(const ContextScope&) = delete;

private:
    ImGuiContext* before_;
};

ui::View view_of(const App& app, const PictureOrder& order) {
    ui::View view = app.view_for(order.width, order.height);
    view.layout = ui::enlarged(view.layout, static_cast<float>(order.scale));
    return view;
}

// In whole pixels: what is cut out of the picture.
ui::Rect area_of(const ui::View& view, PictureArea area) {
    const ui::Rect& rect = area == PictureArea::stage ? view.layout.stage : view.layout.window;
    const float left = std::floor(rect.x + 0.5F);
    const float top = std::floor(rect.y + 0.5F);
    return {left, top, std::max(1.0F, std::floor(rect.right() + 0.5F) - left),
            std::max(1.0F, std::floor(rect.bottom() + 0.5F) - top)};
}

core::Image cut_out(const core::Image& picture, const ui::Rect& area) {
    const auto left = static_cast<std::int64_t>(area.x);
    const auto top = static_cast<std::int64_t>(area.y);
    const auto width = static_cast<std::int64_t>(area.w);
    const auto height = static_cast<std::int64_t>(area.h);
    if (width == picture.width && height == picture.height) return picture;
    std::vector<std::uint8_t> pixels;
    pixels.reserve(static_cast<std::size_t>(width * height * picture.channels));
    for (std::int64_t y = 0; y < height; ++y) {
        const std::uint8_t* row = picture.pixels->data() + ((top + y) * picture.width + left) * picture.channels;
        pixels.insert(pixels.end(), row, row + width * picture.channels);
    }
    return core::make_image(width, height, picture.channels, std::move(pixels));
}

}  // namespace

PictureSize picture_size(const App& app, const PictureOrder& order) {
    const ui::Rect area = area_of(view_of(app, order), order.area);
    return {static_cast<std::int64_t>(area.w), static_cast<std::int64_t>(area.h)};
}

struct OffScreen::Impl {
    ImGuiContext* context = nullptr;
    std::optional<ui::FontSet> fonts;
    std::string words_announced;
    gl::Textures textures;
    std::optional<ui::Ui> ui;
    std::optional<gl::Framebuffer> target;
    PictureSize target_size;

    Impl() {
        ImGuiContext* const window = ImGui::GetCurrentContext();
        context = ImGui::CreateContext();
        {
            const ContextScope here(context);
            ImGuiIO& io = ImGui::GetIO();
            io.IniFilename = nullptr;
            io.LogFilename = nullptr;
            ImGui_ImplOpenGL3_Init("#version 330");
            fonts.emplace(io::assets_folder() / "fonts");
            ui.emplace();
        }
        ImGui::SetCurrentContext(window);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        ImGuiContext* const window = ImGui::GetCurrentContext();
        {
            const ContextScope here(context);
            ui.reset();
            fonts.reset();
            ImGui_ImplOpenGL3_Shutdown();
        }
        ImGui::DestroyContext(context);
        if (window != context) ImGui::SetCurrentContext(window);
    }

    // One frame: what `draw` puts on the canvas. The context MUST be this one's.
    void frame(const ui::View& view, const std::function<void(ui::Canvas&)>& draw) {
        if (fonts->update(view.layout.u * view.layout.text_scale)) compat::reload_font_texture();
        ImGui_ImplOpenGL3_NewFrame();
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {view.layout.window.w, view.layout.window.h};
        io.DeltaTime = static_cast<float>(k_any_time);
        ImGui::NewFrame();
        {
            ui::ImguiCanvas canvas(view, *fonts, &textures);
            draw(canvas);
        }
        ImGui::Render();
        textures.end_frame();
    }

    // The stage alone is drawn and nothing else; the whole window with its controls, which nobody touches.
    void draw_view(App& app, const ui::View& view, PictureArea area, ui::Canvas& canvas) {
        if (area == PictureArea::stage) return app.scene().canvas(canvas);
        ui->begin_frame(view, canvas);
        app.draw_view(*ui, canvas);
        ui->end_frame();
    }

    core::Result<core::Done> prepare_target(const ui::View& view) {
        const PictureSize size{std::llround(view.layout.window.w), std::llround(view.layout.window.h)};
        if (target && target_size.width == size.width && target_size.height == size.height) return core::Done{};
        target.reset();
        auto made = gl::Framebuffer::create(static_cast<int>(size.width), static_cast<int>(size.height));
        if (!made) return made.error();
        target.emplace(std::move(made).value());
        target_size = size;
        return core::Done{};
    }

    // Draws frames until fonts and pictures are there. Only the controls know which pictures a scene needs at a size,
    // so that they are drawn too where it shows photos.
    void draw_settled(App& app, const ui::View& view, const PictureOrder& order) {
        if (words_announced != app.appearance().language) {
            words_announced = app.appearance().language;
            for (const auto& [key, sentence] : app.text().entries()) fonts->expect(sentence);
        }
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(k_longest_wait);
        const auto late = [&] { return std::chrono::steady_clock::now() > deadline; };
        const auto draw = [&](PictureArea area) {
            frame(view, [&](ui::Canvas& canvas) { draw_view(app, view, area, canvas); });
        };
        const bool photos = order.rendered_anew && order.scale != 1.0 && app.scene().accepts(ui::PhotoArrived{});
        if (photos || order.area == PictureArea::window) {
            do {
                draw(PictureArea::window);
                app.scene().update({});
            } while (!late() && app.scene().waiting());
        }
        draw(order.area);
        while (!late() && fonts->wants_update()) draw(order.area);
    }
};

OffScreen::OffScreen() : impl_(std::make_unique<Impl>()) {}
OffScreen::~OffScreen() = default;

core::Result<core::Image> OffScreen::picture(App& app, const PictureOrder& order) {
    const ui::View view = view_of(app, order);
    const double megapixels =
        static_cast<double>(view.layout.window.w) * static_cast<double>(view.layout.window.h) / 1e6;
    if (megapixels > static_cast<double>(k_most_megapixels))
        return io::error(
            "error.picture_too_large_to_draw", {},
            {{"megapixels", std::to_string(std::llround(megapixels))}, {"most", std::to_string(k_most_megapixels)}});
    const ContextScope here(impl_->context);
    if (auto ready = impl_->prepare_target(view); !ready) return ready.error();
    impl_->draw_settled(app, view, order);
    impl_->target->bind();
    const ui::Color ground = view.color(ui::Token::bg);
    gl::clear(static_cast<float>(ground.r) / 255.0F, static_cast<float>(ground.g) / 255.0F,
              static_cast<float>(ground.b) / 255.0F);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    const core::Image whole = impl_->target->read();
    gl::Framebuffer::bind_window();
    return cut_out(whole, area_of(view, order.area));
}

core::Result<std::string> OffScreen::svg(App& app, const PictureOrder& order) {
    const ui::View view = view_of(app, order);
    const ContextScope here(impl_->context);
    impl_->draw_settled(app, view, order);
    std::string text;
    impl_->frame(view, [&](ui::Canvas& canvas) {
        ui::SvgCanvas svg(view, canvas, [](const core::Image& image) {
            const auto png = io::encode_png(image);
            return png ? io::to_base64(png.value()) : std::string();
        });
        impl_->draw_view(app, view, order.area, svg);
        text = svg.document(area_of(view, order.area), app.scene().question(app.text()),
                            ui::plain(app.scene().readout(view)));
    });
    return text;
}

}  // namespace app
