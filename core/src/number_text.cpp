#include "core/number_text.h"

#include <algorithm>
#include <cmath>

#include "decimal.h"

namespace core {
namespace {

constexpr int k_most_decimals = 12;
constexpr double k_largest_plain = 1e15;
constexpr double k_smallest_plain = 1e-9;

std::string signed_text(bool negative, std::string text, Minus minus) {
    if (!negative) return text;
    return (minus == Minus::ascii ? "-" : "\u2212") + text;
}

// digits x 10^exponent without an exponent: 29875 x 10^-3 is "29.875".
std::string plain_text(const std::string& digits, int exponent) {
    if (digits.empty()) return "0";
    if (exponent >= 0) return digits + std::string(static_cast<std::size_t>(exponent), '0');
    const auto places = static_cast<std::size_t>(-exponent);
    const std::string padded = digits.size() > places ? digits : std::string(places + 1 - digits.size(), '0') + digits;
    return padded.substr(0, padded.size() - places) + "." + padded.substr(padded.size() - places);
}

// 15 x 10^19 is "1.5e20".
std::string exponent_text(const std::string& digits, int exponent) {
    std::string text = digits.substr(0, 1);
    if (digits.size() > 1) text += "." + digits.substr(1);
    return text + "e" + std::to_string(exponent + static_cast<int>(digits.size()) - 1);
}

// What is not a plain decimal: NaN, infinities.
std::string special_text(float value, Minus minus) {
    if (std::isnan(value)) return "NaN";
    return signed_text(value < 0, "\u221E", minus);
}

bool needs_exponent(float value) {
    const double size = std::abs(static_cast<double>(value));
    return size > k_largest_plain || (size > 0.0 && size < k_smallest_plain);
}

// Drops `count` digits at the end, half away from zero.
void round_off(std::string& digits, std::size_t count) {
    const bool up = count <= digits.size() && digits[digits.size() - count] >= '5';
    digits.resize(count < digits.size() ? digits.size() - count : 0);
    if (!up) return;
    std::size_t at = digits.size();
    while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
    if (at > 0) {
        ++digits[at - 1];
    } else {
        digits.insert(digits.begin(), '1');
    }
}

// Decimals of the value's own form: 3 for 29.875, 0 for 1200.
int own_decimals(float value) { return std::max(0, -Decimal::of(value).exponent); }

}  // namespace

std::string exact_decimal(float value, Minus minus) {
    if (!std::isfinite(value)) return special_text(value, minus);
    const Decimal decimal = Decimal::of(value);
    const std::string digits = decimal.digits_text();
    return signed_text(
        decimal.negative,
        needs_exponent(value) ? exponent_text(digits, decimal.exponent) : plain_text(digits, decimal.exponent), minus);
}

std::string fixed_decimal(float value, int decimals, Minus minus) {
    if (!std::isfinite(value)) return special_text(value, minus);
    if (std::abs(static_cast<double>(value)) > k_largest_plain) return exact_decimal(value, minus);
    const int places = std::clamp(decimals, 0, k_most_decimals);
    const Decimal decimal = Decimal::of(value);
    std::string digits = decimal.digits_text();
    if (-decimal.exponent > places) {
        round_off(digits, static_cast<std::size_t>(-decimal.exponent - places));
    } else {
        const std::int64_t zeros = std::int64_t{decimal.exponent} + places;
        digits.append(static_cast<std::size_t>(zeros), '0');
    }
    const bool zero = std::all_of(digits.begin(), digits.end(), [](char digit) { return digit == '0'; });
    if (zero) digits.assign(static_cast<std::size_t>(places) + 1, '0');
    return signed_text(decimal.negative && !zero, plain_text(digits, -places), minus);
}

int shared_decimals(std::span<const float> values, int limit) {
    int needed = 0;
    float largest = 0.0F;
    for (const float value : values) {
        if (!std::isfinite(value)) continue;
        needed = std::max(needed, own_decimals(value));
        largest = std::max(largest, std::abs(value));
    }
    // Two digits of the largest value remain: 0.05 asks for three decimals.
    int allowed = limit;
    if (largest > 0.0F && largest < 1.0F) {
        const Decimal decimal = Decimal::of(largest);
        const int first_digit = -(decimal.exponent + static_cast<int>(decimal.digits_text().size()) - 1);
        allowed = std::max(allowed, first_digit + 1);
    }
    return std::clamp(std::min(needed, allowed), 0, k_most_decimals);
}

bool is_exact(float value, int decimals) {
    if (!std::isfinite(value)) return true;
    if (std::abs(static_cast<double>(value)) > k_largest_plain) return true;
    return own_decimals(value) <= std::clamp(decimals, 0, k_most_decimals);
}

std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t sign = number < 0 ? 1 : 0;
    for (std::size_t end = digits.size(); end > 3 + sign; end -= 3) digits.insert(end - 3, ",");
    return digits;
}

}  // namespace core
