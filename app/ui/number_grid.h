// Number grid: a matrix of numbers as coloured cells in a frame that keeps its place whatever the matrix is.
// Invariant: cells are whole pixels and all of one size; one type step and one number of decimals for the whole grid.
// Rows and columns are those of the input: negative and beyond the input is padding, then ceil's overhang.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/canvas.h"
#include "core/geometry.h"
#include "core/grid.h"
#include "core/pool_spec.h"

namespace ui {

enum class CellKind {
    value,
    padding,  // dashed, with the value it stands for
    outside,  // ceil's overhang: hatched, never counted
    unused,   // dropped by floor or skipped by the stride: value behind a hatch
    covered,  // not revealed yet: "?"
    empty     // nothing is drawn
};

struct GridCell {
    CellKind kind = CellKind::value;
    float value = 0.0F;
    std::optional<Color> fill = std::nullopt;  // instead of the ramp: a photo's own grey
    std::string text = {};                     // instead of the number
    float cover = 0.0F;  // part of a revealed cell that is still under its cover, shrinking upward; 1 = none revealed
};

// What a grid shows: a value without place or scale.
struct NumberGrid {
    std::int64_t row0 = 0, col0 = 0;  // coordinates of the first cell
    std::int64_t rows = 0, cols = 0;
    std::vector<GridCell> cells;    // rows x cols
    bool output = false;            // ramp out0 to out1, Bold digits
    float low = 0.0F, high = 1.0F;  // ends of the ramp
    int decimals = 0;

    GridCell& at(std::int64_t row, std::int64_t col);
    const GridCell& at(std::int64_t row, std::int64_t col) const;
    bool contains(std::int64_t row, std::int64_t col) const;
};

// Finite ends of the values; {0, 1} if there is none; a grid of one value gives {min(0, v), max(0, v)}.
struct ValueRange {
    float low = 0.0F, high = 1.0F;
    bool operator==(const ValueRange&) const = default;
};
ValueRange value_range(const core::Grid& grid);

// The input with its padding and overhang. Without a geometry (the spec has a problem) only the values.
NumberGrid input_grid(const core::Grid& input, const core::PoolSpec& spec, const core::Geometry* geometry);
// The output in the input's range; every cell from `revealed` on is covered.
NumberGrid output_grid(const core::Grid& output, ValueRange range, std::int64_t revealed);
// Puts in place of each input value how often it is read: 0, 1, 2, 4...
void show_coverage(NumberGrid& grid, const core::Grid& coverage);
// What is written in a cell, with the grid's decimals; nothing for outside.
std::string cell_text(const NumberGrid& grid, const GridCell& cell);

// Where a grid lies on the screen.
struct GridPlace {
    Rect frame;          // fixed
    Rect area;           // the cells with half a gap around them
    float pitch = 1.0F;  // cell + gap, whole px
    float gap = 1.0F;
    std::int64_t row0 = 0, col0 = 0, rows = 0, cols = 0;
    TextStyle digits;
    bool show_digits = true;  // false: cells too small; a hover tile shows the number

    Rect cell(std::int64_t row, std::int64_t col) const;  // without the gap
    // Pitch rectangle of rows [row, row + height) x cols [col, col + width): what a window outline runs along.
    // Fractions lie between cells, for sliding.
    Rect block(double row, double col, double height, double width) const;
    // The cell under a point (gaps belong to the nearer cell), or nothing outside the area.
    struct Cell {
        std::int64_t row = 0, col = 0;
        bool operator==(const Cell&) const = default;
    };
    std::optional<Cell> cell_at(Vec2 point) const;
    // Row and column as fractions (0.5 = middle of row 0), also outside the area: for dragging.
    Vec2 position_at(Vec2 point) const;  // {column, row}
};

// Fits `grid` into `frame`: the largest whole-pixel cell (at most max_cell base px, 0 = no limit), area aligned left or
// centred across, and at the top or in the middle down the frame.
struct GridFit {
    float max_cell = 0.0F;
    Align across = Align::left;
    bool middle = false;
};
GridPlace place_grid(const Canvas& canvas, const Rect& frame, const NumberGrid& grid, const GridFit& fit = {});

// ---- drawing, in this order: ribbon (ribbon.h), cells, marks of single cells, window.
void draw_cells(Canvas& canvas, const GridPlace& place, const NumberGrid& grid);
Color cell_fill(const View& view, const NumberGrid& grid, const GridCell& cell);
void draw_row_numbers(Canvas& canvas, const GridPlace& place, std::int64_t rows,
                      std::int64_t cols);  // 1..rows of input

// The one a rule chose: inner outline and corner triangle, cased where the cell is too like the accent.
// `outline` and `triangle` 0..1: how far they have appeared.
void draw_winner(Canvas& canvas, const Rect& cell, Color fill, float outline = 1.0F, float triangle = 1.0F);
void draw_tie(Canvas& canvas, const Rect& cell, Color fill);  // equal but not chosen: outline and "="
// Outline of the window around a block() rectangle. The handle (bottom right) drags the kernel.
void draw_window(Canvas& canvas, const Rect& block, bool handle = false);
void draw_window_handle(Canvas& canvas, const Rect& block);
void draw_window_ghost(Canvas& canvas, const Rect& block);  // where the player stands while another is hovered
void draw_hover_window(Canvas& canvas, const Rect& block);  // solid 2.5-px `text` outline
void draw_hover_cell(Canvas& canvas, const Rect& cell, std::string_view badge = {});  // outline; "4×" at the corner
void draw_number_tile(Canvas& canvas, const Rect& cell, std::string_view number, const Rect& keep_inside);
Rect window_handle(const View& view, const Rect& block);

// Brackets on the grid, each in the shape and colour of its parameter. `from`/`to`: x of both ends.
void draw_kernel_bracket(Canvas& canvas, float from, float to, float y, std::string_view words);  // "k = 2"
void draw_stride_arrow(Canvas& canvas, float from, float to, float y, std::string_view words);    // "s = 2"

}  // namespace ui
