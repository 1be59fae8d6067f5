// Pictures of the way back that stride and compare share: gradients as signed cells with the value they belong to in
// the corner and the sum they come from at the foot, unpooled values among the zeros, and the lens between them.
// Colours: blue below 0, grey at 0, orange above, by |gradient| / scale; the same scale on both sides.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/scenes/way_back.h"
#include "app/scenes/way_back_words.h"
#include "app/ui/number_grid.h"

namespace scenes {

ui::Color signed_fill(const ui::View& view, double value, double scale);
// At most four decimals, typographic minus, no sign at 0.
std::string gradient_text(double value);

// The input's place with the gradients that have arrived; what no window has sent anything to yet is covered. `parts`:
// of the shown window, whose share of the padding stands in the padding's cells.
ui::NumberGrid gradient_grid(const ui::View& view, const PoolFacts& pool, const WayBackFacts& back,
                             std::span<const core::GradientPart> parts);
// The gradients that are sent, in the outputs' places.
ui::NumberGrid sent_grid(const ui::View& view, const WayBackFacts& back);
// The result of unpooling so far, in the input's colours; zeros that were left are grey.
ui::NumberGrid unpooled_grid(const ui::View& view, const PoolFacts& pool, const WayBackFacts& back);
// Pooled values, none covered.
ui::NumberGrid pooled_grid(const PoolFacts& pool);
// One window's shares: d out / d cell of each tap, as a fraction where it is one.
ui::NumberGrid share_grid(const ui::View& view, const core::WindowExplanation& window,
                          std::span<const core::GradientPart> parts, const core::PoolSpec& spec, core::Ties ties);

// Small words in a cell; nothing where the cell is too small for them.
void draw_corner(ui::Canvas& canvas, const ui::Rect& cell, std::string_view words, ui::Color ink);
void draw_foot(ui::Canvas& canvas, const ui::Rect& cell, std::string_view words, ui::Color ink);
bool has_corners(const ui::Canvas& canvas, const ui::GridPlace& place);
bool has_feet(const ui::Canvas& canvas, const ui::GridPlace& place);
// Values of the input in the corners, and "1+1" at the foot of cells where several windows have sent something.
void draw_gradient_corners(ui::Canvas& canvas, const ui::GridPlace& place, const ui::NumberGrid& grid,
                           const PoolFacts& pool, const WayBackFacts& back);

// A number on its way, on a chip; a dot where there are too many for words.
void draw_token(ui::Canvas& canvas, ui::Vec2 at, std::string_view words, ui::Token color);

// One line in a band, as large as fits: 36, 28, 20, 16, then 14 px.
void draw_band_line(ui::Canvas& canvas, const ui::Rect& band, const ui::RichText& line);
// As many as have room, each on at most two lines.
void draw_note_lines(ui::Canvas& canvas, const ui::Rect& room, std::span<const NoteLine> lines);

}  // namespace scenes
