// Decimal: a whole number of any length times a power of ten, for saying whether an equation printed in decimals is
// true. Invariant: the last digit of `digits` (least first) is not 0, nor is the first one kept by of(); 0 has no
// digits.
//   value = (-1)^negative * digits * 10^exponent
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace core {

struct Decimal {
    bool negative = false;
    std::vector<std::int8_t> digits;  // least significant first
    int exponent = 0;

    // The shortest decimal that reads back as `value`, which MUST be finite. Minus zero is 0.
    static Decimal of(float value);
    static Decimal of(std::int64_t value);

    Decimal times(const Decimal& other) const;
    Decimal power(int p) const;
    std::string digits_text() const;  // most significant first; empty for 0
};

// A sum of decimals, added up place by place and carried only when it is asked for.
class DecimalSum {
public:
    void add(const Decimal& decimal);
    void subtract(const Decimal& decimal);
    bool is_zero() const;

private:
    void add_times(const Decimal& decimal, std::int64_t factor);

    std::vector<std::int64_t> places_;  // place i is worth 10^(i + lowest_)
    int lowest_ = 0;
};

}  // namespace core
