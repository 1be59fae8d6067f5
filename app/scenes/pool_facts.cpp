#include "app/scenes/pool_facts.h"

namespace scenes {

bool update_facts(PoolFacts& facts, const core::PoolSpec& spec, const core::Grid& input) {
    const bool known = facts.geometry || facts.problem;
    if (known && facts.spec == spec && facts.input == input) return false;
    facts = PoolFacts{};
    facts.spec = spec;
    facts.input = input;
    facts.problem = core::problem(spec, input.rows, input.cols);
    if (facts.problem) return true;
    // Only the reader's own framework: the others have not been asked.
    facts.refusal = core::own_refusal(spec, input.rows, input.cols);
    facts.geometry = core::geometry(spec, input.rows, input.cols);
    facts.pooled = core::pool_grid(input, spec);
    facts.coverage = core::coverage(*facts.geometry);
    return true;
}

bool update_facts(PoolFacts& facts, const core::PoolSpec& spec, const core::Grid& input, core::Playback& playback) {
    const std::optional<core::Geometry> before = facts.geometry;
    if (!update_facts(facts, spec, input)) return false;
    if (before && facts.geometry) {
        if (!(*before == *facts.geometry)) core::retarget(playback, *before, *facts.geometry);
    } else {
        core::retarget(playback, facts.windows());
    }
    return true;
}

std::int64_t dropped_cells(const core::Geometry& geometry) {
    const auto reached = [](const core::Axis& axis) {
        return axis.output == 0 ? 0 : core::span(axis, axis.output - 1).end() + axis.pad_begin;
    };
    const auto all = [](const core::Axis& axis) { return axis.input + axis.pad_begin + axis.pad_end; };
    const std::int64_t rows = std::min(reached(geometry.h), all(geometry.h));
    const std::int64_t cols = std::min(reached(geometry.w), all(geometry.w));
    return all(geometry.h) * all(geometry.w) - rows * cols;
}

}  // namespace scenes
