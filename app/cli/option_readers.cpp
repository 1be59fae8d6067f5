#include "app/cli/option_readers.h"

#include <memory>

#include "app/io/files.h"

namespace cli {
namespace {

constexpr std::size_t k_help_column = 38;

// CLI11 writes the usage line from the options it knows; the one a person wants names what is needed first.
class Formatter : public CLI::Formatter {
public:
    explicit Formatter(std::string usage) : usage_(std::move(usage)) { column_width(k_help_column); }
    std::string make_usage(const CLI::App* /*app*/, std::string /*name*/) const override {
        return "Usage: " + usage_ + "\n";
    }

private:
    std::string usage_;
};

}  // namespace

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return text;
}

std::string with_bars(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : "|") + word;
    return text;
}

std::string one_of(std::string_view option, const std::string& text, const std::vector<std::string>& words) {
    if (std::find(words.begin(), words.end(), text) == words.end())
        throw UsageError{std::string(option) + " \"" + text + "\" is not " + joined(words)};
    return text;
}

// CLI11's parse, with its ways of saying "print this and leave" turned into a Finish.
std::optional<Finish> parse(CLI::App& app, const std::string& usage, std::span<const std::string> arguments) {
    app.formatter(std::make_shared<Formatter>(usage));
    app.allow_extras();
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
        return Finish{app.help(), k_exit_done};
    } catch (const CLI::CallForVersion& version) {
        return Finish{std::string(version.what()) + "\n", k_exit_done};
    } catch (const CLI::ArgumentMismatch& error) {
        const std::string words = error.what();  // "--kernel: 1 required TEXT missing", "--kernel: ... received 2"
        const bool twice = words.find("received") != std::string::npos;
        throw UsageError{words.substr(0, words.find(':')) + (twice ? " is given more than once" : " needs a value")};
    } catch (const CLI::ParseError& error) {
        const std::string words = error.what();
        throw UsageError{words.substr(0, words.find('\n'))};
    }
    std::vector<std::string> extras = app.remaining();
    std::erase(extras, "--");
    if (!extras.empty()) {
        const bool option = extras.front().starts_with('-');
        throw UsageError{
            (option ? extras.front() + " is not an option" : "\"" + extras.front() + "\" is one argument too many")};
    }
    return std::nullopt;
}

// A path that was given MUST not be empty and MUST end in one of `extensions` (none: any will do).
std::filesystem::path file_path(const char* option, const Text& text, const std::vector<std::string>& extensions) {
    if (!text) return {};
    if (text->empty()) throw UsageError{std::string(option) + " is an empty name"};
    std::filesystem::path path(*text);
    const std::string extension = io::lower_extension(path);
    const bool fits =
        extensions.empty() || std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
    if (!fits) throw UsageError{std::string(option) + " \"" + *text + "\" does not end in " + joined(extensions)};
    return path;
}

}  // namespace cli
