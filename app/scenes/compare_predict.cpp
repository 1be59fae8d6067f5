// The compare scene's predictions: one question a window, about the first lane that is shown; the other lanes stay
// covered until it is answered. A global lane asks once, at the first window.
#include <algorithm>
#include <optional>

#include "app/scenes/compare_back.h"
#include "app/scenes/compare_state.h"
#include "app/scenes/prediction_stage.h"
#include "app/scenes/prediction_words.h"

namespace scenes {

namespace {

std::optional<Lane> asked_lane(const CompareState& state) {
    const auto asks = [&](Lane lane) {
        return lane != Lane::difference && state.shows(lane) && state.lane(lane).geometry.has_value();
    };
    const auto* const found = std::ranges::find_if(k_lanes, asks);
    return found == k_lanes.end() ? std::nullopt : std::optional(*found);
}

AskedWindow asked_window(const CompareState& state, std::int64_t window) {
    const std::optional<Lane> lane = asked_lane(state);
    if (!lane || (is_global(*lane) && window > 0)) return {};
    const Direction direction = goes_back(state) ? state.document.back.direction : Direction::forward;
    return ask_window(state.lane(*lane), state.back[static_cast<std::size_t>(*lane)], direction, window);
}

bool stands(const CompareState& state) {
    return stands_at_question(state.document.prediction, state.prediction, state.playback);
}

// Beside the asked lane's "= ?".
ui::Rect strip_place(const CompareState& state, const ui::View& view, const CompareStage& stage) {
    const std::optional<Lane> lane = asked_lane(state);
    const auto at =
        std::ranges::find_if(stage.layout.places, [&](const LanePlace& place) { return place.lane == lane; });
    if (at == stage.layout.places.end()) return {};
    const float from = std::min(view.layout.control(64.0F), at->result.w * 0.3F);
    const bool value = state.prediction.question == core::Question::value;
    const float width = std::min(at->result.w - from, view.layout.control(value ? 300.0F : 96.0F));
    const float height = std::min(view.layout.control(36.0F), std::max(at->result.h, view.px(24.0F)));
    return {at->result.x + from, at->result.center().y - height / 2, width, height};
}

}  // namespace

Predicting predicting(CompareState& state) {
    const CompareState* seen = &state;
    core::PoolSpec spec = state.document.spec;
    if (const auto lane = asked_lane(state)) spec.op = lane_op(*lane);
    return {state.document.prediction,
            state.prediction,
            state.playback,
            {spec, state.document.input.grid, state.document.back},
            [seen](std::int64_t window) { return asked_window(*seen, window); }};
}

void compare_question(CompareState& state, ui::Ui& ui) {
    const Predicting run = predicting(state);
    predicting_player(ui, run);
    if (!run.waits()) return;
    const ui::Rect strip = strip_place(state, ui.view(), compare_stage(state, ui.canvas()));
    question_strip(ui, strip, run, asked_window(state, state.playback.window), state.pointing);
}

bool compare_answer(CompareState& state, ui::Ui& ui, const ui::Pointer& mouse, const CompareStage& stage) {
    return state.document.prediction.on && point_at_answer(ui, mouse, stage.input_place, predicting(state));
}

void draw_compare_guess(const CompareState& state, ui::Canvas& canvas, const CompareStage& stage) {
    if (!state.document.prediction.on || !stage.shown) return;
    const std::int64_t index = stage.shown->index;
    const bool waits = stands(state) && !stage.shown->hovered;
    const JudgedWindow* judged = waits ? nullptr : state.prediction.judgement(index);
    const auto cell = guessed_cell(state.prediction, index, waits);
    if (cell && stage.input.contains(cell->row, cell->col)) {
        const ui::Color fill = ui::cell_fill(canvas.view(), stage.input, stage.input.at(cell->row, cell->col));
        draw_guess_frame(canvas, stage.input_place.cell(cell->row, cell->col), fill, judged);
    }
    if (goes_back(state)) return;
    for (std::size_t i = 0; i < stage.outputs.size(); ++i) {
        const CompareStage::Output& output = stage.outputs[i];
        if (stage.layout.places[i].lane != asked_lane(state) || output.bars || output.grid.cells.empty()) continue;
        for (const JudgedWindow& each : state.prediction.judged) {
            if (!core::revealed(state.playback, each.window)) continue;
            const std::int64_t row = each.window / output.grid.cols;
            draw_verdict_badge(canvas, output.place.cell(row, each.window - row * output.grid.cols), each);
        }
    }
}

std::string compare_prediction_words(const CompareState& state, const ui::Text& text) {
    const auto lane = asked_lane(state);
    const auto shown = compared_window(state);
    if (!state.document.prediction.on || !lane || !shown) return {};
    const AskedWindow asked = asked_window(state, shown->index);
    if (is_global(*lane) && shown->index > 0) return {};  // asked and answered with the first window
    const std::string words = prediction_words(text, state.document.prediction, state.prediction, asked, shown->index,
                                               stands(state) && !shown->hovered);
    return words.empty() ? words
                         : text.format("predict.lane", {{"lane", std::string(text.get(lane_key(*lane)))}}) + words;
}

}  // namespace scenes
