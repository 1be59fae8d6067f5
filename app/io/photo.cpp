#include "app/io/photo.h"

#include <cerrno>
#include <cstdio>
#include <utility>

#include "app/io/files.h"
#include "app/io/sentences.h"

namespace io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t k_chunk = std::size_t{4} << 20;

std::string megabytes(std::uintmax_t bytes) { return std::to_string((bytes + (1 << 20) - 1) >> 20); }

core::Error named(core::Error failure, const std::string& name) {
    failure.where = name;
    return failure;
}

core::Result<worker::Bytes> read_photo_file(const fs::path& path, const std::atomic<bool>& cancel,
                                            const std::function<void(PhotoProgress)>& progress) {
    const core::Result<std::uintmax_t> size = regular_file_size(path);
    if (!size) return size.error();
    if (size.value() == 0) return error("error.photo_empty");
    if (size.value() > k_max_photo_file_bytes)
        return error("error.photo_file_too_large", "",
                     {{"size", megabytes(size.value())}, {"most", megabytes(k_max_photo_file_bytes)}});
    const FileHandle file = open_file(path, "rb");
    if (!file) return system_error("error.file_cannot_open", "", errno);
    worker::Bytes bytes(static_cast<std::size_t>(size.value()));
    for (std::size_t at = 0; at < bytes.size();) {
        if (cancel) return error("error.photo_cancelled");
        const std::size_t count = std::fread(bytes.data() + at, 1, std::min(k_chunk, bytes.size() - at), file.get());
        if (count == 0) {
            if (std::ferror(file.get()) != 0) return error("error.photo_not_to_end");
            return error("error.photo_shrank");
        }
        at += count;
        if (progress)
            progress({PhotoProgress::Stage::reading, static_cast<double>(at) / static_cast<double>(bytes.size())});
    }
    return bytes;
}

PhotoProgress photo_progress(worker::Progress now) {
    if (now.stage == worker::Progress::Stage::receiving) return {PhotoProgress::Stage::receiving, now.fraction};
    return {PhotoProgress::Stage::decoding, 0.0};
}

core::Error failure(const worker::Outcome& outcome, const worker::Limits& limits) {
    using Kind = worker::Outcome::Kind;
    switch (outcome.kind) {
        case Kind::crashed:
            return error("error.photo_crashed");
        case Kind::out_of_memory:
            return error("error.photo_no_memory", "", {{"limit", megabytes(limits.memory_bytes)}});
        case Kind::timed_out:
            return error("error.photo_too_slow", "", {{"seconds", std::to_string(limits.wall_time.count() / 1000)}});
        case Kind::cancelled:
            return error("error.photo_cancelled");
        case Kind::failed:
        case Kind::unavailable:
        case Kind::done:
            break;
    }
    return outcome.error;
}

}  // namespace

core::Result<Photo> open_photo(const fs::path& path, const std::atomic<bool>& cancel, const PhotoOptions& options,
                               const std::function<void(PhotoProgress)>& progress) {
    const std::string name = path_text(path.filename());
    const core::Result<worker::Bytes> file = read_photo_file(path, cancel, progress);
    if (!file) return named(file.error(), name.empty() ? path_text(path) : name);
    const auto report = [&](worker::Progress now) {
        if (progress) progress(photo_progress(now));
    };
    worker::Outcome outcome = worker::run(k_decode_job, file.value(), options.limits, cancel, report, options.program);
    if (outcome.kind != worker::Outcome::Kind::done) return named(failure(outcome, options.limits), name);
    core::Result<DecodedPicture> decoded = parse_decoded(outcome.bytes);
    if (!decoded) return named(decoded.error(), name);
    DecodedPicture& picture = decoded.value();
    Photo photo;
    photo.image = core::make_image(picture.size.width, picture.size.height, 3, std::move(picture.pixels));
    photo.name = name;
    photo.meta = picture.meta;
    return photo;
}

core::Result<Photo> decode_image_file(const fs::path& path, const PhotoOptions& options) {
    const std::atomic<bool> never = false;
    return open_photo(path, never, options);
}

}  // namespace io
