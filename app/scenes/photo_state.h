// What the photo scene knows: the document (what undo and Reset are about), the photo and how it is looked at, and what
// follows from both. Invariant: after refresh() everything derived fits the document, the photo and the player.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/scenes/photo_pictures.h"
#include "app/ui/photo_lane.h"
#include "app/ui/requests.h"
#include "core/explain.h"
#include "core/photo_view.h"
#include "core/player.h"
#include "core/pool.h"
#include "core/problem.h"

namespace scenes {

inline constexpr std::int64_t k_photo_kernel_limit = 64;
inline constexpr std::int64_t k_crop_smallest = 8;
inline constexpr std::int64_t k_crop_largest = 32;
inline constexpr int k_bright_lost = 4;
inline constexpr std::int64_t k_pyramid_levels = 7;  // 0 (the photo) to 6 (64 x 64 pixels in one)

struct PixelPlace {
    std::int64_t row = 0;
    std::int64_t col = 0;
    bool operator==(const PixelPlace&) const = default;
};

struct PhotoDocument {
    std::int64_t kernel = 4;
    std::int64_t stride = 4;
    bool stride_follows = true;
    std::int64_t crop_size = k_crop_smallest;
    std::optional<PixelPlace> crop_place;  // top left; nothing: the liveliest place near the middle of the photo
    core::Channel channel = core::Channel::green;
    int lost_gain = 0;                  // 0: the pooled photo; else what is lost, as many times as bright
    core::Op repeated = core::Op::max;  // what the pyramid repeats: max or average
    bool lost() const { return lost_gain > 0; }
    bool operator==(const PhotoDocument&) const = default;
};

enum class PhotoLane { original, max, average, gap };
inline constexpr std::array k_photo_lanes{PhotoLane::original, PhotoLane::max, PhotoLane::average, PhotoLane::gap};

struct CropPlace {  // rows x cols pixels of the photo; smaller than asked for where the photo is
    std::int64_t top = 0, left = 0, rows = 0, cols = 0;
    core::PhotoRect rect() const {
        return {static_cast<double>(left), static_cast<double>(top), static_cast<double>(cols),
                static_cast<double>(rows)};
    }
    bool operator==(const CropPlace&) const = default;
};

struct PhotoHover {
    PhotoLane lane = PhotoLane::original;
    ui::Vec2 point;
    PixelPlace pixel;
};

enum class PhotoDrag { none, pan, crop, window, kernel };

// Work beside the interface, each with its own thread; exists from the first update on.
struct PhotoWork {
    struct MeansOf {
        std::uint64_t revision = 0;
        core::ChannelMeans means;
    };
    explicit PhotoWork(const std::function<void()>& wake);
    PhotoPictures lanes;
    PhotoPictures pyramid;
    core::LatestJob<core::Image, MeansOf> means;
    std::uint64_t means_wanted = 0;              // revision of the photo they are worked out for
    core::LatestJob<bool, core::Image> drawing;  // the program's own picture
};

// Follows from the document, the photo and the player; see refresh().
struct PhotoFacts {
    CropPlace crop;
    core::Grid numbers;                         // of the crop, one channel
    std::optional<core::Problem> problem;       // of the whole photo: nothing can be pooled
    std::optional<core::Problem> crop_problem;  // of the crop alone
    core::Geometry geometry;                    // of the photo, without a problem
    core::Geometry crop_geometry;               // of the crop, without a crop_problem
    core::WindowExplanation max, average;       // of the player's window, without a crop_problem
};

struct PhotoState {
    using Document = PhotoDocument;
    Document document;

    core::Image photo;
    std::string photo_name;  // empty: the picture the program draws
    bool photo_transparent = false;
    PixelPlace lively_place;  // where the crop lies until it is moved
    std::optional<PhotoWork::MeansOf> means;
    ui::PhotoView view;
    core::Playback playback;

    std::vector<ui::SamplePhoto> samples;
    bool samples_open = false;
    std::optional<std::string> loading;  // name of the photo being opened
    std::optional<core::Error> failure;  // of the last photo that could not be opened

    std::optional<PhotoHover> hover;         // a photo pixel under the mouse
    std::optional<PixelPlace> hovered_cell;  // a crop cell under the mouse, in the crop's rows and columns
    PhotoDrag drag = PhotoDrag::none;
    ui::Vec2 drag_from;            // where the mouse was last
    ui::PhotoPoint crop_grip;      // where inside the crop it was caught
    float settings_height = 0.0F;  // of the settings, for their scroll region

    PhotoFacts facts;
    std::unique_ptr<PhotoWork> work;
};

core::PoolSpec photo_spec(const PhotoDocument& document, core::Op op);
core::PoolSpec pyramid_spec(core::Op op, std::int64_t level);  // kernel and stride 2^level
// Levels that leave at least one pixel, the photo itself (level 0) included.
std::int64_t pyramid_levels(const core::Image& photo);

// Top left of the piece of side x side pixels where most is to be seen, of 9 x 9 places in the middle half of the
// photo.
PixelPlace find_lively_place(const core::Image& photo, std::int64_t side);
void show_photo(PhotoState& state, core::Image photo, std::string name, bool transparent);

// Where the crop lies: inside the photo, and on the grid of the stride where its windows are then the photo's own.
CropPlace crop_place(const PhotoState& state);
// Puts the crop's top left corner as near to (row, col) as that allows.
void move_crop(PhotoState& state, double row, double col);
// One step of the keyboard: a stride where the crop keeps to it, else a pixel.
void step_crop(PhotoState& state, std::int64_t rows, std::int64_t cols);

void set_kernel(PhotoDocument& document, std::int64_t kernel);
void set_stride(PhotoDocument& document, std::int64_t stride);

// Brings facts and player in line with document and photo.
void refresh(PhotoState& state);

// The window of the photo whose value is shown at a pixel. MUST have no facts.problem.
PixelPlace window_at(const PhotoState& state, PixelPlace pixel);

}  // namespace scenes
