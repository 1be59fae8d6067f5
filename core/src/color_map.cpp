// The colour maps are drawn as curves in CIELAB (D65): lightness L* on straight lines, the hue (a*, b*) through a few
// points, joined smoothly. Every point of the curves lies inside sRGB, so that nothing is clipped.
#include "core/color_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core {
namespace {

struct Hue {
    double a, b;  // CIELAB; its length is the chroma
};
using Linear = std::array<double, 3>;  // RGB 0..1 before the gamma of sRGB
using Table = std::array<Rgb, 256>;

// Evenly spaced along the map (heat, teal) or along one side of it from 0 (evidence).
constexpr std::array k_heat_hues{Hue{13, -22}, Hue{40, -32}, Hue{60, 18}, Hue{24, 58}, Hue{-3, 24}};
constexpr std::array k_teal_hues{Hue{-7, 0}, Hue{-26, 1}, Hue{-39, 1}, Hue{-34, 1}};
constexpr std::array k_for_hues{Hue{1, -4}, Hue{24, 29}, Hue{42, 56}, Hue{24, 57}, Hue{1, 24}};
constexpr std::array k_against_hues{Hue{1, -4}, Hue{7, -36}, Hue{5, -52}, Hue{-4, -37}, Hue{-6, -13}};

struct Lightness {
    double first, last;
    double at(double t) const { return first + (last - first) * t; }
};
constexpr Lightness k_heat_lightness{6, 95};
constexpr Lightness k_teal_lightness{10, 90};
constexpr Lightness k_evidence_lightness{26, 91};  // from the middle to either end

// Catmull-Rom spline through `points`, the ends doubled; t = 0..1.
Hue spline(std::span<const Hue> points, double t) {
    const std::size_t last = points.size() - 1;
    const double along = t * static_cast<double>(last);
    const std::size_t i = std::min(static_cast<std::size_t>(along), last - 1);
    const double f = along - static_cast<double>(i);
    const Hue& p0 = points[i == 0 ? 0 : i - 1];
    const Hue& p1 = points[i];
    const Hue& p2 = points[i + 1];
    const Hue& p3 = points[std::min(i + 2, last)];
    const auto curve = [f](double v0, double v1, double v2, double v3) {
        const double square = 2 * v0 - 5 * v1 + 4 * v2 - v3;
        const double cube = 3 * v1 - v0 - 3 * v2 + v3;
        return 0.5 * (2 * v1 + f * (v2 - v0 + f * (square + f * cube)));
    };
    return {curve(p0.a, p1.a, p2.a, p3.a), curve(p0.b, p1.b, p2.b, p3.b)};
}

// CIE 1976 L*a*b* to linear sRGB (IEC 61966-2-1), white point D65.
Linear from_lab(double lightness, const Hue& hue) {
    const auto uncompressed = [](double f) {
        constexpr double knee = 6.0 / 29.0;
        return f > knee ? f * f * f : 3.0 * knee * knee * (f - 4.0 / 29.0);
    };
    const double f = (lightness + 16.0) / 116.0;
    const double x = 0.95047 * uncompressed(f + hue.a / 500.0);
    const double y = uncompressed(f);
    const double z = 1.08883 * uncompressed(f - hue.b / 200.0);
    return {3.2404542 * x - 1.5371385 * y - 0.4985314 * z, -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
            0.0556434 * x - 0.2040259 * y + 1.0572252 * z};
}

double luminance(const Linear& rgb) { return 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]; }

double with_gamma(double linear) {
    const double v = std::clamp(linear, 0.0, 1.0);
    return v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1.0 / 2.4) - 0.055;
}
double without_gamma(double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); }

// Of the eight ways to round three channels up or down the one that keeps the lightness best: one step of the map is
// less than one step of green, and simple rounding would make it go back now and then.
Rgb rounded(const Linear& exact) {
    Linear best{};
    double least = std::numeric_limits<double>::infinity();
    for (unsigned way = 0; way < 8; ++way) {
        Linear level{};
        Linear linear{};
        for (std::size_t c = 0; c < 3; ++c) {
            const double up = (way >> c & 1U) != 0 ? 1.0 : 0.0;
            level[c] = std::min(255.0, std::floor(255.0 * with_gamma(exact[c])) + up);
            linear[c] = without_gamma(level[c] / 255.0);
        }
        const double error = std::abs(luminance(linear) - luminance(exact));
        if (error >= least) continue;
        least = error;
        best = level;
    }
    return {static_cast<std::uint8_t>(best[0]), static_cast<std::uint8_t>(best[1]), static_cast<std::uint8_t>(best[2])};
}

Table rising(const Lightness& lightness, std::span<const Hue> hues) {
    Table table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double t = static_cast<double>(i) / 255.0;
        table[i] = rounded(from_lab(lightness.at(t), spline(hues, t)));
    }
    return table;
}

// The two entries in the middle are both the colour of 0.
Table diverging(const Lightness& lightness, std::span<const Hue> lower, std::span<const Hue> upper) {
    Table table;
    for (std::size_t i = 0; i < 128; ++i) {
        const double t = static_cast<double>(i) / 127.0;
        table[127 - i] = rounded(from_lab(lightness.at(t), spline(lower, t)));
        table[128 + i] = rounded(from_lab(lightness.at(t), spline(upper, t)));
    }
    return table;
}

}  // namespace

std::span<const Rgb, 256> color_table(ColorMapId id) {
    static const Table k_heat = rising(k_heat_lightness, k_heat_hues);
    static const Table k_evidence = diverging(k_evidence_lightness, k_against_hues, k_for_hues);
    static const Table k_teal = rising(k_teal_lightness, k_teal_hues);
    switch (id) {
        case ColorMapId::heat:
            break;
        case ColorMapId::evidence:
            return k_evidence;
        case ColorMapId::teal:
            return k_teal;
    }
    return k_heat;
}

Rgb color_at(ColorMapId id, double position) {
    const double within = position > 0.0 ? std::min(position, 1.0) : 0.0;  // NaN is 0
    return color_table(id)[static_cast<std::size_t>(std::lround(within * 255.0))];
}

}  // namespace core
