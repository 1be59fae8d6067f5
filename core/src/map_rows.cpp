#include "map_rows.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "keys.h"

namespace core {
namespace {

constexpr double k_cubic = -0.75;

// Of the four places around a point that lies t past the second of them.
std::array<double, 4> cubic_weights(double t) {
    return {keys(t + 1.0, k_cubic), keys(t, k_cubic), keys(1.0 - t, k_cubic), keys(2.0 - t, k_cubic)};
}

}  // namespace

std::vector<MapRows::Taps> MapRows::make_taps(const RasterAxis& axis, std::int64_t places, Upsample method) {
    const auto count = static_cast<double>(places);
    const auto inside = [places](double place) {
        return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(places - 1)));
    };
    std::vector<Taps> list;
    for (std::int64_t pixel = axis.begin; pixel < axis.end; ++pixel) {
        const double along = (static_cast<double>(pixel) + 0.5 - axis.start) * count / axis.extent;
        Taps taps;
        taps.place[0] = inside(std::floor(along));
        taps.weight[0] = 1.0;
        if (method != Upsample::nearest) {
            const double before = std::floor(along - 0.5);
            const double t = along - 0.5 - before;
            const bool cubic = method == Upsample::bicubic;
            taps.count = cubic ? 4 : 2;
            taps.weight = cubic ? cubic_weights(t) : std::array<double, 4>{1.0 - t, t};
            for (std::size_t i = 0; i < taps.count; ++i) {
                taps.place[i] = inside(before + static_cast<double>(i) - (cubic ? 1.0 : 0.0));
            }
        }
        list.push_back(taps);
    }
    return list;
}

MapRows::MapRows(const PlaceMap& map, const RasterAxis& down, const RasterAxis& along, Upsample method)
    : first_row_(down.begin), clamped_(method == Upsample::bicubic), range_(range_of(map)) {
    CORE_CHECK_EQ(static_cast<std::int64_t>(map.values.size()), map.height * map.width);
    const std::vector<Taps> columns = make_taps(along, map.width, method);
    down_ = make_taps(down, map.height, method);
    line_size_ = columns.size();
    across_.reserve(static_cast<std::size_t>(map.height) * line_size_);
    for (std::int64_t row = 0; row < map.height; ++row) {
        const double* values = map.values.data() + row * map.width;
        for (const Taps& taps : columns) {
            double sum = 0.0;
            for (std::size_t i = 0; i < taps.count; ++i) sum += taps.weight[i] * values[taps.place[i]];
            across_.push_back(sum);
        }
    }
}

void MapRows::read(std::int64_t y, std::span<double> line) const {
    CORE_CHECK(y >= first_row_ && y - first_row_ < static_cast<std::int64_t>(down_.size()));
    CORE_CHECK_EQ(line.size(), line_size_);
    std::fill(line.begin(), line.end(), 0.0);
    const Taps& taps = down_[static_cast<std::size_t>(y - first_row_)];
    for (std::size_t i = 0; i < taps.count; ++i) {
        const double* row = across_.data() + taps.place[i] * line_size_;
        const double weight = taps.weight[i];
        for (double& value : line) value += weight * *row++;
    }
    if (!clamped_) return;
    for (double& value : line) {
        if (std::isfinite(value)) value = std::clamp(value, range_.low, range_.high);
    }
}

}  // namespace core
