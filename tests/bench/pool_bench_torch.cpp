// PyTorch, in a child process fed over pipes.
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <csignal>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "pool_bench_contestants.h"

namespace bench {
namespace {

// Up to half a nanosecond to two a tap: above this, tens of seconds a call.
constexpr double k_most_taps = 1e10;

bool has(const Case& which) {
    const core::Op op = which.spec.op;
    return !which.shape.bytes && which.sums == core::Sums::single && which.taps() <= k_most_taps &&
           (op == core::Op::max || op == core::Op::average || op == core::Op::global_average ||
            op == core::Op::global_max || op == core::Op::adaptive_average);
}

std::string request(const Case& which) {
    const core::PoolSpec& spec = which.spec;
    std::ostringstream line;
    line << "case " << which.shape.planes << ' ' << which.shape.height << ' ' << which.shape.width << ' '
         << operation_word(spec.op) << ' ' << which.indices << ' ' << spec.kernel.h << ' ' << spec.stride.h << ' '
         << spec.padding.top << ' ' << spec.dilation.h << ' ' << which.threads;
    return line.str();
}

// By their sums: the values themselves are in another process.
std::string compare_sums(const Setting& setting, const std::string& answer) {
    std::istringstream words(answer);
    double values = 0;
    std::int64_t indices = 0;
    words >> values >> indices;
    double our_values = 0;
    std::int64_t our_indices = 0;
    const std::int64_t count = setting.which.outputs();
    for (std::int64_t i = 0; i < count; ++i) {
        our_values += static_cast<double>(setting.buffers->ours.as<float>()[i]);
        if (setting.which.indices) our_indices += setting.buffers->indices.as<std::int64_t>()[i];
    }
    const double allowed = 1e-6 * static_cast<double>(count);
    if (std::abs(values - our_values) > allowed)
        return "its values add up to " + std::to_string(values) + ", ours to " + std::to_string(our_values);
    if (indices != our_indices)
        return "its indices add up to " + std::to_string(indices) + ", ours to " + std::to_string(our_indices);
    return "";
}

}  // namespace

std::shared_ptr<Torch> Torch::start(const std::string& python, const std::string& script) {
    std::signal(SIGPIPE, SIG_IGN);  // a child that is gone is an error of write()
    int down[2];
    int up[2];
    if (pipe(down) != 0) return nullptr;
    if (pipe(up) != 0) {
        close(down[0]);
        close(down[1]);
        return nullptr;
    }
    const int child = fork();
    if (child == 0) {
        dup2(down[0], STDIN_FILENO);
        dup2(up[1], STDOUT_FILENO);
        for (const int end : {down[0], down[1], up[0], up[1]}) close(end);
        execlp(python.c_str(), python.c_str(), "-B", script.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    close(down[0]);
    close(up[1]);
    std::shared_ptr<Torch> torch(new Torch);
    torch->to_ = down[1];
    torch->from_ = up[0];
    torch->child_ = child;
    try {
        torch->version_ = torch->read_line();
    } catch (const std::runtime_error&) {
        return nullptr;
    }
    return torch;
}

Torch::~Torch() {
    close(to_);  // it ends at the end of its input
    close(from_);
    if (child_ > 0) waitpid(child_, nullptr, 0);
}

std::string Torch::read_line() {
    std::string line;
    char letter = 0;
    while (true) {
        const ssize_t got = read(from_, &letter, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw std::runtime_error("torch_pool.py ended; its last words are above");
        if (letter == '\n') return line;
        line += letter;
    }
}

std::string Torch::ask(const std::string& line) {
    const std::string whole = line + '\n';
    std::size_t done = 0;
    while (done < whole.size()) {
        const ssize_t put = write(to_, whole.data() + done, whole.size() - done);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) throw std::runtime_error("torch_pool.py ended; its last words are above");
        done += static_cast<std::size_t>(put);
    }
    return read_line();
}

std::optional<Contestant> Torch::contestant(const Setting& setting) {
    if (!has(setting.which)) return std::nullopt;
    if (ask(request(setting.which)) != "ok") return std::nullopt;
    return Contestant{"torch", [this](int calls) { return std::stod(ask("time " + std::to_string(calls))); },
                      [this, setting] { return compare_sums(setting, ask("check")); }};
}

}  // namespace bench
