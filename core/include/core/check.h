// Programmer errors: CORE_CHECK* prints both expressions and their values and aborts, in every build type.
// What a user can cause never comes here: see problem.h (settings) and result.h (files).
#pragma once

#include <cstdio>
#include <cstdlib>
#include <sstream>

namespace core::detail {

[[noreturn]] inline void check_failed(const char* file, int line, const char* what, const std::string& values) {
    std::fprintf(stderr, "%s:%d: check failed: %s%s\n", file, line, what, values.c_str());
    std::abort();
}

template <class A, class B>
std::string both_values(const A& a, const B& b) {
    std::ostringstream out;
    out << " (" << a << " and " << b << ")";
    return out.str();
}

}  // namespace core::detail

#define CORE_CHECK(condition)                                                               \
    do {                                                                                    \
        if (!(condition)) ::core::detail::check_failed(__FILE__, __LINE__, #condition, ""); \
    } while (false)

#define CORE_CHECK_COMPARE(a, op, b)                                                               \
    do {                                                                                           \
        const auto& core_check_a = (a);                                                            \
        const auto& core_check_b = (b);                                                            \
        if (!(core_check_a op core_check_b))                                                       \
            ::core::detail::check_failed(__FILE__, __LINE__, #a " " #op " " #b,                    \
                                         ::core::detail::both_values(core_check_a, core_check_b)); \
    } while (false)

#define CORE_CHECK_EQ(a, b) CORE_CHECK_COMPARE(a, ==, b)
#define CORE_CHECK_LT(a, b) CORE_CHECK_COMPARE(a, <, b)
#define CORE_CHECK_LE(a, b) CORE_CHECK_COMPARE(a, <=, b)
#define CORE_CHECK_GE(a, b) CORE_CHECK_COMPARE(a, >=, b)
