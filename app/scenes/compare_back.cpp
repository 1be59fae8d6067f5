#include "app/scenes/compare_back.h"

#include <algorithm>
#include <cmath>

#include "app/scenes/number_words.h"
#include "app/scenes/pool_words.h"
#include "app/scenes/way_back_draw.h"
#include "app/scenes/way_back_words.h"

namespace scenes {

namespace {

using ui::Token;

bool unpools(const CompareState& state) { return state.document.back.direction == Direction::unpool; }
const WayBackFacts& back_of(const CompareState& state, Lane lane) { return state.back[static_cast<std::size_t>(lane)]; }

// A global lane sends its one gradient with the first window.
std::int64_t arrived_in(const CompareState& state, Lane lane) {
    const std::int64_t arrived = arrived_windows(state.playback);
    return is_global(lane) ? std::min<std::int64_t>(arrived, 1) : arrived;
}

bool known(const CompareState& state, const CompareStage& stage, Lane lane) {
    if (is_global(lane)) return state.playback.window > 0 || ui::step_motion(state.playback).picked;
    return stage.shown->motion.picked;
}

// One scale for all lanes that are shown, so that their strengths can be compared.
double common_scale(const CompareState& state) {
    double scale = 0.0;
    for (const Lane lane : k_lanes) {
        if (state.shows(lane) && back_of(state, lane).arrived >= 0) scale = std::max(scale, back_of(state, lane).scale);
    }
    return scale > 0.0 ? scale : 1.0;
}

core::Grid lane_gradient(const CompareState& state, Lane lane) {
    const WayBackFacts& back = back_of(state, lane);
    if (lane != Lane::difference) return back.so_far.gradient;
    const WayBackFacts& average = back_of(state, Lane::average);
    if (back.arrived < 0 || average.arrived < 0) return {};
    return core::difference(back.so_far.gradient, average.so_far.gradient);
}

bool puts_back(const CompareState& state, Lane lane) {
    const WayBackFacts& back = back_of(state, lane);
    return lane != Lane::difference && back.can_unpool && !back.problem;
}

ui::NumberGrid lane_picture(const CompareState& state, Lane lane, const ui::View& view) {
    if (unpools(state))
        return puts_back(state, lane) ? unpooled_grid(view, state.lane(lane), back_of(state, lane)) : ui::NumberGrid{};
    const core::Grid gradient = lane_gradient(state, lane);
    ui::NumberGrid grid = ui::output_grid(gradient, {0.0F, 1.0F}, std::ssize(gradient.values));
    grid.decimals = back_of(state, lane).decimals;
    const double scale = common_scale(state);
    for (ui::GridCell& cell : grid.cells) {
        cell.fill = signed_fill(view, static_cast<double>(cell.value), scale);
        if (cell.value == 0.0F) cell.text = "0";
    }
    return grid;
}

}  // namespace

bool goes_back(const CompareState& state) {
    return state.document.back.direction != Direction::forward && state.window_facts().geometry.has_value();
}

std::string_view moral_key(const CompareState& state) {
    if (!goes_back(state)) return "compare.moral";
    return unpools(state) ? "back.compare.moral_unpool" : "back.compare.moral";
}

void refresh_back(CompareState& state) {
    if (state.document.back.direction != Direction::forward) state.document.side = SideView::window;
    for (const Lane lane : k_lanes) {
        update_way_back(state.back[static_cast<std::size_t>(lane)], state.document.back, state.lane(lane),
                        arrived_in(state, lane));
    }
}

CompareStage::Output back_output(const CompareState& state, const LanePlace& at, const ui::Canvas& canvas) {
    CompareStage::Output output;
    if (!state.lane(at.lane).geometry) return output;
    output.grid = lane_picture(state, at.lane, canvas.view());
    if (output.grid.cells.empty()) return output;
    ui::GridFit fit;
    fit.across = ui::Align::right;
    fit.middle = true;
    ui::Rect frame = at.grid;
    if (at.lane == Lane::difference) frame = {at.grid.right() - at.grid.h, at.grid.y, at.grid.h, at.grid.h};
    output.place = ui::place_grid(canvas, frame, output.grid, fit);
    return output;
}

namespace {

class BackLanePen {
public:
    BackLanePen(ui::Canvas& canvas, const CompareState& state, const CompareStage& stage, std::size_t index)
        : canvas_(canvas),
          view_(canvas.view()),
          state_(state),
          stage_(stage),
          at_(stage.layout.places[index]),
          output_(stage.outputs[index]),
          pool_(state.lane(at_.lane)),
          back_(back_of(state, at_.lane)) {}

    void draw() {
        if (!output_.grid.cells.empty()) ui::draw_cells(canvas_, output_.place, output_.grid);
        if (unpools(state_)) {
            unpool_words();
        } else if (at_.lane == Lane::difference) {
            if (!at_.low) wrapped(view_.text->get("back.compare.difference"));
        } else {
            backward_words();
        }
    }

private:
    std::int64_t window() const { return is_global(at_.lane) ? 0 : stage_.shown->index; }

    void line(const ui::Rect& room, const ui::RichText& words, ui::TextStyle style) {
        if (room.empty()) return;
        while (style.type != ui::Type::t14 &&
               (canvas_.rich_width(words, style) > room.w || canvas_.text_size(style) > room.h)) {
            style.type = ui::step_down(style.type);
        }
        if (canvas_.rich_width(words, style) > room.w * 1.02F) return;
        canvas_.rich(room.x, room.center().y, words, style, Token::text2);
    }

