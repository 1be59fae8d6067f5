#include "app/io/image_write.h"

#include <stb/stb_image_write.h>

#include "app/io/files.h"
#include "app/io/sentences.h"

namespace io {

core::Result<std::string> encode_png(const core::Image& image) {
    if (image.empty()) return error("error.no_picture_to_write");
    std::string png;
    const auto append = [](void* to, void* data, int size) {
        static_cast<std::string*>(to)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
    };
    const auto width = static_cast<int>(image.width);
    const auto height = static_cast<int>(image.height);
    if (stbi_write_png_to_func(append, &png, width, height, image.channels, image.pixels->data(),
                               width * image.channels) == 0)
        return error("error.png_not_packed");
    return png;
}

core::Result<core::Done> write_png(const std::filesystem::path& path, const core::Image& image) {
    const core::Result<std::string> png = encode_png(image);
    if (!png) {
        core::Error failure = png.error();
        failure.where = path_text(path);
        return failure;
    }
    return write_whole_file(path, png.value());
}

}  // namespace io
