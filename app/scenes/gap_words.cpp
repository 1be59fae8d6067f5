#include "app/scenes/gap_words.h"

#include <algorithm>
#include <cmath>

#include "app/scenes/gap_layout.h"
#include "app/ui/step_motion.h"
#include "core/number_text.h"

namespace scenes {

namespace {

ui::Arg number_arg(std::string name, std::string value, std::optional<ui::Token> color = std::nullopt,
                   bool bold = false) {
    return {std::move(name), std::move(value), color, bold, true};
}

// Two digits of the largest one, at least two decimals.
int decimals_for(double most) {
    if (most >= 0.3 || most == 0.0) return 2;
    return most >= 0.03 ? 3 : most >= 0.003 ? 4 : 6;
}

ui::RichText channel_sentence(const GapState& state, const ui::Text& text) {
    const core::Contribution& one = in_focus(state);
    const GapFacts& facts = state.facts;
    const bool moving = in_focus_is_current(state) && !ui::step_motion(state.playback).picked;
    const int decimals = contribution_decimals(facts);
    const std::vector<ui::Arg> args{
        number_arg("channel", std::to_string(one.channel)),
        number_arg("area", grouped(facts.maps->area())),
        number_arg("mean", three_digits(one.mean), ui::Token::output, true),
        number_arg("weight", three_digits(one.weight)),
        number_arg("value", signed_number(one.value, decimals), sign_token(one.value), true),
        {"class", class_name(*state.look.look, text, facts.class_index)}};
    if (moving) return text.rich("gap.readout.moving", args);
    if (state.look.look->network->head.class_maps) {
        return text.rich(one.channel == facts.class_index ? "gap.readout.own_map" : "gap.readout.other_map", args);
    }
    return text.rich(one.value < 0.0 ? "gap.readout.against" : "gap.readout.channel", args);
}

ui::RichText sum_sentence(const GapState& state, const ui::Text& text, WaterfallPart part) {
    const GapFacts& facts = state.facts;
    const int decimals = contribution_decimals(facts);
    const double all = facts.running.back();
    const std::vector<ui::Arg> args{{"class", class_name(*state.look.look, text, facts.class_index)},
                                    number_arg("count", grouped(static_cast<std::int64_t>(facts.ordered.size()))),
                                    number_arg("sum", signed_number(all, decimals), sign_token(all)),
                                    number_arg("bias", signed_number(facts.bias, decimals), sign_token(facts.bias)),
                                    number_arg("score", shown_number(facts.score, decimals), ui::Token::output, true)};
    return text.rich(part == WaterfallPart::bias ? "gap.readout.bias" : "gap.readout.score", args);
}

ui::RichText group_sentence(const GapState& state, const ui::Text& text) {
    const int decimals = contribution_decimals(state.facts);
    const GapHover& hover = *state.hover;
    return text.rich(hover.part == WaterfallPart::before ? "gap.readout.before" : "gap.readout.rest",
                     {number_arg("count", grouped(hover.count)),
                      number_arg("sum", signed_number(hover.sum, decimals), sign_token(hover.sum), true)});
}

// Said where the stage has no room to show both scores.
ui::RichText experiment_sentence(const GapState& state, const ui::Text& text) {
    const GapFacts& facts = state.facts;
    return text.rich(state.document.maps == MapsShown::means ? "gap.readout.means" : "gap.readout.shuffled",
                     {number_arg("after", all_digits(facts.score), ui::Token::output, true),
                      number_arg("before", all_digits(facts.score_as_is))});
}

}  // namespace

int contribution_decimals(const GapFacts& facts) {
    double most = 0.0;
    for (const core::Contribution& one : facts.ordered) most = std::max(most, std::abs(one.value));
    return decimals_for(most);
}

int mean_decimals(const GapFacts& facts) {
    double most = 0.0;
    for (const core::Contribution& one : facts.ordered) most = std::max(most, std::abs(one.mean));
    return decimals_for(most);
}

std::string three_digits(double value) {
    const double size = std::abs(value);
    return shown_number(value, size >= 1.0 || size == 0.0 ? 2 : size >= 0.1 ? 3 : size >= 0.01 ? 4 : 5);
}

std::string all_digits(double score) {
    return core::exact_decimal(static_cast<float>(score), core::Minus::typographic);
}

std::string shape_text(std::int64_t height, std::int64_t width, std::int64_t channels) {
    return "(" + std::to_string(height) + ", " + std::to_string(width) + ", " + std::to_string(channels) + ")";
}

ui::RichText gap_readout(const GapState& state, const ui::View& view) {
    const ui::Text& text = *view.text;
    if (!state.look.look) return look_readout(state.look, text);
    if (state.hover) {
        switch (state.hover->part) {
            case WaterfallPart::before:
            case WaterfallPart::rest:
                return group_sentence(state, text);
            case WaterfallPart::bias:
            case WaterfallPart::score:
                return sum_sentence(state, text, state.hover->part);
            case WaterfallPart::channel:
                break;
        }
    }
    const bool changed = state.document.maps != MapsShown::as_they_are;
    if (changed && !state.hover && gap_layout(view.layout).parameters.empty()) return experiment_sentence(state, text);
    return channel_sentence(state, text);
}

}  // namespace scenes
