#include "app/scenes/gap_waterfall.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/scenes/gap_words.h"

namespace scenes {

namespace {

constexpr float k_slot = 58.0F;  // px at scale 1, wide enough for "+12.34"
constexpr float k_widest_slot = 84.0F;
constexpr std::int64_t k_most_slots = 12;
constexpr std::int64_t k_other_bars = 3;  // rest, bias, score

ui::TextStyle value_style(bool strong) { return {strong ? ui::Type::t16 : ui::Type::t14, ui::Family::numbers, strong}; }

std::string label_of(const WaterfallBar& bar, const ui::Text& text) {
    switch (bar.part) {
        case WaterfallPart::channel:
            return std::to_string(bar.channel);
        case WaterfallPart::before:
            return text.format("gap.waterfall.before", {{"count", grouped(bar.count)}});
        case WaterfallPart::rest:
            return std::string(text.get("gap.waterfall.rest"));
        case WaterfallPart::bias:
            return std::string(text.get("gap.waterfall.bias"));
        case WaterfallPart::score:
            return std::string(text.get("gap.waterfall.score"));
    }
    return {};
}

bool is_current(const GapState& state, const WaterfallBar& bar) {
    return bar.part == WaterfallPart::channel && bar.channel == current(state).channel;
}

bool is_hovered(const GapState& state, const WaterfallBar& bar) {
    if (!state.hover || state.hover->part != bar.part) return false;
    return bar.part != WaterfallPart::channel || bar.channel == state.hover->channel;
}

void fill_bar(ui::Canvas& canvas, const ui::Rect& rect, const WaterfallBar& bar) {
    const float radius = std::min(canvas.view().px(3.0F), rect.h / 2);
    if (bar.part == WaterfallPart::score) {
        canvas.fill_rect(rect, canvas.color(ui::Token::output), radius);
    } else if (bar.value >= 0.0) {
        canvas.fill_rect(rect, canvas.color(ui::Token::pos), radius);
    } else {
        canvas.fill_rect(rect, canvas.color(ui::Token::neg), radius);
        canvas.hatch(rect, canvas.color(ui::Token::bg));
    }
}

void draw_bar(ui::Canvas& canvas, const WaterfallPlace& place, std::size_t i, const GapState& state, float growth) {
    const ui::View& view = canvas.view();
    const WaterfallBar& bar = place.bars[i];
    const ui::Rect rect = place.bar(i);
    const bool arriving = is_current(state, bar) && growth < 1.0F;
    const bool dashed = bar.to_come || arriving;
    if (dashed) {
        canvas.dashed_rect(rect, canvas.color(ui::Token::edge), view.stroke(1.0F), view.px(4.0F), view.px(3.0F));
    }
    if (arriving && growth > 0.0F) {
        ui::Rect part = rect;
        part.h *= growth;
        if (bar.value >= 0.0) part.y = rect.bottom() - part.h;
        fill_bar(canvas, part, bar);
    }
    if (!dashed) fill_bar(canvas, rect, bar);
    if (is_hovered(state, bar)) {
        canvas.stroke_rect(rect.grown(view.px(3.0F)), canvas.color(ui::Token::text), view.stroke(2.5F), view.px(4.0F));
    } else if (is_current(state, bar)) {
        canvas.stroke_rect(rect.grown(view.px(3.0F)), canvas.color(ui::Token::accent), view.stroke(2.0F),
                           view.px(4.0F));
    }
}

void draw_words(ui::Canvas& canvas, const WaterfallPlace& place, std::size_t i, const GapState& state, float growth) {
    const ui::View& view = canvas.view();
    const WaterfallBar& bar = place.bars[i];
    const ui::Rect& slot = place.slots[i];
    const bool score = bar.part == WaterfallPart::score;
    const bool faint = bar.to_come || (is_current(state, bar) && growth < 1.0F);
    const int decimals = contribution_decimals(state.facts);
    const std::string value = score ? shown_number(bar.to, decimals) : signed_number(bar.value, decimals);
    ui::TextStyle style = value_style(score);
    while (style.type != ui::Type::t14 && canvas.text_width(value, style) > slot.w)
        style.type = ui::step_down(style.type);
    const float above = place.bar(i).y - canvas.text_size(style) * 0.5F - view.px(5.0F);
    canvas.text(slot.center().x, std::max(above, place.rect.y + canvas.text_size(style) * 0.4F), value, style,
                faint ? ui::Token::text3 : ui::Token::text, ui::Align::center);

    const bool channel = bar.part == WaterfallPart::channel;
    const bool strong = score || is_current(state, bar);
    ui::TextStyle words{ui::Type::t14, channel ? ui::Family::numbers : ui::Family::words, strong};
    const std::string label = canvas.elided(label_of(bar, *view.text), words, slot.w - view.px(2.0F));
    canvas.text(slot.center().x, place.label_y, label, words, strong ? ui::Token::text : ui::Token::text2,
                ui::Align::center);
}

}  // namespace

std::vector<WaterfallBar> waterfall_bars(const GapFacts& facts, std::int64_t window, std::int64_t slots) {
    const auto all = static_cast<std::int64_t>(facts.ordered.size());
    const std::int64_t shown = std::clamp<std::int64_t>(slots, 1, all);
    const bool past = window >= shown;
    const std::int64_t first = past ? window - shown + 2 : 0;  // of the channels shown singly
    const std::int64_t last = past ? window + 1 : shown;       // behind them
    const auto sum_of_first = [&](std::int64_t n) { return facts.running[static_cast<std::size_t>(n)]; };
    const auto bar = [&](WaterfallPart part, std::int64_t from, std::int64_t to) {
        return WaterfallBar{.part = part,
                            .count = to - from,
                            .from = sum_of_first(from),
                            .to = sum_of_first(to),
                            .value = sum_of_first(to) - sum_of_first(from)};
    };
    std::vector<WaterfallBar> bars;
    if (first > 0) bars.push_back(bar(WaterfallPart::before, 0, first));
    for (std::int64_t i = first; i < last; ++i) {
        const core::Contribution& one = facts.ordered[static_cast<std::size_t>(i)];
        bars.push_back(bar(WaterfallPart::channel, i, i + 1));
        bars.back().channel = one.channel;
        bars.back().value = one.value;
        bars.back().to_come = i > window;
    }
    if (last < all) bars.push_back(bar(WaterfallPart::rest, last, all));
    const double before_bias = sum_of_first(all);
    bars.push_back(
        {.part = WaterfallPart::bias, .from = before_bias, .to = before_bias + facts.bias, .value = facts.bias});
    bars.push_back({.part = WaterfallPart::score, .from = 0.0, .to = facts.score, .value = facts.score});
    return bars;
}

float WaterfallPlace::y(double value) const {
    return top + static_cast<float>((high - value) / (high - low)) * (bottom - top);
}

ui::Rect WaterfallPlace::bar(std::size_t i) const {
    const float a = y(bars[i].from);
    const float b = y(bars[i].to);
    const ui::Rect& slot = slots[i];
    const float width = std::round(slot.w * 0.8F);
    // A bar of nothing is still a line to point at.
    const float height = std::max(std::abs(a - b), 2.0F);
    return {std::round(slot.center().x - width / 2), std::min(a, b), width, height};
}

std::optional<std::size_t> WaterfallPlace::at(ui::Vec2 point) const {
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i].contains(point)) return i;
    }
    return std::nullopt;
}

