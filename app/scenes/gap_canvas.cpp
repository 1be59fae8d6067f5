// What the gap scene draws: shapes, wall, large map, mean, arithmetic and waterfall. Parameters and the experiment are
// in gap_notes.cpp.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>

#include "app/scenes/gap_screen.h"
#include "app/scenes/gap_words.h"
#include "app/ui/ribbon.h"
#include "app/ui/step_motion.h"
#include "core/number_text.h"

namespace scenes {

namespace {

constexpr std::int64_t k_finest_cells = 32;  // places across up to which a map is drawn cell by cell
constexpr float k_flight_from = 0.35F;       // the step's drop: how far the contribution has come before the bar grows

using ui::Align;
using ui::Family;
using ui::Token;
using ui::Type;

// Motion of the current channel; everything is there while another one is pointed at.
ui::StepMotion motion_of(const GapState& state) {
    return in_focus_is_current(state) ? ui::step_motion(state.playback) : ui::StepMotion{};
}

// ---- shapes

struct ShapePiece {
    std::string words;
    ui::TextStyle style;
    Token color = Token::text;
    bool boxed = false;
};

std::vector<ShapePiece> shape_pieces(const GapState& state, const ui::Text& text, Type type) {
    const core::FeatureMaps& maps = *state.facts.maps;
    const core::LinearHead& head = state.look.look->network->head;
    const ui::TextStyle mono{type, Family::numbers, true};
    const ui::TextStyle words{type == Type::t20 ? Type::t16 : Type::t14, Family::words, true};
    const ui::TextStyle plain{words.type, Family::words, false};
    std::vector<ShapePiece> pieces{
        {shape_text(maps.height, maps.width, maps.channels), mono, Token::input, true},
        {"GAP", words},
        {shape_text(1, 1, maps.channels), mono, Token::output, true},
    };
    if (head.class_maps) {
        pieces.push_back({std::string(text.get("gap.shapes.already")), plain, Token::text2});
        return pieces;
    }
    pieces.push_back({std::string(text.get("gap.shapes.dense")), words});
    pieces.push_back({std::to_string(head.classes), mono, Token::text, true});
    pieces.push_back({std::string(text.get("gap.shapes.scores")), plain, Token::text2});
    return pieces;
}

struct ShapeSizes {
    float pad, arrow, gap;
};

float shapes_width(const ui::Canvas& canvas, std::span<const ShapePiece> pieces, const ShapeSizes& sizes) {
    float width = 0.0F;
    for (const ShapePiece& piece : pieces) {
        width += canvas.text_width(piece.words, piece.style) + (piece.boxed ? 2 * sizes.pad : 0.0F) + sizes.gap;
        if (!piece.boxed && piece.style.bold) width += 2 * sizes.arrow + sizes.gap;
    }
    return width;
}

// A stroke before an operation and an arrow behind it.
void draw_arrow(ui::Canvas& canvas, float x, float y, float length, bool head) {
    const ui::View& view = canvas.view();
    const ui::Color color = canvas.color(Token::text2);
    canvas.line({x, y}, {x + length, y}, color, view.stroke(2.0F));
    if (!head) return;
    const float tip = view.px(5.0F);
    const std::array points{ui::Vec2{x + length - tip, y - tip}, ui::Vec2{x + length, y},
                            ui::Vec2{x + length - tip, y + tip}};
    canvas.polyline(points, color, view.stroke(2.0F));
}

void draw_shapes(const GapState& state, ui::Canvas& canvas, const ui::Rect& rect) {
    const ui::View& view = canvas.view();
    const ShapeSizes sizes{view.px(12.0F), view.px(14.0F), view.px(7.0F)};
    Type type = view.layout.compact ? Type::t18 : Type::t20;
    std::vector<ShapePiece> pieces = shape_pieces(state, *view.text, type);
    while (type != Type::t14 && shapes_width(canvas, pieces, sizes) > rect.w) {
        type = ui::step_down(type);
        pieces = shape_pieces(state, *view.text, type);
    }
    const float y = rect.y + (rect.h + view.px(view.layout.compact ? 4.0F : 8.0F)) / 2;
    const float height = std::min(rect.h - view.px(6.0F), canvas.text_size(pieces.front().style) * 1.9F);
    float x = rect.x;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const ShapePiece& piece = pieces[i];
        const float width = canvas.text_width(piece.words, piece.style);
        if (piece.boxed) {
            const ui::Rect box{std::round(x), std::round(y - height / 2), std::round(width + 2 * sizes.pad), height};
            canvas.fill_rect(box, canvas.color(Token::panel), view.px(8.0F));
            canvas.stroke_rect(box, canvas.color(piece.color), view.stroke(1.5F), view.px(8.0F));
            canvas.text(box.center().x, y, piece.words, piece.style, piece.color, Align::center);
            x = box.right() + sizes.gap;
            continue;
        }
        const bool operation = piece.style.bold;
        if (operation) {
            // An operation without the shape it leads to says nothing.
            const std::span<const ShapePiece> both(pieces.data() + i, 2);
            if (x + shapes_width(canvas, both, sizes) - sizes.gap > rect.right()) break;
            draw_arrow(canvas, x, y, sizes.arrow, false);
            x += sizes.arrow + sizes.gap;
        }
        const std::string words = canvas.elided(piece.words, piece.style, std::max(0.0F, rect.right() - x));
        if (words == "…") break;  // no room for a word
        x += canvas.text(x, y, words, piece.style, piece.color) + sizes.gap;
        if (operation) {
            draw_arrow(canvas, x, y, sizes.arrow, true);
            x += sizes.arrow + sizes.gap;
        }
    }
}

// ---- captions

// Bold words, then a note where there is room for it.
void draw_caption(ui::Canvas& canvas, const ui::Rect& line, std::string_view words, std::string_view note,
                  Token note_color = Token::text2, Family note_family = Family::words) {
    const ui::TextStyle style{Type::t16, Family::words, true};
    const ui::TextStyle note_style{Type::t16, note_family, note_family == Family::numbers};
    const float y = line.center().y;
    const float width = canvas.text(line.x, y, canvas.elided(words, style, line.w), style, Token::text);
    const float x = line.x + width + canvas.view().px(10.0F);
    if (x + canvas.text_width(note, note_style) <= line.right()) canvas.text(x, y, note, note_style, note_color);
}

// ---- wall

void draw_tile_marks(const GapState& state, ui::Canvas& canvas, const ui::Rect& square, std::int64_t channel) {
    const ui::View& view = canvas.view();
    const bool hovered = state.hover && state.hover->part == WaterfallPart::channel && state.hover->channel == channel;
    if (channel == current(state).channel) {
        canvas.stroke_rect(square.grown(view.px(4.0F)), canvas.color(Token::accent), view.stroke(3.0F), view.px(5.0F));
    }
    if (hovered) {
        canvas.stroke_rect(square.grown(view.px(4.0F)), canvas.color(Token::text), view.stroke(2.5F), view.px(5.0F));
    }
}

void draw_wall_bar(const GapState& state, ui::Canvas& canvas, const WallGrid& grid, std::int64_t count) {
    const double furthest = grid.furthest(count);
    if (furthest <= 0.0) return;
    const ui::View& view = canvas.view();
    const float part = static_cast<float>(grid.rows_in_sight() / static_cast<double>(grid.rows(count)));
    const float length = std::max(view.px(28.0F), grid.bar.h * part);
    const auto share = static_cast<float>(state.wall.at / furthest);
    const float width = view.px(4.0F);
    canvas.fill_rect({grid.bar.right() - width, grid.bar.y + (grid.bar.h - length) * share, width, length},
                     canvas.color(Token::edge), width / 2);
}

void draw_wall(const GapState& state, ui::Canvas& canvas, const GapLayout& placed) {
    const ui::View& view = canvas.view();
    const GapFacts& facts = state.facts;
    const WallGrid grid = wall_grid(view.layout, placed.wall);
    const auto count = static_cast<std::int64_t>(facts.ordered.size());
    const auto first = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(state.wall.at))) * grid.columns;
    const auto rows = static_cast<std::int64_t>(std::ceil(grid.rows_in_sight())) + 1;
    const std::int64_t last = std::min(count, first + rows * grid.columns);
    const int decimals = mean_decimals(facts);
    const ui::TextStyle style{view.layout.compact ? Type::t14 : Type::t16, Family::numbers, false};

    canvas.push_clip({grid.frame.x - view.px(7.0F), grid.frame.y - view.px(6.0F), grid.frame.w + view.px(12.0F),
                      grid.frame.h + view.px(6.0F)});
    for (std::int64_t n = first; n < last; ++n) {
        const core::Contribution& one = facts.ordered[static_cast<std::size_t>(n)];
        const ui::Rect square = grid.tile(n, state.wall.at);
        const core::Image& page = state.atlas.page(one.channel);
        const ui::Rect map = fit_map(square, facts.maps->height, facts.maps->width);
        if (!page.empty()) canvas.image(map, page, state.atlas.source(one.channel), false);
        if (view.theme->cell_edge_width > 0.0F) {
            canvas.stroke_rect(map, canvas.color(Token::cell_edge), view.stroke(1.0F));
        }
        const bool is_current = one.channel == current(state).channel;
        const std::string mean = shown_number(one.mean, decimals);
        ui::TextStyle fitted = style;
        while (fitted.type != Type::t14 && canvas.text_width(mean, fitted) > grid.column_pitch) {
            fitted.type = ui::step_down(fitted.type);
        }
        fitted.bold = is_current;
        canvas.text(square.center().x, square.bottom() + view.px(3.0F) + grid.label / 2, mean, fitted,
                    is_current ? Token::accent : Token::text2, Align::center);
        draw_tile_marks(state, canvas, square, one.channel);
    }
    canvas.pop_clip();
    draw_wall_bar(state, canvas, grid, count);

    const ui::Text& text = *view.text;
    draw_caption(canvas, placed.wall_caption, text.get("gap.wall"),
                 text.format("gap.wall.note", {{"count", grouped(count)}}));
}

