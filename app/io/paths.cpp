#include "app/io/paths.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <system_error>

#include "app/worker/child_process.h"

namespace io {
namespace {

namespace fs = std::filesystem;

// Empty unless set; the base directory specification says that relative paths are to be ignored.
fs::path folder_from_environment(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr) return {};
    fs::path path(value);
    return path.is_absolute() ? path : fs::path();
}

fs::path under(const fs::path& base, const fs::path& rest) { return base.empty() ? base : base / rest; }

std::optional<fs::path> existing_folder(const fs::path& path) {
    std::error_code ignored;
    if (path.empty() || !fs::is_directory(path, ignored)) return std::nullopt;
    return path;
}

#if !defined(__APPLE__) && !defined(_WIN32)
// A line of ~/.config/user-dirs.dirs: XDG_PICTURES_DIR="$HOME/Bilder". Source: xdg-user-dirs.
fs::path xdg_user_folder(const std::string& key) {
    fs::path config = folder_from_environment("XDG_CONFIG_HOME");
    if (config.empty()) config = under(home_folder(), ".config");
    std::ifstream file(config / "user-dirs.dirs");
    const std::string start = key + "=\"";
    for (std::string line; std::getline(file, line);) {
        const std::size_t end = line.rfind('"');
        if (line.rfind(start, 0) != 0 || end < start.size()) continue;
        const std::string value = line.substr(start.size(), end - start.size());
        const std::string home = "$HOME/";
        if (value.rfind(home, 0) == 0) return under(home_folder(), value.substr(home.size()));
        return value;
    }
    return {};
}
#else
fs::path xdg_user_folder(const std::string&) { return {}; }
#endif

std::optional<fs::path> user_folder(const std::string& key, const char* usual_name) {
    if (std::optional<fs::path> named = existing_folder(xdg_user_folder(key))) return named;
    return existing_folder(under(home_folder(), usual_name));
}

}  // namespace

fs::path program_folder() {
    std::error_code code;
    const fs::path program = fs::canonical(worker::this_program(), code);
    if (!code) return program.parent_path();
    return fs::current_path(code);
}

fs::path assets_folder() {
    const char* elsewhere = std::getenv("POOLSCOPE_ASSETS");
    if (elsewhere != nullptr && *elsewhere != '\0') return elsewhere;
    return program_folder() / "assets";
}

fs::path sample_photos_folder() { return assets_folder() / "photos"; }

fs::path home_folder() {
#ifdef _WIN32
    return folder_from_environment("USERPROFILE");
#else
    return folder_from_environment("HOME");
#endif
}

fs::path cache_folder() {
#if defined(_WIN32)
    return under(folder_from_environment("LOCALAPPDATA"), "poolscope/cache");
#elif defined(__APPLE__)
    return under(home_folder(), "Library/Caches/poolscope");
#else
    if (const fs::path base = folder_from_environment("XDG_CACHE_HOME"); !base.empty()) return base / "poolscope";
    return under(home_folder(), ".cache/poolscope");
#endif
}

fs::path config_folder() {
#if defined(_WIN32)
    return under(folder_from_environment("LOCALAPPDATA"), "poolscope");
#elif defined(__APPLE__)
    return under(home_folder(), "Library/Application Support/poolscope");
#else
    if (const fs::path base = folder_from_environment("XDG_CONFIG_HOME"); !base.empty()) return base / "poolscope";
    return under(home_folder(), ".config/poolscope");
#endif
}

std::optional<fs::path> pictures_folder() { return user_folder("XDG_PICTURES_DIR", "Pictures"); }
std::optional<fs::path> downloads_folder() { return user_folder("XDG_DOWNLOAD_DIR", "Downloads"); }

}  // namespace io
