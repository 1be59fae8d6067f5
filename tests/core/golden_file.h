// What the files of tests/golden/pytorch hold, as values: numbers with NaN and infinities as words, grids, settings.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/grid.h"
#include "core/pool_spec.h"

namespace test {

nlohmann::json golden_file(const std::string& name);

float golden_number(const nlohmann::json& value);
std::vector<float> golden_numbers(const nlohmann::json& list);
core::Size2 golden_size(const nlohmann::json& pair);
core::Grid golden_grid(const nlohmann::json& shaped);  // {"shape": [rows, cols], "values": [...]}
core::PoolSpec golden_spec(const nlohmann::json& golden);

}  // namespace test
