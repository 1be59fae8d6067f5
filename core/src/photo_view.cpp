#include "core/photo_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "core/check.h"
#include "core/problem.h"
#include "window_rows.h"

namespace core {
namespace {

constexpr std::int64_t k_outside = -1;

// Where the samples of a lane lie along one axis: for pixel p of the result, samples p * per_pixel ... of each list.
// The places depend on the frame alone, never on the pooling, so that all lanes look at the same points of the photo.
struct SampleAxis {
    std::int64_t per_pixel = 1;
    std::vector<std::int64_t> pixel;   // of the photo; k_outside beyond it
    std::vector<std::int64_t> window;  // the nearest one, output index
};

// Several samples only where photo pixels crowd: a photo pixel shown large is one flat block.
SampleAxis sample_places(double start, double extent, std::int64_t pixels, int samples, std::int64_t input) {
    const double step = extent / static_cast<double>(pixels);
    SampleAxis axis;
    axis.per_pixel = step > 1.0 ? samples : 1;
    const double between = step / static_cast<double>(axis.per_pixel);
    for (std::int64_t i = 0; i < pixels * axis.per_pixel; ++i) {
        const double place = std::floor(start + (static_cast<double>(i) + 0.5) * between);
        const bool inside = place >= 0.0 && place < static_cast<double>(input);
        axis.pixel.push_back(inside ? static_cast<std::int64_t>(place) : k_outside);
    }
    return axis;
}

// A photo pixel shows the window whose middle is nearest: blocks of the stride, as when pooled is blown up again.
void find_row_windows(SampleAxis& axis, const Geometry& geometry) {
    for (const std::int64_t row : axis.pixel)
        axis.window.push_back(
            row == k_outside ? k_outside : nearest_window(geometry, static_cast<double>(row), 0.0) / geometry.w.output);
}

void find_column_windows(SampleAxis& axis, const Geometry& geometry) {
    for (const std::int64_t col : axis.pixel)
        axis.window.push_back(
            col == k_outside ? k_outside : nearest_window(geometry, 0.0, static_cast<double>(col)) % geometry.w.output);
}

// Each window once, ascending, and `place` of each sample in that list. Neighbouring samples never go back.
std::vector<std::int64_t> distinct_windows(const SampleAxis& axis, std::vector<std::size_t>& place) {
    std::vector<std::int64_t> windows;
    for (const std::int64_t window : axis.window) {
        if (window != k_outside && (windows.empty() || windows.back() != window)) windows.push_back(window);
        place.push_back(windows.empty() ? 0 : windows.size() - 1);
    }
    return windows;
}

// Samples of one row of result pixels, summed up until the row is finished.
class PixelRow {
public:
    explicit PixelRow(std::int64_t width) : sums_(static_cast<std::size_t>(width)) {}

    void clear() { std::fill(sums_.begin(), sums_.end(), Sum{}); }
    void add(std::int64_t pixel, const std::array<std::uint8_t, 3>& rgb) {
        Sum& sum = sums_[static_cast<std::size_t>(pixel)];
        for (std::size_t c = 0; c < 3; ++c) sum.rgb[c] += rgb[c];
        ++sum.count;
    }
    // RGBA: the mean of what lies on the photo, and how much of the pixel that is.
    void write(std::int64_t samples, std::uint8_t* rgba) const {
        for (const Sum& sum : sums_) {
            if (sum.count > 0) {
                for (std::size_t c = 0; c < 3; ++c)
                    rgba[c] = static_cast<std::uint8_t>((sum.rgb[c] + sum.count / 2) / sum.count);
                const auto all = static_cast<std::uint32_t>(samples);
                rgba[3] = static_cast<std::uint8_t>((sum.count * 255 + all / 2) / all);
            }
            rgba += 4;
        }
    }

private:
    struct Sum {
        std::array<std::uint32_t, 3> rgb{};
        std::uint32_t count = 0;
    };
    std::vector<Sum> sums_;
};

class LaneRenderer {
public:
    LaneRenderer(const Image& photo, const LaneRequest& lane)
        : photo_(photo),
          lane_(lane),
          geometry_(geometry(lane.spec, photo.height, photo.width)),
          rows_(sample_places(lane.rect.y, lane.rect.height, lane.height, lane.samples, photo.height)),
          cols_(sample_places(lane.rect.x, lane.rect.width, lane.width, lane.samples, photo.width)) {
        find_row_windows(rows_, geometry_);
        find_column_windows(cols_, geometry_);
        windows_ = WindowRows::make(photo, lane.spec, geometry_, distinct_windows(cols_, column_place_));
    }

