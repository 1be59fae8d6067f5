// core links nothing but the standard library and threads: checked in its symbols and by its compiler.
#include <cstdio>
#include <filesystem>
#include <regex>
#include <string>

#include "support/catch.h"
#include "support/run_program.h"

namespace {

std::filesystem::path core_library() {
    return std::filesystem::path(POOLSCOPE_PROGRAM).parent_path() / "core" / "libpoolscope_core.a";
}

test::ProgramRun shell(const std::string& command) { return test::run_program("/bin/sh", {"-c", command}); }

bool has(const std::string& tool) { return shell("command -v " + tool).exit_code == 0; }

// A source file of one include, compiled as core's are.
test::ProgramRun compile_in_core(const std::string& header) {
    const test::TempFolder folder;
    test::write_file(folder.file("one.cpp"), "#include <" + header + ">\nint main() {}\n");
    const std::string source = POOLSCOPE_SOURCE;
    return shell("c++ -std=c++20 -fsyntax-only -I'" + source + "/core/fence/all' -I'" + source + "/core/include' '" +
                 folder.file("one.cpp") + "'");
}

}  // namespace

TEST_CASE("boundary: the core library asks for no symbol of GL, ImGui, GLFW, OpenCV or stb") {
    if (!has("nm") || !std::filesystem::exists(core_library())) {
        WARN("skipped: nm or " << core_library() << " is not here");
        return;
    }
    const test::ProgramRun run = shell("nm -uC '" + core_library().string() + "'");
    REQUIRE(run.exit_code == 0);
    REQUIRE(run.out.find("pool_reference.cpp.o") != std::string::npos);
    const std::regex foreign(R"(\b(gl[A-Z]\w*|glad_?\w*|glfw\w*|ImGui\w*|ImDraw\w*|cv::\w*|stbi?_\w*)\b)");
    std::smatch found;
    CHECK_FALSE(std::regex_search(run.out, found, foreign));
    if (!found.empty()) FAIL_CHECK(found.str());
}

TEST_CASE("boundary: a foreign header in core is a compile error that gives the reason") {
    if (!has("c++")) {
        WARN("skipped: there is no c++ here");
        return;
    }
    for (const char* header : {"imgui.h", "GLFW/glfw3.h", "glad/gl.h", "GL/gl.h", "opencv2/core.hpp", "stb_image.h"}) {
        INFO(header);
        const test::ProgramRun run = compile_in_core(header);
        CHECK(run.exit_code != 0);
        CHECK(run.err.find("#error") != std::string::npos);
    }
    CHECK(compile_in_core("core/pool.h").exit_code == 0);
}
