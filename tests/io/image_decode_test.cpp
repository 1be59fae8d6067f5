// Decoding pictures that are as they should be: every format, depth and orientation, down to the pixel. These files are
// made by the test itself, so they are decoded here and not in a worker.
#include "app/io/image_decode.h"

#include <cmath>
#include <cstdlib>

#include "app/io/exif_orientation.h"
#include "app/io/image_complete.h"
#include "app/io/image_write.h"
#include "io/picture_files.h"
#include "io/scratch.h"
#include "support/catch.h"

using io::DecodedPicture;
using io::ImageFormat;
using test::FileBytes;
using test::Raw;

namespace {

DecodedPicture decoded(const FileBytes& file) {
    const core::Result<DecodedPicture> picture = io::decode_picture(file);
    INFO((picture ? "" : picture.error().sentence()));
    REQUIRE(picture);
    return picture.value();
}

// RGB8 as it has to come out: grey three times, alpha over white, rounded once.
std::vector<std::uint8_t> over_white(const Raw& picture, unsigned max) {
    std::vector<std::uint8_t> rgb;
    const auto channels = static_cast<std::size_t>(picture.channels);
    for (std::size_t i = 0; i < picture.values.size(); i += channels) {
        const double alpha = channels % 2 == 0 ? static_cast<double>(picture.values[i + channels - 1]) / max : 1.0;
        for (std::size_t c = 0; c < 3; ++c) {
            const double value = static_cast<double>(picture.values[i + (channels >= 3 ? c : 0)]) / max;
            rgb.push_back(static_cast<std::uint8_t>(std::lround(255.0 * (value * alpha + 1.0 - alpha))));
        }
    }
    return rgb;
}

std::size_t different(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b, int tolerance = 0) {
    if (a.size() != b.size()) return std::max(a.size(), b.size());
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) count += std::abs(a[i] - b[i]) > tolerance ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("decode: PNG of every depth and kind of channel") {
    const int channels = GENERATE(1, 2, 3, 4);
    const int bits = GENERATE(8, 16);
    const unsigned max = bits == 8 ? 255 : 65'535;
    CAPTURE(channels, bits);
    const Raw raw = test::pattern(17, 11, channels, max);
    const DecodedPicture picture = decoded(test::png(raw, bits));
    CHECK(picture.size == io::PictureSize{17, 11});
    CHECK(picture.meta.format == ImageFormat::png);
    CHECK(picture.meta.bit_depth == bits);
    CHECK(picture.meta.orientation == 1);
    CHECK(picture.meta.transparent == (channels % 2 == 0));
    CHECK(different(picture.pixels, over_white(raw, max)) == 0);
}

TEST_CASE("decode: an alpha channel that is opaque everywhere is not transparent") {
    Raw raw = test::pattern(5, 5, 4);
    for (std::size_t i = 3; i < raw.values.size(); i += 4) raw.values[i] = 255;
    CHECK_FALSE(decoded(test::png(raw)).meta.transparent);
}

TEST_CASE("decode: PNG with a palette, opaque and not") {
    const std::vector<std::uint8_t> palette{255, 0, 0, 0, 255, 0, 0, 0, 255};
    const std::vector<std::uint8_t> indices{0, 1, 2, 2, 1, 0};
    const DecodedPicture opaque = decoded(test::palette_png(3, 2, indices, palette, {}));
    CHECK(opaque.pixels == std::vector<std::uint8_t>{255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0});
    CHECK_FALSE(opaque.meta.transparent);
    const DecodedPicture clear = decoded(test::palette_png(3, 2, indices, palette, {0, 255, 51}));
    CHECK(clear.meta.transparent);
    CHECK(std::vector<std::uint8_t>(clear.pixels.begin(), clear.pixels.begin() + 9) ==
          std::vector<std::uint8_t>{255, 255, 255, 0, 255, 0, 204, 204, 255});  // a fifth of blue over white
}

TEST_CASE("decode: 16 bits are rounded, not cut") {
    // 65535 = 257 x 255, so v8 changes half-way: 128 -> 0 (0.498), 129 -> 1 (0.502).
    const Raw raw{4, 1, 1, {128, 129, 65'406, 65'407}};
    const DecodedPicture picture = decoded(test::png(raw, 16));
    CHECK(picture.pixels == std::vector<std::uint8_t>{0, 0, 0, 1, 1, 1, 254, 254, 254, 255, 255, 255});
}

TEST_CASE("decode: BMP, TGA, PSD keep every value") {
    const Raw raw = test::pattern(13, 7, 3);
    const std::vector<std::uint8_t> expected = over_white(raw, 255);
    for (const auto& [format, file] :
         {std::pair{ImageFormat::bmp, test::bmp(raw)}, std::pair{ImageFormat::tga, test::tga(raw, false)},
          std::pair{ImageFormat::tga, test::tga(raw, true)}, std::pair{ImageFormat::psd, test::psd(raw)}}) {
        CAPTURE(io::format_name(format), file.size());
        const DecodedPicture picture = decoded(file);
        CHECK(picture.meta.format == format);
        CHECK(picture.size == io::PictureSize{13, 7});
        CHECK(picture.meta.bit_depth == 8);
        CHECK(different(picture.pixels, expected) == 0);
    }
}

TEST_CASE("decode: 16-bit PSD") {
    const Raw raw = test::pattern(9, 6, 3, 65'535);
    const DecodedPicture picture = decoded(test::psd(raw, 16));
    CHECK(picture.meta.bit_depth == 16);
    CHECK(different(picture.pixels, over_white(raw, 65'535)) == 0);
}

TEST_CASE("decode: netpbm, binary and text, any largest value") {
    const unsigned max = GENERATE(1U, 15U, 255U, 256U, 1023U, 65'535U);
    const bool text = GENERATE(false, true);
    const int channels = GENERATE(1, 3);
    CAPTURE(max, text, channels);
    const Raw raw = test::pattern(16, 16, channels, max);
    const DecodedPicture picture = decoded(test::pnm(raw, max, text));
    CHECK(picture.meta.format == ImageFormat::pnm);
    CHECK(picture.meta.bit_depth == (max > 255 ? 16 : 8));
    CHECK(different(picture.pixels, over_white(raw, max)) == 0);
}

TEST_CASE("decode: JPEG, colour and grey") {
    // Smooth, so that what JPEG loses stays small.
    Raw smooth{32, 24, 3, {}};
    for (unsigned y = 0; y < 24; ++y) {
        for (unsigned x = 0; x < 32; ++x) smooth.values.insert(smooth.values.end(), {x * 8, y * 10, 128});
    }
    const DecodedPicture picture = decoded(test::jpeg(smooth));
    CHECK(picture.meta.format == ImageFormat::jpeg);
    CHECK(different(picture.pixels, over_white(smooth, 255), 6) == 0);
    Raw grey{16, 16, 1, std::vector<unsigned>(256, 90)};
    CHECK(different(decoded(test::jpeg(grey)).pixels, over_white(grey, 255), 2) == 0);
}

TEST_CASE("decode: HDR comes as eight bits") {
    const DecodedPicture picture = decoded(test::hdr(20, 10));
    CHECK(picture.meta.format == ImageFormat::hdr);
    CHECK(picture.meta.bit_depth == 32);
    CHECK(picture.size == io::PictureSize{20, 10});
    CHECK(picture.pixels[0] == 0);
    CHECK(picture.pixels[6] == 255);                  // 6/6
    CHECK(std::abs(picture.pixels[3] - 186) <= 2);    // (3/6)^(1/2.2)
    CHECK(decoded(test::hdr(5, 4)).size.width == 5);  // too narrow for run lengths
}

TEST_CASE("decode: GIF, its first picture") {
    const std::vector<std::uint8_t> palette{10, 20, 30, 200, 210, 220};
    std::vector<std::uint8_t> indices(20 * 15);
    for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = static_cast<std::uint8_t>(i % 3 == 0);
    const DecodedPicture picture = decoded(test::gif(palette, indices, 20, 15));
    CHECK(picture.meta.format == ImageFormat::gif);
    REQUIRE(picture.size == io::PictureSize{20, 15});
    for (std::size_t i = 0; i < indices.size(); ++i) REQUIRE(picture.pixels[i * 3] == (i % 3 == 0 ? 200 : 10));
}

TEST_CASE("decode: all eight EXIF orientations, as JPEG and as PNG") {
    // An upright F of three colours in its corners is stored turned; decoding has to bring it back.
    const io::PictureSize stored{3, 2};
    const Raw raw{3, 2, 3, {1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0, 5, 0, 0, 6, 0, 0}};
    const std::vector<std::vector<int>> upright{{1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}, {6, 5, 4, 3, 2, 1},
                                                {4, 5, 6, 1, 2, 3}, {1, 4, 2, 5, 3, 6}, {4, 1, 5, 2, 6, 3},
                                                {6, 3, 5, 2, 4, 1}, {3, 6, 2, 5, 1, 4}};
    for (int orientation = 1; orientation <= 8; ++orientation) {
        for (const bool big_endian : {false, true}) {
            CAPTURE(orientation, big_endian);
            const DecodedPicture picture =
                decoded(test::with_exif_orientation(test::png(raw), orientation, big_endian));
            CHECK(picture.meta.orientation == orientation);
            CHECK(picture.meta.stored == stored);
            CHECK(picture.size == io::upright_size(stored, orientation));
            CHECK(picture.size.width == (orientation >= 5 ? 2 : 3));
            std::vector<int> red;
            for (std::size_t i = 0; i < picture.pixels.size(); i += 3) red.push_back(picture.pixels[i]);
            CHECK(red == upright[static_cast<std::size_t>(orientation - 1)]);
        }
    }
}

TEST_CASE("decode: a turned JPEG photo larger than a tile") {
    // Left half dark, right half bright; turned clockwise by 90 degrees the bright half lies below.
    Raw raw{80, 48, 3, {}};
    for (int y = 0; y < 48; ++y) {
        for (int x = 0; x < 80; ++x) raw.values.insert(raw.values.end(), 3, x < 40 ? 20U : 230U);
    }
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const FileBytes file = test::with_exif_orientation(test::jpeg(raw), orientation, orientation % 2 == 0);
        const DecodedPicture picture = decoded(file);
        CAPTURE(orientation);
        CHECK(picture.meta.orientation == orientation);
        CHECK(picture.size == io::upright_size({80, 48}, orientation));
        const auto at = [&](std::int64_t row, std::int64_t col) {
            return picture.pixels[static_cast<std::size_t>(row * picture.size.width + col) * 3];
        };
        const std::int64_t bottom = picture.size.height - 1;
        const std::int64_t right = picture.size.width - 1;
        const bool bright_right = orientation == 1 || orientation == 4;
        const bool bright_left = orientation == 2 || orientation == 3;
        const bool bright_below = orientation == 5 || orientation == 6;
        CHECK((at(0, right) > 200 && at(bottom, right) > 200) == bright_right);
        CHECK((at(0, 0) > 200 && at(bottom, 0) > 200) == bright_left);
        CHECK((at(bottom, 0) > 200 && at(bottom, right) > 200) == bright_below);
    }
}

TEST_CASE("decode: nonsense in the orientation tag means upright") {
    for (const int orientation : {0, 9, 65'535}) {
        const FileBytes file = test::with_exif_orientation(test::png(test::pattern(3, 2, 3)), orientation, true);
        CHECK(decoded(file).meta.orientation == 1);
    }
}

TEST_CASE("decode: the response of the job says the same") {
    const FileBytes file = test::with_exif_orientation(test::png(test::pattern(9, 4, 4)), 6, false);
    const core::Result<std::vector<std::byte>> response = io::decode_image_job(file);
    REQUIRE(response);
    const core::Result<DecodedPicture> parsed = io::parse_decoded(response.value());
    REQUIRE(parsed);
    CHECK(parsed.value().meta == decoded(file).meta);
    CHECK(parsed.value().size == io::PictureSize{4, 9});
    CHECK(parsed.value().pixels == decoded(file).pixels);
    for (std::size_t length = 0; length < response.value().size(); length += 7)
        CHECK_FALSE(io::parse_decoded(std::span(response.value()).first(length)));
}

TEST_CASE("write: a PNG reads back unchanged, and a failure leaves nothing") {
    const Scratch scratch;
    const Raw raw = test::pattern(31, 17, 3);
    const core::Image image = core::make_image(31, 17, 3, over_white(raw, 255));
    const std::filesystem::path path = scratch.folder() / "out.png";
    REQUIRE(io::write_png(path, image));
    const core::Result<std::string> png = io::encode_png(image);
    REQUIRE(png);
    CHECK(std::filesystem::file_size(path) == png.value().size());
    CHECK(decoded(test::to_bytes(png.value())).pixels == *image.pixels);
    const core::Result<core::Done> nowhere = io::write_png(scratch.folder() / "none" / "out.png", image);
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().sentence().find("out.png") != std::string::npos);
    CHECK_FALSE(io::write_png(path, core::Image{}));
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(scratch.folder())) ++files;
    CHECK(files == 1);
}

TEST_CASE("write: an RGBA picture keeps its alpha") {
    const core::Image image = core::make_image(1, 1, 4, {0, 0, 0, 51});
    const core::Result<std::string> png = io::encode_png(image);
    REQUIRE(png);
    CHECK(decoded(test::to_bytes(png.value())).pixels == std::vector<std::uint8_t>{204, 204, 204});
}
