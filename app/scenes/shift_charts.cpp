// The photo and the chart of all moves of the shift scene.
#include <algorithm>
#include <cmath>

#include "app/scenes/shift_screen.h"
#include "app/scenes/stage_notes.h"
#include "core/number_text.h"

namespace scenes {

namespace {

using ui::Token;

std::string percent(double share) { return core::fixed_decimal(static_cast<float>(share * 100.0), 0); }

// ---- the photo

std::string_view picture_key(core::ShiftMethod method) {
    switch (method) {
        case core::ShiftMethod::max:
            return "shift.photo.max";
        case core::ShiftMethod::max_blur:
            return "shift.photo.blur";
        case core::ShiftMethod::average:
            break;
    }
    return "shift.photo.average";
}

class PhotoPen {
public:
    PhotoPen(ui::Canvas& canvas, const ShiftState& state, const ui::Rect& room, bool one_line)
        : canvas_(canvas), view_(canvas.view()), photo_(state.facts.photo), state_(state), room_(room) {
        const auto columns = static_cast<float>(photo_.lanes.size() + 1);
        across_ = one_line ? 2.0F * columns : columns;
        down_ = one_line ? 1.0F : 2.0F;
        caption_ = view_.layout.control(24.0F);
        const float gap = view_.px(12.0F);
        pitch_ = (room.w + gap) / across_;
        caption_width_ = pitch_ - gap;
        side_ = std::floor(std::min(caption_width_, room.h / down_ - caption_ - gap / 2));
    }

    void draw() {
        if (side_ < view_.px(8.0F)) return;
        caption(0, view_.text->get("shift.photo.given"), Token::text2);
        picture(0, photo_.given_picture);
        caption(1, moved_words(state_, *view_.text), Token::text2);
        picture(1, photo_.moved_picture);
        for (std::size_t i = 0; i < photo_.lanes.size(); ++i) lane(photo_.lanes[i], 2 * i + 2);
    }

private:
    // Pictures in the order: as given, moved, each lane before, after.
    ui::Rect tile(std::size_t index) const {
        const std::size_t column = down_ > 1.0F ? index / 2 : index;
        const std::size_t line = down_ > 1.0F ? index % 2 : 0;
        return {std::floor(room_.x + static_cast<float>(column) * pitch_),
                std::floor(room_.y + static_cast<float>(line) * room_.h / down_ + caption_), side_, side_};
    }

    // Above its picture, with the badge of what changed.
    void caption(std::size_t index, std::string_view words, Token token, bool badge = false) {
        const ui::Rect at = tile(index);
        const float size = view_.px(16.0F);
        const float from = badge ? size + view_.px(6.0F) : 0.0F;
        ui::TextStyle style{ui::Type::t16, ui::Family::words, token == Token::stride};
        const float room = caption_width_ - from;
        if (canvas_.text_width(words, style) > room) style.type = ui::Type::t14;
        const std::string shown = canvas_.elided(words, style, room);
        const float y = at.y - caption_ / 2;
        if (badge) draw_unequal(canvas_, {at.x, y - size / 2, size, size});
        canvas_.text(at.x + from, y, shown, style, token);
    }

    void picture(std::size_t index, const core::Image& image) {
        const ui::Rect at = tile(index);
        canvas_.image(at, image, {0.0F, 0.0F, static_cast<float>(image.width), static_cast<float>(image.height)},
                      false);
        canvas_.stroke_rect(at, canvas_.color(Token::line), std::max(1.0F, view_.stroke(1.0F)));
    }

    void lane(const ShiftPhotoLane& lane, std::size_t index) {
        caption(index, view_.text->get(picture_key(lane.method)), Token::text2);
        if (lane.problem) {
            const ui::Rect box = tile(index);
            canvas_.wrapped(box.x, box.y, caption_width_, view_.text->sentence(*lane.problem), {ui::Type::t14},
                            Token::text, 5);
            return;
        }
        picture(index, lane.before_picture);
        picture(index + 1, lane.after_picture);
        caption(index + 1, changed_caption(lane), Token::stride, true);
        changed_cells(lane, tile(index + 1));
    }

    // How alike it stays is said too where there is room.
    std::string changed_caption(const ShiftPhotoLane& lane) const {
        const std::vector<ui::Arg> args{ui::arg("changed", lane.change.changes()),
                                        ui::arg("count", lane.change.outputs),
                                        {"percent", percent(lane.change.likeness(photo_.range))}};
        const float room = caption_width_ - view_.px(22.0F);
        for (const std::string_view key : {"shift.photo.changed_alike", "shift.photo.changed"}) {
            std::string words = view_.text->format(key, args);
            if (canvas_.text_width(words, {ui::Type::t14, ui::Family::words, true}) <= room) return words;
        }
        return view_.text->format("shift.photo.changed_short", args);
    }

