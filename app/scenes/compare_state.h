// What the compare scene knows: one table and one window for all lanes, the lanes that are shown, the player, and what
// each lane makes of the window. Invariant: after refresh() all facts fit the document.
#pragma once

#include <array>
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
#include "app/ui/number_grid.h"
#include "app/ui/step_motion.h"

namespace scenes {

enum class Lane { max, average, gap, difference, min, lp, global_max };
inline constexpr std::array k_lanes{Lane::max, Lane::average, Lane::gap,       Lane::difference,
                                    Lane::min, Lane::lp,      Lane::global_max};

std::string_view lane_key(Lane lane);  // "lane.max"
core::Op lane_op(Lane lane);           // of the difference: max
bool is_global(Lane lane);             // takes the whole input, whatever the window

struct CompareDocument {
    core::PoolSpec spec;  // window settings, rule and p; each lane puts its own operator in
    NumberInput input;
    std::array<bool, k_lanes.size()> shown{true, true, true, true, false, false, false};
    SideView side = SideView::window;  // the lanes, or the rules in their place
    WayBack back;
    Prediction prediction;
    bool operator==(const CompareDocument&) const = default;
};

struct CompareState {
    using Document = CompareDocument;
    Document document;
    core::Playback playback;
    GridPointing pointing;
    PanelState panel;
    std::array<PoolFacts, k_lanes.size()> facts;    // of every lane; the difference holds max's
    core::Grid difference;                          // max - average
    std::array<WayBackFacts, k_lanes.size()> back;  // of every lane; the difference holds max's
    RulesState rules;                               // of an average: there they differ most
    PredictionRun prediction;
    std::vector<Preset> presets;

    CompareState();
    const PoolFacts& lane(Lane lane) const { return facts[static_cast<std::size_t>(lane)]; }
    bool shows(Lane lane) const { return document.shown[static_cast<std::size_t>(lane)]; }
    const PoolFacts& window_facts() const { return lane(Lane::max); }  // of the window all lanes share
};

void refresh(CompareState& state);
// The document's pooling as the rules are compared on: an average.
core::PoolSpec average_spec(const CompareState& state);

// The window in view: the hovered one, else the player's.
struct ComparedWindow {
    std::int64_t index = 0;
    ui::StepMotion motion;
    bool hovered = false;
};
std::optional<ComparedWindow> compared_window(const CompareState& state);

struct LanePlace {
    Lane lane = Lane::max;
    ui::Rect card;
    ui::Rect title, formula, result;  // each one line; result may lie beside the formula in low cards
    ui::Rect grid;                    // frame of the small output, or of the bars
    bool low = false;                 // too low for three lines
};

struct CompareLayout {
    ui::Rect input;
    ui::Rect direction;  // the switch above the input; empty where there is no room
    float caption_y = 0.0F;
    float bracket_y = 0.0F;  // under the input
    ui::Rect words;          // under the bracket
    ui::Rect lanes;
    std::vector<LanePlace> places;
};
CompareLayout compare_layout(const ui::View& view, const CompareState& state);

struct CompareStage {
    CompareLayout layout;
    ui::NumberGrid input;
    ui::GridPlace input_place;
    struct Output {
        ui::NumberGrid grid;
        ui::GridPlace place;
        bool bars = false;  // the difference of few windows
    };
    std::vector<Output> outputs;  // one per place
    std::optional<ComparedWindow> shown;
};
CompareStage compare_stage(const CompareState& state, const ui::Canvas& canvas);

// Whether padding, overhang or unread cells make the rules worth comparing: then a button under the input leads there.
bool has_edges(const CompareStage& stage);
// That button; empty where the room under the input is too low.
ui::Rect rules_button(const ui::View& view, const CompareStage& stage);

// Bar of one window in the difference lane: its whole column.
ui::Rect bar_column(const ui::Rect& frame, std::int64_t windows, std::int64_t window);

Predicting predicting(CompareState& state);
// The player and an open question's keys, field and buttons; and the mouse, which answers it: then nothing else may
// take it.
void compare_question(CompareState& state, ui::Ui& ui);
bool compare_answer(CompareState& state, ui::Ui& ui, const ui::Pointer& mouse, const CompareStage& stage);
void draw_compare_guess(const CompareState& state, ui::Canvas& canvas, const CompareStage& stage);
std::string compare_prediction_words(const CompareState& state, const ui::Text& text);

void compare_side_commands(CompareState& state, ui::Ui& ui);
void compare_side_controls(CompareState& state, ui::Ui& ui);
void compare_controls(CompareState& state, ui::Ui& ui);
void compare_canvas(const CompareState& state, ui::Canvas& canvas);
ui::RichText compare_readout(const CompareState& state, const ui::View& view);

}  // namespace scenes
