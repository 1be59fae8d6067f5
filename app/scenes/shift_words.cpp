// The shift scene in words: the read-out, and its numbers as tables.
#include <algorithm>

#include "app/scenes/pool_words.h"
#include "app/scenes/scene_exports.h"
#include "app/scenes/shift_screen.h"
#include "app/ui/step_motion.h"
#include "core/number_text.h"

namespace scenes {

namespace {

std::string percent(double share) { return core::fixed_decimal(static_cast<float>(share * 100.0), 0); }

ui::RichText moved_sentence(const ShiftState& state, const ui::Text& text) {
    const std::int64_t down = shift_down(state.document);
    const std::int64_t right = state.document.right;
    if (down == 0 && right == 0) return text.rich("shift.readout.still", {});
    if (down == 0) {
        const std::string_view key = right > 0 ? "shift.readout.right" : "shift.readout.left";
        return text.rich(key, {ui::arg("n", std::abs(right))});
    }
    return text.rich("shift.readout.both", {{"right", signed_cells(right)}, {"down", signed_cells(down)}});
}

std::string_view degree_key(const core::ShiftChange& change, double range) {
    if (change.changes() == 0) return "shift.readout.none";
    if (change.least >= range * (1.0 - 1e-6)) return "shift.readout.completely";
    return change.most < range / 2 ? "shift.readout.little" : "shift.readout.some";
}

ui::RichText change_sentence(const ui::Text& text, core::ShiftMethod method, const core::ShiftChange& change,
                             double range) {
    return text.rich(degree_key(change, range), {{"method", std::string(text.get(method_key(method)))},
                                                 {"changed", std::to_string(change.changes()), ui::Token::stride, true},
                                                 {"count", std::to_string(change.outputs), ui::Token::stride, true}});
}

void add_sentence(ui::RichText& words, ui::RichText sentence) {
    words.push_back({" "});
    append(words, std::move(sentence));
}

ui::RichText numbers_sentences(const ShiftState& state, const ui::Text& text) {
    ui::RichText words = moved_sentence(state, text);
    for (const ShiftLane& lane : state.facts.lanes) {
        add_sentence(words, lane.problem
                                ? ui::RichText{{text.sentence(*lane.problem)}}
                                : change_sentence(text, lane.method, lane_change(state, lane), state.facts.range));
    }
    return words;
}

ui::RichText photo_sentences(const ShiftState& state, const ui::Text& text) {
    if (state.source.loading) return {{text.format("photo.loading", {{"name", *state.source.loading}})}};
    ui::RichText words = moved_sentence(state, text);
    for (const ShiftPhotoLane& lane : state.facts.photo.lanes) {
        add_sentence(words, lane.problem ? ui::RichText{{text.sentence(*lane.problem)}}
                                         : change_sentence(text, lane.method, lane.change, state.facts.photo.range));
    }
    return words;
}

ui::RichText moves_sentences(const ShiftState& state, const ui::Text& text) {
    if (!moves_known(state)) return text.rich("shift.moves.wait", {});
    ui::RichText words;
    for (std::size_t i = 0; i < state.facts.lanes.size(); ++i) {
        if (!state.moves.lanes[i]) continue;
        const core::ShiftConsistency& moves = *state.moves.lanes[i];
        if (words.empty()) {
            const auto count = static_cast<std::int64_t>(moves.shares.values.size()) - 1;
            words = text.rich("shift.readout.all", {ui::arg("count", count)});
        }
        add_sentence(words, text.rich("shift.readout.mean",
                                      {{"method", std::string(text.get(method_key(state.facts.lanes[i].method)))},
                                       {"likeness", percent(moves.mean_likeness), ui::Token::output, true},
                                       {"same", percent(moves.mean), ui::Token::output, true}}));
    }
    return words;
}

ui::RichText one_window(const ShiftState& state, const ui::Text& text, std::int64_t index, bool known) {
    ui::RichText words =
        text.rich("shift.readout.window", {ui::arg("n", index + 1), ui::arg("count", state.playback.windows)});
    for (const ShiftLane& lane : state.facts.lanes) {
        if (lane.problem) continue;
        const auto i = static_cast<std::size_t>(index);
        add_sentence(words, text.rich(known ? "shift.readout.becomes" : "shift.readout.ask",
                                      {{"method", std::string(text.get(method_key(lane.method)))},
                                       {"before", short_number(lane.expected.values[i]), ui::Token::output, true, true},
                                       {"after", short_number(lane.after.values[i]), ui::Token::output, true, true}}));
    }
    return words;
}

}  // namespace

std::string detail_words(const ShiftState& state, core::ShiftMethod method, const ui::Text& text) {
    const bool blur = method == core::ShiftMethod::max_blur;
    return text.format(blur ? "shift.detail.blur" : "shift.detail.plain",
                       {ui::arg("kernel", state.document.kernel),
                        ui::arg("stride", state.document.stride),
                        {"filter", blur_words(state.document.blur)}});
}

std::string change_words(const core::ShiftChange& change, const ui::Text& text) {
    if (change.changes() == 0) return std::string(text.get("shift.count.none"));
    const bool equal = change.most - change.least < 1e-6;
    return text.format(equal ? "shift.count.each" : "shift.count.most",
                       {ui::arg("changed", change.changes()),
                        ui::arg("count", change.outputs),
                        {"size", short_number(static_cast<float>(change.most))}});
}

std::string loss_words(const ShiftState& state, const ShiftLane& lane, const ui::Text& text) {
    const auto value = [](const core::Grid& grid) { return short_number(grid.values.front()); };
    switch (pattern_loss(state, lane)) {
        case PatternLoss::none:
            break;
        case PatternLoss::after:
            return text.format("shift.loss.after", {{"after", value(lane.after)}});
        case PatternLoss::both:
            return text.format("shift.loss.both", {{"after", value(lane.after)}});
        case PatternLoss::turned:
            return text.format("shift.loss.turned", {{"before", value(lane.before)}, {"after", value(lane.after)}});
    }
    return {};
}

ui::RichText shift_readout(const ShiftState& state, const ui::View& view) {
    const ui::Text& text = *view.text;
    if (state.document.page == ShiftPage::photo) return photo_sentences(state, text);
    const bool any = std::any_of(state.facts.lanes.begin(), state.facts.lanes.end(),
                                 [](const ShiftLane& lane) { return !lane.problem.has_value(); });
    if (!any) return {{state.facts.lanes.empty() ? "" : text.sentence(*state.facts.lanes.front().problem)}};
    if (state.document.page == ShiftPage::moves) return moves_sentences(state, text);
    const std::int64_t shown = shown_output(state);
    const std::int64_t open = revealed_outputs(state.playback);
    if (shown != state.playback.window || open < state.playback.windows) {
        return one_window(state, text, shown, shown < open || ui::step_motion(state.playback).picked);
    }
    return numbers_sentences(state, text);
}

namespace {

using Tables = std::vector<core::DataTable>;

std::string table_id(core::ShiftMethod method) {
    if (method == core::ShiftMethod::max) return "max";
    return method == core::ShiftMethod::max_blur ? "blur" : "average";
}

// A pooling's outputs before and after; those of max after the move are the result.
void add_outputs(Tables& tables, const ui::Text& text, core::ShiftMethod method, const core::Grid& before,
                 const core::Grid& after) {
    const std::vector<ui::Arg> args{{"method", std::string(text.get(method_key(method)))}};
    tables.push_back(core::grid_table(table_id(method) + "-before", text.format("shift.table.before", args), before));
    tables.push_back(core::grid_table(table_id(method) + "-after", text.format("shift.table.after", args), after,
                                      method == core::ShiftMethod::max));
}

void add_moves(Tables& tables, const ShiftState& state, const ui::Text& text) {
    if (!moves_known(state)) return;
    for (std::size_t i = 0; i < state.facts.lanes.size(); ++i) {
        if (!state.moves.lanes[i]) continue;
        const core::ShiftMethod method = state.facts.lanes[i].method;
        const std::vector<ui::Arg> args{{"method", std::string(text.get(method_key(method)))}};
        tables.push_back(core::grid_table(table_id(method) + "-likeness", text.format("shift.table.likeness", args),
                                          state.moves.lanes[i]->likenesses, method == core::ShiftMethod::max));
        tables.push_back(core::grid_table(table_id(method) + "-same", text.format("shift.table.same", args),
                                          state.moves.lanes[i]->shares));
    }
}

}  // namespace

std::vector<core::DataTable> shift_tables(const ShiftState& state, const ui::Text& text) {
    const bool photo = state.document.page == ShiftPage::photo;
    const core::Grid& given = photo ? state.source.piece : state.document.input.grid;
    if (given.empty() || !state.facts.known) return {};
    Tables tables{core::grid_table("input", std::string(text.get("shift.given")), given)};
    if (state.document.page == ShiftPage::moves) {
        add_moves(tables, state, text);
        return tables;
    }
    tables.push_back(
        core::grid_table("moved", moved_words(state, text), photo ? state.facts.photo.moved : state.facts.moved));
    const auto add = [&](const auto& lanes) {
        for (const auto& lane : lanes) {
            if (!lane.problem) add_outputs(tables, text, lane.method, lane.before, lane.after);
        }
    };
    if (photo) {
        add(state.facts.photo.lanes);
    } else {
        add(state.facts.lanes);
    }
    return tables;
}

}  // namespace scenes
