#include "app/scenes/gap_state.h"

#include <algorithm>
#include <utility>

namespace scenes {

namespace {

constexpr std::uint64_t k_shuffle_seed = 1;

core::MapRange range_with_zero(const core::FeatureMaps& maps) {
    core::MapRange range;
    for (const float value : maps.values) {
        range.low = std::min<double>(range.low, static_cast<double>(value));
        range.high = std::max<double>(range.high, static_cast<double>(value));
    }
    return range;
}

std::shared_ptr<const core::FeatureMaps> changed_maps(const std::shared_ptr<const core::Look>& look, MapsShown how) {
    switch (how) {
        case MapsShown::means:
            return std::make_shared<const core::FeatureMaps>(core::replaced_by_means(look->maps));
        case MapsShown::shuffled:
            return std::make_shared<const core::FeatureMaps>(core::shuffled(look->maps, k_shuffle_seed));
        case MapsShown::as_they_are:
            break;
    }
    return {look, &look->maps};  // shares the look
}

// Everything that comes after the maps is worked out anew from the maps as shown, nothing is taken over.
void refresh_maps(GapState& state) {
    GapState::MapsKey key{state.look.look, state.document.maps};
    if (state.maps_key == key) return;
    const core::LinearHead& head = key.look->network->head;
    GapFacts& facts = state.facts;
    facts.maps = changed_maps(key.look, key.maps);
    facts.range = range_with_zero(key.look->maps);
    facts.parameters = core::head_parameters(facts.maps->height, facts.maps->width, facts.maps->channels, head.classes);
    state.means = core::map_means(*facts.maps);
    state.scores = core::scores(state.means, head);
    state.as_is = key.look->scores;
    state.maps_key = std::move(key);
}

// At the first map the player stays there; elsewhere it stays at its channel.
void bring_player_along(GapState& state, const std::vector<core::Contribution>& before) {
    core::Playback& playback = state.playback;
    const auto channels = static_cast<std::int64_t>(state.facts.ordered.size());
    const bool same_maps = static_cast<std::int64_t>(before.size()) == channels && playback.windows == channels;
    const std::int64_t at = playback.window;
    if (!same_maps) {
        core::retarget(playback, channels);
        core::go_first(playback);
    } else if (at > 0) {
        const std::int64_t channel = before[static_cast<std::size_t>(at)].channel;
        const std::int64_t rank = state.facts.rank[static_cast<std::size_t>(channel)];
        if (rank != at) core::seek(playback, rank);
    }
    state.wall.followed = -1;
}

void refresh_order(GapState& state) {
    const core::Look& look = *state.look.look;
    GapState::OrderKey key{*state.maps_key, shown_class(state.document, look), state.document.order};
    if (state.order_key == key) return;
    const core::LinearHead& head = look.network->head;
    GapFacts& facts = state.facts;
    const auto at = static_cast<std::size_t>(key.class_index);
    facts.class_index = key.class_index;
    facts.score_as_is = state.as_is[at];
    facts.score = state.scores[at];
    facts.bias = static_cast<double>(head.bias_of(key.class_index));
    const std::vector<core::Contribution> before = std::move(facts.ordered);
    facts.ordered = core::contributions(state.means, head, key.class_index, key.order);
    facts.running = core::running_scores(facts.ordered, 0.0);
    facts.rank.assign(facts.ordered.size(), 0);
    for (std::size_t i = 0; i < facts.ordered.size(); ++i) {
        facts.rank[static_cast<std::size_t>(facts.ordered[i].channel)] = static_cast<std::int64_t>(i);
    }
    bring_player_along(state, before);
    state.order_key = std::move(key);
    state.hover.reset();
    state.hovered_cell.reset();
}

}  // namespace

GapWork::GapWork(const std::function<void()>& wake)
    : seen(
          [](const std::shared_ptr<const core::Look>& look, const std::atomic<bool>&, const auto& publish) {
              publish(Seen{look, core::input_picture(look->photo, look->network->input, look->placement)});
          },
          wake) {}

std::int64_t shown_class(const GapDocument& document, const core::Look& look) {
    const auto& chosen = document.chosen;
    const bool known = chosen && chosen->network == look.network->name && chosen->index >= 0 &&
                       chosen->index < look.network->head.classes;
    return known ? chosen->index : look.ranking.front();
}

void choose_class(GapState& state, std::int64_t index) {
    const core::Look& look = *state.look.look;
    if (index == look.ranking.front()) {
        state.document.chosen.reset();
    } else {
        state.document.chosen = ChosenClass{index, look.network->name};
    }
}

void choose_channel(GapState& state, std::int64_t channel) {
    core::seek(state.playback, state.facts.rank[static_cast<std::size_t>(channel)]);
}

const core::Contribution& current(const GapState& state) {
    return state.facts.ordered[static_cast<std::size_t>(state.playback.window)];
}

const core::Contribution& in_focus(const GapState& state) {
    if (!state.hover || state.hover->part != WaterfallPart::channel) return current(state);
    return state.facts
        .ordered[static_cast<std::size_t>(state.facts.rank[static_cast<std::size_t>(state.hover->channel)])];
}

bool in_focus_is_current(const GapState& state) { return in_focus(state).channel == current(state).channel; }

void refresh(GapState& state) {
    if (!state.look.look) return;
    refresh_maps(state);
    refresh_order(state);
}

}  // namespace scenes
