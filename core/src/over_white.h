// A pixel of an RGB or RGBA picture as it is seen on white paper.
#pragma once

#include <cstdint>

namespace core {

// Channel c (0..2) of one pixel, 0..255, not rounded.
inline double over_white(const std::uint8_t* pixel, int c, int channels) {
    return channels == 4 ? (pixel[c] * pixel[3] + 255 * (255 - pixel[3])) / 255.0 : pixel[c];
}

}  // namespace core
