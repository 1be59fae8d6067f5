#include <algorithm>
#include <cmath>
#include <utility>

#include "app/ui/ui_impl.h"

namespace ui {
namespace {

constexpr int k_popup_depth = 1000;
constexpr float k_row_height = 40.0F;

// Where the list goes: under its control, above it if there is no room below, always inside the window.
Rect list_rect(const Rect& anchor, float width, float height, const Rect& window, float margin) {
    Rect list{anchor.x, anchor.bottom() + margin / 2, std::max(width, anchor.w), height};
    if (list.bottom() > window.bottom() - margin && anchor.y - margin / 2 - height >= window.y + margin) {
        list.y = anchor.y - margin / 2 - height;
    }
    list.h = std::min(list.h, window.h - 2 * margin);
    list.y = std::clamp(list.y, window.y + margin, std::max(window.y + margin, window.bottom() - margin - list.h));
    list.x = std::clamp(list.x, window.x + margin, std::max(window.x + margin, window.right() - margin - list.w));
    return {std::round(list.x), std::round(list.y), list.w, list.h};
}

}  // namespace

void Ui::Impl::open_popup(std::string_view id, const Rect& anchor, std::span<const std::string> keys, int chosen) {
    popup = Popup{std::string(id), anchor, {keys.begin(), keys.end()}, chosen, chosen};
}

void Ui::Impl::close_popup(int choice) {
    closed_popup = popup->id;
    closed_choice = choice;
    popup.reset();
    popup_keys.clear();
}

void Ui::Impl::popup_take_keys() {
    const auto count = static_cast<int>(popup->keys.size());
    for (const KeyPress& press : std::exchange(popup_keys, {})) {
        int& marked = popup->marked;
        if (press.key == "Esc" || press.key == "Tab") return close_popup(-1);
        if (press.key == "Enter" || press.key == "Space") return close_popup(marked);
        if (press.key == "Up") marked = marked <= 0 ? count - 1 : marked - 1;
        if (press.key == "Down") marked = (marked + 1) % std::max(1, count);
        if (press.key == "Home") marked = 0;
        if (press.key == "End") marked = count - 1;
    }
}

int Ui::Impl::popup_rows(const Rect& inner, bool by_keys) {
    const float row_height = control(k_row_height);
    const auto count = static_cast<int>(popup->keys.size());
    int picked = -1;
    for (int i = 0; i < count; ++i) {
        const std::string& key = popup->keys[static_cast<std::size_t>(i)];
        const Rect row{inner.x, inner.y + row_height * static_cast<float>(i) - popup->scroll, inner.w, row_height};
        const std::string id = popup->id + "/" + key;
        const Touch one = touch(id, row, Kind::part);
        if (one.hovered && !by_keys) popup->marked = i;
        if (one.clicked) picked = i;
        if (row.bottom() < inner.y || row.y > inner.bottom()) continue;
        const bool chosen = i == popup->chosen;
        if (i == popup->marked) canvas->fill_rect(row, canvas->color(Token::raised_hi), control(6));
        if (chosen) {
            const float tick = control(20);
            draw_icon(*canvas, Icon::check, {row.x + control(8), row.center().y - tick / 2, tick, tick},
                      canvas->color(Token::text));
        }
        const Rect text_rect{row.x + control(36), row.y, row.w - control(44), row.h};
        fitted_text(text_rect, words(key), {Type::t16, Family::words, chosen}, canvas->color(Token::text), Align::left);
        record(id, words(key), row, chosen ? "on" : "off");
        if (view->text->has(key + ".tip")) hover_tip(one, key, row, false);
    }
    return picked;
}

void Ui::Impl::run_popup() {
    if (popup && !popup->seen) popup.reset();
    if (!popup) return popup_keys.clear();
    depth = k_popup_depth;
    block("popup.outside", view->layout.window);
    if (input.pressed && hot == "popup.outside") return close_popup(-1);
    const bool by_keys = !popup_keys.empty();
    popup_take_keys();
    if (!popup) return;

    const float row_height = control(k_row_height);
    const float inset = control(4);
    float widest = 0.0F;
    for (const std::string& key : popup->keys) {
        widest = std::max(widest, canvas->text_width(words(key), {Type::t16, Family::words, true}));
    }
    const float content = row_height * static_cast<float>(popup->keys.size());
    const Rect list =
        list_rect(popup->anchor, widest + control(56), content + 2 * inset, view->layout.window, control(8));
    canvas->fill_rect(list, canvas->color(Token::panel), control(8));
    canvas->stroke_rect(list.grown(-edge_width() / 2), canvas->color(Token::edge), edge_width(), control(8));
    block("popup.list", list);

    const Rect inner = list.grown(-inset);
    if (list.contains(input.mouse)) popup->scroll -= input.wheel * row_height;
    if (by_keys && popup->marked >= 0) {
        const float top = row_height * static_cast<float>(popup->marked);
        popup->scroll = std::clamp(popup->scroll, top + row_height - inner.h, top);
    }
    popup->scroll = std::clamp(popup->scroll, 0.0F, std::max(0.0F, content - inner.h));
    canvas->push_clip(inner);
    clips.push_back(inner);
    const int picked = popup_rows(inner, by_keys);
    clips.pop_back();
    canvas->pop_clip();
    depth = 1;
    if (picked >= 0) close_popup(picked);
}

bool Ui::combo(const Rect& rect, std::string_view key, std::span<const std::string> keys, int& chosen) {
    Impl& my = *impl_;
    if (my.hides(rect, key)) return false;
    const int before = chosen;
    const auto count = static_cast<int>(keys.size());
    if (my.closed_popup == key && my.closed_choice >= 0) chosen = std::min(my.closed_choice, count - 1);
    const Touch touch = my.touch(key, rect, Kind::choice);
    if (const int steps = my.arrow_steps(key); steps != 0) chosen = std::clamp(chosen + steps, 0, count - 1);
    if (my.take_focus_key(key, "Home")) chosen = 0;
    if (my.take_focus_key(key, "End")) chosen = count - 1;
    if (touch.clicked || my.activated_by_key(key)) my.open_popup(key, rect, keys, chosen);
    const bool open = my.popup && my.popup->id == key;
    if (open) {
        my.popup->seen = true;
        my.popup->anchor = rect;
    }

    Canvas& canvas = *my.canvas;
    const bool lit = open || touch.hovered;
    canvas.fill_rect(rect, my.ink(lit ? Token::raised_hi : Token::raised), my.control(8));
    canvas.stroke_rect(rect.grown(-my.edge_width() / 2), my.ink(Token::edge), my.edge_width(), my.control(8));
    const float arrow = my.control(22);
    const float pad = my.control(12);
    draw_icon(canvas, Icon::chevron_down,
              {rect.right() - my.control(8) - arrow, rect.center().y - arrow / 2, arrow, arrow}, my.ink(Token::text2));
    const bool valid = chosen >= 0 && chosen < count;
    const std::string shown = valid ? std::string(my.words(keys[static_cast<std::size_t>(chosen)])) : "—";
    const Rect words{rect.x + pad, rect.y, rect.w - pad - arrow - my.control(12), rect.h};
    my.fitted_text(words, shown, {}, my.ink(Token::text), Align::left);
    my.record(key, my.words(key), rect, valid ? shown : "");
    if (!open) my.hover_tip(touch, key, rect, false);
    return chosen != before;
}

std::optional<int> Ui::marked_option(std::string_view key) const {
    const Impl& my = *impl_;
    if (!my.popup || my.popup->id != key || my.popup->marked < 0) return std::nullopt;
    return my.popup->marked;
}

int Ui::menu(const Rect& anchor, std::string_view key, std::span<const std::string> keys, bool& open) {
    Impl& my = *impl_;
    if (my.closed_popup == key) {
        open = false;
        return my.closed_choice;
    }
    if (!open) return -1;
    if (!my.popup || my.popup->id != key) my.open_popup(key, anchor, keys, -1);
    my.popup->seen = true;
    my.popup->anchor = anchor;
    return -1;
}

}  // namespace ui
