#include "app/cli/values.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace cli {
namespace {

core::Error not_valid(std::string_view text, const std::string& expected) {
    return {"\"" + std::string(text) + "\" is not " + expected, "", ""};
}

// The whole text as a number, or nothing; out of range counts as nothing too.
template <class T>
std::optional<T> whole_number(std::string_view text) {
    T value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string plain(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

}  // namespace

core::Result<std::int64_t> parse_integer(std::string_view text, std::int64_t low, std::int64_t high) {
    const std::optional<std::int64_t> value = whole_number<std::int64_t>(text);
    if (!value || *value < low || *value > high)
        return not_valid(text, "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    return *value;
}

core::Result<double> parse_real(std::string_view text, double low, double high) {
    const std::optional<double> value = whole_number<double>(text);
    if (!value || !(*value >= low && *value <= high))
        return not_valid(text, "a number from " + plain(low) + " to " + plain(high));
    return *value;
}

core::Result<core::Size2> parse_size2(std::string_view text) {
    const std::vector<std::string_view> parts = split(text, 'x');
    const std::string expected = "a size: H or HxW, whole numbers from 1 to " + std::to_string(k_max_size);
    if (parts.size() > 2) return not_valid(text, expected);
    const core::Result<std::int64_t> height = parse_integer(parts.front(), 1, k_max_size);
    const core::Result<std::int64_t> width = parse_integer(parts.back(), 1, k_max_size);
    if (!height || !width) return not_valid(text, expected);
    return core::Size2{height.value(), width.value()};
}

core::Result<core::Padding> parse_padding(std::string_view text) {
    std::vector<std::int64_t> sides;
    const std::vector<std::string_view> parts = split(text, ',');
    for (const std::string_view part : parts) {
        const core::Result<std::int64_t> side = parse_integer(part, 0, k_max_size);
        if (side) sides.push_back(side.value());
    }
    const bool readable = sides.size() == parts.size();
    if (readable && sides.size() == 1) return core::Padding{sides[0], sides[0], sides[0], sides[0]};
    if (readable && sides.size() == 2) return core::Padding{sides[0], sides[1], sides[0], sides[1]};
    if (readable && sides.size() == 4) return core::Padding{sides[0], sides[1], sides[2], sides[3]};
    return not_valid(text, "a padding: ALL, V,H or T,L,B,R, whole numbers from 0 to " + std::to_string(k_max_size));
}

core::Result<double> parse_norm_power(std::string_view text) {
    if (text == "inf") return std::numeric_limits<double>::infinity();
    const std::optional<double> value = whole_number<double>(text);
    if (!value || !std::isfinite(*value) || *value < 1.0) return not_valid(text, "a number of at least 1, or inf");
    return *value;
}

}  // namespace cli
