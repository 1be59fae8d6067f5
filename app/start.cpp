#include "app/start.h"

#include <chrono>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "app/io/paths.h"
#include "app/ui/layout.h"

namespace app {
namespace {

constexpr std::chrono::seconds k_longest_wait{60};

// The language the system is set to, if the program speaks it.
std::string system_language() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        for (const std::string_view language : ui::Text::languages()) {
            if (std::string_view(value).starts_with(language)) return std::string(language);
        }
        break;
    }
    return "en";
}

Appearance wanted_appearance(const StartOptions& options) {
    Appearance appearance;
    if (options.remembered) {
        appearance.language = system_language();
        appearance = load_appearance(appearance);
    }
    if (!options.language.empty()) appearance.language = options.language;
    for (const ui::ThemeId id : ui::k_themes) {
        if (ui::theme_name(id) == options.theme) appearance.theme = id;
    }
    if (options.text_size > 0.0F) {
        appearance.text_scale = options.text_size;
        appearance.settings_open = !ui::settings_are_drawer(options.text_size);
    }
    return appearance;
}

}  // namespace

core::Result<Started> start(const StartOptions& options) {
    auto screen =
        Screen::open({.width = options.size.width, .height = options.size.height, .visible = options.visible});
    if (!screen) return screen.error();
    auto app = App::create(wanted_appearance(options), screen.value()->window().waker(),
                           options.remembered ? io::config_folder() : std::filesystem::path());
    if (!app) return app.error();
    return Started{std::move(screen).value(), std::move(app).value()};
}

core::Result<core::Image> picture_when_settled(Screen& screen, App& app, const cli::WindowSize& size, int frames,
                                               double dt) {
    const auto deadline = std::chrono::steady_clock::now() + k_longest_wait;
    auto picture = screen.picture(app, size.width, size.height, frames, dt);
    while (picture && app.waiting() && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        picture = screen.picture(app, size.width, size.height, 2, 0.0);
    }
    return picture;
}

}  // namespace app
