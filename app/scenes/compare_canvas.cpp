// Drawing of the compare scene: one trunk from the window splits into the lanes; global lanes hang on their own bracket
// under the whole input, so that nobody thinks they use the window.
#include <algorithm>
#include <cmath>

#include "app/scenes/compare_back.h"
#include "app/scenes/compare_state.h"
#include "app/scenes/edge_marks.h"
#include "app/scenes/edge_words.h"
#include "app/scenes/pool_words.h"
#include "app/scenes/stage_notes.h"
#include "app/ui/formula_band.h"
#include "app/ui/ribbon.h"
#include "core/number_text.h"

namespace scenes {

namespace {

using ui::Token;
using Role = core::FormulaPiece::Role;

constexpr float k_line_share = 0.62F;  // of a line's place that large letters may take

// `style` stepped down until the words fit the place.
ui::TextStyle fitted(const ui::Canvas& canvas, std::string_view words, ui::TextStyle style, const ui::Rect& room,
                     float share) {
    while (style.type != ui::Type::t14 &&
           (canvas.text_size(style) > room.h * share || canvas.text_width(words, style) > room.w)) {
        style.type = ui::step_down(style.type);
    }
    return style;
}

// "max(34, 70, 112, 100)" with as many terms as fit, in the largest type that holds three.
struct LaneFormula {
    std::vector<core::FormulaPiece> pieces;  // without the result and its sign
    std::string sign = "=";
    std::string result;
    ui::TextStyle style{ui::Type::t18, ui::Family::numbers};
};

float width_of(const ui::Canvas& canvas, const LaneFormula& formula) {
    float width = 0.0F;
    for (const auto& piece : formula.pieces) width += canvas.text_width(piece.text, formula.style);
    return width;
}

LaneFormula with_terms(const core::WindowExplanation& window, const core::PoolSpec& spec, int terms) {
    LaneFormula formula;
    formula.pieces = core::formula(window, spec, terms);
    if (!formula.pieces.empty() && formula.pieces.back().role == Role::result) {
        formula.result = formula.pieces.back().text;
        formula.pieces.pop_back();
    }
    if (!formula.pieces.empty() && formula.pieces.back().role == Role::operation) {
        std::string& last = formula.pieces.back().text;
        if (last.find("≈") != std::string::npos) formula.sign = "≈";
        for (const std::string_view sign : {"≈", "="}) {
            if (const auto at = last.find(sign); at != std::string::npos) last.erase(at);
        }
    }
    return formula;
}

// All terms down to 16 px; else the first ones and the last, as large as they fit.
LaneFormula fit_formula(const ui::Canvas& canvas, const core::WindowExplanation& window, const core::PoolSpec& spec,
                        const ui::Rect& room) {
    constexpr int k_all_terms = 16;
    constexpr int k_some_terms = 8;
    constexpr int k_fewest_terms = 3;
    LaneFormula formula;
    const auto fits = [&](int terms, ui::Type type) {
        formula = with_terms(window, spec, terms);
        formula.style.type = type;
        const float tallest = type > ui::Type::t18 ? room.h * k_line_share : room.h;
        return canvas.text_size(formula.style) <= tallest && width_of(canvas, formula) <= room.w;
    };
    for (const ui::Type type : {ui::Type::t24, ui::Type::t20, ui::Type::t18, ui::Type::t16}) {
        if (std::ssize(window.cells) <= k_all_terms && fits(k_all_terms, type)) return formula;
    }
    for (const ui::Type type : {ui::Type::t20, ui::Type::t18, ui::Type::t16, ui::Type::t14}) {
        for (int terms = k_some_terms; terms >= k_fewest_terms; --terms) {
            if (fits(terms, type)) return formula;
        }
    }
    return formula;
}

class ComparePen {
public:
    ComparePen(const CompareState& state, ui::Canvas& canvas)
        : state_(state), canvas_(canvas), view_(canvas.view()), stage_(compare_stage(state, canvas)) {
        if (!stage_.shown) return;
        const core::Geometry& geometry = *state_.window_facts().geometry;
        block_ = stage_.shown->hovered ? window_block(stage_.input_place, geometry, stage_.shown->index)
                                       : sliding_block(stage_.input_place, geometry, state_.playback);
    }

