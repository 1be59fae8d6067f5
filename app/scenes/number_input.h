// Number input: the table of numbers a class works on, and every way it changes: fill, size, one cell, a pasted block.
// Part of a scene's document. Invariant: 1 <= rows, cols <= k_largest_table; every value is finite.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/requests.h"
#include "app/ui/text.h"
#include "core/grid.h"

namespace scenes {

inline constexpr std::int64_t k_largest_table = 32;

enum class Fill { article, ramp, checkerboard, edge, ties, negatives, blank, random };

// Values of a fill at any size; a cell's value depends on its place (and the seed) only, never on the size.
core::Grid filled(Fill fill, std::int64_t rows, std::int64_t cols, std::int64_t seed);

struct NumberInput {
    core::Grid grid = filled(Fill::article, 4, 4, 1);
    Fill fill = Fill::article;
    std::int64_t seed = 1;  // of Fill::random; shown, so that a class can repeat it
    bool operator==(const NumberInput&) const = default;
};

void fill_again(NumberInput& input);                                    // the whole table from its fill and seed
void resize(NumberInput& input, std::int64_t rows, std::int64_t cols);  // cells that stay keep their values

// Why something typed, pasted or opened was not taken: a text key with its places. With an error, the place {reason} is
// its sentence.
struct Notice {
    std::string key;
    std::vector<ui::Arg> args = {};
    std::optional<core::Error> error = {};
    std::string sentence(const ui::Text& text) const;
};

// A number as typed by hand: 12, -3, −2.5, .5; spaces around it are ignored. Nothing if it is no finite number.
std::optional<float> parse_number(std::string_view typed);

// Takes a table that arrived, as the whole input. Returns what is wrong with it, and then changes nothing.
std::optional<Notice> take_table(NumberInput& input, const core::Grid& table);
// The same as a block whose first cell is (row, col); the input grows where the block hangs over.
std::optional<Notice> take_block(NumberInput& input, const core::Grid& block, std::int64_t row, std::int64_t col);
Notice table_failure(const ui::TableFailed& failure);

}  // namespace scenes
