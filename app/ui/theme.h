// Theme: every colour of the program by meaning, in three named versions. No colour literal exists anywhere else.
// One accent: `accent` means the window and what it picks. Input slate-blue, output teal, padding violet, stride pink.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "app/ui/geometry.h"

namespace ui {

enum class Token {
    bg,
    rail,
    panel,
    raised,
    raised_hi,
    line,
    edge,
    text,
    text2,
    text3,
    fill,
    onfill,
    accent,
    stride,
    padding,
    dilation,
    input,
    output,
    in0,
    in1,
    out0,
    out1,
    cover,
    neg,
    zero,
    pos,
    ok,
    warn,
    err,
    focus,
    cell_edge,
    track,  // the unfilled part of a slider
    shadow,
    count_
};

enum class ThemeId { dark, light, projector };
inline constexpr std::array k_themes{ThemeId::dark, ThemeId::light, ThemeId::projector};

struct Theme {
    ThemeId id = ThemeId::dark;
    std::array<Color, static_cast<std::size_t>(Token::count_)> colors;
    float stroke_scale = 1.0F;        // 1.5 in projector
    float cell_edge_width = 0.0F;     // outline of every value cell: 0 dark, 1 light, 1.5 projector
    float control_edge_width = 0.0F;  // outline of raised controls: 1.5 in projector

    Color operator[](Token token) const { return colors[static_cast<std::size_t>(token)]; }
    Color input_cell(float t) const;  // t 0..1 over the grid's range
    Color output_cell(float t) const;
    static Color ink_on(Color fill);  // white or black, whichever contrasts more
};

const Theme& theme(ThemeId id);
std::string_view theme_name(ThemeId id);  // "dark", "light", "projector": options, settings, text keys theme.<name>

}  // namespace ui