    void draw() {
        if (stage_.shown && !beside()) ribbons();
        ui::draw_cells(canvas_, stage_.input_place, stage_.input);
        caption();
        if (beside()) {
            draw_rule_cards(canvas_, side_places(view_, stage_.layout.lanes), state_.rules,
                            view_.text->get("rules.title.average"));
            if (stage_.shown) input_marks();
        } else if (state_.window_facts().problem) {
            draw_error(canvas_, stage_.layout.lanes.grown(-view_.px(8.0F)),
                       view_.text->sentence(*state_.window_facts().problem));
        } else if (stage_.shown) {
            for (std::size_t i = 0; i < stage_.layout.places.size(); ++i) lane(i);
            if (stage_.layout.places.empty()) {
                canvas_.wrapped(stage_.layout.lanes.x, stage_.layout.input.y, stage_.layout.lanes.w,
                                view_.text->get("compare.empty"), {ui::Type::t20}, Token::text2);
            }
            input_marks();
            draw_compare_guess(state_, canvas_, stage_);
            global_bracket();
        }
        draw_input_hover(canvas_, stage_.input_place, stage_.input, state_.window_facts(), state_.pointing.shown(),
                         view_.layout.stage);
        hovered_outputs();
        words();
    }

private:
    bool beside() const { return state_.document.side != SideView::window; }

    void caption() {
        const ui::TextStyle style{ui::Type::t20, ui::Family::words, true};
        ui::RichText caption{{std::string(view_.text->get("stride.input")) + " "},
                             {size_text(state_.window_facts().input), Token::input, false, true}};
        if (state_.window_facts().geometry && !beside()) {
            ui::RichText both = caption;
            both.push_back({"   " + std::string(view_.text->get("stride.output")) + " "});
            both.push_back({size_words(*state_.window_facts().geometry), Token::output, true, true});
            if (canvas_.rich_width(both, style) <= stage_.layout.input.w) caption = std::move(both);
        }
        canvas_.rich(stage_.input_place.area.x, stage_.layout.caption_y, caption, style, Token::text);
    }

    // The trunk is cut into as many slices as there are lanes that use the window; the difference comes from two of
    // them.
    void ribbons() {
        std::vector<const LanePlace*> targets;
        for (const LanePlace& at : stage_.layout.places) {
            if (!is_global(at.lane) && at.lane != Lane::difference) targets.push_back(&at);
        }
        std::vector<ui::Ribbon> slices;
        const float bend = std::max(stage_.input_place.area.right(), block_.right());
        const float slice = block_.h / static_cast<float>(std::max<std::size_t>(targets.size(), 1));
        float y = block_.y;
        for (const LanePlace* at : targets) {
            const float inset = at->card.h * 0.13F;
            slices.push_back({block_.right(), bend, at->card.x, at->card.x, y, y + slice, at->card.y + inset,
                              at->card.bottom() - inset});
            y += slice;
        }
        ui::draw_split_ribbons(canvas_, slices);
    }

    // ---- lanes

    bool known(Lane lane) const {
        return is_global(lane) ? state_.playback.window > 0 || ui::step_motion(state_.playback).picked
                               : stage_.shown->motion.picked;
    }

    core::WindowExplanation explanation(Lane lane) const {
        return state_.lane(lane).window(is_global(lane) ? 0 : stage_.shown->index);
    }

    std::string title(Lane lane) const {
        if (lane != Lane::lp) return std::string(view_.text->get(lane_key(lane)));
        return view_.text->format("lane.lp.title", {{"p", number(static_cast<float>(state_.document.spec.p))}});
    }

    void lane(std::size_t index) {
        const LanePlace& at = stage_.layout.places[index];
        canvas_.fill_rect(at.card, canvas_.color(Token::panel), view_.px(12.0F));
        canvas_.stroke_rect(at.card.grown(-view_.px(0.5F)), canvas_.color(Token::line),
                            std::max(1.0F, view_.stroke(1.0F)), view_.px(12.0F));
        const std::string words = title(at.lane);
        const ui::TextStyle style =
            fitted(canvas_, words, {ui::Type::t24, ui::Family::words, true}, at.title, at.low ? 0.3F : k_line_share);
        canvas_.text(at.title.x, at.title.center().y, canvas_.elided(words, style, at.title.w), style, Token::text);
        const PoolFacts& facts = state_.lane(at.lane);
        if (facts.problem) {
            canvas_.wrapped(at.formula.x, at.formula.y, at.card.right() - at.formula.x - view_.px(12.0F),
                            view_.text->sentence(*facts.problem), {ui::Type::t14}, Token::err, 3);
            return;
        }
        if (goes_back(state_)) return draw_back_lane(canvas_, state_, stage_, index);
        if (at.lane == Lane::difference) {
            difference_words(at);
        } else {
            formula(at);
        }
        output(index);
    }

