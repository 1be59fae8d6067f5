#include "app/scenes/shift_state.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/number_text.h"

namespace scenes {

namespace {

core::Grid row(std::vector<float> values) {
    const auto cols = static_cast<std::int64_t>(values.size());
    return {1, cols, std::move(values)};
}

// A slanted line on an empty picture.
core::Grid slanted_line() {
    core::Grid grid(6, 6);
    for (std::int64_t r = 0; r < grid.rows; ++r) grid.at(r, r) = grid.at(r, std::min<std::int64_t>(5, r + 1)) = 9.0F;
    return grid;
}

core::Grid upright_stripes() {
    core::Grid grid(6, 6);
    for (std::int64_t r = 0; r < grid.rows; ++r) {
        for (std::int64_t c = 0; c < grid.cols; ++c) grid.at(r, c) = c % 3 == 0 ? 9.0F : 0.0F;
    }
    return grid;
}

}  // namespace

std::vector<ShiftSignal> shift_signals() {
    return {{"shift.signal.pairs", row({0, 0, 1, 1, 0, 0, 1, 1})},
            {"shift.signal.stripes", row({0, 1, 0, 1, 0, 1, 0, 1})},
            {"shift.signal.thirds", row({0, 0, 9, 0, 0, 9, 0, 0, 9, 0, 0, 9})},
            {"shift.signal.peak", row({0, 0, 2, 9, 4, 0, 0, 0})},
            {"shift.signal.line", slanted_line()},
            {"shift.signal.picture_stripes", upright_stripes()}};
}

ShiftDocument::ShiftDocument() { input.grid = row({0, 0, 1, 1, 0, 0, 1, 1}); }

std::int64_t shift_down(const ShiftDocument& document) { return document.input.grid.rows == 1 ? 0 : document.down; }

core::ShiftPool shift_pooling(const ShiftDocument& document, core::ShiftMethod method) {
    return {method, document.kernel, document.stride, static_cast<int>(document.blur), document.edge};
}

void move_input(ShiftState& state, std::int64_t down, std::int64_t right) {
    ShiftDocument& document = state.document;
    const core::Grid& grid = document.input.grid;
    document.right = std::clamp(document.right + right, 1 - grid.cols, grid.cols - 1);
    document.down = std::clamp(document.down + down, 1 - grid.rows, grid.rows - 1);
}

core::ShiftRule shift_rule(const ShiftDocument& document, const core::Grid& input) {
    core::ShiftRule rule;
    rule.edge = document.edge;
    rule.compare = document.compare;
    rule.stride = core::shift_stride(shift_pooling(document, core::ShiftMethod::max), input.rows);
    rule.tolerance = static_cast<float>(k_shift_tolerance * core::shift_range(input, document.edge));
    return rule;
}

namespace {

ShiftLane make_lane(const ShiftDocument& document, const core::Grid& moved, core::ShiftMethod method) {
    ShiftLane lane;
    lane.method = method;
    const core::Grid& given = document.input.grid;
    const core::ShiftPool pool = shift_pooling(document, method);
    lane.problem = core::shift_problem(pool, given.rows, given.cols);
    if (lane.problem) return lane;
    lane.before = core::shift_pool(given, pool);
    lane.after = core::shift_pool(moved, pool);
    lane.expected =
        core::expected_after(lane.before, shift_down(document), document.right, shift_rule(document, given));
    lane.decimals = std::max(core::shared_decimals(lane.before.values, 2), core::shared_decimals(lane.after.values, 2));
    return lane;
}

// The numbers go from where they were to where they are now, if nothing but the move has changed.
void begin_slide(ShiftState& state) {
    const ShiftDocument& now = state.document;
    ShiftDocument before = state.facts.document;
    const ShiftSlide slide{now.down - before.down, now.right - before.right, k_shift_slide_seconds};
    before.down = now.down;
    before.right = now.right;
    if (!state.facts.known || before != now) {
        state.slide = {};
    } else if (slide.down != 0 || slide.right != 0) {
        state.slide = slide;
    }
}

}  // namespace

void refresh(ShiftState& state) {
    ShiftDocument& document = state.document;
    move_input(state, 0, 0);  // a smaller table may have come
    ShiftFacts& facts = state.facts;
    if (facts.photo.revision != state.source.photo.revision) facts.photo = shift_photo(state.source, document);
    if (facts.known && facts.document == document) return;
    begin_slide(state);
    const bool all_shown = !facts.known || revealed_outputs(state.playback) == state.playback.windows;
    facts = ShiftFacts{};
    facts.known = true;
    facts.document = document;
    facts.photo = shift_photo(state.source, document);
    const core::Grid& given = document.input.grid;
    facts.moved = core::shifted(given, shift_down(document), document.right, document.edge);
    facts.range = core::shift_range(given, document.edge);
    for (const core::ShiftMethod method : k_shift_methods) {
        if (method == core::ShiftMethod::average && !document.average) continue;
        facts.lanes.push_back(make_lane(document, facts.moved, method));
        const ShiftLane& lane = facts.lanes.back();
        if (!lane.problem) facts.output = {lane.before.rows, lane.before.cols};
    }
    core::retarget(state.playback, facts.output.h * facts.output.w);
    if (all_shown) core::go_last(state.playback);
    state.pointing.pinned.reset();
    state.pointing.hover = {};
}

std::int64_t revealed_outputs(const core::Playback& playback) {
    if (playback.windows == 0) return 0;
    return playback.window + (core::revealed(playback, playback.window) ? 1 : 0);
}

core::ShiftChange lane_change(const ShiftState& state, const ShiftLane& lane) {
    const core::ShiftRule rule = shift_rule(state.document, state.document.input.grid);
    return core::shift_change(lane.expected, lane.after, rule.tolerance, revealed_outputs(state.playback));
}

std::string blur_words(std::int64_t size) {
    std::string words;
    for (const int weight : core::binomial_filter(static_cast<int>(size))) {
        if (!words.empty()) words += ' ';
        words += std::to_string(weight);
    }
    return words;
}

std::string signed_cells(std::int64_t cells) {
    return (cells > 0 ? "+" : cells < 0 ? "−" : "") + std::to_string(std::abs(cells));
}

ShiftWork::ShiftWork(const std::function<void()>& wake)
    : drawing([](const bool&, const std::atomic<bool>&, const auto& publish) { publish(core::draw_sample_photo()); },
              wake),
      moves(
          [](const ShiftMovesOrder& order, const std::atomic<bool>& cancel, const auto& publish) {
              if (auto found = every_move(order, cancel)) publish(std::move(*found));
          },
          wake) {}

ShiftMovesOrder moves_order(const ShiftState& state) {
    ShiftMovesOrder order;
    order.grid = state.document.input.grid;
    order.rule = shift_rule(state.document, order.grid);
    for (const ShiftLane& lane : state.facts.lanes) order.pools.push_back(shift_pooling(state.document, lane.method));
    return order;
}

bool moves_known(const ShiftState& state) { return state.moves.order == moves_order(state); }

std::int64_t shown_output(const ShiftState& state) {
    const GridHover& hover = state.pointing.shown();
    if (hover.what == GridHover::What::output && hover.window < state.playback.windows) return hover.window;
    return state.playback.window;
}

PatternLoss pattern_loss(const ShiftState& state, const ShiftLane& lane) {
    if (lane.problem || core::is_uniform(state.document.input.grid) || !core::is_uniform(lane.after)) {
        return PatternLoss::none;
    }
    if (!core::is_uniform(lane.before)) return PatternLoss::after;
    const core::ShiftRule rule = shift_rule(state.document, state.document.input.grid);
    return core::shift_change(lane.expected, lane.after, rule.tolerance).changes() > 0 ? PatternLoss::turned
                                                                                       : PatternLoss::both;
}

}  // namespace scenes
