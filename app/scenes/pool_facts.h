// Pool facts: everything that follows from one table and one pooling, computed by core when either changes.
// Invariant: after update_facts() the facts fit spec and input; with a problem there is no geometry and no result.
#pragma once

#include <optional>
#include <vector>

#include "core/explain.h"
#include "core/geometry.h"
#include "core/player.h"
#include "core/pool.h"
#include "core/problem.h"

namespace scenes {

struct PoolFacts {
    core::PoolSpec spec;
    core::Grid input;
    std::optional<core::Problem> problem;
    std::optional<core::Problem> refusal;  // of the framework whose rule is chosen
    std::optional<core::Geometry> geometry;
    core::PooledGrid pooled;
    core::Grid coverage;  // how often each input cell is read

    std::int64_t windows() const { return geometry ? geometry->windows() : 0; }
    core::WindowExplanation window(std::int64_t index) const { return core::explain(input, spec, index); }
};

// True if something changed.
bool update_facts(PoolFacts& facts, const core::PoolSpec& spec, const core::Grid& input);
// The same, and the player keeps the window nearest to where it was.
bool update_facts(PoolFacts& facts, const core::PoolSpec& spec, const core::Grid& input, core::Playback& playback);

// Cells of the padded input that no window reads: what floor leaves lying at the end.
std::int64_t dropped_cells(const core::Geometry& geometry);

}  // namespace scenes
