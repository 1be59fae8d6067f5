// TextureSource: turns a picture of core into something the screen canvas can draw. app/gl implements it with OpenGL.
#pragma once

#include <cstdint>

#include "core/image.h"

namespace ui {

class TextureSource {
public:
    virtual ~TextureSource() = default;
    // The name of a texture with the image's pixels; valid for this frame. `image` MUST NOT be empty.
    virtual std::uintptr_t texture(const core::Image& image, bool smooth) = 0;
};

}  // namespace ui
