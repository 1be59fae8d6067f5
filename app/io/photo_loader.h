// PhotoLoader: open_photo() beside the interface. The newest request wins; an older one is cancelled and forgotten.
// Invariant: poll() gives results of the newest path only, each once, and never waits.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "app/io/photo.h"
#include "core/latest_job.h"

namespace io {

class PhotoLoader {
public:
    // `wake` is called from another thread when there is something to poll.
    explicit PhotoLoader(
        std::function<void()> wake = [] {}, PhotoOptions options = {});

    void open(std::filesystem::path path);
    std::optional<core::Result<Photo>> poll();
    bool busy() const;
    PhotoProgress progress() const;
    void cancel();  // nothing comes of the request any more

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;  // progress, written by the job's thread
    core::LatestJob<std::filesystem::path, core::Result<Photo>> job_;
};

}  // namespace io
