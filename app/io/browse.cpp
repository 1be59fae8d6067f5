#include "app/io/browse.h"

#include <algorithm>
#include <cstdint>
#include <system_error>
#include <tuple>

#include "app/io/files.h"
#include "app/io/paths.h"
#include "app/io/sentences.h"

namespace io {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The run of digits at the front, without its leading zeros.
std::string_view leading_number(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && is_digit(text[end])) ++end;
    const std::string_view digits = text.substr(0, end);
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

std::size_t digits_at_front(std::string_view text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    return static_cast<std::size_t>(end - text.begin());
}

// -1, 0 or 1 as far as case and leading zeros do not matter.
int compare_naturally(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (is_digit(a[0]) && is_digit(b[0])) {
            const std::string_view x = leading_number(a);
            const std::string_view y = leading_number(b);
            if (x.size() != y.size()) return x.size() < y.size() ? -1 : 1;
            if (const int order = x.compare(y); order != 0) return order < 0 ? -1 : 1;
            a.remove_prefix(digits_at_front(a));
            b.remove_prefix(digits_at_front(b));
            continue;
        }
        const auto x = static_cast<unsigned char>(lower(a[0]));
        const auto y = static_cast<unsigned char>(lower(b[0]));
        if (x != y) return x < y ? -1 : 1;
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return a.empty() ? (b.empty() ? 0 : -1) : 1;
}

// Length of the valid UTF-8 character at the front, 0 if there is none. Source: RFC 3629, section 4.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return byte(i) >= low && byte(i) <= high;
    };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = first == 0xED ? 0x9F : 0xBF;
        return follows(1, low, high) && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
        return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

core::Error cannot_list(const fs::path& folder, const std::error_code& code) {
    const std::string where = valid_utf8(path_text(folder));
    if (code == std::errc::no_such_file_or_directory) return error("error.folder_not_there", where);
    if (code == std::errc::permission_denied) return error("error.folder_locked", where);
    if (code == std::errc::not_a_directory) return error("error.folder_is_file", where);
    return system_error("error.folder_cannot_list", where, code);
}

// Nothing for hidden names, for files of another kind and for links that lead nowhere.
std::optional<BrowseEntry> entry_of(const fs::directory_entry& found, std::span<const std::string> extensions) {
    std::error_code code;
    const fs::path name = found.path().filename();
    if (name.native().empty() || name.native().front() == '.') return std::nullopt;
    const bool folder = found.is_directory(code);
    if (!folder) {
        if (!found.is_regular_file(code)) return std::nullopt;
        const bool wanted = extensions.empty() ||
                            std::find(extensions.begin(), extensions.end(), lower_extension(name)) != extensions.end();
        if (!wanted) return std::nullopt;
    }
    return BrowseEntry{valid_utf8(path_text(name)), found.path(), folder};
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
    const int order = compare_naturally(a, b);
    return order != 0 ? order < 0 : a < b;
}

std::string valid_utf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t length = utf8_length(bytes);
        text += length > 0 ? bytes.substr(0, length) : std::string_view("\xEF\xBF\xBD");
        bytes.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text;
}

core::Result<FolderListing> list_folder(const fs::path& folder, std::span<const std::string> extensions) {
    std::error_code code;
    FolderListing listing;
    listing.folder = fs::absolute(folder, code).lexically_normal();
    if (code) return cannot_list(folder, code);
    fs::directory_iterator found(listing.folder, code);
    if (code) return cannot_list(listing.folder, code);
    for (; found != fs::directory_iterator(); found.increment(code)) {
        if (std::optional<BrowseEntry> entry = entry_of(*found, extensions))
            listing.entries.push_back(std::move(*entry));
        if (code) return cannot_list(listing.folder, code);
    }
    if (code) return cannot_list(listing.folder, code);
    std::sort(listing.entries.begin(), listing.entries.end(), [](const BrowseEntry& a, const BrowseEntry& b) {
        if (a.folder != b.folder) return a.folder;
        if (a.name != b.name) return natural_less(a.name, b.name);
        return a.path < b.path;
    });
    return listing;
}

std::optional<fs::path> parent_folder(const fs::path& folder) {
    std::error_code code;
    fs::path path = fs::absolute(folder, code).lexically_normal();
    if (!path.has_filename()) path = path.parent_path();  // "/home/anna/" is about "/home/anna"
    if (code || path == path.root_path()) return std::nullopt;
    return path.parent_path();
}

std::vector<CommonPlace> common_places(const fs::path& samples) {
    std::error_code ignored;
    std::vector<CommonPlace> places;
    const auto add = [&](Place place, const fs::path& path) {
        if (!path.empty() && fs::is_directory(path, ignored)) places.push_back({place, path});
    };
    add(Place::home, home_folder());
    add(Place::pictures, pictures_folder().value_or(fs::path()));
    add(Place::downloads, downloads_folder().value_or(fs::path()));
    add(Place::samples, samples);
    return places;
}

std::vector<std::string> picture_extensions() {
    return {".png", ".jpg", ".jpeg", ".bmp", ".tga", ".gif", ".psd", ".hdr", ".ppm", ".pgm", ".pnm"};
}

std::vector<std::string> table_extensions() { return {".csv", ".tsv", ".txt"}; }

std::vector<std::string> network_extensions() { return {".onnx"}; }

std::vector<std::string> scene_extensions() { return {".poolscope"}; }

std::vector<std::string> lesson_extensions() { return {".md"}; }

}  // namespace io
