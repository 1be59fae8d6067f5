#include "app/scenes/stack_state.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/ui/number_grid.h"
#include "core/photo_grid.h"
#include "core/pool.h"

namespace scenes {

namespace {

std::optional<StackWork::Made> numbers_of(const StackWork::Order& order, const std::atomic<bool>& cancel) {
    const core::Image photo = order.photo.empty() ? core::draw_sample_photo() : order.photo;
    std::optional<core::Grid> grid = core::photo_grid(photo, order.cells, cancel);
    if (!grid) return std::nullopt;
    return StackWork::Made{order.photo.revision, order.cells, std::move(*grid)};
}

std::uint64_t photo_revision(const StackState& state) { return state.photo.empty() ? 0 : state.photo.revision; }

// The numbers the layers stand on. Before the first photo's numbers are there: one grey cell.
core::Grid input_of(const StackState& state) {
    if (!state.document.photo) return state.document.input.grid;
    return state.made ? state.made->grid : core::Grid(1, 1, 0.0F);
}

float largest_size(const core::Grid& grid) {
    float most = 0.0F;
    for (const float value : grid.values) {
        if (std::isfinite(value)) most = std::max(most, std::abs(value));
    }
    return most;
}

// Zero is part of it: means that take in padding lie between zero and the input's values.
ui::ValueRange range_with_zero(const core::Grid& input) {
    const ui::ValueRange own = ui::value_range(input);
    return {std::min(0.0F, own.low), std::max(0.0F, own.high)};
}

bool leaves(const ui::ValueRange& range, const core::Grid& grid) {
    return std::any_of(grid.values.begin(), grid.values.end(),
                       [&](float value) { return std::isfinite(value) && (value < range.low || value > range.high); });
}

StackScale scale_of(const ui::ValueRange& range, const std::vector<core::Grid>& levels) {
    StackScale scale{range.low, range.high, 0.0F, {}};
    for (const core::Grid& grid : levels) {
        scale.about_zero.push_back(leaves(range, grid));
        if (scale.about_zero.back()) scale.most = std::max(scale.most, largest_size(grid));
    }
    return scale;
}

std::optional<core::StackProblem> first_refusal(const StackFacts& facts) {
    for (std::size_t i = 0; i + 1 < facts.values.size(); ++i) {
        if (is_convolution(facts.layers[i].kind)) continue;
        const core::Grid& below = facts.values[i];
        if (auto refused = core::own_refusal(layer_spec(facts.layers[i]), below.rows, below.cols))
            return core::StackProblem{i, std::move(*refused)};
    }
    return std::nullopt;
}

StackFacts facts_of(std::vector<StackLayer> layers, core::Grid input, bool photo) {
    StackFacts facts;
    facts.layers = std::move(layers);
    facts.photo = photo;
    std::vector<core::PoolSpec> specs = layer_specs(facts.layers);
    facts.problem = core::stack_problem(specs, input.rows, input.cols);
    if (facts.problem) specs.resize(facts.problem->layer);
    facts.stack = core::stack(specs, input.rows, input.cols);
    const ui::ValueRange range = photo ? ui::ValueRange{0.0F, 255.0F} : range_with_zero(input);
    facts.values.push_back(std::move(input));
    for (std::size_t i = 0; i < specs.size(); ++i)
        facts.values.push_back(layer_output(facts.layers[i], facts.values.back()));
    facts.scale = scale_of(range, facts.values);
    facts.refusal = first_refusal(facts);
    return facts;
}

// The cell nearest to the wished-for one that there is.
StackCell existing(const StackFacts& facts, StackCell cell) {
    cell.level = std::clamp<std::int64_t>(cell.level, 0, facts.top_level());
    const core::Grid& grid = facts.values[static_cast<std::size_t>(cell.level)];
    cell.row = std::clamp<std::int64_t>(cell.row, 0, grid.rows - 1);
    cell.col = std::clamp<std::int64_t>(cell.col, 0, grid.cols - 1);
    return cell;
}

// One step for each level; a cone that was open stays open.
void keep_steps(core::Playback& playback, std::int64_t steps) {
    if (playback.windows == steps) return;
    const bool was_open = playback.windows == 0 || (playback.window + 1 >= playback.windows && !playback.playing);
    core::retarget(playback, steps);
    if (was_open) core::go_last(playback);
}

}  // namespace

StackWork::StackWork(const std::function<void()>& wake)
    : job(
          [](const Order& order, const std::atomic<bool>& cancel, const auto& publish) {
              if (auto made = numbers_of(order, cancel)) publish(std::move(*made));
          },
          wake) {}

void refresh(StackState& state) {
    StackDocument& document = state.document;
    core::Grid input = input_of(state);
    StackFacts& facts = state.facts;
    const bool same = !facts.values.empty() && facts.layers == document.layers && facts.photo == document.photo &&
                      facts.values.front() == input;
    if (!same) {
        const std::uint64_t revision = facts.revision + 1;
        facts = facts_of(document.layers, std::move(input), document.photo);
        facts.revision = revision;
        state.hover.reset();
    }
    if (!photo_pending(state)) document.seen = existing(facts, document.seen);
    state.edited = std::clamp<std::int64_t>(state.edited, 0, static_cast<std::int64_t>(document.layers.size()) - 1);
    keep_steps(state.playback, existing(facts, document.seen).level + 1);
}

bool photo_pending(const StackState& state) {
    if (!state.document.photo) return false;
    return !state.made || state.made->photo != photo_revision(state) || state.made->cells != state.document.photo_cells;
}

void want_photo_numbers(StackState& state) {
    if (!state.work || !photo_pending(state)) return;
    const std::pair wish{photo_revision(state), state.document.photo_cells};
    if (state.work->asked == wish) return;
    state.work->asked = wish;
    state.work->job.post({state.photo, state.document.photo_cells});
}

std::optional<ShownCone> shown_cone(const StackState& state) {
    ShownCone shown;
    shown.hovered = state.hover && state.hover->level > 0 && state.facts.contains(*state.hover) &&
                    *state.hover != state.document.seen;
    shown.cell = shown.hovered ? *state.hover : state.document.seen;
    if (!state.facts.contains(shown.cell)) return std::nullopt;
    shown.depth = shown.hovered ? shown.cell.level : std::min(state.playback.window, shown.cell.level);
    shown.cone =
        core::cone(state.facts.stack, static_cast<std::size_t>(shown.cell.level), shown.cell.row, shown.cell.col);
    return shown;
}

void look_at(StackState& state, const StackCell& cell) {
    state.document.seen = existing(state.facts, cell);
    if (state.document.seen.level > 0) state.edited = state.document.seen.level - 1;
    refresh(state);
    core::go_last(state.playback);
}

void look_at_top(StackState& state) {
    refresh(state);
    const core::Grid& top = state.facts.values.back();
    look_at(state, {state.facts.top_level(), top.rows / 2, top.cols / 2});
}

ui::Color range_color(const StackFacts& facts, const ui::Theme& theme, bool output, float value) {
    if (facts.photo) {
        const auto gray = static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
        return {gray, gray, gray};
    }
    const float width = facts.scale.high - facts.scale.low;
    const float share = width > 0.0F && std::isfinite(value) ? (value - facts.scale.low) / width : 0.0F;
    return output ? theme.output_cell(share) : theme.input_cell(share);
}

ui::Color signed_color(const StackFacts& facts, const ui::Theme& theme, float value) {
    const float most = facts.scale.most;
    const float share = most > 0.0F && std::isfinite(value) ? std::min(1.0F, std::abs(value) / most) : 0.0F;
    return ui::mix(theme[ui::Token::zero], theme[value < 0.0F ? ui::Token::neg : ui::Token::pos], share);
}

ui::Color level_color(const StackFacts& facts, const ui::Theme& theme, std::size_t level, float value) {
    return facts.scale.about_zero[level] ? signed_color(facts, theme, value)
                                         : range_color(facts, theme, level > 0, value);
}

void refresh_pictures(StackState& state, const ui::Theme& theme) {
    StackPictures& pictures = state.pictures;
    const StackFacts& facts = state.facts;
    if (pictures.theme == theme.id && pictures.facts == facts.revision) return;
    pictures = {theme.id, facts.revision, {}};
    for (std::size_t level = 0; level < facts.values.size(); ++level) {
        const core::Grid& grid = facts.values[level];
        std::vector<std::uint8_t> pixels;
        pixels.reserve(grid.values.size() * 3);
        for (const float value : grid.values) {
            const ui::Color color = level_color(facts, theme, level, value);
            pixels.insert(pixels.end(), {color.r, color.g, color.b});
        }
        pictures.levels.push_back(core::make_image(grid.cols, grid.rows, 3, std::move(pixels)));
    }
}

}  // namespace scenes
