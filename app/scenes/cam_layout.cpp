#include "app/scenes/cam_layout.h"

#include <algorithm>
#include <cmath>

namespace scenes {

namespace {

constexpr float k_least_small = 24.0F;  // px at scale 1: height of a small map

struct Measures {
    float margin, gap, caption, band, band_gap, curve_caption, curve, bar, small, least_photo;
};

Measures measures(const ui::Layout& layout) {
    const bool compact = layout.compact;
    return {
        .margin = layout.px(compact ? 14.0F : 24.0F),
        .gap = layout.px(compact ? 12.0F : 18.0F),
        .caption = std::max(layout.px(compact ? 32.0F : 44.0F), layout.control(30.0F)),
        .band = std::max(layout.px(compact ? 52.0F : 72.0F), layout.control(52.0F)),
        .band_gap = layout.px(compact ? 8.0F : 12.0F),
        .curve_caption = layout.control(compact ? 24.0F : 34.0F),
        .curve = layout.px(compact ? 54.0F : 78.0F),
        // Marks, colours and ticks keep to the stage's scale, the numbers to the
        // text's.
        .bar = layout.px(46.0F) + layout.control(46.0F),
        .small = std::round(std::clamp(layout.stage.w * 0.25F, layout.px(150.0F), layout.px(330.0F))),
        .least_photo = layout.px(compact ? 170.0F : 220.0F),
    };
}

// The first caption is as high as the photo's, so that both frames begin on one line.
void place_small(CamLayout& placed, const ui::Rect& column, const ui::Layout& layout, float first_caption) {
    const float note = layout.control(24.0F);
    const float second_caption = std::min(first_caption, std::max(layout.px(34.0F), layout.control(28.0F)));
    const float height = std::floor((column.h - first_caption - second_caption - note) / 2);
    float y = column.y;
    for (std::size_t i = 0; i < placed.small_frames.size(); ++i) {
        const float caption = i == 0 ? first_caption : second_caption;
        ui::Rect line{column.x, y, column.w, caption};
        const float side = std::min(layout.control(26.0F), caption - layout.px(4.0F));
        const ui::Rect clear = ui::cut_right(line, side);
        placed.small_clear[i] = {std::round(clear.x), std::round(clear.center().y - side / 2), side, side};
        ui::cut_right(line, layout.px(6.0F));
        placed.small_captions[i] = line;
        placed.small_frames[i] = {std::round(column.x), std::round(y + caption), std::floor(column.w),
                                  std::max(1.0F, height)};
        y += caption + height;
    }
    placed.small_note = {column.x, y, column.w, note};
}

}  // namespace

CamLayout cam_layout(const ui::Layout& layout) {
    const Measures m = measures(layout);
    CamLayout placed;
    ui::Rect stage = layout.stage;
    stage.x += m.margin;
    stage.w -= 2 * m.margin;
    ui::cut_top(stage, layout.px(layout.compact ? 0.0F : 4.0F));
    ui::cut_bottom(stage, m.band_gap);
    placed.band = ui::cut_bottom(stage, m.band);
    ui::cut_bottom(stage, m.band_gap);

    const float below = m.curve_caption + m.curve;
    placed.curve = stage.h - below >= m.caption + m.least_photo;
    if (placed.curve) {
        placed.curve_area = ui::cut_bottom(stage, m.curve);
        placed.curve_caption = ui::cut_bottom(stage, m.curve_caption);
    }

    // Two captions, two frames and a note below each other.
    const float small_height = (stage.h - m.caption - layout.control(2 * 28.0F)) / 2;
    placed.small =
        stage.w - m.small - m.gap - m.bar - m.gap >= m.least_photo && small_height >= layout.px(k_least_small);
    if (placed.small) {
        const ui::Rect column = ui::cut_right(stage, m.small);
        ui::cut_right(stage, m.gap);
        // The note under both takes the room of the curve's caption, which lies
        // beside it.
        ui::Rect taller = column;
        if (placed.curve) taller.h += layout.control(24.0F);
        place_small(placed, taller, layout, m.caption);
        if (placed.curve) placed.curve_caption.w = stage.w;
    }
    const float bar = m.bar;
    ui::Rect captions = ui::cut_top(stage, m.caption);
    placed.unit = ui::cut_right(captions, bar);
    placed.bar = ui::cut_right(stage, bar);
    ui::cut_right(stage, m.gap);
    ui::cut_right(captions, m.gap);
    placed.caption = captions;
    placed.frame = {std::round(stage.x), std::round(stage.y), std::floor(stage.w), std::max(1.0F, std::floor(stage.h))};
    placed.bar.y = placed.frame.y;
    placed.bar.h = placed.frame.h;
    return placed;
}

}  // namespace scenes
