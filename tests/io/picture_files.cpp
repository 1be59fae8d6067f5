#include "io/picture_files.h"

#include <stb/stb_image_write.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace test {
namespace {

void append(FileBytes& out, std::span<const std::uint8_t> bytes) {
    for (const std::uint8_t b : bytes) out.push_back(std::byte{b});
}
void append(FileBytes& out, const std::string& text) {
    for (const char c : text) out.push_back(static_cast<std::byte>(c));
}
// Byte `i` from the low end; 0 beyond the eighth, so that a number can also fill a reserved field.
std::byte byte_of(std::uint64_t value, int i) { return static_cast<std::byte>(i < 8 ? value >> (8 * i) & 255U : 0U); }
void big(FileBytes& out, std::uint64_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) out.push_back(byte_of(value, i));
}
void little(FileBytes& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(byte_of(value, i));
}

std::uint32_t crc(std::span<const std::byte> bytes) {
    std::uint32_t value = 0xFFFFFFFFU;
    for (const std::byte b : bytes) {
        value ^= static_cast<std::uint32_t>(b);
        for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? value >> 1 ^ 0xEDB88320U : value >> 1;
    }
    return ~value;
}

void chunk(FileBytes& out, const std::string& type, const FileBytes& content) {
    big(out, content.size(), 4);
    const std::size_t start = out.size();
    append(out, type);
    out.insert(out.end(), content.begin(), content.end());
    big(out, crc(std::span(out).subspan(start)), 4);
}

// A zlib stream of stored blocks.
FileBytes stored(const FileBytes& data) {
    FileBytes out{std::byte{0x78}, std::byte{0x01}};
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const std::byte byte : data) {
        a = (a + static_cast<std::uint32_t>(byte)) % 65'521U;
        b = (b + a) % 65'521U;
    }
    for (std::size_t at = 0; at == 0 || at < data.size(); at += 65'535) {
        const std::size_t length = std::min<std::size_t>(65'535, data.size() - at);
        out.push_back(std::byte{at + length == data.size()});
        little(out, length, 2);
        little(out, ~length & 0xFFFFU, 2);
        out.insert(out.end(), data.begin() + static_cast<std::ptrdiff_t>(at),
                   data.begin() + static_cast<std::ptrdiff_t>(at + length));
    }
    big(out, b << 16 | a, 4);
    return out;
}

FileBytes header(std::uint32_t width, std::uint32_t height, int bits, int colour_type) {
    FileBytes content;
    big(content, width, 4);
    big(content, height, 4);
    for (const int value : {bits, colour_type, 0, 0, 0}) big(content, static_cast<std::uint64_t>(value), 1);
    return content;
}

FileBytes signature() {
    FileBytes out;
    append(out, "\x89PNG\r\n\x1A\n");
    return out;
}

void collect(void* to, void* data, int size) {
    const auto* bytes = static_cast<const std::byte*>(data);
    static_cast<FileBytes*>(to)->insert(static_cast<FileBytes*>(to)->end(), bytes, bytes + size);
}

std::vector<std::uint8_t> eight_bits(const Raw& picture) {
    std::vector<std::uint8_t> values;
    for (const unsigned v : picture.values) values.push_back(static_cast<std::uint8_t>(v));
    return values;
}

// "Exif\0\0", a TIFF header and one directory with one entry.
FileBytes exif_block(int orientation, bool big_endian) {
    FileBytes block;
    const auto number = [&](std::uint64_t value, int bytes) {
        big_endian ? big(block, value, bytes) : little(block, value, bytes);
    };
    append(block, big_endian ? "MM" : "II");
    number(42, 2);
    number(8, 4);
    number(1, 2);
    number(0x0112, 2);
    number(3, 2);  // SHORT
    number(1, 4);
    number(static_cast<std::uint64_t>(orientation), 2);
    number(0, 2);
    number(0, 4);
    return block;
}

}  // namespace

FileBytes to_bytes(const std::string& text) {
    FileBytes out;
    append(out, text);
    return out;
}

