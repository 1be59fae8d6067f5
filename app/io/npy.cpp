#include "app/io/npy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <istream>
#include <limits>
#include <optional>
#include <string_view>

#include "app/io/files.h"
#include "app/io/sentences.h"

namespace io {
namespace {

constexpr std::string_view k_magic = "\x93NUMPY";
constexpr std::uint32_t k_max_header = 65536;  // np.save needs 128 bytes for any array that is read here
constexpr std::size_t k_max_rank = 4;
constexpr std::int64_t k_exact_in_double = std::int64_t{1} << 53;
constexpr std::size_t k_chunk = 1U << 16U;  // values converted at a time

static_assert(std::endian::native == std::endian::little, "float values are read and written as they lie in memory");

// One entry per type that is read; descr without its byte order.
enum class Kind { float_point, sign_integer, plain_integer };
struct ValueType {
    std::string_view descr;
    Kind kind;
    std::size_t bytes;
};
constexpr std::array k_types = {
    ValueType{"f4", Kind::float_point, 4},   ValueType{"f8", Kind::float_point, 8},
    ValueType{"u1", Kind::plain_integer, 1}, ValueType{"b1", Kind::plain_integer, 1},
    ValueType{"u2", Kind::plain_integer, 2}, ValueType{"u4", Kind::plain_integer, 4},
    ValueType{"u8", Kind::plain_integer, 8}, ValueType{"i1", Kind::sign_integer, 1},
    ValueType{"i2", Kind::sign_integer, 2},  ValueType{"i4", Kind::sign_integer, 4},
    ValueType{"i8", Kind::sign_integer, 8},
};

struct Header {
    std::string descr;
    bool fortran_order = false;
    std::vector<std::int64_t> shape;
};

// The header's text: a Python dict literal with exactly the three keys, read without any Python.
class HeaderText {
public:
    explicit HeaderText(std::string_view text) : text_(text) {}

    // Nothing: not such a literal.
    std::optional<Header> parse() {
        Header header;
        bool descr = false, order = false, shape = false;
        if (!take('{')) return std::nullopt;
        while (!take('}')) {
            const std::optional<std::string> key = string();
            if (!key || !take(':')) return std::nullopt;
            if (*key == "descr" && !descr) {
                descr = parse_descr(header.descr);
                if (!descr) return std::nullopt;
            } else if (*key == "fortran_order" && !order) {
                order = boolean(header.fortran_order);
                if (!order) return std::nullopt;
            } else if (*key == "shape" && !shape) {
                shape = tuple(header.shape);
                if (!shape) return std::nullopt;
            } else {
                return std::nullopt;
            }
            if (!take(',') && !peek('}')) return std::nullopt;
        }
        skip_blanks();
        if (!text_.empty() || !descr || !order || !shape) return std::nullopt;
        return header;
    }

private:
    void skip_blanks() { text_.remove_prefix(std::min(text_.find_first_not_of(" \n\t\r"), text_.size())); }
    bool peek(char c) {
        skip_blanks();
        return text_.starts_with(c);
    }
    bool take(char c) {
        if (!peek(c)) return false;
        text_.remove_prefix(1);
        return true;
    }
    bool word(std::string_view wanted) {
        skip_blanks();
        if (!text_.starts_with(wanted)) return false;
        text_.remove_prefix(wanted.size());
        return true;
    }
    std::optional<std::string> string() {
        skip_blanks();
        if (text_.empty() || (text_[0] != '\'' && text_[0] != '"')) return std::nullopt;
        const std::size_t end = text_.find(text_[0], 1);
        if (end == std::string_view::npos) return std::nullopt;
        std::string content(text_.substr(1, end - 1));
        text_.remove_prefix(end + 1);
        return content;
    }
    // A structured type is a list of fields; it is passed over so that the sentence can name it.
    bool parse_descr(std::string& descr) {
        if (peek('[')) {
            int depth = 0;
            std::size_t end = 0;
            for (; end < text_.size(); ++end) {
                if (text_[end] == '[') ++depth;
                if (text_[end] == ']' && --depth == 0) break;
            }
            if (end == text_.size()) return false;
            text_.remove_prefix(end + 1);
            descr = "structured";
            return true;
        }
        const std::optional<std::string> content = string();
        descr = content.value_or("");
        return content.has_value();
    }
    bool boolean(bool& value) {
        value = word("True");
        return value || word("False");
    }
    bool tuple(std::vector<std::int64_t>& shape) {
        if (!take('(')) return false;
        while (!take(')')) {
            skip_blanks();
            std::int64_t size = 0;
            const auto [end, code] = std::from_chars(text_.data(), text_.data() + text_.size(), size);
            if (code != std::errc() || shape.size() > 2 * k_max_rank * k_max_rank) return false;
            text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
            word("L");  // NumPy under Python 2 wrote 3L
            shape.push_back(size);
            if (!take(',') && !peek(')')) return false;
        }
        return true;
    }

