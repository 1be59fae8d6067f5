// The errors of this room that a reader may come to see: English by key (sentences.cpp), Korean in
// assets/text/errors.ko.json.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/error_words.h"
#include "core/result.h"

namespace worker {

// MUST be a key of the table.
core::Error error(std::string_view key, std::string where = {}, core::Places args = {});

std::span<const core::ErrorWords> error_words();

}  // namespace worker
