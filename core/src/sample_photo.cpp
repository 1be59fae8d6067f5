// The picture that is always there, painted from nothing: sky, sun, clouds, hills, a striped balloon and a fence whose
// pickets grow finer and finer. Soft areas for average pooling, small bright things for max pooling, and lines that
// alias as soon as a stride steps over them. Positions are in picture heights: y from 0 to 1, x from 0 to width/height.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "core/check.h"
#include "core/image.h"

namespace core {
namespace {

struct Colour {
    float r = 0.0F, g = 0.0F, b = 0.0F;  // 0..255
};

Colour mix(const Colour& a, const Colour& b, float t) {
    return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}
Colour scaled(const Colour& c, float s) { return {c.r * s, c.g * s, c.b * s}; }

float unit(float v) { return std::clamp(v, 0.0F, 1.0F); }
float smooth(float low, float high, float v) {
    const float t = unit((v - low) / (high - low));
    return t * t * (3.0F - 2.0F * t);
}

// 0..1 from a lattice point; the same on every machine.
float lattice(std::int32_t x, std::int32_t y, std::uint32_t seed) {
    std::uint32_t h =
        static_cast<std::uint32_t>(x) * 0x8DA6B343U ^ static_cast<std::uint32_t>(y) * 0xD8163841U ^ seed * 0xCB1AB31FU;
    h = (h ^ (h >> 16)) * 0x7FEB352DU;
    h = (h ^ (h >> 15)) * 0x846CA68BU;
    return static_cast<float>((h ^ (h >> 16)) >> 8) * (1.0F / 16'777'216.0F);
}

// Value noise: lattice values, smoothly joined.
float noise(float x, float y, std::uint32_t seed) {
    const float fx = std::floor(x);
    const float fy = std::floor(y);
    const auto ix = static_cast<std::int32_t>(fx);
    const auto iy = static_cast<std::int32_t>(fy);
    const float tx = smooth(0.0F, 1.0F, x - fx);
    const float ty = smooth(0.0F, 1.0F, y - fy);
    const float top = std::lerp(lattice(ix, iy, seed), lattice(ix + 1, iy, seed), tx);
    const float bottom = std::lerp(lattice(ix, iy + 1, seed), lattice(ix + 1, iy + 1, seed), tx);
    return std::lerp(top, bottom, ty);
}

// Octaves of noise, each twice as fine and half as strong; 0..1.
float cloudy(float x, float y, int octaves, std::uint32_t seed) {
    float sum = 0.0F;
    float weight = 0.5F;
    float total = 0.0F;
    for (int i = 0; i < octaves; ++i) {
        sum += weight * noise(x, y, seed + static_cast<std::uint32_t>(i));
        total += weight;
        weight *= 0.5F;
        x *= 2.0F;
        y *= 2.0F;
    }
    return sum / total;
}

constexpr float k_horizon = 0.66F;
constexpr float k_sun_x = 1.18F;
constexpr float k_sun_y = 0.20F;

// Where things stand: the painter works in picture heights, and knows how large a pixel is for clean edges.
class Painting {
public:
    Painting(std::int64_t width, std::int64_t height)
        : width_(width), height_(height), pixel_(1.0F / static_cast<float>(height)) {
        colours_.resize(static_cast<std::size_t>(width * height));
    }

    // paint(x, y, colour) for each pixel whose row lies in [top, bottom] of the picture's height.
    template <class Paint>
    void rows(float top, float bottom, const Paint& paint) {
        const auto first = static_cast<std::int64_t>(std::floor(unit(top) * static_cast<float>(height_)));
        const auto end = static_cast<std::int64_t>(std::ceil(unit(bottom) * static_cast<float>(height_)));
        for (std::int64_t row = first; row < end; ++row) {
            Colour* colour = colours_.data() + row * width_;
            for (std::int64_t col = 0; col < width_; ++col, ++colour) paint(place(col), place(row), *colour);
        }
    }

    std::int64_t columns() const { return width_; }
    float place(std::int64_t index) const { return (static_cast<float>(index) + 0.5F) * pixel_; }  // a pixel's middle
    float pixel() const { return pixel_; }
    float width() const { return static_cast<float>(width_) * pixel_; }

    // How much of a pixel lies inside an edge at signed distance `outside` (negative: within).
    float cover(float outside) const { return unit(0.5F - outside / pixel_); }

