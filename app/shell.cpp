#include "app/shell.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/number_text.h"

namespace app {
namespace {

using ui::Align;
using ui::Rect;
using ui::TextStyle;
using ui::Token;
using ui::Type;

constexpr int k_most_lines = 5;  // of an error's sentence

// Notices lie above the formula band, which they must not hide while it is read.
float above_band(const ui::Layout& layout) { return (layout.compact ? 66.0F : 90.0F) * layout.u; }

// A picture over a word; the chosen one has a bar at its left, so that colour is not the only sign.
bool draw_rail_item(ui::Ui& ui, const Rect& rect, const scenes::Scene& scene, bool current) {
    ui::Canvas& canvas = ui.canvas();
    const ui::View& view = ui.view();
    const std::string key = "scene." + std::string(scene.id());
    const bool chosen = ui.hit_area(rect, key, ui.words(key));
    const bool projector = view.theme->id == ui::ThemeId::projector;
    const float u = view.layout.u;
    if (current) canvas.fill_rect(rect, view.color(projector ? Token::fill : Token::raised_hi), 8 * u);
    if (current && !projector)
        canvas.fill_rect({rect.x, rect.center().y - 22 * u, 4 * u, 44 * u}, view.color(Token::text), 2 * u);
    const Token strong = current ? (projector ? Token::onfill : Token::text) : Token::text2;
    const ui::Color picture = view.color(strong);
    // Picture and word with their design gaps, smaller together where the rail is short.
    const float base_height = (view.layout.compact ? 66 : 76) * u;
    const float fit = std::min(1.0F, rect.h / base_height);
    const float width = 44 * u * fit;
    const float top = (view.layout.compact ? 6 : 12) * u * fit * fit;
    ui::draw_rail_picture(canvas, scene.picture(), {rect.center().x - width / 2, rect.y + top, width, 32 * u * fit},
                          picture, picture.with_alpha(0.6F));
    TextStyle style{Type::t16, ui::Family::words, current};
    if (canvas.text_width(ui.words(key), style) > rect.w) style.type = Type::t14;
    canvas.text(rect.center().x, rect.bottom() - (view.layout.compact ? 13 : 16) * u * fit,
                canvas.elided(ui.words(key), style, rect.w), style, strong, Align::center);
    return chosen;
}

// Both languages in one button, the current one underlined.
void draw_language_button(ui::Ui& ui, const Rect& rect) {
    ui.command_button(rect, "app.language", {.value = " "});
    ui::Canvas& canvas = ui.canvas();
    const float u = ui.view().layout.u;
    const float margin = (ui.view().layout.compact ? 9 : 17) * u;
    float x = rect.x + margin;
    const auto languages = ui::Text::languages();
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const bool current = languages[i] == ui.text().language();
        const TextStyle style{Type::t16, ui::Family::words, current};
        const std::string_view name = ui.words("language." + std::string(languages[i]));
        const float width = canvas.text_width(name, style);
        if (i + 1 == languages.size()) x = rect.right() - margin - width;
        canvas.text(x, rect.center().y, name, style, current ? Token::text : Token::text2);
        if (current) canvas.fill_rect({x, rect.bottom() - 8 * u, width, 3 * u}, canvas.color(Token::accent), u);
        x += width;
    }
}

constexpr float k_appearance_height = 38.0F;
constexpr float k_appearance_gap = 10.0F;

// Where the rule above the appearance buttons lies.
float appearance_top(const ui::Layout& layout) {
    return layout.rail.bottom() - (3 * k_appearance_height + 2 * k_appearance_gap + 16 + 18) * layout.u;
}

// The three appearance buttons at the foot of the rail.
void draw_appearance_buttons(ui::Ui& ui, const Rect& rail) {
    const ui::View& view = ui.view();
    const ui::Layout& layout = view.layout;
    const float height = k_appearance_height * layout.u;
    const float gap = k_appearance_gap * layout.u;
    const float margin = (layout.compact ? 6 : 8) * layout.u;
    const float rule = appearance_top(layout);
    float y = rule + 18 * layout.u;
    ui.canvas().fill_rect({rail.x + 2 * margin, rule, rail.w - 4 * margin, std::max(1.0F, 0.5F * layout.u)},
                          view.color(Token::edge));
    const auto next = [&] {
        const Rect rect{rail.x + margin, y, rail.w - 2 * margin, height};
        y += height + gap;
        return rect;
    };
    draw_language_button(ui, next());
    const std::map<ui::ThemeId, ui::Icon> icons{
        {ui::ThemeId::dark, ui::Icon::moon},
        {ui::ThemeId::light, ui::Icon::sun},
        // Its word fills the button, so that only one of both has room.
        {ui::ThemeId::projector, layout.compact ? ui::Icon::projector : ui::Icon::none}};
    const std::string theme_key = "theme." + std::string(ui::theme_name(view.theme->id));
    ui.command_button(
        next(), "app.theme",
        {.icon = icons.at(view.theme->id), .label = !layout.compact, .value = std::string(ui.words(theme_key))});
    ui.command_button(next(), "app.text_size", {.value = "A " + core::exact_decimal(layout.text_scale) + "×"});
}

}  // namespace

