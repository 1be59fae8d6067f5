#include <algorithm>
#include <cmath>

#include "app/ui/ui_impl.h"

namespace ui {
namespace {

constexpr double k_repeat_after = 0.4;  // seconds
constexpr double k_repeat_every = 0.12;
constexpr double k_tooltip_after = 0.5;
constexpr float k_tooltip_width = 320.0F;
constexpr int k_stage_depth = 0;

Rect intersection(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x);
    const float y = std::max(a.y, b.y);
    return {x, y, std::max(0.0F, std::min(a.right(), b.right()) - x),
            std::max(0.0F, std::min(a.bottom(), b.bottom()) - y)};
}

bool is_stop(const Area& area) {
    return area.enabled && area.kind != Kind::part && area.kind != Kind::pointer && area.kind != Kind::block;
}

bool takes_key(Kind kind, const std::string& key) {
    const bool opens = key == "Enter" || key == "Space";
    const bool moves = key == "Left" || key == "Right" || key == "Up" || key == "Down" || key == "Home" || key == "End";
    switch (kind) {
        case Kind::button:
        case Kind::field:
            return opens;
        case Kind::choice:
            return opens || moves;
        case Kind::slider:
            return opens || moves || key == "PageUp" || key == "PageDown" || key == "+" || key == "-";
        case Kind::part:
        case Kind::pointer:
        case Kind::block:
            return false;
    }
    return false;
}

}  // namespace

Touch Ui::Impl::touch(std::string_view id, const Rect& rect, Kind kind, bool enabled) {
    Area area{std::string(id), rect, rect, depth, kind, enabled};
    if (kind == Kind::pointer && overlays.empty()) area.depth = k_stage_depth;
    for (const Rect& clip : clips) area.hit = intersection(area.hit, clip);
    areas.push_back(area);

    Touch touch;
    touch.hovered = hot == id && (active.empty() || active == id);
    if (!enabled) return touch;
    if (touch.hovered && input.pressed) {
        active = id;
        press_position = input.mouse;
        held_time = 0.0;
        next_repeat = k_repeat_after;
        touch.pressed = true;
        ring = false;
        if (is_stop(area)) focus = id;
    }
    touch.held = active == id;
    touch.released = touch.held && input.released;
    touch.clicked = touch.released && area.hit.contains(input.mouse);
    return touch;
}

void Ui::Impl::block(std::string_view id, const Rect& rect) {
    areas.push_back({std::string(id), rect, rect, depth, Kind::block, true});
}

void Ui::Impl::find_hot() {
    hot.clear();
    int highest = -1;
    for (const Area& area : areas_before) {
        if (area.depth >= highest && area.hit.contains(input.mouse)) {
            highest = area.depth;
            hot = area.id;
        }
    }
}

bool Ui::Impl::repeats(std::string_view id, const Touch& touch) {
    if (touch.pressed) return true;
    if (active != id || !touch.held || !touch.hovered || held_time < next_repeat) return false;
    next_repeat += k_repeat_every;
    return true;
}

bool Ui::Impl::take_focus_key(std::string_view id, std::string_view name) {
    if (!has_ring(id)) return false;
    const auto found =
        std::find_if(focus_keys.begin(), focus_keys.end(), [&](const KeyPress& press) { return press.key == name; });
    if (found == focus_keys.end()) return false;
    focus_keys.erase(found);
    return true;
}

bool Ui::Impl::activated_by_key(std::string_view id) {
    return take_focus_key(id, "Enter") || take_focus_key(id, "Space");
}

int Ui::Impl::arrow_steps(std::string_view id) {
    int steps = 0;
    while (take_focus_key(id, "Left") || take_focus_key(id, "Up")) --steps;
    while (take_focus_key(id, "Right") || take_focus_key(id, "Down")) ++steps;
    return steps;
}

int Ui::Impl::modal_depth() const { return 1 + 10 * static_cast<int>(overlays_before.size()); }

void Ui::Impl::move_focus(int direction) {
    std::vector<const Area*> stops;
    for (const Area& area : areas_before) {
        if (is_stop(area) && area.depth >= modal_depth()) stops.push_back(&area);
    }
    if (stops.empty()) return;
    const auto count = static_cast<int>(stops.size());
    const auto at = std::find_if(stops.begin(), stops.end(), [&](const Area* area) { return area->id == focus; });
    int next = direction > 0 ? 0 : count - 1;
    if (at != stops.end()) next = (static_cast<int>(at - stops.begin()) + direction + count) % count;
    focus = stops[static_cast<std::size_t>(next)]->id;
    ring = true;
    focus_moved = true;
}

