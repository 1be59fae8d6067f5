#include "app/json_fields.h"

#include <algorithm>
#include <cmath>

#include "app/io/sentences.h"

namespace app {
namespace {

constexpr std::string_view k_infinity = "inf";
constexpr std::size_t k_longest_shown = 40;

// What stands in the file, short enough for a sentence. Bytes that are no UTF-8 are replaced.
std::string shown(const Json& value) {
    std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() <= k_longest_shown) return text;
    std::size_t end = k_longest_shown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
    return text.substr(0, end) + "...";
}

std::string number(double value) { return std::isinf(value) ? std::string(k_infinity) : Json(value).dump(); }

// A finite float, if `value` is a number that fits one.
std::optional<float> finite_float(const Json& value) {
    if (!value.is_number()) return std::nullopt;
    const auto read = static_cast<float>(value.get<double>());
    if (!std::isfinite(read)) return std::nullopt;
    return read;
}

struct Table {
    std::vector<float> values;
    std::int64_t rows = 0;
    std::int64_t cols = 0;
};

// Rows of equal length, 1 to `most_side` of them and in them.
std::optional<Table> table_of(const Json& json, std::size_t most_side) {
    if (!json.is_array() || json.empty() || json.size() > most_side) return std::nullopt;
    const std::size_t cols = json.front().is_array() ? json.front().size() : 0;
    if (cols == 0 || cols > most_side) return std::nullopt;
    Table table{{}, static_cast<std::int64_t>(json.size()), static_cast<std::int64_t>(cols)};
    for (const Json& row : json) {
        if (!row.is_array() || row.size() != cols) return std::nullopt;
        for (const Json& cell : row) {
            const std::optional<float> value = finite_float(cell);
            if (!value) return std::nullopt;
            table.values.push_back(*value);
        }
    }
    return table;
}

}  // namespace

// ---- writing

Json& JsonWriter::member(std::string_view name) { return object_[std::string(name)]; }

void JsonWriter::truth(std::string_view name, bool& value) { member(name) = value; }

void JsonWriter::whole(std::string_view name, std::int64_t& value, std::int64_t, std::int64_t) { member(name) = value; }

void JsonWriter::real(std::string_view name, double& value, double, double) {
    if (std::isinf(value)) {
        member(name) = k_infinity;
    } else {
        member(name) = value;
    }
}

void JsonWriter::text(std::string_view name, std::string& value) { member(name) = value; }

void JsonWriter::names(std::string_view name, std::vector<std::string>& values) { member(name) = values; }

void JsonWriter::word(std::string_view name, std::size_t& place, std::span<const std::string_view> words) {
    member(name) = words[place];
}

void JsonWriter::table(std::string_view name, std::vector<float>& values, std::int64_t& rows, std::int64_t& cols,
                       std::int64_t) {
    Json& list = member(name) = Json::array();
    for (std::int64_t row = 0; row < rows; ++row) {
        Json cells = Json::array();
        for (std::int64_t col = 0; col < cols; ++col)
            cells.push_back(values[static_cast<std::size_t>(row * cols + col)]);
        list.push_back(std::move(cells));
    }
}

void JsonWriter::group(std::string_view name, const std::function<void(Fields&)>& describe) {
    Json& object = member(name) = Json::object();
    JsonWriter inside(object);
    describe(inside);
}

bool JsonWriter::present(std::string_view name, bool is_there) {
    if (!is_there) member(name) = nullptr;
    return is_there;
}

// ---- reading

std::string JsonReader::path_of(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

const Json* JsonReader::find(std::string_view name) const {
    if (error_) return nullptr;
    const auto found = object_.find(std::string(name));
    return found == object_.end() ? nullptr : &*found;
}

void JsonReader::refuse(std::string_view name, const Json& found, std::string_view key, core::Places places) {
    places.insert(places.begin(), {{"field", path_of(name)}, {"found", shown(found)}});
    error_ = io::error(key, where_, std::move(places));
}

void JsonReader::truth(std::string_view name, bool& value) {
    const Json* found = find(name);
    if (found == nullptr) return;
    if (!found->is_boolean()) return refuse(name, *found, "error.scene_field_truth");
    value = found->get<bool>();
}

void JsonReader::whole(std::string_view name, std::int64_t& value, std::int64_t least, std::int64_t most) {
    const Json* found = find(name);
    if (found == nullptr) return;
    const bool fits = found->is_number_integer() &&
                      (!found->is_number_unsigned() || found->get<std::uint64_t>() <= INT64_MAX) &&
                      found->get<std::int64_t>() >= least && found->get<std::int64_t>() <= most;
    if (!fits) {
        return refuse(name, *found, "error.scene_field_whole",
                      {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
    }
    value = found->get<std::int64_t>();
}

void JsonReader::real(std::string_view name, double& value, double least, double most) {
    const Json* found = find(name);
    if (found == nullptr) return;
    double read = std::nan("");
    if (found->is_number()) read = found->get<double>();
    if (found->is_string() && found->get<std::string>() == k_infinity) read = std::numeric_limits<double>::infinity();
    if (!(read >= least && read <= most)) {
        return refuse(name, *found, "error.scene_field_number", {{"least", number(least)}, {"most", number(most)}});
    }
    value = read;
}

void JsonReader::text(std::string_view name, std::string& value) {
    const Json* found = find(name);
    if (found == nullptr) return;
    if (!found->is_string()) return refuse(name, *found, "error.scene_field_text");
    value = found->get<std::string>();
}

void JsonReader::names(std::string_view name, std::vector<std::string>& values) {
    const Json* found = find(name);
    if (found == nullptr) return;
    const bool texts = found->is_array() &&
                       std::all_of(found->begin(), found->end(), [](const Json& each) { return each.is_string(); });
    if (!texts) return refuse(name, *found, "error.scene_field_names");
    values = found->get<std::vector<std::string>>();
}

void JsonReader::word(std::string_view name, std::size_t& place, std::span<const std::string_view> words) {
    const Json* found = find(name);
    if (found == nullptr) return;
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (found->is_string() && found->get<std::string>() == words[i]) {
            place = i;
            return;
        }
        list += (i == 0 ? "" : ", ") + std::string(words[i]);
    }
    refuse(name, *found, "error.scene_field_word", {{"words", list}});
}

void JsonReader::table(std::string_view name, std::vector<float>& values, std::int64_t& rows, std::int64_t& cols,
                       std::int64_t most_side) {
    const Json* found = find(name);
    if (found == nullptr) return;
    std::optional<Table> read = table_of(*found, static_cast<std::size_t>(most_side));
    if (!read) return refuse(name, *found, "error.scene_field_table", {{"most", std::to_string(most_side)}});
    values = std::move(read->values);
    rows = read->rows;
    cols = read->cols;
}

void JsonReader::group(std::string_view name, const std::function<void(Fields&)>& describe) {
    const Json* found = find(name);
    if (found == nullptr) return;
    if (!found->is_object()) return refuse(name, *found, "error.scene_field_group");
    JsonReader inside(*found, where_, path_of(name));
    describe(inside);
    error_ = inside.error_;
}

bool JsonReader::present(std::string_view name, bool is_there) {
    const Json* found = find(name);
    return found == nullptr ? is_there : !found->is_null();
}

Json laid_over(Json kept, const Json& changed) {
    if (!kept.is_object() || !changed.is_object()) return changed;
    for (const auto& [name, value] : changed.items()) {
        const auto found = kept.find(name);
        kept[name] = found == kept.end() ? value : laid_over(*found, value);
    }
    return kept;
}

}  // namespace app
