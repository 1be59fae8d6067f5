// Session: a child process of this very program that stays: it keeps what earlier calls have built up (a loaded
// network), so that a later call costs no more than its own work.
//   start `poolscope --worker NAME` -> request, response, request, response, ... -> its standard input closes, it
//   leaves
// Invariant: whatever the child does, call() returns exactly one Outcome; after any other kind than done and failed
// the child has been ended and reaped, and the session is over: a new Session is a new child. Between calls the child
// sleeps; it also leaves when this program is gone, even in the midst of a call.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/worker/child_process.h"
#include "app/worker/worker.h"
#include "core/result.h"

namespace worker {

class Session {
public:
    // Starts the child; does not wait for it. One that could not be started makes every call `unavailable`.
    explicit Session(const std::string& job, const std::filesystem::path& program = this_program());
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();  // ends the child

    // Sends `request` and waits for the response; from one thread at a time, which may wait. `cancel` is looked at
    // every few milliseconds and ends the child, after limits.grace. Of the limits, time is for this call alone: the
    // wall is kept by this side, and the child may use cpu_time more than it has used before. memory_bytes is that of
    // the first call: the system lets a process lower such a limit only. A session that is over gives `unavailable`.
    Outcome call(const Bytes& request, const Limits& limits, const std::atomic<bool>& cancel,
                 const std::function<void(Progress)>& progress = {});

    // Whether the child is there to be called. It may still die before the next call is through.
    bool alive();

private:
    void end();
    std::optional<ChildProcess> child_;
    core::Error why_over_;  // meaningful while there is no child
};

}  // namespace worker
