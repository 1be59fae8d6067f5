#include "app/network/sentences.h"

#include <array>
#include <utility>

namespace network {
namespace {

using core::ErrorWords;

constexpr std::array k_words{
    // The file (model_read.cpp).
    ErrorWords{"error.model_empty", "is empty"},
};

}  // namespace

std::span<const ErrorWords> error_words() { return k_words; }

core::Error error(std::string_view key, std::string where, core::Places args) {
    return core::make_error(k_words, key, std::move(where), std::move(args));
}

}  // namespace network