    void formula(const LanePlace& at) {
        const core::WindowExplanation window = explanation(at.lane);
        const LaneFormula formula = fit_formula(canvas_, window, state_.lane(at.lane).spec, at.formula);
        if (!at.formula.empty() && width_of(canvas_, formula) <= at.formula.w) {
            float x = at.formula.x;
            for (const auto& piece : formula.pieces) {
                const bool winner = piece.role == Role::winner && stage_.shown->motion.pick > 0.5F;
                ui::TextStyle style = formula.style;
                style.bold = winner;
                Token token = piece.role == Role::padding ? Token::padding : Token::text2;
                if (piece.role == Role::value || piece.role == Role::winner) token = Token::text;
                if (winner || piece.role == Role::divisor) token = Token::accent;
                x += canvas_.text(x, at.formula.center().y, piece.text, style, token);
            }
        }
        result(at, formula);
    }

    void result(const LanePlace& at, const LaneFormula& formula) {
        const bool shown = known(at.lane);
        const std::string value = shown ? formula.result : "?";
        const ui::TextStyle style = fitted(canvas_, formula.sign + " " + value,
                                           {ui::Type::t28, ui::Family::numbers, true}, at.result, k_line_share * 1.15F);
        ui::TextStyle sign = style;
        sign.bold = false;
        const float y = at.result.center().y;
        float x = at.result.x;
        x += canvas_.text(x, y, formula.sign + " ", sign, Token::text2);
        x += canvas_.text(x, y, value, style, shown ? Token::output : Token::text2);
        if (shown && at.lane == Lane::average) divisor_words(at, x + view_.px(18.0F));
        if (!shown || !is_global(at.lane)) return;
        const core::Grid& pooled = state_.lane(at.lane).pooled.values;
        const int decimals = core::shared_decimals(pooled.values);
        const std::string rounded = "  ≈ " + core::fixed_decimal(pooled.at(0, 0), decimals, core::Minus::typographic);
        if (core::is_exact(pooled.at(0, 0), decimals) || formula.sign == "≈") return;
        if (x + canvas_.text_width(rounded, sign) <= at.result.right()) canvas_.text(x, y, rounded, sign, Token::text);
    }

    // Why the average is not divided by all taps, where there is room beside the result.
    void divisor_words(const LanePlace& at, float x) {
        const ui::DivisorNote note = ui::divisor_note(*view_.text, explanation(Lane::average));
        const ui::TextStyle style{ui::Type::t14};
        if (canvas_.text_width(note.title, style) > at.result.right() - x) return;
        canvas_.text(x, at.result.center().y, note.title, style, Token::text2);
    }

    void difference_words(const LanePlace& at) {
        const std::string_view words = view_.text->get("compare.difference");
        if (at.low) return;
        const ui::Rect room = at.formula.moved(0.0F, -at.formula.h * 0.2F);
        canvas_.wrapped(room.x, room.y, room.w, words, {ui::Type::t14}, Token::text2, 3);
    }

    void output(std::size_t index) {
        const LanePlace& at = stage_.layout.places[index];
        const CompareStage::Output& output = stage_.outputs[index];
        if (output.grid.cells.empty()) return;
        if (output.bars) {
            bars(at);
            return;
        }
        if (is_global(at.lane)) {
            shrinking_tile(at, output);
            return;
        }
        ui::draw_cells(canvas_, output.place, output.grid);
        draw_partial_outputs(canvas_, output.place, *state_.lane(at.lane).geometry);
        draw_removed_outputs(canvas_, output.place, *state_.lane(at.lane).geometry);
        const std::int64_t cols = output.grid.cols;
        const auto cell = [&](std::int64_t window) {
            const std::int64_t row = window / cols;
            return output.place.block(static_cast<double>(row), static_cast<double>(window - row * cols), 1, 1);
        };
        if (!stage_.shown->hovered) {
            ui::draw_window(canvas_, cell(stage_.shown->index));
        } else {
            ui::draw_window_ghost(canvas_, cell(state_.playback.window));
            ui::draw_hover_window(canvas_, cell(stage_.shown->index));
        }
    }

