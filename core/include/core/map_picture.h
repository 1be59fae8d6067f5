// From a map of values to a picture: upsampling, the range its colours stand for, the colours.
// Pixel (y, x) of the finer raster lies at ((y + 0.5) * height / finer - 0.5, ...) of the map: half-pixel centres,
// edges clamped, as PyTorch's align_corners=False and OpenGL's linear filter. Bilinear then keeps the mean for whole
// factors. Bicubic is Keys' kernel with a = -0.75 (PyTorch, OpenCV), clamped to the map's own range.
#pragma once

#include <cstdint>
#include <span>

#include "core/cam.h"
#include "core/color_map.h"
#include "core/image.h"
#include "core/photo_view.h"

namespace core {

enum class Upsample { nearest, bilinear, bicubic };

// MUST be at least 1x1 each.
PlaceMap upsample(const PlaceMap& map, std::int64_t height, std::int64_t width, Upsample method);

// What the colours stand for. signed_about_zero: -m ... m with m the largest |value|; positive: 0 ... largest value,
// everything below 0 is 0 (the ReLU of Grad-CAM). A flat or empty range gives every value the colour of 0.
enum class MapSign { signed_about_zero, positive };
MapRange color_range(std::span<const PlaceMap> maps, MapSign sign);  // of several: one scale for all of them
// 0..1, clamped; NaN as 0. A flat range: 0.5 or 0, by the sign of `low` (color_range gives -0.0 for signed_about_zero).
double color_position(double value, const MapRange& range);

// RGBA, a pixel per value; alpha = 255 everywhere.
Image color_image(const PlaceMap& map, const MapRange& range, ColorMapId colors);

// How much of the photo a value's colour hides, 0..1: where there is no evidence the photo shows as it is.
//   min(1, 1.9 t),  t = |value| / the scale's end, 0 below a scale that begins at 0
double heat_cover(double value, const MapRange& range);

// RGBA to be laid over a photo, a pixel per value; alpha = round(255 * opacity * heat_cover). opacity 0..1.
Image heat_image(const PlaceMap& map, const MapRange& range, ColorMapId colors, double opacity);

// The photo with that over it: (alpha * heat + (255 - alpha) * photo) / 255, rounded; `rect` in photo pixels is where
// the map belongs, the rest of the photo stays as it is. RGB, a transparent photo over white.
Image overlay(const Image& photo, const PlaceMap& map, const PhotoRect& rect, const MapRange& range, ColorMapId colors,
              double opacity, Upsample method);

}  // namespace core
