#include "app/lessons/card_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

#include "app/lessons/sentences.h"
#include "app/scenes/number_input.h"

namespace lessons {
namespace {

constexpr std::string_view k_step = "step";      // as scene files call it, counted from 0
constexpr std::string_view k_window = "window";  // as the player shows it, counted from 1
constexpr std::array<std::string_view, 2> k_height_width{"h", "w"};
constexpr std::array<std::string_view, 4> k_edges{"top", "left", "bottom", "right"};

bool is_side(std::string_view name) {
    return std::find(k_height_width.begin(), k_height_width.end(), name) != k_height_width.end() ||
           std::find(k_edges.begin(), k_edges.end(), name) != k_edges.end();
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// The parts between `marks`, without blanks around them.
std::vector<std::string> split(std::string_view text, std::string_view marks) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = std::min(text.find_first_of(marks), text.size());
        parts.emplace_back(trimmed(text.substr(0, end)));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// "lane.max" is listed as "max".
std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

bool is_none(std::string_view value) { return value == "none" || value == "null"; }

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t before = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = before + (a[i - 1] == b[j - 1] ? 0U : 1U);
            before = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

std::string number(double value) {
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() ? std::string(digits.data(), end) : std::string();
}

}  // namespace

CardFields::CardFields(CardReading& reading, std::string path) : reading_(reading), path_(std::move(path)) {
    reading_.used.resize(reading_.entries.size(), false);
}

std::string CardFields::path_of(std::string_view name) const {
    if (path_.empty()) return std::string(name == k_step ? k_window : name);
    return path_ + "." + std::string(name);
}

std::optional<std::size_t> CardFields::entry_of(std::string_view path) const {
    for (std::size_t i = 0; i < reading_.entries.size(); ++i) {
        if (reading_.entries[i].name == path) return i;
    }
    return std::nullopt;
}

std::optional<CardFields::Found> CardFields::find(std::string_view name) {
    if (!ok()) return std::nullopt;
    const std::string path = path_of(name);
    reading_.known.insert(is_side(name) ? path_ : path);
    const auto entry = entry_of(path);
    if (!entry) return find_side(name);
    reading_.used[*entry] = true;
    return Found{reading_.entries[*entry].value, *entry};
}

// A side of a group that is written as a whole: "3" for all of them, "3 x 2" for height and width.
std::optional<CardFields::Found> CardFields::find_side(std::string_view name) {
    const auto whole = entry_of(path_);
    if (!whole) return std::nullopt;
    if (!is_side(name)) return std::nullopt;
    const auto side = std::find(k_height_width.begin(), k_height_width.end(), name);
    const bool of_two = side != k_height_width.end();
    reading_.used[*whole] = true;
    const std::vector<std::string> parts = split(reading_.entries[*whole].value, "x");
    const bool numbers =
        std::all_of(parts.begin(), parts.end(), [](const std::string& part) { return whole_number(part).has_value(); });
    if (!numbers || parts.size() > (of_two ? 2U : 1U)) {
        refuse(*whole, "error.lesson_sides");
        return std::nullopt;
    }
    const std::size_t part = parts.size() == 1 ? 0 : static_cast<std::size_t>(side - k_height_width.begin());
    return Found{parts[part], *whole};
}

void CardFields::refuse(std::size_t entry, std::string_view key, core::Places places) {
    const Entry& wrong = reading_.entries[entry];
    places.insert(places.begin(), {{"field", wrong.name}, {"found", wrong.value}});
    reading_.wrong = entry;
    reading_.error = error(key, reading_.file + ":" + std::to_string(wrong.line), std::move(places));
}

void CardFields::truth(std::string_view name, bool& value) {
    if (list_) {
        const auto listed = std::find(listed_.begin(), listed_.end(), last_part(name));
        value = listed != listed_.end();
        if (value) listed_.erase(listed);
        reading_.used[*list_] = true;
        return;
    }
    const auto found = find(name);
    if (!found) return;
    const bool yes = found->value == "yes" || found->value == "true";
    if (!yes && found->value != "no" && found->value != "false") return refuse(found->entry, "error.lesson_truth");
    value = yes;
}

void CardFields::whole(std::string_view name, std::int64_t& value, std::int64_t least, std::int64_t most) {
    const auto found = find(name);
    if (!found) return;
    const std::int64_t first = path_.empty() && name == k_step ? 1 : 0;  // what the file counts from
    const auto read = whole_number(found->value);
    if (!read || *read - first < least || *read - first > most) {
        return refuse(found->entry, "error.lesson_whole",
                      {{"least", std::to_string(least + first)}, {"most", std::to_string(most)}});
    }
    value = *read - first;
}

void CardFields::real(std::string_view name, double& value, double least, double most) {
    const auto found = find(name);
    if (!found) return;
    double read = std::nan("");
    const char* last = found->value.data() + found->value.size();
    const auto [end, error] = std::from_chars(found->value.data(), last, read);
    if (error != std::errc() || end != last || !(read >= least && read <= most)) {
        return refuse(found->entry, "error.lesson_number", {{"least", number(least)}, {"most", number(most)}});
    }
    value = read;
}

void CardFields::text(std::string_view name, std::string& value) {
    if (const auto found = find(name)) value = found->value;
}

void CardFields::names(std::string_view name, std::vector<std::string>& values) {
    const auto found = find(name);
    if (!found) return;
    values = is_none(found->value) ? std::vector<std::string>{} : split(found->value, ",");
}

void CardFields::word(std::string_view name, std::size_t& place, std::span<const std::string_view> words) {
    const auto found = find(name);
    if (!found) return;
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (found->value == words[i]) {
            place = i;
            return;
        }
        list += (i == 0 ? "" : ", ") + std::string(words[i]);
    }
    refuse(found->entry, "error.lesson_word", {{"words", list}});
}

void CardFields::table(std::string_view name, std::vector<float>& values, std::int64_t& rows, std::int64_t& cols,
                       std::int64_t most_side) {
    const auto found = find(name);
    if (!found) return;
    std::vector<float> read;
    const std::vector<std::string> lines = split(found->value, "/");
    std::size_t columns = 0;
    bool right = lines.size() <= static_cast<std::size_t>(most_side);
    for (const std::string& line : lines) {
        std::size_t in_line = 0;
        for (const std::string& cell : split(line, " ,")) {
            if (cell.empty()) continue;
            const auto value = scenes::parse_number(cell);
            right = right && value.has_value();
            read.push_back(value.value_or(0.0F));
            ++in_line;
        }
        if (columns == 0) columns = in_line;
        right = right && in_line == columns && columns > 0 && columns <= static_cast<std::size_t>(most_side);
    }
    if (!right) return refuse(found->entry, "error.lesson_table", {{"most", std::to_string(most_side)}});
    values = std::move(read);
    rows = static_cast<std::int64_t>(lines.size());
    cols = static_cast<std::int64_t>(columns);
}

void CardFields::group(std::string_view name, const std::function<void(Fields&)>& describe) {
    if (!ok()) return;
    CardFields inside(reading_, path_of(name));
    if (name == "lanes") {
        reading_.known.insert(inside.path_);
        inside.list_ = entry_of(inside.path_);
        if (inside.list_) inside.listed_ = split(reading_.entries[*inside.list_].value, ",");
    }
    const std::vector<std::string> listed = inside.listed_;
    describe(inside);
    if (!ok() || inside.listed_.empty()) return;
    std::string words;
    CardReading names{.entries = {}, .file = {}};
    CardFields asked(names);
    describe(asked);
    for (const std::string& known : names.known) words += (words.empty() ? "" : ", ") + std::string(last_part(known));
    refuse(*inside.list_, "error.lesson_word", {{"words", words}});
}

bool CardFields::present(std::string_view name, bool is_there) {
    const std::string path = path_of(name);
    reading_.known.insert(path);
    if (const auto entry = entry_of(path)) {
        reading_.used[*entry] = true;
        return !is_none(reading_.entries[*entry].value);
    }
    const auto inside = [&](const Entry& entry) { return entry.name.starts_with(path + "."); };
    return is_there || std::any_of(reading_.entries.begin(), reading_.entries.end(), inside);
}

std::vector<std::string> similar_names(std::string_view written, const std::set<std::string>& known) {
    constexpr std::size_t k_most = 3;
    std::vector<std::pair<std::size_t, std::string>> by_distance;
    for (const std::string& each : known) {
        // A name without its group, or a group without its field, is meant as the whole name.
        const bool part = last_part(each) == written || each.starts_with(std::string(written) + ".");
        by_distance.emplace_back(part ? 0 : std::min(distance(written, each), distance(written, last_part(each)) + 1),
                                 each);
    }
    std::sort(by_distance.begin(), by_distance.end());
    std::vector<std::string> names;
    for (const auto& [far, name] : by_distance) {
        if (names.size() < k_most) names.push_back(name);
    }
    return names;
}

}  // namespace lessons