    void wrapped(std::string_view words) {
        const ui::Rect room = at_.formula.empty() ? at_.result : at_.formula;
        const float height = at_.card.bottom() - view_.px(8.0F) - room.y;
        const ui::TextStyle style{ui::Type::t14};
        const int lines = std::max(1, static_cast<int>(height / (canvas_.text_size(style) * 1.3F)));
        const float right =
            output_.grid.cells.empty() ? at_.card.right() - view_.px(14.0F) : output_.place.area.x - view_.px(12.0F);
        canvas_.wrapped(room.x, room.y, right - room.x, words, style, Token::text2, lines);
    }

    void backward_words() {
        const core::WindowExplanation explanation = pool_.window(window());
        const auto parts =
            core::parts_of_window(pool_.input, pool_.spec, back_.sent, window(), state_.document.back.ties);
        const BackStep step{explanation, parts,
                            static_cast<double>(back_.sent.values[static_cast<std::size_t>(window())]),
                            known(state_, stage_, at_.lane)};
        ui::RichText formula = backward_formula(step, pool_.spec, state_.document.back.ties);
        const float room = at_.formula.empty() ? at_.result.w : at_.formula.w;
        if (canvas_.rich_width(formula, {ui::Type::t14, ui::Family::numbers}) > room)
            formula = backward_formula(step, pool_.spec, state_.document.back.ties, false);
        const std::vector<NoteLine> sums = backward_notes(*view_.text, back_, std::nullopt);
        if (at_.formula.empty()) {
            line(at_.result, formula, {ui::Type::t20, ui::Family::numbers});
            return;
        }
        line(at_.formula, formula, {at_.low ? ui::Type::t18 : ui::Type::t24, ui::Family::numbers});
        line(at_.result, {{sums.front().words, Token::text}}, {ui::Type::t16});
    }

    void unpool_words() {
        if (!puts_back(state_, at_.lane)) {
            wrapped(at_.lane != Lane::difference && back_.problem
                        ? view_.text->sentence(*back_.problem)
                        : std::string(view_.text->get("back.compare.no_place")));
            return;
        }
        const ui::RichText formula =
            index_formula(pool_.window(window()).winner_index, back_.size.w, known(state_, stage_, at_.lane));
        if (at_.formula.empty()) {
            line(at_.result, formula, {ui::Type::t20, ui::Family::numbers});
            return;
        }
        line(at_.formula, formula, {at_.low ? ui::Type::t18 : ui::Type::t24, ui::Family::numbers});
        line(at_.result, {{zeros_words(*view_.text, back_), Token::text}}, {ui::Type::t16});
    }

    ui::Canvas& canvas_;
    const ui::View& view_;
    const CompareState& state_;
    const CompareStage& stage_;
    const LanePlace& at_;
    const CompareStage::Output& output_;
    const PoolFacts& pool_;
    const WayBackFacts& back_;
};

std::string_view part_key(Lane lane) {
    switch (lane) {
        case Lane::max:
        case Lane::difference:
            return "back.compare.max";
        case Lane::average:
            return "back.compare.average";
        case Lane::gap:
            return "back.compare.gap";
        case Lane::min:
            return "back.compare.min";
        case Lane::lp:
            return "back.compare.lp";
        case Lane::global_max:
            break;
    }
    return "back.compare.global_max";
}

ui::RichText unpool_readout(const CompareState& state, const ui::Text& text, std::int64_t window, bool picked) {
    for (const Lane lane : k_lanes) {
        if (!state.shows(lane) || !puts_back(state, lane)) continue;
        return unpool_sentence(text, state.lane(lane), back_of(state, lane),
                               state.lane(lane).window(is_global(lane) ? 0 : window), picked);
    }
    return {{std::string(text.get("back.compare.none_puts_back"))}};
}

}  // namespace

void draw_back_lane(ui::Canvas& canvas, const CompareState& state, const CompareStage& stage, std::size_t index) {
    BackLanePen(canvas, state, stage, index).draw();
}

void draw_back_hover(ui::Canvas& canvas, const CompareState& state, const CompareStage& stage) {
    const GridHover& hover = state.pointing.shown();
    if (hover.what != GridHover::What::input) return;
    for (const CompareStage::Output& output : stage.outputs) {
        if (output.grid.contains(hover.row, hover.col))
            ui::draw_hover_cell(canvas, output.place.cell(hover.row, hover.col));
    }
}

ui::RichText compare_back_readout(const CompareState& state, const ui::Text& text) {
    const auto shown = compared_window(state);
    if (!shown) return {};
    if (unpools(state)) return unpool_readout(state, text, shown->index, shown->motion.picked);
    ui::RichText words = text.rich("readout.compare.place",
                                   {ui::arg("n", shown->index + 1), ui::arg("count", state.window_facts().windows())});
    bool first = true;
    for (const Lane lane : k_lanes) {
        if (!state.shows(lane) || lane == Lane::difference || !state.lane(lane).geometry || !shown->motion.picked)
            continue;
        const auto parts =
            core::parts_of_window(state.document.input.grid, state.lane(lane).spec, back_of(state, lane).sent,
                                  is_global(lane) ? 0 : shown->index, state.document.back.ties);
        const auto largest = std::ranges::max_element(parts, {}, [](const core::GradientPart& part) {
            return part.kind == core::WindowCell::Kind::inside ? std::abs(part.amount) : -1.0;
        });
        const double amount = largest == parts.end() ? 0.0 : largest->amount;
        if (!first) words.push_back({", "});
        first = false;
        append(words, text.rich(part_key(lane), {{"part", gradient_text(amount), sign_token(amount), true, true}}));
    }
    append(words, text.rich(first ? "back.compare.ask" : "readout.compare.end", {}));
    return words;
}

}  // namespace scenes
