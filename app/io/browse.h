// The model behind the in-app file browser: what is in a folder, where its parent is, which places are common.
// Invariant: folders come first, then files with a wanted extension, each in natural order ("cat 2" before "cat 10").
// Names are UTF-8 for showing; `path` keeps the bytes the system knows, even where they are not valid UTF-8.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace io {

struct BrowseEntry {
    std::string name;
    std::filesystem::path path;
    bool folder = false;
    bool operator==(const BrowseEntry&) const = default;
};

struct FolderListing {
    std::filesystem::path folder;  // absolute
    std::vector<BrowseEntry> entries;
    bool operator==(const FolderListing&) const = default;
};

// `extensions` in lower case with their dot; empty: every file. Hidden names (a leading dot) are left out.
core::Result<FolderListing> list_folder(const std::filesystem::path& folder, std::span<const std::string> extensions);

// Nothing at the top of the tree.
std::optional<std::filesystem::path> parent_folder(const std::filesystem::path& folder);

enum class Place { home, pictures, downloads, samples };
struct CommonPlace {
    Place place = Place::home;
    std::filesystem::path path;
};
// Those that exist, in the order of Place.
std::vector<CommonPlace> common_places(const std::filesystem::path& samples);

// The extensions image_decode reads, csv.h reads, app/network reads, and those of scene files and lessons.
std::vector<std::string> picture_extensions();
std::vector<std::string> table_extensions();
std::vector<std::string> network_extensions();
std::vector<std::string> scene_extensions();
std::vector<std::string> lesson_extensions();

// Runs of digits compare as numbers, letters without case (ASCII); a total order.
bool natural_less(std::string_view a, std::string_view b);

// `bytes` with everything that is not valid UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view bytes);

}  // namespace io
