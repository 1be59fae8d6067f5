// The rules that the compare scene shows in place of its lanes: how they are opened, chosen in and closed.
#include <algorithm>

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

bool has_edges(const CompareStage& stage) {
    return std::any_of(stage.input.cells.begin(), stage.input.cells.end(),
                       [](const ui::GridCell& cell) { return cell.kind != ui::CellKind::value; });
}

ui::Rect rules_button(const ui::View& view, const CompareStage& stage) {
    const ui::Layout& layout = view.layout;
    const float height = layout.control(36.0F);
    const ui::Rect& words = stage.layout.words;
    const float y = layout.stage.bottom() - layout.px(12.0F) - height;
    const float needed = layout.px(26.0F) + layout.control(100.0F);  // bracket and the sentences above the button
    if (!has_edges(stage) || y - stage.input_place.area.bottom() < needed) return {};
    return {words.x, y, std::min(words.w, layout.control(200.0F)), height};
}

void compare_side_controls(CompareState& state, ui::Ui& ui) {
    if (settings_cover_stage(ui.view())) return;
    if (state.document.side == SideView::window) {
        const ui::Rect button = rules_button(ui.view(), compare_stage(state, ui.canvas()));
        ui::ButtonLook look;
        look.icon = ui::Icon::chevron_right;
        if (!button.empty() && ui.button(button, "rules.beside", look)) state.document.side = SideView::rules;
        return;
    }
    const SidePlaces places = side_places(ui.view(), compare_layout(ui.view(), state).lanes);
    core::PoolSpec spec = average_spec(state);
    rule_cards(ui, places, spec, state.rules, state.document.input.grid);
    spec.op = state.document.spec.op;
    state.document.spec = spec;
    ui.command_button(places.back, "side.close");
}

}  // namespace scenes
