#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/ui/number_entry.h"
#include "app/ui/ui_impl.h"
#include "app/ui/utf8.h"
#include "core/number_text.h"

namespace ui {

void Ui::Impl::draw_field(const Rect& rect, bool editing_it, bool invalid, bool enabled) {
    const float radius = rect.h < control(36) ? control(5) : control(8);
    canvas->fill_rect(rect, ink(Token::bg, enabled), radius);
    const Token edge = invalid ? Token::err : editing_it ? Token::focus : Token::edge;
    const float width = editing_it ? 2.0F * view->layout.u : edge_width();
    canvas->stroke_rect(rect.grown(-width / 2), ink(edge, enabled), width, radius);
}

void Ui::Impl::begin_editing(std::string_view id, std::string text, bool select_all) {
    editing = Editing{std::string(id), TextEdit::of(text, select_all), text};
    focus = id;
    ring = false;
}

void Ui::Impl::draw_line(const Rect& inner, TextStyle style, Align align) {
    Editing& edit = *editing;
    const std::string& text = edit.line.text;
    const auto width_to = [&](std::size_t byte) {
        return canvas->text_width(std::string_view(text).substr(0, byte), style);
    };
    const float total = width_to(text.size());
    const float caret = width_to(edit.line.caret);
    edit.scroll = total <= inner.w ? 0.0F : std::clamp(edit.scroll, std::max(0.0F, caret - inner.w), caret);
    const float free = std::max(0.0F, inner.w - total);
    const float left = inner.x - edit.scroll +
                       (align == Align::center  ? free / 2
                        : align == Align::right ? free
                                                : 0.0F);

    const bool on_it = inner.grown(control(8)).contains(input.mouse);
    if (on_it) cursor = Cursor::text;
    if (input.down && on_it && !edit.fresh) {
        std::size_t nearest = text.size();
        for (std::size_t at = 0; at < text.size(); at = next_character(text, at)) {
            const float middle = (width_to(at) + width_to(next_character(text, at))) / 2;
            if (input.mouse.x - left < middle) {
                nearest = at;
                break;
            }
        }
        edit.line.move_to(nearest, !input.pressed);
        if (input.double_clicked) edit.line = TextEdit::of(text, true);
    }

    const float size = canvas->text_size(style);
    const float center = inner.center().y;
    canvas->push_clip(inner.grown(2));
    const auto [begin, end] = edit.line.selection();
    if (begin != end) {
        const float x = left + width_to(begin);
        canvas->fill_rect({x, center - size * 0.6F, width_to(end) - width_to(begin), size * 1.2F},
                          canvas->color(Token::focus).with_alpha(0.35F), 2);
    }
    canvas->text(left, center, text, style, Token::text);
    const float caret_x = std::round(left + width_to(edit.line.caret));
    canvas->fill_rect({caret_x, center - size * 0.6F, std::max(1.0F, line_width(1.5F)), size * 1.2F},
                      canvas->color(Token::text));
    canvas->pop_clip();
}

Ui::EditEnd Ui::Impl::edit_line(const Rect& rect, TextStyle style, Align align, bool leave_at_ends) {
    Editing& edit = *editing;
    edit.seen = true;
    EditEnd end = EditEnd::open;
    if (!edit.fresh && !input.typed.empty() && !input.ctrl) {
        edit.line.insert(input.typed);
        edit.invalid = false;
    }
    for (const KeyPress& press : edit_keys) {
        if (press.key == "Enter")
            end = EditEnd::accepted;
        else if (press.key == "Esc")
            end = EditEnd::cancelled;
        else if (press.key == "Tab")
            end = press.shift ? EditEnd::previous : EditEnd::next;
        else if (leave_at_ends && press.key == "Up")
            end = EditEnd::above;
        else if (leave_at_ends && press.key == "Down")
            end = EditEnd::below;
        else if (press.ctrl && (press.key == "C" || press.key == "X")) {
            if (!edit.line.selected().empty()) write_clipboard(std::string(edit.line.selected()));
            if (press.key == "X") edit.line.insert("");
        } else if (press.ctrl && press.key == "V") {
            const std::string pasted = read_clipboard();
            if (leave_at_ends && holds_several_cells(pasted)) {
                edit.line.text = pasted;
                end = EditEnd::pasted;
            } else {
                edit.line.insert(pasted);
            }
        } else {
            const TextEdit::Key meaning = edit.line.press(press);
            if (meaning == TextEdit::Key::changed) edit.invalid = false;
            const bool at_end = meaning == TextEdit::Key::not_mine && leave_at_ends;
            if (at_end && press.key == "Left") end = EditEnd::previous;
            if (at_end && press.key == "Right") end = EditEnd::next;
        }
        if (end != EditEnd::open) break;
    }
    edit_keys.clear();
    if (input.pressed && !edit.fresh && !rect.contains(input.mouse)) end = EditEnd::accepted;
    const float pad = std::min(control(8), rect.w * 0.1F);
    draw_line({rect.x + pad, rect.y, rect.w - 2 * pad, rect.h}, style, align);
    return end;
}

bool Ui::number_field(const Rect& rect, std::string_view key, float& value) {
    Impl& my = *impl_;
    const Touch touch = my.touch(key, rect, Kind::field);
    if (touch.hovered) my.cursor = Cursor::text;
    const TextStyle style{Type::t18, Family::numbers, true};
    if (!my.is_editing(key) && (touch.clicked || my.activated_by_key(key))) {
        my.begin_editing(key, core::exact_decimal(value), true);
    }
    const bool open = my.is_editing(key);
    my.draw_field(rect, open, open && my.editing->invalid, true);
    const std::string shown = core::exact_decimal(value, core::Minus::typographic);
    my.record(key, my.words(key), rect, shown);
    my.hover_tip(touch, key, rect, false);
    if (!open) {
        my.fitted_text(rect.grown(-my.control(4)), shown, style, my.ink(Token::text), Align::center);
        return false;
    }
    const EditEnd end = my.edit_line(rect, style, Align::center, false);
    if (end == EditEnd::open) return false;
    const std::optional<double> typed = parse_number(my.editing->line.text);
    if (!typed && end == EditEnd::accepted && !my.input.pressed) {  // Enter on nonsense: stays, marked
        my.editing->invalid = true;
        return false;
    }
    my.editing.reset();
    if (!typed || end == EditEnd::cancelled) return false;
    const float before = std::exchange(value, static_cast<float>(*typed));
    if (end != EditEnd::accepted) my.move_focus(end == EditEnd::previous ? -1 : 1);
    return value != before;
}

bool Ui::text_field(const Rect& rect, std::string_view key, std::string& value, bool focus_now) {
    Impl& my = *impl_;
    const Touch touch = my.touch(key, rect, Kind::field);
    if (touch.hovered) my.cursor = Cursor::text;
    if (!my.is_editing(key) && (focus_now || touch.pressed || my.activated_by_key(key))) {
        my.begin_editing(key, value, true);
    }
    const bool open = my.is_editing(key);
    my.draw_field(rect, open, false, true);
    my.record(key, my.words(key), rect, open ? my.editing->line.text : value);
    my.hover_tip(touch, key, rect, false);
    if (!open) {
        const float pad = my.control(12);
        const Rect inner{rect.x + pad, rect.y, rect.w - 2 * pad, rect.h};
        if (value.empty())
            my.fitted_text(inner, my.words(key), {}, my.ink(Token::text3), Align::left);
        else
            my.fitted_text(inner, value, {}, my.ink(Token::text), Align::left);
        return false;
    }
    const std::string before = value;
    const EditEnd end = my.edit_line(rect, {}, Align::left, false);
    value = my.editing->line.text;  // live: lists filter as one types
    if (end == EditEnd::cancelled) value = my.editing->original;
    if (end != EditEnd::open) my.editing.reset();
    if (end == EditEnd::next || end == EditEnd::previous) my.move_focus(end == EditEnd::previous ? -1 : 1);
    return value != before || end == EditEnd::accepted;
}

Ui::EditEnd Ui::cell_editor(const Rect& rect, std::string& typed, bool just_opened) {
    Impl& my = *impl_;
    constexpr std::string_view id = "cell.editor";
    const Touch touch = my.touch(id, rect, Kind::part);
    (void)touch;
    if (just_opened || !my.is_editing(id)) {
        const bool opened_by_typing = !typed.empty() && typed == my.input.typed;
        my.begin_editing(id, typed, !opened_by_typing);
    }
    my.draw_field(rect, true, my.editing->invalid, true);
    my.record(id, typed, rect, my.editing->line.text);
    TextStyle style{Type::t28, Family::numbers, true};
    while (style.type != Type::t14 && my.canvas->text_size(style) > rect.h * 0.5F) style.type = step_down(style.type);
    style = my.fitting(my.editing->line.text, style, rect.w - my.control(16));
    const EditEnd end = my.edit_line(rect, style, Align::center, true);
    typed = end == EditEnd::cancelled ? my.editing->original : my.editing->line.text;
    if (end != EditEnd::open) my.editing.reset();
    return end;
}

}  // namespace ui
