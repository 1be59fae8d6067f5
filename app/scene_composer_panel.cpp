// The right half of the composer: shapes to add, what the chosen one looks like, the ground.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/scene_composer.h"

namespace app {
namespace {

using ui::Rect;
using ui::Token;
using ui::Type;

constexpr std::array<std::string_view, core::k_shape_kinds> k_kind_keys{
    "composer.kind.circle", "composer.kind.square", "composer.kind.triangle", "composer.kind.star",
    "composer.kind.cross",  "composer.kind.ring",   "composer.kind.heart",    "composer.kind.moon",
    "composer.kind.flower", "composer.kind.arrow"};

constexpr float k_swatches = 26.0F;  // px at scale 1
constexpr float k_swatch_gap = 6.0F;

constexpr std::array<std::string_view, std::size(k_composer_colors)> k_color_keys{
    "composer.color.white", "composer.color.yellow", "composer.color.orange", "composer.color.red",
    "composer.color.pink",  "composer.color.violet", "composer.color.blue",   "composer.color.navy",
    "composer.color.teal",  "composer.color.green",  "composer.color.gray",   "composer.color.black"};

std::array<std::string, 4> texture_keys() {
    return {"composer.texture.plain", "composer.texture.stripes", "composer.texture.dots", "composer.texture.checks"};
}

ui::Color screen_color(std::uint32_t color) {
    return {static_cast<std::uint8_t>(color >> 16 & 0xFFU), static_cast<std::uint8_t>(color >> 8 & 0xFFU),
            static_cast<std::uint8_t>(color & 0xFFU)};
}

std::uint32_t scene_color(ui::Color color) {
    return std::uint32_t{color.r} << 16 | std::uint32_t{color.g} << 8 | color.b;
}

// All colours in one row; the current one has a check mark. True when one was taken. Below a texture: its own colour.
bool color_row(ui::SettingsColumn& column, std::string_view key, std::uint32_t& color, bool enabled) {
    ui::Ui& ui = column.ui();
    ui::Canvas& canvas = ui.canvas();
    const Rect row = column.row(k_swatches, k_swatch_gap);
    constexpr std::size_t count = std::size(k_composer_colors);
    const float step = row.w / static_cast<float>(count);
    const float side = std::min(row.h, step - ui.view().px(4));
    bool taken = false;
    for (std::size_t i = 0; i < count; ++i) {
        const Rect swatch{std::round(row.x + static_cast<float>(i) * step), row.y + (row.h - side) / 2, side, side};
        const ui::Color fill = screen_color(k_composer_colors[i]);
        const float radius = ui.view().layout.control(6);
        bool hovered = false;
        const std::string_view words = ui.words(k_color_keys[i]);
        if (enabled && ui.hit_area(swatch, std::string(key) + "/" + std::string(k_color_keys[i]), words, &hovered)) {
            color = k_composer_colors[i];
            taken = true;
        }
        canvas.fill_rect(swatch, enabled ? fill : ui::mix(canvas.color(Token::panel), fill, 0.3F), radius);
        canvas.stroke_rect(swatch, canvas.color(hovered ? Token::text : Token::edge).with_alpha(enabled ? 1.0F : 0.3F),
                           ui.view().stroke(hovered ? 2 : 1), radius);
        if (hovered) ui.tooltip(words);
        if (enabled && color == k_composer_colors[i]) {
            ui::draw_icon(canvas, ui::Icon::check, swatch.grown(-side * 0.2F), ui::Theme::ink_on(fill));
        }
    }
    return taken;
}

}  // namespace

// Drawn by the same function as the scene, in the colours of a button.
const core::Image& SceneComposer::kind_picture(core::ShapeKind kind, const ui::View& view, std::int64_t side) {
    const bool fresh = !kind_pictures_.empty() && kind_pictures_.front().width == side && kind_theme_ == view.theme->id;
    if (!fresh) {
        kind_theme_ = view.theme->id;
        kind_pictures_.clear();
        for (int i = 0; i < core::k_shape_kinds; ++i) {
            const std::uint32_t ground = scene_color(view.color(Token::raised));
            const core::Shape shape{.kind = static_cast<core::ShapeKind>(i),
                                    .size = 0.96,
                                    .color = scene_color(view.color(Token::text)),
                                    .second = ground};
            kind_pictures_.push_back(
                core::draw_shape_scene({.ground = ground, .ground_second = ground, .shapes = {shape}}, side));
        }
    }
    return kind_pictures_[static_cast<std::size_t>(kind)];
}

// The shape with its word, or larger without where the word has no room.
void SceneComposer::draw_kind(ui::Ui& ui, const Rect& tile, core::ShapeKind kind, std::string_view words) {
    ui::Canvas& canvas = ui.canvas();
    const ui::Layout& layout = ui.view().layout;
    const float gap = layout.control(6);
    Rect inside = tile.grown(-gap);
    Rect icon = ui::cut_left(inside, std::min(inside.h, layout.control(28)));
    ui::cut_left(inside, gap);
    ui::TextStyle style{Type::t16};
    if (canvas.text_width(words, style) > inside.w) style.type = Type::t14;
    const bool with_words = canvas.text_width(words, style) <= inside.w;
    if (!with_words) icon = {tile.center().x - icon.w / 2, tile.y, icon.w, tile.h};
    const auto side = std::max<std::int64_t>(8, std::llround(icon.w));
    const auto pixels = static_cast<float>(side);
    canvas.image({std::round(icon.x), std::round(icon.center().y - pixels / 2), pixels, pixels},
                 kind_picture(kind, ui.view(), side), {0.0F, 0.0F, pixels, pixels}, true);
    if (with_words) canvas.text(inside.x, inside.center().y, words, style, Token::text);
}

void SceneComposer::kind_tiles(ui::SettingsColumn& column) {
    ui::Ui& ui = column.ui();
    ui::Canvas& canvas = ui.canvas();
    column.heading("composer.add");
    constexpr std::size_t per_row = 5;
    for (std::size_t first = 0; first < k_kind_keys.size(); first += per_row) {
        const Rect row = column.row(48.0F, 6.0F);
        const float gap = ui.view().px(6);
        const float width = (row.w - gap * (per_row - 1)) / per_row;
        for (std::size_t i = first; i < first + per_row; ++i) {
            const Rect tile{std::round(row.x + static_cast<float>(i - first) * (width + gap)), row.y, std::floor(width),
                            row.h};
            const std::string_view words = ui.words(k_kind_keys[i]);
            bool hovered = false;
            if (ui.hit_area(tile, k_kind_keys[i], words, &hovered)) composed_.add(static_cast<core::ShapeKind>(i));
            const float radius = ui.view().layout.control(8);
            canvas.fill_rect(tile, canvas.color(Token::raised), radius);
            canvas.stroke_rect(tile, canvas.color(hovered ? Token::text : Token::edge),
                               ui.view().stroke(hovered ? 2 : 1), radius);
            draw_kind(ui, tile, static_cast<core::ShapeKind>(i), words);
            if (hovered) ui.tooltip(words);
        }
    }
    column.space(4.0F);
}

void SceneComposer::shape_rows(ui::SettingsColumn& column) {
    ui::Ui& ui = column.ui();
    core::Shape* chosen = composed_.chosen();
    const bool enabled = chosen != nullptr;
    core::Shape shown = enabled ? *chosen : core::Shape{};
    column.heading(enabled ? "composer.shape" : "composer.no_shape");
    // A colour of the pattern that was chosen stays.
    const bool own_second = shown.second != second_color(shown.color, k_shape_contrast);
    if (color_row(column, "composer.shape_color", shown.color, enabled) && !own_second) {
        shown.second = second_color(shown.color, k_shape_contrast);
    }
    int texture = static_cast<int>(shown.texture);
    if (ui.segmented(column.row(40.0F, k_swatch_gap), "composer.shape_texture", texture_keys(), texture) && enabled) {
        shown.texture = static_cast<core::ShapeTexture>(texture);
    }
    color_row(column, "composer.shape_second", shown.second, enabled && shown.texture != core::ShapeTexture::plain);
    const float gap = ui.view().px(24);
    Rect sliders = column.row(56.0F, 8.0F);
    const Rect left = ui::cut_left(sliders, (sliders.w - gap) / 2);
    ui::cut_left(sliders, gap);
    auto size = static_cast<std::int64_t>(std::llround(shown.size * 100.0));
    if (ui.slider(left, "composer.size", size, 5, 100, {.enabled = enabled, .suffix = "%"})) {
        shown.size = static_cast<double>(size) / 100.0;
    }
    constexpr double degree = 3.14159265358979323846 / 180.0;
    auto angle = static_cast<std::int64_t>(std::llround(shown.angle / degree));
    if (ui.slider(sliders, "composer.angle", angle, -180, 180, {.enabled = enabled, .suffix = "°"})) {
        shown.angle = static_cast<double>(angle) * degree;
    }
    if (enabled) *chosen = shown;
    Rect buttons = column.row(40.0F);
    const float half = (buttons.w - ui.view().px(12)) / 2;
    ui.command_button(ui::cut_left(buttons, half), "composer.raise", {.icon = ui::Icon::up});
    ui::cut_left(buttons, ui.view().px(12));
    ui.command_button(buttons, "composer.delete", {.icon = ui::Icon::cross});
    column.space(4.0F);
}

void SceneComposer::ground_rows(ui::SettingsColumn& column) {
    core::ShapeScene& scene = composed_.edit();
    column.heading("composer.ground");
    const bool own_second = scene.ground_second != second_color(scene.ground, k_ground_contrast);
    if (color_row(column, "composer.ground_color", scene.ground, true) && !own_second) {
        scene.ground_second = second_color(scene.ground, k_ground_contrast);
    }
    int texture = static_cast<int>(scene.ground_texture);
    if (column.ui().segmented(column.row(40.0F, k_swatch_gap), "composer.ground_texture", texture_keys(), texture)) {
        scene.ground_texture = static_cast<core::ShapeTexture>(texture);
    }
    color_row(column, "composer.ground_second", scene.ground_second, scene.ground_texture != core::ShapeTexture::plain);
    bool clutter = scene.clutter_seed != 0;
    if (column.checkbox("composer.clutter", clutter)) scene.clutter_seed = clutter ? random_scenes_ + 7 : 0;
}

void SceneComposer::draw_panel(ui::Ui& ui, const Rect& rect) {
    ui::SettingsColumn column(ui, "composer.add", rect, panel_height_);
    kind_tiles(column);
    shape_rows(column);
    ground_rows(column);
    panel_height_ = column.used();
}

}  // namespace app
