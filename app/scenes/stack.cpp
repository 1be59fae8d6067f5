// Stack: up to six layers over a table of numbers or a photo, and how much of the input one output has seen. This file
// is the scene over time; stack_controls.cpp is what the reader changes, stack_canvas.cpp draws it.
#include "app/scenes/scene_exports.h"
#include "app/scenes/scene_list.h"
#include "app/scenes/stack_screen.h"

namespace scenes {

namespace {

void receive(StackState& state, const ui::Event& event) {
    if (const auto* arrived = std::get_if<ui::PhotoArrived>(&event)) {
        state.photo = arrived->image;
        state.photo_name = arrived->name;
        state.loading.reset();
        state.failure.reset();
        if (state.looked_at) state.document.photo = true;
    } else if (const auto* loading = std::get_if<ui::PhotoLoading>(&event)) {
        state.loading = loading->name;
        state.failure.reset();
    } else if (const auto* failed = std::get_if<ui::PhotoFailed>(&event)) {
        state.loading.reset();
        state.failure = failed->error;
    } else if (std::holds_alternative<ui::PhotoCancelled>(event)) {
        state.loading.reset();
    } else if (const auto* available = std::get_if<ui::SamplesAvailable>(&event)) {
        state.samples = available->samples;
    } else if (take_table_event(event, state.document.input, state.pointing)) {
        if (!state.pointing.notice) state.document.photo = false;  // a table that was taken is meant to be seen
    }
}

void update(StackState& state, const FrameInput& input) {
    if (!state.work) state.work = std::make_unique<StackWork>(input.wake);
    for (const ui::Event& event : input.events) receive(state, event);
    state.looked_at = false;
    if (auto made = state.work->job.poll()) state.made = std::move(*made);
    refresh(state);
    core::advance(state.playback, input.dt);
}

bool accepts(const ui::Event& event) {
    return is_table_event(event) || std::holds_alternative<ui::PhotoArrived>(event) ||
           std::holds_alternative<ui::PhotoLoading>(event) || std::holds_alternative<ui::PhotoFailed>(event) ||
           std::holds_alternative<ui::PhotoCancelled>(event) || std::holds_alternative<ui::SamplesAvailable>(event);
}

void restarted(StackState& state) {
    state.pointing = {};
    state.panel.page = SettingsPage::main;
    state.hover.reset();
    state.failure.reset();
    refresh(state);
    state.edited = std::max<std::int64_t>(0, state.document.seen.level - 1);
    core::go_last(state.playback);
}

// ---- tour

void use_preset(StackState& state, std::string_view key) {
    for (const StackPreset& preset : state.presets) {
        if (preset.key != key) continue;
        state.document.layers = preset.layers;
        state.document.input = preset.input;
    }
    look_at_top(state);
}

std::vector<TourStop<StackState>> tour() {
    return {{"launch", [](StackState&) {}},
            {"first-step",
             [](StackState& state) {
                 refresh(state);
                 core::go_first(state.playback);
             }},
            {"half-open",
             [](StackState& state) {
                 use_preset(state, "stack.preset.pools");
                 core::seek(state.playback, 2);
             }},
            {"second-layer",
             [](StackState& state) {
                 refresh(state);
                 look_at(state, {2, 2, 0});
             }},
            {"vgg", [](StackState& state) { use_preset(state, "stack.preset.vgg"); }},
            {"resnet-corner",
             [](StackState& state) {
                 use_preset(state, "stack.preset.resnet");
                 look_at(state, {2, 0, 0});
             }},
            {"lenet", [](StackState& state) { use_preset(state, "stack.preset.lenet"); }},
            {"dilated",
             [](StackState& state) {
                 use_preset(state, "stack.preset.dilated");
                 look_at(state, {2, 4, 4});
             }},
            {"edges-signed",
             [](StackState& state) {
                 use_preset(state, "stack.preset.three");
                 state.document.layers.front().kind = StackLayer::Kind::edge;
                 state.document.input = {filled(Fill::article, 8, 8, 1), Fill::article, 1};
                 look_at_top(state);
             }},
            {"does-not-fit",
             [](StackState& state) {
                 use_preset(state, "stack.preset.three");
                 state.document.layers.back().kernel = 5;
                 look_at_top(state);
                 state.edited = 2;
             }},
            {"photo", [](StackState& state) {
                 use_preset(state, "stack.preset.vgg");
                 state.document.photo = true;
             }}};
}

}  // namespace

std::unique_ptr<Scene> stack_scene() {
    SceneFunctions<StackState> functions{};
    functions.id = "stack";
    functions.picture = ui::RailPicture::stack;
    functions.update = update;
    functions.controls = stack_controls;
    functions.canvas = stack_canvas;
    functions.readout = stack_readout;
    functions.question = [](const StackState&) { return std::string("stack.question"); };
    functions.moving = [](const StackState& state) { return core::moving(state.playback) || photo_pending(state); };
    functions.waiting = photo_pending;
    functions.accepts = accepts;
    functions.restarted = restarted;
    functions.tour = tour;
    functions.tables = stack_tables;
    functions.code = stack_code;
    return std::make_unique<SceneOf<StackState>>(functions);
}

}  // namespace scenes
