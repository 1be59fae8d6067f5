#include "core/photo_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>
#include <vector>

#include "core/check.h"
#include "core/pool_bytes.h"
#include "core/problem.h"

namespace core {
namespace {

constexpr std::int64_t k_channels = 3;  // red, green, blue: an alpha channel is not pooled
constexpr std::int64_t k_band = 16;     // rows of the result that a thread takes at a time

// Indices [begin, end).
struct Range {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t count() const { return std::max<std::int64_t>(0, end - begin); }
};

// Where the samples of a lane lie along one axis; `per_pixel` of them in each pixel of the result.
// The places depend on the frame alone, never on the pooling, so that all lanes look at the same points of the photo.
struct SampleAxis {
    std::int64_t per_pixel = 1;
    Range inside;                       // the samples that lie on the photo; the lists begin with the first of them
    std::vector<std::int64_t> pixel;    // of the photo, under each sample
    std::vector<std::int64_t> windows;  // output indices: each window under a sample once, ascending
    std::vector<std::int64_t> window;   // of each sample, its place in `windows`

    // Those of one pixel of the result, as places in the lists.
    Range samples_of(std::int64_t result_pixel) const {
        const std::int64_t first = result_pixel * per_pixel;
        return {std::max(first, inside.begin) - inside.begin, std::min(first + per_pixel, inside.end) - inside.begin};
    }
};

// Several samples only where photo pixels crowd: a photo pixel shown large is one flat block.
SampleAxis sample_places(double start, double extent, std::int64_t pixels, int samples, std::int64_t input) {
    const double step = extent / static_cast<double>(pixels);
    SampleAxis axis;
    axis.per_pixel = step > 1.0 ? samples : 1;
    const double between = step / static_cast<double>(axis.per_pixel);
    for (std::int64_t i = 0; i < pixels * axis.per_pixel; ++i) {
        const double place = std::floor(start + (static_cast<double>(i) + 0.5) * between);
        if (place < 0.0 || place >= static_cast<double>(input)) continue;
        if (axis.pixel.empty()) axis.inside.begin = i;
        axis.inside.end = i + 1;
        axis.pixel.push_back(static_cast<std::int64_t>(place));
    }
    return axis;
}

// A photo pixel shows the window whose middle is nearest, as when the pooled picture is blown up again. Neighbouring
// samples never go back.
template <class WindowAt>
void find_windows(SampleAxis& axis, const WindowAt& window_at) {
    for (const std::int64_t pixel : axis.pixel) {
        const std::int64_t window = window_at(static_cast<double>(pixel));
        if (axis.windows.empty() || axis.windows.back() != window) axis.windows.push_back(window);
        axis.window.push_back(static_cast<std::int64_t>(axis.windows.size()) - 1);
    }
}

// First the windows in sight are pooled, all at once; then each row of the result adds up its samples: down the
// columns, where neighbours lie side by side in memory, then along the row.
class LaneRenderer {
public:
    LaneRenderer(const Image& photo, const LaneRequest& lane, LaneTools& tools)
        : photo_(photo),
          lane_(lane),
          tools_(tools),
          rows_(sample_places(lane.rect.y, lane.rect.height, lane.height, lane.samples, photo.height)),
          cols_(sample_places(lane.rect.x, lane.rect.width, lane.width, lane.samples, photo.width)) {
        const Geometry where = geometry(lane.spec, photo.height, photo.width);
        find_windows(rows_, [&](double row) { return nearest_window(where, row, 0.0) / where.w.output; });
        find_windows(cols_, [&](double col) { return nearest_window(where, 0.0, col) % where.w.output; });
    }

    Image render(const std::atomic<bool>& cancel) {
        std::vector<std::uint8_t> rgba(static_cast<std::size_t>(lane_.width * lane_.height * 4), 0);
        if (!pool_windows(cancel)) return {};
        const std::int64_t bands = (lane_.height + k_band - 1) / k_band;
        const std::size_t sums = (lane_.lost ? cols_.pixel.size() : cols_.windows.size()) * k_channels;
        tools_.workspace.run(bands, sums * sizeof(std::uint32_t), [&](std::int64_t band, std::span<std::byte> scratch) {
            if (cancel.load(std::memory_order_relaxed)) return;
            const std::span<std::uint32_t> room{reinterpret_cast<std::uint32_t*>(scratch.data()), sums};
            const std::int64_t end = std::min(lane_.height, (band + 1) * k_band);
            for (std::int64_t y = band * k_band; y < end; ++y) draw_row(y, room, rgba.data() + y * lane_.width * 4);
        });
        if (cancel) return {};
        return make_image(lane_.width, lane_.height, 4, std::move(rgba));
    }

private:
    bool pool_windows(const std::atomic<bool>& cancel) {
        const auto width = static_cast<std::int64_t>(cols_.windows.size());
        tools_.windows.reserve(rows_.windows.size() * cols_.windows.size() * k_channels);
        View<std::uint8_t> colors = photo_.view();
        colors.planes = k_channels;
        PoolOptions options;
        options.workspace = &tools_.workspace;
        options.cancel = &cancel;
        return pool_bytes(colors, lane_.spec, OutputPicks{rows_.windows, cols_.windows},
                          interleaved_bytes(tools_.windows.as<std::uint8_t>(), k_channels, width), options);
    }

    // Rows without a sample on the photo stay transparent.
    void draw_row(std::int64_t y, std::span<std::uint32_t> sums, std::uint8_t* rgba) const {
        const Range samples = rows_.samples_of(y);
        if (samples.count() == 0) return;
        std::ranges::fill(sums, 0U);
        for (std::int64_t row = samples.begin; row < samples.end; ++row) {
            lane_.lost ? add_lost(row, sums) : add_windows(row, sums);
        }
        write_row(sums, samples.count(), rgba);
    }

