#include "app/check_picture.h"

#include <algorithm>
#include <cmath>

#include "app/scenes/number_words.h"
#include "app/scenes/window_places.h"
#include "app/ui/formula_band.h"
#include "app/ui/icons.h"
#include "core/backward.h"
#include "core/cam.h"
#include "core/geometry.h"
#include "core/pool.h"

namespace app {
namespace {

using check::Level;
using check::Question;
using check::Session;
using ui::Rect;
using ui::Token;
using ui::Type;

constexpr float k_caption = 30.0F;  // px at scale 1, above each grid
constexpr float k_largest_cell = 88.0F;

bool sizes_only(const Question& question) {
    return question.level == Level::output_size || question.level == Level::dropped;
}

core::Geometry geometry_of(const Question& question) {
    return core::geometry(question.spec, question.input.rows, question.input.cols);
}

std::string size_words(std::int64_t rows, std::int64_t cols) {
    return std::to_string(rows) + "×" + std::to_string(cols);
}

// Digits would only distract where sizes are asked for.
void blank(ui::NumberGrid& grid) {
    for (ui::GridCell& cell : grid.cells) cell.text = " ";
}

ui::NumberGrid input_grid(const Session& session) {
    const Question& question = session.question;
    const bool known = check::answered(session);
    const core::Geometry geometry = geometry_of(question);
    const bool tells = question.level == Level::output_size && !known;  // padding in sight would be half the answer
    ui::NumberGrid grid = ui::input_grid(question.input, question.spec, tells ? nullptr : &geometry);
    if (sizes_only(question)) blank(grid);
    if (known && question.level == Level::dropped) return grid;
    for (ui::GridCell& cell : grid.cells) {
        if (cell.kind == ui::CellKind::unused) cell.kind = ui::CellKind::value;
    }
    return grid;
}

ui::NumberGrid output_grid(const Session& session) {
    const Question& question = session.question;
    const core::Grid pooled = core::pool_grid(question.input, question.spec).values;
    if (question.level == Level::gradient)
        return ui::output_grid(question.gradient, ui::value_range(question.gradient),
                               question.gradient.rows * question.gradient.cols);
    ui::NumberGrid grid = ui::output_grid(pooled, ui::value_range(question.input), 0);
    if (!check::answered(session)) return grid;
    for (ui::GridCell& cell : grid.cells) cell.kind = ui::CellKind::value;
    if (sizes_only(question)) blank(grid);
    return grid;
}

// A grid under its caption, as large as the room allows, in the middle of it.
PlacedGrid placed(const ui::Canvas& canvas, Rect room, ui::NumberGrid grid, ui::RichText caption,
                  float largest_cell = 0.0F) {
    const ui::Layout& layout = canvas.view().layout;
    PlacedGrid result{std::move(grid), {}, std::move(caption), {}, {}};
    // A caption that would take too much of the room goes, unless it names a choice.
    if (room.h > layout.control(5.0F * k_caption) || result.grid.output) {
        ui::cut_top(room, layout.control(k_caption));
    } else {
        result.caption.clear();
    }
    ui::GridFit fit;
    fit.max_cell = largest_cell > 0.0F ? largest_cell : k_largest_cell * std::max(1.0F, layout.text_scale);
    fit.across = ui::Align::center;
    fit.middle = true;
    result.place = ui::place_grid(canvas, room, result.grid, fit);
    return result;
}

std::string letter(std::size_t index) { return std::string(1, static_cast<char>('A' + index)); }

void add_lanes(CheckPicture& picture, const Session& session, const ui::Canvas& canvas, const Rect& room) {
    const Question& question = session.question;
    const auto count = static_cast<float>(question.lanes.size());
    const float gap = canvas.view().layout.px(16.0F);
    const float width = (room.w - gap * (count - 1.0F)) / count;
    for (std::size_t i = 0; i < question.lanes.size(); ++i) {
        const Rect choice{room.x + static_cast<float>(i) * (width + gap), room.y, width, room.h};
        const core::Grid values = core::pool_grid(question.input, check::lane_spec(question, question.lanes[i])).values;
        ui::NumberGrid grid = ui::output_grid(values, ui::value_range(values), values.rows * values.cols);
        ui::RichText caption{{canvas.view().text->format("check.output", {{"letter", letter(i)}})}};
        picture.others.push_back(placed(canvas, choice.grown(-gap / 2), std::move(grid), std::move(caption)));
        picture.others.back().choice = choice;
    }
}

// 4 × 3 = 12: weight, mean, and what they add to the score.
ui::RichText share_of(const Question& question, std::int64_t k) {
    const auto shares =
        core::contributions(core::map_means(question.maps), question.head, 0, core::ChannelOrder::index);
    const core::Contribution& share = shares[static_cast<std::size_t>(k)];
    return {{scenes::shown_number(share.weight, 0), Token::accent, true, true},
            {" × " + scenes::shown_number(share.mean, 0) + " = ", Token::text, false, true},
            {scenes::shown_number(share.value, 0), Token::output, true, true}};
}

void add_maps(CheckPicture& picture, const Session& session, const ui::Canvas& canvas, const Rect& room) {
    const Question& question = session.question;
    const ui::Text& text = *canvas.view().text;
    const core::FeatureMaps& maps = question.maps;
    const auto count = static_cast<float>(maps.channels);
    const float gap = canvas.view().layout.px(16.0F);
    const float width = (room.w - gap * (count - 1.0F)) / count;
    const auto highest = *std::max_element(maps.values.begin(), maps.values.end());
    for (std::int64_t k = 0; k < maps.channels; ++k) {
        const Rect choice{room.x + static_cast<float>(k) * (width + gap), room.y, width, room.h};
        const auto values = maps.map(k);
        const core::Grid map(maps.height, maps.width, std::vector<float>(values.begin(), values.end()));
        ui::NumberGrid grid = ui::output_grid(map, {0.0F, highest}, map.rows * map.cols);
        ui::RichText caption{{text.format("check.map", {{"letter", letter(static_cast<std::size_t>(k))}})}};
        Rect inside = choice.grown(-gap / 2);
        ui::cut_bottom(inside, canvas.view().layout.control(k_caption));
        picture.others.push_back(placed(canvas, inside, std::move(grid), std::move(caption)));
        PlacedGrid& last = picture.others.back();
        last.choice = choice;
        const float weight = question.head.weight(0, k);
        last.below = text.rich("check.weight", {{"value", scenes::shown_number(weight, 0), Token::accent, true, true}});
        if (check::answered(session)) last.below = share_of(question, k);
    }
}

}  // namespace

std::optional<check::Cell> CheckPicture::cell_at(ui::Vec2 point) const {
    if (!input) return std::nullopt;
    const auto cell = input->place.cell_at(point);
    if (!cell) return std::nullopt;
    return check::Cell{cell->row, cell->col};
}

CheckPicture check_picture(const Session& session, const ui::Canvas& canvas, const Rect& room) {
    const Question& question = session.question;
    const ui::Text& text = *canvas.view().text;
    CheckPicture picture;
    if (question.level == Level::evidence) {
        add_maps(picture, session, canvas, room);
        return picture;
    }
    Rect rest = room;
    const float gap = canvas.view().layout.px(24.0F);
    const bool lanes = question.level == Level::which_lane;
    const Rect left = ui::cut_left(rest, room.w * (lanes ? 0.36F : 0.56F) - gap / 2);
    ui::cut_left(rest, gap);
    const ui::RichText caption{{std::string(text.get("stride.input")) + " "},
                               {size_words(question.input.rows, question.input.cols), Token::input, false, true}};
    picture.input = placed(canvas, left, input_grid(session), caption);
    if (lanes) {
        add_lanes(picture, session, canvas, rest);
        return picture;
    }
    if (sizes_only(question) && !check::answered(session)) return picture;
    ui::NumberGrid output = output_grid(session);
    ui::RichText words{{std::string(text.get(question.level == Level::gradient ? "check.gradient" : "stride.output"))}};
    if (question.level != Level::gradient)
        words.push_back({" " + size_words(output.rows, output.cols), Token::output, true, true});
    // No larger than the input's cells: both are drawn to one scale.
    const float largest = picture.input->place.pitch / canvas.view().layout.u;
    picture.others.push_back(placed(canvas, rest, std::move(output), std::move(words), largest));
    return picture;
}

// ---- drawing

namespace {

class Drawing {
public:
    Drawing(ui::Canvas& canvas, const CheckPicture& picture, const Session& session)
        : canvas_(canvas), view_(canvas.view()), picture_(picture), session_(session), question_(session.question) {}

