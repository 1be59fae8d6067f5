// CardFields: the describe() functions of the scenes, read from the lines of a card. A field's path is its name:
//   pooling.kernel: 3        pooling.padding: 1      pooling.kernel: 3 x 2     lanes: max, average
//   input.numbers: 1 2 / 3 4      window: 2 (the step, counted from 1 as the player shows it)
// Invariant: an entry is `used` once a field has asked for it; after the first one that is wrong nothing more is read,
// and wrong() names it.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/lesson_markdown.h"
#include "app/scenes/fields.h"
#include "core/result.h"

namespace lessons {

// What all groups of one reading share.
struct CardReading {
    std::span<const Entry> entries;
    std::string file;                       // for sentences
    std::vector<bool> used = {};            // by entry
    std::set<std::string> known = {};       // every name that was asked for
    std::optional<std::size_t> wrong = {};  // the entry that is wrong, and why
    std::optional<core::Error> error = {};
};

class CardFields final : public scenes::Fields {
public:
    // `reading` MUST outlive this.
    explicit CardFields(CardReading& reading, std::string path = {});

    bool reading() const override { return true; }
    bool ok() const override { return !reading_.error; }
    void truth(std::string_view name, bool& value) override;
    void whole(std::string_view name, std::int64_t& value, std::int64_t least, std::int64_t most) override;
    void real(std::string_view name, double& value, double least, double most) override;
    void text(std::string_view name, std::string& value) override;
    void names(std::string_view name, std::vector<std::string>& values) override;
    void word(std::string_view name, std::size_t& place, std::span<const std::string_view> words) override;
    void table(std::string_view name, std::vector<float>& values, std::int64_t& rows, std::int64_t& cols,
               std::int64_t most_side) override;
    void group(std::string_view name, const std::function<void(Fields&)>& describe) override;
    bool present(std::string_view name, bool is_there) override;

private:
    // A value and the entry it comes from; for sides, its part of "3 x 2".
    struct Found {
        std::string value;
        std::size_t entry = 0;
    };
    std::string path_of(std::string_view name) const;
    std::optional<std::size_t> entry_of(std::string_view path) const;
    std::optional<Found> find(std::string_view name);
    std::optional<Found> find_side(std::string_view name);
    void refuse(std::size_t entry, std::string_view key, core::Places places = {});

    CardReading& reading_;
    std::string path_;
    std::vector<std::string> listed_;  // of a group of truths, by name
    std::optional<std::size_t> list_;  // the entry of the list
};

// The names that `written` may have been meant as: those that begin alike or differ in two letters; at most three.
std::vector<std::string> similar_names(std::string_view written, const std::set<std::string>& known);

}  // namespace lessons
