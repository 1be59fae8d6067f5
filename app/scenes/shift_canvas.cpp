// Drawing of the shift scene: each lane with the numbers as given and moved, its outputs before and after, and a meter.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "app/scenes/pool_words.h"
#include "app/scenes/shift_screen.h"
#include "app/scenes/stage_notes.h"
#include "app/ui/icons.h"
#include "app/ui/step_motion.h"
#include "core/number_text.h"

namespace scenes {

namespace {

using ui::Token;

// Cells [first, first + count) of an axis, in pieces that lie on it; fractions lie between cells, for sliding.
struct Piece {
    double first = 0.0;
    double count = 0.0;
};

std::vector<Piece> pieces(Piece reach, double size, bool round) {
    if (!round) {
        const double from = std::max(0.0, reach.first);
        return {{from, std::min(size, reach.first + reach.count) - from}};
    }
    if (reach.count >= size) return {{0.0, size}};
    const double first = reach.first - size * std::floor(reach.first / size);
    if (first + reach.count <= size) return {{first, reach.count}};
    return {{first, size - first}, {0.0, first + reach.count - size}};
}

Piece between(const core::ShiftReach& from, const core::ShiftReach& to, float share) {
    const auto mixed = [share](std::int64_t a, std::int64_t b) {
        return static_cast<double>(a) + static_cast<double>(b - a) * static_cast<double>(share);
    };
    return {mixed(from.first, to.first), mixed(from.count, to.count)};
}

class ShiftPen {
public:
    ShiftPen(const ShiftState& state, ui::Canvas& canvas)
        : state_(state), canvas_(canvas), view_(canvas.view()), stage_(shift_stage(state, canvas)) {}

    void draw() {
        for (std::size_t i = 0; i < stage_.lanes.size(); ++i) {
            const ShiftLanePlace& at = stage_.lanes[i];
            title(state_.facts.lanes[i], at);
            if (state_.document.page == ShiftPage::moves) {
                draw_shift_moves(canvas_, state_, at, i);
            } else {
                lane(state_.facts.lanes[i], at);
            }
            if (!state_.facts.lanes[i].problem) meter(state_.facts.lanes[i], at);
        }
        if (!stage_.strip.empty()) {
            draw_shift_photo(canvas_, state_, stage_.strip, state_.document.page == ShiftPage::numbers);
        }
        const ui::Rect& all = view_.layout.stage;
        const ui::Rect edge{all.x, all.bottom(), all.w, 0.0F};
        if (state_.pointing.notice) {
            draw_note(canvas_, edge, all, Token::err, state_.pointing.notice->sentence(*view_.text));
        } else if (state_.source.failure) {
            draw_note(canvas_, edge, all, Token::err,
                      view_.text->format("photo.failed", {{"why", view_.text->sentence(*state_.source.failure)}}));
        }
    }

private:
    void lane(const ShiftLane& facts, const ShiftLanePlace& at) {
        const ui::TextStyle caption{stage_.details ? ui::Type::t16 : ui::Type::t14};
        canvas_.text(at.lane.x, at.given_y, view_.text->get("shift.given"), caption, Token::text2);
        ui::draw_cells(canvas_, at.given, stage_.given);
        const bool moved_shown = !facts.problem || !stage_.tight;
        if (moved_shown) {
            const float wide =
                canvas_.text(at.lane.x, at.moved_y, moved_words(state_, *view_.text), caption, Token::text2);
            draw_move_arrow(canvas_, state_, {at.lane.x + wide + view_.px(26.0F), at.moved_y});
            moved_cells(at.moved);
        }
        if (facts.problem) {
            const float top = (moved_shown ? at.moved : at.given).area.bottom() + view_.px(8.0F);
            draw_error(canvas_, {at.lane.x, top, at.lane.w, std::max(view_.px(40.0F), at.note_y - top)},
                       view_.text->sentence(*facts.problem));
            return;
        }
        const core::ShiftChange change = lane_change(state_, facts);
        outputs(facts, facts.before, at.before, at.given, nullptr);
        outputs(facts, facts.after, at.after, at.moved, &change.changed);
        window(facts, at);
    }

