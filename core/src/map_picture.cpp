#include "core/map_picture.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "map_rows.h"
#include "over_white.h"

namespace core {
namespace {

std::uint8_t mixed(double opacity, std::uint8_t heat, double photo) {
    return static_cast<std::uint8_t>(opacity * heat + (1.0 - opacity) * photo + 0.5);
}

std::vector<std::uint8_t> rgb_of(const Image& photo) {
    const std::uint8_t* from = photo.pixels->data();
    std::vector<std::uint8_t> rgb(static_cast<std::size_t>(photo.width * photo.height * 3));
    for (std::size_t i = 0; i < rgb.size(); i += 3, from += photo.channels) {
        for (int c = 0; c < 3; ++c)
            rgb[i + static_cast<std::size_t>(c)] = mixed(0.0, 0, over_white(from, c, photo.channels));
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
        const std::uint8_t* from = photo.pixels->data() + (y * photo.width + along.begin) * photo.channels;
        std::uint8_t* to = rgb.data() + (y * photo.width + along.begin) * 3;
        for (const double value : line) {
            const Rgb heat = color_at(colors, color_position(value, range));
            to[0] = mixed(opacity, heat.r, over_white(from, 0, photo.channels));
            to[1] = mixed(opacity, heat.g, over_white(from, 1, photo.channels));
            to[2] = mixed(opacity, heat.b, over_white(from, 2, photo.channels));
            to += 3;
            from += photo.channels;
        }
    }
    return make_image(photo.width, photo.height, 3, std::move(rgb));
}

}  // namespace core
