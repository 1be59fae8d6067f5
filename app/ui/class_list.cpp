#include "app/ui/class_list.h"

#include <algorithm>
#include <cmath>

#include "core/number_text.h"

namespace ui {

namespace {

constexpr float k_search = 40.0F;  // px at scale 1
constexpr float k_gap = 8.0F;
constexpr float k_row = 52.0F;
constexpr float k_compact_row = 46.0F;
constexpr float k_text_line = 0.36F;  // of the row's height
constexpr float k_bar_line = 0.66F;
constexpr float k_reach = 12.0F;  // how far a marked row reaches beyond the list at both sides

float row_height(const View& view) {
    return std::round(view.layout.control(view.layout.compact ? k_compact_row : k_row));
}

float search_height(const View& view) {
    return std::round(view.layout.control(view.layout.compact ? k_search - 4.0F : k_search));
}

// ASCII letters alone: the names of classes are English or Korean.
std::string lower(std::string_view text) {
    std::string low(text);
    for (char& c : low) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return low;
}

template <class NameOf>
std::vector<std::int64_t> classes_named(std::string_view part, std::span<const std::int64_t> ranking,
                                        const NameOf& name_of) {
    std::vector<std::int64_t> found;
    for (const std::int64_t c : ranking) {
        if (lower(name_of(c)).find(part) != std::string::npos) found.push_back(c);
    }
    return found;
}

const ClassMark* mark_of(const ClassListLook& look, std::int64_t c) {
    const auto found =
        std::find_if(look.marks.begin(), look.marks.end(), [c](const ClassMark& mark) { return mark.index == c; });
    return found == look.marks.end() ? nullptr : &*found;
}

std::string score_text(const ClassListLook& look, double score) {
    if (look.percent) {
        const auto percent = static_cast<float>(100.0 * score);
        return core::fixed_decimal(percent, percent < 10.0F ? 2 : 1) + "%";
    }
    return core::fixed_decimal(static_cast<float>(score), 2, core::Minus::typographic);
}

double largest_score(const ClassListLook& look, std::span<const std::int64_t> rows) {
    if (look.percent) return 1.0;
    double largest = 0.0;
    for (const std::int64_t c : rows) largest = std::max(largest, std::abs(look.scores[static_cast<std::size_t>(c)]));
    return largest;
}

struct RowCall {
    std::string key;
    Rect rect;  // name, score and bar
    std::int64_t index = 0;
    double score = 0.0;
    double largest = 0.0;
    const ClassMark* mark = nullptr;
};

void draw_bar(Canvas& canvas, const Rect& track, const RowCall& row, bool on_hover) {
    const View& view = canvas.view();
    const float radius = view.layout.control(2.0F);
    canvas.fill_rect(track, canvas.color(on_hover ? Token::track : Token::raised_hi), radius);
    const double share = row.largest > 0.0 ? std::abs(row.score) / row.largest : 0.0;
    const Rect bar{track.x, track.y, std::round(track.w * static_cast<float>(std::min(share, 1.0))), track.h};
    if (bar.w < 1.0F) return;
    if (row.score >= 0.0) {
        canvas.fill_rect(bar, canvas.color(Token::output), radius);
        return;
    }
    canvas.fill_rect(bar, canvas.color(Token::neg), radius);
    canvas.hatch(bar, canvas.color(Token::bg));
}

// A letter in a square: filled where the class is chosen, else an outline.
void draw_letter(Canvas& canvas, const Rect& square, std::string_view letter, bool chosen, Token outline) {
    const View& view = canvas.view();
    const float radius = view.layout.control(4.0F);
    if (chosen) {
        canvas.fill_rect(square, canvas.color(Token::fill), radius);
    } else {
        const float edge = view.stroke(1.5F);
        canvas.stroke_rect(square.grown(-edge / 2), canvas.color(outline), edge, radius);
    }
    canvas.text(square.center().x, square.center().y, letter, {Type::t14, Family::words, true},
                chosen ? Token::onfill : outline, Align::center);
}

// Whether the whole name had room.
bool draw_row(Canvas& canvas, const RowCall& row, std::string_view name, std::string_view score, float kept_free,
              bool lit) {
    const View& view = canvas.view();
    const float reach = view.px(view.layout.compact ? 8.0F : k_reach);
    const Rect body{row.rect.x - reach, row.rect.y + view.px(1.0F), row.rect.w + 2 * reach, row.rect.h - view.px(2.0F)};
    const bool marked = row.mark != nullptr;
    if (marked || lit) canvas.fill_rect(body, canvas.color(Token::raised_hi), view.px(8.0F));
    if (marked) {
        const float inset = view.px(6.0F);
        canvas.fill_rect({body.x, body.y + inset, view.px(4.0F), body.h - 2 * inset}, canvas.color(Token::accent),
                         view.px(2.0F));
    }
    const float text_y = row.rect.y + row.rect.h * k_text_line;
    const TextStyle mono{Type::t16, Family::numbers, true};
    const float score_width = canvas.text(row.rect.right(), text_y, score, mono, Token::text, Align::right);
    const TextStyle words{Type::t16, Family::words, marked};
    const float gap = view.px(10.0F);
    const float square = view.layout.control(22.0F);
    const bool letter = marked && !row.mark->letter.empty();
    const float taken = score_width + gap + kept_free + (letter ? square + gap : 0.0F);
    const std::string shown = canvas.elided(name, words, row.rect.w - taken);
    const float width = canvas.text(row.rect.x, text_y, shown, words, Token::text);
    if (letter) {
        draw_letter(canvas, {row.rect.x + width + gap, text_y - square / 2, square, square}, row.mark->letter, true,
                    Token::text);
    }
    const float bar = view.layout.control(8.0F);
    draw_bar(canvas, {row.rect.x, row.rect.y + row.rect.h * k_bar_line, row.rect.w, bar}, row, marked || lit);
    if (lit && !marked) {
        canvas.stroke_rect(body.grown(-view.stroke(1.0F)), canvas.color(Token::edge), view.stroke(1.5F), view.px(8.0F));
    }
    return shown == name;
}

// One row and its square: what was done with them.
void class_row(Ui& ui, const RowCall& row, const ClassListLook& look, ClassChoice& choice) {
    Canvas& canvas = ui.canvas();
    const View& view = ui.view();
    const std::string name = class_name(ui.text(), *look.names, row.index);
    const std::string score = score_text(look, row.score);
    bool hovered = false;
    if (ui.hit_area(row.rect, row.key, name, &hovered)) {
        choice.clicked = row.index;
        choice.second = false;
    }
    const bool offers_second = look.second && (row.mark == nullptr || row.mark->letter != "B");
    const float side = view.layout.control(22.0F);
    const float gap = view.px(10.0F);
    const float right = row.rect.right() - canvas.text_width(score, {Type::t16, Family::numbers, true}) - gap;
    const Rect square{right - side, row.rect.y + row.rect.h * k_text_line - side / 2, side, side};
    bool square_hovered = false;
    if (offers_second) {
        const std::string label = ui.text().format("class_list.second", {{"name", name}});
        if (ui.hit_area(square.grown(view.px(4.0F)), row.key + ".second", label, &square_hovered)) {
            choice.clicked = row.index;
            choice.second = true;
        }
        if (square_hovered) ui.tooltip(label);
    }
    hovered = hovered || square_hovered;
    if (hovered) choice.hovered = row.index;
    const bool lit = hovered || look.pointed == row.index;
    const bool whole = draw_row(canvas, row, name, score, offers_second ? side + gap : 0.0F, lit);
    if (hovered && !square_hovered && !whole) ui.tooltip(name);
    if (offers_second) draw_letter(canvas, square, "B", square_hovered, lit ? Token::text2 : Token::edge);
}

}  // namespace

std::string class_name(const Text& text, const core::ClassNames& names, std::int64_t c) {
    const std::string_view name = names.name(text.language(), c);
    return name.empty() ? text.format("class_list.unnamed", {arg("n", c)}) : std::string(name);
}

std::vector<std::int64_t> listed_classes(const Text& text, std::string_view search, const ClassListLook& look) {
    if (!search.empty()) {
        const std::string part = lower(search);
        auto found =
            classes_named(part, look.ranking, [&](std::int64_t c) { return class_name(text, *look.names, c); });
        if (!found.empty()) return found;
        return classes_named(part, look.ranking, [&](std::int64_t c) { return look.names->name("en", c); });
    }
    const auto first = std::min(look.ranking.size(), static_cast<std::size_t>(k_class_rows));
    std::vector<std::int64_t> rows(look.ranking.begin(), look.ranking.begin() + static_cast<std::ptrdiff_t>(first));
    std::vector<std::int64_t> others;
    for (const std::int64_t c : look.ranking) {
        const bool listed = std::find(rows.begin(), rows.end(), c) != rows.end();
        if (mark_of(look, c) != nullptr && !listed) others.push_back(c);
    }
    // A marked class of a lower rank takes the place of the last ones, so that the list keeps its length.
    for (auto last = rows.end(); !others.empty() && rows.size() + others.size() > first && last != rows.begin();) {
        --last;
        if (mark_of(look, *last) == nullptr) last = rows.erase(last);
    }
    rows.insert(rows.end(), others.begin(), others.end());
    return rows;
}

float class_list_height(const View& view) {
    return search_height(view) + view.px(k_gap) + static_cast<float>(k_class_rows) * row_height(view);
}

ClassChoice class_list(Ui& ui, const Rect& rect, std::string_view key, std::string_view search_key, ClassList& list,
                       const ClassListLook& look) {
    const View& view = ui.view();
    Canvas& canvas = ui.canvas();
    Rect rest = rect;
    Rect head = cut_top(rest, search_height(view));
    const TextStyle style{Type::t14, Family::words, false};
    const std::string_view score_words = ui.words(look.score_key);
    const float score_width = canvas.text_width(score_words, style) + view.px(12.0F);
    canvas.text(head.right(), head.center().y, score_words, style, Token::text2, Align::right);
    head.w -= score_width;
    if (!list.search.empty()) {
        const Rect clear = cut_right(head, head.h);
        cut_right(head, view.px(4.0F));
        if (ui.button(clear, "class_list.clear", {.icon = Icon::cross, .label = false})) list.search.clear();
    }
    ui.text_field(head, search_key, list.search);
    cut_top(rest, view.px(k_gap));

    ClassChoice choice;
    const std::vector<std::int64_t> rows = listed_classes(ui.text(), list.search, look);
    if (rows.empty()) {
        canvas.wrapped(rest.x, rest.y + view.px(8.0F), rest.w,
                       ui.text().format("class_list.none", {{"search", list.search}}), style, Token::text2, 3);
        return choice;
    }
    const double largest = largest_score(look, rows);
    const float pitch = std::min(row_height(view), rest.h / static_cast<float>(k_class_rows));
    const float reach = view.px(view.layout.compact ? 8.0F : k_reach);
    const float content = pitch * static_cast<float>(rows.size());
    const Rect window{rest.x - reach, rest.y, rest.w + 2 * reach, rest.h};
    const Rect inner = ui.begin_scroll(std::string(key) + "-rows", window, content);
    // Rows in sight and one more at both ends, where Tab goes on.
    const auto count = static_cast<std::int64_t>(rows.size());
    const auto first = static_cast<std::int64_t>(std::floor((rest.y - inner.y) / pitch)) - 1;
    const auto shown = static_cast<std::int64_t>(std::ceil(rest.h / pitch)) + 3;
    for (std::int64_t i = std::max<std::int64_t>(0, first); i < std::min(count, first + shown); ++i) {
        const std::int64_t c = rows[static_cast<std::size_t>(i)];
        const RowCall row{
            .key = std::string(key) + "/" + std::to_string(c),
            .rect = {inner.x + reach, inner.y + pitch * static_cast<float>(i), inner.w - 2 * reach, pitch},
            .index = c,
            .score = look.scores[static_cast<std::size_t>(c)],
            .largest = largest,
            .mark = mark_of(look, c)};
        class_row(ui, row, look, choice);
    }
    ui.end_scroll();
    return choice;
}

}  // namespace ui
