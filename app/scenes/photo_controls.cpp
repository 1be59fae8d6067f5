// What the reader changes in the photo scene: the settings panel, the mouse on the stage, the keys.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "app/scenes/photo_screen.h"
#include "app/ui/pool_settings.h"
#include "core/number_text.h"

namespace scenes {

namespace {

constexpr double k_wheel_factor = 1.25;
constexpr double k_key_factor = 1.5;
constexpr double k_crop_share = 0.35;  // of the frame, when a double click goes to the crop

ui::PhotoMap first_map(const PhotoState& state, const ui::View& view) {
    return lane_map(state, photo_layout(view.layout).lane(PhotoLane::original));
}

// ---- settings

void open_row(PhotoState& state, ui::SettingsColumn& column) {
    ui::Ui& ui = column.ui();
    ui::Rect open = column.row(44.0F);
    const float gap = ui.view().px(8.0F);
    const ui::Rect pictures = ui::cut_right(open, column.compact() ? open.h : std::round(open.w * 0.35F));
    open.w -= gap;
    ui.command_button(open, "photo.open", {.icon = ui::Icon::folder});
    if (ui.button(pictures, "photo.pictures",
                  {.icon = column.compact() ? ui::Icon::image : ui::Icon::none,
                   .label = !column.compact(),
                   .selected = state.samples_open})) {
        state.samples_open = true;
    }
    std::vector<std::string> names{"photo.drawn"};
    for (const ui::SamplePhoto& sample : state.samples) names.push_back(sample.name);
    const int chosen = ui.menu(pictures, "photo.pictures.menu", names, state.samples_open);
    if (chosen == 0) ui.post(ui::UseDrawnPhoto{});
    if (chosen > 0) ui.post(ui::OpenPhoto{state.samples[static_cast<std::size_t>(chosen - 1)].path});
}

// Name and size of the photo, or what is being opened and a button that stops it: the same height for both.
void name_row(PhotoState& state, ui::SettingsColumn& column) {
    ui::Ui& ui = column.ui();
    ui::Rect row = column.row(column.compact() ? 26.0F : 32.0F);
    const ui::TextStyle style{ui::Type::t16, ui::Family::words, false};
    std::string line;
    if (state.loading) {
        const ui::Rect stop = ui::cut_right(row, row.h);
        row.w -= ui.view().px(8.0F);
        if (ui.button(stop, "photo.cancel", {.icon = ui::Icon::cross, .label = false})) ui.post(ui::CancelLoading{});
        line = ui.text().format("photo.loading", {{"name", *state.loading}});
    } else {
        const std::string name = state.photo_name.empty() ? std::string(ui.words("photo.drawn")) : state.photo_name;
        const std::string_view key = state.photo_transparent ? "photo.name_over_white" : "photo.name";
        line = ui.text().format(key, {{"name", name}, {"size", size_text(state.photo.width, state.photo.height)}});
    }
    ui::Canvas& canvas = ui.canvas();
    canvas.text(row.x, row.center().y, canvas.elided(line, style, row.w), style, ui::Token::text2);
}

void show_row(PhotoState& state, ui::SettingsColumn& column) {
    const std::array<std::string, 3> options{"photo.show.result", "photo.show.lost", "photo.show.lost_bright"};
    constexpr std::array k_gains{0, 1, k_bright_lost};
    int chosen =
        static_cast<int>(std::find(k_gains.begin(), k_gains.end(), state.document.lost_gain) - k_gains.begin());
    if (column.segmented("photo.show", options, chosen, !column.compact())) {
        state.document.lost_gain = k_gains[static_cast<std::size_t>(chosen)];
    }
}

void window_rows(PhotoState& state, ui::SettingsColumn& column) {
    PhotoDocument& document = state.document;
    std::int64_t kernel = document.kernel;
    if (column.slider("photo.kernel", kernel, 1, k_photo_kernel_limit,
                      {.parameter = ui::Parameter::kernel, .symbol = "k"})) {
        set_kernel(document, kernel);
    }
    std::int64_t stride = document.stride;
    if (column.slider("photo.stride", stride, 1, k_photo_kernel_limit,
                      {.parameter = ui::Parameter::stride, .symbol = "s"})) {
        set_stride(document, stride);
    }
    if (column.checkbox("photo.stride_follows", document.stride_follows) && document.stride_follows) {
        document.stride = document.kernel;
    }
}

void look_rows(PhotoState& state, ui::SettingsColumn& column) {
    const ui::PhotoMap map = first_map(state, column.ui().view());
    double zoom = map.view().zoom;
    const bool whole = std::abs(zoom - std::round(zoom)) < 0.05;
    ui::SliderLook look;
    look.suffix = "×";
    look.logarithmic = true;
    look.step = k_key_factor;
    look.decimals = whole ? 0 : 1;
    look.enabled = map.largest_zoom() > 1.0;
    if (column.slider("photo.zoom", zoom, 1.0, map.largest_zoom(), look)) state.view = map.zoomed_to(zoom);
    column.slider("photo.crop_size", state.document.crop_size, k_crop_smallest, k_crop_largest);
}

void channel_row(PhotoState& state, ui::SettingsColumn& column) {
    const std::array<std::string, 4> options{"photo.channel.red", "photo.channel.green", "photo.channel.blue",
                                             "photo.channel.grey"};
    int chosen = static_cast<int>(state.document.channel);
    column.heading("photo.channel");
    if (column.segmented("photo.channel", options, chosen)) state.document.channel = static_cast<core::Channel>(chosen);
}

// How much is left, in numbers.
void left_row(PhotoState& state, ui::SettingsColumn& column) {
    if (column.compact() || state.photo.empty() || state.facts.problem) return;
    const std::int64_t all = state.photo.width * state.photo.height;
    const std::int64_t left = state.facts.geometry.windows();
    const auto percent = static_cast<float>(100.0 * static_cast<double>(left) / static_cast<double>(all));
    const int decimals = percent >= 10.0F ? 0 : percent >= 0.1F ? 2 : 4;
    column.words(column.ui().text().format("photo.left", {{"left", core::grouped(left)},
                                                          {"all", core::grouped(all)},
                                                          {"percent", core::fixed_decimal(percent, decimals)}}));
}

// ---- the mouse on the stage

void begin_drag(PhotoState& state, const ui::PhotoMap& map, const ui::Pointer& pointer, const ui::View& view) {
    const ui::Rect mark = ui::crop_mark(map, view, state.facts.crop.rect()).grown(view.px(5.0F));
    state.drag = mark.contains(pointer.position) ? PhotoDrag::crop : PhotoDrag::pan;
    state.drag_from = pointer.position;
    const ui::PhotoPoint place = map.to_photo(pointer.position);
    state.crop_grip = {place.x - static_cast<double>(state.facts.crop.left),
                       place.y - static_cast<double>(state.facts.crop.top)};
}

void go_on_dragging(PhotoState& state, const ui::PhotoMap& map, const ui::Pointer& pointer) {
    if (state.drag == PhotoDrag::crop) {
        const ui::PhotoPoint place = map.to_photo(pointer.position);
        move_crop(state, place.y - state.crop_grip.y, place.x - state.crop_grip.x);
    } else if (state.drag == PhotoDrag::pan) {
        state.view = map.panned(pointer.position - state.drag_from);
        state.drag_from = pointer.position;
    }
}

// The whole photo; from there, the crop.
void fit_or_approach(PhotoState& state, const ui::PhotoMap& map) {
    if (!map.shows_all() || map.view().zoom > 1.0) {
        state.view = {};
        return;
    }
    const core::PhotoRect crop = state.facts.crop.rect();
    const double scale =
        k_crop_share * std::min<double>(map.frame().w, map.frame().h) / std::max(crop.width, crop.height);
    state.view = map.centered({crop.x + crop.width / 2, crop.y + crop.height / 2}, scale / map.scale());
}

void hover_lane(PhotoState& state, const ui::PhotoMap& map, PhotoLane lane, const ui::Pointer& pointer) {
    const bool everywhere = lane == PhotoLane::gap && !state.document.lost();  // one colour, all over the frame
    if (!pointer.hovered || everywhere || !map.over_photo(pointer.position)) return;
    const ui::PhotoPoint place = map.to_photo(pointer.position);
    const PixelPlace pixel{
        std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(place.y)), 0, state.photo.height - 1),
        std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(place.x)), 0, state.photo.width - 1)};
    state.hover = PhotoHover{lane, pointer.position, pixel};
}

