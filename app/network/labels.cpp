#include "app/network/labels.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "app/assets.h"
#include "app/io/browse.h"
#include "app/io/files.h"
#include "app/network/sentences.h"

namespace network {
namespace {

using Json = nlohmann::json;

constexpr std::string_view k_blank = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(k_blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(k_blank) - begin + 1);
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }

// What is wrong with the name of class `index`.
std::optional<core::Error> name_problem(std::string_view name, std::size_t index, const std::string& where) {
    const std::string number = std::to_string(index);
    if (name.empty()) return error("error.labels_empty", where, {{"class", number}});
    if (std::any_of(name.begin(), name.end(), is_control)) return error("error.labels_not_text", where);
    if (name.size() > k_longest_label) {
        return error(
            "error.labels_long", where,
            {{"class", number}, {"bytes", std::to_string(name.size())}, {"most", std::to_string(k_longest_label)}});
    }
    return std::nullopt;
}

core::Result<Labels> from_lines(std::string_view text, const std::string& where) {
    Labels labels;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view name = trimmed(text.substr(0, end));
        if (auto problem = name_problem(name, labels.size(), where)) return *problem;
        labels.emplace_back(name);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return labels;
}

// The name itself, or the last text of ["n01440764", "tench"]. Null: neither.
const std::string* name_of(const Json& value) {
    const Json* name = value.is_array() && !value.empty() ? &value.back() : &value;
    return name->get_ptr<const std::string*>();
}

core::Result<Labels> from_json(const Json& root, const std::string& where) {
    Labels labels;
    for (std::size_t i = 0; i < root.size(); ++i) {
        const std::string number = std::to_string(i);
        if (root.is_object() && !root.contains(number)) {
            return error("error.labels_key", where, {{"class", number}, {"count", std::to_string(root.size())}});
        }
        const std::string* name = name_of(root.is_object() ? root.at(number) : root.at(i));
        if (name == nullptr) return error("error.labels_json_name", where, {{"class", number}});
        const std::string_view text = trimmed(*name);
        if (auto problem = name_problem(text, i, where)) return *problem;
        labels.emplace_back(text);
    }
    return labels;
}

}  // namespace

core::Result<Labels> parse_labels(std::string_view bytes, const std::string& where) {
    constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";
    if (bytes.starts_with(k_byte_order_mark)) bytes.remove_prefix(k_byte_order_mark.size());
    if (io::valid_utf8(bytes) != bytes) return error("error.labels_not_text", where);
    const std::string_view text = trimmed(bytes);
    if (text.empty()) return error("error.labels_none", where);
    // Some lists in JSON are called .txt, and a line may begin with a bracket: what reads as JSON is JSON.
    const Json root = Json::parse(text, nullptr, false);
    if (root.is_array() || root.is_object()) {
        if (root.empty()) return error("error.labels_none", where);
        return from_json(root, where);
    }
    if (io::lower_extension(where) == ".json") return error("error.labels_not_json", where);
    return from_lines(text, where);
}

core::Result<Labels> read_labels(const std::filesystem::path& path) {
    const core::Result<std::string> bytes = io::read_whole_file(path, k_most_label_bytes);
    if (!bytes) return bytes.error();
    return parse_labels(bytes.value(), io::path_text(path.filename()));
}

std::optional<std::filesystem::path> labels_beside(const std::filesystem::path& model) {
    const std::filesystem::path folder = model.parent_path();
    for (const std::filesystem::path& name : {model.stem(), std::filesystem::path("labels")}) {
        for (const char* extension : {".txt", ".json"}) {
            std::filesystem::path path = folder / name;
            path += extension;
            std::error_code ignored;
            if (std::filesystem::is_regular_file(path, ignored)) return path;
        }
    }
    return std::nullopt;
}

std::optional<core::Error> count_problem(const Labels& labels, std::int64_t classes, const std::string& where) {
    if (static_cast<std::int64_t>(labels.size()) == classes) return std::nullopt;
    return error("error.labels_count", where,
                 {{"given", std::to_string(labels.size())}, {"wanted", std::to_string(classes)}});
}

core::ClassNames own_names(std::string_view list) {
    core::ClassNames names;
    for (const char* language : {"en", "ko"}) {
        const std::string file = "labels/" + std::string(list) + "." + language + ".txt";
        const std::optional<std::string_view> bytes = find_asset(file);
        CORE_CHECK(bytes.has_value());
        core::Result<Labels> labels = parse_labels(*bytes, file);
        CORE_CHECK(bool(labels));
        names.by_language[language] = std::move(labels).value();
    }
    return names;
}

}  // namespace network
