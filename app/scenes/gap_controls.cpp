// What the reader changes in the gap scene: the settings panel, the mouse on the stage, the keys.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/scenes/gap_screen.h"
#include "app/scenes/gap_words.h"
#include "app/ui/pool_settings.h"

namespace scenes {

namespace {

constexpr double k_rows_per_notch = 1.5;

std::int64_t map_count(const GapState& state) { return static_cast<std::int64_t>(state.facts.ordered.size()); }

// ---- settings

void class_rows(GapState& state, ui::SettingsColumn& column) {
    ui::Ui& ui = column.ui();
    const ui::Layout& layout = ui.view().layout;
    const float height = ui::class_list_height(ui.view()) / layout.control(1.0F);
    const ui::Rect room = column.row(height, 14.0F);
    if (!state.look.look) return;
    const core::Look& look = *state.look.look;
    const ui::ClassMark mark{.index = state.facts.class_index};
    // What is pointed at on the stage says how much it adds to this class.
    const std::optional<std::int64_t> pointed = state.hover ? std::optional(state.facts.class_index) : std::nullopt;
    // The scores of the maps as shown: the experiment is worked out for every class.
    const ui::ClassListLook list{.names = &look.network->classes,
                                 .ranking = look.ranking,
                                 .scores = state.scores,
                                 .score_key = "gap.classes.score",
                                 .percent = false,
                                 .marks = std::span(&mark, 1),
                                 .pointed = pointed,
                                 .second = false};
    const ui::ClassChoice choice = ui::class_list(ui, room, "gap.classes", "gap.search", state.classes, list);
    if (choice.clicked) choose_class(state, *choice.clicked);
}

void order_row(GapState& state, ui::SettingsColumn& column) {
    const std::array<std::string, 3> options{"gap.order.contribution", "gap.order.mean", "gap.order.index"};
    constexpr std::array k_orders{core::ChannelOrder::contribution, core::ChannelOrder::mean,
                                  core::ChannelOrder::index};
    int chosen = static_cast<int>(std::find(k_orders.begin(), k_orders.end(), state.document.order) - k_orders.begin());
    if (column.combo("gap.order", options, chosen)) state.document.order = k_orders[static_cast<std::size_t>(chosen)];
}

void color_row(GapState& state, ui::SettingsColumn& column) {
    const std::array<std::string, 2> options{"gap.colors.all", "gap.colors.each"};
    int chosen = state.document.scale_per_map ? 1 : 0;
    if (column.segmented("gap.colors", options, chosen, true)) state.document.scale_per_map = chosen == 1;
}

void experiment_row(GapState& state, ui::SettingsColumn& column) {
    const std::array<std::string, 3> options{"gap.maps.as_they_are", "gap.maps.means", "gap.maps.shuffled"};
    int chosen = static_cast<int>(state.document.maps);
    column.heading("gap.maps");
    if (column.segmented("gap.maps", options, chosen)) state.document.maps = static_cast<MapsShown>(chosen);
}

// ---- the wall

// Positions of the bar's thumb are shares of its way.
void drag_bar(GapState& state, const WallGrid& grid, const ui::Pointer& pointer, double furthest) {
    const double share = static_cast<double>((pointer.position.y - grid.bar.y) / std::max(1.0F, grid.bar.h));
    state.wall.at = state.wall.target = std::clamp(share, 0.0, 1.0) * furthest;
}

void drag_wall(GapState& state, const WallGrid& grid, const ui::Pointer& pointer, const ui::View& view,
               double furthest) {
    WallScroll& wall = state.wall;
    if (pointer.pressed) {
        wall.on_bar = grid.bar.contains(pointer.position);
        wall.grip = wall.at;
        wall.dragging = false;
    }
    if (pointer.down && wall.on_bar) {
        drag_bar(state, grid, pointer, furthest);
    } else if (pointer.down) {
        const float moved = pointer.position.y - pointer.press_position.y;
        wall.dragging = wall.dragging || std::abs(moved) > view.px(4.0F);
        if (wall.dragging) {
            wall.at = wall.target = std::clamp(wall.grip - static_cast<double>(moved / grid.row_pitch), 0.0, furthest);
        }
    }
    if (pointer.wheel != 0.0F) {
        wall.target = std::clamp(wall.target - k_rows_per_notch * static_cast<double>(pointer.wheel), 0.0, furthest);
    }
}

void wall_input(GapState& state, ui::Ui& ui, const GapLayout& placed) {
    const WallGrid grid = wall_grid(ui.view().layout, placed.wall);
    const ui::Pointer pointer = ui.pointer(placed.wall, "gap.frame.wall");
    const double furthest = grid.furthest(map_count(state));
    drag_wall(state, grid, pointer, ui.view(), furthest);
    const bool scrolling = pointer.down && (state.wall.dragging || state.wall.on_bar);
    const std::int64_t n = grid.at(pointer.position, state.wall.at, map_count(state));
    if (n >= 0 && pointer.clicked && !state.wall.on_bar && !state.wall.dragging) core::seek(state.playback, n);
    if (n < 0 || !pointer.hovered || scrolling) return;
    ui.cursor(ui::Cursor::hand);
    state.hover =
        GapHover{.part = WaterfallPart::channel, .channel = state.facts.ordered[static_cast<std::size_t>(n)].channel};
}

void waterfall_input(GapState& state, ui::Ui& ui, const GapLayout& placed) {
    if (placed.waterfall.empty()) return;
    const WaterfallPlace place = place_waterfall(ui.view(), placed.waterfall, state.facts, state.playback.window);
    const ui::Pointer pointer = ui.pointer(placed.waterfall, "gap.frame.waterfall");
    const auto i = place.at(pointer.position);
    if (!i) return;
    const WaterfallBar& bar = place.bars[*i];
    if (pointer.clicked && bar.part == WaterfallPart::channel) choose_channel(state, bar.channel);
    if (!pointer.hovered) return;
    state.hover = GapHover{.part = bar.part, .channel = bar.channel, .count = bar.count, .sum = bar.value};
    if (bar.part == WaterfallPart::channel) ui.cursor(ui::Cursor::hand);
}

void map_input(GapState& state, ui::Ui& ui, const GapLayout& placed) {
    ui::NumberGrid numbers = map_numbers(state, ui.view());
    const ui::Pointer pointer = ui.pointer(placed.map, "gap.frame.map");
    if (!pointer.hovered || numbers.cells.empty()) return;
    const ui::GridPlace place = place_map(ui.canvas(), placed, numbers);
    if (const auto cell = place.cell_at(pointer.position)) state.hovered_cell = MapCell{cell->row, cell->col};
}

void turn_page(GapState& state, ui::Ui& ui, const GapLayout& placed) {
    if (placed.turn.empty()) return;
    if (ui.button(placed.turn, state.sums_page ? "gap.page.maps" : "gap.page.sums")) state.sums_page = !state.sums_page;
}

}  // namespace

void gap_settings(GapState& state, ui::Ui& ui) {
    ui::SettingsColumn column(ui, "gap-settings", ui.view().layout.settings, state.settings_height);
    if (!look_rows(state.look, state.document.look, column)) {
        class_rows(state, column);
        order_row(state, column);
        color_row(state, column);
        experiment_row(state, column);
        if (column.compact()) column.words(ui::plain(article_words(ui.text(), "gap.parameters.article")));
    }
    state.settings_height = column.used();
}

void gap_stage(GapState& state, ui::Ui& ui) {
    state.hover.reset();
    state.hovered_cell.reset();
    const GapLayout placed = gap_layout(ui.view().layout, state.sums_page);
    turn_page(state, ui, placed);
    if (!placed.wall.empty()) wall_input(state, ui, placed);
    waterfall_input(state, ui, placed);
    if (!placed.map.empty()) map_input(state, ui, placed);
}

void gap_commands(GapState& state, ui::Ui& ui) {
    const GapLayout placed = gap_layout(ui.view().layout);
    const WallGrid grid = wall_grid(ui.view().layout, placed.wall);
    const auto page = std::max<std::int64_t>(1, static_cast<std::int64_t>(grid.rows_in_sight())) * grid.columns;
    const auto add = [&](std::string id, std::string key, std::int64_t by) {
        ui.command({.id = std::move(id),
                    .keys = {{.key = std::move(key)}},
                    .run = [&state, by] { core::seek(state.playback, state.playback.window + by); },
                    .group = "command.group.stage"});
    };
    add("gap.row_up", "Up", -grid.columns);
    add("gap.row_down", "Down", grid.columns);
    add("gap.page_up", "PageUp", -page);
    add("gap.page_down", "PageDown", page);
}

void gap_follow(GapState& state, const ui::View& view) {
    const GapLayout placed = gap_layout(view.layout);
    const WallGrid grid = wall_grid(view.layout, placed.wall);
    const double furthest = grid.furthest(map_count(state));
    WallScroll& wall = state.wall;
    if (wall.followed != state.playback.window) {
        const std::int64_t whole_row = state.playback.window / grid.columns;
        const auto row = static_cast<double>(whole_row);
        const double last = std::max(0.0, row + 1.0 - grid.rows_in_sight());
        wall.target = std::clamp(wall.target, std::min(last, row), row);
        const bool far = std::abs(wall.target - wall.at) > 2.0 * grid.rows_in_sight();
        if (far || wall.followed < 0) wall.at = wall.target;
        wall.followed = state.playback.window;
    }
    wall.target = std::clamp(wall.target, 0.0, furthest);
    wall.at = view.reduced_motion ? wall.target : std::clamp(wall.at, 0.0, furthest);

    state.atlas.use(state.facts.maps, {state.look.look, &state.look.look->maps}, state.facts.range,
                    state.document.scale_per_map, *view.theme);
    const auto first = std::max<std::int64_t>(0, static_cast<std::int64_t>(wall.at)) * grid.columns;
    const auto in_sight = static_cast<std::int64_t>(std::ceil(grid.rows_in_sight()) + 1.0) * grid.columns;
    for (std::int64_t n = first; n < std::min(map_count(state), first + in_sight); ++n) {
        state.atlas.want(state.facts.ordered[static_cast<std::size_t>(n)].channel);
    }
    state.atlas.want(in_focus(state).channel);
    state.atlas.want(current(state).channel);
}

}  // namespace scenes
