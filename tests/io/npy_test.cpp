// .npy files: types, orders and ranks against bytes written by hand, hostile headers, and the bytes np.save would
// write.
#include "app/io/npy.h"

#include <sstream>

#include "support/catch.h"
#include "support/npy_bytes.h"
#include "support/run_program.h"

namespace {

using test::raw;

core::Result<io::NpyArray> parse(const std::string& bytes) {
    std::istringstream in(bytes);
    return io::parse_npy(in, bytes.size(), "x.npy");
}

io::NpyArray array(const std::string& bytes) {
    core::Result<io::NpyArray> parsed = parse(bytes);
    INFO((parsed ? "" : parsed.error().sentence()));
    REQUIRE(parsed);
    return std::move(parsed).value();
}

std::string mistake(const std::string& bytes) {
    const core::Result<io::NpyArray> parsed = parse(bytes);
    REQUIRE_FALSE(parsed);
    return parsed.error().sentence();
}

using Floats = std::vector<float>;
using Doubles = std::vector<double>;
using Bytes = std::vector<std::uint8_t>;

}  // namespace

TEST_CASE("each type becomes the narrowest one that holds it exactly") {
    const std::string shape = "(1, 3)";
    const auto values = [&](const std::string& descr, const std::string& bytes) {
        return array(test::npy_around(test::npy_header(descr, shape), bytes)).values;
    };
    CHECK(values("<f4", raw<float>({1.5F, -2.0F, 3e38F})) == io::NpyArray::Values(Floats{1.5F, -2.0F, 3e38F}));
    CHECK(values("<f8", raw<double>({0.1, -2.0, 1e300})) == io::NpyArray::Values(Doubles{0.1, -2.0, 1e300}));
    CHECK(values("|u1", raw<std::uint8_t>({0, 128, 255})) == io::NpyArray::Values(Bytes{0, 128, 255}));
    CHECK(values("|b1", raw<std::uint8_t>({0, 1, 1})) == io::NpyArray::Values(Bytes{0, 1, 1}));
    CHECK(values("|i1", raw<std::int8_t>({-128, 0, 127})) == io::NpyArray::Values(Floats{-128.0F, 0.0F, 127.0F}));
    CHECK(values("<i2", raw<std::int16_t>({-32768, -1, 7})) == io::NpyArray::Values(Floats{-32768.0F, -1.0F, 7.0F}));
    CHECK(values("<u2", raw<std::uint16_t>({65535, 1, 7})) == io::NpyArray::Values(Floats{65535.0F, 1.0F, 7.0F}));
    CHECK(values("<i4", raw<std::int32_t>({-2147483647, 16777217, -1})) ==
          io::NpyArray::Values(Doubles{-2147483647.0, 16777217.0, -1.0}));
    CHECK(values("<u4", raw<std::uint32_t>({4294967295U, 0, 9})) ==
          io::NpyArray::Values(Doubles{4294967295.0, 0.0, 9.0}));
    CHECK(values("<i8", raw<std::int64_t>({-9007199254740992, 9007199254740992, 5})) ==
          io::NpyArray::Values(Doubles{-9007199254740992.0, 9007199254740992.0, 5.0}));
    CHECK(values("<u8", raw<std::uint64_t>({9007199254740992U, 0, 5})) ==
          io::NpyArray::Values(Doubles{9007199254740992.0, 0.0, 5.0}));
}

TEST_CASE("64-bit integers that double cannot hold are refused") {
    CHECK(mistake(test::npy_around(test::npy_header("<i8", "(1, 2)"), raw<std::int64_t>({1, -9007199254740993}))) ==
          "x.npy: holds the integer -9007199254740993, beyond 2^53, where double precision loses digits; save it as "
          "float64 if that is exact enough");
    CHECK(mistake(test::npy_around(test::npy_header("<u8", "(1, 1)"), raw<std::uint64_t>({18446744073709551615U}))) ==
          "x.npy: holds the integer 18446744073709551615, beyond 2^53, where double precision loses digits; save it as "
          "float64 if that is exact enough");
}

TEST_CASE("versions, ranks and header spellings") {
    const std::string values = raw<float>({1, 2, 3, 4, 5, 6});
    for (const char version : {'\x01', '\x02', '\x03'}) {
        CAPTURE(static_cast<int>(version));
        CHECK(array(test::npy_around(test::npy_header("<f4", "(2, 3)"), values, version)).shape ==
              std::vector<std::int64_t>{2, 3});
    }
    CHECK(array(test::npy_around(test::npy_header("<f4", "(1, 2, 3)"), values)).shape ==
          std::vector<std::int64_t>{1, 2, 3});
    CHECK(array(test::npy_around(test::npy_header("<f4", "(3, 1, 2, 1)"), values)).shape ==
          std::vector<std::int64_t>{3, 1, 2, 1});
    CHECK(
        array(test::npy_around("{\"shape\": (2L, 3L,), \"descr\": \"<f4\", \"fortran_order\": False}", values)).shape ==
        std::vector<std::int64_t>{2, 3});
}

