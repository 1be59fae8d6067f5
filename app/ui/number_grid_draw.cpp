// Drawing of number_grid.h: cells first, then the marks on single cells.
#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/number_grid.h"

namespace ui {

namespace {

float share_of_range(const NumberGrid& grid, float value) {
    if (std::isnan(value)) return 0.0F;
    if (std::isinf(value)) return value > 0.0F ? 1.0F : 0.0F;
    const float range = grid.high - grid.low;
    return range > 0.0F ? std::clamp((value - grid.low) / range, 0.0F, 1.0F) : 0.0F;
}

float cell_radius(const View& view, const Rect& cell) { return std::min(view.px(6.0F), cell.w * 0.15F); }

void outline_cell(Canvas& canvas, const Rect& cell, float radius) {
    const float width = canvas.view().theme->cell_edge_width * canvas.view().layout.u;
    if (width > 0.0F && cell.w >= canvas.view().px(10.0F)) {
        canvas.stroke_rect(cell.grown(-width / 2), canvas.color(Token::cell_edge), width, radius);
    }
}

void draw_cover(Canvas& canvas, const Rect& cell, float radius, bool question, TextStyle style) {
    const View& view = canvas.view();
    canvas.fill_rect(cell, canvas.color(Token::cover), radius);
    if (cell.w >= view.px(12.0F)) {
        canvas.dashed_rect(cell.grown(-0.5F), canvas.color(Token::edge), std::max(1.0F, view.stroke(1.5F)),
                           view.px(6.0F), view.px(5.0F), radius);
    }
    if (!question) return;
    style.bold = true;
    canvas.text(cell.center().x, cell.center().y, "?", style, Token::text2, Align::center);
}

void draw_hatched(Canvas& canvas, const Rect& cell, Color fill, float radius) {
    canvas.fill_rect(cell, fill, radius);
    canvas.hatch(cell, canvas.color(Token::text3));
}

struct CellPen {
    Canvas& canvas;
    const GridPlace& place;
    const NumberGrid& grid;

    void number(const Rect& cell, const std::string& text, Color color) const {
        canvas.text(cell.center().x, cell.center().y, text, place.digits, color, Align::center);
    }

    void value(const Rect& rect, const GridCell& cell, float radius) const {
        const Color fill = cell_fill(canvas.view(), grid, cell);
        canvas.fill_rect(rect, fill, radius);
        outline_cell(canvas, rect, radius);
        if (cell.cover > 0.0F) {
            canvas.push_clip({rect.x, rect.y, rect.w, rect.h * std::min(1.0F, cell.cover)});
            draw_cover(canvas, rect, radius, false, place.digits);
            canvas.pop_clip();
        } else if (place.show_digits) {
            number(rect, cell_text(grid, cell), Theme::ink_on(fill));
        }
    }

    void unused(const Rect& rect, const GridCell& cell, float radius) const {
        draw_hatched(canvas, rect, cell_fill(canvas.view(), grid, cell).with_alpha(0.45F), radius);
        outline_cell(canvas, rect, radius);
        if (!place.show_digits) return;
        const std::string text = cell_text(grid, cell);
        const float width = canvas.text_width(text, place.digits) + canvas.view().px(10.0F);
        const float height = canvas.text_size(place.digits) * 1.2F;
        const float chip_w = std::min(rect.w, width);
        const float chip_h = std::min(rect.h, height);
        const Rect chip{rect.center().x - chip_w / 2, rect.center().y - chip_h / 2, chip_w, chip_h};
        canvas.fill_rect(chip, canvas.color(Token::bg), canvas.view().px(4.0F));
        number(rect, text, canvas.color(Token::text));
    }

    void padding(const Rect& rect, const GridCell& cell, float radius) const {
        const View& view = canvas.view();
        const float thickness = std::max(1.0F, view.stroke(1.5F));
        const bool dashes = rect.w >= view.px(12.0F);
        if (dashes) {
            canvas.dashed_rect(rect.grown(-thickness / 2), canvas.color(Token::padding), thickness, view.px(6.0F),
                               view.px(5.0F), radius);
        } else {
            canvas.stroke_rect(rect.grown(-0.5F), canvas.color(Token::padding).with_alpha(0.6F), 1.0F, 0.0F);
        }
        if (place.show_digits) number(rect, cell_text(grid, cell), canvas.color(Token::padding));
    }