// The tile of the map in focus if it is in sight.
std::optional<ui::Rect> tile_in_sight(const GapState& state, const ui::View& view, const GapLayout& placed) {
    const WallGrid grid = wall_grid(view.layout, placed.wall);
    const std::int64_t n = state.facts.rank[static_cast<std::size_t>(in_focus(state).channel)];
    const ui::Rect square = grid.tile(n, state.wall.at);
    const float top = std::max(square.y, grid.frame.y);
    const float bottom = std::min(square.bottom(), grid.frame.bottom());
    if (bottom - top < view.px(4.0F)) return std::nullopt;
    return ui::Rect{square.x, top, square.w, bottom - top};
}

// ---- large map, mean and the ribbons

void draw_ribbons(const GapState& state, ui::Canvas& canvas, const GapLayout& placed, const ui::Rect& map) {
    const ui::View& view = canvas.view();
    const float out = view.px(4.0F);
    if (const auto tile = tile_in_sight(state, view, placed)) {
        ui::draw_ribbon(canvas, {.start_x = tile->right() + out,
                                 .bend_x = placed.wall.right(),
                                 .meet_x = map.x - out,
                                 .end_x = map.x - out,
                                 .start_top = tile->y - out + view.px(1.0F),
                                 .start_bottom = tile->bottom() + out - view.px(1.0F),
                                 .end_top = map.y - out,
                                 .end_bottom = map.bottom() + out});
    }
    ui::draw_ribbon(canvas, {.start_x = map.right() + out,
                             .bend_x = map.right() + out,
                             .meet_x = placed.mean.x - out,
                             .end_x = placed.mean.x - out,
                             .start_top = map.y - out,
                             .start_bottom = map.bottom() + out,
                             .end_top = placed.mean.y - out,
                             .end_bottom = placed.mean.bottom() + out});
}

