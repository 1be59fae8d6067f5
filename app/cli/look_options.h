// The options of how the program looks, which the window, the tour and `render` share.
#pragma once

#include <string>

#include "app/cli/option_readers.h"

namespace cli {

struct LookOptions {
    Text lang, theme, size, text_size;

    void add_to(CLI::App& app, const Choices& choices);
    void check(const Choices& choices) const;
    float text_size_value() const { return text_size ? std::stof(*text_size) : 0.0F; }  // after check()
};

// "1280x800"; a UsageError names `option` otherwise.
WindowSize parse_window_size(const std::string& text);

}  // namespace cli