    void changed_cells(const ShiftPhotoLane& lane, const ui::Rect& at) {
        const float w = at.w / static_cast<float>(lane.after.cols);
        const float h = at.h / static_cast<float>(lane.after.rows);
        const float thick = std::max(1.0F, std::min(view_.stroke(2.0F), w * 0.2F));
        for (std::size_t i = 0; i < lane.change.changed.size(); ++i) {
            if (!lane.change.changed[i]) continue;
            const auto index = static_cast<std::int64_t>(i);
            const std::int64_t row = index / lane.after.cols;
            const std::int64_t col = index % lane.after.cols;
            const ui::Rect cell{at.x + static_cast<float>(col) * w, at.y + static_cast<float>(row) * h, w, h};
            canvas_.stroke_rect(cell.grown(-thick), canvas_.color(Token::stride), thick);
        }
    }

    ui::Canvas& canvas_;
    const ui::View& view_;
    const ShiftPhoto& photo_;
    const ShiftState& state_;
    ui::Rect room_;
    float across_ = 1.0F;
    float pitch_ = 0.0F;
    float caption_width_ = 0.0F;
    float down_ = 1.0F;
    float caption_ = 0.0F;
    float side_ = 0.0F;
};

// ---- every move

class MovesPen {
public:
    MovesPen(ui::Canvas& canvas, const ShiftState& state, const ShiftLanePlace& at, const core::ShiftConsistency& moves)
        : canvas_(canvas), view_(canvas.view()), state_(state), at_(at), moves_(moves) {}

    void draw() {
        heads();
        if (moves_.likenesses.rows > 1) {
            table();
        } else {
            axes();
            current_column();
            curve(moves_.shares, Token::text2, true);
            curve(moves_.likenesses, Token::output, false);
        }
    }

private:
    bool row() const { return moves_.likenesses.rows == 1; }

    // The means over all moves, each after the mark of its curve.
    void heads() {
        const float line = view_.layout.control(26.0F);
        head(at_.chart.y + line / 2, "shift.moves.likeness", moves_.mean_likeness, Token::output, false);
        head(at_.chart.y + line * 1.5F, "shift.moves.same", moves_.mean, Token::text2, true);
    }

    void head(float y, std::string_view key, double mean, Token token, bool dashed) {
        float x = at_.chart.x;
        if (row()) {
            const ui::Vec2 end{x + view_.px(24.0F), y};
            stroke({x, y}, end, token, dashed);
            x = end.x + view_.px(8.0F);
        }
        const ui::TextStyle style{ui::Type::t16, ui::Family::words, !dashed};
        const std::string words = view_.text->format(key, {{"percent", percent(mean)}});
        canvas_.text(x, y, canvas_.elided(words, style, at_.chart.right() - x), style, Token::text);
    }

    void stroke(ui::Vec2 a, ui::Vec2 b, Token token, bool dashed) {
        if (dashed) {
            canvas_.dashed_line(a, b, canvas_.color(token), view_.stroke(2.0F), view_.px(6.0F), view_.px(5.0F));
        } else {
            canvas_.line(a, b, canvas_.color(token), view_.stroke(3.0F));
        }
    }

    float height_of(float share) const { return at_.plot.bottom() - share * at_.plot.h; }

    void axes() {
        for (const float share : {0.0F, 0.5F, 1.0F}) {
            const float y = height_of(share);
            canvas_.line({at_.plot.x, y}, {at_.plot.right(), y}, canvas_.color(Token::line), view_.stroke(1.0F));
            canvas_.text(at_.plot.x - view_.px(8.0F), y, percent(share) + " %", {ui::Type::t14, ui::Family::numbers},
                         Token::text2, ui::Align::right);
        }
        const ui::TextStyle style{ui::Type::t14, ui::Family::numbers};
        const float widest = canvas_.text_width("−00", style) + view_.px(4.0F);
        const auto every = static_cast<std::size_t>(std::max(1.0F, std::ceil(widest / at_.move_cells.front().w)));
        for (std::size_t i = 0; i < at_.move_cells.size(); ++i) {
            const std::int64_t right = moves_.first_right + static_cast<std::int64_t>(i);
            if (right % static_cast<std::int64_t>(every) != 0) continue;
            canvas_.text(at_.move_cells[i].center().x, at_.plot.bottom() + view_.layout.control(14.0F),
                         signed_cells(right), style, Token::text2, ui::Align::center);
        }
    }

    // Where the input stands now, among the moves.
    std::size_t current() const {
        const core::Grid& grid = state_.document.input.grid;
        const auto place = [&](std::int64_t move, std::int64_t first, std::int64_t size) {
            return state_.document.edge == core::ShiftEdge::wrap ? (move % size + size) % size : move - first;
        };
        const std::int64_t down = place(shift_down(state_.document), moves_.first_down, grid.rows);
        const std::int64_t right = place(state_.document.right, moves_.first_right, grid.cols);
        return static_cast<std::size_t>(down * moves_.likenesses.cols + right);
    }

