// A rectangle of a photo at another size: separable bicubic (Keys' kernel, a = -0.5), its support widened by the factor
// of shrinking, so that every pixel of the rectangle counts and fine patterns do not alias (as Pillow's BICUBIC).
//   out(i) = sum over j of w((j + 0.5 - centre_i) / scale) * in(j) / sum of w,   scale = max(1, rectangle / out)
// Only pixels of the rectangle are read. Transparent ones are seen over white. Results stay within 0..255.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.h"
#include "core/photo_view.h"

namespace core {

// RGB interleaved, row by row, not rounded. `rect` MUST lie inside the photo. Shape: height x width x 3.
std::vector<double> resample(const Image& photo, const PhotoRect& rect, std::int64_t height, std::int64_t width);

}  // namespace core