    void title(const ShiftLane& facts, const ShiftLanePlace& at) {
        const ui::Text& text = *view_.text;
        const ui::TextStyle style{ui::Type::t20, ui::Family::words, true};
        canvas_.text(at.lane.x, at.lane.y + view_.layout.control(14.0F),
                     canvas_.elided(text.get(method_key(facts.method)), style, at.lane.w), style, Token::text);
        if (!stage_.details) return;
        const ui::TextStyle small{ui::Type::t14};
        const std::string detail = detail_words(state_, facts.method, text);
        if (stage_.details_beside) {
            const float x = at.lane.x + canvas_.text_width(text.get(method_key(facts.method)), style) + view_.px(12.0F);
            canvas_.text(x, at.lane.y + view_.layout.control(15.0F), detail, small, Token::text2);
            return;
        }
        canvas_.text(at.lane.x, at.lane.y + view_.layout.control(38.0F), canvas_.elided(detail, small, at.lane.w),
                     small, Token::text2);
    }

    // On their way: what leaves on one side enters on the other, or zeros enter.
    void moved_cells(const ui::GridPlace& place) {
        const ShiftSlide& slide = state_.slide;
        if (slide.left <= 0.0 || view_.reduced_motion) {
            ui::draw_cells(canvas_, place, stage_.moved);
            return;
        }
        const auto done = static_cast<float>(1.0 - slide.left / k_shift_slide_seconds);
        const float rest = 1.0F - ui::ease_in_out_cubic(done);
        const float dx = -rest * static_cast<float>(slide.right) * place.pitch;
        const float dy = stage_.row ? 0.0F : -rest * static_cast<float>(slide.down) * place.pitch;
        ui::NumberGrid entering = stage_.moved;
        if (state_.document.edge == core::ShiftEdge::zero) {
            for (ui::GridCell& cell : entering.cells) cell.value = 0.0F;
        }
        canvas_.push_clip(place.area);
        for (const float down : {-1.0F, 0.0F, 1.0F}) {
            for (const float right : {-1.0F, 0.0F, 1.0F}) {
                ui::GridPlace copy = place;
                copy.area = place.area.moved(dx + right * place.area.w, dy + down * place.area.h);
                const bool apart = copy.area.right() <= place.area.x || copy.area.x >= place.area.right() ||
                                   copy.area.bottom() <= place.area.y || copy.area.y >= place.area.bottom();
                if (!apart) ui::draw_cells(canvas_, copy, down == 0.0F && right == 0.0F ? stage_.moved : entering);
            }
        }
        canvas_.pop_clip();
    }

    ui::NumberGrid output_grid(const ShiftLane& facts) const {
        ui::NumberGrid grid;
        grid.rows = facts.before.rows;
        grid.cols = facts.before.cols;
        grid.output = true;
        grid.low = stage_.given.low;
        grid.high = stage_.given.high;
        grid.decimals = facts.decimals;
        return grid;
    }

    // One size of digits for all outputs of a lane. Where even the smallest is too wide, decimals go as long as two
    // digits stay; the read-out has all of them.
    ui::TextStyle digits(const ShiftLane& facts, ui::NumberGrid& grid, const std::vector<ui::Rect>& cells) const {
        float width = std::numeric_limits<float>::infinity();
        for (const ui::Rect& cell : cells) width = std::min(width, cell.w);
        ui::TextStyle style{ui::Type::t20, ui::Family::numbers, true};
        float largest = 0.0F;
        for (const core::Grid* values : {&facts.before, &facts.after}) {
            for (const float value : values->values) largest = std::max(largest, std::abs(value));
        }
        const int least = largest >= 10.0F ? 0 : largest > 1.0F ? 1 : 2;
        const auto wide = [&](const core::Grid& values) {
            return std::any_of(values.values.begin(), values.values.end(), [&](float value) {
                return canvas_.text_width(ui::cell_text(grid, {ui::CellKind::value, value}), style) > width * 0.86F;
            });
        };
        while (wide(facts.before) || wide(facts.after)) {
            if (style.type != ui::Type::t14) {
                style.type = ui::step_down(style.type);
            } else if (grid.decimals > least) {
                --grid.decimals;
            } else {
                break;
            }
        }
        return style;
    }

