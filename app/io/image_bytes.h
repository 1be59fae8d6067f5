// Reading numbers out of a file in memory, for the headers of picture formats.
// Invariant: nothing is ever read outside the bytes given; what would lie outside is "nothing".
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace io {

class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    std::size_t size() const { return bytes_.size(); }
    std::optional<std::uint8_t> u8(std::size_t at) const {
        if (at >= bytes_.size()) return std::nullopt;
        return static_cast<std::uint8_t>(bytes_[at]);
    }
    std::optional<std::uint16_t> big16(std::size_t at) const { return number<std::uint16_t, false>(at); }
    std::optional<std::uint32_t> big32(std::size_t at) const { return number<std::uint32_t, false>(at); }
    std::optional<std::uint16_t> little16(std::size_t at) const { return number<std::uint16_t, true>(at); }
    std::optional<std::uint32_t> little32(std::size_t at) const { return number<std::uint32_t, true>(at); }

    // As many of `length` bytes from `at` as there are.
    std::span<const std::byte> part(std::size_t at, std::size_t length) const {
        const std::size_t begin = std::min(at, bytes_.size());
        return bytes_.subspan(begin, std::min(length, bytes_.size() - begin));
    }
    std::string_view text(std::size_t at, std::size_t length) const {
        const std::span<const std::byte> bytes = part(at, length);
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }

private:
    template <class T, bool little>
    std::optional<T> number(std::size_t at) const {
        if (at > bytes_.size() || bytes_.size() - at < sizeof(T)) return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i)
            value = value << 8 | static_cast<std::uint32_t>(bytes_[at + (little ? sizeof(T) - 1 - i : i)]);
        return static_cast<T>(value);
    }

    std::span<const std::byte> bytes_;
};

// One marker segment of a JPEG file before its picture data: where its content lies and how long it says it is.
struct JpegSegment {
    std::uint8_t marker = 0;
    std::size_t offset = 0;  // of the content, after the two length bytes
    std::size_t length = 0;  // of the content
};

// All segments up to the start of the scan, as far as the file holds together.
std::vector<JpegSegment> jpeg_segments(const ByteReader& bytes);

}  // namespace io
