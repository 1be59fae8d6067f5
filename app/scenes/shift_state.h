// What the shift scene knows: the document (numbers, move, poolings), the player, and what the poolings make of the
// numbers as given and moved. Invariant: after refresh() the facts fit the document and the player has as many windows
// as each lane has outputs.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/scenes/grid_pointing.h"
#include "app/scenes/number_input.h"
#include "app/scenes/settings_pages.h"
#include "app/scenes/shift_moves.h"
#include "app/scenes/shift_photo.h"
#include "app/ui/text.h"
#include "app/ui/ui.h"
#include "core/latest_job.h"
#include "core/player.h"
#include "core/shift_pool.h"

namespace scenes {

inline constexpr std::int64_t k_shift_kernel_limit = 8;

struct ShiftSignal {
    std::string_view key;  // "shift.signal.pairs"
    core::Grid grid;
};
std::vector<ShiftSignal> shift_signals();

// What the stage shows: the numbers (with the photo below them where there is room), the photo large, or every move at
// once.
enum class ShiftPage { numbers, photo, moves };

struct ShiftDocument {
    ShiftPage page = ShiftPage::numbers;
    NumberInput input;
    std::int64_t right = 1;
    std::int64_t down = 0;
    core::ShiftEdge edge = core::ShiftEdge::wrap;
    core::ShiftCompare compare = core::ShiftCompare::in_place;
    std::int64_t kernel = 2;
    std::int64_t stride = 2;
    std::int64_t blur = 3;
    bool average = false;  // the third lane
    ShiftDocument();
    bool operator==(const ShiftDocument&) const = default;
};

inline constexpr std::array k_shift_methods{core::ShiftMethod::max, core::ShiftMethod::max_blur,
                                            core::ShiftMethod::average};

// An output counts as changed above this share of the range of the numbers.
inline constexpr double k_shift_tolerance = 0.05;

struct ShiftLane {
    core::ShiftMethod method = core::ShiftMethod::max;
    std::optional<core::Problem> problem;
    core::Grid before, after;
    core::Grid expected;  // what each output of the moved input is held against: see core::ShiftCompare
    int decimals = 0;     // of all outputs of the lane
};

struct ShiftFacts {
    ShiftDocument document;
    core::Grid moved;
    double range = 0.0;
    std::vector<ShiftLane> lanes;  // those that are shown
    core::Size2 output{0, 0};
    ShiftPhoto photo;
    bool known = false;
};

// The moved numbers on their way: where they come from, in cells, and the seconds that are left.
struct ShiftSlide {
    std::int64_t down = 0;
    std::int64_t right = 0;
    double left = 0.0;
};
inline constexpr double k_shift_slide_seconds = 0.2;

// Work beside the interface, each with its own thread; exists from the first update on.
struct ShiftWork {
    explicit ShiftWork(const std::function<void()>& wake);
    core::LatestJob<bool, core::Image> drawing;  // the program's own picture
    core::LatestJob<ShiftMovesOrder, ShiftMoves> moves;
    ShiftMovesOrder wanted;
};

struct ShiftState {
    using Document = ShiftDocument;
    Document document;
    core::Playback playback;
    GridPointing pointing;
    PanelState panel;
    std::optional<std::int64_t> drag_from;  // `right` when a drag began
    std::int64_t drag_from_down = 0;
    ShiftSlide slide;
    ShiftSource source;
    ShiftFacts facts;
    ShiftMoves moves;
    std::vector<ShiftSignal> signals = shift_signals();
    std::unique_ptr<ShiftWork> work;
};

void refresh(ShiftState& state);
// Moves the input by so much more; keeps within what is worth showing.
void move_input(ShiftState& state, std::int64_t down, std::int64_t right);
std::int64_t shift_down(const ShiftDocument& document);  // a row cannot move down

core::ShiftPool shift_pooling(const ShiftDocument& document, core::ShiftMethod method);
std::int64_t revealed_outputs(const core::Playback& playback);
// Of the outputs that are revealed.
core::ShiftChange lane_change(const ShiftState& state, const ShiftLane& lane);
std::string blur_words(std::int64_t size);  // "1 2 1"

std::string signed_cells(std::int64_t cells);  // "+1", "−2", "0"
// How a method's outputs are compared for `input`.
core::ShiftRule shift_rule(const ShiftDocument& document, const core::Grid& input);

// What every move does to the numbers of the document; `moves` of the state is that once its order is equal.
ShiftMovesOrder moves_order(const ShiftState& state);
bool moves_known(const ShiftState& state);

// The window that is looked at: the hovered one, else the player's.
std::int64_t shown_output(const ShiftState& state);

enum class PatternLoss {
    none,
    after,  // the outputs had a pattern and lose it by the move
    both,   // the numbers have a pattern, the outputs never
    turned  // the same, and the move turns all of them over
};
PatternLoss pattern_loss(const ShiftState& state, const ShiftLane& lane);

ui::RichText shift_readout(const ShiftState& state, const ui::View& view);

}  // namespace scenes
