// Korean particles: which of two forms follows a word depends on the sound the word ends with.
#include <cstdint>
#include <optional>
#include <string>

#include "app/ui/text.h"
#include "app/ui/utf8.h"

namespace ui {
namespace {

enum class Ending { vowel, rieul, consonant };  // rieul: ㄹ, which takes 로 and not 으로

constexpr char32_t k_first_syllable = 0xAC00;
constexpr char32_t k_last_syllable = 0xD7A3;
constexpr char32_t k_finals = 28;
constexpr char32_t k_final_rieul = 8;

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

Ending digit_ending(char32_t digit) {
    switch (digit) {
        case '1':
        case '7':
        case '8':
            return Ending::rieul;  // 일 칠 팔
        case '2':
        case '4':
        case '5':
        case '9':
            return Ending::vowel;  // 이 사 오 구
        default:
            return Ending::consonant;  // 영 삼 육
    }
}

// Trailing zeros are read as a unit: 십 백 천 만 억 경 end in a consonant, 조 (10^12) does not.
Ending zeros_ending(std::size_t zeros) { return zeros >= 12 && zeros < 16 ? Ending::vowel : Ending::consonant; }

Ending number_ending(std::u32string_view word) {
    std::size_t zeros = 0;
    bool decimals = false;
    bool other_digits = false;
    for (std::size_t i = word.size(); i-- > 0;) {
        const char32_t c = word[i];
        if (c == ',' && i > 0 && is_digit(word[i - 1])) continue;
        if (c == '.' && i > 0 && is_digit(word[i - 1])) decimals = true;
        if (!is_digit(c)) break;
        if (c != '0') other_digits = true;
        if (!other_digits) ++zeros;
    }
    if (word.back() != '0' || decimals || !other_digits) return digit_ending(word.back());
    return zeros_ending(zeros);
}

std::optional<Ending> letter_ending(char32_t c) {
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    if (c < 'a' || c > 'z') return std::nullopt;
    if (c == 'l' || c == 'r') return Ending::rieul;      // 엘 알
    if (c == 'm' || c == 'n') return Ending::consonant;  // 엠 엔
    return Ending::vowel;
}

Ending ending_of(std::u32string_view word) {
    while (!word.empty()) {
        const char32_t last = word.back();
        if (is_digit(last)) return number_ending(word);
        if (last >= k_first_syllable && last <= k_last_syllable) {
            const char32_t final = (last - k_first_syllable) % k_finals;
            return final == 0 ? Ending::vowel : final == k_final_rieul ? Ending::rieul : Ending::consonant;
        }
        if (const auto letter = letter_ending(last)) {
            return word.size() >= 3 && word.substr(word.size() - 3) == U"GAP" ? Ending::consonant : *letter;  // 갭
        }
        if (last == U'∞' || last == U'%' || last == U'×') return Ending::vowel;  // 무한대, 퍼센트, 배
        if (last == U'²') return Ending::consonant;                              // 제곱
        word.remove_suffix(1);                                                   // brackets and quotes are silent
    }
    return Ending::vowel;
}

}  // namespace

std::string_view korean_particle(std::string_view word, std::string_view pair) {
    const std::size_t slash = pair.find('/');
    if (slash == std::string_view::npos) return pair;
    const std::string_view after_consonant = pair.substr(0, slash);
    const std::string_view after_vowel = pair.substr(slash + 1);
    const Ending ending = ending_of(decode_utf8(word));
    const bool takes_vowel_form = ending == Ending::vowel || (ending == Ending::rieul && after_consonant == "으로");
    return takes_vowel_form ? after_vowel : after_consonant;
}

}  // namespace ui
