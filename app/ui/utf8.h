// UTF-8 to code points and back. Bytes that are no UTF-8 become U+FFFD, one each, so that nothing is ever lost or read
// beyond its end.
#pragma once

#include <string>
#include <string_view>

namespace ui {

std::u32string decode_utf8(std::string_view utf8);
std::string encode_utf8(char32_t code_point);
// Where the character before / after byte `at` begins; stays within the text.
std::size_t previous_character(std::string_view utf8, std::size_t at);
std::size_t next_character(std::string_view utf8, std::size_t at);

}  // namespace ui
