// core links nothing but the standard library, threads and Highway: checked in its symbols and by its compiler.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

#include "support/catch.h"
#include "support/run_program.h"

namespace {

const std::string k_some_source = POOLSCOPE_SOURCE "/core/src/geometry.cpp";

std::filesystem::path core_library() {
    return std::filesystem::path(POOLSCOPE_PROGRAM).parent_path() / "core" / "libpoolscope_core.a";
}

test::ProgramRun shell(const std::string& command) { return test::run_program("/bin/sh", {"-c", command}); }

bool has(const std::string& tool) { return shell("command -v " + tool).exit_code == 0; }

// The command that compiles core's geometry.cpp in this build, or "" if the build keeps no record.
std::string core_command() {
    std::ifstream file(std::filesystem::path(POOLSCOPE_PROGRAM).parent_path() / "compile_commands.json");
    if (!file) return "";
    for (const auto& entry : nlohmann::json::parse(file)) {
        if (entry.at("file").get<std::string>() != k_some_source) continue;
        return "cd '" + entry.at("directory").get<std::string>() + "' && " + entry.at("command").get<std::string>();
    }
    return "";
}

// A source file of one include in the place of geometry.cpp.
test::ProgramRun compile_in_core(const std::string& header) {
    const test::TempFolder folder;
    const std::string source = folder.file("one.cpp");
    test::write_file(source, "#include <" + header + ">\nint main() {}\n");
    std::string command = core_command();
    for (std::size_t at = command.find(k_some_source); at != std::string::npos; at = command.find(k_some_source)) {
        command.replace(at, k_some_source.size(), source);
    }
    return shell(command + " -fsyntax-only");
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
    if (core_command().empty()) {
        WARN("skipped: this build has no compile_commands.json");
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
