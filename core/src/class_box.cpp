#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/cam.h"

namespace core {
namespace {

// The parts of a map above a threshold, found by flood filling with a list of places still to visit (no recursion: a
// map may have millions of places).
class Parts {
public:
    Parts(const PlaceMap& map, double threshold) : height_(map.height), width_(map.width), open_(map.values.size()) {
        for (std::size_t i = 0; i < open_.size(); ++i) open_[i] = map.values[i] > threshold ? 1 : 0;  // NaN is not
    }

    std::optional<MapBox> largest_box() {
        std::optional<MapBox> best;
        std::int64_t best_places = 0;
        for (std::int64_t start = 0; start < height_ * width_; ++start) {
            if (!take(start)) continue;
            const Part part = fill(start);
            if (part.places <= best_places) continue;
            best_places = part.places;
            best = MapBox{part.top, part.left, part.bottom - part.top + 1, part.right - part.left + 1};
        }
        return best;
    }

private:
    struct Part {
        std::int64_t top, left, bottom, right;
        std::int64_t places = 0;
    };

    // True once for each place above the threshold.
    bool take(std::int64_t place) {
        std::uint8_t& open = open_[static_cast<std::size_t>(place)];
        return std::exchange(open, std::uint8_t{0}) != 0;
    }

    Part fill(std::int64_t start) {
        Part part{start / width_, start % width_, start / width_, start % width_};
        to_visit_.assign(1, start);
        while (!to_visit_.empty()) {
            const std::int64_t place = to_visit_.back();
            to_visit_.pop_back();
            const std::int64_t row = place / width_;
            const std::int64_t col = place % width_;
            part.top = std::min(part.top, row);
            part.bottom = std::max(part.bottom, row);
            part.left = std::min(part.left, col);
            part.right = std::max(part.right, col);
            ++part.places;
            if (row > 0) visit(place - width_);
            if (row + 1 < height_) visit(place + width_);
            if (col > 0) visit(place - 1);
            if (col + 1 < width_) visit(place + 1);
        }
        return part;
    }

    void visit(std::int64_t place) {
        if (take(place)) to_visit_.push_back(place);
    }

    std::int64_t height_;
    std::int64_t width_;
    std::vector<std::uint8_t> open_;  // above the threshold and not yet in a part
    std::vector<std::int64_t> to_visit_;
};

}  // namespace

std::optional<MapBox> class_box(const PlaceMap& map, double percent) {
    CORE_CHECK(percent >= 0.0 && percent <= 100.0);
    CORE_CHECK_EQ(static_cast<std::int64_t>(map.values.size()), map.height * map.width);
    double largest = 0.0;
    for (const double value : map.values) {
        if (std::isfinite(value)) largest = std::max(largest, value);
    }
    if (largest <= 0.0) return std::nullopt;
    return Parts(map, percent / 100.0 * largest).largest_box();
}

}  // namespace core
