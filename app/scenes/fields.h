// Fields: one description of a value that serves writing it to a scene file and reading it back. A describe() function
// names every field once, with what it may hold; what it does not name does not travel.
// Invariant of reading: a value is replaced only by one that is allowed; a field that is missing stays as it is; after
// the first field that is wrong nothing more is read, and ok() is false.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/spec_words.h"

namespace scenes {

class Fields {
public:
    virtual ~Fields() = default;
    virtual bool reading() const = 0;
    virtual bool ok() const = 0;

    virtual void truth(std::string_view name, bool& value) = 0;
    virtual void whole(std::string_view name, std::int64_t& value, std::int64_t least, std::int64_t most) = 0;
    virtual void real(std::string_view name, double& value, double least, double most) = 0;  // infinity: "inf"
    virtual void text(std::string_view name, std::string& value) = 0;
    virtual void names(std::string_view name, std::vector<std::string>& values) = 0;  // a list of words
    // One of `words`, by its place.
    virtual void word(std::string_view name, std::size_t& place, std::span<const std::string_view> words) = 0;
    // Finite numbers, rows x cols of them.
    virtual void table(std::string_view name, std::vector<float>& values, std::int64_t& rows, std::int64_t& cols,
                       std::int64_t most_side) = 0;
    // Fields of their own under one name.
    virtual void group(std::string_view name, const std::function<void(Fields&)>& describe) = 0;
    // Whether it is there; a file says that it is not by null.
    virtual bool present(std::string_view name, bool is_there) = 0;

    // One value of a table of core::Word.
    template <class Value, class Choices>
    void choice(std::string_view name, Value& value, const Choices& choices) {
        std::vector<std::string_view> words;
        std::size_t place = 0;
        for (const auto& each : choices) {
            if (each.value == value) place = words.size();
            words.push_back(each.word);
        }
        word(name, place, words);
        value = choices[place].value;
    }

    template <class Value>
    void maybe(std::string_view name, std::optional<Value>& value, const std::function<void(Fields&, Value&)>& of) {
        if (!present(name, value.has_value())) {
            value.reset();
            return;
        }
        Value held = value.value_or(Value{});
        group(name, [&](Fields& fields) { of(fields, held); });
        if (ok()) value = std::move(held);
    }
};

inline constexpr std::int64_t k_any_whole = std::numeric_limits<std::int32_t>::max();

}  // namespace scenes