void lane_input(PhotoState& state, ui::Ui& ui, const ui::Rect& frame, PhotoLane lane, std::string_view key) {
    const ui::Pointer pointer = ui.pointer(frame, key);
    if (lane == PhotoLane::gap && !state.document.lost()) return;  // one colour: nothing to zoom or catch
    const ui::PhotoMap map = lane_map(state, frame);
    if (pointer.pressed) begin_drag(state, map, pointer, ui.view());
    if (pointer.down) go_on_dragging(state, map, pointer);
    if (pointer.double_clicked) fit_or_approach(state, map);
    if (pointer.wheel != 0.0F) state.view = map.zoomed(std::pow(k_wheel_factor, pointer.wheel), pointer.position);
    if (pointer.released) state.drag = PhotoDrag::none;
    hover_lane(state, map, lane, pointer);
    if (!pointer.hovered && !pointer.down) return;
    const ui::Rect mark = ui::crop_mark(map, ui.view(), state.facts.crop.rect()).grown(ui.view().px(5.0F));
    const bool catches = state.drag == PhotoDrag::crop || (!pointer.down && mark.contains(pointer.position));
    if (catches) {
        ui.cursor(ui::Cursor::hand);
    } else if (!map.shows_all()) {
        ui.cursor(ui::Cursor::move);
    }
}

