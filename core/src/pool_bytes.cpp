// The seam for 8-bit results: which method pools, and on how many threads.
#include "core/pool_bytes.h"

#include <algorithm>
#include <optional>
#include <thread>

#include "core/check.h"
#include "core/problem.h"
#include "engine/bytes.h"
#include "engine/method.h"

namespace core {
namespace {

using engine::BytesWork;
using engine::Wanted;

// Window by window through the definition: for what no faster method takes.
void define(const BytesWork& work, const engine::Lines&, Workspace& workspace) {
    const engine::Bands bands(work.input.planes, work.rows.count, workspace.threads(), 1);
    workspace.run(bands.count(), 0, [&](std::int64_t index, std::span<std::byte>) {
        const engine::Band band = bands.at(index);
        const View<std::uint8_t> plane = work.input.plane(band.plane);
        for (std::int64_t i = band.first_row; i < band.end_row && !work.cancelled(); ++i) {
            std::uint8_t* to = work.out.data + band.plane * work.out.plane_stride + i * work.out.row_stride;
            for (std::int64_t j = 0; j < work.cols.count; ++j, to += work.out.col_stride)
                *to = to_eight_bits(pool_window(plane, work.spec, work.geometry, work.rows.at(i), work.cols.at(j)));
        }
    });
}
constexpr engine::BytesMethod k_reference{"reference", nullptr, define};

const engine::BytesMethod& method_for(const BytesWork& work, const engine::Lines& lines) {
    if (lines.lanes == 0) return k_reference;
    const auto methods = engine::bytes_methods();
    const auto found =
        std::ranges::find_if(methods, [&](const engine::BytesMethod& method) { return method.suits(work, lines); });
    return found == methods.end() ? k_reference : *found;
}

// Below this many bytes read and written, starting a thread costs more than it saves.
constexpr double k_bytes_per_thread = 1 << 20;

int worthwhile_threads(const BytesWork& work) {
    const Axis& h = work.geometry.h;
    const Axis& w = work.geometry.w;
    const auto count = [](std::int64_t a, std::int64_t b) { return static_cast<double>(a) * static_cast<double>(b); };
    const double read = std::min(count(work.rows.count, std::min(h.kernel, h.input)), static_cast<double>(h.input)) *
                        static_cast<double>(w.input);
    const double bytes = (read + count(work.rows.count, work.cols.count)) * static_cast<double>(work.input.planes);
    const double machine = std::max(1U, std::thread::hardware_concurrency());
    return static_cast<int>(std::clamp(bytes / k_bytes_per_thread, 1.0, machine));
}

BytesWork whole(const View<std::uint8_t>& input, const PoolSpec& spec, const BytesOut& out) {
    CORE_CHECK(!problem(spec, input.height, input.width));
    const Geometry where = geometry(spec, input.height, input.width);
    return {input, spec, where, {0, where.h.output}, {0, where.w.output}, out};
}

bool run(BytesWork work, const PoolOptions& options) {
    work.cancel = options.cancel;
    if (work.input.planes == 0 || work.rows.count == 0 || work.cols.count == 0) return !work.cancelled();
    const engine::Lines lines = engine::lines_of(work.input);
    const engine::BytesMethod& method = method_for(work, lines);
    if (options.workspace != nullptr) {
        method.run(work, lines, *options.workspace);
    } else {
        Workspace own(options.threads > 0 ? options.threads : worthwhile_threads(work));
        method.run(work, lines, own);
    }
    return !work.cancelled();
}

Wanted picked(std::span<const std::int64_t> picks, std::int64_t output) {
    std::int64_t before = -1;
    for (const std::int64_t pick : picks) {
        CORE_CHECK_LT(before, pick);
        before = pick;
    }
    CORE_CHECK_LT(before, output);
    return {0, static_cast<std::int64_t>(picks.size()), picks.data()};
}

}  // namespace

std::uint8_t to_eight_bits(float value) {
    if (!(value > 0.0F)) return 0;
    if (value >= 255.0F) return 255;
    return static_cast<std::uint8_t>(static_cast<int>(2.0 * static_cast<double>(value) + 1.0) / 2);
}

bool pool_bytes(const View<std::uint8_t>& input, const PoolSpec& spec, const BytesOut& out,
                const PoolOptions& options) {
    return run(whole(input, spec, out), options);
}

bool pool_bytes(const View<std::uint8_t>& input, const PoolSpec& spec, const OutputPart& part, const BytesOut& out,
                const PoolOptions& options) {
    BytesWork work = whole(input, spec, out);
    CORE_CHECK(part.row >= 0 && part.col >= 0 && part.rows >= 0 && part.cols >= 0);
    CORE_CHECK_LE(part.rows, work.rows.count - part.row);
    CORE_CHECK_LE(part.cols, work.cols.count - part.col);
    work.rows = {part.row, part.rows};
    work.cols = {part.col, part.cols};
    return run(work, options);
}

bool pool_bytes(const View<std::uint8_t>& input, const PoolSpec& spec, const OutputPicks& picks, const BytesOut& out,
                const PoolOptions& options) {
    BytesWork work = whole(input, spec, out);
    work.rows = picked(picks.rows, work.rows.count);
    work.cols = picked(picks.cols, work.cols.count);
    return run(work, options);
}

std::string_view pool_bytes_method(const View<std::uint8_t>& input, const PoolSpec& spec, const BytesOut& out) {
    return method_for(whole(input, spec, out), engine::lines_of(input)).name;
}

}  // namespace core