    void draw(std::optional<check::Cell> cursor, int hovered) {
        for (std::size_t i = 0; i < picture_.others.size(); ++i)
            other(picture_.others[i], static_cast<int>(i), static_cast<int>(i) == hovered);
        if (!picture_.input) return;
        grid(*picture_.input);
        windows();
        picks();
        if (cursor && !check::answered(session_)) {
            const Rect cell = picture_.input->place.cell(cursor->row, cursor->col);
            canvas_.stroke_rect(cell.grown(view_.px(1.0F)), view_.color(Token::focus), view_.stroke(3.0F),
                                view_.px(6.0F));
        }
    }

private:
    void caption(const PlacedGrid& each) {
        const Rect& area = each.place.area;
        const ui::TextStyle style{Type::t18, ui::Family::words, true};
        if (!each.caption.empty())
            canvas_.rich(area.center().x, area.y - view_.layout.control(16.0F), each.caption, style, Token::text,
                         ui::Align::center);
        if (each.below.empty()) return;
        canvas_.rich(area.center().x, area.bottom() + view_.layout.control(18.0F), each.below,
                     {Type::t18, ui::Family::words, false}, Token::text2, ui::Align::center);
    }

    void grid(const PlacedGrid& each) {
        ui::draw_cells(canvas_, each.place, each.grid);
        caption(each);
    }