void draw_regions(ui::Ui& ui) {
    ui::Canvas& canvas = ui.canvas();
    const ui::View& view = ui.view();
    const ui::Layout& layout = view.layout;
    canvas.fill_rect(layout.rail, view.color(Token::rail));
    for (const Rect& bar : {layout.top_bar, layout.settings, layout.player, layout.readout}) {
        canvas.fill_rect(bar, view.color(Token::panel));
    }
    const ui::Color line = view.color(Token::line);
    const float width = std::max(1.0F, 0.5F * layout.u);
    canvas.fill_rect({layout.rail.right(), layout.rail.y, width, layout.rail.h}, line);
    canvas.fill_rect({layout.top_bar.x, layout.top_bar.bottom(), layout.top_bar.w, width}, line);
    canvas.fill_rect({layout.player.x, layout.player.y, layout.player.w, width}, line);
    canvas.fill_rect({layout.readout.x, layout.readout.y, layout.readout.w, width}, line);
    if (!layout.settings.empty())
        canvas.fill_rect({layout.settings.x, layout.settings.y, width, layout.settings.h}, line);
}

int draw_rail(ui::Ui& ui, const std::vector<std::unique_ptr<scenes::Scene>>& scenes, std::size_t current) {
    const ui::Layout& layout = ui.view().layout;
    const float u = layout.u;
    const float margin = (layout.compact ? 4 : 8) * u;
    const float top = layout.rail.y + (layout.compact ? 6 : 12) * u;
    // Room for all of them above the buttons, whatever the window's height.
    const float room = appearance_top(layout) - top;
    const float step = std::min((layout.compact ? 70 : 80) * u, room / static_cast<float>(scenes.size()));
    int chosen = -1;
    Rect rect{layout.rail.x + margin, top, layout.rail.w - 2 * margin, step - 4 * u};
    for (std::size_t i = 0; i < scenes.size(); ++i) {
        if (ui.hides(rect, "scene." + std::string(scenes[i]->id()))) continue;
        if (draw_rail_item(ui, rect, *scenes[i], i == current)) chosen = static_cast<int>(i);
        rect.y += step;
    }
    draw_appearance_buttons(ui, layout.rail);
    return chosen;
}

namespace {

// Opening and saving scene files, under one button.
void draw_file_menu(ui::Ui& ui, const Rect& button, bool& open) {
    const std::array<std::string, 4> commands{"app.open_scene", "app.save_scene", "app.save_scene_as",
                                              "app.hide_controls"};
    if (ui.button(button, "app.scene_file", {.icon = ui::Icon::folder, .label = false, .selected = open})) open = !open;
    const int chosen = ui.menu(button, "scene_file.menu", commands, open);
    if (chosen == 0) ui.post(ui::OpenSceneFile{});
    if (chosen == 1 || chosen == 2) ui.post(ui::SaveSceneFile{.under_new_name = chosen == 2});
    if (chosen == 3) ui.post(ui::HideControls{});
}

}  // namespace