TEST_CASE("Fortran order is rearranged") {
    // [[1, 2, 3], [4, 5, 6]] column by column.
    CHECK(array(test::npy_around(test::npy_header("<f4", "(2, 3)", "True"), raw<float>({1, 4, 2, 5, 3, 6}))).values ==
          io::NpyArray::Values(Floats{1, 2, 3, 4, 5, 6}));
    // Element (c, y, x) = 100 c + 10 y + x of shape (2, 2, 3), first axis fastest.
    CHECK(array(test::npy_around(test::npy_header("|u1", "(2, 2, 3)", "True"),
                                 raw<std::uint8_t>({0, 100, 10, 110, 1, 101, 11, 111, 2, 102, 12, 112})))
              .values == io::NpyArray::Values(Bytes{0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112}));
}

TEST_CASE("what cannot be read is named") {
    const std::string six = raw<float>({1, 2, 3, 4, 5, 6});
    const std::string readable = "; float32, float64, bool and integers of 8 to 64 bits are read";
    CHECK(mistake(test::npy_around(test::npy_header(">f4", "(2, 3)"), six)) ==
          "x.npy: is big endian ('>f4'); save it with array.astype('<f4')");
    CHECK(mistake(test::npy_around(test::npy_header("<f2", "(2, 3)"), six)) ==
          "x.npy: holds values of type '<f2'" + readable);
    CHECK(mistake(test::npy_around(test::npy_header("<c8", "(1, 3)"), six)) ==
          "x.npy: holds values of type '<c8'" + readable);
    CHECK(mistake(test::npy_around(test::npy_header("|O", "(1, 3)"), six)) ==
          "x.npy: holds values of type '|O'" + readable);
    CHECK(mistake(test::npy_around(test::npy_header("=f4", "(2, 3)"), six)) ==
          "x.npy: holds values of type '=f4' without a byte order" + readable);
    CHECK(mistake(test::npy_around("{'descr': [('a', '<f4'), ('b', '<i4')], 'fortran_order': False, 'shape': (3, 1), }",
                                   six)) == "x.npy: holds a structured type" + readable);
    CHECK(mistake(test::npy_around(test::npy_header("<f4", "(6,)"), six)) ==
          "x.npy: has 1 axis (6); HxW, CxHxW and NxCxHxW are read");
    CHECK(mistake(test::npy_around(test::npy_header("<f4", "()"), six)) ==
          "x.npy: has 0 axes (()); HxW, CxHxW and NxCxHxW are read");
    CHECK(mistake(test::npy_around(test::npy_header("<f4", "(1, 1, 1, 2, 3)"), six)) ==
          "x.npy: has 5 axes (1x1x1x2x3); HxW, CxHxW and NxCxHxW are read");
    CHECK(mistake(test::npy_around(test::npy_header("<f4", "(0, 3)"), "")) ==
          "x.npy: has shape 0x3 and so holds no values");
    CHECK(mistake(test::npy_around(test::npy_header("<f4", "(-2, 3)"), six)) ==
          "x.npy: has a negative size in its shape -2x3");
}

TEST_CASE("sizes that do not match the bytes") {
    const std::string six = raw<float>({1, 2, 3, 4, 5, 6});
    CHECK(mistake(test::npy_around(test::npy_header("<f4", "(2, 4)"), six)) ==
          "x.npy: is cut off: shape 2x4 needs 32 bytes of values, 24 are there");
    CHECK(mistake(test::npy_around(test::npy_header("<f4", "(2, 3)"), six + "!")) ==
          "x.npy: has 1 bytes more than shape 2x3 needs");
    CHECK(mistake(test::npy_around(test::npy_header("<f4", "(4294967296, 4294967296)"), six)) ==
          "x.npy: has shape 4294967296x4294967296, more than can be counted");
    CHECK(mistake(test::npy_around(test::npy_header("<f8", "(4294967296, 4294967295)"), six)) ==
          "x.npy: has shape 4294967296x4294967295, more than can be counted");
    CHECK(mistake(test::npy_around(test::npy_header("<f4", "(1000000000, 1000000000)"), six)) ==
          "x.npy: is cut off: shape 1000000000x1000000000 needs 4000000000000000000 bytes of values, 24 are there");
    CHECK(mistake(test::npy_around(test::npy_header("<f4", "(99999999999999999999, 1)"), six)) ==
          "x.npy: has a header that cannot be understood; write it with np.save");
}

