// Drawing of the stack scene: the cone behind the cells, the levels, what is outlined in them, their words, the band.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/scenes/stack_screen.h"
#include "app/scenes/stage_notes.h"
#include "app/ui/formula_band.h"
#include "app/ui/ribbon.h"
#include "app/ui/step_motion.h"
#include "core/number_text.h"

namespace scenes {

namespace {

using ui::Token;

constexpr float k_outlined_from = 10.0F;  // px at scale 1: below, the cells of a cone with gaps are filled instead
constexpr float k_filled_alpha = 0.45F;
constexpr float k_dashed_from = 34.0F;  // px at scale 1: below, a cell of padding is hollow instead of dashed
constexpr float k_key_width = 16.0F;    // px at scale 1, as the next two
constexpr float k_key_height = 96.0F;
constexpr float k_key_least = 32.0F;
constexpr int k_key_steps = 24;

// One formula of the band: "Field  r+(k−1)·d·j" above "5 = 3+(2−1)·2".
struct BandFormula {
    std::string_view key;
    std::string_view symbols;
    std::string result, rest;
};

class StackPen {
public:
    StackPen(const StackState& state, ui::Canvas& canvas)
        : state_(state),
          facts_(state.facts),
          canvas_(canvas),
          view_(canvas.view()),
          stage_(stack_stage(state, canvas)) {
        if (!stage_.shown) return;
        const ShownCone& shown = *stage_.shown;
        top_ = static_cast<std::size_t>(shown.cell.level);
        bottom_ = static_cast<std::size_t>(shown.cell.level - shown.depth);
        if (!shown.hovered && shown.depth > 0) growth_ = ui::step_motion(state.playback).slide;
    }

    void draw() {
        if (stage_.shown) ribbons();
        for (std::size_t level = 0; level < stage_.places.size(); ++level) cells(level);
        if (stage_.shown) outlines();
        words();
        keys();
        band();
        below_band();
        hover();
        if (facts_.problem && !waits_for_photo()) {
            if (stage_.layout.captions) caption(facts_.values.size(), stage_.layout.error);
            draw_error(canvas_, stage_.layout.error, problem_sentence(*view_.text, *facts_.problem));
        }
    }

private:
    // The one grey cell that stands for a photo until its numbers are there says nothing about the layers.
    bool waits_for_photo() const { return facts_.photo && !state_.made; }

    const core::Cone::Slice& slice(std::size_t level) const { return stage_.shown->cone.slices[level]; }

    // From the first to the last cell of the cone in a level, padding with it; empty if nothing is read there.
    ui::Rect block(std::size_t level) const {
        const core::Cone::Slice& of = slice(level);
        return stage_.places[level].block(static_cast<double>(of.first_row), static_cast<double>(of.first_col),
                                          static_cast<double>(of.end_row - of.first_row),
                                          static_cast<double>(of.end_col - of.first_col));
    }

    // The cone between neighbours, behind their cells. The newest part grows from the upper level to the lower one.
    void ribbons() {
        for (std::size_t level = bottom_; level < top_; ++level) {
            const ui::Rect from = block(level);
            const ui::Rect to = block(level + 1);
            if (from.empty() || to.empty()) continue;
            const bool grows = level == bottom_ && growth_ < 1.0F;
            if (grows) {
                const float x = to.x + (from.right() - to.x) * growth_;
                canvas_.push_clip({x, view_.layout.stage.y, to.x - x, view_.layout.stage.h});
            }
            const float bend = std::max(stage_.places[level].area.right(), from.right());
            const float meet = std::max(bend, std::min(stage_.places[level + 1].area.x, to.x));
            ui::draw_ribbon(canvas_,
                            {from.right(), bend, meet, std::max(meet, to.x), from.y, from.bottom(), to.y, to.bottom()});
            if (grows) canvas_.pop_clip();
        }
    }