    std::vector<std::uint8_t> pixels(float grain) const {
        std::vector<std::uint8_t> rgb;
        rgb.reserve(colours_.size() * 3);
        for (std::int64_t row = 0; row < height_; ++row) {
            for (std::int64_t col = 0; col < width_; ++col) {
                const Colour& c = colours_[static_cast<std::size_t>(row * width_ + col)];
                const float shift =
                    (lattice(static_cast<std::int32_t>(col), static_cast<std::int32_t>(row), 99) - 0.5F) * grain;
                for (const float v : {c.r, c.g, c.b})
                    rgb.push_back(static_cast<std::uint8_t>(
                        static_cast<int>(2.0F * std::clamp(v + shift, 0.0F, 255.0F) + 1.0F) / 2));
            }
        }
        return rgb;
    }

private:
    std::int64_t width_;
    std::int64_t height_;
    float pixel_;
    std::vector<Colour> colours_;
};

void paint_sky(Painting& painting) {
    constexpr Colour k_zenith{38.0F, 96.0F, 176.0F};
    constexpr Colour k_low{196.0F, 224.0F, 240.0F};
    constexpr Colour k_warm{255.0F, 226.0F, 178.0F};
    constexpr Colour k_sun{255.0F, 250.0F, 226.0F};
    painting.rows(0.0F, k_horizon + 0.08F, [&](float x, float y, Colour& colour) {
        colour = mix(k_zenith, k_low, smooth(-0.05F, k_horizon, y));
        const float distance = std::hypot(x - k_sun_x, y - k_sun_y);
        colour = mix(colour, k_warm, 0.85F * std::exp(-distance * 6.0F));
        colour = mix(colour, k_sun, painting.cover(distance - 0.062F));
    });
}

void paint_clouds(Painting& painting) {
    constexpr Colour k_lit{255.0F, 253.0F, 248.0F};
    constexpr Colour k_shade{176.0F, 194.0F, 214.0F};
    painting.rows(0.02F, 0.58F, [&](float x, float y, Colour& colour) {
        const float band = smooth(0.02F, 0.16F, y) * (1.0F - smooth(0.36F, 0.56F, y));
        if (band <= 0.0F) return;
        const float density = cloudy(x * 2.6F + 3.1F, y * 6.5F, 5, 7);
        const float amount = band * smooth(0.52F, 0.74F, density);
        if (amount <= 0.0F) return;
        const float below = cloudy(x * 2.6F + 3.1F, (y - 0.018F) * 6.5F, 3, 7);  // what hangs above casts shade
        colour = mix(colour, mix(k_lit, k_shade, smooth(0.45F, 0.80F, below)), amount * 0.92F);
    });
}

// A range of hills: its crest is a sum of waves plus some roughness.
struct Range {
    float base, swell, wavelength, phase, roughness;
    Colour top, foot;
    float texture, fineness;
    std::uint32_t seed;

