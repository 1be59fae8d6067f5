// Tables of numbers as text: what a class pastes from a spreadsheet, and .csv files.
// Reading: columns are separated by tabs if there is one, else by semicolons, else by commas, else by blanks. With tabs
// or semicolons a comma may be the decimal mark ("1,5"). A byte order mark, CRLF, quotes round a number, blanks round
// it and blank lines before and after the table are fine; anything else is named by row and column, counted from 1.
// Writing: commas, one line per row, shortest decimals that read back as the same float32.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

#include "core/grid.h"
#include "core/result.h"

namespace io {

struct TableLimits {
    std::int64_t max_rows = std::numeric_limits<std::int64_t>::max();
    std::int64_t max_cols = std::numeric_limits<std::int64_t>::max();
};

// A Grid of at least 1x1, or what is wrong with the text: too large (with the size found), ragged, an empty cell, not a
// number, beyond float32. `where` (a file name, "clipboard") starts the sentence.
core::Result<core::Grid> parse_table(std::string_view text, const TableLimits& limits = {},
                                     const std::string& where = "");
core::Result<core::Grid> read_table(const std::filesystem::path& path, const TableLimits& limits = {});

// One number for files and scripts: core::exact_decimal, but nan, inf, -inf and -0, so that parse_table gives it back.
std::string number_text(float value);

std::string table_text(const core::Grid& grid);
core::Result<core::Done> write_table(const std::filesystem::path& path, const core::Grid& grid);

}  // namespace io
