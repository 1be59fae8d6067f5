#include "app/ui/icons.h"

#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace ui {
namespace {

constexpr float k_stroke = 2.2F;

// Draws in a box of fixed size, whatever the box on the screen: 24 x 24 for icons.
class Pen {
public:
    Pen(Canvas& canvas, const Rect& box, float base_width, Color color)
        : canvas_(&canvas), origin_(box.min()), scale_(box.w / base_width), color_(color) {}

    Vec2 at(float x, float y) const { return origin_ + Vec2{x, y} * scale_; }
    Rect rect(float x, float y, float w, float h) const {
        return {origin_.x + x * scale_, origin_.y + y * scale_, w * scale_, h * scale_};
    }
    float length(float base) const { return base * scale_; }

    void stroke(std::initializer_list<Vec2> points, bool closed = false, float width = k_stroke) const {
        std::vector<Vec2> path;
        for (const Vec2 p : points) path.push_back(at(p.x, p.y));
        canvas_->polyline(path, color_, length(width), closed);
    }
    void fill(std::initializer_list<Vec2> points, bool antialias = true) const {
        std::vector<Vec2> path;
        for (const Vec2 p : points) path.push_back(at(p.x, p.y));
        canvas_->fill_polygon(path, color_, antialias);
    }
    void outline(std::span<const Vec2> points, float width) const {
        std::vector<Vec2> path;
        for (const Vec2 p : points) path.push_back(at(p.x, p.y));
        canvas_->polyline(path, color_, length(width), true);
    }
    void bar(float x, float y, float w, float h, float radius = 0.5F) const {
        canvas_->fill_rect(rect(x, y, w, h), color_, length(radius));
    }
    void frame(float x, float y, float w, float h, float radius = 2.0F, float width = k_stroke) const {
        canvas_->stroke_rect(rect(x, y, w, h), color_, length(width), length(radius));
    }
    void ring(float x, float y, float radius, float width = k_stroke) const {
        canvas_->stroke_circle(at(x, y), length(radius), color_, length(width));
    }
    void disc(float x, float y, float radius) const { canvas_->fill_circle(at(x, y), length(radius), color_); }
    // Degrees clockwise from the right.
    void arc(float x, float y, float radius, float from, float to, float width = k_stroke) const {
        constexpr int segments = 20;
        std::array<Vec2, segments + 1> path;
        for (int i = 0; i <= segments; ++i) {
            const float degrees = from + (to - from) * static_cast<float>(i) / segments;
            const float angle = degrees * std::numbers::pi_v<float> / 180.0F;
            path[static_cast<std::size_t>(i)] = at(x + radius * std::cos(angle), y + radius * std::sin(angle));
        }
        canvas_->polyline(path, color_, length(width));
    }
    void letter(float x, float y, std::string_view text) const {
        const TextStyle style{Type::t20, Family::words, true};
        canvas_->text(at(x, y).x, at(x, y).y, text, style, color_, Align::center);
    }

private:
    Canvas* canvas_;
    Vec2 origin_;
    float scale_;
    Color color_;
};

void hook(const Pen& pen, bool to_the_left) {
    const auto x = [&](float value) { return to_the_left ? value : 24 - value; };
    pen.stroke({{x(8), 3.5F}, {x(3), 8.5F}, {x(8), 13.5F}});
    pen.stroke({{x(3), 8.5F},
                {x(15.5F), 8.5F},
                {x(18.2F), 9.3F},
                {x(20.2F), 11.2F},
                {x(21), 14},
                {x(20.2F), 16.8F},
                {x(18.2F), 18.7F},
                {x(15.5F), 19.5F},
                {x(10), 19.5F}});
}

void draw_moving_icon(const Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::play:
            pen.fill({{6, 2.5F}, {20.5F, 12}, {6, 21.5F}});
            break;
        case Icon::pause:
            pen.bar(5, 3.5F, 5, 17);
            pen.bar(14, 3.5F, 5, 17);
            break;
        case Icon::step_forward:
            pen.fill({{5, 4}, {16, 12}, {5, 20}});
            pen.bar(17, 4, 3, 16, 0.3F);
            break;
        case Icon::step_back:
            pen.fill({{19, 4}, {19, 20}, {8, 12}});
            pen.bar(4, 4, 3, 16, 0.3F);
            break;
        case Icon::first:
            pen.bar(1, 4, 3, 16, 0.3F);
            pen.fill({{13, 4}, {13, 20}, {4, 12}});
            pen.fill({{23, 4}, {23, 20}, {14, 12}});
            break;
        case Icon::last:
            pen.fill({{1, 4}, {10, 12}, {1, 20}});
            pen.fill({{11, 4}, {20, 12}, {11, 20}});
            pen.bar(20, 4, 3, 16, 0.3F);
            break;
        case Icon::undo:
            hook(pen, true);
            break;
        case Icon::redo:
            hook(pen, false);
            break;
        case Icon::reset:
            pen.arc(12.5F, 13, 8, -152, 140);
            pen.stroke({{3.2F, 2.5F}, {5.4F, 9.3F}, {12.4F, 7.6F}});
            break;
        default:
            break;
    }
}

