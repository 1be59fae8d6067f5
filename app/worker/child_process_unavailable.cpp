// ChildProcess where nobody has written it yet (Windows): it says so. Photos then cannot be opened; the rest works.
#include <utility>

#include "app/worker/child_process.h"
#include "app/worker/sentences.h"

namespace worker {

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    number_ = std::exchange(other.number_, -1);
    return *this;
}
void Descriptor::close() {}

ChildProcess::ChildProcess(int process, Descriptor input, Descriptor output)
    : process_(process), input_(std::move(input)), output_(std::move(output)) {}
ChildProcess::ChildProcess(ChildProcess&& other) noexcept : process_(std::exchange(other.process_, -1)) {}
ChildProcess::~ChildProcess() = default;

core::Result<ChildProcess> ChildProcess::start(const std::filesystem::path&, std::span<const std::string>, bool) {
    return error("error.process_not_here");
}

ChildProcess::Transfer ChildProcess::write(std::span<const std::byte>, std::size_t& count) {
    count = 0;
    return Transfer::closed;
}
ChildProcess::Transfer ChildProcess::read(std::span<std::byte>, std::size_t& count) {
    count = 0;
    return Transfer::closed;
}
void ChildProcess::wait_ready(bool, std::chrono::milliseconds) const {}
std::optional<ExitStatus> ChildProcess::try_reap() { return ExitStatus{}; }
ExitStatus ChildProcess::kill_and_reap() { return {}; }

std::filesystem::path this_program() { return {}; }
std::optional<std::filesystem::path> find_in_path(const std::string&) { return std::nullopt; }

// Unknown: nobody's session is taken for lost.
std::int64_t this_process() { return 0; }
bool is_running(std::int64_t) { return true; }

}  // namespace worker
