// Prediction: the class says what a window gives before the step shows it. The run of guesses is part of a scene's
// document (undo takes a guess back); what is under way - a cursor, a typed value, the line - is not.
// Invariant: guesses are of the pooling, the numbers and the direction they name; where those change, the run is empty.
// A window whose question is open stands at core::k_question_seconds of its step until it is answered or shown.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/scenes/way_back.h"
#include "app/ui/number_grid.h"
#include "app/ui/player_bar.h"
#include "core/prediction.h"

namespace scenes {

// What guesses are of.
struct PredictedPool {
    core::PoolSpec spec;
    core::Grid input;
    WayBack back;
    bool operator==(const PredictedPool&) const = default;
};

struct PredictedWindow {
    std::int64_t window = 0;
    core::Guess guess;
    bool operator==(const PredictedWindow&) const = default;
};

// Part of a scene's document; a scene file keeps only `on`, so that it does not give the answers away.
struct Prediction {
    bool on = false;
    PredictedPool of;  // of the guesses; as it was made while there are none
    std::vector<PredictedWindow> guesses;
    const core::Guess* guess(std::int64_t window) const;
    bool operator==(const Prediction&) const = default;
};

// What is asked about one window.
struct AskedWindow {
    core::Question question = core::Question::none;
    core::WindowExplanation window;
    core::PoolSpec spec;
    Direction direction = Direction::forward;
    std::vector<core::GradientPart> parts;  // backward
    double gradient = 0.0;                  // backward: of the window
    core::GradientPart part;                // backward, value: of the cell that is asked about
    bool line = false;                      // the value may be dragged in a lens
};
AskedWindow ask_forward(const PoolFacts& facts, std::int64_t window);
AskedWindow ask_backward(const PoolFacts& facts, const WayBackFacts& back, std::int64_t window);
AskedWindow ask_index(const PoolFacts& facts, const WayBackFacts& back, std::int64_t window);  // unpool
// By the choice of direction.
AskedWindow ask_window(const PoolFacts& facts, const WayBackFacts& back, Direction direction, std::int64_t window);
core::Judgement judge(const AskedWindow& asked, const core::Guess& guess);

using AskWindow = std::function<AskedWindow(std::int64_t)>;

// The guess of one window, judged.
struct JudgedWindow {
    std::int64_t window = 0;
    core::Guess guess;
    core::Judgement judgement;  // nothing of a window that was shown
    bool shown() const { return guess.kind == core::Guess::Kind::shown; }
};

struct PredictionRun {
    ui::PlayerQuestion player;
    std::optional<ui::GridPlace::Cell> cursor;       // by the arrow keys
    std::optional<ui::GridPlace::Cell> hovered;      // under the mouse, where a click answers
    std::optional<ui::GridPlace::Cell> answered;     // by a click; no hover until the mouse leaves it
    bool entered = false;                            // Enter, not yet looked at
    std::string typed;                               // in the field
    core::Question question = core::Question::none;  // that the player bar was told of
    bool dragging = false;                           // the line in the lens; where it is, `typed` says
    bool resume = false;                             // it was playing when the question came
    double reading = 0.0;                            // seconds left to read the answer before playing goes on
    std::vector<JudgedWindow> judged;
    Prediction judged_of;
    const JudgedWindow* judgement(std::int64_t window) const;
};

// One scene's prediction with everything that it acts on, for the functions below.
struct Predicting {
    Prediction& document;
    PredictionRun& run;
    core::Playback& playback;
    PredictedPool pool;
    AskWindow ask;

    bool open(std::int64_t window) const;  // asked and not answered
    bool open() const { return open(playback.window); }
    bool waits() const;  // stands there: nothing moves until an answer comes
};

// The step stands at its question, by what the player bar was told last: nothing of the answer is known.
bool stands_at_question(const Prediction& document, const PredictionRun& run, const core::Playback& playback);

// After every change of the document: a run of something else is over, the others are judged.
void keep_run(Predicting predicting);
// core::advance() with its stops. With dt = 0 the step stays as it is.
void advance_run(Predicting predicting, double dt);
// After every change of the step by hand: no open question is passed.
void hold_at_question(Predicting predicting);
void answer(Predicting predicting, const core::Guess& guess);
// What the player bar was asked for; P, and Space where the question is open. `moved`: by hand, so that playing does
// not go on by itself.
void take_player(Predicting predicting, bool moved);
void prepare_player(Predicting predicting, const ui::Text& text);
void prediction_commands(ui::Ui& ui, Predicting predicting);
// A step is under way, or playing goes on after the answer was read.
bool run_moves(const Prediction& document, const PredictionRun& run, const core::Playback& playback);

}  // namespace scenes
