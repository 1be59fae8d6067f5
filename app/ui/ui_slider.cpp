#include <algorithm>
#include <cmath>
#include <functional>

#include "app/ui/number_entry.h"
#include "app/ui/ui_impl.h"
#include "core/number_text.h"

namespace ui {
namespace {

constexpr float k_row = 32.0F;
constexpr float k_with_track = 56.0F;
constexpr float k_track_center = 45.0F;

struct SliderRects {
    Rect glyph, name, minus, value, plus, track;
};

SliderRects slider_rects(const Rect& rect, const SliderLook& look, const std::function<float(float)>& control) {
    SliderRects rects;
    Rect row{rect.x, rect.y, rect.w, control(k_row)};
    if (look.compact) row.y = std::round(rect.center().y - row.h / 2);
    const float gap = control(4);
    const bool narrow = rect.w < control(232);
    rects.plus = cut_right(row, control(32));
    cut_right(row, gap);
    rects.value = cut_right(row, control(narrow ? 36 : 48));
    cut_right(row, gap);
    rects.minus = cut_right(row, control(32));
    cut_right(row, control(4));
    if (look.parameter) {
        const Rect glyph = cut_left(row, control(20));
        rects.glyph = {glyph.x, std::round(row.center().y - control(7)), control(20), control(14)};
        cut_left(row, control(10));
    }
    rects.name = row;
    if (!look.compact) rects.track = {rect.x, rect.y + control(k_track_center - 12), rect.w, control(24)};
    return rects;
}

}  // namespace

float Ui::slider_height(const SliderLook& look) const { return impl_->control(look.compact ? k_row : k_with_track); }

namespace {

// A number held between its ends and, where steps are added, on their grid.
double settle(double value, double low, double high, const SliderLook& look) {
    const bool on_grid = look.step > 0.0 && !look.logarithmic;
    const double stepped = on_grid ? low + std::round((value - low) / look.step) * look.step : value;
    return std::clamp(stepped, low, std::max(low, high));
}

double stepped(double value, double steps, const SliderLook& look) {
    return look.logarithmic ? value * std::pow(look.step, steps) : value + steps * look.step;
}

// Share of the track, 0..1, and back.
double share_of(double value, double low, double high, const SliderLook& look) {
    if (high <= low) return 0.0;
    const double share = look.logarithmic ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
    return std::clamp(share, 0.0, 1.0);
}
double value_at(double share, double low, double high, const SliderLook& look) {
    return look.logarithmic ? low * std::pow(high / low, share) : low + share * (high - low);
}

}  // namespace

bool Ui::slider(const Rect& rect, std::string_view key, double& value, double low, double high,
                const SliderLook& look) {
    Impl& my = *impl_;
    Canvas& canvas = *my.canvas;
    const double before = value;
    const std::string name(key);
    const SliderRects rects = slider_rects(rect, look, [&](float base) { return my.control(base); });
    const Touch whole = my.touch(key, rect, Kind::slider, look.enabled);
    my.hover_tip(whole, key, rect, false);
    const auto set = [&](double wanted) { value = settle(wanted, low, high, look); };

    // The step buttons.
    const auto step_button = [&](const Rect& place, const std::string& id, Icon icon, double direction) {
        const bool useful = look.enabled && (direction < 0 ? value > low : value < high);
        const Touch touch = my.touch(id, place, Kind::part, useful);
        if (touch.pressed) my.focus = key;
        if (useful && my.repeats(id, touch)) set(stepped(value, direction, look));
        const bool lit = useful && touch.hovered;
        canvas.fill_rect(place, my.ink(lit ? Token::raised_hi : Token::raised), my.control(8));
        if (my.view->theme->control_edge_width > 0) {
            canvas.stroke_rect(place.grown(-my.edge_width() / 2), my.ink(Token::edge, useful), my.edge_width(),
                               my.control(8));
        }
        const float size = my.control(22);
        draw_icon(canvas, icon, {place.center().x - size / 2, place.center().y - size / 2, size, size},
                  my.ink(Token::text, useful));
        my.record(id, direction < 0 ? "−" : "+", place, "", useful);
        my.hover_tip(touch, key, rect, false);
    };
    step_button(rects.minus, name + ".minus", Icon::minus, -1.0);
    step_button(rects.plus, name + ".plus", Icon::plus, 1.0);

    // Keys of the focus ring.
    while (my.take_focus_key(key, "Left") || my.take_focus_key(key, "Down") || my.take_focus_key(key, "-")) {
        set(stepped(value, -1.0, look));
    }
    while (my.take_focus_key(key, "Right") || my.take_focus_key(key, "Up") || my.take_focus_key(key, "+")) {
        set(stepped(value, 1.0, look));
    }
    if (my.take_focus_key(key, "PageDown")) set(stepped(value, -10.0, look));
    if (my.take_focus_key(key, "PageUp")) set(stepped(value, 10.0, look));
    if (my.take_focus_key(key, "Home")) set(low);
    if (my.take_focus_key(key, "End")) set(high);

    // The track.
    const Token hue = look.parameter ? parameter_token(*look.parameter) : Token::text;
    if (!look.compact) {
        const float thumb = my.control(9);
        const float left = rects.track.x + thumb;
        const float length = std::max(1.0F, rects.track.w - 2 * thumb);
        const Touch touch = my.touch(name + ".track", rects.track, Kind::part, look.enabled);
        if (touch.pressed) my.focus = key;
        if (touch.held) set(value_at(static_cast<double>((my.input.mouse.x - left) / length), low, high, look));
        const double part = share_of(value, low, high, look);
        const float x = left + static_cast<float>(part) * length;
        const float y = rects.track.center().y;
        const float half = my.control(2);
        canvas.fill_rect({rects.track.x, y - half, rects.track.w, 2 * half}, my.ink(Token::track), half);
        canvas.fill_rect({rects.track.x, y - half, x - rects.track.x, 2 * half}, my.ink(hue, look.enabled), half);
        canvas.fill_circle({x, y}, thumb, my.ink(Token::panel));
        const bool lit = touch.hovered || touch.held;
        if (lit) canvas.fill_circle({x, y}, thumb, my.ink(hue).with_alpha(0.35F));
        canvas.stroke_circle({x, y}, thumb, my.ink(hue, look.enabled), my.control(3));
        my.record(name + ".track", "", {left, rects.track.y, length, rects.track.h}, "", look.enabled);
        my.hover_tip(touch, key, rect, false);
    }

    // Glyph, name and symbol.
    if (look.parameter) draw_parameter_glyph(canvas, *look.parameter, rects.glyph);
    const TextStyle symbol_style{Type::t16, Family::numbers, true};
    const float symbol_width =
        look.symbol.empty() ? 0.0F : canvas.text_width(look.symbol, symbol_style) + my.control(10);
    const std::string_view words = my.words(key);
    const TextStyle name_style = my.fitting(words, {}, rects.name.w - symbol_width);
    const std::string shown_name = canvas.elided(words, name_style, std::max(0.0F, rects.name.w - symbol_width));
    const float name_width =
        canvas.text(rects.name.x, rects.name.center().y, shown_name, name_style, my.ink(Token::text, look.enabled));
    if (!look.symbol.empty()) {
        canvas.text(rects.name.x + name_width + my.control(10), rects.name.center().y, look.symbol, symbol_style,
                    my.ink(hue, look.enabled));
    }

    // The value, typed or shown.
    const std::string value_id = name + ".value";
    const TextStyle value_style{Type::t18, Family::numbers, true};
    const Touch field = my.touch(value_id, rects.value, Kind::part, look.enabled);
    if (field.hovered && look.enabled) my.cursor = Cursor::text;
    const auto shown = [&] {
        return core::fixed_decimal(static_cast<float>(value), look.decimals, core::Minus::typographic) + look.suffix;
    };
    if (!my.is_editing(value_id) && (field.clicked || my.activated_by_key(key))) {
        my.begin_editing(value_id, core::fixed_decimal(static_cast<float>(value), look.decimals), true);
        my.focus = key;
    }
    const bool open = my.is_editing(value_id);
    my.draw_field(rects.value, open, open && my.editing->invalid, look.enabled);
    if (open) {
        const EditEnd end = my.edit_line(rects.value, value_style, Align::center, false);
        if (end != EditEnd::open) {
            const std::optional<double> typed = parse_number(my.editing->line.text);
            if (!typed && end == EditEnd::accepted && !my.input.pressed) {
                my.editing->invalid = true;
            } else {
                my.editing.reset();
                if (typed && end != EditEnd::cancelled) set(*typed);
                if (end == EditEnd::next || end == EditEnd::previous) my.move_focus(end == EditEnd::previous ? -1 : 1);
            }
        }
    } else {
        my.fitted_text(rects.value.grown(-my.control(3)), shown(), value_style, my.ink(Token::text, look.enabled),
                       Align::center);
    }
    my.record(value_id, shown(), rects.value, shown(), look.enabled);
    my.record(key, words, rect, shown(), look.enabled);
    my.hover_tip(field, key, rect, false);
    return value != before;
}

bool Ui::slider(const Rect& rect, std::string_view key, std::int64_t& value, std::int64_t low, std::int64_t high,
                const SliderLook& look) {
    double number = static_cast<double>(value);
    if (!slider(rect, key, number, static_cast<double>(low), static_cast<double>(high), look)) return false;
    value = static_cast<std::int64_t>(std::llround(number));
    return true;
}

}  // namespace ui
