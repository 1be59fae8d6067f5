// SvgCanvas: a canvas that writes SVG 1.1: shapes as shapes, text as <text> at measured places, pictures as PNG inside.
// Each picture is embedded once (twice if it is drawn smooth and in blocks), however many parts of it are drawn. The
// four layers are groups, drawn in their order. Invariant: document() is well-formed XML whatever bytes were drawn:
// markup is escaped, control characters left out.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/ui/canvas.h"

namespace ui {

class SvgCanvas final : public Canvas {
public:
    // `measure` says how wide text is; its fonts are those that are named in the file. `png_base64` packs a picture.
    SvgCanvas(const View& view, const Canvas& measure, std::function<std::string(const core::Image&)> png_base64);

    // What was drawn, as a file that shows `area` of it, in pixels at scale 1. `title` and `description` are for
    // readers who cannot see it.
    std::string document(const Rect& area, std::string_view title, std::string_view description) const;

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
    void layer_changed(Layer) override {}

private:
    std::string& out() { return layers_[static_cast<std::size_t>(layer())]; }
    void run(Vec2 at, std::string_view utf8, TextStyle style, Color color, bool hangul);

    const Canvas* measure_;
    std::function<std::string(const core::Image&)> png_base64_;
    std::array<std::string, 4> layers_;
    std::string definitions_;                                         // clips and pictures
    std::map<std::pair<std::uint64_t, bool>, std::string> pictures_;  // id by revision and smoothness
    int clips_ = 0;
};

}  // namespace ui
