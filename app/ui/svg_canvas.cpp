#include "app/ui/svg_canvas.h"

#include <charconv>
#include <cmath>

#include "app/ui/utf8.h"

namespace ui {
namespace {

constexpr float k_hangul_raise = 0.05F;  // em: as FontSet sets it

// At most three decimals, no false zeros.
std::string number(float value) {
    std::array<char, 32> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 3).ptr;
    std::string text(digits.data(), end);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string attribute(std::string_view name, float value) {
    return " " + std::string(name) + "=\"" + number(value) + "\"";
}

std::string box(const Rect& rect) {
    return attribute("x", rect.x) + attribute("y", rect.y) + attribute("width", rect.w) + attribute("height", rect.h);
}

std::string hex(Color color) {
    constexpr std::string_view k_digits = "0123456789abcdef";
    std::string text = "#";
    for (const unsigned part : {color.r, color.g, color.b}) {
        text += k_digits[part >> 4U];
        text += k_digits[part & 0xFU];
    }
    return text;
}

// fill="#ffc845" fill-opacity="0.5": opacity by itself, which SVG 1.1 readers know.
std::string paint(std::string_view what, Color color) {
    std::string text = " " + std::string(what) + "=\"" + hex(color) + "\"";
    if (color.a != 255) text += attribute(std::string(what) + "-opacity", static_cast<float>(color.a) / 255.0F);
    return text;
}

std::string stroke(Color color, float thickness) {
    return " fill=\"none\"" + paint("stroke", color) + attribute("stroke-width", thickness);
}

std::string points(std::span<const Vec2> path) {
    std::string text = " points=\"";
    for (const Vec2 p : path) text += (text.back() == '"' ? "" : " ") + number(p.x) + "," + number(p.y);
    return text + "\"";
}

std::string escaped(std::string_view utf8) {
    std::string text;
    for (const char32_t c : decode_utf8(utf8)) {
        if (c == '&') {
            text += "&amp;";
        } else if (c == '<') {
            text += "&lt;";
        } else if (c == '>') {
            text += "&gt;";
        } else if (c >= 0x20 && c != 0xFFFE && c != 0xFFFF) {
            text += encode_utf8(c);
        }
    }
    return text;
}

bool is_hangul(char32_t c) {
    return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F) || (c >= 0xAC00 && c <= 0xD7A3);
}

// The faces that FontSet loads, by the names systems know them by.
std::string font(TextStyle style, bool hangul) {
    const bool numbers = style.family == Family::numbers;
    const std::string families = hangul    ? "NanumSquare, sans-serif"
                                 : numbers ? "'JetBrains Mono', monospace"
                                           : "Inter, sans-serif";
    const char* const weight = hangul    ? (style.bold ? "700" : "400")
                               : numbers ? (style.bold ? "700" : "500")
                                         : (style.bold ? "600" : "400");
    return " font-family=\"" + families + "\" font-weight=\"" + weight + "\"";
}

}  // namespace

SvgCanvas::SvgCanvas(const View& view, const Canvas& measure, std::function<std::string(const core::Image&)> png_base64)
    : Canvas(view), measure_(&measure), png_base64_(std::move(png_base64)) {}

std::string SvgCanvas::document(const Rect& area, std::string_view title, std::string_view description) const {
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    text += "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"" +
            attribute("width", area.w) + attribute("height", area.h) + " viewBox=\"" + number(area.x) + " " +
            number(area.y) + " " + number(area.w) + " " + number(area.h) + "\">\n";
    text += "<title>" + escaped(title) + "</title>\n<desc>" + escaped(description) + "</desc>\n";
    if (!definitions_.empty()) text += "<defs>\n" + definitions_ + "</defs>\n";
    text += "<rect" + box(area) + paint("fill", color(Token::bg)) + "/>\n";
    for (const std::string& layer : layers_) {
        if (!layer.empty()) text += "<g>\n" + layer + "</g>\n";
    }
    return text + "</svg>\n";
}

float SvgCanvas::text_width(std::string_view utf8, TextStyle style) const { return measure_->text_width(utf8, style); }

void SvgCanvas::fill_rect(const Rect& rect, Color color, float radius) {
    if (rect.empty()) return;
    out() += "<rect" + box(rect) + (radius > 0 ? attribute("rx", radius) : "") + paint("fill", color) + "/>\n";
}

void SvgCanvas::stroke_rect(const Rect& rect, Color color, float thickness, float radius) {
    if (rect.empty()) return;
    out() += "<rect" + box(rect) + (radius > 0 ? attribute("rx", radius) : "") + stroke(color, thickness) + "/>\n";
}

