// GifRecorder: frames of one size become an animated GIF that plays for ever.
// One palette for all frames (255 colours by repeated splitting where colours spread most, one place for "unchanged"),
// no dithering, and of each frame only the rectangle that changed, with what did not change in it transparent: flat
// pictures of an interface become small and stay sharp.
// giflib packs it: it does LZW and nothing else, in 0.1 MB. ImageMagick's Magick++ would bring 13 MB of libraries for
// the same, and gifski, which has the better palettes for film, is no Debian package.
// Invariant: memory holds the changed rectangles only; the first frame is whole.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/image.h"
#include "core/result.h"

namespace io {

class GifRecorder {
public:
    // `picture`: RGB, each of the size of the first. `seconds` are rounded to hundredths, and what rounding takes is
    // given to the next. A frame like the one before makes that one last longer.
    void add(const core::Image& picture, double seconds);

    bool empty() const { return frames_.empty(); }
    std::size_t frames() const { return frames_.size(); }
    std::size_t bytes() const { return bytes_; }  // that are held

    // The file's bytes; an Error if it was cancelled or does not fit into a GIF (sides up to 65,535). `progress` is
    // called with 0..1.
    core::Result<std::string> encode(const std::atomic<bool>& cancel,
                                     const std::function<void(double)>& progress) const;

private:
    struct Frame {
        std::int64_t left = 0, top = 0, width = 0, height = 0;
        std::int64_t centiseconds = 0;
        std::vector<std::uint8_t> rgb;
    };
    std::vector<Frame> frames_;
    core::Image last_;
    double owed_ = 0.0;  // seconds that rounding has kept back
    std::size_t bytes_ = 0;
};

}  // namespace io
