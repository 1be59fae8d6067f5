#include "app/check_screen.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/check_words.h"
#include "app/scenes/number_input.h"
#include "core/geometry.h"
#include "core/number_text.h"

namespace app {
namespace {

using check::Phase;
using ui::Rect;
using ui::Token;
using ui::Type;

// Where everything lies: levels above, the picture at the left, setting and answer at the right, buttons below.
struct CheckLayout {
    Rect levels, picture, band, panel, buttons;
    Rect facts, fields, words;  // within the panel
};

// Large words on a small screen: captions go, the formula takes its room only once it is there, and what was slipped on
// stands in the read-out line.
bool is_tight(const ui::Layout& layout) { return layout.stage.h < layout.control(260.0F); }

CheckLayout check_layout(const ui::View& view, const check::Session& session) {
    const ui::Layout& layout = view.layout;
    CheckLayout at;
    const float margin = layout.px(layout.compact ? 12.0F : 24.0F);
    at.buttons = layout.player;
    Rect rest = layout.stage.grown(-margin);
    const bool tight = is_tight(layout);
    const float strip = std::min(layout.control(layout.compact ? 44.0F : 56.0F), rest.h * (tight ? 0.17F : 0.2F));
    at.levels = ui::cut_top(rest, strip);
    ui::cut_top(rest, margin * 0.75F);
    at.panel = ui::cut_right(rest, std::min(layout.control(340.0F), rest.w * 0.4F));
    ui::cut_right(rest, margin);
    if (!tight || check::answered(session)) {
        at.band = ui::cut_bottom(rest, std::min(layout.px(layout.compact ? 60.0F : 72.0F), rest.h * 0.25F));
        ui::cut_bottom(rest, margin * 0.5F);
    }
    at.picture = rest;
    Rect inside = at.panel.grown(-layout.px(tight ? 8.0F : 16.0F));
    at.facts = ui::cut_top(inside, inside.h * (tight ? 0.46F : 0.34F));
    const check::Ask ask = session.question.ask;
    const bool typing = ask == check::Ask::size || ask == check::Ask::number;
    at.fields = ui::cut_top(inside, typing ? std::min(layout.control(48.0F), inside.h * 0.5F) : 0.0F);
    if (typing) ui::cut_top(inside, layout.px(12.0F));
    at.words = inside;
    return at;
}

// The largest step in which the words fit the room.
void fitted_words(ui::Canvas& canvas, Rect& room, std::string_view words, ui::TextStyle style, Token token) {
    while (style.type != Type::t14 && canvas.wrapped_size(room.w, words, style).y > room.h)
        style.type = ui::step_down(style.type);
    ui::cut_top(room, canvas.wrapped(room.x, room.y, room.w, words, style, token));
}

void draw_stars(ui::Canvas& canvas, const Rect& box, int stars, const ui::Color& color) {
    const float size = box.h;
    const float gap = size * 0.15F;
    float x = box.center().x - (3 * size + 2 * gap) / 2;
    for (int i = 0; i < 3; ++i, x += size + gap)
        ui::draw_icon(canvas, i < stars ? ui::Icon::star : ui::Icon::star_outline, {x, box.y, size, size}, color);
}

struct LevelLook {
    int stars = 0;
    bool current = false;
    bool hovered = false;
};

// A level: its number and name over its stars; the chosen one filled.
void draw_level(ui::Canvas& canvas, const Rect& rect, const std::string& name, ui::TextStyle style,
                const LevelLook& look) {
    const ui::View& view = canvas.view();
    const float radius = view.px(8.0F);
    const Token ground = look.current ? Token::fill : look.hovered ? Token::raised_hi : Token::raised;
    canvas.fill_rect(rect, view.color(ground), radius);
    if (view.theme->control_edge_width > 0.0F)
        canvas.stroke_rect(rect, view.color(Token::edge), view.theme->control_edge_width, radius);
    const Token ink = look.current ? Token::onfill : Token::text;
    style.bold = look.current;
    const float star = std::min(rect.h * 0.3F, (rect.w - view.px(12.0F)) / 3.6F);
    canvas.text(rect.center().x, rect.y + rect.h * 0.34F, name, style, ink, ui::Align::center);
    draw_stars(canvas, {rect.x, rect.bottom() - star - rect.h * 0.12F, rect.w, star}, look.stars, view.color(ink));
}

// The setting, one fact after the other, as many in a line as fit.
void draw_facts(ui::Canvas& canvas, const Rect& room, const std::vector<SettingFact>& facts) {
    const ui::View& view = canvas.view();
    const auto glyph = [&](const ui::TextStyle& style) { return canvas.text_size(style) * 1.1F; };
    const auto lay_out = [&](const ui::TextStyle& style, bool drawn) {
        const float line = canvas.text_size(style) * 1.5F;
        const float gap = canvas.text_size(style);
        float x = room.x;
        float y = room.y + line / 2;
        bool too_wide = false;
        for (const SettingFact& fact : facts) {
            const ui::TextStyle own{style.type, fact.parameter ? ui::Family::numbers : ui::Family::words, true};
            const float sign = fact.parameter ? glyph(style) + view.px(8.0F) : 0.0F;
            const float width = sign + canvas.text_width(fact.words, own);
            too_wide = too_wide || width > room.w;
            if (x > room.x && x + width > room.right()) {
                x = room.x;
                y += line;
            }
            if (drawn) {
                if (fact.parameter)
                    ui::draw_parameter_glyph(canvas, *fact.parameter,
                                             {x, y - glyph(style) * 0.35F, glyph(style), glyph(style) * 0.7F});
                const Token ink = fact.parameter ? ui::parameter_token(*fact.parameter) : Token::text;
                canvas.text(x + sign, y, canvas.elided(fact.words, own, room.w - sign), own, ink);
            }
            x += width + gap;
        }
        return y + line / 2 - room.y + (too_wide ? room.h : 0.0F);
    };
    ui::TextStyle style{Type::t24};
    while (style.type != Type::t14 && lay_out(style, false) > room.h) style.type = ui::step_down(style.type);
    lay_out(style, true);
}

Token verdict_token(Phase phase) {
    return phase == Phase::right ? Token::ok : phase == Phase::wrong ? Token::warn : Token::text;
}

}  // namespace

void CheckScreen::show(check::Level level, std::uint32_t seed, int number) {
    open_ = true;
    if (session_.seed != seed) check::choose_seed(session_, seed);
    check::go_to(session_, level, number);
    after_move();
}

void CheckScreen::show_example(check::Level level) {
    show(level, 1, 2);
    switch (static_cast<int>(level) % 3) {
        case 0:
            return give(session_.question.slips.front().answer);
        case 1:
            return give(session_.question.answer);
        default:
            break;
    }
}

void CheckScreen::give(const check::Answer& answer) {
    check::try_again(session_);
    session_.given = answer;
    for (std::size_t i = 0; i < std::min(answer.numbers.size(), typed_.size()); ++i)
        typed_[i] = core::exact_decimal(static_cast<float>(answer.numbers[i]));
    focus_field_ = false;
    check::check_answer(session_);
}

std::string CheckScreen::question(const ui::Text& text) const {
    return std::string(text.get(question_key(session_.question)));
}

ui::RichText CheckScreen::readout(const ui::View& view) const {
    std::string slip = is_tight(view.layout) ? verdict_sentence(*view.text, session_) : std::string();
    if (!slip.empty()) return {{std::move(slip)}};
    return check_readout(*view.text, session_);
}

std::optional<ui::PoolingToShow> CheckScreen::take_wish() { return std::exchange(wish_, std::nullopt); }

std::optional<ui::Vec2> CheckScreen::cell_center(const ui::Canvas& canvas, check::Cell cell) const {
    const CheckLayout at = check_layout(canvas.view(), session_);
    const CheckPicture picture = check_picture(session_, canvas, at.picture);
    if (!picture.input || !picture.input->grid.contains(cell.row, cell.col)) return std::nullopt;
    return picture.input->place.cell(cell.row, cell.col).center();
}

void CheckScreen::after_move() {
    typed_ = {};
    focus_field_ = true;
    cursor_.reset();
    painting_.reset();
    hovered_ = -1;
}

void CheckScreen::main_action() {
    if (check::answered(session_)) {
        check::go_on(session_);
        return after_move();
    }
    if (session_.phase == Phase::wrong) {
        focus_field_ = true;
        return check::try_again(session_);
    }
    check::check_answer(session_);
}

// ---- by hand

void CheckScreen::move_cursor(std::int64_t rows, std::int64_t cols) {
    const check::Question& question = session_.question;
    if (question.ask == check::Ask::choice) {
        const auto count = static_cast<std::int64_t>(
            question.lanes.empty() ? static_cast<std::size_t>(question.maps.channels) : question.lanes.size());
        return choose(std::clamp<std::int64_t>(session_.given.choice + cols, 0, count - 1));
    }
    if (!cursor_) {
        cursor_ = check::Cell{0, 0};
        return;
    }
    cursor_->row = std::clamp<std::int64_t>(cursor_->row + rows, 0, question.input.rows - 1);
    cursor_->col = std::clamp<std::int64_t>(cursor_->col + cols, 0, question.input.cols - 1);
}

void CheckScreen::choose(std::int64_t choice) {
    if (check::answered(session_)) return;
    check::try_again(session_);
    session_.given.choice = choice;
}

// One cell, or one of a set: chosen again it is taken back.
void CheckScreen::pick(check::Cell cell, bool only_add) {
    if (check::answered(session_)) return;
    check::try_again(session_);
    std::vector<check::Cell>& cells = session_.given.cells;
    if (session_.question.ask == check::Ask::cell) {
        cells = {cell};
        return;
    }
    const auto place = std::lower_bound(cells.begin(), cells.end(), cell);
    const bool there = place != cells.end() && *place == cell;
    if (there && !only_add) cells.erase(place);
    if (!there) cells.insert(place, cell);
}

void CheckScreen::commands(ui::Ui& ui) {
    const auto add = [&](std::string id, std::string key, bool enabled, std::function<void()> run) {
        ui.command({.id = std::move(id),
                    .keys = {{std::move(key)}},
                    .enabled = [enabled] { return enabled; },
                    .run = std::move(run),
                    .group = "command.group.check"});
    };
    const check::Ask ask = session_.question.ask;
    const bool open = !check::answered(session_);
    const bool grid = open && (ask == check::Ask::cell || ask == check::Ask::cells);
    const bool across = open && (grid || ask == check::Ask::choice);
    add("check.go", "Enter", true, [this] { main_action(); });
    add("check.move_left", "Left", across, [this] { move_cursor(0, -1); });
    add("check.move_right", "Right", across, [this] { move_cursor(0, 1); });
    add("check.move_up", "Up", grid, [this] { move_cursor(-1, 0); });
    add("check.move_down", "Down", grid, [this] { move_cursor(1, 0); });
    add("check.pick", "Space", grid && cursor_.has_value(), [this] { pick(*cursor_, false); });
    add("check.leave", "Esc", true, [this] { close(); });
}

void CheckScreen::levels(ui::Ui& ui) {
    const CheckLayout at = check_layout(ui.view(), session_);
    const auto count = static_cast<float>(check::k_levels.size());
    const float gap = ui.view().layout.px(8.0F);
    const float width = (at.levels.w - gap * (count - 1.0F)) / count;
    // One size for all names; where one has no room, numbers alone.
    ui::TextStyle style{Type::t16, ui::Family::words, true};
    const auto fit = [&] {
        return std::all_of(check::k_levels.begin(), check::k_levels.end(), [&](check::Level level) {
            const std::string name = "1 " + std::string(ui.words(level_key(level)));
            return ui.canvas().text_width(name, style) <= width - ui.view().px(12.0F);
        });
    };
    if (!fit()) style.type = Type::t14;
    const bool short_names = !fit();
    for (std::size_t i = 0; i < check::k_levels.size(); ++i) {
        const check::Level level = check::k_levels[i];
        const Rect rect{at.levels.x + static_cast<float>(i) * (width + gap), at.levels.y, width, at.levels.h};
        const std::string number = std::to_string(i + 1);
        std::string name = number + " " + std::string(ui.words(level_key(level)));
        bool hovered = false;
        if (ui.hit_area(rect, level_key(level), name, &hovered)) {
            check::go_to(session_, level, 0);
            after_move();
        }
        if (short_names) name = number;
        draw_level(ui.canvas(), rect, name, style, {session_.stars[i], session_.level == level, hovered});
    }
}

void CheckScreen::answer_fields(ui::Ui& ui) {
    const check::Ask ask = session_.question.ask;
    if (ask != check::Ask::size && ask != check::Ask::number) return;
    Rect room = check_layout(ui.view(), session_).fields;
    const bool two = ask == check::Ask::size;
    const float gap = ui.view().px(28.0F);
    const float width = two ? (room.w - gap) / 2 : std::min(room.w, ui.view().layout.control(200.0F));
    const Rect first{room.x, room.y, width, room.h};
    const Rect second{room.x + width + gap, room.y, width, room.h};
    if (two)
        ui.canvas().text(first.right() + gap / 2, room.center().y, "×", {Type::t24}, Token::text2, ui::Align::center);
    if (check::answered(session_)) {
        const auto shown = [&](const Rect& rect, double number) {
            const std::string words = core::exact_decimal(static_cast<float>(number), core::Minus::typographic);
            ui.canvas().text(two ? rect.center().x : rect.x, rect.center().y, words,
                             {Type::t36, ui::Family::numbers, true}, Token::output,
                             two ? ui::Align::center : ui::Align::left);
        };
        shown(first, session_.question.answer.numbers.front());
        if (two) shown(second, session_.question.answer.numbers.back());
        return;
    }
    const auto before = typed_;
    const bool was_typing = ui.typing();
    const ui::TextStyle style{Type::t24, ui::Family::numbers, true};
    bool entered = ui.text_field(first, two ? "check.rows" : "check.value", typed_[0], focus_field_, style);
    // Tab leads on to the second field while that one waits for its number.
    const bool left = was_typing && !ui.typing() && !entered && !typed_[0].empty() && typed_[1].empty();
    if (two) entered = ui.text_field(second, "check.columns", typed_[1], left, style) || entered;
    focus_field_ = false;
    session_.given.numbers.clear();
    for (std::size_t i = 0; i < (two ? 2U : 1U); ++i) {
        const auto number = scenes::parse_number(typed_[i]);
        session_.given.numbers.push_back(number ? static_cast<double>(*number)
                                                : std::numeric_limits<double>::quiet_NaN());
    }
    if (typed_ != before) check::try_again(session_);
    if (entered) main_action();
}

void CheckScreen::point(ui::Ui& ui) {
    const check::Ask ask = session_.question.ask;
    const CheckLayout at = check_layout(ui.view(), session_);
    const CheckPicture picture = check_picture(session_, ui.canvas(), at.picture);
    hovered_ = -1;
    for (std::size_t i = 0; i < picture.others.size(); ++i) {
        const PlacedGrid& each = picture.others[i];
        if (each.choice.empty() || check::answered(session_)) continue;
        bool hovered = false;
        if (ui.hit_area(each.choice, "check.choice/" + std::to_string(i + 1), ui::plain(each.caption), &hovered))
            choose(static_cast<std::int64_t>(i));
        if (hovered) hovered_ = static_cast<int>(i);
    }
    if (ask != check::Ask::cell && ask != check::Ask::cells) return;
    const ui::Pointer mouse = ui.pointer(at.picture, "check.stage");
    const auto cell = picture.cell_at(mouse.position);
    if (mouse.hovered && cell) ui.cursor(ui::Cursor::hand);
    if (!mouse.down && !mouse.pressed) {
        painting_.reset();
        painted_.reset();
        return;
    }
    if (!cell || painted_ == cell) return;
    const std::vector<check::Cell>& cells = session_.given.cells;
    const bool there = std::binary_search(cells.begin(), cells.end(), *cell);
    if (!painting_) painting_ = !there;
    painted_ = cell;
    cursor_.reset();
    if (there != *painting_ || ask == check::Ask::cell) pick(*cell, false);
}

void CheckScreen::see_in_stride() {
    const check::Question& question = session_.question;
    ui::PoolingToShow wish{question.spec, question.input, std::max<std::int64_t>(question.window, 0),
                           question.gradient};
    if (question.level == check::Level::evidence) {
        const auto map = question.maps.map(question.answer.choice);
        wish.input = core::Grid(question.maps.height, question.maps.width, std::vector<float>(map.begin(), map.end()));
        wish.spec.op = core::Op::global_average;
    }
    if (question.level == check::Level::gradient && question.cell) {
        const core::Geometry geometry = core::geometry(question.spec, question.input.rows, question.input.cols);
        wish.window = core::windows_using(geometry, question.cell->row, question.cell->col).back();
    }
    wish_ = std::move(wish);
    close();
}

void CheckScreen::buttons(ui::Ui& ui) {
    const ui::Layout& layout = ui.view().layout;
    ui::Canvas& canvas = ui.canvas();
    const float height = std::min(layout.control(48.0F), layout.player.h - layout.px(8.0F));
    const float margin = layout.px(layout.compact ? 12.0F : 24.0F);
    float x = layout.player.x + margin;
    const auto next = [&](std::string_view key) {
        const float width =
            canvas.text_width(ui.words(key), {Type::t16, ui::Family::words, true}) + layout.control(32.0F);
        const Rect rect{x, layout.player.center().y - height / 2, width, height};
        x += width + layout.px(12.0F);
        return rect;
    };
    const bool known = check::answered(session_);
    const bool can_check = check::complete(session_.question, session_.given);
    if (known) {
        if (ui.button(next("check.next"), "check.next", {.primary = true})) main_action();
        if (known && check::answered(session_) && ui.button(next("check.see_in_stride"), "check.see_in_stride"))
            return see_in_stride();
    } else if (session_.phase == Phase::wrong) {
        if (ui.button(next("check.try_again"), "check.try_again", {.primary = true})) main_action();
    } else {
        if (ui.button(next("check.check"), "check.check", {.primary = true, .enabled = can_check})) main_action();
    }
    if (!known && ui.button(next("check.show_answer"), "check.show_answer")) check::show_answer(session_);

    const float seed_width = layout.control(232.0F);
    const Rect seed{layout.player.right() - margin - seed_width, layout.player.center().y - height / 2, seed_width,
                    height};
    if (seed.x < x) return;
    auto value = static_cast<std::int64_t>(session_.seed);
    if (ui.slider(seed, "check.seed", value, std::int64_t{1}, std::int64_t{check::k_last_seed}, {.compact = true})) {
        check::choose_seed(session_, static_cast<std::uint32_t>(value));
        after_move();
        focus_field_ = false;  // the seed may still be stepped on
    }
}

void CheckScreen::controls(ui::Ui& ui) {
    commands(ui);
    levels(ui);
    buttons(ui);
    if (!open_) return;
    answer_fields(ui);
    point(ui);
}

void CheckScreen::canvas(ui::Canvas& canvas) const {
    const ui::LayerScope below_the_controls(canvas, ui::Layer::stage);
    const ui::View& view = canvas.view();
    const ui::Text& text = *view.text;
    const CheckLayout at = check_layout(view, session_);
    canvas.fill_rect(at.panel, view.color(Token::panel), view.px(12.0F));
    draw_facts(canvas, at.facts, setting_facts(text, session_.question));
    Rect words = at.words;
    const std::string title = verdict_title(text, session_);
    if (title.empty()) {
        fitted_words(canvas, words, text.get(hint_key(session_.question)), {Type::t16}, Token::text2);
    } else {
        const float size = std::min(view.layout.control(28.0F), words.h * 0.4F);
        const Rect line = ui::cut_top(words, size * 1.25F);
        const Token ink = verdict_token(session_.phase);
        const ui::Icon sign = session_.phase == Phase::right   ? ui::Icon::check
                              : session_.phase == Phase::wrong ? ui::Icon::warning
                                                               : ui::Icon::eye;
        ui::draw_icon(canvas, sign, {line.x, line.center().y - size / 2, size, size}, view.color(ink));
        canvas.text(line.x + size * 1.35F, line.center().y, title, {Type::t20, ui::Family::words, true}, ink);
        if (!is_tight(view.layout))
            fitted_words(canvas, words, verdict_sentence(text, session_), {Type::t20}, Token::text);
    }
    const CheckPicture picture = check_picture(session_, canvas, at.picture);
    draw_check_picture(canvas, picture, session_, cursor_, hovered_);
    draw_check_band(canvas, at.band, session_);
}

}  // namespace app
