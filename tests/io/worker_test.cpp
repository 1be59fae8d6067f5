// The worker against children that behave and children that do not. None of it may reach this process.
#include "app/worker/worker.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "app/worker/protocol.h"
#include "io/scratch.h"
#include "support/catch.h"

using namespace std::chrono_literals;
using worker::Bytes;
using worker::Limits;
using worker::Outcome;
using Kind = worker::Outcome::Kind;

namespace {

Bytes pattern(std::size_t size) {
    Bytes bytes(size);
    std::uint32_t state = 12345;
    for (std::byte& b : bytes) {
        state = state * 1664525U + 1013904223U;
        b = static_cast<std::byte>(state >> 24);
    }
    return bytes;
}

Outcome run(const std::string& job, const Bytes& request = {}, const Limits& limits = {}) {
    const std::atomic<bool> cancel = false;
    return worker::run(job, request, limits, cancel);
}

int open_descriptors() {
    int count = 0;
    for (int number = 0; number < 1024; ++number) count += ::fcntl(number, F_GETFD) >= 0;
    return count;
}

bool no_child_left() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Polls as a program would, frame by frame.
Outcome wait_for(worker::Worker& worker) {
    while (true) {
        if (std::optional<Outcome> outcome = worker.poll()) return std::move(*outcome);
        std::this_thread::sleep_for(2ms);
    }
}

}  // namespace

