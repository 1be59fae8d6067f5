// The way back: what a class chooses to send through a pooling backwards, and what follows from it by core.
//   backward: gradients of the outputs, window by window, become gradients of the inputs.
//   unpool:   pooled values go back to the cells their indices name, every other cell stays 0.
// Invariant: after update_way_back() the facts fit choice, pooling and step; with a problem there is nothing to show.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "app/scenes/pool_facts.h"
#include "core/backward.h"
#include "core/player.h"
#include "core/spec_words.h"
#include "core/unpool.h"

namespace scenes {

enum class Direction { forward, backward, unpool };
inline constexpr std::array k_directions{Direction::forward, Direction::backward, Direction::unpool};

enum class GradientFill {
    ones,      // 1 for every output: what the sum of all outputs sends
    one_cell,  // 1 for one output, 0 for the others
    counting,  // 1, 2, 3, ... so that each output's share can be told apart
    signs,     // 1, -1, 1, ...
    own        // typed by hand
};
inline constexpr std::array k_gradient_fills{GradientFill::ones, GradientFill::one_cell, GradientFill::counting,
                                             GradientFill::signs, GradientFill::own};

// Part of a scene's document.
struct WayBack {
    Direction direction = Direction::forward;
    GradientFill fill = GradientFill::ones;
    std::int64_t cell = 0;       // one_cell: number of the output, from the end where there are fewer
    core::Grid own{1, 1, 1.0F};  // own: outputs beyond it get 1
    core::Ties ties = core::Ties::winner;
    std::optional<core::Size2> size;  // unpool: of the result; nothing: the input's
    bool operator==(const WayBack&) const = default;
};

// Gradients of rows x cols outputs.
core::Grid output_gradient(const WayBack& choice, std::int64_t rows, std::int64_t cols);

// All cells against measured slopes, a part of them in each frame: a large table takes a while.
struct GradientChecks {
    std::int64_t cells = 0;           // of the input
    std::int64_t done = 0;            // in reading order
    std::int64_t smooth = 0;          // where there is a derivative to agree with
    std::int64_t ties = 0;            // no derivative: the rule chooses
    std::int64_t corners = 0;         // the same, |x| at 0
    std::int64_t unmeasured = 0;      // NaN or infinity in a window
    std::int64_t wrong = 0;           // MUST stay 0
    double largest_difference = 0.0;  // of the smooth ones: |gradient - slope|
    bool complete() const { return done == cells; }
    bool operator==(const GradientChecks&) const = default;
};

struct WayBackFacts {
    // what they were made for
    WayBack choice;
    core::PoolSpec spec;
    core::Grid input;
    std::int64_t arrived = -1;  // windows whose part has arrived

    // backward
    core::Grid sent_so_far;                  // 0 for windows that have not arrived
    core::Grid sent;                         // gradients of the outputs
    core::BackwardGrid all, so_far;          // of all windows; of those that have arrived
    double scale = 1.0;                      // largest |gradient| on either side: one colour scale for both
    std::vector<std::int64_t> first_window;  // per input cell: the first window that reads it, or -1
    int decimals = 0;                        // of every gradient on the stage
    GradientChecks checks;

    // unpool
    bool can_unpool = false;  // the pooling picks one cell a window
    core::Size2 size;         // of the result
    std::optional<core::UnpoolRange> sizes;
    std::optional<core::Problem> problem;  // an index names no cell
    std::optional<core::Problem> refusal;  // PyTorch takes no such size
    core::UnpooledGrid unpooled, unpooled_so_far;
};

// Windows whose step has come to its end.
std::int64_t arrived_windows(const core::Playback& playback);

// True if something changed. Nothing is done for Direction::forward.
bool update_way_back(WayBackFacts& facts, const WayBack& choice, const PoolFacts& pool, std::int64_t arrived);
// The next cells of the checks, at most for about a millisecond of work.
void continue_checks(WayBackFacts& facts);

// Sizes worth choosing for the result of unpooling: those that pool to these outputs and those that PyTorch takes;
// with many of them only the ones that are as far from the usual size on both axes. The input's is among them.
std::vector<core::Size2> unpool_choices(const WayBackFacts& facts);

// Gradient parts of the cell from the windows that have arrived, those of 0 left out: what adds up in it.
std::vector<core::GradientPart> arrived_parts(const WayBackFacts& facts, std::int64_t row, std::int64_t col);

}  // namespace scenes
