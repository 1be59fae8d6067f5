// Pooling of 8-bit photo planes into 8-bit planes, exact and without turning them into floats first.
// Invariant: each value is to_eight_bits(v), v being what reference_pool() gives for that window: to the nearest of
// 0..255, half goes up, a window without a tap gives 0 (max, average, sum, Lp) or 255 (min).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/pool.h"

namespace core {

// To the nearest of 0..255; half goes up, infinities to the ends, NaN to 0.
std::uint8_t to_eight_bits(float value);

// Where results go; the caller owns the memory. Element (plane, row, col) of planes x oh x ow is
// data[plane * plane_stride + row * row_stride + col * col_stride].
struct BytesOut {
    std::uint8_t* data = nullptr;
    std::int64_t plane_stride = 0;
    std::int64_t row_stride = 0;
    std::int64_t col_stride = 1;
};

// Interleaved channels (RGBRGB...) of oh x ow, as interleaved_view() reads them.
inline BytesOut interleaved_bytes(std::uint8_t* data, std::int64_t channels, std::int64_t ow) {
    return {data, 1, ow * channels, channels};
}
inline BytesOut dense_bytes(std::uint8_t* data, std::int64_t oh, std::int64_t ow) { return {data, oh * ow, ow, 1}; }

// Some of the output: what a screen shows first. Output rows [row, row + rows), columns [col, col + cols).
struct OutputPart {
    std::int64_t row = 0;
    std::int64_t col = 0;
    std::int64_t rows = 0;
    std::int64_t cols = 0;
    bool operator==(const OutputPart&) const = default;
};

// The output rows `rows` at the output columns `cols`: what a screen samples that shows only every few. Each list
// ascending, no number twice.
struct OutputPicks {
    std::span<const std::int64_t> rows;
    std::span<const std::int64_t> cols;
};

// MUST have no problem(spec, height, width). `out` begins with the first value of what is computed. False if
// options.cancel turned true on the way; then `out` holds anything.
bool pool_bytes(const View<std::uint8_t>& input, const PoolSpec& spec, const BytesOut& out,
                const PoolOptions& options = {});
// Only `part` of it; MUST lie inside the output. Reads and costs no more of the input than its windows.
bool pool_bytes(const View<std::uint8_t>& input, const PoolSpec& spec, const OutputPart& part, const BytesOut& out,
                const PoolOptions& options = {});
// Only the picks, which MUST lie inside the output: element (plane, i, j) of `out` is output (plane, rows[i], cols[j]).
// Windows that overlap share their work, however far apart.
bool pool_bytes(const View<std::uint8_t>& input, const PoolSpec& spec, const OutputPicks& picks, const BytesOut& out,
                const PoolOptions& options = {});

// The name of the method that pool_bytes() takes for the whole output.
std::string_view pool_bytes_method(const View<std::uint8_t>& input, const PoolSpec& spec, const BytesOut& out);

}  // namespace core
