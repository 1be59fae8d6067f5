// Files of assets/ that travel inside the program.
#pragma once

#include <optional>
#include <string_view>

// The bytes of assets/<name>, or nothing if no such file was embedded (app/CMakeLists.txt lists them).
std::optional<std::string_view> find_asset(std::string_view name);
