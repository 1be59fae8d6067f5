// The photo lanes against the definition: every pixel shown is a pooled window's value, and lost is what the photo has
// and the pooled picture has not.
#include "core/photo_view.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <thread>

#include "cases.h"
#include "core/geometry.h"
#include "core/problem.h"
#include "support/catch.h"

using core::Image;
using core::LaneRequest;
using core::Op;
using core::PhotoRect;
using core::PoolSpec;

namespace {

const std::atomic<bool> k_go_on = false;

Image random_photo(std::int64_t width, std::int64_t height, int channels, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width * height * channels));
    for (std::uint8_t& value : pixels) value = static_cast<std::uint8_t>(random() >> 24);
    return core::make_image(width, height, channels, std::move(pixels));
}

std::uint8_t rounded(float value) {
    if (!(value > 0.0F)) return 0;
    return value >= 255.0F ? std::uint8_t{255} : static_cast<std::uint8_t>(std::lround(value));
}

// The pooled photo blown up again to the photo's size: channel c at (row, col), by whole-picture pooling.
class BlownUp {
public:
    BlownUp(const Image& photo, const PoolSpec& spec) : geometry_(core::geometry(spec, photo.height, photo.width)) {
        values_.resize(static_cast<std::size_t>(photo.channels * geometry_.windows()));
        core::reference_pool(photo.view(), spec, {values_.data(), nullptr});
    }
    std::uint8_t at(std::int64_t row, std::int64_t col, std::int64_t c) const {
        const std::int64_t window = core::nearest_window(geometry_, static_cast<double>(row), static_cast<double>(col));
        return rounded(values_[static_cast<std::size_t>(c * geometry_.windows() + window)]);
    }

private:
    core::Geometry geometry_;
    std::vector<float> values_;
};

// What a lane has to show at one pixel, sample by sample.
struct Expected {
    int rgba[4] = {0, 0, 0, 0};
};
Expected expected_pixel(const Image& photo, const BlownUp& pooled, const LaneRequest& lane, std::int64_t x,
                        std::int64_t y) {
    const double step_x = lane.rect.width / static_cast<double>(lane.width);
    const double step_y = lane.rect.height / static_cast<double>(lane.height);
    const int across = step_x > 1.0 ? lane.samples : 1;
    const int down = step_y > 1.0 ? lane.samples : 1;
    int sums[3] = {0, 0, 0};
    int inside = 0;
    for (int j = 0; j < down; ++j) {
        for (int i = 0; i < across; ++i) {
            const double px = lane.rect.x + (static_cast<double>(x) + (i + 0.5) / across) * step_x;
            const double py = lane.rect.y + (static_cast<double>(y) + (j + 0.5) / down) * step_y;
            const auto col = static_cast<std::int64_t>(std::floor(px));
            const auto row = static_cast<std::int64_t>(std::floor(py));
            if (col < 0 || row < 0 || col >= photo.width || row >= photo.height) continue;
            ++inside;
            for (std::int64_t c = 0; c < 3; ++c) {
                const int value = pooled.at(row, col, c);
                sums[c] += lane.lost ? std::abs(value - photo.view().at(c, row, col)) : value;
            }
        }
    }
    Expected pixel;
    if (inside == 0) return pixel;
    for (int c = 0; c < 3; ++c) pixel.rgba[c] = (2 * sums[c] + inside) / (2 * inside);
    pixel.rgba[3] = static_cast<int>(std::lround(255.0 * inside / (across * down)));
    return pixel;
}

void check_lane(const Image& photo, const LaneRequest& lane, int tolerance = 0) {
    CAPTURE(test::describe(lane.spec, photo.height, photo.width), lane.lost, lane.samples, lane.width, lane.height);
    const Image shown = core::render_lane(photo, lane, k_go_on);
    REQUIRE(shown.channels == 4);
    REQUIRE(shown.width == lane.width);
    REQUIRE(shown.height == lane.height);
    const BlownUp pooled(photo, lane.spec);
    int wrong = 0;
    for (std::int64_t y = 0; y < lane.height; ++y) {
        for (std::int64_t x = 0; x < lane.width; ++x) {
            const Expected want = expected_pixel(photo, pooled, lane, x, y);
            for (std::int64_t c = 0; c < 4; ++c)
                wrong += std::abs(want.rgba[c] - shown.view().at(c, y, x)) > tolerance ? 1 : 0;
        }
    }
    CHECK(wrong == 0);
}

