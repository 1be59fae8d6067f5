// The seam: which engine pools, and on how many threads. Today it is the reference, its rows shared out.
#include "core/pool.h"

#include <algorithm>
#include <system_error>
#include <thread>

#include "core/problem.h"
#include "pool_rows.h"

namespace core {
namespace {

// Below this many values read, starting a thread costs more than it saves.
constexpr double k_reads_per_thread = 1 << 18;

std::int64_t thread_count(const PoolOptions& options, const Geometry& geometry, std::int64_t rows) {
    if (options.threads > 0) return std::min<std::int64_t>(options.threads, rows);
    const double taps = static_cast<double>(std::min(geometry.h.kernel, geometry.h.input)) *
                        static_cast<double>(std::min(geometry.w.kernel, geometry.w.input));
    const double reads = taps * static_cast<double>(rows) * static_cast<double>(geometry.w.output);
    const double worth = std::min(1024.0, reads / k_reads_per_thread);
    const std::int64_t machine = std::max(1U, std::thread::hardware_concurrency());
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(worth), 1, std::min(machine, rows));
}

// run(first, end) over [0, rows) in `threads` equal parts, the last one here. Where the system gives no more threads,
// their parts run here too.
template <class Run>
void share_out(std::int64_t rows, std::int64_t threads, const Run& run) {
    const auto part_start = [&](std::int64_t part) { return part * (rows / threads) + std::min(part, rows % threads); };
    std::vector<std::jthread> helpers;
    helpers.reserve(static_cast<std::size_t>(threads));
    std::int64_t part = 0;
    try {
        for (; part + 1 < threads; ++part) {
            helpers.emplace_back([&run, first = part_start(part), end = part_start(part + 1)] { run(first, end); });
        }
    } catch (const std::system_error&) {
    }
    run(part_start(part), rows);
}

}  // namespace

template <class T>
void pool(const View<T>& input, const PoolSpec& spec, const PoolOut& out, const PoolOptions& options) {
    CORE_CHECK(!problem(spec, input.height, input.width));
    CORE_CHECK(out.indices == nullptr || picks_one_cell(spec.op));
    const Geometry where = geometry(spec, input.height, input.width);
    const std::int64_t rows = input.planes * where.h.output;
    if (rows == 0) return;
    share_out(rows, thread_count(options, where, rows),
              [&](std::int64_t first, std::int64_t end) { reference_rows(input, spec, where, out, first, end); });
}

template void pool(const View<float>&, const PoolSpec&, const PoolOut&, const PoolOptions&);
template void pool(const View<double>&, const PoolSpec&, const PoolOut&, const PoolOptions&);
template void pool(const View<std::uint8_t>&, const PoolSpec&, const PoolOut&, const PoolOptions&);

PooledGrid pool_grid(const Grid& input, const PoolSpec& spec) {
    const Geometry where = geometry(spec, input.rows, input.cols);
    PooledGrid result;
    result.values = Grid(where.h.output, where.w.output);
    PoolOut out{result.values.values.data(), nullptr};
    if (picks_one_cell(spec.op)) {
        result.indices.resize(result.values.values.size());
        out.indices = result.indices.data();
    }
    pool(view_of(input), spec, out);
    return result;
}

}  // namespace core
