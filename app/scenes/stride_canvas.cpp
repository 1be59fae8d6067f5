// Drawing of the stride scene: ribbon, cells, marks, window, lens, output, formula, and the notes under the lens.
#include <algorithm>
#include <cmath>

#include "app/scenes/edge_bins.h"
#include "app/scenes/edge_marks.h"
#include "app/scenes/edge_ties.h"
#include "app/scenes/pool_words.h"
#include "app/scenes/stage_notes.h"
#include "app/scenes/stride_back.h"
#include "app/scenes/stride_state.h"
#include "app/ui/icons.h"
#include "app/ui/window_lens.h"
#include "core/edges.h"

namespace scenes {

namespace {

using ui::Token;

class StridePen {
public:
    StridePen(const StrideState& state, ui::Canvas& canvas)
        : state_(state), canvas_(canvas), view_(canvas.view()), stage_(stride_stage(state, canvas)) {
        if (!stage_.shown) return;
        const core::Geometry& geometry = *state_.facts.geometry;
        block_ = stage_.shown->hovered ? window_block(stage_.input_place, geometry, stage_.shown->index)
                                       : sliding_block(stage_.input_place, geometry, state_.playback);
        const std::int64_t row = stage_.shown->index / stage_.output.cols;
        const std::int64_t col = stage_.shown->index % stage_.output.cols;
        if (beside()) return;
        target_ = stage_.output_place.block(static_cast<double>(row), static_cast<double>(col), 1, 1);
    }

    void draw() {
        if (stage_.shown && !beside()) ribbons();
        ui::draw_cells(canvas_, stage_.input_place, stage_.input);
        captions();
        if (stage_.layout.numbers && !bins()) {
            ui::draw_row_numbers(canvas_, stage_.input_place, state_.facts.input.rows, state_.facts.input.cols);
        }
        if (state_.facts.geometry && stage_.shown) {
            if (!beside()) outputs();
            brackets();
            marks();
            windows();
            if (!beside()) lens();
            if (!beside()) travelling_result();
            draw_stride_guess(state_, canvas_, stage_);
        }
        if (beside()) comparison();
        hover();
        band();
        if (state_.facts.problem && state_.document.side != SideView::rules) problem_box();
        if (!beside()) notes();
    }

private:
    // A comparison stands in the place of lens and output.
    bool beside() const { return state_.document.side != SideView::window; }
    bool bins() const { return state_.facts.geometry && shows_bins(state_.document.spec); }

    void outputs() {
        const core::Geometry& geometry = *state_.facts.geometry;
        ui::draw_cells(canvas_, stage_.output_place, stage_.output);
        draw_partial_outputs(canvas_, stage_.output_place, geometry);
        draw_removed_outputs(canvas_, stage_.output_place, geometry);
    }

    void comparison() {
        const SidePlaces places = side_places(view_, stage_.layout.side);
        if (state_.document.side == SideView::rules) {
            draw_rule_cards(canvas_, places, state_.rules, view_.text->get("rules.title"));
        } else if (stage_.shown) {
            draw_tie_cards(canvas_, places, state_.facts, stage_.shown->window);
        }
    }

    bool uses_window() const { return core::uses_window_settings(state_.document.spec.op); }

    void ribbons() {
        const ui::Rect& lens = stage_.layout.lens;
        const float bend = std::max(stage_.input_place.area.right(), block_.right());
        ui::draw_ribbon(canvas_,
                        {block_.right(), bend, lens.x, lens.x, block_.y, block_.bottom(), lens.y, lens.bottom()});
        ui::draw_ribbon(canvas_, output_ribbon(stage_, target_, view_));
    }

