// Whether a picture file has all the bytes its own structure asks for. stb_image fills what is missing from BMP, TGA,
// GIF and PSD files with zeros and says nothing, and waits for ever in a cut-off HDR; PNG, JPEG and PNM are told by
// their decoders.
// Invariant: true only if some byte that decoding needs lies beyond the end of the file.
#pragma once

#include <cstddef>
#include <span>

#include "app/io/image_format.h"

namespace io {

bool is_cut_off(ImageFormat format, PictureSize size, std::span<const std::byte> file);

// Whether the mark that closes a JPEG or PNG file is there; true for other formats. Decoders can do without, so it only
// explains a failure.
bool has_end_mark(ImageFormat format, std::span<const std::byte> file);

}  // namespace io
