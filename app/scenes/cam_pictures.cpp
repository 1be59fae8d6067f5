#include "app/scenes/cam_pictures.h"

#include <algorithm>
#include <cmath>

namespace scenes {

namespace {

constexpr std::int64_t k_longest_side = 256;  // of a smooth picture; the screen's filter does the rest
constexpr std::int64_t k_bar_steps = 256;
constexpr double k_alpha_gain = 1.9;

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

// The same picture with the alpha of evidence: none at 0.
core::Image with_alpha(const core::Image& colors, const core::PlaceMap& map, const core::MapRange& range,
                       const CamDocument& document) {
    std::vector<std::uint8_t> pixels(*colors.pixels);
    const bool positive = document.sign == core::MapSign::positive;
    const double opacity = static_cast<double>(document.opacity) / 100.0;
    for (std::size_t i = 0; i < map.values.size(); ++i) {
        const double position = core::color_position(map.values[i], range);
        const double strength = positive ? position : std::abs(2.0 * position - 1.0);
        const double alpha = opacity * std::min(1.0, k_alpha_gain * strength);
        pixels[4 * i + 3] = static_cast<std::uint8_t>(std::lround(255.0 * alpha));
    }
    return core::make_image(colors.width, colors.height, 4, std::move(pixels));
}

std::optional<core::PhotoRect> box_in_photo(const CamState& state) {
    const CamFacts& facts = state.facts;
    if (!state.document.box || facts.shown.empty()) return std::nullopt;
    const core::Look& look = *state.look.look;
    const Raster raster = smooth_raster(look);
    const core::PlaceMap fine = core::upsample(facts.shown, raster.height, raster.width, core::Upsample::bilinear);
    const auto box = core::class_box(fine, static_cast<double>(state.document.box_percent));
    if (!box) return std::nullopt;
    const core::InputShape& input = look.network->input;
    const double down = static_cast<double>(input.height) / static_cast<double>(raster.height);
    const double across = static_cast<double>(input.width) / static_cast<double>(raster.width);
    return core::input_to_photo(look.placement,
                                {static_cast<double>(box->left) * across, static_cast<double>(box->top) * down,
                                 static_cast<double>(box->width) * across, static_cast<double>(box->height) * down});
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
    if (method == core::Upsample::nearest)
        return with_alpha(core::color_image(map, range, colors), map, range, document);
    const Raster raster = smooth_raster(look);
    const core::PlaceMap fine = core::upsample(map, raster.height, raster.width, method);
    return with_alpha(core::color_image(fine, range, colors), fine, range, document);
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
    facts.box = box_in_photo(state);
    const core::Look& look = *state.look.look;
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
