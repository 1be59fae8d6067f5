#include "app/lessons/lesson_card.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lessons {
namespace {

using ui::Rect;
using ui::TextStyle;
using ui::Token;
using ui::Type;

constexpr float k_dimmed = 0.7F;
constexpr float k_width = 424.0F;  // px at scale 1, text scale 1
constexpr float k_large_text = 1.25F;
constexpr float k_widest = 0.7F;  // of the stage; large text needs more of it
constexpr float k_widest_large = 0.95F;
constexpr float k_highest = 0.55F;
constexpr float k_highest_large = 0.95F;
constexpr float k_pad = 20.0F;
constexpr float k_head = 32.0F;
constexpr float k_button = 44.0F;
constexpr float k_gap = 12.0F;
constexpr float k_square = 12.0F;
constexpr float k_line_height = 1.3F;  // of wrapped text, em
constexpr int k_most_lines = 8;
// Places that are tried for the card, and what covering a pixel that is lit weighs against a pixel of way.
constexpr int k_card_rows = 9;
constexpr int k_card_columns = 16;
constexpr float k_cover_cost = 10.0F;
// px at scale 1: text that would make the card higher at text scale 1 takes the next smaller step
constexpr float k_height = 184.0F;

// Sizes at the reader's text scale. What is round the words grows more slowly than they do, so that they have room.
struct Sizes {
    float pad, head, gap, button, width, highest;
};

Sizes sizes_of(const ui::View& view) {
    const float u = view.layout.u;
    const float more = view.layout.text_scale - 1.0F;
    const bool large = view.layout.text_scale > k_large_text;
    // On a stage lower than the card should be, the words come first.
    const bool tight = view.layout.stage.h < view.layout.control(k_height);
    return {.pad = (tight ? 10.0F : k_pad) * u,
            .head = (tight ? 36.0F : k_head * (1 + 0.5F * more)) * u,
            .gap = (tight ? 6.0F : k_gap) * u,
            .button = (tight ? 48.0F : k_button * (1 + 0.4F * more)) * u,
            .width = std::min(k_width * view.layout.control(1.0F),
                              view.layout.stage.w * (large ? k_widest_large : k_widest)),
            .highest = view.layout.stage.h * (large ? k_highest_large : k_highest)};
}

float around_text(const Sizes& at) { return at.pad * 1.5F + at.head + at.gap * 1.5F + at.button; }

struct Words {
    TextStyle style{Type::t20, ui::Family::words, true};
    float height = 0.0F;
};

// The largest step at which the card stays as low as it should be.
Words place_words(const ui::Canvas& canvas, const std::string& text) {
    const Sizes at = sizes_of(canvas.view());
    const float width = at.width - 2 * at.pad;
    const float most = canvas.view().layout.control(k_height) - around_text(at);
    Words words;
    words.height = canvas.wrapped_size(width, text, words.style, k_most_lines).y;
    const float highest = at.highest - around_text(at);
    const auto too_high = [&] {
        return words.height > (words.style.type == Type::t16 ? highest : std::min(most, highest));
    };
    while (too_high() && words.style.type != Type::t14) {
        words.style.type = ui::step_down(words.style.type);
        words.height = canvas.wrapped_size(width, text, words.style, k_most_lines).y;
    }
    return words;
}

float shared(const Rect& a, const Rect& b) {
    const float w = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const float h = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    return w > 0.0F && h > 0.0F ? w * h : 0.0F;
}

// One square per card: done, now, to come. Left out where they would be specks.
void draw_squares(ui::Canvas& canvas, const Rect& room, std::size_t index, std::size_t count) {
    const float u = canvas.view().layout.u;
    const float pitch = std::min(room.w / static_cast<float>(count), (k_square + 6) * u);
    const float side = std::floor(pitch * 0.66F);
    if (side < 4 * u) return;
    const float edge = std::max(1.0F, canvas.view().stroke(1.5F));
    for (std::size_t i = 0; i < count; ++i) {
        const Rect square{std::floor(room.x + static_cast<float>(i) * pitch), std::floor(room.center().y - side / 2),
                          side, side};
        if (i < index) {
            canvas.fill_rect(square, canvas.color(Token::output), side / 5);
        } else {
            const bool now = i == index;
            canvas.stroke_rect(square.grown(-edge / 2), canvas.color(now ? Token::accent : Token::edge),
                               now ? 2 * edge : edge, side / 5);
        }
    }
}

void draw_head(ui::Ui& ui, Rect head, std::size_t index, std::size_t count) {
    ui::Canvas& canvas = ui.canvas();
    const float scale = ui.view().layout.u;
    const Rect cross = ui::cut_right(head, head.h);
    ui.command_button(cross, "lesson.leave", {.icon = ui::Icon::cross, .label = false});
    const std::string step = ui.text().format("lesson.step", {ui::arg("n", static_cast<std::int64_t>(index) + 1),
                                                              ui::arg("count", static_cast<std::int64_t>(count))});
    const float width = canvas.text(head.x, head.center().y, step, {Type::t16}, Token::text2);
    ui::cut_left(head, width + 20 * scale);
    ui::cut_right(head, 8 * scale);
    draw_squares(canvas, head, index, count);
}

std::string_view onward_key(Onward onward) {
    switch (onward) {
        case Onward::play:
            return "lesson.onward.play";
        case Onward::finish:
            return "lesson.onward.finish";
        case Onward::turn:
            return "lesson.onward.turn";
        case Onward::leave:
            return "lesson.onward.leave";
    }
    return {};
}

// The one main button: what it does now, and its key in a frame.
void draw_onward(ui::Ui& ui, Rect foot, Onward onward) {
    ui::Canvas& canvas = ui.canvas();
    const float scale = ui.view().layout.u;
    const float half_key = 13 * ui.view().layout.u * (1 + 0.4F * (ui.view().layout.text_scale - 1.0F));
    const TextStyle bold{Type::t18, ui::Family::words, true};
    const TextStyle small{Type::t14, ui::Family::words, true};
    const std::string_view words = ui.words(onward_key(onward));
    const std::string_view key = ui.words("lesson.key");
    const float words_width = canvas.text_width(words, bold);
    const float key_width = canvas.text_width(key, small) + 20 * scale;
    const Rect button = ui::cut_right(foot, words_width + key_width + 46 * scale);
    ui.command_button(button, "lesson.onward", {.primary = true, .value = " "});
    canvas.text(button.x + 18 * scale, button.center().y, words, bold, Token::onfill);
    const Rect frame{button.right() - 12 * scale - key_width, button.center().y - half_key, key_width, 2 * half_key};
    canvas.stroke_rect(frame, canvas.color(Token::onfill), std::max(1.0F, canvas.view().stroke(1.5F)), 5 * scale);
    canvas.text(frame.center().x, frame.center().y, key, small, Token::onfill, ui::Align::center);
}

}  // namespace

