#include <algorithm>
#include <cmath>
#include <utility>

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

void Ui::Impl::begin_editing(std::string_view id, const std::string& text, bool select_all) {
    editing = Editing{std::string(id), TextEdit::of(text, select_all), text};
    focus = id;
    ring = false;
}

void Ui::Impl::place_caret(const Rect& inner, float left, TextStyle style) {
    Editing& edit = *editing;
    const std::string& text = edit.line.text;
    if (!inner.grown(control(8)).contains(input.mouse)) return;
    cursor = Cursor::text;
    if (!input.down || edit.fresh) return;
    std::size_t nearest = text.size();
    float before = 0.0F;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = next_character(text, at);
        const float after = canvas->text_width(std::string_view(text).substr(0, next), style);
        if (input.mouse.x - left < (before + after) / 2) {
            nearest = at;
            break;
        }
        before = after;
        at = next;
    }
    edit.line.move_to(nearest, !input.pressed);
    if (input.double_clicked) edit.line = TextEdit::of(text, true);
}

void Ui::Impl::draw_line(const Rect& inner, TextStyle style, Align align) {
    Editing& edit = *editing;
    const auto width_to = [&](std::size_t byte) {
        return canvas->text_width(std::string_view(edit.line.text).substr(0, byte), style);
    };
    const float total = width_to(edit.line.text.size());
    const float caret = width_to(edit.line.caret);
    edit.scroll = total <= inner.w ? 0.0F : std::clamp(edit.scroll, std::max(0.0F, caret - inner.w), caret);
    const float free = std::max(0.0F, inner.w - total);
    const float indent = align == Align::center ? free / 2 : align == Align::right ? free : 0.0F;
    const float left = inner.x - edit.scroll + indent;
    place_caret(inner, left, style);

    const float height = canvas->text_size(style) * 1.2F;
    const float top = inner.center().y - height / 2;
    canvas->push_clip(inner.grown(2));
    const auto [begin, end] = edit.line.selection();
    if (begin != end) {
        const Rect selected{left + width_to(begin), top, width_to(end) - width_to(begin), height};
        canvas->fill_rect(selected, canvas->color(Token::focus).with_alpha(0.35F), 2);
    }
    canvas->text(left, inner.center().y, edit.line.text, style, Token::text);
    const float caret_x = std::round(left + width_to(edit.line.caret));
    canvas->fill_rect({caret_x, top, std::max(1.0F, line_width(1.5F)), height}, canvas->color(Token::text));
    canvas->pop_clip();
}

bool Ui::Impl::edit_clipboard_key(const KeyPress& press, bool leave_at_ends, EditEnd& end) {
    TextEdit& line = editing->line;
    if (!press.ctrl || (press.key != "C" && press.key != "X" && press.key != "V")) return false;
    if (press.key == "V") {
        const std::string pasted = read_clipboard();
        if (leave_at_ends && holds_several_cells(pasted)) {
            line = TextEdit::of(pasted, false);
            end = EditEnd::pasted;
        } else {
            line.insert(pasted);
        }
        return true;
    }
    if (!line.selected().empty()) write_clipboard(std::string(line.selected()));
    if (press.key == "X") line.insert("");
    return true;
}

Ui::EditEnd Ui::Impl::edit_key(const KeyPress& press, bool leave_at_ends) {
    EditEnd end = EditEnd::open;
    if (press.key == "Enter") return EditEnd::accepted;
    if (press.key == "Esc") return EditEnd::cancelled;
    if (press.key == "Tab") return press.shift ? EditEnd::previous : EditEnd::next;
    if (leave_at_ends && press.key == "Up") return EditEnd::above;
    if (leave_at_ends && press.key == "Down") return EditEnd::below;
    if (edit_clipboard_key(press, leave_at_ends, end)) {
        editing->invalid = false;
        return end;
    }
    const TextEdit::Key meaning = editing->line.press(press);
    if (meaning == TextEdit::Key::changed) editing->invalid = false;
    if (meaning != TextEdit::Key::not_mine || !leave_at_ends) return EditEnd::open;
    return press.key == "Left" ? EditEnd::previous : press.key == "Right" ? EditEnd::next : EditEnd::open;
}

Ui::EditEnd Ui::Impl::edit_line(const Rect& rect, TextStyle style, Align align, bool leave_at_ends) {
    Editing& edit = *editing;
    edit.seen = true;
    if (!edit.fresh && !input.typed.empty() && !input.ctrl) {
        edit.line.insert(input.typed);
        edit.invalid = false;
    }
    EditEnd end = EditEnd::open;
    for (const KeyPress& press : edit_keys) {
        if (end == EditEnd::open) end = edit_key(press, leave_at_ends);
    }
    edit_keys.clear();
    if (input.pressed && !edit.fresh && !rect.contains(input.mouse)) end = EditEnd::accepted;
    const float pad = std::min(control(8), rect.w * 0.1F);
    draw_line({rect.x + pad, rect.y, rect.w - 2 * pad, rect.h}, style, align);
    return end;
}

std::optional<double> Ui::Impl::edit_number(const Rect& rect, TextStyle style) {
    const EditEnd end = edit_line(rect, style, Align::center, false);
    if (end == EditEnd::open) return std::nullopt;
    const std::optional<double> typed = parse_number(editing->line.text);
    const bool by_enter = end == EditEnd::accepted && !input.pressed;
    if (!typed && by_enter) {  // stays open, marked
        editing->invalid = true;
        return std::nullopt;
    }
    editing.reset();
    if (end == EditEnd::next || end == EditEnd::previous) move_focus(end == EditEnd::previous ? -1 : 1);
    return end == EditEnd::cancelled ? std::nullopt : typed;
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
    const std::optional<double> typed = my.edit_number(rect, style);
    if (!typed) return false;
    const float before = std::exchange(value, static_cast<float>(*typed));
    return value != before;
}

bool Ui::text_field(const Rect& rect, std::string_view key, std::string& value, bool focus_now, TextStyle style) {
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
            my.fitted_text(inner, value, style, my.ink(Token::text), Align::left);
        return false;
    }
    const EditEnd end = my.edit_line(rect, style, Align::left, false);
    value = my.editing->line.text;  // live: lists filter as one types
    if (end == EditEnd::cancelled) value = my.editing->original;
    if (end != EditEnd::open) my.editing.reset();
    if (end == EditEnd::next || end == EditEnd::previous) my.move_focus(end == EditEnd::previous ? -1 : 1);
    return end == EditEnd::accepted && !my.input.pressed;
}

Ui::EditEnd Ui::cell_editor(const Rect& rect, std::string& typed, bool just_opened) {
    Impl& my = *impl_;
    constexpr std::string_view id = "cell.editor";
    my.touch(id, rect, Kind::part);  // keeps the mouse from the grid below
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