    void cells(std::size_t level) {
        const ui::GridPlace& place = stage_.places[level];
        if (stage_.pictured[level]) {
            const core::Grid& grid = facts_.values[level];
            const ui::Rect area = place.block(0, 0, static_cast<double>(grid.rows), static_cast<double>(grid.cols));
            canvas_.image(area, state_.pictures.levels[level],
                          {0.0F, 0.0F, static_cast<float>(grid.cols), static_cast<float>(grid.rows)}, false);
            canvas_.stroke_rect(area.grown(0.5F), canvas_.color(Token::edge), std::max(1.0F, view_.stroke(1.0F)));
        }
        if (place.pitch < view_.px(k_dashed_from)) hollow_padding(place, stage_.grids[level]);
        ui::draw_cells(canvas_, place, stage_.grids[level]);
    }

    // Padding too small for dashes and a number: hollow cells beside the filled ones.
    void hollow_padding(const ui::GridPlace& place, ui::NumberGrid& grid) {
        const ui::Color color = canvas_.color(Token::padding);
        for (std::int64_t row = place.row0; row < place.row0 + place.rows; ++row) {
            for (std::int64_t col = place.col0; col < place.col0 + place.cols; ++col) {
                ui::GridCell& cell = grid.at(row, col);
                if (cell.kind != ui::CellKind::padding) continue;
                cell.kind = ui::CellKind::empty;
                const ui::Rect box = place.cell(row, col);
                if (box.w < view_.px(k_outlined_from)) {
                    canvas_.fill_rect(box.grown(-box.w * 0.25F), color.with_alpha(k_filled_alpha));
                } else {
                    canvas_.stroke_rect(box.grown(-box.w * 0.15F), color, std::max(1.0F, view_.stroke(1.0F)),
                                        view_.px(2.0F));
                }
            }
        }
    }

    // ---- what the colours stand for

    void keys() {
        const ui::Rect& room = stage_.layout.keys;
        const float line = canvas_.text_size(k_key_numbers) * 1.3F;
        const std::size_t count = facts_.scale.any_about_zero() ? 2 : 1;
        const float part = std::min(room.h / static_cast<float>(count), 2 * line + view_.px(k_key_height));
        if (room.empty() || part < 2 * line + view_.px(k_key_least)) return;
        float y = room.center().y - part * static_cast<float>(count) / 2;
        for (std::size_t i = 0; i < count; ++i, y += part) {
            const ui::Rect bar{room.right() - view_.px(k_key_width), y + line, view_.px(k_key_width), part - 2 * line};
            key(bar, i == 1);
        }
    }

    // Most above, least below. The left half as the input has its colours, the right half as the outputs; about zero
    // both are one, with a line across at zero.
    void key(const ui::Rect& bar, bool about_zero) {
        const StackScale& scale = facts_.scale;
        const std::array ends = about_zero ? std::array{-scale.most, scale.most} : std::array{scale.low, scale.high};
        const ui::Theme& theme = *view_.theme;
        for (int step = 0; step < k_key_steps; ++step) {
            const float share = static_cast<float>(step) / (k_key_steps - 1);
            const float value = ends[0] + (ends[1] - ends[0]) * share;
            const float top = std::round(bar.bottom() - bar.h * static_cast<float>(step + 1) / k_key_steps);
            const float bottom = std::round(bar.bottom() - bar.h * static_cast<float>(step) / k_key_steps);
            for (const bool output : {false, true}) {
                const ui::Color color =
                    about_zero ? signed_color(facts_, theme, value) : range_color(facts_, theme, output, value);
                canvas_.fill_rect({output ? bar.center().x : bar.x, top, bar.w / 2, bottom - top}, color);
            }
        }
        canvas_.stroke_rect(bar, canvas_.color(Token::line), std::max(1.0F, view_.stroke(1.0F)));
        if (about_zero) {
            const float y = bar.center().y;
            canvas_.line({bar.x - view_.px(4.0F), y}, {bar.right() + view_.px(4.0F), y}, canvas_.color(Token::text),
                         view_.stroke(2.0F));
            canvas_.text(bar.x - view_.px(8.0F), y, "0", k_key_numbers, Token::text, ui::Align::right);
        }
        const float line = canvas_.text_size(k_key_numbers) * 1.3F;
        const int decimals = core::shared_decimals(ends);
        const auto end = [&](float value, float y) {
            const std::string number = core::fixed_decimal(value, decimals, core::Minus::typographic);
            canvas_.text(bar.right(), y, number, k_key_numbers, Token::text2, ui::Align::right);
        };
        end(ends[1], bar.y - line / 2);
        end(ends[0], bar.bottom() + line / 2);
    }

