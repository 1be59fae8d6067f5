// A folder and one subcommand of the shipped program: `bench.run({...})` as a script would, with what it must say.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"
#include "support/run_program.h"

namespace test {

class CommandBench {
public:
    explicit CommandBench(std::string command) : command_(std::move(command)) {}

    const std::filesystem::path& folder() const { return folder_.path(); }
    std::string file(const std::string& name) const { return folder_.file(name); }
    std::string with(const std::string& name, const std::string& bytes) const {
        write_file(file(name), bytes);
        return file(name);
    }
    std::string read(const std::string& name) const { return read_file(file(name)); }

    // Must succeed and write nothing but `notes` to standard error. Returns what it printed.
    std::string run(const std::vector<std::string>& arguments, const std::string& notes = "") const {
        return run_as(command_, arguments, notes);
    }
    // Another subcommand in the same folder.
    std::string run_as(const std::string& command, std::vector<std::string> arguments,
                       const std::string& notes = "") const {
        arguments.insert(arguments.begin(), command);
        const ProgramRun run = run_program(POOLSCOPE_PROGRAM, arguments);
        CHECK(run.exit_code == 0);
        CHECK(run.err == notes);
        return run.out;
    }
    // Must end so, print nothing, and say one line.
    void fails(std::vector<std::string> arguments, int exit_code, const std::string& line) const {
        arguments.insert(arguments.begin(), command_);
        const ProgramRun run = run_program(POOLSCOPE_PROGRAM, arguments);
        CHECK(run.exit_code == exit_code);
        CHECK(run.out.empty());
        CHECK(run.err == "poolscope " + command_ + ": " + line + "\n");
    }

private:
    std::string command_;
    TempFolder folder_;
};

}  // namespace test
