#include "app/appearance.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/io/files.h"
#include "app/io/paths.h"
#include "app/ui/layout.h"
#include "app/ui/text.h"

namespace app {
namespace {

constexpr std::uintmax_t k_largest_settings_file = 64UL * 1024;

std::filesystem::path settings_file() {
    const std::filesystem::path folder = io::config_folder();
    return folder.empty() ? folder : folder / "settings.json";
}

// The value of `key` if the file has one of the right type, else `fallback`.
template <class T>
T value_or(const nlohmann::json& json, const char* key, T fallback) {
    const auto found = json.find(key);
    if (found == json.end()) return fallback;
    try {
        return found->get<T>();
    } catch (const nlohmann::json::exception&) {
        return fallback;
    }
}

}  // namespace

Appearance load_appearance(const Appearance& otherwise) {
    Appearance result = otherwise;
    const auto bytes = io::read_whole_file(settings_file(), k_largest_settings_file);
    if (!bytes) return result;
    const nlohmann::json json = nlohmann::json::parse(bytes.value(), nullptr, false);
    if (!json.is_object()) return result;
    const std::string language = value_or<std::string>(json, "language", result.language);
    const auto languages = ui::Text::languages();
    if (std::find(languages.begin(), languages.end(), language) != languages.end()) result.language = language;
    const std::string theme = value_or<std::string>(json, "theme", "");
    for (const ui::ThemeId id : ui::k_themes) {
        if (ui::theme_name(id) == theme) result.theme = id;
    }
    const float text_scale = value_or<float>(json, "text_scale", result.text_scale);
    if (std::find(k_text_scales.begin(), k_text_scales.end(), text_scale) != k_text_scales.end())
        result.text_scale = text_scale;
    if (ui::settings_are_drawer(result.text_scale)) result.settings_open = false;
    result.reduced_motion = value_or<bool>(json, "reduced_motion", result.reduced_motion);
    return result;
}

void save_appearance(const Appearance& appearance) {
    const std::filesystem::path file = settings_file();
    if (file.empty()) return;
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    const nlohmann::json json{{"language", appearance.language},
                              {"theme", ui::theme_name(appearance.theme)},
                              {"text_scale", appearance.text_scale},
                              {"reduced_motion", appearance.reduced_motion}};
    static_cast<void>(io::write_whole_file(file, json.dump(2) + "\n"));
}

}  // namespace app
