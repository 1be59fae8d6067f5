// Rules of the house that a compiler cannot see: who may include what, and where colours are written.
#include <filesystem>
#include <fstream>
#include <regex>

#include "support/catch.h"

namespace {

namespace fs = std::filesystem;

struct SourceLine {
    std::string file;  // "app/ui/ui.cpp"
    int number = 0;
    std::string text;
};

std::vector<SourceLine> lines_with(const std::regex& pattern) {
    std::vector<SourceLine> found;
    const fs::path root = POOLSCOPE_SOURCE;
    for (const char* folder : {"app", "core"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const auto extension = entry.path().extension();
            if (extension != ".cpp" && extension != ".h") continue;
            std::ifstream file(entry.path());
            int number = 0;
            for (std::string line; std::getline(file, line);) {
                ++number;
                if (std::regex_search(line, pattern)) {
                    found.push_back({fs::relative(entry.path(), root).generic_string(), number, line});
                }
            }
        }
    }
    return found;
}

std::string where(const SourceLine& line) { return line.file + ":" + std::to_string(line.number) + ": " + line.text; }

bool starts_with_any(const std::string& file, const std::vector<std::string>& starts) {
    return std::any_of(starts.begin(), starts.end(), [&](const std::string& one) { return file.starts_with(one); });
}

}  // namespace

TEST_CASE("only imgui_compat.h asks for ImGui's version") {
    const auto lines = lines_with(std::regex("IMGUI_VERSION_NUM"));
    CHECK_FALSE(lines.empty());
    for (const SourceLine& line : lines) {
        INFO(where(line));
        CHECK(line.file == "app/ui/imgui_compat.h");
    }
}

TEST_CASE("only the kit, the window and gl see ImGui, and only in .cpp files") {
    for (const SourceLine& line : lines_with(std::regex(R"(#include\s*[<"](imgui\.h|app/ui/imgui_compat\.h))"))) {
        INFO(where(line));
        const bool shim = line.file == "app/ui/imgui_compat.h";
        const bool may =
            starts_with_any(line.file, {"app/ui/", "app/gl/"}) || fs::path(line.file).parent_path() == "app";
        CHECK((may || line.file.starts_with("core/fence/")));
        CHECK((shim || line.file.ends_with(".cpp")));
    }
}

TEST_CASE("only gl and the window see OpenGL and GLFW") {
    for (const SourceLine& line : lines_with(std::regex(R"(#include\s*[<"](glad/|GLFW/|GL/))"))) {
        INFO(where(line));
        const bool gl = line.file.starts_with("app/gl/");
        CHECK((gl || line.file == "app/window.cpp"));
    }
}

TEST_CASE("scenes see core, Ui and Canvas only") {
    for (const SourceLine& line : lines_with(std::regex(R"(#include\s*"app/)"))) {
        if (!line.file.starts_with("app/scenes/")) continue;
        INFO(where(line));
        CHECK(
            (line.text.find("\"app/ui/") != std::string::npos || line.text.find("\"app/scenes/") != std::string::npos));
    }
}

TEST_CASE("colours are written in the theme and nowhere else in the interface") {
    // Color{r, g, b}, rgb(0x...), IM_COL32 with numbers.
    const std::regex literal(R"(\bColor\s*\{\s*\d+|\bColor\s+\w+\s*\{\s*\d+|\brgb\s*\(\s*0x|IM_COL32\s*\(\s*\d)");
    bool theme_found = false;
    for (const SourceLine& line : lines_with(literal)) {
        INFO(where(line));
        CHECK(line.file == "app/ui/theme.cpp");
        theme_found = true;
    }
    CHECK(theme_found);
}
