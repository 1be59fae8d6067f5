// ChildProcess on POSIX systems: posix_spawn, pipes, waitpid. Nothing runs between fork and exec, so it is safe to
// start a child from any thread of a program with many.
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "app/worker/child_process.h"
#include "app/worker/sentences.h"

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#ifndef __linux__
extern char** environ;  // declared by unistd.h on Linux only
#endif

namespace worker {
namespace {

constexpr int k_first_free_descriptor = 3;  // below lie standard input, output and error
constexpr int k_pipe_bytes = 1 << 20;       // large pictures pass in fewer turns; the most Linux gives to every user

struct Pipe {
    Descriptor read_end;
    Descriptor write_end;
};

// Above the standard three (a program started without them would otherwise get them here) and not inherited.
Descriptor lifted(int number) {
    const int copy = ::fcntl(number, F_DUPFD_CLOEXEC, k_first_free_descriptor);
    ::close(number);
    return Descriptor(copy);
}

std::optional<Pipe> make_pipe() {
    int ends[2];
#ifdef __linux__
    if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
#else
    if (::pipe(ends) != 0) return std::nullopt;
#endif
    Pipe pipe{lifted(ends[0]), lifted(ends[1])};
    if (!pipe.read_end.open() || !pipe.write_end.open()) return std::nullopt;
#ifdef F_SETPIPE_SZ
    (void)::fcntl(pipe.write_end.number(), F_SETPIPE_SZ, k_pipe_bytes);
#endif
    return pipe;
}

void set_non_blocking(const Descriptor& descriptor) {
    ::fcntl(descriptor.number(), F_SETFL, ::fcntl(descriptor.number(), F_GETFL) | O_NONBLOCK);
}

// Keeps SIGPIPE from this thread while it writes, and takes back one that the writing raised.
class SigpipeShield {
public:
    SigpipeShield() {
        sigemptyset(&sigpipe_);
        sigaddset(&sigpipe_, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        was_pending_ = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &sigpipe_, &before_);
    }
    SigpipeShield(const SigpipeShield&) = delete;
    SigpipeShield& operator=(const SigpipeShield&) = delete;
    ~SigpipeShield() {
        sigset_t pending;
        sigpending(&pending);
        if (!was_pending_ && sigismember(&pending, SIGPIPE) == 1) {
            int taken = 0;
            sigwait(&sigpipe_, &taken);
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

private:
    sigset_t sigpipe_;
    sigset_t before_;
    bool was_pending_ = false;
};

// The attributes and file actions of one posix_spawn, released together.
class SpawnPlan {
public:
    SpawnPlan() {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;
    ~SpawnPlan() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }

    void connect(const Descriptor& from, int standard) {
        posix_spawn_file_actions_adddup2(&actions_, from.number(), standard);
    }
    void silence(int standard) { posix_spawn_file_actions_addopen(&actions_, standard, "/dev/null", O_WRONLY, 0); }
    // The child begins with no signal blocked and with the default actions, whatever the program has set up.
    void reset_signals() {
        sigset_t none;
        sigset_t defaults;
        sigemptyset(&none);
        sigemptyset(&defaults);
        for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGALRM, SIGXCPU, SIGCHLD}) sigaddset(&defaults, signal);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &defaults);
        posix_spawnattr_setflags(&attributes_, static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
    }
    int spawn(const std::filesystem::path& program, std::span<const std::string> argv, pid_t& process) const {
        std::vector<char*> pointers;
        for (const std::string& argument : argv) pointers.push_back(const_cast<char*>(argument.c_str()));
        pointers.push_back(nullptr);
        return posix_spawn(&process, program.c_str(), &actions_, &attributes_, pointers.data(), environ);
    }

private:
    posix_spawn_file_actions_t actions_;
    posix_spawnattr_t attributes_;
};

core::Error system_error(std::string_view key, int code, const std::filesystem::path& program) {
    return error(key, program.string(), {{"reason", core::reason(code)}});
}

ExitStatus exit_status(int wait_status) {
    if (WIFSIGNALED(wait_status)) return {0, WTERMSIG(wait_status)};
    return {WEXITSTATUS(wait_status), 0};
}

ChildProcess::Transfer transfer_result(ssize_t moved, std::size_t& count) {
    count = moved > 0 ? static_cast<std::size_t>(moved) : 0;
    if (moved > 0) return ChildProcess::Transfer::moved;
    if (moved < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return ChildProcess::Transfer::not_ready;
    return ChildProcess::Transfer::closed;
}

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        number_ = std::exchange(other.number_, -1);
    }
    return *this;
}

void Descriptor::close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

ChildProcess::ChildProcess(int process, Descriptor input, Descriptor output)
    : process_(process), input_(std::move(input)), output_(std::move(output)) {}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      input_(std::move(other.input_)),
      output_(std::move(other.output_)),
      status_(std::exchange(other.status_, std::nullopt)) {}

ChildProcess::~ChildProcess() {
    if (process_ >= 0) kill_and_reap();
}

core::Result<ChildProcess> ChildProcess::start(const std::filesystem::path& program, std::span<const std::string> argv,
                                               bool quiet) {
    if (program.empty()) return error("error.process_own_file");
    std::optional<Pipe> to_child = make_pipe();
    std::optional<Pipe> from_child = make_pipe();
    if (!to_child || !from_child) return system_error("error.process_no_pipe", errno, program);

    SpawnPlan plan;
    plan.connect(to_child->read_end, STDIN_FILENO);
    plan.connect(from_child->write_end, STDOUT_FILENO);
    if (quiet) plan.silence(STDERR_FILENO);
    plan.reset_signals();
    pid_t process = -1;
    if (const int code = plan.spawn(program, argv, process); code != 0)
        return system_error("error.process_cannot_start", code, program);

    set_non_blocking(to_child->write_end);
    set_non_blocking(from_child->read_end);
    return ChildProcess(process, std::move(to_child->write_end), std::move(from_child->read_end));
}

ChildProcess::Transfer ChildProcess::write(std::span<const std::byte> data, std::size_t& count) {
    count = 0;
    if (!input_.open()) return Transfer::closed;
    const SigpipeShield shield;
    return transfer_result(::write(input_.number(), data.data(), data.size()), count);
}

ChildProcess::Transfer ChildProcess::read(std::span<std::byte> data, std::size_t& count) {
    count = 0;
    if (!output_.open()) return Transfer::closed;
    return transfer_result(::read(output_.number(), data.data(), data.size()), count);
}

void ChildProcess::wait_ready(bool for_write, std::chrono::milliseconds wait) const {
    std::array<pollfd, 2> sides{};  // a negative descriptor is passed over
    sides[0] = {output_.number(), POLLIN, 0};
    sides[1] = {for_write ? input_.number() : -1, POLLOUT, 0};
    ::poll(sides.data(), sides.size(), static_cast<int>(wait.count()));
}

std::optional<ExitStatus> ChildProcess::try_reap() {
    if (status_ || process_ < 0) return status_;
    int wait_status = 0;
    const pid_t reaped = ::waitpid(process_, &wait_status, WNOHANG);
    if (reaped == process_) status_ = exit_status(wait_status);
    return status_;
}

ExitStatus ChildProcess::kill_and_reap() {
    if (!status_) {
        ::kill(process_, SIGKILL);
        int wait_status = 0;
        pid_t reaped = 0;
        do reaped = ::waitpid(process_, &wait_status, 0);
        while (reaped < 0 && errno == EINTR);
        status_ = reaped == process_ ? exit_status(wait_status) : ExitStatus{0, SIGKILL};
    }
    return *status_;
}

std::filesystem::path this_program() {
#if defined(__linux__)
    return "/proc/self/exe";
#elif defined(__APPLE__)
    std::uint32_t size = 0;
    _NSGetExecutablePath(nullptr, &size);
    std::string path(size, '\0');
    if (_NSGetExecutablePath(path.data(), &size) != 0) return {};
    return std::filesystem::path(path.c_str());
#else
    return {};
#endif
}

std::optional<std::filesystem::path> find_in_path(const std::string& name) {
    const char* path = std::getenv("PATH");
    if (path == nullptr) return std::nullopt;
    std::string folders(path);
    std::size_t begin = 0;
    while (begin <= folders.size()) {
        const std::size_t end = std::min(folders.find(':', begin), folders.size());
        if (end > begin) {
            const std::filesystem::path file = std::filesystem::path(folders.substr(begin, end - begin)) / name;
            std::error_code ignored;
            if (std::filesystem::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0) return file;
        }
        begin = end + 1;
    }
    return std::nullopt;
}

std::int64_t this_process() { return ::getpid(); }

bool is_running(std::int64_t process) {
    // Signal 0 is sent to nobody: it only asks. One that may not be asked is there.
    return ::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM;
}

}  // namespace worker
