// Pooling of 8-bit planes into 8-bit planes: numbers worked by hand, then every method, layout, part and instruction
// set against the definition.
#include <algorithm>
#include <array>
#include <atomic>
#include <numeric>
#include <set>
#include <string>

#include "../../core/src/engine/bytes_divider.h"
#include "cases.h"
#include "core/pool_bytes.h"
#include "core/problem.h"
#include "instruction_sets.h"
#include "support/catch.h"

using core::BytesOut;
using core::Op;
using core::OutputPart;
using core::OutputPicks;
using core::PoolSpec;
using core::View;
using Bytes = std::vector<std::uint8_t>;

namespace {

const std::string k_no_difference;

std::int64_t draw(std::mt19937& random, std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random);
}

// Either any bytes, or few different ones near an end, so that sums reach both ends of their range.
Bytes random_bytes(std::size_t count, std::mt19937& random) {
    Bytes bytes(count);
    const auto kind = draw(random, 0, 3);
    for (std::uint8_t& value : bytes) {
        value = static_cast<std::uint8_t>(random() >> 24);
        if (kind == 1) value = static_cast<std::uint8_t>(255 - value % 2);
        if (kind == 2) value = static_cast<std::uint8_t>(value % 3);
    }
    return bytes;
}

// What lies where: channels of a picture side by side or behind one another, in the input and in the output.
enum class Layout { interleaved, planar, to_planar, some_of_four };

struct Picture {
    Bytes bytes;
    View<std::uint8_t> view;
};

Picture random_picture(Layout layout, std::int64_t channels, std::int64_t height, std::int64_t width,
                       std::mt19937& random) {
    Picture picture;
    const std::int64_t stored = layout == Layout::some_of_four ? 4 : channels;
    picture.bytes = random_bytes(static_cast<std::size_t>(stored * height * width), random);
    if (layout == Layout::planar) {
        picture.view = core::dense_view(picture.bytes.data(), channels, height, width);
    } else {
        picture.view = core::interleaved_view(picture.bytes.data(), stored, height, width);
        picture.view.planes = channels;
    }
    return picture;
}

BytesOut out_of(Layout layout, std::uint8_t* data, std::int64_t channels, std::int64_t rows, std::int64_t cols) {
    const bool planar = layout == Layout::planar || layout == Layout::to_planar;
    return planar ? core::dense_bytes(data, rows, cols) : core::interleaved_bytes(data, channels, cols);
}

std::vector<std::int64_t> all_of(std::int64_t count) {
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), std::int64_t{0});
    return numbers;
}

std::vector<std::int64_t> some_of(std::int64_t count, std::mt19937& random) {
    std::set<std::int64_t> some;
    for (std::int64_t i = draw(random, 0, count); i > 0; --i) some.insert(draw(random, 0, count - 1));
    return {some.begin(), some.end()};
}

// By the definition, written where `layout` says.
Bytes defined(const View<std::uint8_t>& input, const PoolSpec& spec, Layout layout,
              const std::vector<std::int64_t>& rows, const std::vector<std::int64_t>& cols) {
    const core::Geometry where = core::geometry(spec, input.height, input.width);
    Bytes bytes(static_cast<std::size_t>(input.planes) * rows.size() * cols.size());
    const BytesOut out = out_of(layout, bytes.data(), input.planes, static_cast<std::int64_t>(rows.size()),
                                static_cast<std::int64_t>(cols.size()));
    for (std::int64_t plane = 0; plane < input.planes; ++plane) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (std::size_t j = 0; j < cols.size(); ++j) {
                const float value = core::pool_window(input.plane(plane), spec, where, rows[i], cols[j]);
                out.data[plane * out.plane_stride + static_cast<std::int64_t>(i) * out.row_stride +
                         static_cast<std::int64_t>(j) * out.col_stride] = core::to_eight_bits(value);
            }
        }
    }
    return bytes;
}

