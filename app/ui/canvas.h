// Canvas: what scenes and widgets draw on. A small set of primitives with several makers behind it (Dear ImGui's draw
// list on screen; a text recorder in tests), so that a scene never knows what it is drawn with.
// Coordinates are window pixels. Text is placed by cap height: baseline = centre + 0.364 x size.
#pragma once

#include <span>
#include <string_view>

#include "app/ui/geometry.h"
#include "app/ui/layout.h"
#include "app/ui/text.h"
#include "app/ui/theme.h"
#include "core/image.h"

namespace ui {

// The type steps of the design, in px at scale 1. Fonts exist at exactly these sizes times u x text_scale.
enum class Type { t14, t16, t18, t20, t24, t28, t36 };
float type_px(Type type);
Type step_down(Type type);  // t14 stays

enum class Family { words, numbers };  // Inter + NanumSquare; JetBrains Mono

struct TextStyle {
    Type type = Type::t16;
    Family family = Family::words;
    bool bold = false;
    bool operator==(const TextStyle&) const = default;
};

enum class Align { left, center, right };

// Everything a drawing needs to know besides its own state; one per frame, read-only.
struct View {
    const Theme* theme = nullptr;
    const Text* text = nullptr;
    Layout layout;
    bool reduced_motion = false;
    Color color(Token token) const { return (*theme)[token]; }
    float px(float base) const { return layout.px(base); }
    float stroke(float base) const { return base * layout.u * theme->stroke_scale; }
};

// What lies over what, whatever the order of drawing: the stage below the controls, overlays above both, then pop-up
// lists, tooltips and the focus ring.
enum class Layer { stage, controls, overlay, top };

class Canvas {
public:
    explicit Canvas(const View& view) : view_(&view) {}
    virtual ~Canvas() = default;
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    const View& view() const { return *view_; }
    Color color(Token token) const { return view_->color(token); }

    // The layer that everything is drawn in from now on. Clips do not reach across layers: set it outside of them.
    Layer layer() const { return layer_; }
    void set_layer(Layer layer);

    virtual float text_width(std::string_view utf8, TextStyle style) const = 0;
    float text_size(TextStyle style) const;  // the font's size in px: type x u x text_scale

    virtual void fill_rect(const Rect& rect, Color color, float radius = 0.0F) = 0;
    virtual void stroke_rect(const Rect& rect, Color color, float thickness,
                             float radius = 0.0F) = 0;  // centred on the edge
    virtual void line(Vec2 a, Vec2 b, Color color, float thickness) = 0;
    virtual void polyline(std::span<const Vec2> points, Color color, float thickness, bool closed = false) = 0;
    virtual void fill_polygon(std::span<const Vec2> convex, Color color, bool antialias = true) = 0;
    virtual void fill_circle(Vec2 center, float radius, Color color) = 0;
    virtual void stroke_circle(Vec2 center, float radius, Color color, float thickness) = 0;
    virtual void glyphs(Vec2 baseline_left, std::string_view utf8, TextStyle style, Color color) = 0;
    // `source` in image pixels; smooth = bilinear, else nearest.
    virtual void image(const Rect& target, const core::Image& image, const Rect& source, bool smooth) = 0;
    virtual void push_clip(const Rect& rect) = 0;
    virtual void pop_clip() = 0;

    // One line of text, cap-height centred on center_y; x is the left, middle or right by `align`. Returns its width.
    float text(float x, float center_y, std::string_view utf8, TextStyle style, Color color, Align align = Align::left);
    float text(float x, float center_y, std::string_view utf8, TextStyle style, Token token,
               Align align = Align::left) {
        return text(x, center_y, utf8, style, color(token), align);
    }
    float rich_width(const RichText& rich, TextStyle style) const;
    float rich(float x, float center_y, const RichText& rich, TextStyle style, Token base, Align align = Align::left);
    // Words wrapped to `width`, at most `max_lines` (the last one ends in "…"); top of the first line at y. Returns
    // height.
    float wrapped(float x, float y, float width, std::string_view utf8, TextStyle style, Token token,
                  int max_lines = 99);
    float rich_wrapped(float x, float y, float width, const RichText& rich, TextStyle style, Token base,
                       int max_lines = 99);
    // Width of the widest line and height of what wrapped() would draw.
    Vec2 wrapped_size(float width, std::string_view utf8, TextStyle style, int max_lines = 99) const;
    // `utf8` shortened with "…" until it fits.
    std::string elided(std::string_view utf8, TextStyle style, float width) const;

    void dashed_rect(const Rect& rect, Color color, float thickness, float dash, float gap, float radius = 0.0F);
    void dashed_line(Vec2 a, Vec2 b, Color color, float thickness, float dash, float gap);
    void hatch(const Rect& rect, Color color);  // 45 degrees, every 8 px, 1.5 px, clipped to rect
    void bezier(Vec2 a, Vec2 control_a, Vec2 control_b, Vec2 b, Color color, float thickness);

protected:
    virtual void layer_changed(Layer layer) = 0;

private:
    const View* view_;
    Layer layer_ = Layer::stage;
};

// Draws in `layer` until the end of the scope.
class LayerScope {
public:
    LayerScope(Canvas& canvas, Layer layer) : canvas_(&canvas), before_(canvas.layer()) { canvas.set_layer(layer); }
    ~LayerScope() { canvas_->set_layer(before_); }
    LayerScope(const LayerScope&) = delete;
    LayerScope& operator=(const LayerScope&) = delete;

private:
    Canvas* canvas_;
    Layer before_;
};

}  // namespace ui
