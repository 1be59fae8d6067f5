// GifPalette: at most 255 colours for many pixels. Colours are counted in 64 x 64 x 64 bins, each with its mean; bins
// are split, the box whose colours spread most first, at the mean of its longest axis; a box's colour is its mean.
// Invariant: colours that fill a bin of their own stay what they are, so flat grounds are exact.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace io {

class GifPalette {
public:
    GifPalette();
    void count(std::span<const std::uint8_t> rgb);
    void make();  // after all counting, before index_of()

    using Rgb = std::array<std::uint8_t, 3>;
    const std::vector<Rgb>& colors() const { return colors_; }
    int index_of(const std::uint8_t* rgb) const { return index_[bin_of(rgb)]; }

private:
    struct Bin {
        double pixels = 0.0;
        std::array<double, 3> sum{};
    };
    struct Box {
        std::vector<std::uint32_t> bins;
        std::array<double, 3> mean{};
        double spread = 0.0;  // of its colours about their mean, all pixels together
        int axis = 0;         // the longest
    };
    static std::size_t bin_of(const std::uint8_t* rgb) {
        return (static_cast<std::size_t>(rgb[0] >> 2U) << 12U) | (static_cast<std::size_t>(rgb[1] >> 2U) << 6U) |
               static_cast<std::size_t>(rgb[2] >> 2U);
    }
    Box box_of(std::vector<std::uint32_t> bins) const;

    std::vector<Bin> bins_;
    std::vector<Rgb> colors_;
    std::vector<std::uint8_t> index_;
};

}  // namespace io
