// The seam for 8-bit results.
#include "core/pool_bytes.h"

#include "core/check.h"
#include "core/problem.h"

namespace core {
namespace {

// Window by window through the definition: for what no faster method takes.
void define_part(const View<std::uint8_t>& input, const PoolSpec& spec, const Geometry& where, const OutputPart& part,
                 const BytesOut& out) {
    for (std::int64_t plane = 0; plane < input.planes; ++plane) {
        const View<std::uint8_t> one = input.plane(plane);
        for (std::int64_t row = 0; row < part.rows; ++row) {
            std::uint8_t* to = out.data + plane * out.plane_stride + row * out.row_stride;
            for (std::int64_t col = 0; col < part.cols; ++col)
                to[col * out.col_stride] = to_eight_bits(pool_window(one, spec, where, part.row + row, part.col + col));
        }
    }
}

}  // namespace

std::uint8_t to_eight_bits(float value) {
    if (!(value > 0.0F)) return 0;
    if (value >= 255.0F) return 255;
    return static_cast<std::uint8_t>(static_cast<int>(2.0 * static_cast<double>(value) + 1.0) / 2);
}

void pool_bytes(const View<std::uint8_t>& input, const PoolSpec& spec, const OutputPart& part, const BytesOut& out,
                const PoolOptions&) {
    CORE_CHECK(!problem(spec, input.height, input.width));
    const Geometry where = geometry(spec, input.height, input.width);
    CORE_CHECK(part.row >= 0 && part.col >= 0 && part.rows >= 0 && part.cols >= 0);
    CORE_CHECK_LE(part.row + part.rows, where.h.output);
    CORE_CHECK_LE(part.col + part.cols, where.w.output);
    define_part(input, spec, where, part, out);
}

void pool_bytes(const View<std::uint8_t>& input, const PoolSpec& spec, const BytesOut& out,
                const PoolOptions& options) {
    CORE_CHECK(!problem(spec, input.height, input.width));
    const Geometry where = geometry(spec, input.height, input.width);
    pool_bytes(input, spec, {0, 0, where.h.output, where.w.output}, out, options);
}

std::string_view pool_bytes_method(const View<std::uint8_t>&, const PoolSpec&, const BytesOut&) { return "reference"; }

}  // namespace core
