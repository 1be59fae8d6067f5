// States of the stride scene worth showing, for the tour.
#include "app/scenes/scene.h"
#include "app/scenes/stride_state.h"

namespace scenes {

namespace {

using Set = std::function<void(StrideState&)>;

Set by_preset(std::string_view key, std::int64_t window, const std::function<void(core::PoolSpec&)>& change = {}) {
    return [key, window, change](StrideState& state) {
        state = StrideState{};
        const Preset& chosen = preset(state.presets, key);
        state.document.spec = chosen.spec;
        state.document.input = chosen.input;
        if (change) change(state.document.spec);
        refresh(state);
        core::seek(state.playback, window);
    };
}

Set by_fill(Fill fill, std::int64_t rows, std::int64_t cols, std::int64_t window, core::Op op = core::Op::max,
            std::int64_t stride = 2, bool ceil = false) {
    return [=](StrideState& state) {
        state = StrideState{};
        state.document.spec.op = op;
        state.document.spec.stride = {stride, stride};
        state.document.spec.ceil = ceil;
        state.document.input = {filled(fill, rows, cols, 1), fill, 1};
        refresh(state);
        core::seek(state.playback, window);
    };
}

Set then(Set first, Set second) {
    return [first = std::move(first), second = std::move(second)](StrideState& state) {
        first(state);
        second(state);
    };
}

void into_step(StrideState& state, double elapsed) {
    core::step_forward(state.playback);
    state.playback.elapsed = elapsed;
}

// Switched by hand from PyTorch, so that what has changed is said.
void same(StrideState& state) {
    state.document.spec.kernel = {3, 3};
    refresh(state);
    switch_rule(state.rules, state.document.spec, state.document.input.grid, core::RuleChoice::keras_same);
    refresh(state);
    core::seek(state.playback, 2);
    state.rules.switched->window = 2;
}

Set beside(SideView side) {
    return [side](StrideState& state) {
        state.document.side = side;
        refresh(state);
    };
}

Set way_back(Direction direction, GradientFill fill = GradientFill::ones) {
    return [direction, fill](StrideState& state) {
        state.document.back.direction = direction;
        state.document.back.fill = fill;
        refresh(state);
    };
}

// Windows 0, 1, ... answered by `guesses`; the player stands at the question of the one after them, or still at the
// last answer.
Set predicted(std::vector<core::Guess> guesses, bool asks) {
    return [guesses = std::move(guesses), asks](StrideState& state) {
        state.document.prediction.on = true;
        const Predicting run = predicting(state);
        core::go_first(state.playback);
        for (std::size_t i = 0; i < guesses.size(); ++i) {
            core::seek(state.playback, static_cast<std::int64_t>(i));
            answer(run, guesses[i]);
            state.playback.elapsed = core::k_step_seconds;
        }
        if (!asks) return;
        core::seek(state.playback, static_cast<std::int64_t>(guesses.size()));
        hold_at_question(run);
    };
}

core::Guess cell(std::int64_t row, std::int64_t col) { return {core::Guess::Kind::cell, row, col, 0.0}; }
core::Guess value(double said) { return {core::Guess::Kind::value, 0, 0, said}; }

Set page(SettingsPage which) {
    return [which](StrideState& state) { state.panel.page = which; };
}

}  // namespace

std::vector<TourStop<StrideState>> stride_tour() {
    using core::Op;
    const auto average = [](core::PoolSpec& spec) { spec.op = Op::average; };
    return {
        {"launch", by_preset("preset.article", 0)},
        {"average-levelling",
         then(by_preset("preset.article", 1, average), [](StrideState& state) { into_step(state, 0.50); })},
        {"max-dropping", then(by_preset("preset.article", 1), [](StrideState& state) { into_step(state, 0.76); })},
        {"edge-lab", by_preset("preset.edge", 7)},
        {"dropped-by-floor", by_fill(Fill::article, 5, 5, 3)},
        {"hover-output", then(by_preset("preset.article", 3),
                              [](StrideState& state) {
                                  state.pointing.pinned = GridHover{GridHover::What::output, 0, 0, 1, -1};
                              })},
        {"hover-input", then(by_fill(Fill::article, 6, 6, 24, Op::max, 1),
                             [](StrideState& state) {
                                 state.pointing.pinned = GridHover{GridHover::What::input, 2, 2, -1, -1};
                             })},
        {"coverage",
         then(by_fill(Fill::article, 6, 6, 0, Op::max, 1), [](StrideState& state) { state.coverage = true; })},
        {"ties", by_fill(Fill::ties, 4, 4, 0)},
        {"negatives", by_fill(Fill::negatives, 6, 6, 4, Op::average)},
        {"sum", by_preset("preset.article", 2, [](core::PoolSpec& spec) { spec.op = Op::sum; })},
        {"lp", by_preset("preset.article", 2, [](core::PoolSpec& spec) { spec.op = Op::lp; })},
        {"kernel-too-large", by_preset("preset.article", 0,
                                       [](core::PoolSpec& spec) {
                                           spec.kernel = {5, 5};
                                       })},
        {"refused-by-pytorch", by_preset("preset.article", 0,
                                         [](core::PoolSpec& spec) {
                                             spec.kernel = {3, 3};
                                             spec.padding = {2, 2, 2, 2};
                                         })},
        {"dilation", then(by_fill(Fill::article, 6, 6, 0),
                          [](StrideState& state) {
                              state.document.spec.dilation = {2, 2};
                              refresh(state);
                              core::seek(state.playback, 1);
                          })},
        {"one-cell", then(by_fill(Fill::article, 1, 1, 0),
                          [](StrideState& state) {
                              state.document.spec.kernel = state.document.spec.stride = {1, 1};
                              refresh(state);
                          })},
        {"large", by_fill(Fill::random, 32, 32, 100)},
        {"gap", by_preset("preset.gap", 0)},
        {"adaptive", by_preset("preset.gap", 4,
                               [](core::PoolSpec& spec) {
                                   spec.op = Op::adaptive_average;
                                   spec.output_size = {4, 4};
                               })},
        {"adaptive-bands", by_preset("preset.bins", 6)},
        {"ceil-partial", by_fill(Fill::article, 5, 5, 5, Op::max, 2, true)},
        {"ceil-removed", by_preset("preset.taken_away", 1)},
        {"keras-same", then(by_fill(Fill::article, 6, 6, 0, Op::average), [](StrideState& state) { same(state); })},
        {"rules", then(by_preset("preset.edge", 3), beside(SideView::rules))},
        {"rules-stopped", then(by_preset("preset.article", 0,
                                         [](core::PoolSpec& spec) {
                                             spec.kernel = {5, 5};
                                         }),
                               beside(SideView::rules))},
        {"ties-four-rules", then(by_fill(Fill::ties, 4, 4, 3), beside(SideView::ties))},
        {"stepped-over", by_fill(Fill::article, 8, 8, 1, Op::max, 3)},
        {"resnet-stem", by_preset("preset.resnet", 3)},
        {"backward-max", then(by_preset("preset.article", 1), way_back(Direction::backward, GradientFill::counting))},
        {"backward-travelling", then(then(by_preset("preset.article", 1), way_back(Direction::backward)),
                                     [](StrideState& state) { into_step(state, 0.74); })},
        {"backward-overlap", then(by_fill(Fill::article, 4, 4, 4, Op::max, 1), way_back(Direction::backward))},
        {"backward-average", then(by_preset("preset.edge", 4), way_back(Direction::backward))},
        {"backward-ties", then(by_fill(Fill::ties, 4, 4, 3),
                               [](StrideState& state) {
                                   state.document.back.ties = core::Ties::shared;
                                   way_back(Direction::backward)(state);
                               })},
        {"backward-lp",
         then(by_fill(Fill::negatives, 6, 6, 4, Op::lp), way_back(Direction::backward, GradientFill::signs))},
        {"backward-large",
         then(by_fill(Fill::random, 32, 32, 100), way_back(Direction::backward, GradientFill::signs))},
        {"unpool", then(by_preset("preset.article", 2), way_back(Direction::unpool))},
        {"unpool-overlap", then(by_fill(Fill::article, 4, 4, 7, Op::max, 1), way_back(Direction::unpool))},
        {"unpool-no-place", then(by_preset("preset.article", 1, average), way_back(Direction::unpool))},
        {"predict", then(then(by_preset("preset.article", 0), predicted({cell(0, 1)}, true)),
                         [](StrideState& state) {
                             state.prediction.cursor = {0, 2};
                         })},
        {"predict-wrong", then(by_preset("preset.article", 0), predicted({cell(0, 1), cell(0, 3)}, false))},
        {"predict-average", then(then(by_preset("preset.article", 0, average), predicted({value(12)}, true)),
                                 [](StrideState& state) { state.prediction.typed = "10"; })},
        {"predict-near", then(by_preset("preset.article", 0, average), predicted({value(13), value(8.5)}, false))},
        {"predict-backward",
         then(then(by_preset("preset.article", 0, average), way_back(Direction::backward)), predicted({}, true))},
        {"predict-unpool", then(then(by_preset("preset.article", 0), way_back(Direction::unpool)),
                                predicted({cell(0, 1), cell(1, 1)}, false))},
        {"more-settings", then(by_preset("preset.article", 0, average), page(SettingsPage::more))},
        {"numbers-settings", then(by_preset("preset.article", 0), page(SettingsPage::numbers))},
    };
}

}  // namespace scenes
