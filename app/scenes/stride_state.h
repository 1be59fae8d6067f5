// What the stride scene knows: the document (pooling and table), the player, where the mouse is, and what follows.
// Invariant: after refresh() the facts fit the document and the player has as many windows as the facts.
#pragma once

#include <string>
#include <vector>

#include "app/scenes/edge_rules.h"
#include "app/scenes/edge_side.h"
#include "app/scenes/grid_pointing.h"
#include "app/scenes/number_input.h"
#include "app/scenes/pool_facts.h"
#include "app/scenes/prediction.h"
#include "app/scenes/presets.h"
#include "app/scenes/settings_pages.h"
#include "app/scenes/way_back_controls.h"
#include "app/scenes/window_places.h"
#include "app/ui/formula_band.h"
#include "app/ui/number_grid.h"
#include "app/ui/ribbon.h"
#include "app/ui/step_motion.h"

namespace scenes {

struct StrideDocument {
    core::PoolSpec spec;
    NumberInput input;
    SideView side = SideView::window;  // what stands beside the input
    WayBack back;
    Prediction prediction;
    bool operator==(const StrideDocument&) const = default;
};

struct StrideState {
    using Document = StrideDocument;
    StrideState();  // out of line: inlined, GCC 12 takes its strings for uninitialized
    Document document;
    core::Playback playback;
    GridPointing pointing;
    PanelState panel;
    bool coverage = false;  // the map of how often each cell is read, in place of the values
    PoolFacts facts;
    WayBackFacts back;
    GradientEdit gradients;
    RulesState rules;
    PredictionRun prediction;
    std::optional<std::optional<std::int64_t>> first_tie;  // window, once it was looked for in these facts
    std::vector<Preset> presets = scenes::presets();
};

void refresh(StrideState& state);

// The window that is shown now: the hovered one, else the player's. Without one (a problem) there is none.
struct ShownWindow {
    std::int64_t index = 0;
    core::WindowExplanation window;
    ui::StepMotion motion;  // of a hovered window: at rest, or before its pick while it is still covered
    bool hovered = false;
};
std::optional<ShownWindow> shown_window(const StrideState& state);

// ---- where everything lies on the stage
struct StrideLayout {
    ui::Rect input, lens, output, band, notes, error;  // frames
    ui::Rect size_formula;                             // room of its two lines
    ui::Rect side;                                     // for a comparison in place of lens and output
    ui::Rect question;                                 // at an open question: for its field and buttons, in the band
    float caption_y = 0.0F;
    float bracket_rise = 0.0F;      // of the bracket above the input's cells
    float output_caption_y = 0.0F;  // 0: right above the output's cells
    bool numbers = false;           // row and column numbers
    bool captions = true;           // and the size formula
    bool brackets = true;           // and the stride arrow
};
// `bins`: room at the left for the bars of adaptive bins, as for row numbers.
StrideLayout stride_layout(const ui::View& view, const ui::NumberGrid& input, bool bins = false);

// The stage with its grids placed: what both drawing and pointing look at.
struct StrideStage {
    StrideLayout layout;
    ui::NumberGrid input, output;
    ui::GridPlace input_place, output_place;
    std::optional<ShownWindow> shown;
};
StrideStage stride_stage(const StrideState& state, const ui::Canvas& canvas);
// From the lens to an output cell, its `target`.
ui::Ribbon output_ribbon(const StrideStage& stage, const ui::Rect& target, const ui::View& view);
// Whether the shown window has a tie that the reader may know of already: then a button asks who wins.
bool asks_for_ties(const StrideState& state, const StrideStage& stage);

Predicting predicting(StrideState& state);
// Keys, field and buttons of an open question; and the mouse, which answers it. True: nothing else may take the mouse.
void stride_question(StrideState& state, ui::Ui& ui);
bool stride_answer(StrideState& state, ui::Ui& ui, const ui::Pointer& mouse, const StrideStage& stage);
void draw_stride_guess(const StrideState& state, ui::Canvas& canvas, const StrideStage& stage);
std::string stride_prediction_words(const StrideState& state, const ui::Text& text);

void side_commands(StrideState& state, ui::Ui& ui);
void side_controls(StrideState& state, ui::Ui& ui);
void stride_controls(StrideState& state, ui::Ui& ui);
void stride_canvas(const StrideState& state, ui::Canvas& canvas);
ui::RichText stride_readout(const StrideState& state, const ui::View& view);

}  // namespace scenes
