#include "app/ui/canvas.h"

#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "app/ui/utf8.h"

namespace ui {
namespace {

constexpr float k_baseline_below_center = 0.364F;  // half the cap height of both families
constexpr float k_line_height = 1.3F;
constexpr int k_curve_segments = 24;
constexpr int k_corner_segments = 6;

TextStyle style_of(const RichPiece& piece, TextStyle style) {
    style.bold = style.bold || piece.bold;
    if (piece.mono) style.family = Family::numbers;
    return style;
}

// One unbreakable run of a paragraph: "20." may be two pieces of different colour.
struct Word {
    RichText pieces;
    float width = 0.0F;
};

std::vector<Word> split_words(const Canvas& canvas, const RichText& rich, TextStyle style) {
    std::vector<Word> words(1);
    for (const RichPiece& piece : rich) {
        std::string_view rest = piece.text;
        while (!rest.empty()) {
            const std::size_t space = rest.find(' ');
            if (space == 0) {
                if (!words.back().pieces.empty()) words.emplace_back();
                rest.remove_prefix(1);
                continue;
            }
            const std::string_view run = rest.substr(0, space);
            words.back().pieces.push_back({std::string(run), piece.color, piece.bold, piece.mono});
            rest.remove_prefix(run.size());
        }
    }
    if (words.back().pieces.empty()) words.pop_back();
    for (Word& word : words) word.width = canvas.rich_width(word.pieces, style);
    return words;
}

// A word wider than the line (a file name) is cut into parts that fit, at least one character each.
std::vector<Word> cut_word(const Canvas& canvas, const Word& word, TextStyle style, float width) {
    std::vector<Word> parts(1);
    for (const RichPiece& piece : word.pieces) {
        for (std::size_t at = 0; at < piece.text.size();) {
            const std::size_t next = next_character(piece.text, at);
            const std::string character = piece.text.substr(at, next - at);
            const float advance = canvas.text_width(character, style_of(piece, style));
            if (parts.back().width + advance > width && !parts.back().pieces.empty()) parts.emplace_back();
            parts.back().pieces.push_back({character, piece.color, piece.bold, piece.mono});
            parts.back().width += advance;
            at = next;
        }
    }
    return parts;
}

struct Lines {
    std::vector<RichText> lines;
    bool cut = false;  // words were left out
};

Lines break_lines(const Canvas& canvas, const RichText& rich, TextStyle style, float width, int max_lines) {
    std::vector<Word> words;
    for (const Word& word : split_words(canvas, rich, style)) {
        if (word.width <= width) {
            words.push_back(word);
        } else {
            for (Word& part : cut_word(canvas, word, style, width)) words.push_back(std::move(part));
        }
    }
    const float space = canvas.text_width(" ", style);
    Lines result;
    float x = 0.0F;
    for (const Word& word : words) {
        const bool fits = !result.lines.empty() && x + space + word.width <= width;
        if (!fits) {
            if (static_cast<int>(result.lines.size()) >= max_lines) {
                result.cut = true;
                break;
            }
            result.lines.emplace_back();
            x = 0.0F;
        } else {
            result.lines.back().push_back({" "});
            x += space;
        }
        for (const RichPiece& piece : word.pieces) result.lines.back().push_back(piece);
        x += word.width;
    }
    return result;
}

// Shortens the last words of a line until "…" has room.
void end_with_ellipsis(const Canvas& canvas, RichText& line, TextStyle style, float width) {
    const float dots = canvas.text_width("…", style);
    while (!line.empty() && canvas.rich_width(line, style) + dots > width) {
        std::string& last = line.back().text;
        last.resize(previous_character(last, last.size()));
        if (last.empty()) line.pop_back();
    }
    line.push_back({"…"});
}

std::vector<Vec2> rounded_rect_path(const Rect& rect, float radius) {
    const float r = std::min({radius, rect.w / 2, rect.h / 2});
    if (r <= 0.0F) return {rect.min(), {rect.right(), rect.y}, rect.max(), {rect.x, rect.bottom()}};
    const std::array<Vec2, 4> centers{Vec2{rect.right() - r, rect.y + r}, Vec2{rect.right() - r, rect.bottom() - r},
                                      Vec2{rect.x + r, rect.bottom() - r}, Vec2{rect.x + r, rect.y + r}};
    std::vector<Vec2> path;
    for (std::size_t corner = 0; corner < centers.size(); ++corner) {
        for (int step = 0; step <= k_corner_segments; ++step) {
            const float turn =
                static_cast<float>(corner) - 1.0F + static_cast<float>(step) / static_cast<float>(k_corner_segments);
            const float angle = turn * std::numbers::pi_v<float> / 2;
            path.push_back(centers[corner] + Vec2{std::cos(angle), std::sin(angle)} * r);
        }
    }
    return path;
}

float distance(Vec2 a, Vec2 b) { return std::hypot(b.x - a.x, b.y - a.y); }

// Draws the parts of `path` that fall on dashes; the period is stretched so that a closed path ends as it began.
void dash_path(Canvas& canvas, std::span<const Vec2> path, Color color, float thickness, float dash, float gap,
               bool closed) {
    float length = 0.0F;
    for (std::size_t i = 1; i < path.size(); ++i) length += distance(path[i - 1], path[i]);
    if (length <= 0.0F || dash <= 0.0F) return;
    const float periods = std::max(1.0F, std::round((length + (closed ? 0.0F : gap)) / (dash + gap)));
    const float scale = (length + (closed ? 0.0F : gap)) / (periods * (dash + gap));
    const float on = dash * scale;
    const float period = (dash + gap) * scale;

    std::vector<Vec2> stroke;
    const auto finish = [&] {
        // Rounding may leave a crumb at the end of the path.
        const bool visible = stroke.size() > 2 || (stroke.size() == 2 && distance(stroke[0], stroke[1]) > 0.05F);
        if (visible) canvas.polyline(stroke, color, thickness);
        stroke.clear();
    };
    float phase = 0.0F;  // distance into the current period
    stroke.push_back(path.front());
    for (std::size_t i = 1; i < path.size(); ++i) {
        Vec2 from = path[i - 1];
        float left = distance(from, path[i]);
        while (left > 0.0F) {
            const bool drawing = phase < on;
            const float until = (drawing ? on : period) - phase;
            const float step = std::min(left, until);
            from = from + (path[i] - from) * (step / left);
            left -= step;
            if (drawing) stroke.push_back(from);
            phase += step;
            if (step < until) break;
            if (drawing) {
                finish();
                phase = on;
            } else {
                phase = 0.0F;
                stroke.push_back(from);
            }
        }
    }
    finish();
}

}  // namespace

float type_px(Type type) {
    switch (type) {
        case Type::t14:
            return 14.0F;
        case Type::t16:
            return 16.0F;
        case Type::t18:
            return 18.0F;
        case Type::t20:
            return 20.0F;
        case Type::t24:
            return 24.0F;
        case Type::t28:
            return 28.0F;
        case Type::t36:
            return 36.0F;
    }
    return 16.0F;
}

Type step_down(Type type) { return type == Type::t14 ? Type::t14 : static_cast<Type>(static_cast<int>(type) - 1); }

void Canvas::set_layer(Layer layer) {
    if (layer == layer_) return;
    layer_ = layer;
    layer_changed(layer);
}

float Canvas::text_size(TextStyle style) const { return view_->layout.control(type_px(style.type)); }

float Canvas::text(float x, float center_y, std::string_view utf8, TextStyle style, Color color, Align align) {
    const float width = text_width(utf8, style);
    const float left = align == Align::left ? x : align == Align::center ? x - width / 2 : x - width;
    glyphs({left, center_y + k_baseline_below_center * text_size(style)}, utf8, style, color);
    return width;
}

float Canvas::rich_width(const RichText& rich, TextStyle style) const {
    float width = 0.0F;
    for (const RichPiece& piece : rich) width += text_width(piece.text, style_of(piece, style));
    return width;
}

float Canvas::rich(float x, float center_y, const RichText& rich, TextStyle style, Token base, Align align) {
    const float width = rich_width(rich, style);
    float left = align == Align::left ? x : align == Align::center ? x - width / 2 : x - width;
    for (const RichPiece& piece : rich) {
        left += text(left, center_y, piece.text, style_of(piece, style), color(piece.color.value_or(base)));
    }
    return width;
}

float Canvas::wrapped(float x, float y, float width, std::string_view utf8, TextStyle style, Token token,
                      int max_lines) {
    return rich_wrapped(x, y, width, {{std::string(utf8)}}, style, token, max_lines);
}

float Canvas::rich_wrapped(float x, float y, float width, const RichText& rich_text, TextStyle style, Token base,
                           int max_lines) {
    Lines broken = break_lines(*this, rich_text, style, width, max_lines);
    if (broken.cut && !broken.lines.empty()) end_with_ellipsis(*this, broken.lines.back(), style, width);
    const float line_height = std::round(k_line_height * text_size(style));
    float center = y + line_height / 2;
    for (const RichText& line : broken.lines) {
        rich(x, center, line, style, base);
        center += line_height;
    }
    return line_height * static_cast<float>(broken.lines.size());
}

Vec2 Canvas::wrapped_size(float width, std::string_view utf8, TextStyle style, int max_lines) const {
    const Lines broken = break_lines(*this, {{std::string(utf8)}}, style, width, max_lines);
    Vec2 size{0.0F, std::round(k_line_height * text_size(style)) * static_cast<float>(broken.lines.size())};
    for (const RichText& line : broken.lines) size.x = std::max(size.x, rich_width(line, style));
    return size;
}

std::string Canvas::elided(std::string_view utf8, TextStyle style, float width) const {
    if (text_width(utf8, style) <= width) return std::string(utf8);
    std::string shortened(utf8);
    while (!shortened.empty() && text_width(shortened + "…", style) > width) {
        shortened.resize(previous_character(shortened, shortened.size()));
        while (!shortened.empty() && shortened.back() == ' ') shortened.pop_back();
    }
    return shortened + "…";
}

void Canvas::dashed_rect(const Rect& rect, Color color, float thickness, float dash, float gap, float radius) {
    std::vector<Vec2> path = rounded_rect_path(rect, radius);
    path.push_back(path.front());
    dash_path(*this, path, color, thickness, dash, gap, true);
}

void Canvas::dashed_line(Vec2 a, Vec2 b, Color color, float thickness, float dash, float gap) {
    dash_path(*this, std::array{a, b}, color, thickness, dash, gap, false);
}

void Canvas::hatch(const Rect& rect, Color color) {
    const float step = view_->px(8.0F);
    const float thickness = view_->stroke(1.5F);
    if (rect.empty() || step <= 0.0F) return;
    // Lines x + y = reach, each cut off exactly at the rectangle's sides.
    const int count = static_cast<int>(std::ceil((rect.w + rect.h) / step)) - 1;
    for (int i = 1; i <= count; ++i) {
        const float reach = step * static_cast<float>(i);
        const Vec2 top{rect.x + std::min(reach, rect.w), rect.y + std::max(0.0F, reach - rect.w)};
        const Vec2 left{rect.x + std::max(0.0F, reach - rect.h), rect.y + std::min(reach, rect.h)};
        line(top, left, color, thickness);
    }
}

void Canvas::bezier(Vec2 a, Vec2 control_a, Vec2 control_b, Vec2 b, Color color, float thickness) {
    std::array<Vec2, k_curve_segments + 1> points;
    for (int i = 0; i <= k_curve_segments; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(k_curve_segments);
        const float s = 1.0F - t;
        points[static_cast<std::size_t>(i)] =
            a * (s * s * s) + control_a * (3 * s * s * t) + control_b * (3 * s * t * t) + b * (t * t * t);
    }
    polyline(points, color, thickness);
}

}  // namespace ui
