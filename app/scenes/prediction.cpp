#include "app/scenes/prediction.h"

#include <algorithm>
#include <utility>

#include "app/scenes/prediction_words.h"

namespace scenes {

namespace {

constexpr double k_reading_seconds = 2.0;  // at speed 1

}  // namespace

const core::Guess* Prediction::guess(std::int64_t window) const {
    const auto found = std::ranges::find(guesses, window, &PredictedWindow::window);
    return found == guesses.end() ? nullptr : &found->guess;
}

const JudgedWindow* PredictionRun::judgement(std::int64_t window) const {
    const auto found = std::ranges::find(judged, window, &JudgedWindow::window);
    return found == judged.end() ? nullptr : &*found;
}

// ---- what is asked

AskedWindow ask_forward(const PoolFacts& facts, std::int64_t window) {
    AskedWindow asked;
    if (window < 0 || window >= facts.windows()) return asked;
    asked.window = facts.window(window);
    asked.spec = facts.spec;
    asked.question = core::question_of(asked.window, asked.spec);
    return asked;
}

AskedWindow ask_backward(const PoolFacts& facts, const WayBackFacts& back, std::int64_t window) {
    AskedWindow asked = ask_forward(facts, window);
    asked.direction = Direction::backward;
    if (window < 0 || window >= back.sent.rows * back.sent.cols || window >= facts.windows()) {
        asked.question = core::Question::none;
        return asked;
    }
    asked.parts = core::parts_of_window(facts.input, facts.spec, back.sent, window, back.choice.ties);
    asked.gradient = static_cast<double>(back.sent.values[static_cast<std::size_t>(window)]);
    const core::BackQuestion question = core::back_question(asked.window, asked.spec, asked.parts);
    asked.question = question.question;
    asked.part = question.part;
    return asked;
}

AskedWindow ask_index(const PoolFacts& facts, const WayBackFacts& back, std::int64_t window) {
    AskedWindow asked = ask_forward(facts, window);
    asked.direction = Direction::unpool;
    const bool same_size = back.size == core::Size2{facts.input.rows, facts.input.cols};
    if (!back.can_unpool || back.problem || !same_size) asked.question = core::Question::none;
    return asked;
}

AskedWindow ask_window(const PoolFacts& facts, const WayBackFacts& back, Direction direction, std::int64_t window) {
    switch (direction) {
        case Direction::backward:
            return ask_backward(facts, back, window);
        case Direction::unpool:
            return ask_index(facts, back, window);
        case Direction::forward:
            break;
    }
    return ask_forward(facts, window);
}

core::Judgement judge(const AskedWindow& asked, const core::Guess& guess) {
    const bool cell = guess.kind == core::Guess::Kind::cell;
    switch (asked.direction) {
        case Direction::backward:
            return cell ? core::judge_route(asked.window, asked.parts, guess.row, guess.col)
                        : core::judge_share(asked.window, asked.gradient, asked.part, guess.value);
        case Direction::unpool:
            return core::judge_index(asked.window, guess.row, guess.col);
        case Direction::forward:
            break;
    }
    return cell ? core::judge_cell(asked.window, asked.spec, guess.row, guess.col)
                : core::judge_value(asked.window, asked.spec, guess.value);
}

// ---- the run

bool Predicting::open(std::int64_t window) const {
    return document.on && document.guess(window) == nullptr && ask(window).question != core::Question::none;
}

bool Predicting::waits() const { return open() && playback.elapsed == core::k_question_seconds; }

void keep_run(Predicting predicting) {
    Prediction& document = predicting.document;
    if (!document.guesses.empty() && document.of != predicting.pool) document.guesses.clear();
    if (document.guesses.empty()) document.of = {};
    PredictionRun& run = predicting.run;
    if (run.judged_of == document) return;
    run.judged_of = document;
    run.judged.clear();
    for (const PredictedWindow& said : document.guesses) {
        const AskedWindow asked = predicting.ask(said.window);
        const auto fits = asked.question == core::Question::cell ? core::Guess::Kind::cell : core::Guess::Kind::value;
        JudgedWindow judged{said.window, said.guess, {}};
        if (said.guess.kind != core::Guess::Kind::shown) {
            if (asked.question == core::Question::none || said.guess.kind != fits) continue;
            judged.judgement = judge(asked, said.guess);
        }
        run.judged.push_back(judged);
    }
}

namespace {

void forget_attempt(PredictionRun& run) {
    run.cursor.reset();
    run.typed.clear();
    run.dragging = false;
    run.hovered.reset();
    run.entered = false;
}

}  // namespace

void advance_run(Predicting predicting, double dt) {
    core::Playback& playback = predicting.playback;
    PredictionRun& run = predicting.run;
    if (!predicting.document.on) {
        run.resume = false;
        core::advance(playback, dt);
        return;
    }
    if (!(dt > 0.0)) return;
    const std::int64_t before = playback.window;
    const bool stands =
        core::advance_to_question(playback, dt, [&](std::int64_t window) { return predicting.open(window); });
    if (playback.window != before) forget_attempt(run);
    if (stands && std::exchange(playback.playing, false)) run.resume = true;
    if (stands || !run.resume || core::moving(playback)) return;
    run.reading -= dt * playback.speed;
    if (run.reading > 0.0) return;
    run.resume = false;
    if (playback.window + 1 < playback.windows) playback.playing = true;
}

void hold_at_question(Predicting predicting) {
    core::Playback& playback = predicting.playback;
    if (!predicting.open() || playback.elapsed < core::k_question_seconds) return;
    playback.elapsed = core::k_question_seconds;
    if (std::exchange(playback.playing, false)) predicting.run.resume = true;
}

void answer(Predicting predicting, const core::Guess& guess) {
    if (!predicting.open()) return;
    Prediction& document = predicting.document;
    document.of = predicting.pool;
    document.guesses.push_back({predicting.playback.window, guess});
    predicting.playback.elapsed = core::k_question_seconds;
    predicting.run.reading = guess.kind == core::Guess::Kind::shown ? 0.0 : k_reading_seconds;
    forget_attempt(predicting.run);
    keep_run(predicting);
}

// ---- the player

void prepare_player(Predicting predicting, const ui::Text& text) {
    ui::PlayerQuestion& player = predicting.run.player;
    player.on = predicting.document.on;
    player.open = predicting.open();
    predicting.run.question = player.open ? predicting.ask(predicting.playback.window).question : core::Question::none;
    player.score = predicting.document.on ? score_words(text, predicting.run) : std::string();
}

void take_player(Predicting predicting, bool moved) {
    if (moved) predicting.run.resume = false;
    ui::PlayerQuestion& player = predicting.run.player;
    const bool was_open = predicting.open();
    if (std::exchange(player.toggled, false)) {
        predicting.document.on = !predicting.document.on;
        if (!predicting.document.on && was_open) core::seek(predicting.playback, predicting.playback.window);
        forget_attempt(predicting.run);
    }
    if (std::exchange(player.restarted, false)) predicting.document.guesses.clear();
    if (std::exchange(player.show_last, false)) answer(predicting, {});
    if (std::exchange(player.show, false)) {
        const bool before = predicting.playback.elapsed < core::k_question_seconds;
        if (before) {
            predicting.playback.elapsed = core::k_question_seconds;
        } else {
            answer(predicting, {});
        }
    }
    keep_run(predicting);
    hold_at_question(predicting);
}

void prediction_commands(ui::Ui& ui, Predicting predicting) {
    ui::PlayerQuestion* player = &predicting.run.player;
    ui.command(
        {"predict.toggle", {{"P"}}, [] { return true; }, [player] { player->toggled = true; }, "command.group.player"});
    const bool waits = predicting.waits();
    ui.command({"predict.show",
                {{"Space"}},
                [waits] { return waits; },
                [player] { player->show = true; },
                "command.group.player"});
}

bool stands_at_question(const Prediction& document, const PredictionRun& run, const core::Playback& playback) {
    return document.on && run.player.open && playback.elapsed == core::k_question_seconds &&
           document.guess(playback.window) == nullptr;
}

bool run_moves(const Prediction& document, const PredictionRun& run, const core::Playback& playback) {
    if (stands_at_question(document, run, playback)) return false;
    return core::moving(playback) || (document.on && run.resume);
}

}  // namespace scenes
