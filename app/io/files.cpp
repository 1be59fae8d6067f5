#include "app/io/files.h"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <random>
#include <system_error>

#include "app/io/sentences.h"

namespace io {
namespace fs = std::filesystem;

namespace {

// Why something cannot be read as a regular file.
std::optional<core::Error> not_regular(const fs::file_status& status, const fs::path& path) {
    switch (status.type()) {
        case fs::file_type::regular:
            return std::nullopt;
        case fs::file_type::not_found:
            return error("error.file_not_there", path_text(path));
        case fs::file_type::directory:
            return error("error.file_is_folder", path_text(path));
        default:
            return error("error.file_not_regular", path_text(path));
    }
}

std::string random_letters() {
    static constexpr char k_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device random;
    std::uniform_int_distribution<std::size_t> letter(0, sizeof k_letters - 2);
    std::string text(8, 'x');
    for (char& c : text) c = k_letters[letter(random)];
    return text;
}

}  // namespace

std::string path_text(const fs::path& path) {
    const std::u8string text = path.u8string();
    return {text.begin(), text.end()};
}

std::string lower_extension(const fs::path& path) {
    std::string text = path_text(path.extension());
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

FileHandle open_file(const fs::path& path, const char* mode) {
#ifdef _WIN32
    const std::string narrow(mode);
    return FileHandle(_wfopen(path.c_str(), std::wstring(narrow.begin(), narrow.end()).c_str()));
#else
    return FileHandle(std::fopen(path.c_str(), mode));
#endif
}

core::Result<core::Done> close_written(FileHandle file, const fs::path& path) {
    // The reason lies in errno: still from the write that failed, or from closing, which writes what was left.
    const bool bad = std::ferror(file.get()) != 0;
    const int write_error = bad ? errno : 0;
    const bool closed = std::fclose(file.release()) == 0;
    if (bad || !closed) return system_error("error.target_incomplete", path_text(path), bad ? write_error : errno);
    return core::Done{};
}

core::Result<std::uintmax_t> regular_file_size(const fs::path& path) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (code && status.type() != fs::file_type::not_found)
        return system_error("error.file_cannot_open", path_text(path), code);
    if (std::optional<core::Error> why = not_regular(status, path)) return *std::move(why);
    const std::uintmax_t size = fs::file_size(path, code);
    if (code) return system_error("error.file_cannot_open", path_text(path), code);
    return size;
}

core::Result<std::string> read_whole_file(const fs::path& path, std::uintmax_t max_bytes) {
    const core::Result<std::uintmax_t> size = regular_file_size(path);
    if (!size) return size.error();
    if (size.value() > max_bytes)
        return error("error.file_too_large", path_text(path),
                     {{"bytes", std::to_string(size.value())}, {"most", std::to_string(max_bytes)}});
    const FileHandle file = open_file(path, "rb");
    if (!file) return system_error("error.file_cannot_open", path_text(path), errno);
    std::string bytes(static_cast<std::size_t>(size.value()), '\0');
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
    if (std::ferror(file.get()) != 0) return system_error("error.file_cannot_read", path_text(path), errno);
    return bytes;
}

StagedFile::StagedFile(fs::path target, fs::path temporary)
    : target_(std::move(target)), temporary_(std::move(temporary)) {}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})) {}

StagedFile::~StagedFile() {
    std::error_code ignored;
    if (!temporary_.empty()) fs::remove(temporary_, ignored);
}

core::Result<StagedFile> StagedFile::create(const fs::path& target) {
    std::error_code code;
    const fs::file_status status = fs::status(target, code);
    if (status.type() == fs::file_type::directory) return error("error.target_is_folder", path_text(target));
    if (status.type() != fs::file_type::not_found && status.type() != fs::file_type::regular)
        return error("error.target_not_regular", path_text(target));
    fs::path real = target;
    if (status.type() == fs::file_type::regular) {
        real = fs::canonical(target, code);
        if (code) real = target;
    }
    const fs::path folder = real.has_parent_path() ? real.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, code))
        return error("error.target_no_folder", path_text(target), {{"folder", path_text(folder)}});
    for (int attempt = 0; attempt < 16; ++attempt) {
        fs::path temporary = folder / ("." + path_text(real.stem()) + "." + random_letters());
        temporary += real.extension();
        FileHandle file = open_file(temporary, "wbx");
        if (!file && errno == EEXIST) continue;
        if (!file) return system_error("error.target_cannot_write", path_text(target), errno);
        file.reset();
        if (status.type() == fs::file_type::regular) fs::permissions(temporary, status.permissions(), code);
        return StagedFile(std::move(real), std::move(temporary));
    }
    return error("error.target_no_free_name", path_text(target));
}

core::Result<core::Done> StagedFile::commit() {
    std::error_code code;
    fs::rename(temporary_, target_, code);
    if (code) return system_error("error.target_cannot_write", path_text(target_), code);
    temporary_.clear();
    return core::Done{};
}

core::Result<core::Done> write_atomically(const fs::path& target,
                                          const std::function<core::Result<core::Done>(const fs::path&)>& write) {
    core::Result<StagedFile> staged = StagedFile::create(target);
    if (!staged) return staged.error();
    core::Result<core::Done> written = write(staged.value().path());
    if (!written) {
        core::Error failure = written.error();
        failure.where = path_text(target);
        return failure;
    }
    return staged.value().commit();
}

core::Result<core::Done> write_whole_file(const fs::path& target, std::string_view bytes) {
    return write_atomically(target, [&](const fs::path& temporary) -> core::Result<core::Done> {
        FileHandle file = open_file(temporary, "wb");
        if (!file) return system_error("error.target_cannot_write", path_text(temporary), errno);
        std::fwrite(bytes.data(), 1, bytes.size(), file.get());
        return close_written(std::move(file), temporary);
    });
}

}  // namespace io
