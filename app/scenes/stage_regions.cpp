#include "app/scenes/stage_regions.h"

#include <algorithm>

#include "app/scenes/cam_layout.h"
#include "app/scenes/compare_state.h"
#include "app/scenes/gap_layout.h"
#include "app/scenes/gap_state.h"
#include "app/scenes/photo_layout.h"
#include "app/scenes/stride_state.h"

namespace scenes {
namespace {

// Room around cells for window outlines, ghost cells and row numbers.
constexpr float k_around = 8.0F;

ui::Rect around(const ui::Rect& a, const ui::Rect& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    const float x = std::min(a.x, b.x);
    const float y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

ui::Rect around_all(const auto& rects) {
    ui::Rect all;
    for (const ui::Rect& each : rects) all = around(all, each);
    return all;
}

// A grid with what stands above it, from `top` on.
ui::Rect with_caption(const ui::Rect& area, float top, float margin) {
    ui::Rect rect = area.grown(margin);
    if (top > 0.0F && top < rect.y) {
        rect.h += rect.y - top;
        rect.y = top;
    }
    return rect;
}

}  // namespace

std::vector<StageRegion> stride_regions(const StrideState& state, const ui::Canvas& canvas) {
    const StrideStage stage = stride_stage(state, canvas);
    const ui::View& view = canvas.view();
    const float margin = view.px(k_around);
    const float half_line = view.layout.control(14.0F);
    const bool beside = state.document.side != SideView::window;
    ui::Rect input = with_caption(stage.input_place.area, stage.layout.caption_y - half_line, margin);
    const float left = std::min(input.x, stage.layout.input.x);  // row numbers
    input.w += input.x - left + view.px(4.0F);
    input.x = left;
    ui::Rect window;
    if (stage.shown && state.facts.geometry && !stage.input_place.area.empty())
        window = window_block(stage.input_place, *state.facts.geometry, stage.shown->index).grown(margin);
    const float output_top = stage.layout.output_caption_y > 0.0F ? stage.layout.output_caption_y - half_line : 0.0F;
    const ui::Rect output =
        beside ? stage.layout.side
               : with_caption(stage.output_place.area, stage.output_place.area.empty() ? 0.0F : output_top, margin);
    return {{"input", input},
            {"window", window},
            {"lens", beside ? stage.layout.side : stage.layout.lens.grown(margin)},
            {"output", output},
            {"formula", stage.layout.band},
            {"size", stage.layout.size_formula.grown(margin)}};
}

std::vector<StageRegion> compare_regions(const CompareState& state, const ui::Canvas& canvas) {
    const CompareStage stage = compare_stage(state, canvas);
    const float margin = canvas.view().px(k_around);
    const float half_line = canvas.view().layout.control(14.0F);
    const CompareLayout& layout = stage.layout;
    std::vector<StageRegion> regions{
        {"input", around(with_caption(stage.input_place.area, layout.caption_y - half_line, margin), layout.words)},
        {"lanes", layout.lanes}};
    for (const Lane lane : k_lanes) {
        // "lane.global_max" is called "global-max", as operators are.
        const auto place = std::find_if(layout.places.begin(), layout.places.end(),
                                        [lane](const LanePlace& each) { return each.lane == lane; });
        const auto name = k_compare_regions[2 + static_cast<std::size_t>(lane)];
        regions.push_back({name, place == layout.places.end() ? ui::Rect{} : place->card});
    }
    return regions;
}

std::vector<StageRegion> photo_regions(const PhotoState&, const ui::Canvas& canvas) {
    const PhotoLayout layout = photo_layout(canvas.view().layout);
    ui::Rect lanes = layout.lane_area;
    lanes = around(lanes, around_all(layout.lanes));
    lanes = around(lanes, around_all(layout.captions));
    return {{"crop", around(layout.crop_caption, layout.crop_frame)},
            {"sums", around_all(layout.cards)},
            {"lanes", lanes},
            {"pyramid", layout.pyramid ? around(layout.pyramid_caption, layout.pyramid_area) : ui::Rect{}}};
}

std::vector<StageRegion> gap_regions(const GapState& state, const ui::Canvas& canvas) {
    const GapLayout layout = gap_layout(canvas.view().layout, state.sums_page);
    const float margin = canvas.view().px(k_around);
    return {{"shapes", layout.shapes},
            {"maps", around(layout.wall_caption, layout.wall).grown(margin / 2)},
            {"map", around(layout.map_caption, layout.map).grown(margin / 2)},
            {"mean", around(layout.mean_caption, layout.mean).grown(margin / 2)},
            {"sum", around(layout.sum_line, layout.product_line)},
            {"waterfall", around(layout.waterfall_caption, layout.waterfall)},
            {"parameters", layout.parameters}};
}

std::vector<StageRegion> cam_regions(const CamState&, const ui::Canvas& canvas) {
    const CamLayout layout = cam_layout(canvas.view().layout);
    const float margin = canvas.view().px(k_around);
    ui::Rect sums = layout.band;
    if (layout.curve) sums = around(sums, around(layout.curve_caption, layout.curve_area));
    ui::Rect classes;
    if (layout.small)
        classes = around(around_all(layout.small_captions), around(around_all(layout.small_frames), layout.small_note));
    return {{"photo", around(layout.caption, layout.frame).grown(margin / 2)},
            {"scale", around(layout.bar, layout.unit)},
            {"sums", sums},
            {"classes", classes}};
}

}  // namespace scenes
