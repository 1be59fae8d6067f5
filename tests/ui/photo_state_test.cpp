// What the photo scene derives: where the crop lies, its numbers and windows, levels of the pyramid, pictures by job.
#include <chrono>
#include <random>
#include <thread>

#include "app/scenes/photo_state.h"
#include "support/catch.h"

namespace {

core::Image noise(std::int64_t width, std::int64_t height, unsigned seed = 1) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width * height * 3));
    for (std::uint8_t& value : pixels) value = static_cast<std::uint8_t>(random() & 255U);
    return core::make_image(width, height, 3, std::move(pixels));
}

struct Size {
    std::int64_t width, height;
};
constexpr Size k_sizes[] = {{451, 300}, {300, 451}, {1, 1}, {1, 5000}, {5000, 1}, {7, 9}, {33, 40}};

void settle(scenes::PhotoPictures& pictures) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (pictures.busy() && std::chrono::steady_clock::now() < deadline) {
        pictures.update(0.001);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    REQUIRE_FALSE(pictures.busy());
}

}  // namespace

TEST_CASE("the crop lies inside every photo, for every size and wish") {
    for (const Size size : k_sizes) {
        scenes::PhotoState state;
        scenes::show_photo(state, noise(size.width, size.height), "noise", false);
        for (const std::int64_t crop : {8, 15, 32}) {
            for (const std::int64_t kernel : {1, 3, 8, 64}) {
                state.document.crop_size = crop;
                scenes::set_kernel(state.document, kernel);
                for (const double wish : {-50.0, 0.0, 3.5, 150.0, 1e9}) {
                    scenes::move_crop(state, wish, wish);
                    scenes::refresh(state);
                    const scenes::CropPlace& place = state.facts.crop;
                    CAPTURE(size.width, size.height, crop, kernel, wish);
                    CHECK(place.rows == std::min(crop, size.height));
                    CHECK(place.cols == std::min(crop, size.width));
                    CHECK(place.top >= 0);
                    CHECK(place.left >= 0);
                    CHECK(place.top + place.rows <= size.height);
                    CHECK(place.left + place.cols <= size.width);
                    CHECK(state.facts.problem.has_value() == (kernel > std::min(size.width, size.height)));
                    CHECK(state.facts.crop_problem.has_value() == (kernel > std::min(place.rows, place.cols)));
                    CHECK(state.playback.windows ==
                          (state.facts.crop_problem ? 0 : state.facts.crop_geometry.windows()));
                }
            }
        }
    }
}

TEST_CASE("a window of the crop is a window of the photo") {
    scenes::PhotoState state;
    scenes::show_photo(state, noise(90, 70), "noise", false);
    state.document.channel = core::Channel::green;
    state.document.crop_size = 16;
    for (const auto& [kernel, stride] : {std::pair<int, int>{4, 4}, {3, 2}, {2, 5}, {16, 16}, {1, 1}}) {
        scenes::set_kernel(state.document, kernel);
        scenes::set_stride(state.document, stride);
        scenes::move_crop(state, 37.0, 41.0);
        scenes::refresh(state);
        const core::PoolSpec spec = scenes::photo_spec(state.document, core::Op::average);
        const core::Grid pooled = core::pool_grid(state.facts.numbers, spec).values;
        for (std::int64_t row = 0; row < pooled.rows; ++row) {
            for (std::int64_t col = 0; col < pooled.cols; ++col) {
                const float in_photo =
                    core::pool_window(state.photo.view().plane(1), spec, state.facts.geometry,
                                      state.facts.crop.top / stride + row, state.facts.crop.left / stride + col);
                CAPTURE(kernel, stride, row, col);
                CHECK(pooled.at(row, col) == in_photo);
            }
        }
    }
}

TEST_CASE("the numbers of the tile are those of the picture") {
    scenes::PhotoState state;
    scenes::show_photo(state, noise(40, 30), "noise", false);
    for (const auto& [kernel, stride] : {std::pair<int, int>{4, 4}, {3, 2}, {2, 5}, {30, 30}}) {
        scenes::set_kernel(state.document, kernel);
        scenes::set_stride(state.document, stride);
        scenes::refresh(state);
        const core::PoolSpec spec = scenes::photo_spec(state.document, core::Op::max);
        const core::Image lane =
            core::render_lane(state.photo, {.spec = spec, .rect = {0, 0, 40, 30}, .width = 40, .height = 30}, false);
        for (std::int64_t row = 0; row < 30; ++row) {
            for (std::int64_t col = 0; col < 40; ++col) {
                const scenes::PixelPlace window = scenes::window_at(state, {row, col});
                const float value =
                    core::pool_window(state.photo.view().plane(0), spec, state.facts.geometry, window.row, window.col);
                CAPTURE(kernel, stride, row, col);
                CHECK(static_cast<float>(lane.view().at(0, row, col)) == value);
            }
        }
    }
}

TEST_CASE("stride follows the kernel until it is set by hand") {
    scenes::PhotoDocument document;
    scenes::set_kernel(document, 6);
    CHECK(document.stride == 6);
    scenes::set_stride(document, 3);
    CHECK_FALSE(document.stride_follows);
    scenes::set_kernel(document, 9);
    CHECK(document.stride == 3);
    scenes::set_kernel(document, 1000);
    CHECK(document.kernel == scenes::k_photo_kernel_limit);
    scenes::set_stride(document, -4);
    CHECK(document.stride == 1);
}

