// The seam for 8-bit results.
#include "core/pool_bytes.h"

#include <numeric>
#include <vector>

#include "core/check.h"
#include "core/problem.h"

namespace core {
namespace {

bool cancelled(const PoolOptions& options) {
    return options.cancel != nullptr && options.cancel->load(std::memory_order_relaxed);
}

// Window by window through the definition: for what no faster method takes.
bool define(const View<std::uint8_t>& input, const PoolSpec& spec, const Geometry& where, const OutputPicks& picks,
            const BytesOut& out, const PoolOptions& options) {
    for (std::int64_t plane = 0; plane < input.planes; ++plane) {
        const View<std::uint8_t> one = input.plane(plane);
        std::uint8_t* row_out = out.data + plane * out.plane_stride;
        for (const std::int64_t row : picks.rows) {
            if (cancelled(options)) return false;
            std::uint8_t* to = row_out;
            for (const std::int64_t col : picks.cols) {
                *to = to_eight_bits(pool_window(one, spec, where, row, col));
                to += out.col_stride;
            }
            row_out += out.row_stride;
        }
    }
    return true;
}

void check_picks(std::span<const std::int64_t> picks, std::int64_t output) {
    std::int64_t before = -1;
    for (const std::int64_t pick : picks) {
        CORE_CHECK_LT(before, pick);
        before = pick;
    }
    CORE_CHECK_LT(before, output);
}

std::vector<std::int64_t> counted(std::int64_t first, std::int64_t count) {
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

}  // namespace

std::uint8_t to_eight_bits(float value) {
    if (!(value > 0.0F)) return 0;
    if (value >= 255.0F) return 255;
    return static_cast<std::uint8_t>(static_cast<int>(2.0 * static_cast<double>(value) + 1.0) / 2);
}

bool pool_bytes(const View<std::uint8_t>& input, const PoolSpec& spec, const OutputPicks& picks, const BytesOut& out,
                const PoolOptions& options) {
    CORE_CHECK(!problem(spec, input.height, input.width));
    const Geometry where = geometry(spec, input.height, input.width);
    check_picks(picks.rows, where.h.output);
    check_picks(picks.cols, where.w.output);
    return define(input, spec, where, picks, out, options);
}

bool pool_bytes(const View<std::uint8_t>& input, const PoolSpec& spec, const OutputPart& part, const BytesOut& out,
                const PoolOptions& options) {
    CORE_CHECK(part.row >= 0 && part.col >= 0 && part.rows >= 0 && part.cols >= 0);
    return pool_bytes(input, spec, OutputPicks{counted(part.row, part.rows), counted(part.col, part.cols)}, out,
                      options);
}

bool pool_bytes(const View<std::uint8_t>& input, const PoolSpec& spec, const BytesOut& out,
                const PoolOptions& options) {
    CORE_CHECK(!problem(spec, input.height, input.width));
    const Geometry where = geometry(spec, input.height, input.width);
    return pool_bytes(input, spec, OutputPart{0, 0, where.h.output, where.w.output}, out, options);
}

std::string_view pool_bytes_method(const View<std::uint8_t>&, const PoolSpec&, const BytesOut&) { return "reference"; }

}  // namespace core
