// Every error of this room, made from one table of English sentences by key (sentences.cpp); Korean words for the same
// keys are in assets/text/errors.ko.json. An Error carries its key and values, so that the window can say it in the
// reader's language.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "core/error_words.h"
#include "core/result.h"

namespace io {

// The sentence `key` about `where` (a file, or empty). MUST be a key of the table.
core::Error error(std::string_view key, std::string where = {}, core::Places args = {},
                  core::Error::Kind kind = core::Error::Kind::broken);

// What the operating system did not do with `path`; `code` is an errno or a std::error_code.
template <class Code>
core::Error system_error(std::string_view key, std::string where, const Code& code) {
    return error(key, std::move(where), {{"reason", core::reason(code)}});
}

std::span<const core::ErrorWords> error_words();

}  // namespace io
