#include "app/scenes/edge_bins.h"

#include <algorithm>
#include <string>

#include "app/ui/formula_band.h"
#include "core/edges.h"

namespace scenes {

using ui::Token;

namespace {

constexpr ui::TextStyle k_cut_words{ui::Type::t14, ui::Family::numbers};

// A bar along one axis: `from` and `to` along it, `across` where it lies on the other.
struct Bar {
    float from = 0.0F, to = 0.0F, across = 0.0F;
    bool upright = false;
    ui::Vec2 at(float along) const { return upright ? ui::Vec2{across, along} : ui::Vec2{along, across}; }
    ui::Vec2 off(float along, float by) const {
        return upright ? ui::Vec2{across + by, along} : ui::Vec2{along, across + by};
    }
};

void draw_bar(ui::Canvas& canvas, const Bar& bar, const core::Span& bin, bool shown, bool words) {
    const ui::View& view = canvas.view();
    const ui::Color color = canvas.color(shown ? Token::accent : Token::text3);
    const float width = view.stroke(shown ? 2.5F : 1.5F);
    const float tick = view.px(6.0F);
    for (const float end : {bar.from, bar.to}) canvas.line(bar.off(end, -tick), bar.off(end, tick), color, width);
    ui::TextStyle style = k_cut_words;
    style.bold = shown;
    const std::string start = std::to_string(bin.start);
    const std::string end = std::to_string(bin.end());
    const float size = canvas.text_size(style);
    const auto length = [&](const std::string& text) {
        return (bar.upright ? size : canvas.text_width(text, style)) + view.px(7.0F);
    };
    const float line_from = bar.from + (words ? length(start) : 0.0F);
    const float line_to = bar.to - (words ? length(end) : 0.0F);
    if (line_to > line_from) canvas.line(bar.at(line_from), bar.at(line_to), color, width);
    if (!words) return;
    const auto cut = [&](float along, const std::string& text) {
        const ui::Vec2 point = bar.at(along);
        canvas.text(point.x, point.y, text, style, shown ? Token::accent : Token::text2, ui::Align::center);
    };
    cut(bar.from + length(start) / 2, start);
    cut(bar.to - length(end) / 2, end);
}

// Neighbours that overlap lie on two levels, so that each bar is seen whole.
void draw_axis(ui::Canvas& canvas, const ui::GridPlace& place, const core::Axis& axis, std::int64_t shown,
               bool upright) {
    const ui::View& view = canvas.view();
    const float size = canvas.text_size(k_cut_words);
    const float inset = std::max(1.0F, place.gap / 2);
    const float first = (upright ? place.area.x : place.area.y) - view.px(5.0F) - size * 0.5F;
    const float level = size * 0.8F + view.px(6.0F);
    const float edge = upright ? view.layout.stage.x : view.layout.stage.y + view.layout.control(30.0F);
    const bool both_levels = first - level - view.px(6.0F) >= edge;
    const bool words = place.pitch >= canvas.text_width("00", k_cut_words) * 1.2F;
    const auto draw = [&](std::int64_t i) {
        if (i != shown && !both_levels) return;
        const core::Span bin = core::span(axis, i);
        const auto start = static_cast<double>(bin.start);
        const auto count = static_cast<double>(bin.count);
        const ui::Rect block = upright ? place.block(start, 0, count, 1) : place.block(0, start, 1, count);
        Bar bar{(upright ? block.y : block.x) + inset, (upright ? block.bottom() : block.right()) - inset,
                first - (both_levels && i % 2 == 1 ? level : 0.0F), upright};
        const float room = bar.to - bar.from;
        const float two = upright ? 2.0F * size : canvas.text_width("00", k_cut_words) * 1.6F;
        draw_bar(canvas, bar, bin, i == shown, words && room >= two + view.px(8.0F));
    };
    for (std::int64_t i = 0; i < axis.output; ++i) {
        if (i != shown) draw(i);
    }
    draw(shown);
}

}  // namespace

bool shows_bins(const core::PoolSpec& spec) { return core::is_adaptive(spec.op); }

void draw_bins(ui::Canvas& canvas, const ui::GridPlace& place, const core::Geometry& geometry, std::int64_t window) {
    draw_axis(canvas, place, geometry.w, window % geometry.w.output, false);
    draw_axis(canvas, place, geometry.h, window / geometry.w.output, true);
}

void draw_bin_formula(ui::Canvas& canvas, const ui::Rect& room, float x, const core::Geometry& geometry,
                      std::int64_t window) {
    const auto line = [&](std::string_view key, const core::Axis& axis, std::int64_t i) {
        const core::BinFormula bin = core::bin_formula(axis, i);
        ui::RichText words{{std::string(canvas.view().text->get(key)) + " "}};
        for (const auto& piece : ui::size_line(bin.start)) words.push_back(piece);
        words.push_back({" … "});
        for (const auto& piece : ui::size_line(bin.end)) words.push_back(piece);
        return words;
    };
    const ui::RichText lines[] = {line("axis.rows", geometry.h, window / geometry.w.output),
                                  line("axis.cols", geometry.w, window % geometry.w.output)};
    ui::TextStyle style{ui::Type::t18, ui::Family::words};
    const auto widest = [&] {
        return std::max(canvas.rich_width(lines[0], style), canvas.rich_width(lines[1], style));
    };
    while (style.type != ui::Type::t14 && widest() > room.w) style.type = ui::step_down(style.type);
    const float left = std::min(x, room.right() - widest());
    const float pitch = std::min(canvas.text_size(style) * 1.55F, room.h / 2.0F * 1.15F);
    canvas.rich(left, room.y, lines[0], style, Token::text2);
    canvas.rich(left, room.y + pitch, lines[1], style, Token::text2);
}

}  // namespace scenes
