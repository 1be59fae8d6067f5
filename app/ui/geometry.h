// Points, rectangles and colours of the screen. Units: pixels of the window, y down. Colours: 8-bit sRGB, straight
// alpha.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace ui {

struct Vec2 {
    float x = 0.0F;
    float y = 0.0F;
    Vec2 operator+(Vec2 other) const { return {x + other.x, y + other.y}; }
    Vec2 operator-(Vec2 other) const { return {x - other.x, y - other.y}; }
    Vec2 operator*(float factor) const { return {x * factor, y * factor}; }
    bool operator==(const Vec2&) const = default;
};

struct Rect {
    float x = 0.0F;
    float y = 0.0F;
    float w = 0.0F;
    float h = 0.0F;
    float right() const { return x + w; }
    float bottom() const { return y + h; }
    Vec2 min() const { return {x, y}; }
    Vec2 max() const { return {x + w, y + h}; }
    Vec2 center() const { return {x + w / 2, y + h / 2}; }
    bool contains(Vec2 p) const { return p.x >= x && p.y >= y && p.x < x + w && p.y < y + h; }
    bool empty() const { return w <= 0.0F || h <= 0.0F; }
    Rect grown(float by) const { return {x - by, y - by, w + 2 * by, h + 2 * by}; }
    Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
    bool operator==(const Rect&) const = default;
};

inline Rect lerp(const Rect& a, const Rect& b, float t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.w + (b.w - a.w) * t, a.h + (b.h - a.h) * t};
}

// Cuts a strip off one side of `rect`, which keeps the rest; for laying out rows and columns.
inline Rect cut_top(Rect& rect, float h) {
    const Rect strip{rect.x, rect.y, rect.w, std::min(h, rect.h)};
    rect.y += strip.h;
    rect.h -= strip.h;
    return strip;
}
inline Rect cut_bottom(Rect& rect, float h) {
    const float taken = std::min(h, rect.h);
    rect.h -= taken;
    return {rect.x, rect.y + rect.h, rect.w, taken};
}
inline Rect cut_left(Rect& rect, float w) {
    const Rect strip{rect.x, rect.y, std::min(w, rect.w), rect.h};
    rect.x += strip.w;
    rect.w -= strip.w;
    return strip;
}
inline Rect cut_right(Rect& rect, float w) {
    const float taken = std::min(w, rect.w);
    rect.w -= taken;
    return {rect.x + rect.w, rect.y, taken, rect.h};
}

struct Color {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;
    Color with_alpha(float alpha) const {
        return {r, g, b, static_cast<std::uint8_t>(std::lround(std::clamp(alpha, 0.0F, 1.0F) * 255.0F))};
    }
    bool operator==(const Color&) const = default;
};

// Mixed in sRGB without gamma, as visual design asks.
Color mix(Color a, Color b, float t);
// WCAG 2 contrast ratio of two opaque colours, 1..21.
float contrast(Color a, Color b);

}  // namespace ui
