// Pictures to PNG files: whole or not at all (files.h), through stb_image_write.
// Invariant: reading the file back gives the same 8-bit values.
#pragma once

#include <filesystem>
#include <string>

#include "core/image.h"
#include "core/result.h"

namespace io {

core::Result<std::string> encode_png(const core::Image& image);
core::Result<core::Done> write_png(const std::filesystem::path& path, const core::Image& image);

}  // namespace io