std::vector<Rect> lit_rects(const Card& card, const scenes::Scene& scene, const ui::Canvas& canvas) {
    const ui::Layout& layout = canvas.view().layout;
    std::vector<scenes::StageRegion> regions = scene.regions(canvas);
    regions.push_back({k_region_stage, layout.stage});
    regions.push_back({k_region_settings, layout.settings});
    regions.push_back({k_region_rail, layout.rail});
    std::vector<Rect> rects;
    for (const scenes::StageRegion& region : regions) {
        const bool named = std::find(card.lit.begin(), card.lit.end(), region.name) != card.lit.end();
        if (named && !region.rect.empty()) rects.push_back(region.rect);
    }
    return rects;
}

std::vector<Rect> without(std::vector<Rect> areas, std::span<const Rect> holes) {
    for (const Rect& hole : holes) {
        std::vector<Rect> left;
        for (const Rect& area : areas) {
            if (shared(area, hole) <= 0.0F) {
                left.push_back(area);
                continue;
            }
            const float top = std::max(area.y, hole.y);
            const float bottom = std::min(area.bottom(), hole.bottom());
            const std::array<Rect, 4> around{Rect{area.x, area.y, area.w, top - area.y},
                                             Rect{area.x, bottom, area.w, area.bottom() - bottom},
                                             Rect{area.x, top, hole.x - area.x, bottom - top},
                                             Rect{hole.right(), top, area.right() - hole.right(), bottom - top}};
            for (const Rect& each : around) {
                if (!each.empty()) left.push_back(each);
            }
        }
        areas = std::move(left);
    }
    return areas;
}

