#include "decimal.h"

#include <array>
#include <charconv>
#include <cstdlib>

#include "core/check.h"

namespace core {
namespace {

// "1.25e+20" without its sign: the digits, and the power of ten of the last one.
Decimal read_scientific(const char* at, const char* end) {
    Decimal decimal;
    std::string digits;
    int after_point = 0;
    bool point = false;
    for (; at != end && *at != 'e'; ++at) {
        if (*at == '.') {
            point = true;
        } else {
            digits += *at;
            if (point) ++after_point;
        }
    }
    if (at != end) ++at;
    decimal.exponent = std::atoi(std::string(at, end).c_str()) - after_point;
    while (!digits.empty() && digits.back() == '0') {
        digits.pop_back();
        ++decimal.exponent;
    }
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        decimal.digits.push_back(static_cast<std::int8_t>(*digit - '0'));
    }
    if (decimal.digits.empty()) decimal.exponent = 0;
    return decimal;
}

}  // namespace

Decimal Decimal::of(float value) {
    CORE_CHECK(value - value == 0.0F);
    std::array<char, 32> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), value < 0 ? -value : value + 0.0F,
                                       std::chars_format::scientific);
    Decimal decimal = read_scientific(text.data(), written.ptr);
    decimal.negative = value < 0;
    return decimal;
}

Decimal Decimal::of(std::int64_t value) {
    Decimal decimal;
    decimal.negative = value < 0;
    std::uint64_t rest = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    for (; rest > 0; rest /= 10) decimal.digits.push_back(static_cast<std::int8_t>(rest % 10));
    return decimal;
}

Decimal Decimal::times(const Decimal& other) const {
    Decimal product;
    if (digits.empty() || other.digits.empty()) return product;
    product.negative = negative != other.negative;
    product.exponent = exponent + other.exponent;
    std::vector<int> places(digits.size() + other.digits.size(), 0);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        for (std::size_t j = 0; j < other.digits.size(); ++j) places[i + j] += digits[i] * other.digits[j];
    }
    int carry = 0;
    for (const int place : places) {
        carry += place;
        product.digits.push_back(static_cast<std::int8_t>(carry % 10));
        carry /= 10;
    }
    while (!product.digits.empty() && product.digits.back() == 0) product.digits.pop_back();
    return product;
}

Decimal Decimal::power(int p) const {
    CORE_CHECK_GE(p, 1);
    Decimal result = *this;
    for (int i = 1; i < p; ++i) result = result.times(*this);
    return result;
}

std::string Decimal::digits_text() const {
    std::string text;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) text += static_cast<char>('0' + *digit);
    return text;
}

void DecimalSum::add(const Decimal& decimal) { add_times(decimal, decimal.negative ? -1 : 1); }
void DecimalSum::subtract(const Decimal& decimal) { add_times(decimal, decimal.negative ? 1 : -1); }

void DecimalSum::add_times(const Decimal& decimal, std::int64_t factor) {
    if (decimal.digits.empty()) return;
    if (places_.empty()) lowest_ = decimal.exponent;
    if (decimal.exponent < lowest_) {
        places_.insert(places_.begin(), static_cast<std::size_t>(lowest_ - decimal.exponent), 0);
        lowest_ = decimal.exponent;
    }
    const auto offset = static_cast<std::size_t>(decimal.exponent - lowest_);
    if (places_.size() < offset + decimal.digits.size()) places_.resize(offset + decimal.digits.size(), 0);
    for (std::size_t i = 0; i < decimal.digits.size(); ++i) places_[offset + i] += factor * decimal.digits[i];
}

bool DecimalSum::is_zero() const {
    std::int64_t carry = 0;
    for (const std::int64_t place : places_) {
        carry += place;
        if (carry % 10 != 0) return false;
        carry /= 10;
    }
    return carry == 0;
}

}  // namespace core
