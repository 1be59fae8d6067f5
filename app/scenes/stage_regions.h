// The named parts of each scene's stage, as a lesson says what stays lit ("lit: input, lens").
// Invariant: regions() of a scene names each of its region_names() once; a part that is not shown now is empty.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "app/ui/canvas.h"

namespace scenes {

struct StageRegion {
    std::string_view name;
    ui::Rect rect;  // window pixels
};

struct StrideState;
struct CompareState;
struct PhotoState;
struct GapState;
struct CamState;

inline constexpr std::array<std::string_view, 6> k_stride_regions{"input",  "window",  "lens",
                                                                  "output", "formula", "size"};
inline constexpr std::array<std::string_view, 9> k_compare_regions{"input",      "lanes", "max", "average",   "gap",
                                                                   "difference", "min",   "lp",  "global-max"};
inline constexpr std::array<std::string_view, 4> k_photo_regions{"crop", "sums", "lanes", "pyramid"};
inline constexpr std::array<std::string_view, 7> k_gap_regions{"shapes", "maps",      "map",       "mean",
                                                               "sum",    "waterfall", "parameters"};
inline constexpr std::array<std::string_view, 4> k_cam_regions{"photo", "scale", "sums", "classes"};

std::vector<StageRegion> stride_regions(const StrideState& state, const ui::Canvas& canvas);
std::vector<StageRegion> compare_regions(const CompareState& state, const ui::Canvas& canvas);
std::vector<StageRegion> photo_regions(const PhotoState& state, const ui::Canvas& canvas);
std::vector<StageRegion> gap_regions(const GapState& state, const ui::Canvas& canvas);
std::vector<StageRegion> cam_regions(const CamState& state, const ui::Canvas& canvas);

}  // namespace scenes
