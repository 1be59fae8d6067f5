#include "app/scenes/stride_back.h"

#include <algorithm>
#include <cmath>

#include "app/scenes/pool_words.h"
#include "app/scenes/stage_notes.h"
#include "app/scenes/way_back_draw.h"
#include "app/scenes/way_back_words.h"
#include "app/ui/icons.h"

namespace scenes {

namespace {

using ui::Token;
using Kind = core::WindowCell::Kind;

constexpr float k_largest_input_cell = 192.0F;  // px at scale 1
constexpr float k_most_text_scale_on_stage = 1.25F;
constexpr std::size_t k_most_tokens = 25;  // on their way at once, with their numbers

bool unpools(const StrideState& state) { return state.document.back.direction == Direction::unpool; }
bool has_result(const StrideState& state) { return state.back.can_unpool && !state.back.problem; }

std::vector<core::GradientPart> parts_of(const StrideState& state, std::int64_t window) {
    if (unpools(state)) return {};
    return core::parts_of_window(state.facts.input, state.facts.spec, state.back.sent, window,
                                 state.document.back.ties);
}

double gradient_of(const StrideState& state, std::int64_t window) {
    return static_cast<double>(state.back.sent.values[static_cast<std::size_t>(window)]);
}

const core::GradientPart* strongest(const std::vector<core::GradientPart>& parts) {
    const core::GradientPart* found = nullptr;
    for (const auto& part : parts) {
        if (part.kind != Kind::inside) continue;
        if (found == nullptr || std::abs(part.amount) > std::abs(found->amount)) found = &part;
    }
    return found;
}

}  // namespace

bool goes_back(const StrideState& state) {
    return state.document.back.direction != Direction::forward && state.facts.geometry && state.back.arrived >= 0;
}

void place_way_back(const StrideState& state, const ui::Canvas& canvas, StrideStage& stage) {
    const ui::View& view = canvas.view();
    const bool result = unpools(state) && has_result(state);
    stage.shown = shown_window(state);
    if (result) {
        stage.input = unpooled_grid(view, state.facts, state.back);
    } else if (unpools(state)) {
        stage.input = ui::input_grid(state.facts.input, state.facts.spec, &*state.facts.geometry);
    } else {
        const auto parts = stage.shown ? parts_of(state, stage.shown->index) : std::vector<core::GradientPart>{};
        stage.input = gradient_grid(view, state.facts, state.back, parts);
    }
    stage.output = unpools(state) ? pooled_grid(state.facts) : sent_grid(view, state.back);
    stage.layout = stride_layout(view, stage.input);
    ui::GridFit fit;
    fit.max_cell = k_largest_input_cell;
    fit.middle = true;
    stage.input_place = ui::place_grid(canvas, stage.layout.input, stage.input, fit);
    fit.max_cell = stage.layout.input.h / view.layout.u / 4.0F;
    stage.output_place = ui::place_grid(canvas, stage.layout.output, stage.output, fit);
}

WayBackPlaces way_back_places(const StrideState& state, const ui::View& view, const StrideLayout& layout) {
    WayBackPlaces places;
    const bool room = layout.captions && view.layout.text_scale <= k_most_text_scale_on_stage;
    if (!room || state.document.side != SideView::window) return places;
    const float height = view.layout.control(36.0F);
    const float gap = view.px(12.0F);
    const float right = view.layout.stage.right() - view.px(16.0F);
    float end = layout.output.x - gap;
    if (view.layout.compact) {
        places.choice = {right - view.px(150.0F), view.layout.stage.y + view.px(5.0F), view.px(150.0F), height};
        end = std::min(end, places.choice.x - gap);
    } else {
        places.choice = {layout.output.x, layout.caption_y + view.layout.control(16.0F),
                         std::min(right - layout.output.x, view.layout.control(200.0F)), height};
    }
    // In the compact layout the size formula of the way forward stands there; the settings have the same switch.
    if (view.layout.compact && !goes_back(state)) return places;
    const float width = view.layout.control(view.layout.compact ? 228.0F : 248.0F);
    places.direction = {end - width, view.layout.stage.y + view.px(5.0F), width, height};
    return places;
}

namespace {

class StrideBackPen {
public:
    StrideBackPen(const StrideState& state, ui::Canvas& canvas)
        : state_(state), canvas_(canvas), view_(canvas.view()), stage_(stride_stage(state, canvas)) {
        if (!stage_.shown) return;
        const std::int64_t index = stage_.shown->index;
        parts_ = parts_of(state, index);
        block_ = stage_.shown->hovered ? window_block(stage_.input_place, *state_.facts.geometry, index)
                                       : sliding_block(stage_.input_place, *state_.facts.geometry, state_.playback);
        if (unpools(state)) block_ = named_cell();
        target_ = output_cell(index);
    }

