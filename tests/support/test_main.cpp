// Catch2's own main: version 2 wants it written out, version 3 brings it as a library.
#if __has_include(<catch2/catch_test_macros.hpp>)
namespace {
[[maybe_unused]] constexpr int k_main_comes_from_the_library = 3;
}
#else
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
