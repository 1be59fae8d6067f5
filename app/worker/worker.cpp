#include "app/worker/worker.h"

#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include "app/worker/exchange.h"

namespace worker {

Outcome run(const std::string& job, const Bytes& request, const Limits& limits, const std::atomic<bool>& cancel,
            const std::function<void(Progress)>& progress, const std::filesystem::path& program) {
    if (cancel) return of_kind(Outcome::Kind::cancelled);
    core::Result<ChildProcess> child = start_child(job, program);
    if (!child) return with_error(Outcome::Kind::unavailable, child.error());
    try {
        return exchange(child.value(), request, Request::last, limits, cancel, progress);
    } catch (const std::bad_alloc&) {  // no room here for what the child has to say
        return of_kind(Outcome::Kind::out_of_memory);
    }
}

// One run() on a thread of its own.
struct Worker::Call {
    std::atomic<bool> cancel = false;
    mutable std::mutex mutex;
    Progress progress;
    std::optional<Outcome> outcome;
    std::thread thread;

    Call(std::string job, Bytes request, Limits limits, std::filesystem::path program, std::function<void()> wake)
        : thread([this, job = std::move(job), request = std::move(request), limits, program = std::move(program),
                  wake = std::move(wake)] {
              Outcome result = run(
                  job, request, limits, cancel, [this](Progress now) { report(now); }, program);
              {
                  const std::lock_guard lock(mutex);
                  outcome = std::move(result);
                  progress = {Progress::Stage::finished, 1.0};
              }
              if (wake) wake();
          }) {}
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    ~Call() {
        cancel = true;
        thread.join();
    }
    void report(Progress now) {
        const std::lock_guard lock(mutex);
        progress = now;
    }
};

Worker::Worker(std::filesystem::path program) : program_(std::move(program)) {}
Worker::~Worker() = default;

void Worker::start(std::string job, Bytes request, const Limits& limits, std::function<void()> wake) {
    call_.reset();
    call_ = std::make_unique<Call>(std::move(job), std::move(request), limits, program_, std::move(wake));
}

std::optional<Outcome> Worker::poll() {
    if (!call_) return std::nullopt;
    std::optional<Outcome> outcome;
    {
        const std::lock_guard lock(call_->mutex);
        outcome = std::exchange(call_->outcome, std::nullopt);
    }
    if (outcome) call_.reset();
    return outcome;
}

bool Worker::running() const { return call_ != nullptr; }

Progress Worker::progress() const {
    if (!call_) return {Progress::Stage::finished, 1.0};
    const std::lock_guard lock(call_->mutex);
    return call_->progress;
}

void Worker::cancel() {
    if (call_) call_->cancel = true;
}

}  // namespace worker
