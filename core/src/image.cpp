#include "core/image.h"

#include <atomic>

#include "core/check.h"

namespace core {
namespace {

// The one counter of the process. Revisions only have to differ, so nothing depends on who asked for which.
std::uint64_t next_revision() {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace

Image make_image(std::int64_t width, std::int64_t height, int channels, std::vector<std::uint8_t> pixels) {
    CORE_CHECK(channels == 3 || channels == 4);
    CORE_CHECK_EQ(static_cast<std::int64_t>(pixels.size()), width * height * channels);
    Image image;
    image.width = width;
    image.height = height;
    image.channels = channels;
    image.pixels = std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels));
    image.revision = next_revision();
    return image;
}

}  // namespace core
