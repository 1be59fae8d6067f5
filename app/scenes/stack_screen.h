// The parts of the stack scene's screen: where its levels lie, how they are drawn, what the reader changes, and the
// words for it. Levels stand in a row from the input at the left to the last output at the right; what is written about
// a level stands above and below it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/scenes/stack_state.h"
#include "app/ui/canvas.h"
#include "app/ui/number_grid.h"
#include "app/ui/ui.h"

namespace scenes {

struct StackLayout {
    std::vector<ui::Rect> columns;  // of each level: for its words, from caption to table
    std::vector<ui::Rect> frames;   // of each level's cells, its ring of padding with them
    ui::Rect keys;                  // left of the input: what the colours stand for; empty without a table
    ui::Rect band;                  // the three formulas
    ui::Rect error;                 // in place of the levels that could not be laid; empty without a problem
    ui::Rect notes;                 // one line below the band, of the sources or a warning; may be empty
    ui::TextStyle table_style;
    float caption_y = 0.0F;  // middle of the first line
    float details_y = 0.0F;  // middle of the second
    float table_y = 0.0F;    // middle of the first row
    float row_height = 0.0F;
    float table_right = 0.0F;  // of the words before the rows
    float sources_y = 0.0F;    // middle of the line below the band
    bool captions = true, details = true, table = true, sources = true;
};

// The stage with its grids placed: what both drawing and pointing look at.
struct StackStage {
    StackLayout layout;
    std::vector<ui::NumberGrid> grids;  // with the padding that the shown cone reads
    std::vector<ui::GridPlace> places;
    std::vector<bool> pictured;  // the level's cells are too small to be drawn one by one
    std::optional<ShownCone> shown;

    // The cell under a point, of any level; never one of the padding.
    std::optional<StackCell> cell_at(const StackFacts& facts, ui::Vec2 point) const;
};
StackStage stack_stage(const StackState& state, const ui::Canvas& canvas);

// A line of the table under the levels: its words and what stands there for a level.
struct StackRow {
    std::string_view key;  // "stack.row.field"
    ui::RichPiece (*value)(const StackFacts& facts, std::size_t level);
};
std::span<const StackRow> stack_rows();

std::string size_words(std::int64_t rows, std::int64_t cols);                              // "6×6"
std::string level_name(const ui::Text& text, const StackFacts& facts, std::size_t level);  // "Input", "2 Max"
// "k3 s1 p1", each in its parameter's colour; `tight`: without blanks between them.
ui::RichText layer_details(const StackLayer& layer, bool tight = false);
ui::RichText colored_symbols(std::string_view formula);  // k, s, p and d of "j·s" in their parameters' colours
std::string problem_sentence(const ui::Text& text, const core::StackProblem& problem);
ui::RichText stack_readout(const StackState& state, const ui::View& view);

void stack_controls(StackState& state, ui::Ui& ui);
void stack_canvas(const StackState& state, ui::Canvas& canvas);

}  // namespace scenes
