#include "app/scenes/edge_marks.h"

#include <algorithm>

#include "core/edges.h"

namespace scenes {

using ui::Token;

namespace {

void dashed(ui::Canvas& canvas, const ui::Rect& rect, Token token, float width) {
    const ui::View& view = canvas.view();
    canvas.dashed_rect(rect, canvas.color(token), std::max(1.0F, view.stroke(width)), view.px(6.0F), view.px(5.0F),
                       std::min(view.px(6.0F), rect.w * 0.15F));
}

void crossed(ui::Canvas& canvas, const ui::Rect& rect) {
    const ui::View& view = canvas.view();
    dashed(canvas, rect, Token::warn, 2.0F);
    const ui::Rect inner = rect.grown(-std::min(view.px(6.0F), std::min(rect.w, rect.h) * 0.2F));
    const float width = std::max(1.0F, view.stroke(2.5F));
    canvas.line(inner.min(), inner.max(), canvas.color(Token::warn), width);
    canvas.line({inner.x, inner.bottom()}, {inner.right(), inner.y}, canvas.color(Token::warn), width);
}

ui::Rect taps_block(const ui::GridPlace& place, const core::Span& rows, const core::Span& cols) {
    return place.block(static_cast<double>(rows.start), static_cast<double>(cols.start),
                       static_cast<double>(rows.end() - rows.start), static_cast<double>(cols.end() - cols.start));
}

}  // namespace

ui::GridPlace place_output(const ui::Canvas& canvas, const ui::Rect& frame, const ui::NumberGrid& output,
                           const core::Geometry& geometry, const ui::GridFit& fit) {
    ui::NumberGrid with_removed = output;
    with_removed.rows += geometry.h.removed_last ? 1 : 0;
    with_removed.cols += geometry.w.removed_last ? 1 : 0;
    ui::GridPlace place = ui::place_grid(canvas, frame, with_removed, fit);
    place.rows = output.rows;
    place.cols = output.cols;
    place.area.w = place.pitch * static_cast<float>(output.cols);
    place.area.h = place.pitch * static_cast<float>(output.rows);
    return place;
}

void draw_edge_window(ui::Canvas& canvas, const ui::GridPlace& input, const core::Geometry& geometry,
                      const ui::Rect& block, bool handle) {
    const auto first = [](const core::Axis& axis) { return static_cast<double>(-axis.pad_begin); };
    const auto cells = [](const core::Axis& axis) {
        return static_cast<double>(axis.pad_begin + axis.input + axis.pad_end);
    };
    const ui::Rect padded = input.block(first(geometry.h), first(geometry.w), cells(geometry.h), cells(geometry.w));
    const float reach = 1.0F;  // px beyond which a window hangs over
    if (block.right() <= padded.right() + reach && block.bottom() <= padded.bottom() + reach) {
        ui::draw_window(canvas, block, handle);
        return;
    }
    const float room = canvas.view().px(12.0F);  // of the outline, outside of the block
    const ui::Rect whole = block.grown(room);
    const float right = std::min(padded.right() + reach, whole.right());
    const float bottom = std::min(padded.bottom() + reach, whole.bottom());
    canvas.push_clip({whole.x, whole.y, right - whole.x, bottom - whole.y});
    ui::draw_window(canvas, block);
    canvas.pop_clip();
    const ui::Rect hanging[] = {{right, whole.y, whole.right() - right, whole.h},
                                {whole.x, bottom, right - whole.x, whole.bottom() - bottom}};
    for (const ui::Rect& part : hanging) {
        if (part.empty()) continue;
        canvas.push_clip(part);
        ui::draw_window_ghost(canvas, block);
        canvas.pop_clip();
    }
    if (handle) ui::draw_window_handle(canvas, block);
}

void draw_partial_outputs(ui::Canvas& canvas, const ui::GridPlace& output, const core::Geometry& geometry) {
    if (output.pitch < canvas.view().px(10.0F)) return;
    for (std::int64_t row = 0; row < geometry.h.output; ++row) {
        for (std::int64_t col = 0; col < geometry.w.output; ++col) {
            if (!core::hangs_over(geometry.h, row) && !core::hangs_over(geometry.w, col)) continue;
            dashed(canvas, output.cell(row, col), Token::text, 1.5F);
        }
    }
}

void draw_removed_window(ui::Canvas& canvas, const ui::GridPlace& input, const core::Geometry& geometry,
                         std::int64_t window) {
    const core::Span rows = core::span(geometry.h, window / geometry.w.output);
    const core::Span cols = core::span(geometry.w, window % geometry.w.output);
    if (const auto removed = core::removed_window(geometry.w)) crossed(canvas, taps_block(input, rows, *removed));
    if (const auto removed = core::removed_window(geometry.h)) crossed(canvas, taps_block(input, *removed, cols));
}

void draw_removed_outputs(ui::Canvas& canvas, const ui::GridPlace& output, const core::Geometry& geometry) {
    if (output.pitch < canvas.view().px(6.0F)) return;
    const std::int64_t rows = geometry.h.output;
    const std::int64_t cols = geometry.w.output;
    if (geometry.w.removed_last) {
        for (std::int64_t row = 0; row < rows; ++row) crossed(canvas, output.cell(row, cols));
    }
    if (geometry.h.removed_last) {
        for (std::int64_t col = 0; col < cols; ++col) crossed(canvas, output.cell(rows, col));
    }
}

}  // namespace scenes
