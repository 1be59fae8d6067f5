// DataTables as files: all of them in one .csv text, or one of them as a .npy array.
// CSV: each table is a block of its title with its size, its lines, and an empty line before the next; a table of three
// axes is a block for each plane. Numbers are the shortest decimals that read back as the same value.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "core/data_table.h"
#include "core/result.h"

namespace io {

std::string data_tables_text(std::span<const core::DataTable> tables);
core::Result<core::Done> write_data_table_npy(const std::filesystem::path& path, const core::DataTable& table);

}  // namespace io
