// gap: the feature maps of the class's photo, each shrunk into its mean; means times weights add up to a class score.
#include <cmath>

#include "app/scenes/gap_screen.h"
#include "app/scenes/gap_words.h"
#include "app/scenes/scene_exports.h"
#include "app/scenes/scene_list.h"
#include "app/ui/player_bar.h"

namespace scenes {

namespace {

constexpr std::int64_t k_unhurried = 12;  // maps that take their full time
constexpr double k_hurry = 0.25;          // what each map after them adds to the speed
constexpr double k_scroll_pace = 14.0;    // a second: the wall comes nearer to its target by 1 - e^(-pace dt)
constexpr double k_scroll_arrived = 1e-3;

// ---- update

// The first maps take a second each, the later ones ever less: 1,280 maps in about 40 s at 1x.
double step_time(const core::Playback& playback, double dt) {
    if (!playback.playing || playback.window < k_unhurried) return dt;
    return dt * (1.0 + k_hurry * static_cast<double>(playback.window - k_unhurried));
}

void scroll(WallScroll& wall, double dt) {
    const double way = wall.target - wall.at;
    wall.at = std::abs(way) < k_scroll_arrived ? wall.target : wall.at + way * (1.0 - std::exp(-k_scroll_pace * dt));
}

void show_what_is_seen(GapState& state) {
    GapWork& work = *state.work;
    if (auto seen = work.seen.poll()) state.seen = std::move(*seen);
    if (!state.look.look || work.wanted == state.look.look) return;
    work.wanted = state.look.look;
    work.seen.post(state.look.look);
}

void update(GapState& state, const FrameInput& input) {
    if (!state.work) state.work = std::make_unique<GapWork>(input.wake);
    for (const ui::Event& event : input.events) receive(state.look, state.document.look, event);
    advance_look(state.look, input.dt);
    show_what_is_seen(state);
    core::advance(state.playback, step_time(state.playback, input.dt));
    scroll(state.wall, input.dt);
    refresh(state);
}

// ---- controls

void controls(GapState& state, ui::Ui& ui) {
    refresh(state);
    if (state.look.look) gap_stage(state, ui);
    look_panel(state.look, state.document.look, ui, ui.view().layout.stage);
    if (ui.view().layout.settings_open) gap_settings(state, ui);  // last: it may lie over the stage
    look_commands(state.look, ui);
    want_look(state.look, state.document.look, ui);
    if (!state.look.look) return;
    ui::player_bar(ui, state.playback, "gap.player");
    gap_commands(state, ui);
    refresh(state);
    gap_follow(state, ui.view());
}

// ---- scene

bool moving(const GapState& state) {
    return core::moving(state.playback) || look_moving(state.look) || state.wall.at != state.wall.target ||
           (state.work && state.work->seen.busy());
}

bool waiting(const GapState& state) {
    return look_waiting(state.look) || (state.work && (state.work->seen.busy() || (state.look.look && !state.seen)));
}

void restarted(GapState& state) {
    core::go_first(state.playback);
    state.wall = {};
    state.classes = {};
    state.look.page_open = state.sums_page = false;
    refresh(state);
}

std::string question(const GapState&) { return "gap.question"; }

std::vector<TourStop<GapState>> tour() {
    return {
        {"launch", [](GapState&) {}},
        {"shuffled", [](GapState& state) { state.document.maps = MapsShown::shuffled; }},
        {"means",
         [](GapState& state) {
             state.document.maps = MapsShown::means;
             state.document.scale_per_map = true;
         }},
        {"by-index",
         [](GapState& state) {
             state.document.order = core::ChannelOrder::index;
             state.document.scale_per_map = true;
         }},
        {"built-in", [](GapState& state) { state.document.look.network = core::k_network_builtin; }},
        {"settings-page", [](GapState& state) { state.look.page_open = true; }},
    };
}

}  // namespace

std::unique_ptr<Scene> gap_scene() {
    return std::make_unique<SceneOf<GapState>>(SceneFunctions<GapState>{
        .id = "gap",
        .picture = ui::RailPicture::gap,
        .update = update,
        .controls = controls,
        .canvas = gap_canvas,
        .readout = gap_readout,
        .question = question,
        .moving = moving,
        .accepts = look_accepts,
        .restarted = restarted,
        .waiting = waiting,
        .tour = tour,
        .tables = gap_tables,
        .code = gap_code,
        .region_names = k_gap_regions,
        .regions = gap_regions,
    });
}

}  // namespace scenes
