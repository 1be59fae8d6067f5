// What the stack scene knows: the document (layers, what they stand on, and the output that is looked at), the photo,
// the player, where the mouse is, and what follows from all of it.
// Level 0 is the input, level i the output of layer i. The player opens the cone one level a step, from the output that
// is looked at (step 0) down to the input (the last step).
// Invariant: after refresh() the facts fit the document, the output that is looked at exists, and the player has one
// step for each level of its cone.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/scenes/grid_pointing.h"
#include "app/scenes/settings_pages.h"
#include "app/scenes/stack_layers.h"
#include "app/ui/requests.h"
#include "app/ui/theme.h"
#include "core/image.h"
#include "core/latest_job.h"
#include "core/player.h"
#include "core/stack.h"

namespace scenes {

inline constexpr std::int64_t k_photo_cells_least = 16;
inline constexpr std::int64_t k_photo_cells_most = 64;

// One output of one level.
struct StackCell {
    std::int64_t level = 0;
    std::int64_t row = 0;
    std::int64_t col = 0;
    bool operator==(const StackCell&) const = default;
};

struct StackDocument {
    std::vector<StackLayer> layers = stack_presets().front().layers;
    NumberInput input = stack_presets().front().input;
    bool photo = false;             // the photo's greys in place of the numbers
    std::int64_t photo_cells = 32;  // along each side
    StackCell seen{3, 0, 1};        // what is looked at
    bool operator==(const StackDocument&) const = default;
};

// Making numbers of the photo, beside the interface. An empty photo: of the picture the program draws.
struct StackWork {
    struct Order {
        core::Image photo;
        std::int64_t cells = 0;
    };
    struct Made {
        std::uint64_t photo = 0;  // its revision; 0: of the drawn picture
        std::int64_t cells = 0;
        core::Grid grid;
    };
    explicit StackWork(const std::function<void()>& wake);
    core::LatestJob<Order, Made> job;
    std::optional<std::pair<std::uint64_t, std::int64_t>> asked;  // revision and cells of the newest order
};

// How values become colours: on the input's range; the levels that leave it on one scale from -most to most.
struct StackScale {
    float low = 0.0F, high = 1.0F;  // ends of the input's range, zero in it
    float most = 0.0F;
    std::vector<bool> about_zero;  // of each level
    bool any_about_zero() const { return most > 0.0F; }
};

struct StackFacts {
    std::vector<StackLayer> layers;  // all of the document
    bool photo = false;
    std::vector<core::Grid> values;  // of each level that could be laid; values[0] is the input
    StackScale scale;
    core::Stack stack;                          // of these levels
    std::optional<core::StackProblem> problem;  // the first layer that does not fit; it and those above have no level
    std::optional<core::StackProblem> refusal;  // the first pooling that PyTorch would refuse
    std::uint64_t revision = 0;                 // another number after every change

    std::int64_t top_level() const { return static_cast<std::int64_t>(values.size()) - 1; }
    bool contains(const StackCell& cell) const {
        return cell.level >= 0 && cell.level <= top_level() &&
               values[static_cast<std::size_t>(cell.level)].contains(cell.row, cell.col);
    }
};

// Levels as pictures, for cells too small to be drawn one by one. In the colours of one theme.
struct StackPictures {
    ui::ThemeId theme = ui::ThemeId::dark;
    std::uint64_t facts = 0;
    std::vector<core::Image> levels;
};

struct StackState {
    using Document = StackDocument;
    Document document;
    core::Playback playback;
    GridPointing pointing;  // the open cell editor and what was not taken
    PanelState panel;
    std::optional<StackCell> hover;
    std::int64_t edited = 2;  // the layer whose settings are shown

    core::Image photo;
    std::string photo_name;  // empty: the picture the program draws
    std::vector<ui::SamplePhoto> samples;
    bool samples_open = false;
    std::optional<std::string> loading;   // name of the photo being opened
    std::optional<core::Error> failure;   // of the last photo that could not be opened
    std::optional<StackWork::Made> made;  // numbers of a photo; the last ones stay until the next are there
    bool looked_at = false;               // since the last update: a photo that arrives is meant for this scene

    StackFacts facts;
    StackPictures pictures;
    std::vector<StackPreset> presets = stack_presets();
    std::unique_ptr<StackWork> work;  // from the first update on
};

// Brings facts and player in line with the document.
void refresh(StackState& state);
// Asks for the photo's numbers if they are wanted and neither there nor under way. Needs `work`.
void want_photo_numbers(StackState& state);
bool photo_pending(const StackState& state);  // wanted and not there yet

// The output whose cone is shown: the hovered one, else the one that is looked at; and how many levels down it is open.
struct ShownCone {
    StackCell cell;
    bool hovered = false;
    std::int64_t depth = 0;  // levels below the cell that are shown
    core::Cone cone;
    bool open() const { return depth == cell.level; }  // down to the input
};
std::optional<ShownCone> shown_cone(const StackState& state);

// Looks at `cell`, with its cone open down to the input.
void look_at(StackState& state, const StackCell& cell);

// Looks at the output in the middle of the uppermost level.
void look_at_top(StackState& state);

// Colour of a value: on the input's range by the input's ramp or the outputs', greys for a photo; on the scale about
// zero; and as a level has it.
ui::Color range_color(const StackFacts& facts, const ui::Theme& theme, bool output, float value);
ui::Color signed_color(const StackFacts& facts, const ui::Theme& theme, float value);
ui::Color level_color(const StackFacts& facts, const ui::Theme& theme, std::size_t level, float value);
void refresh_pictures(StackState& state, const ui::Theme& theme);

}  // namespace scenes
