// Grid pointing: what the mouse does on a table of numbers, the same in every grid scene: hover both ways, drag the
// window (the player follows) or its corner (the kernel follows), click a cell to type into it, pin and unpin.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/scenes/number_input.h"
#include "app/scenes/pool_facts.h"
#include "app/ui/number_grid.h"
#include "app/ui/ui.h"
#include "core/player.h"

namespace scenes {

struct GridHover {
    enum class What {
        nothing,
        input,   // a cell of the input (or its padding): every window that reads it
        output,  // an output cell: its window
        tap      // a formula term or lens column: one cell of the shown window
    };
    What what = What::nothing;
    std::int64_t row = 0, col = 0;  // input
    std::int64_t window = -1;       // output
    std::int64_t tap = -1;          // tap: index into the shown window's cells
    bool operator==(const GridHover&) const = default;
};

enum class GridDrag { none, window, kernel, elsewhere };

struct CellEdit {
    bool open = false;
    bool just_opened = false;
    std::int64_t row = 0, col = 0;
    std::string typed;
};

struct GridPointing {
    GridHover hover;
    std::optional<GridHover> pinned;
    GridDrag drag = GridDrag::none;
    ui::Vec2 grip;                          // window: from its middle to where it was caught, in cells
    std::int64_t out_row = 0, out_col = 0;  // kernel: the window whose corner was caught
    CellEdit edit;
    std::optional<Notice> notice;                 // what was not taken, until the next change
    std::optional<ui::GridPlace::Cell> paste_at;  // where a pasted block begins; none: it becomes the whole table

    const GridHover& shown() const { return pinned ? *pinned : hover; }
};

// The pooling whose window is dragged, and what follows from it.
struct PointedPool {
    core::PoolSpec& spec;
    const PoolFacts& facts;
    core::Playback& playback;
    std::int64_t largest_kernel = 8;
};

// One frame of the mouse over the input grid: presses, drags and clicks. Hover is found by the scene.
// True if the kernel was changed: the caller refreshes and calls keep_corner().
bool drag_on_input(ui::Ui& ui, const ui::Pointer& mouse, const ui::GridPlace& place, const PointedPool& pool,
                   GridPointing& pointing);
void keep_corner(const GridPointing& pointing, const core::Geometry& geometry, core::Playback& playback);

// A click that was no drag: types into an input cell, pins or lets go of everything else.
void click_on_grid(const NumberInput& input, GridPointing& pointing, const GridHover& at);
void open_edit(GridPointing& pointing, const NumberInput& input, std::int64_t row, std::int64_t col);
// The open editor over its cell: Enter, Tab and arrows accept and move on, a press elsewhere accepts; bad text stays,
// with a notice. A pasted block is asked for as a table that begins at this cell.
void edit_cell(ui::Ui& ui, const ui::Pointer& mouse, const ui::GridPlace& place, NumberInput& input,
               GridPointing& pointing);
bool is_table_event(const ui::Event& event);
// A table that arrived or failed; true if the event was one.
bool take_table_event(const ui::Event& event, NumberInput& input, GridPointing& pointing);

// Esc: unpin. Registered as a command while something is pinned.
void unpin_command(ui::Ui& ui, GridPointing& pointing);

// Marks of a hovered input cell: outlines of all windows that read it, and "4×". Also the tile of small cells.
void draw_input_hover(ui::Canvas& canvas, const ui::GridPlace& place, const ui::NumberGrid& grid,
                      const PoolFacts& facts, const GridHover& hover, const ui::Rect& keep_inside);

}  // namespace scenes
