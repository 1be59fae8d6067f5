#include "app/scenes/edge_side.h"

#include <algorithm>
#include <cmath>

namespace scenes {

using ui::Token;

namespace {

// Of a card's width, for its pictures.
constexpr float k_left_share = 0.17F;
constexpr float k_right_share = 0.2F;

}  // namespace

SidePlaces side_places(const ui::View& view, const ui::Rect& room, std::size_t cards) {
    const ui::Layout& layout = view.layout;
    SidePlaces places;
    ui::Rect rest = room;
    ui::Rect head = ui::cut_top(rest, layout.control(36.0F));
    places.back = ui::cut_right(head, layout.control(92.0F));
    ui::cut_right(head, layout.px(8.0F));
    places.title = head;
    places.action = {places.back.x - layout.px(8.0F) - layout.control(150.0F), head.y, layout.control(150.0F), head.h};
    ui::cut_top(rest, layout.px(8.0F));
    const float between = layout.px(8.0F);
    const auto count = static_cast<float>(cards);
    const float height = std::floor((rest.h - between * (count - 1.0F)) / count);
    for (std::size_t i = 0; i < cards; ++i) {
        SideCard at;
        at.card = ui::cut_top(rest, height);
        ui::cut_top(rest, between);
        const float margin = std::min(layout.px(10.0F), height * 0.1F);
        ui::Rect inner = at.card.grown(-margin);
        at.left = ui::cut_left(inner, std::min(inner.h, inner.w * k_left_share));
        ui::cut_left(inner, layout.px(12.0F));
        at.right = ui::cut_right(inner, std::min(inner.h, at.card.w * k_right_share));
        ui::cut_right(inner, layout.px(12.0F));
        const bool low = inner.h < layout.control(38.0F);  // one line only
        at.title = ui::cut_top(inner, low ? inner.h : std::min(inner.h * 0.36F, layout.control(26.0F)));
        at.words = inner;
        places.cards.push_back(at);
    }
    return places;
}

bool settings_cover_stage(const ui::View& view) { return view.layout.settings_is_drawer && view.layout.settings_open; }

void draw_side_title(ui::Canvas& canvas, const SidePlaces& places, std::string_view words) {
    ui::TextStyle style{ui::Type::t20, ui::Family::words, true};
    while (style.type != ui::Type::t14 && canvas.text_width(words, style) > places.title.w) {
        style.type = ui::step_down(style.type);
    }
    if (canvas.text_width(words, style) > places.title.w) return;  // the cards speak for themselves
    canvas.text(places.title.x, places.title.center().y, words, style, Token::text);
}

void draw_side_card(ui::Canvas& canvas, const SideCard& at, bool chosen, bool hovered) {
    const ui::View& view = canvas.view();
    const float radius = view.px(10.0F);
    canvas.fill_rect(at.card, canvas.color(hovered ? Token::raised : Token::panel), radius);
    const float width = chosen ? view.stroke(3.0F) : std::max(1.0F, view.stroke(1.0F));
    canvas.stroke_rect(at.card.grown(-width / 2), canvas.color(chosen ? Token::accent : Token::edge), width, radius);
}

void draw_side_words(ui::Canvas& canvas, const SideCard& at, std::string_view title, std::string_view note,
                     std::string_view first, std::string_view second) {
    const ui::View& view = canvas.view();
    const float note_size = note.empty() ? 0.0F : view.px(10.0F);
    ui::TextStyle numbers{ui::Type::t20, ui::Family::numbers, true};
    ui::TextStyle bold{ui::Type::t20, ui::Family::words, true};
    const auto needed = [&] { return canvas.text_width(title, bold) + note_size + canvas.text_width(note, numbers); };
    while (bold.type != ui::Type::t14 && (needed() > at.title.w || canvas.text_size(bold) > at.title.h)) {
        bold.type = numbers.type = ui::step_down(bold.type);
    }
    const bool with_note = !note.empty() && needed() <= at.title.w;
    const float room = at.title.w - (with_note ? note_size + canvas.text_width(note, numbers) : 0.0F);
    canvas.text(at.title.x, at.title.center().y, canvas.elided(title, bold, room), bold, Token::text);
    if (with_note) {
        canvas.text(at.title.right(), at.title.center().y, note, numbers, Token::output, ui::Align::right);
    }
    // Both lines whole if they can be, the second one first where they cannot: it is what the comparison is about.
    ui::TextStyle style{ui::Type::t16};
    const auto line = [&] { return canvas.wrapped_size(at.words.w, "1", style).y; };
    const auto lines_of = [&](std::string_view words) {
        return words.empty() ? 0L : std::lround(canvas.wrapped_size(at.words.w, words, style).y / line());
    };
    const auto most = [&] { return static_cast<long>(at.words.h / line()); };
    if (lines_of(first) + lines_of(second) > most()) style.type = ui::Type::t14;
    const auto second_lines = static_cast<int>(std::min(lines_of(second), most()));
    const auto first_lines = static_cast<int>(std::min(lines_of(first), most() - second_lines));
    float y = at.words.y;
    if (first_lines > 0) y += canvas.wrapped(at.words.x, y, at.words.w, first, style, Token::text2, first_lines);
    if (second_lines > 0) canvas.wrapped(at.words.x, y, at.words.w, second, style, Token::text, second_lines);
}

}  // namespace scenes
