// Edge rules: what the rule switch changes, named when it is switched or only pointed at, and the four rules side by
// side on the current input: how each pads, the size and the numbers it gives, and the first value that differs.
// Invariant: after update_rules() the outcomes fit spec and input; they are worked out only while they are looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/scenes/edge_side.h"
#include "app/ui/pool_settings.h"
#include "core/rule_comparison.h"

namespace scenes {

// One switch, done or only pointed at.
struct RuleChange {
    core::RuleOutcome before, after;
    core::Grid input;
    std::int64_t window = -1;  // of the player when it was done
};

struct RulesState {
    core::PoolSpec spec;
    core::Grid input;
    std::vector<core::RuleOutcome> outcomes;
    std::optional<core::RuleChoice> pointed;  // under the mouse, in the open list or among the cards
    std::optional<RuleChange> switched;       // the last switch, until something else changes
};

void update_rules(RulesState& rules, const core::PoolSpec& spec, const core::Grid& input);
// Switches `spec` to that rule and remembers what it was.
void switch_rule(RulesState& rules, core::PoolSpec& spec, const core::Grid& input, core::RuleChoice choice);
// Forgets the switch once the pooling, the input or the player's window is another.
void forget_switch(RulesState& rules, const core::PoolSpec& spec, const core::Grid& input, std::int64_t window);

// Row of the settings: a button that opens the comparison beside the list of rules. True if the rule was switched.
bool rule_row(ui::SettingsColumn& column, core::PoolSpec& spec, RulesState& rules, const core::Grid& input,
              SideView& side);

// What to say of a switch that was just done or is pointed at; empty: nothing.
std::string rule_note(const ui::Text& text, const RulesState& rules);

// The cards: a click chooses that rule.
void rule_cards(ui::Ui& ui, const SidePlaces& places, core::PoolSpec& spec, RulesState& rules, const core::Grid& input);
void draw_rule_cards(ui::Canvas& canvas, const SidePlaces& places, const RulesState& rules, std::string_view title);

}  // namespace scenes
