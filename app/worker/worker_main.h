// The child's side of a worker: what `poolscope --worker NAME` runs. It takes its limits and its request from standard
// input, shuts every other door (descriptors, core dumps, files to write), runs one job and answers on standard output.
// A session job goes on like this until its standard input closes, and keeps one object between the calls.
// Invariant: nothing a job prints can reach the response; standard output and error of the job go nowhere.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace worker {

// A job reads only its request and gives bytes or a sentence. It may crash, hang or eat memory: see worker.h.
using Job = core::Result<std::vector<std::byte>> (*)(std::span<const std::byte> request);

struct NamedJob {
    std::string_view name;
    Job run = nullptr;
};

// The object of one session: made at its start, asked once for each call, by one thread.
class SessionJob {
public:
    SessionJob() = default;
    SessionJob(const SessionJob&) = delete;
    SessionJob& operator=(const SessionJob&) = delete;
    virtual ~SessionJob() = default;
    // An Error, thrown or given, leaves the session going; std::bad_alloc ends it.
    virtual core::Result<std::vector<std::byte>> handle(std::span<const std::byte> request) = 0;
};

struct NamedSession {
    std::string_view name;
    std::unique_ptr<SessionJob> (*start)() = nullptr;
};

// The exit code of the process. Does not return before the last response is written.
int worker_main(std::string_view name, std::span<const NamedJob> jobs, std::span<const NamedSession> sessions = {});

}  // namespace worker
