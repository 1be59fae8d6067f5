// Lp pooling of 8-bit planes for any p up to 50: powers from a table of 256, summed in double down the rows of the
// window and then along it. 255^50 times any number of taps is far inside double.
#include <array>
#include <cmath>

#include "engine/bytes_lines.h"

namespace core::engine {
namespace {

class PowerBand {
public:
    PowerBand(const BytesWork& work, const BytesPlan& plan, const LineCall& call)
        : work_(work), plan_(plan), call_(call) {
        for (std::size_t v = 0; v < power_.size(); ++v) power_[v] = std::pow(static_cast<double>(v), work.spec.p);
    }

    std::size_t carve(std::byte* memory) {
        Carver carver(memory);
        columns_ = carver.take<double>(call_.inside_bytes() + call_.lanes());
        values_ = carver.take<std::uint8_t>(call_.out_bytes());
        return carver.bytes();
    }

    void run(std::int64_t group, std::span<const TapRun> runs) {
        for (const TapRun& run : runs) {
            if (work_.cancelled()) return;
            line(group, run);
        }
    }

private:
    void line(std::int64_t group, const TapRun& run) {
        fold_down(group, run);
        std::uint8_t* value = values_;
        for (const TapRun& col : plan_.cols) {
            const double* const first = columns_ + (col.first - plan_.line.inside_begin) * call_.lanes();
            for (std::int64_t lane = 0; lane < call_.lanes(); ++lane) {
                double total = 0.0;
                for (std::int64_t tap = 0; tap < col.count; ++tap)
                    total += first[tap * plan_.col_step * call_.lanes() + lane];
                *value++ = to_eight_bits(static_cast<float>(std::pow(total, 1.0 / work_.spec.p)));
            }
        }
        call_.scatter(values_, call_.out(group, run));
    }

    void fold_down(std::int64_t group, const TapRun& run) {
        const RowLattice rows = call_.lattice(group, run);
        const Range range = call_.range(run);
        const std::int64_t n = call_.inside_bytes();
        std::fill_n(columns_, n + call_.lanes(), 0.0);
        for (std::int64_t r = range.begin; r < range.end; ++r) {
            const std::uint8_t* const row = rows.row(r);
            for (std::int64_t x = 0; x < n; ++x) columns_[x] += power_[row[x]];
        }
    }

    const BytesWork& work_;
    const BytesPlan& plan_;
    const LineCall& call_;
    std::array<double, 256> power_{};
    double* columns_ = nullptr;
    std::uint8_t* values_ = nullptr;
};

}  // namespace

void run_powers(const BytesWork& work, const Lines& lines, Workspace& workspace) {
    run_bands<PowerBand>(work, lines, plan_bytes(work, workspace), workspace);
}

}  // namespace core::engine
