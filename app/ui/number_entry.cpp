#include "app/ui/number_entry.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace ui {

std::optional<double> parse_number(std::string_view typed) {
    std::string text;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        if (typed.substr(i, 3) == "−") {
            text += '-';
            i += 2;
        } else if (typed[i] != ' ') {
            text += typed[i];
        }
    }
    if (text.find('.') == std::string::npos && std::count(text.begin(), text.end(), ',') == 1) {
        std::replace(text.begin(), text.end(), ',', '.');
    }
    const char* begin = text.data();
    const char* const end = begin + text.size();
    if (begin != end && *begin == '+') ++begin;
    double value = 0.0;
    const auto [stopped, error] = std::from_chars(begin, end, value);
    if (error != std::errc() || stopped != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

bool holds_several_cells(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    if (text.find_first_of("\t\n\r;") != std::string_view::npos) return true;
    const auto commas = std::count(text.begin(), text.end(), ',');
    return commas > 1 || (commas == 1 && !parse_number(text));
}

}  // namespace ui
