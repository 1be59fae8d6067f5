#include "core/photo_grid.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/geometry.h"
#include "core/photo_view.h"
#include "core/pool.h"

namespace core {

std::optional<Grid> photo_grid(const Image& photo, std::int64_t side, const std::atomic<bool>& cancel) {
    CORE_CHECK(!photo.empty());
    CORE_CHECK(side >= 1);
    const std::int64_t square = std::min(photo.width, photo.height);
    const std::int64_t top = (photo.height - square) / 2;
    const std::int64_t left = (photo.width - square) / 2;
    PoolSpec rows;
    rows.op = Op::adaptive_average;
    rows.output_size = {side, side};
    const Axis bins = geometry(rows, square, square).h;
    PoolSpec strip = rows;
    strip.output_size = {1, side};

    Grid result(side, side);
    for (std::int64_t row = 0; row < side; ++row) {
        if (cancel) return std::nullopt;
        const Span bin = span(bins, row);
        const Grid pixels = crop(photo, top + bin.start, left, bin.count, square, Channel::grey);
        const Grid means = pool_grid(pixels, strip).values;
        for (std::int64_t col = 0; col < side; ++col) result.at(row, col) = std::round(means.at(0, col));
    }
    return result;
}

}  // namespace core