    const std::uint8_t* window_row(std::int64_t row) const {
        const std::size_t width = cols_.windows.size() * k_channels;
        return tools_.windows.as<std::uint8_t>() +
               static_cast<std::size_t>(rows_.window[static_cast<std::size_t>(row)]) * width;
    }

    // One sum for each window and channel.
    void add_windows(std::int64_t row, std::span<std::uint32_t> sums) const {
        const std::uint8_t* values = window_row(row);
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += values[i];
    }

    // One sum for each sample and channel, since neighbours in one window lose different amounts.
    void add_lost(std::int64_t row, std::span<std::uint32_t> sums) const {
        const std::uint8_t* pooled = window_row(row);
        const std::uint8_t* photo =
            photo_.pixels->data() + rows_.pixel[static_cast<std::size_t>(row)] * photo_.width * photo_.channels;
        std::uint32_t* sum = sums.data();
        for (std::size_t i = 0; i < cols_.pixel.size(); ++i) {
            const std::uint8_t* here = photo + cols_.pixel[i] * photo_.channels;
            const std::uint8_t* window = pooled + cols_.window[i] * k_channels;
            for (std::int64_t c = 0; c < k_channels; ++c)
                *sum++ += static_cast<std::uint32_t>(std::min(255, std::abs(here[c] - window[c]) * lane_.lost_gain));
        }
    }

    // RGBA: the mean of what lies on the photo, and how much of the pixel that is.
    void write_row(std::span<const std::uint32_t> sums, std::int64_t rows, std::uint8_t* rgba) const {
        const auto all = static_cast<std::uint32_t>(rows_.per_pixel * cols_.per_pixel);
        for (std::int64_t x = 0; x < lane_.width; ++x, rgba += 4) {
            const Range samples = cols_.samples_of(x);
            const auto count = static_cast<std::uint32_t>(rows * samples.count());
            if (count == 0) continue;
            std::array<std::uint32_t, k_channels> total{};
            for (std::int64_t i = samples.begin; i < samples.end; ++i) {
                const std::int64_t column = lane_.lost ? i : cols_.window[static_cast<std::size_t>(i)];
                const std::uint32_t* sum = sums.data() + column * k_channels;
                for (std::size_t c = 0; c < k_channels; ++c) total[c] += sum[c];
            }
            for (std::size_t c = 0; c < k_channels; ++c)
                rgba[c] = static_cast<std::uint8_t>((total[c] + count / 2) / count);
            rgba[3] = static_cast<std::uint8_t>((count * 255 + all / 2) / all);
        }
    }

    const Image& photo_;
    const LaneRequest& lane_;
    LaneTools& tools_;
    SampleAxis rows_;
    SampleAxis cols_;
};

using ChannelSums = std::array<std::uint64_t, k_channels>;

// Adds one row of interleaved pixels to the sums of its channels. Sixteen pixels lie side by side in 16-bit counters,
// one for each of their values, which is a shape that compilers turn into vector code.
template <std::size_t channels>
void add_row(const std::uint8_t* values, std::int64_t pixels, ChannelSums& sums) {
    constexpr std::int64_t k_pixels = 16;
    constexpr std::int64_t k_most = 257;  // of 255 fit into 16 bits
    const std::int64_t blocks = pixels / k_pixels;
    for (std::int64_t first = 0; first < blocks; first += k_most) {
        std::array<std::uint16_t, channels * k_pixels> counters{};
        for (std::int64_t block = first; block < std::min(blocks, first + k_most); ++block) {
            for (std::uint16_t& counter : counters) counter = static_cast<std::uint16_t>(counter + *values++);
        }
        for (std::size_t i = 0; i < counters.size(); ++i) {
            if (i % channels < k_channels) sums[i % channels] += counters[i];
        }
    }
    for (std::int64_t pixel = blocks * k_pixels; pixel < pixels; ++pixel, values += channels) {
        for (std::size_t c = 0; c < k_channels; ++c) sums[c] += values[c];
    }
}

std::uint8_t grey(const std::uint8_t* rgb) {
    return to_eight_bits(static_cast<float>((299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2]) / 1000.0));
}

}  // namespace

bool several_share_a_pixel(const LaneRequest& lane) {
    return lane.rect.width > static_cast<double>(lane.width) || lane.rect.height > static_cast<double>(lane.height);
}

Image render_lane(const Image& photo, const LaneRequest& lane, const std::atomic<bool>& cancel, LaneTools& tools) {
    if (photo.empty() || lane.width <= 0 || lane.height <= 0) return {};
    CORE_CHECK(!problem(lane.spec, photo.height, photo.width));
    CORE_CHECK(lane.rect.width > 0.0 && lane.rect.height > 0.0);
    CORE_CHECK_GE(lane.samples, 1);
    CORE_CHECK_GE(lane.lost_gain, 1);
    return LaneRenderer(photo, lane, tools).render(cancel);
}

Image render_lane(const Image& photo, const LaneRequest& lane, const std::atomic<bool>& cancel) {
    LaneTools tools{.workspace = Workspace(1), .windows = {}};
    return render_lane(photo, lane, cancel, tools);
}

std::optional<ChannelMeans> channel_means(const Image& photo, const std::atomic<bool>& cancel) {
    if (photo.empty()) return ChannelMeans{};
    ChannelSums sums{};
    for (std::int64_t row = 0; row < photo.height; ++row) {
        if (cancel.load(std::memory_order_relaxed)) return std::nullopt;
        const std::uint8_t* values = photo.pixels->data() + row * photo.width * photo.channels;
        photo.channels == 4 ? add_row<4>(values, photo.width, sums) : add_row<3>(values, photo.width, sums);
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
