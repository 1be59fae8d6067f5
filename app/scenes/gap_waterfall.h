// Waterfall: a class score as a walk from 0: the contributions of the first channels, the rest of them in one bar, the
// bias, and the score they end at. Each bar begins where the one before it ended.
//   from_i = sum of the values before, to_i = from_i + value_i;  the score's bar stands on 0
// Invariant: whatever is shown singly, all bars together add up to the score.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/scenes/gap_state.h"
#include "app/ui/canvas.h"

namespace scenes {

struct WaterfallBar {
    WaterfallPart part = WaterfallPart::channel;
    std::int64_t channel = 0;  // for WaterfallPart::channel
    std::int64_t count = 1;    // channels in it
    double from = 0.0, to = 0.0;
    double value = 0.0;    // to - from
    bool to_come = false;  // the player has not stepped through it yet
};

// `slots`: bars for channels, at least 1. Once the player is past them, the first one holds all earlier channels.
std::vector<WaterfallBar> waterfall_bars(const GapFacts& facts, std::int64_t window, std::int64_t slots);

// How the bars lie in `rect`.
struct WaterfallPlace {
    ui::Rect rect;
    std::vector<WaterfallBar> bars;
    std::vector<ui::Rect> slots;  // the whole column of each bar, label included
    double low = 0.0, high = 1.0;
    float top = 0.0F, bottom = 0.0F;  // y of high and low
    float label_y = 0.0F;

    float y(double value) const;
    ui::Rect bar(std::size_t i) const;
    std::optional<std::size_t> at(ui::Vec2 point) const;
};
WaterfallPlace place_waterfall(const ui::View& view, const ui::Rect& rect, const GapFacts& facts, std::int64_t window);

// `growth` 0..1: how much of the current bar has arrived.
void draw_waterfall(ui::Canvas& canvas, const WaterfallPlace& place, const GapState& state, float growth);

}  // namespace scenes
