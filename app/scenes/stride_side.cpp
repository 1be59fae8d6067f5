// The comparisons that the stride scene shows beside its input: how they are opened, chosen in and closed.
#include "app/scenes/edge_ties.h"
#include "app/scenes/stride_state.h"

namespace scenes {

namespace {

void show_side(StrideState& state, SideView side) {
    state.document.side = state.document.side == side ? SideView::window : side;
}

}  // namespace

void side_commands(StrideState& state, ui::Ui& ui) {
    StrideState* target = &state;
    ui.command({"rules.open",
                {{"Q"}},
                [] { return true; },
                [target] { show_side(*target, SideView::rules); },
                "command.group.stage"});
    ui.command({"ties.open",
                {{"E"}},
                [] { return true; },
                [target] { show_side(*target, SideView::ties); },
                "command.group.stage"});
    ui.command(
        {"side.close",
         {{"Esc"}},
         [target] { return target->document.side != SideView::window && target->panel.page == SettingsPage::main; },
         [target] { target->document.side = SideView::window; },
         "command.group.stage"});
}

namespace {

void tie_numbers(StrideState& state) {
    NumberInput& input = state.document.input;
    input = {filled(Fill::ties, input.grid.rows, input.grid.cols, input.seed), Fill::ties, input.seed};
}

}  // namespace

void side_controls(StrideState& state, ui::Ui& ui) {
    if (settings_cover_stage(ui.view())) return;
    const StrideStage stage = stride_stage(state, ui.canvas());
    if (state.document.side == SideView::window) {
        if (!asks_for_ties(state, stage)) return;
        ui::ButtonLook look;
        look.value = tie_question(ui.text(), stage.shown->window);
        look.icon = ui::Icon::chevron_right;
        const ui::Rect at = tie_button(ui.view(), stage.layout.notes, stage.layout.band);
        if (ui.button(at, "ties.open", look)) state.document.side = SideView::ties;
        return;
    }
    const SidePlaces places = side_places(ui.view(), stage.layout.side);
    if (state.document.side == SideView::rules) {
        rule_cards(ui, places, state.document.spec, state.rules, state.document.input.grid);
    } else if (settles_ties(state.document.spec) && stage.shown && stage.shown->window.tied == 0) {
        if (!state.first_tie) state.first_tie = first_tie(state.facts);
        const std::optional<std::int64_t> tie = *state.first_tie;
        if (ui.button(places.action, tie ? "ties.go" : "ties.numbers")) {
            if (tie) core::seek(state.playback, *tie);
            if (!tie) tie_numbers(state);
        }
    }
    ui.command_button(places.back, "side.close");
}

}  // namespace scenes
