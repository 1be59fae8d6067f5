#include "app/lessons/lesson_reader.h"

#include <algorithm>
#include <array>

#include "app/lessons/card_fields.h"
#include "app/lessons/lesson_markdown.h"
#include "app/lessons/sentences.h"
#include "app/ui/utf8.h"
#include "core/spec_words.h"

namespace lessons {
namespace {

constexpr std::array k_actions{core::Word<Action>{"next", Action::next}, core::Word<Action>{"step", Action::step},
                               core::Word<Action>{"run", Action::run}};
constexpr std::array<std::string_view, 3> k_shared_regions{k_region_stage, k_region_settings, k_region_rail};

std::string joined(const auto& words) {
    std::string list;
    for (const auto& word : words) list += (list.empty() ? "" : ", ") + std::string(word);
    return list;
}

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at = ui::next_character(text, at)) ++count;
    return count;
}

// One card being read; `errors` are the lesson's.
class CardReader {
public:
    CardReader(const WrittenCard& written, std::string file, Scenes scenes, std::vector<core::Error>& errors)
        : written_(written), file_(std::move(file)), scenes_(scenes), errors_(errors) {}

    // `before`: the card whose state holds where this one has no block.
    std::optional<Card> read(const Card* before) {
        Card card;
        card.question = written_.heading;
        card.text = written_.text;
        card.line = written_.line;
        check_words();
        if (!written_.has_block && before != nullptr) {
            card.scene = before->scene;
            card.lit = before->lit;
            card.show = before->show;
            return card;
        }
        check_block();
        const scenes::Scene* named = take_scene();
        if (named == nullptr) return std::nullopt;
        card.scene = std::string(named->id());
        take_action(card);
        take_lit(card, *named);
        take_settings(card);
        return card;
    }

private:
    std::string at(std::int64_t line) const { return file_ + ":" + std::to_string(line); }
    void say(std::string_view key, std::int64_t line, core::Places places = {}) {
        errors_.push_back(error(key, at(line), std::move(places)));
    }

    void check_words() {
        if (written_.text.empty()) say("error.lesson_no_text", written_.line);
        const std::size_t count = characters(written_.text);
        if (count > k_longest_text) {
            say("error.lesson_long_text", written_.line,
                {{"count", std::to_string(count)}, {"most", std::to_string(k_longest_text)}});
        }
    }

    void check_block() {
        if (written_.second_block > 0) say("error.lesson_two_blocks", written_.second_block);
        for (const Entry& broken : written_.broken) say("error.lesson_no_line", broken.line, {{"found", broken.value}});
        for (const Entry& entry : written_.entries) {
            const auto same = [&](const Entry& other) { return other.name == entry.name; };
            if (std::none_of(settings_.begin(), settings_.end(), same)) {
                settings_.push_back(entry);
            } else {
                say("error.lesson_twice", entry.line, {{"field", entry.name}});
            }
        }
    }

    std::optional<Entry> take(std::string_view name) {
        const auto found =
            std::find_if(settings_.begin(), settings_.end(), [&](const Entry& entry) { return entry.name == name; });
        if (found == settings_.end()) return std::nullopt;
        Entry entry = *found;
        settings_.erase(found);
        return entry;
    }

    scenes::Scene* take_scene() {
        std::vector<std::string_view> ids;
        for (const auto& scene : scenes_) ids.push_back(scene->id());
        const auto entry = take("scene");
        if (!entry) {
            say("error.lesson_no_scene", written_.line, {{"words", joined(ids)}});
            return nullptr;
        }
        for (const auto& scene : scenes_) {
            if (scene->id() == entry->value) return scene_ = scene.get();
        }
        refuse_word(*entry, entry->value, joined(ids));
        return nullptr;
    }

    void refuse_word(const Entry& entry, const std::string& found, const std::string& words) {
        say("error.lesson_word", entry.line, {{"field", entry.name}, {"found", found}, {"words", words}});
    }

    void take_action(Card& card) {
        const auto entry = take("action");
        if (!entry) return;
        std::vector<std::string_view> words;
        for (const auto& each : k_actions) {
            if (each.word == entry->value) {
                card.action = each.value;
                return;
            }
            words.push_back(each.word);
        }
        refuse_word(*entry, entry->value, joined(words));
    }

    void take_lit(Card& card, const scenes::Scene& scene) {
        const auto entry = take("lit");
        if (!entry) return;
        std::vector<std::string_view> words(scene.region_names().begin(), scene.region_names().end());
        words.insert(words.end(), k_shared_regions.begin(), k_shared_regions.end());
        std::string_view rest = entry->value;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(','), rest.size());
            std::string name(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            std::erase(name, ' ');
            if (std::find(words.begin(), words.end(), name) == words.end()) {
                refuse_word(*entry, name, joined(words));
            } else {
                card.lit.push_back(std::move(name));
            }
        }
    }

    // Reads again without the line that was wrong, until what is left is right.
    void take_settings(Card& card) {
        while (true) {
            CardReading reading{.entries = settings_, .file = file_};
            CardFields fields(reading);
            auto show = scene_->read(fields);
            if (!reading.error) {
                card.show = std::move(show);
                check_unused(reading);
                return;
            }
            errors_.push_back(*reading.error);
            settings_.erase(settings_.begin() + static_cast<std::ptrdiff_t>(*reading.wrong));
        }
    }

    void check_unused(const CardReading& reading) {
        bool fill = false;
        bool numbers = false;
        for (std::size_t i = 0; i < settings_.size(); ++i) {
            const Entry& entry = settings_[i];
            fill = fill || entry.name == "input.fill";
            numbers = numbers || entry.name == "input.numbers";
            if (reading.used[i]) continue;
            say("error.lesson_unknown", entry.line,
                {{"field", entry.name},
                 {"scene", std::string(scene_->id())},
                 {"words", joined(similar_names(entry.name, reading.known))}});
        }
        // The name of a fill makes no numbers: without them the card would show others than it says.
        if (fill && !numbers) say("error.lesson_fill", written_.line);
    }

    const WrittenCard& written_;
    std::string file_;
    Scenes scenes_;
    std::vector<core::Error>& errors_;
    std::vector<Entry> settings_;
    scenes::Scene* scene_ = nullptr;
};

}  // namespace

Lesson read_lesson(std::string_view text, const std::string& file, Scenes scenes) {
    const WrittenLesson written = read_markdown(text);
    Lesson lesson{.title = written.title.empty() ? file : written.title, .about = written.about};
    for (const WrittenCard& each : written.cards) {
        CardReader reader(each, file, scenes, lesson.errors);
        const Card* before = lesson.cards.empty() ? nullptr : &lesson.cards.back();
        if (auto card = reader.read(before)) lesson.cards.push_back(std::move(*card));
    }
    if (written.cards.empty()) lesson.errors.push_back(error("error.lesson_no_cards", file));
    return lesson;
}

}  // namespace lessons
