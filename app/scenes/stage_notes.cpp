#include "app/scenes/stage_notes.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "app/scenes/edge_bins.h"
#include "app/scenes/edge_words.h"
#include "app/scenes/pool_facts.h"
#include "core/edges.h"
#include "core/problem.h"

namespace scenes {

using ui::Token;

void draw_error(ui::Canvas& canvas, const ui::Rect& box, std::string_view sentence) {
    const ui::View& view = canvas.view();
    ui::TextStyle style{ui::Type::t20};
    const float icon = view.layout.control(28.0F);
    const float side = view.px(20.0F);
    const float words_x = box.x + side + icon + view.px(16.0F);
    const float words_w = box.right() - side - words_x;
    const auto needs_more = [&] {
        return canvas.wrapped_size(words_w, sentence, style).y > canvas.wrapped_size(words_w, sentence, style, 4).y;
    };
    while (style.type != ui::Type::t14 && needs_more()) style.type = ui::step_down(style.type);
    const float line = canvas.text_size(style) * 1.4F;
    const float lines = std::min(4.0F, std::ceil(canvas.text_width(sentence, style) / std::max(1.0F, words_w) + 0.15F));
    const float height = std::max(box.h * 0.5F, lines * line + view.px(32.0F));
    const ui::Rect panel{box.x, box.center().y - height / 2, box.w, height};
    canvas.fill_rect(panel, canvas.color(Token::panel), view.px(8.0F));
    canvas.stroke_rect(panel, canvas.color(Token::err), view.stroke(1.5F), view.px(8.0F));
    canvas.fill_rect({panel.x, panel.y + view.px(2.0F), view.px(5.0F), panel.h - view.px(4.0F)},
                     canvas.color(Token::err), view.px(2.0F));
    ui::draw_icon(canvas, ui::Icon::warning, {panel.x + side, panel.center().y - icon / 2, icon, icon},
                  canvas.color(Token::err));
    canvas.wrapped(words_x, panel.center().y - lines * line / 2, words_w, sentence, style, Token::text, 4);
}

namespace {

ui::Rect note_room(ui::Canvas& canvas, const ui::Rect& room, const ui::Rect& over) {
    const ui::View& view = canvas.view();
    if (room.h >= canvas.text_size({ui::Type::t14}) * 1.4F) return room;
    const float height = canvas.text_size({ui::Type::t14}) * 3.2F;
    const ui::Rect panel{over.x, over.bottom() - height, over.w, height};
    canvas.fill_rect(panel, canvas.color(Token::panel), view.px(8.0F));
    canvas.stroke_rect(panel.grown(-0.5F), canvas.color(Token::edge), std::max(1.0F, view.stroke(1.0F)), view.px(8.0F));
    return panel.grown(-view.px(6.0F));
}

}  // namespace

void draw_note(ui::Canvas& canvas, const ui::Rect& preferred, const ui::Rect& over, Token token,
               std::string_view sentence, ui::Icon sign) {
    const ui::View& view = canvas.view();
    const ui::Rect room = note_room(canvas, preferred, over);
    const float icon = view.layout.control(20.0F);
    ui::TextStyle style{ui::Type::t16};
    const float words_x = room.x + icon + view.px(10.0F);
    const float words_w = room.right() - words_x;
    if (canvas.text_width(sentence, style) > 1.9F * words_w || room.h < canvas.text_size(style) * 2.8F) {
        style.type = ui::Type::t14;
    }
    ui::draw_icon(canvas, sign, {room.x, room.y, icon, icon}, canvas.color(token));
    canvas.wrapped(words_x, room.y, words_w, sentence, style, Token::text,
                   std::max(1, static_cast<int>(room.h / (canvas.text_size(style) * 1.35F))));
}

namespace {

// What a note is about, as a small cell before its words.
struct Swatch {
    ui::CellKind kind = ui::CellKind::value;
    bool crossed = false;
};

void draw_swatch(ui::Canvas& canvas, const ui::Rect& box, const Swatch& swatch, const core::PoolSpec& spec) {
    if (swatch.crossed) {
        const ui::View& view = canvas.view();
        const float width = std::max(1.0F, view.stroke(2.0F));
        canvas.dashed_rect(box, canvas.color(Token::warn), std::max(1.0F, view.stroke(1.5F)), view.px(4.0F),
                           view.px(3.0F));
        canvas.line(box.min(), box.max(), canvas.color(Token::warn), width);
        canvas.line({box.x, box.bottom()}, {box.right(), box.y}, canvas.color(Token::warn), width);
        return;
    }
    ui::NumberGrid sample;
    sample.rows = sample.cols = 1;
    sample.cells.push_back({swatch.kind, 0.0F});
    ui::GridPlace place = ui::place_grid(canvas, box, sample);
    place.show_digits = false;
    ui::draw_cells(canvas, place, sample);
    if (swatch.kind != ui::CellKind::padding) return;
    const bool picks = core::picks_one_cell(spec.op);
    const bool smallest = spec.op == core::Op::min;
    canvas.text(box.center().x, box.center().y, picks ? (smallest ? "+∞" : "−∞") : "0",
                {ui::Type::t14, ui::Family::numbers}, Token::padding, ui::Align::center);
}

std::string_view padding_key(const core::PoolSpec& spec) {
    if (core::picks_one_cell(spec.op)) return "legend.padding.picks";
    if (core::is_average(spec.op)) {
        return spec.count_include_pad && spec.rule != core::Rule::keras ? "legend.padding.counted"
                                                                        : "legend.padding.left_out";
    }
    return "legend.padding.adds_zero";
}

bool holds(const ui::NumberGrid& grid, ui::CellKind kind) {
    return std::any_of(grid.cells.begin(), grid.cells.end(),
                       [kind](const ui::GridCell& cell) { return cell.kind == kind; });
}

// What floor would make of a pooling that rounds up; nothing if it is the same or does not fit.
std::optional<core::Geometry> floor_geometry(core::PoolSpec spec, const core::Geometry& ceil_geometry) {
    const std::int64_t rows = ceil_geometry.h.input;
    const std::int64_t cols = ceil_geometry.w.input;
    if (!spec.ceil || spec.auto_pad != core::AutoPad::explicit_padding) return std::nullopt;
    spec.ceil = false;
    if (core::problem(spec, rows, cols)) return std::nullopt;
    const core::Geometry floor = core::geometry(spec, rows, cols);
    if (floor.h.output == ceil_geometry.h.output && floor.w.output == ceil_geometry.w.output) return std::nullopt;
    return floor;
}

// The padded input in small, with what no window reads under floor behind a hatch.
void floor_inset(ui::Canvas& canvas, const ui::Rect& room, core::PoolSpec spec, const core::Geometry& geometry) {
    const ui::View& view = canvas.view();
    spec.ceil = false;
    ui::NumberGrid grid = ui::input_grid(core::Grid(geometry.h.input, geometry.w.input), spec, &geometry);
    const std::int64_t end_row = core::span(geometry.h, geometry.h.output - 1).end();
    const std::int64_t end_col = core::span(geometry.w, geometry.w.output - 1).end();
    for (std::int64_t row = grid.row0; row < grid.row0 + grid.rows; ++row) {
        for (std::int64_t col = grid.col0; col < grid.col0 + grid.cols; ++col) {
            ui::GridCell& cell = grid.at(row, col);
            if (row >= end_row || col >= end_col) cell.kind = ui::CellKind::outside;
            if (cell.kind == ui::CellKind::value) cell.fill = canvas.color(Token::in1);
        }
    }
    const float side = std::min(room.h, view.px(72.0F));
    ui::GridPlace place = ui::place_grid(canvas, {room.x, room.y, side, side}, grid);
    place.show_digits = false;
    ui::draw_cells(canvas, place, grid);
    const float x = room.x + side + view.px(14.0F);
    const float width = room.right() - x;
    const ui::TextStyle title{ui::Type::t16, ui::Family::words, true};
    canvas.text(x, room.y + view.layout.control(12.0F),
                canvas.elided(view.text->format("legend.floor.title", {{"size", size_words(geometry)}}), title, width),
                title, Token::text);
    canvas.wrapped(x, room.y + view.layout.control(24.0F), width,
                   view.text->format("legend.floor", {ui::arg("count", dropped_cells(geometry))}), {ui::Type::t14},
                   Token::text2, 3);
}

// Notes below each other, as many as the room holds; the last one may end in "…".
class NoteColumn {
public:
    NoteColumn(ui::Canvas& canvas, const ui::Rect& room, const core::PoolSpec& spec)
        : canvas_(canvas), rest_(room), spec_(spec) {}

