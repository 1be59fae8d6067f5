// LatestJob: the newest request wins, nothing stale comes out, and nobody waits for long. Meant to be run under the
// thread sanitizer as well.
#include "core/latest_job.h"

#include <chrono>
#include <string>

#include "support/catch.h"

using namespace std::chrono_literals;

namespace {

using Job = core::LatestJob<int, int>;

template <class Condition>
bool soon(const Condition& condition) {
    for (int i = 0; i < 2000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

std::optional<int> wait_for(Job& job) {
    std::optional<int> result;
    soon([&] { return (result = job.poll()).has_value(); });
    return result;
}

}  // namespace

TEST_CASE("latest job: a result comes once") {
    std::atomic<int> woken = 0;
    Job job([](const int& request, const std::atomic<bool>&, const Job::Publish& publish) { publish(request * 2); },
            [&] { ++woken; });
    CHECK_FALSE(job.busy());
    CHECK_FALSE(job.poll());
    job.post(21);
    CHECK(job.busy());
    CHECK(wait_for(job) == 42);
    CHECK_FALSE(job.poll());
    CHECK(soon([&] { return !job.busy(); }));
    CHECK(soon([&] { return woken >= 2; }));  // at the result, and at the end of the work
}

TEST_CASE("latest job: drafts, then the final picture") {
    std::atomic<bool> go_on = false;
    Job job([&](const int& request, const std::atomic<bool>&, const Job::Publish& publish) {
        publish(request);
        while (!go_on) std::this_thread::sleep_for(1ms);
        publish(request + 1);
    });
    job.post(1);
    CHECK(wait_for(job) == 1);
    CHECK(job.busy());
    go_on = true;
    CHECK(wait_for(job) == 2);
}

TEST_CASE("latest job: the newest request wins and cancels the older") {
    std::atomic<int> cancelled = 0;
    std::atomic<int> started = 0;
    Job job([&](const int& request, const std::atomic<bool>& cancel, const Job::Publish& publish) {
        ++started;
        if (request == 1) {
            while (!cancel) std::this_thread::sleep_for(1ms);
            ++cancelled;
        }
        publish(request);  // too late for 1: must not come out
    });
    job.post(1);
    REQUIRE(soon([&] { return started == 1; }));
    for (int request = 2; request <= 100; ++request) job.post(request);
    CHECK(wait_for(job) == 100);
    CHECK(cancelled == 1);
    CHECK(soon([&] { return !job.busy(); }));
    CHECK_FALSE(job.poll());
}

TEST_CASE("latest job: a result that was not taken is dropped by a newer request") {
    Job job([](const int& request, const std::atomic<bool>& cancel, const Job::Publish& publish) {
        if (request == 1) {
            publish(1);
            return;
        }
        while (!cancel) std::this_thread::sleep_for(1ms);
    });
    std::this_thread::sleep_for(1ms);
    job.post(1);
    std::this_thread::sleep_for(30ms);  // 1 is published by now
    job.post(2);
    CHECK_FALSE(job.poll());
    CHECK(job.busy());
}

TEST_CASE("latest job: results never go back") {
    Job job([](const int& request, const std::atomic<bool>&, const Job::Publish& publish) {
        publish(request);
        publish(request);
    });
    int newest = 0;
    for (int request = 1; request <= 3000; ++request) {
        job.post(request);
        if (const std::optional<int> result = job.poll()) {
            REQUIRE(*result == request);  // of the newest request or of none
            newest = *result;
        }
    }
    if (newest != 3000) CHECK(wait_for(job) == 3000);
}

TEST_CASE("latest job: cancel") {
    std::atomic<int> seen = 0;
    Job job([&](const int& request, const std::atomic<bool>& cancel, const Job::Publish& publish) {
        ++seen;
        if (request == 1) {
            while (!cancel) std::this_thread::sleep_for(1ms);
        }
        publish(request);
    });
    job.post(1);
    REQUIRE(soon([&] { return seen == 1; }));
    job.cancel();
    CHECK_FALSE(job.busy());
    std::this_thread::sleep_for(20ms);
    CHECK_FALSE(job.poll());
    job.post(2);
    CHECK(wait_for(job) == 2);
    job.cancel();  // nothing to cancel
    CHECK_FALSE(job.poll());
}

TEST_CASE("latest job: the destructor is prompt") {
    const auto start = std::chrono::steady_clock::now();
    std::atomic<bool> started = false;
    {
        Job job([&](const int&, const std::atomic<bool>& cancel, const Job::Publish&) {
            started = true;
            while (!cancel) std::this_thread::sleep_for(1ms);
        });
        job.post(1);
        REQUIRE(soon([&] { return started.load(); }));
        job.post(2);  // waiting when the end comes
    }
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}
