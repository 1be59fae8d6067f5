// The small languages of option values: "3", "3x2", "1,2,1,2", "1280x800", "inf". Each reader takes the whole text or
// nothing: no sign, blank or letter is passed over. An Error's sentence names what was found and what would be right.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/pool_spec.h"
#include "core/result.h"

namespace cli {

// Sizes, strides and paddings stay below this, so that geometry's 64-bit products cannot overflow.
inline constexpr std::int64_t k_max_size = 1'000'000'000;

core::Result<std::int64_t> parse_integer(std::string_view text, std::int64_t low, std::int64_t high);

// A finite decimal from `low` to `high`.
core::Result<double> parse_real(std::string_view text, double low, double high);

// "3" is 3x3; "3x2" is height 3, width 2. At least 1.
core::Result<core::Size2> parse_size2(std::string_view text);

// "1" on all four sides; "1,2" top and bottom 1, left and right 2; "1,2,3,4" top, left, bottom, right. At least 0.
core::Result<core::Padding> parse_padding(std::string_view text);

// At least 1, or "inf".
core::Result<double> parse_norm_power(std::string_view text);

}  // namespace cli