    // The whole map as outlines that close in on one tile while the first window is picked.
    void shrinking_tile(const LanePlace& at, const CompareStage::Output& output) {
        constexpr int k_outlines = 4;
        const ui::StepMotion motion = ui::step_motion(state_.playback);
        const float arrived = state_.playback.window > 0 ? 1.0F : motion.pick;
        const ui::Rect tile = output.place.area;
        const float side = std::min(at.grid.h, at.grid.w);
        const ui::Rect whole{at.grid.center().x - side / 2, at.grid.center().y - side / 2, side, side};
        for (int i = 0; i < k_outlines; ++i) {
            const float share = static_cast<float>(i) / k_outlines * arrived;
            canvas_.dashed_rect(ui::lerp(whole, tile, share), canvas_.color(Token::text2),
                                std::max(1.0F, view_.stroke(1.2F)), view_.px(6.0F), view_.px(5.0F), view_.px(6.0F));
        }
        ui::draw_cells(canvas_, output.place, output.grid);
    }

    void bars(const LanePlace& at) {
        const std::int64_t windows = state_.window_facts().windows();
        float low = 0.0F;
        float high = 0.0F;
        for (const float value : state_.difference.values) {
            if (!std::isfinite(value)) continue;
            low = std::min(low, value);
            high = std::max(high, value);
        }
        if (low == high) high = low + 1.0F;
        const ui::TextStyle small{ui::Type::t14, ui::Family::numbers};
        const float line = canvas_.text_size(small);
        const bool names = at.grid.h > line * 4.0F;
        const ui::Rect plot{at.grid.x, at.grid.y + line * 1.5F, at.grid.w,
                            std::max(4.0F, at.grid.h - line * 1.5F - (names ? line * 1.4F : line * 0.3F))};
        const auto y_of = [&](float value) { return plot.bottom() - (value - low) / (high - low) * plot.h; };
        for (std::int64_t i = 0; i < windows; ++i) bar(at, plot, y_of, i, names);
        canvas_.line({plot.x, y_of(0.0F)}, {plot.right(), y_of(0.0F)}, canvas_.color(Token::text), view_.stroke(1.5F));
    }

    template <class YOf>
    void bar(const LanePlace& at, const ui::Rect& plot, const YOf& y_of, std::int64_t index, bool names) {
        const ui::Rect column = bar_column({plot.x, plot.y, plot.w, plot.h}, state_.window_facts().windows(), index);
        const float inset = std::min(view_.px(6.0F), column.w * 0.14F);
        const float value = state_.difference.values[static_cast<std::size_t>(index)];
        const bool open = core::revealed(state_.playback, index);
        const float zero = y_of(0.0F);
        const float top = open && std::isfinite(value) ? y_of(value) : zero - std::min(plot.h * 0.3F, view_.px(24.0F));
        const ui::Rect box{column.x + inset, std::min(top, zero), column.w - 2 * inset, std::abs(zero - top)};
        const ui::TextStyle small{ui::Type::t14, ui::Family::numbers, true};
        const float line = canvas_.text_size(small);
        if (open) {
            canvas_.fill_rect(box, canvas_.color(Token::out1));
            canvas_.stroke_rect(box, canvas_.color(Token::output), std::max(1.0F, view_.stroke(1.0F)));
            const std::string text =
                core::fixed_decimal(value, core::shared_decimals(state_.difference.values), core::Minus::typographic);
            if (canvas_.text_width(text, small) <= column.w) {
                canvas_.text(column.center().x, box.y - line * 0.75F, text, small, Token::text, ui::Align::center);
            }
        } else {
            canvas_.fill_rect(box, canvas_.color(Token::cover));
            canvas_.dashed_rect(box, canvas_.color(Token::edge), std::max(1.0F, view_.stroke(1.5F)), view_.px(6.0F),
                                view_.px(5.0F));
            if (box.h > line && box.w > line) {
                canvas_.text(box.center().x, box.center().y, "?", small, Token::text2, ui::Align::center);
            }
        }
        if (index == stage_.shown->index) {
            const float grow = view_.stroke(1.5F);
            if (stage_.shown->hovered) {
                canvas_.stroke_rect(box.grown(grow), canvas_.color(Token::text), view_.stroke(2.5F), view_.px(4.0F));
            } else {
                canvas_.stroke_rect(box.grown(grow), canvas_.color(Token::accent), view_.stroke(3.0F), view_.px(4.0F));
            }
        }
        const std::string name = std::to_string(index + 1);
        ui::TextStyle plain = small;
        plain.bold = false;
        if (names && canvas_.text_width(name, plain) <= column.w) {
            canvas_.text(column.center().x, at.grid.bottom() - line * 0.5F, name, plain, Token::text2,
                         ui::Align::center);
        }
    }