    float highest() const { return base - 1.45F * swell - 0.5F * roughness; }
    float lowest() const { return base + 1.45F * swell + 0.5F * roughness; }
    float crest(float x) const {
        const float wave =
            std::sin(x * 6.2832F / wavelength + phase) + 0.45F * std::sin(x * 15.1F / wavelength + 2.0F * phase);
        return base - swell * wave - roughness * (cloudy(x * 22.0F, 0.5F, 4, seed) - 0.5F);
    }
};

void paint_range(Painting& painting, const Range& range, float bottom) {
    std::vector<float> crest;
    for (std::int64_t col = 0; col < painting.columns(); ++col) crest.push_back(range.crest(painting.place(col)));
    painting.rows(range.highest(), bottom, [&](float x, float y, Colour& colour) {
        const float edge = crest[static_cast<std::size_t>(x / painting.pixel())];
        const float amount = painting.cover(edge - y);
        if (amount <= 0.0F) return;
        Colour ground = mix(range.top, range.foot, smooth(edge, edge + 0.30F, y));
        const float rough = cloudy(x * range.fineness, y * range.fineness * 1.6F, 3, range.seed + 20U) - 0.5F;
        ground = scaled(ground, 1.0F + range.texture * rough);
        colour = mix(colour, ground, amount);
    });
}

void paint_land(Painting& painting) {
    const std::array<Range, 4> ranges{
        Range{
            0.545F, 0.038F, 0.95F, 0.6F, 0.050F, {132.0F, 160.0F, 192.0F}, {186.0F, 206.0F, 218.0F}, 0.05F, 30.0F, 31},
        Range{0.610F, 0.030F, 1.30F, 2.4F, 0.022F, {92.0F, 134.0F, 132.0F}, {138.0F, 168.0F, 140.0F}, 0.16F, 60.0F, 41},
        Range{0.690F, 0.032F, 1.75F, 4.3F, 0.010F, {78.0F, 128.0F, 70.0F}, {120.0F, 158.0F, 76.0F}, 0.34F, 90.0F, 51},
        Range{0.800F, 0.022F, 2.30F, 1.2F, 0.006F, {104.0F, 150.0F, 58.0F}, {52.0F, 96.0F, 36.0F}, 0.70F, 110.0F, 61}};
    for (std::size_t i = 0; i < ranges.size(); ++i)  // what the next range hides is left out
        paint_range(painting, ranges[i], i + 1 < ranges.size() ? ranges[i + 1].lowest() : 1.0F);
}

// Small bright dots in the meadow: what max pooling keeps and average pooling loses.
void paint_flowers(Painting& painting) {
    constexpr std::array<Colour, 3> k_petals{Colour{250.0F, 244.0F, 236.0F}, Colour{244.0F, 196.0F, 40.0F},
                                             Colour{214.0F, 60.0F, 72.0F}};
    constexpr float k_cell = 0.019F;
    painting.rows(0.84F, 1.0F, [&](float x, float y, Colour& colour) {
        const auto col = static_cast<std::int32_t>(x / k_cell);
        const auto row = static_cast<std::int32_t>(y / k_cell);
        if (lattice(col, row, 71) > 0.42F) return;
        const float cx = (static_cast<float>(col) + 0.25F + 0.5F * lattice(col, row, 72)) * k_cell;
        const float cy = (static_cast<float>(row) + 0.25F + 0.5F * lattice(col, row, 73)) * k_cell;
        const float size = 0.0018F + 0.0026F * smooth(0.84F, 1.0F, y);
        const auto kind = static_cast<std::size_t>(lattice(col, row, 74) * 2.999F);
        colour = mix(colour, k_petals[kind], painting.cover(std::hypot(x - cx, y - cy) - size));
    });
}

struct Balloon {
    float x, y, radius;
};

// Half the envelope's width at height v (in radii, from the middle): a ball above, drawn in to the mouth below.
float envelope_half_width(float v) {
    if (v < -1.0F || v > 1.42F) return 0.0F;
    if (v < 0.35F) return std::sqrt(std::max(0.0F, 1.0F - v * v));
    const float t = (v - 0.35F) / 1.07F;
    return std::lerp(0.9367F, 0.17F, t * (0.522F + t * (1.1F - 0.622F * t)));  // leaves the ball without a corner
}

// The colour of the cloth at (u, v): u from -1 to 1 across. Stripes are gores, so they crowd towards the sides.
Colour cloth(float u, float v) {
    constexpr Colour k_red{206.0F, 44.0F, 48.0F};
    constexpr Colour k_cream{250.0F, 236.0F, 206.0F};
    constexpr Colour k_blue{30.0F, 70.0F, 132.0F};
    constexpr float k_gores = 7.0F;
    const float angle = std::asin(std::clamp(u, -1.0F, 1.0F)) / 3.14159F + 0.5F;  // 0..1 across the visible half
    const bool odd = (static_cast<int>(angle * k_gores * 2.0F) & 1) != 0;
    Colour colour = odd ? k_red : k_cream;
    if (v > 0.18F && v < 0.46F) colour = odd ? k_cream : k_blue;  // a belt round the widest part
    const float from_sun = u * 0.72F - v * 0.42F;
    const float rim = 1.0F - 0.42F * u * u * u * u;
    return scaled(colour, std::clamp((0.80F + 0.30F * from_sun) * rim, 0.28F, 1.12F));
}

void paint_envelope(Painting& painting, const Balloon& balloon) {
    painting.rows(balloon.y - balloon.radius * 1.05F, balloon.y + balloon.radius * 1.5F,
                  [&](float x, float y, Colour& colour) {
                      const float v = (y - balloon.y) / balloon.radius;
                      const float half = envelope_half_width(v);
                      if (half <= 0.0F) return;
                      const float outside = (std::abs(x - balloon.x) - half * balloon.radius) * std::max(half, 0.3F);
                      const float amount = painting.cover(outside);
                      if (amount > 0.0F)
                          colour = mix(colour, cloth((x - balloon.x) / (half * balloon.radius), v), amount);
                  });
}

// Two ropes from the mouth to the basket, and the basket with its weave.
void paint_basket(Painting& painting, const Balloon& balloon) {
    constexpr Colour k_rope{74.0F, 56.0F, 40.0F};
    constexpr Colour k_wicker{150.0F, 104.0F, 58.0F};
    const float r = balloon.radius;
    painting.rows(balloon.y + 1.38F * r, balloon.y + 2.05F * r, [&](float x, float y, Colour& colour) {
        const float u = (x - balloon.x) / r;
        const float v = (y - balloon.y) / r;
        const float rope = std::lerp(0.165F, 0.12F, unit((v - 1.38F) / 0.34F));
        const float from_rope = std::min(std::abs(std::abs(u) - rope), std::abs(u)) * r - 0.6F * painting.pixel();
        if (v < 1.72F) colour = mix(colour, k_rope, painting.cover(from_rope));
        const float basket = std::max(std::abs(u) - 0.14F, std::abs(v - 1.84F) - 0.13F) * r;
        const float weave = 0.82F + 0.18F * std::sin(u * 110.0F) * std::sin(v * 90.0F) + 0.22F * u;
        colour = mix(colour, scaled(v < 1.75F ? k_rope : k_wicker, weave), painting.cover(basket));
    });
}

// Pickets from left to right, each a little closer and thinner than the one before, down to lines of about a pixel.
struct Picket {
    float centre, half;
};
std::vector<Picket> pickets(const Painting& painting) {
    std::vector<Picket> all;
    float step = 0.052F;
    const float finest = std::max(2.6F * painting.pixel(), 0.0032F);
    float x = 0.03F;
    while (x < painting.width() + step) {
        all.push_back({x, step * 0.27F});
        step = std::max(finest, step * 0.962F);
        x += step;
    }
    return all;
}

void paint_fence(Painting& painting) {
    constexpr Colour k_white{246.0F, 243.0F, 234.0F};
    constexpr float k_top = 0.745F;
    constexpr float k_foot = 0.895F;
    const std::vector<Picket> all = pickets(painting);
    const auto rail = [&](float y, float middle) { return painting.cover(std::abs(y - middle) - 0.0055F); };
    painting.rows(k_top - 0.01F, k_foot + 0.01F, [&](float x, float y, Colour& colour) {
        const float rails = std::max(rail(y, k_top + 0.038F), rail(y, k_foot - 0.035F));
        colour = mix(colour, scaled(k_white, 0.86F), rails);
        const auto after = std::lower_bound(all.begin(), all.end(), x,
                                            [](const Picket& picket, float place) { return picket.centre < place; });
        float across = 1.0F;
        float half = 0.01F;
        for (auto near = after == all.begin() ? after : after - 1; near != all.end() && near <= after; ++near) {
            const float distance = std::abs(x - near->centre);
            if (distance - near->half < across - half) {
                across = distance;
                half = near->half;
            }
        }
        const float point = k_top + across * 0.9F - y;  // the tip is cut to a point
        const float outside = std::max({across - half, point, y - k_foot});
        const float shade = 0.90F + 0.10F * unit(across / half);
        colour = mix(colour, scaled(k_white, shade), painting.cover(outside));
    });
}

}  // namespace

Image draw_sample_photo(std::int64_t width, std::int64_t height) {
    CORE_CHECK(width > 0 && height > 0);
    constexpr float k_grain = 7.0F;
    const Balloon near_balloon{0.50F, 0.30F, 0.175F};
    const Balloon far_balloon{0.985F, 0.375F, 0.042F};
    Painting painting(width, height);
    paint_sky(painting);
    paint_clouds(painting);
    paint_land(painting);
    paint_envelope(painting, far_balloon);
    paint_basket(painting, far_balloon);
    paint_envelope(painting, near_balloon);
    paint_basket(painting, near_balloon);
    paint_flowers(painting);
    paint_fence(painting);
    return make_image(width, height, 3, painting.pixels(k_grain));
}

}  // namespace core
