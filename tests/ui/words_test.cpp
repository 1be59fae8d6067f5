// The words of the program: the same keys and places in every language, none missing in the sources, none unused.
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "app/ui/text.h"
#include "support/catch.h"

namespace {

namespace fs = std::filesystem;
using Words = std::map<std::string, std::string, std::less<>>;

// Keys that are put together at run time, by how they begin.
const std::vector<std::string> k_dynamic_prefixes{"scene.", "theme.", "language."};

// Names of regions and file names: look like keys, are never shown.
const std::set<std::string, std::less<>> k_names_without_words{
    "browser.list",    "cam.classes",    "cam.settings",   "check.stage", "code.lines",     "compare.settings",
    "compare.stage",   "export.choices", "gap.classes",    "help.scroll", "lesson.card",    "lessons.list",
    "photo.settings",  "settings.json",  "shift.settings", "shift.stage", "stack.settings", "stack.stage",
    "stride.settings", "stride.stage",   "toast.undo"};

const Words& words_of(const std::string& language) {
    static std::map<std::string, ui::Text> texts;
    if (texts.find(language) == texts.end()) {
        auto text = ui::Text::load(language);
        if (!text) FAIL(text.error().sentence());
        texts.emplace(language, std::move(text).value());
    }
    return texts.at(language).entries();
}

// Every string literal of the program's sources.
std::set<std::string, std::less<>> literals() {
    std::set<std::string, std::less<>> all;
    const std::regex literal(R"re("((?:[^"\\\n]|\\.)*)")re");
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(POOLSCOPE_SOURCE) / "app")) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            for (std::sregex_iterator match(line.begin(), line.end(), literal), end; match != end; ++match) {
                all.insert((*match)[1]);
            }
        }
    }
    return all;
}

bool is_dynamic(const std::string& key) {
    return std::any_of(k_dynamic_prefixes.begin(), k_dynamic_prefixes.end(),
                       [&](const std::string& prefix) { return key.starts_with(prefix); });
}

// Names of the places "{name}" or "{name:이/가}" of a template.
std::multiset<std::string> places(const std::string& pattern) {
    std::multiset<std::string> names;
    const std::regex place(R"(\{([^{}:]*)(:[^{}]*)?\})");
    for (std::sregex_iterator match(pattern.begin(), pattern.end(), place), end; match != end; ++match) {
        names.insert((*match)[1]);
    }
    return names;
}

std::string first_part(const std::string& key) { return key.substr(0, key.find('.')); }

}  // namespace

TEST_CASE("both languages have the same keys, and no empty words") {
    const Words& en = words_of("en");
    const Words& ko = words_of("ko");
    for (const auto& [key, sentence] : en) {
        CAPTURE(key);
        CHECK(ko.count(key) == 1);
        CHECK_FALSE(sentence.empty());
    }
    for (const auto& [key, sentence] : ko) {
        CAPTURE(key);
        CHECK(en.count(key) == 1);
        CHECK_FALSE(sentence.empty());
    }
}

TEST_CASE("both languages have the same places in every sentence") {
    for (const auto& [key, sentence] : words_of("en")) {
        const auto korean = words_of("ko").find(key);
        if (korean == words_of("ko").end()) continue;
        CAPTURE(key, sentence, korean->second);
        const auto english_places = places(sentence);
        const auto korean_places = places(korean->second);
        CHECK(std::set<std::string>(english_places.begin(), english_places.end()) ==
              std::set<std::string>(korean_places.begin(), korean_places.end()));
    }
}

TEST_CASE("every key in the sources has words") {
    const Words& en = words_of("en");
    std::set<std::string> families;
    for (const auto& [key, sentence] : en) families.insert(first_part(key));
    const std::regex key_like(R"([a-z0-9_]+(\.[a-z0-9_]+)+)");
    int found = 0;
    for (const std::string& literal : literals()) {
        if (!std::regex_match(literal, key_like) || families.count(first_part(literal)) == 0) continue;
        if (k_names_without_words.count(literal) == 1) continue;
        CAPTURE(literal);
        CHECK(en.count(literal) == 1);
        ++found;
    }
    CHECK(found > 50);
}

TEST_CASE("every key is used, and the exceptions are still needed") {
    const auto all = literals();
    for (const auto& [key, sentence] : words_of("en")) {
        const bool is_tip = key.ends_with(".tip");
        const std::string named = is_tip ? key.substr(0, key.size() - 4) : key;
        CAPTURE(key);
        CHECK((all.count(key) == 1 || all.count(named) == 1 || is_dynamic(key)));
    }
    for (const std::string& prefix : k_dynamic_prefixes) {
        CAPTURE(prefix);
        CHECK(all.count(prefix) == 1);
    }
    for (const std::string& name : k_names_without_words) {
        CAPTURE(name);
        CHECK(all.count(name) == 1);
    }
}

TEST_CASE("Korean particles in the texts are pairs that korean_particle() knows") {
    const std::set<std::string> pairs{"이/가",   "은/는", "을/를",   "과/와",  "으로/로",
                                      "이다/다", "이/",   "이라/라", "이면/면"};
    const std::regex place(R"(\{[^{}:]*:([^{}]*)\})");
    for (const auto& [key, sentence] : words_of("ko")) {
        for (std::sregex_iterator match(sentence.begin(), sentence.end(), place), end; match != end; ++match) {
            CAPTURE(key, sentence);
            CHECK(pairs.count((*match)[1]) == 1);
        }
    }
}
