// LatestJob: long work beside the interface. The newest request wins: an older one is cancelled and its result dropped.
// Invariant: poll() only ever returns results of the newest request, each once. One thread, ended by the destructor.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace core {

template <class Request, class Output>
class LatestJob {
public:
    // `work` MUST watch `cancel` and may call `publish` several times (a draft, then the final picture).
    // `wake` is called from the job's thread after each publish, so that a sleeping program looks again.
    using Publish = std::function<void(Output)>;
    using Work = std::function<void(const Request&, const std::atomic<bool>& cancel, const Publish&)>;

    explicit LatestJob(
        Work work, std::function<void()> wake = [] {})
        : work_(std::move(work)), wake_(std::move(wake)), thread_([this] { run(); }) {}
    LatestJob(const LatestJob&) = delete;
    LatestJob& operator=(const LatestJob&) = delete;
    ~LatestJob() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
            cancel_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

    void post(Request request) {
        {
            const std::lock_guard lock(mutex_);
            waiting_ = std::move(request);
            output_.reset();
            cancel_ = true;
            busy_ = true;
        }
        changed_.notify_all();
    }

    // Nothing comes of what was asked any more; the work under way is told to stop.
    void cancel() {
        const std::lock_guard lock(mutex_);
        waiting_.reset();
        output_.reset();
        cancel_ = true;
        busy_ = false;
    }

    std::optional<Output> poll() {
        const std::lock_guard lock(mutex_);
        return std::exchange(output_, std::nullopt);
    }

    bool busy() const {  // a request is waiting or running, or a result has not been taken
        const std::lock_guard lock(mutex_);
        return busy_ || output_.has_value();
    }

private:
    void run() {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [this] { return stopping_ || waiting_.has_value(); });
            if (stopping_) return;
            const Request request = std::move(*std::exchange(waiting_, std::nullopt));
            cancel_ = false;
            lock.unlock();
            work_(request, cancel_, [this](Output output) { publish(std::move(output)); });
            lock.lock();
            if (!waiting_) busy_ = false;
            lock.unlock();
            wake_();
            lock.lock();
        }
    }

    void publish(Output output) {
        {
            const std::lock_guard lock(mutex_);
            if (cancel_ || waiting_) return;
            output_ = std::move(output);
        }
        wake_();
    }

    Work work_;
    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Request> waiting_;
    std::optional<Output> output_;
    std::atomic<bool> cancel_ = false;
    bool busy_ = false;
    bool stopping_ = false;
    std::thread thread_;  // last: starts when everything above is ready
};

}  // namespace core