TEST_CASE("the pyramid ends where less than a pixel would be left") {
    CHECK(scenes::pyramid_levels(noise(451, 300)) == 7);
    CHECK(scenes::pyramid_levels(noise(64, 64)) == 7);
    CHECK(scenes::pyramid_levels(noise(63, 64)) == 6);
    CHECK(scenes::pyramid_levels(noise(4, 4)) == 3);
    CHECK(scenes::pyramid_levels(noise(1, 5000)) == 1);
    CHECK(scenes::pyramid_levels(noise(1, 1)) == 1);
}

TEST_CASE("a flat photo has its crop in the middle, a lively one where something is to be seen") {
    scenes::PhotoState state;
    scenes::show_photo(state, core::make_image(200, 100, 3, std::vector<std::uint8_t>(200 * 100 * 3, 90)), "flat",
                       false);
    CHECK(state.lively_place == scenes::PixelPlace{46, 96});

    std::vector<std::uint8_t> pixels(200 * 100 * 3, 90);
    const std::int64_t row = 92 * 10 / 32;  // one of the places looked at
    const std::int64_t col = 192 * 20 / 32;
    for (std::int64_t y = 0; y < 8; ++y) {
        for (std::int64_t x = 0; x < 8; x += 2) {
            for (std::int64_t c = 0; c < 3; ++c)
                pixels[static_cast<std::size_t>(((row + y) * 200 + col + x) * 3 + c)] = 255;
        }
    }
    scenes::show_photo(state, core::make_image(200, 100, 3, std::move(pixels)), "lively", false);
    CHECK(state.lively_place == scenes::PixelPlace{row, col});
}

TEST_CASE("pictures by job: the newest wish wins and equals what core renders") {
    const core::Image photo = noise(400, 300);
    scenes::PhotoPictures pictures([] {});
    scenes::PictureOrder order{photo, {}};
    for (std::int64_t kernel = 1; kernel <= 20; ++kernel) {
        scenes::PhotoDocument document;
        scenes::set_kernel(document, kernel);
        order.lanes = {{.spec = scenes::photo_spec(document, core::Op::average),
                        .rect = {0, 0, 400, 300},
                        .width = 100,
                        .height = 75}};
        pictures.want(order);
        pictures.update(0.001);
    }
    settle(pictures);
    CHECK(pictures.shown().order == order);
    REQUIRE(pictures.shown().images.size() == 1);
    core::LaneRequest final = order.lanes[0];
    final.samples = 4;
    CHECK(*pictures.shown().images[0].pixels == *core::render_lane(photo, final, false).pixels);
    CHECK(pictures.waiting() == 0.0);
}

TEST_CASE("pictures by job: the old one stays until the new one is there") {
    const core::Image photo = noise(400, 300);
    scenes::PhotoPictures pictures([] {});
    scenes::PictureOrder order{photo, {{.rect = {0, 0, 400, 300}, .width = 40, .height = 30}}};
    pictures.want(order);
    settle(pictures);
    const std::uint64_t old = pictures.shown().images[0].revision;
    order.lanes[0].rect = {100, 100, 40, 30};
    pictures.want(order);
    CHECK(pictures.busy());
    REQUIRE(pictures.shown().images.size() == 1);
    CHECK(pictures.shown().images[0].revision == old);
    settle(pictures);
    CHECK(pictures.shown().images[0].revision != old);
}

TEST_CASE("pictures by job: a lane that nothing was changed about keeps its picture") {
    const core::Image photo = noise(400, 300);
    scenes::PhotoPictures pictures([] {});
    const core::LaneRequest lane{.rect = {0, 0, 400, 300}, .width = 40, .height = 30};
    scenes::PictureOrder order{photo, {lane, lane}};
    pictures.want(order);
    settle(pictures);
    const std::uint64_t first = pictures.shown().images[0].revision;
    const std::uint64_t second = pictures.shown().images[1].revision;
    order.lanes[1].spec.kernel = {5, 5};
    pictures.want(order);
    settle(pictures);
    CHECK(pictures.shown().images[0].revision == first);
    CHECK(pictures.shown().images[1].revision != second);
    order.photo = noise(400, 300, 2);
    pictures.want(order);
    settle(pictures);
    CHECK(pictures.shown().images[0].revision != first);
}

TEST_CASE("pictures by job: every wish has its delay, the last one also to its final picture") {
    const core::Image photo = noise(400, 300);
    scenes::PhotoPictures pictures([] {});
    scenes::PictureOrder order{photo, {{.rect = {0, 0, 400, 300}, .width = 40, .height = 30}}};
    int visible = 0;
    int final = 0;
    const auto look = [&] {
        pictures.update(0.001);
        for (const scenes::PictureDelay& delay : pictures.delays()) {
            CHECK(delay.finished >= 0.0);
            CHECK(delay.taken >= delay.finished);
            delay.final ? ++final : ++visible;
        }
    };
    constexpr int k_wishes = 12;
    for (int wish = 1; wish <= k_wishes; ++wish) {
        order.lanes[0].spec.kernel = {wish + 1, wish + 1};
        pictures.want(order);
        look();
    }
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (pictures.busy() && std::chrono::steady_clock::now() < deadline) {
        look();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    CHECK(visible == k_wishes);
    CHECK(final >= 1);
    look();
    CHECK(pictures.delays().empty());
}