    std::string_view text_;
};

// Little-endian unsigned number of `bytes` bytes.
std::uint64_t little_endian(const unsigned char* data, std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes; i-- > 0;) value = (value << 8U) | data[i];
    return value;
}

struct ParsedHeader {
    Header header;
    std::uintmax_t data_offset = 0;
};

core::Result<ParsedHeader> read_header(std::istream& in, const std::string& where) {
    std::array<unsigned char, 12> start{};
    in.read(reinterpret_cast<char*>(start.data()), 10);
    const auto found = static_cast<std::size_t>(in.gcount());
    if (std::memcmp(start.data(), k_magic.data(), std::min(found, k_magic.size())) != 0 || found == 0)
        return error("error.npy_magic", where, {}, core::Error::Kind::not_my_format);
    if (found < 10) return error("error.npy_cut_off", where, {{"bytes", std::to_string(found)}});
    const int version = start[6];
    if (version < 1 || version > 3) return error("error.npy_version", where, {{"version", std::to_string(version)}});
    std::size_t length_bytes = 2;
    if (version > 1) {
        in.read(reinterpret_cast<char*>(start.data() + 10), 2);
        if (in.gcount() != 2) return error("error.npy_cut_off_header", where);
        length_bytes = 4;
    }
    const std::uint64_t length = little_endian(start.data() + 8, length_bytes);
    if (length > k_max_header)
        return error("error.npy_long_header", where,
                     {{"bytes", std::to_string(length)}, {"most", std::to_string(k_max_header)}});
    std::string text(static_cast<std::size_t>(length), '\0');
    in.read(text.data(), static_cast<std::streamsize>(length));
    if (static_cast<std::uint64_t>(in.gcount()) != length) return error("error.npy_cut_off_header", where);
    std::optional<Header> header = HeaderText(text).parse();
    if (!header) return error("error.npy_header", where);
    return ParsedHeader{*std::move(header), 8 + length_bytes + length};
}

core::Result<ValueType> find_type(const std::string& descr, const std::string& where) {
    if (descr == "structured") return error("error.npy_structured", where);
    const char order = descr.empty() ? '\0' : descr[0];
    const bool ordered = order == '<' || order == '>' || order == '|' || order == '=';
    const std::string_view name = std::string_view(descr).substr(ordered ? 1 : 0);
    const auto* const type =
        std::find_if(k_types.begin(), k_types.end(), [&](const ValueType& one) { return one.descr == name; });
    if (type == k_types.end()) return error("error.npy_type", where, {{"type", descr}});
    if (type->bytes > 1 && order != '<') {
        if (order == '>') return error("error.npy_big_endian", where, {{"type", descr}, {"name", std::string(name)}});
        return error("error.npy_no_byte_order", where, {{"type", descr}});
    }
    return *type;
}

// product *= factor, or false if that overflows. factor MUST NOT be 0.
bool multiply(std::uint64_t& product, std::uint64_t factor) {
    if (product > std::numeric_limits<std::uint64_t>::max() / factor) return false;
    product *= factor;
    return true;
}

// The number of values, checked against overflow and against what is there.
core::Result<std::uint64_t> count_values(const Header& header, const ValueType& type, std::uintmax_t available,
                                         const std::string& where) {
    const std::string shape = header.shape.empty() ? "()" : shape_text(header.shape);
    if (header.shape.size() == 1) return error("error.npy_one_axis", where, {{"shape", shape}});
    if (header.shape.empty() || header.shape.size() > k_max_rank)
        return error("error.npy_axes", where, {{"axes", std::to_string(header.shape.size())}, {"shape", shape}});
    const core::Error uncountable = error("error.npy_uncountable", where, {{"shape", shape}});
    std::uint64_t count = 1;
    for (const std::int64_t axis : header.shape) {
        if (axis < 0) return error("error.npy_negative_axis", where, {{"shape", shape}});
        if (axis == 0) return error("error.npy_no_values", where, {{"shape", shape}});
        if (!multiply(count, static_cast<std::uint64_t>(axis))) return uncountable;
    }
    std::uint64_t bytes = count;
    if (!multiply(bytes, type.bytes)) return uncountable;
    if (bytes > available)
        return error("error.npy_too_few", where,
                     {{"shape", shape}, {"wanted", std::to_string(bytes)}, {"found", std::to_string(available)}});
    if (bytes < available)
        return error("error.npy_too_many", where, {{"bytes", std::to_string(available - bytes)}, {"shape", shape}});
    return count;
}

// Sign-extends the low `bytes` bytes.
std::int64_t as_signed(std::uint64_t value, std::size_t bytes) {
    const auto unused = static_cast<unsigned>(64 - 8 * bytes);
    return static_cast<std::int64_t>(value << unused) >> unused;
}

template <class T>
std::optional<std::vector<T>> read_as_they_are(std::istream& in, std::size_t count) {
    std::vector<T> values(count);
    const auto bytes = static_cast<std::streamsize>(count * sizeof(T));
    in.read(reinterpret_cast<char*>(values.data()), bytes);
    if (in.gcount() != bytes) return std::nullopt;
    return values;
}

// Reads `count` values, each of `bytes` bytes, through convert(bits) into T.
template <class T, class Convert>
std::optional<std::vector<T>> read_values(std::istream& in, std::size_t count, std::size_t bytes, Convert convert) {
    std::vector<T> values;
    values.reserve(count);
    std::vector<unsigned char> chunk(k_chunk * bytes);
    while (values.size() < count) {
        const std::size_t now = std::min(k_chunk, count - values.size());
        in.read(reinterpret_cast<char*>(chunk.data()), static_cast<std::streamsize>(now * bytes));
        if (static_cast<std::size_t>(in.gcount()) != now * bytes) return std::nullopt;
        for (std::size_t i = 0; i < now; ++i) values.push_back(convert(little_endian(chunk.data() + i * bytes, bytes)));
    }
    return values;
}

template <class T>
std::optional<NpyArray::Values> wrap(std::optional<std::vector<T>> values) {
    if (!values) return std::nullopt;
    return NpyArray::Values(*std::move(values));
}

// `lossy` is set to the text of the first 64-bit integer that double cannot hold.
std::optional<NpyArray::Values> read_typed(std::istream& in, std::size_t count, const ValueType& type,
                                           std::string& lossy) {
    const std::size_t bytes = type.bytes;
    if (type.kind == Kind::float_point && bytes == 4) return wrap(read_as_they_are<float>(in, count));
    if (type.kind == Kind::float_point) return wrap(read_as_they_are<double>(in, count));
    if (type.kind == Kind::plain_integer && bytes == 1) return wrap(read_as_they_are<std::uint8_t>(in, count));
    const bool is_signed = type.kind == Kind::sign_integer;
    if (bytes <= 2)
        return wrap(read_values<float>(in, count, bytes, [&](std::uint64_t bits) {
            return is_signed ? static_cast<float>(as_signed(bits, bytes)) : static_cast<float>(bits);
        }));
    return wrap(read_values<double>(in, count, bytes, [&](std::uint64_t bits) {
        const std::int64_t value = as_signed(bits, bytes);
        const bool exact = is_signed ? value >= -k_exact_in_double && value <= k_exact_in_double
                                     : bits <= static_cast<std::uint64_t>(k_exact_in_double);
        if (!exact && lossy.empty()) lossy = is_signed ? std::to_string(value) : std::to_string(bits);
        return is_signed ? static_cast<double>(value) : static_cast<double>(bits);
    }));
}

// Fortran order has the first axis fastest; gives the same array with the last axis fastest.
template <class T>
std::vector<T> to_c_order(const std::vector<T>& values, const std::vector<std::int64_t>& shape) {
    std::vector<std::size_t> stride(shape.size(), 1);
    for (std::size_t axis = 1; axis < shape.size(); ++axis)
        stride[axis] = stride[axis - 1] * static_cast<std::size_t>(shape[axis - 1]);
    std::vector<T> ordered;
    ordered.reserve(values.size());
    std::vector<std::int64_t> position(shape.size(), 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::size_t offset = 0;
        for (std::size_t axis = 0; axis < shape.size(); ++axis)
            offset += static_cast<std::size_t>(position[axis]) * stride[axis];
        ordered.push_back(values[offset]);
        for (std::size_t axis = shape.size(); axis-- > 0;) {
            if (++position[axis] < shape[axis]) break;
            position[axis] = 0;
        }
    }
    return ordered;
}

// The header np.save writes: padded with blanks so that the values start at a multiple of 64 bytes.
std::string header_bytes(std::string_view descr, std::span<const std::int64_t> shape) {
    std::string text = "{'descr': '" + std::string(descr) + "', 'fortran_order': False, 'shape': (";
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        text += std::to_string(shape[axis]) + (axis + 1 < shape.size() ? ", " : shape.size() == 1 ? "," : "");
    text += "), }";
    constexpr std::size_t k_before = 10;
    text.append(63 - (k_before + text.size()) % 64, ' ');
    text += '\n';
    std::string bytes(k_magic);
    bytes += {'\x01', '\x00', static_cast<char>(text.size() & 0xFFU), static_cast<char>(text.size() >> 8U)};
    return bytes + text;
}

template <class T>
core::Result<core::Done> write_values(const std::filesystem::path& path, std::string_view descr,
                                      std::span<const std::int64_t> shape, std::span<const T> values) {
    std::uint64_t count = 1;
    for (const std::int64_t axis : shape) count *= static_cast<std::uint64_t>(axis);
    CORE_CHECK_EQ(count, values.size());
    return write_atomically(path, [&](const std::filesystem::path& temporary) -> core::Result<core::Done> {
        FileHandle file = open_file(temporary, "wb");
        if (!file) return system_error("error.target_cannot_write", path_text(path), errno);
        const std::string header = header_bytes(descr, shape);
        std::fwrite(header.data(), 1, header.size(), file.get());
        std::fwrite(values.data(), sizeof(T), values.size(), file.get());
        return close_written(std::move(file), path);
    });
}

}  // namespace

