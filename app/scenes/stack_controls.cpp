// What the reader changes in the stack scene: the settings (preset, input, layers), the mouse on the levels, the keys.
#include <algorithm>
#include <array>

#include "app/scenes/stack_screen.h"
#include "app/ui/player_bar.h"
#include "core/pool.h"

namespace scenes {

namespace {

using Kind = StackLayer::Kind;

StackLayer& edited_layer(StackState& state) { return state.document.layers[static_cast<std::size_t>(state.edited)]; }

// ---- changing the layers

void show_layer(StackState& state, std::int64_t layer) {
    state.edited = layer;
    refresh(state);
    const StackCell& seen = state.document.seen;
    look_at(state, {layer + 1, seen.row, seen.col});
    state.edited = layer;  // also where it does not fit and has no output
}

void add_layer(StackState& state) {
    const std::int64_t at = state.edited + 1;
    state.document.layers.insert(state.document.layers.begin() + at, StackLayer{});
    show_layer(state, at);
}

void remove_layer(StackState& state) {
    state.document.layers.erase(state.document.layers.begin() + state.edited);
    show_layer(state, std::max<std::int64_t>(0, state.edited - 1));
}

void move_layer(StackState& state, std::int64_t by) {
    const auto from = static_cast<std::size_t>(state.edited);
    std::swap(state.document.layers[from], state.document.layers[static_cast<std::size_t>(state.edited + by)]);
    show_layer(state, state.edited + by);
}

// ---- settings

int preset_shown(const StackState& state) {
    const StackDocument& document = state.document;
    for (std::size_t i = 0; i < state.presets.size(); ++i) {
        const StackPreset& preset = state.presets[i];
        if (preset.layers == document.layers && (document.photo || preset.input == document.input))
            return static_cast<int>(i);
    }
    return -1;
}

void preset_row(StackState& state, ui::SettingsColumn& column) {
    std::vector<std::string> keys;
    for (const StackPreset& preset : state.presets) keys.emplace_back(preset.key);
    int chosen = preset_shown(state);
    const auto own = static_cast<int>(keys.size());
    if (chosen < 0) {
        keys.emplace_back("preset.own");
        chosen = own;
    }
    if (!column.combo("stack.preset", keys, chosen, 64.0F) || chosen < 0 || chosen >= own) return;
    const StackPreset& preset = state.presets[static_cast<std::size_t>(chosen)];
    state.document.layers = preset.layers;
    if (!state.document.photo) state.document.input = preset.input;
    look_at_top(state);
}

// Open a photo, the pictures at hand, its name or a button that stops its opening, how many cells it becomes.
void photo_rows(StackState& state, ui::SettingsColumn& column) {
    ui::Ui& ui = column.ui();
    ui::Rect open = column.row(44.0F);
    const ui::Rect pictures = ui::cut_right(open, open.h);
    open.w -= ui.view().px(8.0F);
    if (state.loading) {
        if (ui.button(open, "photo.cancel", {.icon = ui::Icon::cross})) ui.post(ui::CancelLoading{});
    } else {
        ui.command_button(open, "photo.open", {.icon = ui::Icon::folder});
    }
    if (ui.button(pictures, "photo.pictures",
                  {.icon = ui::Icon::image, .label = false, .selected = state.samples_open})) {
        state.samples_open = true;
    }
    std::vector<std::string> names{"photo.drawn"};
    for (const ui::SamplePhoto& sample : state.samples) names.push_back(sample.name);
    const int chosen = ui.menu(pictures, "photo.pictures.menu", names, state.samples_open);
    if (chosen == 0) ui.post(ui::UseDrawnPhoto{});
    if (chosen > 0) ui.post(ui::OpenPhoto{state.samples[static_cast<std::size_t>(chosen - 1)].path});
    ui::SliderLook look;
    look.compact = true;
    column.slider("stack.photo_cells", state.document.photo_cells, k_photo_cells_least, k_photo_cells_most, look);
}

void input_rows(StackState& state, ui::SettingsColumn& column) {
    const std::array<std::string, 2> options{"stack.input.numbers", "stack.input.photo"};
    int chosen = state.document.photo ? 1 : 0;
    if (column.segmented("stack.input", options, chosen, true)) state.document.photo = chosen == 1;
    if (state.document.photo) {
        photo_rows(state, column);
    } else if (column.button("stack.table")) {
        state.panel.page = SettingsPage::numbers;
    }
}

// Which layer is set; and the buttons that add one, move it, take it away.
void layer_rows(StackState& state, ui::SettingsColumn& column) {
    static const std::array<std::string, k_most_layers> k_numbers{"stack.layer.1", "stack.layer.2", "stack.layer.3",
                                                                  "stack.layer.4", "stack.layer.5", "stack.layer.6"};
    const std::size_t count = state.document.layers.size();
    int chosen = static_cast<int>(state.edited);
    if (column.segmented("stack.layer", std::span(k_numbers).first(count), chosen, true)) show_layer(state, chosen);

    ui::Ui& ui = column.ui();
    ui::Rect line = column.row(40.0F);
    const float gap = ui.view().px(8.0F);
    const ui::Rect remove = ui::cut_right(line, line.h);
    ui::cut_right(line, gap);
    const ui::Rect later = ui::cut_right(line, line.h);
    ui::cut_right(line, gap);
    const ui::Rect earlier = ui::cut_right(line, line.h);
    ui::cut_right(line, gap);
    if (ui.button(line, "stack.add", {.icon = ui::Icon::plus, .enabled = count < k_most_layers})) add_layer(state);
    if (ui.button(earlier, "stack.earlier",
                  {.icon = ui::Icon::chevron_left, .label = false, .enabled = state.edited > 0}))
        move_layer(state, -1);
    if (ui.button(later, "stack.later",
                  {.icon = ui::Icon::chevron_right,
                   .label = false,
                   .enabled = state.edited + 1 < std::ssize(state.document.layers)}))
        move_layer(state, 1);
    if (ui.button(remove, "stack.remove",
                  {.icon = ui::Icon::cross, .label = false, .enabled = state.document.layers.size() > 1}))
        remove_layer(state);
}

ui::SliderLook parameter_look(ui::Parameter parameter, std::string symbol, bool enabled, bool low_panel) {
    ui::SliderLook look;
    look.parameter = parameter;
    look.symbol = std::move(symbol);
    look.enabled = enabled;
    look.compact = low_panel;
    return look;
}

// Kind and window of the layer that is set. A convolution's window is fixed: its sliders show it and rest.
void window_rows(StackState& state, ui::SettingsColumn& column) {
    constexpr std::array k_kinds{Kind::max, Kind::average, Kind::box, Kind::edge};
    std::vector<std::string> options;
    for (const Kind kind : k_kinds) options.emplace_back(kind_key(kind));
    StackLayer& layer = edited_layer(state);
    int chosen = static_cast<int>(std::ranges::find(k_kinds, layer.kind) - k_kinds.begin());
    if (column.segmented("stack.kind", options, chosen)) layer.kind = k_kinds[static_cast<std::size_t>(chosen)];

    const bool free = !is_convolution(layer.kind);
    const bool low = column.compact() || state.document.photo;
    const core::PoolSpec spec = layer_spec(layer);
    const auto row = [&](std::string_view key, std::int64_t& value, std::int64_t fixed, std::int64_t least,
                         std::int64_t most, const ui::SliderLook& look) {
        std::int64_t shown = look.enabled ? value : fixed;
        if (column.slider(key, shown, least, most, look)) value = shown;
    };
    using enum ui::Parameter;
    row("settings.kernel", layer.kernel, spec.kernel.h, 1, k_layer_limits.kernel,
        parameter_look(kernel, "k", free, low));
    row("settings.stride", layer.stride, spec.stride.h, 1, k_layer_limits.stride,
        parameter_look(stride, "s", free, low));
    row("settings.padding", layer.padding, layer.padding, 0, k_layer_limits.padding,
        parameter_look(padding, "p", true, low));
    row("settings.dilation", layer.dilation, spec.dilation.h, 1, k_layer_limits.dilation,
        parameter_look(dilation, "d", free, low));
}

void settings(StackState& state, ui::Ui& ui) {
    if (!ui.view().layout.settings_open || ui.view().layout.settings.empty()) return;
    ui::SettingsColumn column(ui, "stack.settings", ui.view().layout.settings, state.panel.content_height);
    if (state.document.photo) state.panel.page = SettingsPage::main;
    if (state.panel.page == SettingsPage::numbers) {
        page_head(column, state.panel);
        numbers_rows(column, state.document.input, state.pointing.notice);
    } else {
        preset_row(state, column);
        input_rows(state, column);
        layer_rows(state, column);
        window_rows(state, column);
    }
    state.panel.content_height = column.used();
}

// ---- the mouse on the levels

void point(StackState& state, ui::Ui& ui) {
    const StackStage stage = stack_stage(state, ui.canvas());
    const ui::Pointer mouse = ui.pointer(ui.view().layout.stage, "stack.stage");
    state.hover = mouse.hovered ? stage.cell_at(state.facts, mouse.position) : std::nullopt;
    const bool numbers = !state.document.photo;
    if (state.hover && (state.hover->level > 0 || numbers)) ui.cursor(ui::Cursor::hand);
    if (mouse.clicked && state.hover) {
        const StackCell at = *state.hover;
        if (at.level > 0) {
            look_at(state, at);
        } else if (numbers) {
            open_edit(state.pointing, state.document.input, at.row, at.col);
        }
    }
    if (numbers && !stage.places.empty()) {
        edit_cell(ui, mouse, stage.places.front(), state.document.input, state.pointing);
    } else {
        state.pointing.edit = {};
    }
}

// ---- keys

void move_cell(StackState& state, std::int64_t rows, std::int64_t cols) {
    StackCell to = state.document.seen;
    to.row += rows;
    to.col += cols;
    look_at(state, to);
}

// Up: the output whose window lies nearest above the cell. Down: the middle of what the output has read.
void move_level(StackState& state, std::int64_t by) {
    const StackCell from = state.document.seen;
    const StackFacts& facts = state.facts;
    if (!facts.contains(from)) return;
    StackCell to{from.level + by, from.row, from.col};
    if (to.level < 1 || to.level > facts.top_level()) return;
    if (by > 0) {
        const core::Geometry& layer = facts.stack.layers[static_cast<std::size_t>(from.level)];
        const std::int64_t window =
            core::nearest_window(layer, static_cast<double>(from.row), static_cast<double>(from.col));
        to.row = window / layer.w.output;
        to.col = window % layer.w.output;
    } else {
        const core::Cone cone = core::cone(facts.stack, static_cast<std::size_t>(from.level), from.row, from.col);
        const core::Cone::Slice& below = cone.slices[static_cast<std::size_t>(to.level)];
        to.row = (below.first_row + below.end_row - 1) / 2;
        to.col = (below.first_col + below.end_col - 1) / 2;
    }
    look_at(state, to);
}

void commands(StackState& state, ui::Ui& ui) {
    StackState* target = &state;
    const auto add = [&](std::string id, ui::KeyPress key, std::function<void()> run) {
        ui.command(
            {.id = std::move(id), .keys = {std::move(key)}, .run = std::move(run), .group = "command.group.stack"});
    };
    add("stack.cell_left", {.key = "Left", .shift = true}, [target] { move_cell(*target, 0, -1); });
    add("stack.cell_right", {.key = "Right", .shift = true}, [target] { move_cell(*target, 0, 1); });
    add("stack.cell_up", {.key = "Up", .shift = true}, [target] { move_cell(*target, -1, 0); });
    add("stack.cell_down", {.key = "Down", .shift = true}, [target] { move_cell(*target, 1, 0); });
    add("stack.level_up", {.key = "PageUp"}, [target] { move_level(*target, 1); });
    add("stack.level_down", {.key = "PageDown"}, [target] { move_level(*target, -1); });
    ui::Ui* post = &ui;
    ui.command({.id = "photo.open",
                .keys = {{.key = "O", .ctrl = true}},
                .run = [post] { post->post(ui::BrowseFiles{ui::FileUse::open_photo}); },
                .group = "command.group.photo"});
    const bool said = state.pointing.notice.has_value() || state.failure.has_value();
    ui.command({"stage.unpin",
                {{"Esc"}},
                [said] { return said; },
                [target] {
                    target->pointing.notice.reset();
                    target->failure.reset();
                },
                "command.group.stage"});
    if (!state.document.photo) table_commands(ui, state.document.input);
}

}  // namespace

void stack_controls(StackState& state, ui::Ui& ui) {
    state.looked_at = true;
    refresh(state);
    commands(state, ui);
    settings(state, ui);
    refresh(state);
    ui::player_bar(ui, state.playback, "stack.player");
    refresh_pictures(state, *ui.view().theme);
    point(state, ui);
    refresh(state);
    refresh_pictures(state, *ui.view().theme);
    want_photo_numbers(state);
}

}  // namespace scenes