LaneRequest whole(const Image& photo, const PoolSpec& spec, bool lost = false) {
    const PhotoRect rect{0.0, 0.0, static_cast<double>(photo.width), static_cast<double>(photo.height)};
    return {spec, lost, 1, rect, photo.width, photo.height, 4};
}

std::vector<PoolSpec> specs() {
    std::vector<PoolSpec> all;
    for (const Op op : {Op::max, Op::min, Op::average, Op::sum}) {
        all.push_back(test::square_spec(op, 1, 1));
        all.push_back(test::square_spec(op, 2, 2));
        all.push_back(test::square_spec(op, 3, 2, 1));
        all.push_back(test::square_spec(op, 3, 1, 1));
        all.push_back(test::square_spec(op, 2, 5));
        PoolSpec uneven = test::square_spec(op, 3, 2);
        uneven.kernel = {4, 3};
        uneven.stride = {3, 2};
        uneven.padding = {2, 0, 1, 1};
        uneven.ceil = true;
        all.push_back(uneven);
        PoolSpec dilated = test::square_spec(op, 3, 3);
        dilated.dilation = {2, 3};
        all.push_back(dilated);
    }
    PoolSpec average = test::square_spec(Op::average, 3, 2, 1);
    average.ceil = true;
    average.count_include_pad = false;
    all.push_back(average);
    average.divisor = 7;
    all.push_back(average);
    all.push_back(core::default_spec(core::Rule::onnx, Op::average, {3, 3}));
    PoolSpec same = core::default_spec(core::Rule::keras, Op::average, {3, 3});
    same.auto_pad = core::AutoPad::same_upper;
    all.push_back(same);
    for (const double p : {1.0, 2.0, 3.0, std::numeric_limits<double>::infinity()}) {
        all.push_back(test::square_spec(Op::lp, 3, 2, 1));
        all.back().p = p;
    }
    all.push_back(test::square_spec(Op::global_max, 2, 2));
    all.push_back(test::square_spec(Op::global_average, 2, 2));
    all.push_back(test::adaptive_spec(Op::adaptive_max, 4, 6));
    all.push_back(test::adaptive_spec(Op::adaptive_average, 5, 7));
    return all;
}

}  // namespace

TEST_CASE("photo lane: each pixel is a pooled window, at any zoom") {
    const int channels = GENERATE(3, 4);
    const Image photo = random_photo(37, 29, channels, 1);
    for (const PoolSpec& spec : specs()) {
        REQUIRE_FALSE(core::problem(spec, photo.height, photo.width));
        for (const bool lost : {false, true}) {
            check_lane(photo, whole(photo, spec, lost));                                // one to one
            check_lane(photo, {spec, lost, 1, {0.0, 0.0, 37.0, 29.0}, 9, 8, 4});        // crowded
            check_lane(photo, {spec, lost, 1, {0.0, 0.0, 37.0, 29.0}, 9, 8, 1});        // draft
            check_lane(photo, {spec, lost, 1, {5.3, 11.8, 9.1, 6.2}, 60, 41, 4});       // enlarged
            check_lane(photo, {spec, lost, 1, {-10.5, -7.25, 60.0, 50.0}, 20, 17, 4});  // beyond the edges
            check_lane(photo, {spec, lost, 1, {0.0, 0.0, 74.0, 7.0}, 20, 20, 3});       // crowded across, enlarged down
        }
    }
}

TEST_CASE("photo lane: Lp with other exponents agrees to a level") {
    const Image photo = random_photo(23, 19, 3, 2);
    for (const double p : {1.5, 2.7, 40.0, 60.0, 200.0}) {
        PoolSpec spec = test::square_spec(Op::lp, 3, 2, 1);
        spec.p = p;
        check_lane(photo, whole(photo, spec), 1);
    }
}

TEST_CASE("photo lane: the photo itself is shown unchanged, and nothing of it is lost") {
    const Image photo = random_photo(16, 12, 3, 3);
    const PoolSpec itself = test::square_spec(Op::max, 1, 1);
    const Image shown = core::render_lane(photo, whole(photo, itself), k_go_on);
    const Image lost = core::render_lane(photo, whole(photo, itself, true), k_go_on);
    for (std::int64_t row = 0; row < photo.height; ++row) {
        for (std::int64_t col = 0; col < photo.width; ++col) {
            for (std::int64_t c = 0; c < 3; ++c) {
                REQUIRE(shown.view().at(c, row, col) == photo.view().at(c, row, col));
                REQUIRE(lost.view().at(c, row, col) == 0);
            }
            REQUIRE(shown.view().at(3, row, col) == 255);
        }
    }
}

