// The rules that the compare scene shows in place of its lanes: how they are opened, chosen in and closed.
#include "app/scenes/compare_state.h"

namespace scenes {

void compare_side_commands(CompareState& state, ui::Ui& ui) {
    CompareState* target = &state;
    const auto open = [target] { return target->document.side != SideView::window; };
    ui.command({"rules.open",
                {{"Q"}},
                [] { return true; },
                [target, open] { target->document.side = open() ? SideView::window : SideView::rules; },
                "command.group.stage"});
    ui.command({"side.close",
                {{"Esc"}},
                [target, open] { return open() && target->panel.page == SettingsPage::main; },
                [target] { target->document.side = SideView::window; },
                "command.group.stage"});
}

void compare_side_controls(CompareState& state, ui::Ui& ui) {
    if (state.document.side == SideView::window || settings_cover_stage(ui.view())) return;
    const SidePlaces places = side_places(ui.view(), compare_layout(ui.view(), state).lanes);
    core::PoolSpec spec = average_spec(state);
    rule_cards(ui, places, spec, state.rules, state.document.input.grid);
    spec.op = state.document.spec.op;
    state.document.spec = spec;
    ui.command_button(places.back, "side.close");
}

}  // namespace scenes
