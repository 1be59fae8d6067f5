// A photo as a small grid: means of bins worked by hand, the centre square, photos smaller than the grid.
#include "core/photo_grid.h"

#include "support/catch.h"

using core::Grid;

namespace {

const std::atomic<bool> k_go_on{false};

core::Image gray_photo(std::int64_t width, std::int64_t height, const std::vector<int>& levels) {
    std::vector<std::uint8_t> pixels;
    for (const int level : levels) pixels.insert(pixels.end(), 3, static_cast<std::uint8_t>(level));
    return core::make_image(width, height, 3, std::move(pixels));
}

}  // namespace

TEST_CASE("photo grid: the centre square, averaged and rounded") {
    // Columns 1 to 4 of 6 are the square; the middle of (1, 2, 3, 5) is 2.75.
    const core::Image photo = gray_photo(6, 4, {99, 1, 2, 10,  10,  99,  //
                                                99, 3, 5, 20,  20,  99,  //
                                                99, 0, 0, 200, 200, 99,  //
                                                99, 0, 1, 200, 200, 99});
    CHECK(*core::photo_grid(photo, 2, k_go_on) == Grid(2, 2, {3, 15, 0, 200}));
    CHECK(*core::photo_grid(photo, 1, k_go_on) == Grid(1, 1, 55.0F));  // (11 + 60 + 401 + 401) / 16 = 54.5625
}

TEST_CASE("photo grid: bins overlap where the sizes do not divide, pixels repeat where the photo is small") {
    // Adaptive bins of 3 onto 2: columns 0-1 and 1-2.
    const core::Image three = gray_photo(3, 3, {0, 10, 20, 0, 10, 20, 0, 10, 20});
    CHECK(*core::photo_grid(three, 2, k_go_on) == Grid(2, 2, {5, 15, 5, 15}));
    const core::Image one = gray_photo(1, 1, {77});
    CHECK(*core::photo_grid(one, 3, k_go_on) == Grid(3, 3, 77.0F));
}

TEST_CASE("photo grid: colours become grey by their weights") {
    const core::Image red = core::make_image(1, 1, 3, {255, 0, 0});
    CHECK(core::photo_grid(red, 1, k_go_on)->at(0, 0) == 76.0F);  // 0.299 x 255 = 76.245
}

TEST_CASE("photo grid: stops when it is told to") {
    const std::atomic<bool> cancel{true};
    CHECK_FALSE(core::photo_grid(core::draw_sample_photo(30, 20), 4, cancel));
}
