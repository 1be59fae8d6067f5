// Workspace and PageBuffer: every part once, scratch that nobody else writes, memory that is kept. Meant to be run
// under the thread sanitizer as well.
#include "core/workspace.h"

#include <atomic>
#include <cstring>
#include <set>
#include <thread>
#include <vector>

#include "core/page_buffer.h"
#include "support/catch.h"

namespace {

bool is_aligned(const void* address, std::size_t alignment) {
    return reinterpret_cast<std::uintptr_t>(address) % alignment == 0;
}

// How often each part was run, and whether its scratch was as promised.
struct Counts {
    std::vector<int> runs;
    bool good_scratch = true;
};

Counts count_runs(core::Workspace& workspace, std::int64_t parts, std::size_t scratch_bytes) {
    Counts counts;
    counts.runs.resize(static_cast<std::size_t>(parts));
    std::atomic<bool> good = true;
    workspace.run(parts, scratch_bytes, [&](std::int64_t part, std::span<std::byte> scratch) {
        ++counts.runs[static_cast<std::size_t>(part)];  // no two threads have the same part
        if (scratch.size() != scratch_bytes || !is_aligned(scratch.data(), 64)) good = false;
        const auto mark = static_cast<unsigned char>(part % 251);
        if (!scratch.empty()) std::memset(scratch.data(), mark, scratch.size());
        std::this_thread::yield();
        for (const std::byte byte : scratch) {
            if (byte != std::byte{mark}) good = false;
        }
    });
    counts.good_scratch = good;
    return counts;
}

}  // namespace

TEST_CASE("workspace: every part once, with scratch of its own, for any number of threads and parts") {
    for (const int threads : {1, 2, 3, 7}) {
        core::Workspace workspace(threads);
        CHECK(workspace.threads() == threads);
        for (const std::int64_t parts : {0, 1, 2, 6, 7, 100, 3}) {
            for (const std::size_t scratch : std::initializer_list<std::size_t>{0, 1, 100, 5000, 64}) {
                const Counts counts = count_runs(workspace, parts, scratch);
                CAPTURE(threads, parts, scratch);
                CHECK(counts.runs == std::vector<int>(static_cast<std::size_t>(parts), 1));
                CHECK(counts.good_scratch);
            }
        }
    }
}

TEST_CASE("workspace: run() returns when every part is done") {
    core::Workspace workspace(3);
    for (int round = 0; round < 500; ++round) {
        std::vector<int> done(9);  // plain memory: the thread sanitizer sees a part that is still at work
        workspace.run(9, 0,
                      [&](std::int64_t part, std::span<std::byte>) { done[static_cast<std::size_t>(part)] = round; });
        if (done != std::vector<int>(9, round)) FAIL_CHECK("round " << round);
    }
}

TEST_CASE("workspace: one thread is the caller's own") {
    core::Workspace workspace(1);
    std::set<std::thread::id> threads;
    workspace.run(5, 0, [&](std::int64_t, std::span<std::byte>) { threads.insert(std::this_thread::get_id()); });
    CHECK(threads == std::set{std::this_thread::get_id()});
}

TEST_CASE("workspace: as many threads as the machine has unless told") {
    const core::Workspace workspace;
    CHECK(workspace.threads() >= 1);
    if (std::thread::hardware_concurrency() > 0)
        CHECK(workspace.threads() <= static_cast<int>(std::thread::hardware_concurrency()));
}

TEST_CASE("workspace: ends whether it worked or not") {
    for (int i = 0; i < 50; ++i) {
        core::Workspace idle(4);
        core::Workspace worked(4);
        CHECK(count_runs(worked, i, 8).good_scratch);
    }
}

TEST_CASE("workspace: shared memory grows and is kept") {
    core::Workspace workspace(2);
    const std::span<std::byte> first = workspace.shared(1000);
    CHECK(first.size() == 1000);
    CHECK(is_aligned(first.data(), 64));
    std::memset(first.data(), 7, first.size());
    const std::span<std::byte> smaller = workspace.shared(10);
    CHECK(smaller.data() == first.data());
    CHECK(smaller.size() == 10);
    std::atomic<int> sevens = 0;
    workspace.run(10, 100, [&](std::int64_t part, std::span<std::byte>) {
        if (smaller[static_cast<std::size_t>(part)] == std::byte{7}) ++sevens;
    });
    CHECK(sevens == 10);
    CHECK(workspace.shared(1 << 20).size() == 1 << 20);
}

TEST_CASE("page buffer: aligned, kept while it is large enough") {
    CHECK(core::PageBuffer().data() == nullptr);
    CHECK(core::PageBuffer(0).data() == nullptr);
    core::PageBuffer buffer(100);
    CHECK(buffer.size() == 100);
    CHECK(is_aligned(buffer.data(), core::PageBuffer::k_alignment));
    buffer.as<float>()[24] = 2.5F;
    const std::byte* const first = buffer.data();
    buffer.reserve(50);
    CHECK(buffer.data() == first);
    CHECK(buffer.size() == 100);
    CHECK(buffer.as<float>()[24] == 2.5F);
    const std::size_t large = 3 * core::PageBuffer::k_alignment + 1;
    buffer.reserve(large);
    CHECK(buffer.size() == large);
    CHECK(is_aligned(buffer.data(), core::PageBuffer::k_alignment));
    std::memset(buffer.data(), 1, large);
    const core::PageBuffer moved = std::move(buffer);
    CHECK(moved.data()[large - 1] == std::byte{1});
}
