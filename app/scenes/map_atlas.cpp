#include "app/scenes/map_atlas.h"

#include <algorithm>
#include <utility>

#include "core/check.h"
#include "core/color_map.h"

namespace scenes {

namespace {

constexpr std::int64_t k_page_side = 512;  // px at most, unless one map alone is larger
constexpr std::int64_t k_page_maps = 16;   // across and down, at most

std::int64_t fitting(std::int64_t side) { return std::clamp<std::int64_t>(k_page_side / side, 1, k_page_maps); }

}  // namespace

ui::Color map_color(const ui::Theme& theme, double value, const core::MapRange& range) {
    const double position = core::color_position(value, range);
    if (theme.id != ui::ThemeId::dark) return theme.output_cell(static_cast<float>(position));
    const core::Rgb color = core::color_at(core::ColorMapId::teal, position);
    return ui::Color{.r = color.r, .g = color.g, .b = color.b};
}

core::MapRange own_range(const core::FeatureMaps& maps, std::int64_t channel) {
    core::MapRange range;
    for (const float value : maps.map(channel)) {
        range.low = std::min<double>(range.low, static_cast<double>(value));
        range.high = std::max<double>(range.high, static_cast<double>(value));
    }
    return range;
}

void MapAtlas::use(std::shared_ptr<const core::FeatureMaps> maps, std::shared_ptr<const core::FeatureMaps> as_they_are,
                   const core::MapRange& range, bool scale_per_map, const ui::Theme& theme) {
    if (maps_ == maps && as_they_are_ == as_they_are && range_ == range && scale_per_map_ == scale_per_map &&
        theme_ == &theme)
        return;
    maps_ = std::move(maps);
    as_they_are_ = std::move(as_they_are);
    range_ = range;
    scale_per_map_ = scale_per_map;
    theme_ = &theme;
    across_ = fitting(maps_->width);
    down_ = fitting(maps_->height);
    const std::int64_t per_page = across_ * down_;
    pages_.assign(static_cast<std::size_t>((maps_->channels + per_page - 1) / per_page), {});
}

void MapAtlas::want(std::int64_t channel) {
    const auto number = static_cast<std::size_t>(channel / (across_ * down_));
    if (pages_[number].empty()) pages_[number] = make_page(static_cast<std::int64_t>(number));
}

const core::Image& MapAtlas::page(std::int64_t channel) const {
    return pages_[static_cast<std::size_t>(channel / (across_ * down_))];
}

ui::Rect MapAtlas::source(std::int64_t channel) const {
    const std::int64_t place = channel % (across_ * down_);
    const std::int64_t left = place % across_ * maps_->width;
    const std::int64_t top = place / across_ * maps_->height;
    return {static_cast<float>(left), static_cast<float>(top), static_cast<float>(maps_->width),
            static_cast<float>(maps_->height)};
}

core::MapRange MapAtlas::range(std::int64_t channel) const {
    return scale_per_map_ ? own_range(*as_they_are_, channel) : range_;
}

std::int64_t MapAtlas::pages_made() const {
    return std::count_if(pages_.begin(), pages_.end(), [](const core::Image& page) { return !page.empty(); });
}

core::Image MapAtlas::make_page(std::int64_t number) const {
    const std::int64_t first = number * across_ * down_;
    const std::int64_t count = std::min(across_ * down_, maps_->channels - first);
    const std::int64_t width = across_ * maps_->width;
    const std::int64_t height = (count + across_ - 1) / across_ * maps_->height;
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width * height * 3), 0);
    for (std::int64_t i = 0; i < count; ++i) {
        const core::MapRange colors = range(first + i);
        const std::span<const float> map = maps_->map(first + i);
        for (std::int64_t place = 0; place < maps_->area(); ++place) {
            const std::int64_t x = i % across_ * maps_->width + place % maps_->width;
            const std::int64_t y = i / across_ * maps_->height + place / maps_->width;
            const ui::Color color =
                map_color(*theme_, static_cast<double>(map[static_cast<std::size_t>(place)]), colors);
            const auto at = static_cast<std::size_t>((y * width + x) * 3);
            pixels[at] = color.r;
            pixels[at + 1] = color.g;
            pixels[at + 2] = color.b;
        }
    }
    return core::make_image(width, height, 3, std::move(pixels));
}

}  // namespace scenes
