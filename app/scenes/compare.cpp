// Compare: one window over one table, and in lanes beside it what each operator keeps. This file is the scene's state
// over time and by hand; compare_layout.cpp says where things lie, compare_canvas.cpp draws them.
#include <algorithm>
#include <cmath>

#include "app/scenes/compare_back.h"
#include "app/scenes/compare_state.h"
#include "app/scenes/edge_marks.h"
#include "app/scenes/pool_words.h"
#include "app/scenes/scene_exports.h"
#include "app/scenes/scene_list.h"

namespace scenes {

namespace {

constexpr std::int64_t k_most_bars = 16;

}  // namespace

std::string_view lane_key(Lane lane) {
    switch (lane) {
        case Lane::max:
            return "lane.max";
        case Lane::average:
            return "lane.average";
        case Lane::gap:
            return "lane.gap";
        case Lane::difference:
            return "lane.difference";
        case Lane::min:
            return "lane.min";
        case Lane::lp:
            return "lane.lp";
        case Lane::global_max:
            return "lane.global_max";
    }
    return {};
}

core::Op lane_op(Lane lane) {
    switch (lane) {
        case Lane::max:
        case Lane::difference:
            return core::Op::max;
        case Lane::average:
            return core::Op::average;
        case Lane::gap:
            return core::Op::global_average;
        case Lane::min:
            return core::Op::min;
        case Lane::lp:
            return core::Op::lp;
        case Lane::global_max:
            return core::Op::global_max;
    }
    return core::Op::max;
}

bool is_global(Lane lane) { return core::is_global(lane_op(lane)); }

CompareState::CompareState() {
    for (Preset one : scenes::presets()) {
        if (!core::uses_window_settings(one.spec.op)) continue;
        one.spec.op = core::Op::max;
        presets.push_back(std::move(one));
    }
}

core::PoolSpec average_spec(const CompareState& state) {
    core::PoolSpec spec = state.document.spec;
    spec.op = core::Op::average;
    return spec;
}

void refresh(CompareState& state) {
    core::PoolSpec spec = state.document.spec;
    const core::Grid& grid = state.document.input.grid;
    spec.op = core::Op::max;
    bool changed = update_facts(state.facts[0], spec, grid, state.playback);
    for (const Lane lane : k_lanes) {
        spec.op = lane_op(lane);
        changed |= update_facts(state.facts[static_cast<std::size_t>(lane)], spec, grid);
    }
    forget_switch(state.rules, average_spec(state), grid, state.playback.window);
    if (state.document.side == SideView::rules) update_rules(state.rules, average_spec(state), grid);
    refresh_back(state);
    keep_run(predicting(state));
    if (!changed) return;
    state.pointing.pinned.reset();
    state.pointing.hover = {};
    state.difference = {};
    if (state.window_facts().problem || state.lane(Lane::average).problem) return;
    state.difference = core::difference(state.lane(Lane::max).pooled.values, state.lane(Lane::average).pooled.values);
}

std::optional<ComparedWindow> compared_window(const CompareState& state) {
    const PoolFacts& facts = state.window_facts();
    if (facts.windows() == 0) return std::nullopt;
    const GridHover& hover = state.pointing.shown();
    ComparedWindow shown;
    shown.hovered = hover.what == GridHover::What::output && hover.window < facts.windows() &&
                    hover.window != state.playback.window;
    shown.index = shown.hovered ? hover.window : state.playback.window;
    if (!shown.hovered) {
        shown.motion = ui::step_motion(state.playback);
    } else if (!core::revealed(state.playback, shown.index)) {
        shown.motion.pick = shown.motion.triangle = 0.0F;
        shown.motion.picked = shown.motion.done = false;
    }
    return shown;
}

namespace {

CompareStage::Output lane_output(const CompareState& state, const LanePlace& at, const ui::Canvas& canvas) {
    CompareStage::Output output;
    const PoolFacts& facts = state.lane(at.lane);
    const bool global = is_global(at.lane);
    if (!facts.geometry || (at.lane == Lane::difference && state.difference.empty())) return output;
    const core::Grid& values = at.lane == Lane::difference ? state.difference : facts.pooled.values;
    const ui::StepMotion motion = ui::step_motion(state.playback);
    const std::int64_t revealed =
        global ? (state.playback.window > 0 || motion.picked ? 1 : 0) : state.playback.window + (motion.done ? 1 : 0);
    const bool own_range = at.lane == Lane::difference || at.lane == Lane::lp;
    output.grid = ui::output_grid(values, ui::value_range(own_range ? values : facts.input), revealed);
    output.bars = at.lane == Lane::difference && facts.windows() <= k_most_bars;
    ui::GridFit fit;
    fit.across = global ? ui::Align::center : ui::Align::right;
    fit.middle = true;
    fit.max_cell = (global ? at.grid.h * 0.5F : at.grid.h) / canvas.view().layout.u;
    output.place = place_output(canvas, at.grid, output.grid, *facts.geometry, fit);
    return output;
}

}  // namespace

CompareStage compare_stage(const CompareState& state, const ui::Canvas& canvas) {
    const PoolFacts& facts = state.window_facts();
    CompareStage stage;
    stage.layout = compare_layout(canvas.view(), state);
    stage.input = ui::input_grid(facts.input, facts.spec, facts.geometry ? &*facts.geometry : nullptr);
    stage.input_place = ui::place_grid(canvas, stage.layout.input, stage.input);
    stage.shown = compared_window(state);
    if (state.document.side != SideView::window) stage.layout.places.clear();
    for (const LanePlace& at : stage.layout.places) {
        stage.outputs.push_back(goes_back(state) ? back_output(state, at, canvas) : lane_output(state, at, canvas));
    }
    return stage;
}

namespace {

// ---- by hand

GridHover hover_at(const CompareState& state, const CompareStage& stage, ui::Vec2 point) {
    GridHover hover;
    if (const auto cell = stage.input_place.cell_at(point)) {
        hover.what = GridHover::What::input;
        hover.row = cell->row;
        hover.col = cell->col;
        return hover;
    }
    for (std::size_t i = 0; i < stage.outputs.size(); ++i) {
        const LanePlace& at = stage.layout.places[i];
        const CompareStage::Output& output = stage.outputs[i];
        if (output.grid.cells.empty()) continue;
        if (goes_back(state)) {  // its cells are the input's
            if (const auto cell = output.place.cell_at(point))
                hover = {GridHover::What::input, cell->row, cell->col, -1, -1};
            continue;
        }
        if (is_global(at.lane)) continue;
        if (output.bars) {
            const std::int64_t windows = state.window_facts().windows();
            if (!at.grid.contains(point)) continue;
            const float pitch = bar_column(at.grid, windows, 0).w;
            hover.what = GridHover::What::output;
            hover.window =
                std::clamp(static_cast<std::int64_t>((point.x - at.grid.x) / pitch), std::int64_t{0}, windows - 1);
        } else if (const auto cell = output.place.cell_at(point)) {
            hover.what = GridHover::What::output;
            hover.window = cell->row * output.grid.cols + cell->col;
        }
    }
    return hover;
}

void point(CompareState& state, ui::Ui& ui) {
    const CompareStage stage = compare_stage(state, ui.canvas());
    const ui::Pointer mouse = ui.pointer(ui.view().layout.stage, "compare.stage");
    if (compare_answer(state, ui, mouse, stage)) {
        state.pointing.hover = {};
        return;
    }
    const PointedPool pool{state.document.spec, state.window_facts(), state.playback,
                           pool_limits(state.document.input.grid).kernel};
    if (drag_on_input(ui, mouse, stage.input_place, pool, state.pointing)) {
        refresh(state);
        if (state.window_facts().geometry) keep_corner(state.pointing, *state.window_facts().geometry, state.playback);
    }
    const bool dragging = state.pointing.drag == GridDrag::window || state.pointing.drag == GridDrag::kernel;
    const GridHover at = mouse.hovered ? hover_at(state, stage, mouse.position) : GridHover{};
    state.pointing.hover = dragging && !mouse.clicked ? GridHover{} : at;
    if (at.what == GridHover::What::output) ui.cursor(ui::Cursor::hand);
    if (mouse.clicked) click_on_grid(state.document.input, state.pointing, at);
    edit_cell(ui, mouse, stage.input_place, state.document.input, state.pointing);
}

void main_page(CompareState& state, ui::SettingsColumn& column) {
    core::PoolSpec& spec = state.document.spec;
    if (preset_row(column, state.presets, spec, state.document.input)) {
        refresh(state);
        core::go_first(state.playback);
    }
    direction_row(column, state.document.back);
    way_back_rows(column, state.document.back, state.back.front(), spec, state.playback.window, true);
    column.heading("compare.lanes");
    for (const Lane lane : k_lanes) {
        if (column.hides(lane_key(lane))) continue;
        column.ui().checkbox(column.row(28.0F, 4.0F), lane_key(lane),
                             state.document.shown[static_cast<std::size_t>(lane)]);
    }
    column.space(6.0F);
    if (state.shows(Lane::lp)) ui::power_rows(column, spec);
    ui::window_rows(column, spec, pool_limits(state.document.input.grid), false);
    page_buttons(column, state.panel);
}

// What only averages have is reached here too, so the page is that of an average.
void more_page(CompareState& state, ui::SettingsColumn& column) {
    core::PoolSpec& spec = state.document.spec;
    ui::rounding_row(column, spec);
    spec.op = core::Op::average;
    rule_row(column, spec, state.rules, state.document.input.grid, state.document.side);
    if (state.document.side != SideView::window) state.document.back.direction = Direction::forward;
    ui::more_rows(column, spec, pool_limits(state.document.input.grid));
    spec.op = core::Op::max;
}

void settings(CompareState& state, ui::Ui& ui) {
    const ui::Rect& panel = ui.view().layout.settings;
    if (panel.empty() || !ui.view().layout.settings_open) return;
    ui::SettingsColumn column(ui, "compare.settings", panel, state.panel.content_height);
    switch (state.panel.page) {
        case SettingsPage::main:
            main_page(state, column);
            break;
        case SettingsPage::more:
            page_head(column, state.panel);
            more_page(state, column);
            break;
        case SettingsPage::numbers:
            page_head(column, state.panel);
            numbers_rows(column, state.document.input, state.pointing.notice);
            break;
    }
    state.panel.content_height = column.used();
}

}  // namespace

void compare_controls(CompareState& state, ui::Ui& ui) {
    state.rules.pointed.reset();
    unpin_command(ui, state.pointing);
    direction_command(ui, state.document.back);
    if (!goes_back(state)) compare_side_commands(state, ui);
    table_commands(ui, state.document.input);
    settings(state, ui);
    refresh(state);
    compare_question(state, ui);
    if (!goes_back(state)) compare_side_controls(state, ui);
    way_back_controls(ui, {compare_layout(ui.view(), state).direction, {}}, state.document.back, state.back.front(),
                      state.playback.window);
    refresh(state);
    point(state, ui);
    refresh(state);
}

// ---- in words

namespace {

std::string_view part_key(Lane lane) {
    switch (lane) {
        case Lane::max:
            return "readout.compare.max";
        case Lane::average:
            return "readout.compare.average";
        case Lane::gap:
            return "readout.compare.gap";
        case Lane::difference:
            return "readout.compare.difference";
        case Lane::min:
            return "readout.compare.min";
        case Lane::lp:
            return "readout.compare.lp";
        case Lane::global_max:
            return "readout.compare.global_max";
    }
    return {};
}

std::string lane_result(const CompareState& state, Lane lane, std::int64_t window) {
    if (lane == Lane::difference) return short_number(state.difference.values[static_cast<std::size_t>(window)]);
    const PoolFacts& facts = state.lane(lane);
    return result_text(facts.window(is_global(lane) ? 0 : window), facts.spec);
}

}  // namespace

ui::RichText compare_readout(const CompareState& state, const ui::View& view) {
    const ui::Text& text = *view.text;
    const PoolFacts& facts = state.window_facts();
    if (facts.problem && !state.rules.pointed) return {{text.sentence(*facts.problem)}};
    const GridHover& hover = state.pointing.shown();
    if (std::string change = rule_note(text, state.rules); !change.empty()) return {{std::move(change)}};
    if (hover.what == GridHover::What::input) {
        ui::RichText words = cell_sentence(text, facts, hover.row, hover.col);
        if (!words.empty()) return words;
    }
    ui::RichText said{{compare_prediction_words(state, text), {}, true}};
    if (goes_back(state)) {
        append(said, compare_back_readout(state, text));
        return said;
    }
    const auto shown = compared_window(state);
    if (!shown) return {};
    ui::RichText words = std::move(said);
    append(words,
           text.rich("readout.compare.place", {ui::arg("n", shown->index + 1), ui::arg("count", facts.windows())}));
    bool first = true;
    for (const Lane lane : k_lanes) {
        if (!state.shows(lane) || !shown->motion.picked || !state.lane(lane).geometry) continue;
        if (lane == Lane::difference && state.difference.empty()) continue;
        if (!first) words.push_back({", "});
        first = false;
        append(words, text.rich(part_key(lane),
                                {{"result", lane_result(state, lane, shown->index), ui::Token::output, true, true}}));
    }
    if (first) {
        append(words, text.rich("readout.compare.ask", {}));
    } else {
        append(words, text.rich("readout.compare.end", {}));
    }
    return words;
}

namespace {

// ---- over time

void update(CompareState& state, const FrameInput& input) {
    for (const ui::Event& event : input.events) take_table_event(event, state.document.input, state.pointing);
    refresh(state);
    advance_run(predicting(state), input.dt);
    refresh_back(state);
}

void restarted(CompareState& state) {
    CompareState fresh;
    fresh.document = state.document;
    state = std::move(fresh);
    refresh(state);
}

// ---- tour

std::function<void(CompareState&)> stop(std::int64_t window, std::function<void(CompareState&)> change = {}) {
    return [window, change = std::move(change)](CompareState& state) {
        state = CompareState{};
        refresh(state);
        core::seek(state.playback, window);
        if (change) change(state);
        refresh(state);
    };
}

std::vector<TourStop<CompareState>> tour() {
    const auto only = [](std::array<bool, k_lanes.size()> shown) {
        return [shown](CompareState& state) { state.document.shown = shown; };
    };
    return {
        {"three-lanes", stop(2)},
        {"start", stop(0)},
        {"mid-step", stop(1,
                          [](CompareState& state) {
                              core::step_forward(state.playback);
                              state.playback.elapsed = 0.55;
                          })},
        {"all-lanes", stop(3, only({true, true, true, true, true, true, true}))},
        {"one-lane", stop(1, only({false, true, false, false, false, false, false}))},
        {"no-lane", stop(0, only({false, false, false, false, false, false, false}))},
        {"negatives", stop(0,
                           [](CompareState& state) {
                               state.document.input = {filled(Fill::negatives, 6, 6, 1), Fill::negatives, 1};
                               refresh(state);
                               core::seek(state.playback, 4);
                           })},
        {"large", stop(0,
                       [](CompareState& state) {
                           state.document.input = {filled(Fill::random, 32, 32, 5), Fill::random, 5};
                           refresh(state);
                           core::seek(state.playback, 130);
                       })},
        {"padding", stop(0,
                         [](CompareState& state) {
                             state.document.spec.kernel = {3, 3};
                             state.document.spec.padding = {1, 1, 1, 1};
                             refresh(state);
                             core::seek(state.playback, 3);
                         })},
        {"hover", stop(3,
                       [](CompareState& state) {
                           refresh(state);
                           state.pointing.pinned = GridHover{GridHover::What::output, 0, 0, 1, -1};
                       })},
        {"edges", stop(0,
                       [](CompareState& state) {
                           const Preset& edge = preset(state.presets, "preset.edge");
                           state.document.spec = edge.spec;
                           state.document.input = edge.input;
                           refresh(state);
                           core::seek(state.playback, 7);
                       })},
        {"rules", stop(0,
                       [](CompareState& state) {
                           state.document.spec.kernel = {3, 3};
                           state.document.spec.padding = {1, 1, 1, 1};
                           state.document.side = SideView::rules;
                       })},
        {"backward", stop(2, [](CompareState& state) { state.document.back.direction = Direction::backward; })},
        {"backward-all-lanes", stop(1,
                                    [](CompareState& state) {
                                        state.document.shown.fill(true);
                                        state.document.spec.stride = {1, 1};
                                        state.document.back.direction = Direction::backward;
                                        state.document.back.fill = GradientFill::signs;
                                        refresh(state);
                                        core::seek(state.playback, 5);
                                    })},
        {"unpool", stop(3, [](CompareState& state) { state.document.back.direction = Direction::unpool; })},
        {"predict", stop(0,
                         [](CompareState& state) {
                             state.document.prediction.on = true;
                             answer(predicting(state), {core::Guess::Kind::cell, 0, 1, 0.0});
                             core::seek(state.playback, 1);
                             hold_at_question(predicting(state));
                             state.prediction.cursor = {0, 2};
                         })},
        {"predict-average", stop(0,
                                 [](CompareState& state) {
                                     state.document.shown = {false, true, true, false, false, false, false};
                                     state.document.prediction.on = true;
                                     refresh(state);
                                     answer(predicting(state), {core::Guess::Kind::value, 0, 0, 12.0});
                                     core::seek(state.playback, 1);
                                     hold_at_question(predicting(state));
                                 })},
        {"kernel-too-large", stop(0,
                                  [](CompareState& state) {
                                      state.document.spec.kernel = {5, 5};
                                  })},
        {"more-settings", stop(2, [](CompareState& state) { state.panel.page = SettingsPage::more; })},
    };
}

}  // namespace

std::unique_ptr<Scene> compare_scene() {
    SceneFunctions<CompareState> functions{};
    functions.id = "compare";
    functions.picture = ui::RailPicture::compare;
    functions.update = update;
    functions.controls = compare_controls;
    functions.canvas = compare_canvas;
    functions.readout = compare_readout;
    functions.question = [](const CompareState& state) {
        if (!goes_back(state)) return std::string("question.compare");
        return std::string(state.document.back.direction == Direction::unpool ? "question.compare.unpool"
                                                                              : "question.compare.backward");
    };
    functions.moving = [](const CompareState& state) {
        return run_moves(state.document.prediction, state.prediction, state.playback);
    };
    functions.accepts = is_table_event;
    functions.restarted = restarted;
    functions.region_names = k_compare_regions;
    functions.regions = compare_regions;
    functions.tour = tour;
    functions.tables = compare_tables;
    functions.code = compare_code;
    return std::make_unique<SceneOf<CompareState>>(functions);
}

}  // namespace scenes
