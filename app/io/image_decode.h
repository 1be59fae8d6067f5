// The job "decode-image": bytes of a picture file in, RGB8 pixels and what was done to them out. It runs in a worker
// (app/worker), because stb_image is not safe on hostile files; photo.h is the front that the program calls.
// 16 bits become 8 by v8 = round(v16 * 255 / 65535); transparency is laid over white; EXIF orientation is applied.
// Invariant: a picture beyond 48 megapixels is refused before anything is decoded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "app/io/image_format.h"
#include "core/result.h"

namespace io {

inline constexpr const char* k_decode_job = "decode-image";

struct PictureMeta {
    ImageFormat format = ImageFormat::png;
    PictureSize stored;        // as in the file, before turning
    int bit_depth = 8;         // per channel as stored: 1, 2, 4, 8, 16; 32 for HDR
    int orientation = 1;       // EXIF 1..8; 1 is upright
    bool transparent = false;  // some pixel was not opaque, and now lies over white
    bool operator==(const PictureMeta&) const = default;
};

struct DecodedPicture {
    PictureMeta meta;
    PictureSize size;                  // upright
    std::vector<std::uint8_t> pixels;  // RGB, size.width * size.height * 3
};

// MUST run in a worker when the bytes come from outside. Throws std::bad_alloc when memory runs out.
core::Result<DecodedPicture> decode_picture(std::span<const std::byte> file);

// decode_picture() as a worker::Job, and its response taken apart again on the other side.
core::Result<std::vector<std::byte>> decode_image_job(std::span<const std::byte> request);
core::Result<DecodedPicture> parse_decoded(std::span<const std::byte> response);

}  // namespace io