    // Cells of the moved input's outputs are covered until the player has come to them.
    void outputs(const ShiftLane& facts, const core::Grid& values, const std::vector<ui::Rect>& cells,
                 const ui::GridPlace& input, const std::vector<bool>* changed) {
        ui::NumberGrid grid = output_grid(facts);
        const ui::TextStyle style = digits(facts, grid, cells);
        const std::int64_t open = changed != nullptr ? revealed_outputs(state_.playback) : std::ssize(cells);
        for (std::size_t i = 0; i < cells.size() && i < values.values.size(); ++i) {
            if (stage_.row) bracket(input, static_cast<std::int64_t>(i), cells[i]);
            const bool is_open = static_cast<std::int64_t>(i) < open;
            const bool differs = is_open && changed != nullptr && (*changed)[i];
            output_cell(cells[i], grid, style, values.values[i], is_open, differs);
        }
    }

    // Goes round where the window does: what passes the end of the row comes in at its beginning.
    void bracket(const ui::GridPlace& input, std::int64_t index, const ui::Rect& cell) {
        const float from = input.area.x + static_cast<float>(index * state_.document.stride) * input.pitch;
        const float to = from + static_cast<float>(state_.document.kernel) * input.pitch;
        const bool overlap = state_.document.kernel > state_.document.stride;
        const float y = input.area.bottom() + view_.px(index % 2 == 1 && overlap ? 10.0F : 6.0F);
        const float inset = view_.px(5.0F);
        const ui::Color color = canvas_.color(Token::accent);
        canvas_.push_clip({input.area.x, input.area.y, input.area.w, cell.y - input.area.y});
        const int rounds = to > input.area.right() + 0.5F ? 2 : 1;
        for (int round = 0; round < rounds; ++round) {
            const float back = static_cast<float>(round) * input.area.w;
            const float left = from + inset - back;
            const float right = to - inset - back;
            const ui::Vec2 points[] = {{left, y - view_.px(5.0F)}, {left, y}, {right, y}, {right, y - view_.px(5.0F)}};
            canvas_.polyline(points, color, view_.stroke(2.0F));
        }
        canvas_.pop_clip();
        const float x = cell.center().x;
        canvas_.line({x, y}, {x, cell.y - view_.px(3.0F)}, color, view_.stroke(2.0F));
    }

    void output_cell(const ui::Rect& rect, const ui::NumberGrid& grid, ui::TextStyle style, float value, bool open,
                     bool changed) {
        const float radius = std::min(view_.px(6.0F), rect.h * 0.15F);
        if (!open) {
            canvas_.fill_rect(rect, canvas_.color(Token::cover), radius);
            canvas_.dashed_rect(rect.grown(-0.5F), canvas_.color(Token::edge), view_.stroke(1.5F), view_.px(6.0F),
                                view_.px(5.0F), radius);
            canvas_.text(rect.center().x, rect.center().y, "?", style, Token::text2, ui::Align::center);
            return;
        }
        const ui::GridCell cell{ui::CellKind::value, value};
        const ui::Color fill = ui::cell_fill(view_, grid, cell);
        canvas_.fill_rect(rect, fill, radius);
        const float edge = view_.theme->cell_edge_width * view_.layout.u;
        if (edge > 0.0F) canvas_.stroke_rect(rect.grown(-edge / 2), canvas_.color(Token::cell_edge), edge, radius);
        const std::string text = ui::cell_text(grid, cell);
        const float badge = std::min(view_.px(20.0F), rect.h * 0.5F);
        const float wide = canvas_.text_width(text, style);
        const bool fits = canvas_.text_size(style) <= rect.h && wide <= rect.w * 0.94F;
        const bool with_badge = changed && wide + badge + view_.px(16.0F) <= rect.w;
        if (fits) {
            canvas_.text(rect.center().x + (with_badge ? badge * 0.6F : 0.0F), rect.center().y, text, style,
                         ui::Theme::ink_on(fill), ui::Align::center);
        }
        if (!changed) return;
        canvas_.stroke_rect(rect, canvas_.color(Token::bg), view_.stroke(6.0F), radius);
        canvas_.stroke_rect(rect, canvas_.color(Token::stride), view_.stroke(3.0F), radius);
        if (with_badge) draw_unequal(canvas_, {rect.x + view_.px(7.0F), rect.center().y - badge / 2, badge, badge});
    }

