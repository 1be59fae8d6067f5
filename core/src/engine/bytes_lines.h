// What the 8-bit methods share: where a call's lines are read and where its values are written.
// Invariant: a band of rows touches nothing that another band writes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <type_traits>

#include "engine/bytes.h"
#include "engine/bytes_kernels.h"
#include "engine/bytes_plan.h"
#include "engine/method.h"

namespace core::engine {

class LineCall {
public:
    LineCall(const BytesWork& work, const Lines& lines, const BytesPlan& plan)
        : work_(work), lines_(lines), plan_(plan) {}

    std::int64_t lanes() const { return lines_.lanes; }
    // Bytes of a folded line: with padding, of the part inside the input, and before that part.
    std::int64_t line_bytes() const { return plan_.line.pixels * lines_.lanes; }
    std::int64_t inside_bytes() const {
        const std::int64_t pixels = plan_.line.inside();
        return pixels == 0 ? 0 : (pixels - 1) * lines_.lanes + lines_.used;
    }
    std::int64_t inside_from() const {
        return plan_.line.inside() == 0 ? 0 : (plan_.line.inside_begin - plan_.line.start) * lines_.lanes;
    }
    std::int64_t out_bytes() const { return work_.cols.count * lines_.lanes; }

    // The rows that `run` can share with others: of the same phase.
    RowLattice lattice(std::int64_t group, const TapRun& run) const {
        const std::int64_t phase = run.first % plan_.row_step;
        return {work_.input.data + group * lines_.used * work_.input.plane_stride + phase * work_.input.row_stride +
                    plan_.line.inside_begin * work_.input.col_stride,
                plan_.row_step * work_.input.row_stride};
    }
    Range range(const TapRun& run) const {
        const std::int64_t begin = run.first / plan_.row_step;
        return {begin, begin + run.count};
    }

    // Whether values lie in the output as in a line of its own.
    bool writes_lines() const {
        const bool interleaved = work_.out.plane_stride == 1 || lines_.used == 1;
        return interleaved && lines_.used == lines_.lanes && work_.out.col_stride == lines_.lanes;
    }
    std::uint8_t* out(std::int64_t group, const TapRun& run) const {
        return work_.out.data + group * lines_.used * work_.out.plane_stride + run.place * work_.out.row_stride;
    }
    // A line of values to where they belong.
    void scatter(const std::uint8_t* line, std::uint8_t* to) const {
        for (std::int64_t lane = 0; lane < lines_.used; ++lane) {
            std::uint8_t* at = to + lane * work_.out.plane_stride;
            for (std::int64_t j = 0; j < work_.cols.count; ++j, at += work_.out.col_stride)
                *at = line[j * lines_.lanes + lane];
        }
    }

private:
    const BytesWork& work_;
    const Lines& lines_;
    const BytesPlan& plan_;
};

// Band(work, plan, call).run(group, runs) for bands of the plan's rows, on all threads, each with scratch of its own.
template <class Band>
void run_bands(const BytesWork& work, const Lines& lines, const BytesPlan& plan, Workspace& workspace) {
    const LineCall call(work, lines, plan);
    // A band's first line folds all rows of its window anew.
    const std::int64_t least = std::clamp<std::int64_t>(plan.most_rows, 8, 256);
    const Bands bands(lines.groups, static_cast<std::int64_t>(plan.rows.size()), workspace.threads(), least);
    const std::size_t scratch_bytes = Band(work, plan, call).carve(nullptr);
    workspace.run(bands.count(), scratch_bytes, [&](std::int64_t index, std::span<std::byte> scratch) {
        engine::Band rows = bands.at(index);
        Band band(work, plan, call);
        band.carve(scratch.data());
        band.run(rows.plane, plan.rows.subspan(static_cast<std::size_t>(rows.first_row),
                                               static_cast<std::size_t>(rows.end_row - rows.first_row)));
    });
}

// Pixel starts[j] of a folded line becomes pixel j.
template <class T>
void pick_pixels(const T* line, std::span<const std::int64_t> starts, std::int64_t lanes, T* picked) {
    const auto pick = [&](auto lanes_here) {
        for (const std::int64_t start : starts) {
            const T* const from = line + start * lanes;
            for (std::int64_t lane = 0; lane < lanes_here; ++lane) picked[lane] = from[lane];
            picked += lanes;
        }
    };
    if (lanes == 3) return pick(std::integral_constant<std::int64_t, 3>{});
    if (lanes == 1) return pick(std::integral_constant<std::int64_t, 1>{});
    pick(lanes);
}

}  // namespace core::engine