void draw_sign_icon(const Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::help:
            pen.letter(12, 12, "?");
            break;
        case Icon::chevron_down:
            pen.stroke({{5.5F, 8.5F}, {12, 15.5F}, {18.5F, 8.5F}});
            break;
        case Icon::chevron_right:
            pen.stroke({{9, 6}, {15.5F, 12}, {9, 18}});
            break;
        case Icon::chevron_left:
            pen.stroke({{15, 6}, {8.5F, 12}, {15, 18}});
            break;
        case Icon::up:
            pen.stroke({{6, 15.5F}, {12, 9}, {18, 15.5F}});
            break;
        case Icon::check:
            pen.stroke({{4, 12.5F}, {9.5F, 18}, {20, 6}}, false, 3.0F);
            break;
        case Icon::cross:
            pen.stroke({{6, 6}, {18, 18}});
            pen.stroke({{18, 6}, {6, 18}});
            break;
        case Icon::plus:
            pen.bar(5, 11, 14, 2, 0);
            pen.bar(11, 5, 2, 14, 0);
            break;
        case Icon::minus:
            pen.bar(5, 11, 14, 2, 0);
            break;
        case Icon::warning:
            pen.stroke({{12, 3.5F}, {22, 20.5F}, {2, 20.5F}}, true);
            pen.bar(11, 9.5F, 2, 5.5F, 0);
            pen.bar(11, 16.5F, 2, 2, 0);
            break;
        case Icon::book:
            pen.stroke({{12, 6.5F}, {9.5F, 5}, {3, 5}, {3, 17.5F}, {9.5F, 17.5F}, {12, 19}});
            pen.stroke({{12, 6.5F}, {14.5F, 5}, {21, 5}, {21, 17.5F}, {14.5F, 17.5F}, {12, 19}});
            pen.stroke({{12, 6.5F}, {12, 19}});
            break;
        case Icon::speech:
            pen.stroke({{3, 4}, {21, 4}, {21, 17}, {9, 17}, {5, 20.5F}, {5, 17}, {3, 17}}, true);
            pen.stroke({{7, 8.5F}, {17, 8.5F}});
            pen.stroke({{7, 12.5F}, {14, 12.5F}});
            break;
        default:
            break;
    }
}

