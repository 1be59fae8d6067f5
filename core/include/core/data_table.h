// DataTable: numbers with a name, as they leave the program: one titled block of a .csv file, or one .npy array.
// Invariant: shape has 1 to 3 axes, each at least 1, and values holds exactly their product, in C order. Heads are
// empty or as many as there are lines (rows) and numbers in a line (columns).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/grid.h"

namespace core {

struct DataTable {
    using Values = std::variant<std::vector<float>, std::vector<double>, std::vector<std::int64_t>>;
    std::string id;     // "output": names it on the command line
    std::string title;  // in the reader's language
    std::vector<std::int64_t> shape;
    Values values;
    std::vector<std::string> columns = {};
    std::vector<std::string> rows = {};
    bool result = false;  // what the view is about: the one that a file with room for one holds
};

// MUST NOT be empty.
inline DataTable grid_table(std::string id, std::string title, const Grid& grid, bool result = false) {
    CORE_CHECK(!grid.empty());
    return {.id = std::move(id),
            .title = std::move(title),
            .shape = {grid.rows, grid.cols},
            .values = grid.values,
            .result = result};
}

}  // namespace core
