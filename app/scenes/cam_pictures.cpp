#include "app/scenes/cam_pictures.h"

#include <algorithm>
#include <cmath>

namespace scenes {

namespace {

constexpr std::int64_t k_longest_side = 256;  // of a smooth picture; the screen's filter does the rest
constexpr std::int64_t k_bar_steps = 256;

struct Raster {
    std::int64_t height = 1, width = 1;
};

// The network's own input where that is not larger than can be told apart on
// the screen.
Raster smooth_raster(const core::Look& look) {
    const core::InputShape& input = look.network->input;
    const double longest = static_cast<double>(std::max(input.height, input.width));
    const double scale = std::min(1.0, static_cast<double>(k_longest_side) / longest);
    const auto side = [scale](std::int64_t of) {
        return std::max<std::int64_t>(1, std::llround(static_cast<double>(of) * scale));
    };
    return {side(input.height), side(input.width)};
}

bool shares_scale(const CamFacts& facts) {
    return facts.slots[0] && facts.slots[1] && facts.slots[0]->kind == facts.slots[1]->kind;
}

void refresh_scales(CamState& state) {
    CamFacts& facts = state.facts;
    const core::MapSign sign = state.document.sign;
    const bool shared = state.document.shared_scale && shares_scale(facts);
    const auto scale_of = [&](std::size_t slot) {
        std::vector<core::PlaceMap> maps;
        for (std::size_t i = 0; i < facts.slots.size(); ++i) {
            if ((i == slot || shared) && facts.slots[i] && !facts.slots[i]->map.empty()) {
                maps.push_back(facts.slots[i]->map);
            }
        }
        // What is added so far may reach beyond the whole map: its colours MUST NOT
        // run over the end of the scale.
        if ((slot == facts.large || shared) && !facts.shown.empty()) maps.push_back(facts.shown);
        return maps.empty() ? core::MapRange{} : core::color_range(maps, sign);
    };
    for (std::size_t i = 0; i < facts.colors.size(); ++i) facts.colors[i] = scale_of(i);
    facts.large_colors = facts.colors[facts.large];
}

}  // namespace

core::ColorMapId colors_for(core::MapSign sign) {
    return sign == core::MapSign::positive ? core::ColorMapId::heat : core::ColorMapId::evidence;
}

core::Upsample upsample_for(MapDrawing drawing) {
    switch (drawing) {
        case MapDrawing::bilinear:
            return core::Upsample::bilinear;
        case MapDrawing::bicubic:
            return core::Upsample::bicubic;
        case MapDrawing::nearest:
        case MapDrawing::numbers:
            break;
    }
    return core::Upsample::nearest;
}

core::Image heat_picture(const core::PlaceMap& map, const core::Look& look, const core::MapRange& range,
                         const CamDocument& document) {
    if (map.empty()) return {};
    const core::Upsample method = upsample_for(document.drawing);
    const core::ColorMapId colors = colors_for(document.sign);
    const double opacity = static_cast<double>(document.opacity) / 100.0;
    if (method == core::Upsample::nearest) return core::heat_image(map, range, colors, opacity);
    const Raster raster = smooth_raster(look);
    return core::heat_image(core::upsample(map, raster.height, raster.width, method), range, colors, opacity);
}

core::Image bar_picture(const core::MapRange& range, core::ColorMapId colors) {
    core::PlaceMap column{k_bar_steps, 1, {}};
    for (std::int64_t i = 0; i < k_bar_steps; ++i) {
        const double down = (static_cast<double>(i) + 0.5) / static_cast<double>(k_bar_steps);
        column.values.push_back(range.high + (range.low - range.high) * down);
    }
    return core::color_image(column, range, colors);
}

void refresh_pictures(CamState& state) {
    const CamDocument& document = state.document;
    const CamState::PictureKey key{state.shown_made,      document.drawing, document.opacity,    document.sign,
                                   document.shared_scale, document.box,     document.box_percent};
    if (state.picture_key == key) return;
    state.picture_key = key;
    CamFacts& facts = state.facts;
    refresh_scales(state);
    const core::Look& look = *state.look.look;
    facts.box.reset();
    if (document.box && !facts.shown.empty()) {
        facts.box = core::box_in_photo(look, facts.shown, static_cast<double>(document.box_percent));
    }
    const CamPictures::SmallKey small{state.slots_made, facts.colors, document.drawing, document.opacity,
                                      document.sign};
    if (state.pictures.small_key != small) {
        state.pictures.small_key = small;
        for (std::size_t i = 0; i < facts.slots.size(); ++i) {
            const std::optional<SlotFacts>& slot = facts.slots[i];
            state.pictures.small[i] = slot ? heat_picture(slot->map, look, facts.colors[i], document) : core::Image{};
        }
    }
    const std::optional<SlotFacts>& slot = facts.large_slot();
    const bool whole = slot && slot->map == facts.shown;  // then its small picture is the large one too
    state.pictures.large =
        whole ? state.pictures.small[facts.large] : heat_picture(facts.shown, look, facts.large_colors, document);
    state.pictures.bar = bar_picture(facts.large_colors, colors_for(document.sign));
}

}  // namespace scenes
