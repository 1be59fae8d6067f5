#include "app/ui/layout.h"

#include <cmath>

namespace ui {
namespace {

// Sizes of the regions at scale 1 and text scale 1; `grow` is what a whole step of text scale adds.
struct RegionSizes {
    float rail, top_bar, settings, player, readout;
};
constexpr RegionSizes k_roomy{96, 80, 288, 72, 56};
constexpr RegionSizes k_compact{72, 56, 256, 56, 40};
constexpr RegionSizes k_grow{58, 48, 288, 48, 64};
constexpr float k_compact_width = 1200;
constexpr float k_compact_height = 700;
constexpr float k_drawer_from_text_scale = 1.5F;
constexpr float k_drawer_share = 0.7F;  // of the stage, so that the grid behind stays in sight
constexpr float k_handle_width = 28;
constexpr float k_handle_height = 96;

float round_down_to_eighth(float value) { return std::floor(value * 8.0F) / 8.0F; }

float whole(float value) { return std::round(value); }

float scale_for(float width, float height) {
    return round_down_to_eighth(std::clamp(std::min(width / 1280.0F, height / 800.0F), 0.75F, 3.0F));
}

}  // namespace

bool settings_are_drawer(float text_scale) { return text_scale >= k_drawer_from_text_scale; }

Layout make_layout(float width, float height, float text_scale, bool settings_open) {
    Layout layout;
    layout.text_scale = text_scale;
    layout.settings_open = settings_open;
    layout.compact = width < k_compact_width || height < k_compact_height;
    layout.u = layout.compact ? 1.0F : scale_for(width, height);
    layout.settings_is_drawer = settings_are_drawer(text_scale);
    const RegionSizes& base = layout.compact ? k_compact : k_roomy;
    const auto size = [&](float RegionSizes::*part) {
        return whole((base.*part + k_grow.*part * (text_scale - 1.0F)) * layout.u);
    };

    layout.window = {0, 0, width, height};
    Rect rest = layout.window;
    layout.rail = cut_left(rest, size(&RegionSizes::rail));
    layout.top_bar = cut_top(rest, size(&RegionSizes::top_bar));
    layout.readout = cut_bottom(rest, size(&RegionSizes::readout));
    const float settings_width = settings_open ? size(&RegionSizes::settings) : 0.0F;
    if (!layout.settings_is_drawer) layout.settings = cut_right(rest, settings_width);
    layout.player = cut_bottom(rest, size(&RegionSizes::player));
    layout.stage = rest;
    if (layout.settings_is_drawer) {
        const float drawer = std::min(settings_width, whole(rest.w * k_drawer_share));
        layout.settings = {rest.right() - drawer, rest.y, drawer, rest.h};
        const float handle_height = std::min(layout.px(k_handle_height), rest.h);
        layout.settings_handle = {layout.settings.x - layout.px(k_handle_width),
                                  whole(rest.center().y - handle_height / 2), layout.px(k_handle_width), handle_height};
    }
    return layout;
}

Layout enlarged(const Layout& layout, float factor) {
    Layout result = layout;
    result.u *= factor;
    for (Rect* region : {&result.window, &result.rail, &result.top_bar, &result.stage, &result.settings, &result.player,
                         &result.readout, &result.settings_handle}) {
        *region = {region->x * factor, region->y * factor, region->w * factor, region->h * factor};
    }
    return result;
}

}  // namespace ui
