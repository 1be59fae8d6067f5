#include "app/scenes/number_input.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace scenes {

namespace {

// The article's 4x4 example at the top left, continued to 6x6 for the edge lab.
constexpr std::int64_t k_pattern_side = 6;
constexpr std::array<float, 36> k_pattern{12,  20,  30, 0,  4,  8,   //
                                          8,   12,  2,  0,  10, 6,   //
                                          34,  70,  37, 4,  8,  12,  //
                                          112, 100, 25, 12, 2,  6,   //
                                          30,  18,  9,  5,  7,  16,  //
                                          24,  36,  14, 20, 11, 5};

// Equal values side by side: twice, three times and four times the largest of a 2x2 window.
constexpr std::int64_t k_ties_side = 4;
constexpr std::array<float, 16> k_ties{3, 1, 2, 2,  //
                                       3, 2, 1, 2,  //
                                       1, 4, 5, 5,  //
                                       4, 4, 5, 5};

constexpr std::int64_t k_random_below = 100;  // random values are 0..99: two digits, easy to add up

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
std::uint64_t mixed(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

std::int64_t random_at(std::int64_t seed, std::int64_t row, std::int64_t col) {
    const std::uint64_t place = static_cast<std::uint64_t>(row) * 1024U + static_cast<std::uint64_t>(col);
    return static_cast<std::int64_t>(mixed(mixed(static_cast<std::uint64_t>(seed)) ^ place) % k_random_below);
}

struct Place {
    std::int64_t row, col, cols, seed;
};

float value_at(Fill fill, const Place& at) {
    const auto [row, col, cols, seed] = at;
    const auto pattern = static_cast<std::size_t>((row % k_pattern_side) * k_pattern_side + col % k_pattern_side);
    switch (fill) {
        case Fill::article:
            return k_pattern[pattern];
        case Fill::ramp:
            return static_cast<float>(row * cols + col + 1);
        case Fill::checkerboard:
            return (row + col) % 2 == 0 ? 9.0F : 1.0F;
        case Fill::edge:
            return col < (cols + 1) / 2 ? 1.0F : 9.0F;
        case Fill::ties:
            return k_ties[static_cast<std::size_t>((row % k_ties_side) * k_ties_side + col % k_ties_side)];
        case Fill::negatives:
            return static_cast<float>(random_at(11, row, col) % 19 - 12);
        case Fill::blank:
            return 0.0F;
        case Fill::random:
            return static_cast<float>(random_at(seed, row, col));
    }
    return 0.0F;
}

std::string_view trimmed(std::string_view text) {
    const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && space(text.front())) text.remove_prefix(1);
    while (!text.empty() && space(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace

core::Grid filled(Fill fill, std::int64_t rows, std::int64_t cols, std::int64_t seed) {
    core::Grid grid(rows, cols);
    for (std::int64_t row = 0; row < rows; ++row) {
        for (std::int64_t col = 0; col < cols; ++col) grid.at(row, col) = value_at(fill, {row, col, cols, seed});
    }
    return grid;
}

void fill_again(NumberInput& input) { input.grid = filled(input.fill, input.grid.rows, input.grid.cols, input.seed); }

void resize(NumberInput& input, std::int64_t rows, std::int64_t cols) {
    core::Grid next = filled(input.fill, rows, cols, input.seed);
    for (std::int64_t row = 0; row < std::min(rows, input.grid.rows); ++row) {
        for (std::int64_t col = 0; col < std::min(cols, input.grid.cols); ++col) {
            next.at(row, col) = input.grid.at(row, col);
        }
    }
    input.grid = std::move(next);
}

std::optional<float> parse_number(std::string_view typed) {
    constexpr std::string_view k_minus = "−";
    typed = trimmed(typed);
    std::string plain;
    if (typed.starts_with(k_minus)) {
        plain = "-";
        typed.remove_prefix(k_minus.size());
    } else if (typed.starts_with('+')) {
        typed.remove_prefix(1);
        if (typed.starts_with('-') || typed.starts_with('+')) return std::nullopt;
    }
    plain += typed;
    float value = 0.0F;
    const char* end = plain.data() + plain.size();
    const auto [rest, error] = std::from_chars(plain.data(), end, value);
    if (error != std::errc() || rest != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

namespace {

// What is wrong with values that would make the input `rows` x `cols`.
std::optional<Notice> objection(const core::Grid& values, std::int64_t rows, std::int64_t cols) {
    if (values.empty()) return Notice{"notice.table_empty", {}};
    if (rows > k_largest_table || cols > k_largest_table) {
        return Notice{"notice.table_too_large",
                      {ui::arg("rows", rows), ui::arg("cols", cols), ui::arg("most", k_largest_table)}};
    }
    if (!std::all_of(values.values.begin(), values.values.end(), [](float value) { return std::isfinite(value); })) {
        return Notice{"notice.table_not_finite", {}};
    }
    return std::nullopt;
}

}  // namespace

std::optional<Notice> take_table(NumberInput& input, const core::Grid& table) {
    if (auto wrong = objection(table, table.rows, table.cols)) return wrong;
    input.grid = table;
    return std::nullopt;
}

std::optional<Notice> take_block(NumberInput& input, const core::Grid& block, std::int64_t row, std::int64_t col) {
    const std::int64_t rows = std::max(input.grid.rows, row + block.rows);
    const std::int64_t cols = std::max(input.grid.cols, col + block.cols);
    if (auto wrong = objection(block, rows, cols)) return wrong;
    resize(input, rows, cols);
    for (std::int64_t r = 0; r < block.rows; ++r) {
        for (std::int64_t c = 0; c < block.cols; ++c) input.grid.at(row + r, col + c) = block.at(r, c);
    }
    return std::nullopt;
}

std::string Notice::sentence(const ui::Text& text) const {
    std::vector<ui::Arg> places = args;
    if (error) places.push_back({"reason", text.sentence(*error)});
    return text.format(key, places);
}

Notice table_failure(const ui::TableFailed& failure) { return {"notice.table_failed", {}, failure.error}; }

}  // namespace scenes
