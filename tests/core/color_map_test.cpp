// The colour maps: single pinned entries, lightness measured by the formulas of CIELAB written here once more, and the
// order of the channels.
#include "core/color_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/catch.h"

using core::ColorMapId;
using core::Rgb;

namespace {

double linear(std::uint8_t value) {
    const double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

// L* of CIE 1976, 0..100.
double lightness(const Rgb& color) {
    const double y = 0.2126729 * linear(color.r) + 0.7151522 * linear(color.g) + 0.0721750 * linear(color.b);
    return y > 216.0 / 24389.0 ? 116.0 * std::cbrt(y) - 16.0 : y * 24389.0 / 27.0;
}

int furthest(const Rgb& a, const Rgb& b) {
    return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
}

}  // namespace

TEST_CASE("single colours of every map") {
    const auto heat = core::color_table(ColorMapId::heat);
    CHECK(heat[0] == Rgb{18, 14, 49});
    CHECK(heat[127] == Rgb{214, 63, 94});
    CHECK(heat[255] == Rgb{253, 241, 194});
    const auto evidence = core::color_table(ColorMapId::evidence);
    CHECK(evidence[0] == Rgb{202, 234, 253});
    CHECK(evidence[64] == Rgb{62, 142, 232});
    CHECK(evidence[127] == Rgb{61, 61, 68});
    CHECK(evidence[192] == Rgb{226, 107, 39});
    CHECK(evidence[255] == Rgb{249, 227, 183});
    const auto teal = core::color_table(ColorMapId::teal);
    CHECK(teal[0] == Rgb{16, 30, 28});
    CHECK(teal[128] == Rgb{20, 134, 117});
    CHECK(teal[255] == Rgb{146, 244, 224});
}

TEST_CASE("heat and teal: lightness rises at every entry, by an even step") {
    for (const ColorMapId id : {ColorMapId::heat, ColorMapId::teal}) {
        const auto table = core::color_table(id);
        const double step = (lightness(table[255]) - lightness(table[0])) / 255.0;
        CHECK(step > 0.3);
        for (std::size_t i = 1; i < table.size(); ++i) {
            CAPTURE(static_cast<int>(id), i);
            const double rise = lightness(table[i]) - lightness(table[i - 1]);
            CHECK(rise > 0.0);
            CHECK(std::abs(rise - step) < 0.25);
        }
    }
}

TEST_CASE("evidence: lightness rises from the middle to both sides, evenly and equally far") {
    const auto table = core::color_table(ColorMapId::evidence);
    CHECK(table[127] == table[128]);  // both are the colour of 0
    const double step = (lightness(table[255]) - lightness(table[128])) / 127.0;
    CHECK(step > 0.45);
    for (std::size_t i = 1; i < 128; ++i) {
        CAPTURE(i);
        CHECK(lightness(table[128 + i]) > lightness(table[127 + i]));
        CHECK(lightness(table[127 - i]) > lightness(table[128 - i]));
        CHECK(std::abs(lightness(table[128 + i]) - lightness(table[127 - i])) < 0.3);
        CHECK(std::abs(lightness(table[128 + i]) - lightness(table[128]) - step * static_cast<double>(i)) < 0.3);
    }
}

TEST_CASE("red and blue are not swapped: for is warm, against is blue, heat ends in cream") {
    const auto evidence = core::color_table(ColorMapId::evidence);
    for (std::size_t i = 16; i < 128; ++i) {
        CAPTURE(i);
        CHECK(evidence[127 - i].b > evidence[127 - i].r + 20);
        CHECK(evidence[128 + i].r > evidence[128 + i].b + 20);
    }
    const Rgb hot = core::color_at(ColorMapId::heat, 1.0);
    CHECK(hot.r > hot.g);
    CHECK(hot.g > hot.b);
    CHECK(core::color_at(ColorMapId::heat, 0.0).b > core::color_at(ColorMapId::heat, 0.0).r);
}

TEST_CASE("neighbouring colours are neighbours: no jump that looks like an edge in the photo") {
    for (const ColorMapId id : {ColorMapId::heat, ColorMapId::evidence, ColorMapId::teal}) {
        const auto table = core::color_table(id);
        for (std::size_t i = 1; i < table.size(); ++i) {
            CAPTURE(static_cast<int>(id), i);
            CHECK(furthest(table[i], table[i - 1]) <= 6);
        }
    }
}

TEST_CASE("the middle of evidence has no colour of its own") {
    const Rgb zero = core::color_at(ColorMapId::evidence, 0.5);
    CHECK(std::abs(zero.r - zero.g) <= 8);
    CHECK(std::abs(zero.g - zero.b) <= 8);
}

TEST_CASE("position to entry: nearest, clamped, NaN is 0") {
    const auto table = core::color_table(ColorMapId::teal);
    const auto at = [](double position) { return core::color_at(ColorMapId::teal, position); };
    CHECK(at(0.0) == table[0]);
    CHECK(at(1.0) == table[255]);
    CHECK(at(100.4 / 255.0) == table[100]);
    CHECK(at(100.6 / 255.0) == table[101]);
    CHECK(at(-3.0) == table[0]);
    CHECK(at(7.0) == table[255]);
    CHECK(at(std::nan("")) == table[0]);
    CHECK(at(std::numeric_limits<double>::infinity()) == table[255]);
    CHECK(at(-std::numeric_limits<double>::infinity()) == table[0]);
}
