// Drawing of the cam scene: photo, heat, crop frame, box, numbers, small maps,
// curve, band. Cannot change anything.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/scenes/cam_pictures.h"
#include "app/scenes/cam_screen.h"
#include "app/scenes/cam_words.h"
#include "app/ui/build_up.h"
#include "app/ui/color_bar.h"
#include "app/ui/formula_band.h"
#include "app/ui/icons.h"
#include "app/ui/number_grid.h"

namespace scenes {

namespace {

using ui::Token;

constexpr float k_least_rows = 4.0F;  // of a photo's height in tags, for one that is cut
constexpr float k_dim = 0.5F;         // of the photo outside what the network saw

ui::Color black(const ui::Canvas& canvas) { return canvas.color(Token::shadow); }
ui::Color white(const ui::Canvas& canvas) { return ui::Theme::ink_on(black(canvas)); }

// ---- the parts of a map over a photo

void draw_photo(const CamState& state, ui::Canvas& canvas, const ui::PhotoMap& map, std::size_t picture) {
    const PictureSet& set = state.photos->shown();
    if (picture >= set.images.size()) return;
    const bool same = set.order.photo.revision == state.look.look->photo.revision;
    ui::draw_lane_picture(canvas, map, set.images[picture], same ? set.order.lanes[picture].rect : map.shown());
}

// Darkens the photo around `seen`.
void dim_outside(ui::Canvas& canvas, const ui::Rect& photo, const ui::Rect& seen) {
    const ui::Color shade = black(canvas).with_alpha(k_dim);
    const float left = std::clamp(seen.x, photo.x, photo.right());
    const float right = std::clamp(seen.right(), left, photo.right());
    const float top = std::clamp(seen.y, photo.y, photo.bottom());
    const float bottom = std::clamp(seen.bottom(), top, photo.bottom());
    const std::array parts{ui::Rect{photo.x, photo.y, photo.w, top - photo.y},
                           ui::Rect{photo.x, bottom, photo.w, photo.bottom() - bottom},
                           ui::Rect{photo.x, top, left - photo.x, bottom - top},
                           ui::Rect{right, top, photo.right() - right, bottom - top}};
    for (const ui::Rect& part : parts) {
        if (!part.empty()) canvas.fill_rect(part, shade);
    }
}

void draw_heat(const CamState& state, ui::Canvas& canvas, const ui::Rect& seen, const core::Image& heat) {
    if (heat.empty()) return;
    const bool smooth = upsample_for(state.document.drawing) != core::Upsample::nearest;
    canvas.image(seen, heat, {0.0F, 0.0F, static_cast<float>(heat.width), static_cast<float>(heat.height)}, smooth);
}

// With edges added, the network saw more than there is of the photo: what lies outside of it is left out.
ui::Rect seen_of_photo(const ui::Rect& seen, const ui::Rect& photo) {
    const float x = std::max(seen.x, photo.x);
    const float y = std::max(seen.y, photo.y);
    return {x, y, std::min(seen.right(), photo.right()) - x, std::min(seen.bottom(), photo.bottom()) - y};
}

void draw_seen_frame(ui::Canvas& canvas, const ui::Rect& seen, float base_width) {
    const ui::View& view = canvas.view();
    const float width = view.stroke(base_width);
    const ui::Rect inner = seen.grown(-width);
    canvas.stroke_rect(inner, black(canvas), width + view.px(base_width));
    canvas.dashed_rect(inner, white(canvas), width, view.px(4.0F * base_width), view.px(2.5F * base_width));
}

// Words on a chip, its upper left corner at (x, y) or its lower left corner if
// `above`.
void draw_tag(ui::Canvas& canvas, ui::Vec2 at, bool above, std::string_view words, ui::Color fill,
              const ui::Rect& keep_inside) {
    const ui::View& view = canvas.view();
    const ui::TextStyle style{ui::Type::t14, ui::Family::words, true};
    const float pad = view.px(7.0F);
    const float height = canvas.text_size(style) + view.px(10.0F);
    const std::string shown = canvas.elided(words, style, keep_inside.w - 2 * pad);
    if (shown != words && keep_inside.h < k_least_rows * height) return;  // the photo matters more
    const float width = canvas.text_width(shown, style) + 2 * pad;
    ui::Rect chip{at.x, above ? at.y - height : at.y, width, height};
    chip.x = std::clamp(chip.x, keep_inside.x, std::max(keep_inside.x, keep_inside.right() - width));
    chip.y = std::clamp(chip.y, keep_inside.y, std::max(keep_inside.y, keep_inside.bottom() - height));
    canvas.fill_rect(chip, fill, view.px(4.0F));
    canvas.text(chip.x + pad, chip.center().y, shown, style, ui::Theme::ink_on(fill));
}

// ---- the large frame

struct LargeFrame {
    ui::PhotoMap map;
    ui::Rect photo, seen;
};

LargeFrame large_frame(const CamState& state, const CamLayout& placed) {
    const ui::PhotoMap map = photo_in(state, placed.frame);
    return {map, map.photo_rect(), map.to_screen(map_in_photo(*state.look.look))};
}

ui::Rect cell_rect(const CamState& state, const ui::PhotoMap& map, MapPlace place) {
    const core::PlaceMap& shown = state.facts.shown;
    return map.to_screen(place_in_photo(*state.look.look, shown.height, shown.width, place));
}

// As many decimals and as large as the cells have room for; no style: they are too small for any.
struct CellNumbers {
    ui::TextStyle style{ui::Type::t16, ui::Family::numbers};
    int decimals = 0;
};

std::optional<CellNumbers> cell_numbers(const CamState& state, const ui::Canvas& canvas, const ui::Rect& cell) {
    const core::MapRange& range = state.facts.shown_range;
    for (int decimals = place_decimals(range); decimals >= 0; --decimals) {
        for (const ui::Type type : {ui::Type::t16, ui::Type::t14}) {
            const ui::TextStyle style{type, ui::Family::numbers};
            const float widest = std::max(canvas.text_width(shown_number(range.high, decimals), style),
                                          canvas.text_width(shown_number(range.low, decimals), style));
            const bool fits = widest <= cell.w * 0.92F && canvas.text_size(style) * 1.2F <= cell.h;
            if (fits) return CellNumbers{style, decimals};
        }
        if (decimals == 0 || range.high - range.low < 2.0) break;  // whole numbers would all look alike
    }
    return std::nullopt;
}

// Each number on a chip of its own, so that it is read on any photo.
void draw_cell_numbers(const CamState& state, ui::Canvas& canvas, const ui::PhotoMap& map) {
    const core::PlaceMap& shown = state.facts.shown;
    const auto numbers = cell_numbers(state, canvas, cell_rect(state, map, {0, 0}));
    if (!numbers) return;
    const ui::View& view = canvas.view();
    for (std::int64_t row = 0; row < shown.height; ++row) {
        for (std::int64_t col = 0; col < shown.width; ++col) {
            const ui::Rect cell = cell_rect(state, map, {row, col});
            const std::string number = shown_number(shown.at(row, col), numbers->decimals);
            const float w = canvas.text_width(number, numbers->style) + view.px(4.0F);
            const float h = canvas.text_size(numbers->style) + view.px(3.0F);
            canvas.fill_rect({cell.center().x - w / 2, cell.center().y - h / 2, w, h},
                             canvas.color(Token::bg).with_alpha(0.72F), view.px(3.0F));
            canvas.text(cell.center().x, cell.center().y, number, numbers->style, Token::text, ui::Align::center);
        }
    }
}

void draw_cell_lines(const CamState& state, ui::Canvas& canvas, const LargeFrame& large) {
    const core::PlaceMap& shown = state.facts.shown;
    if (large.seen.w < static_cast<float>(4 * shown.width)) return;
    const ui::Color color = black(canvas).with_alpha(0.45F);
    for (std::int64_t col = 1; col < shown.width; ++col) {
        const float x = cell_rect(state, large.map, {0, col}).x;
        canvas.line({x, large.seen.y}, {x, large.seen.bottom()}, color, 1.0F);
    }
    for (std::int64_t row = 1; row < shown.height; ++row) {
        const float y = cell_rect(state, large.map, {row, 0}).y;
        canvas.line({large.seen.x, y}, {large.seen.right(), y}, color, 1.0F);
    }
}

void draw_box(const CamState& state, ui::Canvas& canvas, const LargeFrame& large) {
    const CamDocument& document = state.document;
    if (!document.box || state.facts.shown.empty()) return;
    const ui::View& view = canvas.view();
    const ui::Text& text = *view.text;
    if (!state.facts.box) {
        const bool evidence = state.facts.shown_range.high > 0.0;
        const std::string words = text.format(evidence ? "cam.box.nothing_above" : "cam.box.none",
                                              {ui::arg("percent", document.box_percent)});
        draw_tag(canvas, {large.seen.x + view.px(4.0F), large.seen.y + view.px(4.0F)}, false, words, black(canvas),
                 large.photo);
        return;
    }
    const float width = view.stroke(3.5F);
    const ui::Rect box = large.map.to_screen(*state.facts.box).grown(-width / 2);
    canvas.stroke_rect(box, black(canvas), width + view.px(3.0F), view.px(2.0F));
    canvas.stroke_rect(box, white(canvas), width, view.px(2.0F));
    draw_tag(canvas, box.min(), false, text.format("cam.box.tag", {ui::arg("percent", document.box_percent)}),
             white(canvas), large.photo);
}

void draw_place(const CamState& state, ui::Canvas& canvas, const LargeFrame& large, MapPlace place, bool pinned) {
    const ui::View& view = canvas.view();
    const ui::Rect cell = cell_rect(state, large.map, place);
    const float width = view.stroke(3.0F);
    canvas.stroke_rect(cell, canvas.color(Token::bg), width + view.px(4.0F), view.px(3.0F));
    canvas.stroke_rect(cell, canvas.color(Token::accent), width, view.px(3.0F));
    if (!pinned) return;
    canvas.fill_circle({cell.right(), cell.y}, view.px(5.0F), canvas.color(Token::accent));
}

// The value large, under it the channels; beside the cell.
void draw_place_tile(const CamState& state, ui::Canvas& canvas, const ui::Rect& cell, MapPlace place,
                     const ui::Rect& keep_inside) {
    const ui::View& view = canvas.view();
    const std::vector<ui::RichText> lines = place_lines(state, *view.text, place);
    const ui::TextStyle first{ui::Type::t18};
    const ui::TextStyle other{ui::Type::t14};
    const float pad = view.px(10.0F);
    const float pitch = 1.45F * canvas.text_size(other);
    const float head = 1.6F * canvas.text_size(first);
    float width = canvas.rich_width(lines.front(), first);
    for (std::size_t i = 1; i < lines.size(); ++i) width = std::max(width, canvas.rich_width(lines[i], other));
    ui::Rect tile{cell.right() + view.px(10.0F), 0.0F, width + 2 * pad,
                  head + pitch * static_cast<float>(lines.size() - 1) + view.px(lines.size() > 1 ? 8.0F : 2.0F)};
    tile.y = cell.center().y - head / 2;
    if (tile.right() > keep_inside.right()) tile.x = cell.x - view.px(10.0F) - tile.w;
    tile.x = std::clamp(tile.x, keep_inside.x, std::max(keep_inside.x, keep_inside.right() - tile.w));
    tile.y = std::clamp(tile.y, keep_inside.y, std::max(keep_inside.y, keep_inside.bottom() - tile.h));
    canvas.fill_rect(tile, canvas.color(Token::panel), view.px(6.0F));
    canvas.stroke_rect(tile, canvas.color(Token::accent), view.stroke(2.0F), view.px(6.0F));
    canvas.rich(tile.x + pad, tile.y + head / 2 + view.px(1.0F), lines.front(), first, Token::text2);
    float y = tile.y + head + pitch / 2;
    for (std::size_t i = 1; i < lines.size(); ++i, y += pitch) {
        canvas.rich(tile.x + pad, y, lines[i], other, Token::text2);
    }
}

std::string slot_name(const CamState& state, const ui::Text& text, std::size_t i) {
    const std::optional<SlotFacts>& slot = state.facts.slots[i];
    if (!slot) return std::string(text.get("cam.slot.none"));
    std::string name = class_name(*state.look.look, text, slot->index);
    if (slot->kind != MapKind::method) return name;
    return text.format("cam.slot.by",
                       {{"name", name}, {"method", std::string(text.get(method_key(state.document.method)))}});
}

// Name in words, score in the colour of results; what does not fit loses
// letters, never digits.
float draw_name_and_score(const CamState& state, ui::Canvas& canvas, const ui::Rect& line, std::size_t i,
                          ui::Type type) {
    const ui::Text& text = *canvas.view().text;
    const std::optional<SlotFacts>& slot = state.facts.slots[i];
    const bool with_score = slot && slot->kind != MapKind::method;
    const std::string score = with_score ? shown_number(slot->score, 2) : "";
    const float gap = canvas.view().px(10.0F);
    const ui::TextStyle number{type, ui::Family::numbers};
    const float room = line.w - (with_score ? canvas.text_width(score, number) + gap : 0.0F);
    ui::TextStyle words{type, ui::Family::words, true};
    const std::string name = slot_name(state, text, i);
    while (words.type != ui::Type::t14 && canvas.text_width(name, words) > room) words.type = ui::step_down(words.type);
    const float y = line.center().y;
    float x =
        line.x + canvas.text(line.x, y, canvas.elided(name, words, room), words, slot ? Token::text : Token::text3);
    if (with_score) x += gap + canvas.text(x + gap, y, score, number, Token::output);
    return x;
}

void draw_caption(const CamState& state, ui::Canvas& canvas, const CamLayout& placed) {
    const ui::View& view = canvas.view();
    const ui::Text& text = *view.text;
    const ui::Rect& line = placed.caption;
    float end = line.x;
    if (state.facts.large_slot()) {
        end = draw_name_and_score(state, canvas, line, state.facts.large,
                                  view.layout.compact ? ui::Type::t18 : ui::Type::t20);
    } else {
        end += canvas.text(line.x, line.center().y, text.get("cam.only_photo"),
                           {ui::Type::t18, ui::Family::words, true}, Token::text);
    }
    const ui::TextStyle note{ui::Type::t16};
    const std::string_view words = text.get("cam.evidence");
    const bool room = end + view.px(26.0F) + canvas.text_width(words, note) <= line.right();
    if (state.facts.large_slot() && room) {
        canvas.text(line.right() - view.px(10.0F), line.center().y, words, note, Token::text2, ui::Align::right);
    }
}

void draw_large(const CamState& state, ui::Canvas& canvas, const CamLayout& placed) {
    const ui::View& view = canvas.view();
    const ui::Text& text = *view.text;
    const LargeFrame large = large_frame(state, placed);
    draw_caption(state, canvas, placed);
    draw_photo(state, canvas, large.map, 0);
    canvas.push_clip(large.photo);
    const bool all = !photo_only(state);
    if (all) {
        dim_outside(canvas, large.photo, large.seen);
        draw_heat(state, canvas, large.seen, state.pictures.large);
        if (state.document.drawing == MapDrawing::numbers && !state.facts.shown.empty()) {
            draw_cell_lines(state, canvas, large);
            draw_cell_numbers(state, canvas, large.map);
        }
    }
    const ui::Rect seen = seen_of_photo(large.seen, large.photo);
    draw_seen_frame(canvas, seen, 2.0F);
    if (all) draw_box(state, canvas, large);
    const core::InputShape& input = state.look.look->network->input;
    draw_tag(canvas, {seen.x + view.px(3.0F), seen.bottom() - view.px(3.0F)}, true,
             text.format("cam.seen", {ui::arg("width", input.width), ui::arg("height", input.height)}), black(canvas),
             large.photo);
    if (all && state.pin) draw_place(state, canvas, large, *state.pin, true);
    if (all && state.hover && state.hover != state.pin) draw_place(state, canvas, large, *state.hover, false);
    canvas.pop_clip();
    canvas.stroke_rect(large.photo, canvas.color(Token::line), std::max(1.0F, view.stroke(1.0F)));
    const auto place = state.hover ? state.hover : state.pin;
    if (all && place && !state.facts.shown.empty()) {
        const ui::Rect tile_room{placed.caption.x, placed.caption.y, placed.bar.right() - placed.caption.x,
                                 placed.frame.bottom() - placed.caption.y};
        draw_place_tile(state, canvas, cell_rect(state, large.map, *place), *place, tile_room);
    }
}

void draw_bar(const CamState& state, ui::Canvas& canvas, const CamLayout& placed) {
    if (state.facts.shown.empty()) return;
    const ui::Text& text = *canvas.view().text;
    const bool method = state.facts.large_slot()->kind == MapKind::method;
    const std::string unit = text.format(method ? method_unit_key(state.document.method) : "cam.unit.logits",
                                         {ui::arg("places", state.facts.shown.height * state.facts.shown.width)});
    const ui::TextStyle style{ui::Type::t14};
    canvas.text(placed.unit.x, placed.unit.center().y, canvas.elided(unit, style, placed.unit.w), style, Token::text2);
    const ui::Rect photo = photo_in(state, placed.frame).photo_rect();
    const ui::Rect bar{placed.bar.x, std::max(photo.y, placed.bar.y), placed.bar.w, photo.h};
    // A low photo leaves too little height for numbers: the bar keeps the
    // frame's.
    const bool low = photo.h < canvas.view().layout.control(120.0F);
    ui::draw_color_bar(canvas, low ? placed.bar : bar,
                       {&state.pictures.bar, state.facts.large_colors, state.facts.shown_range});
}

// ---- small maps

void draw_letter(ui::Canvas& canvas, const ui::Rect& box, std::string_view letter, bool filled) {
    const ui::View& view = canvas.view();
    if (filled) {
        canvas.fill_rect(box, canvas.color(Token::fill), view.px(4.0F));
    } else {
        canvas.stroke_rect(box.grown(-0.75F), canvas.color(Token::text), view.stroke(1.5F), view.px(4.0F));
    }
    canvas.text(box.center().x, box.center().y, letter, {ui::Type::t14, ui::Family::words, true},
                filled ? Token::onfill : Token::text, ui::Align::center);
}

void draw_small(const CamState& state, ui::Canvas& canvas, const CamLayout& placed, std::size_t i) {
    const ui::View& view = canvas.view();
    ui::Rect caption = placed.small_captions[i];
    const float side = std::min(caption.h, canvas.text_size({ui::Type::t14}) + view.px(9.0F));
    ui::Rect letter = ui::cut_left(caption, side);
    letter = {letter.x, caption.center().y - side / 2, side, side};
    ui::cut_left(caption, view.px(8.0F));
    const bool by_method = state.facts.slots[i] && state.facts.slots[i]->kind == MapKind::method;
    draw_letter(canvas, letter, i == 0 || by_method ? "A" : "B", i == 0);
    draw_name_and_score(state, canvas, caption, i, ui::Type::t16);

    const ui::Rect& frame = placed.small_frames[i];
    if (!state.facts.slots[i]) {
        canvas.dashed_rect(frame, canvas.color(Token::edge), view.stroke(1.0F), view.px(6.0F), view.px(5.0F),
                           view.px(8.0F));
        const ui::TextStyle style{ui::Type::t14};
        const std::string_view hint = view.text->get(i == 0 ? "cam.slot.none_a" : "cam.slot.none_b");
        const float width = frame.w - view.px(24.0F);
        const ui::Vec2 size = canvas.wrapped_size(width, hint, style, 4);
        canvas.wrapped(frame.x + view.px(12.0F), frame.center().y - size.y / 2, width, hint, style, Token::text2, 4);
        return;
    }
    const ui::PhotoMap map = photo_in(state, frame);
    const ui::Rect photo = map.photo_rect();
    const ui::Rect seen = map.to_screen(map_in_photo(*state.look.look));
    draw_photo(state, canvas, map, 1);
    canvas.push_clip(photo);
    if (!photo_only(state)) {
        dim_outside(canvas, photo, seen);
        draw_heat(state, canvas, seen, state.pictures.small[i]);
    }
    draw_seen_frame(canvas, seen_of_photo(seen, photo), 1.25F);
    canvas.pop_clip();
    const bool large = i == state.facts.large;
    const bool pointed = state.hovered_class == state.facts.slots[i]->index;
    const float width = view.stroke(large ? 3.0F : pointed ? 2.5F : 1.0F);
    canvas.stroke_rect(photo.grown(width / 2),
                       canvas.color(large     ? Token::accent
                                    : pointed ? Token::text
                                              : Token::line),
                       width, view.px(3.0F));
}

void draw_small_maps(const CamState& state, ui::Canvas& canvas, const CamLayout& placed) {
    for (std::size_t i = 0; i < placed.small_frames.size(); ++i) draw_small(state, canvas, placed, i);
    const CamFacts& facts = state.facts;
    if (!facts.slots[0] || !facts.slots[1]) return;
    const bool same_kind = facts.slots[0]->kind == facts.slots[1]->kind;
    const std::string_view key = !same_kind                    ? "cam.scale_note.units"
                                 : state.document.shared_scale ? "cam.scale_note.shared"
                                                               : "cam.scale_note.own";
    const ui::TextStyle style{ui::Type::t14};
    const std::string words = canvas.elided(canvas.view().text->get(key), style, placed.small_note.w);
    canvas.text(placed.small_note.right(), placed.small_note.center().y, words, style, Token::text2, ui::Align::right);
}

// ---- curve and band

void draw_curve(const CamState& state, ui::Canvas& canvas, const CamLayout& placed) {
    const CamFacts& facts = state.facts;
    const ui::View& view = canvas.view();
    const ui::Text& text = *view.text;
    const ui::Rect& line = placed.curve_caption;
    if (!facts.builds_up) {
        if (!facts.large_slot()) return;
        canvas.wrapped(line.x, line.center().y - canvas.text_size({ui::Type::t14}) / 2, line.w,
                       text.get("cam.curve.none"), {ui::Type::t14}, Token::text2, 2);
        return;
    }
    const ui::TextStyle title{ui::Type::t16, ui::Family::words, true};
    const float end =
        line.x + canvas.text(line.x, line.center().y, canvas.elided(text.get("cam.curve.title"), title, line.w), title,
                             Token::text);
    const std::string_view order =
        text.get(state.document.order == core::ChannelOrder::size ? "cam.curve.by_size" : "cam.curve.by_value");
    const ui::TextStyle note{ui::Type::t14};
    if (end + view.px(14.0F) + canvas.text_width(order, note) <= line.right()) {
        canvas.text(end + view.px(14.0F), line.center().y, order, note, Token::text2);
    }
    const double now = facts.scores[static_cast<std::size_t>(facts.added)];
    const std::string value = shown_number(now, identity_decimals(facts.large_slot()->check));
    ui::draw_build_up(canvas, placed.curve_area, {facts.scores, facts.added, value});
}

void draw_verdict(ui::Canvas& canvas, const ui::Rect& room, const Identity& said) {
    const ui::View& view = canvas.view();
    const bool holds = said.state == Identity::State::holds;
    const bool differs = said.state == Identity::State::differs;
    const float icon = view.layout.control(28.0F);
    float x = room.x;
    if (holds || differs) {
        const ui::Rect box{x, room.center().y - icon / 2, icon, icon};
        const ui::Color color = canvas.color(holds ? Token::ok : Token::err);
        if (holds) canvas.stroke_circle(box.center(), icon / 2, color, view.stroke(2.0F));
        ui::draw_icon(canvas, holds ? ui::Icon::check : ui::Icon::warning, holds ? box.grown(-icon * 0.2F) : box,
                      color);
        x += icon + view.px(12.0F);
    }
    const float width = room.right() - x;
    ui::TextStyle style{ui::Type::t18, ui::Family::words, true};
    while (style.type != ui::Type::t14 && canvas.rich_width(said.verdict, style) > width) {
        style.type = ui::step_down(style.type);
    }
    const ui::TextStyle small{ui::Type::t14};
    const float apart = canvas.text_size(style) * 0.68F;
    canvas.rich(x, room.center().y - apart, said.verdict, style, Token::text);
    canvas.text(x, room.center().y + apart, canvas.elided(said.detail, small, width), small, Token::text2);
}

void draw_band(const CamState& state, ui::Canvas& canvas, const ui::Rect& band) {
    const ui::View& view = canvas.view();
    const Identity said = identity(state, *view.text);
    if (said.state == Identity::State::nothing) return;
    ui::draw_band_box(canvas, band);
    ui::Rect room = band;
    const float pad = view.px(20.0F);
    ui::cut_left(room, pad);
    ui::cut_right(room, pad);
    if (said.state == Identity::State::sentence) {
        ui::TextStyle style{ui::Type::t18};
        while (style.type != ui::Type::t14 &&
               canvas.wrapped_size(room.w, said.detail, style).y > band.h - view.px(6.0F)) {
            style.type = ui::step_down(style.type);
        }
        const ui::Vec2 size = canvas.wrapped_size(room.w, said.detail, style, 3);
        canvas.wrapped(room.x, room.center().y - size.y / 2, room.w, said.detail, style, Token::text, 3);
        return;
    }
    ui::Rect right =
        ui::cut_right(room, std::max(band.w * 0.36F, std::min(band.w * 0.48F, view.layout.control(260.0F))));
    canvas.line({right.x, band.y + band.h * 0.2F}, {right.x, band.bottom() - band.h * 0.2F}, canvas.color(Token::line),
                std::max(1.0F, view.stroke(1.0F)));
    ui::cut_right(room, view.px(14.0F));
    ui::cut_left(right, view.px(18.0F));
    ui::TextStyle style{ui::Type::t24};
    while (style.type != ui::Type::t14 && canvas.rich_width(said.formula, style) > room.w) {
        style.type = ui::step_down(style.type);
    }
    if (canvas.rich_width(said.formula, style) <= room.w) {
        canvas.rich(room.x, room.center().y, said.formula, style, Token::text2);
    } else {
        canvas.rich_wrapped(room.x, room.center().y - canvas.text_size(style) * 1.4F, room.w, said.formula, style,
                            Token::text2, 2);
    }
    draw_verdict(canvas, right, said);
}

}  // namespace

void cam_canvas(const CamState& state, ui::Canvas& canvas) {
    const CamLayout placed = cam_layout(canvas.view().layout);
    if (!state.look.look || !state.photos) return;  // look_panel() says what is going on
    draw_bar(state, canvas, placed);
    if (placed.small) draw_small_maps(state, canvas, placed);
    if (placed.curve) draw_curve(state, canvas, placed);
    draw_band(state, canvas, placed.band);
    draw_large(state, canvas, placed);
}

}  // namespace scenes
