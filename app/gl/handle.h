// Handle: one OpenGL object name, owned: deleted once, moved but never copied. Needs a current context when it dies.
#pragma once

#include <glad/gl.h>

#include <utility>

namespace gl {

// Traits: static GLuint create(); static void destroy(GLuint).
template <class Traits>
class Handle {
public:
    Handle() = default;
    static Handle create() {
        Handle handle;
        handle.name_ = Traits::create();
        return handle;
    }
    Handle(Handle&& other) noexcept : name_(std::exchange(other.name_, 0U)) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            release();
            name_ = std::exchange(other.name_, 0U);
        }
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { release(); }

    GLuint name() const { return name_; }
    explicit operator bool() const { return name_ != 0; }

private:
    void release() {
        if (name_ != 0) Traits::destroy(name_);
        name_ = 0;
    }
    GLuint name_ = 0;
};

struct TextureTraits {
    static GLuint create() {
        GLuint name = 0;
        glGenTextures(1, &name);
        return name;
    }
    static void destroy(GLuint name) { glDeleteTextures(1, &name); }
};
struct FramebufferTraits {
    static GLuint create() {
        GLuint name = 0;
        glGenFramebuffers(1, &name);
        return name;
    }
    static void destroy(GLuint name) { glDeleteFramebuffers(1, &name); }
};
using TextureHandle = Handle<TextureTraits>;
using FramebufferHandle = Handle<FramebufferTraits>;

}  // namespace gl
