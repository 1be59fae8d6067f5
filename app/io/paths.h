// Where things are: the program, its assets, the user's folders. Nothing is created here.
// Assets lie beside the program, in "assets"; POOLSCOPE_ASSETS names another folder.
// Cache and settings follow the platform: XDG base directories, ~/Library on macOS, %LOCALAPPDATA% on Windows.
#pragma once

#include <filesystem>
#include <optional>

namespace io {

std::filesystem::path program_folder();
std::filesystem::path assets_folder();
std::filesystem::path sample_photos_folder();  // <assets>/photos, filled by the set-up from assets/fetched.json

// Empty where the environment names no home.
std::filesystem::path home_folder();
std::filesystem::path cache_folder();   // .../poolscope
std::filesystem::path config_folder();  // .../poolscope

// The user's Pictures and Downloads (xdg-user-dirs, else the usual names under home), if they exist.
std::optional<std::filesystem::path> pictures_folder();
std::optional<std::filesystem::path> downloads_folder();

}  // namespace io
