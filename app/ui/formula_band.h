// Formula band: one window's arithmetic in symbols, in a box that never changes size: 36, 28, then 20 px, then two
// lines. Values `text`, operators `text2`, winner and divisor accent, padding violet, result Bold in the output's
// colour. Also the output-size formula: symbols above, numbers below, each in its parameter's colour.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/ui/canvas.h"
#include "app/ui/text.h"
#include "core/explain.h"

namespace ui {

struct FormulaLook {
    bool show_result = true;    // false: "= ?" until the pick is done
    bool show_winner = true;    // false: the winner looks like the others
    std::int64_t hovered = -1;  // index into explanation.cells: that term is underlined
};

// Pieces with their places, so that drawing and pointing agree.
struct PlacedFormula {
    struct Piece {
        core::FormulaPiece piece;
        Rect rect;
    };
    std::vector<Piece> pieces;
    TextStyle style;
    Rect note;  // right part of the band for the divisor's note; empty without one
    std::optional<std::int64_t> cell_at(Vec2 point) const;
};

PlacedFormula place_formula(const Canvas& canvas, const Rect& band, const core::WindowExplanation& window,
                            const core::PoolSpec& spec, bool with_note);
void draw_formula(Canvas& canvas, const PlacedFormula& placed, const FormulaLook& look = {});

// "6, not 9" and why, when an average is not divided by all taps; empty otherwise. Line 1 bold, line 2 the reason.
struct DivisorNote {
    std::string title, reason;
    bool empty() const { return title.empty(); }
};
DivisorNote divisor_note(const Text& text, const core::WindowExplanation& window);

// The band: panel, formula, note.
void draw_formula_band(Canvas& canvas, const Rect& band, const core::WindowExplanation& window,
                       const core::PoolSpec& spec, const FormulaLook& look = {});
void draw_band_box(Canvas& canvas, const Rect& band);

// Pieces of a size formula, each in its parameter's colour.
RichText size_line(const std::vector<core::SizePiece>& pieces);

// Symbols above, numbers below, at the top of `room`: from x on if they fit there, else moved left; or flush right.
// Axes that differ (H and W) are written both. Shrinks to 14 px where the room is narrow. Returns the height used.
float draw_size_formula(Canvas& canvas, const Rect& room, float x, bool flush_right, const core::PoolSpec& spec,
                        const core::Geometry& geometry);

}  // namespace ui
