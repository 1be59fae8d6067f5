#include "app/io/files.h"

#include <algorithm>
#include <cerrno>
#include <random>
#include <system_error>

namespace io {
namespace fs = std::filesystem;

namespace {

core::Error system_error(const fs::path& path, const std::string& what, int code) {
    return {what + " (" + std::generic_category().message(code) + ")", path_text(path), ""};
}

// Why `path` cannot be read as a regular file, in words, or an empty string.
std::string not_regular(const fs::file_status& status) {
    switch (status.type()) {
        case fs::file_type::regular:
            return "";
        case fs::file_type::not_found:
            return "does not exist";
        case fs::file_type::directory:
            return "is a folder, not a file";
        default:
            return "is not a regular file";
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
    if (bad || !closed) return system_error(path, "could not be written completely", bad ? write_error : errno);
    return core::Done{};
}

core::Result<std::uintmax_t> regular_file_size(const fs::path& path) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (code && status.type() != fs::file_type::not_found)
        return core::Error{"cannot be opened (" + code.message() + ")", path_text(path), ""};
    if (const std::string why = not_regular(status); !why.empty()) return core::Error{why, path_text(path), ""};
    const std::uintmax_t size = fs::file_size(path, code);
    if (code) return core::Error{"cannot be opened (" + code.message() + ")", path_text(path), ""};
    return size;
}

core::Result<std::string> read_whole_file(const fs::path& path, std::uintmax_t max_bytes) {
    const core::Result<std::uintmax_t> size = regular_file_size(path);
    if (!size) return size.error();
    if (size.value() > max_bytes)
        return core::Error{
            "has " + std::to_string(size.value()) + " bytes; at most " + std::to_string(max_bytes) + " are read",
            path_text(path), ""};
    const FileHandle file = open_file(path, "rb");
    if (!file) return system_error(path, "cannot be opened", errno);
    std::string bytes(static_cast<std::size_t>(size.value()), '\0');
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
    if (std::ferror(file.get()) != 0) return system_error(path, "cannot be read", errno);
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
    if (status.type() != fs::file_type::not_found) {
        if (const std::string why = not_regular(status); !why.empty())
            return core::Error{why, path_text(target), "name a file to write"};
    }
    fs::path real = target;
    if (status.type() == fs::file_type::regular) {
        real = fs::canonical(target, code);
        if (code) real = target;
    }
    const fs::path folder = real.has_parent_path() ? real.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, code))
        return core::Error{"the folder " + path_text(folder) + " does not exist", path_text(target), "make it first"};
    for (int attempt = 0; attempt < 16; ++attempt) {
        fs::path temporary = folder / ("." + path_text(real.stem()) + "." + random_letters());
        temporary += real.extension();
        FileHandle file = open_file(temporary, "wbx");
        if (!file && errno == EEXIST) continue;
        if (!file) return system_error(target, "cannot be written", errno);
        file.reset();
        if (status.type() == fs::file_type::regular) fs::permissions(temporary, status.permissions(), code);
        return StagedFile(std::move(real), std::move(temporary));
    }
    return core::Error{"cannot be written (no free name for a temporary file beside it)", path_text(target), ""};
}

core::Result<core::Done> StagedFile::commit() {
    std::error_code code;
    fs::rename(temporary_, target_, code);
    if (code) return core::Error{"cannot be written (" + code.message() + ")", path_text(target_), ""};
    temporary_.clear();
    return core::Done{};
}

core::Result<core::Done> write_atomically(const fs::path& target,
                                          const std::function<core::Result<core::Done>(const fs::path&)>& write) {
    core::Result<StagedFile> staged = StagedFile::create(target);
    if (!staged) return staged.error();
    core::Result<core::Done> written = write(staged.value().path());
    if (!written) {
        core::Error error = written.error();
        error.where = path_text(target);
        return error;
    }
    return staged.value().commit();
}

core::Result<core::Done> write_whole_file(const fs::path& target, std::string_view bytes) {
    return write_atomically(target, [&](const fs::path& temporary) -> core::Result<core::Done> {
        FileHandle file = open_file(temporary, "wb");
        if (!file) return system_error(temporary, "cannot be written", errno);
        std::fwrite(bytes.data(), 1, bytes.size(), file.get());
        return close_written(std::move(file), temporary);
    });
}

}  // namespace io