    void outside(const Rect& rect, float radius) const {
        canvas.hatch(rect, canvas.color(Token::text3));
        canvas.stroke_rect(rect.grown(-0.5F), canvas.color(Token::text3), std::max(1.0F, canvas.view().stroke(1.0F)),
                           radius);
    }
};

}  // namespace

Color cell_fill(const View& view, const NumberGrid& grid, const GridCell& cell) {
    if (cell.fill) return *cell.fill;
    const float share = share_of_range(grid, cell.value);
    return grid.output ? view.theme->output_cell(share) : view.theme->input_cell(share);
}

void draw_cells(Canvas& canvas, const GridPlace& place, const NumberGrid& grid) {
    const CellPen pen{canvas, place, grid};
    for (std::int64_t row = grid.row0; row < grid.row0 + grid.rows; ++row) {
        for (std::int64_t col = grid.col0; col < grid.col0 + grid.cols; ++col) {
            const GridCell& cell = grid.at(row, col);
            const Rect rect = place.cell(row, col);
            const float radius = cell_radius(canvas.view(), rect);
            switch (cell.kind) {
                case CellKind::value:
                    pen.value(rect, cell, radius);
                    break;
                case CellKind::padding:
                    pen.padding(rect, cell, radius);
                    break;
                case CellKind::outside:
                    pen.outside(rect, radius);
                    break;
                case CellKind::unused:
                    pen.unused(rect, cell, radius);
                    break;
                case CellKind::covered:
                    draw_cover(canvas, rect, radius,
                               place.pitch >= canvas.text_size({Type::t16, Family::numbers}) * 1.3F,
                               place.show_digits ? place.digits : TextStyle{Type::t16, Family::numbers});
                    break;
                case CellKind::empty:
                    break;
            }
        }
    }
}

void draw_row_numbers(Canvas& canvas, const GridPlace& place, std::int64_t rows, std::int64_t cols) {
    const View& view = canvas.view();
    const TextStyle style{Type::t14, Family::numbers};
    if (place.pitch < canvas.text_size(style) * 1.6F) return;
    for (std::int64_t row = 0; row < rows; ++row) {
        canvas.text(place.area.x - view.px(14.0F), place.cell(row, 0).center().y, std::to_string(row + 1), style,
                    Token::text3, Align::right);
    }
    for (std::int64_t col = 0; col < cols; ++col) {
        canvas.text(place.cell(0, col).center().x, place.area.y - view.px(14.0F), std::to_string(col + 1), style,
                    Token::text3, Align::center);
    }
}

void draw_winner(Canvas& canvas, const Rect& cell, Color fill, float outline, float triangle) {
    if (outline <= 0.0F) return;
    const View& view = canvas.view();
    const Color accent = canvas.color(Token::accent);
    const bool small = cell.w <= view.px(40.0F);
    const bool cased = contrast(accent, fill) < 3.0F;
    const Color ink = Theme::ink_on(fill);
    const float width = std::min(view.stroke(3.0F), cell.w * 0.2F);
    const Rect edge = small ? cell.grown(-width / 2) : cell.grown(-width / 2 - view.px(cased ? 2.5F : 1.5F));
    const float radius = cell_radius(view, cell);
    const float casing = std::min(view.px(2.0F), cell.w * 0.08F);
    if (cased) canvas.stroke_rect(edge, ink.with_alpha(outline), width + 2 * casing, radius);
    canvas.stroke_rect(edge, accent.with_alpha(outline), width, radius);
    if (triangle <= 0.0F || cell.w < view.px(14.0F)) return;
    const float full = small ? view.px(9.0F) : std::clamp(cell.w * 0.24F, view.px(12.0F), view.px(24.0F));
    const float side = std::min(full, cell.w / 2) * triangle;
    const Vec2 corner{cell.right(), cell.y};
    if (cased) {
        const float more = side + casing * 2;
        const Vec2 around[] = {{corner.x - more, corner.y}, corner, {corner.x, corner.y + more}};
        canvas.fill_polygon(around, ink);
    }
    const Vec2 points[] = {{corner.x - side, corner.y}, corner, {corner.x, corner.y + side}};
    canvas.fill_polygon(points, accent);
}

void draw_tie(Canvas& canvas, const Rect& cell, Color fill) {
    draw_winner(canvas, cell, fill, 1.0F, 0.0F);
    const View& view = canvas.view();
    if (cell.w < view.px(20.0F)) return;
    const float side = cell.w <= view.px(40.0F) ? view.px(12.0F) : view.px(18.0F);
    const Rect badge{cell.right() - side, cell.y, side, side};
    canvas.fill_rect(badge, canvas.color(Token::bg), view.px(4.0F));
    const float inset = side * 0.28F;
    for (const float y : {0.38F, 0.62F}) {
        canvas.line({badge.x + inset, badge.y + side * y}, {badge.right() - inset, badge.y + side * y},
                    canvas.color(Token::accent), std::max(1.0F, view.px(2.0F)));
    }
}

Rect window_handle(const View& view, const Rect& block) {
    const float side = view.px(14.0F);
    return {block.right() - side / 2, block.bottom() - side / 2, side, side};
}

void draw_window(Canvas& canvas, const Rect& block, bool handle) {
    const View& view = canvas.view();
    const float room = std::min(block.w, block.h);
    const float width = std::clamp(room * 0.12F, view.px(1.5F), view.stroke(4.0F));
    const float casing = std::min(view.px(2.0F), width / 2);
    const float radius = std::min(view.px(8.0F), room * 0.2F);
    canvas.stroke_rect(block, canvas.color(Token::bg), width + 2 * casing, radius);
    canvas.stroke_rect(block, canvas.color(Token::accent), width, radius);
    if (handle) draw_window_handle(canvas, block);
}

void draw_window_handle(Canvas& canvas, const Rect& block) {
    const View& view = canvas.view();
    const float casing = view.px(2.0F);
    const Rect grip = window_handle(view, block);
    canvas.fill_rect(grip.grown(casing), canvas.color(Token::bg), view.px(4.0F));
    canvas.fill_rect(grip, canvas.color(Token::accent), view.px(3.0F));
}

void draw_window_ghost(Canvas& canvas, const Rect& block) {
    const View& view = canvas.view();
    const float width = view.stroke(2.5F);
    canvas.stroke_rect(block, canvas.color(Token::bg), width + view.px(2.0F), view.px(8.0F));
    canvas.dashed_rect(block, canvas.color(Token::accent), width, view.px(6.0F), view.px(5.0F), view.px(8.0F));
}

void draw_hover_window(Canvas& canvas, const Rect& block) {
    const View& view = canvas.view();
    const float width = view.stroke(2.5F);
    canvas.stroke_rect(block, canvas.color(Token::bg), width + view.px(3.0F), view.px(8.0F));
    canvas.stroke_rect(block, canvas.color(Token::text), width, view.px(8.0F));
}

void draw_hover_cell(Canvas& canvas, const Rect& cell, std::string_view badge) {
    const View& view = canvas.view();
    canvas.stroke_rect(cell.grown(view.px(1.0F)), canvas.color(Token::text), view.stroke(2.5F),
                       cell_radius(view, cell));
    if (badge.empty()) return;
    const TextStyle style{Type::t14, Family::numbers, true};
    const float width = canvas.text_width(badge, style) + view.px(14.0F);
    const float height = canvas.text_size(style) * 1.5F;
    const Rect box{cell.right() + view.px(10.0F) - width, cell.y - view.px(10.0F), width, height};
    canvas.fill_rect(box.grown(view.px(1.5F)), canvas.color(Token::bg), view.px(5.0F));
    canvas.fill_rect(box, canvas.color(Token::fill), view.px(4.0F));
    canvas.text(box.center().x, box.center().y, badge, style, Token::onfill, Align::center);
}

void draw_number_tile(Canvas& canvas, const Rect& cell, std::string_view number, const Rect& keep_inside) {
    const View& view = canvas.view();
    const TextStyle style{Type::t20, Family::numbers, true};
    const float width = canvas.text_width(number, style) + view.px(20.0F);
    const float height = canvas.text_size(style) * 1.8F;
    Rect tile{cell.center().x - width / 2, cell.y - height - view.px(8.0F), width, height};
    if (tile.y < keep_inside.y) tile.y = cell.bottom() + view.px(8.0F);
    tile.x = std::clamp(tile.x, keep_inside.x, std::max(keep_inside.x, keep_inside.right() - width));
    canvas.fill_rect(tile, canvas.color(Token::panel), view.px(6.0F));
    canvas.stroke_rect(tile, canvas.color(Token::text), view.stroke(1.5F), view.px(6.0F));
    canvas.text(tile.center().x, tile.center().y, number, style, Token::text, Align::center);
}

namespace {

// A bracket or arrow broken for its words; beside them where it is too short.
struct Broken {
    float words_center = 0.0F;
    bool beside = false;
    float gap_from = 0.0F, gap_to = 0.0F;
};
Broken place_words(const Canvas& canvas, float from, float to, std::string_view words, TextStyle style, float ends) {
    const float width = canvas.text_width(words, style);
    const float air = canvas.view().px(8.0F);
    Broken broken{(from + to) / 2, false, (from + to) / 2 - width / 2 - air, (from + to) / 2 + width / 2 + air};
    if (broken.gap_from - from < ends || to - broken.gap_to < ends) {
        broken.beside = true;
        broken.words_center = to + air + width / 2;
    }
    return broken;
}

constexpr TextStyle k_bracket_words{Type::t16, Family::numbers, true};

}  // namespace

void draw_kernel_bracket(Canvas& canvas, float from, float to, float y, std::string_view words) {
    const View& view = canvas.view();
    const Color color = canvas.color(Token::accent);
    const float width = view.stroke(2.0F);
    const float drop = view.px(7.0F);
    const Broken broken = place_words(canvas, from, to, words, k_bracket_words, view.px(6.0F));
    if (broken.beside) {
        const Vec2 all[] = {{from, y + drop}, {from, y}, {to, y}, {to, y + drop}};
        canvas.polyline(all, color, width);
    } else {
        const Vec2 left[] = {{from, y + drop}, {from, y}, {broken.gap_from, y}};
        const Vec2 right[] = {{broken.gap_to, y}, {to, y}, {to, y + drop}};
        canvas.polyline(left, color, width);
        canvas.polyline(right, color, width);
    }
    canvas.text(broken.words_center, y, words, k_bracket_words, Token::accent, Align::center);
}

void draw_stride_arrow(Canvas& canvas, float from, float to, float y, std::string_view words) {
    const View& view = canvas.view();
    const Color color = canvas.color(Token::stride);
    const float width = view.stroke(2.0F);
    const float bar = view.px(7.0F);
    const float head = std::min(view.px(9.0F), (to - from) * 0.5F);
    const Broken broken = place_words(canvas, from, to, words, k_bracket_words, view.px(10.0F));
    canvas.line({from, y - bar}, {from, y + bar}, color, width);
    if (broken.beside) {
        canvas.line({from, y}, {to, y}, color, width);
    } else {
        canvas.line({from, y}, {broken.gap_from, y}, color, width);
        canvas.line({broken.gap_to, y}, {to, y}, color, width);
    }
    const Vec2 tip[] = {{to - head, y - head * 0.75F}, {to, y}, {to - head, y + head * 0.75F}};
    canvas.polyline(tip, color, width);
    canvas.text(broken.words_center, y, words, k_bracket_words, Token::stride, Align::center);
}

}  // namespace ui
