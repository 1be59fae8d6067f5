#include "core/workspace.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "core/check.h"
#include "core/page_buffer.h"

namespace core {

// The caller and its helpers take parts from one counter until none is left. A helper sleeps between calls; `round_`
// tells it that a new one began.
class Workspace::Team {
public:
    explicit Team(int threads) {
        CORE_CHECK_GE(threads, 0);
        const int wanted = threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        scratch_.resize(static_cast<std::size_t>(wanted));
        helpers_.reserve(scratch_.size());
        try {
            for (std::size_t helper = 1; helper < scratch_.size(); ++helper)
                helpers_.emplace_back([this, helper] { help(helper); });
        } catch (const std::system_error&) {  // the system gives no more threads: those there are do all
        }
    }
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;
    ~Team() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        begin_.notify_all();
        for (std::thread& helper : helpers_) helper.join();
    }

    int threads() const { return static_cast<int>(helpers_.size()) + 1; }

    void run(std::int64_t parts, std::size_t scratch_bytes, Parts work) {
        if (parts <= 0) return;
        const std::size_t used = std::min(static_cast<std::size_t>(parts), helpers_.size() + 1);
        for (std::size_t thread = 0; thread < used; ++thread) scratch_[thread].reserve(scratch_bytes);
        parts_ = parts;
        scratch_bytes_ = scratch_bytes;
        work_ = work;
        next_.store(0, std::memory_order_relaxed);
        if (used > 1) begin_round(used - 1);
        take_parts(0);
        if (used > 1) wait_for_helpers();
    }

    std::span<std::byte> shared(std::size_t bytes) {
        shared_.reserve(bytes);
        return {shared_.data(), bytes};
    }

private:
    void begin_round(std::size_t helpers) {
        {
            const std::lock_guard lock(mutex_);
            wanted_ = helpers;
            working_ = helpers;
            ++round_;
        }
        begin_.notify_all();
    }

    void wait_for_helpers() {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [this] { return working_ == 0; });
    }

    void take_parts(std::size_t thread) {
        const std::span<std::byte> scratch{scratch_[thread].data(), scratch_bytes_};
        while (true) {
            const std::int64_t part = next_.fetch_add(1, std::memory_order_relaxed);
            if (part >= parts_) return;
            work_.call(work_.what, part, scratch);
        }
    }

    void help(std::size_t helper) {
        std::uint64_t seen = 0;
        std::unique_lock lock(mutex_);
        while (true) {
            begin_.wait(lock, [&] { return stopping_ || round_ != seen; });
            if (stopping_) return;
            seen = round_;
            if (helper > wanted_) continue;
            lock.unlock();
            take_parts(helper);
            lock.lock();
            if (--working_ == 0) done_.notify_one();
        }
    }

    std::vector<PageBuffer> scratch_;  // one for each thread, the caller's first
    PageBuffer shared_;

    std::int64_t parts_ = 0;
    std::size_t scratch_bytes_ = 0;
    Parts work_;
    std::atomic<std::int64_t> next_ = 0;

    std::mutex mutex_;
    std::condition_variable begin_;
    std::condition_variable done_;
    std::uint64_t round_ = 0;
    std::size_t wanted_ = 0;   // helpers that take part in this round: the first ones
    std::size_t working_ = 0;  // of them, those not done
    bool stopping_ = false;
    std::vector<std::thread> helpers_;
};

Workspace::Workspace(int threads) : team_(std::make_unique<Team>(threads)) {}
Workspace::~Workspace() = default;

int Workspace::threads() const { return team_->threads(); }

void Workspace::run_parts(std::int64_t parts, std::size_t scratch_bytes, Parts work) {
    team_->run(parts, scratch_bytes, work);
}

std::span<std::byte> Workspace::shared(std::size_t bytes) { return team_->shared(bytes); }

}  // namespace core
