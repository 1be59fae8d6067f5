#include "app/io/image_pnm.h"

#include <string>

#include "app/io/image_bytes.h"
#include "app/io/sentences.h"

namespace io {
namespace {

bool is_blank(std::uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(std::uint8_t c) { return c >= '0' && c <= '9'; }

// Numbers between blanks and comments ("#" to the end of the line).
class Scanner {
public:
    Scanner(std::span<const std::byte> file, std::size_t at) : bytes_(file), at_(at) {}

    // Nothing at the end of the file, before anything but a digit, and beyond nine digits.
    std::optional<std::int64_t> number() {
        skip_blanks_and_comments();
        std::int64_t value = 0;
        int digits = 0;
        while (const std::optional<std::uint8_t> c = bytes_.u8(at_)) {
            if (!is_digit(*c) || ++digits > 9) break;
            value = value * 10 + (*c - '0');
            ++at_;
        }
        if (digits == 0 || digits > 9) return std::nullopt;
        return value;
    }
    std::size_t at() const { return at_; }

private:
    void skip_blanks_and_comments() {
        bool comment = false;
        while (const std::optional<std::uint8_t> c = bytes_.u8(at_)) {
            if (comment) {
                comment = *c != '\n' && *c != '\r';
            } else if (*c == '#') {
                comment = true;
            } else if (!is_blank(*c)) {
                return;
            }
            ++at_;
        }
    }

    ByteReader bytes_;
    std::size_t at_;
};

struct Header {
    PictureSize size;
    std::int64_t max_value = 0;
    int channels = 3;
    bool text = false;
    std::size_t data_at = 0;
};

std::optional<Header> read_header(std::span<const std::byte> file) {
    if (!is_pnm(file)) return std::nullopt;
    const char digit = ByteReader(file).text(1, 1)[0];
    Scanner scanner(file, 2);
    const std::optional<std::int64_t> width = scanner.number();
    const std::optional<std::int64_t> height = scanner.number();
    const std::optional<std::int64_t> max_value = scanner.number();
    if (!width || !height || !max_value) return std::nullopt;
    Header header;
    header.size = {*width, *height};
    header.max_value = *max_value;
    header.channels = digit == '3' || digit == '6' ? 3 : 1;
    header.text = digit == '2' || digit == '3';
    header.data_at = scanner.at() + 1;  // exactly one blank
    return header;
}

core::Error cut_off(std::size_t values, std::size_t wanted) {
    return error("error.pnm_cut_off", "", {{"found", std::to_string(values)}, {"wanted", std::to_string(wanted)}});
}

core::Result<core::Done> read_text_values(std::span<const std::byte> file, std::size_t at, std::size_t count,
                                          std::vector<std::uint16_t>& values) {
    if (file.size() < count) return cut_off(0, count);  // before memory is taken for it
    values.reserve(count);
    Scanner scanner(file, at);
    while (values.size() < count) {
        const std::optional<std::int64_t> value = scanner.number();
        if (!value) return cut_off(values.size(), count);
        values.push_back(static_cast<std::uint16_t>(std::min<std::int64_t>(*value, 65'535)));
    }
    return core::Done{};
}

core::Result<core::Done> read_binary_values(std::span<const std::byte> data, std::size_t bytes_each, std::size_t count,
                                            std::vector<std::uint16_t>& values) {
    if (data.size() / bytes_each < count) return cut_off(data.size() / bytes_each, count);
    values.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto first = static_cast<unsigned>(data[i * bytes_each]);
        const unsigned value = bytes_each == 1 ? first : first << 8 | static_cast<unsigned>(data[i * 2 + 1]);
        values[i] = static_cast<std::uint16_t>(value);
    }
    return core::Done{};
}

}  // namespace

bool is_pnm(std::span<const std::byte> file) {
    const ByteReader bytes(file);
    const std::optional<std::uint8_t> digit = bytes.u8(1);
    const std::optional<std::uint8_t> after = bytes.u8(2);
    return bytes.u8(0) == 'P' && (digit == '2' || digit == '3' || digit == '5' || digit == '6') && after &&
           (is_blank(*after) || *after == '#');
}

std::optional<PictureSize> pnm_size(std::span<const std::byte> file) {
    const std::optional<Header> header = read_header(file);
    if (!header) return std::nullopt;
    return header->size;
}

std::optional<std::int64_t> pnm_max_value(std::span<const std::byte> file) {
    const std::optional<Header> header = read_header(file);
    if (!header) return std::nullopt;
    return header->max_value;
}

core::Result<PnmPicture> decode_pnm(std::span<const std::byte> file) {
    const std::optional<Header> header = read_header(file);
    if (!header) return error("error.pnm_header");
    if (header->max_value < 1 || header->max_value > 65'535)
        return error("error.pnm_largest_value", "", {{"value", std::to_string(header->max_value)}});
    PnmPicture picture;
    picture.size = header->size;
    picture.channels = header->channels;
    picture.max_value = static_cast<int>(header->max_value);
    const auto count = static_cast<std::size_t>(picture.size.width * picture.size.height * picture.channels);
    const std::size_t bytes_each = picture.max_value > 255 ? 2 : 1;
    const core::Result<core::Done> read = header->text
                                              ? read_text_values(file, header->data_at, count, picture.values)
                                              : read_binary_values(file.subspan(std::min(header->data_at, file.size())),
                                                                   bytes_each, count, picture.values);
    if (!read) return read.error();
    for (std::uint16_t& value : picture.values) value = std::min(value, static_cast<std::uint16_t>(picture.max_value));
    return picture;
}

}  // namespace io
