#include "core/map_picture.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "map_rows.h"
#include "over_white.h"

namespace core {
namespace {

constexpr double k_cover_gain = 1.9;  // half the way to the scale's end hides almost as much as the end

// A value as it lies over a photo.
struct Heat {
    Rgb color;
    std::uint8_t alpha = 0;
};

double cover_at(double position, const MapRange& range) {
    const double strength = std::signbit(range.low) ? std::abs(2.0 * position - 1.0) : position;
    return std::min(1.0, k_cover_gain * strength);
}

Heat heat_of(double value, const MapRange& range, ColorMapId colors, double opacity) {
    const double position = color_position(value, range);
    return {color_at(colors, position),
            static_cast<std::uint8_t>(std::lround(255.0 * opacity * cover_at(position, range)))};
}

std::uint8_t mixed(std::uint8_t heat, std::uint8_t photo, std::uint8_t alpha) {
    return static_cast<std::uint8_t>((alpha * heat + (255 - alpha) * photo + 127) / 255);
}

std::vector<std::uint8_t> rgb_of(const Image& photo) {
    if (photo.channels == 3) return *photo.pixels;
    std::vector<std::uint8_t> rgb;
    rgb.reserve(static_cast<std::size_t>(photo.width * photo.height * 3));
    for (std::size_t i = 0; i < photo.pixels->size(); i += 4) {
        for (int c = 0; c < 3; ++c) {
            rgb.push_back(static_cast<std::uint8_t>(std::lround(over_white(photo.pixels->data() + i, c, 4))));
        }
    }
    return rgb;
}

// Pixels of one axis whose middle lies in [start, start + extent), cut to the photo.
struct PixelSpan {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};
PixelSpan pixels_under(double start, double extent, std::int64_t photo) {
    const auto edge = [photo](double place) {
        return static_cast<std::int64_t>(std::clamp(std::ceil(place - 0.5), 0.0, static_cast<double>(photo)));
    };
    return {edge(start), edge(start + extent)};
}

}  // namespace

PlaceMap upsample(const PlaceMap& map, std::int64_t height, std::int64_t width, Upsample method) {
    CORE_CHECK(height >= 1 && width >= 1);
    const MapRows rows(map, {0, height, 0.0, static_cast<double>(height)}, {0, width, 0.0, static_cast<double>(width)},
                       method);
    PlaceMap finer{height, width, std::vector<double>(static_cast<std::size_t>(height * width))};
    for (std::int64_t y = 0; y < height; ++y) {
        rows.read(
            y, std::span(finer.values).subspan(static_cast<std::size_t>(y * width), static_cast<std::size_t>(width)));
    }
    return finer;
}

MapRange color_range(std::span<const PlaceMap> maps, MapSign sign) {
    double most = 0.0;
    for (const PlaceMap& map : maps) {
        for (const double value : map.values) {
            const double size = sign == MapSign::positive ? value : std::abs(value);
            if (std::isfinite(size)) most = std::max(most, size);
        }
    }
    return sign == MapSign::positive ? MapRange{0.0, most} : MapRange{-most, most};
}

double color_position(double value, const MapRange& range) {
    const double extent = range.high - range.low;
    const bool flat = !(extent > 0.0) || !std::isfinite(extent);
    if (flat) return std::signbit(range.low) ? 0.5 : 0.0;
    const double number = std::isnan(value) ? 0.0 : value;
    return std::clamp((number - range.low) / extent, 0.0, 1.0);
}

Image color_image(const PlaceMap& map, const MapRange& range, ColorMapId colors) {
    CORE_CHECK_EQ(static_cast<std::int64_t>(map.values.size()), map.height * map.width);
    std::vector<std::uint8_t> rgba;
    rgba.reserve(map.values.size() * 4);
    for (const double value : map.values) {
        const Rgb color = color_at(colors, color_position(value, range));
        rgba.insert(rgba.end(), {color.r, color.g, color.b, std::uint8_t{255}});
    }
    return make_image(map.width, map.height, 4, std::move(rgba));
}

double heat_cover(double value, const MapRange& range) { return cover_at(color_position(value, range), range); }

Image heat_image(const PlaceMap& map, const MapRange& range, ColorMapId colors, double opacity) {
    CORE_CHECK_EQ(static_cast<std::int64_t>(map.values.size()), map.height * map.width);
    CORE_CHECK(opacity >= 0.0 && opacity <= 1.0);
    std::vector<std::uint8_t> rgba;
    rgba.reserve(map.values.size() * 4);
    for (const double value : map.values) {
        const Heat heat = heat_of(value, range, colors, opacity);
        rgba.insert(rgba.end(), {heat.color.r, heat.color.g, heat.color.b, heat.alpha});
    }
    return make_image(map.width, map.height, 4, std::move(rgba));
}

Image overlay(const Image& photo, const PlaceMap& map, const PhotoRect& rect, const MapRange& range, ColorMapId colors,
              double opacity, Upsample method) {
    CORE_CHECK(!photo.empty() && rect.width > 0.0 && rect.height > 0.0);
    CORE_CHECK(opacity >= 0.0 && opacity <= 1.0);
    std::vector<std::uint8_t> rgb = rgb_of(photo);
    const PixelSpan down = pixels_under(rect.y, rect.height, photo.height);
    const PixelSpan along = pixels_under(rect.x, rect.width, photo.width);
    const MapRows rows(map, {down.begin, down.end, rect.y, rect.height}, {along.begin, along.end, rect.x, rect.width},
                       method);
    std::vector<double> line(static_cast<std::size_t>(along.end - along.begin));
    for (std::int64_t y = down.begin; y < down.end; ++y) {
        rows.read(y, line);
        std::uint8_t* pixel = rgb.data() + (y * photo.width + along.begin) * 3;
        for (const double value : line) {
            const Heat heat = heat_of(value, range, colors, opacity);
            pixel[0] = mixed(heat.color.r, pixel[0], heat.alpha);
            pixel[1] = mixed(heat.color.g, pixel[1], heat.alpha);
            pixel[2] = mixed(heat.color.b, pixel[2], heat.alpha);
            pixel += 3;
        }
    }
    return make_image(photo.width, photo.height, 3, std::move(rgb));
}

}  // namespace core