// A disc with a bite: not convex, so thin slices along the line between the two centres, and a smooth outline.
void draw_moon(const Pen& pen) {
    constexpr float radius = 9.5F;
    constexpr float bite = 8.2F;
    constexpr Vec2 center{11.5F, 12.5F};
    constexpr Vec2 along{0.74F, -0.67F};  // towards the bite
    constexpr Vec2 across{0.67F, 0.74F};
    constexpr float apart = 7.0F;
    constexpr int slices = 24;
    const auto near_side = [&](float v) { return -std::sqrt(std::max(0.0F, radius * radius - v * v)); };
    const auto far_side = [&](float v) {
        const float disc = -near_side(v);
        return std::abs(v) < bite ? std::min(disc, apart - std::sqrt(bite * bite - v * v)) : disc;
    };
    const auto point = [&](float u, float v) { return center + along * u + across * v; };
    std::vector<Vec2> outline;
    std::vector<Vec2> inner;
    for (int i = 0; i <= slices; ++i) {
        const float v = radius * std::sin(std::numbers::pi_v<float> * (static_cast<float>(i) / slices - 0.5F));
        outline.push_back(point(near_side(v), v));
        inner.push_back(point(far_side(v), v));
    }
    for (std::size_t i = 0; i < slices; ++i) {
        pen.fill({outline[i], outline[i + 1], inner[i + 1], inner[i]}, false);
    }
    outline.insert(outline.end(), inner.rbegin(), inner.rend());
    pen.outline(outline, 1.0F);
}

void draw_theme_icon(const Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::sun:
            pen.disc(12, 12, 5);
            for (int ray = 0; ray < 8; ++ray) {
                const float angle = static_cast<float>(ray) * std::numbers::pi_v<float> / 4;
                const Vec2 way{std::cos(angle), std::sin(angle)};
                pen.stroke({Vec2{12, 12} + way * 7.5F, Vec2{12, 12} + way * 10.5F});
            }
            break;
        case Icon::moon:
            draw_moon(pen);
            break;
        case Icon::projector:
            pen.frame(3, 5, 18, 12, 1.5F);
            pen.stroke({{8, 21}, {12, 17}, {16, 21}});
            break;
        default:
            break;
    }
}

// Ten corners, the first tip upwards.
std::array<Vec2, 10> star_corners() {
    std::array<Vec2, 10> corners;
    constexpr float k_pi = 3.14159265F;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const float radius = i % 2 == 0 ? 10.5F : 4.6F;
        const float angle = -k_pi / 2 + static_cast<float>(i) * k_pi / 5;
        corners[i] = {12.0F + radius * std::cos(angle), 13.0F + radius * std::sin(angle)};
    }
    return corners;
}

void draw_star(const Pen& pen, bool filled) {
    const std::array<Vec2, 10> corners = star_corners();
    for (std::size_t tip = 0; filled && tip < corners.size(); tip += 2) {
        const Vec2 before = corners[(tip + 9) % 10];
        const Vec2 after = corners[tip + 1];
        pen.fill({{12.0F, 13.0F}, before, corners[tip], after}, false);
    }
    pen.outline(corners, 1.6F);
}

