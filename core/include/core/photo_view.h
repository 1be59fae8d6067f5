// What a lane of the photo scene shows: a rectangle of the photo, pooled, at the size of the screen.
// Only what is visible is computed: each screen pixel takes the pooled windows that lie under it (one when zoomed in, a
// fixed pattern of samples x samples when several share a pixel), and pool_bytes() pools those windows alone.
// Invariant: every value that is shown is a pooled value of the photo, or the mean of some where they share a pixel.
// Lost = |photo - pooled blown up again|, per channel, through the same samples.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "core/grid.h"
#include "core/image.h"
#include "core/page_buffer.h"
#include "core/pool_spec.h"
#include "core/workspace.h"

namespace core {

struct PhotoRect {  // in photo pixels, fractional
    double x = 0.0, y = 0.0, width = 0.0, height = 0.0;
    bool operator==(const PhotoRect&) const = default;
};

struct LaneRequest {
    PoolSpec spec = {};  // kernel 1 stride 1 max = the photo itself
    bool lost = false;
    int lost_gain = 1;       // brightens what is lost: times this, 255 at most
    PhotoRect rect = {};     // what the frame shows; parts beyond the photo stay transparent
    std::int64_t width = 0;  // pixels of the result
    std::int64_t height = 0;
    int samples = 1;  // 1 = draft, 4 = final
    bool operator==(const LaneRequest&) const = default;
};

// Several photo pixels fall on one pixel of the result: only then does it depend on the number of samples.
bool several_share_a_pixel(const LaneRequest& lane);

// What lanes are rendered with, kept from one to the next: threads, and room for the windows in sight.
struct LaneTools {
    Workspace workspace;
    PageBuffer windows;
};

// RGBA. Returns an empty image if `cancel` turned true on the way. MUST have no problem(lane.spec, photo size).
Image render_lane(const Image& photo, const LaneRequest& lane, const std::atomic<bool>& cancel, LaneTools& tools);
// On this thread alone, with tools of its own.
Image render_lane(const Image& photo, const LaneRequest& lane, const std::atomic<bool>& cancel);

// GAP of the whole photo: one mean per channel (R, G, B), in double, rounded once. Nothing if cancelled.
struct ChannelMeans {
    float red = 0.0F, green = 0.0F, blue = 0.0F;
    bool operator==(const ChannelMeans&) const = default;
};
std::optional<ChannelMeans> channel_means(const Image& photo, const std::atomic<bool>& cancel);

enum class Channel { red, green, blue, grey };  // grey = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), rounded
// rows x cols numbers 0..255 of the photo from (top, left); MUST lie inside the photo.
Grid crop(const Image& photo, std::int64_t top, std::int64_t left, std::int64_t rows, std::int64_t cols,
          Channel channel);

}  // namespace core