    void outlines() {
        for (std::size_t level = bottom_; level <= top_; ++level) {
            if (level == bottom_ && level < top_ && growth_ < 1.0F) continue;
            outline(level);
        }
        const StackCell& seen = state_.document.seen;
        if (!stage_.shown->hovered || !facts_.contains(seen)) return;
        const ui::GridPlace& place = stage_.places[static_cast<std::size_t>(seen.level)];
        ui::draw_window_ghost(canvas_, place.block(static_cast<double>(seen.row), static_cast<double>(seen.col), 1, 1));
    }

    void outline(std::size_t level) {
        const core::Cone::Slice& of = slice(level);
        const ui::Rect area = block(level);
        if (area.empty()) return;
        if (!has_gaps(of)) {
            frame(area);
            return;
        }
        for (const std::int64_t row : of.rows) {
            for (const std::int64_t col : of.cols) mark(stage_.places[level].cell(row, col));
        }
        canvas_.dashed_rect(area, canvas_.color(outline_token()), view_.stroke(1.5F), view_.px(6.0F), view_.px(5.0F),
                            view_.px(4.0F));
    }

    static bool has_gaps(const core::Cone::Slice& of) {
        if (of.rows.empty() || of.cols.empty()) return false;
        return of.rows.back() - of.rows.front() + 1 > std::ssize(of.rows) ||
               of.cols.back() - of.cols.front() + 1 > std::ssize(of.cols);
    }

    Token outline_token() const { return stage_.shown->hovered ? Token::text : Token::accent; }

    void frame(const ui::Rect& area) {
        if (!stage_.shown->hovered) {
            ui::draw_window(canvas_, area);
            return;
        }
        const float room = std::min(area.w, area.h);
        const float radius = std::min(view_.px(8.0F), room * 0.2F);
        const float width = std::min(view_.stroke(2.5F), std::max(1.5F, room * 0.12F));
        canvas_.stroke_rect(area, canvas_.color(Token::bg), width + view_.px(3.0F), radius);
        canvas_.stroke_rect(area, canvas_.color(Token::text), width, radius);
    }

    void mark(const ui::Rect& cell) {
        if (cell.w < view_.px(k_outlined_from)) {
            canvas_.fill_rect(cell, canvas_.color(outline_token()).with_alpha(k_filled_alpha));
        } else {
            canvas_.stroke_rect(cell.grown(-view_.px(1.0F)), canvas_.color(outline_token()), view_.stroke(2.0F),
                                view_.px(4.0F));
        }
    }

    // ---- captions above, the table below

    void words() {
        const StackLayout& at = stage_.layout;
        if (at.table && stage_.shown) {
            const ui::Rect& column = at.columns[top_];
            const float rows = static_cast<float>(stack_rows().size()) * at.row_height;
            canvas_.fill_rect({column.x, at.table_y - at.row_height / 2, column.w, rows}, canvas_.color(Token::panel),
                              view_.px(6.0F));
        }
        for (std::size_t level = 0; level < at.columns.size(); ++level) {
            if (at.captions) caption(level, at.columns[level]);
            if (at.table) column(level);
        }
        if (!at.table) return;
        float y = at.table_y;
        for (const StackRow& row : stack_rows()) {
            canvas_.text(at.table_right, y, view_.text->get(row.key), {ui::Type::t14}, Token::text2, ui::Align::right);
            y += at.row_height;
        }
    }

