// What a reader changes on the way back: the direction, what is sent (or the size of what comes out), who gets a tied
// gradient, and single gradients by hand. On the stage beside what they change; in the settings where the stage has no
// room.
#pragma once

#include "app/scenes/grid_pointing.h"
#include "app/scenes/way_back.h"
#include "app/ui/pool_settings.h"

namespace scenes {

// Places on the stage; empty where there is no room.
struct WayBackPlaces {
    ui::Rect direction;  // the switch
    ui::Rect choice;     // what is sent, or the size that comes out
};

// D: the next direction.
void direction_command(ui::Ui& ui, WayBack& choice);
void direction_row(ui::SettingsColumn& column, WayBack& choice);
// Ties where the pooling picks a cell; with `all` also what the stage has no room for.
void way_back_rows(ui::SettingsColumn& column, WayBack& choice, const WayBackFacts& facts, const core::PoolSpec& spec,
                   std::int64_t window, bool all);
// `window`: of the player, for the gradient of one cell only.
void way_back_controls(ui::Ui& ui, const WayBackPlaces& places, WayBack& choice, const WayBackFacts& facts,
                       std::int64_t window);

// Typing into the gradients, with the manners of the input's cells. Notices go to `pointing`.
struct GradientEdit {
    CellEdit edit;
    std::optional<ui::GridPlace::Cell> paste_at;  // where a pasted block begins
};
void open_gradient(GradientEdit& state, GridPointing& pointing, const WayBackFacts& facts, std::int64_t window);
void edit_gradient(ui::Ui& ui, const ui::Pointer& mouse, const ui::GridPlace& place, WayBack& choice,
                   const WayBackFacts& facts, GridPointing& pointing, GradientEdit& state);
// A pasted block that was asked for by a gradient cell; what hangs over the outputs is left out. True if it was one.
bool take_gradient_event(const ui::Event& event, WayBack& choice, const WayBackFacts& facts, GridPointing& pointing,
                         GradientEdit& state);

}  // namespace scenes