TEST_CASE("photo lane: hand-worked") {
    // One row of four pixels, grey 10 21 200 100: max in pairs 21 200, average 15.5 -> 16 and 150.
    std::vector<std::uint8_t> pixels;
    for (const int v : {10, 21, 200, 100}) pixels.insert(pixels.end(), 3, static_cast<std::uint8_t>(v));
    const Image photo = core::make_image(4, 1, 3, pixels);
    PoolSpec spec = test::square_spec(Op::max, 2, 2);
    spec.kernel = {1, 2};
    const auto red = [&](const LaneRequest& lane) {
        const Image shown = core::render_lane(photo, lane, k_go_on);
        std::vector<int> row;
        for (std::int64_t x = 0; x < shown.width; ++x) row.push_back(shown.view().at(0, 0, x));
        return row;
    };
    CHECK(red(whole(photo, spec)) == std::vector<int>{21, 21, 200, 200});
    CHECK(red(whole(photo, spec, true)) == std::vector<int>{11, 0, 0, 100});
    spec.op = Op::average;
    CHECK(red(whole(photo, spec)) == std::vector<int>{16, 16, 150, 150});
    LaneRequest lost = whole(photo, spec, true);
    CHECK(red(lost) == std::vector<int>{6, 5, 50, 50});
    lost.lost_gain = 3;
    CHECK(red(lost) == std::vector<int>{18, 15, 150, 150});
    lost.lost_gain = 8;
    CHECK(red(lost) == std::vector<int>{48, 40, 255, 255});
    spec.op = Op::global_average;  // 331 / 4 = 82.75
    CHECK(red(whole(photo, spec)) == std::vector<int>{83, 83, 83, 83});
    // Enlarged eight times: flat blocks with hard edges, no value in between.
    spec.op = Op::max;
    const std::vector<int> large = red({spec, false, 1, {0.0, 0.0, 4.0, 1.0}, 32, 8, 4});
    for (std::size_t x = 0; x < 32; ++x) CHECK(large[x] == (x < 16 ? 21 : 200));
}

TEST_CASE("photo lane: beyond the photo it is transparent") {
    const Image photo = random_photo(8, 8, 3, 4);
    const PoolSpec spec = test::square_spec(Op::average, 2, 2);
    const Image shown = core::render_lane(photo, {spec, false, 1, {-8.0, 0.0, 16.0, 8.0}, 16, 8, 4}, k_go_on);
    for (std::int64_t x = 0; x < 16; ++x) CHECK(shown.view().at(3, 4, x) == (x < 8 ? 0 : 255));
    // A pixel half over the edge is half there: two of its four columns of samples.
    const Image edge = core::render_lane(photo, {spec, false, 1, {-2.0, 0.0, 4.0, 4.0}, 1, 1, 4}, k_go_on);
    CHECK(edge.view().at(3, 0, 0) == 128);
    CHECK(core::render_lane(photo, {spec, false, 1, {100.0, 100.0, 4.0, 4.0}, 3, 3, 4}, k_go_on).view().at(3, 1, 1) ==
          0);
    CHECK(core::render_lane(photo, {spec, false, 1, {0.0, 0.0, 4.0, 4.0}, 0, 0, 4}, k_go_on).empty());
}

TEST_CASE("photo lane: a pyramid of max 2/2 is max 4/4, of min too") {
    const Image photo = random_photo(32, 24, 3, 5);
    for (const Op op : {Op::max, Op::min}) {
        const PoolSpec two = test::square_spec(op, 2, 2);
        // One pixel of the lane per window: the pooled picture itself.
        const Image half = core::render_lane(photo, {two, false, 1, {0.0, 0.0, 32.0, 24.0}, 16, 12, 1}, k_go_on);
        const Image quarter = core::render_lane(half, {two, false, 1, {0.0, 0.0, 16.0, 12.0}, 8, 6, 1}, k_go_on);
        const Image at_once =
            core::render_lane(photo, {test::square_spec(op, 4, 4), false, 1, {0.0, 0.0, 32.0, 24.0}, 8, 6, 1}, k_go_on);
        CHECK(*quarter.pixels == *at_once.pixels);
    }
}

