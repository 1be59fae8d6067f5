#include "app/ui/text.h"

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "app/assets.h"

namespace ui {
namespace {

using Entries = std::map<std::string, std::string, std::less<>>;
using nlohmann::json;

constexpr std::array<std::string_view, 2> k_languages{"en", "ko"};

std::string place(std::string_view name, std::string_view bytes, std::size_t offset) {
    const auto end = bytes.begin() + static_cast<std::ptrdiff_t>(std::min(offset, bytes.size()));
    return std::string(name) + " line " + std::to_string(1 + std::count(bytes.begin(), end, '\n'));
}

// One flat object of sentences. Duplicate keys are an error: the second would silently win.
core::Result<Entries> parse_entries(std::string_view bytes, std::string_view name) {
    Entries entries;
    std::string duplicate;
    const auto watch_keys = [&](int, json::parse_event_t event, json& parsed) {
        if (event != json::parse_event_t::key) return true;
        const std::string& key = parsed.get_ref<const std::string&>();
        if (!entries.emplace(key, "").second) duplicate = key;
        return true;
    };
    json object;
    try {
        object = json::parse(bytes.begin(), bytes.end(), watch_keys);
    } catch (const json::parse_error& error) {
        return core::Error{"not valid JSON: " + std::string(error.what()), place(name, bytes, error.byte),
                           "check commas and quotes"};
    }
    if (!duplicate.empty()) return core::Error{"the key \"" + duplicate + "\" stands twice", std::string(name), ""};
    if (!object.is_object()) return core::Error{"not an object of \"key\": \"words\"", std::string(name), ""};
    for (const auto& [key, value] : object.items()) {
        if (!value.is_string()) return core::Error{"\"" + key + "\" is not a text", std::string(name), ""};
        entries[key] = value.get<std::string>();
    }
    return entries;
}

core::Result<Entries> load_entries(const std::string& name) {
    const std::optional<std::string_view> bytes = find_asset(name);
    if (!bytes) return core::Error{"this file is not part of the program", name, "rebuild it"};
    return parse_entries(*bytes, name);
}

// Walks a template: `words` for what stands as it is, `filled` for each place with its argument and particle pair.
void walk_template(std::string_view pattern, std::span<const Arg> args,
                   const std::function<void(std::string_view)>& words,
                   const std::function<void(const Arg&, std::string_view)>& filled) {
    std::size_t from = 0;
    while (from < pattern.size()) {
        const std::size_t open = pattern.find('{', from);
        const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) break;
        const std::string_view inside = pattern.substr(open + 1, close - open - 1);
        const std::string_view name = inside.substr(0, inside.find(':'));
        const std::string_view pair = name.size() == inside.size() ? "" : inside.substr(name.size() + 1);
        const auto found = std::find_if(args.begin(), args.end(), [&](const Arg& arg) { return arg.name == name; });
        if (found == args.end()) {  // a place without a value shows itself, so that it is seen
            words(pattern.substr(from, close + 1 - from));
        } else {
            words(pattern.substr(from, open - from));
            filled(*found, pair);
        }
        from = close + 1;
    }
    words(pattern.substr(std::min(from, pattern.size())));
}

std::string fill(std::string_view pattern, std::span<const Arg> args) {
    std::string out;
    walk_template(
        pattern, args, [&](std::string_view words) { out += words; },
        [&](const Arg& arg, std::string_view pair) {
            out += arg.value;
            if (!pair.empty()) out += korean_particle(arg.value, pair);
        });
    return out;
}

}  // namespace

std::string plain(const RichText& rich) {
    std::string out;
    for (const RichPiece& piece : rich) out += piece.text;
    return out;
}

Arg arg(std::string name, std::int64_t value) {
    std::string digits = std::to_string(value);
    if (value < 0) digits.replace(0, 1, "−");
    return {std::move(name), std::move(digits)};
}

core::Result<Text> Text::parse(std::string_view language, std::string_view bytes, std::string_view name) {
    core::Result<Entries> entries = parse_entries(bytes, name);
    if (!entries) return entries.error();
    Text text;
    text.language_ = language;
    text.entries_ = std::move(entries).value();
    return text;
}

core::Result<Text> Text::load(std::string_view language) {
    const std::string name = "text/" + std::string(language) + ".json";
    const std::optional<std::string_view> bytes = find_asset(name);
    if (!bytes) return core::Error{"there are no words in this language", std::string(language), "use en or ko"};
    core::Result<Text> text = parse(language, *bytes, name);
    if (!text || language == "en") return text;
    core::Result<Entries> problems = load_entries("text/problems." + std::string(language) + ".json");
    if (!problems) return problems.error();
    text.value().problems_ = std::move(problems).value();
    core::Result<Entries> errors = load_entries("text/errors." + std::string(language) + ".json");
    if (!errors) return errors.error();
    text.value().errors_ = std::move(errors).value();
    return text;
}

std::span<const std::string_view> Text::languages() { return k_languages; }

std::string_view Text::get(std::string_view key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? key : std::string_view(found->second);
}

bool Text::has(std::string_view key) const { return entries_.find(key) != entries_.end(); }

std::string Text::format(std::string_view key, std::span<const Arg> args) const { return fill(get(key), args); }

RichText Text::rich(std::string_view key, std::span<const Arg> args) const {
    RichText out;
    const auto words = [&](std::string_view text) {
        if (text.empty()) return;
        RichPiece piece{std::string(text)};
        if (!out.empty() && !out.back().color && !out.back().bold && !out.back().mono) {
            out.back().text += piece.text;
        } else {
            out.push_back(std::move(piece));
        }
    };
    walk_template(get(key), args, words, [&](const Arg& arg, std::string_view pair) {
        const RichPiece piece{arg.value, arg.color, arg.bold, arg.mono};
        if (piece == RichPiece{arg.value}) {
            words(arg.value);
        } else if (!arg.value.empty()) {
            out.push_back(piece);
        }
        if (!pair.empty()) words(korean_particle(arg.value, pair));
    });
    return out;
}

std::string Text::sentence(const core::Problem& problem) const {
    const auto& sentences = language_ == "en" ? core::problem_sentences() : problems_;
    const auto found = sentences.find(problem.key);
    if (found == sentences.end()) return problem.sentence();
    std::vector<Arg> args;
    for (const auto& [name, value] : problem.args) args.push_back({name, value});
    return fill(found->second, args);
}

std::string Text::sentence(const core::Error& error) const {
    const auto what = errors_.find(error.key);
    if (what == errors_.end()) return error.sentence();
    std::vector<Arg> args;
    for (const auto& [name, value] : error.args) {
        const auto reason = name == "reason" ? errors_.find(value) : errors_.end();
        args.push_back({name, reason == errors_.end() ? value : reason->second});
    }
    std::string text = error.where.empty() ? "" : error.where + ": ";
    text += fill(what->second, args) + ".";
    const auto hint = errors_.find(error.key + ".hint");
    if (hint != errors_.end()) text += " " + fill(hint->second, args) + ".";
    return text;
}

}  // namespace ui
