// Stride: slide a window over a table of numbers and watch the output fill in. This file is the scene's state over time
// and by hand; stride_layout.cpp says where things lie, stride_canvas.cpp draws them.
#include <algorithm>
#include <cmath>

#include "app/scenes/edge_bins.h"
#include "app/scenes/edge_marks.h"
#include "app/scenes/pool_words.h"
#include "app/scenes/prediction_stage.h"
#include "app/scenes/scene_exports.h"
#include "app/scenes/scene_list.h"
#include "app/scenes/stride_back.h"
#include "app/scenes/stride_state.h"
#include "app/scenes/way_back_words.h"
#include "app/ui/window_lens.h"

namespace scenes {

namespace {

constexpr float k_largest_input_cell = 192.0F;  // px at scale 1

}  // namespace

StrideState::StrideState() = default;

void refresh(StrideState& state) {
    const bool changed = update_facts(state.facts, state.document.spec, state.document.input.grid, state.playback);
    if (state.document.back.direction != Direction::forward) state.document.side = SideView::window;
    update_way_back(state.back, state.document.back, state.facts, arrived_windows(state.playback));
    forget_switch(state.rules, state.document.spec, state.document.input.grid, state.playback.window);
    if (state.document.side == SideView::rules) {
        update_rules(state.rules, state.document.spec, state.document.input.grid);
    }
    keep_run(predicting(state));
    if (!changed) return;
    state.first_tie.reset();
    state.pointing.pinned.reset();
    state.pointing.hover = {};
}

std::optional<ShownWindow> shown_window(const StrideState& state) {
    if (!state.facts.geometry || state.facts.windows() == 0) return std::nullopt;
    ShownWindow shown;
    const GridHover& hover = state.pointing.shown();
    shown.hovered = hover.what == GridHover::What::output && hover.window < state.facts.windows() &&
                    hover.window != state.playback.window;
    shown.index = shown.hovered ? hover.window : state.playback.window;
    shown.window = state.facts.window(shown.index);
    if (!shown.hovered) {
        shown.motion = ui::step_motion(state.playback);
    } else if (!core::revealed(state.playback, shown.index)) {
        shown.motion.pick = shown.motion.triangle = shown.motion.level = shown.motion.drop = shown.motion.uncover =
            0.0F;
        shown.motion.picked = shown.motion.done = false;
    }
    return shown;
}

namespace {

StrideStage place_stage(const StrideState& state, const ui::Canvas& canvas) {
    const PoolFacts& facts = state.facts;
    StrideStage stage;
    if (goes_back(state)) {
        place_way_back(state, canvas, stage);
        return stage;
    }
    stage.input = ui::input_grid(facts.input, facts.spec, facts.geometry ? &*facts.geometry : nullptr);
    if (state.coverage && facts.geometry) ui::show_coverage(stage.input, facts.coverage);
    stage.layout = stride_layout(canvas.view(), stage.input, facts.geometry && shows_bins(facts.spec));
    ui::GridFit input_fit;
    input_fit.max_cell = k_largest_input_cell;
    input_fit.middle = true;
    stage.input_place = ui::place_grid(canvas, stage.layout.input, stage.input, input_fit);
    stage.shown = shown_window(state);
    if (!facts.geometry) return stage;

    const bool grows = facts.spec.op == core::Op::sum || facts.spec.op == core::Op::lp;
    const core::Grid& values = facts.pooled.values;
    stage.output = ui::output_grid(values, ui::value_range(grows ? values : facts.input), state.playback.window + 1);
    const ui::StepMotion motion = ui::step_motion(state.playback);
    if (facts.windows() > 0 && !motion.done) {
        ui::GridCell& cell = stage.output.cells[static_cast<std::size_t>(state.playback.window)];
        if (motion.uncover > 0.0F) {
            cell.cover = 1.0F - motion.uncover;
        } else {
            cell.kind = ui::CellKind::covered;
        }
    }
    ui::GridFit fit;
    fit.max_cell = stage.layout.input.h / canvas.view().layout.u / 4.0F;
    fit.middle = true;
    if (state.document.side != SideView::window) return stage;
    stage.output_place = place_output(canvas, stage.layout.output, stage.output, *facts.geometry, fit);
    return stage;
}

}  // namespace

StrideStage stride_stage(const StrideState& state, const ui::Canvas& canvas) {
    StrideStage stage = place_stage(state, canvas);
    if (stands_at_question(state.document.prediction, state.prediction, state.playback))
        stage.layout.question = cut_question_strip(canvas.view(), stage.layout.band, state.prediction.question);
    return stage;
}

bool asks_for_ties(const StrideState& state, const StrideStage& stage) {
    return state.document.side == SideView::window && !goes_back(state) && stage.shown && stage.shown->motion.picked &&
           stage.shown->window.tied > 0;
}

namespace {

// ---- by hand

GridHover hover_at(const StrideState& state, const StrideStage& stage, const ui::Canvas& canvas, ui::Vec2 point) {
    GridHover hover;
    if (const auto cell = stage.input_place.cell_at(point)) {
        hover.what = GridHover::What::input;
        hover.row = cell->row;
        hover.col = cell->col;
        return hover;
    }
    if (!stage.shown) return hover;
    if (const auto cell = stage.output_place.cell_at(point)) {
        hover.what = GridHover::What::output;
        hover.window = cell->row * stage.output.cols + cell->col;
        return hover;
    }
    if (goes_back(state)) return hover;
    const core::WindowExplanation& window = stage.shown->window;
    std::optional<std::int64_t> tap;
    if (state.document.side == SideView::window) {
        tap = ui::lens_cell_at(canvas.view(), stage.layout.lens, window, state.document.spec, point);
    }
    if (!tap && stage.layout.band.contains(point)) {
        const bool note = !ui::divisor_note(*canvas.view().text, window).empty();
        tap = ui::place_formula(canvas, stage.layout.band, window, state.document.spec, note).cell_at(point);
    }
    if (tap) {
        hover.what = GridHover::What::tap;
        hover.tap = *tap;
    }
    return hover;
}

void point(StrideState& state, ui::Ui& ui) {
    const StrideStage stage = stride_stage(state, ui.canvas());
    const ui::Pointer mouse = ui.pointer(ui.view().layout.stage, "stride.stage");
    const PointedPool pool{state.document.spec, state.facts, state.playback,
                           pool_limits(state.document.input.grid).kernel};
    if (stride_answer(state, ui, mouse, stage)) {
        state.pointing.hover = {};
        return;
    }
    const Direction direction = goes_back(state) ? state.document.back.direction : Direction::forward;
    if (direction == Direction::unpool) {  // the cells are results: there is nothing to drag or to type
        state.pointing.hover = mouse.hovered ? hover_at(state, stage, ui.canvas(), mouse.position) : GridHover{};
        if (mouse.clicked && state.pointing.hover.what != GridHover::What::input)
            click_on_grid(state.document.input, state.pointing, state.pointing.hover);
        return;
    }
    if (drag_on_input(ui, mouse, stage.input_place, pool, state.pointing)) {
        refresh(state);
        if (state.facts.geometry) keep_corner(state.pointing, *state.facts.geometry, state.playback);
    }
    const bool dragging = state.pointing.drag == GridDrag::window || state.pointing.drag == GridDrag::kernel;
    const GridHover at = mouse.hovered ? hover_at(state, stage, ui.canvas(), mouse.position) : GridHover{};
    state.pointing.hover = dragging && !mouse.clicked ? GridHover{} : at;
    if (at.what == GridHover::What::output || at.what == GridHover::What::tap) ui.cursor(ui::Cursor::hand);
    if (mouse.clicked && direction == Direction::backward && at.what == GridHover::What::output) {
        open_gradient(state.gradients, state.pointing, state.back, at.window);
    } else if (mouse.clicked) {
        click_on_grid(state.document.input, state.pointing, at);
    }
    edit_cell(ui, mouse, stage.input_place, state.document.input, state.pointing);
    edit_gradient(ui, mouse, stage.output_place, state.document.back, state.back, state.pointing, state.gradients);
}

void main_page(StrideState& state, ui::SettingsColumn& column) {
    core::PoolSpec& spec = state.document.spec;
    if (preset_row(column, state.presets, spec, state.document.input)) {
        refresh(state);
        core::go_first(state.playback);
    }
    ui::operator_rows(column, spec, state.panel.operator_menu);
    const bool on_stage =
        !way_back_places(state, column.ui().view(), stride_layout(column.ui().view(), {})).choice.empty();
    direction_row(column, state.document.back);
    way_back_rows(column, state.document.back, state.back, spec, state.playback.window, !on_stage);
    ui::window_rows(column, spec, pool_limits(state.document.input.grid));
    ui::rounding_row(column, spec);
    rule_row(column, spec, state.rules, state.document.input.grid, state.document.side);
    // A comparison is of the way forward.
    if (state.document.side != SideView::window) state.document.back.direction = Direction::forward;
    if (state.document.back.direction == Direction::forward) column.checkbox("stride.coverage", state.coverage);
    page_buttons(column, state.panel);
}

void settings(StrideState& state, ui::Ui& ui) {
    const ui::Rect& panel = ui.view().layout.settings;
    if (panel.empty() || !ui.view().layout.settings_open) return;
    ui::SettingsColumn column(ui, "stride.settings", panel, state.panel.content_height);
    if (state.panel.page == SettingsPage::main) {
        main_page(state, column);
    } else {
        page_head(column, state.panel);
        if (state.panel.page == SettingsPage::more) {
            ui::more_rows(column, state.document.spec, pool_limits(state.document.input.grid));
        } else if (state.panel.page == SettingsPage::numbers) {
            numbers_rows(column, state.document.input, state.pointing.notice);
        }
    }
    state.panel.content_height = column.used();
}

void coverage_command(StrideState& state, ui::Ui& ui) {
    StrideState* target = &state;
    ui.command({"stride.coverage",
                {{"C"}},
                [] { return true; },
                [target] { target->coverage = !target->coverage; },
                "command.group.stage"});
}

}  // namespace

void stride_controls(StrideState& state, ui::Ui& ui) {
    state.rules.pointed.reset();
    unpin_command(ui, state.pointing);
    direction_command(ui, state.document.back);
    if (!goes_back(state)) side_commands(state, ui);
    table_commands(ui, state.document.input);
    coverage_command(state, ui);
    settings(state, ui);
    refresh(state);
    stride_question(state, ui);
    if (!goes_back(state)) side_controls(state, ui);
    way_back_controls(ui, way_back_places(state, ui.view(), stride_stage(state, ui.canvas()).layout),
                      state.document.back, state.back, state.playback.window);
    refresh(state);
    point(state, ui);
    refresh(state);
}

ui::RichText stride_readout(const StrideState& state, const ui::View& view) {
    const ui::Text& text = *view.text;
    if (state.facts.problem && !state.rules.pointed) return {{text.sentence(*state.facts.problem)}};
    const GridHover& hover = state.pointing.shown();
    if (std::string change = rule_note(text, state.rules); !change.empty()) return {{std::move(change)}};
    ui::RichText said{{stride_prediction_words(state, text), {}, true}};
    if (goes_back(state)) {
        append(said, stride_back_readout(state, text));
        return said;
    }
    if (hover.what == GridHover::What::input) {
        ui::RichText words = cell_sentence(text, state.facts, hover.row, hover.col);
        if (!words.empty()) return words;
    }
    const auto shown = shown_window(state);
    if (!shown) return {};
    append(said, window_sentence(text, state.facts, shown->window, shown->motion.picked));
    return said;
}

namespace {

// ---- over time

// A table, setting and window that another part of the program wants looked at; Undo brings back what was there.
void show_pooling(StrideState& state, const ui::PoolingToShow& wish) {
    StrideDocument& document = state.document;
    document.spec = wish.spec;
    document.input.grid = wish.input;
    document.side = SideView::window;
    document.back = {};
    document.prediction = {};  // what is shown is the answer
    if (!wish.gradient.empty()) {
        document.back.direction = Direction::backward;
        document.back.fill = GradientFill::own;
        document.back.own = wish.gradient;
    }
    refresh(state);
    core::seek(state.playback, wish.window);
}

bool accepts(const ui::Event& event) {
    return is_table_event(event) || std::holds_alternative<ui::PoolingToShow>(event);
}

void update(StrideState& state, const FrameInput& input) {
    for (const ui::Event& event : input.events) {
        if (const auto* wish = std::get_if<ui::PoolingToShow>(&event)) show_pooling(state, *wish);
        if (!take_gradient_event(event, state.document.back, state.back, state.pointing, state.gradients))
            take_table_event(event, state.document.input, state.pointing);
    }
    refresh(state);
    advance_run(predicting(state), input.dt);
    refresh(state);
    continue_checks(state.back);
}

std::string question(const StrideState& state) {
    const core::PoolSpec& spec = state.document.spec;
    if (goes_back(state)) return way_back_question(spec, state.document.back.direction);
    const bool padded = state.facts.geometry && (state.facts.geometry->h.pad_begin > 0 || spec.ceil);
    if (core::is_global(spec.op)) return "question.stride.global";
    if (core::is_adaptive(spec.op)) return "question.stride.adaptive";
    switch (spec.op) {
        case core::Op::average:
            return padded ? "question.stride.average_edge" : "question.stride.average";
        case core::Op::min:
            return "question.stride.min";
        case core::Op::sum:
            return "question.stride.sum";
        case core::Op::lp:
            return "question.stride.lp";
        default:
            return "question.stride.max";
    }
}

void restarted(StrideState& state) {
    StrideState fresh;
    fresh.document = state.document;
    state = std::move(fresh);
    refresh(state);
}

}  // namespace

std::vector<TourStop<StrideState>> stride_tour();

std::unique_ptr<Scene> stride_scene() {
    SceneFunctions<StrideState> functions{};
    functions.id = "stride";
    functions.picture = ui::RailPicture::stride;
    functions.update = update;
    functions.controls = stride_controls;
    functions.canvas = stride_canvas;
    functions.readout = stride_readout;
    functions.question = question;
    functions.moving = [](const StrideState& state) {
        return run_moves(state.document.prediction, state.prediction, state.playback) || !state.back.checks.complete();
    };
    functions.waiting = [](const StrideState& state) { return !state.back.checks.complete(); };
    functions.accepts = accepts;
    functions.restarted = restarted;
    functions.region_names = k_stride_regions;
    functions.regions = stride_regions;
    functions.tour = stride_tour;
    functions.tables = stride_tables;
    functions.code = stride_code;
    return std::make_unique<SceneOf<StrideState>>(functions);
}

}  // namespace scenes
