#include "app/scenes/settings_pages.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/number_text.h"

namespace scenes {

namespace {

constexpr std::int64_t k_largest_seed = 9999;

// Another seed from this one: a fixed walk through 0..9999 (Hull and Dobell 1962: full period), so that a class that
// starts with the same seed sees the same tables in the same order.
std::int64_t next_seed(std::int64_t seed) { return (seed * 4221 + 2113) % (k_largest_seed + 1); }

std::string tab_separated(const core::Grid& grid) {
    std::string text;
    for (std::int64_t row = 0; row < grid.rows; ++row) {
        for (std::int64_t col = 0; col < grid.cols; ++col) {
            if (col > 0) text += '\t';
            text += core::exact_decimal(grid.at(row, col));
        }
        text += '\n';
    }
    return text;
}

ui::ButtonLook with_icon(ui::Icon icon) {
    ui::ButtonLook look;
    look.icon = icon;
    return look;
}

// Two controls side by side.
struct Halves {
    ui::Rect left, right;
};
Halves halves(ui::SettingsColumn& column, float height, float gap_below = 12.0F) {
    ui::Rect line = column.row(height, gap_below);
    const float gap = column.ui().view().layout.px(8.0F);
    const float half = (line.w - gap) / 2;
    return {{line.x, line.y, half, line.h}, {line.x + half + gap, line.y, half, line.h}};
}

}  // namespace

ui::PoolLimits pool_limits(const core::Grid& grid) {
    const std::int64_t side = std::max(grid.rows, grid.cols);
    ui::PoolLimits limits;
    limits.kernel = std::max<std::int64_t>(8, side + 1);
    limits.stride = std::max<std::int64_t>(8, side);
    limits.output = std::max<std::int64_t>(8, side);
    return limits;
}

bool preset_row(ui::SettingsColumn& column, std::span<const Preset> all, core::PoolSpec& spec, NumberInput& input) {
    std::vector<std::string> keys;
    for (const Preset& one : all) keys.emplace_back(one.key);
    int chosen = preset_of(all, spec, input);
    if (chosen < 0) {
        chosen = static_cast<int>(keys.size());
        keys.emplace_back("preset.own");
    }
    if (!column.combo("settings.preset", keys, chosen, 64.0F) || chosen < 0 || chosen >= static_cast<int>(all.size()))
        return false;
    spec = all[static_cast<std::size_t>(chosen)].spec;
    input = all[static_cast<std::size_t>(chosen)].input;
    return true;
}

void page_buttons(ui::SettingsColumn& column, PanelState& panel) {
    const bool no_numbers = column.hides("settings.page.numbers");
    if (column.hides("settings.page.more") && no_numbers) return;
    const auto [left, right] = halves(column, column.compact() ? 40.0F : 44.0F);
    if (column.ui().button(left, "settings.page.numbers")) panel.page = SettingsPage::numbers;
    if (column.ui().button(right, "settings.page.more")) panel.page = SettingsPage::more;
}

void page_head(ui::SettingsColumn& column, PanelState& panel) {
    const std::string_view title =
        panel.page == SettingsPage::more ? "settings.page.more.title" : "settings.page.numbers.title";
    ui::Rect line = column.row(40.0F);
    const ui::Rect back = ui::cut_left(line, line.h);
    ui::ButtonLook look = with_icon(ui::Icon::chevron_left);
    look.label = false;
    PanelState* shown = &panel;
    column.ui().command({"settings.page.back",
                         {{"Esc"}},
                         [] { return true; },
                         [shown] { shown->page = SettingsPage::main; },
                         "command.group.stage"});
    column.ui().command_button(back, "settings.page.back", look);
    line.x += column.ui().view().layout.px(12.0F);
    line.w -= column.ui().view().layout.px(12.0F);
    column.ui().label(line, title, ui::Token::text, {ui::Type::t16, ui::Family::words, true});
}

void numbers_rows(ui::SettingsColumn& column, NumberInput& input, std::optional<Notice>& notice) {
    static const std::array<std::string, 8> k_fills{"fill.article", "fill.ramp",  "fill.checkerboard",
                                                    "fill.edge",    "fill.ties",  "fill.negatives",
                                                    "fill.blank",   "fill.random"};
    ui::Ui& ui = column.ui();
    const NumberInput before = input;
    std::int64_t rows = input.grid.rows;
    std::int64_t cols = input.grid.cols;
    bool resized = column.slider("settings.rows", rows, 1, k_largest_table);
    resized |= column.slider("settings.cols", cols, 1, k_largest_table);
    if (resized) resize(input, rows, cols);

    int fill = static_cast<int>(input.fill);
    if (column.combo("settings.fill", k_fills, fill, 64.0F)) {
        input.fill = static_cast<Fill>(fill);
        fill_again(input);
    }
    ui::SliderLook look;
    look.compact = true;
    if (column.slider("settings.seed", input.seed, 0, k_largest_seed, look) && input.fill == Fill::random)
        fill_again(input);
    if (column.button("settings.dice", with_icon(ui::Icon::dice))) {
        if (input.fill == Fill::random) input.seed = next_seed(input.seed);
        input.fill = Fill::random;
        fill_again(input);
    }
    column.space(8.0F);
    if (column.button("settings.paste", with_icon(ui::Icon::paste))) ui.post(ui::PasteTable{ui.clipboard()});
    const auto [left, right] = halves(column, 44.0F);
    if (ui.button(left, "settings.open_table", with_icon(ui::Icon::folder)))
        ui.post(ui::BrowseFiles{ui::FileUse::open_table});
    if (ui.button(right, "settings.save_table", with_icon(ui::Icon::save))) ui.post(ui::SaveTable{{}, input.grid});
    column.words(ui.words("settings.numbers_note"));
    if (!(before == input)) notice.reset();
}

void table_commands(ui::Ui& ui, const NumberInput& input) {
    ui::Ui* target = &ui;
    const auto always = [] { return true; };
    ui.command({"table.paste",
                {{"V", true}},
                always,
                [target] { target->post(ui::PasteTable{target->clipboard()}); },
                "command.group.stage"});
    const NumberInput* table = &input;
    ui.command({"table.copy",
                {{"C", true, true}},
                always,
                [target, table] { target->post(ui::CopyText{tab_separated(table->grid)}); },
                "command.group.stage"});
}

}  // namespace scenes
