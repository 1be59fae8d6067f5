// Text: every visible word, by key, in one language; read from assets/text/<lang>.json inside the program.
// A template has places: "Window {n} of {count}"; in Korean a place may carry a particle that agrees with its reading:
// "{value:이/가}", "{value:은/는}", "{value:을/를}", "{value:으로/로}". A missing key shows itself, so that it is seen.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/theme.h"
#include "core/problem.h"
#include "core/result.h"

namespace ui {

// A stretch of words in one look; the default look is the reader's (colour of the place it is drawn in).
struct RichPiece {
    std::string text;
    std::optional<Token> color = std::nullopt;
    bool bold = false;
    bool mono = false;
    bool operator==(const RichPiece&) const = default;
};
using RichText = std::vector<RichPiece>;
std::string plain(const RichText& rich);

struct Arg {
    std::string name;
    std::string value;
    std::optional<Token> color = std::nullopt;  // how the value looks inside a RichText
    bool bold = false;
    bool mono = false;
};
Arg arg(std::string name, std::int64_t value);

class Text {
public:
    // `language` is "en" or "ko". Errors name the file and the place.
    static core::Result<Text> load(std::string_view language);
    static std::span<const std::string_view> languages();
    // The same from bytes in hand; `name` stands in errors.
    static core::Result<Text> parse(std::string_view language, std::string_view json, std::string_view name);

    const std::string& language() const { return language_; }
    std::string_view get(std::string_view key) const;
    bool has(std::string_view key) const;
    std::string format(std::string_view key, std::span<const Arg> args) const;
    std::string format(std::string_view key, std::initializer_list<Arg> args) const {
        return format(key, std::span<const Arg>(args.begin(), args.size()));
    }
    RichText rich(std::string_view key, std::span<const Arg> args) const;
    RichText rich(std::string_view key, std::initializer_list<Arg> args) const {
        return rich(key, std::span<const Arg>(args.begin(), args.size()));
    }
    // core's problem in this language (English words live in core, the others in assets/text/problems.<lang>.json).
    std::string sentence(const core::Problem& problem) const;
    // An error in this language: "where: what; hint" in English, as sentences in others
    // (assets/text/errors.<lang>.json). English where its key is not known.
    std::string sentence(const core::Error& error) const;
    const std::map<std::string, std::string, std::less<>>& entries() const { return entries_; }

private:
    std::string language_;
    std::map<std::string, std::string, std::less<>> entries_;
    std::map<std::string, std::string, std::less<>> problems_;  // empty for English
    std::map<std::string, std::string, std::less<>> errors_;    // the same
};

// The particle of "with/without final consonant" that fits what `word` sounds like: digits by their Korean reading
// (20이, 13이, 6으로, 24를), Hangul by its last syllable, Latin letters by name. `pair` is e.g. "은/는", "으로/로".
std::string_view korean_particle(std::string_view word, std::string_view pair);

}  // namespace ui
