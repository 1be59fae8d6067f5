// The child's side on POSIX systems. The order matters: the response pipe is moved out of the job's reach, limits are
// set before the first byte of the request is stored, and the process leaves by _exit so that nothing of a damaged heap
// is touched again. A session's child has a second thread that only waits for the parent to hang up.
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <thread>

#include "app/worker/protocol.h"
#include "app/worker/sentences.h"
#include "app/worker/worker.h"
#include "app/worker/worker_main.h"

namespace worker {
namespace {

constexpr int k_response_descriptor = 3;
constexpr int k_session_descriptor = 4;  // the requests of a session
constexpr std::size_t k_chunk = 1 << 20;

enum ExitCode { k_answered = 0, k_bad_request = 64, k_parent_gone = 65 };

bool read_all(int descriptor, std::span<std::byte> into) {
    while (!into.empty()) {
        const ssize_t count = ::read(descriptor, into.data(), into.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        into = into.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

bool write_all(int descriptor, std::span<const std::byte> data) {
    while (!data.empty()) {
        const ssize_t count = ::write(descriptor, data.data(), std::min(data.size(), k_chunk));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        data = data.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

void close_from(int first) {
#ifdef __linux__
    if (::close_range(static_cast<unsigned>(first), ~0U, 0) == 0) return;
#endif
    const long last = std::clamp(::sysconf(_SC_OPEN_MAX), 256L, 65'536L);
    for (int number = first; number < last; ++number) ::close(number);
}

void point_at_nothing(int descriptor, int flags) {
    const int nothing = ::open("/dev/null", flags);
    if (nothing < 0 || nothing == descriptor) return;
    ::dup2(nothing, descriptor);
    ::close(nothing);
}

// The response pipe leaves standard output, and nothing the program had open is left.
bool take_response_pipe() {
    if (::dup2(STDOUT_FILENO, k_response_descriptor) < 0) return false;
    close_from(k_response_descriptor + 1);
    point_at_nothing(STDOUT_FILENO, O_WRONLY);
    return true;
}

void limit(decltype(RLIMIT_CORE) resource, rlim_t soft, rlim_t hard) {
    rlimit current{};
    if (::getrlimit(resource, &current) == 0 && current.rlim_max != RLIM_INFINITY)
        hard = std::min(hard, current.rlim_max);
    const rlimit wanted{std::min(soft, hard), hard};
    (void)::setrlimit(resource, &wanted);
}

void limit(decltype(RLIMIT_CORE) resource, rlim_t value) { limit(resource, value, value); }

std::uint64_t milliseconds(const timeval& time) {
    return static_cast<std::uint64_t>(time.tv_sec) * 1000 + static_cast<std::uint64_t>(time.tv_usec) / 1000;
}

rlim_t whole_seconds(std::uint64_t milliseconds) { return static_cast<rlim_t>(milliseconds / 1000 + 1); }

// The program ends a slow job itself; this is for the case that the program is gone.
void wake_at_the_wall(const RequestHeader& header) {
    ::alarm(static_cast<unsigned>(whole_seconds(header.wall_ms) + 1));
}

void close_doors(const RequestHeader& header) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    if (k_memory_can_be_limited) limit(RLIMIT_AS, static_cast<rlim_t>(header.memory_bytes));
}

void apply_limits(const RequestHeader& header) {
    close_doors(header);
    // The soft limit's signal (SIGXCPU) tells why the job ended; at the hard one it would just be killed.
    limit(RLIMIT_CPU, whole_seconds(header.cpu_ms), whole_seconds(header.cpu_ms) + 2);
    wake_at_the_wall(header);
}

// RLIMIT_CPU counts from the start of the process, and a hard limit never rises again. So a session moves the soft
// limit ahead of what it has used so far, call by call, and leaves the hard one alone. The wall, kept from outside,
// stops a child that would undo this.
void apply_limits_of_call(const RequestHeader& header) {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const std::uint64_t so_far = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
    limit(RLIMIT_CPU, whole_seconds(so_far + header.cpu_ms) + 1, RLIM_INFINITY);
    wake_at_the_wall(header);
}

bool respond(ResponseKind kind, std::span<const std::byte> payload) {
    ResponseHeader header;
    header.kind = static_cast<std::uint32_t>(kind);
    header.length = payload.size();
    return write_all(k_response_descriptor, encode(header)) && write_all(k_response_descriptor, payload);
}

bool respond(const core::Error& error) { return respond(ResponseKind::failed, encode_error(error)); }

bool run_job(Job job, std::size_t request_bytes) {
    try {
        std::vector<std::byte> request(request_bytes);
        if (!read_all(STDIN_FILENO, request)) return false;
        point_at_nothing(STDIN_FILENO, O_RDONLY);
        const core::Result<std::vector<std::byte>> result = job(request);
        return result ? respond(ResponseKind::done, result.value()) : respond(result.error());
    } catch (const std::bad_alloc&) {
        return respond(ResponseKind::out_of_memory, {});
    } catch (const std::exception& exception) {
        return respond(error("error.job_threw", "", {{"message", exception.what()}}));
    }
}

// Leaves the process as soon as the parent's end of the request pipe is closed, whatever the session is doing: the
// parent is gone or has had enough. Sleeps until then. Where no thread can be had, the end of the call has to do.
void leave_when_parent_hangs_up() {
    try {
        std::thread([] {
            pollfd parent{k_session_descriptor, 0, 0};  // no events asked for: only the hang-up is told
            while (::poll(&parent, 1, -1) < 0 && errno == EINTR) {
            }
            ::_exit(k_answered);
        }).detach();
    } catch (const std::system_error&) {
        return;
    }
}

// False: no answer could be given, or none will be possible any more.
bool answer_call(SessionJob& session, std::size_t request_bytes) {
    try {
        std::vector<std::byte> request(request_bytes);
        if (!read_all(k_session_descriptor, request)) return false;
        const core::Result<std::vector<std::byte>> result = session.handle(request);
        return result ? respond(ResponseKind::done, result.value()) : respond(result.error());
    } catch (const std::bad_alloc&) {
        (void)respond(ResponseKind::out_of_memory, {});
        return false;
    } catch (const std::exception& exception) {
        return respond(error("error.job_threw", "", {{"message", exception.what()}}));
    }
}

// The requests are moved out of the session's reach like the responses.
bool take_request_pipe() {
    if (::dup2(STDIN_FILENO, k_session_descriptor) < 0) return false;
    point_at_nothing(STDIN_FILENO, O_RDONLY);
    return true;
}

[[noreturn]] void run_session(const NamedSession& named, RequestHeader header) {
    if (!take_request_pipe()) ::_exit(k_bad_request);
    leave_when_parent_hangs_up();
    close_doors(header);
    apply_limits_of_call(header);
    const std::unique_ptr<SessionJob> session = named.start();
    while (answer_call(*session, static_cast<std::size_t>(header.length))) {
        ::alarm(0);  // between calls there is no hurry
        HeaderBytes bytes;
        if (!read_all(k_session_descriptor, bytes)) ::_exit(k_answered);
        const std::optional<RequestHeader> next = decode_request(bytes);
        if (!next) ::_exit(k_bad_request);
        header = *next;
        apply_limits_of_call(header);
    }
    ::_exit(k_parent_gone);
}

template <class Named>
const Named* find(std::span<const Named> all, std::string_view name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

int worker_main(std::string_view name, std::span<const NamedJob> jobs, std::span<const NamedSession> sessions) {
    HeaderBytes bytes;
    if (!take_response_pipe() || !read_all(STDIN_FILENO, bytes)) ::_exit(k_bad_request);
    const std::optional<RequestHeader> header = decode_request(bytes);
    if (!header) ::_exit(k_bad_request);
    if (const NamedSession* session = find(sessions, name)) run_session(*session, *header);
    apply_limits(*header);

    const NamedJob* job = find(jobs, name);
    const bool answered = job == nullptr ? respond(error("error.job_unknown", "", {{"job", std::string(name)}}))
                                         : run_job(job->run, static_cast<std::size_t>(header->length));
    ::_exit(answered ? k_answered : k_parent_gone);
}

}  // namespace worker