void draw_fine_map(const GapState& state, ui::Canvas& canvas, const ui::Rect& map) {
    const std::int64_t channel = in_focus(state).channel;
    const core::Image& page = state.atlas.page(channel);
    if (!page.empty()) canvas.image(map, page, state.atlas.source(channel), false);
}

// Where the large map's cells or pixels lie.
ui::Rect map_rect(const GapState& state, const ui::Canvas& canvas, const GapLayout& placed) {
    ui::NumberGrid numbers = map_numbers(state, canvas.view());
    if (!numbers.cells.empty()) return place_map(canvas, placed, numbers).area;
    return fit_map(placed.map, state.facts.maps->height, state.facts.maps->width);
}

void draw_large_map(const GapState& state, ui::Canvas& canvas, const GapLayout& placed, const ui::Rect& map) {
    const ui::View& view = canvas.view();
    ui::NumberGrid numbers = map_numbers(state, view);
    canvas.fill_rect(map.grown(view.px(2.0F)), canvas.color(Token::bg), view.px(6.0F));
    if (numbers.cells.empty()) {
        draw_fine_map(state, canvas, map);
    } else {
        const ui::GridPlace place = place_map(canvas, placed, numbers);
        ui::draw_cells(canvas, place, numbers);
        if (state.hovered_cell && numbers.contains(state.hovered_cell->row, state.hovered_cell->col)) {
            const ui::Rect cell = place.cell(state.hovered_cell->row, state.hovered_cell->col);
            ui::draw_hover_cell(canvas, cell);
            const float value = numbers.at(state.hovered_cell->row, state.hovered_cell->col).value;
            ui::draw_number_tile(canvas, cell, core::exact_decimal(value, core::Minus::typographic), view.layout.stage);
        }
    }
    const Token color = in_focus_is_current(state) ? Token::accent : Token::text;
    canvas.stroke_rect(map.grown(view.px(4.0F)), canvas.color(color), view.stroke(3.0F), view.px(8.0F));
}

