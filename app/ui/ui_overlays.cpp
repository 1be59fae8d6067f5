#include <algorithm>
#include <cmath>

#include "app/ui/ui_impl.h"
#include "core/check.h"

namespace ui {
namespace {

constexpr int k_depth_step = 10;
constexpr float k_veil = 0.7F;
constexpr float k_bar_width = 12.0F;  // room a scroll bar takes
constexpr float k_wheel_step = 56.0F;

}  // namespace

bool Ui::begin_overlay(std::string_view key, const Rect& rect, bool& open) {
    Impl& my = *impl_;
    if (!open) return false;
    const std::string veil = std::string(key) + ".outside";
    const bool topmost = !my.overlays_before.empty() && my.overlays_before.back() == key;
    const bool clicked_outside = my.input.pressed && my.hot == veil;
    if (topmost && (clicked_outside || std::exchange(my.escape_overlay, false))) {
        open = false;
        return false;
    }
    my.overlays.emplace_back(key);
    my.overlays_drawn.emplace_back(key);
    my.depth += k_depth_step;
    my.canvas->set_layer(Layer::overlay);
    Canvas& canvas = *my.canvas;
    const Rect& window = my.view->layout.window;
    canvas.fill_rect(window, canvas.color(Token::bg).with_alpha(k_veil));
    my.block(veil, window);
    const float radius = my.control(12);
    constexpr float alphas[] = {0.22F, 0.30F, 0.40F};
    for (int i = 0; i < 3; ++i) {
        canvas.fill_rect(rect.grown(my.view->px(2.0F * static_cast<float>(3 - i))),
                         canvas.color(Token::shadow).with_alpha(alphas[i] * 0.5F), radius);
    }
    canvas.fill_rect(rect, canvas.color(Token::panel), radius);
    canvas.stroke_rect(rect.grown(-my.edge_width() / 2), canvas.color(Token::edge), my.edge_width(), radius);
    my.block(key, rect);
    return true;
}

void Ui::end_overlay() {
    Impl& my = *impl_;
    CORE_CHECK(!my.overlays.empty());
    my.overlays.pop_back();
    my.depth -= k_depth_step;
    if (my.overlays.empty()) my.canvas->set_layer(Layer::controls);
}

Rect Ui::begin_scroll(std::string_view key, const Rect& rect, float content_height) {
    Impl& my = *impl_;
    float& offset = my.scroll_offsets[std::string(key)];
    const float hidden = std::max(0.0F, content_height - rect.h);
    const bool above = std::any_of(my.areas_before.begin(), my.areas_before.end(),
                                   [&](const Area& area) { return area.id == my.hot && area.depth > my.depth; });
    const bool inner = std::any_of(my.scroll_areas_before.begin(), my.scroll_areas_before.end(), [&](const auto& area) {
        return area.level > my.scrolls.size() && area.rect.contains(my.input.mouse);
    });
    if (hidden > 0.0F) my.scroll_areas.push_back({rect, my.scrolls.size()});
    if (rect.contains(my.input.mouse) && !above && !inner) offset -= my.input.wheel * my.control(k_wheel_step);
    offset = std::round(std::clamp(offset, 0.0F, hidden));
    my.scrolls.push_back({std::string(key), rect, content_height});
    my.clips.push_back(rect);
    my.canvas->push_clip(rect);
    return {rect.x, rect.y - offset, hidden > 0 ? rect.w - my.control(k_bar_width) : rect.w,
            std::max(content_height, rect.h)};
}

void Ui::end_scroll() {
    Impl& my = *impl_;
    CORE_CHECK(!my.scrolls.empty());
    const Impl::Scroll scroll = my.scrolls.back();
    my.scrolls.pop_back();
    my.clips.pop_back();
    my.canvas->pop_clip();
    const Rect& rect = scroll.rect;
    float& offset = my.scroll_offsets[scroll.key];
    const float hidden = scroll.content - rect.h;
    if (hidden <= 0) return;

    if (my.focus_moved) {  // Tab went to a control out of sight
        const auto area =
            std::find_if(my.areas.begin(), my.areas.end(), [&](const Area& one) { return one.id == my.focus; });
        const bool inside = area != my.areas.end() && area->rect.x >= rect.x && area->rect.right() <= rect.right();
        const float margin = my.control(8);
        if (inside && area->rect.y - margin < rect.y) offset -= rect.y + margin - area->rect.y;
        if (inside && area->rect.bottom() + margin > rect.bottom()) {
            offset += area->rect.bottom() + margin - rect.bottom();
        }
        offset = std::clamp(offset, 0.0F, hidden);
    }

    const Rect lane{rect.right() - my.control(k_bar_width), rect.y, my.control(k_bar_width), rect.h};
    const float length = std::max(my.control(32), rect.h * rect.h / scroll.content);
    const float way = std::max(1.0F, rect.h - length);
    const std::string id = scroll.key + ".bar";
    const Touch touch = my.touch(id, lane, Kind::part);
    if (touch.held) offset = std::clamp((my.input.mouse.y - rect.y - length / 2) / way, 0.0F, 1.0F) * hidden;
    const bool lit = touch.hovered || touch.held;
    const float width = my.control(lit ? 8 : 4);
    const Rect thumb{lane.right() - width - my.control(2), rect.y + way * offset / hidden, width, length};
    my.canvas->fill_rect(thumb, my.ink(Token::edge), width / 2);
    my.record(id, "", lane, std::to_string(static_cast<int>(offset)));
}

}  // namespace ui