    // What the player's output is made of, among the numbers as given and moved.
    void window(const ShiftLane& facts, const ShiftLanePlace& at) {
        const std::int64_t index = shown_output(state_);
        const std::int64_t across = state_.facts.output.w;
        if (index >= std::ssize(at.after) || across == 0) return;
        const core::Grid& grid = state_.document.input.grid;
        const core::ShiftPool pool = shift_pooling(state_.document, facts.method);
        const bool slides = index == state_.playback.window && state_.playback.previous < std::ssize(at.after);
        const std::int64_t from = slides ? state_.playback.previous : index;
        const float share = slides ? ui::step_motion(state_.playback).slide : 1.0F;
        const bool round = state_.document.edge == core::ShiftEdge::wrap;
        const auto axis = [&](std::int64_t old_place, std::int64_t new_place, std::int64_t size) {
            return pieces(
                between(core::shift_reach(pool, old_place, size), core::shift_reach(pool, new_place, size), share),
                static_cast<double>(size), round);
        };
        const std::vector<Piece> rows =
            stage_.row ? std::vector<Piece>{{0.0, 1.0}} : axis(from / across, index / across, grid.rows);
        const std::vector<Piece> cols = axis(from % across, index % across, grid.cols);
        for (const ui::GridPlace* place : {&at.given, &at.moved}) {
            for (const Piece& row : rows) {
                for (const Piece& col : cols) {
                    ui::draw_window(canvas_, place->block(row.first, col.first, row.count, col.count));
                }
            }
        }
    }

    void meter(const ShiftLane& facts, const ShiftLanePlace& at) {
        const core::ShiftChange change = lane_change(state_, facts);
        const ui::Text& text = *view_.text;
        const double share = change.likeness(state_.facts.range);
        const std::string percent = core::fixed_decimal(static_cast<float>(share * 100.0), 0) + " %";
        const ui::TextStyle big{ui::Type::t24, ui::Family::numbers, true};
        const float number_width = canvas_.text_width(percent, big) + view_.px(8.0F);
        const ui::TextStyle title{ui::Type::t16, ui::Family::words, true};
        if (!stage_.tight) {
            canvas_.text(at.lane.x, at.meter_y,
                         canvas_.elided(text.get("shift.meter"), title, at.lane.w - number_width), title, Token::text);
        }
        canvas_.text(at.lane.right(), at.meter_y, percent, big, Token::output, ui::Align::right);
        const float radius = at.meter.h / 2;
        canvas_.fill_rect(at.meter, canvas_.color(Token::track), radius);
        ui::Rect part = at.meter;
        part.w = std::max(at.meter.h, part.w * static_cast<float>(share));
        canvas_.fill_rect(part, canvas_.color(Token::output), radius);
        const float x = std::clamp(at.meter.x + at.meter.w * static_cast<float>(share), at.meter.x + view_.px(3.0F),
                                   at.meter.right() - view_.px(3.0F));
        canvas_.fill_rect(
            {x - view_.px(3.0F), at.meter.y - view_.px(4.0F), view_.px(6.0F), at.meter.h + view_.px(8.0F)},
            canvas_.color(Token::text), view_.px(2.0F));
        if (stage_.tight) return;
        counts(change, at);
        if (revealed_outputs(state_.playback) < state_.playback.windows) return;
        canvas_.wrapped(at.lane.x, at.note_y, at.lane.w, loss_words(state_, facts, text), {ui::Type::t14},
                        Token::stride, k_shift_note_lines);
    }

