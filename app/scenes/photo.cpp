// photo: the class's own photo through max, average and global average pooling, side by side, in step; a crop of it as
// numbers under the player; and the pyramid that repeated pooling makes.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/scenes/photo_screen.h"
#include "app/scenes/scene_exports.h"
#include "app/scenes/scene_list.h"
#include "app/ui/player_bar.h"
#include "app/ui/step_motion.h"
#include "core/number_text.h"

namespace scenes {

namespace {

// ---- update

void receive(PhotoState& state, const ui::Event& event) {
    if (const auto* arrived = std::get_if<ui::PhotoArrived>(&event)) {
        show_photo(state, arrived->image, arrived->name, arrived->transparent);
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
    }
}

// The drawn picture fills the empty scene; what is said about a photo that was asked for stays.
void fill_empty_scene(PhotoState& state, core::Image drawn) {
    const std::optional<std::string> loading = state.loading;
    const std::optional<core::Error> failure = state.failure;
    show_photo(state, std::move(drawn), "", false);
    state.loading = loading;
    state.failure = failure;
}

void take_results(PhotoState& state, double dt) {
    PhotoWork& work = *state.work;
    if (auto drawn = work.drawing.poll(); drawn && state.photo.empty()) fill_empty_scene(state, std::move(*drawn));
    work.lanes.update(dt);
    work.pyramid.update(dt);
    if (auto means = work.means.poll()) state.means = *means;
    if (!state.photo.empty() && work.means_wanted != state.photo.revision) {
        work.means_wanted = state.photo.revision;
        work.means.post(state.photo);
    }
}

void update(PhotoState& state, const FrameInput& input) {
    if (!state.work) state.work = std::make_unique<PhotoWork>(input.wake);
    for (const ui::Event& event : input.events) receive(state, event);
    take_results(state, input.dt);
    core::advance(state.playback, input.dt);
    refresh(state);
}

// ---- controls

// Only a scene that is looked at draws its picture, and only if none has arrived.
void draw_first_photo(PhotoState& state) {
    if (!state.work || state.work->drawing.busy()) return;
    state.work->drawing.post(true);
}

void controls(PhotoState& state, ui::Ui& ui) {
    if (state.photo.empty()) draw_first_photo(state);
    if (!state.photo.empty()) photo_stage(state, ui);
    if (ui.view().layout.settings_open) photo_settings(state, ui);  // last: it may lie over the stage
    if (state.photo.empty()) return;
    ui::player_bar(ui, state.playback);
    photo_commands(state, ui);
    refresh(state);
    if (state.work) want_pictures(state, photo_layout(ui.view().layout));
}

// ---- scene

bool accepts(const ui::Event& event) {
    return std::holds_alternative<ui::PhotoArrived>(event) || std::holds_alternative<ui::PhotoLoading>(event) ||
           std::holds_alternative<ui::PhotoFailed>(event) || std::holds_alternative<ui::PhotoCancelled>(event) ||
           std::holds_alternative<ui::SamplesAvailable>(event);
}

bool waiting(const PhotoState& state) {
    if (state.photo.empty() || !state.work) return true;
    const PhotoWork& work = *state.work;
    return work.lanes.busy() || work.pyramid.busy() || work.means.busy();
}

// Frames while pictures are on their way: the newest wish may have to wait for a draft, and the mark has its time.
bool moving(const PhotoState& state) { return core::moving(state.playback) || waiting(state); }

void restarted(PhotoState& state) {
    core::go_first(state.playback);
    state.view = {};
    state.failure.reset();
    refresh(state);
}

std::string question(const PhotoState&) { return "photo.question"; }

// ---- what --stats does here

std::span<const PictureDelay> delays(const PhotoState& state) {
    return state.work ? state.work->lanes.delays() : std::span<const PictureDelay>{};
}

// A hand that draws the kernel slider from end to end, one second each way: there with the stride following, back with
// stride 1, where the windows overlap most.
void rehearse(PhotoState& state, double seconds) {
    const double way = std::fmod(seconds, 2.0);
    const double part = way < 1.0 ? way : 2.0 - way;
    state.document.stride_follows = way < 1.0;
    set_kernel(state.document, 1 + std::llround(part * static_cast<double>(k_photo_kernel_limit - 1)));
    if (!state.document.stride_follows) state.document.stride = 1;
}

// ---- tour

// Most stops need a photo; a fresh scene may not have drawn its own yet.
void need_photo(PhotoState& state) {
    if (state.photo.empty() || !state.photo_name.empty()) show_photo(state, core::draw_sample_photo(), "", false);
}

std::vector<TourStop<PhotoState>> tour() {
    return {
        {"launch", need_photo},
        {"zoomed-in",
         [](PhotoState& state) {
             need_photo(state);
             refresh(state);
             const core::PhotoRect crop = state.facts.crop.rect();
             state.view = {24.0, (crop.x + crop.width / 2) / static_cast<double>(state.photo.width),
                           (crop.y + crop.height / 2) / static_cast<double>(state.photo.height)};
         }},
        {"lost",
         [](PhotoState& state) {
             need_photo(state);
             set_kernel(state.document, 8);
             state.document.lost_gain = 1;
         }},
        {"lost-bright",
         [](PhotoState& state) {
             need_photo(state);
             state.document.lost_gain = k_bright_lost;
         }},
        {"crop-32",
         [](PhotoState& state) {
             need_photo(state);
             state.document.crop_size = k_crop_largest;
             state.document.channel = core::Channel::grey;
         }},
        {"kernel-48",
         [](PhotoState& state) {
             need_photo(state);
             set_kernel(state.document, 48);
         }},
        {"kernel-beyond-photo",
         [](PhotoState& state) {
             show_photo(state, core::draw_sample_photo(36, 24), "36×24", false);
             set_kernel(state.document, 40);
         }},
        {"portrait",
         [](PhotoState& state) {
             show_photo(state, core::draw_sample_photo(600, 900), "600×900", false);
             state.document.repeated = core::Op::average;
         }},
        {"error",
         [](PhotoState& state) {
             need_photo(state);
             state.failure = core::Error{.what = "is damaged: the file is cut off",
                                         .where = "class.jpg",
                                         .hint = "open it in another program and save it again",
                                         .key = "error.picture_cut_off"};
         }},
    };
}

}  // namespace

// ---- shared by the parts of the screen

std::string size_text(std::int64_t width, std::int64_t height) {
    return std::to_string(width) + "×" + std::to_string(height);
}

ui::PhotoMap lane_map(const PhotoState& state, const ui::Rect& frame) {
    return {frame, state.photo.width, state.photo.height, state.view};
}

namespace {

core::LaneRequest lane_request(const core::PoolSpec& spec, int lost_gain, const ui::PhotoMap& map) {
    return {.spec = spec,
            .lost = lost_gain > 0,
            .lost_gain = std::max(1, lost_gain),
            .rect = map.shown(),
            .width = static_cast<std::int64_t>(map.frame().w),
            .height = static_cast<std::int64_t>(map.frame().h)};
}

}  // namespace

void want_pictures(PhotoState& state, const PhotoLayout& placed) {
    const ui::PhotoMap map = lane_map(state, placed.lane(PhotoLane::original));
    const int lost = state.document.lost_gain;
    // One request per lane, in their order; a lane without a picture has an empty one.
    PictureOrder lanes{state.photo, {lane_request(pyramid_spec(core::Op::max, 0), 0, map), {}, {}, {}}};
    if (!state.facts.problem) {
        lanes.lanes[1] = lane_request(photo_spec(state.document, core::Op::max), lost, map);
        lanes.lanes[2] = lane_request(photo_spec(state.document, core::Op::average), lost, map);
    }
    if (lost > 0) lanes.lanes[3] = lane_request(photo_spec(state.document, core::Op::global_average), lost, map);
    state.work->lanes.want(std::move(lanes));

    if (!placed.pyramid || state.failure) return;
    const ui::PhotoMap whole(placed.levels[0], state.photo.width, state.photo.height, {});
    PictureOrder pyramid{state.photo, {}};
    for (std::int64_t level = 0; level < pyramid_levels(state.photo); ++level) {
        pyramid.lanes.push_back(lane_request(pyramid_spec(state.document.repeated, level), 0, whole));
    }
    state.work->pyramid.want(std::move(pyramid));
}

// ---- words

namespace {

using Channels = std::array<float, 3>;

Channels photo_color(const PhotoState& state, PixelPlace pixel) {
    Channels color{};
    for (std::size_t c = 0; c < color.size(); ++c) {
        color[c] = state.photo.view().at(static_cast<std::int64_t>(c), pixel.row, pixel.col);
    }
    return color;
}

Channels pooled_color(const PhotoState& state, PixelPlace pixel, core::Op op) {
    const core::PoolSpec spec = photo_spec(state.document, op);
    const PixelPlace window = window_at(state, pixel);
    Channels color{};
    for (std::size_t c = 0; c < color.size(); ++c) {
        color[c] = core::pool_window(state.photo.view().plane(static_cast<std::int64_t>(c)), spec, state.facts.geometry,
                                     window.row, window.col);
    }
    return color;
}

ui::RichText color_line(const ui::Text& text, std::string_view key, const Channels& color, int decimals) {
    const auto number = [&](std::size_t c) { return core::fixed_decimal(color[c], decimals); };
    return text.rich(key, {{"r", number(0), std::nullopt, false, true},
                           {"g", number(1), std::nullopt, false, true},
                           {"b", number(2), std::nullopt, false, true}});
}

// What a lane has at the pixel and, where that is shown, what is lost by it.
void add_result(const PhotoState& state, const ui::Text& text, std::string_view key, Channels color, int decimals,
                std::vector<ui::RichText>& lines) {
    lines.push_back(color_line(text, key, color, decimals));
    if (!state.document.lost()) return;
    const Channels photo = photo_color(state, state.hover->pixel);
    for (std::size_t c = 0; c < color.size(); ++c) color[c] = std::abs(photo[c] - color[c]);
    lines.push_back(color_line(text, "photo.hover.lost", color, decimals));
}

}  // namespace

std::vector<ui::RichText> hover_lines(const PhotoState& state, const ui::Text& text) {
    const PhotoHover& hover = *state.hover;
    std::vector<ui::RichText> lines;
    lines.push_back(
        text.rich("photo.hover.place", {ui::arg("row", hover.pixel.row + 1), ui::arg("col", hover.pixel.col + 1)}));
    lines.push_back(color_line(text, "photo.hover.photo", photo_color(state, hover.pixel), 0));
    if (hover.lane == PhotoLane::gap && state.means) {
        const core::ChannelMeans& means = state.means->means;
        add_result(state, text, "photo.hover.gap", {means.red, means.green, means.blue}, 1, lines);
    }
    if (state.facts.problem || hover.lane == PhotoLane::gap) return lines;
    if (hover.lane != PhotoLane::average) {
        add_result(state, text, "photo.hover.max", pooled_color(state, hover.pixel, core::Op::max), 0, lines);
    }
    if (hover.lane != PhotoLane::max) {
        add_result(state, text, "photo.hover.average", pooled_color(state, hover.pixel, core::Op::average), 1, lines);
    }
    return lines;
}

ui::RichText photo_readout(const PhotoState& state, const ui::View& view) {
    const ui::Text& text = *view.text;
    if (state.loading) return text.rich("photo.readout.loading", {{"name", *state.loading}});
    if (state.photo.empty()) return text.rich("photo.readout.drawing", {});
    if (state.facts.crop_problem) {
        return text.rich("photo.readout.too_large", {ui::arg("kernel", state.document.kernel)});
    }
    static constexpr std::array<std::string_view, 4> k_names{"photo.channel_name.red", "photo.channel_name.green",
                                                             "photo.channel_name.blue", "photo.channel_name.grey"};
    const bool known = ui::step_motion(state.playback).picked;
    const core::WindowExplanation& max = state.facts.max;
    const std::vector<ui::Arg> args{
        ui::arg("n", state.playback.window + 1),
        ui::arg("count", state.playback.windows),
        ui::arg("taps", max.inside),
        {"channel", std::string(text.get(k_names[static_cast<std::size_t>(state.document.channel)]))},
        {"max", core::exact_decimal(max.result), ui::Token::output, true, true},
        {"average", core::exact_decimal(state.facts.average.result), ui::Token::output, true, true}};
    if (!known) return text.rich("photo.readout.moving", args);
    return text.rich(max.inside == 1 ? "photo.readout.one" : "photo.readout.window", args);
}

std::unique_ptr<Scene> photo_scene() {
    return std::make_unique<SceneOf<PhotoState>>(SceneFunctions<PhotoState>{
        .id = "photo",
        .picture = ui::RailPicture::photo,
        .update = update,
        .controls = controls,
        .canvas = photo_canvas,
        .readout = photo_readout,
        .question = question,
        .moving = moving,
        .accepts = accepts,
        .restarted = restarted,
        .waiting = waiting,
        .tour = tour,
        .delays = delays,
        .rehearse = rehearse,
        .tables = photo_tables,
        .code = photo_code,
        .region_names = k_photo_regions,
        .regions = photo_regions,
    });
}

}  // namespace scenes