    void draw() {
        const bool lost = unpools(state_) && !has_result(state_);
        if (stage_.shown && !lost) ribbons();
        ui::draw_cells(canvas_, stage_.input_place, stage_.input);
        if (unpools(state_)) {
            unpool_corners();
        } else {
            draw_gradient_corners(canvas_, stage_.input_place, stage_.input, state_.facts, state_.back);
        }
        ui::draw_cells(canvas_, stage_.output_place, stage_.output);
        output_corners();
        captions();
        if (stage_.layout.numbers)
            ui::draw_row_numbers(canvas_, stage_.input_place, stage_.input.rows, stage_.input.cols);
        if (stage_.shown) {
            marks();
            windows();
            if (!lost) lens();
            tokens();
        }
        draw_stride_guess(state_, canvas_, stage_);
        hover();
        band();
        if (lost) refusal();
        notes();
    }

private:
    bool known() const { return stage_.shown->motion.picked; }
    BackStep step() const { return {stage_.shown->window, parts_, gradient_of(state_, stage_.shown->index), known()}; }
    std::string refusal_words() const {
        return state_.back.problem ? view_.text->sentence(*state_.back.problem)
                                   : std::string(view_.text->get("unpool.none"));
    }

    // In the lens' place: there is no way back through it.
    void refusal() {
        const ui::Rect box = stage_.layout.lens.grown(view_.px(14.0F));
        canvas_.fill_rect(box, canvas_.color(Token::panel), view_.px(12.0F));
        canvas_.stroke_rect(box, canvas_.color(Token::warn), view_.stroke(2.0F), view_.px(12.0F));
        const float icon = view_.layout.control(24.0F);
        ui::draw_icon(canvas_, ui::Icon::warning, {box.center().x - icon / 2, box.y + view_.px(12.0F), icon, icon},
                      canvas_.color(Token::warn));
        const float top = box.y + icon + view_.px(20.0F);
        const ui::TextStyle style{view_.layout.compact || view_.layout.text_scale > 1.0F ? ui::Type::t14
                                                                                         : ui::Type::t16};
        const int lines = static_cast<int>((box.bottom() - view_.px(6.0F) - top) / (canvas_.text_size(style) * 1.3F));
        canvas_.wrapped(box.x + view_.px(12.0F), top, box.w - view_.px(24.0F), refusal_words(), style, Token::text,
                        std::max(1, lines));
    }

    static ui::Rect single_cell(const ui::GridPlace& place, std::int64_t index, std::int64_t cols) {
        const std::int64_t row = index / cols;
        return place.block(static_cast<double>(row), static_cast<double>(index - row * cols), 1, 1);
    }

    ui::Rect output_cell(std::int64_t window) const {
        return single_cell(stage_.output_place, window, stage_.output.cols);
    }

    // The cell that the shown window's index names in the result.
    ui::Rect named_cell() const {
        const std::int64_t cell = stage_.shown->window.winner_index;
        if (!has_result(state_) || cell < 0) return {};
        return single_cell(stage_.input_place, cell, state_.back.size.w);
    }

    // ---- ribbons, from right to left

