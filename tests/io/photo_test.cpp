// Opening photos through the worker: sentences for everything that can be wrong, and no harm from hostile files.
#include "app/io/photo.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

#include "app/io/photo_loader.h"
#include "io/picture_files.h"
#include "io/scratch.h"
#include "support/catch.h"

using namespace std::chrono_literals;
using test::FileBytes;

namespace {

std::string_view text_of(const FileBytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

// The sentence for a file of these bytes, or "" if it is a picture.
std::string sentence_for(const FileBytes& bytes, const io::PhotoOptions& options = {}) {
    const Scratch scratch;
    const core::Result<io::Photo> photo = io::decode_image_file(scratch.write("photo.png", text_of(bytes)), options);
    if (!photo) return photo.error().sentence();
    CHECK_FALSE(photo.value().image.empty());
    return "";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A value or a sentence naming the file, whatever the bytes are.
void survives(const FileBytes& bytes) {
    io::PhotoOptions options;
    options.limits.wall_time = std::chrono::seconds(20);
    const std::string sentence = sentence_for(bytes, options);
    CHECK((sentence.empty() || has(sentence, "photo.png: ")));
}

FileBytes smooth_jpeg() {
    test::Raw raw{40, 30, 3, {}};
    for (unsigned i = 0; i < 40 * 30; ++i) raw.values.insert(raw.values.end(), {i % 40 * 6, i / 40 * 8, i % 97});
    return test::jpeg(raw, 80);
}

// A few bytes changed, lost or doubled.
FileBytes mutated(FileBytes bytes, std::mt19937& random) {
    const auto place = [&] { return random() % bytes.size(); };
    const unsigned changes = 1 + random() % 8;
    for (unsigned i = 0; i < changes; ++i) {
        const auto at = static_cast<std::ptrdiff_t>(place());
        switch (random() % 4) {
            case 0:
                bytes[place()] = static_cast<std::byte>(random());
                break;
            case 1:
                bytes[place()] ^= std::byte{1} << random() % 8;
                break;
            case 2:
                bytes.erase(bytes.begin() + at);
                break;
            default:
                bytes.insert(bytes.begin() + at, static_cast<std::byte>(random() % 2 == 0 ? 0xFF : 0));
                break;
        }
    }
    return bytes;
}

std::optional<core::Result<io::Photo>> wait_for(io::PhotoLoader& loader) {
    for (int i = 0; i < 4000; ++i) {
        if (auto result = loader.poll()) return result;
        std::this_thread::sleep_for(5ms);
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("photo: a picture arrives with its name and what was done to it") {
    const Scratch scratch;
    const FileBytes file = test::with_exif_orientation(test::png(test::pattern(20, 10, 4)), 6, true);
    const core::Result<io::Photo> photo = io::decode_image_file(scratch.write("고양이 2.png", text_of(file)));
    REQUIRE(photo);
    CHECK(photo.value().name == "고양이 2.png");
    CHECK(photo.value().image.width == 10);
    CHECK(photo.value().image.height == 20);
    CHECK(photo.value().image.channels == 3);
    CHECK(photo.value().meta.transparent);
    CHECK(photo.value().meta.orientation == 6);
}

TEST_CASE("photo: the sentence of the worker arrives with its key and values") {
    const Scratch scratch;
    const auto photo = io::decode_image_file(scratch.write("photo.png", text_of(test::png_claiming(8001, 6000))));
    REQUIRE_FALSE(photo);
    CHECK(photo.error().key == "error.picture_too_many_pixels");
    const core::Places places{{"width", "8001"}, {"height", "6000"}, {"megapixels", "48.0"}, {"most", "48"}};
    CHECK(photo.error().args == places);
}

TEST_CASE("photo: what cannot be opened is said") {
    const Scratch scratch;
    const auto sentence = [](const std::filesystem::path& path) {
        const core::Result<io::Photo> photo = io::decode_image_file(path);
        REQUIRE_FALSE(photo);
        return photo.error().sentence();
    };
    CHECK(sentence(scratch.folder() / "none.png") == "none.png: does not exist");
    CHECK(has(sentence(scratch.folder()), "is a folder, not a file"));
    CHECK(sentence(scratch.write("empty.png", "")) == "empty.png: is empty");
    CHECK(sentence(scratch.write("notes.png", "Dear class, this is not a picture at all.")) ==
          "notes.png: is not a picture that can be read; use PNG, JPEG, BMP, TGA, GIF, PSD, HDR, PPM and PGM");
    CHECK(has(sentence("/dev/zero"), "is not a regular file"));
    const std::filesystem::path huge = scratch.write("huge.png", "x");
    std::filesystem::resize_file(huge, io::k_max_photo_file_bytes + 1);  // sparse
    CHECK(sentence(huge) == "huge.png: has 513 MB; at most 512 MB are read; make it smaller first");
    const std::filesystem::path locked = scratch.write("locked.png", "x");
    std::filesystem::permissions(locked, std::filesystem::perms::none);
    if (std::FILE* file = std::fopen(locked.c_str(), "rb"); file != nullptr) {
        std::fclose(file);  // the superuser may read everything
    } else {
        CHECK(has(sentence(locked), "cannot be opened"));
    }
}

TEST_CASE("photo: too large is said before anything is decoded") {
    CHECK(sentence_for(test::png_claiming(100'000, 100'000)) ==
          "photo.png: is 100000 x 100000 pixels; a side may have at most 32768; make it smaller first");
    CHECK(sentence_for(test::png_claiming(8001, 6000)) ==
          "photo.png: is 8001 x 6000 pixels (48.0 megapixels); at most 48 megapixels are read; make it smaller first");
    CHECK(has(sentence_for(test::png_claiming(30'000, 30'000)), "900.0 megapixels"));
    CHECK(has(sentence_for(test::png_claiming(8000, 6000)), "is damaged"));  // the right size, but no data
    CHECK(has(sentence_for(test::png_claiming(0, 10)), "0 x 10 pixels, so there is nothing to show"));
    CHECK(has(sentence_for(test::to_bytes("P6\n40000 2\n255\n")), "40000 x 2 pixels"));
}

TEST_CASE("photo: 48 megapixels arrive") {
    // A grey binary netpbm is the quickest to make.
    FileBytes file = test::to_bytes("P5\n8000 6000\n255\n");
    file.resize(file.size() + 48'000'000, std::byte{200});
    const Scratch scratch;
    const core::Result<io::Photo> photo = io::decode_image_file(scratch.write("large.pgm", text_of(file)));
    INFO((photo ? "" : photo.error().sentence()));
    REQUIRE(photo);
    CHECK(photo.value().image.width == 8000);
    CHECK(photo.value().image.pixels->back() == 200);
}

TEST_CASE("photo: a file cut off anywhere is a sentence, never a picture with a hole") {
    const test::Raw raw = test::pattern(24, 16, 3);
    const std::vector<std::uint8_t> palette{1, 2, 3, 4, 5, 6};
    const std::vector<std::pair<std::string, FileBytes>> files{
        {"png", test::png(raw)},
        {"jpeg", smooth_jpeg()},
        {"bmp", test::bmp(raw)},
        {"tga", test::tga(raw, false)},
        {"tga packed", test::tga(raw, true)},
        {"psd", test::psd(raw)},
        {"hdr", test::hdr(24, 16)},
        {"gif", test::gif(palette, std::vector<std::uint8_t>(384, 1), 24, 16)},
        {"pnm", test::pnm(raw, 255, false)},
        {"pnm 16", test::pnm(test::pattern(24, 16, 3, 65'535), 65'535, false)}};
    for (const auto& [name, file] : files) {
        CAPTURE(name, file.size());
        CHECK(sentence_for(file).empty());
        // Up to 8 bytes from the end: what follows there is padding or an end mark that some writers leave out.
        for (std::size_t part = 0; part < 24; ++part) {
            const std::size_t length = (file.size() - 8) * part / 23;
            CAPTURE(length);
            const std::string sentence =
                sentence_for(FileBytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length)));
            CHECK_FALSE(sentence.empty());
            if (part > 12) CHECK(has(sentence, "is cut off"));  // beyond the header it is known for what it is
        }
    }
}

TEST_CASE("photo: random bytes do no harm") {
    std::mt19937 random(2024);
    for (int turn = 0; turn < 60; ++turn) {
        FileBytes bytes(random() % 5000);
        for (std::byte& b : bytes) b = static_cast<std::byte>(random());
        const std::vector<std::string> heads{
            "", "\x89PNG\r\n\x1A\n", "\xFF\xD8\xFF\xE0", "GIF89a", "8BPS", "#?RADIANCE\n", "BM", "P6\n30 30\n255\n"};
        const std::string& head = heads[static_cast<std::size_t>(turn) % heads.size()];
        for (std::size_t i = 0; i < std::min(head.size(), bytes.size()); ++i)
            bytes[i] = static_cast<std::byte>(head[i]);
        survives(bytes);
    }
}

TEST_CASE("photo: mutated pictures do no harm") {
    std::mt19937 random(1512'04150);
    const std::vector<FileBytes> seeds{smooth_jpeg(),
                                       test::with_exif_orientation(smooth_jpeg(), 6, true),
                                       test::png(test::pattern(20, 20, 4), 16),
                                       test::png(test::pattern(30, 30, 3)),
                                       test::pnm(test::pattern(16, 16, 3, 65'535), 65'535, false),
                                       test::psd(test::pattern(12, 12, 3)),
                                       test::tga(test::pattern(12, 12, 3), true),
                                       test::hdr(16, 8)};
    for (int turn = 0; turn < 400; ++turn)
        survives(mutated(seeds[static_cast<std::size_t>(turn < 300 ? turn % 4 : turn % 8)], random));
}

TEST_CASE("photo: a decoder that dies, hangs or eats memory is a sentence") {
    io::PhotoOptions options;
    const FileBytes file = test::png(test::pattern(600, 600, 3));
    options.limits.wall_time = 0ms;
    CHECK(has(sentence_for(file, options), "was not decoded within 0 s"));
    options.limits = {};
    options.program = "/bin/false";
    CHECK(sentence_for(file, options) ==
          "photo.png: is damaged in a way that its decoder does not survive; open it in another program and save it "
          "again");
    options.program = "/no/such/program";
    CHECK(has(sentence_for(file, options), "cannot be started"));
    if (!worker::k_memory_can_be_limited) return;
    options = {};
    options.limits.memory_bytes = 150ULL << 20;
    FileBytes large = test::to_bytes("P5\n8000 6000\n255\n");
    large.resize(large.size() + 48'000'000, std::byte{1});
    CHECK(has(sentence_for(large, options), "needs more memory to decode than there is (limit 150 MB)"));
}

TEST_CASE("photo: cancelled before and during") {
    const Scratch scratch;
    const std::filesystem::path path = scratch.write("photo.png", text_of(test::png(test::pattern(50, 50, 3))));
    std::atomic<bool> cancel = true;
    CHECK_FALSE(io::open_photo(path, cancel));
    cancel = false;
    bool decoding = false;
    const core::Result<io::Photo> photo = io::open_photo(path, cancel, {}, [&](io::PhotoProgress now) {
        decoding = decoding || now.stage == io::PhotoProgress::Stage::decoding;
        if (decoding) cancel = true;
    });
    CHECK(decoding);
    CHECK_FALSE(photo);
}

TEST_CASE("photo loader: the newest path wins") {
    const Scratch scratch;
    std::atomic<int> woken = 0;
    io::PhotoLoader loader([&] { ++woken; });
    CHECK_FALSE(loader.busy());
    for (int i = 1; i <= 20; ++i) {
        const std::string name = "photo" + std::to_string(i) + ".png";
        loader.open(scratch.write(name, text_of(test::png(test::pattern(i, 1, 3)))));
    }
    CHECK(loader.busy());
    const auto result = wait_for(loader);
    REQUIRE(result);
    REQUIRE(*result);
    CHECK(result->value().name == "photo20.png");
    CHECK(result->value().image.width == 20);
    CHECK(woken > 0);
    CHECK_FALSE(loader.poll());
    loader.open(scratch.folder() / "none.png");
    const auto missing = wait_for(loader);
    REQUIRE(missing);
    CHECK(missing->error().sentence() == "none.png: does not exist");
    loader.open(scratch.folder() / "photo3.png");
    loader.cancel();
    CHECK_FALSE(loader.busy());
    std::this_thread::sleep_for(50ms);
    CHECK_FALSE(loader.poll());
}