std::string shape_text(std::span<const std::int64_t> shape) {
    std::string text;
    for (const std::int64_t axis : shape) text += (text.empty() ? "" : "x") + std::to_string(axis);
    return text;
}

core::Result<NpyArray> parse_npy(std::istream& in, std::uintmax_t size, const std::string& where) {
    core::Result<ParsedHeader> parsed = read_header(in, where);
    if (!parsed) return parsed.error();
    const Header& header = parsed.value().header;
    const core::Result<ValueType> type = find_type(header.descr, where);
    if (!type) return type.error();
    const std::uintmax_t offset = parsed.value().data_offset;
    const core::Result<std::uint64_t> count =
        count_values(header, type.value(), size > offset ? size - offset : 0, where);
    if (!count) return count.error();

    std::string lossy;
    std::optional<NpyArray::Values> values =
        read_typed(in, static_cast<std::size_t>(count.value()), type.value(), lossy);
    if (!values) return error("error.npy_not_to_end", where);
    if (!lossy.empty()) return error("error.npy_beyond_double", where, {{"value", lossy}});
    if (header.fortran_order)
        values = std::visit([&](const auto& content) { return NpyArray::Values(to_c_order(content, header.shape)); },
                            *values);
    return NpyArray{header.shape, *std::move(values)};
}

core::Result<NpyArray> read_npy(const std::filesystem::path& path) {
    const core::Result<std::uintmax_t> size = regular_file_size(path);
    if (!size) return size.error();
    std::ifstream in(path, std::ios::binary);
    if (!in) return system_error("error.file_cannot_open", path_text(path), errno);
    return parse_npy(in, size.value(), path_text(path));
}

core::Result<core::Done> write_npy(const std::filesystem::path& path, std::span<const std::int64_t> shape,
                                   std::span<const float> values) {
    return write_values<float>(path, "<f4", shape, values);
}

core::Result<core::Done> write_npy(const std::filesystem::path& path, std::span<const std::int64_t> shape,
                                   std::span<const double> values) {
    return write_values<double>(path, "<f8", shape, values);
}

core::Result<core::Done> write_npy(const std::filesystem::path& path, std::span<const std::int64_t> shape,
                                   std::span<const std::int64_t> values) {
    return write_values<std::int64_t>(path, "<i8", shape, values);
}

}  // namespace io