    void captions() {
        const StrideLayout& at = stage_.layout;
        const ui::TextStyle style{ui::Type::t20, ui::Family::words, true};
        const ui::Text& text = *view_.text;
        if (at.captions) {
            ui::RichText input{{std::string(text.get("stride.input")) + " "}};
            input.push_back({size_text(state_.facts.input), Token::input, false, true});
            if (state_.facts.geometry && !beside()) append(input, padding_words());
            if (state_.coverage) input.push_back({"   " + std::string(text.get("stride.coverage")), Token::output});
            canvas_.rich(stage_.input_place.area.x + view_.px(2.0F), at.caption_y, input, style, Token::text);
        }
        if (!state_.facts.geometry || !at.captions || beside()) return;
        const ui::RichText output{{std::string(text.get("stride.output")) + " "},
                                  {size_text(state_.facts.pooled.values), Token::output, true, true}};
        if (at.output_caption_y > 0.0F) {
            canvas_.rich(at.output.x, at.output_caption_y, output, style, Token::text);
        } else {
            canvas_.rich(stage_.output_place.area.x, stage_.output_place.area.y - view_.layout.control(18.0F), output,
                         style, Token::text);
        }
        if (bins() && stage_.shown) {
            draw_bin_formula(canvas_, at.size_formula, at.output.x, *state_.facts.geometry, stage_.shown->index);
            return;
        }
        ui::draw_size_formula(canvas_, at.size_formula, at.output.x, view_.layout.compact, state_.document.spec,
                              *state_.facts.geometry);
    }

    ui::RichText padding_words() const {
        const auto& [h, w] = *state_.facts.geometry;
        if (h.pad_begin + h.pad_end + w.pad_begin + w.pad_end == 0) return {};
        const bool even = h.pad_begin == h.pad_end && w.pad_begin == w.pad_end && h.pad_begin == w.pad_begin;
        std::string sides = std::to_string(h.pad_begin);
        if (!even) {
            sides +=
                "," + std::to_string(w.pad_begin) + "," + std::to_string(h.pad_end) + "," + std::to_string(w.pad_end);
        }
        return {{"   " + std::string(view_.text->get("stride.padding")) + " ", Token::text2},
                {sides, Token::padding, false, true}};
    }

    // Where the next step leads along the row, or where this one came from at its end.
    std::optional<std::pair<double, double>> stride_reach() const {
        const core::Axis& w = state_.facts.geometry->w;
        if (w.output < 2 || !uses_window()) return std::nullopt;
        const std::int64_t col = std::min(stage_.shown->index % w.output, w.output - 2);
        return std::pair{static_cast<double>(core::span(w, col).start),
                         static_cast<double>(core::span(w, col + 1).start)};
    }

    std::string with_value(std::string_view symbol, core::Size2 size) const {
        std::string words = std::string(symbol) + " = " + std::to_string(size.h);
        if (size.h != size.w) words += "×" + std::to_string(size.w);
        return words;
    }

    void brackets() {
        const ui::GridPlace& place = stage_.input_place;
        const core::PoolSpec& spec = state_.document.spec;
        if (bins() && stage_.layout.brackets) draw_bins(canvas_, place, *state_.facts.geometry, stage_.shown->index);
        if (!uses_window() || !stage_.layout.brackets || (beside() && view_.layout.compact)) return;
        const float inset = place.gap / 2;
        const float y = place.area.y - stage_.layout.bracket_rise;
        if (y > view_.layout.stage.y + view_.layout.control(12.0F)) {
            ui::draw_kernel_bracket(canvas_, block_.x + inset, block_.right() - inset, y, with_value("k", spec.kernel));
        }
        if (const auto reach = stride_reach()) {
            const ui::Rect from = place.block(0, reach->first, 1, reach->second - reach->first);
            ui::draw_stride_arrow(canvas_, from.x + inset, from.right() - inset, place.area.bottom() + view_.px(18.0F),
                                  with_value("s", spec.stride));
        }
    }