Raw pattern(std::int64_t width, std::int64_t height, int channels, unsigned max) {
    Raw picture{width, height, channels, {}};
    std::uint32_t state = 7;
    for (std::int64_t i = 0; i < width * height * channels; ++i) {
        state = state * 1664525U + 1013904223U;
        picture.values.push_back((state >> 8) % (max + 1));
    }
    return picture;
}

FileBytes png(const Raw& picture, int bits) {
    constexpr int k_colour_types[] = {0, 0, 4, 2, 6};
    FileBytes rows;
    for (std::int64_t row = 0; row < picture.height; ++row) {
        rows.push_back(std::byte{0});  // no filter
        for (std::int64_t i = 0; i < picture.width * picture.channels; ++i)
            big(rows, picture.values[static_cast<std::size_t>(row * picture.width * picture.channels + i)], bits / 8);
    }
    FileBytes out = signature();
    chunk(out, "IHDR",
          header(static_cast<std::uint32_t>(picture.width), static_cast<std::uint32_t>(picture.height), bits,
                 k_colour_types[picture.channels]));
    chunk(out, "IDAT", stored(rows));
    chunk(out, "IEND", {});
    return out;
}

FileBytes palette_png(std::int64_t width, std::int64_t height, const std::vector<std::uint8_t>& indices,
                      const std::vector<std::uint8_t>& palette, const std::vector<std::uint8_t>& alpha) {
    FileBytes rows;
    for (std::int64_t row = 0; row < height; ++row) {
        rows.push_back(std::byte{0});
        append(rows,
               std::span(indices).subspan(static_cast<std::size_t>(row * width), static_cast<std::size_t>(width)));
    }
    FileBytes colours;
    append(colours, palette);
    FileBytes opacity;
    append(opacity, alpha);
    FileBytes out = signature();
    chunk(out, "IHDR", header(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), 8, 3));
    chunk(out, "PLTE", colours);
    if (!alpha.empty()) chunk(out, "tRNS", opacity);
    chunk(out, "IDAT", stored(rows));
    chunk(out, "IEND", {});
    return out;
}

FileBytes png_claiming(std::uint32_t width, std::uint32_t height) {
    FileBytes out = signature();
    chunk(out, "IHDR", header(width, height, 8, 2));
    chunk(out, "IDAT", stored(FileBytes(10)));
    chunk(out, "IEND", {});
    return out;
}

FileBytes jpeg(const Raw& rgb, int quality) {
    FileBytes out;
    stbi_write_jpg_to_func(collect, &out, static_cast<int>(rgb.width), static_cast<int>(rgb.height), rgb.channels,
                           eight_bits(rgb).data(), quality);
    return out;
}

FileBytes bmp(const Raw& rgb) {
    FileBytes out;
    stbi_write_bmp_to_func(collect, &out, static_cast<int>(rgb.width), static_cast<int>(rgb.height), rgb.channels,
                           eight_bits(rgb).data());
    return out;
}

FileBytes tga(const Raw& rgb, bool packed) {
    FileBytes out;
    little(out, 0, 2);  // no name, no colour map
    little(out, packed ? 10 : 2, 1);
    little(out, 0, 9);  // colour map, origin
    little(out, static_cast<std::uint64_t>(rgb.width), 2);
    little(out, static_cast<std::uint64_t>(rgb.height), 2);
    little(out, 24, 1);
    little(out, 0x20, 1);  // top row first
    for (std::size_t i = 0; i < rgb.values.size(); i += 3) {
        if (packed) little(out, 0x80, 1);  // a run of one
        for (const std::size_t c : {2U, 1U, 0U}) little(out, rgb.values[i + c], 1);
    }
    return out;
}

FileBytes hdr(std::int64_t width, std::int64_t height) {
    std::vector<float> values(static_cast<std::size_t>(width * height * 3));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i % 7) / 6.0F;
    FileBytes out;
    stbi_write_hdr_to_func(collect, &out, static_cast<int>(width), static_cast<int>(height), 3, values.data());
    return out;
}

