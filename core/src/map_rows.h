// A map read at the pixels of a finer raster, row by row: only one row is ever in memory, however large the raster.
// Separable: value = sum over rows and columns of weight_y * weight_x * map; taps beyond the map repeat its edge.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/cam.h"
#include "core/map_picture.h"

namespace core {

// Pixels [begin, end) along one axis of a raster on which the map covers start ... start + extent.
struct RasterAxis {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    double start = 0.0;
    double extent = 1.0;
};

class MapRows {
public:
    // `map` MUST NOT be empty and MUST be as large as it says.
    MapRows(const PlaceMap& map, const RasterAxis& down, const RasterAxis& along, Upsample method);

    // Row y of the raster, down.begin <= y < down.end; `line` has along.end - along.begin values.
    void read(std::int64_t y, std::span<double> line) const;

private:
    std::int64_t first_row_;
    std::size_t line_size_;
    bool clamped_;                // bicubic overshoots
    MapRange range_;              // of the map: what it is clamped to
    std::vector<double> across_;  // each map row at every pixel of a raster row
    struct Taps {
        std::array<std::size_t, 4> place{};
        std::array<double, 4> weight{};
        std::size_t count = 1;
    };
    std::vector<Taps> down_;

    static std::vector<Taps> make_taps(const RasterAxis& axis, std::int64_t places, Upsample method);
};

}  // namespace core