    // Winner and ties of the shown window; outlines of its taps where a dilation leaves gaps between them.
    void marks() {
        const ShownWindow& shown = *stage_.shown;
        const core::PoolSpec& spec = state_.document.spec;
        const bool apart = uses_window() && (spec.dilation.h > 1 || spec.dilation.w > 1);
        for (const core::WindowCell& tap : shown.window.cells) {
            if (!stage_.input.contains(tap.row, tap.col)) continue;
            const ui::Rect cell = stage_.input_place.cell(tap.row, tap.col);
            if (apart && shown.motion.slide >= 1.0F) {
                canvas_.stroke_rect(cell.grown(-view_.px(1.0F)), canvas_.color(Token::accent), view_.stroke(2.0F),
                                    view_.px(5.0F));
            }
            if (tap.kind != core::WindowCell::Kind::inside || shown.motion.pick <= 0.0F || state_.coverage) continue;
            const ui::Color fill = ui::cell_fill(view_, stage_.input, stage_.input.at(tap.row, tap.col));
            if (tap.winner) ui::draw_winner(canvas_, cell, fill, shown.motion.pick, shown.motion.triangle);
            if (tap.tied && shown.motion.picked) ui::draw_tie(canvas_, cell, fill);
        }
    }

    void windows() {
        const ShownWindow& shown = *stage_.shown;
        const core::Geometry& geometry = *state_.facts.geometry;
        draw_removed_window(canvas_, stage_.input_place, geometry, shown.index);
        if (!shown.hovered) {
            draw_edge_window(canvas_, stage_.input_place, geometry, block_, uses_window());
            if (!beside()) ui::draw_window(canvas_, target_);
            return;
        }
        ui::draw_window_ghost(canvas_, window_block(stage_.input_place, geometry, state_.playback.window));
        ui::draw_hover_window(canvas_, block_);
        if (beside()) return;
        ui::draw_hover_window(canvas_, target_);
        const std::int64_t row = state_.playback.window / stage_.output.cols;
        const std::int64_t col = state_.playback.window % stage_.output.cols;
        ui::draw_window_ghost(canvas_,
                              stage_.output_place.block(static_cast<double>(row), static_cast<double>(col), 1, 1));
    }

    std::int64_t hovered_tap() const {
        const GridHover& hover = state_.pointing.shown();
        if (hover.what == GridHover::What::tap) return hover.tap;
        if (hover.what != GridHover::What::input) return -1;
        const auto& cells = stage_.shown->window.cells;
        const auto found = std::find_if(cells.begin(), cells.end(), [&](const core::WindowCell& cell) {
            return cell.row == hover.row && cell.col == hover.col;
        });
        return found == cells.end() ? -1 : found - cells.begin();
    }

    void lens() {
        ui::LensLook look;
        look.motion = stage_.shown->motion;
        look.hovered = hovered_tap();
        look.caption = !view_.layout.compact;
        ui::draw_lens(canvas_, stage_.layout.lens, stage_.shown->window, state_.document.spec, look);
    }

    void travelling_result() {
        if (!stage_.shown->motion.dropping || stage_.shown->hovered) return;
        const ui::Vec2 at = output_ribbon(stage_, target_, view_).center(stage_.shown->motion.drop);
        const ui::TextStyle style{ui::Type::t28, ui::Family::numbers, true};
        const std::string words = result_text(stage_.shown->window, state_.document.spec);
        const float half = canvas_.text_width(words, style) / 2 + view_.px(6.0F);
        const float height = canvas_.text_size(style) * 1.1F;
        canvas_.fill_rect({at.x - half, at.y - height / 2, 2 * half, height}, canvas_.color(Token::bg), view_.px(6.0F));
        canvas_.text(at.x, at.y, words, style, Token::output, ui::Align::center);
    }

    void hover() {
        const GridHover& hover = state_.pointing.shown();
        const ui::Rect& keep = view_.layout.stage;
        draw_input_hover(canvas_, stage_.input_place, stage_.input, state_.facts, hover, keep);
        if (!state_.facts.geometry || !stage_.shown) return;
        if (hover.what == GridHover::What::input && !beside() && state_.facts.input.contains(hover.row, hover.col)) {
            for (const std::int64_t window : core::windows_using(*state_.facts.geometry, hover.row, hover.col)) {
                ui::draw_hover_cell(canvas_, output_cell(window));
            }
        }
        if (hover.what == GridHover::What::tap && hover.tap < std::ssize(stage_.shown->window.cells)) {
            const core::WindowCell& tap = stage_.shown->window.cells[static_cast<std::size_t>(hover.tap)];
            if (stage_.input.contains(tap.row, tap.col)) {
                ui::draw_hover_cell(canvas_, stage_.input_place.cell(tap.row, tap.col));
            }
        }
        if (hover.what == GridHover::What::output && !beside() && !stage_.output_place.show_digits &&
            core::revealed(state_.playback, hover.window)) {
            const float value = state_.facts.pooled.values.values[static_cast<std::size_t>(hover.window)];
            ui::draw_number_tile(canvas_, output_cell(hover.window), number(value), keep);
        }
    }