PoolSpec random_spec(std::mt19937& random, std::int64_t largest_kernel) {
    constexpr std::array k_ops{Op::max, Op::min,        Op::average,        Op::average,      Op::sum,
                               Op::lp,  Op::global_max, Op::global_average, Op::adaptive_max, Op::adaptive_average};
    PoolSpec spec;
    spec.op = k_ops[static_cast<std::size_t>(draw(random, 0, 9))];
    const auto side = [&] { return draw(random, 1, draw(random, 1, largest_kernel)); };
    spec.kernel = {side(), side()};
    spec.stride = {draw(random, 1, 3), draw(random, 1, 3)};
    if (draw(random, 0, 2) == 0) spec.dilation = {draw(random, 1, 3), draw(random, 1, 3)};
    if (draw(random, 0, 3) == 0) spec.stride = spec.kernel;
    if (draw(random, 0, 1) == 0) {
        spec.padding = {spec.kernel.h / 2, spec.kernel.w / 2, spec.kernel.h / 2, spec.kernel.w / 2};
    } else if (draw(random, 0, 1) == 0) {
        spec.padding = {draw(random, 0, 5), draw(random, 0, 5), draw(random, 0, 5), draw(random, 0, 5)};
    }
    spec.ceil = draw(random, 0, 1) == 0;
    spec.count_include_pad = draw(random, 0, 1) == 0;
    if (draw(random, 0, 4) == 0) spec.divisor = draw(random, 0, 5) == 0 ? -3 : draw(random, 1, 70000);
    constexpr std::array k_powers{1.0, 2.0, 2.0, 2.5, 3.0, std::numeric_limits<double>::infinity()};
    spec.p = k_powers[static_cast<std::size_t>(draw(random, 0, 5))];
    spec.output_size = {draw(random, 1, 9), draw(random, 1, 9)};
    return spec;
}

std::string described(const PoolSpec& spec, const View<std::uint8_t>& view, Layout layout) {
    return test::describe(spec, view.height, view.width) + " channels " + std::to_string(view.planes) + " layout " +
           std::to_string(static_cast<int>(layout)) + " p " + std::to_string(spec.p);
}

// Empty if they are the same.
std::string first_difference(const Bytes& got, const Bytes& expected) {
    REQUIRE(got.size() == expected.size());
    const auto [a, b] = std::mismatch(got.begin(), got.end(), expected.begin());
    if (a == got.end()) return {};
    return "byte " + std::to_string(a - got.begin()) + " is " + std::to_string(*a) + ", not " + std::to_string(*b);
}

// Whole, a part and picks of one random call.
void check_case(std::mt19937& random, std::int64_t largest_side, std::int64_t largest_kernel,
                core::Workspace& workspace) {
    const auto layout = static_cast<Layout>(draw(random, 0, 3));
    const std::int64_t channels = draw(random, 1, layout == Layout::some_of_four ? 3 : 5);
    const Picture picture =
        random_picture(layout, channels, draw(random, 1, largest_side), draw(random, 1, largest_side), random);
    const View<std::uint8_t>& view = picture.view;
    const PoolSpec spec = random_spec(random, largest_kernel);
    if (core::problem(spec, view.height, view.width)) return;
    INFO(described(spec, view, layout));
    const core::Geometry where = core::geometry(spec, view.height, view.width);
    const core::PoolOptions options{.workspace = &workspace};
    const auto check = [&](const std::vector<std::int64_t>& rows, const std::vector<std::int64_t>& cols,
                           const auto& call) {
        Bytes got(static_cast<std::size_t>(channels) * rows.size() * cols.size(), 77);
        const BytesOut out = out_of(layout, got.data(), channels, static_cast<std::int64_t>(rows.size()),
                                    static_cast<std::int64_t>(cols.size()));
        REQUIRE(call(out));
        REQUIRE(first_difference(got, defined(view, spec, layout, rows, cols)) == k_no_difference);
    };
    check(all_of(where.h.output), all_of(where.w.output),
          [&](const BytesOut& out) { return core::pool_bytes(view, spec, out, options); });
    OutputPart part{draw(random, 0, where.h.output), draw(random, 0, where.w.output)};
    part.rows = draw(random, 0, where.h.output - part.row);
    part.cols = draw(random, 0, where.w.output - part.col);
    std::vector<std::int64_t> part_rows(static_cast<std::size_t>(part.rows));
    std::vector<std::int64_t> part_cols(static_cast<std::size_t>(part.cols));
    std::iota(part_rows.begin(), part_rows.end(), part.row);
    std::iota(part_cols.begin(), part_cols.end(), part.col);
    check(part_rows, part_cols, [&](const BytesOut& out) { return core::pool_bytes(view, spec, part, out, options); });
    const std::vector<std::int64_t> rows = some_of(where.h.output, random);
    const std::vector<std::int64_t> cols = some_of(where.w.output, random);
    check(rows, cols, [&](const BytesOut& out) {
        return core::pool_bytes(view, spec, OutputPicks{rows, cols}, out, options);
    });
}