    // What changed, and at the right what did not, where there is room for both.
    void counts(const core::ShiftChange& change, const ShiftLanePlace& at) {
        const ui::Text& text = *view_.text;
        const std::string changed = change_words(change, text);
        ui::TextStyle style{stage_.details ? ui::Type::t16 : ui::Type::t14};
        if (canvas_.text_width(changed, style) > at.lane.w) style.type = ui::Type::t14;
        canvas_.text(at.lane.x, at.count_y, canvas_.elided(changed, style, at.lane.w), style, Token::text);
        const std::string same =
            text.format("shift.count.same", {ui::arg("same", change.same), ui::arg("count", change.outputs)});
        const float both = canvas_.text_width(changed, style) + view_.px(16.0F) + canvas_.text_width(same, style);
        if (both <= at.lane.w) {
            canvas_.text(at.lane.right(), at.count_y, same, style, Token::text2, ui::Align::right);
        }
    }

    const ShiftState& state_;
    ui::Canvas& canvas_;
    const ui::View& view_;
    ShiftStage stage_;
};

}  // namespace

std::string_view method_key(core::ShiftMethod method) {
    switch (method) {
        case core::ShiftMethod::max:
            return "shift.lane.max";
        case core::ShiftMethod::max_blur:
            return "shift.lane.blur";
        case core::ShiftMethod::average:
            break;
    }
    return "shift.lane.average";
}

std::string moved_words(const ShiftState& state, const ui::Text& text) {
    const std::int64_t down = shift_down(state.document);
    const std::int64_t right = state.document.right;
    if (down != 0 && right != 0) {
        return text.format("shift.moved_both", {{"right", signed_cells(right)}, {"down", signed_cells(down)}});
    }
    return text.format("shift.moved", {ui::arg("n", std::abs(down + right))});
}

void draw_move_arrow(ui::Canvas& canvas, const ShiftState& state, ui::Vec2 middle) {
    const ui::View& view = canvas.view();
    const auto x = static_cast<float>(state.document.right);
    const auto y = static_cast<float>(shift_down(state.document));
    const float length = std::hypot(x, y);
    if (length <= 0.0F) return;
    const ui::Vec2 way{x / length, y / length};
    const ui::Vec2 across{-way.y, way.x};
    const float reach = view.px(10.0F);
    const ui::Vec2 tip = middle + way * reach;
    canvas.line(middle - way * reach, tip, canvas.color(Token::stride), view.stroke(2.0F));
    const ui::Vec2 head[] = {tip - way * view.px(6.0F) + across * view.px(4.0F), tip,
                             tip - way * view.px(6.0F) - across * view.px(4.0F)};
    canvas.polyline(head, canvas.color(Token::stride), view.stroke(2.0F));
}

void draw_unequal(ui::Canvas& canvas, const ui::Rect& box) {
    const ui::View& view = canvas.view();
    canvas.fill_rect(box, canvas.color(Token::stride), view.px(4.0F));
    const ui::Color ink = ui::Theme::ink_on(canvas.color(Token::stride));
    const float inset = box.w * 0.24F;
    const float thick = std::max(1.0F, view.px(2.0F));
    for (const float y : {0.4F, 0.62F}) {
        canvas.line({box.x + inset, box.y + box.h * y}, {box.right() - inset, box.y + box.h * y}, ink, thick);
    }
    canvas.line({box.x + box.w * 0.36F, box.y + box.h * 0.78F}, {box.x + box.w * 0.64F, box.y + box.h * 0.22F}, ink,
                thick);
}

void shift_canvas(const ShiftState& state, ui::Canvas& canvas) { ShiftPen(state, canvas).draw(); }

}  // namespace scenes
