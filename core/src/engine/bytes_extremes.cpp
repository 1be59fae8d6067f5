// Maxima and minima of 8-bit planes: the rows of several overlapping windows are folded at once, then each line along
// its windows.
#include <algorithm>
#include <array>
#include <cstring>

#include "engine/bytes_lines.h"

namespace core::engine {
namespace {

constexpr std::int64_t k_most_windows = 32;  // folded together

struct ExtremeScratch {
    std::uint8_t* lines = nullptr;
    std::uint8_t* folded = nullptr;
    std::uint8_t* picked = nullptr;
};

class ExtremeBand {
public:
    ExtremeBand(const BytesWork& work, const BytesPlan& plan, const LineCall& call)
        : work_(work), plan_(plan), call_(call) {
        extreme_ = work.spec.op == Op::min ? Extreme::min : Extreme::max;
        line_stride_ = (call.line_bytes() + k_slack + 63) / 64 * 64;
    }

    std::size_t carve(std::byte* memory) {
        Carver carver(memory);
        scratch_.lines = carver.take<std::uint8_t>(k_most_windows * line_stride_);
        scratch_.folded = carver.take<std::uint8_t>(plan_.positions() * call_.lanes());
        scratch_.picked = carver.take<std::uint8_t>(call_.out_bytes());
        return carver.bytes();
    }

    void run(std::int64_t group, std::span<const TapRun> runs) {
        while (!runs.empty() && !work_.cancelled()) {
            const std::span<const TapRun> together = runs.first(how_many_together(runs));
            fold_down(group, together);
            for (std::size_t i = 0; i < together.size(); ++i)
                finish_line(scratch_.lines + static_cast<std::int64_t>(i) * line_stride_,
                            call_.out(group, together[i]));
            runs = runs.subspan(together.size());
        }
    }

private:
    // As long as a further window brings fewer rows of its own than a line costs already.
    std::size_t how_many_together(std::span<const TapRun> runs) const {
        const Range first = call_.range(runs[0]);
        std::size_t count = 1;
        for (; count < runs.size() && count < k_most_windows; ++count) {
            const TapRun& next = runs[count];
            const Range range = call_.range(next);
            const Range before = call_.range(runs[count - 1]);
            const bool same_rows = next.first % plan_.row_step == runs[0].first % plan_.row_step;
            if (!same_rows || next.count == 0 || range.begin < before.begin || range.end < before.end) break;
            if (range.begin >= first.end) break;
            const std::int64_t brings = range.end - before.end;
            if (brings * static_cast<std::int64_t>(count) > before.end - first.begin) break;
        }
        return count;
    }

    void fold_down(std::int64_t group, std::span<const TapRun> runs) {
        const int nothing = extreme_ == Extreme::max ? 0 : 255;
        const std::int64_t inside = call_.inside_bytes();
        const std::int64_t from = call_.inside_from();
        const bool empty = runs[0].count == 0;
        std::array<Range, k_most_windows> ranges;
        for (std::size_t i = 0; i < runs.size(); ++i) {
            ranges[i] = call_.range(runs[i]);
            std::uint8_t* const line = scratch_.lines + static_cast<std::int64_t>(i) * line_stride_;
            const std::int64_t begin = empty ? 0 : from;
            std::memset(line, nothing, static_cast<std::size_t>(begin));
            const std::int64_t end = empty ? 0 : from + inside;
            std::memset(line + end, nothing, static_cast<std::size_t>(line_stride_ - end));
        }
        if (empty || inside == 0) return;
        fold_rows(extreme_, call_.lattice(group, runs[0]), {ranges.data(), runs.size()}, inside, scratch_.lines + from,
                  line_stride_);
    }

    void finish_line(std::uint8_t* line, std::uint8_t* to) {
        std::uint8_t* const values = call_.writes_lines() ? to : scratch_.picked;
        if (plan_.uniform) {
            std::uint8_t* const folded = plan_.adjoining ? values : scratch_.folded;
            fold_along(extreme_, line, plan_.positions() * call_.lanes(), plan_.col_step * call_.lanes(),
                       plan_.most_cols, folded);
            if (!plan_.adjoining) pick_pixels(folded, plan_.starts, call_.lanes(), values);
        } else {
            fold_windows(line, values);
        }
        if (values != to) call_.scatter(values, to);
    }

    // Window by window, for those of different sizes.
    void fold_windows(const std::uint8_t* line, std::uint8_t* values) const {
        const std::int64_t lanes = call_.lanes();
        for (const TapRun& run : plan_.cols) {
            const std::uint8_t* const first = line + (run.first - plan_.line.start) * lanes;
            for (std::int64_t lane = 0; lane < lanes; ++lane) {
                std::uint8_t best = extreme_ == Extreme::max ? 0 : 255;
                for (std::int64_t tap = 0; tap < run.count; ++tap) {
                    const std::uint8_t value = first[tap * plan_.col_step * lanes + lane];
                    best = extreme_ == Extreme::max ? std::max(best, value) : std::min(best, value);
                }
                *values++ = best;
            }
        }
    }

    const BytesWork& work_;
    const BytesPlan& plan_;
    const LineCall& call_;
    Extreme extreme_ = Extreme::max;
    std::int64_t line_stride_ = 0;
    ExtremeScratch scratch_;
};

}  // namespace

void run_extremes(const BytesWork& work, const Lines& lines, Workspace& workspace) {
    run_bands<ExtremeBand>(work, lines, plan_bytes(work, workspace), workspace);
}

}  // namespace core::engine