// The window on the numbers: drag it (the player follows), drag its corner to change the kernel.
void window_input(PhotoState& state, const ui::Pointer& pointer, const ui::GridPlace& place, const ui::View& view,
                  ui::Ui& ui) {
    const core::Geometry& geometry = state.facts.crop_geometry;
    const core::WindowExplanation& window = state.facts.max;
    const core::Span rows = core::span(geometry.h, window.out_row);
    const core::Span cols = core::span(geometry.w, window.out_col);
    const ui::Rect block = place.block(static_cast<double>(rows.start), static_cast<double>(cols.start),
                                       static_cast<double>(rows.count), static_cast<double>(cols.count));
    const ui::Rect handle = ui::window_handle(view, block).grown(view.px(4.0F));
    if (pointer.pressed) {
        state.drag = handle.contains(pointer.position) ? PhotoDrag::kernel : PhotoDrag::window;
    }
    const ui::Vec2 at = place.position_at(pointer.position);
    if (pointer.down && state.drag == PhotoDrag::window) {
        core::seek(state.playback, core::nearest_window(geometry, at.y - 0.5, at.x - 0.5));
    }
    if (pointer.down && state.drag == PhotoDrag::kernel) {
        const double side = std::max(at.y - static_cast<float>(rows.start), at.x - static_cast<float>(cols.start));
        const std::int64_t most = std::min(state.facts.crop.rows, state.facts.crop.cols);
        set_kernel(state.document, std::clamp<std::int64_t>(std::llround(side), 1, most));
    }
    if (state.drag == PhotoDrag::kernel || handle.contains(pointer.position)) ui.cursor(ui::Cursor::resize);
}

void numbers_input(PhotoState& state, ui::Ui& ui, const PhotoLayout& placed) {
    const ui::GridPlace place = ui::place_grid(ui.canvas(), placed.crop_frame, crop_numbers(state));
    const ui::Pointer pointer = ui.pointer(place.area, "photo.numbers");
    if (pointer.hovered) {
        const auto cell = place.cell_at(pointer.position);
        if (cell && state.facts.numbers.contains(cell->row, cell->col)) {
            state.hovered_cell = PixelPlace{cell->row, cell->col};
        }
    }
    if ((pointer.hovered || pointer.down) && !state.facts.crop_problem) {
        window_input(state, pointer, place, ui.view(), ui);
    }
    if (pointer.released) state.drag = PhotoDrag::none;
}

void pyramid_input(PhotoState& state, ui::Ui& ui, const PhotoLayout& placed) {
    const ui::Rect row{placed.levels.front().x, placed.levels.front().y,
                       placed.levels.back().right() - placed.levels.front().x, placed.levels.front().h};
    const ui::Pointer pointer = ui.pointer(row, "photo.levels");
    for (std::int64_t level = 0; level < pyramid_levels(state.photo); ++level) {
        if (!placed.levels[static_cast<std::size_t>(level)].contains(pointer.position)) continue;
        const std::int64_t side = std::int64_t{1} << level;
        if (pointer.clicked) {
            state.document.stride_follows = true;
            set_kernel(state.document, side);
        }
        if (!pointer.hovered) continue;
        ui.cursor(ui::Cursor::hand);
        ui.tooltip(ui.text().format("photo.level.tip", {ui::arg("kernel", side), ui::arg("times", level)}));
    }
    if (placed.pyramid_choice.empty()) return;
    const std::array<std::string, 2> options{"photo.lane.max", "photo.lane.average"};
    int chosen = state.document.repeated == core::Op::max ? 0 : 1;
    if (ui.segmented(placed.pyramid_choice, "photo.repeated", options, chosen)) {
        state.document.repeated = chosen == 0 ? core::Op::max : core::Op::average;
    }
}

