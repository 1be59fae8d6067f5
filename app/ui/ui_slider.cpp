#include <algorithm>
#include <cmath>

#include "app/ui/number_entry.h"
#include "app/ui/ui_impl.h"
#include "core/number_text.h"

namespace ui {
namespace {

constexpr float k_narrow_below = 232.0F;  // narrow settings: parts stand closer together
constexpr float k_row = 32.0F;
constexpr float k_with_track = 56.0F;
constexpr float k_track_center = 45.0F;

// A number held between its ends and on its grid of steps.
double settle(double value, double low, double high, double step) {
    const double stepped = step > 0.0 ? low + std::round((value - low) / step) * step : value;
    return std::clamp(stepped, low, std::max(low, high));
}

}  // namespace

// One slider during one frame: what was asked for and where its parts lie.
struct SliderCall {
    std::string key;
    double* value;
    double low, high;
    const SliderLook& look;
    Rect glyph, name, minus, field, plus, track;
    float symbol_gap = 0.0F;

    void set(double wanted) const { *value = settle(wanted, low, high, look.step); }
    void step(double steps) const { set(*value + steps * look.step); }
    Token hue() const { return look.parameter ? parameter_token(*look.parameter) : Token::text; }
    std::string text(double number, core::Minus sign = core::Minus::typographic) const {
        return core::fixed_decimal(static_cast<float>(number), look.decimals, sign);
    }
    std::string shown() const { return text(*value) + look.suffix; }
};

float Ui::slider_height(const SliderLook& look) const { return impl_->control(look.compact ? k_row : k_with_track); }

void Ui::Impl::place_slider(SliderCall& call, const Rect& rect) const {
    Rect row{rect.x, rect.y, rect.w, control(k_row)};
    if (call.look.compact) row.y = std::round(rect.center().y - row.h / 2);
    const bool narrow = rect.w < control(k_narrow_below);
    const float gap = control(narrow ? 3 : 4);
    // The field is as wide as its widest value, so that nothing moves while the value changes.
    float widest = 0.0F;
    for (const double end : {call.low, call.high}) {
        widest =
            std::max(widest, canvas->text_width(call.text(end) + call.look.suffix, {Type::t16, Family::numbers, true}));
    }
    call.plus = cut_right(row, control(32));
    cut_right(row, gap);
    call.field = cut_right(row, std::clamp(widest + control(12), control(narrow ? 34 : 48), control(80)));
    cut_right(row, gap);
    call.minus = cut_right(row, control(32));
    cut_right(row, gap);
    if (call.look.parameter) {
        const Rect glyph = cut_left(row, control(20));
        call.glyph = {glyph.x, std::round(row.center().y - control(7)), control(20), control(14)};
        cut_left(row, control(narrow ? 8 : 10));
    }
    call.name = row;
    call.symbol_gap = control(narrow ? 6 : 10);
    if (!call.look.compact) call.track = {rect.x, rect.y + control(k_track_center - 12), rect.w, control(24)};
}

void Ui::Impl::slider_step_button(const SliderCall& call, bool up) {
    const Rect& rect = up ? call.plus : call.minus;
    const std::string id = call.key + (up ? ".plus" : ".minus");
    const bool useful = call.look.enabled && (up ? *call.value < call.high : *call.value > call.low);
    const Touch one = touch(id, rect, Kind::part, useful);
    if (one.pressed) focus = call.key;
    if (useful && repeats(id, one)) call.step(up ? 1.0 : -1.0);
    canvas->fill_rect(rect, ink(useful && one.hovered ? Token::raised_hi : Token::raised), control(8));
    if (view->theme->control_edge_width > 0) {
        canvas->stroke_rect(rect.grown(-edge_width() / 2), ink(Token::edge, useful), edge_width(), control(8));
    }
    const float size = control(22);
    const Rect box{rect.center().x - size / 2, rect.center().y - size / 2, size, size};
    draw_icon(*canvas, up ? Icon::plus : Icon::minus, box, ink(Token::text, useful));
    record(id, up ? "+" : "−", rect, "", useful);
    hover_tip(one, call.key, rect, false);
}

void Ui::Impl::slider_keys(const SliderCall& call) {
    const auto take = [&](std::string_view name) { return take_focus_key(call.key, name); };
    while (take("Left") || take("Down") || take("-")) call.step(-1);
    while (take("Right") || take("Up") || take("+")) call.step(1);
    if (take("PageDown")) call.step(-10);
    if (take("PageUp")) call.step(10);
    if (take("Home")) call.set(call.low);
    if (take("End")) call.set(call.high);
}

void Ui::Impl::slider_track(const SliderCall& call) {
    const Rect& rect = call.track;
    const std::string id = call.key + ".track";
    const float radius = control(9);
    const float left = rect.x + radius;
    const float length = std::max(1.0F, rect.w - 2 * radius);
    const Touch one = touch(id, rect, Kind::part, call.look.enabled);
    if (one.pressed) focus = call.key;
    if (one.held) {
        call.set(call.low + static_cast<double>((input.mouse.x - left) / length) * (call.high - call.low));
    }
    const double range = call.high - call.low;
    const double part = range > 0.0 ? std::clamp((*call.value - call.low) / range, 0.0, 1.0) : 0.0;
    const Vec2 thumb{left + static_cast<float>(part) * length, rect.center().y};
    const float half = control(2);
    const Color hue = ink(call.hue(), call.look.enabled);
    canvas->fill_rect({rect.x, thumb.y - half, rect.w, 2 * half}, ink(Token::track), half);
    canvas->fill_rect({rect.x, thumb.y - half, thumb.x - rect.x, 2 * half}, hue, half);
    canvas->fill_circle(thumb, radius, ink(Token::panel));
    if (one.hovered || one.held) canvas->fill_circle(thumb, radius, hue.with_alpha(0.35F));
    canvas->stroke_circle(thumb, radius, hue, control(3));
    record(id, "", {left, rect.y, length, rect.h}, "", call.look.enabled);
    hover_tip(one, call.key, rect, false);
}

void Ui::Impl::slider_name(const SliderCall& call) {
    if (call.look.parameter) draw_parameter_glyph(*canvas, *call.look.parameter, call.glyph);
    const TextStyle symbol_style{Type::t16, Family::numbers, true};
    const std::string& symbol = call.look.symbol;
    const float symbol_width = symbol.empty() ? 0.0F : canvas->text_width(symbol, symbol_style) + call.symbol_gap;
    const float room = std::max(0.0F, call.name.w - symbol_width);
    const TextStyle style = fitting(words(call.key), {}, room);
    const float y = call.name.center().y;
    const float width = canvas->text(call.name.x, y, canvas->elided(words(call.key), style, room), style,
                                     ink(Token::text, call.look.enabled));
    if (symbol.empty()) return;
    canvas->text(call.name.x + width + call.symbol_gap, y, symbol, symbol_style, ink(call.hue(), call.look.enabled));
}

void Ui::Impl::slider_field(const SliderCall& call) {
    const std::string id = call.key + ".value";
    const Rect& rect = call.field;
    const TextStyle style{Type::t18, Family::numbers, true};
    const Touch one = touch(id, rect, Kind::part, call.look.enabled);
    if (one.hovered && call.look.enabled) cursor = Cursor::text;
    if (!is_editing(id) && (one.clicked || activated_by_key(call.key))) {
        begin_editing(id, call.text(*call.value, core::Minus::ascii), true);
        focus = call.key;
    }
    const bool open = is_editing(id);
    draw_field(rect, open, open && editing->invalid, call.look.enabled);
    if (open) {
        if (const std::optional<double> typed = edit_number(rect, style)) call.set(*typed);
    } else {
        fitted_text(rect.grown(-control(3)), call.shown(), style, ink(Token::text, call.look.enabled), Align::center);
    }
    record(id, call.shown(), rect, call.shown(), call.look.enabled);
    hover_tip(one, call.key, rect, false);
}

bool Ui::slider(const Rect& rect, std::string_view key, double& value, double low, double high,
                const SliderLook& look) {
    Impl& my = *impl_;
    if (my.hides(rect, key)) return false;
    const double before = value;
    SliderCall call{std::string(key), &value, low, high, look, {}, {}, {}, {}, {}, {}};
    my.place_slider(call, rect);
    const Touch whole = my.touch(key, rect, Kind::slider, look.enabled);
    my.hover_tip(whole, key, rect, false);
    my.slider_keys(call);
    my.slider_step_button(call, false);
    my.slider_step_button(call, true);
    if (!look.compact) my.slider_track(call);
    my.slider_name(call);
    my.slider_field(call);
    my.record(key, my.words(key), rect, call.shown(), look.enabled);
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