    void other(const PlacedGrid& each, int index, bool hovered) {
        if (!each.choice.empty()) frame(each.choice, index, hovered);
        grid(each);
    }

    // A choice: a thin outline; the chosen one dashed and strong; the right one solid with a check mark.
    void frame(const Rect& rect, int index, bool hovered) {
        const bool chosen = session_.given.choice == index;
        const bool known = check::answered(session_);
        const float radius = view_.px(12.0F);
        if (hovered && !known) canvas_.fill_rect(rect, view_.color(Token::raised), radius);
        if (known && question_.answer.choice == index) {
            canvas_.stroke_rect(rect, view_.color(Token::ok), view_.stroke(3.0F), radius);
            const float size = view_.layout.control(24.0F);
            ui::draw_icon(canvas_, ui::Icon::check,
                          {rect.right() - size - view_.px(8.0F), rect.y + view_.px(8.0F), size, size},
                          view_.color(Token::ok));
        } else if (chosen) {
            canvas_.dashed_rect(rect, view_.color(Token::text), view_.stroke(3.0F), view_.px(7.0F), view_.px(5.0F),
                                radius);
        } else {
            canvas_.stroke_rect(rect, view_.color(Token::line), std::max(1.0F, view_.px(1.0F)), radius);
        }
    }

    std::int64_t marked_window() const {
        if (question_.window >= 0) return question_.window;
        const bool first =
            question_.level == Level::dropped || check::answered(session_) || question_.spec.padding.top == 0;
        return sizes_only(question_) && first ? 0 : -1;
    }

    void windows() {
        const core::Geometry geometry = geometry_of(question_);
        const std::int64_t window = marked_window();
        const PlacedGrid& input = *picture_.input;
        if (window >= 0) {
            ui::draw_window(canvas_, scenes::window_block(input.place, geometry, window));
            const bool one_output = picture_.others.size() == 1 && picture_.others[0].choice.empty();
            if (one_output) {
                const std::int64_t cols = picture_.others[0].grid.cols;
                const std::int64_t row = window / cols;
                const std::int64_t col = window % cols;
                ui::draw_window(
                    canvas_, picture_.others[0].place.block(static_cast<double>(row), static_cast<double>(col), 1, 1));
            }
        }
        if (question_.cell) {
            const Rect cell = input.place.cell(question_.cell->row, question_.cell->col);
            canvas_.stroke_rect(cell.grown(view_.px(-1.0F)), view_.color(Token::accent), view_.stroke(4.0F),
                                view_.px(6.0F));
        }
    }

