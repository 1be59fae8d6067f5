// Animations: what is packed is what other readers unpack; here stb_image's, which knows GIF.
#include <stb/stb_image.h>

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "app/io/gif_palette.h"
#include "app/io/gif_write.h"
#include "support/catch.h"

namespace {

using Rgb = std::array<std::uint8_t, 3>;

core::Image flat(std::int64_t width, std::int64_t height, Rgb color) {
    std::vector<std::uint8_t> pixels;
    for (std::int64_t i = 0; i < width * height; ++i) pixels.insert(pixels.end(), color.begin(), color.end());
    return core::make_image(width, height, 3, std::move(pixels));
}

core::Image with_pixel(const core::Image& image, std::int64_t x, std::int64_t y, Rgb color) {
    std::vector<std::uint8_t> pixels = *image.pixels;
    std::copy(color.begin(), color.end(), pixels.begin() + (y * image.width + x) * 3);
    return core::make_image(image.width, image.height, 3, std::move(pixels));
}

struct Unpacked {
    int width = 0, height = 0, frames = 0;
    std::vector<int> delays;  // milliseconds
    std::vector<Rgb> pixels;
    Rgb at(std::size_t frame, std::size_t x, std::size_t y) const {
        const auto rows = static_cast<std::size_t>(height);
        const auto cols = static_cast<std::size_t>(width);
        return pixels[(frame * rows + y) * cols + x];
    }
};

Unpacked unpack(const std::string& bytes) {
    Unpacked result;
    int* delays = nullptr;
    int channels = 0;
    stbi_uc* pixels =
        stbi_load_gif_from_memory(reinterpret_cast<const stbi_uc*>(bytes.data()), static_cast<int>(bytes.size()),
                                  &delays, &result.width, &result.height, &result.frames, &channels, 3);
    REQUIRE(pixels != nullptr);
    result.delays.assign(delays, delays + result.frames);
    for (int i = 0; i < result.frames * result.width * result.height; ++i)
        result.pixels.push_back({pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]});
    stbi_image_free(pixels);
    stbi_image_free(delays);
    return result;
}

std::string packed(const io::GifRecorder& recorder) {
    const std::atomic<bool> cancel = false;
    const auto bytes = recorder.encode(cancel, [](double) {});
    REQUIRE(bytes);
    return bytes.value();
}

}  // namespace

TEST_CASE("a GIF's frames, delays and flat colours come back as they were") {
    const core::Image ground = flat(20, 10, {18, 21, 26});
    const core::Image dot = with_pixel(ground, 7, 3, {255, 200, 69});
    io::GifRecorder recorder;
    recorder.add(ground, 0.20);
    recorder.add(dot, 0.15);
    recorder.add(ground, 1.0);
    const Unpacked film = unpack(packed(recorder));
    CHECK(film.width == 20);
    CHECK(film.height == 10);
    REQUIRE(film.frames == 3);
    CHECK(film.delays == std::vector<int>{200, 150, 1000});
    CHECK(film.at(0, 7, 3) == Rgb{18, 21, 26});
    CHECK(film.at(1, 7, 3) == Rgb{255, 200, 69});
    CHECK(film.at(1, 8, 3) == Rgb{18, 21, 26});
    CHECK(film.at(2, 7, 3) == Rgb{18, 21, 26});
}

TEST_CASE("equal frames in a row are one that lasts as long as both, and hundredths add up") {
    const core::Image ground = flat(4, 4, {0, 0, 0});
    io::GifRecorder recorder;
    recorder.add(ground, 0.104);
    recorder.add(ground, 0.104);
    recorder.add(with_pixel(ground, 0, 0, {255, 255, 255}), 0.104);
    recorder.add(with_pixel(ground, 1, 0, {255, 255, 255}), 0.104);
    CHECK(recorder.frames() == 3);
    const Unpacked film = unpack(packed(recorder));
    CHECK(film.delays == std::vector<int>{210, 100, 110});  // 0.416 s in all, cut at 0.208 and 0.312
}

TEST_CASE("a small change costs few bytes, whatever the size of the picture") {
    const core::Image ground = flat(640, 480, {40, 80, 120});
    io::GifRecorder still;
    still.add(ground, 1.0);
    io::GifRecorder moving;
    for (std::int64_t i = 0; i < 50; ++i) moving.add(with_pixel(ground, 10 * i, 100, {250, 250, 250}), 0.04);
    CHECK(packed(moving).size() < packed(still).size() + 50 * 200);
}

TEST_CASE("more colours than a GIF holds come near") {
    core::Image many = flat(64, 64, {0, 0, 0});
    std::vector<std::uint8_t> pixels = *many.pixels;
    for (std::size_t i = 0; i < 64 * 64; ++i) {
        pixels[3 * i] = static_cast<std::uint8_t>(i % 64 * 4);
        pixels[3 * i + 1] = static_cast<std::uint8_t>(i / 64 * 4);
        pixels[3 * i + 2] = 128;
    }
    many = core::make_image(64, 64, 3, pixels);
    io::GifRecorder recorder;
    recorder.add(many, 1.0);
    const Unpacked film = unpack(packed(recorder));
    double worst = 0.0;
    for (std::size_t i = 0; i < 64 * 64; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            worst = std::max(worst, std::abs(static_cast<double>(film.pixels[i][c]) - pixels[3 * i + c]));
    CHECK(worst < 24.0);
    io::GifPalette palette;
    palette.count(pixels);
    palette.make();
    CHECK(palette.colors().size() == 255);
}

TEST_CASE("a cancelled or empty animation is an error, not a file") {
    io::GifRecorder recorder;
    const std::atomic<bool> go_on = false;
    CHECK(recorder.encode(go_on, [](double) {}).error().key == "error.no_picture_to_write");
    recorder.add(flat(4, 4, {1, 2, 3}), 1.0);
    const std::atomic<bool> cancel = true;
    CHECK(recorder.encode(cancel, [](double) {}).error().key == "error.export_cancelled");
}
