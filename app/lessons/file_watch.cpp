#include "app/lessons/file_watch.h"

#include <chrono>
#include <optional>
#include <system_error>
#include <utility>

namespace lessons {
namespace {

constexpr std::chrono::milliseconds k_between_looks{300};

struct Written {
    std::filesystem::file_time_type time;
    std::uintmax_t size = 0;
    bool operator==(const Written&) const = default;
};

// Nothing while an editor has the file away to replace it.
std::optional<Written> written(const std::filesystem::path& file) {
    std::error_code error;
    Written found;
    found.time = std::filesystem::last_write_time(file, error);
    if (error) return std::nullopt;
    found.size = std::filesystem::file_size(file, error);
    if (error) return std::nullopt;
    return found;
}

}  // namespace

FileWatch::FileWatch(std::filesystem::path file, std::function<void()> wake)
    : file_(std::move(file)), wake_(std::move(wake)), thread_([this] { watch(); }) {}

FileWatch::~FileWatch() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
    }
    ending_.notify_all();
    thread_.join();
}

void FileWatch::watch() {
    std::optional<Written> last = written(file_);
    std::unique_lock lock(mutex_);
    while (!ending_.wait_for(lock, k_between_looks, [this] { return ends_; })) {
        const std::optional<Written> now = written(file_);
        if (!now || now == last) continue;
        last = now;
        changed_ = true;
        wake_();
    }
}

}  // namespace lessons
