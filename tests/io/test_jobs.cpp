#include "io/test_jobs.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "app/io/image_decode.h"
#include "app/worker/protocol.h"

namespace {

using Answer = core::Result<std::vector<std::byte>>;
using Request = std::span<const std::byte>;

Answer echo(Request request) { return std::vector<std::byte>(request.begin(), request.end()); }
Answer empty(Request) { return std::vector<std::byte>{}; }
Answer fail(Request) { return core::Error{"is no good", "that file", "try another", core::Error::Kind::not_my_format}; }
Answer throw_exception(Request) { throw std::runtime_error("thrown on purpose"); }
Answer abort_now(Request) { std::abort(); }
Answer segfault(Request) {
    ::raise(SIGSEGV);
    return std::vector<std::byte>{};
}
Answer killed_by_the_system(Request) {
    ::raise(SIGKILL);
    return std::vector<std::byte>{};
}
Answer exit_early(Request) { ::_exit(7); }

// Eats memory and uses it, so that neither laziness nor the optimiser can spare it.
Answer eat_memory(Request) {
    std::vector<std::vector<std::byte>> eaten;
    while (true) eaten.emplace_back(std::size_t{16} << 20, std::byte{1});
}
Answer loop_forever(Request) {
    volatile std::uint64_t count = 0;
    while (true) {
        const std::uint64_t next = count + 1;
        count = next;
    }
}
Answer sleep_forever(Request) {
    while (true) ::pause();
}

// What a chatty library would do: none of it may reach the answer.
Answer chatter(Request) {
    std::puts("this goes to standard output");
    std::fflush(stdout);
    const char* noise = "WORR and more";
    if (::write(STDOUT_FILENO, noise, std::strlen(noise)) < 0) return core::Error{"standard output is closed", "", ""};
    std::fputs("and this to standard error\n", stderr);
    return std::vector<std::byte>{std::byte{42}};
}

// How many descriptors beyond the four it needs a job can see.
Answer count_descriptors(Request) {
    std::uint8_t open = 0;
    for (int number = 4; number < 256; ++number)
        open = static_cast<std::uint8_t>(open + (::dup2(number, number) == number));
    return std::vector<std::byte>{std::byte{open}};
}

Answer write_a_file(Request request) {
    std::string path(reinterpret_cast<const char*>(request.data()), request.size());
    std::signal(SIGXFSZ, SIG_IGN);
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) return core::Error{"could not be created", "", ""};
    const bool written = std::fputs("something", file) >= 0 && std::fflush(file) == 0;
    std::fclose(file);
    if (!written) return core::Error{"could not be filled", "", ""};
    return std::vector<std::byte>{};
}

constexpr worker::NamedJob k_jobs[] = {{"echo", echo},
                                       {"empty", empty},
                                       {"fail", fail},
                                       {"throw", throw_exception},
                                       {"abort", abort_now},
                                       {"segfault", segfault},
                                       {"sigkill", killed_by_the_system},
                                       {"exit-early", exit_early},
                                       {"eat-memory", eat_memory},
                                       {"loop", loop_forever},
                                       {"sleep", sleep_forever},
                                       {"chatter", chatter},
                                       {"count-descriptors", count_descriptors},
                                       {"write-a-file", write_a_file},
                                       {io::k_decode_job, io::decode_image_job}};

std::vector<std::byte> text_bytes(const std::string& text) {
    const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
    return {bytes, bytes + text.size()};
}

class TestSession : public worker::SessionJob {
public:
    Answer handle(Request request) override {
        ++calls_;
        const auto space = std::find(request.begin(), request.end(), std::byte{' '});
        const std::string word(reinterpret_cast<const char*>(request.data()),
                               static_cast<std::size_t>(space - request.begin()));
        const Request about = request.subspan(std::min(word.size() + 1, request.size()));
        if (word == "calls") return text_bytes(std::to_string(calls_));
        if (word == "pid") return text_bytes(std::to_string(::getpid()));
        if (word == "sum") {
            for (const std::byte b : about) sum_ += std::to_integer<std::uint64_t>(b);
            return text_bytes(std::to_string(sum_));
        }
        if (word == "sleep" || word == "burn") return pass_time(word == "burn", about);
        for (const worker::NamedJob& job : k_jobs) {
            if (job.name == word) return job.run(about);
        }
        return core::Error{"knows no such word", "", ""};
    }

private:
    static Answer pass_time(bool burn, Request about) {
        const std::string text(reinterpret_cast<const char*>(about.data()), about.size());
        const auto span = std::chrono::milliseconds(std::stoi(text));
        const auto used = [burn, start = std::chrono::steady_clock::now()] {
            if (!burn) return std::chrono::steady_clock::now() - start;
            return std::chrono::steady_clock::duration(std::chrono::milliseconds(std::clock() * 1000 / CLOCKS_PER_SEC));
        };
        const auto before = used();
        while (used() - before < span) {
            if (!burn) std::this_thread::sleep_for(span);
        }
        return text_bytes(text);
    }

    int calls_ = 0;
    std::uint64_t sum_ = 0;
};

constexpr worker::NamedSession k_sessions[] = {
    {"test", [] { return std::unique_ptr<worker::SessionJob>(std::make_unique<TestSession>()); }}};

void say(std::span<const std::byte> bytes) {
    if (::write(STDOUT_FILENO, bytes.data(), bytes.size()) < 0) std::abort();
}

}  // namespace

std::span<const worker::NamedJob> test_jobs() { return k_jobs; }
std::span<const worker::NamedSession> test_sessions() { return k_sessions; }

bool misbehave_before_answering(std::string_view name) {
    worker::ResponseHeader header;
    header.kind = static_cast<std::uint32_t>(worker::ResponseKind::done);
    if (name == "garbage") {
        const std::vector<std::byte> noise(1000, std::byte{0x5A});
        say(noise);
        ::sleep(60);
        return true;
    }
    if (name == "half-a-header") {
        const worker::HeaderBytes bytes = worker::encode(header);
        say(std::span(bytes).first(10));
        return true;
    }
    if (name == "half-an-answer") {
        header.length = 100;
        say(worker::encode(header));
        say(std::vector<std::byte>(50));
        return true;
    }
    if (name == "huge-answer") {
        header.length = std::uint64_t{1} << 60;
        say(worker::encode(header));
        ::sleep(60);
        return true;
    }
    return name == "leave-at-once";
}
