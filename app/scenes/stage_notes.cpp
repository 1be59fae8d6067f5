#include "app/scenes/stage_notes.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/scenes/pool_facts.h"
#include "app/ui/icons.h"

namespace scenes {

using ui::Token;

void draw_error(ui::Canvas& canvas, const ui::Rect& box, std::string_view sentence) {
    const ui::View& view = canvas.view();
    const ui::TextStyle style{ui::Type::t20};
    const float icon = view.layout.control(28.0F);
    const float side = view.px(20.0F);
    const float words_x = box.x + side + icon + view.px(16.0F);
    const float words_w = box.right() - side - words_x;
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
               std::string_view sentence) {
    const ui::View& view = canvas.view();
    const ui::Rect room = note_room(canvas, preferred, over);
    const float icon = view.layout.control(20.0F);
    ui::TextStyle style{ui::Type::t16};
    const float words_x = room.x + icon + view.px(10.0F);
    const float words_w = room.right() - words_x;
    if (canvas.text_width(sentence, style) > 1.9F * words_w || room.h < canvas.text_size(style) * 2.8F) {
        style.type = ui::Type::t14;
    }
    ui::draw_icon(canvas, ui::Icon::warning, {room.x, room.y, icon, icon}, canvas.color(token));
    canvas.wrapped(words_x, room.y, words_w, sentence, style, Token::text,
                   std::max(1, static_cast<int>(room.h / (canvas.text_size(style) * 1.35F))));
}

namespace {

// One line: a small cell and what it means.
void legend_line(ui::Canvas& canvas, float x, float y, float width, ui::CellKind kind, const core::PoolSpec& spec,
                 std::string_view key) {
    const ui::View& view = canvas.view();
    const float side = view.layout.control(20.0F);
    ui::NumberGrid sample;
    sample.rows = sample.cols = 1;
    sample.cells.push_back({kind, 0.0F});
    const ui::Rect box{x, y - side / 2, side, side};
    ui::GridPlace place = ui::place_grid(canvas, box, sample);
    place.show_digits = false;
    ui::draw_cells(canvas, place, sample);
    if (kind == ui::CellKind::padding) {
        const bool picks = core::picks_one_cell(spec.op);
        const bool smallest = spec.op == core::Op::min;
        canvas.text(box.center().x, y, picks ? (smallest ? "+∞" : "−∞") : "0", {ui::Type::t14, ui::Family::numbers},
                    Token::padding, ui::Align::center);
    }
    const float words_x = x + side + view.px(10.0F);
    canvas.text(words_x, y, canvas.elided(view.text->get(key), {ui::Type::t16}, width - (words_x - x)), {ui::Type::t16},
                Token::text2);
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

// The padded input in small, with what no window reads under floor behind a hatch.
void floor_inset(ui::Canvas& canvas, const ui::Rect& room, const core::PoolSpec& spec,
                 const core::Geometry& ceil_geometry) {
    const ui::View& view = canvas.view();
    core::PoolSpec floor_spec = spec;
    floor_spec.ceil = false;
    const std::int64_t rows = ceil_geometry.h.input;
    const std::int64_t cols = ceil_geometry.w.input;
    if (core::problem(floor_spec, rows, cols)) return;
    const core::Geometry geometry = core::geometry(floor_spec, rows, cols);
    if (geometry.h.output == ceil_geometry.h.output && geometry.w.output == ceil_geometry.w.output) return;

    ui::NumberGrid grid = ui::input_grid(core::Grid(rows, cols), floor_spec, &geometry);
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
    const std::string size = std::to_string(geometry.h.output) + "×" + std::to_string(geometry.w.output);
    const ui::TextStyle title{ui::Type::t16, ui::Family::words, true};
    canvas.text(x, room.y + view.layout.control(12.0F),
                canvas.elided(view.text->format("legend.floor.title", {{"size", size}}), title, width), title,
                Token::text);
    canvas.wrapped(x, room.y + view.layout.control(24.0F), width,
                   view.text->format("legend.floor", {ui::arg("count", dropped_cells(geometry))}), {ui::Type::t14},
                   Token::text2, 3);
}

}  // namespace

void draw_legend(ui::Canvas& canvas, const ui::Rect& room, const ui::NumberGrid& input, const core::PoolSpec& spec,
                 const core::Geometry& geometry) {
    const ui::View& view = canvas.view();
    const float pitch = view.layout.control(30.0F);
    if (room.h < pitch) return;
    const bool inset = spec.ceil && room.h >= view.layout.control(64.0F) && room.w >= view.layout.control(360.0F);
    const float width = inset ? room.w * 0.48F : room.w;
    float y = room.y + pitch / 2;
    const auto line = [&](ui::CellKind kind, std::string_view key) {
        if (!holds(input, kind) || y + pitch / 2 > room.bottom() + 1.0F) return;
        legend_line(canvas, room.x, y, width - view.px(8.0F), kind, spec, key);
        y += pitch;
    };
    line(ui::CellKind::padding, padding_key(spec));
    line(ui::CellKind::outside, "legend.outside");
    line(ui::CellKind::unused, "legend.unused");
    if (inset) floor_inset(canvas, {room.x + room.w * 0.48F, room.y, room.w * 0.52F, room.h}, spec, geometry);
}

}  // namespace scenes
