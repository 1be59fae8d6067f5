#include "engine/bytes_plan.h"

#include <algorithm>
#include <tuple>

#include "axis_layout.h"

namespace core::engine {
namespace {

// What a window's taps along one axis contribute to the divisor.
enum class Weight { one, inside, padded };

Weight weight_of(const PoolSpec& spec) {
    if (!is_average(spec.op)) return Weight::one;
    if (spec.op != Op::average) return Weight::inside;
    if (spec.divisor) return Weight::one;
    return counts_padding(spec) ? Weight::padded : Weight::inside;
}

TapRun tap_run(const Axis& axis, std::int64_t output, std::int64_t place, Weight weight) {
    const Span taps = span(axis, output);
    const Span inside = clipped(taps, 0, axis.input);
    TapRun run{inside.count > 0 ? inside.start : 0, inside.count, place, 1};
    if (weight == Weight::inside) run.weight = std::max<std::int64_t>(1, inside.count);
    if (weight == Weight::padded)
        run.weight = std::max<std::int64_t>(1, clipped(taps, -axis.pad_begin, axis.input + axis.pad_end).count);
    return run;
}

std::int64_t most_taps(std::span<const TapRun> runs) {
    std::int64_t most = 0;
    for (const TapRun& run : runs) most = std::max(most, run.count);
    return most;
}

// Where the taps of all columns lie. A line with much more padding than input is not worth folding everywhere.
void lay_line(BytesPlan& plan, const Axis& axis, const Wanted& cols, std::span<std::int64_t> starts) {
    FoldedLine& line = plan.line;
    if (axis.kind == Axis::Kind::sliding) {
        const std::int64_t first = span(axis, cols.at(0)).start;
        const std::int64_t end = span(axis, cols.at(cols.count - 1)).end();
        plan.uniform = end - first <= 4 * axis.input + 64;
        if (plan.uniform) {
            line = {first, end - first, std::clamp<std::int64_t>(first, 0, axis.input),
                    std::clamp<std::int64_t>(end, 0, axis.input)};
            plan.most_cols = axis.kernel;
            plan.starts = starts;
            for (std::int64_t j = 0; j < cols.count; ++j)
                starts[static_cast<std::size_t>(j)] = span(axis, cols.at(j)).start - first;
            plan.adjoining = starts.back() == cols.count - 1;
            return;
        }
    }
    std::int64_t begin = axis.input;
    std::int64_t end = 0;
    for (const TapRun& run : plan.cols) {
        if (run.count == 0) continue;
        begin = std::min(begin, run.first);
        end = std::max(end, run.first + (run.count - 1) * plan.col_step + 1);
    }
    begin = std::min(begin, end);
    line = {begin, end - begin, begin, end};
}

std::size_t find_segments(std::span<const TapRun> cols, std::span<Segment> segments) {
    std::size_t count = 0;
    for (std::size_t j = 0; j < cols.size(); ++j) {
        const auto here = static_cast<std::int64_t>(j);
        if (count == 0 || segments[count - 1].weight != cols[j].weight)
            segments[count++] = {here, here, cols[j].weight};
        segments[count - 1].end = here + 1;
    }
    return count;
}

}  // namespace

BytesPlan plan_bytes(const BytesWork& work, Workspace& workspace) {
    const auto carve = [&](std::byte* memory) {
        Carver carver(memory);
        return std::tuple{carver.take<TapRun>(work.rows.count), carver.take<TapRun>(work.cols.count),
                          carver.take<Segment>(work.cols.count), carver.take<std::int64_t>(work.cols.count),
                          carver.bytes()};
    };
    const auto [rows, cols, segments, starts, bytes] =
        carve(workspace.shared(std::get<std::size_t>(carve(nullptr))).data());
    const Geometry& where = work.geometry;
    const Weight weight = weight_of(work.spec);
    const auto fill = [&](TapRun* runs, const Axis& axis, const Wanted& wanted) {
        for (std::int64_t i = 0; i < wanted.count; ++i) runs[i] = tap_run(axis, wanted.at(i), i, weight);
        return std::span<TapRun>(runs, static_cast<std::size_t>(wanted.count));
    };
    BytesPlan plan;
    const std::span<TapRun> row_runs = fill(rows, where.h, work.rows);
    plan.rows = row_runs;
    plan.cols = fill(cols, where.w, work.cols);
    plan.row_step = span(where.h, 0).step;
    plan.col_step = span(where.w, 0).step;
    plan.most_rows = most_taps(plan.rows);
    plan.most_cols = most_taps(plan.cols);
    if (work.spec.op == Op::average && work.spec.divisor) plan.scale = *work.spec.divisor;
    if (plan.row_step > 1) {
        const auto phase = [&](const TapRun& run) { return run.first % plan.row_step; };
        std::ranges::sort(row_runs, {}, [&](const TapRun& run) { return std::tuple{phase(run), run.place}; });
    }
    lay_line(plan, where.w, work.cols, {starts, static_cast<std::size_t>(work.cols.count)});
    plan.segments = {segments, find_segments(plan.cols, {segments, static_cast<std::size_t>(work.cols.count)})};
    return plan;
}

}  // namespace core::engine