// The map's outline on its way into the mean.
void draw_shrinking(const GapState& state, ui::Canvas& canvas, const GapLayout& placed, const ui::Rect& map) {
    const ui::StepMotion motion = motion_of(state);
    if (motion.picked || motion.level <= 0.0F || state.playback.reduced_motion) return;
    const ui::View& view = canvas.view();
    const ui::Rect now = ui::lerp(map, placed.mean, motion.level);
    const std::int64_t channel = in_focus(state).channel;
    const core::Image& page = state.atlas.page(channel);
    if (!page.empty()) canvas.image(now, page, state.atlas.source(channel), motion.level > 0.5F);
    canvas.stroke_rect(now, canvas.color(Token::accent), view.stroke(3.0F), view.px(6.0F));
}

void draw_mean(const GapState& state, ui::Canvas& canvas, const GapLayout& placed) {
    const ui::View& view = canvas.view();
    const core::Contribution& one = in_focus(state);
    const bool known = motion_of(state).picked;
    const ui::Rect& rect = placed.mean;
    canvas.text(placed.mean_caption.center().x, placed.mean_caption.center().y, view.text->get("gap.mean"),
                {Type::t16, Family::words, true}, Token::text, Align::center);
    if (!known) {
        canvas.fill_rect(rect, canvas.color(Token::cover), view.px(6.0F));
        canvas.dashed_rect(rect, canvas.color(Token::edge), view.stroke(1.5F), view.px(6.0F), view.px(5.0F),
                           view.px(6.0F));
        canvas.text(rect.center().x, rect.center().y, "?", {Type::t28, Family::words, true}, Token::text2,
                    Align::center);
        return;
    }
    const ui::Color fill = map_color(*view.theme, one.mean, state.atlas.range(one.channel));
    canvas.fill_rect(rect, fill, view.px(6.0F));
    const Token edge = in_focus_is_current(state) ? Token::accent : Token::text;
    canvas.stroke_rect(rect.grown(view.px(3.0F)), canvas.color(edge), view.stroke(3.0F), view.px(7.0F));
    std::string mean = three_digits(one.mean);
    ui::TextStyle style{Type::t28, Family::numbers, true};
    while (style.type != Type::t14 && canvas.text_width(mean, style) > rect.w * 0.9F) {
        style.type = ui::step_down(style.type);
    }
    if (canvas.text_width(mean, style) > rect.w) mean = shown_number(one.mean, 1);
    canvas.text(rect.center().x, rect.center().y, mean, style, ui::Theme::ink_on(fill), Align::center);
}