WaterfallPlace place_waterfall(const ui::View& view, const ui::Rect& rect, const GapFacts& facts, std::int64_t window) {
    const ui::Layout& layout = view.layout;
    WaterfallPlace place;
    place.rect = rect;
    const auto room = static_cast<std::int64_t>(rect.w / layout.control(k_slot));
    place.bars = waterfall_bars(facts, window, std::clamp<std::int64_t>(room - k_other_bars, 1, k_most_slots));
    place.low = place.high = 0.0;
    for (const WaterfallBar& bar : place.bars) {
        place.low = std::min({place.low, bar.from, bar.to});
        place.high = std::max({place.high, bar.from, bar.to});
    }
    if (!(place.high > place.low)) place.high = place.low + 1.0;  // all of them nothing
    const float label = layout.control(22.0F);
    place.top = rect.y + layout.control(20.0F);
    place.bottom = std::max(place.top + 1.0F, rect.bottom() - label - view.px(8.0F));
    place.label_y = rect.bottom() - label * 0.55F - view.px(2.0F);
    const float width = std::min(rect.w / static_cast<float>(place.bars.size()), layout.control(k_widest_slot));
    for (std::size_t i = 0; i < place.bars.size(); ++i) {
        place.slots.push_back({rect.x + static_cast<float>(i) * width, rect.y, width, rect.h});
    }
    return place;
}

void draw_waterfall(ui::Canvas& canvas, const WaterfallPlace& place, const GapState& state, float growth) {
    const ui::View& view = canvas.view();
    const float zero = std::round(place.y(0.0));
    for (std::size_t i = 0; i < place.bars.size(); ++i) {
        if (i + 1 < place.bars.size()) {  // from the end of a bar to the start of the next
            const float y = place.y(place.bars[i].to);
            canvas.line({place.bar(i).right(), y}, {place.bar(i + 1).x, y}, canvas.color(ui::Token::edge),
                        view.stroke(1.0F));
        }
        draw_bar(canvas, place, i, state, growth);
    }
    canvas.line({place.rect.x, zero}, {place.slots.back().right(), zero}, canvas.color(ui::Token::text2),
                view.stroke(1.5F));
    for (std::size_t i = 0; i < place.bars.size(); ++i) draw_words(canvas, place, i, state, growth);
}

}  // namespace scenes
