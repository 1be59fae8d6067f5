// The session against children that behave and children that do not. None of it may reach this process.
#include "app/worker/session.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include "support/catch.h"

using namespace std::chrono_literals;
using worker::Bytes;
using worker::Limits;
using worker::Outcome;
using worker::Session;
using Kind = worker::Outcome::Kind;

namespace {

Bytes bytes_of(const std::string& text) {
    const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
    return {bytes, bytes + text.size()};
}

std::string text_of(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Outcome call(Session& session, const std::string& request, const Limits& limits = {}) {
    const std::atomic<bool> cancel = false;
    return session.call(bytes_of(request), limits, cancel);
}

std::string answer(Session& session, const std::string& request, const Limits& limits = {}) {
    const Outcome outcome = call(session, request, limits);
    REQUIRE(outcome.kind == Kind::done);
    return text_of(outcome.bytes);
}

bool no_child_left() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

// Gone, or dead and waiting for whoever inherited it to take notice (Linux says so in /proc).
bool gone(pid_t process) {
    if (::kill(process, 0) != 0 && errno == ESRCH) return true;
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string number;
    std::string name;
    std::string state;
    return file >> number >> name >> state && state == "Z";
}

bool gone_within(pid_t process, std::chrono::milliseconds time) {
    for (auto waited = std::chrono::milliseconds(0); waited < time; waited += 5ms) {
        if (gone(process)) return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

int open_descriptors() {
    int count = 0;
    for (int number = 0; number < 1024; ++number) count += ::fcntl(number, F_GETFD) >= 0;
    return count;
}

}  // namespace

TEST_CASE("Session: one child keeps its state from call to call") {
    Session session("test");
    const std::string process = answer(session, "pid");
    CHECK(answer(session, "sum \x05\x07") == "12");
    CHECK(answer(session, "sum \x08") == "20");
    CHECK(answer(session, "echo hello") == "hello");
    CHECK(answer(session, "pid") == process);
    CHECK(answer(session, "calls") == "6");
    Session other("test");
    CHECK(answer(other, "sum \x01") == "1");
    CHECK(answer(other, "pid") != process);
}

TEST_CASE("Session: many calls, and none of them leaves anything open") {
    Session session("test");
    answer(session, "calls");
    const int before = open_descriptors();
    for (int i = 2; i <= 2000; ++i) REQUIRE(answer(session, "calls") == std::to_string(i));
    CHECK(open_descriptors() == before);
}

TEST_CASE("Session: payloads of every size, both ways") {
    Session session("test");
    std::size_t last = 0;
    for (const std::size_t size : {0UL, 1UL, 39UL, 40UL, 41UL, 65'536UL, 1'000'003UL, 24UL << 20, 3UL}) {
        std::string payload(size, ' ');
        for (std::size_t i = 0; i < size; ++i) payload[i] = static_cast<char>(i * 7 + last);
        REQUIRE((answer(session, "echo " + payload) == payload));
        last = size;
    }
}

TEST_CASE("Session: a sentence does not end it") {
    Session session("test");
    const Outcome failed = call(session, "fail");
    REQUIRE(failed.kind == Kind::failed);
    CHECK(failed.error.sentence() == "that file: is no good; try another");
    const Outcome thrown = call(session, "throw");
    REQUIRE(thrown.kind == Kind::failed);
    CHECK(thrown.error.what == "thrown on purpose");
    CHECK(session.alive());
    CHECK(answer(session, "calls") == "3");
}

TEST_CASE("Session: a death in the second call is an outcome, and a new session begins anew") {
    const std::string word = GENERATE("abort", "segfault", "exit-early");
    CAPTURE(word);
    {
        Session session("test");
        CHECK(answer(session, "calls") == "1");
        CHECK(call(session, word).kind == Kind::crashed);
        CHECK_FALSE(session.alive());
        const Outcome after = call(session, "calls");
        CHECK(after.kind == Kind::unavailable);
        CHECK(after.error.key == "error.session_over");
        CHECK(no_child_left());
    }
    Session fresh("test");
    CHECK(answer(fresh, "calls") == "1");
}

TEST_CASE("Session: a death between calls shows at the next") {
    Session session("test");
    const pid_t process = std::stoi(answer(session, "pid"));
    REQUIRE(::kill(process, SIGSEGV) == 0);
    while (session.alive()) std::this_thread::sleep_for(1ms);
    const Outcome outcome = call(session, "calls");
    CHECK(outcome.kind == Kind::crashed);
    CHECK_FALSE(session.alive());
    CHECK(no_child_left());
}

TEST_CASE("Session: the wall stands for each call, not for all of them together") {
    Session session("test");
    Limits limits;
    limits.wall_time = std::chrono::seconds(2);
    for (int i = 0; i < 5; ++i) CHECK(answer(session, "sleep 500", limits) == "500");
    CHECK(call(session, "sleep-forever").kind == Kind::failed);  // no such word
    limits.wall_time = std::chrono::milliseconds(100);
    CHECK(call(session, "sleep 60000", limits).kind == Kind::timed_out);
    CHECK_FALSE(session.alive());
    CHECK(no_child_left());
}

TEST_CASE("Session: so does the CPU limit") {
    Session session("test");
    Limits limits;
    limits.cpu_time =
        std::chrono::milliseconds(0);  // rounded up to whole seconds of what it used before and what it may use
    for (int i = 0; i < 4; ++i) CHECK(answer(session, "burn 700", limits) == "700");
    const Outcome outcome = call(session, "loop", limits);
    CHECK(outcome.kind == Kind::timed_out);
    CHECK(no_child_left());
}

TEST_CASE("Session: a memory hog is stopped in the call that it was") {
    if (!worker::k_memory_can_be_limited) return;
    Session session("test");
    Limits limits;
    limits.memory_bytes = 512ULL << 20;
    CHECK(answer(session, "calls", limits) == "1");
    limits.memory_bytes = 64ULL << 30;  // too late
    CHECK(call(session, "eat-memory", limits).kind == Kind::out_of_memory);
    CHECK_FALSE(session.alive());
    CHECK(no_child_left());
}

TEST_CASE("Session: cancel ends the child, but not one that nothing was asked of") {
    Session session("test");
    CHECK(answer(session, "calls") == "1");
    std::atomic<bool> cancel = true;
    CHECK(session.call(bytes_of("calls"), {}, cancel).kind == Kind::cancelled);
    CHECK(answer(session, "calls") == "2");
    cancel = false;
    const pid_t process = std::stoi(answer(session, "pid"));
    std::thread other([&] {
        std::this_thread::sleep_for(50ms);
        cancel = true;
    });
    CHECK(session.call(bytes_of("loop"), {}, cancel).kind == Kind::cancelled);
    other.join();
    CHECK_FALSE(session.alive());
    CHECK(gone_within(process, 1ms));
    CHECK(no_child_left());
}

TEST_CASE("Session: a call that is cancelled may be let through, and its child stays") {
    Session session("test");
    CHECK(answer(session, "calls") == "1");
    Limits limits;
    limits.grace = std::chrono::seconds(60);
    std::atomic<bool> cancel = false;
    std::thread other([&] {
        std::this_thread::sleep_for(20ms);
        cancel = true;
    });
    const Outcome outcome = session.call(bytes_of("sleep 100"), limits, cancel);
    other.join();
    CHECK(outcome.kind == Kind::done);
    CHECK(text_of(outcome.bytes) == "100");
    CHECK(answer(session, "calls") == "3");
    // Not for ever.
    limits.grace = std::chrono::milliseconds(50);
    cancel = false;
    other = std::thread([&] {
        std::this_thread::sleep_for(20ms);
        cancel = true;
    });
    CHECK(session.call(bytes_of("loop"), limits, cancel).kind == Kind::cancelled);
    other.join();
    CHECK_FALSE(session.alive());
}

TEST_CASE("Session: nonsense on the pipe is a crash") {
    const std::string name = GENERATE("garbage", "half-a-header", "half-an-answer", "leave-at-once", "huge-answer");
    CAPTURE(name);
    Session session(name);
    CHECK(call(session, "calls " + std::string(3'000'000, 'x')).kind == Kind::crashed);
    CHECK_FALSE(session.alive());
    CHECK(no_child_left());
}

TEST_CASE("Session: what the session prints goes nowhere, and it sees no descriptor of the program") {
    Session session("test");
    const Outcome chatter = call(session, "chatter");
    REQUIRE(chatter.kind == Kind::done);
    CHECK(chatter.bytes == Bytes{std::byte{42}});
    const int inherited = ::dup(STDIN_FILENO);  // without close-on-exec
    Session other("test");
    const Outcome descriptors = call(other, "count-descriptors");
    ::close(inherited);
    CHECK(descriptors.bytes == Bytes{std::byte{1}});  // its own request pipe
}

TEST_CASE("Session: a program that is not there, and a session nobody knows") {
    Session missing("test", "/no/such/program");
    CHECK_FALSE(missing.alive());
    const Outcome outcome = call(missing, "calls");
    REQUIRE(outcome.kind == Kind::unavailable);
    CHECK(outcome.error.sentence().find("/no/such/program") != std::string::npos);
    Session unknown("no-such-session");
    const Outcome refused = call(unknown, "calls");
    REQUIRE(refused.kind == Kind::failed);
    CHECK(refused.error.what.find("no-such-session") != std::string::npos);
}

TEST_CASE("Session: the end of the object is the end of the child") {
    const int before = open_descriptors();
    pid_t process = 0;
    {
        Session session("test");
        process = std::stoi(answer(session, "pid"));
        CHECK(::kill(process, 0) == 0);
    }
    CHECK(gone_within(process, 1ms));
    CHECK(no_child_left());
    CHECK(open_descriptors() == before);
}

// A process between this one and the session: when it dies without a word, nobody closes the session but the system.
TEST_CASE("Session: its child leaves when the program is gone, also in the midst of a call") {
    const bool busy = GENERATE(false, true);
    CAPTURE(busy);
    int pipe_ends[2];
    REQUIRE(::pipe(pipe_ends) == 0);
    const pid_t between = ::fork();
    if (between == 0) {
        Session session("test");
        const std::atomic<bool> cancel = false;
        const Bytes process = session.call(bytes_of("pid"), {}, cancel).bytes;
        if (::write(pipe_ends[1], process.data(), process.size()) < 0) ::_exit(1);
        ::close(pipe_ends[1]);
        if (busy) (void)session.call(bytes_of("loop"), {}, cancel);
        while (true) ::pause();
    }
    ::close(pipe_ends[1]);
    char text[32] = {};
    ssize_t length = 0;
    while (true) {
        const ssize_t count = ::read(pipe_ends[0], text + length, sizeof text - 1 - static_cast<std::size_t>(length));
        if (count <= 0) break;
        length += count;
    }
    ::close(pipe_ends[0]);
    const pid_t process = std::stoi(text);
    CHECK(::kill(process, 0) == 0);
    ::kill(between, SIGKILL);
    CHECK(::waitpid(between, nullptr, 0) == between);
    CHECK(gone_within(process, 10s));
}