void SvgCanvas::line(Vec2 a, Vec2 b, Color color, float thickness) {
    out() += "<line" + attribute("x1", a.x) + attribute("y1", a.y) + attribute("x2", b.x) + attribute("y2", b.y) +
             paint("stroke", color) + attribute("stroke-width", thickness) + "/>\n";
}

void SvgCanvas::polyline(std::span<const Vec2> path, Color color, float thickness, bool closed) {
    if (path.size() < 2) return;
    out() += (closed ? "<polygon" : "<polyline") + points(path) + stroke(color, thickness) + "/>\n";
}

void SvgCanvas::fill_polygon(std::span<const Vec2> convex, Color color, bool antialias) {
    if (convex.size() < 3) return;
    out() += "<polygon" + points(convex) + paint("fill", color) + (antialias ? "" : " shape-rendering=\"crispEdges\"") +
             "/>\n";
}

void SvgCanvas::fill_circle(Vec2 center, float radius, Color color) {
    out() += "<circle" + attribute("cx", center.x) + attribute("cy", center.y) + attribute("r", radius) +
             paint("fill", color) + "/>\n";
}

void SvgCanvas::stroke_circle(Vec2 center, float radius, Color color, float thickness) {
    out() += "<circle" + attribute("cx", center.x) + attribute("cy", center.y) + attribute("r", radius) +
             stroke(color, thickness) + "/>\n";
}

// One stretch of one face; the measured width is a wish that readers with other fonts follow.
void SvgCanvas::run(Vec2 at, std::string_view utf8, TextStyle style, Color color, bool hangul) {
    const std::string shown = escaped(utf8);
    if (shown.find_first_not_of(' ') == std::string::npos) return;
    const float width = text_width(utf8, style);
    const float raise = hangul ? k_hangul_raise * text_size(style) : 0.0F;
    out() += "<text" + attribute("x", at.x) + attribute("y", at.y - raise) + attribute("font-size", text_size(style)) +
             font(style, hangul) + attribute("textLength", width) + " lengthAdjust=\"spacingAndGlyphs\"" +
             " xml:space=\"preserve\"" + paint("fill", color) + ">" + shown + "</text>\n";
}

// Hangul comes from another face than the letters beside it and sits a little higher: each stretch is placed by itself.
void SvgCanvas::glyphs(Vec2 baseline_left, std::string_view utf8, TextStyle style, Color color) {
    Vec2 at{std::round(baseline_left.x), std::round(baseline_left.y)};
    std::size_t begin = 0;
    while (begin < utf8.size()) {
        std::size_t end = begin;
        bool hangul = false;
        while (end < utf8.size()) {
            const std::size_t next = next_character(utf8, end);
            const bool here = is_hangul(decode_utf8(utf8.substr(end, next - end)).front());
            if (end == begin) hangul = here;
            if (here != hangul) break;
            end = next;
        }
        const std::string_view stretch = utf8.substr(begin, end - begin);
        run(at, stretch, style, color, hangul);
        at.x += text_width(stretch, style);
        begin = end;
    }
}

void SvgCanvas::image(const Rect& target, const core::Image& image, const Rect& source, bool smooth) {
    if (image.empty() || target.empty() || source.empty()) return;
    std::string& id = pictures_[{image.revision, smooth}];
    if (id.empty()) {
        id = "picture" + std::to_string(pictures_.size());
        // The attribute is SVG 1.1's word for it, the style the newer one that browsers go by.
        const std::string nearest =
            smooth ? "" : " image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\"";
        definitions_ += "<image id=\"" + id + "\"" + nearest + attribute("width", static_cast<float>(image.width)) +
                        attribute("height", static_cast<float>(image.height)) +
                        " preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64," + png_base64_(image) +
                        "\"/>\n";
    }
    out() += "<svg" + box(target) + " viewBox=\"" + number(source.x) + " " + number(source.y) + " " + number(source.w) +
             " " + number(source.h) + "\" preserveAspectRatio=\"none\"><use xlink:href=\"#" + id + "\"/></svg>\n";
}

void SvgCanvas::push_clip(const Rect& rect) {
    const std::string id = "clip" + std::to_string(++clips_);
    definitions_ += "<clipPath id=\"" + id + "\"><rect" + box(rect) + "/></clipPath>\n";
    out() += "<g clip-path=\"url(#" + id + ")\">\n";
}

void SvgCanvas::pop_clip() { out() += "</g>\n"; }

}  // namespace ui
