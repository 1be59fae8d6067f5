#include "app/scenes/grid_pointing.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/scenes/window_places.h"
#include "core/number_text.h"

namespace scenes {

namespace {

ui::Rect player_block(const ui::GridPlace& place, const PointedPool& pool) {
    return window_block(place, *pool.facts.geometry, pool.playback.window);
}

// Middle of a window along an axis, in cells (0.5 = middle of row 0).
double middle(const core::Span& taps) {
    return static_cast<double>(taps.start) + static_cast<double>(taps.end() - taps.start) / 2;
}

GridDrag drag_at(const ui::View& view, const ui::GridPlace& place, const PointedPool& pool, ui::Vec2 point) {
    if (!pool.facts.geometry || pool.facts.windows() == 0) return GridDrag::elsewhere;
    const ui::Rect block = player_block(place, pool);
    const bool has_handle = core::uses_window_settings(pool.spec.op);
    if (has_handle && ui::window_handle(view, block).grown(view.px(5.0F)).contains(point)) return GridDrag::kernel;
    return block.contains(point) ? GridDrag::window : GridDrag::elsewhere;
}

void begin_drag(const ui::View& view, const ui::Pointer& mouse, const ui::GridPlace& place, const PointedPool& pool,
                GridPointing& pointing) {
    pointing.drag = drag_at(view, place, pool, mouse.press_position);
    if (pointing.drag == GridDrag::elsewhere) return;
    const core::Geometry& geometry = *pool.facts.geometry;
    pointing.out_row = pool.playback.window / geometry.w.output;
    pointing.out_col = pool.playback.window % geometry.w.output;
    const ui::Vec2 caught = place.position_at(mouse.press_position);
    pointing.grip = {caught.x - static_cast<float>(middle(core::span(geometry.w, pointing.out_col))),
                     caught.y - static_cast<float>(middle(core::span(geometry.h, pointing.out_row)))};
}

void move_window(ui::Vec2 at, const PointedPool& pool, const GridPointing& pointing) {
    constexpr double k_middle_of_first = 0.5;  // nearest_window() counts from the middle of cell 0
    const double row = at.y - pointing.grip.y - k_middle_of_first;
    const double col = at.x - pointing.grip.x - k_middle_of_first;
    const std::int64_t window = core::nearest_window(*pool.facts.geometry, row, col);
    pool.playback.playing = false;
    if (window != pool.playback.window || core::moving(pool.playback)) core::seek(pool.playback, window);
}

std::int64_t taps_for(float cells, std::int64_t dilation, std::int64_t most) {
    const auto reach = static_cast<std::int64_t>(std::lround(cells));
    return std::clamp((reach - 1) / dilation + 1, std::int64_t{1}, most);
}

// Square unless Shift is held: a hand rarely means 2x3.
bool change_kernel(ui::Vec2 at, bool rectangle, const PointedPool& pool, const GridPointing& pointing) {
    const core::Geometry& geometry = *pool.facts.geometry;
    const core::Span rows = core::span(geometry.h, std::min(pointing.out_row, geometry.h.output - 1));
    const core::Span cols = core::span(geometry.w, std::min(pointing.out_col, geometry.w.output - 1));
    core::Size2 kernel{taps_for(at.y - static_cast<float>(rows.start), pool.spec.dilation.h, pool.largest_kernel),
                       taps_for(at.x - static_cast<float>(cols.start), pool.spec.dilation.w, pool.largest_kernel)};
    if (!rectangle) kernel.h = kernel.w = std::max(kernel.h, kernel.w);
    if (kernel == pool.spec.kernel) return false;
    pool.spec.kernel = kernel;
    pool.playback.playing = false;
    return true;
}

}  // namespace

bool drag_on_input(ui::Ui& ui, const ui::Pointer& mouse, const ui::GridPlace& place, const PointedPool& pool,
                   GridPointing& pointing) {
    if (mouse.pressed) begin_drag(ui.view(), mouse, place, pool, pointing);
    if (!mouse.down && !mouse.pressed) pointing.drag = GridDrag::none;
    const GridDrag would = pointing.drag != GridDrag::none ? pointing.drag
                           : mouse.hovered                 ? drag_at(ui.view(), place, pool, mouse.position)
                                                           : GridDrag::elsewhere;
    if (would == GridDrag::kernel) ui.cursor(ui::Cursor::resize);
    if (would == GridDrag::window) ui.cursor(ui::Cursor::move);
    if (!pool.facts.geometry || pool.facts.windows() == 0 || !mouse.down) return false;
    const ui::Vec2 moved = mouse.position - mouse.press_position;
    if (std::hypot(moved.x, moved.y) < ui.view().px(4.0F)) return false;
    const ui::Vec2 at = place.position_at(mouse.position);
    if (pointing.drag == GridDrag::window) move_window(at, pool, pointing);
    return pointing.drag == GridDrag::kernel && change_kernel(at, mouse.shift, pool, pointing);
}

void keep_corner(const GridPointing& pointing, const core::Geometry& geometry, core::Playback& playback) {
    const std::int64_t row = std::min(pointing.out_row, geometry.h.output - 1);
    const std::int64_t col = std::min(pointing.out_col, geometry.w.output - 1);
    core::seek(playback, row * geometry.w.output + col);
}

void click_on_grid(const NumberInput& input, GridPointing& pointing, const GridHover& at) {
    switch (at.what) {
        case GridHover::What::input:
            if (input.grid.contains(at.row, at.col)) open_edit(pointing, input, at.row, at.col);
            break;
        case GridHover::What::output:
        case GridHover::What::tap:
            pointing.pinned = pointing.pinned == at ? std::nullopt : std::optional(at);
            break;
        case GridHover::What::nothing:
            pointing.pinned.reset();
            break;
    }
}

// ---- typing into a cell

void open_edit(GridPointing& pointing, const NumberInput& input, std::int64_t row, std::int64_t col) {
    pointing.edit = {true, true, row, col, core::exact_decimal(input.grid.at(row, col))};
    pointing.notice.reset();
    pointing.pinned.reset();
}

namespace {

// The cell to go on with, in reading order; nothing at either end.
std::optional<ui::GridPlace::Cell> neighbour(const core::Grid& grid, const CellEdit& edit, ui::Ui::EditEnd end) {
    std::int64_t step = 0;
    switch (end) {
        case ui::Ui::EditEnd::accepted:
        case ui::Ui::EditEnd::next:
            step = 1;
            break;
        case ui::Ui::EditEnd::previous:
            step = -1;
            break;
        case ui::Ui::EditEnd::below:
            step = grid.cols;
            break;
        case ui::Ui::EditEnd::above:
            step = -grid.cols;
            break;
        case ui::Ui::EditEnd::open:
        case ui::Ui::EditEnd::cancelled:
        case ui::Ui::EditEnd::pasted:
            return std::nullopt;
    }
    const std::int64_t index = edit.row * grid.cols + edit.col + step;
    if (index < 0 || index >= grid.rows * grid.cols) return std::nullopt;
    return ui::GridPlace::Cell{index / grid.cols, index % grid.cols};
}

}  // namespace

namespace {

ui::Rect editor_box(const ui::View& view, const ui::Rect& cell) {
    ui::Rect box = cell;
    const float least_w = view.layout.control(76.0F);
    const float least_h = view.layout.control(36.0F);
    if (box.w < least_w) box = {box.center().x - least_w / 2, box.y, least_w, box.h};
    if (box.h < least_h) box = {box.x, box.center().y - least_h / 2, box.w, least_h};
    return box;
}

}  // namespace

void edit_cell(ui::Ui& ui, const ui::Pointer& mouse, const ui::GridPlace& place, NumberInput& input,
               GridPointing& pointing) {
    using End = ui::Ui::EditEnd;
    CellEdit& edit = pointing.edit;
    const bool kept_from_class = ui.hides(place.cell(0, 0), "stage.edit");
    if (edit.open && (kept_from_class || !input.grid.contains(edit.row, edit.col))) edit = {};
    if (!edit.open) return;
    const ui::Rect box = editor_box(ui.view(), place.cell(edit.row, edit.col));
    const End end = ui.cell_editor(box, edit.typed, edit.just_opened);
    edit.just_opened = false;
    if (end == End::open) return;
    if (end == End::pasted) {
        pointing.paste_at = {edit.row, edit.col};
        ui.post(ui::PasteTable{edit.typed});
    }
    if (end == End::cancelled || end == End::pasted) {
        edit = {};
        pointing.notice.reset();
        return;
    }
    const std::optional<float> value = parse_number(edit.typed);
    if (!value) {
        pointing.notice = Notice{"notice.not_a_number", {{"typed", edit.typed}}};
        edit.just_opened = true;
        return;
    }
    pointing.notice.reset();
    input.grid.at(edit.row, edit.col) = *value;
    const bool over_other_parts = !ui.view().layout.stage.contains(mouse.position);
    const bool left_by_mouse = end == End::accepted && (mouse.pressed || mouse.down || over_other_parts);
    const auto next = left_by_mouse ? std::nullopt : neighbour(input.grid, edit, end);
    edit = {};
    if (next) open_edit(pointing, input, next->row, next->col);
}

bool is_table_event(const ui::Event& event) {
    return std::holds_alternative<ui::TableArrived>(event) || std::holds_alternative<ui::TableFailed>(event);
}

bool take_table_event(const ui::Event& event, NumberInput& input, GridPointing& pointing) {
    const auto at = std::exchange(pointing.paste_at, std::nullopt);
    if (const auto* table = std::get_if<ui::TableArrived>(&event)) {
        pointing.notice = at ? take_block(input, table->grid, at->row, at->col) : take_table(input, table->grid);
        return true;
    }
    if (const auto* failure = std::get_if<ui::TableFailed>(&event)) {
        pointing.notice = table_failure(*failure);
        return true;
    }
    pointing.paste_at = at;
    return false;
}

void unpin_command(ui::Ui& ui, GridPointing& pointing) {
    const bool pinned = pointing.pinned.has_value() || pointing.notice.has_value();
    GridPointing* target = &pointing;
    ui.command({"stage.unpin",
                {{"Esc"}},
                [pinned] { return pinned; },
                [target] {
                    target->pinned.reset();
                    target->notice.reset();
                },
                "command.group.stage"});
}

void draw_input_hover(ui::Canvas& canvas, const ui::GridPlace& place, const ui::NumberGrid& grid,
                      const PoolFacts& facts, const GridHover& hover, const ui::Rect& keep_inside) {
    if (hover.what != GridHover::What::input || !grid.contains(hover.row, hover.col)) return;
    const ui::Rect cell = place.cell(hover.row, hover.col);
    const bool inside = facts.input.contains(hover.row, hover.col);
    std::string badge;
    if (facts.geometry && inside) {
        const auto windows = core::windows_using(*facts.geometry, hover.row, hover.col);
        for (const std::int64_t window : windows)
            ui::draw_hover_window(canvas, window_block(place, *facts.geometry, window));
        badge = std::to_string(windows.size()) + "×";
    }
    ui::draw_hover_cell(canvas, cell, badge);
    if (place.show_digits || !inside) return;
    ui::draw_number_tile(
        canvas, cell, core::exact_decimal(facts.input.at(hover.row, hover.col), core::Minus::typographic), keep_inside);
}

}  // namespace scenes
