#include "app/ui/utf8.h"

#include <algorithm>

namespace ui {
namespace {

constexpr char32_t k_replacement = 0xFFFD;

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

struct Decoded {
    char32_t code_point = k_replacement;
    std::size_t length = 1;
};

Decoded decode_one(std::string_view rest) {
    const auto first = static_cast<unsigned char>(rest.front());
    if (first < 0x80) return {first, 1};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || rest.size() < length) return {};
    char32_t code_point = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(rest[i])) return {};
        code_point = (code_point << 6) | (static_cast<unsigned char>(rest[i]) & 0x3FU);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point < smallest[length] || code_point > 0x10FFFF || surrogate) return {};
    return {code_point, length};
}

}  // namespace

std::u32string decode_utf8(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const Decoded one = decode_one(utf8);
        out += one.code_point;
        utf8.remove_prefix(one.length);
    }
    return out;
}

std::string encode_utf8(char32_t c) {
    const auto low = [&](int shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xC0U | (c >> 6)), low(0)};
    if (c < 0x10000) return {static_cast<char>(0xE0U | (c >> 12)), low(6), low(0)};
    return {static_cast<char>(0xF0U | (c >> 18)), low(12), low(6), low(0)};
}

std::size_t previous_character(std::string_view utf8, std::size_t at) {
    if (at == 0) return 0;
    std::size_t i = std::min(at, utf8.size()) - 1;
    while (i > 0 && continues(utf8[i])) --i;
    return i;
}

std::size_t next_character(std::string_view utf8, std::size_t at) {
    if (at >= utf8.size()) return utf8.size();
    std::size_t i = at + 1;
    while (i < utf8.size() && continues(utf8[i])) ++i;
    return i;
}

}  // namespace ui
