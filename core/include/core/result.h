// Result<T>: a value, or an Error that a person can act on. For files, models and everything else from outside.
// Invariant: exactly one of value and error is present.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "core/check.h"

namespace core {

// One failure in three short parts: "cat.png" (where) "is cut off after 12 kB" (what) "save it again" (hint).
struct Error {
    enum class Kind {
        broken,        // the right format, but damaged or impossible
        not_my_format  // another reader may know it
    };
    std::string what = {};   // what is wrong, with the numbers in it; no full stop
    std::string where = {};  // file, line or setting; may be empty
    std::string hint = {};   // what would work; may be empty
    Kind kind = Kind::broken;

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
