// Labels: the names of a network's classes, in the network's order, as text.
//   a line for each class, or JSON: ["tench", "goldfish", ...], {"0": "tench", ...}, {"0": ["n01440764", "tench"], ...}
// Invariant: every name is UTF-8 without control characters, not empty, and at most k_longest_label bytes long.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/look.h"
#include "core/result.h"

namespace network {

inline constexpr std::uintmax_t k_most_label_bytes = 8U << 20;  // of a file
inline constexpr std::size_t k_longest_label = 500;

using Labels = std::vector<std::string>;

// `where`, the file's name, starts the sentence of an Error. A byte order mark, carriage returns and empty lines at the
// end are passed over; of a JSON array for one class the last text is its name.
core::Result<Labels> parse_labels(std::string_view bytes, const std::string& where);
core::Result<Labels> read_labels(const std::filesystem::path& path);

// The labels beside a model: <stem>.txt, <stem>.json, labels.txt, labels.json; the first that is there.
std::optional<std::filesystem::path> labels_beside(const std::filesystem::path& model);

// An Error unless there is one name for each of `classes` classes.
std::optional<core::Error> count_problem(const Labels& labels, std::int64_t classes, const std::string& where);

// The program's own names, in every language it speaks: "imagenet" (ILSVRC 2012, 1000) or "builtin".
core::ClassNames own_names(std::string_view list);

}  // namespace network
