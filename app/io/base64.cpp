#include "app/io/base64.h"

#include <algorithm>
#include <cstdint>

namespace io {
namespace {

constexpr std::string_view k_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i)
            group = group << 8U | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) text += i <= count ? k_letters[group >> (18 - 6 * i) & 63U] : '=';
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t at = 0; at < text.size(); at += 4) {
        const std::string_view letters = text.substr(at, 4);
        const std::size_t count = std::min(letters.find('='), std::size_t{4});
        const bool ends = at + 4 == text.size() && count >= 2 && letters.find_first_not_of('=', count) == letters.npos;
        if (count < 4 && !ends) return std::nullopt;
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const std::size_t value = i < count ? k_letters.find(letters[i]) : 0;
            if (value == k_letters.npos) return std::nullopt;
            group = group << 6U | static_cast<std::uint32_t>(value);
        }
        // Bits after the last byte are 0, or two texts would stand for the same bytes.
        if (count < 4 && (group & (0xFFFFFFU >> (8 * (count - 1)))) != 0) return std::nullopt;
        for (std::size_t i = 0; i + 1 < count; ++i) bytes += static_cast<char>(group >> (16 - 8 * i) & 0xFFU);
    }
    return bytes;
}

}  // namespace io
