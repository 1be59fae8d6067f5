#include "app/io/gif_write.h"

#include <gif_lib.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "app/io/gif_palette.h"
#include "app/io/sentences.h"

namespace io {
namespace {

constexpr std::int64_t k_longest_side = 65535;
constexpr std::int64_t k_longest_delay = 65535;  // hundredths of a second

struct Changed {
    std::int64_t left = 0, top = 0, right = 0, bottom = 0;  // one past the last
    bool empty() const { return right <= left; }
};

Changed changed_part(const core::Image& before, const core::Image& now) {
    Changed part{now.width, now.height, 0, 0};
    const auto row_bytes = static_cast<std::size_t>(now.width) * 3;
    for (std::int64_t y = 0; y < now.height; ++y) {
        const std::uint8_t* a = before.pixels->data() + static_cast<std::size_t>(y) * row_bytes;
        const std::uint8_t* b = now.pixels->data() + static_cast<std::size_t>(y) * row_bytes;
        if (std::memcmp(a, b, row_bytes) == 0) continue;
        part.top = std::min(part.top, y);
        part.bottom = y + 1;
        const auto first = static_cast<std::int64_t>(std::mismatch(a, a + row_bytes, b).first - a) / 3;
        std::int64_t last = now.width - 1;
        while (std::memcmp(a + last * 3, b + last * 3, 3) == 0) --last;
        part.left = std::min(part.left, first);
        part.right = std::max(part.right, last + 1);
    }
    return part;
}

int append_bytes(GifFileType* file, const GifByteType* bytes, int count) {
    static_cast<std::string*>(file->UserData)
        ->append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
    return count;
}

struct MapCloser {
    void operator()(ColorMapObject* map) const { GifFreeMapObject(map); }
};
struct FileCloser {
    void operator()(GifFileType* file) const {
        int ignored = 0;
        EGifCloseFile(file, &ignored);
    }
};
using GifFile = std::unique_ptr<GifFileType, FileCloser>;

// All colours and the place for "unchanged", filled up to a power of two as the format wants.
std::unique_ptr<ColorMapObject, MapCloser> color_map(const GifPalette& palette) {
    int size = 2;
    while (size < static_cast<int>(palette.colors().size()) + 1) size *= 2;
    std::unique_ptr<ColorMapObject, MapCloser> map(GifMakeMapObject(size, nullptr));
    if (!map) return map;
    std::fill_n(map->Colors, size, GifColorType{0, 0, 0});
    for (std::size_t i = 0; i < palette.colors().size(); ++i) {
        const GifPalette::Rgb& color = palette.colors()[i];
        map->Colors[i] = {color[0], color[1], color[2]};
    }
    return map;
}

// The extension that every program knows for playing again and again.
bool put_loop(GifFileType* file) {
    constexpr char k_name[] = "NETSCAPE2.0";
    constexpr GifByteType k_for_ever[] = {1, 0, 0};
    return EGifPutExtensionLeader(file, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
           EGifPutExtensionBlock(file, 11, k_name) == GIF_OK && EGifPutExtensionBlock(file, 3, k_for_ever) == GIF_OK &&
           EGifPutExtensionTrailer(file) == GIF_OK;
}

bool put_delay(GifFileType* file, std::int64_t centiseconds, int transparent) {
    const GraphicsControlBlock control{.DisposalMode = DISPOSE_DO_NOT,
                                       .UserInputFlag = false,
                                       .DelayTime = static_cast<int>(std::min(centiseconds, k_longest_delay)),
                                       .TransparentColor = transparent};
    GifByteType bytes[4];
    const std::size_t size = EGifGCBToExtension(&control, bytes);
    return EGifPutExtension(file, GRAPHICS_EXT_FUNC_CODE, static_cast<int>(size), bytes) == GIF_OK;
}

}  // namespace

void GifRecorder::add(const core::Image& picture, double seconds) {
    CORE_CHECK_EQ(picture.channels, 3);
    owed_ += seconds * 100.0;
    const std::int64_t centiseconds = std::max<std::int64_t>(0, std::llround(owed_));
    owed_ -= static_cast<double>(centiseconds);
    Changed part{0, 0, picture.width, picture.height};
    if (!frames_.empty()) {
        CORE_CHECK(picture.width == last_.width && picture.height == last_.height);
        part = changed_part(last_, picture);
        if (part.empty()) {
            frames_.back().centiseconds += centiseconds;
            return;
        }
    }
    Frame frame{part.left, part.top, part.right - part.left, part.bottom - part.top, centiseconds, {}};
    frame.rgb.reserve(static_cast<std::size_t>(frame.width * frame.height * 3));
    for (std::int64_t y = part.top; y < part.bottom; ++y) {
        const std::uint8_t* row = picture.pixels->data() + (y * picture.width + part.left) * 3;
        frame.rgb.insert(frame.rgb.end(), row, row + frame.width * 3);
    }
    bytes_ += frame.rgb.size();
    frames_.push_back(std::move(frame));
    last_ = picture;
}

core::Result<std::string> GifRecorder::encode(const std::atomic<bool>& cancel,
                                              const std::function<void(double)>& progress) const {
    if (frames_.empty()) return error("error.no_picture_to_write");
    const std::int64_t width = frames_.front().width;
    const std::int64_t height = frames_.front().height;
    if (width > k_longest_side || height > k_longest_side) return error("error.gif_not_packed");
    GifPalette palette;
    for (const Frame& frame : frames_) palette.count(frame.rgb);
    palette.make();
    const auto map = color_map(palette);
    const int unchanged = static_cast<int>(palette.colors().size());

    std::string bytes;
    int code = 0;
    GifFile file(EGifOpen(&bytes, append_bytes, &code));
    if (!file || !map) return error("error.gif_not_packed");
    EGifSetGifVersion(file.get(), true);
    bool fine = EGifPutScreenDesc(file.get(), static_cast<int>(width), static_cast<int>(height), map->BitsPerPixel, 0,
                                  map.get()) == GIF_OK &&
                put_loop(file.get());
    std::vector<int> shown(static_cast<std::size_t>(width * height), -1);  // palette index of each pixel so far
    std::vector<GifPixelType> line;
    for (std::size_t number = 0; number < frames_.size() && fine; ++number) {
        if (cancel) return error("error.export_cancelled");
        const Frame& frame = frames_[number];
        fine =
            put_delay(file.get(), frame.centiseconds, unchanged) &&
            EGifPutImageDesc(file.get(), static_cast<int>(frame.left), static_cast<int>(frame.top),
                             static_cast<int>(frame.width), static_cast<int>(frame.height), false, nullptr) == GIF_OK;
        for (std::int64_t y = 0; y < frame.height && fine; ++y) {
            line.clear();
            for (std::int64_t x = 0; x < frame.width; ++x) {
                const int index = palette.index_of(&frame.rgb[static_cast<std::size_t>((y * frame.width + x) * 3)]);
                int& before = shown[static_cast<std::size_t>((frame.top + y) * width + frame.left + x)];
                line.push_back(static_cast<GifPixelType>(before == index ? unchanged : index));
                before = index;
            }
            fine = EGifPutLine(file.get(), line.data(), static_cast<int>(frame.width)) == GIF_OK;
        }
        progress(static_cast<double>(number + 1) / static_cast<double>(frames_.size()));
    }
    fine = fine && EGifCloseFile(file.release(), &code) == GIF_OK;
    if (!fine) return error("error.gif_not_packed");
    return bytes;
}

}  // namespace io
