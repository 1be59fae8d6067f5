// The few random draws that scenes need, from the engine's own numbers: the standard's distributions differ between
// libraries, and a scene of one seed must be the same everywhere.
#pragma once

#include <cstdint>
#include <random>

namespace core {

inline constexpr double k_full_turn = 6.283185307179586;

double draw(std::mt19937_64& random, double low, double high);                          // low <= value < high
std::int64_t draw_whole(std::mt19937_64& random, std::int64_t low, std::int64_t high);  // low ... high
std::uint32_t draw_color(std::mt19937_64& random);                                      // of any hue, 0xRRGGBB

}  // namespace core
