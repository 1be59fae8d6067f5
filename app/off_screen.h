// OffScreen: pictures of what the program shows, drawn beside its window at any scale: fonts, strokes and numbers are
// drawn at the size of the picture, nothing is enlarged afterwards. It has an interface and fonts of its own, without
// mouse and keys, so that what the window shows (hover, focus, scrolling) stays as it is.
// Needs the window's OpenGL context; MUST die before the window.
#pragma once

#include <memory>
#include <string>

#include "app/app.h"
#include "app/picture_order.h"

namespace app {

class OffScreen final : public PictureSource {
public:
    OffScreen();
    ~OffScreen() override;
    OffScreen(const OffScreen&) = delete;
    OffScreen& operator=(const OffScreen&) = delete;

    // Pictures that the scene renders for it (lanes of a photo) are waited for.
    core::Result<core::Image> picture(App& app, const PictureOrder& order) override;
    core::Result<std::string> svg(App& app, const PictureOrder& order) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace app