    void caption(std::size_t level, const ui::Rect& column) {
        const StackLayout& at = stage_.layout;
        const ui::TextStyle style{ui::Type::t16, ui::Family::words, true};
        // A caption may use the gap beside its column.
        const float room = column.w + view_.px(view_.layout.compact ? 16.0F : 28.0F);
        std::string name = level_name(*view_.text, facts_, level);
        const bool average = level > 0 && facts_.layers[level - 1].kind == StackLayer::Kind::average;
        if (average && canvas_.text_width(name, style) > room)
            name = std::to_string(level) + " " + std::string(view_.text->get("stack.kind.average.short"));
        name = canvas_.elided(name, style, room);
        canvas_.text(column.center().x, at.caption_y, name, style, Token::text, ui::Align::center);
        if (!at.details || level == 0) return;
        const ui::TextStyle small{ui::Type::t14, ui::Family::numbers, false};
        const StackLayer& layer = facts_.layers[level - 1];
        const bool tight = canvas_.rich_width(layer_details(layer), small) > room - view_.px(8.0F);
        canvas_.rich(column.center().x, at.details_y, layer_details(layer, tight), small, Token::text2,
                     ui::Align::center);
    }

    void column(std::size_t level) {
        const StackLayout& at = stage_.layout;
        ui::TextStyle style = at.table_style;
        style.bold = stage_.shown && level == top_;
        float y = at.table_y;
        for (const StackRow& row : stack_rows()) {
            const ui::RichPiece piece = row.value(facts_, level);
            canvas_.text(at.columns[level].center().x, y, piece.text, style, piece.color.value_or(Token::text),
                         ui::Align::center);
            y += at.row_height;
        }
    }

    // ---- the band

    std::vector<BandFormula> formulas() const {
        const core::ReachFormula all = core::reach_formula(
            *facts_.stack.levels[top_ - 1].h, facts_.stack.layers[top_ - 1].h, *facts_.stack.levels[top_].h);
        std::vector<BandFormula> list{{"stack.row.field", "r+(k−1)·d·j", all.field, {}},
                                      {"stack.row.jump", "j·s", all.jump, {}},
                                      {"stack.row.start", "b+((k−1)·d/2−p)·j", all.start, {}}};
        for (BandFormula& each : list) {
            const std::size_t equals = each.result.find(" = ");
            each.rest = each.result.substr(equals);
            each.result.resize(equals);
        }
        return list;
    }

    float formula_width(const BandFormula& formula, ui::TextStyle style) const {
        ui::TextStyle bold = style;
        bold.bold = true;
        const float words = canvas_.text_width(view_.text->get(formula.key), k_band_words);
        return std::max(words, canvas_.text_width(formula.result, bold) + canvas_.text_width(formula.rest, style));
    }

    void band() {
        const ui::Rect& band = stage_.layout.band;
        ui::draw_band_box(canvas_, band);
        if (!stage_.shown) return;
        if (top_ == 0) {
            const ui::TextStyle style{ui::Type::t16};
            const std::string words =
                canvas_.elided(view_.text->get("stack.band.input"), style, band.w - view_.px(32.0F));
            canvas_.text(band.center().x, band.center().y, words, style, Token::text2, ui::Align::center);
            return;
        }
        const std::vector<BandFormula> list = formulas();
        const float room = band.w - view_.px(32.0F);
        const float least_gap = view_.px(20.0F);
        const float spaces = least_gap * static_cast<float>(list.size() - 1);
        ui::TextStyle style{ui::Type::t20, ui::Family::numbers, false};
        const auto total = [&] {
            float sum = spaces;
            for (const BandFormula& each : list) sum += formula_width(each, style);
            return sum;
        };
        while (style.type != ui::Type::t14 && total() > room) style.type = ui::step_down(style.type);
        const float gap = std::max(0.0F, room - (total() - spaces)) / static_cast<float>(list.size());
        float x = band.x + view_.px(16.0F) + gap / 2;
        for (const BandFormula& each : list) {
            const float width = formula_width(each, style);
            formula(each, style, {x, band.y, width + gap * 0.8F, band.h});
            x += width + gap;
        }
    }

