// PictureOrder: which picture of the view is wanted, as a value, and who draws it.
#pragma once

#include <cstdint>
#include <string>

#include "core/image.h"
#include "core/result.h"

namespace app {

class App;

enum class PictureArea { stage, window };

// The view of a window of width x height pixels, `scale` times as large.
struct PictureOrder {
    int width = 1280;
    int height = 800;
    PictureArea area = PictureArea::stage;
    double scale = 1.0;
    bool rendered_anew = true;  // photos in the scene are made for this scale; else those of the window are stretched
};

// Pixels of the result.
struct PictureSize {
    std::int64_t width = 0;
    std::int64_t height = 0;
};
PictureSize picture_size(const App& app, const PictureOrder& order);
inline constexpr std::int64_t k_most_megapixels = 64;

class PictureSource {
public:
    virtual ~PictureSource() = default;
    virtual core::Result<core::Image> picture(App& app, const PictureOrder& order) = 0;
    virtual core::Result<std::string> svg(App& app, const PictureOrder& order) = 0;
};

}  // namespace app