    void ribbons() {
        const ui::Ribbon output = output_ribbon(stage_, target_, view_);
        ui::draw_ribbon(canvas_, output);
        arrow_left(
            output.center((output.meet_x - output.start_x) * 0.5F / std::max(1.0F, output.end_x - output.start_x)));
        if (unpools(state_) && !known()) return;
        const ui::Rect& lens = stage_.layout.lens;
        const float bend = std::max(stage_.input_place.area.right(), block_.right());
        const ui::Ribbon input{block_.right(), bend, lens.x, lens.x, block_.y, block_.bottom(), lens.y, lens.bottom()};
        ui::draw_ribbon(canvas_, input);
        arrow_left({(bend + lens.x) / 2, (block_.center().y + lens.center().y) / 2});
    }

    void arrow_left(ui::Vec2 at) {
        const float side = view_.px(8.0F);
        const ui::Vec2 points[] = {{at.x - side, at.y}, {at.x + side, at.y - side}, {at.x + side, at.y + side}};
        canvas_.fill_polygon(points, canvas_.color(Token::accent));
    }

    // ---- words in cells

    void unpool_corners() {
        const bool same = state_.back.size == core::Size2{state_.facts.input.rows, state_.facts.input.cols};
        if (!has_result(state_) || !same || !has_corners(canvas_, stage_.input_place)) return;
        for (std::int64_t row = 0; row < stage_.input.rows; ++row) {
            for (std::int64_t col = 0; col < stage_.input.cols; ++col) {
                const ui::Color fill = ui::cell_fill(view_, stage_.input, stage_.input.at(row, col));
                draw_corner(canvas_, stage_.input_place.cell(row, col), number(state_.facts.input.at(row, col)),
                            ui::Theme::ink_on(fill));
            }
        }
    }

    void output_corners() {
        if (!has_corners(canvas_, stage_.output_place) || (unpools(state_) && !has_result(state_))) return;
        std::vector<std::string> words;
        for (std::size_t i = 0; i < stage_.output.cells.size(); ++i) {
            words.push_back(unpools(state_) ? "→" + std::to_string(state_.facts.pooled.indices[i])
                                            : short_number(state_.facts.pooled.values.values[i]));
            const float room = stage_.output_place.pitch - view_.px(14.0F);
            if (canvas_.text_width(words.back(), {ui::Type::t14, ui::Family::numbers}) > room) return;
        }
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto window = static_cast<std::int64_t>(i);
            const bool to_guess = unpools(state_) && state_.document.prediction.on;
            if (to_guess && !core::revealed(state_.playback, window)) continue;
            const ui::Rect cell = stage_.output_place.cell(window / stage_.output.cols, window % stage_.output.cols);
            draw_corner(canvas_, cell, words[i],
                        ui::Theme::ink_on(ui::cell_fill(view_, stage_.output, stage_.output.cells[i])));
        }
    }

    void captions() {
        const StrideLayout& at = stage_.layout;
        if (!at.captions) return;
        const ui::TextStyle style{ui::Type::t20, ui::Family::words, true};
        const ui::Text& text = *view_.text;
        const std::string_view left = !unpools(state_)     ? "back.input_gradient"
                                      : has_result(state_) ? "back.unpooled"
                                                           : "stride.input";
        const std::string size =
            std::to_string(stage_.input_place.rows) + "×" + std::to_string(stage_.input_place.cols);
        const ui::RichText input{{std::string(text.get(left)) + " "},
                                 {unpools(state_) ? size : size_text(state_.facts.input), Token::input, false, true}};
        canvas_.rich(stage_.input_place.area.x + view_.px(2.0F), at.caption_y, input, style, Token::text);
        const ui::RichText output{
            {std::string(text.get(unpools(state_) ? "back.pooled" : "back.output_gradient")) + " "},
            {size_text(state_.facts.pooled.values), Token::output, true, true}};
        ui::TextStyle fitted = style;
        const float room = view_.layout.stage.right() - view_.px(8.0F);
        const bool above = at.output_caption_y > 0.0F;
        float x = above ? at.output.x : stage_.output_place.area.x;
        while (fitted.type != ui::Type::t14 && x + canvas_.rich_width(output, fitted) > room)
            fitted.type = ui::step_down(fitted.type);
        x = std::min(x, room - canvas_.rich_width(output, fitted));
        const float y = above ? at.output_caption_y : stage_.output_place.area.y - view_.layout.control(18.0F);
        canvas_.rich(x, y, output, fitted, Token::text);
    }

