// Worker: one job in a child process of this very program, so that hostile bytes can only ever hurt the child.
// The program runs itself as `poolscope --worker NAME`; the request goes in by a pipe, the response comes back framed
// (protocol.h), and limits on memory and time end a job that runs away. A job's death is an Outcome, never ours.
// Invariant: whatever the child does (crash, hang, garbage), run() returns exactly one Outcome and leaves no process.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/worker/child_process.h"
#include "core/result.h"

namespace worker {

using Bytes = std::vector<std::byte>;

// Sanitizers reserve terabytes of address space, so in their builds Limits::memory_bytes is not enforced.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool k_memory_can_be_limited = false;
#elif defined(__has_feature)
inline constexpr bool k_memory_can_be_limited = !(__has_feature(address_sanitizer) || __has_feature(thread_sanitizer));
#else
inline constexpr bool k_memory_can_be_limited = true;
#endif

struct Limits {
    std::uint64_t memory_bytes = 3ULL << 30;  // address space of the child, its libraries included (about 0.3 GB)
    std::chrono::milliseconds cpu_time{60'000};
    std::chrono::milliseconds wall_time{60'000};
    std::uint64_t response_bytes = 1ULL << 30;  // a longer response is refused
    // After a cancel the child may take so long to be through before it is ended: worth it for what a session has built
    // up. A response that still comes counts.
    std::chrono::milliseconds grace{0};
};

struct Outcome {
    enum class Kind {
        done,           // `bytes` is the response
        failed,         // the job says what is wrong: `error`
        crashed,        // the child died, or answered nonsense: `exit` says how it ended
        out_of_memory,  // beyond Limits::memory_bytes, or the machine had no more
        timed_out,      // beyond cpu_time or wall_time
        cancelled,
        unavailable  // the child could not be started at all: `error`
    };
    Kind kind = Kind::cancelled;
    Bytes bytes;
    core::Error error;
    ExitStatus exit;
};

struct Progress {
    enum class Stage { starting, sending, working, receiving, finished };
    Stage stage = Stage::starting;
    double fraction = 0.0;  // of sending or receiving, 0..1; unknown (0) while working
};

// Runs `job` and waits for it; call it from a thread that may wait. `cancel` is looked at every few milliseconds.
// `progress` (may be empty) is called from this thread.
Outcome run(const std::string& job, const Bytes& request, const Limits& limits, const std::atomic<bool>& cancel,
            const std::function<void(Progress)>& progress = {}, const std::filesystem::path& program = this_program());

// The same without waiting: start(), then poll() once a frame until it gives the Outcome, which it gives once.
class Worker {
public:
    explicit Worker(std::filesystem::path program = this_program());
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    ~Worker();  // cancels, and returns once the child is reaped (some milliseconds)

    // A job under way is cancelled first. `wake` is called from another thread when there is an Outcome.
    void start(std::string job, Bytes request, const Limits& limits = {}, std::function<void()> wake = {});
    std::optional<Outcome> poll();
    bool running() const;  // started, and its Outcome not yet taken
    Progress progress() const;
    void cancel();  // poll() then gives Outcome::cancelled, unless the job was faster

private:
    struct Call;
    std::filesystem::path program_;
    std::unique_ptr<Call> call_;
};

}  // namespace worker
