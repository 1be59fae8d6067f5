#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/ui/ui_impl.h"

namespace ui {
namespace {

constexpr float k_disabled = 0.55F;

struct ButtonColors {
    Color body, ink;
};

ButtonColors button_colors(const Theme& theme, const ButtonLook& look, const Touch& touch, bool down) {
    ButtonColors colors;
    if (look.primary || look.selected) {
        colors = {theme[Token::fill], theme[Token::onfill]};
        if (touch.hovered && look.enabled) colors.body = mix(colors.body, theme[Token::bg], down ? 0.25F : 0.12F);
    } else {
        colors = {theme[Token::raised], theme[Token::text]};
        if (touch.hovered && look.enabled) colors.body = theme[Token::raised_hi];
        if (down) colors.body = mix(theme[Token::raised_hi], theme[Token::edge], 0.25F);
    }
    if (!look.enabled) {
        if (look.primary) colors.body = mix(theme[Token::panel], colors.body, k_disabled);
        colors.ink = mix(colors.body, colors.ink, k_disabled);  // opaque: the strokes of an icon overlap
    }
    return colors;
}

}  // namespace

float Ui::Impl::edge_width() const {
    const float heavy = view->theme->control_edge_width * view->layout.u;
    return heavy > 0.0F ? heavy : std::max(1.0F, std::round(view->layout.u));  // whole pixels stay crisp
}

Color Ui::Impl::ink(Token token, bool enabled) const {
    const Color color = view->color(token);
    return enabled ? color : mix(view->color(Token::panel), color, k_disabled);
}

TextStyle Ui::Impl::fitting(std::string_view text, TextStyle style, float width) const {
    while (style.type != Type::t14 && canvas->text_width(text, style) > width) style.type = step_down(style.type);
    return style;
}

void Ui::Impl::fitted_text(const Rect& rect, std::string_view text, TextStyle style, Color color, Align align) {
    const TextStyle fitted = fitting(text, style, rect.w);
    const float x = align == Align::left ? rect.x : align == Align::center ? rect.center().x : rect.right();
    canvas->text(x, rect.center().y, canvas->elided(text, fitted, rect.w), fitted, color, align);
}

// Icon and words side by side in the middle; tight buttons get a smaller icon, then smaller or shortened words, at last
// none. Returns the words as drawn.
std::string Ui::Impl::draw_button_content(const Rect& rect, std::string_view label, const ButtonLook& look,
                                          Color color) {
    const bool has_icon = look.icon != Icon::none;
    TextStyle style{Type::t16, Family::words, look.primary || look.selected};
    float icon = has_icon ? std::min({control(24), rect.h * 0.62F, rect.w - 2.0F}) : 0.0F;
    float gap = has_icon && look.label ? control(8) : 0.0F;
    float pad = control(10);
    const float words = look.label ? canvas->text_width(label, style) : 0.0F;
    if (icon + gap + words + 2 * pad > rect.w) {
        icon = std::min(icon, control(20));
        gap = std::min(gap, control(4));
        pad = control(5);
    }
    const float room = rect.w - 2 * pad - icon - gap;
    style = fitting(label, style, room);
    const bool with_words = look.label && room >= canvas->text_width("…", style);
    std::string shown = with_words ? canvas->elided(label, style, room) : "";
    const float content = icon + (with_words ? gap + canvas->text_width(shown, style) : 0.0F);
    const float x = rect.center().x - content / 2;
    if (has_icon)
        draw_icon(*canvas, look.icon, {std::round(x), std::round(rect.center().y - icon / 2), icon, icon}, color);
    if (with_words) canvas->text(x + icon + gap, rect.center().y, shown, style, color);
    return shown;
}

bool Ui::button(const Rect& rect, std::string_view key, const ButtonLook& look) {
    Impl& my = *impl_;
    if (my.hides(rect, key)) return false;
    const Touch touch = my.touch(key, rect, Kind::button, look.enabled);
    const bool by_key = look.enabled && my.activated_by_key(key);
    const bool fired = (look.repeat ? look.enabled && my.repeats(key, touch) : touch.clicked) || by_key;
    const std::string label = look.value.empty() ? std::string(my.words(key)) : look.value;

    Canvas& canvas = *my.canvas;
    const ButtonColors colors = button_colors(*my.view->theme, look, touch, touch.held && touch.hovered);
    const float radius = my.control(8);
    canvas.fill_rect(rect, colors.body, radius);
    if (my.view->theme->control_edge_width > 0) {
        canvas.stroke_rect(rect.grown(-my.edge_width() / 2), my.ink(Token::edge, look.enabled), my.edge_width(),
                           radius);
    }

    const std::string shown = my.draw_button_content(rect, label, look, colors.ink);
    my.record(key, label, rect, "", look.enabled);
    my.hover_tip(touch, key, rect, !look.label || shown != label, look.shortcut);
    return fired;
}

bool Ui::checkbox(const Rect& rect, std::string_view key, bool& on, bool enabled, std::string_view label) {
    Impl& my = *impl_;
    if (my.hides(rect, key)) return false;
    const Touch touch = my.touch(key, rect, Kind::button, enabled);
    const bool changed = touch.clicked || (enabled && my.activated_by_key(key));
    if (changed) on = !on;

    Canvas& canvas = *my.canvas;
    const float side = std::min(my.control(24), rect.h);
    const Rect box{rect.x, std::round(rect.center().y - side / 2), side, side};
    const float radius = my.control(6);
    if (on) {
        canvas.fill_rect(box, my.ink(Token::fill, enabled), radius);
        draw_icon(canvas, Icon::check, box.grown(-side * 0.14F), my.ink(Token::onfill, enabled));
    } else {
        canvas.fill_rect(box, my.ink(touch.hovered && enabled ? Token::raised_hi : Token::bg, enabled), radius);
        canvas.stroke_rect(box.grown(-0.75F), my.ink(Token::edge, enabled), std::max(1.5F, my.edge_width()), radius);
    }
    const float gap = my.control(12);
    const Rect words{box.right() + gap, rect.y, rect.w - side - gap, rect.h};
    const std::string_view shown = label.empty() ? my.words(key) : label;
    my.fitted_text(words, shown, {Type::t16, Family::words, on}, my.ink(Token::text, enabled), Align::left);
    my.record(key, shown, rect, on ? "on" : "off", enabled);
    my.hover_tip(touch, key, rect, false);
    return changed;
}

namespace {

// Widths of the segments: equal if every word fits, else in proportion to the words.
std::vector<float> segment_widths(std::span<const float> wanted, float total) {
    const auto count = static_cast<float>(wanted.size());
    const float widest = *std::max_element(wanted.begin(), wanted.end());
    if (widest <= total / count) return std::vector<float>(wanted.size(), total / count);
    const float sum = std::accumulate(wanted.begin(), wanted.end(), 0.0F);
    std::vector<float> widths;
    for (const float one : wanted) widths.push_back(total * one / sum);
    return widths;
}

}  // namespace

void Ui::Impl::draw_segments(std::span<const Rect> cells, std::span<const Touch> touches,
                             std::span<const std::string> keys, int chosen, Type type) {
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const Rect& cell = cells[at];
        const auto i = static_cast<int>(at);
        const bool selected = i == chosen;
        const Rect inner = cell.grown(-control(3));
        if (selected) {
            canvas->fill_rect(inner, ink(Token::fill), control(6));
        } else if (touches[at].hovered) {
            canvas->fill_rect(inner, ink(Token::raised_hi), control(6));
        }
        if (i > 0 && !selected && i - 1 != chosen) {  // hairlines only between unselected ones
            const float x = std::floor(cell.x) + 0.5F;
            const float inset = cell.h * 0.22F;
            canvas->line({x, cell.y + inset}, {x, cell.bottom() - inset}, ink(Token::line), 1.0F);
        }
        const TextStyle style{type, Family::words, selected};
        canvas->text(cell.center().x, cell.center().y, canvas->elided(words(keys[at]), style, cell.w - control(6)),
                     style, ink(selected ? Token::onfill : Token::text), Align::center);
    }
}

