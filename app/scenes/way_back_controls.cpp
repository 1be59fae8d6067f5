#include "app/scenes/way_back_controls.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "app/scenes/way_back_words.h"

namespace scenes {

namespace {

const std::array<std::string, k_directions.size()> k_direction_keys{"direction.forward", "direction.backward",
                                                                    "direction.unpool"};
const std::array<std::string, k_gradient_fills.size()> k_fill_keys{"back.ones", "back.one_cell", "back.counting",
                                                                   "back.signs", "back.own"};
constexpr std::array k_ties{core::Ties::winner, core::Ties::last, core::Ties::shared, core::Ties::each};
const std::array<std::string, k_ties.size()> k_tie_keys{"back.ties.winner", "back.ties.last", "back.ties.shared",
                                                        "back.ties.each"};

template <class Values, class Value>
int place_of(const Values& values, const Value& value) {
    return static_cast<int>(std::ranges::find(values, value) - values.begin());
}

void take_fill(WayBack& choice, const WayBackFacts& facts, int chosen, std::int64_t window) {
    choice.fill = k_gradient_fills[static_cast<std::size_t>(chosen)];
    if (choice.fill == GradientFill::one_cell) choice.cell = window;
    if (choice.fill == GradientFill::own) choice.own = facts.sent;
}

// `combo(key, options, chosen)` draws it, on the stage or in the settings.
template <class Combo>
void gradient_combo(const Combo& combo, WayBack& choice, const WayBackFacts& facts, std::int64_t window) {
    int chosen = place_of(k_gradient_fills, choice.fill);
    if (combo("back.gradient", std::span<const std::string>(k_fill_keys), chosen))
        take_fill(choice, facts, chosen, window);
}

template <class Combo>
void size_combo(const Combo& combo, WayBack& choice, const WayBackFacts& facts) {
    if (!facts.can_unpool) return;
    const std::vector<core::Size2> sizes = unpool_choices(facts);
    std::vector<std::string> names;
    for (const core::Size2 size : sizes) names.push_back(std::to_string(size.h) + "×" + std::to_string(size.w));
    int chosen = place_of(sizes, facts.size);
    if (!combo("back.size", std::span<const std::string>(names), chosen)) return;
    choice.size = sizes[static_cast<std::size_t>(chosen)];
    if (*choice.size == core::Size2{facts.input.rows, facts.input.cols}) choice.size.reset();
}

}  // namespace

void direction_command(ui::Ui& ui, WayBack& choice) {
    WayBack* target = &choice;
    ui.command({"back.next_direction",
                {{"D"}},
                [] { return true; },
                [target] {
                    const auto next = 1 + static_cast<std::size_t>(place_of(k_directions, target->direction));
                    target->direction = k_directions[next % k_directions.size()];
                },
                "command.group.stage"});
}

void direction_row(ui::SettingsColumn& column, WayBack& choice) {
    int chosen = place_of(k_directions, choice.direction);
    if (column.segmented("settings.direction", k_direction_keys, chosen))
        choice.direction = k_directions[static_cast<std::size_t>(chosen)];
}

void way_back_rows(ui::SettingsColumn& column, WayBack& choice, const WayBackFacts& facts, const core::PoolSpec& spec,
                   std::int64_t window, bool all) {
    const auto combo = [&](std::string_view key, std::span<const std::string> options, int& chosen) {
        return column.combo(key, options, chosen);
    };
    if (choice.direction == Direction::unpool) {
        if (all) size_combo(combo, choice, facts);
        return;
    }
    if (choice.direction != Direction::backward) return;
    if (all) gradient_combo(combo, choice, facts, window);
    if (!core::picks_one_cell(spec.op) && !(spec.op == core::Op::lp && std::isinf(spec.p))) return;
    if (column.hides("back.ties")) return;
    int tie = place_of(k_ties, choice.ties);
    ui::Rect line = column.row(40.0F, 4.0F);
    column.ui().label(ui::cut_left(line, column.ui().view().layout.control(ui::SettingsColumn::k_label)), "back.ties");
    if (column.ui().combo(line, "back.ties", k_tie_keys, tie)) choice.ties = k_ties[static_cast<std::size_t>(tie)];
}

void way_back_controls(ui::Ui& ui, const WayBackPlaces& places, WayBack& choice, const WayBackFacts& facts,
                       std::int64_t window) {
    if (!places.direction.empty()) {
        int chosen = place_of(k_directions, choice.direction);
        if (ui.segmented(places.direction, "stage.direction", k_direction_keys, chosen))
            choice.direction = k_directions[static_cast<std::size_t>(chosen)];
    }
    if (places.choice.empty() || facts.arrived < 0) return;
    const auto combo = [&](std::string_view key, std::span<const std::string> options, int& chosen) {
        return ui.combo(places.choice, key, options, chosen);
    };
    if (choice.direction == Direction::backward) gradient_combo(combo, choice, facts, window);
    if (choice.direction == Direction::unpool) size_combo(combo, choice, facts);
}

// ---- gradients by hand

void open_gradient(GradientEdit& state, GridPointing& pointing, const WayBackFacts& facts, std::int64_t window) {
    NumberInput gradients;
    gradients.grid = facts.sent;
    std::swap(pointing.edit, state.edit);
    open_edit(pointing, gradients, window / facts.sent.cols, window % facts.sent.cols);
    std::swap(pointing.edit, state.edit);
    pointing.edit = {};
}

void edit_gradient(ui::Ui& ui, const ui::Pointer& mouse, const ui::GridPlace& place, WayBack& choice,
                   const WayBackFacts& facts, GridPointing& pointing, GradientEdit& state) {
    if (!state.edit.open) return;
    if (choice.direction != Direction::backward) {
        state.edit = {};
        return;
    }
    NumberInput gradients;
    gradients.grid = facts.sent;
    // One editor is open at a time: the input's own waits closed meanwhile.
    std::swap(pointing.edit, state.edit);
    const auto input_paste = std::exchange(pointing.paste_at, std::nullopt);
    edit_cell(ui, mouse, place, gradients, pointing);
    std::swap(pointing.edit, state.edit);
    if (pointing.paste_at) state.paste_at = pointing.paste_at;
    pointing.paste_at = input_paste;
    if (gradients.grid == facts.sent) return;
    choice.fill = GradientFill::own;
    choice.own = gradients.grid;
}

bool take_gradient_event(const ui::Event& event, WayBack& choice, const WayBackFacts& facts, GridPointing& pointing,
                         GradientEdit& state) {
    if (!state.paste_at || !is_table_event(event)) return false;
    const ui::GridPlace::Cell at = *std::exchange(state.paste_at, std::nullopt);
    if (const auto* failure = std::get_if<ui::TableFailed>(&event)) {
        pointing.notice = table_failure(*failure);
        return true;
    }
    NumberInput gradients;
    gradients.grid = facts.sent;
    const auto& table = std::get<ui::TableArrived>(event);
    pointing.notice = take_block(gradients, table.grid, at.row, at.col);
    if (pointing.notice) return true;
    choice.fill = GradientFill::own;
    choice.own = facts.sent;
    for (std::int64_t row = 0; row < facts.sent.rows; ++row) {
        for (std::int64_t col = 0; col < facts.sent.cols; ++col) choice.own.at(row, col) = gradients.grid.at(row, col);
    }
    return true;
}

}  // namespace scenes