Bytes pooled(const Bytes& input, std::int64_t channels, std::int64_t height, std::int64_t width, const PoolSpec& spec) {
    const View<std::uint8_t> view = core::interleaved_view(input.data(), channels, height, width);
    const core::Geometry where = core::geometry(spec, height, width);
    Bytes result(static_cast<std::size_t>(channels * where.windows()));
    REQUIRE(core::pool_bytes(view, spec, core::interleaved_bytes(result.data(), channels, where.w.output)));
    return result;
}

std::string method_of(const View<std::uint8_t>& view, const PoolSpec& spec) {
    return std::string(core::pool_bytes_method(view, spec, {}));
}

}  // namespace

TEST_CASE("Bytes: 2x2 windows of two pixels of red, green and blue") {
    // Upper row 1 2 3 | 5 6 7, lower 10 20 30 | 0 0 1: red 1 5 10 0, green 2 6 20 0, blue 3 7 30 1.
    const Bytes input{1, 2, 3, 5, 6, 7, 10, 20, 30, 0, 0, 1};
    CHECK(pooled(input, 3, 2, 2, test::square_spec(Op::max, 2, 2)) == Bytes{10, 20, 30});
    CHECK(pooled(input, 3, 2, 2, test::square_spec(Op::min, 2, 2)) == Bytes{0, 0, 1});
    CHECK(pooled(input, 3, 2, 2, test::square_spec(Op::average, 2, 2)) == Bytes{4, 7, 10});  // 4, 7, 10.25
    CHECK(pooled(input, 3, 2, 2, test::square_spec(Op::sum, 2, 2)) == Bytes{16, 28, 41});
    CHECK(pooled(input, 3, 2, 2, test::square_spec(Op::lp, 2, 2)) == Bytes{11, 21, 31});  // root of 126, 440, 959
}

TEST_CASE("Bytes: half goes up, sums stop at 255, a window without a tap gives 0 or 255") {
    CHECK(pooled({1, 2, 4, 4}, 1, 2, 2, test::square_spec(Op::average, 2, 2)) == Bytes{3});  // 2.75
    CHECK(pooled({1, 2, 4, 3}, 1, 2, 2, test::square_spec(Op::average, 2, 2)) == Bytes{3});  // 2.5
    CHECK(pooled({1, 2, 4, 2}, 1, 2, 2, test::square_spec(Op::average, 2, 2)) == Bytes{2});  // 2.25
    CHECK(pooled({200, 50, 5, 1}, 1, 2, 2, test::square_spec(Op::sum, 2, 2)) == Bytes{255});
    PoolSpec spec = test::square_spec(Op::min, 1, 1);
    spec.dilation = {1, 4};
    spec.kernel = {1, 2};
    spec.padding = {0, 1, 0, 2};  // the second window's taps lie before and behind the only two columns
    CHECK(pooled({9, 8}, 1, 1, 2, spec) == Bytes{255});
    spec.op = Op::max;
    CHECK(pooled({9, 8}, 1, 1, 2, spec) == Bytes{0});
}

TEST_CASE("Bytes: 3x3 with padding, counted and left out of the divisor") {
    const Bytes input{9, 9, 9, 9, 9, 9, 9, 9, 9};
    PoolSpec spec = test::square_spec(Op::average, 3, 1, 1);
    CHECK(pooled(input, 1, 3, 3, spec) == Bytes{4, 6, 4, 6, 9, 6, 4, 6, 4});  // 36 / 9, 54 / 9, 81 / 9
    spec.count_include_pad = false;
    CHECK(pooled(input, 1, 3, 3, spec) == Bytes(9, 9));
    spec.divisor = 2;
    CHECK(pooled(input, 1, 3, 3, spec) == Bytes{18, 27, 18, 27, 41, 27, 18, 27, 18});  // 40.5 goes up
    spec.divisor = -1;
    CHECK(pooled(input, 1, 3, 3, spec) == Bytes(9, 0));
}

