#include "app/cli/look_options.h"

#include "app/cli/values.h"

namespace cli {
namespace {

constexpr WindowSize k_smallest_window{320, 240};
constexpr WindowSize k_largest_window{7680, 4320};

}  // namespace

void LookOptions::add_to(CLI::App& app, const Choices& choices) {
    app.add_option("--lang,--language", lang, "Language: " + joined(choices.languages))
        ->type_name(with_bars(choices.languages));
    app.add_option("--theme", theme, "Colours: " + joined(choices.themes))->type_name(with_bars(choices.themes));
    app.add_option("--size", size, "Size in pixels, 1280x800 if not given")->type_name("WIDTHxHEIGHT");
    app.add_option("--text-size", text_size, "Size of text and controls: " + joined(choices.text_sizes))
        ->type_name(with_bars(choices.text_sizes));
}

void LookOptions::check(const Choices& choices) const {
    if (lang) one_of("--lang", *lang, choices.languages);
    if (theme) one_of("--theme", *theme, choices.themes);
    if (text_size) one_of("--text-size", *text_size, choices.text_sizes);
}

WindowSize parse_window_size(const std::string& text) {
    const auto parsed = parse_size2(text);
    const core::Size2 size = parsed ? parsed.value() : core::Size2{};  // written WIDTHxHEIGHT, so h is the width here
    const bool fits = parsed && text.find('x') != std::string::npos && size.h >= k_smallest_window.width &&
                      size.w >= k_smallest_window.height && size.h <= k_largest_window.width &&
                      size.w <= k_largest_window.height;
    if (!fits) throw UsageError{"--size \"" + text + "\" is not WIDTHxHEIGHT from 320x240 to 7680x4320"};
    return {static_cast<int>(size.h), static_cast<int>(size.w)};
}

}  // namespace cli
