// RecordCanvas: a canvas that writes down what is drawn, one line a primitive, as text. Needs no font and no display,
// so a screen's dump is the same everywhere: coordinates rounded to 0.1, colours as #rrggbbaa, images by size. Widths:
// 0.6 em a character, 1 em a Hangul syllable, whatever the style.
#pragma once

#include <string>

#include "app/ui/canvas.h"

namespace ui {

class RecordCanvas final : public Canvas {
public:
    using Canvas::Canvas;

    const std::string& dump() const { return dump_; }

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
    std::string dump_;
};

}  // namespace ui