void failure_input(PhotoState& state, ui::Ui& ui, const PhotoLayout& placed) {
    const ui::Rect panel = failure_panel(ui.view(), placed);
    const float side = ui.view().layout.control(32.0F);
    const float pad = ui.view().px(8.0F);
    std::string why = ui.text().sentence(*state.failure);
    if (!why.ends_with('.')) why += '.';
    const std::string sentence = ui.text().format("photo.failed", {{"why", why}});
    ui::draw_error_panel(ui.canvas(), panel, sentence, side + pad);
    const ui::Rect close{panel.right() - side - pad, panel.y + pad, side, side};
    if (ui.button(close, "photo.close_error", {.icon = ui::Icon::cross, .label = false})) state.failure.reset();
}

// ---- keys

void zoom_by(PhotoState& state, const ui::View& view, double factor) {
    const ui::PhotoMap map = first_map(state, view);
    state.view = map.zoomed(factor, map.frame().center());
}

}  // namespace

void photo_settings(PhotoState& state, ui::Ui& ui) {
    ui::SettingsColumn column(ui, "photo.settings", ui.view().layout.settings, state.settings_height);
    open_row(state, column);
    name_row(state, column);
    show_row(state, column);
    window_rows(state, column);
    look_rows(state, column);
    channel_row(state, column);
    left_row(state, column);
    state.settings_height = column.used();
}

void photo_stage(PhotoState& state, ui::Ui& ui) {
    static constexpr std::array<std::string_view, k_photo_lanes.size()> k_keys{
        "photo.frame.original", "photo.frame.max", "photo.frame.average", "photo.frame.gap"};
    const PhotoLayout placed = photo_layout(ui.view().layout);
    state.hover.reset();
    state.hovered_cell.reset();
    for (const PhotoLane lane : k_photo_lanes) {
        const bool pooled = lane == PhotoLane::max || lane == PhotoLane::average;
        if ((pooled && state.facts.problem) || hidden_by_failure(state, placed, lane)) continue;
        lane_input(state, ui, placed.lane(lane), lane, k_keys[static_cast<std::size_t>(lane)]);
    }
    numbers_input(state, ui, placed);
    if (state.failure) {
        failure_input(state, ui, placed);
    } else if (placed.pyramid) {
        pyramid_input(state, ui, placed);
    }
}

void photo_commands(PhotoState& state, ui::Ui& ui) {
    const std::string group = "command.group.photo";
    const auto add = [&](std::string id, std::vector<ui::KeyPress> keys, std::function<void()> run) {
        ui.command({.id = std::move(id), .keys = std::move(keys), .run = std::move(run), .group = group});
    };
    const ui::View& view = ui.view();
    add("photo.open", {{.key = "O", .ctrl = true}}, [&ui] { ui.post(ui::BrowseFiles{ui::FileUse::open_photo}); });
    add("photo.zoom_in",
        {{.key = "+", .ctrl = true}, {.key = "+", .ctrl = true, .shift = true}, {.key = "=", .ctrl = true}},
        [&] { zoom_by(state, view, k_key_factor); });
    add("photo.zoom_out", {{.key = "-", .ctrl = true}}, [&] { zoom_by(state, view, 1.0 / k_key_factor); });
    add("photo.zoom_fit", {{.key = "0", .ctrl = true}}, [&] { state.view = {}; });
    add("photo.crop_left", {{.key = "Left", .shift = true}}, [&] { step_crop(state, 0, -1); });
    add("photo.crop_right", {{.key = "Right", .shift = true}}, [&] { step_crop(state, 0, 1); });
    add("photo.crop_up", {{.key = "Up", .shift = true}}, [&] { step_crop(state, -1, 0); });
    add("photo.crop_down", {{.key = "Down", .shift = true}}, [&] { step_crop(state, 1, 0); });
}

}  // namespace scenes
