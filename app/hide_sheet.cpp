#include "app/hide_sheet.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/overlay_title.h"

namespace app {
namespace {

using ui::Rect;
using ui::Token;
using ui::Type;

// Without these a reader could be stuck, or not read at all.
constexpr std::array<std::string_view, 9> k_always_shown{"app.scene_file", "app.help",  "app.reset",
                                                         "app.undo",       "app.redo",  "app.copy_readout",
                                                         "app.language",   "app.theme", "app.text_size"};

bool always_shown(std::string_view key) {
    const bool leads_out = (key.ends_with(".back") && key != "player.back") || key.ends_with(".cancel");
    return leads_out || std::find(k_always_shown.begin(), k_always_shown.end(), key) != k_always_shown.end();
}

// Parts of the window, as headings; `elsewhere`: hidden, and not on this screen.
enum class Part { screens, tools, settings, stage, player, elsewhere };
constexpr std::array<std::string_view, 6> k_part_keys{"hide.screens", "hide.tools",  "hide.settings",
                                                      "hide.stage",   "hide.player", "hide.elsewhere"};

Part part_at(const ui::Layout& layout, ui::Vec2 middle) {
    if (layout.rail.contains(middle)) return Part::screens;
    if (layout.top_bar.contains(middle)) return Part::tools;
    if (layout.settings.contains(middle)) return Part::settings;
    if (layout.player.contains(middle)) return Part::player;
    return Part::stage;
}

using Groups = std::array<std::vector<std::string>, k_part_keys.size()>;

Groups groups_of(const ui::Ui& ui, std::span<const std::string> hidden, std::string_view current) {
    Groups groups;
    const auto add = [&](Part part, const std::string& key) {
        if (key != current && !always_shown(key)) groups[static_cast<std::size_t>(part)].push_back(key);
    };
    const auto on_screen = [&](const std::string& key) {
        const auto& all = ui.hideable();
        return std::any_of(all.begin(), all.end(), [&](const auto& control) { return control.key == key; });
    };
    for (const ui::HideableControl& control : ui.hideable())
        add(part_at(ui.view().layout, control.rect.center()), control.key);
    for (const std::string& key : hidden)
        if (!on_screen(key) && ui.text().has(key)) add(Part::elsewhere, key);
    return groups;
}

// Its words, or its tip where another control of the group has the same words.
std::string label_of(const ui::Ui& ui, const std::vector<std::string>& group, const std::string& key) {
    const std::string_view words = ui.words(key);
    const bool twice =
        std::count_if(group.begin(), group.end(), [&](const auto& other) { return ui.words(other) == words; }) > 1;
    return std::string(twice && ui.text().has(key + ".tip") ? ui.words(key + ".tip") : words);
}

constexpr float k_row = 38.0F;
constexpr float k_head = 48.0F;

}  // namespace

void HideSheet::set_hidden(std::vector<std::string> keys) {
    hidden_.clear();
    for (std::string& key : keys)
        if (!always_shown(key) && !hides(key)) hidden_.push_back(std::move(key));
}

bool HideSheet::hides(std::string_view key) const {
    return std::find(hidden_.begin(), hidden_.end(), key) != hidden_.end();
}

void HideSheet::set_shown(const std::string& key, bool shown) {
    std::erase(hidden_, key);
    if (!shown) hidden_.push_back(key);
}

void HideSheet::draw(ui::Ui& ui, std::string_view current) {
    const ui::Layout& layout = ui.view().layout;
    const float scale = layout.control(1.0F);
    const float width = std::min(layout.window.w - 48 * layout.u, 880 * scale);
    const float height = std::min(layout.window.h - 48 * layout.u, 960 * scale);
    const Rect panel{layout.window.center().x - width / 2, layout.window.center().y - height / 2, width, height};
    if (!ui.begin_overlay("hide", panel, open_)) return;
    Rect rest = panel.grown(-24 * layout.u);
    overlay_title(ui, rest, ui.words("hide.title"), open_);
    const float said =
        ui.canvas().wrapped(rest.x, rest.y + 4 * scale, rest.w, ui.words("hide.note"), {Type::t16}, Token::text2, 3);
    ui::cut_top(rest, said + 12 * scale);
    Rect foot = ui::cut_bottom(rest, 44 * scale);
    ui::cut_bottom(rest, 12 * scale);
    draw_groups(ui, rest, current);
    const ui::ButtonLook look{.icon = ui::Icon::eye, .enabled = !hidden_.empty()};
    if (ui.button(ui::cut_left(foot, std::min(foot.w, 240 * scale)), "hide.show_all", look)) hidden_.clear();
    ui.end_overlay();
}

// In two columns; each group goes whole into the shorter one.
void HideSheet::draw_groups(ui::Ui& ui, const Rect& room, std::string_view current) {
    const float scale = ui.view().layout.control(1.0F);
    const Groups groups = groups_of(ui, hidden_, current);
    const auto height_of = [&](const auto& group) {
        return (k_head + k_row * static_cast<float>(group.size())) * scale;
    };
    std::vector<float> heights(room.w > 560 * scale ? 2 : 1, 0.0F);
    std::array<std::size_t, k_part_keys.size()> column_of{};
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].empty()) continue;
        const auto shortest = std::min_element(heights.begin(), heights.end());
        column_of[i] = static_cast<std::size_t>(shortest - heights.begin());
        *shortest += height_of(groups[i]);
    }
    const Rect page = ui.begin_scroll("hide_groups", room, *std::max_element(heights.begin(), heights.end()));
    const float gap = 40 * scale;
    const auto columns = static_cast<float>(heights.size());
    const float width = (page.w - gap * (columns - 1)) / columns;
    std::vector<float> top(heights.size(), page.y);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].empty()) continue;
        float& y = top[column_of[i]];
        const float x = page.x + static_cast<float>(column_of[i]) * (width + gap);
        ui.canvas().text(x, y + k_head * 0.6F * scale, ui.words(k_part_keys[i]), {Type::t16, ui::Family::words, true},
                         Token::text2);
        y += k_head * scale;
        for (const std::string& key : groups[i]) {
            bool shown = !hides(key);
            const Rect row{x, y, width, (k_row - 6) * scale};
            if (ui.checkbox(row, "hide/" + key, shown, true, label_of(ui, groups[i], key))) set_shown(key, shown);
            y += k_row * scale;
        }
    }
    ui.end_scroll();
}

}  // namespace app