    // Words over numbers; the symbols beside the words where there is room for them.
    void formula(const BandFormula& each, ui::TextStyle style, const ui::Rect& room) {
        const float words_y = room.y + room.h * 0.29F;
        const float numbers_y = room.y + room.h * 0.69F;
        const std::string_view name = view_.text->get(each.key);
        const float name_width = canvas_.text(room.x, words_y, name, k_band_words, Token::text2);
        const ui::TextStyle small{ui::Type::t14, ui::Family::numbers, false};
        const ui::RichText symbols = colored_symbols("= " + std::string(each.symbols));
        const float symbols_x = room.x + name_width + view_.px(8.0F);
        if (symbols_x + canvas_.rich_width(symbols, small) <= room.right())
            canvas_.rich(symbols_x, words_y, symbols, small, Token::text2);
        ui::TextStyle bold = style;
        bold.bold = true;
        const float result = canvas_.text(room.x, numbers_y, each.result, bold, Token::output);
        canvas_.text(room.x + result, numbers_y, each.rest, style, Token::text);
    }

    // A warning or what was not taken; else where the formulas come from.
    void below_band() {
        const StackLayout& at = stage_.layout;
        const ui::Rect over{at.band.x, view_.layout.stage.y, at.band.w, at.band.y - view_.px(6.0F)};
        if (state_.pointing.notice) {
            draw_note(canvas_, at.notes, over, Token::err, state_.pointing.notice->sentence(*view_.text));
        } else if (state_.failure) {
            const std::string why = view_.text->sentence(*state_.failure);
            draw_note(canvas_, at.notes, over, Token::err, view_.text->format("photo.failed", {{"why", why}}));
        } else if (facts_.refusal && !waits_for_photo()) {
            draw_note(canvas_, at.notes, over, Token::warn, problem_sentence(*view_.text, *facts_.refusal));
        } else if (at.sources) {
            const ui::TextStyle style{ui::Type::t14};
            const std::string words = canvas_.elided(view_.text->get("stack.sources"), style, at.band.w);
            canvas_.text(at.band.center().x, at.sources_y, words, style, Token::text3, ui::Align::center);
        }
    }

    void hover() {
        if (!state_.hover || !facts_.contains(*state_.hover)) return;
        const StackCell& at = *state_.hover;
        const auto level = static_cast<std::size_t>(at.level);
        const ui::Rect cell = stage_.places[level].cell(at.row, at.col);
        if (at.level == 0) ui::draw_hover_cell(canvas_, cell);
        if (stage_.places[level].show_digits) return;
        const float value = facts_.values[level].at(at.row, at.col);
        ui::draw_number_tile(canvas_, cell, core::exact_decimal(value, core::Minus::typographic), view_.layout.stage);
    }

    static constexpr ui::TextStyle k_key_numbers{ui::Type::t14, ui::Family::numbers, false};
    static constexpr ui::TextStyle k_band_words{ui::Type::t14, ui::Family::words, true};

    const StackState& state_;
    const StackFacts& facts_;
    ui::Canvas& canvas_;
    const ui::View& view_;
    StackStage stage_;
    std::size_t top_ = 0;     // level of the output whose cone is shown
    std::size_t bottom_ = 0;  // down to which it is open
    float growth_ = 1.0F;     // of the newest part of the cone
};

}  // namespace

void stack_canvas(const StackState& state, ui::Canvas& canvas) {
    if (state.facts.values.empty()) return;
    StackPen(state, canvas).draw();
}

}  // namespace scenes
