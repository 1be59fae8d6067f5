#include "app/scenes/prediction_stage.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "app/ui/icons.h"
#include "core/number_text.h"

namespace scenes {

namespace {

using ui::Token;

constexpr float k_strip_height = 40.0F;
constexpr float k_least_strip = 280.0F;  // of three parts

bool may_be_chosen(const AskedWindow& asked, std::int64_t row, std::int64_t col) {
    if (asked.direction == Direction::unpool) return true;  // the class looks for the window too
    return std::ranges::any_of(asked.window.cells,
                               [&](const core::WindowCell& cell) { return cell.row == row && cell.col == col; });
}

void move_cursor(PredictionRun& run, const AskedWindow& asked, std::int64_t down, std::int64_t right) {
    if (asked.window.cells.empty()) return;
    const core::WindowCell& first = asked.window.cells.front();
    if (!run.cursor) {
        run.cursor = {first.row, first.col};
        return;
    }
    // To the nearest tap in that direction: dilation leaves gaps.
    std::optional<ui::GridPlace::Cell> best;
    for (const core::WindowCell& cell : asked.window.cells) {
        const std::int64_t along = (cell.row - run.cursor->row) * down + (cell.col - run.cursor->col) * right;
        const bool in_line = down != 0 ? cell.col == run.cursor->col : cell.row == run.cursor->row;
        if (along <= 0 || !in_line) continue;
        const std::int64_t best_along =
            best ? (best->row - run.cursor->row) * down + (best->col - run.cursor->col) * right : along + 1;
        if (along < best_along) best = {cell.row, cell.col};
    }
    if (best) run.cursor = best;
}

void answer_typed(Predicting predicting, GridPointing& pointing) {
    const std::optional<float> value = parse_number(predicting.run.typed);
    if (!value || !std::isfinite(*value)) {
        pointing.notice = Notice{"notice.not_a_number", {{"typed", predicting.run.typed}}};
        return;
    }
    pointing.notice.reset();
    // What was typed in decimal, not its nearest float: 0.1 has one decimal.
    const std::string decimal = core::exact_decimal(*value);
    double said = static_cast<double>(*value);
    std::from_chars(decimal.data(), decimal.data() + decimal.size(), said);
    answer(predicting, {core::Guess::Kind::value, 0, 0, said});
}

void question_keys(ui::Ui& ui, Predicting predicting, const AskedWindow& asked) {
    PredictionRun* run = &predicting.run;
    const bool cells = asked.question == core::Question::cell;
    const auto arrow = [&](const char* id, const char* key, std::int64_t down, std::int64_t right) {
        ui.command({id,
                    {{key}},
                    [cells] { return cells; },
                    [run, asked, down, right] { move_cursor(*run, asked, down, right); },
                    "command.group.stage"});
    };
    arrow("predict.left", "Left", 0, -1);
    arrow("predict.right", "Right", 0, 1);
    arrow("predict.up", "Up", -1, 0);
    arrow("predict.down", "Down", 1, 0);
    ui.command(
        {"predict.enter", {{"Enter"}}, [] { return true; }, [run] { run->entered = true; }, "command.group.stage"});
}

}  // namespace

ui::Rect cut_question_strip(const ui::View& view, ui::Rect& band, core::Question question) {
    const float wanted = view.layout.control(question == core::Question::value ? 330.0F : 120.0F);
    const float width = std::min(wanted, band.w * 0.55F);
    const float gap = view.px(12.0F);
    const float height = std::min(band.h, view.layout.control(k_strip_height));
    const ui::Rect strip{band.right() - width, band.center().y - height / 2, width, height};
    band.w -= width + gap;
    return strip;
}

void predicting_player(ui::Ui& ui, Predicting predicting) {
    prepare_player(predicting, ui.text());
    prediction_commands(ui, predicting);
    if (predicting.waits()) question_keys(ui, predicting, predicting.ask(predicting.playback.window));
    const bool moved = ui::player_bar(ui, predicting.playback, "player.window", &predicting.run.player);
    take_player(predicting, moved);
    prepare_player(predicting, ui.text());
}

void question_strip(ui::Ui& ui, const ui::Rect& strip, Predicting predicting, const AskedWindow& asked,
                    GridPointing& pointing) {
    if (!predicting.waits()) return;
    PredictionRun& run = predicting.run;
    const bool entered = std::exchange(run.entered, false);
    if (entered && run.cursor && asked.question == core::Question::cell) {
        answer(predicting, {core::Guess::Kind::cell, run.cursor->row, run.cursor->col, 0.0});
        return;
    }
    const ui::View& view = ui.view();
    const float gap = view.px(8.0F);
    ui::Rect show = strip;
    if (asked.question == core::Question::value) {
        const bool narrow = strip.w < view.layout.control(k_least_strip);  // Enter checks
        const float part = narrow ? (strip.w - gap) / 2.0F : (strip.w - 2 * gap) / 3.0F;
        const bool focus = entered && run.typed.empty();
        const bool accepted = ui.text_field({strip.x, strip.y, part, strip.h}, "predict.value", run.typed, focus);
        ui::ButtonLook look;
        look.primary = true;
        look.enabled = !run.typed.empty();
        const ui::Rect check{strip.x + part + gap, strip.y, part, strip.h};
        const bool checked = !narrow && ui.button(check, "predict.answer", look);
        show = {strip.right() - part, strip.y, part, strip.h};
        if ((accepted || checked || (entered && !focus)) && !run.typed.empty()) {
            answer_typed(predicting, pointing);
            return;
        }
    }
    if (ui.button(show, "predict.reveal")) answer(predicting, {});
}

bool point_at_answer(ui::Ui& ui, const ui::Pointer& mouse, const ui::GridPlace& place, Predicting predicting) {
    PredictionRun& run = predicting.run;
    run.hovered.reset();
    const auto cell = mouse.hovered ? place.cell_at(mouse.position) : std::nullopt;
    if (!cell || mouse.pressed || cell != run.answered) run.answered.reset();
    if (run.answered) return true;
    if (!cell || !predicting.waits()) return false;
    const AskedWindow asked = predicting.ask(predicting.playback.window);
    if (asked.question != core::Question::cell || !may_be_chosen(asked, cell->row, cell->col)) return false;
    run.hovered = cell;
    ui.cursor(ui::Cursor::hand);
    if (!mouse.clicked) return true;
    answer(predicting, {core::Guess::Kind::cell, cell->row, cell->col, 0.0});
    run.answered = cell;
    return true;
}

// ---- drawing

namespace {

// A small disc with a sign: "?" of a guess, a check mark, "≈", a cross.
void draw_disc(ui::Canvas& canvas, ui::Vec2 center, float radius, const JudgedWindow* judged) {
    const bool exact = judged != nullptr && judged->judgement.verdict == core::Verdict::exact;
    const bool near = judged != nullptr && judged->judgement.verdict == core::Verdict::near;
    canvas.fill_circle(center, radius, canvas.color(Token::text));
    canvas.stroke_circle(center, radius + canvas.view().stroke(1.0F), canvas.color(Token::bg),
                         canvas.view().stroke(1.5F));
    if (exact) {
        const float side = radius * 1.4F;
        ui::draw_icon(canvas, ui::Icon::check, {center.x - side / 2, center.y - side / 2, side, side},
                      canvas.color(Token::bg));
        return;
    }
    canvas.text(center.x, center.y,
                near                ? "≈"
                : judged != nullptr ? "≠"
                                    : "?",
                {ui::Type::t14, ui::Family::words, true}, Token::bg, ui::Align::center);
}

}  // namespace

void draw_guess_frame(ui::Canvas& canvas, const ui::Rect& cell, ui::Color fill, const JudgedWindow* judged) {
    const ui::View& view = canvas.view();
    const ui::Color ink = ui::Theme::ink_on(fill);
    const float width = view.stroke(2.5F);
    const float inset = std::min(view.px(6.0F), cell.w * 0.12F);
    const ui::Rect frame = cell.grown(-inset);
    const bool exact = judged != nullptr && judged->judgement.verdict == core::Verdict::exact;
    const bool near = judged != nullptr && judged->judgement.verdict == core::Verdict::near;
    if (exact || near) {
        canvas.stroke_rect(frame, ink, width, view.px(4.0F));
        if (near) canvas.stroke_rect(frame.grown(-width * 2.0F), ink, width * 0.7F, view.px(3.0F));
    } else {
        canvas.dashed_rect(frame, ink, width, view.px(7.0F), view.px(5.0F), view.px(4.0F));
    }
    const float radius = std::min(view.layout.control(11.0F), cell.w * 0.22F);
    if (radius < view.px(6.0F)) return;
    draw_disc(canvas, {frame.x + radius * 0.6F, frame.bottom() - radius * 0.6F}, radius, judged);
}

void draw_guess_line(ui::Canvas& canvas, const ui::Rect& lens, float y, std::string_view words,
                     const JudgedWindow* judged) {
    const ui::View& view = canvas.view();
    const float width = view.stroke(2.5F);
    const float radius = view.layout.control(11.0F);
    const ui::Vec2 left{lens.x + view.px(2.0F), y}, right{lens.right() - view.px(2.0F), y};
    const ui::Color ink = canvas.color(Token::text);
    const bool exact = judged != nullptr && judged->judgement.verdict == core::Verdict::exact;
    const bool near = judged != nullptr && judged->judgement.verdict == core::Verdict::near;
    if (exact || near) {
        canvas.line(left, right, ink, width);
        if (near) canvas.line({left.x, y + 2 * width}, {right.x, y + 2 * width}, ink, width * 0.7F);
    } else {
        canvas.dashed_line(left, right, ink, width, view.px(8.0F), view.px(6.0F));
    }
    draw_disc(canvas, {lens.right(), y}, radius, judged);
    const ui::TextStyle style{ui::Type::t16, ui::Family::numbers, true};
    const float text_width = canvas.text_width(words, style) + view.px(8.0F);
    const float height = canvas.text_size(style) * 1.3F;
    const ui::Rect tag{lens.x - text_width / 2, std::max(lens.y, y - height - view.px(3.0F)), text_width, height};
    canvas.fill_rect(tag, canvas.color(Token::text), view.px(4.0F));
    canvas.text(tag.center().x, tag.center().y, words, style, Token::bg, ui::Align::center);
}

void draw_verdict_badge(ui::Canvas& canvas, const ui::Rect& cell, const JudgedWindow& judged) {
    if (judged.shown()) return;
    const float radius = std::min(canvas.view().layout.control(11.0F), cell.w * 0.24F);
    if (radius < canvas.view().px(6.0F)) return;
    draw_disc(canvas, {cell.right() - radius * 0.8F, cell.bottom() - radius * 0.8F}, radius, &judged);
}

std::optional<ui::GridPlace::Cell> guessed_cell(const PredictionRun& run, std::int64_t window, bool waits) {
    if (waits) return run.hovered ? run.hovered : run.cursor;
    const JudgedWindow* judged = run.judgement(window);
    if (judged == nullptr || judged->guess.kind != core::Guess::Kind::cell) return std::nullopt;
    return ui::GridPlace::Cell{judged->guess.row, judged->guess.col};
}

std::optional<double> guessed_value(const PredictionRun& run, std::int64_t window, bool waits) {
    if (waits) {
        const std::optional<float> typed = parse_number(run.typed);
        return typed && std::isfinite(*typed) ? std::optional(static_cast<double>(*typed)) : std::nullopt;
    }
    const JudgedWindow* judged = run.judgement(window);
    if (judged == nullptr || judged->guess.kind != core::Guess::Kind::value) return std::nullopt;
    return judged->guess.value;
}

}  // namespace scenes
