#include "core/number_text.h"

#include <bit>
#include <cstdlib>
#include <limits>
#include <random>

#include "cases.h"
#include "support/catch.h"

using core::exact_decimal;
using core::fixed_decimal;
using core::is_exact;
using core::Minus;
using core::shared_decimals;
using namespace test;

TEST_CASE("exact decimal: everyday numbers") {
    CHECK(exact_decimal(13) == "13");
    CHECK(exact_decimal(29.875F) == "29.875");
    CHECK(exact_decimal(0.1F) == "0.1");
    CHECK(exact_decimal(-2.5F) == "-2.5");
    CHECK(exact_decimal(-2.5F, Minus::typographic) == "−2.5");
    CHECK(exact_decimal(0) == "0");
    CHECK(exact_decimal(-0.0F) == "0");
    CHECK(exact_decimal(100) == "100");
    CHECK(exact_decimal(0.05F) == "0.05");
    CHECK(exact_decimal(1.0F / 3.0F) == "0.33333334");
    CHECK(exact_decimal(16777216) == "16777216");
}

TEST_CASE("exact decimal: NaN and infinities") {
    CHECK(exact_decimal(k_nan) == "NaN");
    CHECK(exact_decimal(-k_nan) == "NaN");
    CHECK(exact_decimal(k_inf) == "∞");
    CHECK(exact_decimal(-k_inf) == "-∞");
    CHECK(exact_decimal(-k_inf, Minus::typographic) == "−∞");
}

TEST_CASE("exact decimal: an exponent beyond 1e15 and below 1e-9") {
    CHECK(exact_decimal(1.5e20F) == "1.5e20");
    CHECK(exact_decimal(-1.5e20F) == "-1.5e20");
    CHECK(exact_decimal(1e20F) == "1e20");
    CHECK(exact_decimal(9e14F) == "900000000000000");
    CHECK(exact_decimal(2e-9F) == "0.000000002");
    CHECK(exact_decimal(2.5e-10F) == "2.5e-10");
    CHECK(exact_decimal(std::numeric_limits<float>::max()) == "3.4028235e38");
    CHECK(exact_decimal(std::numeric_limits<float>::denorm_min()) == "1e-45");
}

TEST_CASE("exact decimal: reads back as the same float, whatever the float") {
    std::mt19937 random(13);
    for (int i = 0; i < 20000; ++i) {
        const float value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
        if (!std::isfinite(value)) continue;
        const std::string text = exact_decimal(value);
        if (std::strtof(text.c_str(), nullptr) != value) FAIL_CHECK(text);
    }
}

TEST_CASE("fixed decimal: half away from zero on the decimal form") {
    CHECK(fixed_decimal(0.25F, 1) == "0.3");
    CHECK(fixed_decimal(-0.25F, 1) == "-0.3");
    CHECK(fixed_decimal(29.875F, 1) == "29.9");
    CHECK(fixed_decimal(29.875F, 2) == "29.88");
    CHECK(fixed_decimal(29.875F, 0) == "30");
    CHECK(fixed_decimal(2.5F, 0) == "3");
    CHECK(fixed_decimal(1.005F, 2) == "1.01");  // the float lies below 1.005; people read 1.005
    CHECK(fixed_decimal(0.05F, 1) == "0.1");
    CHECK(fixed_decimal(0.04F, 1) == "0.0");
    CHECK(fixed_decimal(0.5F, 0) == "1");
    CHECK(fixed_decimal(0.005F, 1) == "0.0");
    CHECK(fixed_decimal(9.96F, 1) == "10.0");
    CHECK(fixed_decimal(99.5F, 0) == "100");
    CHECK(fixed_decimal(1.0F / 3.0F, 4) == "0.3333");
}

TEST_CASE("fixed decimal: places are filled up, minus signs never stand before a zero") {
    CHECK(fixed_decimal(4, 1) == "4.0");
    CHECK(fixed_decimal(4, 0) == "4");
    CHECK(fixed_decimal(0, 2) == "0.00");
    CHECK(fixed_decimal(1200, 1) == "1200.0");
    CHECK(fixed_decimal(-0.04F, 1) == "0.0");
    CHECK(fixed_decimal(-4, 1, Minus::typographic) == "−4.0");
    CHECK(fixed_decimal(4.25F, -3) == "4");
    CHECK(fixed_decimal(0.5F, 1000).size() == 14);
}

TEST_CASE("fixed decimal: extremes") {
    CHECK(fixed_decimal(k_nan, 1) == "NaN");
    CHECK(fixed_decimal(-k_inf, 1) == "-∞");
    CHECK(fixed_decimal(1.5e20F, 1) == "1.5e20");
    CHECK(fixed_decimal(1e-20F, 3) == "0.000");
    CHECK(fixed_decimal(std::numeric_limits<float>::denorm_min(), 0) == "0");
}

TEST_CASE("shared decimals: as many as needed, at most the limit, more for small numbers") {
    const auto decimals = [](std::vector<float> values, int limit = 1) { return shared_decimals(values, limit); };
    CHECK(decimals({}) == 0);
    CHECK(decimals({12, 20, 8, 12}) == 0);
    CHECK(decimals({13, 8, 79, 19.5F}) == 1);
    CHECK(decimals({29.875F}) == 1);
    CHECK(decimals({29.875F}, 3) == 3);
    CHECK(decimals({29.875F}, 0) == 0);
    CHECK(decimals({0.5F, 0.25F}) == 2);
    CHECK(decimals({0.05F, 0.0123F}) == 3);
    CHECK(decimals({0.5F, 0}) == 1);
    CHECK(decimals({100, 0.001F}) == 1);
    CHECK(decimals({k_nan, k_inf, 3}) == 0);
    CHECK(decimals({k_nan}) == 0);
    CHECK(decimals({1e-20F}) == 12);
    CHECK(decimals({-0.05F}) == 2);
}

TEST_CASE("is exact: whether the rounded text is the number itself") {
    CHECK(is_exact(29.875F, 3));
    CHECK_FALSE(is_exact(29.875F, 2));
    CHECK(is_exact(19.5F, 1));
    CHECK(is_exact(1200, 0));
    CHECK_FALSE(is_exact(0.1F, 0));
    CHECK(is_exact(k_nan, 0));
    CHECK(is_exact(1.5e20F, 0));
    CHECK(is_exact(0, 0));
    std::mt19937 random(14);
    for (int i = 0; i < 5000; ++i) {
        const float value = static_cast<float>(static_cast<int>(random() % 200001) - 100000) / 1000.0F;
        const int places = static_cast<int>(random() % 5);
        const bool same = std::strtof(fixed_decimal(value, places).c_str(), nullptr) == value;
        if (same != is_exact(value, places)) FAIL_CHECK(value << " with " << places);
    }
}
