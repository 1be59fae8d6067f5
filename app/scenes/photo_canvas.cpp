// Drawing of the photo scene: crop numbers and their two results, lanes, pyramid. Cannot change anything.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/scenes/photo_screen.h"
#include "app/ui/number_grid.h"
#include "app/ui/step_motion.h"
#include "core/number_text.h"

namespace scenes {

namespace {

constexpr double k_wait_before_mark = 0.15;  // seconds until a picture on its way is worth a mark

ui::Color gray(float value) {
    const auto level = static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
    return {level, level, level};
}

core::PhotoRect window_rect(const core::Geometry& geometry, std::int64_t window) {
    const core::Span rows = core::span(geometry.h, window / geometry.w.output);
    const core::Span cols = core::span(geometry.w, window % geometry.w.output);
    return {static_cast<double>(cols.start), static_cast<double>(rows.start), static_cast<double>(cols.count),
            static_cast<double>(rows.count)};
}

// The player's window in the crop's coordinates, on its way from the previous one while it slides.
core::PhotoRect sliding_window(const PhotoState& state) {
    const core::Geometry& geometry = state.facts.crop_geometry;
    const double t = ui::step_motion(state.playback).slide;
    const core::PhotoRect to = window_rect(geometry, state.playback.window);
    const std::int64_t previous = std::clamp<std::int64_t>(state.playback.previous, 0, geometry.windows() - 1);
    const core::PhotoRect from = window_rect(geometry, previous);
    return {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t, to.width, to.height};
}

// The crop cell under the mouse, whether it points at the numbers or at the photo.
std::optional<PixelPlace> pointed_cell(const PhotoState& state) {
    if (state.hovered_cell) return state.hovered_cell;
    if (!state.hover || state.hover->lane == PhotoLane::gap) return std::nullopt;
    const PixelPlace cell{state.hover->pixel.row - state.facts.crop.top,
                          state.hover->pixel.col - state.facts.crop.left};
    if (!state.facts.numbers.contains(cell.row, cell.col)) return std::nullopt;
    return cell;
}

// ---- crop: numbers, window, winner

void draw_crop_caption(const PhotoState& state, ui::Canvas& canvas, const ui::Rect& line) {
    static constexpr std::array<std::string_view, 4> k_names{"photo.channel_name.red", "photo.channel_name.green",
                                                             "photo.channel_name.blue", "photo.channel_name.grey"};
    const ui::Text& text = *canvas.view().text;
    const CropPlace& crop = state.facts.crop;
    ui::draw_lane_caption(canvas, line, text.get("photo.crop"), size_text(crop.cols, crop.rows), ui::Token::input,
                          text.get(k_names[static_cast<std::size_t>(state.document.channel)]));
}

void draw_window_on_numbers(const PhotoState& state, ui::Canvas& canvas, const ui::GridPlace& place,
                            const ui::NumberGrid& grid) {
    const ui::View& view = canvas.view();
    const ui::StepMotion motion = ui::step_motion(state.playback);
    for (const core::WindowCell& cell : state.facts.max.cells) {
        if (cell.kind != core::WindowCell::Kind::inside || motion.pick <= 0.0F) continue;
        const ui::Color fill = ui::cell_fill(view, grid, grid.at(cell.row, cell.col));
        if (cell.winner) ui::draw_winner(canvas, place.cell(cell.row, cell.col), fill, motion.pick, motion.triangle);
        if (cell.tied && motion.picked && place.pitch >= view.px(40.0F))
            ui::draw_tie(canvas, place.cell(cell.row, cell.col), fill);
    }
    const core::PhotoRect window = sliding_window(state);
    ui::draw_window(canvas, place.block(window.y, window.x, window.height, window.width), true);
}

void draw_numbers(const PhotoState& state, ui::Canvas& canvas, const PhotoLayout& placed) {
    const ui::View& view = canvas.view();
    const ui::NumberGrid grid = crop_numbers(state);
    const ui::GridPlace place = ui::place_grid(canvas, placed.crop_frame, grid);
    const ui::Rect& first_lane = placed.lane(PhotoLane::original);
    const float bar_x = place.area.right() + view.px(12.0F);
    const float lowest = std::min(place.area.bottom(), first_lane.bottom() - view.px(24.0F));
    ui::draw_crop_ribbon(canvas, lane_map(state, first_lane), state.facts.crop.rect(), bar_x,
                         std::min(place.area.y + view.px(8.0F), lowest), lowest);
    canvas.fill_rect({bar_x - view.stroke(1.5F), place.area.y, view.stroke(3.0F), place.area.h},
                     canvas.color(ui::Token::accent));

    ui::draw_cells(canvas, place, grid);
    if (!state.facts.crop_problem) draw_window_on_numbers(state, canvas, place, grid);
    if (const auto cell = pointed_cell(state)) {
        ui::draw_hover_cell(canvas, place.cell(cell->row, cell->col));
        if (!place.show_digits) {
            ui::draw_number_tile(canvas, place.cell(cell->row, cell->col),
                                 core::fixed_decimal(state.facts.numbers.at(cell->row, cell->col), 0),
                                 canvas.view().layout.stage);
        }
    }
}

// ---- cards: what the window becomes

struct Card {
    std::string_view name;
    const core::WindowExplanation* window;
};

// Where a card's words and number go. The swatch gives way where they need its room.
struct CardPlace {
    ui::Rect swatch;
    float left = 0.0F, right = 0.0F;
    ui::TextStyle name, number;
};

CardPlace place_card(const ui::Canvas& canvas, const ui::Rect& rect, std::string_view name, std::string_view number,
                     bool beside) {
    const float pad = canvas.view().px(8.0F);
    CardPlace placed;
    placed.name = {beside ? ui::Type::t14 : ui::Type::t18, ui::Family::words, true};
    placed.number = {beside ? ui::Type::t18 : ui::Type::t24, ui::Family::numbers, true};
    const float name_width = canvas.text_width(name, placed.name);
    const auto needed = [&](ui::TextStyle style) {
        const float number_width = canvas.text_width(number, style);
        return beside ? std::max(name_width, number_width) : name_width + 2 * pad + number_width;
    };
    float side = std::min(rect.h - 2 * pad, canvas.view().px(beside ? 28.0F : 36.0F));
    const float room = rect.w - 2 * pad;
    while (placed.number.type != ui::Type::t14 && needed(placed.number) > room - side - pad) {
        placed.number.type = ui::step_down(placed.number.type);
    }
    if (needed(placed.number) > room - side - pad) side = 0.0F;
    placed.swatch = {rect.x + pad, rect.center().y - side / 2, side, side};
    placed.left = placed.swatch.right() + (side > 0.0F ? pad : 0.0F);
    placed.right = rect.right() - pad;
    return placed;
}

void draw_card(const PhotoState& state, ui::Canvas& canvas, const ui::Rect& rect, const Card& card, bool beside) {
    const ui::View& view = canvas.view();
    const bool known = ui::step_motion(state.playback).picked;
    const float radius = view.px(12.0F);
    canvas.fill_rect(rect, canvas.color(ui::Token::panel), radius);
    canvas.stroke_rect(rect, canvas.color(ui::Token::line), view.stroke(1.0F), radius);

    const std::string result = core::exact_decimal(card.window->result);
    const CardPlace placed = place_card(canvas, rect, card.name, result, beside);
    if (!placed.swatch.empty()) {
        const ui::Color fill = known ? gray(card.window->result) : canvas.color(ui::Token::cover);
        canvas.fill_rect(placed.swatch, fill, view.px(4.0F));
        canvas.stroke_rect(placed.swatch, canvas.color(ui::Token::edge), view.stroke(1.0F), view.px(4.0F));
    }
    const std::string number = known ? result : "?";
    const ui::Token color = known ? ui::Token::output : ui::Token::text3;
    if (beside) {
        canvas.text(placed.left, rect.y + rect.h * 0.28F, card.name, placed.name, ui::Token::text);
        canvas.text(placed.left, rect.y + rect.h * 0.70F, number, placed.number, color);
    } else {
        canvas.text(placed.left + view.px(4.0F), rect.center().y, card.name, placed.name, ui::Token::text);
        canvas.text(placed.right - view.px(4.0F), rect.center().y, number, placed.number, color, ui::Align::right);
    }
}

void draw_cards(const PhotoState& state, ui::Canvas& canvas, const PhotoLayout& placed) {
    const ui::Text& text = *canvas.view().text;
    if (state.facts.crop_problem) {
        const ui::Rect& first = placed.cards[0];
        const ui::Rect& second = placed.cards[1];
        const std::int64_t side = std::min(state.facts.crop.rows, state.facts.crop.cols);
        const bool can_grow = state.document.kernel <= k_crop_largest &&
                              state.document.kernel <= std::min(state.photo.height, state.photo.width);
        ui::draw_error_panel(canvas, {first.x, first.y, second.right() - first.x, second.bottom() - first.y},
                             text.format(can_grow ? "photo.crop_too_small" : "photo.crop_too_small_for_kernel",
                                         {ui::arg("kernel", state.document.kernel), ui::arg("crop", side)}));
        return;
    }
    draw_card(state, canvas, placed.cards[0], {text.get("photo.lane.max"), &state.facts.max}, placed.cards_beside);
    draw_card(state, canvas, placed.cards[1], {text.get("photo.lane.average"), &state.facts.average},
              placed.cards_beside);
}

// ---- lanes

void draw_picture(const PhotoState& state, ui::Canvas& canvas, const ui::Rect& frame, PhotoLane lane) {
    if (!state.work) return;
    const PictureSet& set = state.work->lanes.shown();
    const auto index = static_cast<std::size_t>(lane);
    if (index >= set.images.size()) return;
    const ui::PhotoMap map = lane_map(state, frame);
    // A picture of the photo before this one keeps its place until the new one is there.
    const bool same_photo = set.order.photo.revision == state.photo.revision;
    ui::draw_lane_picture(canvas, map, set.images[index], same_photo ? set.order.lanes[index].rect : map.shown());
}

void draw_crop_on_lane(const PhotoState& state, ui::Canvas& canvas, const ui::Rect& frame) {
    const ui::PhotoMap map = lane_map(state, frame);
    const CropPlace& crop = state.facts.crop;
    const auto in_photo = [&crop](core::PhotoRect rect) {
        rect.x += static_cast<double>(crop.left);
        rect.y += static_cast<double>(crop.top);
        return rect;
    };
    if (!state.facts.crop_problem)
        ui::draw_crop_detail(canvas, map, in_photo(sliding_window(state)), ui::Token::accent);
    ui::draw_crop_mark(canvas, map, crop.rect());
    if (state.hover && !state.facts.problem && state.drag == PhotoDrag::none) {
        const core::Geometry& geometry = state.facts.geometry;
        const PixelPlace window = window_at(state, state.hover->pixel);
        ui::draw_crop_detail(canvas, map, window_rect(geometry, window.row * geometry.w.output + window.col),
                             ui::Token::text);
    }
    if (const auto cell = pointed_cell(state)) {
        ui::draw_crop_detail(canvas, map,
                             in_photo({static_cast<double>(cell->col), static_cast<double>(cell->row), 1.0, 1.0}),
                             ui::Token::text);
    }
}

struct LaneWords {
    std::string_view result, lost;
};
constexpr std::array<LaneWords, k_photo_lanes.size()> k_lane_words{
    LaneWords{"photo.lane.original", "photo.lane.original"}, LaneWords{"photo.lane.max", "photo.lost.max"},
    LaneWords{"photo.lane.average", "photo.lost.average"}, LaneWords{"photo.lane.gap", "photo.lost.gap"}};

void draw_caption(const PhotoState& state, ui::Canvas& canvas, const PhotoLayout& placed, PhotoLane lane) {
    const ui::Text& text = *canvas.view().text;
    const LaneWords& words = k_lane_words[static_cast<std::size_t>(lane)];
    const bool lost = state.document.lost() && lane != PhotoLane::original;
    std::string size = size_text(state.photo.width, state.photo.height);
    std::string_view note;
    if (lane == PhotoLane::original) {
        if (!lane_map(state, placed.lane(lane)).shows_all()) note = text.get("photo.part_shown");
    } else if (lane == PhotoLane::gap) {
        size = size_text(1, 1);
        if (!lost) note = text.get("photo.one_colour");
    } else {
        size = state.facts.problem ? "" : size_text(state.facts.geometry.w.output, state.facts.geometry.h.output);
    }
    ui::Rect line = placed.caption(lane);
    if (lost && (lane == PhotoLane::gap || !state.facts.problem)) {
        // What is lost has the photo's own size; the scale says what its brightness means.
        size.clear();
        const int gain = state.document.lost_gain;
        const std::string brightest = gain == 1 ? "255" : std::to_string(255 / gain) + "+";
        line.w -= ui::draw_gray_scale(canvas, line.right(), line.center().y, "0", brightest) + canvas.view().px(8.0F);
    }
    // In a narrow caption the operator's name alone: the choice in the settings says that it is what is lost.
    const std::string_view long_name = text.get(lost ? words.lost : words.result);
    const bool fits = canvas.text_width(long_name, {ui::Type::t18, ui::Family::words, true}) <= line.w;
    ui::draw_lane_caption(canvas, line, fits ? long_name : text.get(words.result), size,
                          lane == PhotoLane::original ? ui::Token::input : ui::Token::output, note);
}

// There is no padding here to suggest: the kernel has to become smaller.
std::string problem_sentence(const PhotoState& state, const ui::Text& text) {
    const std::int64_t most = std::min(state.photo.width, state.photo.height);
    if (state.document.kernel <= most) return text.sentence(*state.facts.problem);
    return text.format("photo.kernel_too_large",
                       {ui::arg("kernel", state.document.kernel),
                        {"size", size_text(state.photo.width, state.photo.height)},
                        {"range", most == 1 ? "1" : text.format("photo.range", {ui::arg("most", most)})}});
}

void draw_lane(const PhotoState& state, ui::Canvas& canvas, const PhotoLayout& placed, PhotoLane lane) {
    const ui::Rect& frame = placed.lane(lane);
    draw_caption(state, canvas, placed, lane);
    const bool pooled = lane == PhotoLane::max || lane == PhotoLane::average;
    if (pooled && state.facts.problem) {
        if (lane == PhotoLane::max) {
            ui::draw_error_panel(canvas, frame, problem_sentence(state, *canvas.view().text));
        } else {
            canvas.dashed_rect(frame, canvas.color(ui::Token::edge), canvas.view().stroke(1.0F), canvas.view().px(6.0F),
                               canvas.view().px(5.0F), canvas.view().px(8.0F));
        }
        return;
    }
    if (lane == PhotoLane::gap && !state.document.lost()) {
        if (state.means && state.means->revision == state.photo.revision) {
            ui::draw_mean_color(canvas, frame, state.means->means);
        }
    } else {
        draw_picture(state, canvas, frame, lane);
    }
    ui::draw_lane_edge(canvas, frame);
    if (lane != PhotoLane::gap) draw_crop_on_lane(state, canvas, frame);
    if (state.work && state.work->lanes.waiting() > k_wait_before_mark) ui::draw_waiting_mark(canvas, frame);
}

// ---- pyramid

// Where level's picture lies in its frame: the whole photo, in the middle.
ui::Rect whole_photo(const PhotoState& state, const ui::Rect& frame) {
    return ui::PhotoMap(frame, state.photo.width, state.photo.height, {}).photo_rect();
}

void draw_level(const PhotoState& state, ui::Canvas& canvas, const PhotoLayout& placed, std::size_t level) {
    const ui::View& view = canvas.view();
    const ui::Rect& frame = placed.levels[level];
    const ui::Rect picture = whole_photo(state, frame);
    const PictureSet& set = state.work->pyramid.shown();
    if (level < set.images.size() && !set.images[level].empty()) {
        const core::Image& image = set.images[level];
        canvas.image(frame, image, {0.0F, 0.0F, static_cast<float>(image.width), static_cast<float>(image.height)},
                     false);
    }
    const std::int64_t side = std::int64_t{1} << level;
    const bool current = state.document.kernel == side && state.document.stride == side;
    if (current) {
        canvas.stroke_rect(picture.grown(view.px(2.0F)), canvas.color(ui::Token::accent), view.stroke(3.0F),
                           view.px(3.0F));
    } else {
        canvas.stroke_rect(picture, canvas.color(ui::Token::line), view.stroke(1.0F));
    }
    const core::Geometry geometry = core::geometry(pyramid_spec(core::Op::max, static_cast<std::int64_t>(level)),
                                                   state.photo.height, state.photo.width);
    const std::string size = size_text(geometry.w.output, geometry.h.output);
    ui::TextStyle style{ui::Type::t16, ui::Family::numbers, false};
    if (canvas.text_width(size, style) > frame.w + view.px(14.0F)) style.type = ui::Type::t14;
    canvas.text(frame.center().x, placed.level_label_y, size, style, ui::Token::text, ui::Align::center);
}

void draw_pyramid(const PhotoState& state, ui::Canvas& canvas, const PhotoLayout& placed) {
    const ui::View& view = canvas.view();
    const ui::Text& text = *view.text;
    const bool max = state.document.repeated == core::Op::max;
    const float y = placed.pyramid_caption.center().y;
    const float right =
        placed.pyramid_choice.empty() ? placed.pyramid_caption.right() : placed.pyramid_choice.x - view.px(12.0F);
    const ui::TextStyle title_style{ui::Type::t18, ui::Family::words, true};
    const ui::TextStyle note_style{ui::Type::t16, ui::Family::words, false};
    const std::string_view title = text.get(max ? "photo.pyramid.max" : "photo.pyramid.average");
    const std::string_view note = text.get("photo.pyramid.note");
    const float x =
        placed.pyramid_caption.x + view.px(14.0F) +
        canvas.text(placed.pyramid_caption.x, y, canvas.elided(title, title_style, right - placed.pyramid_caption.x),
                    title_style, ui::Token::text);
    if (x + canvas.text_width(note, note_style) <= right) canvas.text(x, y, note, note_style, ui::Token::text2);

    const auto levels = static_cast<std::size_t>(pyramid_levels(state.photo));
    const float icon = view.px(16.0F);
    for (std::size_t level = 0; level < levels; ++level) {
        const ui::Rect& frame = placed.levels[level];
        if (level > 0) {
            const float gap = frame.x - placed.levels[level - 1].right();
            ui::draw_icon(canvas, ui::Icon::chevron_right,
                          {frame.x - gap / 2 - icon / 2, frame.center().y - icon / 2, icon, icon},
                          canvas.color(ui::Token::text2));
        }
        draw_level(state, canvas, placed, level);
    }
}

}  // namespace

ui::Rect failure_panel(const ui::View& view, const PhotoLayout& placed) {
    if (!placed.pyramid) return placed.lane(PhotoLane::gap);
    const ui::Rect& area = placed.pyramid_area;
    const float top = view.px(12.0F);
    const ui::Layout& layout = view.layout;
    const bool covered = layout.settings_open && layout.settings_is_drawer;
    const float right = covered ? std::min(area.right(), layout.settings.x - view.px(8.0F)) : area.right();
    return {area.x, area.y + top, right - area.x, std::min(layout.control(88.0F), area.h - top - view.px(12.0F))};
}

bool hidden_by_failure(const PhotoState& state, const PhotoLayout& placed, PhotoLane lane) {
    return state.failure && !placed.pyramid && lane == PhotoLane::gap;
}

ui::NumberGrid crop_numbers(const PhotoState& state) {
    const PhotoFacts& facts = state.facts;
    ui::NumberGrid grid = ui::input_grid(facts.numbers, photo_spec(state.document, core::Op::max),
                                         facts.crop_problem ? nullptr : &facts.crop_geometry);
    for (ui::GridCell& cell : grid.cells) cell.fill = gray(cell.value);
    return grid;
}

void photo_canvas(const PhotoState& state, ui::Canvas& canvas) {
    if (state.photo.empty() || !state.work) return;
    const PhotoLayout placed = photo_layout(canvas.view().layout);
    for (const PhotoLane lane : k_photo_lanes) {
        if (!hidden_by_failure(state, placed, lane)) draw_lane(state, canvas, placed, lane);
    }
    draw_crop_caption(state, canvas, placed.crop_caption);
    draw_numbers(state, canvas, placed);
    draw_cards(state, canvas, placed);
    if (placed.pyramid && !state.failure) draw_pyramid(state, canvas, placed);
    if (state.hover && state.drag == PhotoDrag::none) {
        ui::draw_hover_lines(canvas, state.hover->point, hover_lines(state, *canvas.view().text),
                             placed.lane_area);  // below it lie controls, which are drawn over the stage
    }
}

}  // namespace scenes
