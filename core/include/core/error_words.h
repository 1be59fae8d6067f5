// The words of errors: English templates by key, and complete Errors made from them. Each room keeps one table of its
// own; assets/text/errors.<lang>.json has the same keys for the other languages. A place {name} of a template takes the
// value of that name. The place {reason} may hold a key itself (of reason_words()), so that what the operating system
// says is in the reader's language too.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include "core/result.h"

namespace core {

struct ErrorWords {
    std::string_view key;
    std::string_view what;
    std::string_view hint = {};
};

// `pattern` with its places filled; a place without a value stays as it is, so that it is seen.
std::string fill_places(std::string_view pattern, const Places& values);

// The Error that `key` of `table` names. MUST be a key of the table.
Error make_error(std::span<const ErrorWords> table, std::string_view key, std::string where, Places args,
                 Error::Kind kind = Error::Kind::broken);

// Why the operating system refuses something, for the place {reason}: a key of reason_words(), or the system's own
// words where there is none.
std::string reason(const std::error_code& code);
std::string reason(int error_number);  // as in errno
std::span<const ErrorWords> reason_words();

}  // namespace core
