// Reading a subcommand's options: typed texts become values, or a UsageError that names the option, what was found and
// what would be right. Inside this room only: parse_command_line() turns a UsageError into a Finish.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/command_line.h"
#include "core/result.h"
#include "core/spec_words.h"

namespace cli {

using Text = std::optional<std::string>;  // an argument as typed; nothing: not given

// Thrown inside this room only, where one statement has to leave several readers at once.
struct UsageError {
    std::string sentence;
};

// The value, or a UsageError "--kernel ..." in the words of its reader.
template <class T>
T take(std::string_view option, core::Result<T> value) {
    if (!value) throw UsageError{std::string(option) + " " + value.error().what};
    return std::move(value).value();
}

// "max, min or lp"; "max|min|lp".
std::string joined(const std::vector<std::string>& words);
std::string with_bars(const std::vector<std::string>& words);

// `text`, which MUST be one of `words`.
std::string one_of(std::string_view option, const std::string& text, const std::vector<std::string>& words);

// The same for words that name values.
template <class T>
using Named = core::Word<T>;

template <class Names>
std::vector<std::string> words_of(const Names& names) {
    std::vector<std::string> words;
    for (const auto& name : names) words.emplace_back(name.word);
    return words;
}

template <class Names>
auto named(std::string_view option, const std::string& text, const Names& names) {
    one_of(option, text, words_of(names));
    return std::ranges::find_if(names, [&](const auto& name) { return text == name.word; })->value;
}

// CLI11's parse, with its ways of saying "print this and leave" turned into a Finish.
std::optional<Finish> parse(CLI::App& app, const std::string& usage, std::span<const std::string> arguments);

// A path that was given MUST not be empty and MUST end in one of `extensions` (none: any will do).
std::filesystem::path file_path(const char* option, const Text& text, const std::vector<std::string>& extensions);

// The subcommands, without the word itself.
Command parse_pool(std::span<const std::string> arguments, const Choices& choices);
Command parse_backward(std::span<const std::string> arguments, const Choices& choices);
Command parse_unpool(std::span<const std::string> arguments, const Choices& choices);
Command parse_cam(std::span<const std::string> arguments, const Choices& choices);
Command parse_render(std::span<const std::string> arguments, const Choices& choices);

}  // namespace cli
