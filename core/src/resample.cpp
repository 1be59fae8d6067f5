#include "resample.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "keys.h"
#include "over_white.h"

namespace core {
namespace {

constexpr double k_cubic = -0.5;

// Which pixels make one pixel of the result, and how much each counts.
struct Taps {
    std::int64_t first = 0;
    std::vector<double> weights;  // of first, first + 1, ...; their sum is 1

    std::int64_t end() const { return first + static_cast<std::int64_t>(weights.size()); }
};

// Of every pixel of the result along one axis. Pixel numbers count from the first one the rectangle touches.
struct Axis {
    std::int64_t origin = 0;  // that first pixel, in the photo
    std::int64_t pixels = 0;  // how many the rectangle touches
    std::vector<Taps> taps;
};

Axis make_axis(double start, double extent, std::int64_t out) {
    Axis axis;
    axis.origin = static_cast<std::int64_t>(std::floor(start));
    axis.pixels = static_cast<std::int64_t>(std::ceil(start + extent)) - axis.origin;
    const double step = extent / static_cast<double>(out);
    const double scale = std::max(1.0, step);
    const double support = 2.0 * scale;
    for (std::int64_t i = 0; i < out; ++i) {
        const double center = start - static_cast<double>(axis.origin) + (static_cast<double>(i) + 0.5) * step;
        Taps taps;
        taps.first = std::clamp<std::int64_t>(std::llround(center - support), 0, axis.pixels - 1);
        const std::int64_t end = std::clamp<std::int64_t>(std::llround(center + support), taps.first + 1, axis.pixels);
        double sum = 0.0;
        for (std::int64_t j = taps.first; j < end; ++j) {
            taps.weights.push_back(keys((static_cast<double>(j) + 0.5 - center) / scale, k_cubic));
            sum += taps.weights.back();
        }
        for (double& weight : taps.weights) weight /= sum;
        axis.taps.push_back(std::move(taps));
    }
    return axis;
}

// One photo row of the rectangle as RGB over white.
void read_row(const Image& photo, std::int64_t row, const Axis& cols, std::vector<double>& rgb) {
    const std::uint8_t* pixel = photo.pixels->data() + (row * photo.width + cols.origin) * photo.channels;
    double* to = rgb.data();
    for (std::int64_t x = 0; x < cols.pixels; ++x, pixel += photo.channels, to += 3) {
        for (int c = 0; c < 3; ++c) to[c] = over_white(pixel, c, photo.channels);
    }
}

void filter_row(const std::vector<double>& rgb, const Axis& cols, std::vector<double>& line) {
    double* to = line.data();
    for (const Taps& taps : cols.taps) {
        const double* from = rgb.data() + taps.first * 3;
        double red = 0.0;
        double green = 0.0;
        double blue = 0.0;
        for (const double weight : taps.weights) {
            red += weight * from[0];
            green += weight * from[1];
            blue += weight * from[2];
            from += 3;
        }
        // Nothing is darker than black or brighter than white: the overshoot at an edge ends here, in either pass.
        *to++ = std::clamp(red, 0.0, 255.0);
        *to++ = std::clamp(green, 0.0, 255.0);
        *to++ = std::clamp(blue, 0.0, 255.0);
    }
}

}  // namespace

std::vector<double> resample(const Image& photo, const PhotoRect& rect, std::int64_t height, std::int64_t width) {
    CORE_CHECK(!photo.empty() && height >= 1 && width >= 1);
    CORE_CHECK(rect.x >= 0.0 && rect.y >= 0.0 && rect.width > 0.0 && rect.height > 0.0);
    const Axis rows = make_axis(rect.y, rect.height, height);
    const Axis cols = make_axis(rect.x, rect.width, width);
    CORE_CHECK_LE(rows.origin + rows.pixels, photo.height);
    CORE_CHECK_LE(cols.origin + cols.pixels, photo.width);

    const auto line_size = static_cast<std::size_t>(width * 3);
    std::vector<double> result(static_cast<std::size_t>(height) * line_size, 0.0);
    std::vector<double> rgb(static_cast<std::size_t>(cols.pixels * 3));
    std::vector<double> line(line_size);
    // Each photo row is filtered once and added to the rows of the result it counts for: no second picture is kept.
    std::size_t done = 0;
    for (std::int64_t row = 0; row < rows.pixels; ++row) {
        read_row(photo, rows.origin + row, cols, rgb);
        filter_row(rgb, cols, line);
        while (done < rows.taps.size() && rows.taps[done].end() <= row) ++done;
        for (std::size_t y = done; y < rows.taps.size() && rows.taps[y].first <= row; ++y) {
            const double weight = rows.taps[y].weights[static_cast<std::size_t>(row - rows.taps[y].first)];
            double* to = result.data() + y * line_size;
            for (std::size_t i = 0; i < line_size; ++i) to[i] += weight * line[i];
        }
    }
    for (double& value : result) value = std::clamp(value, 0.0, 255.0);
    return result;
}

}  // namespace core