    // ---- the input

    void input_marks() {
        const ui::StepMotion& motion = stage_.shown->motion;
        const core::Geometry& geometry = *state_.window_facts().geometry;
        draw_removed_window(canvas_, stage_.input_place, geometry, stage_.shown->index);
        const Lane picks = state_.shows(Lane::max) || !state_.shows(Lane::min) ? Lane::max : Lane::min;
        if (motion.pick > 0.0F && !state_.lane(picks).problem && state_.shows(picks)) {
            for (const core::WindowCell& tap : explanation(picks).cells) {
                if (tap.kind != core::WindowCell::Kind::inside) continue;
                const ui::Rect cell = stage_.input_place.cell(tap.row, tap.col);
                const ui::Color fill = ui::cell_fill(view_, stage_.input, stage_.input.at(tap.row, tap.col));
                if (tap.winner) ui::draw_winner(canvas_, cell, fill, motion.pick, motion.triangle);
                if (tap.tied && motion.picked) ui::draw_tie(canvas_, cell, fill);
            }
        }
        if (!stage_.shown->hovered) {
            draw_edge_window(canvas_, stage_.input_place, geometry, block_, true);
            return;
        }
        ui::draw_window_ghost(
            canvas_, window_block(stage_.input_place, *state_.window_facts().geometry, state_.playback.window));
        ui::draw_hover_window(canvas_, block_);
    }

    void global_bracket() {
        std::vector<const LanePlace*> global;
        for (const LanePlace& at : stage_.layout.places) {
            if (is_global(at.lane)) global.push_back(&at);
        }
        if (global.empty()) return;
        const ui::Rect area = stage_.input_place.area;
        const float y = area.bottom() + view_.px(16.0F);
        const float tick = view_.px(10.0F);
        const float width = view_.stroke(2.0F);
        const ui::Color color = canvas_.color(Token::text);
        const ui::Vec2 bracket[] = {{area.x, y - tick}, {area.x, y}, {area.right(), y}, {area.right(), y - tick}};
        canvas_.polyline(bracket, color, width);
        const float turn = area.right() + (stage_.layout.lanes.x - area.right()) * 0.42F;
        for (const LanePlace* at : global) {
            const ui::Vec2 tip{at->card.x - view_.px(2.0F), at->card.center().y};
            const ui::Vec2 from{area.right(), y};
            const bool back = goes_back(state_);
            const ui::Vec2 stem{tip.x - (back ? 0.0F : view_.px(9.0F)), tip.y};
            canvas_.bezier(from, {turn + view_.px(6.0F), from.y}, {turn - view_.px(6.0F), stem.y}, stem, color, width);
            const ui::Vec2 end = back ? from : tip;
            const float behind = view_.px(back ? 10.0F : -10.0F);
            const ui::Vec2 head[] = {
                {end.x + behind, end.y - view_.px(6.0F)}, end, {end.x + behind, end.y + view_.px(6.0F)}};
            canvas_.fill_polygon(head, color);
        }
    }

    void hovered_outputs() {
        if (goes_back(state_)) return draw_back_hover(canvas_, state_, stage_);
        const GridHover& hover = state_.pointing.shown();
        const PoolFacts& facts = state_.window_facts();
        if (hover.what != GridHover::What::input || !facts.geometry || !facts.input.contains(hover.row, hover.col))
            return;
        for (std::size_t i = 0; i < stage_.outputs.size(); ++i) {
            const CompareStage::Output& output = stage_.outputs[i];
            if (is_global(stage_.layout.places[i].lane) || output.bars || output.grid.cells.empty()) continue;
            for (const std::int64_t window : core::windows_using(*facts.geometry, hover.row, hover.col)) {
                ui::draw_hover_cell(canvas_, output.place.cell(window / output.grid.cols, window % output.grid.cols));
            }
        }
    }

