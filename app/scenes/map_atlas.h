// MapAtlas: feature maps as colours, many on one picture, so that a wall of a thousand tiles is a few textures. Pages
// are made when a map on them is first asked for.
//   page of map k = k / per_page;  a pixel per place of the map
// Invariant: page() and source() fit the maps, range and theme of the last use().
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "app/ui/geometry.h"
#include "app/ui/theme.h"
#include "core/feature_maps.h"
#include "core/image.h"
#include "core/map_picture.h"

namespace scenes {

// The colour of a value of a feature map: dark to bright teal; on light grounds the ramp of output cells.
ui::Color map_color(const ui::Theme& theme, double value, const core::MapRange& range);
// What the colours of one map stand for when each has its own: least (or 0) to most.
core::MapRange own_range(const core::FeatureMaps& maps, std::int64_t channel);

class MapAtlas {
public:
    // Drops the pages if anything is new. `range` is what the colours stand for; with scale_per_map each map has its
    // own, that of the map of the same number in `as_they_are`.
    void use(std::shared_ptr<const core::FeatureMaps> maps, std::shared_ptr<const core::FeatureMaps> as_they_are,
             const core::MapRange& range, bool scale_per_map, const ui::Theme& theme);
    // Makes the page if need be. MUST have maps.
    void want(std::int64_t channel);

    const core::Image& page(std::int64_t channel) const;  // empty if it was never wanted
    ui::Rect source(std::int64_t channel) const;          // in pixels of its page
    core::MapRange range(std::int64_t channel) const;
    std::int64_t pages_made() const;  // for tests

private:
    core::Image make_page(std::int64_t number) const;

    std::shared_ptr<const core::FeatureMaps> maps_, as_they_are_;
    core::MapRange range_;
    bool scale_per_map_ = false;
    const ui::Theme* theme_ = nullptr;
    std::int64_t across_ = 1, down_ = 1;  // maps on a page
    std::vector<core::Image> pages_;
};

}  // namespace scenes
