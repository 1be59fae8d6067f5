#include "app/scenes/cam_state.h"

#include <algorithm>
#include <cmath>

#include "app/scenes/cam_pictures.h"

namespace scenes {

namespace {

constexpr double k_slow_channels = 20.0;  // shown one by one
constexpr double k_slow_rate = 4.0;       // channels a second
constexpr double k_fast_seconds = 7.0;    // for all the others

// ---- slots

std::optional<std::int64_t> picked(const ClassPick& pick, const core::Look& look, std::size_t rank) {
    if (pick.kind == ClassPick::Kind::none) return std::nullopt;
    const bool known = pick.network == look.network->name && pick.index >= 0 && pick.index < look.network->head.classes;
    if (pick.kind == ClassPick::Kind::chosen && known) return pick.index;
    if (rank >= look.ranking.size()) return std::nullopt;
    return look.ranking[rank];
}

SlotFacts make_slot(const core::Look& look, std::int64_t c, MapKind kind, core::CamMethod method) {
    const core::LinearHead& head = look.network->head;
    const auto at = static_cast<std::size_t>(c);
    SlotFacts slot;
    slot.index = c;
    slot.kind = kind;
    slot.score = static_cast<double>(look.logits[at]);
    slot.probability = look.probabilities[at];
    core::PlaceMap cam = core::class_map(look.maps, head, c);
    slot.check = core::check_score(cam, static_cast<double>(head.bias_of(c)), look.logits, c);
    if (kind == MapKind::cam) {
        slot.map = std::move(cam);
    } else if (kind == MapKind::method) {
        slot.map = core::method_map(method, look.maps, head, c).value_or(core::PlaceMap{});
    } else {
        core::MaxPooledScore pooled = core::max_pooled_score(look.maps, head, c);
        slot.map = std::move(pooled.map);
        slot.score = pooled.logit;
    }
    return slot;
}

// A network that ends in one map per class adds one channel: the class's own.
void keep_own_channel(std::vector<core::Contribution>& ordered, std::int64_t c) {
    std::erase_if(ordered, [c](const core::Contribution& one) { return one.channel != c; });
}

CamState::SlotKey slot_key(const CamState& state) {
    const CamDocument& document = state.document;
    CamState::SlotKey key{.look = state.look.look,
                          .classes = picked_classes(document, *state.look.look),
                          .order = document.order,
                          .method = document.method,
                          .head = document.head,
                          .large = 0};
    const bool by_method = document.method != core::CamMethod::cam;
    const bool first = key.classes[0].has_value();
    const bool second = by_method ? first : key.classes[1].has_value();
    key.large = second && (document.second_large || !first) ? 1 : 0;
    return key;
}

void refresh_slots(CamState& state) {
    CamState::SlotKey key = slot_key(state);
    if (state.slot_key == key) return;
    const core::Look& look = *key.look;
    CamFacts facts;
    const MapKind kind = key.head == PoolingHead::mean ? MapKind::cam : MapKind::max_head;
    if (key.classes[0]) facts.slots[0] = make_slot(look, *key.classes[0], kind, key.method);
    if (key.method != core::CamMethod::cam) {
        if (key.classes[0]) facts.slots[1] = make_slot(look, *key.classes[0], MapKind::method, key.method);
    } else if (key.classes[1]) {
        facts.slots[1] = make_slot(look, *key.classes[1], kind, key.method);
    }
    facts.large = key.large;
    const std::optional<SlotFacts>& large = facts.slots[facts.large];
    facts.builds_up = large && large->kind == MapKind::cam;
    if (facts.builds_up) {
        const core::LinearHead& head = look.network->head;
        facts.ordered = core::contributions(look.means, head, large->index, key.order);
        if (head.class_maps) keep_own_channel(facts.ordered, large->index);
        facts.scores = core::running_scores(facts.ordered, static_cast<double>(head.bias_of(large->index)));
    }
    const auto channels = static_cast<std::int64_t>(facts.ordered.size());
    const bool other_count = channels > 0 && channels != state.playback.windows;
    if (facts.builds_up) core::retarget(state.playback, channels);
    if (other_count || (state.start_whole && channels > 0)) core::go_last(state.playback);
    if (channels > 0) state.start_whole = false;
    if (state.slot_key && state.slot_key->look != key.look) state.hover.reset();
    state.facts = std::move(facts);
    state.slot_key = std::move(key);
    ++state.slots_made;
}

// ---- the map shown large

void refresh_shown(CamState& state) {
    const CamState::ShownKey key{state.slots_made, state.facts.builds_up ? state.playback.window : 0};
    if (state.shown_key == key) return;
    state.shown_key = key;
    ++state.shown_made;
    CamFacts& facts = state.facts;
    facts.shown = {};
    facts.added = 0;
    const std::optional<SlotFacts>& slot = facts.large_slot();
    if (!slot) return;
    facts.shown = slot->map;
    if (facts.builds_up) {
        const auto all = static_cast<std::int64_t>(facts.ordered.size());
        facts.added = std::min(state.playback.window + 1, all);
        if (facts.added < all) {
            std::vector<std::int64_t> channels;
            for (std::int64_t i = 0; i < facts.added; ++i) {
                channels.push_back(facts.ordered[static_cast<std::size_t>(i)].channel);
            }
            const core::Look& look = *state.look.look;
            facts.shown = core::class_map(look.maps, look.network->head, slot->index, channels);
        }
    }
    if (facts.shown.empty()) return;
    facts.shown_range = core::range_of(facts.shown);
    facts.shown_mean = core::mean_of(facts.shown);
}

void drop_places_outside(CamState& state) {
    const core::PlaceMap& map = state.facts.shown;
    const auto outside = [&map](const std::optional<MapPlace>& place) {
        return place && (place->row >= map.height || place->col >= map.width);
    };
    if (outside(state.hover)) state.hover.reset();
    if (outside(state.pin)) state.pin.reset();
}

}  // namespace

std::array<std::optional<std::int64_t>, 2> picked_classes(const CamDocument& document, const core::Look& look) {
    std::array classes{picked(document.a, look, 0), picked(document.b, look, 1)};
    // Two ranked slots never hold the same class: where A is chosen, B is the
    // best of the others.
    const bool twice = classes[0] && classes[0] == classes[1] && document.b.kind == ClassPick::Kind::ranked;
    if (twice) classes[1] = picked(document.b, look, 0);
    return classes;
}

void pick_class(CamState& state, std::size_t slot, std::int64_t index) {
    CamDocument& document = state.document;
    const std::string& network = state.look.look->network->name;
    const auto now = picked_classes(document, *state.look.look);
    ClassPick& pick = slot == 0 ? document.a : document.b;
    if (now[slot] == index) return clear_class(state, slot);
    if (now[1 - slot] == index) {  // the two change places
        ClassPick& other = slot == 0 ? document.b : document.a;
        other = {.kind = ClassPick::Kind::none};
        if (now[slot]) other = {ClassPick::Kind::chosen, *now[slot], network};
    }
    pick = {ClassPick::Kind::chosen, index, network};
    if (slot == 1) document.method = core::CamMethod::cam;
}

void clear_class(CamState& state, std::size_t slot) {
    CamDocument& document = state.document;
    if (slot == 1 && document.method != core::CamMethod::cam) {
        document.method = core::CamMethod::cam;
    } else {
        (slot == 0 ? document.a : document.b) = {.kind = ClassPick::Kind::none};
    }
}

double build_up_rate(std::int64_t added, std::int64_t all) {
    const auto there = static_cast<double>(added);
    if (there < k_slow_channels) return k_slow_rate;
    const double share =
        std::max(k_slow_rate / k_slow_channels, std::log(static_cast<double>(all) / k_slow_channels) / k_fast_seconds);
    return there * share;
}

void advance_build_up(core::Playback& playback, double& ahead, double dt) {
    playback.elapsed = core::k_step_seconds;  // a step is a cut: map, score and
                                              // curve change together
    playback.previous = playback.window;
    if (!playback.playing) {
        ahead = 0.0;
        return;
    }
    double left = dt * playback.speed;
    while (left > 0.0 && playback.window + 1 < playback.windows) {
        const double rate = build_up_rate(playback.window + 1, playback.windows);
        const double needed = (1.0 - ahead) / rate;
        if (left < needed) {
            ahead += left * rate;
            return;
        }
        left -= needed;
        ahead = 0.0;
        ++playback.window;
    }
    if (playback.window + 1 >= playback.windows) playback.playing = false;
}

void refresh(CamState& state) {
    if (!state.look.look) {
        if (state.slot_key) state.facts = {};
        state.slot_key.reset();
        return;
    }
    refresh_slots(state);
    refresh_shown(state);
    drop_places_outside(state);
    refresh_pictures(state);
}

// ---- places

core::PhotoRect place_in_photo(const core::Look& look, std::int64_t map_height, std::int64_t map_width,
                               MapPlace place) {
    const core::InputShape& input = look.network->input;
    const double height = static_cast<double>(input.height) / static_cast<double>(map_height);
    const double width = static_cast<double>(input.width) / static_cast<double>(map_width);
    return core::input_to_photo(look.placement, {static_cast<double>(place.col) * width,
                                                 static_cast<double>(place.row) * height, width, height});
}

core::PhotoRect map_in_photo(const core::Look& look) { return place_in_photo(look, 1, 1, {}); }

std::optional<MapPlace> place_at(const core::Look& look, const core::PlaceMap& map, double x, double y) {
    if (map.empty()) return std::nullopt;
    const core::PhotoRect all = map_in_photo(look);
    const double across = (x - all.x) / all.width;
    const double down = (y - all.y) / all.height;
    if (!(across >= 0.0 && across < 1.0 && down >= 0.0 && down < 1.0)) return std::nullopt;
    return MapPlace{static_cast<std::int64_t>(down * static_cast<double>(map.height)),
                    static_cast<std::int64_t>(across * static_cast<double>(map.width))};
}

std::vector<core::Contribution> strongest_added(const CamState& state, MapPlace place, std::size_t count) {
    const CamFacts& facts = state.facts;
    if (!facts.builds_up || !facts.large_slot()) return {};
    const core::Look& look = *state.look.look;
    std::vector<core::Contribution> all =
        core::strongest_at(look.maps, look.network->head, facts.large_slot()->index, place.row, place.col,
                           facts.whole() ? static_cast<std::int64_t>(count) : look.maps.channels);
    if (!facts.whole()) {
        std::vector<char> added(static_cast<std::size_t>(look.maps.channels), 0);
        for (std::int64_t i = 0; i < facts.added; ++i) {
            added[static_cast<std::size_t>(facts.ordered[static_cast<std::size_t>(i)].channel)] = 1;
        }
        std::erase_if(
            all, [&added](const core::Contribution& one) { return added[static_cast<std::size_t>(one.channel)] == 0; });
    }
    if (all.size() > count) all.resize(count);
    return all;
}

}  // namespace scenes
