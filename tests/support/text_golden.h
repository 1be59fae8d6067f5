// Text goldens: a drawing as text, compared line for line with tests/golden/text/<name>.txt. A missing golden fails and
// leaves the candidate beside it; to accept a change, copy the .actual file over the golden.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "support/catch.h"

namespace test {

inline std::string read_text(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

inline std::string first_difference(const std::string& a, const std::string& b) {
    std::istringstream left(a), right(b);
    std::string one, two;
    for (int number = 1;; ++number) {
        const bool more_left = static_cast<bool>(std::getline(left, one));
        const bool more_right = static_cast<bool>(std::getline(right, two));
        if (!more_left && !more_right) return "none";
        if (more_left != more_right || one != two) {
            return "line " + std::to_string(number) + "\n  golden: " + (more_left ? one : "(end)") +
                   "\n  actual: " + (more_right ? two : "(end)");
        }
    }
}

inline void compare_with_golden(const std::string& name, const std::string& actual) {
    const std::filesystem::path folder = std::filesystem::path(POOLSCOPE_TEST_DATA) / "golden" / "text";
    const std::filesystem::path golden = folder / (name + ".txt");
    const std::filesystem::path candidate = folder / (name + ".actual.txt");
    INFO(golden.string());
    if (std::filesystem::exists(golden) && read_text(golden) == actual) {
        std::filesystem::remove(candidate);
        SUCCEED();
        return;
    }
    std::filesystem::create_directories(folder);
    std::ofstream(candidate, std::ios::binary) << actual;
    if (!std::filesystem::exists(golden))
        FAIL("no golden yet; look at " << candidate.filename() << " and copy it if it is right");
    FAIL("differs at " << first_difference(read_text(golden), actual));
}

}  // namespace test
