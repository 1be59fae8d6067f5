// Workspace: the threads and the scratch memory that calls of pool() use, kept from one call to the next, so that a
// call starts no thread and, once the scratch has grown to what its size needs, allocates nothing. Invariant: which
// thread runs a part has no influence on its result; run() returns when every part is done. One call at a time: MUST
// NOT be used by two threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace core {

class Workspace {
public:
    // `threads`: how many work, the caller's own among them; 0: as many as the machine has. Where the system gives no
    // more, fewer.
    explicit Workspace(int threads = 0);
    ~Workspace();
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    int threads() const;

    // work(part, scratch) for each part of [0, parts), each once, in any order, on all threads. `scratch` has
    // `scratch_bytes` bytes, aligned to 64, this thread's own, with anything in it. `work` MUST NOT throw.
    template <class Work>
    void run(std::int64_t parts, std::size_t scratch_bytes, const Work& work) {
        run_parts(parts, scratch_bytes, {&work, [](const void* what, std::int64_t part, std::span<std::byte> scratch) {
                                             (*static_cast<const Work*>(what))(part, scratch);
                                         }});
    }

    // Memory that all parts of one call share, at least `bytes`, aligned to 64, with anything in it.
    std::span<std::byte> shared(std::size_t bytes);

private:
    // A function without an owner, so that handing it over allocates nothing.
    struct Parts {
        const void* what = nullptr;
        void (*call)(const void* what, std::int64_t part, std::span<std::byte> scratch) = nullptr;
    };
    void run_parts(std::int64_t parts, std::size_t scratch_bytes, Parts work);

    class Team;
    std::unique_ptr<Team> team_;
};

}  // namespace core
