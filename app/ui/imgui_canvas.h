// ImguiCanvas: a canvas that draws on Dear ImGui's background draw list, which no ImGui window covers.
// One exists per frame: made after ImGui::NewFrame(), destroyed before ImGui::Render(); the end puts its layers
// together. `view`, `fonts` and `textures` MUST outlive it.
#pragma once

#include <memory>

#include "app/ui/canvas.h"
#include "app/ui/fonts.h"
#include "app/ui/texture_source.h"

namespace ui {

class ImguiCanvas final : public Canvas {
public:
    // `textures` may be null: images are not drawn.
    ImguiCanvas(const View& view, FontSet& fonts, TextureSource* textures);
    ~ImguiCanvas() override;

    float text_width(std::string_view utf8, TextStyle style) const override;
    void fill_rect(const Rect& rect, Color color, float radius = 0.0F) override;
    void stroke_rect(const Rect& rect, Color color, float thickness, float radius = 0.0F) override;
    void line(Vec2 a, Vec2 b, Color color, float thickness) override;
    void polyline(std::span<const Vec2> points, Color color, float thickness, bool closed = false) override;
    void fill_polygon(std::span<const Vec2> convex, Color color, bool antialias = true) override;
    void fill_circle(Vec2 center, float radius, Color color) override;
    void stroke_circle(Vec2 center, float radius, Color color, float thickness) override;
    void glyphs(Vec2 baseline_left, std::string_view utf8, TextStyle style, Color color) override;
    void image(const Rect& target, const core::Image& image, const Rect& source, bool smooth) override;
    void push_clip(const Rect& rect) override;
    void pop_clip() override;

protected:
    void layer_changed(Layer layer) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ui