TEST_CASE("photo lane: max is never darker than average, average never darker than min") {
    const Image photo = random_photo(40, 30, 3, 6);
    std::map<Op, Image> shown;
    for (const Op op : {Op::max, Op::average, Op::min})
        shown[op] =
            core::render_lane(photo, {test::square_spec(op, 3, 2, 1), false, 1, {0, 0, 40, 30}, 13, 11, 4}, k_go_on);
    // The average counts the zeros of its padding, so only the inner pixels are compared.
    for (std::int64_t y = 1; y < 10; ++y) {
        for (std::int64_t x = 1; x < 12; ++x) {
            CHECK(shown[Op::max].view().at(0, y, x) >= shown[Op::average].view().at(0, y, x));
            CHECK(shown[Op::average].view().at(0, y, x) >= shown[Op::min].view().at(0, y, x));
        }
    }
}

TEST_CASE("photo lane: cancel gives nothing, soon") {
    const Image photo = core::make_image(6000, 4000, 3, std::vector<std::uint8_t>(6000 * 4000 * 3, 77));
    std::atomic<bool> cancel = true;
    PoolSpec powers = test::square_spec(Op::lp, 40, 1);  // a root for each value: long, however fast the sums are
    powers.p = 2.5;
    const LaneRequest heavy{powers, false, 1, {0, 0, 6000, 4000}, 1500, 1000, 4};
    CHECK(core::render_lane(photo, heavy, cancel).empty());
    CHECK_FALSE(core::channel_means(photo, cancel));
    cancel = false;
    std::atomic<std::int64_t> cancelled_at = 0;
    const auto now = [] { return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::milliseconds(1); };
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        cancelled_at = now();
        cancel = true;
    });
    const bool empty = core::render_lane(photo, heavy, cancel).empty();
    const std::int64_t done_at = now();
    other.join();
    CHECK(empty);
    CHECK(done_at - cancelled_at < 500);  // some 10 ms on a quiet machine
}

TEST_CASE("channel means: GAP of the photo") {
    const Image photo = core::make_image(2, 2, 3, {0, 1, 255, 1, 1, 255, 2, 1, 255, 4, 2, 0});
    CHECK(core::channel_means(photo, k_go_on) == core::ChannelMeans{1.75F, 1.25F, 191.25F});
    const Image large = random_photo(301, 203, 4, 7);
    const core::ChannelMeans means = *core::channel_means(large, k_go_on);
    PoolSpec gap = test::square_spec(Op::global_average, 1, 1);
    std::vector<float> values(4);
    core::reference_pool(large.view(), gap, {values.data(), nullptr});
    CHECK(means == core::ChannelMeans{values[0], values[1], values[2]});
}

TEST_CASE("crop: numbers of a channel") {
    const Image photo = core::make_image(2, 2, 3, {10, 20, 30, 255, 255, 255, 0, 0, 0, 255, 0, 0});
    CHECK(core::crop(photo, 0, 0, 2, 2, core::Channel::red) == core::Grid(2, 2, {10, 255, 0, 255}));
    CHECK(core::crop(photo, 0, 1, 2, 1, core::Channel::green) == core::Grid(2, 1, {255, 0}));
    CHECK(core::crop(photo, 1, 0, 1, 1, core::Channel::blue) == core::Grid(1, 1, 0.0F));
    // 2.99 + 11.74 + 3.42 = 18.15; white stays white; 0.299 x 255 = 76.245.
    CHECK(core::crop(photo, 0, 0, 2, 2, core::Channel::grey) == core::Grid(2, 2, {18, 255, 0, 76}));
}

TEST_CASE("images: revisions name the content, the sample picture is the same each time") {
    const Image first = core::draw_sample_photo(120, 80);
    const Image second = core::draw_sample_photo(120, 80);
    CHECK(first.revision != second.revision);
    CHECK(*first.pixels == *second.pixels);
    CHECK(first.pixels->size() == 120 * 80 * 3);
    // Something to show: dark and bright places in every channel.
    for (std::int64_t c = 0; c < 3; ++c) {
        int low = 255;
        int high = 0;
        for (std::int64_t row = 0; row < 80; ++row) {
            for (std::int64_t col = 0; col < 120; ++col) {
                low = std::min<int>(low, first.view().at(c, row, col));
                high = std::max<int>(high, first.view().at(c, row, col));
            }
        }
        CHECK(low < 80);
        CHECK(high > 220);
    }
    for (const auto& [width, height] : {std::pair{1, 1}, std::pair{7, 300}, std::pair{500, 3}})
        CHECK_FALSE(core::draw_sample_photo(width, height).empty());
}