    // ---- marks

    void marks() {
        const ui::StepMotion& motion = stage_.shown->motion;
        if (unpools(state_) || motion.pick <= 0.0F || !core::picks_one_cell(state_.facts.spec.op)) return;
        for (const core::GradientPart& part : parts_) {
            if (part.kind != Kind::inside || part.factor == 0.0) continue;
            const ui::GridCell& cell = stage_.input.at(part.row, part.col);
            const bool covered = cell.kind == ui::CellKind::covered;
            const ui::Color fill = covered ? canvas_.color(Token::cover) : ui::cell_fill(view_, stage_.input, cell);
            ui::draw_winner(canvas_, stage_.input_place.cell(part.row, part.col), fill, motion.pick, motion.triangle);
        }
        if (!motion.picked) return;
        for (const core::WindowCell& tap : stage_.shown->window.cells) {
            if (!tap.tied && !tap.winner) continue;
            const auto part =
                std::ranges::find_if(parts_, [&](const auto& one) { return one.row == tap.row && one.col == tap.col; });
            if (part == parts_.end() || part->factor != 0.0) continue;
            ui::draw_tie(canvas_, stage_.input_place.cell(tap.row, tap.col), canvas_.color(Token::zero));
        }
    }

    void windows() {
        const ShownWindow& shown = *stage_.shown;
        const bool named = !unpools(state_) || (has_result(state_) && known());
        if (!shown.hovered) {
            if (named)
                ui::draw_window(canvas_, block_, !unpools(state_) && core::uses_window_settings(state_.facts.spec.op));
            ui::draw_window(canvas_, target_);
            return;
        }
        if (named) ui::draw_hover_window(canvas_, block_);
        ui::draw_hover_window(canvas_, target_);
        ui::draw_window_ghost(canvas_, output_cell(state_.playback.window));
    }

    // ---- lens

    void lens() {
        const ui::Rect& lens = stage_.layout.lens;
        canvas_.fill_rect(lens, canvas_.color(Token::panel), view_.px(12.0F));
        canvas_.stroke_rect(lens, canvas_.color(Token::accent), view_.stroke(2.0F), view_.px(12.0F));
        if (unpools(state_)) {
            switch_lens(lens);
        } else {
            share_lens(lens);
        }
    }

    // How the shares come about, where the lens is tall enough for words under them.
    bool share_words() const { return stage_.layout.lens.h >= view_.layout.control(170.0F); }

    ui::Rect share_room() const {
        ui::Rect room = stage_.layout.lens.grown(-view_.px(12.0F));
        ui::cut_top(room, view_.layout.control(34.0F));
        if (share_words()) ui::cut_bottom(room, view_.layout.control(26.0F));
        return room;
    }

    ui::GridPlace place_shares(const ui::NumberGrid& shares) const {
        ui::GridFit fit;
        fit.across = ui::Align::center;
        fit.middle = true;
        return ui::place_grid(canvas_, share_room(), shares, fit);
    }

