// Textures: pictures of core on the graphics card. One texture per image revision and filter, uploaded when first
// drawn, dropped when it has not been drawn for some frames. Invariant: a texture that is in use this frame exists
// until end_frame() of a later one.
#pragma once

#include <cstdint>
#include <memory>

#include "app/ui/texture_source.h"
#include "core/image.h"

namespace gl {

class Textures final : public ui::TextureSource {
public:
    Textures();
    ~Textures() override;
    std::uintptr_t texture(const core::Image& image, bool smooth) override;
    void end_frame();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gl
