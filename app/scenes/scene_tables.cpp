// The numbers of each scene's view as tables.
#include "app/scenes/cam_state.h"
#include "app/scenes/compare_state.h"
#include "app/scenes/gap_state.h"
#include "app/scenes/photo_state.h"
#include "app/scenes/scene_exports.h"
#include "app/scenes/stack_screen.h"
#include "app/scenes/stride_state.h"

namespace scenes {
namespace {

using core::DataTable;
using Tables = std::vector<DataTable>;

std::string title(const ui::Text& text, std::string_view key) { return std::string(text.get(key)); }

void add_indices(Tables& tables, const ui::Text& text, std::string id, const core::PooledGrid& pooled) {
    if (pooled.indices.empty()) return;
    tables.push_back({.id = std::move(id),
                      .title = title(text, "data.indices"),
                      .shape = {pooled.values.rows, pooled.values.cols},
                      .values = pooled.indices});
}

// "lane.global_max" is "global_max" on the command line.
std::string lane_id(Lane lane) { return std::string(lane_key(lane).substr(std::string_view("lane.").size())); }

DataTable map_table(std::string id, std::string name, const core::PlaceMap& map, bool result) {
    return {.id = std::move(id),
            .title = std::move(name),
            .shape = {map.height, map.width},
            .values = map.values,
            .result = result};
}

// What each channel gives to the score: bars of the waterfall, channels of the build-up.
DataTable contribution_table(const ui::Text& text, const std::vector<core::Contribution>& ordered) {
    DataTable table{.id = "contributions",
                    .title = title(text, "data.contributions"),
                    .shape = {static_cast<std::int64_t>(ordered.size()), 3},
                    .values = {},
                    .columns = {title(text, "data.mean"), title(text, "data.weight"), title(text, "data.product")}};
    std::vector<double> values;
    for (const core::Contribution& each : ordered) {
        table.rows.push_back(text.format("data.channel", {ui::arg("n", each.channel)}));
        values.insert(values.end(), {each.mean, each.weight, each.value});
    }
    table.values = std::move(values);
    return table;
}

DataTable class_table(const core::Look& look, const ui::Text& text) {
    DataTable table{.id = "classes",
                    .title = title(text, "data.classes"),
                    .shape = {static_cast<std::int64_t>(look.ranking.size()), 2},
                    .values = {},
                    .columns = {title(text, "data.logit"), title(text, "data.probability")}};
    std::vector<double> values;
    for (const std::int64_t c : look.ranking) {
        const auto at = static_cast<std::size_t>(c);
        table.rows.push_back(class_name(look, text, c));
        values.insert(values.end(), {static_cast<double>(look.logits[at]), look.probabilities[at]});
    }
    table.values = std::move(values);
    return table;
}

// What the code of gap and cam reads: the maps, and the weights and the bias of one class.
void add_head(Tables& tables, const ui::Text& text, const core::FeatureMaps& maps, const core::LinearHead& head,
              std::int64_t c) {
    tables.push_back({.id = "maps",
                      .title = title(text, "data.maps"),
                      .shape = {maps.channels, maps.height, maps.width},
                      .values = maps.values});
    const std::span<const float> weights = head.weights_of(c);
    tables.push_back({.id = "weights",
                      .title = title(text, "data.weights"),
                      .shape = {head.channels},
                      .values = std::vector<float>(weights.begin(), weights.end())});
    tables.push_back(
        {.id = "bias", .title = title(text, "data.bias"), .shape = {1}, .values = std::vector<float>{head.bias_of(c)}});
}

// What goes back, and where it arrives: then that is the result, and no longer the output.
void add_way_back(Tables& tables, const ui::Text& text, Direction direction, const WayBackFacts& facts) {
    const core::Grid& result = direction == Direction::backward ? facts.all.gradient : facts.unpooled.values;
    if (direction == Direction::forward || result.empty()) return;
    for (DataTable& table : tables) table.result = false;
    if (direction == Direction::backward) {
        tables.push_back(core::grid_table("output-gradient", title(text, "data.output_gradient"), facts.sent));
        tables.push_back(core::grid_table("gradient", title(text, "data.gradient"), result, true));
    } else {
        tables.push_back(core::grid_table("unpooled", title(text, "data.unpooled"), result, true));
    }
}

}  // namespace

Tables stride_tables(const StrideState& state, const ui::Text& text) {
    Tables tables{core::grid_table("input", title(text, "data.input"), state.facts.input)};
    if (!state.facts.geometry) return tables;
    tables.push_back(core::grid_table("output", title(text, "data.output"), state.facts.pooled.values, true));
    add_indices(tables, text, "indices", state.facts.pooled);
    tables.push_back(core::grid_table("coverage", title(text, "data.coverage"), state.facts.coverage));
    add_way_back(tables, text, state.document.back.direction, state.back);
    return tables;
}

Tables compare_tables(const CompareState& state, const ui::Text& text) {
    Tables tables{core::grid_table("input", title(text, "data.input"), state.window_facts().input)};
    bool first = true;
    for (const Lane lane : k_lanes) {
        if (!state.shows(lane)) continue;
        const bool difference = lane == Lane::difference;
        const core::Grid& values = difference ? state.difference : state.lane(lane).pooled.values;
        if (values.empty()) continue;
        tables.push_back(core::grid_table(lane_id(lane), title(text, lane_key(lane)), values, first));
        first = false;
        if (difference) continue;
        add_indices(tables, text, lane_id(lane) + "-indices", state.lane(lane).pooled);
        const WayBackFacts& back = state.back[static_cast<std::size_t>(lane)];
        const auto add_back = [&](Direction direction, std::string_view key, const char* id, const core::Grid& grid) {
            if (state.document.back.direction != direction || grid.empty()) return;
            const std::string name = text.format(key, {{"name", title(text, lane_key(lane))}});
            tables.push_back(core::grid_table(lane_id(lane) + id, name, grid));
        };
        add_back(Direction::backward, "data.gradient_of", "-gradient", back.all.gradient);
        add_back(Direction::unpool, "data.unpooled_of", "-unpooled", back.unpooled.values);
    }
    return tables;
}

Tables photo_tables(const PhotoState& state, const ui::Text& text) {
    if (state.photo.empty()) return {};
    Tables tables{core::grid_table("input", title(text, "data.crop"), state.facts.numbers)};
    if (!state.facts.crop_problem) {
        for (const auto& [id, key, op] :
             {std::tuple{"max", "lane.max", core::Op::max}, std::tuple{"average", "lane.average", core::Op::average}}) {
            const core::PooledGrid pooled = core::pool_grid(state.facts.numbers, photo_spec(state.document, op));
            tables.push_back(core::grid_table(id, title(text, key), pooled.values, op == core::Op::max));
        }
    }
    if (state.means) {
        const core::ChannelMeans& means = state.means->means;
        tables.push_back({.id = "gap",
                          .title = title(text, "data.photo_means"),
                          .shape = {3},
                          .values = std::vector<float>{means.red, means.green, means.blue},
                          .columns = {"R", "G", "B"}});
    }
    return tables;
}

Tables gap_tables(const GapState& state, const ui::Text& text) {
    if (!state.look.look || !state.facts.maps) return {};
    const core::Look& look = *state.look.look;
    Tables tables{contribution_table(text, state.facts.ordered), class_table(look, text)};
    tables.front().result = true;
    add_head(tables, text, *state.facts.maps, look.network->head, state.facts.class_index);
    return tables;
}

Tables cam_tables(const CamState& state, const ui::Text& text) {
    if (!state.look.look) return {};
    const core::Look& look = *state.look.look;
    const CamFacts& facts = state.facts;
    Tables tables;
    if (!facts.shown.empty()) tables.push_back(map_table("shown", title(text, "data.shown_map"), facts.shown, true));
    for (std::size_t slot = 0; slot < facts.slots.size(); ++slot) {
        const std::optional<SlotFacts>& of = facts.slots[slot];
        if (!of || of->map.empty()) continue;
        const std::string name = text.format("data.map_of", {{"name", class_name(look, text, of->index)}});
        tables.push_back(map_table(slot == 0 ? "map-a" : "map-b", name, of->map, false));
    }
    if (!facts.ordered.empty()) tables.push_back(contribution_table(text, facts.ordered));
    tables.push_back(class_table(look, text));
    if (facts.large_slot()) add_head(tables, text, look.maps, look.network->head, facts.large_slot()->index);
    return tables;
}

// The numbers of every level, and how far each of its outputs sees.
Tables stack_tables(const StackState& state, const ui::Text& text) {
    const StackFacts& facts = state.facts;
    if (facts.values.empty() || photo_pending(state)) return {};
    Tables tables;
    std::vector<double> reach;
    std::vector<std::string> names;
    for (std::size_t level = 0; level < facts.values.size(); ++level) {
        const bool top = level > 0 && level + 1 == facts.values.size();
        const std::string id = level == 0 ? "input" : top ? "output" : "level-" + std::to_string(level);
        names.push_back(level_name(text, facts, level));
        tables.push_back(core::grid_table(id, names.back(), facts.values[level], top));
        const core::Reach& of = *facts.stack.levels[level].h;
        reach.insert(reach.end(), {static_cast<double>(of.field), static_cast<double>(of.jump), of.start});
    }
    const auto levels = static_cast<std::int64_t>(names.size());
    tables.push_back(
        {.id = "reach",
         .title = title(text, "data.reach"),
         .shape = {levels, 3},
         .values = std::move(reach),
         .columns = {title(text, "stack.row.field"), title(text, "stack.row.jump"), title(text, "stack.row.start")},
         .rows = std::move(names)});
    return tables;
}

}  // namespace scenes