    void add(const Swatch& swatch, std::string_view words) {
        const ui::View& view = canvas_.view();
        const float side = view.layout.control(20.0F);
        const float words_x = rest_.x + side + view.px(10.0F);
        const float width = rest_.right() - words_x;
        ui::TextStyle style{ui::Type::t16};
        if (words.empty() || width < side) return;
        if (canvas_.text_width(words, style) > width) style.type = ui::Type::t14;
        const float line = canvas_.text_size(style) * 1.4F;
        const float first = std::max(side, line);
        if (rest_.h < first) return;
        const int lines = 1 + static_cast<int>((rest_.h - first) / line);
        const float lead = std::max(0.0F, (side - line) / 2);
        draw_swatch(canvas_, {rest_.x, rest_.y, side, side}, swatch, spec_);
        const float used = canvas_.wrapped(words_x, rest_.y + lead, width, words, style, Token::text2, lines);
        ui::cut_top(rest_, std::max(side, lead + used) + view.px(7.0F));
    }

private:
    ui::Canvas& canvas_;
    ui::Rect rest_;
    const core::PoolSpec& spec_;
};

// Both sentences if they fit, else the first.
void draw_bin_note(ui::Canvas& canvas, const ui::Rect& room) {
    const ui::TextStyle style{ui::Type::t14};
    const ui::Text& text = *canvas.view().text;
    std::string words{text.get("bins.note")};
    const std::string both = words + " " + std::string(text.get("bins.note.more"));
    if (canvas.wrapped_size(room.w, both, style).y <= room.h) words = both;
    const int lines = static_cast<int>(room.h / canvas.wrapped_size(room.w, "1", style).y);
    canvas.wrapped(room.x, room.y, room.w, words, style, Token::text2, lines);
}

}  // namespace

void draw_legend(ui::Canvas& canvas, const ui::Rect& room, const ui::NumberGrid& input, const core::PoolSpec& spec,
                 const core::Geometry& geometry, std::string_view padding) {
    const ui::View& view = canvas.view();
    if (room.h < view.layout.control(20.0F)) return;
    const ui::Text& text = *view.text;
    if (shows_bins(spec)) {
        draw_bin_note(canvas, room);
        return;
    }
    const auto floor = floor_geometry(spec, geometry);
    const bool inset =
        floor && padding.empty() && room.h >= view.layout.control(64.0F) && room.w >= view.layout.control(360.0F);
    NoteColumn notes(canvas, {room.x, room.y, (inset ? room.w * 0.48F : room.w) - view.px(8.0F), room.h}, spec);
    notes.add({ui::CellKind::value, true}, removed_sentence(text, spec, geometry));
    const bool values = holds(input, ui::CellKind::unused);
    if (values) notes.add({ui::CellKind::unused}, unread_sentence(text, spec, geometry));
    if (holds(input, ui::CellKind::padding)) {
        notes.add({ui::CellKind::padding}, text.get(padding.empty() ? padding_key(spec) : padding));
    }
    const bool overhang = core::edges(geometry.h).overhang + core::edges(geometry.w).overhang > 0;
    if (overhang) notes.add({ui::CellKind::outside}, text.get("legend.outside"));
    if (!values) notes.add({ui::CellKind::padding}, unread_sentence(text, spec, geometry));
    if (inset) floor_inset(canvas, {room.x + room.w * 0.48F, room.y, room.w * 0.52F, room.h}, spec, *floor);
}

}  // namespace scenes
