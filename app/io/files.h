// Files whole or not at all: reading one into memory, and writing one so that nobody ever sees half of it.
// Invariant: the target of a StagedFile is untouched until commit(); without commit() nothing is left behind.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace io {

// The size of a regular file in bytes; an Error for folders, devices, pipes and what is not there.
core::Result<std::uintmax_t> regular_file_size(const std::filesystem::path& path);

// All bytes of a regular file. Larger than `max_bytes`: an Error with both sizes.
core::Result<std::string> read_whole_file(const std::filesystem::path& path, std::uintmax_t max_bytes = UINTMAX_MAX);

// A temporary file beside `target`, renamed over it by commit(). Keeps the target's extension, so that writers which
// choose by extension work on path(). A symbolic link is followed: what it points to is replaced, not the link.
class StagedFile {
public:
    static core::Result<StagedFile> create(const std::filesystem::path& target);
    StagedFile(StagedFile&& other) noexcept;
    StagedFile(const StagedFile&) = delete;
    StagedFile& operator=(const StagedFile&) = delete;
    StagedFile& operator=(StagedFile&&) = delete;
    ~StagedFile();

    const std::filesystem::path& path() const { return temporary_; }  // write here, close, then commit()
    core::Result<core::Done> commit();

private:
    StagedFile(std::filesystem::path target, std::filesystem::path temporary);
    std::filesystem::path target_;
    std::filesystem::path temporary_;  // empty once committed or moved from
};

// Stages `target`, lets `write` fill the temporary file, and commits if it succeeded.
core::Result<core::Done> write_atomically(
    const std::filesystem::path& target,
    const std::function<core::Result<core::Done>(const std::filesystem::path&)>& write);

// The same for bytes that are already in memory.
core::Result<core::Done> write_whole_file(const std::filesystem::path& target, std::string_view bytes);

// An open C stream that closes itself.
struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, FileCloser>;

// "rb", "wb" as for fopen; also for paths that are not in the system's narrow encoding. Null with errno set on failure.
FileHandle open_file(const std::filesystem::path& path, const char* mode);

// Flushes and closes; an Error if anything written before could not be stored (a full disk shows up only here).
core::Result<core::Done> close_written(FileHandle file, const std::filesystem::path& path);

// A path for sentences, in UTF-8.
std::string path_text(const std::filesystem::path& path);

// The extension in lower case with its dot: ".npy", ".png"; empty without one.
std::string lower_extension(const std::filesystem::path& path);

}  // namespace io