void draw_seen(const GapState& state, ui::Canvas& canvas, const GapLayout& placed) {
    if (placed.seen.empty() || !state.seen || state.seen->look != state.look.look) return;
    const core::Image& picture = state.seen->picture;
    const ui::Rect rect = fit_map(placed.seen, picture.height, picture.width);
    canvas.image(rect, picture, {0.0F, 0.0F, static_cast<float>(picture.width), static_cast<float>(picture.height)},
                 true);
    canvas.stroke_rect(rect, canvas.color(Token::line), canvas.view().stroke(1.0F));
}

// ---- arithmetic

struct Term {
    std::string words;
    Token color = Token::text;
    bool bold = false;
};

// The largest style in which both lines fit, numbers first and what they are behind them where there is room.
void draw_line(ui::Canvas& canvas, const ui::Rect& line, const std::vector<Term>& terms, ui::TextStyle style,
               std::string_view note, float note_x) {
    float x = line.x;
    for (const Term& term : terms) {
        style.bold = term.bold;
        x += canvas.text(x, line.center().y, term.words, style, term.color);
    }
    const ui::TextStyle words{Type::t16, Family::words, false};
    const float at = std::max(x + canvas.view().px(16.0F), note_x);
    if (at + canvas.text_width(note, words) <= line.right()) {
        canvas.text(at, line.center().y, note, words, Token::text2);
    }
}

float terms_width(const ui::Canvas& canvas, const std::vector<Term>& terms, ui::TextStyle style) {
    float width = 0.0F;
    for (const Term& term : terms) {
        style.bold = term.bold;
        width += canvas.text_width(term.words, style);
    }
    return width;
}

double sum_of(const GapState& state, std::int64_t channel) {
    double sum = 0.0;
    for (const float value : state.facts.maps->map(channel)) sum += static_cast<double>(value);
    return sum;
}

void draw_arithmetic(const GapState& state, ui::Canvas& canvas, const GapLayout& placed) {
    const ui::Text& text = *canvas.view().text;
    const core::Contribution& one = in_focus(state);
    const ui::StepMotion motion = motion_of(state);
    const std::string mean = motion.picked ? three_digits(one.mean) : "?";
    const int decimals = contribution_decimals(state.facts);
    const double sum = sum_of(state, one.channel);
    std::vector<Term> first{{shown_number(sum, std::abs(sum) < 10.0 ? 2 : 1), Token::text, true},
                            {" ÷ ", Token::text2},
                            {grouped(state.facts.maps->area()), Token::text2},
                            {" = ", Token::text2},
                            {mean, Token::output, true}};
    std::vector<Term> second{{mean, Token::output, true},
                             {" × ", Token::text2},
                             {three_digits(one.weight), Token::text, true},
                             {" = ", Token::text2},
                             {motion.picked ? signed_number(one.value, decimals) : "?",
                              motion.picked ? sign_token(one.value) : Token::text, true}};
    ui::TextStyle style{canvas.view().layout.compact ? Type::t20 : Type::t24, Family::numbers, true};
    const auto widest = [&] { return std::max(terms_width(canvas, first, style), terms_width(canvas, second, style)); };
    while (style.type != Type::t14 && widest() > placed.sum_line.w) style.type = ui::step_down(style.type);
    if (widest() > placed.sum_line.w) {  // what the lines begin with stands in the map and in the mean
        first.erase(first.begin());
        second.erase(second.begin());
    }
    const float note_x = placed.sum_line.x + widest() + canvas.view().px(20.0F);
    draw_line(canvas, placed.sum_line, first, style, text.get("gap.sum.note"), note_x);
    draw_line(canvas, placed.product_line, second, style, text.get("gap.product.note"), note_x);
}

void draw_upper(const GapState& state, ui::Canvas& canvas, const GapLayout& placed) {
    const ui::Text& text = *canvas.view().text;
    const ui::Rect map = map_rect(state, canvas, placed);
    draw_ribbons(state, canvas, placed, map);
    draw_wall(state, canvas, placed);
    draw_caption(
        canvas, placed.map_caption, text.format("gap.map", {{"channel", std::to_string(in_focus(state).channel)}}),
        grouped(state.facts.maps->height) + "×" + grouped(state.facts.maps->width), Token::input, Family::numbers);
    draw_seen(state, canvas, placed);
    draw_mean(state, canvas, placed);
    draw_large_map(state, canvas, placed, map);
    draw_shrinking(state, canvas, placed, map);
    draw_arithmetic(state, canvas, placed);
}

