// Every error of this room: what is wrong with a model file, and why CAM is not defined for a network. English by key
// (sentences.cpp), Korean in assets/text/errors.ko.json.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/error_words.h"
#include "core/result.h"

namespace network {

// MUST be a key of the table.
core::Error error(std::string_view key, std::string where = {}, core::Places args = {});

std::span<const core::ErrorWords> error_words();

}  // namespace network