bool Ui::segmented(const Rect& rect, std::string_view key, std::span<const std::string> keys, int& chosen) {
    Impl& my = *impl_;
    if (keys.empty() || my.hides(rect, key)) return false;
    const int before = chosen;
    const auto last = static_cast<int>(keys.size()) - 1;
    const Touch whole = my.touch(key, rect, Kind::choice);

    TextStyle bold{Type::t16, Family::words, true};
    const auto wanted_widths = [&] {
        std::vector<float> widths;
        for (const std::string& one : keys) {
            widths.push_back(my.canvas->text_width(my.words(one), bold) + 2 * my.control(8));
        }
        return widths;
    };
    std::vector<float> wanted = wanted_widths();
    if (std::accumulate(wanted.begin(), wanted.end(), 0.0F) > rect.w) {
        bold.type = Type::t14;
        wanted = wanted_widths();
    }
    my.canvas->fill_rect(rect, my.ink(Token::raised), my.control(8));
    my.canvas->stroke_rect(rect.grown(-my.edge_width() / 2), my.ink(Token::edge), my.edge_width(), my.control(8));
    my.hover_tip(whole, key, rect, false);

    std::vector<Rect> cells;
    std::vector<Touch> touches;
    float x = rect.x;
    for (const float width : segment_widths(wanted, rect.w)) {
        const std::string& option = keys[cells.size()];
        const std::string id = std::string(key) + "/" + option;
        const Rect cell{x, rect.y, width, rect.h};
        const Touch touch = my.touch(id, cell, Kind::part);
        if (touch.pressed) my.focus = key;
        if (touch.clicked) chosen = static_cast<int>(cells.size());
        const bool own_tip = my.view->text->has(option + ".tip");
        my.hover_tip(touch, own_tip ? std::string_view(option) : key, own_tip ? cell : rect, false);
        cells.push_back(cell);
        touches.push_back(touch);
        x += width;
    }
    if (const int steps = my.arrow_steps(key); steps != 0) chosen = std::clamp(chosen + steps, 0, last);
    if (my.take_focus_key(key, "Home")) chosen = 0;
    if (my.take_focus_key(key, "End")) chosen = last;

    my.draw_segments(cells, touches, keys, chosen, bold.type);
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const bool on = static_cast<int>(at) == chosen;
        my.record(std::string(key) + "/" + keys[at], my.words(keys[at]), cells[at], on ? "on" : "off");
    }
    const bool valid = chosen >= 0 && chosen <= last;
    my.record(key, my.words(key), rect, valid ? std::string(my.words(keys[static_cast<std::size_t>(chosen)])) : "");
    return chosen != before;
}

bool Ui::held(std::string_view key) const { return impl_->active == key; }

bool Ui::hit_area(const Rect& rect, std::string_view key, std::string_view label, bool* hovered) {
    Impl& my = *impl_;
    const Touch touch = my.touch(key, rect, Kind::button);
    const bool fired = touch.clicked || my.activated_by_key(key);
    if (hovered != nullptr) *hovered = touch.hovered;
    my.record(key, label, rect);
    my.hover_tip(touch, key, rect, false);
    return fired;
}

void Ui::label(const Rect& rect, std::string_view key, Token token, TextStyle style, Align align) {
    if (impl_->is_hidden(key)) return;  // the words before a control go with it
    impl_->fitted_text(rect, impl_->words(key), style, impl_->ink(token), align);
}

}  // namespace ui