// ---- waterfall

void draw_lower(const GapState& state, ui::Canvas& canvas, const GapLayout& placed) {
    if (placed.waterfall.empty()) return;
    const ui::View& view = canvas.view();
    const ui::Text& text = *view.text;
    const ui::StepMotion motion = ui::step_motion(state.playback);
    const float arrived = motion.done ? 1.0F : std::max(0.0F, (motion.drop - k_flight_from) / (1.0F - k_flight_from));
    draw_caption(
        canvas, placed.waterfall_caption, text.get("gap.waterfall"),
        text.format("gap.waterfall.note", {{"class", class_name(*state.look.look, text, state.facts.class_index)}}));
    const WaterfallPlace place = place_waterfall(view, placed.waterfall, state.facts, state.playback.window);
    draw_waterfall(canvas, place, state, arrived);
    if (!motion.dropping || placed.product_line.empty()) return;
    // The contribution on its way from the arithmetic to its bar.
    const core::Contribution& one = current(state);
    for (std::size_t i = 0; i < place.bars.size(); ++i) {
        if (place.bars[i].part != WaterfallPart::channel || place.bars[i].channel != one.channel) continue;
        const ui::Vec2 from{placed.product_line.x + placed.product_line.w * 0.4F, placed.product_line.center().y};
        const ui::Vec2 to = place.bar(i).center();
        const ui::Vec2 now = from + (to - from) * motion.drop;
        canvas.text(now.x, now.y, signed_number(one.value, contribution_decimals(state.facts)),
                    {Type::t20, Family::numbers, true}, sign_token(one.value), Align::center);
    }
}

}  // namespace

bool drawn_as_cells(const core::FeatureMaps& maps) {
    return maps.height <= k_finest_cells && maps.width <= k_finest_cells;
}

ui::NumberGrid map_numbers(const GapState& state, const ui::View& view) {
    const core::FeatureMaps& maps = *state.facts.maps;
    ui::NumberGrid grid;
    if (!drawn_as_cells(maps)) return grid;
    const std::int64_t channel = in_focus(state).channel;
    const core::MapRange colors = state.atlas.range(channel);
    grid.rows = maps.height;
    grid.cols = maps.width;
    grid.output = true;
    grid.decimals = 1;
    for (const float value : maps.map(channel)) {
        grid.cells.push_back({.value = value, .fill = map_color(*view.theme, static_cast<double>(value), colors)});
    }
    return grid;
}

ui::GridPlace place_map(const ui::Canvas& canvas, const GapLayout& placed, ui::NumberGrid& numbers) {
    const ui::GridFit fit{.max_cell = 120.0F, .across = ui::Align::center, .middle = true};
    // As many decimals as fit; whole numbers at last.
    for (int decimals = 2; decimals > 0; --decimals) {
        numbers.decimals = decimals;
        ui::GridPlace place = ui::place_grid(canvas, placed.map, numbers, fit);
        const bool small = place.digits.type == Type::t14 && decimals == 2;
        if (place.show_digits && !small) return place;
    }
    numbers.decimals = 0;
    ui::GridPlace place = ui::place_grid(canvas, placed.map, numbers, fit);
    // Digits that are all 0 or 1 say less than the colours.
    place.show_digits = place.show_digits && numbers.high > 1.0F;
    return place;
}

void gap_canvas(const GapState& state, ui::Canvas& canvas) {
    if (!state.look.look || state.facts.ordered.empty()) return;
    const ui::View& view = canvas.view();
    const GapLayout placed = gap_layout(view.layout, state.sums_page);
    draw_shapes(state, canvas, placed.shapes);
    if (!placed.map.empty()) draw_upper(state, canvas, placed);
    draw_lower(state, canvas, placed);
    if (placed.parameters.empty()) return;
    if (state.document.maps == MapsShown::as_they_are) {
        draw_parameters(state, canvas, placed.parameters);
    } else {
        draw_experiment(state, canvas, placed.parameters);
    }
}

}  // namespace scenes
