// Ours, the copy and the read.
#include "pool_bench_contestants.h"

#include <time.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstring>

#include "core/pool_bytes.h"

namespace bench {
namespace {

// Mixes the bits of a position (two rounds of a multiplicative hash).
std::uint32_t mixed(std::uint32_t position) {
    std::uint32_t bits = position * 2654435761U;
    bits ^= bits >> 15U;
    bits *= 2246822519U;
    return bits ^ (bits >> 13U);
}

// Splits `bytes` over the threads of the workspace; part(begin, end).
template <class Part>
void split(core::Workspace& workspace, std::size_t bytes, const Part& part) {
    const auto parts = static_cast<std::size_t>(workspace.threads());
    workspace.run(workspace.threads(), 0, [&](std::int64_t index, auto) {
        const auto i = static_cast<std::size_t>(index);
        part(i * bytes / parts / 64 * 64, i + 1 == parts ? bytes : (i + 1) * bytes / parts / 64 * 64);
    });
}

// Adds up the words of [begin, end): the least work that needs every byte. Many sums, so that the compiler takes
// vectors.
std::uint64_t sum_of_words(const std::byte* data, std::size_t begin, std::size_t end) {
    std::array<std::uint64_t, 32> sums{};
    std::size_t at = begin;
    for (; at + sizeof(sums) <= end; at += sizeof(sums)) {
        std::array<std::uint64_t, 32> words;
        std::memcpy(words.data(), data + at, sizeof(words));
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += words[i];
    }
    std::uint64_t total = 0;
    for (const std::uint64_t sum : sums) total += sum;
    return total;
}

core::PoolOptions options(const Setting& setting) {
    core::PoolOptions made;
    made.sums = setting.which.sums;
    made.workspace = setting.workspace;
    return made;
}

core::PoolOut float_out(const Setting& setting) {
    return {setting.buffers->ours.as<float>(),
            setting.which.indices ? setting.buffers->indices.as<std::int64_t>() : nullptr};
}
core::View<float> float_input(const Setting& setting) {
    const Shape& shape = setting.which.shape;
    return core::dense_view(setting.buffers->input.as<float>(), shape.planes, shape.height, shape.width);
}
core::View<std::uint8_t> byte_input(const Setting& setting) {
    const Shape& shape = setting.which.shape;
    return core::interleaved_view(setting.buffers->input.as<std::uint8_t>(), shape.planes, shape.height, shape.width);
}
core::BytesOut byte_out(const Setting& setting) {
    return core::interleaved_bytes(setting.buffers->ours.as<std::uint8_t>(), setting.which.shape.planes,
                                   setting.which.geometry().w.output);
}

double seconds_on(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

template <class T>
std::string compare(const Setting& setting, double allowed) {
    const T* ours = setting.buffers->ours.as<T>();
    const T* peer = setting.buffers->peer.as<T>();
    for (std::int64_t i = 0; i < setting.which.outputs(); ++i) {
        const double difference = std::abs(static_cast<double>(peer[i]) - static_cast<double>(ours[i]));
        if (difference <= allowed) continue;
        return "output " + std::to_string(i) + " is " + std::to_string(peer[i]) + ", ours " + std::to_string(ours[i]);
    }
    return "";
}

}  // namespace

Contestant in_process(std::string name, Clock clock, std::function<void()> work,
                      std::function<std::string()> difference) {
    const clockid_t id = clock == Clock::processor ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC;
    auto time = [id, work = std::move(work)](int calls) {
        const double start = seconds_on(id);
        for (int call = 0; call < calls; ++call) work();
        return (seconds_on(id) - start) / calls;
    };
    return {std::move(name), std::move(time), std::move(difference)};
}

void fill_input(const Shape& shape, core::PageBuffer& input) {
    input = core::PageBuffer(shape.size_in_bytes());
    const std::int64_t count = shape.values();
    for (std::int64_t i = 0; i < count; ++i) {
        const std::uint32_t bits = mixed(static_cast<std::uint32_t>(i));
        if (shape.bytes)
            input.as<std::uint8_t>()[i] = static_cast<std::uint8_t>(bits >> 24U);
        else
            input.as<float>()[i] = static_cast<float>(static_cast<std::int32_t>(bits >> 8U) - (1 << 23)) * 0x1p-23F;
    }
}

void reserve_results(const Setting& setting) {
    const auto outputs = static_cast<std::size_t>(setting.which.outputs());
    const std::size_t values = outputs * (setting.which.shape.bytes ? 1 : sizeof(float));
    setting.buffers->ours.reserve(values);
    setting.buffers->peer.reserve(std::max(values, setting.which.shape.size_in_bytes()));
    if (setting.which.indices) setting.buffers->indices.reserve(outputs * sizeof(std::int64_t));
}

Contestant ours(std::string name, const Setting& setting) {
    return in_process(std::move(name), setting.clock, [setting] {
        if (setting.which.shape.bytes)
            core::pool_bytes(byte_input(setting), setting.which.spec, byte_out(setting), options(setting));
        else
            core::pool(float_input(setting), setting.which.spec, float_out(setting), options(setting));
    });
}

std::string our_method(const Setting& setting) {
    if (setting.which.shape.bytes)
        return std::string(core::pool_bytes_method(byte_input(setting), setting.which.spec, byte_out(setting)));
    return std::string(
        core::pool_method(float_input(setting), setting.which.spec, float_out(setting), options(setting)));
}

Contestant copy_of_input(const Setting& setting) {
    return in_process("copy", setting.clock, [setting] {
        split(*setting.workspace, setting.which.shape.size_in_bytes(), [&](std::size_t begin, std::size_t end) {
            std::memcpy(setting.buffers->peer.data() + begin, setting.buffers->input.data() + begin, end - begin);
        });
    });
}

Contestant read_of_input(const Setting& setting) {
    auto total = std::make_shared<std::atomic<std::uint64_t>>(0);  // kept, so that the sums are not optimised away
    return in_process("read", setting.clock, [setting, total] {
        split(*setting.workspace, setting.which.shape.size_in_bytes(), [&](std::size_t begin, std::size_t end) {
            total->fetch_add(sum_of_words(setting.buffers->input.data(), begin, end), std::memory_order_relaxed);
        });
    });
}

std::string difference_from_ours(const Setting& setting) {
    const bool average = core::is_average(setting.which.spec.op);
    if (setting.which.shape.bytes) return compare<std::uint8_t>(setting, average ? 1 : 0);
    const double per_output = setting.which.taps() / static_cast<double>(setting.which.outputs());
    return compare<float>(setting, average ? per_output * 0x1p-24 : 0);
}

}  // namespace bench
