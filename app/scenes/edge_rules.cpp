#include "app/scenes/edge_rules.h"

#include <algorithm>
#include <array>

#include "app/scenes/edge_words.h"
#include "app/ui/number_grid.h"
#include "core/check.h"
#include "core/pool.h"

namespace scenes {

using ui::Token;

namespace {

const core::RuleOutcome& outcome_of(const RulesState& rules, core::RuleChoice choice) {
    const auto found = std::find_if(rules.outcomes.begin(), rules.outcomes.end(),
                                    [choice](const core::RuleOutcome& one) { return one.choice == choice; });
    CORE_CHECK(found != rules.outcomes.end());
    return *found;
}

std::string words_of_change(const ui::Text& text, const core::RuleOutcome& before, const core::RuleOutcome& after) {
    if (!before.problem) {
        std::string words = change_sentence(text, before, after);
        if (after.refusal) words += " " + text.sentence(*after.refusal);
        return words;
    }
    const std::string rule{text.get(rule_key(after.choice))};
    if (after.problem) return change_sentence(text, before, after);
    return text.format("rules.works",
                       {{"rule", rule}, {"does", padding_words(text, after)}, {"size", size_words(*after.geometry)}});
}

}  // namespace

void update_rules(RulesState& rules, const core::PoolSpec& spec, const core::Grid& input) {
    if (!rules.outcomes.empty() && rules.spec == spec && rules.input == input) return;
    rules.spec = spec;
    rules.input = input;
    rules.outcomes = core::compare_rules(input, spec);
}

void switch_rule(RulesState& rules, core::PoolSpec& spec, const core::Grid& input, core::RuleChoice choice) {
    update_rules(rules, spec, input);
    RuleChange change;
    change.before = outcome_of(rules, core::rule_choice(spec));
    change.after = outcome_of(rules, choice);
    change.input = input;
    spec = change.after.spec;
    rules.switched = std::move(change);
}

void forget_switch(RulesState& rules, const core::PoolSpec& spec, const core::Grid& input, std::int64_t window) {
    if (!rules.switched) return;
    RuleChange& change = *rules.switched;
    if (change.window < 0) change.window = window;
    if (change.window != window || !(change.after.spec == spec) || !(change.input == input)) rules.switched.reset();
}

bool rule_row(ui::SettingsColumn& column, core::PoolSpec& spec, RulesState& rules, const core::Grid& input,
              SideView& side) {
    static const std::array<std::string, 4> k_keys{"rule.pytorch", "rule.onnx", "rule.keras_valid", "rule.keras_same"};
    ui::Ui& ui = column.ui();
    const bool no_rules = column.hides("rules.open");
    if (column.hides("settings.rule") && no_rules) return false;
    const ui::Layout& layout = ui.view().layout;
    ui::Rect line = column.row(40.0F);
    ui::Rect button = ui::cut_left(line, layout.control(ui::SettingsColumn::k_label));
    button.w -= layout.px(8.0F);
    ui::ButtonLook look;
    look.selected = side == SideView::rules;
    if (ui.button(button, "rules.open", look)) side = look.selected ? SideView::window : SideView::rules;

    int chosen = static_cast<int>(core::rule_choice(spec));
    const bool switched = ui.combo(line, "settings.rule", k_keys, chosen);
    const auto marked = ui.marked_option("settings.rule");
    if (marked) {
        update_rules(rules, spec, input);
        const auto choice = core::k_rule_choices[static_cast<std::size_t>(*marked)];
        if (choice != core::rule_choice(spec)) rules.pointed = choice;
    }
    if (!switched) return false;
    switch_rule(rules, spec, input, core::k_rule_choices[static_cast<std::size_t>(chosen)]);
    return true;
}

std::string rule_note(const ui::Text& text, const RulesState& rules) {
    if (rules.pointed) {
        return words_of_change(text, outcome_of(rules, core::rule_choice(rules.spec)),
                               outcome_of(rules, *rules.pointed));
    }
    if (rules.switched) return words_of_change(text, rules.switched->before, rules.switched->after);
    return {};
}

// ---- side by side

namespace {

void draw_padded_input(ui::Canvas& canvas, const ui::Rect& frame, const core::RuleOutcome& outcome,
                       const core::Grid& input) {
    ui::NumberGrid grid = ui::input_grid(input, outcome.spec, outcome.geometry ? &*outcome.geometry : nullptr);
    ui::GridFit fit;
    fit.across = ui::Align::center;
    fit.middle = true;
    ui::GridPlace place = ui::place_grid(canvas, frame, grid, fit);
    place.show_digits = false;
    ui::draw_cells(canvas, place, grid);
}

// The values it gives; those that differ from the rule in use are outlined.
void draw_output(ui::Canvas& canvas, const ui::Rect& frame, const core::RuleOutcome& outcome,
                 const core::RuleOutcome& used, const core::Grid& input) {
    const core::Grid& values = outcome.output;
    const bool grows = outcome.spec.op == core::Op::sum || outcome.spec.op == core::Op::lp;
    const ui::NumberGrid grid = ui::output_grid(values, ui::value_range(grows ? values : input),
                                                static_cast<std::int64_t>(values.values.size()));
    ui::GridFit fit;
    fit.across = ui::Align::center;
    fit.middle = true;
    const ui::GridPlace place = ui::place_grid(canvas, frame, grid, fit);
    ui::draw_cells(canvas, place, grid);
    if (place.pitch < canvas.view().px(6.0F) || used.problem) return;
    for (std::int64_t row = 0; row < values.rows; ++row) {
        for (std::int64_t col = 0; col < values.cols; ++col) {
            const bool both = used.output.contains(row, col);
            if (both && (used.output.at(row, col) == values.at(row, col))) continue;
            const ui::Rect cell = place.cell(row, col);
            canvas.stroke_rect(cell.grown(-canvas.view().px(1.0F)), canvas.color(Token::accent),
                               canvas.view().stroke(2.0F), canvas.view().px(3.0F));
        }
    }
}

void draw_rule_card(ui::Canvas& canvas, const SideCard& at, const RulesState& rules, const core::RuleOutcome& outcome) {
    const ui::Text& text = *canvas.view().text;
    const core::RuleOutcome& used = outcome_of(rules, core::rule_choice(rules.spec));
    const bool chosen = &outcome == &used;
    draw_side_card(canvas, at, chosen, rules.pointed == outcome.choice);
    draw_padded_input(canvas, at.left, outcome, rules.input);
    const std::string_view title = text.get(rule_key(outcome.choice));
    if (outcome.problem) {
        draw_side_words(canvas, at, title, {}, {}, text.sentence(*outcome.problem));
        return;
    }
    std::string difference{text.get("rules.in_use")};
    if (!chosen && used.problem) difference = text.get("rules.computes");
    if (!chosen && !used.problem) difference = value_words(text, core::rule_difference(used, outcome));
    if (outcome.refusal) difference = text.sentence(*outcome.refusal);
    draw_side_words(canvas, at, title, size_words(*outcome.geometry), padding_words(text, outcome), difference);
    draw_output(canvas, at.right, outcome, used, rules.input);
}

}  // namespace

void rule_cards(ui::Ui& ui, const SidePlaces& places, core::PoolSpec& spec, RulesState& rules,
                const core::Grid& input) {
    update_rules(rules, spec, input);
    std::optional<core::RuleChoice> clicked;
    for (std::size_t i = 0; i < places.cards.size() && i < core::k_rule_choices.size(); ++i) {
        const core::RuleChoice choice = core::k_rule_choices[i];
        bool hovered = false;
        const std::string key = "rules.card/" + std::string(rule_key(choice));
        if (ui.hit_area(places.cards[i].card, key, ui.words(rule_key(choice)), &hovered)) clicked = choice;
        if (!hovered) continue;
        ui.cursor(ui::Cursor::hand);
        if (choice != core::rule_choice(spec)) rules.pointed = choice;
    }
    if (clicked && *clicked != core::rule_choice(spec)) {
        switch_rule(rules, spec, input, *clicked);
        rules.pointed.reset();
        update_rules(rules, spec, input);
    }
}

void draw_rule_cards(ui::Canvas& canvas, const SidePlaces& places, const RulesState& rules, std::string_view title) {
    draw_side_title(canvas, places, title);
    for (std::size_t i = 0; i < places.cards.size() && i < rules.outcomes.size(); ++i) {
        draw_rule_card(canvas, places.cards[i], rules, rules.outcomes[i]);
    }
}

}  // namespace scenes
