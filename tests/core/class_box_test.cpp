// The paper's box: above a share of the maximum, the largest 4-connected part, its bounding box.
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string_view>

#include "core/cam.h"
#include "support/catch.h"

using core::class_box;
using core::MapBox;
using core::PlaceMap;

namespace {

// '.' 0, '1' ... '9' its number, 'm' -9; rows by '/'.
PlaceMap drawn(std::string_view picture) {
    PlaceMap map{1, 0, {}};
    for (const char sign : picture) {
        if (sign == '/') {
            ++map.height;
            continue;
        }
        map.values.push_back(sign == '.' ? 0.0 : sign == 'm' ? -9.0 : static_cast<double>(sign - '0'));
    }
    map.width = static_cast<std::int64_t>(map.values.size()) / map.height;
    return map;
}

// Labels spread from neighbour to neighbour until nothing changes: slow, and written without the flood fill.
std::optional<MapBox> box_by_labels(const PlaceMap& map, double threshold) {
    std::vector<std::int64_t> label(map.values.size(), -1);
    for (std::size_t i = 0; i < label.size(); ++i) {
        if (map.values[i] > threshold) label[i] = static_cast<std::int64_t>(i);
    }
    const auto at = [&](std::int64_t row, std::int64_t col) -> std::int64_t& {
        return label[static_cast<std::size_t>(row * map.width + col)];
    };
    for (bool changed = true; changed;) {
        changed = false;
        const auto join = [&](std::int64_t& a, std::int64_t& b) {
            if (a < 0 || b < 0 || a == b) return;
            a = b = std::min(a, b);
            changed = true;
        };
        for (std::int64_t row = 0; row < map.height; ++row) {
            for (std::int64_t col = 0; col < map.width; ++col) {
                if (row + 1 < map.height) join(at(row, col), at(row + 1, col));
                if (col + 1 < map.width) join(at(row, col), at(row, col + 1));
            }
        }
    }
    std::optional<MapBox> best;
    std::ptrdiff_t most = 0;
    for (std::size_t first = 0; first < label.size(); ++first) {
        const auto name = static_cast<std::int64_t>(first);
        const std::ptrdiff_t places = std::count(label.begin(), label.end(), name);
        if (places <= most) continue;
        most = places;
        std::int64_t top = map.height, left = map.width, bottom = -1, right = -1;
        for (std::int64_t i = 0; i < static_cast<std::int64_t>(label.size()); ++i) {
            if (label[static_cast<std::size_t>(i)] != name) continue;
            top = std::min(top, i / map.width);
            bottom = std::max(bottom, i / map.width);
            left = std::min(left, i % map.width);
            right = std::max(right, i % map.width);
        }
        best = MapBox{top, left, bottom - top + 1, right - left + 1};
    }
    return best;
}

}  // namespace

TEST_CASE("the largest part above 20 percent of the maximum, on a map that is not square") {
    const PlaceMap map = drawn("9......./.......2/..33..22/..3...../..31....");
    CHECK(class_box(map, 20.0) == MapBox{2, 2, 3, 2});  // 1 is not above 1.8
    CHECK(class_box(map, 10.0) == MapBox{2, 2, 3, 2});
    CHECK(class_box(map, 50.0) == MapBox{0, 0, 1, 1});
}

TEST_CASE("above means above: a value of exactly the threshold stays out") {
    const PlaceMap map = drawn("5..1..2");
    CHECK(class_box(map, 20.0) == MapBox{0, 0, 1, 1});
    CHECK(class_box(drawn("55.1.222"), 20.0) == MapBox{0, 5, 1, 3});
    CHECK_FALSE(class_box(map, 100.0));
}

TEST_CASE("at 0 percent everything positive counts, zero and negative do not") {
    CHECK(class_box(drawn("m1.m/m11m/mmmm"), 0.0) == MapBox{0, 1, 2, 2});
}

TEST_CASE("parts that touch at corners only are two") {
    CHECK(class_box(drawn("99../99../..99/..9."), 20.0) == MapBox{0, 0, 2, 2});
    CHECK(class_box(drawn("99../99../..99/..99"), 20.0) == MapBox{0, 0, 2, 2});  // equal: the first in reading order
    CHECK(class_box(drawn("...9/9..9/9..."), 20.0) == MapBox{0, 3, 2, 1});
}

TEST_CASE("a part is not joined across the end of a row") {
    CHECK(class_box(drawn("..9/9../99."), 20.0) == MapBox{1, 0, 2, 2});
}

TEST_CASE("a flat map and an all-negative map have no box, a flat positive map is all box") {
    CHECK_FALSE(class_box(drawn("..../...."), 20.0));
    CHECK_FALSE(class_box(drawn("mmm/mmm"), 20.0));
    CHECK(class_box(drawn("777/777"), 20.0) == MapBox{0, 0, 2, 3});
}

TEST_CASE("a strong place against the class is no evidence for it: signed, never the size") {
    CHECK(class_box(drawn("mmm..1/mmm..."), 20.0) == MapBox{0, 5, 1, 1});
}

TEST_CASE("NaN and infinity in a map: no loop, NaN is not above") {
    const double nan = std::nan("");
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK_FALSE(class_box({1, 2, {nan, nan}}, 20.0));
    CHECK(class_box({1, 4, {nan, 4.0, 3.0, nan}}, 20.0) == MapBox{0, 1, 1, 2});
    CHECK(class_box({1, 3, {infinity, -infinity, 4.0}}, 20.0) == MapBox{0, 0, 1, 1});
    CHECK_FALSE(class_box({0, 0, {}}, 20.0));
}

TEST_CASE("a part of a million places is filled without running out of stack") {
    CHECK(class_box({1000, 1000, std::vector<double>(1'000'000, 1.0)}, 20.0) == MapBox{0, 0, 1000, 1000});
}

TEST_CASE("boxes of random maps are those of a slow search by labels") {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        PlaceMap map{static_cast<std::int64_t>(1 + random() % 9), static_cast<std::int64_t>(1 + random() % 9), {}};
        for (std::int64_t i = 0; i < map.height * map.width; ++i) {
            map.values.push_back(static_cast<double>(static_cast<int>(random() % 12) - 4));
        }
        const double largest = *std::max_element(map.values.begin(), map.values.end());
        for (const double percent : {0.0, 20.0, 45.0, 90.0}) {
            CAPTURE(round, percent, map.height, map.width);
            const auto expected =
                largest > 0.0 ? box_by_labels(map, percent / 100.0 * largest) : std::optional<MapBox>{};
            CHECK(class_box(map, percent) == expected);
        }
    }
}