TEST_CASE("every cut of a good file is an error") {
    const std::string whole = test::npy_around(test::npy_header("<f4", "(2, 3)"), raw<float>({1, 2, 3, 4, 5, 6}));
    REQUIRE(parse(whole));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        const core::Result<io::NpyArray> cut = parse(whole.substr(0, length));
        REQUIRE_FALSE(cut);
        CHECK_FALSE(cut.error().what.empty());
    }
    CHECK(mistake("") == "x.npy: is not a .npy file (its first bytes are not \\x93NUMPY); write it with np.save");
    CHECK(mistake("a,b,c") == "x.npy: is not a .npy file (its first bytes are not \\x93NUMPY); write it with np.save");
    CHECK(mistake(whole.substr(0, 7)) == "x.npy: is cut off after 7 bytes");
    CHECK(mistake(whole.substr(0, 20)) == "x.npy: is cut off inside its header");
}

TEST_CASE("hostile headers") {
    const std::string cannot = "x.npy: has a header that cannot be understood; write it with np.save";
    std::string many_axes;
    for (int i = 0; i < 2000; ++i) many_axes += "1,";
    const std::vector<std::string> headers{
        "",
        "{",
        "}",
        "{}",
        "None",
        std::string(200, '{'),
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}",
        "{'descr': [[[[, 'fortran_order': False, 'shape': (2, 3)}",
        test::npy_header("<f4", "(2, 3") + "x",
        test::npy_header("<f4", "(2 3)"),
        test::npy_header("<f4", "(2, x)"),
        test::npy_header("<f4", "[2, 3]"),
        test::npy_header("<f4", "(,)"),
        test::npy_header("<f4", "(2, 3)", "0"),
        test::npy_header("<f4", "(2, 3)") + " __import__('os')",
        test::npy_header("<f4", "(" + std::string(300, '1') + ")"),
        test::npy_header("<f4", "(" + many_axes + ")"),
    };
    for (const std::string& text : headers) {
        CAPTURE(text);
        CHECK(mistake(test::npy_around(text, raw<float>({1, 2, 3, 4, 5, 6}))) == cannot);
    }
    std::string version = test::npy_around(test::npy_header("<f4", "(2, 3)"), "");
    version[6] = '\x09';
    CHECK(mistake(version) == "x.npy: is of .npy version 9; versions 1 to 3 are known");
    CHECK(mistake(std::string("\x93NUMPY\x02\x00\xFF\xFF\xFF\xFF", 12)) ==
          "x.npy: says its header has 4294967295 bytes; at most 65536 are read");
}

TEST_CASE("random damage never gives more than a sentence") {
    const std::string whole = test::npy_around(test::npy_header("<f4", "(2, 3)"), raw<float>({1, 2, 3, 4, 5, 6}));
    std::uint32_t random = 12345;
    const auto next = [&random] { return random = random * 1664525U + 1013904223U; };
    for (int round = 0; round < 20000; ++round) {
        std::string damaged = whole;
        const std::uint32_t changes = 1 + (next() >> 16U) % 4;
        for (std::uint32_t i = 0; i < changes; ++i)
            damaged[(next() >> 8U) % damaged.size()] = static_cast<char>(next() >> 24U);
        const core::Result<io::NpyArray> parsed = parse(damaged);
        if (parsed) continue;
        CHECK_FALSE(parsed.error().what.empty());
    }
}

TEST_CASE("written bytes are those of np.save") {
    const test::TempFolder folder;
    const std::string path = folder.file("a.npy");
    const std::vector<std::int64_t> shape{1, 2, 2};
    const Floats values{20.0F, 30.0F, 112.0F, 37.0F};
    REQUIRE(io::write_npy(path, shape, std::span<const float>(values)));
    const std::string text = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 2), }";
    CHECK(test::read_file(path) == std::string("\x93NUMPY\x01\x00\x76\x00", 10) + text +
                                       std::string(128 - 10 - text.size() - 1, ' ') + "\n" + raw(values));
    const core::Result<io::NpyArray> read = io::read_npy(path);
    REQUIRE(read);
    CHECK(read.value() == io::NpyArray{shape, values});

    const std::vector<std::int64_t> indices{1, 2, 12, 13};
    REQUIRE(io::write_npy(path, shape, std::span<const std::int64_t>(indices)));
    CHECK(test::read_file(path).find("'<i8'") != std::string::npos);
    CHECK(io::read_npy(path).value().values == io::NpyArray::Values(Doubles{1, 2, 12, 13}));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("files that are not there or not files") {
    const test::TempFolder folder;
    CHECK(io::read_npy(folder.file("none.npy")).error().what == "does not exist");
    CHECK(io::read_npy(folder.path()).error().what == "is a folder, not a file");
    CHECK(io::read_npy("/dev/zero").error().what == "is not a regular file");
    const Floats one{1.0F};
    const std::vector<std::int64_t> shape{1, 1};
    CHECK_FALSE(io::write_npy(folder.path(), shape, std::span<const float>(one)));
    CHECK_FALSE(io::write_npy("/dev/full", shape, std::span<const float>(one)));
    CHECK_FALSE(io::write_npy(folder.file("no/a.npy"), shape, std::span<const float>(one)));
}
