// Image: an 8-bit RGB or RGBA picture, row by row, top row first, interleaved.
// Invariant: pixels.size() == width * height * channels; channels is 3 or 4. `revision` names the content: equal
// revisions mean equal pixels, so a texture is uploaded again only when it changes. Shared pixels are never written.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/view.h"

namespace core {

struct Image {
    std::int64_t width = 0;
    std::int64_t height = 0;
    int channels = 3;
    std::shared_ptr<const std::vector<std::uint8_t>> pixels;
    std::uint64_t revision = 0;

    bool empty() const { return width == 0 || height == 0; }
    View<std::uint8_t> view() const { return interleaved_view(pixels->data(), channels, height, width); }
};

// Takes the pixels over and gives them a revision no other image of this process has.
Image make_image(std::int64_t width, std::int64_t height, int channels, std::vector<std::uint8_t> pixels);

// A photo-like test picture drawn by the program (sky, hill, sun, a striped balloon, a fence of fine lines): always
// there.
Image draw_sample_photo(std::int64_t width = 1200, std::int64_t height = 800);

}  // namespace core