    ui::Rect output_cell(std::int64_t window) const {
        return stage_.output_place.cell(window / stage_.output.cols, window % stage_.output.cols);
    }

    void band() {
        if (!stage_.shown) {
            ui::draw_band_box(canvas_, stage_.layout.band);
            return;
        }
        ui::FormulaLook look;
        look.show_result = stage_.shown->motion.picked;
        look.show_winner = stage_.shown->motion.pick > 0.5F;
        look.hovered = hovered_tap();
        ui::draw_formula_band(canvas_, stage_.layout.band, stage_.shown->window, state_.document.spec, look);
    }

    // The sentence, and above it the formula that gives no output.
    void problem_box() {
        draw_error(canvas_, stage_.layout.error, view_.text->sentence(*state_.facts.problem));
        const core::Grid& input = state_.facts.input;
        const auto unfit = core::unfit_geometry(state_.document.spec, input.rows, input.cols);
        const StrideLayout& at = stage_.layout;
        if (!unfit || !at.captions) return;
        const float x = std::min(at.output.x, at.error.x);
        ui::draw_size_formula(canvas_, at.size_formula, x, view_.layout.compact, state_.document.spec, *unfit);
    }

    ui::Rect over() const {
        const ui::Rect& band = stage_.layout.band;
        return {band.x, view_.layout.stage.y, band.w, band.y - view_.px(6.0F) - view_.layout.stage.y};
    }

    // A tall output reaches down beside the notes: they stay at its left.
    void keep_off_output(ui::Rect& room) const {
        const ui::GridPlace& place = stage_.output_place;
        const float bottom = place.area.bottom() + (state_.facts.geometry->h.removed_last ? place.pitch : 0.0F);
        if (bottom > room.y) room.w = std::min(room.w, place.area.x - view_.px(16.0F) - room.x);
    }

    void notes() {
        ui::Rect room = stage_.layout.notes;
        if (asks_for_ties(state_, stage_)) {
            const ui::Rect button = tie_button(view_, room, stage_.layout.band);
            if (button.y <= room.y) ui::cut_top(room, button.h + view_.px(8.0F));
        }
        if (const std::string change = rule_note(*view_.text, state_.rules); !change.empty()) {
            // The read-out says it too: nothing is laid over the stage for it.
            const bool fits = room.h >= canvas_.text_size({ui::Type::t14}) * 1.4F;
            if (fits) draw_note(canvas_, room, over(), Token::text, change, ui::Icon::speech);
        } else if (state_.pointing.notice) {
            draw_note(canvas_, stage_.layout.notes, over(), Token::err, state_.pointing.notice->sentence(*view_.text));
        } else if (state_.facts.refusal) {
            draw_note(canvas_, stage_.layout.notes, over(), Token::warn, view_.text->sentence(*state_.facts.refusal));
        } else if (state_.facts.geometry) {
            keep_off_output(room);
            draw_legend(canvas_, room, stage_.input, state_.document.spec, *state_.facts.geometry);
        }
    }

    const StrideState& state_;
    ui::Canvas& canvas_;
    const ui::View& view_;
    StrideStage stage_;
    ui::Rect block_;   // the shown window among the input's cells
    ui::Rect target_;  // its output cell
};

}  // namespace

void stride_canvas(const StrideState& state, ui::Canvas& canvas) {
    if (goes_back(state)) {
        stride_back_canvas(state, canvas);
    } else {
        StridePen(state, canvas).draw();
    }
}

}  // namespace scenes