    void share_lens(const ui::Rect& lens) {
        const double gradient = gradient_of(state_, stage_.shown->index);
        const ui::TextStyle title{ui::Type::t24, ui::Family::numbers, true};
        const ui::RichText words{{gradient_text(gradient), gradient < 0.0 ? Token::neg : Token::pos, true},
                                 {" ×", Token::text2}};
        canvas_.rich(lens.center().x, lens.y + view_.layout.control(24.0F), words, title, Token::text,
                     ui::Align::center);
        ui::NumberGrid shares =
            share_grid(view_, stage_.shown->window, parts_, state_.facts.spec, state_.document.back.ties);
        if (!known()) {
            for (ui::GridCell& cell : shares.cells) cell.kind = ui::CellKind::covered;
        }
        ui::draw_cells(canvas_, place_shares(shares), shares);
        if (!share_words()) return;
        const ui::TextStyle small{ui::Type::t14};
        canvas_.text(lens.center().x, lens.bottom() - view_.layout.control(17.0F),
                     canvas_.elided(
                         view_.text->get(share_key(state_.facts.spec, stage_.shown->window, state_.document.back.ties)),
                         small, lens.w - view_.px(12.0F)),
                     small, Token::text2, ui::Align::center);
    }

    void switch_lens(const ui::Rect& lens) {
        const std::int64_t cell = stage_.shown->window.winner_index;
        const float y = lens.center().y;
        const ui::TextStyle small{ui::Type::t14};
        canvas_.text(lens.center().x, y - view_.layout.control(48.0F), view_.text->get("back.lens.switch"), small,
                     Token::text2, ui::Align::center);
        canvas_.text(lens.center().x, y - view_.layout.control(12.0F), known() ? std::to_string(cell) : "?",
                     {ui::Type::t36, ui::Family::numbers, true}, known() ? Token::accent : Token::text2,
                     ui::Align::center);
        if (!known()) return;
        const ui::TextStyle place{ui::Type::t16};
        canvas_.text(lens.center().x, y + view_.layout.control(26.0F),
                     view_.text->format("place.row", {ui::arg("n", cell / state_.back.size.w + 1)}), place, Token::text,
                     ui::Align::center);
        canvas_.text(lens.center().x, y + view_.layout.control(48.0F),
                     view_.text->format("place.col", {ui::arg("n", cell % state_.back.size.w + 1)}), place, Token::text,
                     ui::Align::center);
    }

    // ---- what travels

    void tokens() {
        const ui::StepMotion& motion = stage_.shown->motion;
        if (stage_.shown->hovered || view_.reduced_motion || (unpools(state_) && !has_result(state_))) return;
        if (motion.slide >= 1.0F && !motion.picked && motion.pick > 0.0F) {
            const std::string words = unpools(state_) ? number(stage_.shown->window.result)
                                                      : gradient_text(gradient_of(state_, stage_.shown->index));
            draw_token(canvas_, output_ribbon(stage_, target_, view_).center(1.0F - motion.pick), words, token_color());
        }
        if (!motion.dropping) return;
        const ui::Vec2 from = stage_.layout.lens.center();
        if (unpools(state_)) {
            draw_token(canvas_, between(from, block_.center(), motion.drop), number(stage_.shown->window.result),
                       Token::output);
            return;
        }
        std::size_t drawn = 0;
        for (const core::GradientPart& part : parts_) {
            if (part.amount == 0.0 || part.kind == Kind::outside || drawn++ >= k_most_tokens) continue;
            const ui::Vec2 to = stage_.input_place.cell(part.row, part.col).center();
            const Token color = part.kind == Kind::padding ? Token::padding
                                : part.amount < 0.0        ? Token::neg
                                                           : Token::pos;
            draw_token(canvas_, between(from, to, motion.drop), gradient_text(part.amount), color);
        }
    }

    static ui::Vec2 between(ui::Vec2 a, ui::Vec2 b, float share) { return a + (b - a) * share; }
    Token token_color() const {
        if (unpools(state_)) return Token::output;
        return gradient_of(state_, stage_.shown->index) < 0.0 ? Token::neg : Token::pos;
    }

    // ---- hover, band, notes

    void hover() {
        const GridHover& hover = state_.pointing.shown();
        if (hover.what != GridHover::What::input) return;
        if (unpools(state_)) {
            if (stage_.input.contains(hover.row, hover.col))
                ui::draw_hover_cell(canvas_, stage_.input_place.cell(hover.row, hover.col));
            return;
        }
        draw_input_hover(canvas_, stage_.input_place, stage_.input, state_.facts, hover, view_.layout.stage);
        if (!state_.facts.input.contains(hover.row, hover.col)) return;
        for (const std::int64_t window : core::windows_using(*state_.facts.geometry, hover.row, hover.col)) {
            ui::draw_hover_cell(canvas_,
                                stage_.output_place.cell(window / stage_.output.cols, window % stage_.output.cols));
        }
    }