    Image render(const std::atomic<bool>& cancel) {
        std::vector<std::uint8_t> rgba(static_cast<std::size_t>(lane_.width * lane_.height * 4), 0);
        PixelRow row(lane_.width);
        for (std::int64_t y = 0; y < lane_.height; ++y) {
            row.clear();
            for (std::int64_t s = 0; s < rows_.per_pixel; ++s) {
                if (!add_samples(static_cast<std::size_t>(y * rows_.per_pixel + s), cancel, row)) return {};
            }
            row.write(rows_.per_pixel * cols_.per_pixel, rgba.data() + y * lane_.width * 4);
        }
        return make_image(lane_.width, lane_.height, 4, std::move(rgba));
    }

private:
    bool add_samples(std::size_t sample_row, const std::atomic<bool>& cancel, PixelRow& row) {
        if (cancel.load(std::memory_order_relaxed)) return false;
        const std::int64_t photo_row = rows_.pixel[sample_row];
        if (photo_row == k_outside) return true;
        if (rows_.window[sample_row] != computed_row_) {
            computed_row_ = rows_.window[sample_row];
            if (!windows_->compute(computed_row_, cancel, values_)) return false;
        }
        for (std::size_t i = 0; i < cols_.pixel.size(); ++i) {
            const std::int64_t photo_col = cols_.pixel[i];
            if (photo_col == k_outside) continue;
            row.add(static_cast<std::int64_t>(i) / cols_.per_pixel, shown(photo_row, photo_col, column_place_[i]));
        }
        return true;
    }

    std::array<std::uint8_t, 3> shown(std::int64_t photo_row, std::int64_t photo_col, std::size_t place) const {
        const std::uint8_t* pooled = values_.data() + place * 3;
        if (!lane_.lost) return {pooled[0], pooled[1], pooled[2]};
        const std::uint8_t* photo = photo_.pixels->data() + (photo_row * photo_.width + photo_col) * photo_.channels;
        std::array<std::uint8_t, 3> difference{};
        for (std::size_t c = 0; c < 3; ++c) {
            difference[c] = static_cast<std::uint8_t>(std::min(255, std::abs(photo[c] - pooled[c]) * lane_.lost_gain));
        }
        return difference;
    }

    const Image& photo_;
    const LaneRequest& lane_;
    Geometry geometry_;
    SampleAxis rows_;
    SampleAxis cols_;
    std::vector<std::size_t> column_place_;  // of each column sample among the distinct windows
    std::unique_ptr<WindowRows> windows_;
    std::vector<std::uint8_t> values_;  // of the distinct windows of computed_row_
    std::int64_t computed_row_ = k_outside;
};

std::uint8_t grey(const std::uint8_t* rgb) {
    return to_eight_bits(static_cast<float>((299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2]) / 1000.0));
}

}  // namespace

Image render_lane(const Image& photo, const LaneRequest& lane, const std::atomic<bool>& cancel) {
    if (photo.empty() || lane.width <= 0 || lane.height <= 0) return {};
    CORE_CHECK(!problem(lane.spec, photo.height, photo.width));
    CORE_CHECK(lane.rect.width > 0.0 && lane.rect.height > 0.0);
    CORE_CHECK_GE(lane.samples, 1);
    CORE_CHECK_GE(lane.lost_gain, 1);
    return LaneRenderer(photo, lane).render(cancel);
}

std::optional<ChannelMeans> channel_means(const Image& photo, const std::atomic<bool>& cancel) {
    if (photo.empty()) return ChannelMeans{};
    std::array<std::uint64_t, 3> sums{};
    const std::uint8_t* pixel = photo.pixels->data();
    for (std::int64_t row = 0; row < photo.height; ++row) {
        if (cancel.load(std::memory_order_relaxed)) return std::nullopt;
        std::array<std::uint64_t, 3> row_sums{};
        for (std::int64_t col = 0; col < photo.width; ++col, pixel += photo.channels) {
            for (std::size_t c = 0; c < 3; ++c) row_sums[c] += pixel[c];
        }
        for (std::size_t c = 0; c < 3; ++c) sums[c] += row_sums[c];
    }
    const auto mean = [&](std::size_t c) {
        return static_cast<float>(static_cast<double>(sums[c]) / static_cast<double>(photo.width * photo.height));
    };
    return ChannelMeans{mean(0), mean(1), mean(2)};
}

Grid crop(const Image& photo, std::int64_t top, std::int64_t left, std::int64_t rows, std::int64_t cols,
          Channel channel) {
    CORE_CHECK(top >= 0 && left >= 0 && rows >= 0 && cols >= 0);
    CORE_CHECK_LE(top + rows, photo.height);
    CORE_CHECK_LE(left + cols, photo.width);
    Grid grid(rows, cols);
    for (std::int64_t row = 0; row < rows; ++row) {
        for (std::int64_t col = 0; col < cols; ++col) {
            const std::uint8_t* rgb = photo.pixels->data() + ((top + row) * photo.width + left + col) * photo.channels;
            grid.at(row, col) = channel == Channel::grey ? grey(rgb) : rgb[static_cast<std::size_t>(channel)];
        }
    }
    return grid;
}

}  // namespace core
