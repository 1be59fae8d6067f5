// The help overlay: all commands of this frame, grouped, each with its key in a frame.
#include <algorithm>
#include <string>
#include <vector>

#include "app/overlay_title.h"
#include "app/shell.h"

namespace app {
namespace {

using ui::Rect;
using ui::TextStyle;
using ui::Token;
using ui::Type;

struct Group {
    std::string key;
    std::vector<const ui::Command*> commands;
};

std::vector<Group> grouped(const std::vector<ui::Command>& commands) {
    std::vector<Group> groups;
    for (const ui::Command& command : commands) {
        if (command.keys.empty()) continue;
        const auto same = [&](const Group& group) { return group.key == command.group; };
        auto found = std::find_if(groups.begin(), groups.end(), same);
        if (found == groups.end()) found = groups.insert(groups.end(), {command.group, {}});
        found->commands.push_back(&command);
    }
    return groups;
}

void draw_key(ui::Canvas& canvas, float right, float middle, const std::string& key) {
    const TextStyle style{Type::t14, ui::Family::words, true};
    const float u = canvas.view().layout.u;
    const float width = std::max(canvas.text_width(key, style) + 16 * u, 30 * u);
    const Rect frame{right - width, middle - 14 * u, width, 28 * u};
    canvas.fill_rect(frame, canvas.color(Token::raised), 6 * u);
    canvas.stroke_rect(frame, canvas.color(Token::edge), std::max(1.0F, u), 6 * u);
    canvas.text(frame.center().x, middle, key, style, Token::text, ui::Align::center);
}

}  // namespace

void draw_help(ui::Ui& ui, bool& open) {
    const ui::Layout& layout = ui.view().layout;
    const float scale = layout.u * layout.text_scale;
    const std::vector<Group> groups = grouped(ui.commands());
    const float row = 36 * scale;
    const float head = 48 * scale;
    const float width = std::min(layout.window.w - 48 * layout.u, 880 * scale);
    const float height = std::min(layout.window.h - 48 * layout.u, 752 * scale);
    const Rect panel{layout.window.center().x - width / 2, layout.window.center().y - height / 2, width, height};
    if (!ui.begin_overlay("help", panel, open)) return;
    Rect rest = panel.grown(-24 * layout.u);
    overlay_title(ui, rest, ui.words("help.title"), open);
    ui::cut_top(rest, 8 * scale);

    // Two columns; each group goes whole into the shorter one.
    const bool two = rest.w > 640 * scale;
    std::vector<float> column_height(two ? 2 : 1, 0.0F);
    std::vector<std::size_t> column_of;
    for (const Group& group : groups) {
        const auto shortest = std::min_element(column_height.begin(), column_height.end());
        column_of.push_back(static_cast<std::size_t>(shortest - column_height.begin()));
        *shortest += head + row * static_cast<float>(group.commands.size());
    }
    const Rect page =
        ui.begin_scroll("help.scroll", rest, *std::max_element(column_height.begin(), column_height.end()));
    const float gap = 40 * scale;
    const float column_width = two ? (page.w - gap) / 2 : page.w;
    std::vector<float> y(column_height.size(), page.y);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const float x = page.x + static_cast<float>(column_of[i]) * (column_width + gap);
        float& top = y[column_of[i]];
        ui.canvas().text(x, top + head * 0.6F, ui.words(groups[i].key), {Type::t16, ui::Family::words, true},
                         Token::text2);
        top += head;
        for (const ui::Command* command : groups[i].commands) {
            std::string keys;
            for (const ui::KeyPress& press : command->keys) keys += (keys.empty() ? "" : "  ") + ui::key_text(press);
            ui.canvas().text(x, top + row / 2, ui.words(command->id), {Type::t16}, Token::text);
            draw_key(ui.canvas(), x + column_width, top + row / 2, keys);
            top += row;
        }
    }
    ui.end_scroll();
    ui.end_overlay();
}

}  // namespace app