// Codes of nine bits, each preceded by nothing but its pixel: the dictionary is cleared before it can grow.
FileBytes gif(const std::vector<std::uint8_t>& palette, const std::vector<std::uint8_t>& indices, int width,
              int height) {
    FileBytes out;
    append(out, "GIF89a");
    little(out, static_cast<std::uint64_t>(width), 2);
    little(out, static_cast<std::uint64_t>(height), 2);
    little(out, 0xF7, 1);  // a table of 256 colours
    little(out, 0, 2);
    std::vector<std::uint8_t> table(768, 0);
    std::copy(palette.begin(), palette.end(), table.begin());
    append(out, table);
    little(out, 0x2C, 1);
    little(out, 0, 4);
    little(out, static_cast<std::uint64_t>(width), 2);
    little(out, static_cast<std::uint64_t>(height), 2);
    little(out, 0, 1);
    little(out, 8, 1);  // eight bits a pixel, so codes begin with nine
    std::vector<std::uint8_t> packed;
    std::uint32_t bits = 0;
    int count = 0;
    const auto code = [&](std::uint32_t value) {
        bits |= value << count;
        for (count += 9; count >= 8; count -= 8, bits >>= 8) packed.push_back(static_cast<std::uint8_t>(bits));
    };
    for (std::size_t i = 0; i < indices.size(); ++i) {
        if (i % 100 == 0) code(256);
        code(indices[i]);
    }
    code(257);
    packed.push_back(static_cast<std::uint8_t>(bits));
    for (std::size_t at = 0; at < packed.size(); at += 255) {
        const std::size_t length = std::min<std::size_t>(255, packed.size() - at);
        little(out, length, 1);
        append(out, std::span(packed).subspan(at, length));
    }
    little(out, 0x3B00, 2);  // no more blocks; the end
    return out;
}

FileBytes psd(const Raw& rgb, int bits) {
    FileBytes out;
    append(out, "8BPS");
    big(out, 1, 2);
    big(out, 0, 6);
    big(out, 3, 2);
    big(out, static_cast<std::uint64_t>(rgb.height), 4);
    big(out, static_cast<std::uint64_t>(rgb.width), 4);
    big(out, static_cast<std::uint64_t>(bits), 2);
    big(out, 3, 2);  // RGB
    for (int section = 0; section < 3; ++section) big(out, 0, 4);
    big(out, 0, 2);  // not packed
    for (std::size_t c = 0; c < 3; ++c) {
        for (std::size_t i = c; i < rgb.values.size(); i += 3) big(out, rgb.values[i], bits / 8);
    }
    return out;
}

FileBytes pnm(const Raw& picture, unsigned max, bool text) {
    const bool colour = picture.channels == 3;
    FileBytes out;
    append(out, std::string(colour ? (text ? "P3" : "P6") : (text ? "P2" : "P5")) + "\n# made for a test\n" +
                    std::to_string(picture.width) + " " + std::to_string(picture.height) + "\n" + std::to_string(max) +
                    "\n");
    for (const unsigned value : picture.values) {
        if (text) {
            append(out, std::to_string(value) + " ");
        } else {
            big(out, value, max > 255 ? 2 : 1);
        }
    }
    return out;
}

FileBytes with_exif_orientation(const FileBytes& file, int orientation, bool big_endian) {
    const FileBytes block = exif_block(orientation, big_endian);
    FileBytes out;
    if (file[0] == std::byte{0xFF}) {
        out.insert(out.end(), file.begin(), file.begin() + 2);
        big(out, 0xFFE1, 2);
        big(out, block.size() + 8, 2);
        append(out, std::string("Exif\0\0", 6));
        out.insert(out.end(), block.begin(), block.end());
        out.insert(out.end(), file.begin() + 2, file.end());
        return out;
    }
    constexpr std::ptrdiff_t k_after_ihdr = 33;
    out.insert(out.end(), file.begin(), file.begin() + k_after_ihdr);
    chunk(out, "eXIf", block);
    out.insert(out.end(), file.begin() + k_after_ihdr, file.end());
    return out;
}

}  // namespace test