    // How many outputs there are, with the numbers in; both axes where they differ.
    void size_formula(ui::Rect& room) {
        const core::Geometry& geometry = *state_.window_facts().geometry;
        const core::PoolSpec& spec = state_.window_facts().spec;
        const ui::TextStyle style{ui::Type::t16, ui::Family::words};
        const float line = canvas_.text_size(style) * 1.4F;
        const bool alike = geometry.h == geometry.w;
        ui::RichText words = ui::size_line(core::size_formula(spec, geometry.h).numbers);
        if (!alike) {
            words.push_back({"   "});
            append(words, ui::size_line(core::size_formula(spec, geometry.w).numbers));
        }
        const float notes = has_edges(stage_) ? 3.0F * line : 0.0F;  // below it
        if (room.h < line + notes || canvas_.rich_width(words, style) > room.w) return;
        canvas_.rich(room.x, room.y + line / 2, words, style, Token::text2);
        ui::cut_top(room, line + view_.px(6.0F));
    }

    // Under the bracket: what was not taken, or who would refuse, else what the lanes are about.
    void words() {
        ui::Rect room = stage_.layout.words;
        const PoolFacts& facts = state_.window_facts();
        const bool global = std::any_of(stage_.layout.places.begin(), stage_.layout.places.end(),
                                        [](const LanePlace& at) { return is_global(at.lane); });
        room.y = stage_.input_place.area.bottom() + view_.px(26.0F);
        room.h = view_.layout.stage.bottom() - view_.px(10.0F) - room.y;
        if (!beside()) room.h -= rules_button(view_, stage_).h * 1.3F;
        const bool note = state_.pointing.notice || facts.refusal || !rule_note(*view_.text, state_.rules).empty();
        const float line = canvas_.text_size({ui::Type::t14}) * 1.4F;
        const int lines = std::min(2, static_cast<int>((room.h - (note ? 3.0F * line : 0.0F)) / line));
        if (global && facts.geometry && lines > 0) {
            const std::string words =
                view_.text->format("compare.gap_bracket", {ui::arg("count", facts.input.rows * facts.input.cols)});
            const float used = canvas_.wrapped(room.x, room.y, room.w, words, {ui::Type::t14}, Token::text, lines);
            ui::cut_top(room, used + view_.px(10.0F));
        }
        if (facts.geometry && !beside()) size_formula(room);
        if (const std::string change = rule_note(*view_.text, state_.rules); !change.empty() && !beside()) {
            draw_note(canvas_, room, stage_.layout.words, Token::text, change, ui::Icon::speech);
        } else if (state_.pointing.notice) {
            draw_note(canvas_, room, stage_.layout.words, Token::err, state_.pointing.notice->sentence(*view_.text));
        } else if (facts.refusal) {
            draw_note(canvas_, room, stage_.layout.words, Token::warn, view_.text->sentence(*facts.refusal));
        } else if (facts.geometry && has_edges(stage_) && !beside()) {
            draw_legend(canvas_, room, stage_.input, average_spec(state_), *facts.geometry, "compare.padding");
        } else if (!facts.problem && !stage_.layout.places.empty()) {
            const ui::TextStyle style{ui::Type::t16};
            const int most = static_cast<int>(room.h / (canvas_.text_size(style) * 1.4F));
            const std::string_view moral = view_.text->get(moral_key(state_));
            if (canvas_.text_width(moral, style) < room.w * static_cast<float>(most) * 0.9F) {
                canvas_.wrapped(room.x, room.y, room.w, moral, style, Token::text2, most);
            }
        }
    }

    const CompareState& state_;
    ui::Canvas& canvas_;
    const ui::View& view_;
    CompareStage stage_;
    ui::Rect block_;  // the shown window among the input's cells
};

}  // namespace

void compare_canvas(const CompareState& state, ui::Canvas& canvas) { ComparePen(state, canvas).draw(); }

}  // namespace scenes