    void band() {
        if (!stage_.shown || (unpools(state_) && !has_result(state_))) {
            ui::draw_band_box(canvas_, stage_.layout.band);
            return;
        }
        if (unpools(state_)) {
            draw_band_line(canvas_, stage_.layout.band,
                           index_formula(stage_.shown->window.winner_index, state_.back.size.w, known()));
            return;
        }
        const GridHover& hover = state_.pointing.shown();
        if (hover.what == GridHover::What::input && state_.facts.input.contains(hover.row, hover.col)) {
            const ui::RichText sum = sum_formula(state_.back, hover.row, hover.col);
            if (!sum.empty()) {
                draw_band_line(canvas_, stage_.layout.band, sum);
                return;
            }
        }
        ui::RichText line = backward_formula(step(), state_.facts.spec, state_.document.back.ties);
        const core::GradientPart* part = strongest(parts_);
        if (part != nullptr && stage_.shown->motion.done && !stage_.shown->hovered) {
            ui::RichText sum = sum_formula(state_.back, part->row, part->col);
            if (!sum.empty()) line.push_back({"    "});
            append(line, std::move(sum));
        }
        draw_band_line(canvas_, stage_.layout.band, line);
    }

    std::optional<ui::GridPlace::Cell> checked_cell() const {
        const GridHover& hover = state_.pointing.shown();
        if (hover.what == GridHover::What::input && state_.facts.input.contains(hover.row, hover.col))
            return ui::GridPlace::Cell{hover.row, hover.col};
        const core::GradientPart* part = strongest(parts_);
        if (part == nullptr || !known()) return std::nullopt;
        return ui::GridPlace::Cell{part->row, part->col};
    }

    void notes() {
        ui::Rect room = stage_.layout.notes;
        const ui::Rect& band = stage_.layout.band;
        const ui::Rect over{band.x, view_.layout.stage.y, band.w, band.y - view_.px(6.0F) - view_.layout.stage.y};
        if (state_.pointing.notice) {
            draw_note(canvas_, room, over, Token::err, state_.pointing.notice->sentence(*view_.text));
            return;
        }
        if (stage_.output_place.area.bottom() > room.y)
            room.w = std::min(room.w, stage_.output_place.area.x - view_.px(16.0F) - room.x);
        draw_note_lines(canvas_, room,
                        unpools(state_) ? unpool_notes(*view_.text, state_.facts, state_.back)
                                        : backward_notes(*view_.text, state_.back, checked_cell()));
    }

    const StrideState& state_;
    ui::Canvas& canvas_;
    const ui::View& view_;
    StrideStage stage_;
    std::vector<core::GradientPart> parts_;  // of the shown window
    ui::Rect block_;                         // the shown window among the input's cells, or the cell its index names
    ui::Rect target_;                        // its output cell
};

}  // namespace

void stride_back_canvas(const StrideState& state, ui::Canvas& canvas) { StrideBackPen(state, canvas).draw(); }

ui::RichText stride_back_readout(const StrideState& state, const ui::Text& text) {
    const GridHover& hover = state.pointing.shown();
    const bool backward = !unpools(state);
    if (backward && hover.what == GridHover::What::input)
        return backward_cell_sentence(text, state.facts, state.back, hover.row, hover.col);
    const auto shown = shown_window(state);
    if (!shown) return {};
    if (!backward) return unpool_sentence(text, state.facts, state.back, shown->window, shown->motion.picked);
    const auto parts = parts_of(state, shown->index);
    return backward_sentence(text, state.facts, state.back,
                             {shown->window, parts, gradient_of(state, shown->index), shown->motion.picked});
}

}  // namespace scenes
