#include "app/gl/textures.h"

#include <map>
#include <utility>

#include "app/gl/handle.h"

namespace gl {
namespace {

constexpr int k_frames_kept = 120;  // two seconds: long enough for a picture that blinks in and out while dragging

struct Entry {
    TextureHandle handle;
    int unused_frames = 0;
};

TextureHandle upload(const core::Image& image, bool smooth) {
    TextureHandle handle = TextureHandle::create();
    glBindTexture(GL_TEXTURE_2D, handle.name());
    const GLint filter = smooth ? GL_LINEAR : GL_NEAREST;
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);  // rows of RGB are not padded to four bytes
    const GLenum format = image.channels == 4 ? GL_RGBA : GL_RGB;
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, static_cast<GLsizei>(image.width), static_cast<GLsizei>(image.height), 0,
                 format, GL_UNSIGNED_BYTE, image.pixels->data());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    return handle;
}

}  // namespace

struct Textures::Impl {
    std::map<std::pair<std::uint64_t, bool>, Entry> entries;
};

Textures::Textures() : impl_(std::make_unique<Impl>()) {}
Textures::~Textures() = default;

std::uintptr_t Textures::texture(const core::Image& image, bool smooth) {
    CORE_CHECK(!image.empty());
    Entry& entry = impl_->entries[{image.revision, smooth}];
    if (!entry.handle) entry.handle = upload(image, smooth);
    entry.unused_frames = 0;
    return entry.handle.name();
}

void Textures::end_frame() {
    for (auto& [content, entry] : impl_->entries) ++entry.unused_frames;
    std::erase_if(impl_->entries, [](const auto& item) { return item.second.unused_frames > k_frames_kept; });
}

}  // namespace gl
