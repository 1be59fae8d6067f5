// Where the compare scene's parts lie, at scale 1 on a stage of 896 x 592: input 320 x 320 at the left, lanes 464 wide
// at the right. Any number of lanes shares the height; a low card puts title, formula and result on fewer lines.
#include <algorithm>
#include <cmath>

#include "app/scenes/compare_state.h"

namespace scenes {

namespace {

constexpr float k_input_share = 0.408F;
constexpr float k_most_card_share = 0.36F;  // of the stage's height
constexpr float k_low_card = 84.0F;
constexpr float k_most_text_scale_with_switch = 1.25F;

LanePlace place_lane(const ui::Layout& layout, Lane lane, const ui::Rect& card) {
    const float u = layout.u;
    const float t = layout.text_scale;
    LanePlace at;
    at.lane = lane;
    at.card = card;
    at.low = card.h < k_low_card * u * t;
    const float margin = (at.low || layout.compact ? 8.0F : 12.0F) * u;
    const float side = std::min(card.h - 2 * margin, card.w * 0.34F);
    const float right = card.right() - (at.low ? 12.0F : 18.0F) * u;
    const float bars = lane == Lane::difference ? card.w * 0.5F : side;
    at.grid = {right - bars, card.center().y - side / 2, bars, side};
    const float x = card.x + (at.low ? 14.0F : 20.0F) * u;
    const float width = at.grid.x - x - 14.0F * u;
    if (!at.low) {
        const float pitch = card.h * 0.27F;
        const float first = card.y + card.h * 0.235F;
        at.title = {x, first - pitch / 2, width, pitch};
        at.formula = at.title.moved(0.0F, pitch * 1.08F);
        at.result = at.formula.moved(0.0F, pitch * 0.92F);
        return at;
    }
    const float title_width = lane == Lane::difference ? width : std::min(width * 0.45F, 112.0F * u * t);
    at.title = {x, card.y + margin * 0.5F, title_width, card.h - margin};
    const float words_x = x + title_width + 8.0F * u;
    const bool two_lines = card.h >= 44.0F * u * t;
    const float half = card.h / 2;
    if (two_lines) {
        at.formula = {words_x, card.y + 4.0F * u, width - title_width - 8.0F * u, half - 4.0F * u};
        at.result = at.formula.moved(0.0F, half - 4.0F * u);
    } else {
        at.result = {words_x, card.y, width - title_width - 8.0F * u, card.h};
    }
    return at;
}

}  // namespace

CompareLayout compare_layout(const ui::View& view, const CompareState& state) {
    const ui::Layout& layout = view.layout;
    const ui::Rect& stage = layout.stage;
    const float u = layout.u;
    const float t = layout.text_scale;
    const float left = (layout.compact ? 24.0F : 40.0F) * u;
    const float gap = 48.0F * u;
    const float right = (layout.compact ? 16.0F : 24.0F) * u;
    CompareLayout at;

    const bool direction = t <= k_most_text_scale_with_switch;
    const float row = direction ? (layout.compact ? 34.0F : 24.0F) * u * t : 0.0F;
    const float top = (layout.compact ? 16.0F : 26.0F) * u + 30.0F * u * t + row;
    const float under = 34.0F * u + 26.0F * u * t;
    const float wide = (stage.w - left - gap - right) * k_input_share;
    const float side = std::floor(std::max(40.0F * u, std::min(wide - row * 0.6F, stage.h - top - under)));
    const float spare = std::max(0.0F, wide - side);
    at.input = {stage.x + left + spare / 2, stage.y + top, side, side};
    at.caption_y = stage.y + top - 24.0F * u * std::min(t, 1.5F);
    if (direction) at.direction = {stage.x + left, stage.y + 5.0F * u, std::min(wide, 264.0F * u * t), 32.0F * u * t};
    at.bracket_y = at.input.bottom() + 16.0F * u;
    at.words = {stage.x + left, at.bracket_y + 12.0F * u, wide,
                std::max(0.0F, stage.bottom() - 12.0F * u - at.bracket_y - 12.0F * u)};

    const float lanes_x = stage.x + left + wide + gap;
    at.lanes = {lanes_x, stage.y + 16.0F * u, stage.right() - right - lanes_x, stage.h - 28.0F * u};
    std::vector<Lane> shown;
    for (const Lane lane : k_lanes) {
        if (state.shows(lane)) shown.push_back(lane);
    }
    if (shown.empty()) return at;
    const auto count = static_cast<float>(shown.size());
    const float between = 8.0F * u;
    const float height = std::min((at.lanes.h - between * (count - 1.0F)) / count, at.lanes.h * k_most_card_share);
    float y = at.lanes.y + (at.lanes.h - height * count - between * (count - 1.0F)) / 2;
    for (const Lane lane : shown) {
        at.places.push_back(place_lane(layout, lane, {at.lanes.x, std::round(y), at.lanes.w, std::round(height)}));
        y += height + between;
    }
    return at;
}

ui::Rect bar_column(const ui::Rect& frame, std::int64_t windows, std::int64_t window) {
    const float pitch = frame.w / static_cast<float>(windows);
    return {frame.x + pitch * static_cast<float>(window), frame.y, pitch, frame.h};
}

}  // namespace scenes
