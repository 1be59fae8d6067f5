// A picture file on disk as a core::Image: reads the bytes here, decodes them in a worker process with limits.
// Every way this can go wrong is one sentence: no such file, not a picture, damaged, too large, crashed, too slow.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "app/io/image_decode.h"
#include "app/worker/worker.h"
#include "core/image.h"
#include "core/result.h"

namespace io {

inline constexpr std::uintmax_t k_max_photo_file_bytes = 512ULL << 20;

struct Photo {
    core::Image image;  // RGB, upright
    std::string name;   // file name as shown, UTF-8
    PictureMeta meta;
};

struct PhotoProgress {
    enum class Stage { reading, decoding, receiving };
    Stage stage = Stage::reading;
    double fraction = 0.0;  // 0..1 of the stage; 0 while it is unknown
};

struct PhotoOptions {
    worker::Limits limits;
    std::filesystem::path program = worker::this_program();  // what answers to --worker decode-image
};

// Blocking: call it from a thread or from the command line. After `cancel` the Error's text does not matter.
core::Result<Photo> open_photo(const std::filesystem::path& path, const std::atomic<bool>& cancel,
                               const PhotoOptions& options = {},
                               const std::function<void(PhotoProgress)>& progress = {});

// The same without a way to cancel: for the command line.
core::Result<Photo> decode_image_file(const std::filesystem::path& path, const PhotoOptions& options = {});

}  // namespace io