    void picks() {
        const PlacedGrid& input = *picture_.input;
        const bool known = check::answered(session_);
        if (known && question_.ask == check::Ask::cell) {
            const check::Cell answer = question_.answer.cells.front();
            const Rect cell = input.place.cell(answer.row, answer.col);
            ui::draw_winner(canvas_, cell, ui::cell_fill(view_, input.grid, input.grid.at(answer.row, answer.col)));
            return;
        }
        for (const check::Cell& pick : session_.given.cells) {
            if (!input.grid.contains(pick.row, pick.col)) continue;
            const Rect cell = input.place.cell(pick.row, pick.col).grown(-view_.px(2.0F));
            canvas_.dashed_rect(cell, view_.color(Token::text), view_.stroke(3.0F), view_.px(7.0F), view_.px(5.0F),
                                view_.px(5.0F));
            if (question_.ask != check::Ask::cells) continue;
            const float size = std::min(cell.w, cell.h) * 0.5F;
            const ui::Vec2 middle = cell.center();
            ui::draw_icon(canvas_, ui::Icon::cross, {middle.x - size / 2, middle.y - size / 2, size, size},
                          view_.color(Token::text));
        }
    }

    ui::Canvas& canvas_;
    const ui::View& view_;
    const CheckPicture& picture_;
    const Session& session_;
    const Question& question_;
};

// 4 + 0 + 12 = 16: what each window that reads the cell sends it.
ui::RichText parts_line(const Question& question) {
    ui::RichText line;
    const auto parts =
        core::parts_of_cell(question.input, question.spec, question.gradient, question.cell->row, question.cell->col);
    const std::int64_t taps = question.spec.kernel.h * question.spec.kernel.w;
    for (const core::GradientPart& part : parts) {
        if (!line.empty()) line.push_back({" + ", Token::text2, false, true});
        if (question.spec.op == core::Op::average) {
            const double sent = question.gradient.values[static_cast<std::size_t>(part.window)];
            line.push_back({scenes::shown_number(sent, 0), Token::text, false, true});
            line.push_back({"/" + std::to_string(taps), Token::accent, false, true});
        } else {
            line.push_back({scenes::shown_number(part.amount, 0), Token::text, false, true});
        }
    }
    line.push_back({" = ", Token::text2, false, true});
    line.push_back({scenes::shown_number(question.answer.numbers.front(), 0), Token::output, true, true});
    return line;
}

ui::RichText share_line(const ui::Text& text, const Question& question) {
    const std::vector<double> means = core::map_means(question.maps);
    const auto shares = core::contributions(means, question.head, 0, core::ChannelOrder::index);
    const core::Contribution& share = shares[static_cast<std::size_t>(question.answer.choice)];
    return text.rich("check.share", {{"weight", scenes::shown_number(share.weight, 0), Token::accent, true, true},
                                     {"mean", scenes::shown_number(share.mean, 0), Token::text, false, true},
                                     {"value", scenes::shown_number(share.value, 0), Token::output, true, true}});
}

void draw_line(ui::Canvas& canvas, const Rect& band, const ui::RichText& line) {
    ui::draw_band_box(canvas, band);
    ui::TextStyle style{Type::t28, ui::Family::words, false};
    while (style.type != Type::t14 && (canvas.rich_width(line, style) > band.w - canvas.view().px(32.0F) ||
                                       canvas.text_size(style) > band.h * 0.7F))
        style.type = ui::step_down(style.type);
    canvas.rich(band.center().x, band.center().y, line, style, Token::text, ui::Align::center);
}

}  // namespace

void draw_check_picture(ui::Canvas& canvas, const CheckPicture& picture, const Session& session,
                        std::optional<check::Cell> cursor, int hovered) {
    Drawing(canvas, picture, session).draw(cursor, hovered);
}

void draw_check_band(ui::Canvas& canvas, const Rect& band, const Session& session) {
    if (!check::answered(session)) return;
    const Question& question = session.question;
    const ui::Text& text = *canvas.view().text;
    switch (question.level) {
        case Level::evidence:
            return draw_line(canvas, band, share_line(text, question));
        case Level::output_size:
        case Level::dropped: {
            ui::draw_band_box(canvas, band);
            Rect room = band.grown(-canvas.view().px(6.0F));
            ui::cut_top(room, canvas.view().px(6.0F));
            ui::draw_size_formula(canvas, room, room.x + room.w / 4, false, question.spec, geometry_of(question));
            return;
        }
        case Level::gradient:
            if (question.cell) return draw_line(canvas, band, parts_line(question));
            break;
        default:
            break;
    }
    const std::int64_t window = std::max<std::int64_t>(question.window, 0);
    ui::draw_formula_band(canvas, band, core::explain(question.input, question.spec, window), question.spec);
}

}  // namespace app
