// An oracle for pooling that shares no idea with core: it lays the padded board out cell by cell, finds the windows by
// trying every place, and chooses by sorting. Slow on purpose.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/grid.h"
#include "core/pool_spec.h"

namespace test {

struct OracleResult {
    std::int64_t rows = 0;
    std::int64_t cols = 0;
    std::vector<float> values;
    std::vector<std::int64_t> indices;  // -1 where nothing was chosen
    std::vector<int> reads;             // per input cell: how many windows read it
};

// Nothing if not a single window fits.
std::optional<OracleResult> oracle(const core::Grid& input, const core::PoolSpec& spec);

}  // namespace test