void Ui::Impl::sort_key(const KeyPress& key) {
    if (popup) {
        popup_keys.push_back(key);
    } else if (editing) {
        edit_keys.push_back(key);
    } else if (key.key == "Tab" && !key.ctrl) {
        move_focus(key.shift ? -1 : 1);
    } else if (key.key == "Esc" && !overlays_before.empty()) {
        escape_overlay = true;
    } else if (key.key == "Esc" && ring) {
        ring = false;
    } else {
        const auto area = std::find_if(areas_before.begin(), areas_before.end(),
                                       [&](const Area& one) { return one.id == focus && is_stop(one); });
        const bool to_focus = ring && !key.ctrl && area != areas_before.end() && takes_key(area->kind, key.key);
        (to_focus ? focus_keys : command_keys).push_back(key);
    }
}

void Ui::Impl::record(std::string_view key, std::string_view label, const Rect& rect, std::string value, bool enabled) {
    records.push_back({std::string(key), std::string(label), rect, std::move(value), enabled});
}

void Ui::Impl::hover_tip(const Touch& touch, std::string_view key, const Rect& rect, bool name_it,
                         std::string_view shortcut) {
    if (!touch.hovered) return;
    const std::string tip_key = std::string(key) + ".tip";
    tip_id = key;
    tip_title = name_it ? std::string(words(key)) : "";
    tip_body = view->text->has(tip_key) ? std::string(words(tip_key)) : "";
    if (!shortcut.empty()) tip_body += (tip_body.empty() ? "" : " ") + ("(" + std::string(shortcut) + ")");
    tip_anchor = rect;
}

void Ui::Impl::draw_tooltip() {
    tip_time = tip_id == tip_before && !tip_id.empty() ? tip_time + input.dt : 0.0;
    tip_before = tip_id;
    // Who clicks or types has read it: it stays away until the mouse goes to another control.
    if (tip_id != tip_done) tip_done.clear();
    if (input.down || mouse_rests) tip_done = tip_id;
    if (!tip_id.empty() && tip_id == tip_done) tip_time = 0.0;
    const bool has_words = !tip_id.empty() && !(tip_title.empty() && tip_body.empty());
    const bool due = has_words && tip_time >= k_tooltip_after;
    tip_pending = has_words && !due && tip_id != tip_done;
    const bool at_mouse = !said.empty();
    shown_tooltip.clear();
    if (!at_mouse && !due) return;

    const std::string title = at_mouse ? "" : tip_title;
    const std::string body = at_mouse ? said : tip_body;
    shown_tooltip = title + (title.empty() || body.empty() ? "" : "\n") + body;
    const TextStyle bold{Type::t16, Family::words, true};
    const float pad = control(12);
    const float width = std::min(control(k_tooltip_width), view->layout.window.w - 2 * pad);
    const Vec2 title_size = title.empty() ? Vec2{} : canvas->wrapped_size(width - 2 * pad, title, bold);
    const Vec2 body_size = body.empty() ? Vec2{} : canvas->wrapped_size(width - 2 * pad, body, {});
    const float gap = title.empty() || body.empty() ? 0.0F : control(4);
    Rect box{0, 0, std::ceil(std::max(title_size.x, body_size.x)) + 2 * pad,
             title_size.y + gap + body_size.y + 2 * control(8)};

    const Rect anchor = at_mouse ? Rect{input.mouse.x, input.mouse.y, control(16), control(20)} : tip_anchor;
    const float margin = control(8);
    box.x = std::clamp(at_mouse ? anchor.right() : anchor.center().x - box.w / 2, margin,
                       std::max(margin, view->layout.window.right() - margin - box.w));
    box.y = anchor.bottom() + margin;
    if (box.bottom() > view->layout.window.bottom() - margin) box.y = std::max(margin, anchor.y - margin - box.h);
    box.x = std::round(box.x);
    box.y = std::round(box.y);
    canvas->fill_rect(box, canvas->color(Token::fill), control(8));
    float y = box.y + control(8);
    if (!title.empty()) y += canvas->wrapped(box.x + pad, y, width - 2 * pad, title, bold, Token::onfill) + gap;
    if (!body.empty()) canvas->wrapped(box.x + pad, y, width - 2 * pad, body, {}, Token::onfill);
}

void Ui::Impl::draw_focus_ring() {
    if (!ring) return;
    for (const Area& area : areas) {
        if (area.id != focus || !is_stop(area) || area.hit.empty()) continue;
        const float width = line_width(3) / view->theme->stroke_scale;
        canvas->stroke_rect(area.rect.grown(view->px(4)), canvas->color(Token::focus), width, control(11));
        return;
    }
}

}  // namespace ui