TEST_CASE("Bytes: every total divided as by the definition") {
    const auto check = [](const core::engine::Divider& divider, std::int64_t total) {
        const auto expected = divider.define(static_cast<std::uint64_t>(total));
        const auto d = static_cast<std::uint64_t>(divider.divisor);
        const std::uint64_t whole = (static_cast<std::uint64_t>(total) + d / 2) / d;
        if (expected != std::min<std::uint64_t>(255, whole)) FAIL("divisor " << d << " total " << total);
    };
    for (std::int64_t d = 1; d < 1 << 16; d = d < 300 ? d + 1 : d + d / 97) {
        const auto divider = core::engine::Divider::of_32(d);
        for (std::int64_t value = 0; value <= 255; ++value) {  // around each half, and some between
            const std::int64_t half = (2 * value + 1) * d / 2;
            for (std::int64_t total = std::max<std::int64_t>(0, half - 2); total <= half + 2; ++total)
                check(divider, total);
            check(divider, value * d);
        }
    }
}

TEST_CASE("Bytes: every total by the vector ways of dividing") {
    int multiplied = 0;
    for (std::int64_t d = 2; d <= 256; ++d) {
        const auto divider = core::engine::Divider::of_16(d, 255 * d);
        if (divider.way != core::engine::Divider::Way::multiply) continue;  // no factor of 16 bits is exact
        ++multiplied;
        for (std::int64_t total = 0; total <= 255 * d; ++total) {
            const auto product = static_cast<std::uint64_t>(total + divider.half) * divider.factor;
            const auto got = product >> (16 + divider.shift);
            if (got != divider.define(static_cast<std::uint64_t>(total))) FAIL("divisor " << d << " total " << total);
        }
    }
    CHECK(multiplied > 220);
    for (std::int64_t d = 1; d < 1 << 14; d = d < 300 ? d + 1 : d + d / 53) {
        const auto divider = core::engine::Divider::of_32(d);
        REQUIRE(divider.way == core::engine::Divider::Way::reciprocal);
        for (std::int64_t total = 0; total <= 255 * d; total += total % 3 + (d > 1000 ? 5 : 1)) {
            const float shifted = static_cast<float>(total) + (static_cast<float>(divider.half) + 0.5F);
            const auto got = static_cast<std::uint8_t>(shifted * divider.reciprocal);
            if (got != divider.define(static_cast<std::uint64_t>(total))) FAIL("divisor " << d << " total " << total);
        }
    }
}

TEST_CASE("Bytes: small pictures of every kind against the definition on every instruction set") {
    core::Workspace workspace(1);
    test::for_each_instruction_set([&](const char* name) {
        INFO(name);
        std::mt19937 random(11);
        for (int i = 0; i < 700; ++i) check_case(random, 24, 9, workspace);
    });
}

TEST_CASE("Bytes: long lines and large windows against the definition on every instruction set") {
    core::Workspace workspace(3);
    test::for_each_instruction_set([&](const char* name) {
        INFO(name);
        std::mt19937 random(12);
        for (int i = 0; i < 25; ++i) check_case(random, 120, 60, workspace);
    });
}

TEST_CASE("Bytes: windows of more rows, taps or size than narrow sums hold") {
    std::mt19937 random(13);
    const Bytes white(600 * 30, 255);
    const Bytes any = random_bytes(600 * 30, random);
    for (const Bytes* bytes : {&white, &any}) {
        const View<std::uint8_t> view = core::interleaved_view(bytes->data(), 3, 600, 10);
        for (const std::int64_t rows : {33, 65, 129, 257, 258, 600}) {
            for (const Op op : {Op::average, Op::max, Op::lp}) {
                PoolSpec spec = test::square_spec(op, 1, 1);
                spec.kernel = {rows, 9};
                spec.padding = {0, 2, 0, 2};
                spec.stride = {23, 1};
                INFO(described(spec, view, Layout::interleaved));
                const core::Geometry where = core::geometry(spec, 600, 10);
                Bytes got(static_cast<std::size_t>(3 * where.windows()));
                REQUIRE(core::pool_bytes(view, spec, core::interleaved_bytes(got.data(), 3, where.w.output)));
                CHECK(first_difference(got, defined(view, spec, Layout::interleaved, all_of(where.h.output),
                                                    all_of(where.w.output))) == k_no_difference);
            }
        }
    }
}

