// Every error of this room, made from one table of English sentences by key (sentences.cpp); Korean words for the same
// keys are in assets/text/errors.ko.json. `where` is the lesson's file and line: "pooling.md:12".
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/error_words.h"
#include "core/result.h"

namespace lessons {

// The sentence `key`. MUST be a key of the table.
core::Error error(std::string_view key, std::string where, core::Places args = {});

std::span<const core::ErrorWords> error_words();

}  // namespace lessons
