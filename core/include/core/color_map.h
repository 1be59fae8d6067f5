// Colour maps as data: made by this project in CIELAB so that lightness changes evenly.
//   heat       0 dark to 1 bright (positive maps): lightness rises all the way
//   evidence   diverging: light blue (0, against) - dark neutral (0.5, nothing) - light orange (1, for); lightness
//   rises
//              evenly to both sides and equally far
//   teal       0 dark to 1 bright teal (feature maps): the hue of the program's output cells
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace core {

enum class ColorMapId { heat, evidence, teal };

struct Rgb {
    std::uint8_t r = 0, g = 0, b = 0;
    bool operator==(const Rgb&) const = default;
};

// 256 colours, first is position 0.
std::span<const Rgb, 256> color_table(ColorMapId id);
Rgb color_at(ColorMapId id, double position);  // nearest entry; position clamped to 0..1; NaN is 0

}  // namespace core
