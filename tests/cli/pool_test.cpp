// `poolscope pool` as scripts use it: the shipped program, real files, literal results.
#include <cstdint>
#include <string>
#include <vector>

#include "app/io/image_write.h"
#include "app/io/npy.h"
#include "core/image.h"
#include "support/catch.h"
#include "support/command_bench.h"
#include "support/npy_bytes.h"
#include "support/run_program.h"

namespace {

// The article's example and what 2x2 windows with stride 2 make of it.
const std::string k_article = "12,20,30,0\n8,12,2,0\n34,70,37,4\n112,100,25,12\n";
const std::vector<float> k_article_values{12, 20, 30, 0, 8, 12, 2, 0, 34, 70, 37, 4, 112, 100, 25, 12};
const std::vector<float> k_article_max{20, 30, 112, 37};
const std::string k_no_sum = "note: PyTorch has no sum pooling. Average pooling with divisor 1 gives the same.\n";

struct Bench : test::CommandBench {
    Bench() : CommandBench("pool") {}
    io::NpyArray array(const std::string& name) const {
        core::Result<io::NpyArray> result = io::read_npy(file(name));
        INFO((result ? "" : result.error().sentence()));
        REQUIRE(result);
        return std::move(result).value();
    }
};

std::vector<float> floats(const io::NpyArray& array) {
    REQUIRE(std::holds_alternative<std::vector<float>>(array.values));
    return std::get<std::vector<float>>(array.values);
}

using Shape = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("the article's example as .csv") {
    const Bench bench;
    const std::string in = bench.with("in.csv", k_article);
    CHECK(bench.run({in, "-o", bench.file("max.csv")}).empty());
    CHECK(bench.read("max.csv") == "20,30\n112,37\n");
    bench.run({in, "-o", bench.file("mean.csv"), "--op", "average", "--kernel", "2"});
    CHECK(bench.read("mean.csv") == "13,8\n79,19.5\n");
    bench.run({in, "--output", bench.file("gap.csv"), "--op", "global-average"});
    CHECK(bench.read("gap.csv") == "29.875\n");
    CHECK(bench.run({in, "--print", "--op=average"}) == "13     8\n79  19.5\n");
}

TEST_CASE("every operator on the article's example") {
    const Bench bench;
    const std::string in = bench.with("in.csv", k_article);
    const auto printed = [&](std::vector<std::string> arguments, const std::string& notes = "") {
        arguments.insert(arguments.begin(), {in, "--print", "--op"});
        return bench.run(arguments, notes);
    };
    const std::string no_min =
        "note: PyTorch has no min pooling. Turn the signs, take max pooling and turn them back.\n";
    CHECK(printed({"max"}) == " 20  30\n112  37\n");
    CHECK(printed({"min"}, no_min) == " 8  0\n34  4\n");
    CHECK(printed({"sum"}, k_no_sum) == " 52  32\n316  78\n");
    CHECK(printed({"lp", "--p", "1"}) == " 52  32\n316  78\n");
    CHECK(printed({"lp", "--p", "inf"}) == " 20  30\n112  37\n");
    CHECK(printed({"global-max"}) == "112\n");
    CHECK(printed({"adaptive-max", "--output-size", "1x2"}) == "112  37\n");
    CHECK(printed({"adaptive-average", "--output-size", "2"}) == "13     8\n79  19.5\n");
    CHECK(printed({"average", "--divisor", "2"}) == " 26  16\n158  39\n");
}

TEST_CASE("window settings arrive where they belong") {
    const Bench bench;
    const std::string in = bench.with("in.csv", "1 2 3 4\n5 6 7 8\n9 10 11 12\n13 14 15 16\n");
    const auto printed = [&](const std::vector<std::string>& more) {
        std::vector<std::string> arguments{in, "--print"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return bench.run(arguments);
    };
    CHECK(printed({"--kernel", "1x2"}) == " 2   4\n 6   8\n10  12\n14  16\n");
    CHECK(printed({"--kernel", "2x1", "--stride", "2x3"}) == " 5   8\n13  16\n");
    CHECK(printed({"--kernel", "2", "--stride", "1", "--dilation", "2"}) == "11  12\n15  16\n");
    CHECK(printed({"--kernel", "3", "--stride", "2", "--ceil"}) == "11  12\n15  16\n");
    // ATen: count_include_pad counts the padding, not what lies beyond it under --ceil.
    const std::vector<std::string> ceil{"--op", "average", "--kernel",  "3", "--stride",
                                        "2",    "--ceil",  "--padding", "1"};
    CHECK(printed(ceil) == "1.5555556  3.3333333  2\n6.3333335         11  6\n      4.5        7.5  4\n");
    std::vector<std::string> without = ceil;
    without.insert(without.end(), {"--count-include-pad", "no"});
    CHECK(printed(without) == " 3.5   5   6\n 9.5  11  12\n13.5  15  16\n");
}

TEST_CASE("padding of one, two and four numbers") {
    const Bench bench;
    const std::string in = bench.with("in.csv", "4 8\n12 16\n");
    const auto size = [&](const std::string& padding) {
        bench.run({in, "-o", bench.file("o.npy"), "--rule", "onnx", "--kernel", "4", "--padding", padding});
        return bench.array("o.npy").shape;
    };
    CHECK(size("2") == Shape{3, 3});
    CHECK(size("1,2") == Shape{1, 3});
    CHECK(size("3,1,2,2") == Shape{4, 2});
}

TEST_CASE("the defaults are those of the rule") {
    const Bench bench;
    const std::string in = bench.with("in.csv", k_article);
    const auto shape = [&](const std::string& rule) {
        bench.run({in, "-o", bench.file("o.npy"), "--rule", rule, "--kernel", "2"});
        return bench.array("o.npy").shape;
    };
    CHECK(shape("pytorch") == Shape{2, 2});
    CHECK(shape("onnx") == Shape{3, 3});
    CHECK(shape("keras") == Shape{2, 2});
    // A corner window of 3x3 with padding 1 on ones: PyTorch counts 9 cells, ONNX the 4 inside.
    const std::string ones = bench.with("ones.csv", "1 1 1\n1 1 1\n1 1 1\n");
    const std::vector<std::string> window{ones,        "--print", "--op",     "average", "--kernel", "3",
                                          "--padding", "1",       "--stride", "3",       "--rule"};
    const auto corner = [&](const std::string& rule) {
        std::vector<std::string> arguments = window;
        arguments.push_back(rule);
        return bench.run(arguments);
    };
    CHECK(corner("pytorch") == "0.44444445\n");
    CHECK(corner("onnx") == "1\n");
    bench.run({in, "-o", bench.file("same.npy"), "--rule", "onnx", "--auto-pad", "same-upper", "--kernel", "3",
               "--stride", "2"});
    CHECK(floats(bench.array("same.npy")) == std::vector<float>{70, 37, 112, 37});
    bench.run({in, "-o", bench.file("same.npy"), "--rule", "onnx", "--auto-pad", "same-lower", "--kernel", "3",
               "--stride", "2"});
    CHECK(floats(bench.array("same.npy")) == std::vector<float>{20, 30, 112, 100});
}

TEST_CASE(".npy of every type and rank gives float32 of the same rank") {
    const Bench bench;
    const auto pooled = [&](const std::string& bytes) {
        bench.run({bench.with("in.npy", bytes), "-o", bench.file("out.npy")});
        return bench.array("out.npy");
    };
    const std::vector<double> doubles(k_article_values.begin(), k_article_values.end());
    const std::vector<std::uint8_t> bytes(k_article_values.begin(), k_article_values.end());
    const std::vector<std::int32_t> ints(k_article_values.begin(), k_article_values.end());
    const std::vector<std::int64_t> longs(k_article_values.begin(), k_article_values.end());
    const io::NpyArray expected{{2, 2}, k_article_max};
    CHECK(pooled(test::npy_file("<f4", "(4, 4)", k_article_values)) == expected);
    CHECK(pooled(test::npy_file("<f8", "(4, 4)", doubles)) == expected);
    CHECK(pooled(test::npy_file("|u1", "(4, 4)", bytes)) == expected);
    CHECK(pooled(test::npy_file("<i4", "(4, 4)", ints)) == expected);
    CHECK(pooled(test::npy_file("<i8", "(4, 4)", longs)) == expected);
    CHECK(pooled(test::npy_file("<f4", "(1, 4, 4)", k_article_values)) == io::NpyArray{{1, 2, 2}, k_article_max});
    CHECK(pooled(test::npy_file("<f4", "(2, 2, 4)", k_article_values)) ==
          io::NpyArray{{2, 1, 2}, std::vector<float>{20, 30, 112, 37}});
    CHECK(pooled(test::npy_file("<f4", "(2, 1, 2, 4)", k_article_values)) ==
          io::NpyArray{{2, 1, 1, 2}, std::vector<float>{20, 30, 112, 37}});
}

TEST_CASE("float64 is pooled before it is rounded") {
    const Bench bench;
    // In float32 2^24 + 1 is 2^24, and the mean of the two would be 2^24.
    const std::string in =
        bench.with("in.npy", test::npy_file("<f8", "(1, 2)", std::vector<double>{16777217, 16777219}));
    bench.run({in, "-o", bench.file("out.npy"), "--op", "average", "--kernel", "1x2"});
    CHECK(floats(bench.array("out.npy")) == std::vector<float>{16777218.0F});
}

TEST_CASE("indices are PyTorch's: int64, row * width + column in each plane") {
    const Bench bench;
    const std::string in = bench.with("in.npy", test::npy_file("<f4", "(1, 4, 4)", k_article_values));
    bench.run({in, "-o", bench.file("out.npy"), "--indices", bench.file("at.npy")});
    const io::NpyArray indices = bench.array("at.npy");
    CHECK(indices.shape == Shape{1, 2, 2});
    CHECK(indices.values == io::NpyArray::Values(std::vector<double>{1, 2, 12, 10}));
    CHECK(bench.read("at.npy").find("'<i8'") != std::string::npos);
    // A tie goes to the first in reading order.
    const std::string ties = bench.with("ties.csv", "7,7\n7,7\n");
    bench.run({ties, "--print", "--indices", bench.file("tie.npy")});
    CHECK(bench.array("tie.npy").values == io::NpyArray::Values(std::vector<double>{0}));
}

TEST_CASE("pictures are pooled channel by channel") {
    const Bench bench;
    // Two windows side by side; each channel has its own largest value.
    const std::vector<std::uint8_t> pixels{10, 0, 5, 20, 1, 5, /**/ 0, 0, 0,   255, 255, 255,
                                           30, 2, 5, 40, 3, 9, /**/ 1, 2, 200, 0,   0,   0};
    REQUIRE(io::write_png(bench.file("in.png"), core::make_image(4, 2, 3, pixels)));
    bench.run({bench.file("in.png"), "-o", bench.file("max.npy")});
    CHECK(bench.array("max.npy") == io::NpyArray{{3, 1, 2}, std::vector<float>{40, 255, 3, 255, 9, 255}});
    bench.run({bench.file("in.png"), "-o", bench.file("mean.npy"), "--op", "average"});
    CHECK(bench.array("mean.npy") == io::NpyArray{{3, 1, 2}, std::vector<float>{25, 64, 1.5F, 64.25F, 6, 113.75F}});
    // As a picture: rounded; read back through the program itself.
    bench.run({bench.file("in.png"), "-o", bench.file("mean.png"), "--op", "average"});
    bench.run({bench.file("mean.png"), "-o", bench.file("again.npy"), "--kernel", "1"});
    CHECK(floats(bench.array("again.npy")) == std::vector<float>{25, 64, 2, 64, 6, 114});
    // Clamped: a table with values beyond 0..255 becomes a grey picture.
    bench.run({bench.with("t.csv", "-5,0.5,254.4,999,nan,inf\n"), "-o", bench.file("t.PNG"), "--kernel", "1"});
    bench.run({bench.file("t.PNG"), "-o", bench.file("t.npy"), "--kernel", "1"});
    const io::NpyArray grey = bench.array("t.npy");
    CHECK(grey.shape == Shape{3, 1, 6});
    CHECK(floats(grey) == std::vector<float>{0, 1, 254, 255, 0, 255, 0, 1, 254, 255, 0, 255, 0, 1, 254, 255, 0, 255});
}

TEST_CASE("printing names planes and stays small") {
    const Bench bench;
    const std::string in = bench.with("in.npy", test::npy_file("<f4", "(2, 1, 2, 4)", k_article_values));
    CHECK(bench.run({in, "--print"}) == "[0, 0]\n20  30\n[1, 0]\n112  37\n");
    const std::string maps = bench.with("maps.npy", test::npy_file("<f4", "(2, 2, 4)", k_article_values));
    CHECK(bench.run({maps, "--print"}) == "[0]\n20  30\n[1]\n112  37\n");
    const std::string large = bench.with("l.npy", test::npy_file("<f4", "(64, 64)", std::vector<float>(4096, 1.0F)));
    CHECK(bench.run({large, "--print", "--kernel", "1"}) == "the result is 64x64, too large to print\n");
    CHECK(bench.run({bench.with("s.csv", "nan,inf,-inf,-1.5\n"), "--print", "--kernel", "1"}) ==
          "nan  inf  -inf  -1.5\n");
}

TEST_CASE("input and output may be the same file") {
    const Bench bench;
    const std::string file = bench.with("same.csv", k_article);
    bench.run({file, "-o", file});
    CHECK(bench.read("same.csv") == "20,30\n112,37\n");
    CHECK(std::distance(std::filesystem::directory_iterator(bench.folder()), {}) == 1);
    // Through a symbolic link the file itself is replaced and the link stays.
    std::filesystem::create_symlink(file, bench.file("link.csv"));
    bench.run({bench.file("link.csv"), "-o", bench.file("link.csv")});
    CHECK(std::filesystem::is_symlink(bench.file("link.csv")));
    CHECK(bench.read("same.csv") == "112\n");
}

TEST_CASE("a large input, with any number of threads") {
    const Bench bench;
    const int size = 2048;
    std::vector<float> values(static_cast<std::size_t>(size) * size);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>((i * 7919) % 10007);
    const std::string in = bench.with("in.npy", test::npy_file("<f4", "(4, 1024, 1024)", values));
    const std::vector<std::string> window{"--op", "average", "--kernel", "3", "--stride", "2", "--padding", "1"};
    std::string first;
    for (const char* threads : {"1", "2", "7"}) {
        std::vector<std::string> arguments{in, "-o", bench.file("out.npy"), "--threads", threads};
        arguments.insert(arguments.end(), window.begin(), window.end());
        bench.run(arguments);
        const std::string bytes = bench.read("out.npy");
        CHECK(bytes.size() == 128 + sizeof(float) * 4 * 512 * 512);
        if (first.empty()) first = bytes;
        CHECK((bytes == first));
    }
    // Element (3, 511, 511): rows and columns 1021 to 1023 of plane 3, none of it padding.
    double sum = 0;
    for (std::size_t row = 1021; row < 1024; ++row)
        for (std::size_t col = 1021; col < 1024; ++col)
            sum += static_cast<double>(values[std::size_t{3} * 1024 * 1024 + row * 1024 + col]);
    CHECK(floats(bench.array("out.npy")).back() == static_cast<float>(sum / 9));
}

TEST_CASE("blurmax: the largest of every window, then a blur that skips cells") {
    const Bench bench;
    const std::string stripes = "0,0,1,1,0,0,1,1\n";
    const std::string in = bench.with("in.csv", stripes + stripes + stripes);
    CHECK(bench.run({in, "--print", "--op", "blurmax"}) == "0.5  1  0.5  1\n");
    CHECK(bench.run({in, "--print", "--op", "blurmax", "--blur", "3"}) == "0.5  1  0.5  1\n");
    CHECK(bench.run({in, "--print", "--op", "blurmax", "--blur", "1"}) == "0  1  0  1\n");
    const std::string maps = bench.with("maps.npy", test::npy_file("<f4", "(2, 3, 3)",
                                                                   std::vector<float>{0, 0, 0, 0, 4, 0, 0, 0, 0,  //
                                                                                      8, 0, 0, 0, 0, 0, 0, 0, 0}));
    bench.run({maps, "-o", bench.file("out.npy"), "--op", "blurmax", "--blur", "2"});
    CHECK(bench.array("out.npy") == io::NpyArray{{2, 1, 1}, std::vector<float>{4, 2}});
}

TEST_CASE("exact sums are taken in double") {
    const Bench bench;
    // 2^24 and then 255 ones: in float32 one after another they are lost.
    std::vector<float> values(256, 1.0F);
    values[0] = 16777216.0F;
    const std::string in = bench.with("in.npy", test::npy_file("<f4", "(16, 16)", values));
    bench.run({in, "-o", bench.file("out.npy"), "--op", "sum", "--kernel", "16", "--exact"}, k_no_sum);
    CHECK(floats(bench.array("out.npy")) == std::vector<float>{16777472.0F});
    bench.run({in, "-o", bench.file("out.npy"), "--op", "global-average", "--exact"});
    CHECK(floats(bench.array("out.npy")) == std::vector<float>{65537.0F});
}

TEST_CASE("what a framework would refuse is a note, and the work is done") {
    const Bench bench;
    const std::string in = bench.with("in.csv", k_article);
    const test::ProgramRun run = test::run_program(
        POOLSCOPE_PROGRAM,
        {"pool", in, "-o", bench.file("out.csv"), "--kernel", "2", "--stride", "1", "--padding", "2"});
    CHECK(run.exit_code == 0);
    CHECK(run.err.starts_with("note: "));
    CHECK(run.err.find("PyTorch") != std::string::npos);
    CHECK(bench.read("out.csv").starts_with("-inf,-inf,-inf"));
}
