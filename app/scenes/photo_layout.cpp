#include "app/scenes/photo_layout.h"

#include <algorithm>
#include <cmath>

namespace scenes {

namespace {

// Heights of the pyramid's parts, in window pixels.
struct Strip {
    float caption = 0.0F, thumb = 0.0F, label = 0.0F;
    float total() const { return caption + thumb + label; }
};

struct Measures {
    float margin, lane_gap, ribbon, left, caption, card, card_gap;
};

Measures measures(const ui::Layout& layout) {
    const bool compact = layout.compact;
    return {
        .margin = layout.px(compact ? 16.0F : 24.0F),
        .lane_gap = layout.px(compact ? 12.0F : 16.0F),
        .ribbon = layout.px(compact ? 24.0F : 32.0F),
        .left = std::round(std::max(layout.px(248.0F), layout.stage.w * 2.0F / 7.0F)),
        .caption = std::max(layout.px(36.0F), layout.control(30.0F)),
        .card = layout.control(52.0F),
        .card_gap = layout.px(8.0F),
    };
}

// The strip at its full height, then smaller, then none: the lanes keep at least `least` each.
Strip choose_strip(const ui::Layout& layout, float stage_height, float caption, float least) {
    const float text = layout.control(1.0F);
    const float spare = stage_height - 2 * caption - layout.px(4.0F) - 2 * least;
    const Strip full{std::max(layout.px(44.0F), 32.0F * text), layout.px(70.0F),
                     std::max(layout.px(50.0F), 28.0F * text)};
    const Strip small{std::max(layout.px(30.0F), 26.0F * text), layout.px(44.0F),
                      std::max(layout.px(30.0F), 24.0F * text)};
    if (full.total() <= spare) return full;
    if (small.total() <= spare) return small;
    return {};
}

void place_lanes(PhotoLayout& placed, const ui::Rect& area, const Measures& m, float strip_height, float bottom) {
    const float width = std::floor((area.w - m.lane_gap) / 2);
    const float height = std::floor((area.h - strip_height - bottom - 2 * m.caption) / 2);
    const float left = std::round(area.x);
    const float top = std::round(area.y);
    for (const std::size_t i : {0U, 1U, 2U, 3U}) {
        const float x = left + (i % 2 == 1 ? width + m.lane_gap : 0.0F);
        const float y = top + (i / 2 == 1 ? height + m.caption : 0.0F);
        placed.captions[i] = {x, y, width, m.caption};
        placed.lanes[i] = {x, std::round(y + m.caption), std::max(1.0F, width), std::max(1.0F, height)};
    }
    placed.lane_area = {left, top, 2 * width + m.lane_gap, 2 * (height + m.caption)};
}

// The cards lie one above the other, or side by side where the numbers would become too small; the column is no wider
// than the numbers can be high.
void choose_cards(PhotoLayout& placed, Measures& m, float column_height, const ui::Layout& layout) {
    const float pad = layout.px(16.0F);
    const float stacked = column_height - m.caption - (2 * m.card + m.card_gap + pad);
    placed.cards_beside = stacked < 0.9F * m.left;
    const float room = placed.cards_beside ? column_height - m.caption - m.card - layout.px(10.0F) : stacked;
    m.left = std::floor(std::max(std::min(m.left, room), layout.px(layout.text_scale > 1.0F ? 270.0F : 248.0F)));
}

void place_crop(PhotoLayout& placed, const ui::Rect& column, const Measures& m, const ui::Layout& layout) {
    const float pad = layout.px(placed.cards_beside ? 10.0F : 16.0F);
    const float cards = placed.cards_beside ? m.card : 2 * m.card + m.card_gap;
    const float side = std::max(1.0F, std::floor(std::min(m.left, column.h - m.caption - cards - pad)));
    placed.crop_caption = {column.x, column.y, m.left, m.caption};
    placed.crop_frame = {column.x, column.y + m.caption, side, side};
    if (placed.cards_beside) {
        const float width = (m.left - m.card_gap) / 2;
        const float y = column.bottom() - m.card;
        placed.cards = {ui::Rect{column.x, y, width, m.card}, {column.x + width + m.card_gap, y, width, m.card}};
    } else {
        const float y = placed.crop_frame.bottom() + pad;
        placed.cards = {ui::Rect{column.x, y, m.left, m.card}, {column.x, y + m.card + m.card_gap, m.left, m.card}};
    }
}

void place_pyramid(PhotoLayout& placed, const ui::Rect& area, const Strip& strip, const ui::Layout& layout) {
    placed.pyramid_area = area;
    ui::Rect rest = area;
    placed.pyramid_caption = ui::cut_top(rest, strip.caption);
    const float choice = layout.control(32.0F);
    if (!layout.compact && layout.text_scale < 1.5F && strip.caption >= choice + layout.px(8.0F)) {
        const float width = layout.control(176.0F);
        const float y = placed.pyramid_caption.center().y - choice / 2;
        placed.pyramid_choice = {area.right() - width, y, width, choice};
    }
    const auto count = static_cast<float>(k_pyramid_levels);
    const float gap = layout.px(20.0F);
    const float width = std::floor((area.w - (count - 1) * gap) / count);
    for (std::size_t i = 0; i < placed.levels.size(); ++i) {
        const float x = std::round(area.x + static_cast<float>(i) * (width + gap));
        placed.levels[i] = {x, std::round(rest.y), width, std::floor(strip.thumb)};
    }
    placed.level_label_y = rest.y + strip.thumb + std::min(strip.label / 2, layout.control(18.0F));
}

}  // namespace

PhotoLayout photo_layout(const ui::Layout& layout) {
    Measures m = measures(layout);
    PhotoLayout placed;
    ui::Rect stage = layout.stage;
    stage.x += m.margin;
    stage.w -= 2 * m.margin;
    stage.y += layout.px(layout.compact ? 0.0F : 4.0F);
    stage.h -= layout.px(layout.compact ? 0.0F : 4.0F);

    const Strip strip = choose_strip(layout, stage.h, m.caption, layout.px(layout.compact ? 120.0F : 140.0F));
    placed.pyramid = strip.total() > 0.0F;
    const float bottom = placed.pyramid ? 0.0F : layout.px(16.0F);
    const ui::Rect below{stage.x, stage.bottom() - strip.total(), stage.w, strip.total()};

    choose_cards(placed, m, stage.h - strip.total() - bottom, layout);
    const ui::Rect column{stage.x, stage.y, m.left, stage.h - strip.total() - bottom};
    place_lanes(placed, {stage.x + m.left + m.ribbon, stage.y, stage.w - m.left - m.ribbon, stage.h}, m, strip.total(),
                bottom);
    place_crop(placed, column, m, layout);
    if (placed.pyramid) place_pyramid(placed, below, strip, layout);
    return placed;
}

}  // namespace scenes
