// The stride scene's predictions: the question in the band, the answer by a click on the window, by typing, or by the
// line in the lens; and the guess as it is drawn.
#include <algorithm>
#include <cmath>

#include "app/scenes/prediction_stage.h"
#include "app/scenes/prediction_words.h"
#include "app/scenes/stride_back.h"
#include "app/scenes/stride_state.h"
#include "app/ui/window_lens.h"
#include "core/number_text.h"

namespace scenes {

namespace {

Direction shown_direction(const StrideState& state) {
    return goes_back(state) ? state.document.back.direction : Direction::forward;
}

// The line is for sharing equally; what grows with the number of values is typed.
bool has_line(const StrideState& state) {
    return shown_direction(state) == Direction::forward && state.document.side == SideView::window &&
           core::is_average(state.facts.spec.op);
}

AskedWindow asked_window(const StrideState& state, std::int64_t window) {
    AskedWindow asked = ask_window(state.facts, state.back, shown_direction(state), window);
    asked.line = has_line(state);
    return asked;
}

bool stands(const StrideState& state) {
    return stands_at_question(state.document.prediction, state.prediction, state.playback);
}

bool lens_captioned(const ui::View& view) { return !view.layout.compact; }

std::string step_text(const ui::LensValue& at) {
    const int decimals = std::max(0, static_cast<int>(std::lround(-std::log10(at.step))));
    return core::fixed_decimal(static_cast<float>(at.value), decimals);
}

// A press in the lens takes the line until it is let go.
bool drag_line(StrideState& state, ui::Ui& ui, const ui::Pointer& mouse, const StrideStage& stage) {
    PredictionRun& run = state.prediction;
    if (!mouse.down && !mouse.pressed) run.dragging = false;
    const bool over = mouse.hovered && stage.layout.lens.contains(mouse.position);
    if (mouse.pressed && over) run.dragging = true;
    if (over || run.dragging) ui.cursor(ui::Cursor::resize);
    if (!run.dragging) return over;
    const core::WindowExplanation window = state.facts.window(state.playback.window);
    run.typed = step_text(ui::lens_value(ui.view(), stage.layout.lens, window, state.facts.spec,
                                         lens_captioned(ui.view()), mouse.position.y));
    return true;
}

}  // namespace

Predicting predicting(StrideState& state) {
    const StrideState* seen = &state;
    return {state.document.prediction,
            state.prediction,
            state.playback,
            {state.document.spec, state.document.input.grid, state.document.back},
            [seen](std::int64_t window) { return asked_window(*seen, window); }};
}

void stride_question(StrideState& state, ui::Ui& ui) {
    const Predicting run = predicting(state);
    predicting_player(ui, run);
    const ui::Rect strip = stride_stage(state, ui.canvas()).layout.question;
    if (run.waits()) question_strip(ui, strip, run, asked_window(state, state.playback.window), state.pointing);
}

bool stride_answer(StrideState& state, ui::Ui& ui, const ui::Pointer& mouse, const StrideStage& stage) {
    if (!state.document.prediction.on) return false;
    if (stands(state) && state.prediction.question == core::Question::value && has_line(state) &&
        drag_line(state, ui, mouse, stage))
        return true;
    return point_at_answer(ui, mouse, stage.input_place, predicting(state));
}

void draw_stride_guess(const StrideState& state, ui::Canvas& canvas, const StrideStage& stage) {
    if (!state.document.prediction.on || !stage.shown) return;
    const std::int64_t index = stage.shown->index;
    const bool waits = stands(state) && !stage.shown->hovered;
    const JudgedWindow* judged = waits ? nullptr : state.prediction.judgement(index);
    if (const auto cell = guessed_cell(state.prediction, index, waits);
        cell && stage.input.contains(cell->row, cell->col)) {
        const ui::Color fill = ui::cell_fill(canvas.view(), stage.input, stage.input.at(cell->row, cell->col));
        draw_guess_frame(canvas, stage.input_place.cell(cell->row, cell->col), fill, judged);
    }
    const auto value = guessed_value(state.prediction, index, waits);
    if (value && has_line(state)) {
        const float y = ui::lens_y(canvas.view(), stage.layout.lens, stage.shown->window, state.facts.spec,
                                   lens_captioned(canvas.view()), *value);
        draw_guess_line(canvas, stage.layout.lens, y,
                        core::exact_decimal(static_cast<float>(*value), core::Minus::typographic), judged);
    }
    if (state.document.side != SideView::window) return;
    for (const JudgedWindow& each : state.prediction.judged) {
        if (!core::revealed(state.playback, each.window)) continue;
        const std::int64_t row = each.window / stage.output.cols;
        draw_verdict_badge(canvas, stage.output_place.cell(row, each.window - row * stage.output.cols), each);
    }
}

std::string stride_prediction_words(const StrideState& state, const ui::Text& text) {
    if (!state.document.prediction.on) return {};
    const auto shown = shown_window(state);
    if (!shown) return {};
    const bool waits = stands(state) && !shown->hovered;
    return prediction_words(text, state.document.prediction, state.prediction, asked_window(state, shown->index),
                            shown->index, waits);
}

}  // namespace scenes
