#include "app/cli/class_lookup.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

namespace cli {
namespace {

constexpr std::size_t k_most_listed = 5;
constexpr std::size_t k_nearest_listed = 3;

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool is_whole_name(std::string_view name, std::string_view wanted) {
    if (name == wanted) return true;
    while (!name.empty()) {
        const std::size_t comma = std::min(name.find(','), name.size());
        if (trimmed(name.substr(0, comma)) == wanted) return true;
        name.remove_prefix(std::min(comma + 1, name.size()));
    }
    return false;
}

// A letter, a digit, or part of a character beyond ASCII.
bool in_word(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
}

bool has_words(std::string_view name, std::string_view wanted) {
    for (std::size_t at = name.find(wanted); at != std::string_view::npos; at = name.find(wanted, at + 1)) {
        const std::size_t end = at + wanted.size();
        if ((at == 0 || !in_word(name[at - 1])) && (end == name.size() || !in_word(name[end]))) return true;
    }
    return false;
}

bool has_part(std::string_view name, std::string_view wanted) { return name.find(wanted) != std::string_view::npos; }

std::vector<std::int64_t> fitting(const core::NetworkCard& network,
                                  const std::function<bool(std::string_view name)>& fits) {
    std::vector<std::int64_t> classes;
    for (std::int64_t c = 0; c < network.head.classes; ++c) {
        const bool any =
            std::any_of(network.classes.by_language.begin(), network.classes.by_language.end(), [&](const auto& names) {
                const auto at = static_cast<std::size_t>(c);
                return at < names.second.size() && fits(lower(names.second[at]));
            });
        if (any) classes.push_back(c);
    }
    return classes;
}

// Levenshtein distance in bytes.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

std::vector<std::int64_t> nearest(const core::NetworkCard& network, std::string_view wanted) {
    std::vector<std::pair<std::size_t, std::int64_t>> found;
    for (const auto& [language, names] : network.classes.by_language)
        for (std::size_t c = 0; c < names.size(); ++c)
            found.emplace_back(distance(lower(names[c]), wanted), static_cast<std::int64_t>(c));
    std::sort(found.begin(), found.end());
    std::vector<std::int64_t> classes;
    for (const auto& each : found) {
        if (classes.size() == k_nearest_listed) break;
        if (std::find(classes.begin(), classes.end(), each.second) == classes.end()) classes.push_back(each.second);
    }
    return classes;
}

// "tabby" (281), "Persian cat" (283) and 4 more
std::string listed(const core::NetworkCard& network, std::string_view language,
                   const std::vector<std::int64_t>& classes) {
    std::string text;
    for (std::size_t i = 0; i < std::min(classes.size(), k_most_listed); ++i)
        text += (i == 0 ? "\"" : ", \"") + class_text(network, language, classes[i]) + "\" (" +
                std::to_string(classes[i]) + ")";
    if (classes.size() > k_most_listed) text += " and " + std::to_string(classes.size() - k_most_listed) + " more";
    return text;
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

core::Result<std::int64_t> from_number(const core::NetworkCard& network, std::string_view text) {
    std::int64_t index = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (code == std::errc() && index < network.head.classes) return index;
    return core::Error{"there is no class " + std::string(text), "--class",
                       network.name + " has the classes 0 to " + std::to_string(network.head.classes - 1)};
}

}  // namespace

std::string class_text(const core::NetworkCard& network, std::string_view language, std::int64_t c) {
    const std::string_view name = network.classes.name(language, c);
    return name.empty() ? "class " + std::to_string(c) : std::string(name);
}

core::Result<std::int64_t> find_class(const core::NetworkCard& network, std::string_view language,
                                      const std::string& text) {
    const std::string wanted = lower(trimmed(text));
    if (is_number(wanted)) return from_number(network, wanted);
    if (network.classes.by_language.empty())
        return core::Error{"the classes of " + network.name + " have no names", "--class",
                           "give a number from 0, or --labels FILE"};
    for (const auto comparison : {is_whole_name, has_words, has_part}) {
        const std::vector<std::int64_t> classes =
            fitting(network, [&](std::string_view name) { return comparison(name, wanted); });
        if (classes.size() == 1) return classes.front();
        if (!classes.empty())
            return core::Error{"\"" + text + "\" fits " + std::to_string(classes.size()) +
                                   " classes: " + listed(network, language, classes),
                               "--class", "give more of the name, or the number"};
    }
    return core::Error{"no class of " + network.name + " is called \"" + text + "\"", "--class",
                       "most like it: " + listed(network, language, nearest(network, wanted))};
}

}  // namespace cli
