// FontFile: the bytes of one TrueType or OpenType face, checked before anything parses them: the sfnt signature, a
// table directory inside the file, the tables a rasteriser reads, and a glyph for a Latin letter's code range in
// `cmap`. em_height_ratio: (ascender - descender) / units per em of `hhea`, what a size in em is multiplied with to get
// the height that stb_truetype wants.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/result.h"

namespace ui {

struct FontFile {
    std::vector<unsigned char> bytes;
    float em_height_ratio = 1.0F;
};

core::Result<FontFile> read_font_file(const std::filesystem::path& path);
core::Result<FontFile> check_font(std::vector<unsigned char> bytes, const std::string& name);

}  // namespace ui
