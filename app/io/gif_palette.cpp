#include "app/io/gif_palette.h"

#include <algorithm>
#include <cmath>

namespace io {
namespace {

constexpr std::size_t k_bins = std::size_t{64} * 64 * 64;
constexpr std::size_t k_most_colors = 255;

}  // namespace

GifPalette::GifPalette() : bins_(k_bins), index_(k_bins, 0) {}

void GifPalette::count(std::span<const std::uint8_t> rgb) {
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3) {
        Bin& bin = bins_[bin_of(&rgb[i])];
        bin.pixels += 1.0;
        for (std::size_t c = 0; c < 3; ++c) bin.sum[c] += rgb[i + c];
    }
}

GifPalette::Box GifPalette::box_of(std::vector<std::uint32_t> bins) const {
    Box box;
    double pixels = 0.0;
    for (const std::uint32_t at : bins) {
        pixels += bins_[at].pixels;
        for (std::size_t c = 0; c < 3; ++c) box.mean[c] += bins_[at].sum[c];
    }
    for (double& mean : box.mean) mean /= pixels;
    std::array<double, 3> spread{};
    for (const std::uint32_t at : bins) {
        const Bin& bin = bins_[at];
        for (std::size_t c = 0; c < 3; ++c) {
            const double away = bin.sum[c] / bin.pixels - box.mean[c];
            spread[c] += bin.pixels * away * away;
        }
    }
    box.axis = static_cast<int>(std::max_element(spread.begin(), spread.end()) - spread.begin());
    box.spread = spread[0] + spread[1] + spread[2];
    box.bins = std::move(bins);
    return box;
}

void GifPalette::make() {
    std::vector<std::uint32_t> used;
    for (std::uint32_t at = 0; at < k_bins; ++at) {
        if (bins_[at].pixels > 0.0) used.push_back(at);
    }
    std::vector<Box> boxes;
    if (!used.empty()) boxes.push_back(box_of(std::move(used)));
    while (!boxes.empty() && boxes.size() < k_most_colors) {
        const auto widest = std::max_element(boxes.begin(), boxes.end(),
                                             [](const Box& a, const Box& b) { return a.spread < b.spread; });
        if (widest->bins.size() < 2 || widest->spread <= 0.0) break;
        Box whole = std::move(*widest);
        const auto axis = static_cast<std::size_t>(whole.axis);
        const auto below = [&](std::uint32_t at) { return bins_[at].sum[axis] / bins_[at].pixels < whole.mean[axis]; };
        const auto middle = std::partition(whole.bins.begin(), whole.bins.end(), below);
        *widest = box_of({whole.bins.begin(), middle});
        boxes.push_back(box_of({middle, whole.bins.end()}));
    }
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        Rgb color{};
        for (std::size_t c = 0; c < 3; ++c) color[c] = static_cast<std::uint8_t>(std::lround(boxes[i].mean[c]));
        colors_.push_back(color);
        for (const std::uint32_t at : boxes[i].bins) index_[at] = static_cast<std::uint8_t>(i);
    }
}

}  // namespace io