void draw_thing_icon(const Pen& pen, Icon icon) {
    switch (icon) {
        case Icon::camera:
            pen.frame(1.5F, 6.5F, 21, 14.5F);
            pen.stroke({{7.5F, 6.5F}, {9, 3}, {15, 3}, {16.5F, 6.5F}});
            pen.ring(12, 13.6F, 3.8F);
            break;
        case Icon::copy:
            pen.frame(4, 4, 11, 15, 1.5F);
            pen.stroke({{15, 8}, {20, 8}, {20, 19}, {15, 19}});
            break;
        case Icon::eye:
            pen.stroke({{2, 12}, {6, 7.5F}, {12, 5.5F}, {18, 7.5F}, {22, 12}, {18, 16.5F}, {12, 18.5F}, {6, 16.5F}},
                       true);
            pen.disc(12, 12, 3);
            break;
        case Icon::folder:
            pen.stroke({{2.5F, 19}, {2.5F, 5}, {9, 5}, {11.5F, 8}, {21.5F, 8}, {21.5F, 19}}, true);
            break;
        case Icon::file:
            pen.stroke({{5, 3}, {14, 3}, {19, 8}, {19, 21}, {5, 21}}, true);
            pen.stroke({{13.5F, 3.5F}, {13.5F, 8.5F}, {19, 8.5F}});
            break;
        case Icon::dice:
            pen.frame(4, 4, 16, 16, 3);
            for (const Vec2 dot :
                 {Vec2{8.5F, 8.5F}, Vec2{15.5F, 8.5F}, Vec2{12, 12}, Vec2{8.5F, 15.5F}, Vec2{15.5F, 15.5F}}) {
                pen.disc(dot.x, dot.y, 1.6F);
            }
            break;
        case Icon::paste:
            pen.frame(5, 5, 14, 16, 1.5F);
            pen.bar(9, 3, 6, 4, 1);
            pen.stroke({{9, 12}, {15, 12}});
            pen.stroke({{9, 16}, {15, 16}});
            break;
        case Icon::save:
            pen.stroke({{12, 3}, {12, 15}});
            pen.stroke({{7, 10.5F}, {12, 15.5F}, {17, 10.5F}});
            pen.stroke({{4, 16}, {4, 20.5F}, {20, 20.5F}, {20, 16}});
            break;
        case Icon::settings:
            for (const auto& [y, x] : {std::pair{6.0F, 15.0F}, {12.0F, 8.0F}, {18.0F, 13.0F}}) {
                pen.stroke({{3, y}, {21, y}});
                pen.disc(x, y, 3);
            }
            break;
        case Icon::image:
            pen.frame(2.5F, 4, 19, 16);
            pen.disc(8, 9, 2);
            pen.stroke({{4, 18}, {10, 13}, {13, 15.5F}, {17, 10.5F}, {20.5F, 15}});
            break;
        case Icon::shapes:
            pen.stroke({{12, 2.5F}, {17.5F, 11}, {6.5F, 11}}, true);
            pen.frame(2.5F, 13.5F, 8, 8, 1);
            pen.ring(17.5F, 17.5F, 4);
            break;
        case Icon::code:
            pen.stroke({{8, 6}, {2.5F, 12}, {8, 18}});
            pen.stroke({{16, 6}, {21.5F, 12}, {16, 18}});
            pen.stroke({{13.5F, 4.5F}, {10.5F, 19.5F}}, false, 1.8F);
            break;
        case Icon::star:
        case Icon::star_outline:
            draw_star(pen, icon == Icon::star);
            break;
        case Icon::quiz:
            pen.frame(2.5F, 2.5F, 19, 19);
            pen.stroke({{7, 12.5F}, {10.5F, 16}, {17, 8}});
            break;
        default:
            break;
    }
}

void draw_stride_picture(const Pen& soft, const Pen& strong) {
    for (int row = 0; row < 4; ++row) {
        for (int col = 0; col < 4; ++col) {
            soft.bar(2 + static_cast<float>(col) * 8, static_cast<float>(row) * 8, 7, 7, 1);
        }
    }
    strong.frame(1, 0, 17, 16, 2);
    strong.bar(36, 12, 8, 8, 2);
}

void draw_compare_picture(const Pen& soft, const Pen& strong) {
    constexpr std::array lengths{26.0F, 16.0F, 9.0F};
    for (std::size_t row = 0; row < lengths.size(); ++row) {
        const float y = 1 + static_cast<float>(row) * 11;
        soft.frame(1, y, 13, 8, 2);
        strong.bar(18, y + 2, lengths[row], 4, 1);
    }
}

void draw_photo_picture(const Pen& soft, const Pen& strong) {
    soft.frame(2, 1, 40, 30, 3);
    strong.disc(30, 10, 3.5F);
    strong.fill({{6, 27}, {16, 12}, {26, 27}});
    strong.fill({{22, 27}, {30, 17}, {38, 27}});
}

// Three maps on a stack become one dot.
void draw_gap_picture(const Pen& soft, const Pen& strong) {
    soft.stroke({{1, 20}, {1, 2}, {19, 2}});
    soft.stroke({{6, 25}, {6, 7}, {24, 7}});
    strong.frame(11, 12, 18, 18, 2);
    strong.stroke({{29, 21}, {36, 21}});
    strong.disc(40, 21, 4);
}

