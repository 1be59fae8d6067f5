#include "app/ui/geometry.h"

#include <cmath>

namespace ui {
namespace {

std::uint8_t mix_channel(std::uint8_t a, std::uint8_t b, float t) {
    const float mixed = static_cast<float>(a) + (static_cast<float>(b) - static_cast<float>(a)) * t;
    return static_cast<std::uint8_t>(std::lround(mixed));
}

float linear_channel(std::uint8_t value) {
    const float s = static_cast<float>(value) / 255.0F;
    return s <= 0.04045F ? s / 12.92F : std::pow((s + 0.055F) / 1.055F, 2.4F);
}

float luminance(Color color) {
    return 0.2126F * linear_channel(color.r) + 0.7152F * linear_channel(color.g) + 0.0722F * linear_channel(color.b);
}

}  // namespace

Color mix(Color a, Color b, float t) {
    const float part = std::clamp(t, 0.0F, 1.0F);
    return {mix_channel(a.r, b.r, part), mix_channel(a.g, b.g, part), mix_channel(a.b, b.b, part),
            mix_channel(a.a, b.a, part)};
}

float contrast(Color a, Color b) {
    const float one = luminance(a) + 0.05F;
    const float other = luminance(b) + 0.05F;
    return std::max(one, other) / std::min(one, other);
}

}  // namespace ui