TEST_CASE("Bytes: the same bytes for any number of threads") {
    std::mt19937 random(14);
    const Picture picture = random_picture(Layout::interleaved, 3, 301, 200, random);
    for (const Op op : {Op::max, Op::min, Op::average, Op::sum, Op::lp}) {
        const PoolSpec spec = test::square_spec(op, 7, 1, 3);
        Bytes one(static_cast<std::size_t>(3 * 301 * 200));
        Bytes several = one;
        CHECK(core::pool_bytes(picture.view, spec, core::interleaved_bytes(one.data(), 3, 200), {.threads = 1}));
        for (const int threads : {2, 3, 7}) {
            std::fill(several.begin(), several.end(), std::uint8_t{1});
            CHECK(core::pool_bytes(picture.view, spec, core::interleaved_bytes(several.data(), 3, 200),
                                   {.threads = threads}));
            CHECK(first_difference(several, one) == k_no_difference);
        }
    }
}

TEST_CASE("Bytes: writes its own values and nothing beside them") {
    std::mt19937 random(15);
    for (const Op op : {Op::max, Op::average, Op::adaptive_max, Op::adaptive_average, Op::lp}) {
        for (const std::int64_t kernel : {2, 3, 20}) {
            const Picture picture = random_picture(Layout::interleaved, 3, 40, 61, random);
            PoolSpec spec = test::square_spec(op, kernel, kernel == 2 ? 2 : 1);
            spec.output_size = {9, 11};
            const core::Geometry where = core::geometry(spec, 40, 61);
            // Rows of the output lie further apart than they are long.
            const std::int64_t row = where.w.output * 3 + 5;
            Bytes got(static_cast<std::size_t>(where.h.output * row), 99);
            REQUIRE(core::pool_bytes(picture.view, spec, BytesOut{got.data(), 1, row, 3}));
            for (std::int64_t y = 0; y < where.h.output; ++y) {
                const auto begin = got.begin() + y * row + where.w.output * 3;
                CHECK(std::all_of(begin, begin + 5, [](std::uint8_t value) { return value == 99; }));
            }
        }
    }
}

TEST_CASE("Bytes: cancelled before it began, it says so") {
    const Bytes input(100, 1);
    const std::atomic<bool> cancel = true;
    for (const Op op : {Op::max, Op::average, Op::lp}) {
        Bytes out(100);
        CHECK_FALSE(core::pool_bytes(core::dense_view(input.data(), 1, 10, 10), test::square_spec(op, 3, 1, 1),
                                     core::dense_bytes(out.data(), 10, 10), {.cancel = &cancel}));
    }
}

TEST_CASE("Bytes: which method takes what") {
    const Bytes input(4 * 6 * 8, 1);
    const View<std::uint8_t> photo = core::interleaved_view(input.data(), 3, 6, 8);
    CHECK(method_of(photo, test::square_spec(Op::max, 2, 2)) == "pairs");
    CHECK(method_of(photo, test::square_spec(Op::sum, 2, 2)) == "totals");
    CHECK(method_of(photo, test::square_spec(Op::min, 3, 1)) == "extremes");
    CHECK(method_of(photo, test::square_spec(Op::average, 3, 1)) == "totals");
    CHECK(method_of(photo, test::adaptive_spec(Op::adaptive_max, 2, 2)) == "extremes");
    PoolSpec power = test::square_spec(Op::lp, 3, 1);
    CHECK(method_of(photo, power) == "totals");
    power.p = 3.0;
    CHECK(method_of(photo, power) == "powers");
    power.p = 60.0;
    CHECK(method_of(photo, power) == "reference");
    View<std::uint8_t> sparse = photo;
    sparse.col_stride = 5;
    sparse.width = 4;
    CHECK(method_of(sparse, test::square_spec(Op::max, 2, 2)) == "reference");
}