// A photo with the place that spoke.
void draw_cam_picture(const Pen& soft, const Pen& strong) {
    strong.frame(2, 1, 40, 30, 3);
    soft.disc(22, 16, 10);
    strong.disc(22, 16, 5);
}

// A square, dashed where it was, and the way it goes.
void draw_shift_picture(const Pen& soft, const Pen& strong) {
    for (const float at : {2.0F, 12.0F, 22.0F}) {
        soft.stroke({{at, 3}, {at + 5, 3}});
        soft.stroke({{at, 29}, {at + 5, 29}});
    }
    soft.stroke({{2, 8}, {2, 13}});
    soft.stroke({{2, 19}, {2, 24}});
    strong.frame(10, 5, 18, 22, 2);
    strong.stroke({{28, 16}, {42, 16}});
    strong.stroke({{37, 11}, {42, 16}, {37, 21}});
}

// Three levels that get smaller, and the cone from the last one down to the first.
void draw_stack_picture(const Pen& soft, const Pen& strong) {
    soft.stroke({{17, 6}, {41, 14}});
    soft.stroke({{17, 26}, {41, 18}});
    soft.frame(1, 3, 16, 26, 2);
    strong.frame(23, 8, 9, 16, 2);
    strong.bar(38, 13, 6, 6, 1);
}

}  // namespace

void draw_icon(Canvas& canvas, Icon icon, const Rect& box, Color color) {
    const Pen pen(canvas, box, 24.0F, color);
    draw_moving_icon(pen, icon);
    draw_sign_icon(pen, icon);
    draw_theme_icon(pen, icon);
    draw_thing_icon(pen, icon);
}

void draw_rail_picture(Canvas& canvas, RailPicture picture, const Rect& box, Color strong_color, Color soft_color) {
    const Pen strong(canvas, box, 44.0F, strong_color);
    const Pen soft(canvas, box, 44.0F, soft_color);
    switch (picture) {
        case RailPicture::stride:
            draw_stride_picture(soft, strong);
            break;
        case RailPicture::compare:
            draw_compare_picture(soft, strong);
            break;
        case RailPicture::photo:
            draw_photo_picture(soft, strong);
            break;
        case RailPicture::gap:
            draw_gap_picture(soft, strong);
            break;
        case RailPicture::cam:
            draw_cam_picture(soft, strong);
            break;
        case RailPicture::shift:
            draw_shift_picture(soft, strong);
            break;
        case RailPicture::stack:
            draw_stack_picture(soft, strong);
            break;
    }
}

Token parameter_token(Parameter parameter) {
    switch (parameter) {
        case Parameter::kernel:
            return Token::accent;
        case Parameter::stride:
            return Token::stride;
        case Parameter::padding:
            return Token::padding;
        case Parameter::dilation:
            return Token::dilation;
    }
    return Token::text;
}

void draw_parameter_glyph(Canvas& canvas, Parameter parameter, const Rect& box) {
    const Color color = canvas.color(parameter_token(parameter));
    const Pen pen(canvas, box, 20.0F, color);
    switch (parameter) {
        case Parameter::kernel:
            pen.stroke({{1, 12}, {1, 3}, {19, 3}, {19, 12}});
            break;
        case Parameter::stride:
            pen.stroke({{1, 2}, {1, 12}});
            pen.stroke({{1, 7}, {18, 7}});
            pen.stroke({{13, 2}, {18.5F, 7}, {13, 12}});
            break;
        case Parameter::padding:
            canvas.dashed_rect(pen.rect(1, 1, 18, 12), color, pen.length(2), pen.length(4), pen.length(2.5F),
                               pen.length(2));
            break;
        case Parameter::dilation:
            for (const float x : {3.0F, 10.0F, 17.0F}) pen.disc(x, 7, 2.6F);
            break;
    }
}

}  // namespace ui
