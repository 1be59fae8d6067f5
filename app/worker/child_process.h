// ChildProcess: one program started with its standard input and output on pipes. The only place that starts processes.
// Invariant: every process started here is reaped by the time its ChildProcess is gone, and no descriptor outlives it.
// No shell is involved: arguments arrive as they are. Both pipe ends on this side are non-blocking.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace worker {

// How a process ended.
struct ExitStatus {
    int code = 0;    // what it returned; meaningful if signal is 0
    int signal = 0;  // the signal that ended it, or 0
    bool operator==(const ExitStatus&) const = default;
};

// A file descriptor that closes itself. -1: none.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor() { close(); }
    void close();
    int number() const { return number_; }
    bool open() const { return number_ >= 0; }

private:
    int number_ = -1;
};

class ChildProcess {
public:
    enum class Transfer { moved, not_ready, closed };  // some bytes went; try again later; the other side has hung up

    // `argv[0]` is only the name the program is told; `program` is the file. `quiet`: its standard error goes nowhere.
    static core::Result<ChildProcess> start(const std::filesystem::path& program, std::span<const std::string> argv,
                                            bool quiet);
    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;
    ~ChildProcess();  // kills and reaps

    // Move as much as goes without waiting, at most `data`; `count` says how much it was. A hang-up raises no signal.
    Transfer write(std::span<const std::byte> data, std::size_t& count);
    Transfer read(std::span<std::byte> data, std::size_t& count);
    void close_input() { input_.close(); }  // the child sees the end of its standard input

    // Until one side can move again, at most `wait`. Sides that are closed are passed over.
    void wait_ready(bool for_write, std::chrono::milliseconds wait) const;

    std::optional<ExitStatus> try_reap();  // nothing while it runs; the same status ever after
    ExitStatus kill_and_reap();            // of a process that had ended by itself: how it ended

private:
    ChildProcess(int process, Descriptor input, Descriptor output);
    int process_ = -1;
    Descriptor input_;   // the child's standard input, written here
    Descriptor output_;  // the child's standard output, read here
    std::optional<ExitStatus> status_;
};

// The file this program was started from, also if it has moved or been replaced since (Linux).
// Empty where the system does not say.
std::filesystem::path this_program();

// The first file of that name in PATH which may be run.
std::optional<std::filesystem::path> find_in_path(const std::string& name);

// The number of this process, and whether the process of a number is still there.
std::int64_t this_process();
bool is_running(std::int64_t process);

}  // namespace worker
