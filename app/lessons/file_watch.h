// FileWatch: says when a file was written anew, so that a lesson changes on the screen while it is being edited.
// Invariant: the thread looks a few times a second at the file's time and size, and does nothing else; it ends with the
// object.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

namespace lessons {

class FileWatch {
public:
    // `wake` is called from the thread when the file has changed.
    FileWatch(std::filesystem::path file, std::function<void()> wake);
    ~FileWatch();
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

    // Whether it changed since this was asked last.
    bool take_change() { return changed_.exchange(false); }

private:
    void watch();

    std::filesystem::path file_;
    std::function<void()> wake_;
    std::atomic<bool> changed_ = false;
    std::mutex mutex_;
    std::condition_variable ending_;
    bool ends_ = false;
    std::thread thread_;  // last: begins when everything else is there
};

}  // namespace lessons
