#include "app/io/photo_loader.h"

#include <mutex>
#include <utility>

namespace io {

struct PhotoLoader::Shared {
    explicit Shared(PhotoOptions opts) : options(std::move(opts)) {}
    const PhotoOptions options;
    mutable std::mutex mutex;
    PhotoProgress progress;

    void report(PhotoProgress now) {
        const std::lock_guard lock(mutex);
        progress = now;
    }
};

PhotoLoader::PhotoLoader(std::function<void()> wake, PhotoOptions options)
    : shared_(std::make_shared<Shared>(std::move(options))),
      job_(
          [shared = shared_](const std::filesystem::path& path, const std::atomic<bool>& cancel, const auto& publish) {
              shared->report({});
              publish(open_photo(path, cancel, shared->options, [&](PhotoProgress now) { shared->report(now); }));
          },
          std::move(wake)) {}

void PhotoLoader::open(std::filesystem::path path) { job_.post(std::move(path)); }
std::optional<core::Result<Photo>> PhotoLoader::poll() { return job_.poll(); }
bool PhotoLoader::busy() const { return job_.busy(); }
void PhotoLoader::cancel() { job_.cancel(); }

PhotoProgress PhotoLoader::progress() const {
    const std::lock_guard lock(shared_->mutex);
    return shared_->progress;
}

}  // namespace io
