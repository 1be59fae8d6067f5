// Where the stride scene's parts lie, at scale 1 on a stage of 896 x 592 (696 x 448 compact):
//   across: row numbers, input, gap, lens, gap, output.   down: caption, bracket, numbers, input, arrow, formula band.
// The input is square and as large as the height allows; spare width goes to output, lens and gaps, in this order.
#include <algorithm>
#include <cmath>

#include "app/scenes/stride_state.h"

namespace scenes {

namespace {

// Base px; what differs in the compact layout.
struct Measures {
    float left, gap_before_lens, lens, gap_after_lens, right;
    float band, band_bottom, band_side, lens_share;
};
constexpr Measures k_roomy{48, 48, 160, 40, 24, 72, 12, 24, 0.646F};
constexpr Measures k_compact{36, 40, 120, 44, 24, 52, 8, 20, 0.75F};

constexpr float k_left_without_numbers = 32.0F;
constexpr float k_tight_from_text_scale = 1.25F;
constexpr float k_least_input = 130.0F;  // px at text scale 1: digits still fit the cells of a 4x4 table

bool has_surroundings(const ui::NumberGrid& input) {
    return std::any_of(input.cells.begin(), input.cells.end(), [](const ui::GridCell& cell) {
        return cell.kind == ui::CellKind::padding || cell.kind == ui::CellKind::outside;
    });
}

// What the stage's height is shared out to: px above and below the input, and the formula band.
struct Heights {
    float top = 0.0F, below = 0.0F, band = 0.0F, tall = 0.0F;
    bool captions = true, brackets = true;
};

// Large words need large cells: captions go first, then bracket and arrow.
Heights share_height(const ui::Layout& layout, const Measures& m, bool tight) {
    const float u = layout.u;
    const float t = layout.text_scale;
    const float least = k_least_input * t * u;
    Heights at;
    at.band = std::round(m.band * (1.0F + 0.35F * (t - 1.0F)) * u);
    at.below = (tight ? 10.0F + 22.0F * t : 18.0F + 22.0F * t) * u;
    at.top = ((tight ? 20.0F : 36.0F) + 48.0F * t) * u;
    const auto tall_now = [&] { return layout.stage.h - at.top - at.below - at.band - m.band_bottom * u; };
    at.captions = tall_now() >= least;
    if (!at.captions) at.top = (16.0F + 26.0F * t) * u;
    at.brackets = tall_now() >= least;
    if (!at.brackets) at.top = at.below = 16.0F * u;
    at.tall = tall_now();
    return at;
}

}  // namespace

StrideLayout stride_layout(const ui::View& view, const ui::NumberGrid& input, bool bins) {
    const ui::Layout& layout = view.layout;
    const ui::Rect& stage = layout.stage;
    const float u = layout.u;
    const float t = layout.text_scale;
    const Measures& m = layout.compact ? k_compact : k_roomy;
    const bool tight = layout.compact || t > k_tight_from_text_scale;
    const Heights heights = share_height(layout, m, tight);
    const float top = heights.top;
    StrideLayout at;
    at.captions = heights.captions;
    at.brackets = heights.brackets;

    // ---- across
    const float fixed = (m.left + m.gap_before_lens + m.lens + m.gap_after_lens + m.right) * u;
    const float side = std::floor(std::max(40.0F * u, std::min(heights.tall, (stage.w - fixed) / 1.5F)));
    const float spare = std::max(0.0F, stage.w - fixed - 1.5F * side);
    const float lens_width = m.lens * u + std::min(spare * 0.2F, m.lens * u * 0.5F);
    const float output_width = std::min(side * 0.5F + spare * 0.4F, side * 0.9F);
    const float unused = std::max(0.0F, spare - (lens_width - m.lens * u) - (output_width - side * 0.5F));
    const float gap = unused / 4.0F;

    const float pitch = side / static_cast<float>(std::max<std::int64_t>(1, std::max(input.rows, input.cols)));
    at.numbers = !tight && (bins || !has_surroundings(input)) && pitch >= 28.0F * u;
    const float left = m.left * u;
    const float input_x = at.numbers || layout.compact ? left : k_left_without_numbers * u;
    at.input = {stage.x + input_x + gap, stage.y + top, left + side - input_x, side};
    if (!at.numbers && !tight) {
        at.input.y -= 4.0F * u;
        at.input.h += 12.0F * u;
    }
    const float middle = stage.y + top + side / 2;
    const float lens_height = std::min(side, std::max(side * m.lens_share, 216.0F * u));
    at.lens = {at.input.right() + m.gap_before_lens * u + gap, middle - lens_height / 2, lens_width, lens_height};
    const float output_x = at.lens.right() + m.gap_after_lens * u + gap;

    at.caption_y = stage.y + (8.0F + 12.0F * t) * u;
    at.bracket_rise = (at.numbers ? 34.0F : tight ? 20.0F : 15.0F) * u;
    at.output_caption_y = layout.compact || !at.captions ? 0.0F : at.caption_y;
    const float formula_y =
        layout.compact || !at.captions ? at.caption_y + 4.0F * u : at.caption_y + (12.0F + 24.0F * t) * u;
    at.size_formula = {at.lens.x, formula_y, stage.right() - 16.0F * u - at.lens.x, 2 * 28.0F * t * u};
    const float under_formula = at.size_formula.bottom() + (layout.compact ? 28.0F : -2.0F) * u;
    const float output_top = at.captions ? std::max(at.input.y, under_formula) : at.input.y;
    const float output_half = std::max(20.0F * u, middle - output_top);
    at.output = {output_x, middle - output_half, output_width + 8.0F * u, 2 * output_half};

    at.band = {stage.x + m.band_side * u, stage.bottom() - m.band_bottom * u - heights.band,
               stage.w - 2 * m.band_side * u, heights.band};
    const float notes_x = at.lens.x - m.gap_before_lens * u * 0.4F;
    const float notes_y = at.lens.bottom() + 14.0F * u;
    at.notes = {notes_x, notes_y, stage.right() - m.right * u - notes_x,
                std::max(0.0F, at.band.y - 8.0F * u - notes_y)};
    at.side = {at.lens.x - 16.0F * u, stage.y + 10.0F * u, stage.right() - m.right * u - at.lens.x + 16.0F * u,
               at.band.y - 8.0F * u - stage.y - 10.0F * u};
    const float error_height = 128.0F * u * t;
    at.error = {at.lens.x - 8.0F * u, middle - error_height / 2, stage.right() - m.right * u - at.lens.x + 8.0F * u,
                error_height};
    return at;
}

ui::Ribbon output_ribbon(const StrideStage& stage, const ui::Rect& target, const ui::View& view) {
    const ui::Rect& lens = stage.layout.lens;
    const float meet = std::max(stage.output_place.area.x, lens.right() + view.px(8.0F));
    return {lens.right(), lens.right(),  meet,     std::max(meet, target.x),
            lens.y,       lens.bottom(), target.y, target.bottom()};
}

}  // namespace scenes
