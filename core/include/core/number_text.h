// Numbers as people read them: plain decimals, never an exponent for everyday sizes, never false digits.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace core {

enum class Minus { ascii, typographic };  // "-" for files and scripts, U+2212 for the screen

// Shortest plain decimal that reads back as the same float: 13, 29.875, 0.1, -2.5; "NaN", "∞", "-∞".
// Beyond 1e15 or below 1e-9 in size: 1.5e20.
std::string exact_decimal(float value, Minus minus = Minus::ascii);

// `decimals` places, half away from zero on the value's own decimal form (0.25 -> 0.3, 29.875 -> 29.9).
std::string fixed_decimal(float value, int decimals, Minus minus = Minus::ascii);

// Decimals a whole grid is shown with: as many as its values need, at most `limit`;
// small values may ask for more so that two digits remain. NaN and infinities are passed over.
int shared_decimals(std::span<const float> values, int limit = 1);

// 1280 as 1,280.
std::string grouped(std::int64_t number);

// True if fixed_decimal(value, decimals) is the value itself and not a rounding of it.
bool is_exact(float value, int decimals);

}  // namespace core
