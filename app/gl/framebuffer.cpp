#include "app/gl/framebuffer.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "app/gl/handle.h"

namespace gl {
namespace {

// Reads the bound framebuffer; OpenGL's rows run bottom up, ours top down.
core::Image read_bound(int width, int height) {
    const std::size_t row = static_cast<std::size_t>(width) * 3;
    std::vector<std::uint8_t> bottom_up(row * static_cast<std::size_t>(height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, bottom_up.data());
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    std::vector<std::uint8_t> top_down(bottom_up.size());
    for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
        std::memcpy(top_down.data() + y * row, bottom_up.data() + (static_cast<std::size_t>(height) - 1 - y) * row,
                    row);
    }
    return core::make_image(width, height, 3, std::move(top_down));
}

}  // namespace

struct Framebuffer::Impl {
    FramebufferHandle framebuffer = FramebufferHandle::create();
    TextureHandle color = TextureHandle::create();
    int width = 0;
    int height = 0;
};

Framebuffer::Framebuffer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Framebuffer::Framebuffer(Framebuffer&&) noexcept = default;
Framebuffer& Framebuffer::operator=(Framebuffer&&) noexcept = default;
Framebuffer::~Framebuffer() = default;

core::Result<Framebuffer> Framebuffer::create(int width, int height) {
    GLint largest = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
    if (width > largest || height > largest) {
        return core::Error{
            .what = std::to_string(width) + "x" + std::to_string(height) + " is larger than this graphics driver draws",
            .where = "picture size",
            .hint = "use at most " + std::to_string(largest) + " each way"};
    }
    auto impl = std::make_unique<Impl>();
    impl->width = width;
    impl->height = height;
    glBindTexture(GL_TEXTURE_2D, impl->color.name());
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glBindFramebuffer(GL_FRAMEBUFFER, impl->framebuffer.name());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, impl->color.name(), 0);
    const bool complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    bind_window();
    if (!complete) {
        return core::Error{
            .what = "the graphics driver cannot draw off screen", .where = "OpenGL", .hint = "update the driver"};
    }
    return Framebuffer(std::move(impl));
}

void Framebuffer::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, impl_->framebuffer.name());
    glViewport(0, 0, impl_->width, impl_->height);
}

void Framebuffer::bind_window() { glBindFramebuffer(GL_FRAMEBUFFER, 0); }

core::Image Framebuffer::read() const {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, impl_->framebuffer.name());
    return read_bound(impl_->width, impl_->height);
}

core::Image read_window(int width, int height) {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    glReadBuffer(GL_BACK);
    return read_bound(width, height);
}

void clear(float red, float green, float blue) {
    glClearColor(red, green, blue, 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
}

bool load_functions(void (*(*load)(const char*))()) { return gladLoadGL(load) != 0; }

}  // namespace gl