void draw_top_bar(ui::Ui& ui, const TopBarWords& words, bool& menu_open) {
    ui::Canvas& canvas = ui.canvas();
    const ui::Layout& layout = ui.view().layout;
    const float size = (layout.compact ? 40 : 48) * layout.u;
    const float gap = 8 * layout.u;
    Rect right = layout.top_bar;
    right.w -= 16 * layout.u;
    const auto next = [&](float width) {
        Rect rect = ui::cut_right(right, width);
        ui::cut_right(right, gap);
        return Rect{rect.x, layout.top_bar.center().y - size / 2, rect.w, size};
    };
    ui.command_button(next(size), "app.help", {.icon = ui::Icon::help, .label = false});
    const std::string_view reset = ui.words("app.reset");
    const float reset_width = layout.compact ? size : canvas.text_width(reset, {Type::t16}) + 64 * layout.u;
    ui.command_button(next(reset_width), "app.reset", {.icon = ui::Icon::reset, .label = !layout.compact});
    ui.command_button(next(size), "app.redo", {.icon = ui::Icon::redo, .label = false});
    ui.command_button(next(size), "app.undo", {.icon = ui::Icon::undo, .label = false});
    const auto tool = [&](std::string_view id, ui::Icon icon, bool selected = false) {
        if (ui.hides(layout.top_bar, id)) return;
        ui.command_button(next(size), id, {.icon = icon, .label = false, .selected = selected});
    };
    tool("app.save_picture", ui::Icon::camera);
    tool("app.code", ui::Icon::code);
    tool("app.check", ui::Icon::quiz, words.checking);
    tool("app.lessons", ui::Icon::book);
    draw_file_menu(ui, next(size), menu_open);
    const bool panel_stays_open = !layout.settings_is_drawer && layout.settings_open;
    if (panel_stays_open || words.checking) {
        ui.hides(layout.top_bar, "app.settings");
    } else {
        tool("app.settings", ui::Icon::settings, layout.settings_open);
    }

    // One line where the bar has no room for two: the question is what the class reads.
    const bool one_line = layout.compact || layout.text_scale > 1.25F;
    const float x = layout.top_bar.x + (layout.compact ? 20 : 24) * layout.u;
    const float room = right.right() - x - gap;
    const float middle = layout.top_bar.center().y;
    TextStyle title{layout.compact ? Type::t20 : Type::t24, ui::Family::words, true};
    while (canvas.text_width(words.question, title) > room && title.type != Type::t16)
        title.type = ui::step_down(title.type);
    if (!one_line) {
        canvas.text(x, middle - 18 * layout.u, canvas.elided(words.title, {Type::t16}, room), {Type::t16},
                    Token::text2);
    }
    canvas.text(x, one_line ? middle : middle + 11 * layout.u, canvas.elided(words.question, title, room), title,
                Token::text);
}

void draw_readout(ui::Ui& ui, const ui::RichText& sentence) {
    ui::Canvas& canvas = ui.canvas();
    const ui::View& view = ui.view();
    const ui::Layout& layout = view.layout;
    Rect line = layout.readout;
    const float u = layout.u;
    const float icon = 24 * u;
    const float margin = (layout.compact ? 14 : 24) * u;
    const float button = (layout.compact ? 32 : 38) * u;
    ui::draw_icon(canvas, ui::Icon::speech, {line.x + margin, line.center().y - icon / 2, icon, icon},
                  view.color(Token::text2));
    const Rect copy{line.right() - 16 * u - button, line.center().y - button / 2, button, button};
    ui.command_button(copy, "app.copy_readout", {.icon = ui::Icon::copy, .label = false});
    const float x = line.x + margin + icon + 16 * u;
    const float room = copy.x - x - 12 * u;

    // One line in the largest step that fits, then two lines in a smaller one: never cut off.
    TextStyle style{Type::t20};
    while (canvas.rich_width(sentence, style) > room && style.type != Type::t16) style.type = ui::step_down(style.type);
    if (canvas.rich_width(sentence, style) <= room) {
        canvas.rich(x, line.center().y, sentence, style, Token::text);
        return;
    }
    style.type = Type::t14;
    const float height = 2 * 1.3F * canvas.text_size(style);
    canvas.rich_wrapped(x, line.center().y - height / 2, room, sentence, style, Token::text, 2);
}

