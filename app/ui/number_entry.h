// Numbers as people type them.
#pragma once

#include <optional>
#include <string_view>

namespace ui {

// "12", "-2.5", "−2.5", "3,5" (one decimal comma), "1e3", spaces around; nothing if it is no finite number.
std::optional<double> parse_number(std::string_view typed);

// True for a block copied from a spreadsheet: tabs, line breaks or several commas between numbers.
bool holds_several_cells(std::string_view text);

}  // namespace ui
