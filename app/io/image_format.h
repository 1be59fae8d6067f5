// What kind of picture some bytes are, and how large it says it is, told from its first bytes alone.
// Invariant: nothing here allocates by the picture's own word; a size is reported before anything is decoded.
// Source: the formats' own headers (PNG IHDR, JPEG SOFn, GIF, BMP, PSD, Radiance HDR, netpbm, TGA).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/result.h"

namespace io {

enum class ImageFormat { png, jpeg, bmp, gif, tga, psd, hdr, pnm };

std::string format_name(ImageFormat format);  // "PNG", "JPEG", ...

struct PictureSize {
    std::int64_t width = 0;
    std::int64_t height = 0;
    bool operator==(const PictureSize&) const = default;
};

inline constexpr std::int64_t k_max_pixels = 48'000'000;  // 8000 x 6000
inline constexpr std::int64_t k_max_side = 32'768;

// Nothing if no reader knows these bytes. TGA has no signature: its header has to make sense, and it comes last.
std::optional<ImageFormat> sniff_format(std::span<const std::byte> bytes);

// The size in the header; nothing if the header is cut off or holds none.
std::optional<PictureSize> claimed_size(ImageFormat format, std::span<const std::byte> bytes);

// An Error with the size and the limit if a side is 0, beyond k_max_side, or the whole beyond k_max_pixels.
core::Result<core::Done> check_size(PictureSize size);

}  // namespace io