TEST_CASE("worker: an echo comes back unchanged, whatever its size") {
    const std::size_t size = GENERATE(0U, 1U, 39U, 40U, 41U, 65'536U, 1'000'003U);
    CAPTURE(size);
    const Bytes request = pattern(size);
    const Outcome outcome = run("echo", request);
    REQUIRE(outcome.kind == Kind::done);
    CHECK(outcome.bytes == request);
    CHECK(no_child_left());
}

TEST_CASE("worker: 64 MB there and back, with progress") {
    const Bytes request = pattern(std::size_t{64} << 20);
    const std::atomic<bool> cancel = false;
    bool sending = false;
    bool receiving = false;
    double last = 0.0;
    const Outcome outcome = worker::run("echo", request, Limits{}, cancel, [&](worker::Progress now) {
        sending = sending || now.stage == worker::Progress::Stage::sending;
        if (now.stage == worker::Progress::Stage::receiving) {
            CHECK(now.fraction >= last);
            last = now.fraction;
            receiving = true;
        }
    });
    REQUIRE(outcome.kind == Kind::done);
    CHECK((outcome.bytes == request));
    CHECK(sending);
    CHECK(receiving);
}

TEST_CASE("worker: what the job reports is reported") {
    CHECK(run("empty").kind == Kind::done);
    const Outcome failed = run("fail");
    REQUIRE(failed.kind == Kind::failed);
    CHECK(failed.error.sentence() == "that file: is no good; try another");
    CHECK(failed.error.kind == core::Error::Kind::not_my_format);
    const Outcome thrown = run("throw");
    REQUIRE(thrown.kind == Kind::failed);
    CHECK(thrown.error.what == "thrown on purpose");
    CHECK(thrown.error.key == "error.job_threw");
    const Outcome unknown = run("no-such-job");
    REQUIRE(unknown.kind == Kind::failed);
    CHECK(unknown.error.what.find("no-such-job") != std::string::npos);
}

TEST_CASE("worker: a death is an outcome") {
    const int before = open_descriptors();
    const Outcome aborted = run("abort", pattern(100));
    CHECK(aborted.kind == Kind::crashed);
    CHECK(aborted.exit.signal == SIGABRT);
    const Outcome segfault = run("segfault");
    CHECK(segfault.kind == Kind::crashed);
    CHECK((segfault.exit.signal == SIGSEGV || segfault.exit.code != 0));  // a sanitizer turns it into an exit code
    const Outcome left = run("exit-early");
    CHECK(left.kind == Kind::crashed);
    CHECK(left.exit == worker::ExitStatus{7, 0});
    CHECK(run("sigkill").kind == Kind::out_of_memory);
    CHECK(no_child_left());
    CHECK(open_descriptors() == before);
}

TEST_CASE("worker: nonsense on the pipe is a crash, at once") {
    const std::string name = GENERATE("garbage", "half-a-header", "half-an-answer", "leave-at-once", "huge-answer");
    CAPTURE(name);
    const auto start = std::chrono::steady_clock::now();
    CHECK(run(name, pattern(3'000'000)).kind == Kind::crashed);  // more than a pipe holds, and nobody reads it
    CHECK(seconds_since(start) < 10.0);
    CHECK(no_child_left());
}

TEST_CASE("worker: a memory hog is stopped") {
    if (!worker::k_memory_can_be_limited) return;
    Limits limits;
    limits.memory_bytes = 512ULL << 20;
    CHECK(run("eat-memory", {}, limits).kind == Kind::out_of_memory);
    // A request beyond the limit cannot even be stored.
    limits.memory_bytes = 64ULL << 20;
    CHECK(run("echo", pattern(std::size_t{100} << 20), limits).kind == Kind::out_of_memory);
    CHECK(no_child_left());
}

TEST_CASE("worker: time limits") {
    Limits limits;
    SECTION("a job that sleeps meets the wall") {
        limits.wall_time = 200ms;
        const auto start = std::chrono::steady_clock::now();
        CHECK(run("sleep", {}, limits).kind == Kind::timed_out);
        CHECK(seconds_since(start) < 5.0);
    }
    SECTION("a job that computes for ever meets the CPU limit") {
        limits.cpu_time = 0ms;  // rounded up to a whole second
        limits.wall_time = std::chrono::seconds(60);
        const auto start = std::chrono::steady_clock::now();
        CHECK(run("loop", {}, limits).kind == Kind::timed_out);
        CHECK(seconds_since(start) < 30.0);
    }
    CHECK(no_child_left());
}

TEST_CASE("worker: cancel") {
    std::atomic<bool> cancel = true;
    CHECK(worker::run("echo", {}, {}, cancel).kind == Kind::cancelled);
    cancel = false;
    std::thread other([&] {
        std::this_thread::sleep_for(100ms);
        cancel = true;
    });
    const auto start = std::chrono::steady_clock::now();
    CHECK(worker::run("loop", {}, {}, cancel).kind == Kind::cancelled);
    CHECK(seconds_since(start) < 5.0);
    other.join();
    CHECK(no_child_left());
}

TEST_CASE("worker: a job sees nothing of the program and cannot reach the answer by printing") {
    const Outcome chatter = run("chatter");
    REQUIRE(chatter.kind == Kind::done);
    CHECK(chatter.bytes == Bytes{std::byte{42}});
    const int inherited = ::dup(STDIN_FILENO);  // without close-on-exec, as a careless library opens them
    const Outcome descriptors = run("count-descriptors");
    ::close(inherited);
    REQUIRE(descriptors.kind == Kind::done);
    CHECK(descriptors.bytes == Bytes{std::byte{0}});
}

TEST_CASE("worker: a job cannot fill a file") {
    const Scratch scratch;
    const std::string path = (scratch.folder() / "trace").string();
    const auto* bytes = reinterpret_cast<const std::byte*>(path.data());
    const Outcome outcome = run("write-a-file", Bytes(bytes, bytes + path.size()));
    REQUIRE(outcome.kind == Kind::failed);
    CHECK(outcome.error.what == "could not be filled");
}

TEST_CASE("worker: a program that is not there") {
    const std::atomic<bool> cancel = false;
    const Outcome outcome = worker::run("echo", {}, {}, cancel, {}, "/no/such/program");
    REQUIRE(outcome.kind == Kind::unavailable);
    CHECK(outcome.error.sentence().find("/no/such/program") != std::string::npos);
    CHECK(worker::run("echo", {}, {}, cancel, {}, "").kind == Kind::unavailable);
}

TEST_CASE("Worker: start, poll, once") {
    worker::Worker worker;
    CHECK_FALSE(worker.running());
    CHECK_FALSE(worker.poll());
    std::atomic<int> woken = 0;
    worker.start("echo", pattern(5), {}, [&] { ++woken; });
    CHECK(worker.running());
    const Outcome outcome = wait_for(worker);
    CHECK(outcome.kind == Kind::done);
    CHECK(outcome.bytes == pattern(5));
    CHECK(woken == 1);
    CHECK_FALSE(worker.running());
    CHECK_FALSE(worker.poll());
    worker.start("sleep", {});
    worker.cancel();
    CHECK(wait_for(worker).kind == Kind::cancelled);
    worker.start("sleep", {});
    worker.start("echo", pattern(7));  // takes the place of the other
    CHECK(wait_for(worker).bytes == pattern(7));
    CHECK(no_child_left());
}

TEST_CASE("Worker: the end of the object is the end of the child") {
    const int before = open_descriptors();
    const auto start = std::chrono::steady_clock::now();
    {
        worker::Worker worker;
        worker.start("loop", pattern(2'000'000));
        std::this_thread::sleep_for(50ms);
    }
    CHECK(seconds_since(start) < 5.0);
    CHECK(no_child_left());
    CHECK(open_descriptors() == before);
}

TEST_CASE("worker: many at once, from many threads") {
    std::vector<std::thread> threads;
    std::atomic<int> right = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        threads.emplace_back([&right, i] {
            for (std::size_t turn = 0; turn < 4; ++turn) {
                const Bytes request = pattern(1000 * i + turn);
                const Outcome outcome = run(turn == 3 ? "abort" : "echo", request);
                right += turn == 3 ? outcome.kind == Kind::crashed : outcome.bytes == request;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(right == 32);
    CHECK(no_child_left());
}

TEST_CASE("worker protocol: headers and errors survive the trip, damage does not pass") {
    worker::RequestHeader request;
    request.memory_bytes = 1;
    request.length = 0x0102030405060708;
    CHECK(worker::decode_request(worker::encode(request))->length == request.length);
    request.version = 99;
    CHECK_FALSE(worker::decode_request(worker::encode(request)));
    worker::ResponseHeader response;
    CHECK_FALSE(worker::decode_response(worker::encode(response)));  // kind 0
    const core::Error error{
        "what", "where", "hint", core::Error::Kind::not_my_format, "key", {{"rows", "40"}, {"reason", "무엇"}}};
    const std::vector<std::byte> bytes = worker::encode_error(error);
    CHECK(worker::decode_error(bytes) == error);
    for (std::size_t length = 0; length < bytes.size(); ++length)
        CHECK_FALSE(worker::decode_error(std::span(bytes).first(length)));
    const core::Error plain{"what", "", ""};
    CHECK(worker::decode_error(worker::encode_error(plain)) == plain);
}