    void current_column() {
        if (current() >= at_.move_cells.size()) return;
        const ui::Rect& cell = at_.move_cells[current()];
        const float x = cell.center().x;
        canvas_.line({x, at_.plot.y}, {x, at_.plot.bottom()}, canvas_.color(Token::stride), view_.stroke(2.0F));
        const float size = view_.px(6.0F);
        const ui::Vec2 pointer[] = {
            {x, at_.plot.bottom()}, {x + size, at_.plot.bottom() + size}, {x - size, at_.plot.bottom() + size}};
        canvas_.fill_polygon(pointer, canvas_.color(Token::stride));
    }

    void curve(const core::Grid& shares, Token token, bool dashed) {
        ui::Vec2 last;
        for (std::size_t i = 0; i < at_.move_cells.size(); ++i) {
            const ui::Vec2 point{at_.move_cells[i].center().x, height_of(shares.values[i])};
            if (i > 0) stroke(last, point, token, dashed);
            last = point;
        }
        for (std::size_t i = 0; i < at_.move_cells.size() && !dashed; ++i) {
            canvas_.fill_circle({at_.move_cells[i].center().x, height_of(shares.values[i])}, view_.px(4.0F),
                                canvas_.color(token));
        }
    }

    // Cells across above the columns, cells down before the rows; every so many where they are narrow.
    void table_axes() {
        const ui::TextStyle style{ui::Type::t14, ui::Family::numbers};
        const ui::Rect& first = at_.move_cells.front();
        const float widest = canvas_.text_width("−00", style) + view_.px(4.0F);
        const auto every = [](float need, float have) { return static_cast<std::int64_t>(std::ceil(need / have)); };
        const std::int64_t columns = std::max<std::int64_t>(1, every(widest, first.w));
        const std::int64_t rows = std::max<std::int64_t>(1, every(canvas_.text_size(style) * 1.2F, first.h));
        const auto cell = [&](std::int64_t row, std::int64_t col) {
            return at_.move_cells[static_cast<std::size_t>(row * moves_.likenesses.cols + col)];
        };
        for (std::int64_t col = 0; col < moves_.likenesses.cols; ++col) {
            const std::int64_t right = moves_.first_right + col;
            if (right % columns != 0) continue;
            canvas_.text(cell(0, col).center().x, first.y - view_.layout.control(10.0F), signed_cells(right), style,
                         Token::text2, ui::Align::center);
        }
        for (std::int64_t row = 0; row < moves_.likenesses.rows; ++row) {
            const std::int64_t down = moves_.first_down + row;
            if (down % rows != 0) continue;
            canvas_.text(first.x - view_.px(8.0F), cell(row, 0).center().y, signed_cells(down), style, Token::text2,
                         ui::Align::right);
        }
    }

    // Of a picture: each move's likeness in percent at its place, down and across.
    void table() {
        ui::NumberGrid grid;
        grid.output = true;
        grid.high = 100.0F;
        const ui::TextStyle style{ui::Type::t14, ui::Family::numbers, true};
        for (std::size_t i = 0; i < at_.move_cells.size(); ++i) {
            const ui::Rect& cell = at_.move_cells[i];
            const float value = 100.0F * moves_.likenesses.values[i];
            const ui::Color fill = ui::cell_fill(view_, grid, {ui::CellKind::value, value});
            canvas_.fill_rect(cell, fill, std::min(view_.px(6.0F), cell.h * 0.15F));
            const std::string words = core::fixed_decimal(value, 0);
            if (canvas_.text_width(words, style) > cell.w * 0.9F || canvas_.text_size(style) > cell.h) continue;
            canvas_.text(cell.center().x, cell.center().y, words, style, ui::Theme::ink_on(fill), ui::Align::center);
        }
        table_axes();
        if (current() >= at_.move_cells.size()) return;
        const ui::Rect& cell = at_.move_cells[current()];
        canvas_.stroke_rect(cell, canvas_.color(Token::bg), view_.stroke(6.0F), view_.px(4.0F));
        canvas_.stroke_rect(cell, canvas_.color(Token::stride), view_.stroke(3.0F), view_.px(4.0F));
    }

    ui::Canvas& canvas_;
    const ui::View& view_;
    const ShiftState& state_;
    const ShiftLanePlace& at_;
    const core::ShiftConsistency& moves_;
};

}  // namespace

void draw_shift_photo(ui::Canvas& canvas, const ShiftState& state, const ui::Rect& room, bool one_line) {
    if (state.facts.photo.revision != 0) PhotoPen(canvas, state, room, one_line).draw();
}

void draw_shift_moves(ui::Canvas& canvas, const ShiftState& state, const ShiftLanePlace& at, std::size_t lane) {
    if (state.facts.lanes[lane].problem) {
        draw_error(canvas, at.chart, canvas.view().text->sentence(*state.facts.lanes[lane].problem));
        return;
    }
    if (!moves_known(state)) {
        canvas.text(at.chart.x, at.chart.y + canvas.view().layout.control(13.0F),
                    canvas.elided(canvas.view().text->get("shift.moves.wait"), {ui::Type::t16}, at.chart.w),
                    {ui::Type::t16}, Token::text2);
        return;
    }
    if (const auto& moves = state.moves.lanes[lane]) MovesPen(canvas, state, at, *moves).draw();
}

}  // namespace scenes
