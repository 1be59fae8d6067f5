// Result<T>: a value, or an Error that a person can act on. For files, models and everything else from outside.
// Invariant: exactly one of value and error is present.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/check.h"

namespace core {

// Values for the {name} places of a sentence: {"rows", "40"}, ...
using Places = std::vector<std::pair<std::string, std::string>>;

// One failure in three short parts: "cat.png" (where) "is cut off after 12 kB" (what) "save it again" (hint), in
// English. Key and args name the sentence for other languages; error_words.h makes all of it from one table.
struct Error {
    enum class Kind {
        broken,        // the right format, but damaged or impossible
        not_my_format  // another reader may know it
    };
    std::string what = {};   // what is wrong, with the numbers in it; no full stop
    std::string where = {};  // file, line or setting; may be empty
    std::string hint = {};   // what would work; may be empty
    Kind kind = Kind::broken;
    std::string key = {};  // "error.file_not_there"; empty: only the English is known
    Places args = {};      // for the places of the sentence that `key` names

    // "where: what; hint" with the empty parts left out.
    std::string sentence() const;
    bool operator==(const Error&) const = default;
};

template <class T>
class Result {
public:
    Result(T value) : content_(std::move(value)) {}
    Result(Error error) : content_(std::move(error)) {}

    explicit operator bool() const { return std::holds_alternative<T>(content_); }
    const T& value() const& {
        CORE_CHECK(bool(*this));
        return std::get<T>(content_);
    }
    T& value() & {
        CORE_CHECK(bool(*this));
        return std::get<T>(content_);
    }
    T&& value() && {
        CORE_CHECK(bool(*this));
        return std::get<T>(std::move(content_));
    }
    const Error& error() const {
        CORE_CHECK(!bool(*this));
        return std::get<Error>(content_);
    }

private:
    std::variant<T, Error> content_;
};

struct Done {};  // Result<Done>: success that carries nothing.

}  // namespace core
