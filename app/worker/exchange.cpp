#include "app/worker/exchange.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>

#include "app/worker/protocol.h"

namespace worker {
namespace {

using Clock = std::chrono::steady_clock;
using Transfer = ChildProcess::Transfer;

constexpr std::chrono::milliseconds k_look_again{5};       // how soon a cancel is seen
constexpr std::chrono::milliseconds k_time_to_leave{500};  // between the last byte and the exit of a healthy child
constexpr const char* k_show_stderr = "POOLSCOPE_WORKER_STDERR";  // set: a worker's messages reach the terminal

double fraction(std::size_t part, std::size_t whole) {
    return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Both directions of one request and its response, as far as they have come.
class Exchange {
public:
    enum class State { going, answered, hung_up, nonsense, too_long };

    Exchange(ChildProcess& child, const Bytes& request, Request position, const Limits& limits)
        : child_(child), request_(request), position_(position), limits_(limits) {
        RequestHeader header;
        header.memory_bytes = limits.memory_bytes;
        header.cpu_ms = static_cast<std::uint64_t>(limits.cpu_time.count());
        header.wall_ms = static_cast<std::uint64_t>(limits.wall_time.count());
        header.length = request.size();
        request_header_ = encode(header);
    }

    // One turn in each direction; `moved` says whether anything went.
    State pump(bool& moved) {
        moved = send();
        return receive(moved);
    }

    bool sending() const { return sent_ < request_header_.size() + request_.size(); }
    Progress progress() const {
        if (header_) return {Progress::Stage::receiving, fraction(received_, response_.size())};
        if (sending()) return {Progress::Stage::sending, fraction(sent_, request_header_.size() + request_.size())};
        return {Progress::Stage::working, 0.0};
    }
    ResponseKind kind() const { return static_cast<ResponseKind>(header_->kind); }
    Bytes take_response() { return std::move(response_); }

private:
    bool send() {
        if (!sending()) return false;
        const std::size_t header_left = request_header_.size() - std::min(sent_, request_header_.size());
        const std::span<const std::byte> rest =
            header_left > 0 ? std::span<const std::byte>(request_header_).last(header_left)
                            : std::span<const std::byte>(request_).subspan(sent_ - request_header_.size());
        std::size_t count = 0;
        const Transfer transfer = child_.write(rest, count);
        sent_ += count;
        // A child that does not listen any more may still have answered: the reading side finds out.
        if (transfer == Transfer::closed) sent_ = request_header_.size() + request_.size();
        if (!sending() && position_ == Request::last) child_.close_input();
        return count > 0;
    }

    State receive(bool& moved) {
        const std::span<std::byte> room = header_ ? std::span<std::byte>(response_).subspan(received_)
                                                  : std::span<std::byte>(response_header_).subspan(header_received_);
        std::size_t count = 0;
        const Transfer transfer = child_.read(room, count);
        if (transfer == Transfer::closed) return State::hung_up;
        moved = moved || count > 0;
        if (header_) {
            received_ += count;
        } else {
            header_received_ += count;
            if (header_received_ < response_header_.size()) return State::going;
            header_ = decode_response(response_header_);
            if (!header_) return State::nonsense;
            if (header_->length > limits_.response_bytes) return State::too_long;
            response_.resize(static_cast<std::size_t>(header_->length));
        }
        return received_ == response_.size() ? State::answered : State::going;
    }

    ChildProcess& child_;
    const Bytes& request_;
    Request position_;
    const Limits& limits_;
    HeaderBytes request_header_;
    std::size_t sent_ = 0;  // header and request together
    HeaderBytes response_header_;
    std::size_t header_received_ = 0;
    std::optional<ResponseHeader> header_;
    Bytes response_;
    std::size_t received_ = 0;
};

ExitStatus leave(ChildProcess& child) {
    const Clock::time_point give_up = Clock::now() + k_time_to_leave;
    while (Clock::now() < give_up) {
        if (const std::optional<ExitStatus> status = child.try_reap()) return *status;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return child.kill_and_reap();
}

Outcome response_of(Exchange& exchange) {
    const ResponseKind kind = exchange.kind();
    Bytes response = exchange.take_response();
    if (kind == ResponseKind::out_of_memory) return of_kind(Outcome::Kind::out_of_memory);
    if (kind == ResponseKind::failed) {
        std::optional<core::Error> error = decode_error(response);
        if (!error) return with_error(Outcome::Kind::crashed, {"the worker's error message is damaged", "", ""});
        return with_error(Outcome::Kind::failed, std::move(*error));
    }
    Outcome outcome = of_kind(Outcome::Kind::done);
    outcome.bytes = std::move(response);
    return outcome;
}

Outcome answered(Exchange& exchange, Request position, ChildProcess& child) {
    Outcome outcome = response_of(exchange);
    // A child that has answered before it was asked to the end would take the rest for its next request.
    if (position == Request::last || exchange.sending()) leave(child);
    return outcome;
}

// The child closed its side without a whole response: how it ended says why.
Outcome hung_up(ChildProcess& child) {
    const ExitStatus exit = leave(child);
#ifdef SIGXCPU
    if (exit.signal == SIGXCPU || exit.signal == SIGALRM) return of_kind(Outcome::Kind::timed_out);
    // We have not killed it, so the system has: it does that when the machine's memory runs out.
    if (exit.signal == SIGKILL) return of_kind(Outcome::Kind::out_of_memory);
#endif
    const std::string how =
        exit.signal != 0 ? "signal " + std::to_string(exit.signal) : "exit code " + std::to_string(exit.code);
    return with_error(Outcome::Kind::crashed, {"the worker ended without an answer (" + how + ")", "", ""}, exit);
}

Outcome converse(ChildProcess& child, const Bytes& request, Request position, const Limits& limits,
                 const std::atomic<bool>& cancel, const std::function<void(Progress)>& progress) {
    const Clock::time_point deadline = Clock::now() + limits.wall_time;
    Exchange exchange(child, request, position, limits);
    std::optional<Clock::time_point> give_up;  // once cancelled
    while (true) {
        if (cancel && !give_up) give_up = Clock::now() + limits.grace;
        if (give_up && Clock::now() >= *give_up) return of_kind(Outcome::Kind::cancelled);
        if (Clock::now() > deadline) return of_kind(Outcome::Kind::timed_out);
        bool moved = false;
        switch (exchange.pump(moved)) {
            case Exchange::State::answered:
                return answered(exchange, position, child);
            case Exchange::State::hung_up:
                return hung_up(child);
            case Exchange::State::nonsense:
                return with_error(Outcome::Kind::crashed, {"the worker's answer makes no sense", "", ""});
            case Exchange::State::too_long:
                return with_error(Outcome::Kind::crashed, {"the worker's answer is longer than allowed", "", ""});
            case Exchange::State::going:
                break;
        }
        if (progress) progress(exchange.progress());
        if (!moved) child.wait_ready(exchange.sending(), k_look_again);
    }
}

}  // namespace

Outcome of_kind(Outcome::Kind kind) {
    Outcome outcome;
    outcome.kind = kind;
    return outcome;
}

Outcome with_error(Outcome::Kind kind, core::Error error, ExitStatus exit) {
    Outcome outcome;
    outcome.kind = kind;
    outcome.error = std::move(error);
    outcome.exit = exit;
    return outcome;
}

Outcome exchange(ChildProcess& child, const Bytes& request, Request position, const Limits& limits,
                 const std::atomic<bool>& cancel, const std::function<void(Progress)>& progress) {
    Outcome outcome = converse(child, request, position, limits, cancel, progress);
    if (outcome.kind != Outcome::Kind::done && outcome.kind != Outcome::Kind::failed) child.kill_and_reap();
    return outcome;
}

core::Result<ChildProcess> start_child(const std::string& job, const std::filesystem::path& program) {
    const std::array<std::string, 3> argv{"poolscope", std::string(k_worker_argument), job};
    return ChildProcess::start(program, argv, std::getenv(k_show_stderr) == nullptr);
}

}  // namespace worker