bool draw_toast(ui::Ui& ui, const std::string& sentence, std::string_view offer) {
    ui::Canvas& canvas = ui.canvas();
    const ui::View& view = ui.view();
    const ui::Layout& layout = view.layout;
    const float u = layout.u;
    const TextStyle style{Type::t16};
    const TextStyle bold{Type::t16, ui::Family::words, true};
    const float offer_width = offer.empty() ? 0.0F : canvas.text_width(ui.words(offer), bold) + 32 * u;
    const float room = layout.stage.w - 48 * u - offer_width - 64 * u;
    const std::string shown = canvas.elided(sentence, style, room);
    const float width = canvas.text_width(shown, style) + 64 * u + offer_width;
    const float height = 44 * u * layout.text_scale;
    const Rect rect{layout.stage.center().x - width / 2, layout.stage.bottom() - height - above_band(layout), width,
                    height};
    canvas.fill_rect(rect, view.color(Token::fill), 8 * u);
    ui::draw_icon(canvas, ui::Icon::check, {rect.x + 14 * u, rect.center().y - 12 * u, 24 * u, 24 * u},
                  view.color(Token::onfill));
    canvas.text(rect.x + 46 * u, rect.center().y, shown, style, Token::onfill);
    if (offer.empty()) return false;
    const Rect button{rect.right() - offer_width - 8 * u, rect.y + 4 * u, offer_width, rect.h - 8 * u};
    const ui::Vec2 middle = button.center();
    const float text_width = canvas.text(middle.x, middle.y, ui.words(offer), bold, Token::onfill, Align::center);
    canvas.fill_rect({middle.x - text_width / 2, middle.y + 9 * u * layout.text_scale, text_width, std::max(1.0F, u)},
                     view.color(Token::onfill));
    return ui.hit_area(button, offer == "app.undo" ? "toast.undo" : "offered", ui.words(offer));
}

bool draw_error_notice(ui::Ui& ui, const std::string& sentence) {
    ui::Canvas& canvas = ui.canvas();
    const ui::View& view = ui.view();
    const ui::Layout& layout = view.layout;
    const float u = layout.u;
    const float scale = u * layout.text_scale;
    const float width = std::min(layout.stage.w - 48 * u, 720 * scale);
    const float close = 32 * scale;
    const float room = width - 56 * scale - close - 24 * u;
    const TextStyle style{Type::t16};
    const float height = canvas.wrapped_size(room, sentence, style, k_most_lines).y + 28 * u;
    const Rect rect{layout.stage.center().x - width / 2, layout.stage.bottom() - height - above_band(layout), width,
                    height};
    canvas.fill_rect(rect, view.color(Token::panel), 8 * u);
    canvas.stroke_rect(rect, view.color(Token::err), std::max(1.5F, 2 * u), 8 * u);
    ui::draw_icon(canvas, ui::Icon::warning, {rect.x + 16 * u, rect.center().y - 14 * scale, 28 * scale, 28 * scale},
                  view.color(Token::err));
    canvas.wrapped(rect.x + 56 * scale, rect.y + 14 * u, room, sentence, style, Token::text, k_most_lines);
    const Rect cross{rect.right() - close - 8 * u, rect.center().y - close / 2, close, close};
    return ui.button(cross, "app.close", {.icon = ui::Icon::cross, .label = false});
}

}  // namespace app
