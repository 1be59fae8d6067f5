// cam: where in the photo the network found its evidence for a class: the class activation map, built up channel by
// channel, next to the score that it adds up to.
#include <algorithm>

#include "app/scenes/cam_screen.h"
#include "app/scenes/cam_words.h"
#include "app/scenes/photo_state.h"
#include "app/scenes/scene_exports.h"
#include "app/scenes/scene_list.h"
#include "app/ui/player_bar.h"

namespace scenes {

namespace {

// ---- update

// Another photo: the classes that were picked for the one before say little about it.
void forget_picks(CamState& state) {
    state.document.a = {};
    state.document.b = {};
    state.document.second_large = false;
    state.pin.reset();
}

void update(CamState& state, const FrameInput& input) {
    if (!state.photos) state.photos = std::make_unique<PhotoPictures>(input.wake);
    for (const ui::Event& event : input.events) {
        if (std::holds_alternative<ui::PhotoArrived>(event)) forget_picks(state);
        receive(state.look, state.document.look, event);
    }
    advance_look(state.look, input.dt);
    state.photos->update(input.dt);
    state.photo_seconds = std::max(0.0, state.photo_seconds - input.dt);
    advance_build_up(state.playback, state.build_up_ahead, input.dt);
    refresh(state);
}

// ---- controls

void controls(CamState& state, ui::Ui& ui) {
    want_look(state.look, state.document.look, ui);
    cam_stage(state, ui);
    if (ui.view().layout.settings_open) cam_settings(state, ui);  // last: it may lie over the stage
    refresh(state);
    if (state.look.look) {
        ui::player_bar(ui, state.playback, "cam.player");
        want_photos(state, cam_layout(ui.view().layout));
    }
    cam_commands(state, ui);
    look_commands(state.look, ui);
    refresh(state);
}

// ---- scene

bool waiting(const CamState& state) {
    return look_waiting(state.look) || !state.photos || (state.look.look && state.photos->busy());
}

bool moving(const CamState& state) {
    return core::moving(state.playback) || state.photo_seconds > 0.0 || look_moving(state.look) || waiting(state);
}

void restarted(CamState& state) {
    state.pin.reset();
    state.classes = {};
    state.more_open = state.look.page_open = false;
    state.start_whole = true;
    state.playback.playing = false;
    refresh(state);
    core::go_last(state.playback);
    refresh(state);
}

std::string question(const CamState& state) { return state.facts.large_slot() ? "cam.question.named" : "cam.question"; }

std::vector<ui::Arg> question_args(const CamState& state, const ui::Text& text) {
    const std::optional<SlotFacts>& slot = state.facts.large_slot();
    if (!slot) return {};
    return {{"name", class_name(*state.look.look, text, slot->index)}};
}

// ---- tour

void seek_channels(CamState& state, std::int64_t channels) {
    state.start_whole = false;
    refresh(state);
    core::seek(state.playback, channels - 1);
}

std::vector<TourStop<CamState>> tour() {
    return {
        {"launch", [](CamState&) {}},
        {"numbers", [](CamState& state) { state.document.drawing = MapDrawing::numbers; }},
        {"build-up", [](CamState& state) { seek_channels(state, 8); }},
        {"place",
         [](CamState& state) {
             state.pin = MapPlace{2, 3};
         }},
        {"padded", [](CamState& state) { state.document.look.crop = core::CropMode::pad; }},
        {"second", [](CamState& state) { state.document.second_large = true; }},
        {"clipped",
         [](CamState& state) {
             state.document.sign = core::MapSign::positive;
             state.document.shared_scale = false;
         }},
        {"squashed", [](CamState& state) { state.document.look.crop = core::CropMode::squash; }},
        {"grad-cam",
         [](CamState& state) {
             state.document.method = core::CamMethod::grad_cam;
             state.document.second_large = true;
             state.more_open = true;
         }},
        {"max-head",
         [](CamState& state) {
             state.document.head = PoolingHead::max;
             state.more_open = true;
         }},
        {"no-class",
         [](CamState& state) {
             state.document.a.kind = ClassPick::Kind::none;
             state.document.b.kind = ClassPick::Kind::none;
         }},
    };
}

}  // namespace

// ---- shared by the parts of the screen

ui::PhotoMap photo_in(const CamState& state, const ui::Rect& frame) {
    const core::Image& photo = state.look.look->photo;
    return {frame, photo.width, photo.height, {}};
}

void want_photos(CamState& state, const CamLayout& placed) {
    if (!state.photos) return;
    const auto lane = [&state](const ui::Rect& frame) {
        const ui::PhotoMap map = photo_in(state, frame);
        return core::LaneRequest{.spec = pyramid_spec(core::Op::max, 0),
                                 .rect = map.shown(),
                                 .width = static_cast<std::int64_t>(map.frame().w),
                                 .height = static_cast<std::int64_t>(map.frame().h)};
    };
    PictureOrder order{state.look.look->photo, {lane(placed.frame)}};
    if (placed.small) order.lanes.push_back(lane(placed.small_frames[0]));
    state.photos->want(std::move(order));
}

std::unique_ptr<Scene> cam_scene() {
    return std::make_unique<SceneOf<CamState>>(SceneFunctions<CamState>{
        .id = "cam",
        .picture = ui::RailPicture::cam,
        .update = update,
        .controls = controls,
        .canvas = cam_canvas,
        .readout = cam_readout,
        .question = question,
        .moving = moving,
        .accepts = look_accepts,
        .restarted = restarted,
        .question_args = question_args,
        .waiting = waiting,
        .tour = tour,
        .tables = cam_tables,
        .code = cam_code,
        .phases = false,
        .region_names = k_cam_regions,
        .regions = cam_regions,
    });
}

}  // namespace scenes
