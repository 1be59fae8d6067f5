#include "app/ui/record_canvas.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "app/ui/utf8.h"
#include "core/check.h"

namespace ui {
namespace {

std::string number(float value) {
    CORE_CHECK(std::isfinite(value));  // a drawing with NaN in it would pass unseen on the screen
    const double rounded = std::round(static_cast<double>(value) * 10.0) / 10.0;
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.1f", rounded == 0.0 ? 0.0 : rounded);
    std::string out = text.data();
    if (out.ends_with(".0")) out.resize(out.size() - 2);
    return out;
}

std::string point(Vec2 p) { return number(p.x) + "," + number(p.y); }
std::string box(const Rect& r) { return point(r.min()) + " " + number(r.w) + "x" + number(r.h); }

std::string hex(Color color) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "#%02x%02x%02x", unsigned{color.r}, unsigned{color.g}, unsigned{color.b});
    std::string out = text.data();
    if (color.a != 255) {
        std::snprintf(text.data(), text.size(), "%02x", unsigned{color.a});
        out += text.data();
    }
    return out;
}

std::string points_text(std::span<const Vec2> points) {
    std::string out;
    for (const Vec2 p : points) out += " " + point(p);
    return out;
}

std::string style_text(TextStyle style) {
    return number(type_px(style.type)) + (style.family == Family::numbers ? " numbers" : " words") +
           (style.bold ? " bold" : "");
}

bool is_wide(char32_t c) { return c >= 0x1100 && (c <= 0x11FF || (c >= 0x3000 && c <= 0xD7A3)); }

}  // namespace

float RecordCanvas::text_width(std::string_view utf8, TextStyle style) const {
    float ems = 0.0F;
    for (const char32_t c : decode_utf8(utf8)) ems += is_wide(c) ? 1.0F : 0.6F;
    return ems * text_size(style);
}

void RecordCanvas::fill_rect(const Rect& rect, Color color, float radius) {
    dump_ += "fill " + box(rect) + " " + hex(color) + (radius > 0 ? " radius " + number(radius) : "") + "\n";
}
void RecordCanvas::stroke_rect(const Rect& rect, Color color, float thickness, float radius) {
    dump_ += "stroke " + box(rect) + " " + hex(color) + " width " + number(thickness) +
             (radius > 0 ? " radius " + number(radius) : "") + "\n";
}
void RecordCanvas::line(Vec2 a, Vec2 b, Color color, float thickness) {
    dump_ += "line " + point(a) + " " + point(b) + " " + hex(color) + " width " + number(thickness) + "\n";
}
void RecordCanvas::polyline(std::span<const Vec2> points, Color color, float thickness, bool closed) {
    dump_ += std::string(closed ? "loop" : "path") + points_text(points) + " " + hex(color) + " width " +
             number(thickness) + "\n";
}
void RecordCanvas::fill_polygon(std::span<const Vec2> convex, Color color, bool antialias) {
    dump_ += "polygon" + points_text(convex) + " " + hex(color) + (antialias ? "" : " hard") + "\n";
}
void RecordCanvas::fill_circle(Vec2 center, float radius, Color color) {
    dump_ += "disc " + point(center) + " r " + number(radius) + " " + hex(color) + "\n";
}
void RecordCanvas::stroke_circle(Vec2 center, float radius, Color color, float thickness) {
    dump_ +=
        "circle " + point(center) + " r " + number(radius) + " " + hex(color) + " width " + number(thickness) + "\n";
}
void RecordCanvas::glyphs(Vec2 baseline_left, std::string_view utf8, TextStyle style, Color color) {
    dump_ += "text " + point(baseline_left) + " " + style_text(style) + " " + hex(color) + " \"" + std::string(utf8) +
             "\"\n";
}
void RecordCanvas::image(const Rect& target, const core::Image& image, const Rect& source, bool smooth) {
    dump_ += "image " + box(target) + " of " + std::to_string(image.width) + "x" + std::to_string(image.height) +
             " part " + box(source) + (smooth ? " smooth" : " nearest") + "\n";
}
void RecordCanvas::push_clip(const Rect& rect) { dump_ += "clip " + box(rect) + "\n"; }
void RecordCanvas::pop_clip() { dump_ += "unclip\n"; }

void RecordCanvas::layer_changed(Layer layer) {
    constexpr std::array<const char*, 4> names{"stage", "controls", "overlay", "top"};
    dump_ += "layer " + std::string(names[static_cast<std::size_t>(layer)]) + "\n";
}

}  // namespace ui
