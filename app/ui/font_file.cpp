#include "app/ui/font_file.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace ui {
namespace {

constexpr std::size_t k_header_bytes = 12;
constexpr std::size_t k_record_bytes = 16;
constexpr std::size_t k_largest_font = 32U << 20U;

std::uint32_t big_endian(const std::vector<unsigned char>& bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = (value << 8U) | bytes[at + i];
    return value;
}

struct Table {
    std::size_t offset = 0;
    std::size_t length = 0;
};

core::Error broken(const std::string& name, std::string what) {
    return {"not a usable font: " + std::move(what), name, "install the font again", core::Error::Kind::broken};
}

// Every table of the directory; nothing if one reaches beyond the file.
std::map<std::string, Table> read_directory(const std::vector<unsigned char>& bytes) {
    std::map<std::string, Table> tables;
    const std::size_t count = big_endian(bytes, 4, 2);
    if (k_header_bytes + count * k_record_bytes > bytes.size()) return {};
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t record = k_header_bytes + i * k_record_bytes;
        const std::string tag(bytes.begin() + static_cast<std::ptrdiff_t>(record),
                              bytes.begin() + static_cast<std::ptrdiff_t>(record + 4));
        const Table table{big_endian(bytes, record + 8, 4), big_endian(bytes, record + 12, 4)};
        if (table.offset > bytes.size() || table.length > bytes.size() - table.offset) return {};
        tables[tag] = table;
    }
    return tables;
}

bool long_enough(const std::map<std::string, Table>& tables, const char* tag, std::size_t length) {
    const auto found = tables.find(tag);
    return found != tables.end() && found->second.length >= length;
}

}  // namespace

core::Result<FontFile> check_font(std::vector<unsigned char> bytes, const std::string& name) {
    if (bytes.size() < k_header_bytes) return broken(name, "the file is too short");
    const std::uint32_t signature = big_endian(bytes, 0, 4);
    constexpr std::array<std::uint32_t, 3> signatures{0x00010000, 0x4F54544F, 0x74727565};  // 1.0, "OTTO", "true"
    if (std::find(signatures.begin(), signatures.end(), signature) == signatures.end()) {
        return core::Error{"not a TrueType or OpenType font", name, "", core::Error::Kind::not_my_format};
    }
    const std::map<std::string, Table> tables = read_directory(bytes);
    if (tables.empty()) return broken(name, "a table lies outside the file; it may be cut off");
    const bool outlines =
        long_enough(tables, "CFF ", 4) || (long_enough(tables, "glyf", 1) && long_enough(tables, "loca", 4));
    const bool metrics = long_enough(tables, "head", 54) && long_enough(tables, "hhea", 36) &&
                         long_enough(tables, "hmtx", 4) && long_enough(tables, "maxp", 6) &&
                         long_enough(tables, "cmap", 4);
    if (!outlines || !metrics) return broken(name, "a table it needs is missing");
    const std::uint32_t units_per_em = big_endian(bytes, tables.at("head").offset + 18, 2);
    const std::size_t hhea = tables.at("hhea").offset;
    const int ascender = static_cast<std::int16_t>(big_endian(bytes, hhea + 4, 2));
    const int descender = static_cast<std::int16_t>(big_endian(bytes, hhea + 6, 2));
    if (units_per_em < 16 || units_per_em > 16384 || ascender - descender <= 0) {
        return broken(name, "its measures make no sense");
    }
    FontFile font;
    font.bytes = std::move(bytes);
    font.em_height_ratio = static_cast<float>(ascender - descender) / static_cast<float>(units_per_em);
    return font;
}

core::Result<FontFile> read_font_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return core::Error{"this font is not there", path.string(), "install it and build again"};
    file.seekg(0, std::ios::end);
    const std::streamoff size = file.tellg();
    if (size < 0 || static_cast<std::size_t>(size) > k_largest_font) return broken(path.string(), "it is too large");
    file.seekg(0);
    std::vector<unsigned char> bytes(static_cast<std::size_t>(size));
    file.read(reinterpret_cast<char*>(bytes.data()), size);
    if (!file) return core::Error{"this font cannot be read", path.string(), "check its permissions"};
    return check_font(std::move(bytes), path.string());
}

}  // namespace ui
