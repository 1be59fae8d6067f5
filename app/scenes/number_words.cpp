#include "app/scenes/number_words.h"

#include <algorithm>
#include <cmath>

#include "core/number_text.h"

namespace scenes {

std::string shown_number(double value, int decimals) {
    std::string number = core::fixed_decimal(static_cast<float>(value), decimals, core::Minus::typographic);
    // A rounded nothing has no sign.
    const bool digits = number.find_first_of("123456789") != std::string::npos;
    const std::string minus = "−";
    if (!digits && number.starts_with(minus)) number.erase(0, minus.size());
    return number;
}

std::string signed_number(double value, int decimals) {
    std::string number = shown_number(value, decimals);
    const bool digits = number.find_first_of("123456789") != std::string::npos;
    return value > 0.0 && digits ? "+" + number : number;
}

ui::Token sign_token(double value) {
    return value > 0.0 ? ui::Token::pos : value < 0.0 ? ui::Token::neg : ui::Token::text;
}

std::string checked_to(double error) {
    if (!(error > 0.0)) return "";
    if (error >= 1.0) return core::fixed_decimal(static_cast<float>(error), 2);
    const int places = std::clamp(static_cast<int>(std::floor(-std::log10(error) + 1e-9)), 0, 12);
    if (places == 0) return "1";
    return "0." + std::string(static_cast<std::size_t>(places - 1), '0') + "1";
}

}  // namespace scenes