void draw_dimming(ui::Canvas& canvas, std::span<const Rect> lit) {
    if (lit.empty()) return;
    const ui::LayerScope above_the_scene(canvas, ui::Layer::controls);
    const ui::Layout& layout = canvas.view().layout;
    std::vector<Rect> areas{layout.rail, layout.stage};
    if (!layout.settings_is_drawer) areas.push_back(layout.settings);  // a drawer lies over the stage
    const std::vector<Rect> dimmed = without(std::move(areas), lit);
    for (const Rect& rect : dimmed) canvas.fill_rect(rect, canvas.color(Token::bg).with_alpha(k_dimmed));
}

Rect card_place(const ui::Canvas& canvas, const Card& card, std::span<const Rect> lit) {
    const ui::View& view = canvas.view();
    const ui::Layout& layout = view.layout;
    const Rect& stage = layout.stage;
    const Sizes sizes = sizes_of(view);
    const float width = sizes.width;
    const float height = std::min(around_text(sizes) + place_words(canvas, card.text).height, stage.h - view.px(16.0F));
    const float margin = view.px(16.0F);
    // Settings beside the stage may be covered too: the card knows whether they are lit.
    const bool beside = !layout.settings_is_drawer && !layout.settings.empty();
    const float right = (beside ? layout.settings.right() : stage.right()) - margin - width;
    const float bottom = std::max(stage.y, stage.bottom() - margin - height);
    const ui::Vec2 first{stage.x + margin, std::min(stage.y + margin, bottom)};
    // Best at the left, above the formula band.
    const ui::Vec2 wish{first.x, std::max(first.y, bottom - view.px(layout.compact ? 60.0F : 84.0F))};
    Rect best;
    float least = 0.0F;
    for (int row = 0; row <= k_card_rows; ++row) {
        for (int col = 0; col <= k_card_columns; ++col) {
            const float x = first.x + (right - first.x) * static_cast<float>(col) / k_card_columns;
            const float y =
                row == 0 ? wish.y : first.y + (bottom - first.y) * static_cast<float>(row - 1) / (k_card_rows - 1);
            const Rect rect{std::floor(x), std::floor(y), width, height};
            float cost = (std::abs(x - wish.x) + std::abs(y - wish.y)) * view.px(1.0F);
            for (const Rect& each : lit) cost += k_cover_cost * shared(rect.grown(view.px(8.0F)), each);
            if (!best.empty() && cost >= least) continue;
            best = rect;
            least = cost;
        }
    }
    return best;
}

void draw_card(ui::Ui& ui, const LessonPlayer& player, Onward onward, const Rect& rect) {
    ui::Canvas& canvas = ui.canvas();
    const ui::View& view = ui.view();
    const Sizes at = sizes_of(view);
    const float radius = 10 * view.layout.u;
    ui.block("lesson.card", rect);
    const std::array<float, 3> shadows{0.22F, 0.30F, 0.40F};
    for (std::size_t i = 0; i < shadows.size(); ++i) {
        const float grown = 2.0F * static_cast<float>(shadows.size() - i) * view.layout.u;
        canvas.fill_rect(rect.grown(grown), canvas.color(Token::shadow).with_alpha(shadows[i]), radius + grown);
    }
    canvas.fill_rect(rect, view.color(Token::panel), radius);
    canvas.stroke_rect(rect, view.color(Token::text2), std::max(1.0F, view.stroke(1.5F)), radius);

    Rect rest = rect.grown(-at.pad);
    rest.y -= 0.5F * at.pad;
    rest.h += 0.5F * at.pad;
    draw_head(ui, ui::cut_top(rest, at.head), player.index(), player.lesson().cards.size());
    ui::cut_top(rest, 0.5F * at.gap);
    Rect foot = ui::cut_bottom(rest, at.button);
    const Words words = place_words(canvas, player.card().text);
    const float line = std::round(k_line_height * canvas.text_size(words.style));
    const int lines = std::max(1, static_cast<int>((rest.h + 1.0F) / line));
    canvas.wrapped(rest.x, rest.y, rest.w, player.card().text, words.style, Token::text, std::min(k_most_lines, lines));
    const float back = canvas.text_width(ui.words("lesson.back"), {Type::t16}) + view.px(40.0F);
    ui.command_button(ui::cut_left(foot, std::max(back, view.px(96.0F))), "lesson.back");
    draw_onward(ui, foot, onward);
}

}  // namespace lessons
