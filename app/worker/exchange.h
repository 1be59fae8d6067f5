// One request and its response over the pipes of a child: shared by one-shot jobs (worker.h) and sessions (session.h).
// Invariant: the child has not been trusted with anything: a response that is cut off, nonsense or too long is a crash.
#pragma once

#include <atomic>
#include <functional>

#include "app/worker/child_process.h"
#include "app/worker/worker.h"

namespace worker {

// last: the child's standard input is closed behind the request, and the child is given a moment to leave by itself.
enum class Request { last, more_may_follow };

// Blocking. After any other kind than done and failed the child has been ended. May throw std::bad_alloc; then the
// child is of no more use, and MUST be ended.
Outcome exchange(ChildProcess& child, const Bytes& request, Request position, const Limits& limits,
                 const std::atomic<bool>& cancel, const std::function<void(Progress)>& progress);

core::Result<ChildProcess> start_child(const std::string& job, const std::filesystem::path& program);

Outcome of_kind(Outcome::Kind kind);
Outcome with_error(Outcome::Kind kind, core::Error error, ExitStatus exit = {});

}  // namespace worker
