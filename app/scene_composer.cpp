#include "app/scene_composer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <utility>

namespace app {
namespace {

using ui::Rect;
using ui::Token;
using ui::Type;
using ui::Vec2;

constexpr std::int64_t k_largest_picture = 512;  // pixels a side: finer than the network looks
constexpr std::int64_t k_moving_picture = 256;   // while something is dragged: quick enough to follow the hand
constexpr double k_right_angle = 1.57079632679489662;
constexpr double k_snap = 0.05;  // radians: about three degrees

float control_scale(const ui::View& view) { return view.layout.u * view.layout.text_scale; }

Vec2 on_canvas(const Rect& rect, double x, double y) {
    return {rect.x + static_cast<float>(x) * rect.w, rect.y + static_cast<float>(y) * rect.h};
}

// The corner of the frame around a shape: the frame is the square around its circle, turned with it.
Vec2 frame_corner(const Rect& rect, const core::Shape& shape, double turn) {
    const double reach = shape.size / 2.0 * std::sqrt(2.0);
    const double angle = shape.angle + turn;
    return on_canvas(rect, shape.x + reach * std::cos(angle), shape.y + reach * std::sin(angle));
}

// Of the four corners the one furthest inside the picture: it can always be got hold of.
double handle_turn(const core::Shape& shape) {
    double best = 0.0;
    double best_room = -1e9;
    for (int corner = 0; corner < 4; ++corner) {
        const double turn = (corner + 0.5) * k_right_angle;
        const Vec2 at = frame_corner({0.0F, 0.0F, 1.0F, 1.0F}, shape, turn);
        // In doubt the lower right one, where drawing programs have it.
        const double room = std::min({0.05F, at.x, at.y, 1.0F - at.x, 1.0F - at.y});
        if (room > best_room + 1e-6) {
            best_room = room;
            best = turn;
        }
    }
    return best;
}

// Angles near a multiple of 45 degrees become it.
double snapped(double angle) {
    const double step = k_right_angle / 2.0;
    const double near = std::round(angle / step) * step;
    return std::abs(angle - near) < k_snap ? near : angle;
}

float distance(Vec2 a, Vec2 b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

SceneComposer::Places SceneComposer::place(const ui::View& view, const Rect& overlay) {
    const float scale = control_scale(view);
    Rect rest = overlay.grown(-20 * view.layout.u);
    Places places;
    places.head = ui::cut_top(rest, 40 * scale);
    ui::cut_top(rest, 12 * view.layout.u);
    places.foot = ui::cut_bottom(rest, 44 * scale);
    ui::cut_bottom(rest, 12 * view.layout.u);
    const float side = std::floor(std::min(rest.h, rest.w * 0.52F));
    const Rect left = ui::cut_left(rest, side);
    places.canvas = {left.x, left.y, side, side};
    places.panel = rest;
    return places;
}

std::optional<core::ShapeScene> SceneComposer::draw(ui::Ui& ui) {
    if (!open_) return std::nullopt;
    const ui::Layout& layout = ui.view().layout;
    const float scale = control_scale(ui.view());
    const float width = std::min(layout.window.w - 32 * layout.u, 1280 * scale);
    const float height = std::min(layout.window.h - 32 * layout.u, 800 * scale);
    const Rect overlay{std::round(layout.window.center().x - width / 2),
                       std::round(layout.window.center().y - height / 2), width, height};
    if (!ui.begin_overlay("composer", overlay, open_)) {
        composed_.settle();
        return std::nullopt;
    }
    const Places places = place(ui.view(), overlay);
    use_ = false;
    commands(ui);
    draw_head(ui, places.head);
    use_canvas(ui, places.canvas);
    draw_panel(ui, places.panel);
    draw_foot(ui, places.foot);
    if (!ui.editing() || use_) composed_.settle();
    draw_canvas(ui, places.canvas);
    ui.end_overlay();
    if (!use_) return std::nullopt;
    open_ = false;
    return composed_.scene();
}

void SceneComposer::draw_head(ui::Ui& ui, Rect rect) {
    const float scale = control_scale(ui.view());
    const ui::TextStyle style{Type::t24, ui::Family::words, true};
    const auto next = [&] {
        const Rect place = ui::cut_right(rect, 40 * scale);
        ui::cut_right(rect, 8 * scale);
        return place;
    };
    if (ui.button(next(), "app.close", {.icon = ui::Icon::cross, .label = false})) open_ = false;
    ui.command_button(next(), "composer.redo", {.icon = ui::Icon::redo, .label = false});
    ui.command_button(next(), "composer.undo", {.icon = ui::Icon::undo, .label = false});
    const float width = ui.canvas().text(
        rect.x, rect.center().y, ui.canvas().elided(ui.words("composer.title"), style, rect.w), style, Token::text);
    ui::cut_left(rect, width + 20 * scale);
    const std::string_view hint = ui.words("composer.hint");
    if (ui.canvas().text_width(hint, {}) <= rect.w) {
        ui.canvas().text(rect.x, rect.center().y, hint, {}, Token::text2);
    }
}

void SceneComposer::draw_foot(ui::Ui& ui, Rect rect) {
    const float scale = control_scale(ui.view());
    const float width = std::min(220 * scale, (rect.w - 24 * scale) / 3);
    ui.command_button(ui::cut_left(rect, width), "composer.random", {.icon = ui::Icon::dice});
    ui::cut_left(rect, 12 * scale);
    ui.command_button(ui::cut_left(rect, width), "composer.empty", {.icon = ui::Icon::reset});
    ui.command_button(ui::cut_right(rect, width), "composer.use", {.icon = ui::Icon::eye, .primary = true});
}

// All of them work only while the composer is open. The tiles and buttons say the keys.
void SceneComposer::commands(ui::Ui& ui) {
    const auto add = [&](std::string id, std::vector<ui::KeyPress> keys, std::function<void()> run,
                         std::function<bool()> enabled) {
        ui.command({.id = std::move(id),
                    .keys = std::move(keys),
                    .enabled = std::move(enabled),
                    .run = std::move(run),
                    .group = "composer.title"});
    };
    const auto always = [] { return true; };
    const auto chosen = [this] { return composed_.selected() >= 0; };
    add(
        "composer.use", {{"Enter"}}, [this] { use_ = true; }, always);
    add(
        "composer.undo", {{"Z", true}}, [this] { composed_.undo(); }, [this] { return composed_.can_undo(); });
    add(
        "composer.redo", {{"Z", true, true}, {"Y", true}}, [this] { composed_.redo(); },
        [this] { return composed_.can_redo(); });
    add(
        "composer.random", {{"R"}},
        [this] {
            std::mt19937_64 random(++random_scenes_);
            composed_.replace(core::random_shape_scene(random, random_scenes_ % 2 == 1 ? 2 : 1));
        },
        always);
    add(
        "composer.empty", {{"N"}}, [this] { composed_.replace({}); }, always);
    add(
        "composer.delete", {{"Delete"}, {"Backspace"}}, [this] { composed_.remove_chosen(); }, chosen);
    add(
        "composer.raise", {{"PageUp"}}, [this] { composed_.raise_chosen(); }, chosen);
    add(
        "composer.next", {{"]"}}, [this] { composed_.select_next(1); },
        [this] { return !composed_.scene().shapes.empty(); });
    add(
        "composer.previous", {{"["}}, [this] { composed_.select_next(-1); },
        [this] { return !composed_.scene().shapes.empty(); });
    constexpr double step = 0.02;
    add(
        "composer.left", {{"Left"}}, [this] { composed_.move_chosen(-step, 0.0); }, chosen);
    add(
        "composer.right", {{"Right"}}, [this] { composed_.move_chosen(step, 0.0); }, chosen);
    add(
        "composer.up", {{"Up"}}, [this] { composed_.move_chosen(0.0, -step); }, chosen);
    add(
        "composer.down", {{"Down"}}, [this] { composed_.move_chosen(0.0, step); }, chosen);
    constexpr double turn = k_right_angle / 18.0;  // 5 degrees
    add(
        "composer.turn_left", {{"Left", false, true}}, [this] { composed_.turn_chosen(-turn); }, chosen);
    add(
        "composer.turn_right", {{"Right", false, true}}, [this] { composed_.turn_chosen(turn); }, chosen);
    add(
        "composer.larger", {{"+"}, {"+", false, true}, {"="}}, [this] { composed_.scale_chosen(1.1); }, chosen);
    add(
        "composer.smaller", {{"-"}}, [this] { composed_.scale_chosen(1.0 / 1.1); }, chosen);
}

void SceneComposer::begin_drag(const Rect& rect, Vec2 at, float reach) {
    drag_ = Drag::none;
    drag_from_ = at;
    if (const core::Shape* shape = composed_.chosen()) {
        handle_turn_ = handle_turn(*shape);
        if (distance(frame_corner(rect, *shape, handle_turn_), at) <= reach) drag_ = Drag::handle;
    }
    if (drag_ == Drag::none) {
        composed_.select(composed_.at((at.x - rect.x) / rect.w, (at.y - rect.y) / rect.h));
        if (composed_.selected() >= 0) drag_ = Drag::move;
    }
    if (const core::Shape* shape = composed_.chosen()) drag_shape_ = *shape;
}

// Where the shape was when the drag began counts, so that what is clamped on the way comes back on the way back.
void SceneComposer::go_on_dragging(const Rect& rect, const ui::Pointer& pointer) {
    core::Shape* shape = composed_.chosen();
    if (shape == nullptr || drag_ == Drag::none || pointer.position == drag_from_) return;
    if (drag_ == Drag::move) {
        shape->x = std::clamp(drag_shape_.x + (pointer.position.x - drag_from_.x) / rect.w, 0.0, 1.0);
        shape->y = std::clamp(drag_shape_.y + (pointer.position.y - drag_from_.y) / rect.h, 0.0, 1.0);
        return;
    }
    const Vec2 from_center = pointer.position - on_canvas(rect, drag_shape_.x, drag_shape_.y);
    const double reach = std::hypot(from_center.x, from_center.y) / rect.w;
    shape->size = std::clamp(reach * std::sqrt(2.0), ComposedScene::k_smallest, ComposedScene::k_largest);
    if (reach * rect.w < 4.0) return;  // no direction to speak of
    const double angle = std::atan2(from_center.y, from_center.x) - handle_turn_;
    shape->angle = std::remainder(snapped(angle), 4.0 * k_right_angle);
}

void SceneComposer::use_canvas(ui::Ui& ui, const Rect& rect) {
    const ui::Pointer pointer = ui.pointer(rect, "composer.canvas");
    const float reach = 16 * control_scale(ui.view());
    if (pointer.pressed) begin_drag(rect, pointer.position, reach);
    if (pointer.down) go_on_dragging(rect, pointer);
    if (!pointer.down) drag_ = Drag::none;
    if (pointer.wheel != 0.0F && pointer.shift) composed_.turn_chosen(pointer.wheel * k_right_angle / 18.0);
    if (pointer.wheel != 0.0F && !pointer.shift) composed_.scale_chosen(std::pow(1.08, pointer.wheel));
    if (!pointer.hovered && !pointer.down) return;
    const core::Shape* shape = composed_.chosen();
    const bool handle =
        shape != nullptr &&
        (drag_ == Drag::handle || distance(frame_corner(rect, *shape, handle_turn(*shape)), pointer.position) <= reach);
    if (handle) {
        ui.cursor(ui::Cursor::resize);
    } else if (drag_ == Drag::move ||
               composed_.at((pointer.position.x - rect.x) / rect.w, (pointer.position.y - rect.y) / rect.h) >= 0) {
        ui.cursor(ui::Cursor::move);
    }
}

void SceneComposer::draw_canvas(ui::Ui& ui, const Rect& rect) {
    const std::int64_t most = composed_.settled() ? k_largest_picture : k_moving_picture;
    const auto side = std::clamp<std::int64_t>(std::llround(rect.w), 1, most);
    if (picture_.width != side || pictured_ != composed_.scene()) {
        picture_ = core::draw_shape_scene(composed_.scene(), side);
        pictured_ = composed_.scene();
    }
    ui::Canvas& canvas = ui.canvas();
    const auto pixels = static_cast<float>(side);
    canvas.image(rect, picture_, {0.0F, 0.0F, pixels, pixels}, true);
    const core::Shape* shape = composed_.chosen();
    if (shape == nullptr) return;
    canvas.push_clip(rect);
    std::array<Vec2, 4> corners;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        corners[i] = frame_corner(rect, *shape, (static_cast<double>(i) + 0.5) * k_right_angle);
    }
    const float line = ui.view().stroke(2);
    canvas.polyline(corners, canvas.color(Token::bg), 2.5F * line, true);
    canvas.polyline(corners, canvas.color(Token::accent), line, true);
    const double turn = drag_ == Drag::handle ? handle_turn_ : handle_turn(*shape);
    const Vec2 handle = frame_corner(rect, *shape, turn);
    const float radius = 8 * control_scale(ui.view());
    canvas.fill_circle(handle, radius + line, canvas.color(Token::bg));
    canvas.fill_circle(handle, radius, canvas.color(Token::accent));
    canvas.pop_clip();
}

}  // namespace app
